#include "core/insight/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/insight/change.h"
#include "core/insight/interval.h"
#include "core/insight/phrases.h"

namespace earshot::core::insight {
namespace {

constexpr std::int64_t counts_from = 10;
constexpr std::int64_t fives_from = 60;
constexpr double ones_from = 200;

std::string text(std::int64_t number) { return std::to_string(number); }

// One question's sentences.
class Speaker {
  public:
    Speaker(const QuestionReport& question, const Background& background,
            const std::string& language, std::vector<std::string>& said)
        : question_(question), background_(background), language_(language), said_(said) {}

    void speak() {
        if (!question_.base) return say(too_few_to_show, {question_.text});
        base_ = *question_.base;
        if (base_ == 0) return;
        if (base_ < counts_from) return say(so_far, {question_.text, text(base_)});
        if (const ChoiceShare* leading = most(&ChoiceShare::share))
            speak_of(*leading);
        else
            speak_of_counts();
        if (question_.asked.value_or(0) > 0 && question_.response_rate)
            say(how_many_answered,
                {text(std::llround(*question_.response_rate *
                                   static_cast<double>(*question_.asked))),
                 text(*question_.asked), text(percent(*question_.response_rate))});
        if (background_.base_before) speak_of_changes();
    }

  private:
    void say(const Phrase& phrase, std::initializer_list<std::string> values) {
        said_.push_back(fill(phrase.in(language_), values));
    }

    template <typename Number>
    const ChoiceShare* most(Number number) const {
        const ChoiceShare* leading = nullptr;
        for (const ChoiceShare& choice : question_.choices)
            if ((choice.*number).value_or(0) > 0 &&
                (leading == nullptr || *(choice.*number) > *(leading->*number)))
                leading = &choice;
        return leading;
    }

    void speak_of(const ChoiceShare& choice) {
        const auto [so_many, in] = so_many_in(*choice.share);
        say(base_ < fives_from ? early_share : share_of_answers,
            {question_.text, text(base_), choice.text, text(so_many), text(in),
             text(percent(*choice.low)), text(percent(*choice.high)),
             text(percent_in_steps(*choice.share, base_))});
        if (base_ < fives_from) return;
        const Interval all =
            cautious({*choice.low, *choice.high}, answering_odds(question_.response_rate));
        say(cautious_range,
            {text(percent(all.low)), text(percent(all.high)), choice.text, text(base_)});
        if (background_.weighted) say(weighted_so, {});
    }

    void speak_of_counts() {
        const ChoiceShare* leading = most(&ChoiceShare::n);
        if (leading == nullptr || base_ >= fives_from)
            return say(none_leads, {question_.text, text(base_)});
        say(few_said, {question_.text, text(base_), leading->text, text(*leading->n)});
    }

    void speak_of_changes() {
        std::vector<const ChoiceShare*> up, down;
        bool known = false;
        for (const ChoiceShare& choice : question_.choices) {
            known = known || choice.changed == "no";
            if (!choice.share || !choice.change) continue;
            if (choice.changed == "up") up.push_back(&choice);
            if (choice.changed == "down") down.push_back(&choice);
        }
        for (const ChoiceShare* choice : up) moved(rose, *choice);
        // The parts of a whole: where one alone rose, that others fell tells nothing of them.
        if (up.size() == 1) return say(others_gave_way, {up.front()->text});
        for (const ChoiceShare* choice : down) moved(fell, *choice);
        if (!up.empty() || !down.empty()) return;
        if (!known) {
            say(too_few_to_compare,
                {text(base_), text(*background_.base_before), text(fives_from)});
            return;
        }
        speak_of_none();
    }

    void speak_of_none() {
        // What complaints are often: rare enough to matter when it doubles.
        constexpr double from = 0.10;
        const double n = std::min(background_.effective, effective_size(*background_.base_before));
        const auto rise = smallest_rise(from, n, background_.phi);
        if (!rise) return say(no_change_to_see, {text(base_)});
        say(no_clear_change, {text(base_), text(percent(from)),
                              text(static_cast<int>(std::ceil((from + *rise) * 100)))});
    }

    void moved(const Phrase& phrase, const ChoiceShare& choice) {
        const double before = std::max(0.0, *choice.share - *choice.change);
        say(phrase, {choice.text, text(percent(before)), text(percent(*choice.share)),
                     text(*background_.base_before), text(base_)});
    }

    const QuestionReport& question_;
    const Background& background_;
    const std::string& language_;
    std::vector<std::string>& said_;
    std::int64_t base_ = 0;
};

}  // namespace

int percent(double share) { return static_cast<int>(std::lround(share * 100)); }

int percent_in_steps(double share, std::int64_t base) {
    return effective_size(base) < ones_from ? static_cast<int>(5 * std::lround(share * 20))
                                            : percent(share);
}

std::pair<int, int> so_many_in(double share) {
    // Those that people say.
    constexpr std::pair<int, int> sayings[] = {{1, 1}, {9, 10}, {4, 5}, {3, 4}, {2, 3},
                                               {3, 5}, {1, 2},  {2, 5}, {1, 3}, {1, 4},
                                               {1, 5}, {1, 6},  {1, 7}, {1, 8}, {1, 10}};
    const auto* nearest = std::ranges::min_element(sayings, {}, [&](const auto& saying) {
        return std::abs(std::log(share * saying.second / saying.first));
    });
    if (share < 1.0 / 11) return {1, static_cast<int>(std::lround(1 / share))};
    // All is said only of all.
    return nearest->first == nearest->second && share < 1 ? std::pair{9, 10} : *nearest;
}

std::string spoken_share(double share, std::int64_t base) {
    if (base < fives_from) {
        if (share == 0) return "about none";
        const auto [so_many, in] = so_many_in(share);
        return fmt::format("about {} in {}", so_many, in);
    }
    return fmt::format("{} %", percent_in_steps(share, base));
}

std::vector<std::string> sentences(const std::vector<QuestionReport>& questions,
                                   const std::map<std::string, Background>& background,
                                   const std::string& language) {
    std::vector<std::string> said;
    for (const char* measures : {"why", "change"}) {
        // Several questions may measure the same (a second one as well): the most answered speaks.
        const QuestionReport* main = nullptr;
        for (const QuestionReport& question : questions)
            if (question.measures == measures &&
                (main == nullptr || question.base.value_or(0) > main->base.value_or(0)))
                main = &question;
        if (main == nullptr) continue;
        const auto found = background.find(main->id);
        Speaker(*main, found == background.end() ? Background{} : found->second, language, said)
            .speak();
    }
    if (said.empty() && !questions.empty()) said.emplace_back(nobody_yet.in(language));
    return said;
}

}  // namespace earshot::core::insight
