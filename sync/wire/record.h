#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "core/record.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

// Record ⇄ JSON: the one place that knows the format, used by both ends.
namespace earshot::sync::wire {

// The record as one line of JSON, without `seq` and without a line end: what a journal keeps.
std::string encode(const core::Record& record);
// The same line with its `seq`: what is sent.
std::string numbered(std::string_view body, std::int64_t seq);

// Reads and checks the shape of one record: types, ranges, lengths, names. Whether its questions
// and choices exist is the hub's to know. Unknown members are passed over.
std::variant<core::Record, Refusal> decode_record(const json::value& value);

}  // namespace earshot::sync::wire
