#include "core/words/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/toml.h"

namespace earshot::core {
namespace {

// Between two words of a phrase, other words.
constexpr std::size_t between_max = 1;
constexpr float phrase_gain = 1.5F;
constexpr float strong = 2, plain = 1, weak = 0.5F;
// The first code is certain where it is so much weightier than the second.
constexpr double ahead = 1.5;
// A single word is said about many things.
constexpr double certain_from = 2;
constexpr std::size_t negation_window = 3;
constexpr std::size_t affix_min = 3;

tl::unexpected<Error> wrong(Place at, const std::string& message) {
    return fail(ErrorKind::invalid,
                fmt::format("line {}, column {}: {}", at.line, at.column, message));
}

Result<std::string> text_of(const TomlEntry& entry) {
    const auto* text = std::get_if<std::string>(&entry.value.data);
    if (text == nullptr) return wrong(entry.at, fmt::format("\"{}\" must be a text", entry.key));
    return *text;
}

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \n\t\r");
    if (from == std::string_view::npos) return "";
    return std::string(text.substr(from, text.find_last_not_of(" \n\t\r") - from + 1));
}

std::vector<std::string> parts_of(const std::string& text, const char* between) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find_first_of(between, from), text.size());
        if (std::string part = trimmed(text.substr(from, to - from)); !part.empty())
            parts.push_back(std::move(part));
        from = to + 1;
    }
    return parts;
}

// Of a word's plain form; a word's beginning and end count, too.
template <typename Visit>
void each_trigram(const std::string& word, const Visit& visit) {
    const std::string padded = " " + word + " ";
    for (std::size_t at = 0; at + 3 <= padded.size(); ++at) visit(padded.substr(at, 3));
}

std::size_t letters_in(const std::vector<Token>& words) {
    std::size_t letters = 0;
    for (const Token& word : words) letters += count_characters(word.plain);
    return letters;
}

}  // namespace

Result<Lexicon> Lexicon::read(std::string_view toml) {
    const auto file = parse_toml(toml);
    if (!file) return wrong(file.error().at, "not TOML: " + file.error().message);
    Lexicon lexicon;
    const auto language = std::ranges::find(*file, "language", &TomlEntry::key);
    if (language == file->end()) return wrong({1, 1}, "a lexicon says its language");
    TRY_ASSIGN(lexicon.language_, text_of(*language));
    Tools tools{Cutter(), Stemmer(lexicon.language_)};
    Cutter& cutter = tools.cutter;
    const auto words_in = [&](const std::string& text, auto form, auto& into) {
        for (const Token& token : cutter.cut(text)) into.insert(form(token));
    };
    const auto plain_form = [](const Token& token) { return token.plain; };
    const auto stem_form = [&](const Token& token) { return tools.stemmer.stem(token); };
    for (const TomlEntry& entry : *file) {
        if (entry.key == "language") continue;
        if (entry.key == "code") {
            const auto* codes = std::get_if<TomlTable>(&entry.value.data);
            if (codes == nullptr) return wrong(entry.at, "expected tables [code.ID]");
            for (const TomlEntry& code : *codes) {
                TRY(lexicon.read_code(tools, code));
            }
            continue;
        }
        TRY_ASSIGN(const std::string text, text_of(entry));
        if (entry.key == "lead_ins") {
            for (const std::string& phrase : parts_of(text, ",")) {
                std::string words;
                for (const Token& token : cutter.cut(phrase))
                    words += (words.empty() ? "" : " ") + token.plain;
                lexicon.lead_ins_.push_back(std::move(words));
            }
        } else if (entry.key == "stop") {
            words_in(text, plain_form, lexicon.stop_);
        } else if (entry.key == "negations") {
            words_in(text, plain_form, lexicon.negations_);
        } else if (entry.key == "good") {
            words_in(text, stem_form, lexicon.good_);
        } else if (entry.key == "bad") {
            words_in(text, stem_form, lexicon.bad_);
        } else {
            return wrong(entry.at, fmt::format("\"{}\" is not expected here", entry.key));
        }
        for (const Token& token : cutter.cut(text))
            each_trigram(token.plain, [&](std::string part) { lexicon.trigrams_.insert(part); });
    }
    return lexicon;
}

