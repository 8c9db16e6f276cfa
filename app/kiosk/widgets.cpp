#include "app/kiosk/widgets.h"

#include <algorithm>

#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

struct Colours {
    Colour fill, text, edge;
};

Colours colours_of(const Theme& theme, ButtonLook look, bool enabled) {
    if (!enabled) return {theme.quiet, theme.soft_ink, theme.hairline};
    switch (look) {
        case ButtonLook::outlined:
            return {theme.paper, theme.ink, theme.edge};
        case ButtonLook::card:
            return {theme.card, theme.ink, theme.edge};
        case ButtonLook::spoken:
            return {theme.leaf_tint, theme.ink, theme.leaf_ink};
        case ButtonLook::leaf:
            return {theme.leaf, theme.on_leaf, theme.leaf};
        case ButtonLook::white:
            return {theme.on_leaf, theme.leaf, theme.on_leaf};
        case ButtonLook::on_leaf:
            return {theme.leaf, theme.on_leaf, theme.on_leaf};
    }
    return {};
}

Colour pressed_fill(const Theme& theme, ButtonLook look) {
    if (look == ButtonLook::leaf || look == ButtonLook::on_leaf) return theme.leaf_deep;
    return look == ButtonLook::white ? blend(theme.on_leaf, theme.leaf, 0.2F) : theme.leaf_tint;
}

}  // namespace

void draw_button(Canvas& canvas, const Button& button, Rect box, const Style& style, float radius) {
    Colours colours = colours_of(canvas.theme, button.look, button.enabled);
    if (canvas.feel.pressed == button.id) {
        colours.fill = pressed_fill(canvas.theme, button.look);
        if (button.look != ButtonLook::white && button.look != ButtonLook::on_leaf)
            colours.edge = canvas.theme.leaf_ink;
    }
    canvas.fill(box, colours.fill, radius);
    canvas.outline(box, colours.edge, radius, canvas.mm(canvas.theme.edge_width));

    const std::string& letters = button.shown ? *button.shown : button.label;
    Style fitted = style;
    float icon = 0;
    float between = 0;
    Block label;
    // Smaller only where large letters meet the narrowest panel.
    for (const float size : {1.F, 0.92F, 0.84F, 0.76F, 0.68F, 0.6F}) {
        fitted.size = style.size * size;
        icon = button.icon.empty() ? 0 : fitted.size * 1.25F;
        between = button.icon.empty() || letters.empty() ? 0 : fitted.size * 0.4F;
        const float inside = box.w - 2 * canvas.mm(2) - icon - between;
        label = canvas.text.wrap(letters, fitted, inside, 2, true);
        const float air = fitted.size * 0.5F + 2 * canvas.mm(1.2F);
        if (label.fits && label.height() + air <= box.h) break;
    }
    float x = box.x + (box.w - icon - between - label.width) / 2;
    if (icon > 0) {
        canvas.icon(button.icon, {x, box.middle().y - icon / 2, icon, icon}, colours.text);
        x += icon + between;
    }
    if (!letters.empty())
        canvas.letters(label, {x, box.y, label.width, box.h}, box.middle().y - label.height() / 2,
                       Align::centre, colours.text);
    canvas.note({Role::button, button.id, button.label, box, button.enabled, button.chosen, {}});
}

void draw_notice(Canvas& canvas, const NoticeView& notice, Rect box, float radius, bool on_leaf) {
    const Theme& theme = canvas.theme;
    canvas.fill(box, on_leaf ? theme.leaf_deep : theme.card, radius);
    if (!on_leaf) canvas.outline(box, theme.hairline, radius, canvas.mm(theme.edge_width));

    const float padding = std::min(box.h * 0.2F, canvas.mm(6.5F));
    const float disc = std::min(box.h - 2 * padding, canvas.mm(14));
    const Point middle{box.x + padding + disc / 2, box.middle().y};
    // Sun is used once a screen; on leaf it is the tick beside "thank you".
    canvas.circle(middle, disc / 2, on_leaf ? theme.on_leaf : theme.sun);
    const float tick = disc * 0.66F;
    canvas.icon("check-bold", {middle.x - tick / 2, middle.y - tick / 2, tick, tick},
                theme.leaf_deep);

    const Rect column{middle.x + disc / 2 + padding, box.y,
                      box.right() - padding - (middle.x + disc / 2 + padding), box.h};
    // Lead and text, each its own lines; smaller only where a language needs it.
    const float least = canvas.panel.large ? 2.4F : 3.6F;
    const float largest = std::clamp(4.9F * scale_of(canvas.panel), capitals_min, 6.F);
    for (float capitals = largest;; capitals -= 0.2F) {
        const Style strong = with_capitals(canvas.panel, Face::strong, capitals, 1.2F);
        const Style plain = with_capitals(canvas.panel, Face::plain, capitals, 1.25F);
        const float between = plain.size * 0.55F;
        float lead_height = 0;
        for (const std::string& lead : notice.lead.every)
            lead_height =
                std::max(lead_height, canvas.text.measure(lead, strong, column.w, 1).height);
        const auto fits = [&](const std::string& text) {
            const Text::Measure measured = canvas.text.measure(text, plain, column.w, 4);
            return measured.fits &&
                   lead_height + between + measured.height + plain.size * 0.3F <= box.h - padding;
        };
        if (!std::ranges::all_of(notice.text.every, fits) && capitals > least) continue;
        const Block lead = canvas.text.wrap(notice.lead.now, strong, column.w, 1);
        const Block text = canvas.text.wrap(notice.text.now, plain, column.w, 4);
        const float top = box.middle().y - (lead.height() + between + text.height()) / 2;
        canvas.letters(lead, column, top, Align::left, on_leaf ? theme.on_leaf : theme.ink);
        canvas.letters(text, column, top + lead.height() + between, Align::left,
                       on_leaf ? theme.soft_on_leaf : theme.ink);
        break;
    }
    canvas.note(Role::text, "notice", notice.lead.now + " " + notice.text.now, box);
}

void draw_meter(Canvas& canvas, float share, Rect box) {
    const float radius = box.h / 2;
    canvas.fill(box, blend(canvas.theme.leaf_deep, canvas.theme.on_leaf, 0.25F), radius);
    canvas.fill({box.x, box.y, std::max(box.h, box.w * share), box.h}, canvas.theme.sun, radius);
}

}  // namespace earshot::app
