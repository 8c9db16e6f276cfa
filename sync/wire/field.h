#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/wire/json.h"

namespace earshot::sync::wire {

// Why a value is refused: in words, and where in it (JSON pointer).
struct Refusal {
    std::string title;
    std::string pointer;

    bool operator==(const Refusal&) const = default;
};

// A word of the format and what it stands for.
template <typename E>
struct Word {
    E meaning;
    std::string_view text;
};

template <typename E>
std::string_view text_of(std::span<const Word<E>> words, E meaning) {
    for (const auto& word : words)
        if (word.meaning == meaning) return word.text;
    return {};
}

// A place in a value from outside. Reading what is not as it should be keeps the first refusal and
// gives a default, so that a decoder reads straight through and looks once, at its end.
class Field {
  public:
    // Both must outlive this and every field made from it.
    Field(const json::value& value, std::optional<Refusal>& refusal)
        : value_(&value), refusal_(&refusal) {}

    // A member; one that is not there reads as null.
    Field operator[](std::string_view name) const;
    bool null() const { return value_ == nullptr || value_->is_null(); }
    // The value itself; null where there is none.
    json::value value() const { return value_ == nullptr ? json::value() : *value_; }
    bool is_string() const { return value_ != nullptr && value_->is_string(); }
    // The same place, refused unless there is an object.
    const Field& object() const;

    std::string text(std::size_t characters_max = json_string_max) const;
    std::string name() const;                                  // core::is_name
    std::string id() const;                                    // core::is_id
    std::string bytes(std::optional<std::size_t> size) const;  // base64
    std::int64_t integer(std::int64_t min, std::int64_t max) const;
    int count() const;  // from 0
    double number(double min, double max) const;
    bool boolean() const;
    core::Instant instant() const;

    template <typename E>
    E one_of(std::span<const Word<E>> words) const {
        const std::string read = text();
        for (const auto& word : words)
            if (word.text == read) return word.meaning;
        refuse("unknown word");
        return words.front().meaning;
    }

    std::vector<Field> items(std::size_t max) const;
    std::vector<std::pair<std::string, Field>> members(std::size_t max) const;
    // A list of names, none of them twice.
    std::vector<std::string> names(std::size_t max) const;

    template <typename Read>
    auto each(std::size_t max, Read read) const {
        std::vector<std::invoke_result_t<Read, const Field&>> all;
        for (const Field& item : items(max)) all.push_back(std::invoke(read, item));
        return all;
    }

    // What `read` makes of it, or nothing where it is null or not there.
    template <typename Read>
    auto optional(Read read) const {
        using T = std::invoke_result_t<Read, const Field&>;
        return null() ? std::optional<T>() : std::optional<T>(std::invoke(read, *this));
    }

    void refuse(std::string title) const;
    // Refuses as "missing" or as `title`.
    void refuse_type(std::string title) const;

  private:
    Field(const json::value* value, std::string pointer, std::optional<Refusal>* refusal)
        : value_(value), pointer_(std::move(pointer)), refusal_(refusal) {}

    const json::value* value_;
    std::string pointer_;
    std::optional<Refusal>* refusal_;
};

// Reads a whole body with `read(const Field&)`; fails as `invalid`, naming what and where.
template <typename Read>
auto decode(std::string_view body, Read read)
    -> core::Result<std::invoke_result_t<Read, const Field&>> {
    TRY_ASSIGN(const json::value value, parse(body));
    std::optional<Refusal> refusal;
    auto result = std::invoke(read, Field(value, refusal).object());
    if (refusal) {
        return core::fail(core::ErrorKind::invalid,
                          refusal->title + " at \"" + refusal->pointer + "\"");
    }
    return result;
}

json::value nullable(const std::optional<std::string>& text);

}  // namespace earshot::sync::wire
