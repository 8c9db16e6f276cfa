#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "sync/store/sql.h"
#include "sync/store/store.h"

// Full text over what was said. Words are cut before they are indexed (cut_words.h).
namespace earshot::sync {

// Takes what a record says into the index, within the transaction that keeps it. `of` is the
// record that a list shows it with: its own id, or the one that `words` add to.
void index_words(sql::Connection& connection, const std::string& shop, const core::Record& record);

// Out of the index again; whether there was anything. Its words lie in the index's pages until
// clean_index().
bool unindex_words(sql::Connection& connection, const std::string& id);

// Takes in what an older program kept.
void index_backlog(Store& store);

// Leaves no erased word in the index's pages.
void clean_index(sql::Connection& connection);

// A record that says every word of a query.
struct Hit {
    std::string of;  // the record that a list shows it with
    std::string id;
    std::int64_t row = 0;  // in the index
    double rank = 0;       // the less, the better; comparable between shops
};

// What stands in quotes is found as it stands there, the last word also as the beginning of one. Of
// the shop's, at most `most`, the best first.
std::vector<Hit> search(Store& store, const std::string& shop, std::string_view query, int most);

// A piece of what was said, and whether it is what was asked for.
struct Excerpt {
    std::string text;
    bool hit = false;
};
// What stands around the first of the query's words in a record that is a hit: a line or two.
std::vector<Excerpt> excerpt(Store& store, std::string_view query, const Hit& hit,
                             const core::Body& said);

}  // namespace earshot::sync
