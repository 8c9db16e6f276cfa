#include "core/interview.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace earshot::core {
namespace {

int elapsed(Now from, Now to) {
    constexpr milliseconds::rep most = std::numeric_limits<int>::max();
    return static_cast<int>(
        std::clamp((to.steady - from.steady).count(), milliseconds::rep{}, most));
}

// The place of a point on its scale, from 1, in the questionnaire's order and not the shown one.
std::optional<int> place_on_scale(const Question& question,
                                  const std::vector<std::string>& choices) {
    if (question.kind != QuestionKind::scale) return {};
    const auto point = std::ranges::find(question.choices, choices.front(), &Choice::id);
    return static_cast<int>(point - question.choices.begin()) + 1;
}

}  // namespace

Interview::Interview(Plan plan, std::string id, std::string locale, Armed armed, Now now)
    : plan_(std::move(plan)),
      id_(std::move(id)),
      locale_(std::move(locale)),
      armed_(armed),
      armed_at_(now),
      changed_at_(now),
      touched_at_(now.steady) {}

Stage Interview::stage() const { return stage_; }

const Asked& Interview::asked() const {
    return second_asked_ ? plan_.second.at(answers_.front().choices.front()) : plan_.first;
}

const std::vector<std::string>& Interview::chosen() const { return chosen_; }

const std::string& Interview::locale() const { return locale_; }

std::optional<std::string> Interview::first_choice() const {
    if (answers_.empty() || answers_.front().choices.empty()) return {};
    return answers_.front().choices.front();
}

bool Interview::hears(Now now) const {
    return now.steady - changed_at_.steady >= deaf_after_change;
}

void Interview::note(Around around) { around_ = around; }

void Interview::touch(bool dead, int pointers, Now now) {
    if (is_due(now)) return;
    stir(now);
    if (waits_for_shopper() && strikes_.size() < strikes_max)
        strikes_.push_back({now.steady, dead, pointers});
}

void Interview::stir(Now now) {
    if (!is_due(now)) note_sign(now);
}

void Interview::note_sign(Now now) {
    seen_ = touched_at_ = now.steady;
    touched_ = true;
    if (patience_) patience_->touched(now.steady);
}

void Interview::attend(Now now) {
    if (is_due(now)) return;
    seen_ = touched_at_ = now.steady;
    if (patience_) patience_->attended(now.steady);
}

void Interview::unhurry(bool unhurried) {
    if (std::exchange(unhurried_, unhurried) == unhurried || stage_ != Stage::second) return;
    patience_.reset();
    if (unhurried) patience_.emplace(patience_for_slow_question, touched_at_);
}

bool Interview::warns() const {
    return patience_ && patience_->state(seen_) == Patience::State::warns;
}

void Interview::more_time(Now now) {
    if (is_due(now) || !patience_ || !patience_->more_time(now.steady)) return;
    note_sign(now);
}

void Interview::speak(std::string locale) { locale_ = std::move(locale); }

std::optional<Keep> Interview::choose(std::string_view choice, Now now) {
    if (is_due(now)) return tick(now);
    if (!waits_for_shopper() || warns()) return {};
    const Question& question = asked().question;
    assert(question.find(choice));
    if (!is_meant(question.id + "/" + std::string(choice), now)) return {};

    if (question.kind != QuestionKind::multiple) {
        chosen_ = {std::string(choice)};
        return answer(now);
    }
    if (const auto taken = std::ranges::find(chosen_, choice); taken != chosen_.end())
        chosen_.erase(taken);
    else if (static_cast<int>(chosen_.size()) < question.max)
        chosen_.emplace_back(choice);
    return {};
}

std::optional<Keep> Interview::done(Now now) {
    if (is_due(now)) return tick(now);
    if (stage_ == Stage::thanks || stage_ == Stage::refused) {
        if (is_meant("done", now)) change_to(Stage::over, now);
        return {};
    }
    const bool answers =
        waits_for_shopper() && !warns() && !chosen_.empty() && is_meant("done", now);
    return answers ? answer(now) : std::nullopt;
}

std::optional<Keep> Interview::skip(Now now) {
    if (is_due(now)) return tick(now);
    if (!waits_for_shopper() || !is_meant("skip", now)) return {};
    skipped_first_ = stage_ == Stage::first;
    return leave(Ended::skipped, Stage::saving, now);
}

void Interview::resume(Now now) {
    if (stage_ != Stage::thanks) return;
    change_to(Stage::thanks, now);
    touched_ = true;
}

