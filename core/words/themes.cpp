#include "core/words/themes.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace earshot::core {
namespace {

constexpr std::size_t names_most = 3;

}  // namespace

Reader::Reader(const std::vector<Lexicon>& lexicons, const Examples& examples,
               const Decided& decided, std::vector<std::string> languages)
    : coder_(lexicons), examples_(examples), decided_(decided), languages_(std::move(languages)) {
    for (const Lexicon& lexicon : lexicons)
        lead_ins_.insert(lead_ins_.end(), lexicon.lead_ins().begin(), lexicon.lead_ins().end());
}

Coded Reader::code(const Said& said) {
    return coder_.code(cutter_.cut(said.text), said.locale, languages_);
}

Comparable Reader::compare(const Said& said) {
    return comparable(cutter_.cut(said.text), lead_ins_);
}

Spoken Reader::speak(const Said& said) {
    Spoken spoken{said.text, cutter_.cut(said.text), {}, {}};
    const std::string language = coder_.code(spoken.words, said.locale, languages_).language;
    const Lexicon* lexicon = coder_.lexicon(language);
    for (const Token& word : spoken.words) {
        spoken.stop.push_back(lexicon != nullptr && lexicon->is_stop_word(word));
        spoken.stems.push_back(coder_.stem(word, language));
    }
    return spoken;
}

std::optional<Coding> Reader::guess(const Said& said) {
    const auto words = cutter_.cut(said.text);
    const Coded coded = coder_.code(words, said.locale, languages_);
    if (coded.certain) return Coding{coded.codes.front().id, Sure::proposed};
    if (auto near = examples_.suggest(comparable(words, lead_ins_)))
        return Coding{std::move(near->theme), Sure::proposed};
    if (!coded.codes.empty()) return Coding{coded.codes.front().id, Sure::proposed};
    return std::nullopt;
}

std::optional<Coding> Reader::read(const Said& said) {
    if (const auto decided = decided_.find(said.id); decided != decided_.end()) {
        if (decided->second.empty()) return std::nullopt;
        return Coding{decided->second, Sure::confirmed};
    }
    return guess(said);
}

Themes themes_of(std::span<const Said> said, Reader& reader, Instant now) {
    Themes themes;
    // What is left, each wording once: equal texts need no laying side by side.
    std::vector<std::vector<std::size_t>> alike;
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t index = 0; index < said.size(); ++index) {
        themes.codings.push_back(reader.read(said[index]));
        if (themes.codings.back() || reader.is_decided(said[index])) continue;
        const std::string text = reader.compare(said[index]).text;
        if (text.empty()) continue;
        const auto [place, is_new] = known.try_emplace(text, alike.size());
        if (is_new) alike.emplace_back();
        alike[place->second].push_back(index);
    }
    // The newest: a person looks at those first.
    if (alike.size() > grouped_max)
        alike.erase(alike.begin(), alike.end() - static_cast<std::ptrdiff_t>(grouped_max));
    std::vector<Spoken> spoken;
    std::vector<Stems> stems;
    std::vector<std::size_t> weights;
    for (const auto& members : alike) {
        spoken.push_back(reader.speak(said[members.front()]));
        Stems kept;
        for (std::size_t word = 0; word < spoken.back().stems.size(); ++word)
            if (!spoken.back().stop[word]) kept.push_back(spoken.back().stems[word]);
        stems.push_back(std::move(kept));
        weights.push_back(members.size());
    }
    for (const Group& group : look_alikes(stems, weights)) {
        NewGroup made;
        std::vector<Spoken> in_group;
        std::set<std::string> tills;
        std::size_t lately = 0;
        for (const std::size_t member : group.members) {
            in_group.push_back(spoken[member]);
            for (const std::size_t index : alike[member]) {
                made.members.push_back(index);
                if (said[index].at < now - new_theme_span) continue;
                ++lately;
                tills.insert(said[index].till);
            }
        }
        std::ranges::sort(made.members);
        made.central = alike[group.central].back();
        made.names = names_for(in_group, names_most);
        made.is_new = lately >= new_theme_min && tills.size() >= new_theme_tills;
        themes.groups.push_back(std::move(made));
    }
    return themes;
}

}  // namespace earshot::core
