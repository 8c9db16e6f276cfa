#include "app/kiosk/keyboard.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/comment_code.h"

namespace earshot::app {
namespace {

constexpr std::string_view prefix = core::comment_barcode_prefix;
// The shortest number of goods or a card. Fewer digits may be rolled over a keyboard's top row.
constexpr std::size_t number_min = 8;

std::string joined(const std::vector<std::string>& characters) {
    return std::accumulate(characters.begin(), characters.end(), std::string());
}

bool is_ours(std::string_view text) { return text.starts_with(prefix); }
// Ours, or on the way to being ours.
bool may_be_ours(std::string_view text) { return text.starts_with(prefix.substr(0, text.size())); }

bool is_number(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

// Too much at once for any hand.
bool is_scan(const std::vector<std::string>& held, bool typing) {
    if (!typing) return held.size() >= Keyboard::scan_min;
    const std::string text = joined(held);
    return is_ours(text) || (is_number(text) && held.size() >= number_min);
}

}  // namespace

std::vector<Keyed> Keyboard::press(const Stroke& stroke, bool typing) {
    const auto key = key_of(stroke);
    if (!key) return {};
    if (auto scanned = end_scan(*key, typing)) return *std::move(scanned);
    std::vector<Keyed> out = let_go(typing);
    out.push_back({Keyed::Kind::key, *key, {}});
    return out;
}

std::vector<Keyed> Keyboard::write(std::string_view character, bool again, bool typing) {
    if (again && !typing) return {};
    quiet_since_.reset();
    if (held_.size() < scan_max) held_.emplace_back(character);
    // While somebody writes, only what looks like a barcode keeps them waiting.
    const std::string text = joined(held_);
    if (typing && !may_be_ours(text) && !is_number(text)) return let_go(typing);
    return {};
}

std::vector<Keyed> Keyboard::tick(bool typing, core::milliseconds at) {
    if (held_.empty()) return {};
    if (!quiet_since_) quiet_since_ = at;
    if (at - *quiet_since_ < rests()) return {};
    return let_go(typing);
}

std::optional<core::milliseconds> Keyboard::deadline() const {
    if (held_.empty()) return std::nullopt;
    return quiet_since_.value_or(core::milliseconds{0}) + rests();
}

core::milliseconds Keyboard::rests() const {
    return held_.size() < scan_min ? hand_rests : scan_rests;
}

std::vector<Keyed> Keyboard::let_go(bool typing) {
    const auto held = std::exchange(held_, {});
    const std::string text = joined(held);
    if (is_ours(text)) return {{Keyed::Kind::scanned, Key::select, text.substr(prefix.size())}};
    std::vector<Keyed> out;
    if (is_scan(held, typing)) return out;
    for (const std::string& character : held) {
        const auto key = key_written(character);
        if (typing || signs_)
            out.push_back({Keyed::Kind::typed, Key::select, character});
        else if (key)
            out.push_back({Keyed::Kind::key, *key, {}});
    }
    return out;
}

// What a scan came to, if what is held is one: its Enter takes nothing.
std::optional<std::vector<Keyed>> Keyboard::end_scan(Key last, bool typing) {
    if (last != Key::select || !is_scan(held_, typing)) return std::nullopt;
    return let_go(typing);
}

}  // namespace earshot::app
