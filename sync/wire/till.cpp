#include "sync/wire/till.h"

#include <array>

#include "core/comment_code.h"
#include "sync/wire/field.h"

namespace earshot::sync::wire {
namespace {

enum class Kind { started, finished, ask_now, busy, comment };

constexpr std::array kinds{Word<Kind>{Kind::started, "transaction_started"},
                           Word<Kind>{Kind::finished, "transaction_finished"},
                           Word<Kind>{Kind::ask_now, "ask_now"}, Word<Kind>{Kind::busy, "busy"},
                           Word<Kind>{Kind::comment, "comment"}};
constexpr std::array baskets{Word<core::Basket>{core::Basket::few, "few"},
                             Word<core::Basket>{core::Basket::medium, "medium"},
                             Word<core::Basket>{core::Basket::full, "full"},
                             Word<core::Basket>{core::Basket::produce, "produce"}};

core::TransactionFinished to_finished(const Field& in) {
    core::TransactionFinished finished;
    finished.token = in["token"].optional([](const Field& token) { return token.text(token_max); });
    // A till without the number at hand may say so with an empty one.
    if (finished.token && finished.token->empty()) finished.token.reset();
    finished.basket = in["basket"].optional([](const Field& basket) {
        return basket.one_of(std::span<const Word<core::Basket>>(baskets));
    });
    return finished;
}

core::Comment to_comment(const Field& in, const std::vector<core::Reason>& reasons) {
    const std::string code = in["code"].text(till_line_max);
    if (in["code"].null()) return {};  // refused
    auto comment = core::read_comment_code(code, reasons);
    if (comment) return *std::move(comment);
    in["code"].refuse(comment.error().message);
    return {};
}

}  // namespace

core::Result<core::TillEvent> decode_till_line(std::string_view line,
                                               const std::vector<core::Reason>& reasons) {
    return decode(line, [&](const Field& in) -> core::TillEvent {
        switch (in["event"].one_of(std::span<const Word<Kind>>(kinds))) {
            case Kind::started:
                return core::TransactionStarted{};
            case Kind::finished:
                return to_finished(in);
            case Kind::ask_now:
                return core::AskNow{};
            case Kind::busy:
                return core::Busy{};
            case Kind::comment:
                return to_comment(in, reasons);
        }
        return core::Busy{};
    });
}

std::string till_refusal(std::string_view words) {
    return write(json::object{{"error", words}}) + "\n";
}

}  // namespace earshot::sync::wire
