#include "core/insight/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/insight/interval.h"

namespace earshot::core::insight {
namespace {

// "1 in 6", as people count.
std::string one_in(double share) {
    if (share == 0) return "none";
    // Above 0.4 the nearest "1 in n" may be off by more than people would forgive.
    return share > 0.4 && std::lround(share * 20) != 10
               ? fmt::format("{} in 10", std::lround(share * 10))
               : fmt::format("1 in {}", std::lround(1 / share));
}

std::string how(const ChoiceShare& choice, std::int64_t base) {
    return fmt::format("About {} who answered (range {}–{} %, {} answers)", one_in(*choice.share),
                       percent(*choice.low), percent(*choice.high), base);
}

void speak_of(const QuestionReport& question, std::vector<std::string>& said) {
    if (!question.base) {
        said.push_back(fmt::format("“{}”: too few answers to show.", question.text));
        return;
    }
    if (*question.base == 0) return;
    const auto known = [](const ChoiceShare& choice) { return choice.share && *choice.share > 0; };
    const ChoiceShare* leading = nullptr;
    for (const ChoiceShare& choice : question.choices)
        if (known(choice) && (leading == nullptr || *choice.share > *leading->share))
            leading = &choice;
    if (leading == nullptr) {
        said.push_back(fmt::format("“{}”: {} {} so far, too few to tell.", question.text,
                                   *question.base, *question.base == 1 ? "answer" : "answers"));
        return;
    }
    said.push_back(fmt::format("{} said “{}” to “{}”.", how(*leading, *question.base),
                               leading->text, question.text));
    for (const ChoiceShare& choice : question.choices) {
        if (!known(choice) || !choice.change || !choice.changed) continue;
        if (*choice.changed != "up" && *choice.changed != "down") continue;
        said.push_back(fmt::format(
            "{}: “{}” from {} % to {} % since the period before. A change this size would rarely "
            "be chance.",
            *choice.changed == "up" ? "Up" : "Down", choice.text,
            percent(*choice.share - *choice.change), percent(*choice.share)));
    }
}

}  // namespace

int percent(double share) { return static_cast<int>(std::lround(share * 100)); }

std::string spoken_share(double share, std::int64_t base) {
    constexpr std::int64_t fives_from = 60;
    constexpr double ones_from = 200;
    if (base < fives_from) return "about " + one_in(share);
    if (effective_size(base) < ones_from) return fmt::format("{} %", 5 * std::lround(share * 20));
    return fmt::format("{} %", percent(share));
}

std::vector<std::string> sentences(const std::vector<QuestionReport>& questions) {
    std::vector<std::string> said;
    for (const char* measures : {"why", "change"}) {
        // Several questions may measure the same (a second one as well): the most answered speaks.
        const QuestionReport* main = nullptr;
        for (const QuestionReport& question : questions)
            if (question.measures == measures &&
                (main == nullptr || question.base.value_or(0) > main->base.value_or(0)))
                main = &question;
        if (main != nullptr) speak_of(*main, said);
    }
    if (said.empty() && !questions.empty())
        said.emplace_back("Nobody has answered in this period yet.");
    return said;
}

}  // namespace earshot::core::insight
