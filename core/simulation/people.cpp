#include "core/simulation/people.h"

#include <algorithm>
#include <cassert>

namespace earshot::core::simulation {
namespace {

template <typename Codes>
ByCode<std::size_t> places_of(const Question& question, const Codes& codes, std::size_t none) {
    ByCode<std::size_t> places{};
    for (std::size_t code = 0; code < code_count; ++code) {
        const auto found = std::ranges::find(question.choices, codes[code], &Choice::id);
        places[code] = found == question.choices.end()
                           ? none
                           : static_cast<std::size_t>(found - question.choices.begin());
    }
    return places;
}

std::size_t first_of(const ByCode<std::size_t>& places, std::size_t code, std::size_t none,
                     std::size_t count) {
    // What the list lacks is "something else", which stands last.
    return places[code] == none ? count - 1 : places[code];
}

}  // namespace

Shopper shopper_of(const World& world, const Day& day, std::size_t daypart, Dice& dice) {
    const Marigold& shop = world.shop();
    std::array<double, segment_count> mix{};
    for (std::size_t segment = 0; segment < segment_count; ++segment)
        mix[segment] = shop.segments[segment].mix[daypart];
    Shopper shopper{.segment = dice.pick(mix), .daypart = daypart};
    const Segment& of = shop.segments[shopper.segment];
    shopper.express = dice.happens(of.express);
    shopper.basket = dice.pick(of.baskets);
    shopper.why = dice.pick(day.why[shopper.segment]);
    shopper.change = dice.pick(day.change[shopper.segment][shopper.express ? 1 : 0]);
    shopper.first_choice = dice.happens(of.first_choice);
    const bool regular = &of == &shop.segments.back();
    const double satisfied = !regular               ? of.satisfied
                             : shopper.first_choice ? shop.regular_satisfied_first
                                                    : shop.regular_satisfied_else;
    shopper.satisfied = dice.happens(satisfied);
    shopper.first_time = dice.happens(shop.first_timers);
    shopper.weekly = !shopper.first_time && dice.happens(of.weekly);
    return shopper;
}

Answering::Answering(const Questionnaire& questionnaire) {
    for (const Question& question : questionnaire.questions)
        known_.emplace(question.id, known_of(question));
}

Answering::Known Answering::known_of(const Question& question) {
    Known known;
    known.why = places_of(question, why_codes, no_place);
    known.change = places_of(question, change_codes, no_place);
    double weight = 1;
    for (std::size_t index = 0; index < question.choices.size(); ++index, weight *= .8)
        known.weights.push_back(weight);

    const std::map<std::string_view, Kind> measured{
        {"why", Kind::why},   {"change", Kind::change}, {"visit", Kind::visit},
        {"rank", Kind::rank}, {"trips", Kind::trips},   {"frequency", Kind::frequency}};
    const auto found = measured.find(question.measures.value_or(""));
    if (found != measured.end()) {
        known.kind = found->second;
        const std::map<Kind, std::size_t> points{
            {Kind::visit, 5}, {Kind::rank, 4}, {Kind::trips, 5}, {Kind::frequency, 3}};
        const auto needed = points.find(known.kind);
        if (needed != points.end() && question.choices.size() != needed->second)
            known.kind = Kind::other;
        return known;
    }
    // Lists of reasons come again as second questions.
    const auto reasons = std::ranges::count_if(
        question.choices, [](const Choice& choice) { return choice.reason.has_value(); });
    if (2 * static_cast<std::size_t>(reasons) <= question.choices.size()) return known;
    const bool praise = known.why[0] != no_place;  // "close or on my way"
    const bool trouble = known.change[change_code("stock")] != no_place;
    if (praise) known.kind = Kind::praise;
    if (trouble) known.kind = Kind::trouble;
    return known;
}

std::size_t Answering::place(const Known& known, const Question& question, const Shopper& shopper,
                             Dice& dice) const {
    const std::size_t count = question.choices.size();
    const auto one_of = [&](std::initializer_list<double> weights) {
        return dice.pick(std::span<const double>(weights.begin(), weights.size()));
    };
    switch (known.kind) {
        case Kind::why:
        case Kind::praise:
            return first_of(known.why, shopper.why, no_place, count);
        case Kind::change:
        case Kind::trouble:
            return first_of(known.change, shopper.change, no_place, count);
        case Kind::visit:
            return shopper.satisfied ? one_of({.4, .6, 0, 0, 0}) : one_of({0, 0, .6, .3, .1});
        case Kind::rank:
            return shopper.first_choice ? 0 : one_of({0, .55, .35, .10});
        case Kind::trips:
            return shopper.first_choice ? one_of({.02, .06, .17, .35, .40})
                                        : one_of({.25, .33, .25, .12, .05});
        case Kind::frequency:
            return shopper.first_time ? 0 : shopper.weekly ? 2 : 1;
        case Kind::other:
            break;
    }
    return dice.pick(known.weights);
}

const std::string& Answering::choice(const Question& question, const Shopper& shopper,
                                     Dice& dice) const {
    const auto known = known_.find(question.id);
    assert(known != known_.end());
    return question.choices[place(known->second, question, shopper, dice)].id;
}

}  // namespace earshot::core::simulation
