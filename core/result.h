#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace earshot::core {

// What the caller should do about a failure; where it happened belongs in the message.
enum class ErrorKind {
    invalid,      // The input is wrong: the same input will fail again.
    unavailable,  // Nothing is wrong with the input: try again later.
    denied,       // A person must fix the credentials first.
    in_use,       // Another process has it.
    not_found,    // There is no such thing.
    corrupt,      // Stored data fails its own checks: stop, and tell an operator.
    usage,        // The command was given wrongly: see its help.
};

struct Error {
    ErrorKind kind;
    std::string message;  // For the log and for staff, in plain words. Shoppers never see it.

    bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

// The one way to make an error, so that a later move to std::expected touches one line.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace earshot::core

// Hands an error up to the caller.
#define TRY(expression)                                                                            \
    do {                                                                                           \
        if (auto tried_ = (expression); !tried_) return tl::unexpected(std::move(tried_).error()); \
    } while (false)

#define TRY_JOIN_(a, b) a##b
#define TRY_JOIN(a, b) TRY_JOIN_(a, b)
#define TRY_ASSIGN_(declaration, expression, name)             \
    auto name = (expression);                                  \
    if (!name) return tl::unexpected(std::move(name).error()); \
    declaration = *std::move(name)

// Hands an error up to the caller, or declares (or assigns) the value: TRY_ASSIGN(auto x, f()).
#define TRY_ASSIGN(declaration, expression) \
    TRY_ASSIGN_(declaration, expression, TRY_JOIN(tried_, __LINE__))
