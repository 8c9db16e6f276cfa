#include "app/kiosk/pad_view.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>
#include <utility>

#include "app/kiosk/dates.h"
#include "app/kiosk/pad_wording.h"
#include "app/kiosk/staff_wording.h"
#include "sync/wire/json.h"

namespace earshot::app {
namespace {

// Of its own in whatever look the shop has: a tool at the edge of sight.
constexpr auto look = "pad";

std::string id_of(std::string_view prefix, std::string_view name) {
    return std::string(prefix) + std::string(name);
}

std::string sign(char key) { return std::string(1, key); }

std::string_view icon_of(core::Tone tone) {
    switch (tone) {
        case core::Tone::praise:
            return "thumb-up";
        case core::Tone::trouble:
            return "alert-circle";
        case core::Tone::idea:
            return "lightbulb-on";
        case core::Tone::elsewhere:
            return "store";
    }
    return "";
}

class Telling {
  public:
    Telling(const Pad& pad, const std::string& zone, const Voice& voice)
        : pad_(pad), zone_(zone), voice_(voice), say_(voice) {}

    PadView topics() const;
    MenuView marks() const;
    WritingView writing() const;
    AskView news() const;
    AskView voice() const;

  private:
    std::string label(const std::string& topic) const {
        const core::Reason* reason = pad_.reason(topic);
        return reason ? core::wording_in(reason->text, pad_.locale()) : topic;
    }
    void tell(PadView& view) const;

