#pragma once

// The keys a kiosk can be worked with, whatever keyboard or keypad they are on.
namespace earshot::app {

enum class Key {
    previous,
    next,
    select,
    back,
    repeat,  // say it again
    volume,  // the next level of it
    erase,   // the last character of what is being written
};

}  // namespace earshot::app
