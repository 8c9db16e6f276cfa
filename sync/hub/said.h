#pragma once

#include "sync/store/listing.h"
#include "sync/wire/json.h"

// What was said, as lists and exports give it.
namespace earshot::sync {

wire::json::object to_json(const Listed& item);

// A heading row, and the rows of one item: one for a comment, one an answer for a response.
std::string csv_heading(Listing what);
std::string csv_rows(const Listed& item);

}  // namespace earshot::sync
