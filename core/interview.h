#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/asking.h"
#include "core/clock.h"
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
inline constexpr milliseconds lock_out{8'000};  // from the end of an interview to the next
// After a screen change the finger of the last touch may still be down: it chooses nothing.
inline constexpr milliseconds deaf_after_change{250};
// A second strike of the same target within this time is ignored.
inline constexpr milliseconds second_strike{500};

// What the journal is to keep. An open record may still change; it is sent once closed.
struct Keep {
    Record record;  // seq is the journal's to give
    bool open = false;
};

class Interview {
  public:
    // `id` names the response, if there will be one. `locale` is the shop's first language.
    Interview(Plan plan, std::string id, std::string locale, Armed armed, Now now);

    Stage stage() const;
    // The question on the screen, or the last one that was.
    const Asked& asked() const;
    // What is chosen of it so far (several only for `multiple`).
    const std::vector<std::string>& chosen() const;
    const std::string& locale() const;
    // The first answer's choice, once given: what the thank-you may speak of.
    std::optional<std::string> first_choice() const;
    // Whether a touch may act yet (deaf_after_change).
    bool hears(Now now) const;

    // Every touch of the screen, whatever it hits; call before the event it causes.
    // `pointers` is how many fingers are down with it.
    void touch(bool dead, int pointers, Now now);
    void speak(std::string locale);

    // A choice was tapped. On `single` and `scale` it answers; on `multiple` it is taken or
    // let go, up to the question's max. Unknown choices are a bug.
    std::optional<Keep> choose(std::string_view choice, Now now);
    // "Done": answers a `multiple` with what is chosen; ends a thank-you.
    std::optional<Keep> done(Now now);
    // "Not today" on the first question, "that's all" on the second.
    std::optional<Keep> skip(Now now);
    // Lets time pass. Call at deadline() or later; earlier does nothing.
    std::optional<Keep> tick(Now now);
    // When tick() next has something to do, on the steady clock; none: waits for ever.
    std::optional<milliseconds> deadline() const;

    // What became of a closed Keep: moves saving to thanks or refused.
    void kept(bool safe, Now now);

  private:
    struct Timing {
        Now shown;
        int took_ms = 0;
    };

    Keep keep(Ended ended, bool open, Now now) const;
    void change_to(Stage stage, Now now);

    Plan plan_;
    std::string id_;
    std::string locale_;
    Armed armed_;
    Stage stage_ = Stage::first;
    Now armed_at_;
    Now changed_at_;
    std::optional<Now> touched_at_;
    std::vector<std::string> chosen_;
    std::vector<Answer> answers_;
    Ended ended_ = Ended::completed;
    Strikes strikes_;
};

}  // namespace earshot::core
