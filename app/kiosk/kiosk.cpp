#include "app/kiosk/kiosk.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace earshot::app {
namespace {

constexpr std::string_view language_prefix = "lang:";

}  // namespace

Kiosk::Kiosk(Wordings& wordings, std::string device, core::Random random, ToLocal to_local,
             Keeper keeper)
    : wordings_(wordings),
      random_(random),
      to_local_(std::move(to_local)),
      keeper_(std::move(keeper)),
      asking_(std::move(device), std::move(random)),
      languages_{"en"} {}

void Kiosk::wait(Waiting why) { waiting_ = why; }

void Kiosk::use(core::Bundle bundle, core::Now now) {
    if (begun())
        next_bundle_ = std::move(bundle);
    else
        take_up(std::move(bundle), now);
}

void Kiosk::try_out(const core::Questionnaire& questionnaire, core::Now now) {
    trial_ = true;
    core::Bundle bundle;
    bundle.shop.languages = questionnaire.languages;
    bundle.questionnaires = {questionnaire};
    take_up(std::move(bundle), now);
}

// Somebody is answering, or has just done so: what is shown stays theirs.
bool Kiosk::begun() const {
    return interview_ && (touched_ || interview_->stage() != core::Stage::first);
}

bool Kiosk::can_ask() const { return keeps_ && !bundle_.questionnaires.empty(); }

void Kiosk::take_up(core::Bundle bundle, core::Now now) {
    const bool same = interview_ && bundle_.questionnaires == bundle.questionnaires &&
                      bundle_.shop.languages == bundle.shop.languages;
    bundle_ = std::move(bundle);
    if (same) return;
    if (bundle_.questionnaires.empty()) {
        waiting_ = Waiting::for_questions;
        interview_.reset();
        return;
    }
    // Only what the questions are worded in can be offered.
    const auto& worded = bundle_.questionnaires.front().languages;
    languages_.clear();
    for (const std::string& language : bundle_.shop.languages)
        if (std::ranges::find(worded, language) != worded.end()) languages_.push_back(language);
    if (languages_.empty()) languages_ = worded;
    asking_.use(bundle_.questionnaires.front());
    arm(now);
}

void Kiosk::arm(core::Now now) {
    interview_.reset();
    touched_ = false;
    menu_ = Menu::none;
    access_ = {};
    page_ = 0;
    if (next_bundle_) {
        core::Bundle next = *std::exchange(next_bundle_, std::nullopt);
        take_up(std::move(next), now);
        if (interview_) return;
    }
    if (!can_ask()) return;
    response_ = core::make_id(now.wall, random_);
    core::Plan plan = asking_.draw(to_local_(now.wall, bundle_.shop.timezone));
    interview_.emplace(std::move(plan), response_, languages_.front(), core::Armed::always, now);
    set_pace();
}

bool Kiosk::hears(core::Now now) const {
    const bool turned = turned_at_ && now.steady - *turned_at_ < core::deaf_after_change;
    return interview_ && interview_->hears(now) && !turned;
}

void Kiosk::touch(bool dead, int pointers, core::Now now) {
    touched_ = true;
    if (interview_) interview_->touch(dead, pointers, now);
}

void Kiosk::stir(core::Now now) {
    touched_ = true;
    if (interview_) interview_->stir(now);
}

void Kiosk::attend(core::Now now) {
    if (interview_) interview_->attend(now);
}

void Kiosk::lead(bool led) {
    led_ = led;
    set_pace();
}

void Kiosk::set_pace() {
    if (interview_) interview_->unhurry(led_ || access_.large || access_.speech);
}

void Kiosk::tap(const Element& target, core::Now now) {
    if (!hears(now)) return;
    if (target.role == Role::choice)
        keep(interview_->choose(target.id, now));
    else if (target.id == "skip")
        keep(interview_->skip(now));
    else if (target.id == "done")
        keep(interview_->done(now));
    else
        turn(target, now);
}

// What changes how it is asked, and answers nothing.
void Kiosk::turn(const Element& target, core::Now now) {
    turned_at_ = now.steady;
    if (target.id == "language") menu_ = Menu::language;
    if (target.id == "more") ++page_;
    if (target.id == "back") {
        if (menu_ == Menu::none) page_ = std::max(0, page_ - 1);
        menu_ = Menu::none;
    }
    if (target.id.starts_with(language_prefix)) {
        interview_->speak(target.id.substr(language_prefix.size()));
        menu_ = Menu::none;
    }
}

void Kiosk::keep(std::optional<core::Keep> keep) {
    if (!keep) return;
    // An open one comes with the second question, which begins on its first page.
    if (keep->open) page_ = 0;
    keeper_(*std::move(keep));
}

void Kiosk::tick(core::Now now) {
    if (!interview_) {
        if (can_ask()) arm(now);
        return;
    }
    keep(interview_->tick(now));
    if (interview_->stage() == core::Stage::over && now.steady >= interview_->free_at()) arm(now);
}

std::optional<core::milliseconds> Kiosk::deadline() const {
    if (!interview_) return std::nullopt;
    if (interview_->stage() == core::Stage::over) return interview_->free_at();
    return interview_->deadline();
}

void Kiosk::kept(const std::string& id, bool open, bool safe, core::Now now) {
    if (!safe) keeps_ = false;
    if (interview_ && !open && id == response_) interview_->kept(safe, now);
    if (!safe && !begun()) interview_.reset();
}

void Kiosk::cannot_keep() {
    keeps_ = false;
    fault_ = true;
    if (!begun()) interview_.reset();
}

void Kiosk::recovered(core::Now now) {
    keeps_ = true;
    fault_ = false;
    if (!interview_) arm(now);
}

Scene Kiosk::scene() const {
    return {bundle_, languages_, interview_ ? interview_->locale() : languages_.front(), access_,
            trial_};
}

View Kiosk::view() const {
    const Narration tell(wordings_, scene());
    if (!interview_) {
        if (fault_) return tell.fault();
        return keeps_ ? tell.waiting(waiting_) : tell.closed();
    }
    switch (interview_->stage()) {
        case core::Stage::first:
        case core::Stage::second:
        case core::Stage::saving:
            return tell.question(*interview_, menu_, page_);
        case core::Stage::thanks:
            return tell.thanks(*interview_);
        case core::Stage::refused:
            return tell.closed();
        case core::Stage::over:
            break;
    }
    return keeps_ ? tell.resting() : tell.closed();
}

}  // namespace earshot::app
