#include "app/kiosk/speech.h"

#include <array>
#include <utility>

namespace earshot::app {
namespace {

// Nothing that a screen shows comes near it.
constexpr std::size_t text_max = 8'000;
constexpr std::array<const char*, Speech::levels> loudness{"40", "80", "130", "200"};
// A little under its own pace: many who listen are not used to it.
constexpr auto words_a_minute = "160";

// The program's name for a language of ours, where it differs.
std::string voice_for(const std::string& language) {
    if (language == "zh") return "cmn";
    if (language == "fr") return "fr-fr";
    return language;
}

// Whole characters only.
std::string at_most(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

// Double brackets would have the program read letters as sounds.
std::string plain(std::string text) {
    for (std::size_t at = 0; (at = text.find("[[", at)) != std::string::npos; at += 2)
        text.insert(at + 1, " ");
    return text;
}

}  // namespace

std::vector<std::string> Speech::espeak(const std::string& language, int level) {
    return {"espeak-ng", "--stdin",          "-b", "1",
            "-s",        words_a_minute,     "-a", loudness.at(static_cast<std::size_t>(level - 1)),
            "-v",        voice_for(language)};
}

Speech::Speech(Ended ended, Command command, core::milliseconds patience)
    : ended_(std::move(ended)),
      command_(std::move(command)),
      patience_(patience),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Speech::~Speech() {
    thread_.request_stop();
    bell_.ring();
}

std::uint64_t Speech::say(std::string text, std::string language, int level) {
    const std::lock_guard lock(mutex_);
    next_ = {++count_, plain(at_most(std::move(text), text_max)), std::move(language), level};
    bell_.ring();
    woken_.notify_one();
    return count_;
}

void Speech::hush() {
    const std::lock_guard lock(mutex_);
    next_.reset();
    bell_.ring();
}

void Speech::run(const std::stop_token& stop) {
    for (;;) {
        Saying saying;
        {
            std::unique_lock lock(mutex_);
            if (!woken_.wait(lock, stop, [this] { return next_.has_value(); })) return;
            saying = *std::exchange(next_, std::nullopt);
            bell_.still();
        }
        if (stop.stop_requested()) return;
        if (speak(saying)) ended_(saying.number);
    }
}

bool Speech::speak(const Saying& saying) {
    const auto child = Child::start(command_(saying.language, saying.level), saying.text);
    return !child || child->wait(bell_, patience_) != Child::First::bell;
}

}  // namespace earshot::app
