#include "sync/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data_folder.h"
#include "core/seal.h"
#include "sync/store/sqlite.h"
#include "tests/support/process.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::a_record;
using test::a_response;
using test::an_answer;
using test::an_id;
using test::at;
using test::body_of;
using test::line_of;
using test::Shop;

core::Record retraction_of(int number, const std::string& id, bool unsent = false) {
    return a_record(number, core::Retraction{id, std::nullopt, unsent});
}

core::Response& response_in(core::Record& record) { return std::get<core::Response>(record.body); }

std::string refusal(const sync::wire::Receipt& receipt) {
    if (receipt.rejected.size() != 1) return std::to_string(receipt.rejected.size()) + " rejected";
    return receipt.rejected[0].title + " " + receipt.rejected[0].pointer;
}

// Rows of a table that fit, read past the store.
std::int64_t rows(const Shop& shop, std::string_view count) {
    const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
    return database->reader()->run(count, {})[0].number(0);
}

TEST(StoreTest, CountsARecordOnceHoweverOftenItComes) {
    Shop shop;
    const std::vector batch{a_response(1, "B", {"produce"}), a_response(2, "B", {"waiting"})};

    const auto first = shop.send(batch);
    EXPECT_EQ(first.accepted, 2);
    EXPECT_EQ(first.acked_through, 2);
    const auto second = shop.send(batch);
    EXPECT_EQ(second.accepted, 0);
    EXPECT_EQ(second.duplicates, 2);
    EXPECT_EQ(second.acked_through, 2);

    EXPECT_EQ(shop.n("B", ""), 2);
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST(StoreTest, CountsALineGivenTwiceInOneBatchOnce) {
    Shop shop;
    const std::string line = line_of(a_response(1, "B", {"produce"}));
    const auto receipt = shop.send(shop.device, line + "\n\n" + line + "\n");
    EXPECT_EQ(receipt.accepted, 1);
    EXPECT_EQ(receipt.duplicates, 1);
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST(StoreTest, ForgetsNothingWhenItIsOpenedAgain) {
    Shop shop;
    shop.send({a_response(1, "B", {"produce"})});
    shop.store.reset();
    shop.store = sync::open_store(shop.folder.path()).value();
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.send({a_response(1, "B", {"produce"})}).duplicates, 1);
}

TEST(StoreTest, RejectsOtherContentUnderAKnownNumberOrId) {
    Shop shop;
    shop.send({a_response(1, "B", {"produce"})});
    EXPECT_FALSE(shop.store->health_of(shop.device.id)->conflict);

    core::Record same_seq = a_response(1, "B", {"waiting"});
    same_seq.id = an_id(7);
    EXPECT_EQ(refusal(shop.send({same_seq})), "conflict /seq");
    core::Record same_id = a_response(1, "B", {"waiting"});
    same_id.seq = 2;
    EXPECT_EQ(refusal(shop.send({same_id})), "conflict /id");

    EXPECT_TRUE(shop.store->health_of(shop.device.id)->conflict);
    EXPECT_EQ(shop.n("B", ""), 1);
    EXPECT_EQ(shop.n("B", "waiting"), 0);
    EXPECT_EQ(shop.send({a_response(1, "B", {"produce"})}).duplicates, 1);
}

TEST(StoreTest, RejectsARejectedRecordAgainAndKeepsItOnce) {
    Shop shop;
    const std::vector batch{a_response(1, "B", {"lobster"})};
    EXPECT_EQ(refusal(shop.send(batch)), "unknown choice /answers/0/choices/0");
    const auto again = shop.send(batch);
    EXPECT_EQ(refusal(again), "unknown choice /answers/0/choices/0");
    EXPECT_EQ(again.acked_through, 1);
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM quarantine WHERE content LIKE '%lobster%'"), 1);

    EXPECT_EQ(refusal(shop.send({a_response(1, "B", {"produce"})})), "conflict /seq");
}

TEST(StoreTest, LetsGoOfQuarantinedContentAfterThirtyDays) {
    Shop shop;
    shop.send({a_response(1, "B", {"lobster"})});
    shop.store->purge(shop.now + std::chrono::hours(24 * 29));
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM quarantine WHERE content IS NOT NULL"), 1);
    shop.store->purge(shop.now + std::chrono::hours(24 * 31));
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM quarantine WHERE content IS NOT NULL"), 0);
    EXPECT_EQ(refusal(shop.send({a_response(1, "B", {"lobster"})})),
              "unknown choice /answers/0/choices/0");
}

TEST(StoreTest, OneBadLineCostsNoOther) {
    Shop shop;
    const std::string body = "not json\n" + line_of(a_response(1, "B", {"produce"})) +
                             "\n{\"seq\":2}\n" + line_of(a_response(3, "B", {"waiting"})) + "\n";
    const auto receipt = shop.send(shop.device, body);
    EXPECT_EQ(receipt.accepted, 2);
    ASSERT_EQ(receipt.rejected.size(), 2U);
    EXPECT_EQ(receipt.rejected[0].seq, std::nullopt);
    EXPECT_EQ(receipt.rejected[0].line, 1);
    EXPECT_EQ(receipt.rejected[1].seq, 2);
    EXPECT_EQ(receipt.acked_through, 3);
}

TEST(StoreTest, AnEmptyBatchTellsWhereTheDeviceGoesOn) {
    Shop shop;
    EXPECT_EQ(shop.send(shop.device, "").acked_through, 0);
    shop.send({a_response(1, "B", {"produce"}), a_response(2, "B", {"produce"})});
    EXPECT_EQ(shop.send(shop.device, "\n").acked_through, 2);
}

TEST(StoreTest, NotesAGapUntilItIsFilledOrExplained) {
    Shop shop;
    shop.send({a_response(1, "B", {"produce"}), a_response(4, "B", {"produce"})});
    EXPECT_EQ(shop.store->health_of(shop.device.id)->missing, 2);
    shop.send({a_response(2, "B", {"produce"})});
    shop.send({a_response(2, "B", {"produce"})});
    EXPECT_EQ(shop.store->health_of(shop.device.id)->missing, 1);
    EXPECT_EQ(shop.send({retraction_of(5, an_id(3), true)}).accepted, 1);
    EXPECT_EQ(shop.store->health_of(shop.device.id)->missing, 0);
}

TEST(StoreTest, TakesShopAndTillFromTheEnrolment) {
    Shop shop;
    std::string line = line_of(a_response(1, "B", {"produce"}));
    line.insert(1, R"("shop":"elsewhere","till":"till-9",)");
    EXPECT_EQ(shop.send(shop.device, line).accepted, 1);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM records WHERE till = 'till-1'"), 1);
}

TEST(StoreTest, RefusesWhatWasNeverPublishedAndSaysWhere) {
    Shop shop;
    int number = 0;
    const auto told = [&](auto change) {
        core::Record record = a_response(++number, "B", {"produce"});
        change(response_in(record));
        return refusal(shop.send({record}));
    };
    using R = core::Response;
    EXPECT_EQ(told([](R& r) { r.questionnaire = "other"; }),
              "unknown questionnaire /questionnaire/id");
    EXPECT_EQ(told([](R& r) { r.version = 2; }),
              "unknown questionnaire version /questionnaire/version");
    EXPECT_EQ(told([](R& r) { r.answers[0].question = "X"; }),
              "unknown question /answers/0/question");
    EXPECT_EQ(told([](R& r) {
                  r.answers[0] = an_answer("M", {"a", "x"});
              }),
              "unknown choice /answers/0/choices/1");
    EXPECT_EQ(told([](R& r) {
                  r.answers[0].choices = {"produce", "waiting"};
              }),
              "too many choices /answers/0/choices");
    EXPECT_EQ(told([](R& r) {
                  r.answers[0] = an_answer("M", {"a", "a"});
              }),
              "named twice /answers/0/choices/1");
    EXPECT_EQ(told([](R& r) {
                  r.answers[0].shown = {"produce", "x"};
              }),
              "unknown choice /answers/0/shown/1");
    EXPECT_EQ(told([](R& r) { r.answers[0].scale = 1; }), "not a scale /answers/0/scale");
    EXPECT_EQ(told([](R& r) { r.locale = "english"; }), "not a language code /locale");
    EXPECT_EQ(shop.n("B", ""), 0);
    EXPECT_EQ(told([](R&) {}), "0 rejected");
}

TEST(StoreTest, TakesAScaleOnlyWhereItsPointAndPlaceAgree) {
    Shop shop;
    int number = 0;
    const auto told = [&](std::vector<std::string> choices, std::optional<int> place) {
        core::Record record = a_response(++number, "S", std::move(choices));
        response_in(record).answers[0].scale = place;
        return refusal(shop.send({record}));
    };
    EXPECT_EQ(told({"s2"}, 2), "0 rejected");
    EXPECT_EQ(told({}, std::nullopt), "0 rejected");
    EXPECT_EQ(told({"s5"}, 6), "scale out of range /answers/0/scale");
    EXPECT_EQ(told({"s2"}, 3), "scale and choice differ /answers/0/scale");
    EXPECT_EQ(told({"s2"}, std::nullopt), "scale and choice differ /answers/0/scale");
    EXPECT_EQ(shop.n("S", ""), 1);
}

TEST(StoreTest, CountsEachChoiceOfAMultipleAndTheAnswerOnce) {
    Shop shop;
    shop.send({a_response(1, "M", {"a", "c"}), a_response(2, "M", {"a"})});
    EXPECT_EQ(shop.n("M", ""), 2);
    EXPECT_EQ(shop.n("M", "a"), 2);
    EXPECT_EQ(shop.n("M", "c"), 1);
}

TEST(StoreTest, CountsASecondAnswerByTheFirst) {
    Shop shop;
    core::Record record = a_response(1, "B", {"produce"});
    response_in(record).answers.push_back(an_answer("B.rank", {"low"}));
    core::Record left = a_response(2, "B", {"waiting"});
    response_in(left).answers.push_back(an_answer("B.rank", {}));
    shop.send({record, left});

    EXPECT_EQ(shop.n("B", ""), 2);
    EXPECT_EQ(shop.n("B.rank", ""), 1);
    const auto tallies = shop.counts().tallies;
    const auto second =
        std::ranges::find_if(tallies, [](const auto& t) { return t.choice == "low"; });
    ASSERT_NE(second, tallies.end());
    EXPECT_EQ(second->first, "produce");
}

// The visit that tells it may come before the response, after it, or be taken back.
TEST(StoreTest, CountsAnAnswerByItsBasketHoweverTheyCome) {
    Shop shop;
    const auto visit = [](int seq, const core::Record& of, core::Basket basket) {
        core::Record record = a_response(seq, "B", {"produce"});
        record.body = core::Visit{std::nullopt, basket, of.id};
        return record;
    };
    const core::Record early = a_response(2, "B", {"produce"});
    const core::Record late = a_response(3, "B", {"produce"});
    const core::Record last = visit(4, late, core::Basket::full);
    shop.send({visit(1, early, core::Basket::few), early, late, last});
    const auto baskets = [&] {
        std::map<std::string, std::int64_t> n;
        for (const auto& tally : shop.counts().tallies)
            if (tally.choice.empty()) n[tally.basket] += tally.n;
        return n;
    };
    EXPECT_EQ(baskets(), (std::map<std::string, std::int64_t>{{"few", 1}, {"full", 1}}));
    shop.store->erase("harbour", last.id, {shop.now}, "response.erased");
    EXPECT_EQ(baskets(), (std::map<std::string, std::int64_t>{{"few", 1}, {"", 1}}));
    shop.store->erase("harbour", early.id, {shop.now}, "response.erased");
    shop.store->erase("harbour", late.id, {shop.now}, "response.erased");
    EXPECT_TRUE(baskets().empty());
}

TEST(StoreTest, KeepsApartWhatItsFlagsSetAside) {
    Shop shop;
    core::Record hard = a_response(1, "B", {"produce"});
    response_in(hard).flags = {"Q1"};
    core::Record soft = a_response(2, "B", {"produce"});
    response_in(soft).flags = {"Q3", "Q99"};
    shop.send({hard, soft});
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.n("B", "produce", true), 1);
}

