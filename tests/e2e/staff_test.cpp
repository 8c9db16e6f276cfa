#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/shop.h"

// What those who work in the shop meet at the kiosk as it is built: the page behind the PIN, and
// what they are told where the data folder or its disk needs them.
namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string label_of(const Shown& shown, const std::string& id) {
    const Element* element = shown.find(id);
    return element ? element->label : "(none)";
}

class StaffPageTest : public testing::Test {
  protected:
    StaffPageTest() {
        hub_.serve();
        code_ = hub_.enrol("harbour", "1");
        hub_.change_shop("harbour", R"({"pin":"4711"})");
    }

    void start(const Kiosk::Options& options = {}) {
        kiosk_.emplace(display_, folder_.path() / "kiosk",
                       std::vector<std::string>{"--hub", hub_.url(), "--enrol", code_}, options);
        kiosk_->start({{"EARSHOT_KIOSK", program("earshot-kiosk")}});
        kiosk_->wait_for_question();
    }

    void guess(const std::string& pin) {
        for (const char digit : pin) kiosk_->tap(std::string(1, digit));
        kiosk_->tap("done");
    }
    Shown warned(const std::string& words) {
        return kiosk_->wait_for("the warning " + words, [&](const Shown& shown) {
            return label_of(shown, "warning").find(words) != std::string::npos;
        });
    }

    TemporaryFolder folder_;
    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
    std::string code_;
    std::optional<Kiosk> kiosk_;
};

TEST_F(StaffPageTest, OpensToThePinTellsHowTheDeviceStandsAndEndsTheProgram) {
    start();
    EXPECT_EQ(kiosk_->knock().screen, "pin");
    guess("12");
    warned("not the PIN");
    guess("4711");
    kiosk_->wait_for_screen("manager");
    const Shown page = kiosk_->wait_for(
        "what is unsent", [](const Shown& shown) { return shown.find("unsent") != nullptr; });
    EXPECT_EQ(label_of(page, "link"), "The hub answers.");
    EXPECT_THAT(label_of(page, "heard"), HasSubstr("Last heard from the hub"));
    EXPECT_EQ(label_of(page, "shop"), "Shop harbour, till 1");
    kiosk_->tap("back");
    kiosk_->wait_for_question();
    // By a keyboard, as well.
    kiosk_->knock();
    for (const char* key : {"4", "7", "1", "1", "Return"}) kiosk_->press(key);
    kiosk_->wait_for_screen("manager");
    kiosk_->tap("exit");
    EXPECT_EQ(kiosk_->process().wait(), 0);
}

TEST_F(StaffPageTest, FeelsAFingerThatRestsOnAButtonWhileTheWordsChange) {
    start();
    kiosk_->knock();
    guess("4711");
    const Shown page = kiosk_->wait_for("a clock", [](const Shown& shown) {
        return shown.screen == "manager" && shown.find("clock") != nullptr;
    });
    kiosk_->hold("back");
    kiosk_->wait_for("a later time", [&](const Shown& shown) {
        return label_of(shown, "clock") != label_of(page, "clock") && shown.find("unsent");
    });
    display_.release();
    const auto let_go = std::chrono::steady_clock::now();
    kiosk_->wait_for_question();
    // Not by itself, as it would after a minute.
    EXPECT_LT(std::chrono::steady_clock::now() - let_go, std::chrono::seconds(30));
}

// Else it would be back within a second.
TEST_F(StaffPageTest, EndsWhatKeepsTheKioskOnTheScreenToo) {
    start({.keeper = {std::string(EARSHOT_SOURCE_DIR) +
                      "/packaging/kiosk-session/earshot-kiosk-session"}});
    kiosk_->knock();
    guess("4711");
    kiosk_->wait_for_screen("manager");
    kiosk_->tap("exit");
    EXPECT_EQ(kiosk_->process().wait(), 20);
    const std::string unit =
        content_of(fs::path(EARSHOT_SOURCE_DIR) / "packaging/systemd/earshot-kiosk.service");
    EXPECT_THAT(unit, HasSubstr("\nRestartPreventExitStatus=20\n"));
}

// Trust, K8.
TEST_F(StaffPageTest, MakesWhoeverGuessesWaitOverARestartToo) {
    const fs::path guesses = folder_.path() / "kiosk" / "pin-guesses";
    start();
    kiosk_->knock();
    guess("1234");
    warned("not the PIN");
    kiosk_->kill();
    EXPECT_TRUE(content_of(guesses).starts_with("wrong 1\n")) << content_of(guesses);

    // As seven wrong ones leave it where the machine is then started anew.
    std::ofstream(guesses) << "wrong 7\nat 0\nboot an-earlier-one\n";
    kiosk_->start();
    kiosk_->wait_for_question();
    kiosk_->knock();
    EXPECT_FALSE(warned("Wait 2 minutes, then try again").find("1")->enabled);
}

// No shop has it, and no network is used.
class FaultyKioskTest : public testing::Test {
  protected:
    fs::path data() const { return folder_.path() / "kiosk"; }
    Kiosk kiosk() const { return {display_, data(), {"--offline"}}; }

