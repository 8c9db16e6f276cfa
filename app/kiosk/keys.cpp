#include "app/kiosk/keys.h"

#include <SDL_keycode.h>

namespace earshot::app {
namespace {

// Under number lock these write digits instead.
std::optional<Key> key_on_pad(std::int32_t code) {
    switch (code) {
        case SDLK_KP_4:
        case SDLK_KP_8:
            return Key::previous;
        case SDLK_KP_6:
        case SDLK_KP_2:
            return Key::next;
        case SDLK_KP_5:
            return Key::select;
        case SDLK_KP_7:
            return Key::back;
        case SDLK_KP_0:
            return Key::repeat;
        default:
            return std::nullopt;
    }
}

std::optional<Key> key_named(std::int32_t code, bool shift) {
    switch (code) {
        case SDLK_LEFT:
        case SDLK_UP:
            return Key::previous;
        case SDLK_RIGHT:
        case SDLK_DOWN:
            return Key::next;
        case SDLK_TAB:
            return shift ? Key::previous : Key::next;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            return Key::select;
        case SDLK_ESCAPE:
        case SDLK_HOME:
            return Key::back;
        case SDLK_INSERT:
        case SDLK_F5:
            return Key::repeat;
        case SDLK_PAGEUP:
        case SDLK_VOLUMEUP:
            return Key::volume;
        case SDLK_BACKSPACE:
            return Key::erase;
        default:
            return std::nullopt;
    }
}

bool may_repeat(Key key) { return key == Key::previous || key == Key::next || key == Key::erase; }

}  // namespace

std::optional<Key> key_of(const Stroke& stroke) {
    if (stroke.commands) return std::nullopt;
    auto key = key_named(stroke.code, stroke.shift);
    if (!key && !stroke.number_lock) key = key_on_pad(stroke.code);
    return key && stroke.again && !may_repeat(*key) ? std::nullopt : key;
}

std::optional<Key> key_written(std::string_view character) {
    if (character.size() != 1) return std::nullopt;
    switch (character.front()) {
        case '4':
        case '8':
            return Key::previous;
        case '6':
        case '2':
            return Key::next;
        case '5':
        case ' ':
            return Key::select;
        case '7':
            return Key::back;
        case '0':
            return Key::repeat;
        case '+':
            return Key::volume;
        default:
            return std::nullopt;
    }
}

}  // namespace earshot::app
