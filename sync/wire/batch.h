#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/record.h"
#include "core/result.h"
#include "sync/wire/record.h"

// POST /v1/batches: the body, one record a line, and its receipt.
namespace earshot::sync::wire {

// A line that was not taken. `type` is about:blank.
struct Rejection {
    std::optional<std::int64_t> seq;
    int line = 0;  // from 1, empty lines counted
    std::optional<std::string> id;
    std::string title;
    std::string pointer;

    bool operator==(const Rejection&) const = default;
};

// One line as it came, and as it reads. What is the same content is told by `content`: canonical
// JSON, or the bytes as they came where they are no JSON.
struct Line {
    int number = 0;  // from 1, empty lines counted
    std::string content;
    std::optional<std::int64_t> seq;
    std::optional<std::string> id;
    std::variant<core::Record, Rejection> read;
};

// Cuts a body, unpacked, into lines; empty ones are skipped. Fails as `invalid` only for more than
// records_max lines: a bad line is a Rejection, and never costs the others.
core::Result<std::vector<Line>> decode_batch(std::string_view body);

struct Receipt {
    std::int64_t acked_through = 0;
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0;
    std::vector<Rejection> rejected;
    core::Instant hub_time;
    std::string bundle_etag;

    bool operator==(const Receipt&) const = default;
};

std::string encode(const Receipt& receipt);
// Fails as `invalid` for whatever lacks a field of ours: a login page's 200 is no receipt.
core::Result<Receipt> decode_receipt(std::string_view body);

}  // namespace earshot::sync::wire
