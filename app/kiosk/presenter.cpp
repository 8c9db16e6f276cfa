#include "app/kiosk/presenter.h"

#include <imgui.h>

#include <algorithm>
#include <tuple>

#include "app/kiosk/drift.h"
#include "app/kiosk/screens/screens.h"

namespace earshot::app {
namespace {

// Of each of its two lines, in millimetres; both fit between two controls.
constexpr float ring_width = 1.1F;

float eased(core::milliseconds since, core::milliseconds whole) {
    const float share = std::clamp(
        static_cast<float>(since.count()) / static_cast<float>(whole.count()), 0.0F, 1.0F);
    return share * share * (3 - 2 * share);
}

// What makes it another screen to the eye; all else changes in place.
auto face_of(const View& view) {
    const auto* question = std::get_if<QuestionView>(&view.screen);
    return std::tuple(screen_name(view), view.locale, view.screen.index(),
                      question ? question->question : std::string(), question ? question->page : 0,
                      question ? question->menu : Menu::none);
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

bool Presenter::show(const View& view, const Panel& panel, core::milliseconds now) {
    if (current_ && current_->view == view && panel_ == panel) return false;
    if (current_ && panel_ == panel && face_of(current_->view) != face_of(view)) {
        previous_ = std::move(current_);
        current_ = Shown{view, {}};
        changed_at_ = now;
        pressed_.clear();
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
    Canvas canvas{list, text_, theme_, panel_, still, none};
    const float width = canvas.mm(ring_width);
    const Rect inner = found->bounds.inset(-width);
    const float radius = canvas.mm(theme_.radius);
    canvas.outline(inner.inset(-width), theme_.paper, radius + 2 * width, width);
    canvas.outline(inner, theme_.ink, radius + width, width);
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
        feel.filled[choice] = eased(now - since, fill_takes);
    return feel;
}

void Presenter::draw_screen_of(const Shown& shown, ImDrawList& list, const Feel& feel,
                               Elements& elements) {
    const int from = list.VtxBuffer.Size;
    Canvas canvas{list, text_, theme_, panel_, feel, elements};
    draw_screen(canvas, shown.view);
    move_by_drift(list, from, elements, drift_at(shown.view.drift, panel_), panel_);
}

void Presenter::draw(ImDrawList& list, core::milliseconds now) {
    elements_.clear();
    if (previous_ && now - changed_at_ >= fade_takes) previous_.reset();
    if (previous_) {
        Elements gone;
        const Feel feel_before = feel(*previous_, now);
        draw_screen_of(*previous_, list, feel_before, gone);
    }
    const int from = list.VtxBuffer.Size;
    Feel feel_now = feel(*current_, now);
    feel_now.pressed = pressed_;
    draw_screen_of(*current_, list, feel_now, elements_);
    draw_ring(list);
    if (previous_) let_through(list, from, eased(now - changed_at_, fade_takes));
}

}  // namespace earshot::app
