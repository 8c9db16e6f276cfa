#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/store/store.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

// How far an account or a token reaches: a role, in some shops or in all.
namespace earshot::sync {

using ShopScope = std::optional<std::vector<std::string>>;  // none: all

// Whether who has `whole` may give or see `part`.
bool covers(const ShopScope& whole, const ShopScope& part);

wire::json::object scope_of(Role role, const ShopScope& shops);
Role to_role(const wire::Field& in);
std::vector<std::string> to_shops(const wire::Field& in);

}  // namespace earshot::sync
