#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/geometry.h"

namespace earshot::app {

enum class Role { heading, text, choice, button, field, key, image, meter };

std::string_view name_of(Role role);

// One thing on the screen, as a person or a test would point at it.
struct Element {
    Role role = Role::text;
    std::string id;
    std::string label;
    Rect bounds;
    bool enabled = true;
    bool chosen = false;  // taken, or switched on
    std::string value;    // what a field or a meter shows; a field's is in no trace

    bool operator==(const Element&) const = default;
};

// What a screen shows, in reading order, filled by the widgets as they draw: the one source for
// hit testing, six keys, speech, the trace and the tests of size.
using Elements = std::vector<Element>;

// Whether it is there to be touched: a choice, a button, a field or a key.
bool is_control(const Element& element);

// Whether there is a field to write in.
bool takes_text(const Elements& elements);

// The control at a place, if one is there and usable.
const Element* target_at(const Elements& elements, Point place);

}  // namespace earshot::app
