#include "core/comment_code.h"

#include <algorithm>
#include <array>

namespace earshot::core {
namespace {

// Names are ASCII.
char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

struct Sign {
    Tone tone;
    char sign;
};
constexpr std::array signs{Sign{Tone::praise, '+'}, Sign{Tone::trouble, '-'}, Sign{Tone::idea, '/'},
                           Sign{Tone::elsewhere, '*'}};

std::optional<Tone> tone_of(char sign) {
    const auto* known = std::ranges::find(signs, sign, &Sign::sign);
    return known == signs.end() ? std::nullopt : std::optional(known->tone);
}

}  // namespace

std::string comment_code(std::string_view reason, Tone tone) {
    return std::string(reason) + std::ranges::find(signs, tone, &Sign::tone)->sign;
}

Result<Comment> read_comment_code(std::string_view code, const std::vector<Reason>& reasons) {
    const auto tone = code.empty() ? std::nullopt : tone_of(code.back());
    if (!tone) return fail(ErrorKind::invalid, "a code ends in +, -, / or *");
    code.remove_suffix(1);
    const auto reason = std::ranges::find_if(reasons, [&](const Reason& each) {
        return std::ranges::equal(each.id, code, {}, lower, lower);
    });
    if (reason == reasons.end())
        return fail(ErrorKind::invalid, "the code names no reason of the reason book");
    Comment comment;
    comment.topics = {reason->id};
    comment.tone = *tone;
    comment.entered = Entered::scan;
    return comment;
}

}  // namespace earshot::core
