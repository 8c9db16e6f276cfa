#pragma once

#include <set>
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

// The records of the shop that a list shows with every word of the query: what stands in quotes as
// it stands there, the last word also as the beginning of one. At most `most`, the best first.
std::set<std::string> search(Store& store, const std::string& shop, std::string_view query,
                             int most);

}  // namespace earshot::sync
