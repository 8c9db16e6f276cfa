#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include "core/clock.h"
#include "sync/store/sql.h"

// How long what is kept of a shopper stays. What goes by age leaves the counts as they are: only
// what was said or answered, one by one, is gone. A late copy is still known as one.
namespace earshot::sync {

struct Keeping {
    std::string_view kind;  // of a record
    std::chrono::hours life;
};
// By kind. A follow-up (follow_ups.h) and a quarantined line (store.h) have their own.
std::span<const Keeping> keepings();

// Of a recording: whoever wants to hear it has done so.
inline constexpr std::chrono::hours voice_life{30 * 24};

// How long the key lives under which a shop's loyalty numbers become tokens: coming back is counted
// within it, and afterwards nobody can test a number.
inline constexpr std::chrono::hours visit_key_life{91 * 24};

struct Gone {
    bool records = false, words = false;  // words: out of the index
};
// Lets go of what is over, at most `most` records, each few in a transaction. The writer's thread.
Gone let_go(sql::Connection& connection, core::Instant now, int most);

// Makes the visit keys that are missing, and new ones in place of those that are over. Whether one
// was destroyed. Within a transaction or outside.
bool renew_visit_keys(sql::Connection& connection, core::Instant now);

}  // namespace earshot::sync
