#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/insight/interval.h"
#include "core/insight/report.h"
#include "core/simulation/day_counts.h"
#include "tests/support/size.h"

// Whether what the report states is true as often as it claims, in shops whose truth is known
// (survey.md 7.2, V1 to V4 and V6). No incident: nothing changes but the days.
namespace earshot::core::insight {
namespace {

namespace sim = core::simulation;

const Instant monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 2}};
constexpr int period = 28;

enum class Told { nothing, when_and_where, baskets_too };

Counts counts_of(std::span<const sim::DayCounts> days, const sim::ByCode<std::string_view>& codes,
                 Told told) {
    constexpr std::array baskets = {"few", "medium", "full", "produce"};
    Counts counts;
    for (const sim::DayCounts& day : days)
        for (std::size_t cell = 0; cell < sim::cell_count; ++cell) {
            const std::size_t part = sim::daypart_of(cell);
            const Instant hour = monday + std::chrono::hours{24 * day.day + 9 + 3 * int(part)};
            const auto week_part =
                static_cast<std::uint8_t>(part + (day.weekend ? week_parts / 2 : 0));
            const std::string till = sim::express_of(cell) ? "express" : "main";
            const std::string basket =
                told == Told::baskets_too ? baskets.at(sim::basket_of(cell)) : "";
            Tally tally{.shop = "shop",
                        .till = till,
                        .hour = hour,
                        .question = "Q",
                        .basket = basket,
                        .week_part = week_part};
            for (std::size_t code = 0; code < sim::code_count; ++code) {
                const std::int64_t n = day.cells[cell].answers[code];
                if (n == 0) continue;
                for (const std::string& choice : {std::string(codes[code]), std::string()}) {
                    tally.choice = choice;
                    tally.n = n;
                    counts.tallies.push_back(tally);
                }
            }
            if (told == Told::nothing) continue;
            Traffic traffic{"shop", till, hour, week_part, day.cells[cell].transactions, {}};
            if (told == Told::baskets_too)
                traffic.baskets.at(sim::basket_of(cell)) = traffic.transactions;
            counts.traffic.push_back(traffic);
        }
    return counts;
}

QuestionReport report_of(std::span<const sim::DayCounts> now,
                         std::span<const sim::DayCounts> before, sim::Asks asks, Told told) {
    const auto& codes = asks == sim::Asks::why ? sim::why_codes : sim::change_codes;
    Question question{.id = "Q", .measures = "change", .text = {{"en", "Q?"}}};
    for (const std::string_view code : codes)
        question.choices.push_back({.id = std::string(code), .text = {{"en", std::string(code)}}});
    const Query query{.from = monday + std::chrono::days{now.front().day},
                      .compare = !before.empty()};
    return make_report(query, {question}, {}, counts_of(now, codes, told),
                       counts_of(before, codes, told),
                       [](const auto&, const auto&, Instant) { return ""; })
        .questions.front();
}

// How often each choice's range holds the truth, of the reports that give one.
struct Coverage {
    sim::ByCode<double> held{}, told{};

    void add(const QuestionReport& report, const sim::ByCode<double>& truth, double odds) {
        for (std::size_t code = 0; code < sim::code_count; ++code) {
            const ChoiceShare& choice = report.choices[code];
            if (!choice.share) continue;
            Interval range{*choice.low, *choice.high};
            if (odds > 1) range = cautious(range, odds);
            ++told[code];
            held[code] += range.low <= truth[code] && truth[code] <= range.high ? 1 : 0;
        }
    }
    double mean() const {
        return std::accumulate(held.begin(), held.end(), 0.0) /
               std::accumulate(told.begin(), told.end(), 0.0);
    }
    double worst() const {
        double least = 1;
        for (std::size_t code = 0; code < sim::code_count; ++code)
            least = std::min(least, held[code] / told[code]);
        return least;
    }
};

std::string shown(const Coverage& coverage) {
    return fmt::format("{:.3f} (worst {:.3f})", coverage.mean(), coverage.worst());
}

