#include "app/kiosk/presenter.h"

#include <imgui.h>

#include <algorithm>
#include <tuple>

#include "app/kiosk/drift.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// Of each of its two lines, in millimetres; both fit between two controls.
constexpr float ring_width = 1.1F;

float eased(core::milliseconds since, core::milliseconds whole) {
    const float share = std::clamp(
        static_cast<float>(since.count()) / static_cast<float>(whole.count()), 0.0F, 1.0F);
    return share * share * (3 - 2 * share);
}

// How far a screen has come in after `since`: most of the way at once, as a finger waits for it.
float come_in(core::milliseconds since) {
    const float left = 1 - std::min(1.0F, static_cast<float>(since.count()) /
                                              static_cast<float>(fade_takes.count()));
    return 1 - left * left * left;
}

// What makes it another screen to the eye; all else changes in place.
auto face_of(const View& view) {
    const auto* question = std::get_if<QuestionView>(&view.screen);
    const auto* menu = std::get_if<MenuView>(&view.screen);
    const auto* writing = std::get_if<WritingView>(&view.screen);
    const std::string field = writing ? writing->field : std::string();
    return std::tuple(screen_name(view), view.locale, view.screen.index(),
                      question ? question->question : field, question ? question->page : 0,
                      menu ? menu->page : 0, menu ? menu->which : Menu::none, view.access.large,
                      view.access.low, view.access.contrast);
}

// What was drawn from vertex `from` on, lower by so many pixels.
void lower(ImDrawList& list, int from, Elements& elements, float by) {
    for (int index = from; index < list.VtxBuffer.Size; ++index) list.VtxBuffer[index].pos.y += by;
    for (Element& element : elements) element.bounds.y += by;
}

// What was drawn from vertex `from` on, let through only in part.
void let_through(ImDrawList& list, int from, float share) {
    for (int index = from; index < list.VtxBuffer.Size; ++index) {
        ImU32& colour = list.VtxBuffer[index].col;
        const auto alpha = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 0xFF) * share;
        colour = (colour & ~static_cast<ImU32>(IM_COL32_A_MASK)) |
                 (static_cast<ImU32>(alpha) << IM_COL32_A_SHIFT);
    }
}

}  // namespace

Panel part_for(const Access& access, Panel panel) {
    panel.large = access.large;
    return access.low ? within_reach(panel) : panel;
}

bool Presenter::show(const View& view, const Panel& panel, core::milliseconds now) {
    if (current_ && current_->view == view && panel_ == panel) return false;
    if (current_ && panel_ == panel && face_of(current_->view) != face_of(view)) {
        previous_ = std::move(current_);
        current_ = Shown{view, {}};
        // As if it had begun a frame ago: the first frame already shows what comes.
        changed_at_ = now - frame_takes;
        pressed_.clear();
        if (view.access.calm) previous_.reset();
    } else if (current_) {
        current_->view = view;
    } else {
        current_ = Shown{view, {}};
        changed_at_ = now - fade_takes;
    }
    panel_ = panel;
    follow_chosen(now);
    return true;
}

// A card taken fills; a card let go is empty at once.
void Presenter::follow_chosen(core::milliseconds now) {
    const auto* question = std::get_if<QuestionView>(&current_->view.screen);
    if (question == nullptr || question->kind != core::QuestionKind::multiple) return;
    for (const ChoiceView& choice : question->choices) {
        if (choice.chosen)
            current_->filled_since.try_emplace(choice.id, now);
        else
            current_->filled_since.erase(choice.id);
    }
}

void Presenter::choose(const std::string& choice, core::milliseconds now) {
    const auto* question = std::get_if<QuestionView>(&current_->view.screen);
    if (question && question->kind != core::QuestionKind::multiple)
        current_->filled_since.try_emplace(choice, now);
}

bool Presenter::press(const std::string& id) {
    if (pressed_ == id) return false;
    pressed_ = id;
    return true;
}

bool Presenter::ring(const Element* control) {
    const auto same = [&] {
        if (!control || !ringed_) return !control && !ringed_;
        return control->role == ringed_->role && control->id == ringed_->id;
    };
    if (same()) return false;
    ringed_ = control ? std::optional(*control) : std::nullopt;
    return true;
}

// Dark within light: on whatever ground, one of the two stands out.
void Presenter::draw_ring(ImDrawList& list) const {
    const auto found = std::ranges::find_if(elements_, [&](const Element& element) {
        return ringed_ && element.role == ringed_->role && element.id == ringed_->id;
    });
    if (found == elements_.end()) return;
    // Elements stand where they really are: nothing here is mirrored.
    const Feel still;
    Elements none;
    const Theme& theme = themes_.of(current_->view.look, current_->view.access.contrast);
    Canvas canvas{list, text_, theme, panel_, still, none};
    const float width = canvas.mm(ring_width);
    const Rect inner = found->bounds.inset(-width);
    const float radius = canvas.mm(theme.radius);
    canvas.outline(inner.inset(-width), theme.paper, radius + 2 * width, width);
    canvas.outline(inner, theme.ink, radius + width, width);
}

bool Presenter::moving(core::milliseconds now) const {
    if (previous_) return true;
    return current_ && std::ranges::any_of(current_->filled_since, [&](const auto& filled) {
               return now - filled.second <= fill_takes;
           });
}

Feel Presenter::feel(const Shown& shown, core::milliseconds now) const {
    Feel feel;
    for (const auto& [choice, since] : shown.filled_since)
        feel.filled[choice] = shown.view.access.calm ? 1 : eased(now - since, fill_takes);
    return feel;
}

void Presenter::paint(ImDrawList& list, const View& view, const Feel& feel, Elements& elements) {
    const Theme& theme = themes_.of(view.look, view.access.contrast);
    const Panel part = part_for(view.access, panel_);
    Canvas canvas{list, text_, theme, part, feel, elements};
    const int from = list.VtxBuffer.Size;
    draw_screen(canvas, view);
    lower(list, from, elements, static_cast<float>(panel_.height - part.height));
    move_by_drift(list, from, elements, drift_at(view.drift, panel_), panel_);
}

Colour Presenter::ground(const View& view) const {
    return ground_of(view, themes_.of(view.look, view.access.contrast));
}

Colour Presenter::draw(ImDrawList& list, core::milliseconds now) {
    elements_.clear();
    if (previous_ && now - changed_at_ >= fade_takes) previous_.reset();
    const float share = previous_ ? come_in(now - changed_at_) : 1;
    if (previous_) {
        Elements gone;
        const int begin = list.VtxBuffer.Size;
        paint(list, previous_->view, feel(*previous_, now), gone);
        let_through(list, begin, 1 - share);
    }
    const int from = list.VtxBuffer.Size;
    Feel feel_now = feel(*current_, now);
    feel_now.pressed = pressed_;
    paint(list, current_->view, feel_now, elements_);
    draw_ring(list);
    if (!previous_) return ground(current_->view);
    let_through(list, from, share);
    return blend(ground(previous_->view), ground(current_->view), share);
}

void Presenter::rehearse(ImDrawList& list, const View& view) {
    Elements none;
    paint(list, view, {}, none);
}

}  // namespace earshot::app
