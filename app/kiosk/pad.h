#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/elements.h"
#include "app/kiosk/keys.h"
#include "app/kiosk/recorder.h"
#include "app/kiosk/writer.h"
#include "core/bundle.h"
#include "core/clock.h"
#include "core/draft.h"
#include "core/id.h"
#include "core/record.h"
#include "core/seal.h"
#include "core/topics.h"

namespace earshot::app {

// The cashier's pad: what a customer said aloud, as a topic and a tone, kept the moment the tone is
// chosen; then, if they like, the customer's words. On a corner of the shopper's screen it opens to
// the PIN once a shift; on a display of its own it stands open. Nothing of who notes is in it.
// Pure: events go in with their time, records go to the keeper. One thread.
class Pad {
  public:
    enum class Stage {
        closed,
        news,    // what came of something passed on here
        topics,  // what was it about, and how was it meant?
        marks,   // what else is to be known of it
        words,   // the customer's own
        voice,   // the cashier's own, said aloud
    };
    // What has become of what was done last.
    enum class Outcome { none, keeping, kept, not_kept, words_kept, taken_back, postponed };
    // What a comment may be marked with.
    struct Marks {
        bool special = false;
        bool unusual = false;
        bool earlier = false;
        bool summary = false;  // in the cashier's words

        bool any() const { return special || unusual || earlier || summary; }
    };

    static constexpr core::milliseconds closes_after = std::chrono::seconds(8);
    static constexpr core::milliseconds words_close_after = std::chrono::seconds(30);
    static constexpr core::milliseconds undo_lasts = std::chrono::seconds(30);
    static constexpr core::milliseconds shift_lasts = std::chrono::hours(8);
    // Cards on one page, the way to the next among them: as many as have a digit each on a keypad.
    static constexpr std::size_t cards = 8;

    // What the recorder is to do; answered by hear().
    enum class Ask { look, record, stop, listen, discard };
    struct Calls {
        // Answered by kept(). A comment that names `audio` is kept with what is recorded.
        std::function<void(core::Record)> keep;
        std::function<void()> busy;  // the next shopper is not to be asked
        std::function<void()> team;  // the staff's page is asked for
        // How often each topic was noted here, and which news were shown: to be saved as they are.
        std::function<void(const std::string&)> save_topics, save_told;
        std::function<void(Ask)> voice = [](Ask) {};
    };
    // After a restart `topics` and `told` are what was saved last.
    Pad(core::Random random, Calls calls, std::string_view topics = {}, std::string_view told = {});

    // From now on.
    void use(const core::Bundle& bundle, std::string locale, core::Now now);
    void write_with(std::shared_ptr<const ScreenKeyboard> keyboard) {
        writer_.use(std::move(keyboard));
    }
    // It has a display of its own.
    void stand_open(core::Now now);
    // The PIN was right.
    void begin_shift(core::Now now);
    bool in_shift(core::Now now) const { return shift_ends_ && now.steady < *shift_ends_; }
    void open(core::Now now);
    // A shopper comes to the screen it lies on. On its own it stays.
    void give_way(core::Now now);
    // Somebody noted this in another way, by scanner or till.
    void noted_elsewhere(const core::Comment& comment);

    bool hears(core::Now now) const;  // for fingers; keys are always heard
    void touched(core::Now now) { touched_at_ = now.steady; }
    void tap(const Element& target, core::Entered how, core::Now now);
    // What a keyboard writes: a digit, a tone's sign, letters.
    void type(std::string_view text, core::Now now);
    // Whether the key means something here beside leading through what is shown. `focused`: it has
    // led to a control already, which "select" then takes.
    bool key(Key key, bool focused, core::Now now);
    void kept(const std::string& id, bool safe, core::Now now);
    void hear(const VoiceState& voice, core::Now now);
    // Lets time pass; call at deadline() or later.
    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;

    // What is to be seen.
    Stage stage() const { return stage_; }
    bool is_open() const { return stage_ != Stage::closed; }
    bool stands_open() const { return stands_open_; }
    const std::string& locale() const { return locale_; }
    struct Card {
        const core::Reason* reason = nullptr;  // none: the way to more
        bool chosen = false;
    };
    std::vector<Card> page() const;
    bool has_topic() const { return topic_.has_value(); }
    const Marks& marks() const { return marks_; }
    Outcome outcome() const { return outcome_; }
    // What was noted last, while that can be said of it.
    struct Noted {
        std::string id;
        std::string topic;
        core::Tone tone = core::Tone::trouble;
        core::milliseconds at{0};
        std::vector<std::string> words;  // ids of what was added
    };
    const std::optional<Noted>& noted() const { return noted_; }
    bool can_undo() const { return noted_.has_value(); }
    bool can_add_words() const;
    bool offers_voice() const { return offers_voice_ && key_ && voice_.microphone; }
    const Recorded& recorded() const { return voice_.recorded; }
    // What is noted next goes with what was said aloud.
    bool has_spoken() const { return spoken_; }
    bool can_save() const { return stage_ == Stage::words && writer_.has_words(); }
    const Writer& writer() const { return writer_; }
    std::size_t characters_left() const { return words_.left(); }
    bool has_phone_number() const;
    const core::Notice* news() const { return news_ ? &*news_ : nullptr; }
    const core::Reason* reason(const std::string& id) const;

  private:
    void show(Stage stage, core::Now now);
    void begin(core::Now now);
    void close(core::Now now);
    bool at_rest() const;
    core::milliseconds closes_at() const;
    void take_voice(std::string_view id, core::Now now);
    void talk();
    void leave_voice(bool keep, core::Now now);
    void forget_voice();
    void arrange(core::Now now);
    void look_for_news();
    void told_news();
    void take_card(std::size_t index);
    void take_topic(const std::string& id);
    void take_tone(core::Tone tone, core::Entered how, core::Now now);
    bool take_mark(std::string_view id);
    void take_sign(char sign, core::Now now);
    void undo(core::Now now);
    void postpone(core::Now now);
    void save_words(core::Now now);
    std::string keep(core::Body body, core::Now now);

    core::Random random_;
    Calls calls_;
    core::Topics used_;
    std::set<std::string> told_;

    std::string locale_ = "en";
    std::vector<core::Reason> book_;
    std::vector<core::Notice> notices_;
    std::optional<core::SealingKey> key_;
    std::vector<core::Reason> topics_;  // as they stand on the pad
    std::optional<core::milliseconds> arranged_at_;

    Stage stage_ = Stage::closed;
    bool stands_open_ = false;
    std::optional<core::milliseconds> shift_ends_;
    std::optional<core::Notice> news_;
    std::size_t page_ = 0;
    std::optional<std::string> topic_;
    Marks marks_;
    Outcome outcome_ = Outcome::none;
    std::optional<Noted> noted_;
    core::Draft words_;
    Writer writer_;
    bool offers_voice_ = false;
    VoiceState voice_;
    bool spoken_ = false;
    core::milliseconds shown_at_{0};
    core::milliseconds touched_at_{0};
};

// What its controls are called, in the trace too.
inline constexpr std::string_view topic_prefix = "topic:";
inline constexpr std::string_view tone_prefix = "tone:";
inline constexpr std::string_view mark_prefix = "mark:";
std::string_view name_of(core::Tone tone);

// What a keypad's keys are for: card 1 to 8, then these.
struct PadKeys {
    static constexpr char busy = '0';
    static constexpr char marks = '.';
};
char sign_of(core::Tone tone);

}  // namespace earshot::app
