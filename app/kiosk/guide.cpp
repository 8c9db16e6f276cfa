#include "app/kiosk/guide.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace earshot::app {
namespace {

constexpr std::string_view language_prefix = "lang:";

bool in_reach(const Element& element) { return is_control(element) && element.enabled; }

const Element* control_at(const Elements& elements, Role role, const std::string& id) {
    const auto found = std::ranges::find_if(elements, [&](const Element& element) {
        return in_reach(element) && element.role == role && element.id == id;
    });
    return found == elements.end() ? nullptr : &*found;
}

const Element* key_at(const Elements& elements, const Element& where) {
    const auto found = std::ranges::find_if(elements, [&](const Element& element) {
        return in_reach(element) && element.role == Role::key && where.role == Role::key &&
               element.bounds.contains(where.bounds.middle());
    });
    return found == elements.end() ? nullptr : &*found;
}

}  // namespace

Guide::Place Guide::place_of(const View& view, const Elements& elements) {
    Place place{screen_name(view), {}};
    // Letters change as one writes, and it stays the same keyboard.
    for (const Element& element : elements)
        if (is_control(element) && element.role != Role::key) place.controls.push_back(element.id);
    return place;
}

void Guide::see(const View& view, const Elements& elements) {
    Place place = place_of(view, elements);
    const bool another = place != place_;
    const bool other_language = view.locale != locale_;
    const bool begins_to_speak = view.access.speech && !view_speaks_;
    const Element* control = focus();
    const auto before = control ? std::optional(*control) : std::nullopt;

    place_ = std::move(place);
    elements_ = elements;
    locale_ = view.locale;
    view_speaks_ = view.access.speech;
    if (another) focus_.reset();
    // A key that now writes another letter is still that key.
    if (const Element* same = before && !another && !focus() ? key_at(elements_, *before) : nullptr)
        focus_ = {same->role, same->id};
    if (begins_to_speak) lost_ = false;
    if (!speaks()) {
        utterance_.reset();
        return;
    }
    const Element* now = focus();
    if (another || other_language || begins_to_speak)
        say_screen();
    else if (now && before && now->chosen != before->chosen)
        say(now->chosen ? voice().is_chosen() : voice().not_chosen());
}

std::optional<Element> Guide::key(Key key, core::Now now) {
    alone_since_ = now.steady;
    if (!std::exchange(leads_, true)) {
        lost_ = false;
        say(join(arrival(elements_, voice()), voice().how_to_listen(), voice()));
        return std::nullopt;
    }
    switch (key) {
        case Key::previous:
            move(-1);
            return std::nullopt;
        case Key::next:
            move(+1);
            return std::nullopt;
        case Key::select:
            return select();
        case Key::back:
            return way_back();
        case Key::erase:
            return takes_text(elements_) ? std::nullopt : way_back();
        case Key::repeat:
            lost_ = false;
            if (utterance_)
                say(utterance_->sentence, utterance_->language);
            else
                say_screen();
            return std::nullopt;
        case Key::volume:
            lost_ = false;
            louder();
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Element> Guide::select() {
    const Element* control = focus();
    if (control == nullptr) {
        say_screen();
        return std::nullopt;
    }
    if (control->role == Role::key) wrote(control->label);
    return *control;
}

void Guide::wrote(const std::string& text) {
    if (place_.screen == "pin") return;
    say(Sentence{text, "…"}, locale_);
}

void Guide::touched() {
    if (leads_) leave();
}

void Guide::leave() {
    leads_ = false;
    focus_.reset();
    if (!view_speaks_) utterance_.reset();
}

void Guide::sound_lost() {
    lost_ = true;
    utterance_.reset();
}

void Guide::tick(core::Now now) {
    const auto due = deadline();
    if (!due || now.steady < *due) return;
    leave();
    level_ = usual_level;
}

std::optional<core::milliseconds> Guide::deadline() const {
    // Every other screen goes back by itself, in its own time.
    if (!leads_ || place_.screen != "attract") return std::nullopt;
    return alone_since_ + left_alone_after;
}

const Element* Guide::focus() const {
    return leads_ && focus_ ? control_at(elements_, focus_->role, focus_->id) : nullptr;
}

void Guide::say(Sentence sentence, std::string language) {
    if (!speaks()) return;
    utterance_ = {++count_, std::move(sentence), std::move(language)};
}

void Guide::say_screen() {
    if (leads_)
        say(arrival(elements_, voice()));
    else
        say(everything(elements_, voice()), locale_);
}

// A language is offered in its own words.
void Guide::say_focus(const std::string& before) {
    const Element& control = *focus();
    std::string language = locale_;
    if (control.id.starts_with(language_prefix))
        language = control.id.substr(language_prefix.size());
    const Voice& words = wordings_.in(language);
    say(joined(plain(before), in_focus(control, elements_, words), words), language);
}

void Guide::move(int by) {
    std::vector<const Element*> controls;
    for (const Element& element : elements_)
        if (in_reach(element)) controls.push_back(&element);
    if (controls.empty()) {
        say_screen();
        return;
    }
    const auto count = static_cast<std::ptrdiff_t>(controls.size());
    const auto found = std::ranges::find(controls, focus()) - controls.begin();
    std::ptrdiff_t place = found == count ? (by > 0 ? 0 : count - 1) : found + by;
    std::string before;
    if (place >= count) before = voice().at_the_first_again();
    if (place < 0) before = voice().at_the_last_again();
    place = (place + count) % count;
    const Element& control = *controls[static_cast<std::size_t>(place)];
    focus_ = {control.role, control.id};
    say_focus(before);
}

void Guide::louder() {
    level_ = level_ % levels + 1;
    say(voice().volume(level_, levels));
}

std::optional<Element> Guide::way_back() const {
    static constexpr std::array ways{"back", "skip", "done"};
    for (const char* id : ways)
        if (const Element* control = control_at(elements_, Role::button, id)) return *control;
    return std::nullopt;
}

}  // namespace earshot::app
