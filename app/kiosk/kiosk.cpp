#include "app/kiosk/kiosk.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/comment_code.h"

namespace earshot::app {
namespace {

constexpr std::string_view language_prefix = "lang:";
// What stands still for so long moves a little, so that no pixel is lit the same way for days.
constexpr core::milliseconds drifts_every = std::chrono::minutes(10);

bool* access_named(Access& access, std::string_view id) {
    if (id == "large") return &access.large;
    if (id == "contrast") return &access.contrast;
    if (id == "low") return &access.low;
    if (id == "speech") return &access.speech;
    return id == "calm" ? &access.calm : nullptr;
}

}  // namespace

Kiosk::Kiosk(Wordings& wordings, std::string device, core::Random random, ToLocal to_local,
             Keeper keeper, Counter counter)
    : wordings_(wordings),
      random_(random),
      to_local_(std::move(to_local)),
      keeper_(std::move(keeper)),
      counter_(std::move(counter)),
      asking_(device, random),
      checkout_(std::move(device), std::move(random)),
      languages_{"en"},
      adding_(random_, [this](core::Keep keep) { keeper_(std::move(keep)); }) {}

void Kiosk::wait(Waiting why) { waiting_ = why; }

void Kiosk::use(core::Bundle bundle, core::Now now) {
    if (begun())
        next_bundle_ = std::move(bundle);
    else
        take_up(std::move(bundle), now);
    tick(now);
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

bool Kiosk::answering(core::Now now) const {
    if (!interview_ || interview_->stage() == core::Stage::over) return false;
    if (interview_->stage() != core::Stage::first) return true;
    return touched_at_ && now.steady - *touched_at_ < core::left_alone_after;
}

bool Kiosk::can_ask() const { return keeps_ && asking_.has_something(); }

void Kiosk::resume(std::vector<core::Exposure> counts, core::Now now) {
    checkout_.resume(std::move(counts), now);
}

void Kiosk::hear(core::TillEvent event, core::Now now) {
    // Whoever is writing is not sent away.
    if (interview_ && !adding_.open() && std::holds_alternative<core::TransactionStarted>(event))
        interview_->make_way(now);
    checkout_.hear(std::move(event), begun(), now);
    tick(now);
}

core::Result<void> Kiosk::scan(std::string_view code, core::Now now) {
    TRY_ASSIGN(core::Comment comment, core::read_comment_code(code, reasons()));
    hear(std::move(comment), now);
    return {};
}

void Kiosk::correct_clock(core::milliseconds ahead, core::Now now) {
    checkout_.correct_clock(ahead, now);
    tick(now);
}

void Kiosk::end(core::Now now) {
    report(checkout_.take(now, true), now);
    save_counts();
}

void Kiosk::take_up(core::Bundle bundle, core::Now now) {
    const bool same = interview_ && bundle_.questionnaires == bundle.questionnaires &&
                      bundle_.shop.languages == bundle.shop.languages;
    bundle_ = std::move(bundle);
    checkout_.use(
        bundle_,
        [to_local = to_local_, zone = bundle_.shop.timezone](core::Instant at) {
            return to_local(at, zone);
        },
        now);
    if (keyboards_) adding_.use(bundle_);
    if (same) return;
    leave();
    if (bundle_.questionnaires.empty()) {
        waiting_ = Waiting::for_questions;
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

// The screen is nobody's any more.
void Kiosk::leave() {
    interview_.reset();
    checkout_.over();
    touched_ = false;
    touched_at_.reset();
}

void Kiosk::arm(core::Now now) {
    leave();
    menu_ = Menu::none;
    access_ = {};
    page_ = menu_page_ = 0;
    if (next_bundle_) {
        core::Bundle next = *std::exchange(next_bundle_, std::nullopt);
        take_up(std::move(next), now);
        if (interview_) return;
    }
    const auto invited = checkout_.invites(now);
    if (!can_ask() || !invited) return;
    response_ = core::make_id(now.wall, random_);
    adding_.begin(response_);
    core::Plan plan = asking_.draw(checkout_.local(now));
    checkout_.armed(plan.first.question.id, now);
    interview_.emplace(std::move(plan), response_, languages_.front(), *invited, now);
    set_pace();
    drifts_at_ = now.steady;
    drift(now);
}

void Kiosk::drift(core::Now now) {
    if (begun() || now.steady < drifts_at_) return;
    ++drift_;
    drifts_at_ = now.steady + drifts_every;
}

void Kiosk::train(bool on) { training_ = on; }

core::Around Kiosk::around(core::Now now) const {
    core::Around around = checkout_.around(now);
    around.staff = training_;
    return around;
}

bool Kiosk::hears(core::Now now) const {
    const bool turned = turned_at_ && now.steady - *turned_at_ < core::deaf_after_change;
    return interview_ && interview_->hears(now) && !turned && adding_.hears(now);
}

void Kiosk::touch(bool dead, int pointers, core::Now now) {
    touched_ = true;
    touched_at_ = now.steady;
    if (adding_.open()) {
        adding_.touched(now);
        follow_adding(now);
    } else if (interview_) {
        interview_->touch(dead, pointers, now);
    }
}

void Kiosk::type(std::string_view text, core::Now now) {
    adding_.type(text, now);
    follow_adding(now);
}

void Kiosk::erase(core::Now now) {
    adding_.rub_out(now);
    follow_adding(now);
}

// Back to the thank-you, which waits anew; or away, as nobody is there.
void Kiosk::follow_adding(core::Now now) {
    const auto left = adding_.left();
    if (!left || !interview_) return;
    if (*left == Adding::Leaving::back)
        interview_->resume(now);
    else
        interview_->close(now);
}

void Kiosk::stir(core::Now now) {
    touched_ = true;
    touched_at_ = now.steady;
    if (adding_.open())
        adding_.touched(now);
    else if (interview_)
        interview_->stir(now);
}

void Kiosk::attend(core::Now now) {
    if (adding_.open())
        adding_.attended(now);
    else if (interview_)
        interview_->attend(now);
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
    if (adding_.open()) {
        adding_.tap(
            target, interview_->locale(), [this] { return consent(); }, now);
        follow_adding(now);
        return;
    }
    if (interview_->stage() == core::Stage::thanks &&
        adding_.start(target.id, keyboards_ ? keyboards_->in(interview_->locale()) : nullptr, now))
        return;
    interview_->note(around(now));
    if (target.role == Role::choice)
        keep(interview_->choose(target.id, now), now);
    else if (target.id == "skip")
        keep(interview_->skip(now), now);
    else if (target.id == "done")
        keep(interview_->done(now), now);
    else
        turn(target, now);
}

// What changes how it is asked, and answers nothing.
void Kiosk::turn(const Element& target, core::Now now) {
    turned_at_ = now.steady;
    if (target.id == "more") ++(menu_ == Menu::none ? page_ : menu_page_);
    if (target.id == "back") {
        if (menu_ == Menu::none) page_ = 0;
        menu_ = Menu::none;
    }
    if (target.id == "more_time") interview_->more_time(now);
    if (target.id == "language") open_menu(Menu::language);
    if (target.id == "accessibility") open_menu(Menu::access);
    if (target.id.starts_with(language_prefix)) {
        interview_->speak(target.id.substr(language_prefix.size()));
        menu_ = Menu::none;
    }
    if (bool* setting = access_named(access_, target.id)) {
        *setting = !*setting;
        // Other sizes make other pages.
        page_ = menu_page_ = 0;
        set_pace();
    }
}

void Kiosk::open_menu(Menu which) {
    menu_ = which;
    menu_page_ = 0;
}

void Kiosk::keep(std::optional<core::Keep> keep, core::Now now) {
    if (!keep) return;
    // Counted before it is kept: what is thanked for is in both.
    checkout_.kept(*keep, now);
    save_counts();
    // An open one comes with the second question, which begins on its first page.
    if (keep->open) page_ = 0;
    keeper_(*std::move(keep));
}

void Kiosk::report(std::vector<core::Body> bodies, core::Now now) {
    for (core::Body& body : bodies)
        keeper_({{core::make_id(now.wall, random_), 0, now.wall, std::move(body)}, false});
}

void Kiosk::save_counts() {
    if (auto counts = checkout_.counts()) counter_(*std::move(counts));
}

void Kiosk::tick(core::Now now) {
    checkout_.tick(now);
    if (interview_) {
        interview_->note(around(now));
        const bool warned = interview_->warns();
        // While something is added, the thank-you beneath it waits.
        if (adding_.open())
            adding_.tick(now);
        else
            keep(interview_->tick(now), now);
        follow_adding(now);
        if (interview_->warns() != warned) turned_at_ = now.steady;
        const bool unwanted = !begun() && !checkout_.stays(now);
        const bool over = interview_->stage() == core::Stage::over &&
                          (checkout_.live(now) || now.steady >= interview_->free_at());
        if (unwanted || over) leave();
    }
    if (!interview_) arm(now);
    drift(now);
    report(checkout_.take(now), now);
    save_counts();
}

std::optional<core::milliseconds> Kiosk::deadline() const {
    core::milliseconds next = checkout_.deadline();
    if (!begun()) next = std::min(next, drifts_at_);
    if (!interview_) return next;
    if (const auto due = adding_.deadline()) return std::min(next, *due);
    const auto due = interview_->stage() == core::Stage::over ? std::optional(interview_->free_at())
                                                              : interview_->deadline();
    return std::min(next, due.value_or(next));
}

void Kiosk::kept(const std::string& id, bool open, bool safe, core::Now now) {
    if (!safe) keeps_ = false;
    if (interview_ && !open && id == response_) interview_->kept(safe, now);
    adding_.kept(id, safe, now);
    follow_adding(now);
    if (!safe && !begun()) leave();
}

void Kiosk::cannot_keep() {
    keeps_ = false;
    fault_ = true;
    if (!begun()) leave();
}

void Kiosk::recovered(core::Now now) {
    keeps_ = true;
    fault_ = false;
    if (!interview_) arm(now);
}

std::string Kiosk::consent() const { return wordings_.in(interview_->locale()).consent(); }

Scene Kiosk::scene() const {
    return {bundle_,  languages_, interview_ ? interview_->locale() : languages_.front(),
            access_,  trial_,     drift_,
            trouble_, touch_lost_};
}

View Kiosk::idle_view(const Narration& tell) const {
    if (fault_) return tell.fault();
    if (!keeps_) return tell.closed();
    if (bundle_.questionnaires.empty()) return tell.waiting(waiting_);
    return checkout_.dark() ? tell.dark() : tell.resting(false);
}

View Kiosk::view() const {
    const Narration tell(wordings_, scene());
    if (!interview_) return idle_view(tell);
    switch (interview_->stage()) {
        case core::Stage::first:
        case core::Stage::second:
        case core::Stage::saving:
            if (interview_->warns()) return tell.warning(*interview_);
            if (menu_ != Menu::none) return tell.menu(*interview_, menu_, menu_page_);
            return tell.question(*interview_, page_);
        case core::Stage::thanks: {
            if (adding_.open()) return tell.adding(adding_);
            return thanks(tell, *interview_);
        }
        case core::Stage::refused:
            return tell.closed();
        case core::Stage::over:
            break;
    }
    return keeps_ ? tell.resting(true) : tell.closed();
}

View Kiosk::thanks(const Narration& tell, const core::Interview& interview) const {
    View view = tell.thanks(interview);
    std::get<ThanksView>(view.screen).ways = tell.ways_to_add(adding_);
    return view;
}

std::vector<View> Kiosk::ahead(core::Now now) const {
    const bool asks =
        interview_ && !interview_->warns() && menu_ == Menu::none &&
        (interview_->stage() == core::Stage::first || interview_->stage() == core::Stage::second);
    if (!asks) return {};
    const Narration tell(wordings_, scene());
    now.steady += core::deaf_after_change;
    std::vector<View> views;
    for (const core::Choice& choice : interview_->asked().question.choices) {
        core::Interview next = *interview_;
        next.choose(choice.id, now);
        next.done(now);
        next.kept(true, now);
        View view =
            next.stage() == core::Stage::thanks ? thanks(tell, next) : tell.question(next, 0);
        if (std::ranges::find(views, view) == views.end()) views.push_back(std::move(view));
    }
    return views;
}

}  // namespace earshot::app
