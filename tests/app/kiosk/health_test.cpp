#include "app/kiosk/health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/common/assets.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using sync::LinkState;
using sync::Standing;
using testing::HasSubstr;
using testing::Not;

// 2025-11-08 09:00 in Berlin.
const core::Instant now = std::chrono::sys_days(std::chrono::days(20'400)) + 8h;

class HealthTest : public testing::Test {
  protected:
    std::vector<Finding> all(core::Instant at = now) const {
        return findings(health_, voice_, at, "Europe/Berlin");
    }
    Finding about(const std::string& id, core::Instant at = now) const {
        for (const Finding& finding : all(at))
            if (finding.id == id) return finding;
        return {};
    }
    std::string text(const std::string& id) const { return about(id).text; }
    Severity severity(const std::string& id) const { return about(id).severity; }

    void link(Standing standing, const std::string& reason = "") {
        LinkState state;
        state.standing = standing;
        state.reason = reason;
        health_.link = state;
    }

    Wordings wordings_{assets_folder() / "locale"};
    StaffVoice voice_{wordings_.in("en")};
    Health health_;
};

TEST_F(HealthTest, HasNothingWrongToTellWhereAllIsWell) {
    link(Standing::online);
    health_.link->last_heard = now - 5s;
    health_.link->clock_offset = 200ms;
    health_.stock = Stock{};
    health_.stock->unsent = 0;
    health_.stock->disk_free = 20'000'000'000;
    for (const Finding& finding : all()) EXPECT_NE(finding.severity, Severity::trouble);
    EXPECT_EQ(text("unsent"), "Everything is sent.");
    EXPECT_EQ(text("link"), "The hub answers.");
    EXPECT_EQ(text("heard"), "Last heard from the hub: 08:59:55");
    EXPECT_EQ(text("clock"), "Clock: 2025-11-08 09:00:00");
    EXPECT_EQ(text("disk"), "Free on the disk: 20.0 GB");
}

// S1
TEST_F(HealthTest, TellsHowMuchIsUnsentAndSinceWhen) {
    link(Standing::offline, "Connection refused");
    health_.link->last_heard = now - std::chrono::days(90);
    health_.stock = Stock{};
    health_.stock->unsent = 41'233;
    health_.stock->oldest = now - std::chrono::days(90) + 1min;
    EXPECT_EQ(text("unsent"), "Waiting to be sent: 41233, the oldest from 2025-08-10 10:01:00.");
    EXPECT_EQ(text("link"), "The hub cannot be reached: Connection refused");
    EXPECT_EQ(severity("link"), Severity::note);
    EXPECT_EQ(text("heard"), "Last heard from the hub: 2025-08-10 10:00:00");
}

// S4
TEST_F(HealthTest, TellsOfALoginPage) {
    link(Standing::login_page);
    EXPECT_THAT(text("link"), HasSubstr("The network wants a login page"));
    EXPECT_EQ(severity("link"), Severity::trouble);
    EXPECT_EQ(all().front().id, "link");
}

// S5
TEST_F(HealthTest, TellsWhenItTriesNext) {
    link(Standing::busy);
    health_.link->next_try = now + 1h;
    EXPECT_EQ(text("link"), "The hub is busy and asks to wait.");
    EXPECT_EQ(text("next_try"), "Next try: 10:00:00");
}

// S6
TEST_F(HealthTest, TellsWhyTheHubCannotBeTrusted) {
    link(Standing::untrusted, "certificate has expired");
    EXPECT_EQ(text("link"), "Cannot trust the hub: certificate has expired");
    EXPECT_EQ(severity("link"), Severity::trouble);
}

// S7
TEST_F(HealthTest, TellsWhatTheHubRefusedAndWhy) {
    health_.stock = Stock{};
    health_.stock->quarantined = {"conflict", "unknown choice at /answers/0", "conflict"};
    EXPECT_EQ(text("quarantine"),
              "Refused by the hub and set aside: 3 (conflict; unknown choice at /answers/0)");
    health_.stock->quarantined = {"a", "b", "c", "d", "e"};
    EXPECT_EQ(text("quarantine"), "Refused by the hub and set aside: 5 (a; b; c …)");
}

// S9, S10
TEST_F(HealthTest, TellsOfABadAnswerAndOfAnEndedEnrolment) {
    link(Standing::bad_answer, "it is far too large");
    EXPECT_EQ(text("link"), "Bad answer from the hub: it is far too large");
    link(Standing::revoked);
    EXPECT_THAT(text("link"), HasSubstr("This kiosk is no longer enrolled"));
    EXPECT_EQ(severity("link"), Severity::trouble);
}

// C5
TEST_F(HealthTest, TellsWhyTheHubsLastQuestionsWereNotTaken) {
    link(Standing::online);
    health_.link->bundle_problem = "questionnaires[0].id is missing";
    EXPECT_EQ(text("bundle"),
              "New questions were not taken, the last good ones stay: questionnaires[0].id is "
              "missing");
}

// K6
TEST_F(HealthTest, TellsOfACodeThatNobodyKnows) {
    health_.unknown_code = UnknownCode{"TEA+", now - 1min};
    EXPECT_EQ(text("code"),
              "Scanned at 08:59:00, but not in the reason book: TEA+. Print the codes anew.");
    EXPECT_EQ(severity("code"), Severity::note);
}

TEST_F(HealthTest, TellsOfALostTouchPanel) {
    EXPECT_EQ(text("touch"), "");
    health_.touch_lost = true;
    EXPECT_EQ(text("touch"), "Touch isn’t working: have the display’s cable checked.");
}

// K13
TEST_F(HealthTest, TellsOfAWrongClock) {
    link(Standing::online);
    EXPECT_EQ(severity("clock"), Severity::fine);
    health_.link->clock_offset = 5min;
    EXPECT_EQ(severity("clock"), Severity::fine);
    for (const core::milliseconds offset : {5min + 1ms, -5min - 1ms}) {
        health_.link->clock_offset = offset;
        EXPECT_EQ(text("clock"), "The clock is wrong: 2025-11-08 09:00:00");
    }
    health_.link.reset();
    EXPECT_EQ(about("clock", core::Instant(0ms)).text, "The clock is wrong: 1970-01-01 01:00:00");
    EXPECT_THAT(about("clock", now + std::chrono::days(15 * 365)).text,
                HasSubstr("The clock is wrong: 2040"));
}

// L1, L2, L6, L8: each cause has a remedy of its own, and names the file.
TEST_F(HealthTest, TellsWhatAilsTheStorage) {
    using core::Trouble;
    const std::vector<std::pair<Trouble, std::string>> rows{
        {Trouble::full, "make room"},
        {Trouble::read_only, "storage is read-only"},
        {Trouble::failing, "fails to read or write"},
        {Trouble::no_memory, "out of memory"},
        {Trouble::in_use, "Another program"},
        {Trouble::newer_version, "data is from a newer version: update Earshot first"},
        {Trouble::not_ours, "does not belong to the kiosk"}};
    link(Standing::online);
    for (const auto& [trouble, words] : rows) {
        health_.trouble = StorageTrouble{trouble, "/data/journal.db is a symbolic link"};
        const auto said = all();
        EXPECT_EQ(said[0].id, "storage");
        EXPECT_EQ(said[0].severity, Severity::trouble);
        EXPECT_THAT(said[0].text, HasSubstr(words));
        EXPECT_EQ(said[1].text, "/data/journal.db is a symbolic link");
    }
}

// L4, L5
TEST_F(HealthTest, TellsWhatWasSavedFromADamagedFile) {
    health_.stock = Stock{};
    health_.stock->recovery = core::Recovery{312, 2, {}, "journal.db.damaged-1"};
    EXPECT_EQ(text("recovery"), "The answers’ file was damaged. Saved: 312. Quarantined: 2.");
    EXPECT_EQ(text("missing"), "");
    health_.stock->recovery->missing = {4, 5, 6};
    EXPECT_EQ(text("missing"), "Lost with the damaged file: 3");
}

TEST_F(HealthTest, WarnsBeforeTheDiskIsFull) {
    health_.stock = Stock{};
    health_.stock->disk_free = 63'000'000;
    EXPECT_EQ(text("disk"), "The disk is almost full: 63 MB left.");
    EXPECT_EQ(severity("disk"), Severity::trouble);
}

TEST_F(HealthTest, TellsInTheShopsLanguage) {
    link(Standing::online);
    const auto said = findings(health_, StaffVoice(wordings_.in("de")), now, "Europe/Berlin");
    EXPECT_THAT(said.front().text, Not(HasSubstr("hub answers")));
}

}  // namespace
}  // namespace earshot::app
