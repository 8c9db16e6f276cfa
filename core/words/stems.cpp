#include "core/words/stems.h"

#include <libstemmer.h>

namespace earshot::core {
namespace {

// Beyond, words are no longer remembered: somebody types what no language has.
constexpr std::size_t known_max = 50'000;

}  // namespace

void Stemmer::Free::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer(std::string_view language)
    : stemmer_(sb_stemmer_new(std::string(language).c_str(), "UTF_8")) {}

const std::string& Stemmer::stem(const Token& token) {
    if (!stemmer_) return token.plain;
    if (const auto known = known_.find(token.folded); known != known_.end()) return known->second;
    const auto* word = reinterpret_cast<const sb_symbol*>(token.folded.data());
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_.get(), word, static_cast<int>(token.folded.size()));
    std::string shorter = token.plain;
    if (stem != nullptr)
        shorter = plain_of({reinterpret_cast<const char*>(stem),
                            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))});
    if (known_.size() >= known_max) known_.clear();
    return known_.emplace(token.folded, std::move(shorter)).first->second;
}

}  // namespace earshot::core
