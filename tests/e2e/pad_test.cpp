#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <thread>

#include "tests/support/shop.h"

// What a customer said aloud, through the programs as they are built: the pad on a display beside
// the shopper's and in the corner of theirs, by real taps and keys.
namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

class PadRoadTest : public testing::Test {
  protected:
    // On one wide display the cashier's window stands right of the shopper's.
    explicit PadRoadTest(int width = 2560) : display_(width, 800) {
        hub_.serve();
        code_ = hub_.enrol("harbour", "1");
        hub_.change_shop("harbour", R"({"pin":"4711"})");
    }

    void start(std::vector<std::string> flags = {"--cashier-display", "0"}) {
        for (const std::string& flag :
             {std::string("--hub"), hub_.url(), std::string("--enrol"), code_})
            flags.push_back(flag);
        kiosk_.emplace(display_, data_, flags, Kiosk::Options{.width = 1280});
        kiosk_->start();
        kiosk_->wait_for_question();
    }
    std::size_t lines(const std::string& window) {
        kiosk_->watch(window);
        return kiosk_->all_shown().size();
    }
    Shown look(const std::string& window) {
        kiosk_->watch(window);
        return *kiosk_->shown();
    }
    // On the cashier's window.
    void tap(const std::string& id) {
        kiosk_->watch("cashier");
        kiosk_->tap(id);
    }
    // Wherever the keyboard is.
    void press(const std::string& key) { kiosk_->press(key); }
    Shown wait_for_status(const std::string& words, const std::string& window = "cashier") {
        kiosk_->watch(window);
        return kiosk_->wait_for("\"" + words + "\"", [&](const Shown& shown) {
            const Element* status = shown.find("status");
            return status && status->label.find(words) != std::string::npos;
        });
    }
    Shown wait_for_control(const std::string& id, bool enabled = true) {
        return kiosk_->wait_for(id, [&](const Shown& shown) {
            const Element* element = shown.find(id);
            return element && element->enabled == enabled;
        });
    }
    // As a comment, and in no figure of the shoppers' own.
    std::int64_t heard(const std::string& reason) const {
        for (const auto& each : hub_.report().heard)
            if (each.reason == reason) return each.n.value_or(0);
        return 0;
    }
    std::int64_t answered() const {
        std::int64_t n = 0;
        for (const auto& question : hub_.report().questions) n += question.base.value_or(0);
        return n;
    }
    bool wait_for_heard(const std::string& reason, std::int64_t n) const {
        return wait_until([&] { return heard(reason) == n; });
    }
    // What the manager reads.
    std::string get(const std::string& path) const {
        return run({"curl", "--silent", "--fail", "--header",
                    "Authorization: Bearer " + hub_.token(), hub_.url() + path})
            .out;
    }

    TemporaryFolder folder_;
    fs::path data_ = folder_.path() / "kiosk";
    Display display_;
    Hub hub_{folder_.path() / "hub"};
    std::string code_;
    std::optional<Kiosk> kiosk_;
};

