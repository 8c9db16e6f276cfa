#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// The keys that shoppers' contacts are sealed to. A pair is made in a browser; its secret comes
// here only as browsers wrapped it: for each person who may open contacts, and under a recovery
// code. Whatever is wrapped is opaque here.
namespace earshot::sync {

struct FollowUpKey {
    struct Copy {
        std::string user;
        std::optional<std::string> asks;     // what somebody who has the secret wraps it to
        std::optional<std::string> wrapped;  // the secret, for this person alone
    };

    std::string id, key;  // base64
    std::string recovery;
    std::string made_by;
    core::Instant made_at;
    std::vector<std::string> shops;  // where it is the one in use
    std::vector<Copy> copies;

    bool held_by(const std::string& user) const;
};

std::vector<FollowUpKey> followup_keys(Store& store);

// Puts a new key in use in these shops, with its maker's copy. `key.id` and `made_at` are given
// here. Fails as `in_use` where one of them has a key: the first is the one.
core::Result<FollowUpKey> add_followup_key(Store& store, FollowUpKey key, const Act& act);
// Puts one there is in use in more shops. Fails in the same way.
core::Result<void> extend_followup_key(Store& store, const std::string& key,
                                       const std::vector<std::string>& shops, const Act& act);
// What is given replaces what was there.
void keep_copy(Store& store, const std::string& key, const FollowUpKey::Copy& copy, const Act& act);
// False where there is none.
bool remove_copy(Store& store, const std::string& key, const std::string& user, const Act& act);
// A passphrase that did not open it, or somebody without a copy who wanted what is sealed to it.
void note_locked(Store& store, const std::string& key, std::string_view what, const Act& act);
// All that somebody has, within a transaction: who may open contacts no more keeps no copy.
void remove_copies(sql::Connection& connection, const std::string& user);

}  // namespace earshot::sync
