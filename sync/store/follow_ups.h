#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/record.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// Shoppers who want to hear back: one person at a time has each, and it is gone when that person is
// done, or after follow_up_life.
namespace earshot::sync {

inline constexpr std::chrono::hours follow_up_life{30 * 24};

struct FollowUp {
    struct Note {
        core::Instant at;
        std::string by, text;
    };

    std::string id, shop;
    core::Instant at;    // when it was wished for
    core::Instant ends;  // when it goes
    core::FollowUp body;
    std::optional<std::string> taken_by;
    std::optional<core::Instant> taken_at;
    std::vector<Note> notes;
};

// Of the shop, the oldest first: those that are to be called.
std::vector<FollowUp> follow_ups(Store& store, const std::string& shop, core::Instant now);
// By the id of lists, or by its own.
std::optional<FollowUp> find_follow_up(Store& store, const std::string& id, core::Instant now);

struct FollowUpChange {
    std::optional<bool> take;         // or give back
    std::optional<std::string> note;  // on it
    bool done = false;                // what is left of it goes
};

// As whoever acts. Fails as `in_use`, saying who has it since when, where that is somebody else, or
// nobody; as `not_found` where it is gone.
core::Result<void> change_follow_up(Store& store, const FollowUp& follow_up,
                                    const FollowUpChange& change, const Act& act);

// Lets go of those whose time is over. Returns how many.
int end_old_follow_ups(Store& store, core::Instant now);

}  // namespace earshot::sync