TEST(StoreTest, CountsCommentsByTopicAndToneButNotTheSpecialOnes) {
    Shop shop;
    core::Comment comment;
    comment.topics = {"produce", "waiting"};
    comment.locale = "en";
    comment.tone = core::Tone::praise;
    core::Comment special = comment;
    special.special = true;
    core::Comment unknown = comment;
    unknown.topics = {"produce", "lobster"};
    const auto receipt =
        shop.send({a_record(1, comment), a_record(2, special), a_record(3, unknown)});
    EXPECT_EQ(refusal(receipt), "unknown topic /topics/1");

    const auto heard = shop.counts().heard;
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard[0].reason, "produce");
    EXPECT_EQ(heard[0].tone, core::Tone::praise);
    EXPECT_EQ(heard[0].n, 1);
}

TEST(StoreTest, ARetractionTakesARecordOutOfEveryCount) {
    Shop shop;
    core::Record words = a_record(2, core::Words{an_id(1), std::string("too dear"), "en"});
    shop.send({a_response(1, "B", {"produce"}), words, a_response(3, "B", {"produce"})});
    EXPECT_EQ(shop.send({retraction_of(4, an_id(1))}).accepted, 1);

    EXPECT_EQ(shop.n("B", ""), 1);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM records WHERE body LIKE '%too dear%'"), 0);
    const auto late = shop.send({a_response(1, "B", {"produce"}), words});
    EXPECT_EQ(late.duplicates, 2);
    EXPECT_EQ(shop.n("B", ""), 1);
    EXPECT_EQ(shop.send({retraction_of(4, an_id(1))}).duplicates, 1);
    EXPECT_EQ(shop.n("B", ""), 1);
}

