#include "app/kiosk/pad.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "core/interview.h"
#include "core/phone_numbers.h"

namespace earshot::app {
namespace {

using Stage = Pad::Stage;
using Outcome = Pad::Outcome;

struct NamedTone {
    core::Tone tone;
    std::string_view name;
    char sign;
};
constexpr std::array<NamedTone, 4> tones{{{core::Tone::praise, "praise", '+'},
                                          {core::Tone::trouble, "trouble", '-'},
                                          {core::Tone::idea, "idea", '/'},
                                          {core::Tone::elsewhere, "elsewhere", '*'}}};
constexpr std::array<std::string_view, 4> mark_names{"special", "unusual", "earlier", "summary"};

// Where hands have learnt the places, topics do not move within a shift.
constexpr core::milliseconds arranged_for = Pad::shift_lasts;

std::set<std::string> lines_of(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::set<std::string> lines;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.insert(line);
    return lines;
}

std::optional<std::string_view> after(std::string_view prefix, std::string_view id) {
    if (!id.starts_with(prefix)) return std::nullopt;
    return id.substr(prefix.size());
}

}  // namespace

std::string_view name_of(core::Tone tone) {
    return std::ranges::find(tones, tone, &NamedTone::tone)->name;
}

char sign_of(core::Tone tone) { return std::ranges::find(tones, tone, &NamedTone::tone)->sign; }

Pad::Pad(core::Random random, Calls calls, std::string_view topics, std::string_view told)
    : random_(std::move(random)),
      calls_(std::move(calls)),
      used_(core::Topics::read(topics)),
      told_(lines_of(told)),
      words_(core::cashier_text_max) {}

void Pad::use(const core::Bundle& bundle, std::string locale, core::Now now) {
    locale_ = std::move(locale);
    key_ = core::read_sealing_key(bundle.sealing_key_id, bundle.sealing_key);
    notices_ = bundle.notices;
    offers_voice_ = bundle.offer.voice;
    if (offers_voice_) calls_.voice(Ask::look);
    const auto words = bundle.words.find(locale_);
    writer_.complete_from(words == bundle.words.end() ? std::vector<std::string>() : words->second);
    if (book_ != bundle.reasons) {
        book_ = bundle.reasons;
        arranged_at_.reset();
    }
    if (at_rest()) begin(now);
}

// Every eight hours at most; never under a hand.
void Pad::arrange(core::Now now) {
    if (arranged_at_ && now.steady - *arranged_at_ < arranged_for) return;
    arranged_at_ = now.steady;
    topics_ = used_.in_order(book_);
}

void Pad::stand_open(core::Now now) {
    stands_open_ = true;
    begin(now);
}

void Pad::begin_shift(core::Now now) {
    shift_ends_ = now.steady + shift_lasts;
    arranged_at_.reset();
}

void Pad::open(core::Now now) {
    if (is_open() || !in_shift(now)) return;
    if (offers_voice_) calls_.voice(Ask::look);
    touched_at_ = now.steady;
    begin(now);
    // Somebody asked for the pad, and so is there to see it.
    if (stage_ == Stage::news) told_news();
}

void Pad::begin(core::Now now) {
    arrange(now);
    look_for_news();
    page_ = 0;
    topic_.reset();
    marks_ = {};
    forget_voice();
    outcome_ = Outcome::none;
    const Stage first = news_ ? Stage::news : Stage::topics;
    if (stage_ != first) show(first, now);
}

void Pad::look_for_news() {
    const auto fresh = std::ranges::find_if(notices_, [this](const core::Notice& notice) {
        return notice.heard_here && !told_.contains(notice.id);
    });
    news_ = fresh == notices_.end() ? std::nullopt : std::optional(*fresh);
}

// Written down that it was shown; of what the hub no longer tells nothing is kept.
void Pad::told_news() {
    if (!told_.insert(news_->id).second) return;
    std::erase_if(told_, [this](const std::string& id) {
        return std::ranges::none_of(notices_, [&](const auto& notice) { return notice.id == id; });
    });
    std::string written;
    for (const std::string& id : told_) written += id + "\n";
    calls_.save_told(written);
}

void Pad::show(Stage stage, core::Now now) {
    stage_ = stage;
    shown_at_ = now.steady;
    writer_.end();
    words_.clear();
    if (stage == Stage::words) writer_.begin(words_, {});
}

void Pad::close(core::Now now) {
    if (stands_open_) return begin(now);
    forget_voice();
    show(Stage::closed, now);
    news_.reset();
    topic_.reset();
    marks_ = {};
    outcome_ = Outcome::none;
}

void Pad::give_way(core::Now now) {
    if (is_open() && !stands_open_) close(now);
}

bool Pad::at_rest() const {
    if (!stands_open_) return false;
    if (stage_ == Stage::news) return true;
    return stage_ == Stage::topics && page_ == 0 && !topic_ && !marks_.any() && !spoken_ &&
           outcome_ == Outcome::none;
}

void Pad::noted_elsewhere(const core::Comment& comment) {
    for (const std::string& topic : comment.topics) used_.add(topic);
    calls_.save_topics(used_.written());
}

bool Pad::hears(core::Now now) const {
    return is_open() && now.steady - shown_at_ >= core::deaf_after_change;
}

const core::Reason* Pad::reason(const std::string& id) const {
    const auto found = std::ranges::find(book_, id, &core::Reason::id);
    return found == book_.end() ? nullptr : &*found;
}

std::vector<Pad::Card> Pad::page() const {
    std::vector<Card> page;
    const bool pages = topics_.size() > cards;
    const std::size_t on_one = pages ? cards - 1 : cards;
    const std::size_t count = std::max<std::size_t>(1, (topics_.size() + on_one - 1) / on_one);
    const std::size_t first = page_ % count * on_one;
    for (std::size_t index = first; index < std::min(first + on_one, topics_.size()); ++index)
        page.push_back({&topics_[index], topic_ == topics_[index].id});
    if (pages) page.push_back({});
    return page;
}

bool Pad::can_add_words() const {
    return noted_ && key_ && noted_->words.empty() && stage_ == Stage::topics;
}

bool Pad::has_phone_number() const { return core::has_phone_number(words_.text()); }

void Pad::tap(const Element& target, core::Entered how, core::Now now) {
    touched(now);
    if (stage_ == Stage::news) {
        if (target.id != "done") return;
        told_news();
        return begin(now);
    }
    if (stage_ == Stage::words && target.role == Role::key) return writer_.press(target.id);
    if (stage_ == Stage::voice) return take_voice(target.id, now);
    if (const auto topic = after(topic_prefix, target.id)) return take_topic(std::string(*topic));
    if (const auto name = after(tone_prefix, target.id)) {
        const auto tone = std::ranges::find(tones, *name, &NamedTone::name);
        if (tone != tones.end()) take_tone(tone->tone, how, now);
    } else if (const auto mark = after(mark_prefix, target.id)) {
        take_mark(*mark);
    } else if (target.id == "more") {
        ++page_;
    } else if (target.id == "marks") {
        show(Stage::marks, now);
    } else if (target.id == "words") {
        if (can_add_words()) show(Stage::words, now);
    } else if (target.id == "voice") {
        if (offers_voice()) show(Stage::voice, now);
    } else if (target.id == "save") {
        save_words(now);
    } else if (target.id == "undo") {
        undo(now);
    } else if (target.id == "busy") {
        postpone(now);
    } else if (target.id == "team") {
        close(now);
        calls_.team();
    } else if (target.id == "back") {
        if (stage_ == Stage::topics) return close(now);
        show(Stage::topics, now);
    }
}

void Pad::type(std::string_view text, core::Now now) {
    if (!is_open()) return;
    touched(now);
    if (stage_ == Stage::words) return writer_.type(text);
    if (stage_ == Stage::voice) return;
    // Whoever begins to note has seen it.
    if (stage_ == Stage::news) {
        told_news();
        begin(now);
    }
    for (const char sign : text) take_sign(sign, now);
}

void Pad::take_sign(char sign, core::Now now) {
    // A keypad has the one or the other, by the language of its system.
    if (sign == ',') sign = PadKeys::marks;
    const std::size_t place = static_cast<std::size_t>(sign - '1');
    if (stage_ == Stage::marks) {
        if (sign >= '1' && place < mark_names.size()) take_mark(mark_names.at(place));
        if (sign == PadKeys::marks) show(Stage::topics, now);
        return;
    }
    if (sign >= '1' && place < cards) return take_card(place);
    if (sign == PadKeys::busy) return postpone(now);
    if (sign == PadKeys::marks) return show(Stage::marks, now);
    const auto tone = std::ranges::find(tones, sign, &NamedTone::sign);
    if (tone != tones.end()) take_tone(tone->tone, core::Entered::keys, now);
}

bool Pad::key(Key key, bool focused, core::Now now) {
    if (!is_open()) return false;
    touched(now);
    switch (key) {
        case Key::back:
            if (stage_ == Stage::news) told_news();
            if (stage_ == Stage::voice)
                leave_voice(false, now);
            else if (stage_ == Stage::words || stage_ == Stage::marks)
                show(Stage::topics, now);
            else
                close(now);
            return true;
        case Key::erase:
            if (stage_ == Stage::words)
                writer_.erase();
            else if (stage_ == Stage::voice)
                take_voice("discard", now);
            else
                undo(now);
            return true;
        case Key::select:
            if (focused) return false;
            if (stage_ == Stage::voice) {
                take_voice("talk", now);
                return true;
            }
            if (stage_ == Stage::news) {
                told_news();
                begin(now);
            } else if (stage_ == Stage::words) {
                save_words(now);
            } else if (stage_ == Stage::marks) {
                show(Stage::topics, now);
            } else if (can_add_words()) {
                show(Stage::words, now);
            }
            return true;
        default:
            return false;
    }
}

void Pad::take_card(std::size_t index) {
    const auto shown = page();
    if (index >= shown.size()) return;
    if (shown[index].reason)
        take_topic(shown[index].reason->id);
    else
        ++page_;
}

void Pad::take_topic(const std::string& id) {
    if (stage_ != Stage::topics || !reason(id)) return;
    topic_ = topic_ == id ? std::nullopt : std::optional(id);
    outcome_ = Outcome::none;
}

bool Pad::take_mark(std::string_view id) {
    const auto turn = [](bool& mark) {
        mark = !mark;
        return true;
    };
    if (id == "special") return turn(marks_.special);
    if (id == "unusual") return turn(marks_.unusual);
    if (id == "earlier") return turn(marks_.earlier);
    return id == "summary" && turn(marks_.summary);
}

void Pad::take_tone(core::Tone tone, core::Entered how, core::Now now) {
    if (stage_ != Stage::topics || !topic_) return;
    core::Comment comment;
    comment.topics = {*topic_};
    comment.tone = tone;
    comment.locale = locale_;
    comment.voice_of = marks_.summary ? core::VoiceOf::summary : core::VoiceOf::customer;
    comment.special = marks_.special;
    comment.unusual = marks_.unusual;
    comment.earlier = marks_.earlier;
    comment.entered = how;
    if (std::exchange(spoken_, false)) {
        comment.audio = core::make_id(now.wall, random_);
        comment.entered = core::Entered::voice;
        // The pad records nobody else's voice.
        comment.voice_of = core::VoiceOf::summary;
    }
    const std::string topic = *std::exchange(topic_, std::nullopt);
    marks_ = {};
    page_ = 0;
    outcome_ = Outcome::keeping;
    used_.add(topic);
    calls_.save_topics(used_.written());
    // Named before it is kept, as the answer may come at once.
    const std::string id = core::make_id(now.wall, random_);
    noted_ = Noted{id, topic, tone, now.steady, {}};
    calls_.keep({id, 0, now.wall, std::move(comment)});
}

std::string Pad::keep(core::Body body, core::Now now) {
    std::string id = core::make_id(now.wall, random_);
    calls_.keep({id, 0, now.wall, std::move(body)});
    return id;
}

void Pad::kept(const std::string& id, bool safe, core::Now) {
    if (!noted_ || outcome_ == Outcome::none) return;
    if (id == noted_->id) outcome_ = safe ? Outcome::kept : Outcome::not_kept;
    if (std::ranges::find(noted_->words, id) != noted_->words.end())
        outcome_ = safe ? Outcome::words_kept : Outcome::not_kept;
}

// Its words first: a power cut in between leaves nothing that hangs in the air.
void Pad::undo(core::Now now) {
    if (!noted_) return;
    const Noted undone = *std::exchange(noted_, std::nullopt);
    for (const std::string& words : undone.words) keep(core::Retraction{words, {}, false}, now);
    keep(core::Retraction{undone.id, {}, false}, now);
    used_.take_back(undone.topic);
    calls_.save_topics(used_.written());
    outcome_ = Outcome::taken_back;
    topic_.reset();
    if (stage_ != Stage::topics) show(Stage::topics, now);
}

void Pad::postpone(core::Now) {
    if (stage_ != Stage::topics) return;
    outcome_ = Outcome::postponed;
    calls_.busy();
}

void Pad::save_words(core::Now now) {
    if (!can_save() || !noted_) return;
    writer_.settle();
    const std::string id = core::make_id(now.wall, random_);
    core::Words words{noted_->id, core::seal(words_.text(), *key_), locale_};
    noted_->words.push_back(id);
    outcome_ = Outcome::keeping;
    show(Stage::topics, now);
    calls_.keep({id, 0, now.wall, std::move(words)});
}

void Pad::hear(const VoiceState& voice, core::Now now) {
    voice_ = voice;
    if (stage_ == Stage::voice && !voice_.microphone) return leave_voice(false, now);
    const bool busy = voice_.recorded.stage == Recorded::Stage::recording ||
                      voice_.recorded.stage == Recorded::Stage::playing;
    if (stage_ == Stage::voice && busy) touched(now);
}

void Pad::take_voice(std::string_view id, core::Now now) {
    if (id == "talk") talk();
    if (id == "listen") calls_.voice(Ask::listen);
    if (id == "discard") calls_.voice(Ask::discard);
    if (id == "save") leave_voice(true, now);
    if (id == "back") leave_voice(false, now);
}

void Pad::talk() {
    const bool recording = voice_.recorded.stage == Recorded::Stage::recording;
    calls_.voice(recording ? Ask::stop : Ask::record);
}

void Pad::leave_voice(bool keep, core::Now now) {
    const Recorded::Stage stage = voice_.recorded.stage;
    const bool there = stage == Recorded::Stage::kept || stage == Recorded::Stage::playing;
    if (keep && !there) return;
    if (stage == Recorded::Stage::playing) calls_.voice(Ask::listen);  // once more: no more of it
    spoken_ = keep;
    if (!keep) calls_.voice(Ask::discard);
    outcome_ = Outcome::none;
    show(Stage::topics, now);
}

// Nobody stays to say what it is about.
void Pad::forget_voice() {
    if (spoken_ || stage_ == Stage::voice) calls_.voice(Ask::discard);
    spoken_ = false;
}

core::milliseconds Pad::closes_at() const {
    const bool takes_time = stage_ == Stage::words || stage_ == Stage::voice || spoken_;
    return touched_at_ + (takes_time ? words_close_after : closes_after);
}

void Pad::tick(core::Now now) {
    // While its words are written it stays theirs.
    if (noted_ && stage_ != Stage::words && now.steady >= noted_->at + undo_lasts) {
        noted_.reset();
        if (outcome_ == Outcome::kept || outcome_ == Outcome::words_kept) outcome_ = Outcome::none;
    }
    if (is_open() && !at_rest() && now.steady >= closes_at()) close(now);
}

std::optional<core::milliseconds> Pad::deadline() const {
    std::optional<core::milliseconds> due;
    if (noted_ && stage_ != Stage::words) due = noted_->at + undo_lasts;
    if (is_open() && !at_rest()) due = std::min(due.value_or(closes_at()), closes_at());
    return due;
}

}  // namespace earshot::app
