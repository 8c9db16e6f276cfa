#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/asking.h"
#include "core/clock.h"
#include "core/patience.h"
#include "core/quality.h"
#include "core/record.h"

// One shopper's run through at most two questions: a pure state machine. Events go in with the
// time they happened; what to show and what to keep come out. It knows no window and no disk.
namespace earshot::core {

enum class Stage {
    first,   // the first question, waiting for ever
    second,  // the question that follows from the first answer
    saving,  // finished; the thank-you waits until the journal has it
    thanks,
    refused,  // the journal could not keep it: nobody is thanked
    over,     // back to rest; only the lock-out remains
};

// Waits of a shopper's own making, from the last touch (trust: accessibility, time).
inline constexpr milliseconds left_alone_after{15'000};  // first question: settings go back
inline constexpr milliseconds second_closes_after{8'000};
inline constexpr milliseconds thanks_close_after{6'000};
inline constexpr milliseconds thanks_close_after_touch{15'000};
// A journal that answers nothing for so long is taken for one that cannot keep.
inline constexpr milliseconds saving_gives_up_after{10'000};
inline constexpr milliseconds lock_out{8'000};  // from the end of an interview to the next
// After a screen change the finger of the last touch may still be down: it chooses nothing.
inline constexpr milliseconds deaf_after_change{250};
// A second strike of the same target within this time is ignored.
inline constexpr milliseconds second_strike{500};

// More touches than these are a mashed screen however many they are, and are not counted on.
inline constexpr std::size_t strikes_max = 1'000;

// What the journal is to keep. An open record may still change; it is sent once closed. Each
// interview gives at most one open Keep and then one closed one of the same id, or one closed one,
// or, untouched, none. An open one is how the response stands should nothing more come: the second
// question shown and left.
struct Keep {
    Record record;  // seq is the journal's to give
    bool open = false;
};

// An event that comes at deadline() or later lets the time pass, as tick() does, instead of acting.
class Interview {
  public:
    // `id` names the response, if there will be one. `locale` is the shop's first language.
    Interview(Plan plan, std::string id, std::string locale, Armed armed, Now now);

    Stage stage() const;
    // The question on the screen, or the last one that was.
    const Asked& asked() const;
    bool asks_second() const { return second_asked_; }
    const Question& first_question() const { return plan_.first.question; }
    // What is chosen of it so far (several only for `multiple`).
    const std::vector<std::string>& chosen() const;
    const std::string& locale() const;
    // The first answer's choice, once given: what the thank-you may speak of.
    std::optional<std::string> first_choice() const;
    // Whether a touch may act yet (deaf_after_change).
    bool hears(Now now) const;

    // What is going on around it, from now on: what it keeps is flagged by that.
    void note(Around around);

    // Every touch of the screen, whatever it hits; call before the event it causes.
    // `pointers` is how many fingers are down with it.
    void touch(bool dead, int pointers, Now now);
    // Somebody is there, though they touched nothing: a key moved on.
    void stir(Now now);
    // They are being spoken to: time counts from now. Time that has run out stays so.
    void attend(Now now);
    // Whether they get the longer times, as those do who listen, work keys or read large letters:
    // the second question then warns before it closes.
    void unhurry(bool unhurried);
    // Whether it warns, and takes nothing but more_time() and skip().
    bool warns() const;
    // The shopper is still there. Nothing where it does not warn, or has been asked too often.
    void more_time(Now now);
    bool can_extend() const { return patience_ && patience_->can_extend(); }
    void speak(std::string locale);

    // A choice was tapped. On `single` and `scale` it answers; on `multiple` it is taken or
    // let go, up to the question's max. Unknown choices are a bug.
    std::optional<Keep> choose(std::string_view choice, Now now);
    // "Done": answers a `multiple` with what is chosen; ends a thank-you.
    std::optional<Keep> done(Now now);
    // "Not today" on the first question, "that's all" on the second.
    std::optional<Keep> skip(Now now);
    // Somebody was elsewhere, over a thank-you, and is back: it waits anew, however long it was.
    void resume(Now now);
    // Ends a thank-you at once: whom it was for is gone.
    void close(Now now);
    // Lets time pass. Call at deadline() or later; earlier does nothing.
    std::optional<Keep> tick(Now now);
    // When tick() next has something to do, on the steady clock; none: waits for ever.
    std::optional<milliseconds> deadline() const;

    // What became of a closed Keep: moves saving to thanks, or to over where the first question
    // was skipped, or to refused. Does nothing in any other stage.
    void kept(bool safe, Now now);

    // Somebody else is there now: ends a thank-you, and the wait after it.
    void make_way(Now now);

    // Once over: when the next may be armed, on the steady clock. Nobody is kept waiting where
    // the first question was left without an answer.
    milliseconds free_at() const;

  private:
    struct Struck {
        std::string target;
        milliseconds steady{0};
    };

    bool waits_for_shopper() const { return stage_ == Stage::first || stage_ == Stage::second; }
    // Whether a strike of `target` is meant: the screen hears, and it is no second strike.
    bool is_meant(std::string_view target, Now now);
    std::optional<Keep> answer(Now now);
    std::optional<Keep> leave(Ended ended, Stage stage, Now now);
    bool is_due(Now now) const;
    void note_sign(Now now);
    Answer left(Now now) const;
    Keep keep(Ended ended, std::vector<Answer> answers, bool open, Now now) const;
    void change_to(Stage stage, Now now);

    Plan plan_;
    std::string id_;
    std::string locale_;
    Armed armed_;
    Stage stage_ = Stage::first;
    Now armed_at_;
    Now changed_at_;
    milliseconds touched_at_{0};  // of this screen's last touch, or when it changed
    bool touched_ = false;        // this screen
    bool unhurried_ = false;
    std::optional<Patience> patience_;  // with the second question, where it is unhurried
    milliseconds seen_{0};              // when it last looked at the clock
    bool second_asked_ = false;
    bool skipped_first_ = false;
    bool made_way_ = false;
    Around around_;
    std::optional<Struck> struck_;
    std::vector<std::string> chosen_;
    std::vector<Answer> answers_;
    Strikes strikes_;
};

}  // namespace earshot::core
