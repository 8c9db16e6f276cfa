#pragma once

#include <string>

#include "sync/store/counting.h"
#include "sync/store/sql.h"

namespace earshot::sync {

// Takes back what was said, within a transaction of the caller: the record goes, and with it every
// record and quarantined line that names it, and a comment's recording, out of every count; a later
// copy is refused.
class Erasing {
  public:
    // What is erased is taken away from `counting`, which the caller saves.
    Erasing(sql::Connection& connection, std::string shop, core::Instant now, Counting& counting)
        : connection_(connection), shop_(std::move(shop)), now_(now), counting_(counting) {}

    // Also where there is none of it yet.
    void by_id(const std::string& id);
    // `code` as the store keeps it: base64.
    void by_code(const std::string& code);
    // Of a comment that was erased before it came: what it names goes and stays away, too.
    void named(const std::string& blob);

    // Whether anything that was kept went.
    bool has_erased() const { return has_erased_; }
    // Whether words of it were in the index.
    bool has_unindexed() const { return has_unindexed_; }

    // How a forget code is marked.
    static std::string mark_of_code(const std::string& code) { return "forget:" + code; }

  private:
    void erase(const sql::Row& row);
    void mark(const std::string& what);
    void erase_recordings(const std::string& id);

    sql::Connection& connection_;
    const std::string shop_;
    const core::Instant now_;
    Counting& counting_;
    bool has_erased_ = false;
    bool has_unindexed_ = false;
};

}  // namespace earshot::sync
