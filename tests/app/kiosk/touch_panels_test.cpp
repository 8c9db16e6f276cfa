#include "app/kiosk/touch_panels.h"

#include <gtest/gtest.h>

#include <fstream>
#include <mutex>
#include <vector>

#include "tests/support/process.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;

// What the kernel shows of a machine's input devices.
class TouchPanelsTest : public testing::Test {
  protected:
    TouchPanelsTest() {
        fs::create_directories(places_.input);
        fs::create_directories(places_.devices);
    }

    void plug_in(const std::string& event, const std::string& properties) {
        fs::create_directories(places_.input / event / "device");
        std::ofstream(places_.input / event / "device" / "properties") << properties << "\n";
        std::ofstream(places_.devices / event) << "";
    }
    void unplug(const std::string& event) {
        fs::remove_all(places_.input / event);
        fs::remove(places_.devices / event);
    }
    bool told(const std::vector<bool>& what) {
        return test::wait_until([&] {
            const std::scoped_lock lock(mutex_);
            return told_ == what;
        });
    }

    test::TemporaryFolder folder_;
    TouchWatch::Places places_{folder_.path() / "sys", folder_.path() / "dev"};
    std::mutex mutex_;
    std::vector<bool> told_;
};

TEST_F(TouchPanelsTest, AreToldFromMiceAndTouchpads) {
    plug_in("event0", "0");
    plug_in("event1", "5");  // a touchpad: a pointer, with buttons beneath it
    EXPECT_EQ(touch_panels(places_.input), 0);
    plug_in("event2", "2");
    plug_in("event3", "1 0 2");
    plug_in("event4", "2 0");
    EXPECT_EQ(touch_panels(places_.input), 2);
    EXPECT_EQ(touch_panels(places_.input / "none"), 0);
}

TEST_F(TouchPanelsTest, AreToldAsLostAndFoundAgain) {
    plug_in("event0", "2");
    const TouchWatch watch(places_, [this](bool lost) {
        const std::scoped_lock lock(mutex_);
        told_.push_back(lost);
    });
    plug_in("event1", "0");
    unplug("event0");
    ASSERT_TRUE(told({true}));
    unplug("event1");
    plug_in("event2", "2");
    EXPECT_TRUE(told({true, false}));
}

TEST(TouchLossTest, IsToldOnceForEachTimeAndUndoneWhenOneIsBack) {
    TouchLoss loss(2);
    EXPECT_FALSE(loss.look(1));
    EXPECT_TRUE(loss.look(0));
    EXPECT_TRUE(loss.lost());
    EXPECT_FALSE(loss.look(0));
    EXPECT_TRUE(loss.look(1));
    EXPECT_FALSE(loss.lost());
    EXPECT_TRUE(loss.look(0));
}

TEST(TouchLossTest, IsNoneWhereThereNeverWasAPanel) {
    TouchLoss loss(0);
    EXPECT_FALSE(loss.look(0));
    EXPECT_FALSE(loss.lost());
    EXPECT_FALSE(loss.look(1));
    EXPECT_TRUE(loss.look(0));
}

}  // namespace
}  // namespace earshot::app
