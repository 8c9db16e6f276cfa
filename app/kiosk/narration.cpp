#include "app/kiosk/narration.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/kiosk/staff_view.h"
#include "app/kiosk/staff_wording.h"

namespace earshot::app {
namespace {

// Below this share "1 in …" says too little to be worth a card.
constexpr double share_told_from = 0.02;
constexpr double most_from = 0.6;

const core::Choice* first_answer(const core::Interview& interview) {
    const auto choice = interview.first_choice();
    return choice ? interview.first_question().find(*choice) : nullptr;
}

}  // namespace

Words Narration::said(const std::function<std::string(const Voice&)>& say) const {
    Words words{say(voice()), {}};
    for (const std::string& language : scene_.languages)
        words.every.push_back(say(wordings_.in(language)));
    return words;
}

Words Narration::worded(const core::Wording& wording) const {
    Words words{core::wording_in(wording, scene_.locale), {}};
    for (const std::string& language : scene_.languages)
        words.every.push_back(core::wording_in(wording, language));
    return words;
}

View Narration::show(Screen screen) const {
    return {scene_.locale, scene_.bundle.look, scene_.access, std::move(screen), scene_.drift};
}

View Narration::question(const core::Interview& interview, int page) const {
    const core::Question& question = interview.asked().question;
    QuestionView view;
    view.question = question.id;
    view.kind = question.kind;
    view.second = interview.asks_second();
    view.live = interview.stage() != core::Stage::saving;
    view.heading = worded(question.text);
    view.note = note(question, view.second);
    view.choices = choices(interview);
    view.skip = said(view.second ? &Voice::that_is_all : &Voice::not_today);
    if (question.kind == core::QuestionKind::multiple) {
        view.done = said(&Voice::done);
        view.done_enabled = view.live && !interview.chosen().empty();
    }
    view.languages = languages();
    view.which_language = said(&Voice::which_language);
    view.access = said(&Voice::made_easier);
    view.page = page;
    view.more = said(&Voice::more);
    view.back = said(&Voice::back);
    const auto& notices = scene_.bundle.notices;
    if (!view.second && !notices.empty()) view.notice = to_view(notices.front());
    return show(std::move(view));
}

View Narration::menu(const core::Interview& interview, Menu which, int page) const {
    MenuView view;
    view.which = which;
    view.second = interview.asks_second();
    view.live = interview.stage() != core::Stage::saving;
    const bool language = which == Menu::language;
    view.heading = said(language ? &Voice::which_language : &Voice::made_easier);
    view.items = language ? languages_to_choose() : access_to_choose();
    view.page = page;
    view.more = said(&Voice::more);
    view.back = said(&Voice::back);
    return show(std::move(view));
}

View Narration::warning(const core::Interview& interview) const {
    MenuView view;
    view.which = Menu::warning;
    view.second = true;
    view.heading = said(&Voice::still_there);
    view.note = said(&Voice::question_closes_soon);
    if (interview.can_extend())
        view.items.push_back({"more_time", said(&Voice::more_time), "timer-sand", false, false});
    view.more = said(&Voice::more);
    view.back = said(&Voice::that_is_all);
    return show(std::move(view));
}

// Each in its own name, whatever is spoken now.
std::vector<ChoiceView> Narration::languages_to_choose() const {
    std::vector<ChoiceView> items;
    for (const LanguageView& language : languages())
        items.push_back({"lang:" + language.code,
                         {language.name, {language.name}},
                         "",
                         false,
                         language.spoken});
    return items;
}

std::vector<ChoiceView> Narration::access_to_choose() const {
    const Access& access = scene_.access;
    return {
        {"large", said(&Voice::larger_letters), "format-size", false, access.large},
        {"contrast", said(&Voice::stronger_contrast), "contrast-circle", false, access.contrast},
        {"low", said(&Voice::lower_down), "arrow-collapse-down", false, access.low},
        {"speech", said(&Voice::read_aloud), "account-voice", false, access.speech},
        {"calm", said(&Voice::nothing_moves), "motion-pause-outline", false, access.calm},
    };
}

std::vector<ChoiceView> Narration::choices(const core::Interview& interview) const {
    const core::Asked& asked = interview.asked();
    std::vector<ChoiceView> views;
    for (const std::string& id : asked.shown) {
        const core::Choice& choice = *asked.question.find(id);
        const bool chosen = std::ranges::find(interview.chosen(), id) != interview.chosen().end();
        views.push_back({id, worded(choice.text), icon_of(choice), choice.anchored, chosen});
    }
    return views;
}

std::string Narration::icon_of(const core::Choice& choice) const {
    if (!choice.icon.empty() || !choice.reason) return choice.icon;
    const auto& reasons = scene_.bundle.reasons;
    const auto reason = std::ranges::find(reasons, *choice.reason, &core::Reason::id);
    return reason == reasons.end() ? "" : reason->icon;
}

Words Narration::note(const core::Question& question, bool second) const {
    // Who has a keypad goes on; who has not knows whom to tell.
    if (scene_.touch_lost)
        return said([](const Voice& words) { return StaffVoice(words).touch_not_working(); });
    if (question.kind == core::QuestionKind::multiple)
        return said([&](const Voice& words) { return words.choose_up_to(question.max); });
    if (second) return said(&Voice::one_more);
    if (scene_.trial) return said(&Voice::trial);
    return said([&](const Voice& words) { return words.one_tap(scene_.bundle.shop.reader); });
}

std::vector<LanguageView> Narration::languages() const {
    std::vector<LanguageView> views;
    if (scene_.languages.size() < 2) return views;
    for (const std::string& language : scene_.languages)
        views.push_back({language,
                         wordings_.has(language) ? wordings_.in(language).own_name() : language,
                         language == scene_.locale});
    return views;
}

NoticeView Narration::to_view(const core::Notice& notice) const {
    NoticeView view{said(&Voice::you_said), worded(notice.text)};
    if (!notice.count || *notice.count < 1) return view;
    const Words asked =
        said([&](const Voice& words) { return words.so_many_asked(*notice.count); });
    view.text.now += " " + asked.now;
    for (std::size_t index = 0; index < view.text.every.size(); ++index)
        view.text.every[index] += " " + asked.every[index];
    return view;
}

View Narration::thanks(const core::Interview& interview) const {
    const Voice& words = voice();
    ThanksView view;
    view.heading = words.thank_you();
    view.line = scene_.trial ? words.kept_here() : words.on_its_way(scene_.bundle.shop.reader);
    view.done = words.done();
    if (scene_.trial) return show(std::move(view));
    // The first that applies: what was done about it, what others said, being early.
    const core::Choice* choice = first_answer(interview);
    if (const core::Notice* notice = notice_about(choice))
        view.notice = to_view(*notice);
    else
        add_others(view, interview.first_question().id, choice);
    return show(std::move(view));
}

const core::Notice* Narration::notice_about(const core::Choice* choice) const {
    if (choice == nullptr || !choice->reason) return nullptr;
    const auto& notices = scene_.bundle.notices;
    const auto found = std::ranges::find_if(notices, [&](const core::Notice& notice) {
        return std::ranges::find(notice.reasons, *choice->reason) != notice.reasons.end();
    });
    return found == notices.end() ? nullptr : &*found;
}

void Narration::add_others(ThanksView& view, const std::string& question,
                           const core::Choice* choice) const {
    if (choice == nullptr) return;
    const auto peers = std::ranges::find(scene_.bundle.peers, question, &core::Peers::question);
    if (peers == scene_.bundle.peers.end()) {
        view.others = voice().first_thirty();
        return;
    }
    const auto same = peers->n.find(choice->id);
    if (same == peers->n.end() || peers->base <= 0) return;
    const double share = static_cast<double>(same->second) / peers->base;
    if (share < share_told_from) return;
    view.share = static_cast<float>(std::min(share, 1.0));
    view.others = share >= most_from
                      ? voice().most_said_so()
                      : voice().one_in(std::max(2, static_cast<int>(std::lround(1 / share))));
}

View Narration::waiting(Waiting why) const {
    const Voice& words = voice();
    CalmView view{Calm::enrol, words.almost_ready(), words.waiting_for_questions(), {}};
    switch (why) {
        case Waiting::not_enrolled:
            view.text = words.how_to_enrol();
            view.commands = {"earshot-hub enrol --data DIR --shop SHOP --till TILL",
                             "earshot-kiosk --data DIR --hub URL --enrol CODE"};
            break;
        case Waiting::connecting:
            view.text = words.connecting();
            break;
        case Waiting::code_not_taken:
            view.text = words.code_not_taken();
            break;
        case Waiting::for_questions:
            break;
    }
    return show(std::move(view));
}

View Narration::resting(bool soon) const {
    return show(CalmView{Calm::resting,
                         voice().good_day(),
                         soon ? voice().next_question_soon() : std::string(),
                         {},
                         {}});
}

View Narration::dark() const { return show(DarkView{}); }

View Narration::closed() const { return calm(Calm::closed, voice().no_questions_now()); }

View Narration::fault() const { return calm(Calm::fault, voice().needs_a_hand()); }

View Narration::calm(Calm which, std::string heading) const {
    CalmView view{which, std::move(heading), voice().please_tell_the_team(), {}, {}};
    if (scene_.trouble) view.staff = storage_lines(*scene_.trouble, voice());
    return show(std::move(view));
}

}  // namespace earshot::app