    // Once at work, it leaves a journal.
    void run_once() {
        Kiosk first = kiosk();
        first.start();
        first.wait_for_screen("enrol");
        ASSERT_TRUE(wait_until([this] { return fs::exists(data() / "journal.db"); }));
        ASSERT_EQ(first.stop(), 0);
    }
    static Shown fault(const Kiosk& kiosk) {
        return kiosk.wait_for("a fault told to staff", [](const Shown& shown) {
            return shown.screen == "fault" && shown.find("storage") != nullptr;
        });
    }

    TemporaryFolder folder_;
    Display display_{800, 600};
};

// Trust, L6.
TEST_F(FaultyKioskTest, SaysThatTheDataIsOfANewerVersion) {
    run_once();
    {
        SQLite::Database newer((data() / "journal.db").string(), SQLite::OPEN_READWRITE);
        newer.exec("PRAGMA locking_mode = EXCLUSIVE");
        newer.exec("PRAGMA user_version = 99; UPDATE state SET sum = x'99'");
        newer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    const std::string before = content_of(data() / "journal.db");
    Kiosk downgraded = kiosk();
    downgraded.start();
    const Shown told = fault(downgraded);
    EXPECT_THAT(label_of(told, "storage"), HasSubstr("newer version: update Earshot first"));
    EXPECT_THAT(label_of(told, "detail"), HasSubstr("journal.db"));
    EXPECT_EQ(downgraded.stop(), 0);
    EXPECT_EQ(content_of(data() / "journal.db"), before);
}

// Trust, L8.
TEST_F(FaultyKioskTest, SaysWhichFileIsNotItsOwnAndGoesOnOnceThatIsMended) {
    run_once();
    fs::rename(data() / "journal.db", folder_.path() / "elsewhere.db");
    fs::create_symlink(folder_.path() / "elsewhere.db", data() / "journal.db");
    const std::string before = content_of(folder_.path() / "elsewhere.db");
    Kiosk linked = kiosk();
    linked.start();
    const Shown told = fault(linked);
    EXPECT_THAT(label_of(told, "storage"), HasSubstr("does not belong to the kiosk"));
    EXPECT_THAT(label_of(told, "detail"), HasSubstr("journal.db is a symbolic link"));
    EXPECT_EQ(content_of(folder_.path() / "elsewhere.db"), before);

    fs::remove(data() / "journal.db");
    fs::rename(folder_.path() / "elsewhere.db", data() / "journal.db");
    linked.wait_for_screen("enrol");
    EXPECT_EQ(linked.stop(), 0);
}

TEST_F(FaultyKioskTest, SaysWhatIsInItsWayWhereItIsAskedToEnd) {
    fs::create_directory(folder_.path() / "real");
    fs::create_directory_symlink(folder_.path() / "real", data());
    Kiosk linked = kiosk();
    linked.start();
    EXPECT_THAT(label_of(fault(linked), "detail"), HasSubstr("is a symbolic link"));
    EXPECT_EQ(linked.stop(), 1);
    EXPECT_THAT(content_of(data().string() + ".log"), HasSubstr("is a symbolic link"));
    EXPECT_TRUE(fs::is_empty(folder_.path() / "real"));
}

// Trust, L2.
TEST_F(FaultyKioskTest, SaysThatTheStorageIsReadOnly) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can mount";
    run_once();
    const std::string folder = data().string();
    const Finished mount =
        run({"unshare", "--mount", "sh", "-c", "mount --bind " + folder + " " + folder});
    if (mount.code != 0) GTEST_SKIP() << "mounts are not allowed here: " << mount.err;
    // Read-only for this program alone.
    Kiosk stuck(display_, data(), {"--offline"},
                {.keeper = {"unshare", "--mount", "sh", "-c",
                            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && "
                            "exec \"$@\"",
                            folder, program("earshot-kiosk")}});
    stuck.start();
    EXPECT_THAT(label_of(fault(stuck), "storage"), HasSubstr("storage is read-only"));
    EXPECT_EQ(stuck.stop(), 0);
}

// Trust, L4.
TEST_F(FaultyKioskTest, IsBackAfterDamageAndTellsWhatWasSaved) {
    run_once();
    {
        std::fstream file(data() / "journal.db", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(0);
        file << "no database";
    }
    Kiosk damaged = kiosk();
    const auto began = std::chrono::steady_clock::now();
    damaged.start();
    damaged.wait_for_screen("enrol");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
    // Without a PIN the page only shows.
    EXPECT_EQ(damaged.knock().screen, "manager");
    const Shown page = damaged.wait_for(
        "what was saved", [](const Shown& shown) { return shown.find("recovery") != nullptr; });
    EXPECT_THAT(label_of(page, "recovery"), HasSubstr("file was damaged. Saved: 0"));
    EXPECT_EQ(page.find("exit"), nullptr);
    EXPECT_EQ(damaged.stop(), 0);
}

}  // namespace
}  // namespace earshot::test
