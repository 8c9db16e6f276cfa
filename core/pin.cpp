#include "core/pin.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/data_folder.h"

namespace earshot::core {
namespace {

constexpr std::string_view boot_file = "/proc/sys/kernel/random/boot_id";
// Beyond it nothing changes any more.
constexpr int wrong_max = 1'000'000;

// The rest of the line that begins with `name`, and `text` after it; none if it does not.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view name) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || !text.starts_with(name)) return std::nullopt;
    const std::string_view value = text.substr(name.size(), end - name.size());
    text.remove_prefix(end + 1);
    return value;
}

std::optional<std::int64_t> to_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

PinGuesses read_or_suspect(const std::filesystem::path& file, std::string boot, milliseconds now) {
    const auto text = read_file(file);
    if (text) return PinGuesses::read(*text, std::move(boot), now);
    // Nobody has guessed yet. Who could remove the file could as well replace the program.
    if (text.error().kind == ErrorKind::not_found) return PinGuesses(std::move(boot));
    return PinGuesses::suspicious(std::move(boot), now);
}

}  // namespace

bool fits_pin(std::string_view pin, const std::string& hash) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    errno = 0;
    if (crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0) return true;
    // By errno libsodium tells another PIN from a hash it could not work through.
    const bool is_hash = hash.starts_with(crypto_pwhash_STRPREFIX);
    if (errno != EINVAL || !is_hash) throw std::runtime_error("the PIN cannot be checked");
    return false;
}

std::string this_boot() {
    // A file of the kernel's that tells no size: one line.
    std::FILE* file = std::fopen(boot_file.data(), "re");
    if (file == nullptr) return {};
    char line[64] = {};
    const std::size_t length = std::fread(line, 1, sizeof line - 1, file);
    std::fclose(file);
    const std::string_view text(line, length);
    return std::string(text.substr(0, text.find('\n')));
}

PinGuesses PinGuesses::suspicious(std::string boot, milliseconds now) {
    PinGuesses guesses(std::move(boot));
    guesses.wrong_ = ask_supervisor_from;
    guesses.counted_at_ = now;
    return guesses;
}

PinGuesses PinGuesses::read(std::string_view text, std::string boot, milliseconds now) {
    const auto wrong = take_line(text, "wrong ");
    const auto at = take_line(text, "at ");
    const auto when = take_line(text, "boot ");
    const auto number = wrong ? to_number(*wrong) : std::nullopt;
    const auto counted = at ? to_number(*at) : std::nullopt;
    if (!number || *number < 0 || *number > wrong_max || !counted || *counted < 0 || !when ||
        !text.empty())
        return suspicious(std::move(boot), now);

    PinGuesses guesses(std::move(boot));
    guesses.wrong_ = static_cast<int>(*number);
    const bool same_boot = !guesses.boot_.empty() && *when == guesses.boot_;
    // Never in the future: a wait is no longer than it ever was.
    guesses.counted_at_ = same_boot ? std::min(milliseconds(*counted), now) : now;
    return guesses;
}

std::string PinGuesses::written() const {
    return "wrong " + std::to_string(wrong_) + "\nat " + std::to_string(counted_at_.count()) +
           "\nboot " + boot_ + "\n";
}

milliseconds PinGuesses::wait() const {
    if (wrong_ < without_waiting) return milliseconds(0);
    milliseconds wait = shortest_wait;
    for (int more = wrong_ - without_waiting; more > 0 && wait < longest_wait; --more) wait *= 2;
    return std::min(wait, longest_wait);
}

milliseconds PinGuesses::left(milliseconds now) const {
    return std::max(milliseconds(0), wait() - (now - counted_at_));
}

void PinGuesses::count(milliseconds now) {
    assert(left(now) == milliseconds(0));
    wrong_ = std::min(wrong_ + 1, wrong_max);
    counted_at_ = now;
}

PinGate::PinGate(std::filesystem::path folder, std::string boot, milliseconds now)
    : file_(std::move(folder) / "pin-guesses"), guesses_(read_or_suspect(file_, boot, now)) {
    if (!keep()) guesses_ = PinGuesses::suspicious(std::move(boot), now);
}

PinVerdict PinGate::look(milliseconds now) const {
    return {false, false, guesses_.wrong(), guesses_.left(now)};
}

PinVerdict PinGate::guess(std::string_view pin, const std::string& hash, milliseconds now) {
    if (guesses_.left(now) > milliseconds(0)) return look(now);
    guesses_.count(now);
    // What cannot be kept holds for as long as the program runs; see the constructor.
    keep();
    const bool right = fits_pin(pin, hash);
    if (right) {
        guesses_.was_right();
        keep();
    }
    return {right, true, guesses_.wrong(), guesses_.left(now)};
}

bool PinGate::keep() const {
    try {
        write_file(file_, guesses_.written());
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

}  // namespace earshot::core