Result<void> Lexicon::read_code(Tools& tools, const TomlEntry& code) {
    const auto* lists = std::get_if<TomlTable>(&code.value.data);
    if (lists == nullptr) return wrong(code.at, "expected a table [code.ID]");
    const auto index = static_cast<std::uint16_t>(codes_.size());
    codes_.push_back(code.key);
    for (const TomlEntry& list : *lists) {
        const std::map<std::string, float> weights = {
            {"words", plain}, {"strong", strong}, {"weak", weak}};
        const auto weight = weights.find(list.key);
        if (weight == weights.end())
            return wrong(list.at, "a code has words, strong and weak, not \"" + list.key + "\"");
        TRY_ASSIGN(const std::string text, text_of(list));
        for (const std::string& part : parts_of(text, ",")) add(tools, part, index, weight->second);
    }
    return {};
}

void Lexicon::add(Tools& tools, std::string_view entry, std::uint16_t code, float weight) {
    const bool suffix = entry.starts_with('*'), prefix = entry.ends_with('*');
    const auto words = tools.cutter.cut(entry);
    if (words.empty()) return;
    for (const Token& word : words)
        each_trigram(word.plain, [&](std::string part) { trigrams_.insert(std::move(part)); });
    if ((suffix || prefix) && words.size() == 1) {
        const Affix affix = suffix ? Affix::suffix : Affix::prefix;
        by_affix_[static_cast<std::size_t>(affix)][words[0].plain].push_back({code, weight, {}});
        return;
    }
    Entry made{code, weight * (words.size() > 1 ? phrase_gain : 1), {}};
    for (std::size_t place = 1; place < words.size(); ++place)
        made.rest.push_back(tools.stemmer.stem(words[place]));
    by_stem_[tools.stemmer.stem(words[0])].push_back(std::move(made));
}

Coder::Coder(const std::vector<Lexicon>& lexicons) {
    for (const Lexicon& lexicon : lexicons)
        speakers_.push_back({&lexicon, Stemmer(lexicon.language())});
}

Coder::Speaker* Coder::speaker(const std::string& language) {
    for (Speaker& speaker : speakers_)
        if (speaker.lexicon->language() == language) return &speaker;
    return nullptr;
}

const Lexicon* Coder::lexicon(const std::string& language) const {
    for (const Speaker& speaker : speakers_)
        if (speaker.lexicon->language() == language) return speaker.lexicon;
    return nullptr;
}

// The likeliest language first: the form's own unless the words clearly speak another.
std::vector<Coder::Speaker*> Coder::candidates(const std::vector<Token>& words,
                                               const std::string& locale,
                                               const std::vector<std::string>& languages) {
    struct Candidate {
        Speaker* speaker;
        double score;
    };
    const auto base = [](const std::string& name) { return name.substr(0, name.find('-')); };
    std::vector<std::string> spoken{base(locale)};
    for (const std::string& language : languages) spoken.push_back(base(language));
    std::vector<Candidate> ranked;
    for (const std::string& language : spoken) {
        Speaker* known = speaker(language);
        const bool there = std::ranges::find(ranked, known, &Candidate::speaker) != ranked.end();
        if (known != nullptr && !there) ranked.push_back({known, 0});
    }
    const bool tells = letters_in(words) >= letters_min;
    for (Candidate& candidate : ranked) {
        const Lexicon& lexicon = *candidate.speaker->lexicon;
        for (const Token& word : words) {
            if (lexicon.is_stop_word(word)) candidate.score += 1;
            std::size_t all = 0, known = 0;
            each_trigram(word.plain, [&](const std::string& part) {
                ++all;
                if (lexicon.trigrams_.contains(part)) ++known;
            });
            if (all > 0) candidate.score += static_cast<double>(known) / static_cast<double>(all);
        }
        // As much as two small words of it.
        if (lexicon.language() == base(locale)) candidate.score += 2;
    }
    if (tells) std::ranges::stable_sort(ranked, std::greater<>(), &Candidate::score);
    std::vector<Speaker*> speakers;
    for (const Candidate& candidate : ranked) speakers.push_back(candidate.speaker);
    return speakers;
}

