#include "app/kiosk/kiosk.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace earshot::app {
namespace {

constexpr std::string_view language_prefix = "lang:";
// Below this share "1 in …" says too little to be worth a card.
constexpr double share_told_from = 0.02;
constexpr double most_from = 0.6;

}  // namespace

Kiosk::Kiosk(Wordings& wordings, std::string device, core::Random random, ToLocal to_local)
    : wordings_(wordings),
      random_(random),
      to_local_(std::move(to_local)),
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
    picking_language_ = touched_ = false;
    page_ = 0;
    if (next_bundle_) {
        core::Bundle next = *std::exchange(next_bundle_, std::nullopt);
        take_up(std::move(next), now);
        if (interview_) return;
    }
    if (!can_ask()) return;
    response_ = core::make_id(now.wall, random_);
    core::Plan plan = asking_.draw(to_local_(now.wall, bundle_.shop.timezone));
    first_question_ = plan.first.question.id;
    interview_.emplace(std::move(plan), response_, languages_.front(), core::Armed::always, now);
}

bool Kiosk::hears(core::Now now) const {
    const bool turned = turned_at_ && now.steady - *turned_at_ < core::deaf_after_change;
    return interview_ && interview_->hears(now) && !turned;
}

void Kiosk::touch(bool dead, int pointers, core::Now now) {
    touched_ = true;
    if (interview_) interview_->touch(dead, pointers, now);
}

std::optional<core::Keep> Kiosk::tap(const Element& target, core::Now now) {
    if (!hears(now)) return std::nullopt;
    if (target.role == Role::choice) return turned(interview_->choose(target.id, now));
    if (target.id == "skip") return interview_->skip(now);
    if (target.id == "done") return turned(interview_->done(now));

    turned_at_ = now.steady;
    if (target.id == "language") picking_language_ = true;
    if (target.id == "more") ++page_;
    if (target.id == "back") {
        if (!picking_language_) page_ = std::max(0, page_ - 1);
        picking_language_ = false;
    }
    if (target.id.starts_with(language_prefix)) {
        interview_->speak(target.id.substr(language_prefix.size()));
        picking_language_ = false;
    }
    return std::nullopt;
}

// An open one comes with the second question, which begins on its first page.
std::optional<core::Keep> Kiosk::turned(std::optional<core::Keep> keep) {
    if (keep && keep->open) page_ = 0;
    return keep;
}

