#include "core/simulation/shop_records.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/simulation/remarks.h"
#include "sync/wire/record.h"
#include "tests/bench/claims/devices.h"
#include "tests/support/size.h"

namespace earshot::core::simulation {
namespace {

ShopRecords a_shop(const Scenario& scenario, std::uint64_t seed, int tills = 6) {
    return {sized({}, tills),
            scenario,
            {.shop = "marigold",
             .questionnaire = claims::supermarket(),
             .visit_key = std::string(32, 'k')},
            seed};
}

std::vector<std::vector<Made>> lived(ShopRecords shop, int days) {
    std::vector<std::vector<Made>> tills;
    for (int day = 0; day < days; ++day) {
        auto made = shop.next_day();
        tills.resize(made.size());
        for (std::size_t till = 0; till < made.size(); ++till)
            std::ranges::move(made[till], std::back_inserter(tills[till]));
    }
    return tills;
}

std::string bytes_of(const std::vector<std::vector<Made>>& tills) {
    std::string bytes;
    for (const auto& till : tills)
        for (const Made& made : till)
            bytes += sync::wire::numbered(sync::wire::encode(made.record), made.record.seq) + "\n";
    return bytes;
}

template <typename Body>
std::vector<const Made*> all(const std::vector<std::vector<Made>>& tills) {
    std::vector<const Made*> found;
    for (const auto& till : tills)
        for (const Made& made : till)
            if (std::holds_alternative<Body>(made.record.body)) found.push_back(&made);
    return found;
}

TEST(ShopRecordsTest, TheSameSeedGivesTheSameBytes) {
    const Scenario scenario{.days = 3};
    const std::string once = bytes_of(lived(a_shop(scenario, 11), 3));
    EXPECT_EQ(once, bytes_of(lived(a_shop(scenario, 11), 3)));
    EXPECT_NE(once, bytes_of(lived(a_shop(scenario, 12), 3)));
}

TEST(ShopRecordsTest, RecordsAreNumberedWithoutGapsAndAsTheHubReadsThem) {
    std::set<std::string> ids;
    for (const auto& till : lived(a_shop({.days = 2}, test::seed()), 2)) {
        std::int64_t seq = 0;
        for (const Made& made : till) {
            EXPECT_EQ(made.record.seq, ++seq);
            EXPECT_TRUE(ids.insert(made.record.id).second);
            const auto line =
                sync::wire::numbered(sync::wire::encode(made.record), made.record.seq);
            const auto value = sync::wire::parse(line);
            ASSERT_TRUE(value);
            const auto read = sync::wire::decode_record(*value);
            ASSERT_TRUE(std::holds_alternative<Record>(read)) << line;
            EXPECT_EQ(std::get<Record>(read), made.record);
        }
    }
}

TEST(ShopRecordsTest, RatesAreThoseOfMarigold) {
    const int days = test::sized("days", 14, 140);
    const auto tills = lived(a_shop({.days = days, .noise = quiet}, test::seed()), days);
    double transactions = 0, shown = 0, answered = 0, second_shown = 0, walked = 0;
    for (const Made* made : all<Exposure>(tills)) {
        const auto& exposure = std::get<Exposure>(made->record.body);
        transactions += exposure.transactions.value();
        for (const auto& question : exposure.questions) {
            const bool first = claims::supermarket().tickets.contains(question.question);
            (first ? shown : second_shown) += question.shown.value();
            (first ? answered : walked) += first ? question.answered : question.abandoned;
        }
    }
    EXPECT_NEAR(transactions / days, 1'500, 60);
    // All are asked but who follows a "not today".
    EXPECT_GT(shown, .99 * transactions);
    // Some who touch say "not today".
    EXPECT_NEAR(answered / shown, .115 * .97, .006);
    EXPECT_NEAR(walked / second_shown, .10, .025);  // who walks away, and who takes over 8 s

    EXPECT_NEAR(static_cast<double>(all<Comment>(tills).size()) / days, 25, 14);
    EXPECT_EQ(all<Status>(tills).size(), static_cast<std::size_t>(6 * days));
    EXPECT_FALSE(all<Words>(tills).empty());
    EXPECT_FALSE(all<Visit>(tills).empty());
}

TEST(ShopRecordsTest, ExposuresTellWhatTheResponsesTell) {
    const auto tills = lived(a_shop({.days = 3}, test::seed()), 3);
    std::map<std::string, int> exposed, answered;
    for (const Made* made : all<Exposure>(tills))
        for (const auto& question : std::get<Exposure>(made->record.body).questions)
            exposed[question.question] += question.answered;
    for (const Made* made : all<Response>(tills))
        for (const Answer& answer : std::get<Response>(made->record.body).answers)
            answered[answer.question] += answer.choices.empty() ? 0 : 1;
    std::erase_if(exposed, [](const auto& each) { return each.second == 0; });
    std::erase_if(answered, [](const auto& each) { return each.second == 0; });
    EXPECT_EQ(exposed, answered);
}

TEST(ShopRecordsTest, NoiseIsMadeWhereItIsOnAndOnlyThere) {
    const Scenario noisy{.days = 28, .armed = Armed::always};
    std::map<Origin, int> made;
    for (const auto& till : lived(a_shop(noisy, test::seed()), 28))
        for (const Made& each : till) ++made[each.origin];
    for (const Origin origin :
         {Origin::child, Origin::bored_cashier, Origin::inventor, Origin::twice})
        EXPECT_GT(made[origin], 0) << static_cast<int>(origin);

    made.clear();
    for (const auto& till : lived(a_shop({.days = 14, .noise = quiet}, test::seed()), 14))
        for (const Made& each : till) {
            ++made[each.origin];
            EXPECT_EQ(each.ahead, milliseconds{0});
        }
    EXPECT_EQ(made[Origin::child] + made[Origin::bored_cashier] + made[Origin::inventor] +
                  made[Origin::twice],
              0);
}

TEST(ShopRecordsTest, OneTillIsAShopToo) {
    const auto tills = lived(a_shop({.days = 2}, test::seed(), 1), 2);
    ASSERT_EQ(tills.size(), 1u);
    EXPECT_NEAR(static_cast<double>(all<Response>(tills).size()), 2 * 250 * .12, 30);
}

TEST(RemarkTest, IsShortAndHoldsNoPlaceToFill) {
    Dice dice(test::seed());
    std::set<std::string> different;
    for (int draw = 0; draw < 5'000; ++draw) {
        const auto tone = static_cast<Tone>(dice.below(4));
        const auto code = tone == Tone::praise ? why_codes[dice.below(code_count)]
                                               : change_codes[dice.below(code_count)];
        const std::string text = remark(code, tone, dice.happens(.5) ? "de" : "en", .25, dice);
        EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
        EXPECT_LE(text.size(), static_cast<std::size_t>(cashier_text_max));
        EXPECT_GE(text.size(), 5u);
        different.insert(text);
    }
    EXPECT_GT(different.size(), 1'500u);
}

}  // namespace
}  // namespace earshot::core::simulation
