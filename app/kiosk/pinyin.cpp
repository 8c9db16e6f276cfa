#include "app/kiosk/pinyin.h"

#include <algorithm>
#include <sstream>

#include "core/data_folder.h"

namespace earshot::app {
namespace {

constexpr std::size_t syllable_max = 6;  // zhuang

constexpr auto more_frequent = [](const auto& one, const auto& other) {
    return one.count > other.count;
};

}  // namespace

core::Result<Pinyin> Pinyin::read(const std::filesystem::path& file) {
    TRY_ASSIGN(const std::string content, core::read_file(file));
    Pinyin pinyin;
    std::istringstream lines(content);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream words(line);
        std::string syllable;
        Reading reading;
        if (!(words >> syllable >> reading.count >> reading.text))
            return core::fail(core::ErrorKind::invalid,
                              file.string() + ":" + std::to_string(number) +
                                  ": expected a syllable, a count and a character");
        pinyin.readings_[syllable].push_back(std::move(reading));
    }
    for (auto& [syllable, readings] : pinyin.readings_)
        std::ranges::stable_sort(readings, more_frequent);
    return pinyin;
}

std::vector<Candidate> Pinyin::candidates(std::string_view letters) const {
    std::vector<Candidate> found;
    const auto add = [&](const std::vector<Reading>& readings, std::size_t length) {
        for (const Reading& reading : readings)
            if (found.size() < candidates_max) found.push_back({reading.text, length});
    };
    for (std::size_t length = std::min(letters.size(), syllable_max); length > 0; --length) {
        const auto exact = readings_.find(letters.substr(0, length));
        if (exact != readings_.end()) add(exact->second, length);
    }
    if (!found.empty()) return found;
    std::vector<Reading> begun;
    for (auto at = readings_.lower_bound(letters);
         !letters.empty() && at != readings_.end() && at->first.starts_with(letters); ++at)
        begun.insert(begun.end(), at->second.begin(), at->second.end());
    std::ranges::stable_sort(begun, more_frequent);
    add(begun, letters.size());
    return found;
}

}  // namespace earshot::app
