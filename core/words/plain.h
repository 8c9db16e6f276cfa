#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::core {

// A word of a text, where it stands there, and how it is compared.
struct Token {
    std::string folded;            // NFKC, lower case, no apostrophe
    std::string plain;             // the same without accents
    std::size_t from = 0, to = 0;  // bytes of the text
    bool apart = false;            // more than a space stands before it
};

// A word as it is compared: NFKC, lower case, without accents.
std::string plain_of(std::string_view word);

// Cuts texts into words: by ICU's dictionaries where a script writes no spaces. One thread each.
class Cutter {
  public:
    Cutter();
    ~Cutter();
    Cutter(Cutter&&) noexcept;
    Cutter& operator=(Cutter&&) noexcept;

    std::vector<Token> cut(std::string_view text);

  private:
    struct Breaks;
    std::unique_ptr<Breaks> breaks_;
};

}  // namespace earshot::core
