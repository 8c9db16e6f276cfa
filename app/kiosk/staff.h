#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/kiosk/elements.h"
#include "app/kiosk/keys.h"
#include "core/clock.h"
#include "core/pin.h"

namespace earshot::app {

// What staff ask of the device.
struct StaffCalls {
    std::function<void()> ask_guesses;                  // how they stand; answered by judged()
    std::function<void(const std::string& pin)> guess;  // answered by judged() or not_judged()
    std::function<void()> look;                         // how the device stands, for the page
    std::function<void(bool)> train;                    // from now on, or no longer
    std::function<void()> end;                          // the program
    std::function<void()> pad = [] {};                  // the cashier's, for a shift
};

// The page for those who work in the shop, over whatever a shopper sees: first the PIN, asked each
// time; where none is set, the page only shows. Without a window, a disk or a thread.
class Staff {
  public:
    enum class Stage { shut, pin, page };

    static constexpr int digits_max = 12;
    static constexpr core::milliseconds pin_shuts_after = std::chrono::seconds(20);
    static constexpr core::milliseconds page_shuts_after = std::chrono::seconds(60);
    static constexpr core::milliseconds look_every = std::chrono::seconds(5);
    // Whoever forgets to end it does not cost the shop a day.
    static constexpr core::milliseconds training_ends_after = std::chrono::minutes(30);

    explicit Staff(StaffCalls calls) : calls_(std::move(calls)) {}

    // Somebody asked for the page (see Knock).
    void come(bool has_pin, core::Now now);
    bool open() const { return stage_ != Stage::shut; }
    Stage stage() const { return stage_; }

    // Whether a finger that comes down now may act when it lifts.
    bool hears(core::Now now) const;
    // Somebody is there.
    void touch(core::Now now) { untouched_since_ = now.steady; }
    void tap(const Element& target, core::Now now);
    void type(std::string_view text, core::Now now);
    // Whether the key means something here beside leading through what is shown. `focused`: it has
    // led to a control already, which "select" then takes.
    bool key(Key key, bool focused, core::Now now);
    // Lets time pass; call at deadline() or later.
    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;

    // What came of a guess, and how long the next has to wait.
    void judged(const core::PinVerdict& verdict, core::Now now);
    void not_judged(core::Now now);

    // What to show of the PIN.
    int digits() const { return static_cast<int>(typed_.size()); }
    bool judging() const { return judging_; }
    bool cannot_judge() const { return cannot_judge_; }
    int wrong() const { return wrong_; }  // in a row, as far as is known
    bool was_wrong() const { return was_wrong_; }
    core::milliseconds left(core::Now now) const;

    // What to show of the page.
    bool has_functions() const { return has_pin_; }
    bool training() const { return training_; }
    int turned() const { return turned_; }  // how often "more" was tapped

  private:
    void show_page(core::Now now);
    void shut(core::Now now);
    void guess();
    void train(bool on, core::Now now);
    core::milliseconds shuts_at() const;

    StaffCalls calls_;
    Stage stage_ = Stage::shut;
    bool has_pin_ = false;
    std::string typed_;
    bool judging_ = false;
    bool cannot_judge_ = false;
    bool was_wrong_ = false;
    int wrong_ = 0;
    core::milliseconds free_at_{0};  // the next guess
    bool training_ = false;
    core::milliseconds training_ends_at_{0};
    int turned_ = 0;
    core::milliseconds changed_at_{0};
    core::milliseconds untouched_since_{0};
    core::milliseconds tick_at_{0};
};

}  // namespace earshot::app
