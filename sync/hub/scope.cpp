#include "sync/hub/scope.h"

#include <algorithm>

#include "sync/store/people.h"

namespace earshot::sync {
namespace {

constexpr std::size_t shops_max = 10'000;

}  // namespace

bool covers(const ShopScope& whole, const ShopScope& part) {
    if (!whole) return true;
    return part && std::ranges::all_of(*part, [&](const std::string& shop) {
               return std::ranges::find(*whole, shop) != whole->end();
           });
}

wire::json::object scope_of(Role role, const ShopScope& shops) {
    return {{"role", name_of(role)},
            {"shops", shops ? wire::json::value_from(*shops) : wire::json::value(nullptr)}};
}

Role to_role(const wire::Field& in) {
    const auto role = role_named(in.text());
    if (!role) in.refuse("not viewer, manager or admin");
    return role.value_or(Role::viewer);
}

std::vector<std::string> to_shops(const wire::Field& in) {
    std::vector<std::string> shops = in.names(shops_max);
    if (shops.empty()) in.refuse("no shop");
    return shops;
}

}  // namespace earshot::sync
