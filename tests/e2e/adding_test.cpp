#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "core/seal.h"
#include "tests/support/shop.h"

// What shoppers add once their answer is safe, through the programs as they are built: what of it
// arrives, and what is nowhere to be found.
namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AddingRoadTest : public testing::Test {
  protected:
    AddingRoadTest() : code_(hub_.enrol("harbour", "1")) {
        offer_contact();
        hub_.serve();
        kiosk_.emplace(display_, folder_.path() / "kiosk",
                       std::vector<std::string>{"--hub", hub_.url(), "--enrol", code_});
        kiosk_->start();
    }

    // As a manager will, once their browser has made the key.
    void offer_contact() const {
        SQLite::Database store((folder_.path() / "hub" / "hub.db").string(),
                               SQLite::OPEN_READWRITE);
        SQLite::Statement update(
            store, "UPDATE shops SET offer_contact = 1, followup_key = ?, followup_key_id = 'f'");
        update.bind(1, core::to_base64(key_.key));
        update.exec();
    }

    void answer() {
        const Shown first = kiosk_->wait_for_question();
        kiosk_->tap(first.choices().front());
        const Shown next = kiosk_->wait_for("a second question or thanks", [](const Shown& shown) {
            return shown.screen == "question" || shown.screen == "thanks";
        });
        if (next.screen == "question") kiosk_->tap("skip");
        wait_for_control("words");
    }
    void wait_for_control(const std::string& id) {
        kiosk_->wait_for(id, [&](const Shown& shown) { return shown.find(id) != nullptr; });
    }
    void open(const std::string& way, const std::string& field) {
        kiosk_->tap(way);
        wait_for_control(field);
    }
    void wait_for_left(const std::string& left) {
        kiosk_->wait_for(left, [&](const Shown& shown) {
            const Element* counter = shown.find("left");
            return counter != nullptr && counter->label == left;
        });
    }

    std::vector<std::string> at_the_hub(const std::string& kind) const {
        SQLite::Database store((folder_.path() / "hub" / "hub.db").string(), SQLite::OPEN_READONLY);
        SQLite::Statement query(store,
                                "SELECT body FROM records WHERE kind = ? AND body IS NOT NULL");
        query.bind(1, kind);
        std::vector<std::string> bodies;
        while (query.executeStep()) bodies.push_back(query.getColumn(0).getString());
        return bodies;
    }
    bool arrives(const std::string& kind, std::size_t number = 1) const {
        return wait_until([&] { return at_the_hub(kind).size() == number; });
    }

    // All that the kiosk has on its disk: data, trace and log.
    std::string on_the_kiosk() const {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
            const std::string path = entry.path().string();
            if (!entry.is_regular_file() || path.find("/hub/") != std::string::npos) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
        return all;
    }

    core::OpeningKey key_ = core::make_opening_key("f");
    TemporaryFolder folder_;
    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
    std::string code_;
    std::optional<Kiosk> kiosk_;
};

TEST_F(AddingRoadTest, WordsTappedOnTheScreenReachTheHubAndNobodyElse) {
    answer();
    open("words", "key:r");
    for (const char* key : {"key:r", "key:i", "key:p", "key:e"}) kiosk_->tap(key);
    wait_for_left("496 left");
    display_.type(" quinces 4111 1111 1111 1111");
    kiosk_->wait_for("a word on card numbers",
                     [](const Shown& shown) { return shown.find("alarm") != nullptr; });
    kiosk_->tap("save");
    kiosk_->wait_for_screen("thanks");
    ASSERT_TRUE(arrives("words"));
    EXPECT_THAT(at_the_hub("words").front(), HasSubstr("ripe quinces •••• •••• •••• ••••"));
    EXPECT_EQ(kiosk_->stop(), 0);
    EXPECT_THAT(on_the_kiosk(), Not(HasSubstr("quinces")));
    EXPECT_THAT(on_the_kiosk(), Not(HasSubstr("4111")));
}

