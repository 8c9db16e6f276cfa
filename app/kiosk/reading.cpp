#include "app/kiosk/reading.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace earshot::app {
namespace {

constexpr std::array<std::string_view, 13> ends{".",  "!",  "?", ":", "…",  "。", "！",
                                                "？", "：", "।", "؟", "”.", ".”"};

bool is_ended(std::string_view sentence) {
    return std::ranges::any_of(ends, [&](auto end) { return sentence.ends_with(end); });
}

// The role's own place among its like, from 1, and how many there are.
struct Place {
    int index = 0, count = 0;
};

Place place_of(const Element& control, const Elements& elements) {
    Place place;
    for (const Element& element : elements) {
        if (element.role != control.role || !element.enabled) continue;
        ++place.count;
        if (element.id == control.id) place.index = place.count;
    }
    return place;
}

int count(const Elements& elements, Role role) {
    return static_cast<int>(std::ranges::count_if(
        elements, [&](const Element& element) { return element.role == role && element.enabled; }));
}

// A code is no word: each of its signs is said by itself.
std::string spelled(const std::string& code) {
    std::string all;
    for (const char sign : code)
        if (sign != ' ') all += (all.empty() ? "" : ", ") + std::string(1, sign);
    return all;
}

// What can be read, and not only touched.
std::string text_of(const Elements& elements, const Voice& voice) {
    std::string all;
    std::string_view last;
    for (const Element& element : elements) {
        // A bar stands beside the words that say the same.
        if (is_control(element) || element.label.empty() || element.label == last) continue;
        last = element.label;
        all = join(all, element.id == "code" ? spelled(element.label) : element.label, voice);
    }
    return all;
}

Sentence field(const Element& control, const Voice& voice) {
    if (control.value.empty()) return plain(join(control.label, voice.empty_field(), voice));
    const std::string before = join(control.label, voice.text_field(), voice);
    return {join(before, control.value, voice), join(before, "…", voice)};
}

}  // namespace

Sentence plain(const std::string& text) { return {text, text}; }

Sentence joined(const Sentence& first, const Sentence& second, const Voice& voice) {
    return {join(first.spoken, second.spoken, voice), join(first.told, second.told, voice)};
}

std::string join(const std::string& first, const std::string& second, const Voice& voice) {
    if (first.empty() || second.empty()) return first + second;
    return first + (is_ended(first) ? " " : voice.full_stop() + " ") + second;
}

std::string arrival(const Elements& elements, const Voice& voice) {
    const int choices = count(elements, Role::choice);
    const int buttons = count(elements, Role::button);
    std::string all = choices > 0 ? voice.a_question() : std::string();
    all = join(all, text_of(elements, voice), voice);
    if (choices > 0) all = join(all, voice.so_many_choices(choices), voice);
    if (buttons > 0) all = join(all, voice.so_many_buttons(buttons), voice);
    return all;
}

Sentence everything(const Elements& elements, const Voice& voice) {
    Sentence all = plain(arrival(elements, voice));
    for (const Element& element : elements)
        if (is_control(element) && element.role != Role::key && element.enabled)
            all = joined(all, in_focus(element, elements, voice), voice);
    return all;
}

Sentence in_focus(const Element& control, const Elements& elements, const Voice& voice) {
    if (control.role == Role::field) return field(control, voice);
    // Where the keys have come to tells what is being written.
    if (control.role == Role::key) return {control.label, "…"};
    std::string said = control.label;
    if (control.role == Role::choice) {
        const Place place = place_of(control, elements);
        said = join(said, voice.choice_of(place.index, place.count), voice);
    }
    if (control.role == Role::button) said = join(said, voice.a_button(), voice);
    return plain(control.chosen ? join(said, voice.is_chosen(), voice) : said);
}

}  // namespace earshot::app
