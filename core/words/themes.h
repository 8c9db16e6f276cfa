#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/words/examples.h"
#include "core/words/lexicon.h"
#include "core/words/look_alikes.h"

// What people talk about: a person's word first, then the lexicon, then the nearest confirmed
// examples; what is left is laid together by looks, for a person to name.
namespace earshot::core {

// What one person said, with all that was added to it.
struct Said {
    std::string id;
    std::string text;
    std::string locale;
    std::string till;
    Instant at;
};

// Who says so. What only the program says is shown, and counted nowhere.
enum class Sure { confirmed, proposed };

struct Coding {
    std::string theme;
    Sure sure = Sure::proposed;
};

// A group without a name yet. Its title is `said[central].text`.
struct NewGroup {
    std::vector<std::size_t> members;
    std::size_t central = 0;
    std::vector<std::string> names;  // what people call it
    bool is_new = false;             // enough of them, from several tills, lately
};

struct Themes {
    std::vector<std::optional<Coding>> codings;  // one for each of `said`
    std::vector<NewGroup> groups;                // the largest first
};

inline constexpr std::size_t new_theme_min = 5;
inline constexpr std::size_t new_theme_tills = 2;
inline constexpr std::chrono::hours new_theme_span{14 * 24};

// What a person decided: a theme, or none ("" says that it has none).
using Decided = std::map<std::string, std::string, std::less<>>;  // by Said::id

// Codes what is said one by one. One thread each.
class Reader {
  public:
    // `examples`: what was confirmed. `languages`: the shop's. The first three must outlive it.
    Reader(const std::vector<Lexicon>& lexicons, const Examples& examples, const Decided& decided,
           std::vector<std::string> languages);

    std::optional<Coding> read(const Said& said);
    // The same without looking what a person decided.
    std::optional<Coding> guess(const Said& said);
    bool is_decided(const Said& said) const { return decided_.contains(said.id); }
    Coded code(const Said& said);
    Comparable compare(const Said& said);
    Spoken speak(const Said& said);

  private:
    Coder coder_;
    Cutter cutter_;
    const Examples& examples_;
    const Decided& decided_;
    std::vector<std::string> languages_, lead_ins_;
};

// `said` in the order of time, `now` the end of it.
Themes themes_of(std::span<const Said> said, Reader& reader, Instant now);

}  // namespace earshot::core
