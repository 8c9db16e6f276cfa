#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace earshot::app {

// What a shopper may mean by the letters they have typed.
struct Candidate {
    std::string text;
    std::size_t letters = 0;  // how many of the first letters it stands for

    bool operator==(const Candidate&) const = default;
};

// Chinese as it is typed: pinyin without tones, character by character.
class Pinyin {
  public:
    static constexpr std::size_t candidates_max = 60;

    // Lines of "SYLLABLE COUNT CHARACTER". Fails with file and line.
    static core::Result<Pinyin> read(const std::filesystem::path& file);

    // What is read as the longest syllable that the letters begin with, the most frequent first,
    // then as shorter ones; what begins so where they are no syllable yet.
    std::vector<Candidate> candidates(std::string_view letters) const;

  private:
    struct Reading {
        int count = 0;
        std::string text;
    };
    std::map<std::string, std::vector<Reading>, std::less<>> readings_;  // by syllable
};

}  // namespace earshot::app
