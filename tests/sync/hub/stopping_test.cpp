#include <gtest/gtest.h>

#include <future>

#include "sync/hub/workers.h"
#include "sync/hub/writer.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

// Something that a thread is at until it is let go.
struct Busy {
    std::promise<void> begun, end;

    void operator()() {
        begun.set_value();
        end.get_future().wait();
    }
};

TEST(StoppingTest, AWorkersTaskThatIsNotBegunIsDroppedAndSaidSo) {
    Busy busy;
    bool done = false, dropped = false;
    sync::Workers workers(1, 8);
    EXPECT_TRUE(workers.add([&] { busy(); }, [] { ADD_FAILURE(); }));
    busy.begun.get_future().wait();
    EXPECT_TRUE(workers.add([&] { done = true; }, [&] { dropped = true; }));
    workers.stop();
    EXPECT_TRUE(dropped);
    EXPECT_FALSE(done);
    EXPECT_FALSE(workers.add([] {}, [] {}));
    busy.end.set_value();
}

TEST(StoppingTest, ADeliveryThatIsNotBegunIsRefused) {
    test::Shop shop;
    Busy busy;
    sync::Writer writer(*shop.store, {}, [&] { return core::Now{shop.now, {}}; });
    std::thread job([&] { writer.run([&](sync::Store&) { busy(); }); });
    busy.begun.get_future().wait();
    const auto delivery =
        shop.delivery(shop.device, test::body_of({test::a_response(1, "B", {"produce"})}));
    std::optional<core::ErrorKind> refused;
    EXPECT_TRUE(
        writer.take(delivery, [&](const auto& receipt) { refused = receipt.error().kind; }));
    writer.stop();
    EXPECT_EQ(refused, core::ErrorKind::unavailable);
    EXPECT_FALSE(writer.take(delivery, [](const auto&) { ADD_FAILURE(); }));
    EXPECT_THROW(writer.run([](sync::Store&) {}), sync::sql::Unavailable);
    busy.end.set_value();
    job.join();
    EXPECT_EQ(shop.n("B", ""), 0);
}

}  // namespace
}  // namespace earshot
