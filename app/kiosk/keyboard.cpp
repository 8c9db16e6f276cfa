#include "app/kiosk/keyboard.h"

#include <numeric>
#include <utility>

namespace earshot::app {
namespace {

constexpr std::string_view prefix = "ESH:";
// Fewer are a hand that came down on two keys.
constexpr std::size_t scan_min = 4;

std::string joined(const std::vector<std::string>& characters) {
    return std::accumulate(characters.begin(), characters.end(), std::string());
}

// Ours, or on the way to being ours.
bool may_be_ours(std::string_view text) { return text.starts_with(prefix.substr(0, text.size())); }

}  // namespace

std::vector<Keyed> Keyboard::press(const Stroke& stroke, bool typing, core::milliseconds at) {
    std::vector<Keyed> out = tick(typing, at);
    const auto key = key_of(stroke);
    if (!key) return out;
    if (const auto scanned = end_scan(*key, typing)) {
        out.insert(out.end(), scanned->begin(), scanned->end());
        return out;
    }
    const auto before = let_go(typing);
    out.insert(out.end(), before.begin(), before.end());
    out.push_back({Keyed::Kind::key, *key, {}});
    return out;
}

std::vector<Keyed> Keyboard::write(std::string_view character, bool again, bool typing,
                                   core::milliseconds at) {
    std::vector<Keyed> out = tick(typing, at);
    if (again && !typing) return out;
    last_ = at;
    if (held_.size() < scan_max) held_.emplace_back(character);
    // While somebody writes, only what looks like a code of ours keeps them waiting.
    if (typing && !may_be_ours(joined(held_))) {
        const auto written = let_go(typing);
        out.insert(out.end(), written.begin(), written.end());
    }
    return out;
}

std::vector<Keyed> Keyboard::tick(bool typing, core::milliseconds at) {
    if (held_.empty() || at - last_ < hand_rests) return {};
    return let_go(typing);
}

std::optional<core::milliseconds> Keyboard::deadline() const {
    return held_.empty() ? std::nullopt : std::optional(last_ + hand_rests);
}

std::vector<Keyed> Keyboard::let_go(bool typing) {
    const auto held = std::exchange(held_, {});
    std::vector<Keyed> out;
    // So many at once are a scanner that ends in no Enter.
    if (!typing && held.size() >= scan_min) return out;
    for (const std::string& character : held) {
        const auto key = key_written(character);
        if (typing)
            out.push_back({Keyed::Kind::typed, Key::select, character});
        else if (key)
            out.push_back({Keyed::Kind::key, *key, {}});
    }
    return out;
}

// What a scan came to, if what is held is one.
std::optional<std::vector<Keyed>> Keyboard::end_scan(Key last, bool typing) {
    if (last != Key::select || held_.size() < scan_min) return std::nullopt;
    const std::string scanned = joined(held_);
    const bool ours = scanned.starts_with(prefix);
    if (typing && !ours) return std::nullopt;
    held_.clear();
    if (!ours) return std::vector<Keyed>{};
    return std::vector{Keyed{Keyed::Kind::scanned, Key::select, scanned.substr(prefix.size())}};
}

}  // namespace earshot::app
