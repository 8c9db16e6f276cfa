#include "sync/wire/field.h"

#include <algorithm>
#include <limits>

#include "core/id.h"
#include "core/seal.h"

namespace earshot::sync::wire {
namespace {

std::string escaped(std::string_view key) {
    std::string text;
    for (const char c : key) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

// Of valid UTF-8, which parse() has made sure of.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace

Field Field::operator[](std::string_view name) const {
    const json::object* object = value_ == nullptr ? nullptr : value_->if_object();
    const json::value* member = object == nullptr ? nullptr : object->if_contains(name);
    return {member, pointer_ + '/' + escaped(name), refusal_};
}

const Field& Field::object() const {
    if (value_ == nullptr || !value_->is_object()) refuse_type("not an object");
    return *this;
}

std::string Field::text(std::size_t characters_max) const {
    const json::string* string = value_ == nullptr ? nullptr : value_->if_string();
    if (string == nullptr) {
        refuse_type("not a string");
        return {};
    }
    const std::string_view view(string->data(), string->size());
    if (view.size() > characters_max && characters(view) > characters_max) refuse("too long");
    return std::string(view);
}

std::string Field::name() const {
    std::string read = text();
    if (!core::is_name(read)) refuse("not a name");
    return read;
}

std::string Field::id() const {
    std::string read = text();
    if (!core::is_id(read)) refuse("not a UUID in lower case");
    return read;
}

std::string Field::bytes(std::optional<std::size_t> size) const {
    auto read = core::from_base64(text());
    if (!read) {
        refuse("not base64");
        return {};
    }
    if (size ? read->size() != *size : read->empty()) refuse("wrong length");
    return *std::move(read);
}

std::int64_t Field::integer(std::int64_t min, std::int64_t max) const {
    const std::int64_t* read = value_ == nullptr ? nullptr : value_->if_int64();
    if (read != nullptr && *read >= min && *read <= max) return *read;
    refuse_type(value_ != nullptr && value_->is_number() ? "not in range" : "not a number");
    return min;
}

int Field::count() const { return static_cast<int>(integer(0, std::numeric_limits<int>::max())); }

double Field::number(double min, double max) const {
    if (value_ == nullptr || !value_->is_number()) {
        refuse_type("not a number");
        return min;
    }
    const double read = value_->is_double()  ? value_->get_double()
                        : value_->is_int64() ? static_cast<double>(value_->get_int64())
                                             : static_cast<double>(value_->get_uint64());
    if (read < min || read > max) refuse("not in range");
    return read;
}

bool Field::boolean() const {
    if (value_ != nullptr && value_->is_bool()) return value_->get_bool();
    refuse_type("not true or false");
    return false;
}

core::Instant Field::instant() const {
    const auto read = to_instant(text());
    if (!read) refuse("not a time");
    return read.value_or(core::Instant{});
}

std::vector<Field> Field::items(std::size_t max) const {
    const json::array* array = value_ == nullptr ? nullptr : value_->if_array();
    if (array == nullptr) {
        refuse_type("not a list");
        return {};
    }
    if (array->size() > max) {
        refuse("too many");
        return {};
    }
    std::vector<Field> all;
    all.reserve(array->size());
    for (const json::value& item : *array)
        all.push_back({&item, pointer_ + '/' + std::to_string(all.size()), refusal_});
    return all;
}

std::vector<std::pair<std::string, Field>> Field::members(std::size_t max) const {
    const json::object* found = value_ == nullptr ? nullptr : value_->if_object();
    if (found == nullptr) {
        refuse_type("not an object");
        return {};
    }
    if (found->size() > max) {
        refuse("too many");
        return {};
    }
    std::vector<std::pair<std::string, Field>> all;
    for (const auto& member : *found) {
        const std::string_view key(member.key().data(), member.key().size());
        all.emplace_back(std::string(key),
                         Field(&member.value(), pointer_ + '/' + escaped(key), refusal_));
    }
    return all;
}

std::vector<std::string> Field::names(std::size_t max) const {
    std::vector<std::string> all;
    for (const Field& item : items(max)) {
        std::string read = item.name();
        if (std::ranges::find(all, read) != all.end()) item.refuse("named twice");
        all.push_back(std::move(read));
    }
    return all;
}

void Field::refuse(std::string title) const {
    if (!*refusal_) *refusal_ = Refusal{std::move(title), pointer_};
}

void Field::refuse_type(std::string title) const {
    refuse(value_ == nullptr ? "missing" : std::move(title));
}

json::value nullable(const std::optional<std::string>& text) {
    return text ? json::value(*text) : json::value(nullptr);
}

}  // namespace earshot::sync::wire
