#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/adding.h"
#include "app/kiosk/elements.h"
#include "app/kiosk/narration.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"
#include "core/asking.h"
#include "core/bundle.h"
#include "core/checkout.h"
#include "core/clock.h"
#include "core/id.h"
#include "core/interview.h"

namespace earshot::app {

// What to show, and what becomes of a tap: everything a shopper meets, without a window, a disk or
// a network. Events go in with their time; views come out, and records to keep go to the keeper.
// One thread.
class Kiosk {
  public:
    using ToLocal = std::function<std::chrono::local_time<core::milliseconds>(
        core::Instant, const std::string& timezone)>;

    // Takes what is to be kept, and tells what became of it by kept().
    using Keeper = std::function<void(core::Keep)>;

    // Takes the counts to be saved, so that resume() can go on from them.
    using Counter = std::function<void(std::vector<core::Exposure>)>;

    // `wordings` must outlive it. `device` seeds what differs by device.
    Kiosk(
        Wordings& wordings, std::string device, core::Random random, ToLocal to_local,
        Keeper keeper, Counter counter = [](std::vector<core::Exposure>) {});

    // Why there is nothing to ask; forgotten once there is.
    void wait(Waiting why);
    // Lets shoppers write: call before use(). `keyboards` must outlive it.
    void write_with(ScreenKeyboards& keyboards) { keyboards_ = &keyboards; }
    // Asks from the bundle from now on; an interview that somebody has begun is finished first.
    void use(core::Bundle bundle, core::Now now);
    // Asks a questionnaire that is being tried, without a shop.
    void try_out(const core::Questionnaire& questionnaire, core::Now now);

    // After a restart, before any use().
    void resume(std::vector<core::Exposure> counts, core::Now now);
    // What the till, a keypad or a scanner tells.
    void hear(core::TillEvent event, core::Now now);
    // A barcode of ours was read: what follows "ESH:". What a customer said is kept, whatever is
    // shown. Fails as `invalid` where it means nothing.
    core::Result<void> scan(std::string_view code, core::Now now);
    // How far the device's clock is ahead of the hub's.
    void correct_clock(core::milliseconds ahead, core::Now now);
    // The program ends tidily: what is still being counted goes to the keeper.
    void end(core::Now now);

    // What a comment can be about.
    const std::vector<core::Reason>& reasons() const { return bundle_.reasons; }
    View view() const;
    // Each screen that one touch of an answer may lead to.
    std::vector<View> ahead(core::Now now) const;
    // The shop's own language.
    const std::string& language() const { return languages_.front(); }

    // Whether a finger that comes down now may act when it lifts.
    bool hears(core::Now now) const;
    void touch(bool dead, int pointers, core::Now now);
    // A key was worked that takes nothing: somebody is there.
    void stir(core::Now now);
    // What is shown is being spoken: time counts from now.
    void attend(core::Now now);
    // Whether somebody works the keys or listens: they get more time.
    void lead(bool led);
    void tap(const Element& target, core::Now now);
    // Letters from a real keyboard.
    void type(std::string_view text, core::Now now);
    void erase(core::Now now);  // the last of them
    // Whether somebody is answering, or looks at what came of it. Whoever touched the first
    // question and left it is taken to be gone.
    bool answering(core::Now now) const;
    // Whether they are written anywhere.
    bool writes() const { return adding_.writes(); }
    // Lets time pass; call at deadline() or later.
    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;

    // What became of a Keep.
    void kept(const std::string& id, bool open, bool safe, core::Now now);
    // What is the matter, while something is.
    void ails(std::optional<StorageTrouble> trouble) { trouble_ = std::move(trouble); }
    void lost_touch(bool lost) { touch_lost_ = lost; }
    // It is staff who answer from now on, or no longer.
    void train(bool on);
    // The journal can keep nothing; a person has to look at it.
    void cannot_keep();
    // The journal keeps again what it could not keep before.
    void recovered(core::Now now);

  private:
    bool can_ask() const;
    void arm(core::Now now);
    void take_up(core::Bundle bundle, core::Now now);
    bool begun() const;
    void leave();
    void keep(std::optional<core::Keep> keep, core::Now now);
    void report(std::vector<core::Body> bodies, core::Now now);
    void save_counts();
    void drift(core::Now now);
    core::Around around(core::Now now) const;
    void turn(const Element& target, core::Now now);
    void set_pace();
    void open_menu(Menu which);
    void follow_adding(core::Now now);
    std::string consent() const;
    Scene scene() const;
    View idle_view(const Narration& tell) const;
    View thanks(const Narration& tell, const core::Interview& interview) const;

    Wordings& wordings_;
    core::Random random_;
    ToLocal to_local_;
    Keeper keeper_;
    Counter counter_;
    core::Asking asking_;
    core::Checkout checkout_;

    Waiting waiting_ = Waiting::not_enrolled;
    bool trial_ = false;
    bool keeps_ = true;   // the journal kept the last record it was given
    bool fault_ = false;  // it could not even be opened
    std::optional<StorageTrouble> trouble_;
    bool touch_lost_ = false;
    bool training_ = false;
    core::Bundle bundle_;
    std::optional<core::Bundle> next_bundle_;  // taken up when nobody is answering
    std::vector<std::string> languages_;       // the first is the shop's own
    std::optional<core::Interview> interview_;
    std::string response_;  // its id
    Adding adding_;
    ScreenKeyboards* keyboards_ = nullptr;
    bool touched_ = false;
    std::optional<core::milliseconds> touched_at_;
    bool led_ = false;

    Menu menu_ = Menu::none;
    Access access_;
    int page_ = 0;
    int menu_page_ = 0;
    std::optional<core::milliseconds> turned_at_;  // when a page or menu last changed
    int drift_ = 0;
    core::milliseconds drifts_at_{0};
};

}  // namespace earshot::app
