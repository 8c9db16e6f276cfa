#include "core/draft.h"

#include <sodium.h>

#include <cassert>
#include <utility>

#include "core/text.h"
#include "core/wipe.h"

namespace earshot::core {
namespace {

constexpr std::size_t bytes_per_character = 4;

bool becomes_space(char32_t sign) { return sign == U'\t' || sign == U'\n' || sign == U'\r'; }

// Nobody types these, and they can hide words or turn those beside them around.
bool is_left_out(char32_t sign) {
    const bool control = sign < 0x20 || (sign >= 0x7f && sign <= 0x9f);
    const bool turns = (sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2066 && sign <= 0x2069);
    const bool breaks_line = sign == 0x2028 || sign == 0x2029;
    const bool no_character = (sign & 0xfffe) == 0xfffe || (sign >= 0xfdd0 && sign <= 0xfdef);
    return control || turns || breaks_line || no_character;
}

}  // namespace

Draft::Draft(std::size_t characters_max) : characters_max_(characters_max) {
    text_.reserve(characters_max * bytes_per_character);
}

Draft::~Draft() { wipe(); }

Draft::Draft(Draft&& other) noexcept
    : characters_max_(other.characters_max_),
      characters_(std::exchange(other.characters_, 0)),
      text_(std::move(other.text_)) {
    other.wipe();
}

Draft& Draft::operator=(Draft&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    characters_max_ = other.characters_max_;
    characters_ = std::exchange(other.characters_, 0);
    text_ = std::move(other.text_);
    other.wipe();
    return *this;
}

void Draft::append(std::string_view text) {
    while (!text.empty() && left() > 0) {
        const auto next = first_character(text);
        text.remove_prefix(next.length);
        if (!next.sign || (is_left_out(*next.sign) && !becomes_space(*next.sign))) continue;
        if (becomes_space(*next.sign))
            text_ += ' ';
        else
            text_.append(text.data() - next.length, next.length);
        ++characters_;
    }
    assert(text_.size() <= characters_max_ * bytes_per_character);
}

void Draft::cut(std::size_t from) {
    assert(from <= text_.size());
    sodium_memzero(text_.data() + from, text_.size() - from);
    text_.resize(from);
    characters_ = count_characters(text_);
}

void Draft::replace(std::string_view text) {
    clear();
    append(text);
}

void Draft::clear() {
    wipe();
    characters_ = 0;
}

void Draft::wipe() { core::wipe(text_); }

}  // namespace earshot::core