void Interview::close(Now now) {
    if (stage_ == Stage::thanks) change_to(Stage::over, now);
}

std::optional<Keep> Interview::tick(Now now) {
    if (!is_due(now)) return {};
    switch (stage_) {
        case Stage::first:
            return leave(Ended::abandoned, Stage::over, now);
        case Stage::second:
            seen_ = now.steady;
            if (warns()) return {};
            return leave(Ended::abandoned, Stage::saving, now);
        case Stage::saving:
            kept(false, now);
            return {};
        case Stage::thanks:
        case Stage::refused:
            change_to(Stage::over, now);
            return {};
        case Stage::over:
            return {};
    }
    return {};
}

std::optional<milliseconds> Interview::deadline() const {
    switch (stage_) {
        case Stage::first:
            if (touched_) return touched_at_ + left_alone_after;
            return {};
        case Stage::second:
            return patience_ ? patience_->deadline(seen_).value_or(seen_)
                             : touched_at_ + second_closes_after;
        case Stage::saving:
            return changed_at_.steady + saving_gives_up_after;
        case Stage::thanks:
        case Stage::refused:
            return touched_at_ + (touched_ ? thanks_close_after_touch : thanks_close_after);
        case Stage::over:
            return {};
    }
    return {};
}

void Interview::kept(bool safe, Now now) {
    if (stage_ != Stage::saving) return;
    if (!safe)
        change_to(Stage::refused, now);
    else
        change_to(skipped_first_ ? Stage::over : Stage::thanks, now);
}

void Interview::make_way(Now now) {
    if (stage_ == Stage::thanks || stage_ == Stage::refused) change_to(Stage::over, now);
    made_way_ = stage_ == Stage::over;
}

milliseconds Interview::free_at() const {
    assert(stage_ == Stage::over);
    const bool waits = !made_way_ && (skipped_first_ || first_choice());
    return changed_at_.steady + (waits ? lock_out : milliseconds{0});
}

bool Interview::is_due(Now now) const {
    const auto due = deadline();
    return due && now.steady >= *due;
}

bool Interview::is_meant(std::string_view target, Now now) {
    if (!hears(now)) return false;
    if (struck_ && struck_->target == target && now.steady - struck_->steady < second_strike)
        return false;
    struck_ = {std::string(target), now.steady};
    note_sign(now);
    return true;
}

std::optional<Keep> Interview::answer(Now now) {
    const Asked& asked = this->asked();
    answers_.push_back({asked.question.id,
                        chosen_,
                        place_on_scale(asked.question, chosen_),
                        {},
                        asked.shown,
                        elapsed(changed_at_, now)});
    if (stage_ == Stage::second || !plan_.second.contains(chosen_.front())) {
        change_to(Stage::saving, now);
        return keep(Ended::completed, answers_, false, now);
    }
    second_asked_ = true;
    chosen_.clear();
    change_to(Stage::second, now);
    std::vector<Answer> as_it_stands = answers_;
    as_it_stands.push_back(left(now));
    return keep(Ended::abandoned, std::move(as_it_stands), true, now);
}

std::optional<Keep> Interview::leave(Ended ended, Stage stage, Now now) {
    answers_.push_back(left(now));
    change_to(stage, now);
    return keep(ended, answers_, false, now);
}

// The question on the screen as shown and not answered.
Answer Interview::left(Now now) const {
    return {asked().question.id, {}, {}, {}, asked().shown, elapsed(changed_at_, now)};
}

Keep Interview::keep(Ended ended, std::vector<Answer> answers, bool open, Now now) const {
    Response response;
    response.questionnaire = plan_.questionnaire;
    response.version = plan_.version;
    response.locale = locale_;
    response.duration_ms = elapsed(armed_at_, now);
    response.ended = ended;
    response.answers = std::move(answers);
    response.touch = summed_up(strikes_);
    response.armed = armed_;
    response.flags = flags_of(response, plan_.first.question, strikes_, around_);
    response.rules = quality_rules_version;
    return {{id_, 0, now.wall, std::move(response)}, open};
}

void Interview::change_to(Stage stage, Now now) {
    stage_ = stage;
    changed_at_ = now;
    touched_ = false;
    seen_ = touched_at_ = now.steady;
    patience_.reset();
    if (stage == Stage::second && unhurried_)
        patience_.emplace(patience_for_slow_question, now.steady);
}

}  // namespace earshot::core