    const Pad& pad_;
    const std::string& zone_;
    const Voice& voice_;
    PadVoice say_;
};

// The newest of what is to be said.
void Telling::tell(PadView& view) const {
    const auto& noted = pad_.noted();
    switch (pad_.outcome()) {
        case Pad::Outcome::keeping:
            view.status = say_.one_moment();
            return;
        case Pad::Outcome::kept:
            view.mark = Mark::fine;
            if (noted) view.status = say_.noted(label(noted->topic), voice_.tone(noted->tone));
            return;
        case Pad::Outcome::not_kept:
            view.mark = Mark::trouble;
            view.status = say_.not_noted_yet();
            return;
        case Pad::Outcome::words_kept:
            view.mark = Mark::fine;
            view.status = say_.words_added();
            return;
        case Pad::Outcome::taken_back:
            view.mark = Mark::fine;
            view.status = say_.taken_back();
            return;
        case Pad::Outcome::postponed:
            view.mark = Mark::fine;
            view.status = say_.next_is_not_asked();
            return;
        case Pad::Outcome::none:
            view.status = pad_.has_topic()    ? say_.how_meant()
                          : pad_.has_spoken() ? say_.recorded_what_about()
                                              : say_.what_about();
            return;
    }
}

PadView Telling::topics() const {
    PadView view;
    view.heading = voice_.a_customer_said();
    view.note = say_.nobody_is_counted();
    tell(view);
    char key = '0';
    for (const Pad::Card& card : pad_.page()) {
        ++key;
        if (card.reason)
            view.topics.push_back({id_of(topic_prefix, card.reason->id), label(card.reason->id),
                                   card.reason->icon, sign(key), card.chosen, true});
        else
            view.topics.push_back(
                {"more", voice_.more(), "dots-horizontal", sign(key), false, true});
    }
    if (view.topics.empty()) view.status = say_.no_topics_yet();
    for (const core::Tone tone :
         {core::Tone::praise, core::Tone::trouble, core::Tone::idea, core::Tone::elsewhere})
        view.tones.push_back({id_of(tone_prefix, name_of(tone)), voice_.tone(tone),
                              std::string(icon_of(tone)), sign(sign_of(tone)), false,
                              pad_.has_topic()});
    view.words = {"words", say_.their_words(),  "message-text-outline", "",
                  false,   pad_.can_add_words()};
    if (pad_.offers_voice()) {
        // Two that share a place are named by a word each.
        view.words.label = say_.words();
        view.voice = {"voice",           pad_.has_spoken() ? say_.recorded() : say_.voice(),
                      "microphone",      "",
                      pad_.has_spoken(), true};
    }
    view.actions = {{"marks", say_.more_about_it(), "tune-variant", sign(PadKeys::marks),
                     pad_.marks().any(), true},
                    {"undo", say_.undo(), "undo-variant", "", false, pad_.can_undo()},
                    {"busy", say_.busy(), "clock-fast", sign(PadKeys::busy), false, true}};
    if (!pad_.stands_open()) {
        view.actions.push_back(
            {"team", StaffVoice(voice_).for_the_team(), "cog-outline", "", false, true});
        view.actions.push_back({"back", voice_.close(), "close", "", false, true});
    }
    return view;
}

MenuView Telling::marks() const {
    const auto words = [](std::string now) {
        Words said{std::move(now), {}};
        said.every = {said.now};
        return said;
    };
    const auto item = [&](std::string_view name, std::string label, const char* icon, bool on) {
        return ChoiceView{id_of(mark_prefix, name), words(std::move(label)), icon, false, on};
    };
    const Pad::Marks& marks = pad_.marks();
    MenuView view;
    view.which = Menu::access;
    view.heading = words(say_.more_about_it());
    view.items = {item("special", say_.one_persons_case(), "account-alert", marks.special),
                  item("unusual", say_.different_today(), "calendar-alert", marks.unusual),
                  item("earlier", say_.said_earlier(), "clock-edit-outline", marks.earlier),
                  item("summary", say_.in_my_words(), "account-voice", marks.summary)};
    view.more = words(voice_.more());
    view.back = words(voice_.back());
    return view;
}

WritingView Telling::writing() const {
    WritingView view;
    view.screen = "pad";
    view.field = "words";
    view.heading = say_.their_words();
    view.note = say_.as_it_was_said();
    put(pad_.writer(), voice_, view);
    view.composes = true;  // room for what words may become, also while there is none
    if (view.alarm.empty() && pad_.has_phone_number()) view.alarm = say_.no_phone_numbers();
    view.left = voice_.characters_left(static_cast<int>(pad_.characters_left()));
    view.back = {"back", voice_.back(), "arrow-left", false, true};
    view.next = {"save", voice_.save(), "check", true, pad_.can_save()};
    return view;
}

AskView Telling::voice() const {
    using Stage = Recorded::Stage;
    const Recorded& recorded = pad_.recorded();
    const bool recording = recorded.stage == Stage::recording;
    const bool playing = recorded.stage == Stage::playing;
    const bool there = recorded.stage == Stage::kept || playing;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(recorded.length).count();
    AskView view;
    view.screen = "pad";
    view.icon = "microphone";
    view.heading = say_.in_your_own_words();
    view.text = recorded.failed ? say_.microphone_refuses() : say_.nobody_else();
    view.meter =
        MeterView{static_cast<float>(recorded.level) / static_cast<float>(Recorder::level_max),
                  fmt::format("0:{:02} / 0:{:02}", seconds,
                              std::chrono::floor<std::chrono::seconds>(Recorder::longest).count())};
    view.ways = {
        {"talk", recording ? say_.stop() : say_.talk(), recording ? "stop" : "microphone", !there,
         true},
        {"listen", playing ? say_.stop() : say_.listen(), playing ? "stop" : "play", false, there},
        there ? WayView{"discard", say_.discard(), "trash-can-outline", false, true}
              : WayView{"back", voice_.back(), "arrow-left", false, true},
        {"save", voice_.next(), "check", there, there}};
    return view;
}

AskView Telling::news() const {
    const core::Notice& notice = *pad_.news();
    std::string topics;
    for (const std::string& topic : notice.reasons)
        if (pad_.reason(topic)) topics += (topics.empty() ? "" : ", ") + label(topic);
    std::string text;
    const auto add = [&text](const std::string& more) {
        if (!more.empty()) text += (text.empty() ? "" : " ") + more;
    };
    if (!topics.empty()) add(say_.passed_on(topics));
    if (const auto since = sync::wire::to_instant(notice.since))
        add(say_.since(day_in_words(*since, zone_, pad_.locale())));
    add(core::wording_in(notice.text, pad_.locale()));
    add(say_.thanks_for_telling());
    return {"pad",
            "hand-heart",
            say_.it_was_heard(),
            text,
            {{"done", voice_.done(), "check", true, true}}};
}

}  // namespace

View pad_view(const Pad& pad, const std::string& zone, Wordings& wordings) {
    const Telling words(pad, zone, wordings.in(pad.locale()));
    View view;
    view.locale = pad.locale();
    view.look = look;
    view.cashiers = true;
    switch (pad.stage()) {
        case Pad::Stage::news:
            view.screen = words.news();
            break;
        case Pad::Stage::marks:
            view.screen = words.marks();
            break;
        case Pad::Stage::words:
            view.screen = words.writing();
            break;
        case Pad::Stage::voice:
            view.screen = words.voice();
            break;
        default:
            view.screen = words.topics();
            break;
    }
    return view;
}

}  // namespace earshot::app
