#include "core/words/plain.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace earshot::core {
namespace {

using Piece = std::string_view;

constexpr Piece apostrophes[] = {"'", "’"};

bool is_ascii(Piece text) {
    return std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; });
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*which)(UErrorCode&)) {
    UErrorCode failed = U_ZERO_ERROR;
    const icu::Normalizer2* found = which(failed);
    if (U_FAILURE(failed) != 0) throw std::runtime_error("ICU has no rules to compare words by");
    return *found;
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

void fold(Piece piece, Token& token) {
    if (is_ascii(piece)) {
        token.folded = piece;
        for (char& c : token.folded)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        token.plain = token.folded;
        return;
    }
    UErrorCode failed = U_ZERO_ERROR;
    const auto whole = icu::UnicodeString::fromUTF8(
        icu::StringPiece(piece.data(), static_cast<std::int32_t>(piece.size())));
    const auto folded =
        normalizer(icu::Normalizer2::getNFKCCasefoldInstance).normalize(whole, failed);
    const auto apart = normalizer(icu::Normalizer2::getNFDInstance).normalize(folded, failed);
    icu::UnicodeString plain;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1))
        if (u_charType(apart.char32At(at)) != U_NON_SPACING_MARK) plain.append(apart.char32At(at));
    token.folded = utf8(folded);
    token.plain = utf8(plain);
}

// Where an apostrophe parts a word, and how long it is there; its size where it has none.
struct Elision {
    std::size_t at, length;
};
Elision elision_in(Piece word) {
    Elision first{word.size(), 0};
    for (const Piece sign : apostrophes)
        if (const std::size_t at = word.find(sign); at < first.at) first = {at, sign.size()};
    return first;
}

void add(std::vector<Token>& tokens, Piece word, std::size_t from, bool apart) {
    const Elision elision = elision_in(word);
    const std::size_t rest = elision.at + elision.length;
    // "l'ail" is two words, "can't" is one.
    if (elision.length > 0 && elision.at <= 2 && word.size() >= rest + 3) {
        add(tokens, word.substr(0, elision.at), from, apart);
        add(tokens, word.substr(rest), from + rest, false);
        return;
    }
    Token token;
    token.from = from;
    token.to = from + word.size();
    token.apart = apart;
    if (elision.length == 0)
        fold(word, token);
    else
        fold(std::string(word.substr(0, elision.at)) + std::string(word.substr(rest)), token);
    if (!token.plain.empty()) tokens.push_back(std::move(token));
}

}  // namespace

std::string plain_of(std::string_view word) {
    Token token;
    fold(word, token);
    return token.plain;
}

struct Cutter::Breaks {
    std::unique_ptr<icu::BreakIterator> words;
};

Cutter::Cutter() : breaks_(std::make_unique<Breaks>()) {
    UErrorCode failed = U_ZERO_ERROR;
    breaks_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), failed));
    if (U_FAILURE(failed) != 0) throw std::runtime_error("ICU has no rules to cut words by");
}

Cutter::~Cutter() = default;
Cutter::Cutter(Cutter&&) noexcept = default;
Cutter& Cutter::operator=(Cutter&&) noexcept = default;

std::vector<Token> Cutter::cut(std::string_view text) {
    std::vector<Token> tokens;
    UErrorCode failed = U_ZERO_ERROR;
    UText* whole =
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &failed);
    icu::BreakIterator& breaks = *breaks_->words;
    breaks.setText(whole, failed);
    bool apart = false;
    std::int32_t from = breaks.first();
    for (std::int32_t to = breaks.next(); to != icu::BreakIterator::DONE; to = breaks.next()) {
        const auto begin = static_cast<std::size_t>(from);
        const Piece piece = text.substr(begin, static_cast<std::size_t>(to) - begin);
        if (breaks.getRuleStatus() != UBRK_WORD_NONE) {
            add(tokens, piece, begin, apart);
            apart = false;
        } else if (piece.find_first_not_of(" \t") != Piece::npos) {
            apart = true;
        }
        from = to;
    }
    utext_close(whole);
    if (U_FAILURE(failed) != 0) throw std::runtime_error("ICU cannot cut a text into words");
    return tokens;
}

}  // namespace earshot::core