// Words to look for, each record's own, too short and too long for one page.
std::string planted(int number) {
    return "marzipan" + std::to_string(number) +
           std::string(static_cast<std::size_t>(number % 7) * 60, '.');
}

int planted_in_files(const Shop& shop) {
    int found = 0;
    for (const char* file : {"hub.db", "hub.db-wal"}) {
        const std::string bytes = test::content_of(shop.folder.path() / file);
        for (std::size_t at = 0; (at = bytes.find("marzipan", at)) != std::string::npos; ++at)
            ++found;
    }
    return found;
}

TEST(StoreTest, ErasedWordsLieNeitherInTheDatabaseNorInItsLog) {
    constexpr int responses = 400;
    Shop shop;
    const std::vector tills{shop.device, shop.enrol("harbour", "till-2"),
                            shop.enrol("harbour", "till-3")};
    // Turn by turn and last things first, so that pages split and fold at every place.
    for (int number = responses; number > 0; --number) {
        core::Record words =
            a_record(responses + number, core::Words{an_id(number), planted(number), "en"});
        words.seq = (number % 2 == 0 ? number : 1000 - number) * 2;
        core::Record response = a_response(number, "B", {"produce"});
        response.seq = words.seq + 1;
        shop.send(tills[static_cast<std::size_t>(number) % tills.size()],
                  body_of({words, response}));
        if (number % 100 == 0) shop.store->scrub();
    }
    EXPECT_GE(planted_in_files(shop), responses);
    std::vector<core::Record> retractions;
    for (int number = 1; number <= responses; ++number) {
        retractions.push_back(retraction_of(2 * responses + number, an_id(number)));
        retractions.back().seq = 5000 + number;
    }
    EXPECT_EQ(shop.send(retractions).accepted, responses);
    EXPECT_EQ(shop.n("B", ""), 0);
    EXPECT_TRUE(shop.store->needs_scrub());
    EXPECT_TRUE(shop.store->scrub());
    EXPECT_FALSE(shop.store->needs_scrub());
    EXPECT_EQ(planted_in_files(shop), 0);
}

