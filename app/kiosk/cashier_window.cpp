#include "app/kiosk/cashier_window.h"

namespace earshot::app {

CashierWindow::CashierWindow(const Window::Wanted& wanted, Window& shoppers, Text& text,
                             const Themes& themes, Wordings& wordings,
                             const std::optional<std::filesystem::path>& trace, PadDesk& desk)
    : desk_(desk),
      text_(text),
      window_(wanted, shoppers),
      presenter_(text, themes),
      guide_(wordings) {
    window_.tells_signs(true);
    if (trace) trace_.emplace(*trace, "cashier");
    desk_.pad().stand_open(core::system_now());
}

void CashierWindow::take(const Input& input) {
    const core::Now now = core::system_now();
    Pad& pad = desk_.pad();
    switch (input.kind) {
        case Input::Kind::down:
            must_draw_ |= guide_.leads();
            guide_.touched();
            pad.touched(now);
            touch_.down(input.finger, input.place, presenter_.elements(), pad.hears(now),
                        now.steady);
            must_draw_ |=
                presenter_.press(touch_.moved(input.finger, input.place, presenter_.elements()));
            return;
        case Input::Kind::moved:
            touch_.hold(input.finger, now.steady);
            must_draw_ |=
                presenter_.press(touch_.moved(input.finger, input.place, presenter_.elements()));
            return;
        case Input::Kind::up: {
            const auto tapped =
                touch_.up(input.finger, input.place, presenter_.elements(), now.steady);
            must_draw_ |= presenter_.press({});
            if (tapped) pad.tap(*tapped, core::Entered::touch, now);
            return;
        }
        case Input::Kind::cancelled:
            touch_.gone();
            must_draw_ |= presenter_.press({});
            return;
        case Input::Kind::changed:
            must_draw_ = true;
            return;
        case Input::Kind::key:
            press(input.key, now);
            return;
        case Input::Kind::typed:
            pad.type(input.text, now);
            return;
        default:
            return;
    }
}

void CashierWindow::press(Key key, core::Now now) {
    Pad& pad = desk_.pad();
    must_draw_ = true;
    if (pad.key(key, guide_.focus() != nullptr, now)) return;
    if (const auto taken = guide_.key(key, now)) pad.tap(*taken, core::Entered::keys, now);
}

void CashierWindow::show() {
    const core::Now now = core::system_now();
    const bool changed = presenter_.show(desk_.view(), window_.panel(), now.steady);
    must_draw_ |= presenter_.ring(guide_.focus());
    if (!changed && !must_draw_ && !presenter_.moving(now.steady)) return;
    must_draw_ = false;
    drawn_at_ = now.steady;
    window_.draw(text_, [&](ImDrawList& list) { return presenter_.draw(list, now.steady); });
    window_.takes_text(takes_text(presenter_.elements()));
    guide_.see(presenter_.view(), presenter_.elements());
    must_draw_ = presenter_.ring(guide_.focus());
    if (trace_)
        trace_->note(presenter_.view(), presenter_.elements(), window_.origin(), std::nullopt,
                     now.wall);
}

std::optional<core::milliseconds> CashierWindow::due(core::milliseconds now) const {
    if (must_draw_) return now;
    return presenter_.moving(now) ? std::optional(drawn_at_ + frame_takes) : std::nullopt;
}

}  // namespace earshot::app