TEST_F(PadRoadTest, NeitherWindowDisturbsTheOtherAndTheReportTellsThemApart) {
    start();
    EXPECT_EQ(look("shopper").origin_x, 0);
    const Shown pad = look("cashier");
    EXPECT_EQ(pad.screen, "pad");
    EXPECT_EQ(pad.origin_x, 1280);
    EXPECT_NE(pad.find("note"), nullptr);

    // A shopper answers the first question; meanwhile the cashier notes, by taps and by keys.
    kiosk_->watch("shopper");
    const Shown first = kiosk_->wait_for_question();
    kiosk_->tap(first.choices().front());
    const Shown next = kiosk_->wait_for("what follows", [](const Shown& shown) {
        return shown.screen == "question" || shown.screen == "thanks";
    });
    const std::size_t before = lines("shopper");
    tap("topic:produce");
    wait_for_status("How was it meant?");
    tap("tone:trouble");
    wait_for_status("Noted: Fruit and vegetables, Trouble");
    const Shown now = look("shopper");
    if (now.screen == next.screen && now.screen == "question") {
        EXPECT_EQ(lines("shopper"), before);
        EXPECT_EQ(now.question, next.question);
        // The shopper goes on where they were; the pad stays as it is.
        const std::size_t pads = lines("cashier");
        kiosk_->watch("shopper");
        kiosk_->tap(next.choices().front());
        kiosk_->wait_for_screen("thanks");
        EXPECT_LE(lines("cashier"), pads + 1);  // it may come to rest
    }
    // By keys alone: the keyboard is the cashier's.
    press("2");
    wait_for_status("How was it meant?");
    press("plus");
    wait_for_status("Praise");
    const Shown thanks = look("shopper");
    EXPECT_TRUE(thanks.screen == "thanks" || thanks.screen == "attract") << thanks.screen;

    EXPECT_TRUE(wait_for_heard("produce", 1));
    EXPECT_TRUE(wait_until([&] { return answered() > 0; }));
    const auto report = hub_.report();
    EXPECT_EQ(report.heard.size(), 2U);
    // In no figure of the shoppers' own is a comment, and the other way round.
    for (const auto& each : hub_.report({"--question", *first.question}).questions)
        if (each.id == *first.question) {
            EXPECT_EQ(each.base, 1);
        }
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(PadRoadTest, TakesWordsMarksAndBusyByTheKeysAlone) {
    start();
    for (const char* key : {"period", "2", "period", "4", "minus"}) press(key);
    wait_for_status("Noted:");
    wait_for_control("words");
    press("Return");
    wait_for_control("save", false);
    display_.type("no ripe avo");
    wait_for_control("save");
    // From the list that is shipped.
    wait_for_control("key:avocado");
    kiosk_->tap("key:avocado");
    press("Return");
    wait_for_status("The words are added.");
    EXPECT_TRUE(wait_until([&] {
        return get("/v1/comments?from=2000-01-01").find("no ripe avocado") != std::string::npos;
    }));
    EXPECT_THAT(get("/v1/comments?from=2000-01-01"), HasSubstr("\"unusual\":true"));
    // Nobody finds them on the device.
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / "kiosk"))
        if (entry.is_regular_file()) {
            EXPECT_THAT(content_of(entry.path()), Not(HasSubstr("ripe avocado"))) << entry.path();
        }
    press("0");
    wait_for_status("The next shopper is not asked.");
    kiosk_->watch("shopper");
    kiosk_->wait_for("a question that is put off",
                     [](const Shown& shown) { return !shown.question.has_value(); });
    EXPECT_EQ(kiosk_->stop(), 0);
    // Of the hour, as the kiosk tells it when it ends.
    kiosk_->start();
    EXPECT_TRUE(wait_until([&] {
        SQLite::Database store((folder_.path() / "hub" / "hub.db").string(), SQLite::OPEN_READONLY);
        SQLite::Statement count(store,
                                "SELECT count(*) FROM records WHERE body LIKE "
                                "'%\"postponed\":1%'");
        return count.executeStep() && count.getColumn(0).getInt() == 1;
    }));
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(PadRoadTest, WhatIsTakenBackIsGoneAtTheHub) {
    start();
    press("1");
    press("minus");
    wait_for_status("Noted:");
    ASSERT_TRUE(wait_until([&] { return hub_.report().heard.size() == 1; }));
    // It has been uploaded; the hub has to let go of it.
    press("BackSpace");
    wait_for_status("Taken back.");
    EXPECT_TRUE(wait_until([&] { return hub_.report().heard.empty(); }));
    EXPECT_THAT(get("/v1/comments?from=2000-01-01"), Not(HasSubstr("\"tone\"")));
    EXPECT_EQ(get("/v1/export/comments.ndjson"), "");
    EXPECT_FALSE(look("cashier").find("undo")->enabled);

    // Before it is sent it never leaves the device, and its gap is told of.
    hub_.kill();
    press("1");
    press("plus");
    wait_for_status("Noted:");
    press("BackSpace");
    wait_for_status("Taken back.");
    EXPECT_EQ(kiosk_->stop(), 0);
    EXPECT_THAT(content_of(data_ / "journal.db") + content_of(data_ / "journal.db-wal"),
                HasSubstr("\"unsent\":true"));
    hub_.serve();
    kiosk_->start();
    kiosk_->watch("shopper");
    kiosk_->wait_for_question();
    tap("topic:price");
    tap("tone:idea");
    EXPECT_TRUE(wait_for_heard("price", 1));
    EXPECT_EQ(hub_.report().heard.size(), 1U);
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(PadRoadTest, WhatCameOfItIsToldOnceWhereItWasSaid) {
    start();
    tap("topic:produce");
    wait_for_status("How was it meant?");
    tap("tone:trouble");
    ASSERT_TRUE(wait_for_heard("produce", 1));
    const std::string action = hub_.call(
        "POST", "/v1/actions", R"({"shop":"harbour","title":"Riper fruit","reasons":["produce"]})");
    const auto id = action.find("\"id\":\"") + 6;
    hub_.call("PATCH", "/v1/actions/" + action.substr(id, action.find('"', id) - id),
              R"({"owner":"rosa","decision":"fix","due":"2099-11-30","state":"told",
                  "notice":{"en":"Fruit is sorted at noon"}})");
    // The receipt of whatever is sent next tells of it; the pad does, once it has come to rest.
    press("2");
    press("plus");
    kiosk_->watch("cashier");
    const auto is_news = [](const Shown& shown) {
        return std::ranges::any_of(shown.elements, [](const Element& element) {
            return element.label.find("Fruit is sorted at noon") != std::string::npos;
        });
    };
    kiosk_->wait_for("news", is_news);
    press("Return");
    wait_for_control("topic:produce");
    EXPECT_EQ(kiosk_->stop(), 0);
    kiosk_->start();
    kiosk_->watch("shopper");
    kiosk_->wait_for_question();
    EXPECT_FALSE(is_news(look("cashier")));
    EXPECT_EQ(kiosk_->stop(), 0);
}

