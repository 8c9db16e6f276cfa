#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/elements.h"
#include "app/kiosk/keys.h"
#include "app/kiosk/reading.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"
#include "core/clock.h"

namespace earshot::app {

// What is to be said, from now on.
struct Utterance {
    std::uint64_t number = 0;  // of each, so that the same can be said twice
    Sentence sentence;
    std::string language;
};

// Leads through whatever is on the screen by six keys and by ear: which control is in focus, and
// what is said. It knows the screen by its elements alone. Pure; one thread.
class Guide {
  public:
    // A shopper who worked the keys and is gone this long is followed by another, who starts
    // without them (trust: access settings).
    static constexpr core::milliseconds left_alone_after{15'000};
    static constexpr int levels = 4;
    static constexpr int usual_level = 2;

    // `wordings` must outlive it.
    explicit Guide(Wordings& wordings) : wordings_(wordings) {}

    // What is on the screen; call after every change of it.
    void see(const View& view, const Elements& elements);
    // What a key takes: to be tapped, as by a finger. The first key only begins to lead.
    std::optional<Element> key(Key key, core::Now now);
    // What a shopper has just written, said to them alone. A PIN is not said at all.
    void wrote(const std::string& text);
    // A finger takes over.
    void touched();
    // What carried the sound is gone: nothing is said until a key asks for it again.
    void sound_lost();
    // What was being said has been said.
    void said(core::Now now) { alone_since_ = now.steady; }

    // Lets time pass; call at deadline() or later.
    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;

    bool leads() const { return leads_; }
    // Whether what is shown is spoken.
    bool speaks() const { return (leads_ || view_speaks_) && !lost_; }
    const std::optional<Utterance>& utterance() const { return utterance_; }
    int level() const { return level_; }
    // The control in focus, while the keys are worked.
    const Element* focus() const;

  private:
    struct Target {
        Role role = Role::button;
        std::string id;
    };
    // What makes it another screen to the ear.
    struct Place {
        std::string screen;
        std::vector<std::string> controls;

        bool operator==(const Place&) const = default;
    };
    static Place place_of(const View& view, const Elements& elements);

    const Voice& voice() const { return wordings_.in(locale_); }
    void say(Sentence sentence, std::string language);
    void say(const std::string& text) { say(plain(text), locale_); }
    void say_screen();
    void say_focus(const std::string& before);
    void move(int by);
    std::optional<Element> select();
    void louder();
    std::optional<Element> way_back() const;
    void leave();

    Wordings& wordings_;
    Elements elements_;
    Place place_;
    std::string locale_;
    bool view_speaks_ = false;
    bool leads_ = false;
    bool lost_ = false;
    int level_ = usual_level;
    std::optional<Target> focus_;  // none before the first
    core::milliseconds alone_since_{0};
    std::uint64_t count_ = 0;
    std::optional<Utterance> utterance_;
};

}  // namespace earshot::app