TEST_F(AddingRoadTest, AScanLeavesAloneWhoIsWriting) {
    answer();
    open("words", "key:r");
    display_.type("ripe ");
    wait_for_left("495 left");
    const std::size_t shown = kiosk_->all_shown().size();
    display_.scan("ESH:PRODUCE+");
    ASSERT_TRUE(arrives("comment"));
    display_.scan("4006381333931");
    EXPECT_EQ(kiosk_->all_shown().size(), shown);
    display_.type("pears");
    wait_for_left("490 left");
    kiosk_->tap("save");
    kiosk_->wait_for_screen("thanks");
    ASSERT_TRUE(arrives("words"));
    EXPECT_THAT(at_the_hub("words").front(), HasSubstr("\"ripe pears\""));
    EXPECT_THAT(at_the_hub("comment").front(),
                AllOf(HasSubstr("\"topics\":[\"produce\"]"), HasSubstr("\"tone\":\"praise\""),
                      HasSubstr("\"entered\":\"scan\"")));
}

TEST_F(AddingRoadTest, ContactIsSealedOnceConsentIsGivenAndIsNowhereBefore) {
    answer();
    open("contact", "key:a");
    display_.type("ann@example.org");
    wait_for_left("105 left");
    kiosk_->kill();  // half typed
    EXPECT_THAT(on_the_kiosk(), Not(HasSubstr("example.org")));

    kiosk_->start();
    answer();
    open("contact", "key:a");
    wait_for_left("120 left");
    display_.type("bea@example.org");
    kiosk_->tap("done");
    kiosk_->wait_for("the name", [](const Shown& shown) { return shown.find("name") != nullptr; });
    kiosk_->tap("done");
    wait_for_control("best_time");
    kiosk_->tap("done");
    wait_for_control("save");
    EXPECT_THAT(at_the_hub("follow_up"), IsEmpty());
    kiosk_->tap("save");
    wait_for_control("code");
    ASSERT_TRUE(arrives("follow_up"));
    EXPECT_EQ(kiosk_->stop(), 0);
    EXPECT_THAT(on_the_kiosk(), Not(HasSubstr("example.org")));
    EXPECT_THAT(at_the_hub("follow_up").front(), Not(HasSubstr("example.org")));
}

TEST_F(AddingRoadTest, WhatIsForgottenIsGoneFromBothEnds) {
    answer();
    open("words", "key:r");
    kiosk_->tap("key:r");
    kiosk_->tap("save");
    kiosk_->wait_for_screen("thanks");
    ASSERT_TRUE(arrives("words"));
    ASSERT_TRUE(arrives("response"));
    kiosk_->tap("done");
    wait_for_control("forget");
    open("forget", "more");
    kiosk_->tap("forget");
    EXPECT_TRUE(arrives("response", 0));
    EXPECT_TRUE(arrives("words", 0));
    EXPECT_TRUE(arrives("retraction", 2));
}

TEST_F(AddingRoadTest, WhatIsForgottenBeforeItLeftNeverLeaves) {
    kiosk_->wait_for_question();
    hub_.kill();
    answer();
    open("forget", "more");
    kiosk_->tap("forget");
    kiosk_->wait_for("that it is forgotten",
                     [](const Shown& shown) { return shown.find("tick") && !shown.find("words"); });
    EXPECT_EQ(kiosk_->stop(), 0);
    SQLite::Database journal((folder_.path() / "kiosk" / "journal.db").string());
    SQLite::Statement query(journal, "SELECT body FROM record");
    std::vector<std::string> bodies;
    while (query.executeStep()) bodies.push_back(query.getColumn(0).getString());
    EXPECT_THAT(bodies, Contains(AllOf(HasSubstr("\"type\":\"retraction\""),
                                       HasSubstr("\"unsent\":true"))));
    EXPECT_THAT(bodies, Each(Not(HasSubstr("\"type\":\"response\""))));
    EXPECT_THAT(on_the_kiosk(), Not(HasSubstr("\"answers\"")));
}

}  // namespace
}  // namespace earshot::test