TEST(StoreTest, WhatARunThatWasCutOffLeftIsScrubbedByTheNext) {
    Shop shop;
    const core::Record words = a_record(2, core::Words{an_id(1), std::string("marzipan"), "en"});
    shop.send({a_response(1, "B", {"produce"}), words});
    shop.send({retraction_of(3, an_id(1))});
    // Another's connection, so that closing the store does not tidy up.
    const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
    shop.store.reset();
    EXPECT_GT(planted_in_files(shop), 0);
    shop.store = sync::open_store(shop.folder.path()).value();
    EXPECT_TRUE(shop.store->scrub());
    EXPECT_EQ(planted_in_files(shop), 0);
}

TEST(StoreTest, AReaderInTheWayPutsTheScrubOff) {
    Shop shop;
    EXPECT_TRUE(shop.store->scrub());
    shop.send({a_response(1, "B", {"produce"}), retraction_of(2, an_id(1))});
    {
        const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
        const auto reader = database->reader();
        reader->run("BEGIN", {});
        reader->run("SELECT COUNT(*) FROM records", {});
        EXPECT_FALSE(shop.store->scrub());
        EXPECT_TRUE(shop.store->needs_scrub());
        reader->run("COMMIT", {});
    }
    EXPECT_TRUE(shop.store->scrub());
}

