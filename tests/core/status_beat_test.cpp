#include "core/status_beat.h"

#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using namespace std::chrono_literals;

Status well(std::int64_t unsent = 0) { return {"1.0", 60, unsent, 0, 1'000'000, 0, ""}; }

TEST(StatusBeat, SaysHowTheDeviceIsAtFirstAndThenEveryHour) {
    StatusBeat beat;
    EXPECT_TRUE(beat.is_due(well(), 5s));
    EXPECT_FALSE(beat.is_due(well(7), 1h));
    EXPECT_TRUE(beat.is_due(well(7), 1h + 5s));
}

TEST(StatusBeat, SaysAtOnceWhatAPersonWouldActOn) {
    const auto says = [](auto change) {
        StatusBeat beat;
        beat.is_due(well(), 0s);
        Status status = well();
        change(status);
        return beat.is_due(status, status_rest);
    };
    EXPECT_TRUE(says([](Status& status) { status.last_error = "the disk is full"; }));
    EXPECT_TRUE(says([](Status& status) { status.quarantined = 1; }));
    EXPECT_TRUE(says([](Status& status) { status.version = "1.1"; }));
    EXPECT_TRUE(says([](Status& status) { status.clock_offset_ms = -301'000; }));
    EXPECT_FALSE(says([](Status& status) { status.clock_offset_ms = 299'000; }));
    EXPECT_FALSE(says([](Status& status) { status.disk_free = 3; }));
}

TEST(StatusBeat, DoesNotChatterWhereSomethingComesAndGoes) {
    StatusBeat beat;
    int said = 0;
    for (int second = 0; second < 600; ++second) {
        Status status = well();
        if (second % 2 == 1) status.last_error = "no answer";
        if (beat.is_due(status, std::chrono::seconds(second))) ++said;
    }
    EXPECT_LE(said, 11);
    EXPECT_GE(said, 5);
}

TEST(StatusBeat, LooksAgainOnceItMayHaveSomethingToSay) {
    StatusBeat beat;
    EXPECT_EQ(beat.look_at(), 0s);
    beat.is_due(well(), 3s);
    EXPECT_EQ(beat.look_at(), 3s + status_rest);
    beat.is_due(well(), 90s);
    EXPECT_EQ(beat.look_at(), 90s + status_rest);
}

}  // namespace
}  // namespace earshot::core
