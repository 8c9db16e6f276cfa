#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/words/plain.h"

struct sb_stemmer;

namespace earshot::core {

// What the forms of a word share, by Snowball's rules for the language; for a language that has
// none, the word itself. Without accents. One thread each.
class Stemmer {
  public:
    // "en", "de", …
    explicit Stemmer(std::string_view language);

    const std::string& stem(const Token& token);

  private:
    struct Free {
        void operator()(sb_stemmer* stemmer) const;
    };

    std::unique_ptr<sb_stemmer, Free> stemmer_;
    std::unordered_map<std::string, std::string> known_;  // people use few words
};

}  // namespace earshot::core