TEST(StoreTest, ARetractionReachesWhatIsStillToCome) {
    Shop shop;
    const sync::Device other = shop.enrol("harbour", "till-2");
    EXPECT_EQ(shop.send({retraction_of(1, an_id(5))}).accepted, 1);
    const core::Record words = a_record(6, core::Words{an_id(5), std::string("dear"), "en"});
    const auto receipt = shop.send(other, body_of({a_response(5, "B", {"produce"}), words}));
    EXPECT_EQ(receipt.duplicates, 2);
    EXPECT_EQ(receipt.acked_through, 6);
    EXPECT_EQ(shop.n("B", ""), 0);
}

TEST(StoreTest, ARetractionReachesQuarantinedWords) {
    Shop shop;
    const auto quarantined_words = [&] {
        return rows(shop, "SELECT COUNT(*) FROM quarantine WHERE content LIKE '%too dear%'");
    };
    const auto bad = [](int number) {
        core::Record words = a_record(number, core::Words{an_id(1), std::string("too dear"), "en"});
        std::string line = line_of(words);
        return line.replace(line.find("\"locale\":\"en\""), 13, "\"locale\":7");
    };
    core::Record conflicting = a_record(2, core::Words{an_id(1), std::string("too dear"), "en"});
    conflicting.id = an_id(12);
    EXPECT_EQ(shop.send(shop.device, bad(2)).rejected.size(), 1U);
    EXPECT_EQ(refusal(shop.send({conflicting})), "conflict /seq");
    EXPECT_EQ(quarantined_words(), 2);

    EXPECT_EQ(shop.send({retraction_of(3, an_id(1))}).accepted, 1);
    EXPECT_EQ(quarantined_words(), 0);
    for (int time = 0; time < 2; ++time)
        EXPECT_EQ(shop.send(shop.device, bad(4)).rejected.size(), 1U);
    EXPECT_EQ(shop.send(shop.device, bad(2)).rejected.size(), 1U);
    EXPECT_EQ(quarantined_words(), 0);
}

TEST(StoreTest, ARetractionFindsNothingInAnotherShop) {
    Shop shop;
    const sync::Device other = shop.enrol("station", "till-1");
    shop.send({a_response(1, "B", {"produce"})});
    EXPECT_EQ(shop.send(other, body_of({retraction_of(2, an_id(1))})).accepted, 1);
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST(StoreTest, AForgetCodeErasesTheFollowUp) {
    Shop shop;
    core::FollowUp follow_up;
    follow_up.response = an_id(1);
    follow_up.sealed = std::string(80, 'x');
    follow_up.key_id = "follow";
    follow_up.consent = {"Call me", "1", shop.now};
    follow_up.expires = shop.now + std::chrono::hours(24);
    follow_up.forget = std::string(32, 'f');
    shop.send({a_response(1, "B", {"produce"}), a_record(2, follow_up)});
    EXPECT_EQ(
        shop.send({a_record(3, core::Retraction{std::nullopt, follow_up.forget, false})}).accepted,
        1);
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM records WHERE kind = 'follow_up' AND body IS NULL"),
              1);
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST(StoreTest, KeepsTheTwoEqualHoursOfAutumnApart) {
    Shop shop;
    core::Record summer = a_response(1, "B", {"produce"});
    summer.at = at("2026-10-25T00:30:00Z");  // 02:30 in Berlin
    core::Record winter = a_response(2, "B", {"produce"});
    winter.at = at("2026-10-25T01:30:00Z");  // 02:30 again
    shop.send({summer, winter});
    std::vector<core::Instant> hours;
    for (const auto& tally : shop.counts("harbour", true).tallies)
        if (tally.choice == "produce") hours.push_back(tally.hour);
    EXPECT_THAT(hours,
                testing::ElementsAre(at("2026-10-25T00:00:00Z"), at("2026-10-25T01:00:00Z")));
}

TEST(StoreTest, PutsAClockRightThatIsOffByMoreThanFiveMinutes) {
    Shop shop;
    core::Record wrong = a_response(1, "B", {"produce"});
    wrong.at = at("1970-01-01T00:10:00Z");
    shop.send(shop.device, body_of({wrong}), at("1970-01-01T01:00:00Z"));
    core::Record near = a_response(2, "B", {"produce"});
    near.at = at("2026-10-25T10:58:00Z");
    shop.send(shop.device, body_of({near}), shop.now - std::chrono::minutes(4));

    std::vector<core::Instant> hours;
    for (const auto& tally : shop.counts("harbour", true).tallies)
        if (tally.choice == "produce") hours.push_back(tally.hour);
    EXPECT_THAT(hours,
                testing::ElementsAre(at("2026-10-25T10:00:00Z"), at("2026-10-25T11:00:00Z")));
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM records WHERE at = 600000"), 1);
}

TEST(StoreTest, OfOneHoursExposuresTheLastHolds) {
    Shop shop;
    const auto exposure = [&](int number, int shown) {
        core::Exposure body;
        body.hour = at("2026-10-25T09:00:00Z");
        body.questions = {{"B", shown, 2, 1, 0}};
        return a_record(number, body);
    };
    shop.send({exposure(2, 7)});
    shop.send({exposure(1, 5), exposure(3, 9)});
    const auto asked = shop.counts().asked;
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].shown, 9);
    EXPECT_EQ(asked[0].answered, 2);
}

