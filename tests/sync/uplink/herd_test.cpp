#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <queue>

#include "tests/support/size.h"
#include "tests/sync/uplink/doubles.h"

namespace earshot::sync {
namespace {

using namespace std::chrono;
using core::milliseconds;

// Thousands of kiosks, one hub that was away. All share one clock, which goes from one
// kiosk's next step to that of the next.
class Herd {
  public:
    explicit Herd(int size) {
        for (int i = 0; i < size; ++i) {
            auto kiosk = std::make_unique<Kiosk>();
            kiosk->shelf.keep(1);
            kiosk->line.script = [this](const HttpRequest& request) { return hub(request); };
            kiosk->uplink = std::make_unique<Uplink>(kiosk->line, kiosk->shelf, clock_.clock(),
                                                     test::chance(static_cast<std::uint64_t>(i)),
                                                     UplinkEvents{}, test::an_identity(), "\"v1\"");
            due_.push({clock_.steady(), kiosk.get()});
            kiosks_.push_back(std::move(kiosk));
        }
    }

    void live(milliseconds time) {
        const milliseconds end = clock_.steady() + time;
        while (due_.top().at <= end) {
            const Due due = due_.top();
            due_.pop();
            clock_.wait(std::max(milliseconds(0), due.at - clock_.steady()));
            due_.push({clock_.steady() + due.kiosk->uplink->step(), due.kiosk});
            due.kiosk->line.requests.clear();
        }
        clock_.wait(end - clock_.steady());
    }

    void hub_returns() { away_ = false; }
    // Batches that came, by the second since it returned.
    std::map<std::int64_t, int> arrivals;

  private:
    struct Kiosk {
        test::Shelf shelf;
        test::ScriptedLine line;
        std::unique_ptr<Uplink> uplink;
    };
    struct Due {
        milliseconds at;
        Kiosk* kiosk;
        bool operator>(const Due& other) const { return at > other.at; }
    };

    core::Result<HttpReply> hub(const HttpRequest& request) {
        if (away_) return core::fail(core::ErrorKind::unavailable, "refused");
        if (request.path != "/v1/batches") return test::reply(304, "", "");
        ++arrivals[duration_cast<seconds>(clock_.steady()).count()];
        return test::receipt_for(request, clock_.wall());
    }

    test::VirtualClock clock_;
    bool away_ = true;
    std::vector<std::unique_ptr<Kiosk>> kiosks_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
};

TEST(HerdTest, ComesBackGentlyAfterALongOutage) {
    constexpr int size = 5'000;
    Herd herd(size);
    // From the twelfth minute on, all waits are drawn from the whole range.
    herd.live(minutes(test::sized("minutes of outage", 12, 60)));
    herd.hub_returns();
    herd.live(backoff_max);

    int all = 0, peak = 0;
    for (const auto& [second, count] : herd.arrivals) {
        all += count;
        peak = std::max(peak, count);
    }
    const double mean = size / duration<double>(backoff_max).count();
    std::printf("[ herd     ] %d kiosks, peak second %d, mean %.1f\n", size, peak, mean);
    EXPECT_EQ(all, size);
    EXPECT_LE(peak, 3 * mean);
}

}  // namespace
}  // namespace earshot::sync
