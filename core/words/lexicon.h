#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/result.h"
#include "core/words/plain.h"
#include "core/words/stems.h"

// What people's words are about, by lists that somebody who speaks the language wrote
// (assets/lexicon; en.toml says how they are read). A code is an id of the reason book.
namespace earshot::core {

class Lexicon {
  public:
    // Fails as `invalid`, with line and column.
    static Result<Lexicon> read(std::string_view toml);

    const std::string& language() const { return language_; }
    // As near_same.h wants them.
    const std::vector<std::string>& lead_ins() const { return lead_ins_; }
    const std::vector<std::string>& codes() const { return codes_; }
    bool is_stop_word(const Token& token) const { return stop_.contains(token.plain); }

  private:
    friend class Coder;

    struct Entry {
        std::uint16_t code = 0;
        float weight = 0;
        std::vector<std::string> rest;  // stems that follow the first
    };
    enum class Affix { prefix, suffix };
    struct Tools {
        Cutter cutter;
        Stemmer stemmer;
    };

    Result<void> read_code(Tools& tools, const struct TomlEntry& code);
    void add(Tools& tools, std::string_view entry, std::uint16_t code, float weight);

    std::string language_;
    std::vector<std::string> lead_ins_;
    std::unordered_set<std::string> stop_, negations_, good_, bad_;  // plain; the last two stems
    std::vector<std::string> codes_;
    std::unordered_map<std::string, std::vector<Entry>> by_stem_;
    std::array<std::unordered_map<std::string, std::vector<Entry>>, 2> by_affix_;
    std::unordered_set<std::string> trigrams_;  // of all its words, by which the language is known
};

// What a text is about.
struct Coded {
    std::string language;  // empty: unknown
    struct Code {
        std::string id;
        double weight = 0;
    };
    std::vector<Code> codes;  // the weightiest first; of two alike the one that is said first
    bool certain = false;     // the first is clearly ahead
    int polarity = 0;         // good words less bad ones; behind a negation the other way round
};

// Fewer letters tell no language.
inline constexpr std::size_t letters_min = 12;

// Codes texts. One thread each.
class Coder {
  public:
    // The lexicons must outlive it.
    explicit Coder(const std::vector<Lexicon>& lexicons);

    // `locale`: of the form that was filled in; empty if there was none. `languages`: the shop's.
    Coded code(const std::vector<Token>& words, const std::string& locale,
               const std::vector<std::string>& languages);
    // By the language's rules; without them, the plain word.
    std::string stem(const Token& word, const std::string& language);
    const Lexicon* lexicon(const std::string& language) const;

  private:
    struct Speaker {
        const Lexicon* lexicon;
        Stemmer stemmer;
    };

    Speaker* speaker(const std::string& language);
    std::vector<Speaker*> candidates(const std::vector<Token>& words, const std::string& locale,
                                     const std::vector<std::string>& languages);
    static void code_with(Speaker& speaker, const std::vector<Token>& words, Coded& coded);

    std::vector<Speaker> speakers_;
};

}  // namespace earshot::core
