#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "sync/wire/limits.h"

// JSON as both ends accept it: RFC 8259, UTF-8, no key twice in one object, to a depth and a
// string length that nobody needs to exceed. One reading of a body, or none.
namespace earshot::sync::wire {

namespace json = boost::json;

core::Result<json::value> parse(std::string_view text, std::size_t string_max = json_string_max);

// One line, members in their order, numbers as short as they can be (0.33, where Boost writes
// 3.3E-1).
std::string write(const json::value& value);
// The same content gives the same bytes: keys sorted, no white space.
std::string canonical(const json::value& value);

// RFC 3339 in UTC with milliseconds: 2026-11-22T08:15:30.125Z. Reading takes any offset.
std::string to_text(core::Instant instant);
core::Result<core::Instant> to_instant(std::string_view text);

}  // namespace earshot::sync::wire