TEST(StoreTest, AnExposurePutRightFallsInTheHourThatItSharesMoreOf) {
    Shop shop;
    core::Exposure body;
    body.hour = at("2026-10-25T06:00:00Z");
    body.questions = {{"B", 7, 2, 1, 0}};
    // Two hours and fifty minutes behind: what was 06:00 to 07:00 was 08:50 to 09:50.
    shop.send(shop.device, body_of({a_record(1, body)}), shop.now - std::chrono::minutes(170));
    const auto asked = shop.counts("harbour", true).asked;
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].hour, at("2026-10-25T09:00:00Z"));
}

TEST(StoreTest, OpensSealedWordsAndMasksThem) {
    Shop shop;
    const auto& keys = shop.store->keys();
    core::Record record = a_response(1, "B", {"produce"});
    response_in(record).answers[0].text =
        core::seal("call 0151 2345678", {keys.sealing.id, keys.sealing.key});
    EXPECT_EQ(shop.send({record}).accepted, 1);
    EXPECT_EQ(shop.send({record}).duplicates, 1);
    EXPECT_EQ(rows(shop, "SELECT COUNT(*) FROM records WHERE body LIKE '%call •••• •••••••%'"), 1);

    core::Record foreign = a_response(2, "B", {"produce"});
    const auto other = core::make_opening_key("other");
    response_in(foreign).answers[0].text = core::seal("hello", {other.id, other.key});
    EXPECT_EQ(refusal(shop.send({foreign})), "cannot be opened /answers/0/text");
}

TEST(StoreTest, AnEnrolmentCodeWorksOnceAndFifteenMinutes) {
    Shop shop;
    const auto code = shop.store->make_enrolment_code("harbour", "till-3", shop.now).value();
    EXPECT_TRUE(shop.store->enrol({code.code, "", "", ""}, shop.now));
    EXPECT_EQ(shop.store->enrol({code.code, "", "", ""}, shop.now).error().kind,
              core::ErrorKind::denied);
    const auto late = shop.store->make_enrolment_code("harbour", "till-3", shop.now).value();
    EXPECT_FALSE(shop.store->enrol({late.code, "", "", ""}, shop.now + std::chrono::minutes(15)));
    EXPECT_EQ(shop.store->make_enrolment_code("../etc", "1", shop.now).error().kind,
              core::ErrorKind::usage);
}

TEST(StoreTest, AnOldTokenWorksForOneMoreHour) {
    Shop shop;
    const std::string token = shop.store->renew_token(shop.device_token, shop.now).value();
    EXPECT_TRUE(shop.store->device_of(token, shop.now));
    EXPECT_TRUE(shop.store->device_of(shop.device_token, shop.now + std::chrono::minutes(59)));
    EXPECT_FALSE(shop.store->device_of(shop.device_token, shop.now + std::chrono::minutes(61)));
    EXPECT_FALSE(shop.store->device_of(shop.admin_token(), shop.now));
    EXPECT_FALSE(shop.store->manager_of(token, shop.now));
    EXPECT_TRUE(shop.store->manager_of(shop.admin_token(), shop.now));
}

