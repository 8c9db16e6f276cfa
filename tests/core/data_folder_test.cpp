#include "core/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "tests/support/process.h"

namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using core::DataFolder;
using core::ErrorKind;
using testing::HasSubstr;

constexpr fs::perms private_folder = fs::perms::owner_all;
constexpr fs::perms private_file = fs::perms::owner_read | fs::perms::owner_write;

class DataFolderTest : public testing::Test {
  protected:
    fs::path path() const { return parent_.path() / "data"; }

    TemporaryFolder parent_;
};

TEST_F(DataFolderTest, IsMadeForItsOwnerOnly) {
    const auto folder = DataFolder::claim(path() / "kiosk");

    ASSERT_TRUE(folder);
    EXPECT_EQ(fs::status(folder->path()).permissions(), private_folder);
    EXPECT_EQ(fs::status(folder->path() / "lock").permissions(), private_file);
}

TEST_F(DataFolderTest, IsMadePrivateWhereItWasNot) {
    fs::create_directory(path());
    fs::permissions(path(), fs::perms::all);

    ASSERT_TRUE(DataFolder::claim(path()));

    EXPECT_EQ(fs::status(path()).permissions(), private_folder);
}

TEST_F(DataFolderTest, IsHeldByOneProcessAtATime) {
    auto held = std::make_optional(*DataFolder::claim(path()));

    const auto second = DataFolder::claim(path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::in_use);
    EXPECT_THAT(second.error().message, HasSubstr("already running"));
    EXPECT_THAT(second.error().message, HasSubstr(path().string()));

    const DataFolder moved = std::move(*held);
    held.reset();
    EXPECT_FALSE(DataFolder::claim(path()));
}

TEST_F(DataFolderTest, IsFreeOnceItsHolderIsKilled) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = DataFolder::claim(path());
        const char done = held ? '1' : '0';
        [[maybe_unused]] const auto told = ::write(ready[1], &done, 1);
        for (;;) ::pause();
    }
    char held = '0';
    ASSERT_EQ(::read(ready[0], &held, 1), 1);
    EXPECT_EQ(held, '1');
    EXPECT_EQ(DataFolder::claim(path()).error().kind, ErrorKind::in_use);

    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);

    EXPECT_TRUE(DataFolder::claim(path()));
    ::close(ready[0]);
    ::close(ready[1]);
}

// For this process alone.
bool make_read_only(const fs::path& folder) {
    const char* name = folder.c_str();
    return ::unshare(CLONE_NEWNS) == 0 &&
           ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount(name, name, nullptr, MS_BIND, nullptr) == 0 &&
           ::mount("none", name, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0;
}

TEST_F(DataFolderTest, IsHeldOnADiskThatHasBecomeReadOnly) {
    ASSERT_TRUE(DataFolder::claim(path()));
    constexpr int held = 0, refused = 1, cannot_mount = 2;
    const pid_t child = ::fork();
    if (child == 0) {
        if (!make_read_only(path())) ::_exit(cannot_mount);
        try {
            ::_exit(DataFolder::claim(path()) ? held : refused);
        } catch (const std::system_error&) {
            ::_exit(refused);
        }
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == cannot_mount) GTEST_SKIP() << "only root can mount";
    EXPECT_EQ(WEXITSTATUS(status), held);
}

TEST_F(DataFolderTest, IsNoSymbolicLink) {
    fs::create_directory(parent_.path() / "real");
    fs::create_directory_symlink(parent_.path() / "real", path());

    for (const fs::path& name : {path(), path() / ""}) {
        const auto folder = DataFolder::claim(name);
        ASSERT_FALSE(folder);
        EXPECT_EQ(folder.error().kind, ErrorKind::denied);
        EXPECT_THAT(folder.error().message, HasSubstr("symbolic link"));
    }
    EXPECT_TRUE(fs::is_empty(parent_.path() / "real"));
}

TEST_F(DataFolderTest, HoldsNoSymbolicLink) {
    fs::create_directory(path());
    fs::create_symlink(parent_.path() / "target", path() / "journal.db");

    const auto folder = DataFolder::claim(path());

    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().kind, ErrorKind::denied);
    EXPECT_THAT(folder.error().message, HasSubstr("journal.db"));
}

TEST_F(DataFolderTest, HoldsNoFileOfAnotherUser) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
    fs::create_directory(path());
    std::ofstream(path() / "journal.db") << "theirs";
    ASSERT_EQ(::chown((path() / "journal.db").c_str(), 1, 1), 0);

    const auto folder = DataFolder::claim(path());

    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().kind, ErrorKind::denied);
    EXPECT_THAT(folder.error().message, HasSubstr("another user"));
}

TEST_F(DataFolderTest, IsNotAnotherUsers) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
    fs::create_directory(path());
    ASSERT_EQ(::chown(path().c_str(), 1, 1), 0);

    EXPECT_EQ(DataFolder::claim(path()).error().kind, ErrorKind::denied);
}

TEST_F(DataFolderTest, FilesAreReplacedWholeAndForTheirOwnerOnly) {
    const fs::path file = parent_.path() / "bundle.json";
    core::write_file(file, "first");
    core::write_file(file, std::string("sec\0nd", 6));

    EXPECT_EQ(*core::read_file(file), std::string("sec\0nd", 6));
    EXPECT_EQ(fs::status(file).permissions(), private_file);
    EXPECT_EQ(std::distance(fs::directory_iterator(parent_.path()), {}), 1);
}

TEST_F(DataFolderTest, NothingIsWrittenThroughALink) {
    const fs::path file = parent_.path() / "bundle.json";
    std::ofstream(parent_.path() / "target") << "untouched";
    fs::create_symlink(parent_.path() / "target", file);
    fs::create_symlink(parent_.path() / "target", parent_.path() / "bundle.json.new");

    core::write_file(file, "ours");

    EXPECT_EQ(content_of(parent_.path() / "target"), "untouched");
    EXPECT_EQ(*core::read_file(file), "ours");
}

TEST_F(DataFolderTest, AFileThatIsNotThereIsTold) {
    EXPECT_EQ(core::read_file(parent_.path() / "none").error().kind, ErrorKind::not_found);
    EXPECT_EQ(core::read_file(parent_.path()).error().kind, ErrorKind::unavailable);
}

TEST_F(DataFolderTest, AFolderThatIsNotThereCannotBeWrittenTo) {
    EXPECT_THROW(core::write_file(parent_.path() / "none" / "file", "x"), std::system_error);
}

}  // namespace
}  // namespace earshot::test
