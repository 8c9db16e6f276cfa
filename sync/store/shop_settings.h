#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// What a manager sets for a shop: the shop's part of the bundle.
namespace earshot::sync {

// What is to be other than it was; what is none stays.
struct ShopChange {
    std::optional<std::string> name, timezone, reader, look;
    std::optional<std::vector<std::string>> languages;
    std::optional<std::optional<std::map<std::string, core::OpenHours>>> hours;
    std::optional<double> ask_share, dark_share;
    std::optional<bool> words, contact, voice;
    std::optional<std::optional<std::string>> pin;  // as hash_password() has it
};

// Fails as `not_found`.
core::Result<void> change_shop(Store& store, const std::string& shop, const ShopChange& change,
                               const Act& act);

}  // namespace earshot::sync
