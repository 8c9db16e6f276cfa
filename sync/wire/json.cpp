#include "sync/wire/json.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

namespace earshot::sync::wire {
namespace {

using core::ErrorKind;

// Builds the value, and counts members as they come: json::object keeps the last of two with one
// key and says nothing.
class Builder {
  public:
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json_string_max;
    static constexpr std::size_t max_string_size = json::string::max_size();

    explicit Builder(std::size_t string_max) : string_max_(string_max) { stack_.reset(); }

    json::value release() { return stack_.release(); }
    std::size_t members() const { return members_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t n, json::error_code&) {
        members_ += n;
        stack_.push_object(n);
        return true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t n, json::error_code&) {
        stack_.push_array(n);
        return true;
    }
    bool on_key_part(json::string_view s, std::size_t, json::error_code&) {
        stack_.push_chars(s);
        return true;
    }
    bool on_key(json::string_view s, std::size_t, json::error_code&) {
        stack_.push_key(s);
        return true;
    }
    bool on_string_part(json::string_view s, std::size_t n, json::error_code& error) {
        if (!fits(n, error)) return false;
        stack_.push_chars(s);
        return true;
    }
    bool on_string(json::string_view s, std::size_t n, json::error_code& error) {
        if (!fits(n, error)) return false;
        stack_.push_string(s);
        return true;
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
        stack_.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
        stack_.push_uint64(value);
        return true;
    }
    bool on_double(double value, json::string_view, json::error_code& error) {
        if (!std::isfinite(value)) {
            error = json::error::exponent_overflow;
            return false;
        }
        stack_.push_double(value);
        return true;
    }
    bool on_bool(bool value, json::error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(json::error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

  private:
    bool fits(std::size_t n, json::error_code& error) const {
        if (n <= string_max_) return true;
        error = json::error::string_too_large;
        return false;
    }

    json::value_stack stack_;
    std::size_t members_ = 0;
    std::size_t string_max_;
};

std::size_t members_of(const json::value& value) {
    std::size_t count = 0;
    if (const auto* array = value.if_array()) {
        for (const auto& item : *array) count += members_of(item);
    } else if (const auto* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object) count += members_of(member.value());
    }
    return count;
}

enum class Keys { as_they_stand, sorted };

void append(std::string& out, const json::value& value, Keys keys);

void append(std::string& out, const json::array& array, Keys keys) {
    out += '[';
    for (bool first = true; const auto& item : array) {
        if (!first) out += ',';
        first = false;
        append(out, item, keys);
    }
    out += ']';
}

void append(std::string& out, const json::object& object, Keys keys) {
    std::vector<const json::key_value_pair*> members;
    members.reserve(object.size());
    for (const auto& member : object) members.push_back(&member);
    if (keys == Keys::sorted) {
        std::ranges::sort(members, {}, [](const auto* member) {
            return std::string_view(member->key().data(), member->key().size());
        });
    }
    out += '{';
    for (bool first = true; const auto* member : members) {
        if (!first) out += ',';
        first = false;
        out += json::serialize(member->key());
        out += ':';
        append(out, member->value(), keys);
    }
    out += '}';
}

void append_number(std::string& out, double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void append(std::string& out, const json::value& value, Keys keys) {
    if (const auto* array = value.if_array())
        append(out, *array, keys);
    else if (const auto* object = value.if_object())
        append(out, *object, keys);
    else if (const auto* number = value.if_double())
        append_number(out, *number);
    else
        out += json::serialize(value);
}

std::string to_std(const json::error_code& error) { return error.message(); }

// Reads RFC 3339 from the left, one part after the other.
class TimeText {
  public:
    explicit TimeText(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) value = 10 * value + digit();
        return value;
    }
    void one_of(std::string_view characters) { take_if(characters) || (good_ = false); }
    bool take_if(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // Digits after the point, the first three of which count.
    int milliseconds() {
        int value = 0;
        int weight = 100;
        do {
            value += weight * digit();
            weight /= 10;
        } while (good_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9');
        return value;
    }
    bool done() const { return good_ && rest_.empty(); }

  private:
    int digit() {
        if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
            good_ = false;
            return 0;
        }
        const int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

core::Result<json::value> parse(std::string_view text, std::size_t string_max) {
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<Builder> parser(options, string_max);
    json::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size()) error = json::error::extra_data;
    if (error) {
        return core::fail(ErrorKind::invalid,
                          "not JSON at byte " + std::to_string(read) + ": " + to_std(error));
    }
    const std::size_t members = parser.handler().members();
    json::value value = parser.handler().release();
    if (members_of(value) != members)
        return core::fail(ErrorKind::invalid, "a key stands twice in one object");
    return value;
}

std::string write(const json::value& value) {
    std::string text;
    append(text, value, Keys::as_they_stand);
    return text;
}

std::string canonical(const json::value& value) {
    std::string text;
    append(text, value, Keys::sorted);
    return text;
}

std::string to_text(core::Instant instant) {
    using namespace std::chrono;
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    std::array<char, 64> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

core::Result<core::Instant> to_instant(std::string_view text) {
    using namespace std::chrono;
    TimeText in(text);
    const year y{in.digits(4)};
    in.one_of("-");
    const month m{static_cast<unsigned>(in.digits(2))};
    in.one_of("-");
    const day d{static_cast<unsigned>(in.digits(2))};
    in.one_of("Tt");
    const int hour = in.digits(2);
    in.one_of(":");
    const int minute = in.digits(2);
    in.one_of(":");
    const int second = in.digits(2);
    const int fraction = in.take_if(".") ? in.milliseconds() : 0;
    minutes offset{0};
    if (!in.take_if("Zz")) {
        const bool west = in.take_if("-");
        if (!west) in.one_of("+");
        const int hours_off = in.digits(2);
        in.one_of(":");
        const int minutes_off = in.digits(2);
        if (hours_off > 23 || minutes_off > 59) in.one_of("");
        offset = hours{hours_off} + minutes{minutes_off};
        if (west) offset = -offset;
    }
    const year_month_day date = y / m / d;
    // 60 is a leap second.
    if (!in.done() || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return core::fail(ErrorKind::invalid, "not a time as of RFC 3339");
    const core::Instant instant = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
                                  core::milliseconds{fraction} - offset;
    const year written = year_month_day{floor<days>(instant)}.year();
    if (written < year{0} || written > year{9999})
        return core::fail(ErrorKind::invalid, "a time outside the years 0 to 9999");
    return instant;
}

}  // namespace earshot::sync::wire
