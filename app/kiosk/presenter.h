#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"
#include "core/clock.h"

struct ImDrawList;

namespace earshot::app {

// Of something that moves.
inline constexpr core::milliseconds frame_takes{16};
inline constexpr core::milliseconds fill_takes{120};
inline constexpr core::milliseconds fade_takes{200};

// The part of the panel that a screen is laid out on: the lower one where that is asked for.
Panel part_for(const Access& access, Panel panel);

// Shows one view after another: a chosen card fills, screens cross-fade, nothing else moves.
class Presenter {
  public:
    Presenter(Text& text, const Themes& themes) : text_(text), themes_(themes) {}

    // What is shown from now on. True where it differs, and must be drawn.
    bool show(const View& view, const Panel& panel, core::milliseconds now);
    // The choice a finger has just settled on; it fills while its screen gives way.
    void choose(const std::string& choice, core::milliseconds now);
    // What a finger rests on; none when empty. True where that must be drawn.
    bool press(const std::string& id);
    // The control that the keys have come to, ringed; none where null. True where that must be
    // drawn.
    bool ring(const Element* control);

    bool moving(core::milliseconds now) const;
    // Gives the colour of the ground that all of it lies on.
    Colour draw(ImDrawList& list, core::milliseconds now);
    // Lays out what may be shown next, so that its words are shaped and measured by then.
    void rehearse(ImDrawList& list, const View& view);

    const View& view() const { return current_->view; }
    // As of the last draw, at the place where they come to rest.
    const Elements& elements() const { return elements_; }

  private:
    struct Shown {
        View view;
        std::map<std::string, core::milliseconds> filled_since;
    };

    Colour ground(const View& view) const;
    Feel feel(const Shown& shown, core::milliseconds now) const;
    void paint(ImDrawList& list, const View& view, const Feel& feel, Elements& elements);
    void follow_chosen(core::milliseconds now);
    void draw_ring(ImDrawList& list) const;

    Text& text_;
    const Themes& themes_;
    Panel panel_;
    std::optional<Shown> previous_;
    std::optional<Shown> current_;
    core::milliseconds changed_at_{0};
    std::string pressed_;
    std::optional<Element> ringed_;
    Elements elements_;
};

}  // namespace earshot::app