std::optional<core::Keep> Kiosk::tick(core::Now now) {
    if (!interview_) {
        if (can_ask()) arm(now);
        return std::nullopt;
    }
    auto keep = interview_->tick(now);
    if (interview_->stage() == core::Stage::over && now.steady >= interview_->free_at()) arm(now);
    return keep;
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

const Voice& Kiosk::voice(const std::string& language) const { return wordings_.in(language); }

Words Kiosk::said(const std::function<std::string(const Voice&)>& say) const {
    Words words{say(voice(interview_->locale())), {}};
    for (const std::string& language : languages_) words.every.push_back(say(voice(language)));
    return words;
}

Words Kiosk::worded(const core::Wording& wording) const {
    Words words{core::wording_in(wording, interview_->locale()), {}};
    for (const std::string& language : languages_)
        words.every.push_back(core::wording_in(wording, language));
    return words;
}

std::string Kiosk::icon_of(const core::Choice& choice) const {
    if (!choice.icon.empty() || !choice.reason) return choice.icon;
    const auto reason = std::ranges::find(bundle_.reasons, *choice.reason, &core::Reason::id);
    return reason == bundle_.reasons.end() ? "" : reason->icon;
}

View Kiosk::view() const {
    if (!interview_) return waiting_view();
    const std::string& locale = interview_->locale();
    switch (interview_->stage()) {
        case core::Stage::first:
        case core::Stage::second:
        case core::Stage::saving:
            return {locale, question_view()};
        case core::Stage::thanks:
            return {locale, thanks_view()};
        case core::Stage::refused:
            return calm(Calm::closed, voice(locale).no_questions_now(),
                        voice(locale).please_tell_the_team());
        case core::Stage::over:
            if (!keeps_)
                return calm(Calm::closed, voice(locale).no_questions_now(),
                            voice(locale).please_tell_the_team());
            return calm(Calm::resting, voice(locale).good_day(),
                        voice(locale).next_question_soon());
    }
    return waiting_view();
}

View Kiosk::calm(Calm which, std::string heading, std::string text) const {
    const std::string locale = interview_ ? interview_->locale() : languages_.front();
    return {locale, CalmView{which, std::move(heading), std::move(text), {}}};
}

View Kiosk::waiting_view() const {
    const Voice& words = voice(languages_.front());
    if (fault_) return calm(Calm::fault, words.needs_a_hand(), words.please_tell_the_team());
    if (!keeps_) return calm(Calm::closed, words.no_questions_now(), words.please_tell_the_team());
    switch (waiting_) {
        case Waiting::not_enrolled: {
            View view = calm(Calm::enrol, words.almost_ready(), words.how_to_enrol());
            std::get<CalmView>(view.screen).commands = {
                "earshot-hub enrol --data DIR --shop SHOP --till TILL",
                "earshot-kiosk --data DIR --hub URL --enrol CODE"};
            return view;
        }
        case Waiting::connecting:
            return calm(Calm::enrol, words.almost_ready(), words.connecting());
        case Waiting::code_not_taken:
            return calm(Calm::enrol, words.almost_ready(), words.code_not_taken());
        case Waiting::for_questions:
            break;
    }
    return calm(Calm::enrol, words.almost_ready(), words.waiting_for_questions());
}

QuestionView Kiosk::question_view() const {
    const core::Asked& asked = interview_->asked();
    const core::Question& question = asked.question;
    QuestionView view;
    view.question = question.id;
    view.kind = question.kind;
    view.second = question.id != first_question_;
    view.live = interview_->stage() != core::Stage::saving;
    view.heading = worded(question.text);
    view.note = note(question, view.second);
    for (const std::string& id : asked.shown) {
        const core::Choice& choice = *question.find(id);
        const bool chosen =
            std::ranges::find(interview_->chosen(), id) != interview_->chosen().end();
        view.choices.push_back({id, worded(choice.text), icon_of(choice), choice.anchored, chosen});
    }
    view.skip = said(view.second ? &Voice::that_is_all : &Voice::not_today);
    if (question.kind == core::QuestionKind::multiple) {
        view.done = said(&Voice::done);
        view.done_enabled = view.live && !interview_->chosen().empty();
    }
    view.languages = languages_view();
    view.picking_language = picking_language_;
    view.which_language = said(&Voice::which_language);
    view.page = page_;
    view.more = said(&Voice::more);
    view.back = said(&Voice::back);
    if (!view.second && !bundle_.notices.empty()) view.notice = to_view(bundle_.notices.front());
    return view;
}

Words Kiosk::note(const core::Question& question, bool second) const {
    if (question.kind == core::QuestionKind::multiple)
        return said([&](const Voice& words) { return words.choose_up_to(question.max); });
    if (second) return said(&Voice::one_more);
    if (trial_) return said(&Voice::trial);
    return said([&](const Voice& words) { return words.one_tap(bundle_.shop.reader); });
}

std::vector<LanguageView> Kiosk::languages_view() const {
    std::vector<LanguageView> views;
    if (languages_.size() < 2) return views;
    for (const std::string& language : languages_)
        views.push_back({language, wordings_.has(language) ? voice(language).own_name() : language,
                         language == interview_->locale()});
    return views;
}

NoticeView Kiosk::to_view(const core::Notice& notice) const {
    NoticeView view{said(&Voice::you_said), worded(notice.text)};
    if (!notice.count || *notice.count < 1) return view;
    const Words asked =
        said([&](const Voice& words) { return words.so_many_asked(*notice.count); });
    view.text.now += " " + asked.now;
    for (std::size_t index = 0; index < view.text.every.size(); ++index)
        view.text.every[index] += " " + asked.every[index];
    return view;
}

ThanksView Kiosk::thanks_view() const {
    const Voice& words = voice(interview_->locale());
    ThanksView view{
        words.thank_you(), words.on_its_way(bundle_.shop.reader), "", std::nullopt, std::nullopt,
        words.done()};
    if (trial_) {
        view.line = words.kept_here();
        return view;
    }
    // The first that applies: what was done about it, what others said, being early.
    if (const core::Notice* notice = notice_for_answer())
        view.notice = to_view(*notice);
    else
        add_others(view);
    return view;
}

const core::Notice* Kiosk::notice_for_answer() const {
    const core::Choice* choice = first_answer();
    if (choice == nullptr || !choice->reason) return nullptr;
    const auto speaks_of_it = [&](const core::Notice& notice) {
        return std::ranges::find(notice.reasons, *choice->reason) != notice.reasons.end();
    };
    const auto found = std::ranges::find_if(bundle_.notices, speaks_of_it);
    return found == bundle_.notices.end() ? nullptr : &*found;
}

const core::Choice* Kiosk::first_answer() const {
    const auto choice = interview_->first_choice();
    const core::Question* question = bundle_.questionnaires.front().find(first_question_);
    return choice && question ? question->find(*choice) : nullptr;
}

void Kiosk::add_others(ThanksView& view) const {
    const Voice& words = voice(interview_->locale());
    const auto peers = std::ranges::find(bundle_.peers, first_question_, &core::Peers::question);
    const core::Choice* choice = first_answer();
    if (choice == nullptr) return;
    if (peers == bundle_.peers.end()) {
        view.others = words.first_thirty();
        return;
    }
    const auto same = peers->n.find(choice->id);
    if (same == peers->n.end() || peers->base <= 0) return;
    const double share = static_cast<double>(same->second) / peers->base;
    if (share < share_told_from) return;
    view.share = static_cast<float>(std::min(share, 1.0));
    view.others = share >= most_from
                      ? words.most_said_so()
                      : words.one_in(std::max(2, static_cast<int>(std::lround(1 / share))));
}

}  // namespace earshot::app
