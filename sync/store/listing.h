#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/result.h"
#include "sync/store/search.h"
#include "sync/store/store.h"

// What shoppers answered and what was heard, one by one: with the day and its part, never with a
// till or a time of day, so that a rota laid beside it tells nobody's.
namespace earshot::sync {

enum class Listing { comments, responses };

// A shop and the span of it that is wanted: whole days of its clock.
struct ListedShop {
    std::string id, timezone;
    core::Instant from, to;
};

struct ListQuery {
    Listing what = Listing::comments;
    std::vector<ListedShop> shops;        // in this order
    std::optional<std::string> topic;     // of comments
    std::optional<core::Tone> tone;       // of comments
    std::optional<std::string> question;  // of responses: those that were asked it
    std::optional<std::string> choice;    // of responses: those that chose it
    std::optional<std::string> daypart;   // as lists tell it
    std::optional<std::string> words;     // what search() finds
    std::optional<std::string> theme;     // what counts as this (themes.h)
    bool worded = false;                  // only where somebody said something in words
    bool best_first = false;              // by `words`; else the newest first
    bool include_flagged = false;         // responses that are set aside, too
    bool only_flagged = false;            // responses that are set aside, alone
};

struct Listed {
    std::string id;  // hidden_id()
    std::string shop, day, daypart;
    core::Body body;  // a comment's recording by its hidden_id(), if it is there
    bool set_aside = false;
    struct Added {
        std::string id;  // hidden_id()
        core::Words words;
    };
    std::vector<Added> words;      // what was said on top of it
    std::vector<Excerpt> excerpt;  // where words were asked for
};

struct ListPage {
    std::vector<Listed> items;
    std::optional<std::string> cursor;  // where the next page begins; none: there is no more
};

// The newest of each shop first, or the best of all; at most `most`. A page may be short, even
// empty, and yet not the last: the cursor tells. Fails as `invalid` for a cursor that is none.
core::Result<ListPage> list(Store& store, const ListQuery& query,
                            const std::optional<std::string>& cursor, std::size_t most);

// A comment or a response of the shop, whenever it was said; by its own id.
std::optional<Listed> list_one(Store& store, const core::Shop& shop, const std::string& id);

// The record behind the id of a list, or behind its own id, if it is there and not erased.
struct Found {
    std::string id, shop, kind;
    std::string
        on;  // the record that lists show: itself, or the one that these words were added to
};
std::optional<Found> find_record(Store& store, const std::string& id);

}  // namespace earshot::sync
