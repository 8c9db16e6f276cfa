#pragma once

#include <string>

#include "app/kiosk/elements.h"
#include "app/kiosk/wording.h"

// What there is on a screen, put into sentences for whoever listens instead of looking.
namespace earshot::app {

// The same for the ear and for the record: what a shopper writes is said to them alone.
struct Sentence {
    std::string spoken;
    std::string told;  // "…" stands for what is in a field, or on its way into one

    bool operator==(const Sentence&) const = default;
};

// Nothing in it was written by a shopper.
Sentence plain(const std::string& text);

// A screen as it appears: its headings and texts in reading order, then how many things there are
// to choose from.
std::string arrival(const Elements& elements, const Voice& voice);

// All the controls as well, for who listens and touches.
Sentence everything(const Elements& elements, const Voice& voice);

// A control that has come into focus.
Sentence in_focus(const Element& control, const Elements& elements, const Voice& voice);

// One after the other, each with its end.
std::string join(const std::string& first, const std::string& second, const Voice& voice);
Sentence joined(const Sentence& first, const Sentence& second, const Voice& voice);

}  // namespace earshot::app