// Prints how long the quickest way takes; a person's hand is as fast as they are.
TEST_F(PadRoadTest, TellsHowManyActionsAndSecondsTheQuickestWayTakes) {
    start();
    const auto timed = [&](const std::string& how, int actions, const auto& act) {
        kiosk_->watch("cashier");
        const auto began = std::chrono::steady_clock::now();
        act();
        wait_for_status("Noted:");
        const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began);
        std::cout << how << ": " << actions << " actions, " << took.count() << " s\n";
        EXPECT_LE(actions, 2);
    };
    timed("touch", 2, [&] {
        kiosk_->tap("topic:produce");
        wait_for_status("How was it meant?");
        kiosk_->tap("tone:trouble");
    });
    press("BackSpace");
    wait_for_status("Taken back.");
    timed("keypad", 2, [&] {
        display_.press("KP_3");
        display_.press("KP_Subtract");
    });
    const auto began = std::chrono::steady_clock::now();
    display_.scan("ESH:QUEUE-");
    EXPECT_TRUE(wait_for_heard("queue", 1));
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began);
    std::cout << "scan: 1 action, " << took.count() << " s until the report has it\n";
    EXPECT_EQ(kiosk_->stop(), 0);
}

class PadCornerTest : public PadRoadTest {
  protected:
    PadCornerTest() : PadRoadTest(1280) {}

    void enter_pin() {
        for (const char* key : {"4", "7", "1", "1", "Return"}) kiosk_->press(key);
        kiosk_->wait_for_screen("manager");
    }
    // A finger that rests in the corner, until the pad is there.
    void knock_quickly() {
        const Shown shown = look("shopper");
        std::this_thread::sleep_for(milliseconds(600));
        display_.press(static_cast<int>(shown.origin_x) + 4, static_cast<int>(shown.origin_y) + 4);
        kiosk_->wait_for_screen("pad");
        display_.release();
    }
};

