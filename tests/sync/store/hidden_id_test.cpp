#include "sync/store/hidden_id.h"

#include <gtest/gtest.h>

#include <set>

#include "core/id.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

TEST(HiddenIdTest, OnlyTheHubTurnsItBack) {
    test::Folder folder, other;
    const sync::HubKeys keys = sync::make_keys(folder.path());
    const sync::HubKeys other_keys = sync::make_keys(other.path());
    std::set<std::string> seen;
    for (int number = 1; number <= 1'000; ++number) {
        const std::string id = test::an_id(number);
        const std::string hidden = sync::hidden_id(id, keys);
        EXPECT_TRUE(core::is_id(hidden)) << hidden;
        EXPECT_NE(hidden.substr(0, 8), id.substr(0, 8));
        EXPECT_EQ(sync::shown_id(hidden, keys), id);
        EXPECT_NE(sync::shown_id(hidden, other_keys), id);
        seen.insert(hidden);
    }
    EXPECT_EQ(seen.size(), 1'000U);
}

}  // namespace
}  // namespace earshot
