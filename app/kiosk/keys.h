#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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

// A key that went down on a keyboard, by SDL's name for it.
struct Stroke {
    std::int32_t code = 0;
    bool shift = false;
    bool commands = false;  // Ctrl, Alt or Super is held: never meant for us
    bool number_lock = false;
    bool again = false;  // held down so long that it repeats
};

// What a key means that writes nothing. Every other key means nothing here: nobody leaves the kiosk
// by its keyboard.
std::optional<Key> key_of(const Stroke& stroke);

// What a character means where nothing takes text: the digits of a keypad, which lie as its arrows
// do, plus and the space bar.
std::optional<Key> key_written(std::string_view character);

}  // namespace earshot::app
