#include "sync/store/visits.h"

#include <gtest/gtest.h>

#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using namespace std::chrono_literals;

// Who comes back, by the tokens that tills give.
class VisitsTest : public testing::Test {
  protected:
    VisitsTest() {
        // The shop's key is older than every visit.
        shop.store->writer().run("UPDATE shops SET visit_key_at = 0", {});
    }

    // A visit of `card`, `days` after the first; with an answer, where one was given.
    void visit(char card, int days, const std::string& choice = "") {
        std::vector<core::Record> records;
        core::Visit visit;
        visit.token = std::string(16, card);
        visit.basket = core::Basket::few;
        if (!choice.empty()) {
            records.push_back(test::a_response(++number_, "B", {choice}));
            records.back().at += days * 24h;
            visit.response = records.back().id;
        }
        records.push_back(test::a_record(++number_, visit));
        records.back().at += days * 24h;
        shop.send(records);
    }
    std::vector<core::insight::Returned> returned(core::Instant now) {
        return sync::returns(*shop.store, "harbour", test::at("2026-10-01T00:00:00Z"),
                             test::at("2027-01-01T00:00:00Z"), now);
    }

    test::Shop shop;
    const core::Instant later = shop.now + 60 * 24h;

  private:
    int number_ = 0;
};

TEST_F(VisitsTest, CountsWhoCameBackWithinFourWeeksByWhatTheySaid) {
    visit('a', 0, "produce");
    visit('a', 7);
    visit('b', 0, "produce");
    visit('b', 29);
    visit('c', 0, "waiting");
    visit('d', 0);  // said nothing
    visit('d', 1);
    const auto all = returned(later);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].choice, "produce");
    EXPECT_EQ(all[0].n, 2);
    EXPECT_EQ(all[0].back, 1);
    EXPECT_EQ(all[1].choice, "waiting");
    EXPECT_EQ(all[1].n, 1);
    EXPECT_EQ(all[1].back, 0);
}

TEST_F(VisitsTest, WaitsUntilFourWeeksAreOver) {
    visit('a', 0, "produce");
    EXPECT_TRUE(returned(shop.now + 27 * 24h).empty());
    EXPECT_EQ(returned(shop.now + 29 * 24h).size(), 1u);
}

TEST_F(VisitsTest, LeavesOutWhatAnotherKeyMade) {
    visit('a', 0, "produce");
    shop.store->writer().run("UPDATE shops SET visit_key_at = $1",
                             {std::int64_t{(shop.now + 24h).time_since_epoch().count()}});
    EXPECT_TRUE(returned(later).empty());
}

TEST_F(VisitsTest, CountsNothingThatIsErasedOrSetAside) {
    visit('a', 0, "produce");
    visit('b', 0, "waiting");
    shop.store->erase("harbour", test::an_id(1), {shop.now});
    shop.store->writer().run("UPDATE records SET set_aside = 1 WHERE id = $1", {test::an_id(3)});
    EXPECT_TRUE(returned(later).empty());
    // The visit goes with the response it names.
    EXPECT_EQ(shop.store->writer().run("SELECT id FROM visits", {}).size(), 1u);
}

TEST_F(VisitsTest, JoinsAVisitThatCameBeforeItsResponse) {
    core::Record response = test::a_response(2, "B", {"produce"});
    core::Visit named{std::string(16, 'a'), core::Basket::full, response.id};
    shop.send({test::a_record(1, named), response});
    const auto all = returned(later);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].question, "B");
    EXPECT_EQ(all[0].choice, "produce");
}

TEST_F(VisitsTest, LetsTokensGoWithTheirVisits) {
    visit('a', 0, "produce");
    shop.store->purge(shop.now + 92 * 24h);
    EXPECT_TRUE(shop.store->writer().run("SELECT id FROM visits", {}).empty());
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

}  // namespace
}  // namespace earshot