TEST_F(PadCornerTest, OpensToThePinOnceAShiftAndGivesTheShoppersScreenBackAsItWas) {
    start({});
    const Shown question = look("shopper");
    kiosk_->knock();
    enter_pin();
    kiosk_->tap("pad");
    const Shown pad = kiosk_->wait_for_screen("pad");
    EXPECT_EQ(pad.question, std::nullopt);
    EXPECT_EQ(pad.find("skip"), nullptr);
    kiosk_->tap("topic:produce");
    kiosk_->tap("tone:praise");
    wait_for_status("Noted:", "shopper");
    // It closes by itself.
    const Shown back = kiosk_->wait_for_question();
    EXPECT_EQ(back.question, question.question);
    EXPECT_EQ(back.choices(), question.choices());

    // No PIN any more, and by keys.
    knock_quickly();
    kiosk_->press("2");
    kiosk_->press("minus");
    wait_for_status("Noted:", "shopper");
    kiosk_->press("Escape");
    const Shown again = kiosk_->wait_for_question();
    EXPECT_EQ(again.choices(), question.choices());
    EXPECT_TRUE(wait_until([&] { return hub_.report().heard.size() == 2; }));
    // What the cashier did is no shopper's touch: nobody answered.
    EXPECT_EQ(answered(), 0);

    // Whoever answers is not interrupted.
    kiosk_->tap(question.choices().front());
    const Shown next = kiosk_->wait_for("what follows", [](const Shown& shown) {
        return shown.screen == "question" || shown.screen == "thanks";
    });
    display_.press(4, 4);
    std::this_thread::sleep_for(milliseconds(1'500));
    EXPECT_NE(look("shopper").screen, "pad");
    display_.release();
    EXPECT_TRUE(wait_until([&] { return answered() >= 1; }));
    EXPECT_EQ(kiosk_->stop(), 0);

    // A restart ends the shift.
    kiosk_->start();
    kiosk_->wait_for_question();
    EXPECT_EQ(kiosk_->knock().screen, "pin");
    EXPECT_EQ(kiosk_->stop(), 0);
}

// In no file of the device, no column of the store and no line of a log is anybody of the staff.
TEST_F(PadRoadTest, NowhereIsAnybodyOfTheStaff) {
    start();
    press("1");
    press("minus");
    wait_for_status("Noted:");
    ASSERT_TRUE(wait_until([&] { return hub_.report().heard.size() == 1; }));
    EXPECT_EQ(kiosk_->stop(), 0);
    const std::set<std::string> words{"cashier", "employee", "operator", "staff_id",
                                      "clerk",   "shift",    "personnel"};
    SQLite::Database store((folder_.path() / "hub" / "hub.db").string(), SQLite::OPEN_READONLY);
    SQLite::Statement columns(store,
                              "SELECT m.name, p.name FROM sqlite_master m, "
                              "pragma_table_info(m.name) p WHERE m.type = 'table'");
    int seen = 0;
    while (columns.executeStep()) {
        ++seen;
        const std::string column =
            columns.getColumn(0).getString() + "." + columns.getColumn(1).getString();
        for (const std::string& word : words) EXPECT_THAT(column, Not(HasSubstr(word)));
    }
    EXPECT_GT(seen, 50);
    SQLite::Database journal((data_ / "journal.db").string(), SQLite::OPEN_READONLY);
    SQLite::Statement own(journal,
                          "SELECT p.name FROM sqlite_master m, pragma_table_info(m.name) p "
                          "WHERE m.type = 'table'");
    while (own.executeStep())
        for (const std::string& word : words)
            EXPECT_THAT(own.getColumn(0).getString(), Not(HasSubstr(word)));
    // Which topics are used, and nothing beside.
    EXPECT_EQ(std::ranges::count(content_of(data_ / "pad-topics"), '\n'), 1);
    // What was noted is in no log, nor when.
    for (const fs::path& log :
         {fs::path(data_.string() + ".log"), folder_.path() / "hub" / "serve.log"}) {
        const std::string said = content_of(log);
        for (const char* word : {"comment", "topic", "noted"})
            EXPECT_THAT(said, Not(HasSubstr(word))) << log;
    }
}

}  // namespace
}  // namespace earshot::test
