#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/data_folder.h"
#include "sync/uplink/bundle_file.h"
#include "sync/uplink/identity.h"
#include "sync/wire/bundle.h"
#include "tests/support/process.h"
#include "tests/sync/uplink/doubles.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync {
namespace {

TEST(IdentityTest, IsKeptForTheOwnerAlone) {
    const test::TemporaryFolder folder;
    save(folder.path(), test::an_identity());
    EXPECT_EQ(load_identity(folder.path()), test::an_identity());
    struct stat status {};
    ASSERT_EQ(::stat((folder.path() / "device.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(IdentityTest, IsNotGuessed) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(load_identity(folder.path()).error().kind, core::ErrorKind::not_found);
    core::write_file(folder.path() / "device.json", "{\"hub\":\"https://hub.ex");
    EXPECT_EQ(load_identity(folder.path()).error().kind, core::ErrorKind::corrupt);
}

TEST(BundleFileTest, KeepsTheLastGoodOne) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(load_bundle(folder.path()).error().kind, core::ErrorKind::not_found);
    save_bundle(folder.path(), wire::encode(test::a_bundle()));
    EXPECT_EQ(load_bundle(folder.path()), test::a_bundle());
    core::write_file(folder.path() / "bundle.json", "{}");
    EXPECT_EQ(load_bundle(folder.path()).error().kind, core::ErrorKind::corrupt);
}

}  // namespace
}  // namespace earshot::sync
