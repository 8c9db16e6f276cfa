#include "core/exposure.h"

#include <algorithm>
#include <utility>

namespace earshot::core {

Instant hour_of(Instant at, std::chrono::local_time<milliseconds> local) {
    return at - (local - std::chrono::floor<std::chrono::hours>(local));
}

ExposureCount::ExposureCount(std::vector<Exposure> hours) {
    constexpr std::size_t untold = 2;
    if (hours.size() > hours_max) hours.erase(hours.begin(), hours.end() - hours_max);
    for (std::size_t index = 0; index < hours.size(); ++index)
        hours_.push_back({std::move(hours[index]), index + untold < hours.size()});
}

std::vector<ExposureCount::Hour>::iterator ExposureCount::find(Instant hour) {
    return std::ranges::find(hours_, hour, [](const Hour& each) { return each.exposure.hour; });
}

Exposure& ExposureCount::at(Instant hour) {
    changed_ = true;
    const auto known = find(hour);
    if (known != hours_.end()) {
        std::rotate(known, known + 1, hours_.end());
    } else {
        if (hours_.size() == hours_max) hours_.erase(hours_.begin());
        hours_.emplace_back().exposure.hour = hour;
    }
    hours_.back().told = false;
    return hours_.back().exposure;
}

void ExposureCount::till_announces(Instant hour) {
    const auto known = find(hour);
    if (known == hours_.end() || !known->exposure.transactions) at(hour).transactions = 0;
}

void ExposureCount::transaction(Instant hour) {
    till_announces(hour);
    ++*at(hour).transactions;
}

void ExposureCount::basket(Instant hour, Basket basket) {
    Exposure& exposure = at(hour);
    if (!exposure.baskets) exposure.baskets.emplace();
    switch (basket) {
        case Basket::few:
            ++exposure.baskets->few;
            break;
        case Basket::medium:
            ++exposure.baskets->medium;
            break;
        case Basket::full:
            ++exposure.baskets->full;
            break;
        case Basket::produce:
            ++exposure.baskets->produce;
            break;
    }
}

void ExposureCount::postponed(Instant hour) { ++at(hour).postponed; }

QuestionExposure& ExposureCount::of(Instant hour, const std::string& question, Armed armed) {
    auto& questions = at(hour).questions;
    auto known = std::ranges::find(questions, question, &QuestionExposure::question);
    if (known == questions.end()) known = questions.insert(questions.end(), {question, 0, 0, 0, 0});
    if (armed == Armed::always) known->shown.reset();
    return *known;
}

void ExposureCount::shown(Instant hour, const std::string& question, Armed armed) {
    // Nobody needs to have been there yet.
    if (armed == Armed::always) return;
    QuestionExposure& exposure = of(hour, question, armed);
    if (exposure.shown) ++*exposure.shown;
}

void ExposureCount::came_of(Instant hour, const Answer& answer, Ended ended, Armed armed) {
    QuestionExposure& exposure = of(hour, answer.question, armed);
    if (!answer.choices.empty())
        ++exposure.answered;
    else if (ended == Ended::skipped)
        ++exposure.skipped;
    else
        ++exposure.abandoned;
}

std::vector<Exposure> ExposureCount::over(std::optional<Instant> running) {
    std::vector<Exposure> over;
    for (Hour& hour : hours_) {
        if (hour.told || hour.exposure.hour == running) continue;
        hour.told = true;
        over.push_back(hour.exposure);
    }
    return over;
}

std::vector<Exposure> ExposureCount::hours() const {
    std::vector<Exposure> hours;
    for (const Hour& hour : hours_) hours.push_back(hour.exposure);
    return hours;
}

bool ExposureCount::changed() { return std::exchange(changed_, false); }

}  // namespace earshot::core
