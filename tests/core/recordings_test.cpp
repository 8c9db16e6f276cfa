#include "core/recordings.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/process.h"

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

class RecordingsTest : public testing::Test {
  protected:
    Result<void> keep(const std::string& id, const std::string& comment, const std::string& sound) {
        return recordings_.keep(id, comment, sound, {key_.id, key_.key});
    }
    std::string oldest() const {
        const auto recording = recordings_.oldest();
        return recording ? open_bytes(recording->box, key_).value() : "";
    }
    std::string on_disk() const {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path()))
            if (entry.is_regular_file()) all += test::content_of(entry.path());
        return all;
    }

    test::TemporaryFolder folder_;
    OpeningKey key_ = make_opening_key("k");
    fs::path place_ = folder_.path() / "recordings";
    Recordings recordings_{place_};
};

TEST_F(RecordingsTest, WaitSealedInTheirOrderUntilLetGoOf) {
    EXPECT_FALSE(recordings_.oldest());
    ASSERT_TRUE(keep("2", "b", "the bread is stale"));
    ASSERT_TRUE(keep("1", "a", std::string("\0\xff", 2)));
    EXPECT_EQ(on_disk().find("bread"), std::string::npos);
    EXPECT_EQ(fs::status(place_).permissions(), fs::perms::owner_all);

    EXPECT_EQ(Recordings(place_).oldest()->id, "1");
    EXPECT_EQ(oldest(), std::string("\0\xff", 2));
    recordings_.let_go("1");
    recordings_.let_go("1");
    EXPECT_EQ(oldest(), "the bread is stale");
    recordings_.let_go("2");
    EXPECT_FALSE(recordings_.oldest());
    EXPECT_EQ(on_disk(), "");
}

TEST_F(RecordingsTest, GoWithTheCommentThatIsTakenBack) {
    ASSERT_TRUE(keep("1", "a", "one"));
    ASSERT_TRUE(keep("2", "b", "two"));
    recordings_.forget("a");
    EXPECT_EQ(oldest(), "two");
    recordings_.forget("2");
    EXPECT_EQ(oldest(), "two");
}

TEST_F(RecordingsTest, WhatACrashLeftHalfWrittenIsNone) {
    ASSERT_TRUE(keep("2", "b", "two"));
    std::ofstream(place_ / "1.a.new") << "half";
    EXPECT_EQ(oldest(), "two");
    ASSERT_TRUE(keep("3", "c", "three"));
    EXPECT_FALSE(fs::exists(place_ / "1.a.new"));
}

TEST_F(RecordingsTest, AreNotMoreThanTheDiskHasRoomFor) {
    ASSERT_TRUE(keep("1", "a", "one"));
    fs::resize_file(place_ / "1.a", Recordings::bytes_max - 60);  // sparse
    const auto refused = keep("2", "b", "two and more of it");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    recordings_.let_go("1");
    EXPECT_TRUE(keep("2", "b", "two and more of it"));
}

}  // namespace
}  // namespace earshot::core
