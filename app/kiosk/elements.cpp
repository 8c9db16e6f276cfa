#include "app/kiosk/elements.h"

#include <algorithm>

namespace earshot::app {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::heading:
            return "heading";
        case Role::text:
            return "text";
        case Role::choice:
            return "choice";
        case Role::button:
            return "button";
        case Role::field:
            return "field";
        case Role::key:
            return "key";
        case Role::image:
            return "image";
        case Role::meter:
            return "meter";
    }
    return "text";
}

bool is_control(const Element& element) {
    return element.role == Role::choice || element.role == Role::button ||
           element.role == Role::field || element.role == Role::key;
}

bool takes_text(const Elements& elements) {
    return std::ranges::any_of(elements, [](const Element& element) {
        return element.role == Role::field && element.enabled;
    });
}

const Element* target_at(const Elements& elements, Point place) {
    const auto found = std::ranges::find_if(elements, [&](const Element& element) {
        return is_control(element) && element.enabled && element.bounds.contains(place);
    });
    return found == elements.end() ? nullptr : &*found;
}

}  // namespace earshot::app