class ClaimsTest : public testing::TestWithParam<sim::Asks> {
  protected:
    std::vector<sim::DayCounts> days(double n, int count, std::uint64_t replicate) const {
        sim::Scenario scenario;
        scenario.days = count;
        return sim::Counter({}, scenario, {.answers = n / period, .cells = true}, GetParam())
            .count(seed * 1'000'003 + replicate);
    }
    const char* asks() const { return GetParam() == sim::Asks::why ? "why" : "change"; }
    const int replicates = test::sized("replicates", 100, 1'000);
    const std::uint64_t seed = test::seed();
};

// V1: of those who answered it says the truth 95 times in 100. V2, V3: of all shoppers only the
// cautious range does; the plain one must not be believed of them, and no sentence gives it for
// them (SentencesTest).
TEST_P(ClaimsTest, TheRangeHoldsForThoseWhoAnsweredAndTheCautiousOneForAll) {
    for (const double n : {80.0, 230.0, 900.0}) {
        Coverage answerers, shoppers, shoppers_cautious;
        for (int replicate = 0; replicate < replicates; ++replicate) {
            const auto all = days(n, period, static_cast<std::uint64_t>(replicate));
            const QuestionReport plain = report_of(all, {}, GetParam(), Told::nothing);
            answerers.add(plain, sim::answerers_of(all), 1);
            const QuestionReport report = report_of(all, {}, GetParam(), Told::when_and_where);
            shoppers.add(report, sim::shoppers_of(all), 1);
            shoppers_cautious.add(report, sim::shoppers_of(all), answering_odds(0.115));
        }
        fmt::print("{}, n {}: answerers {}; all shoppers plain {}, cautious {}\n", asks(), n,
                   shown(answerers), shown(shoppers), shown(shoppers_cautious));
        // Allowed beside the aim: two standard errors of so many replicates.
        const double slack = 2 * std::sqrt(.05 * .95 / replicates);
        EXPECT_GE(answerers.mean(), .945 - slack / 3);
        EXPECT_GE(answerers.worst(), .92 - slack);
        EXPECT_GE(shoppers_cautious.mean(), .97);
        EXPECT_GE(shoppers_cautious.worst(), .95 - slack);
        if (n == 900) {
            EXPECT_LT(shoppers.mean(), .93);
        }
    }
}

// V4: with the basket band, weights take a fifth or more of the bias away.
TEST_P(ClaimsTest, WeightsTakeBiasAway) {
    sim::ByCode<double> raw{}, lanes{}, baskets{};
    for (int replicate = 0; replicate < replicates; ++replicate) {
        const auto all = days(900, period, static_cast<std::uint64_t>(replicate));
        const auto truth = sim::shoppers_of(all);
        const auto add = [&](sim::ByCode<double>& bias, Told told) {
            const QuestionReport report = report_of(all, {}, GetParam(), told);
            for (std::size_t code = 0; code < sim::code_count; ++code)
                bias[code] += (*report.choices[code].share - truth[code]) / replicates;
        };
        add(raw, Told::nothing);
        add(lanes, Told::when_and_where);
        add(baskets, Told::baskets_too);
    }
    const auto mean = [](const sim::ByCode<double>& bias) {
        double sum = 0;
        for (const double each : bias) sum += std::abs(each);
        return 100 * sum / static_cast<double>(bias.size());
    };
    fmt::print(
        "{}: mean bias in points: raw {:.2f}, by daypart and till {:.2f}, by basket too "
        "{:.2f}\n",
        asks(), mean(raw), mean(lanes), mean(baskets));
    // Wishes are as often held back by those who are content, which no weight can tell.
    EXPECT_LE(mean(baskets), (GetParam() == sim::Asks::why ? 0.8 : 1.0) * mean(raw));
    EXPECT_LE(mean(lanes), mean(raw));
}

// V6.
TEST_P(ClaimsTest, ReportsRarelyTellOfAChangeThatIsNone) {
    int false_reports = 0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        const auto all = days(220, 2 * period, static_cast<std::uint64_t>(replicate));
        const std::span<const sim::DayCounts> whole(all);
        const QuestionReport report =
            report_of(whole.subspan(period), whole.first(period), GetParam(), Told::when_and_where);
        false_reports += std::ranges::any_of(report.choices, [](const ChoiceShare& choice) {
            return choice.changed == "up" || choice.changed == "down";
        });
    }
    fmt::print("{}: {} of {} reports tell of a change\n", asks(), false_reports, replicates);
    EXPECT_LE(false_reports, replicates * 12 / 100);
}

INSTANTIATE_TEST_SUITE_P(Why, ClaimsTest, testing::Values(sim::Asks::why));
INSTANTIATE_TEST_SUITE_P(Change, ClaimsTest, testing::Values(sim::Asks::change));

}  // namespace
}  // namespace earshot::core::insight
