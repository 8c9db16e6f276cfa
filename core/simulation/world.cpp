#include "core/simulation/world.h"

#include <cmath>
#include <numeric>

namespace earshot::core::simulation {
namespace {

ByCode<double> noise(double sigma, Dice& dice) {
    ByCode<double> factors{};
    for (double& factor : factors) factor = dice.lognormal(1, sigma);
    return factors;
}

ByCode<double> times(ByCode<double> left, const ByCode<double>& right) {
    for (std::size_t code = 0; code < code_count; ++code) left[code] *= right[code];
    return left;
}

double likelihood(const Marigold& shop, std::size_t weekend, std::size_t daypart,
                  std::size_t segment, std::size_t lane, std::size_t content, std::size_t upset) {
    double logit = shop.segments[segment].answers;
    if (daypart == 0) logit += shop.answers_morning;
    if (daypart == daypart_count - 1) logit += shop.answers_evening;
    if (weekend != 0) logit += shop.answers_weekend;
    if (lane != 0) logit += shop.answers_express;
    if (content != 0) logit += shop.answers_content;
    if (upset != 0) logit += shop.answers_upset;
    return 1 / (1 + std::exp(-logit));
}

}  // namespace

ByCode<double> add(const ByCode<double>& left, const ByCode<double>& right) {
    ByCode<double> sum = left;
    for (std::size_t code = 0; code < code_count; ++code) sum[code] += right[code];
    return sum;
}

Truth sum_of(const CellTruths& cells) {
    Truth sum;
    for (const Truth& each : cells) {
        sum.answerers = add(sum.answerers, each.answerers);
        sum.shoppers = add(sum.shoppers, each.shoppers);
    }
    return sum;
}

ByCode<double> shares_of(ByCode<double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= sum;
    return weights;
}

World::World(const Marigold& shop, const Scenario& scenario) : shop_(shop), scenario_(scenario) {
    for (std::size_t weekend = 0; weekend < 2; ++weekend)
        for (std::size_t daypart = 0; daypart < daypart_count; ++daypart)
            for (std::size_t segment = 0; segment < segment_count; ++segment)
                for (std::size_t lane = 0; lane < 2; ++lane)
                    for (std::size_t content = 0; content < 2; ++content)
                        for (std::size_t upset = 0; upset < 2; ++upset)
                            answers_[weekend][daypart][segment][lane][content][upset] =
                                likelihood(shop, weekend, daypart, segment, lane, content, upset);
}

Day World::day(int number, Dice& dice) const {
    Day day;
    day.day = number;
    const auto weekday = static_cast<std::size_t>((number + scenario_.first_weekday) % 7);
    day.weekend = weekday >= 5;
    day.dayparts = day.weekend ? shop_.at_weekends : shop_.on_weekdays;
    day.transactions =
        shop_.transactions * shop_.weekdays[weekday] * dice.lognormal(1, shop_.day_sigma);
    day.upsets = {};

    std::array<ByCode<double>, 2> change{noise(shop_.code_sigma, dice), {}};
    const ByCode<double> why = noise(shop_.code_sigma, dice);
    for (const UnusualDay& unusual : scenario_.unusual) {
        if (unusual.day != number) continue;
        day.transactions *= unusual.transactions;
        if (!unusual.reason.empty()) change[0][change_code(unusual.reason)] *= unusual.factor;
    }
    change[1] = change[0];
    for (const Swing& swing : scenario_.swings) {
        const std::size_t code = change_code(swing.reason);
        const double factor = swing.on(number);
        if (!swing.express_only) change[0][code] *= factor;
        change[1][code] *= factor;
        if (!swing.upsets || factor <= 1) continue;
        day.upsets[0][code] = !swing.express_only;
        day.upsets[1][code] = true;
    }
    for (std::size_t segment = 0; segment < segment_count; ++segment) {
        for (std::size_t lane = 0; lane < 2; ++lane)
            day.change[segment][lane] =
                shares_of(times(shop_.segments[segment].change, change[lane]));
        day.why[segment] = shares_of(times(shop_.segments[segment].why, why));
    }
    return day;
}

CellTruths World::truth(const Day& day, Asks asks) const {
    CellTruths cells{};
    for (std::size_t daypart = 0; daypart < daypart_count; ++daypart)
        for (std::size_t segment = 0; segment < segment_count; ++segment)
            for (std::size_t lane = 0; lane < 2; ++lane) {
                const Segment& of = shop_.segments[segment];
                const double come = day.transactions * day.dayparts[daypart] * of.mix[daypart] *
                                    (lane != 0 ? of.express : 1 - of.express);
                const ByCode<double>& change = day.change[segment][lane];
                ByCode<double> say = change;
                double answered = 0;
                for (std::size_t code = 0; code < code_count; ++code)
                    answered += say[code] *= answers(day, segment, daypart, lane != 0, code);
                // Why they come has nothing to do with who is content, within a segment.
                if (asks == Asks::why)
                    for (std::size_t code = 0; code < code_count; ++code)
                        say[code] = day.why[segment][code] * answered;
                const ByCode<double>& would = asks == Asks::why ? day.why[segment] : change;
                for (std::size_t basket = 0; basket < basket_count; ++basket) {
                    Truth& truth = cells[cell(daypart, lane != 0, basket)];
                    const double here = come * of.baskets[basket];
                    for (std::size_t code = 0; code < code_count; ++code) {
                        truth.shoppers[code] += here * would[code];
                        truth.answerers[code] += here * say[code];
                    }
                }
            }
    return cells;
}

double World::usual_response() const {
    double asked = 0;
    double answered = 0;
    for (int weekday = 0; weekday < 7; ++weekday) {
        Day day;
        day.weekend = weekday >= 5;
        day.transactions = shop_.weekdays[static_cast<std::size_t>(weekday)];
        day.dayparts = day.weekend ? shop_.at_weekends : shop_.on_weekdays;
        for (std::size_t segment = 0; segment < segment_count; ++segment) {
            day.why[segment] = shares_of(shop_.segments[segment].why);
            day.change[segment].fill(shares_of(shop_.segments[segment].change));
        }
        const Truth truth = sum_of(this->truth(day, Asks::change));
        asked += std::accumulate(truth.shoppers.begin(), truth.shoppers.end(), 0.0);
        answered += std::accumulate(truth.answerers.begin(), truth.answerers.end(), 0.0);
    }
    return answered / asked;
}

}  // namespace earshot::core::simulation