void Coder::code_with(Speaker& speaker, const std::vector<Token>& words, Coded& coded) {
    const Lexicon& lexicon = *speaker.lexicon;
    std::vector<const std::string*> stems;
    stems.reserve(words.size());
    std::vector<std::string> copies(words.size());
    for (std::size_t at = 0; at < words.size(); ++at) {
        copies[at] = speaker.stemmer.stem(words[at]);
        stems.push_back(&copies[at]);
    }

    struct Match {
        std::uint16_t code;
        float weight;
        std::vector<std::size_t> places;
    };
    std::vector<Match> matches;
    const auto follow = [&](const Lexicon::Entry& entry, std::size_t first) {
        Match match{entry.code, entry.weight, {first}};
        std::size_t at = first;
        for (const std::string& next : entry.rest) {
            std::size_t found = words.size();
            for (std::size_t to = at + 1; to <= at + 1 + between_max && to < words.size(); ++to)
                if (*stems[to] == next) {
                    found = to;
                    break;
                }
            if (found == words.size()) return;
            match.places.push_back(found);
            at = found;
        }
        matches.push_back(std::move(match));
    };
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (const auto found = lexicon.by_stem_.find(*stems[at]); found != lexicon.by_stem_.end())
            for (const Lexicon::Entry& entry : found->second) follow(entry, at);
        const std::string& word = words[at].plain;
        if (lexicon.by_affix_[0].empty() && lexicon.by_affix_[1].empty()) continue;
        const auto look_up = [&](Lexicon::Affix affix, const std::string& part) {
            const auto& entries = lexicon.by_affix_[static_cast<std::size_t>(affix)];
            if (const auto found = entries.find(part); found != entries.end())
                for (const Lexicon::Entry& entry : found->second)
                    matches.push_back({entry.code, entry.weight, {at}});
        };
        for (std::size_t length = affix_min; length <= word.size(); ++length) {
            look_up(Lexicon::Affix::prefix, word.substr(0, length));
            if (length < word.size())
                look_up(Lexicon::Affix::suffix, word.substr(word.size() - length));
        }
    }

    // A longer phrase says what its words say: "price tag" is no price.
    std::ranges::stable_sort(matches, [](const Match& one, const Match& other) {
        return one.places.size() != other.places.size() ? one.places.size() > other.places.size()
                                                        : one.weight > other.weight;
    });
    std::vector<std::size_t> taken(words.size(), 0);  // by a phrase of so many words
    struct Score {
        double weight = 0;
        std::size_t first = 0;
    };
    std::map<std::uint16_t, Score> scores;
    std::map<std::uint16_t, std::vector<bool>> counted;
    for (const Match& match : matches) {
        const bool free = std::ranges::all_of(match.places, [&](std::size_t at) {
            return taken[at] == 0 || taken[at] == match.places.size();
        });
        if (!free) continue;
        auto& of_code = counted.try_emplace(match.code, words.size(), false).first->second;
        if (std::ranges::any_of(match.places, [&](std::size_t at) { return of_code[at]; }))
            continue;
        for (const std::size_t at : match.places) {
            of_code[at] = true;
            taken[at] = match.places.size();
        }
        const auto [score, is_new] = scores.try_emplace(match.code, Score{0, match.places.front()});
        score->second.weight += match.weight;
        score->second.first = std::min(score->second.first, match.places.front());
    }
    std::vector<std::pair<std::uint16_t, Score>> ranked(scores.begin(), scores.end());
    std::ranges::stable_sort(ranked, [](const auto& one, const auto& other) {
        return one.second.weight != other.second.weight ? one.second.weight > other.second.weight
                                                        : one.second.first < other.second.first;
    });
    for (const auto& [code, score] : ranked)
        coded.codes.push_back({lexicon.codes_[code], score.weight});
    coded.certain =
        !ranked.empty() && ranked[0].second.weight >= certain_from &&
        (ranked.size() == 1 || ranked[0].second.weight >= ahead * ranked[1].second.weight);

    for (std::size_t at = 0; at < words.size(); ++at) {
        const int sign = lexicon.good_.contains(*stems[at])  ? 1
                         : lexicon.bad_.contains(*stems[at]) ? -1
                                                             : 0;
        if (sign == 0) continue;
        bool negated = false;
        for (std::size_t back = 1; back <= negation_window && back <= at; ++back)
            negated = negated || lexicon.negations_.contains(words[at - back].plain);
        coded.polarity += negated ? -sign : sign;
    }
}

Coded Coder::code(const std::vector<Token>& words, const std::string& locale,
                  const std::vector<std::string>& languages) {
    Coded coded;
    if (words.empty()) return coded;
    const auto ranked = candidates(words, locale, languages);
    for (Speaker* speaker : ranked) {
        Coded by_this;
        by_this.language = speaker->lexicon->language();
        code_with(*speaker, words, by_this);
        // Another language is asked only where the likeliest has nothing to say: a note may switch,
        // and a word of one may be quite another of the other.
        if (coded.language.empty() || !by_this.codes.empty()) {
            const std::string likeliest = coded.language;
            coded = std::move(by_this);
            if (!likeliest.empty()) coded.language = likeliest;
        }
        if (!coded.codes.empty()) break;
    }
    if (letters_in(words) < letters_min && locale.empty()) coded.language.clear();
    return coded;
}

std::string Coder::stem(const Token& word, const std::string& language) {
    Speaker* known = speaker(language);
    return known == nullptr ? word.plain : known->stemmer.stem(word);
}

}  // namespace earshot::core
