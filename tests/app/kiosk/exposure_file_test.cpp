#include "app/kiosk/exposure_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const core::Exposure full{core::Instant{core::milliseconds{1'795'003'200'000}},
                          41,
                          core::Baskets{1, 2, 3, 4},
                          5,
                          {{"B", 30, 12, 5, 1}}};
const core::Exposure bare{
    core::Instant{core::milliseconds{1'795'006'800'000}}, {}, {}, 0, {{"B", {}, 1, 0, 0}}};

TEST(ExposureFile, GivesBackWhatWasWritten) {
    EXPECT_THAT(read_exposures(written({full, bare})), ElementsAre(full, bare));
    EXPECT_THAT(read_exposures(written({})), IsEmpty());
}

TEST(ExposureFile, LeavesOutWhatCannotBeRead) {
    const std::string text = written({full, bare});
    EXPECT_THAT(read_exposures(text.substr(0, text.size() - 9)), ElementsAre(full));
    EXPECT_THAT(read_exposures("tea\n\n" + written({bare})), ElementsAre(bare));
}

}  // namespace
}  // namespace earshot::app