TEST(StoreTest, ADeviceThatLostItsNewTokenAsksAgainWithTheOld) {
    Shop shop;
    const std::string lost = shop.store->renew_token(shop.device_token, shop.now).value();
    const std::string token = shop.store->renew_token(shop.device_token, shop.now).value();
    EXPECT_TRUE(shop.store->device_of(token, shop.now));
    EXPECT_TRUE(shop.store->device_of(shop.device_token, shop.now + std::chrono::minutes(59)));
    EXPECT_FALSE(shop.store->device_of(lost, shop.now));
    EXPECT_FALSE(shop.store->renew_token(lost, shop.now));
    EXPECT_FALSE(shop.store->renew_token(shop.device_token, shop.now + std::chrono::hours(1)));
}

TEST(StoreTest, APublishedVersionNeverChanges) {
    Shop shop;
    core::Questionnaire changed = test::a_questionnaire();
    EXPECT_TRUE(shop.store->publish(changed, shop.now));
    changed.questions[0].text["en"] = "Other words";
    EXPECT_FALSE(shop.store->publish(changed, shop.now));
    changed.version = 4;
    EXPECT_TRUE(shop.store->publish(changed, shop.now));
    EXPECT_EQ(shop.store->catalogue().current("harbour").at(0).version, 4);
    EXPECT_EQ(refusal(shop.send({a_response(1, "B", {"produce"})})), "0 rejected");
}

TEST(StoreTest, TellsWhatOthersSaidOnlyFromThirtyAnswersOn) {
    Shop shop;
    std::vector<core::Record> batch;
    for (int number = 1; number <= 29; ++number)
        batch.push_back(a_response(number, "B", {number % 2 == 0 ? "produce" : "waiting"}));
    shop.send(batch);
    const auto peers = [&] {
        return shop.store->peers("harbour", at("2026-10-01T00:00:00Z"), shop.now);
    };
    EXPECT_TRUE(peers().empty());
    shop.send({a_response(30, "B", {"produce"})});
    ASSERT_EQ(peers().size(), 1U);
    EXPECT_EQ(peers()[0].base, 30);
    EXPECT_EQ(peers()[0].n.at("produce"), 15);
}

TEST(StoreTest, ADeliveryThatFailsAloneCostsNoOther) {
    Shop shop;
    shop.send({a_response(1, "B", {"produce"}), a_response(2, "B", {"waiting"})});
    {
        // A kept record that was damaged: taking it out of the counts cannot work.
        const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
        database->writer().run("UPDATE records SET body = 'damaged' WHERE seq = 1", {});
    }
    const std::vector deliveries{
        shop.delivery(shop.device, body_of({a_response(3, "B", {"waiting"})})),
        shop.delivery(shop.device,
                      body_of({a_response(4, "B", {"waiting"}), retraction_of(5, an_id(1))})),
        shop.delivery(shop.device, body_of({a_response(6, "B", {"waiting"})}))};
    const auto receipts = shop.store->take(deliveries);
    EXPECT_EQ(receipts.at(0)->accepted, 1);
    EXPECT_FALSE(receipts.at(1));
    EXPECT_EQ(receipts.at(2)->accepted, 1);
    EXPECT_EQ(shop.n("B", "waiting"), 3);
}

TEST(StoreTest, RefusesAStoreOfANewerProgramInPlainWords) {
    Shop shop;
    shop.store.reset();
    const auto file = shop.folder.path() / "hub.db";
    sync::sql::open_sqlite(file).value()->writer().run("PRAGMA user_version = 99", {});
    const auto opened = sync::open_store(shop.folder.path());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, core::ErrorKind::corrupt);
    EXPECT_THAT(opened.error().message, testing::HasSubstr("newer earshot-hub"));
}

TEST(StoreTest, RefusesWhatIsNoStore) {
    Shop shop;
    shop.store.reset();
    std::filesystem::remove(shop.folder.path() / "hub.db-wal");
    core::write_file(shop.folder.path() / "hub.db", std::string(8192, 'x'));
    EXPECT_EQ(sync::open_store(shop.folder.path()).error().kind, core::ErrorKind::corrupt);
}

}  // namespace
}  // namespace earshot
