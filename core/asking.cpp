#include "core/asking.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "core/chance.h"

namespace earshot::core {
namespace {

constexpr std::int64_t bag_size = 20;

// Fisher and Yates: every order is as likely.
void shuffle(std::vector<std::string>& ids, const Random& random) {
    for (std::size_t left = ids.size(); left > 1; --left)
        std::swap(ids[left - 1], ids[draw_below(left, random)]);
}

// Before 11, before 14, before 17, and the rest. Early hours belong to the morning, late ones to
// the evening: too few come then for a bag of their own.
int part_of_day(std::chrono::local_time<milliseconds> local) {
    const auto since_midnight = local - std::chrono::floor<std::chrono::days>(local);
    const auto hour = std::chrono::floor<std::chrono::hours>(since_midnight).count();
    if (hour < 11) return 0;
    if (hour < 14) return 1;
    return hour < 17 ? 2 : 3;
}

// Counts weeks as ISO 8601 has them, from Monday.
std::int64_t week_of(std::chrono::local_time<milliseconds> local) {
    const auto day = std::chrono::floor<std::chrono::days>(local).time_since_epoch().count();
    constexpr std::int64_t monday_before_epoch = 3;  // 1970 began on a Thursday
    const std::int64_t days = day + monday_before_epoch;
    return (days >= 0 ? days : days - 6) / 7;
}

std::vector<std::string> order_of(const Question& question, bool flipped, const Random& random) {
    std::vector<std::string> shown;
    std::vector<std::string> anchored;
    for (const Choice& choice : question.choices)
        (choice.anchored && question.order != ChoiceOrder::fixed ? anchored : shown)
            .push_back(choice.id);
    if (question.order == ChoiceOrder::shuffled) shuffle(shown, random);
    if (question.order == ChoiceOrder::flipped && flipped) std::ranges::reverse(shown);
    shown.insert(shown.end(), anchored.begin(), anchored.end());
    return shown;
}

// A bag in which each first question has weight × 20 tickets, rounded by systematic sampling: one
// random start, so that over many bags the weights hold exactly.
std::vector<std::string> fill_bag(const std::map<std::string, int>& tickets, const Random& random) {
    std::int64_t sum = 0;
    for (const auto& [question, weight] : tickets) sum += weight;
    assert(sum > 0);
    const auto start =
        static_cast<std::int64_t>(draw_below(static_cast<std::uint64_t>(sum), random));

    std::vector<std::string> bag;
    std::int64_t weight_so_far = 0;
    for (const auto& [question, weight] : tickets) {
        weight_so_far += weight;
        bag.resize(static_cast<std::size_t>((bag_size * weight_so_far + start) / sum), question);
    }
    shuffle(bag, random);
    return bag;
}

const std::string& draw_next(const std::vector<Next>& next, const Random& random) {
    const std::int64_t sum =
        std::accumulate(next.begin(), next.end(), std::int64_t{0},
                        [](std::int64_t so_far, const Next& one) { return so_far + one.weight; });
    auto left = static_cast<std::int64_t>(draw_below(static_cast<std::uint64_t>(sum), random));
    for (const Next& one : next) {
        if (left < one.weight) return one.question;
        left -= one.weight;
    }
    return next.back().question;
}

}  // namespace

Asking::Asking(std::string device, Random random)
    : device_(std::move(device)), random_(std::move(random)) {}

void Asking::use(const Questionnaire& questionnaire) {
    if (questionnaire_ == questionnaire) return;
    questionnaire_ = questionnaire;
    bags_.clear();
}

bool Asking::has_something() const {
    return questionnaire_ && std::ranges::any_of(questionnaire_->tickets, [](const auto& ticket) {
               return ticket.second > 0;
           });
}

const Question& Asking::take_ticket(std::chrono::local_time<milliseconds> local) {
    assert(has_something());
    auto& bag = bags_[part_of_day(local)];
    if (bag.empty()) bag = fill_bag(questionnaire_->tickets, random_);
    const Question* first = questionnaire_->find(bag.back());
    bag.pop_back();
    assert(first);
    return *first;
}

Plan Asking::plan(const Question& first, std::chrono::local_time<milliseconds> local) const {
    const bool flipped = (seeded(device_, week_of(local)) & 1) != 0;
    const auto ask = [&](const Question& question) {
        return Asked{question, order_of(question, flipped, random_)};
    };
    Plan plan{questionnaire_->id, questionnaire_->version, ask(first), {}};
    for (const Choice& choice : first.choices) {
        if (choice.next.empty()) continue;
        const Question* second = questionnaire_->find(draw_next(choice.next, random_));
        assert(second);
        plan.second.emplace(choice.id, ask(*second));
    }
    return plan;
}

}  // namespace earshot::core
