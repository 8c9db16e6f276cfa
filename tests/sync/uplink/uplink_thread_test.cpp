#include "sync/uplink/uplink_thread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "sync/uplink/bundle_file.h"
#include "sync/wire/bundle.h"
#include "tests/support/fault_server.h"
#include "tests/support/process.h"
#include "tests/sync/uplink/doubles.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Heard;
using test::http;

// A shelf for two threads.
class SharedShelf : public Outbox {
    template <typename Act>
    auto with(Act act) {
        const std::scoped_lock lock(mutex_);
        return act(shelf_);
    }

  public:
    void keep(int count) {
        with([&](auto& shelf) { shelf.keep(count); });
    }
    std::vector<core::JournalLine> waiting(int limit) override {
        return with([&](auto& shelf) { return shelf.waiting(limit); });
    }
    void acknowledge(const std::vector<std::int64_t>& seqs) override {
        with([&](auto& shelf) { shelf.acknowledge(seqs); });
    }
    void quarantine(std::int64_t seq, const std::string& reason) override {
        with([&](auto& shelf) { shelf.quarantine(seq, reason); });
    }
    bool fresh() override {
        return with([](auto& shelf) { return shelf.fresh(); });
    }
    void continue_after(std::int64_t seq) override {
        with([&](auto& shelf) { shelf.continue_after(seq); });
    }
    std::int64_t unsent() override {
        return with([](auto& shelf) { return shelf.unsent(); });
    }
    std::optional<core::Recording> recording() override {
        return with([](auto& shelf) { return shelf.recording(); });
    }
    void let_go(const std::string& recording) override {
        with([&](auto& shelf) { shelf.let_go(recording); });
    }

  private:
    std::mutex mutex_;
    test::Shelf shelf_;
};

// As much of a hub as a device sees of one.
class SmallHub {
  public:
    SmallHub() : server_([this](const Heard& request) { return answer(request); }) {}

    const test::HostileServer& server() const { return server_; }
    // How often each seq was stored: once, or the hub would count it twice.
    std::map<std::int64_t, int> stored() const {
        const std::scoped_lock lock(mutex_);
        return stored_;
    }

  private:
    Answer answer(const Heard& request) {
        const Answer::Then on = Answer::Then::keep_open;
        if (request.head.starts_with("POST /v1/devices"))
            return {
                http(201, "application/json",
                     encode(wire::Enrolment{test::an_id, "token", "harbour", "till-3", test::noon(),
                                            std::string(43, 'A') + "=", "key-1"})),
                on};
        if (request.head.starts_with("GET /v1/bundle"))
            return {http(200, "application/json", wire::encode(test::a_bundle())), on};
        return {http(200, "application/json", take(request)), on};
    }

    std::string take(const Heard& request) {
        HttpRequest batch;
        batch.body = request.body;
        const std::scoped_lock lock(mutex_);
        const HttpReply reply = test::receipt_for(batch, test::noon(), [](wire::Receipt& receipt) {
            receipt.bundle_etag = test::a_bundle().etag;
        });
        for (const auto& line : test::lines_of(batch)) ++stored_[line.seq.value()];
        return reply.body;
    }

    mutable std::mutex mutex_;
    std::map<std::int64_t, int> stored_;
    test::HostileServer server_;
};

class UplinkThreadTest : public testing::Test {
  protected:
    std::unique_ptr<UplinkThread> start(const std::string& hub, bool with_code = true) {
        UplinkThread::Settings settings{folder_.path(), {}, std::nullopt};
        settings.curl.hub = hub;
        if (with_code) settings.enrolment = wire::EnrolmentRequest{"CODE", "", "", ""};
        return UplinkThread::start(settings, shelf_,
                                   {nullptr, nullptr,
                                    [this](const LinkState& state) {
                                        const std::scoped_lock lock(mutex_);
                                        state_ = state;
                                    }})
            .value();
    }

    LinkState state() {
        const std::scoped_lock lock(mutex_);
        return state_;
    }

    test::TemporaryFolder folder_;
    SharedShelf shelf_;
    std::mutex mutex_;
    LinkState state_;
};

TEST_F(UplinkThreadTest, EnrolsFetchesItsBundleAndHandsOverWhatIsKept) {
    const SmallHub hub;
    const auto uplink = start(hub.server().url());
    ASSERT_TRUE(test::wait_until([&] { return load_bundle(folder_.path()).has_value(); }));
    EXPECT_EQ(load_identity(folder_.path())->token, "token");
    EXPECT_EQ(load_bundle(folder_.path()), test::a_bundle());

    shelf_.keep(1);
    uplink->wake();
    EXPECT_TRUE(test::wait_until([&] { return shelf_.unsent() == 0; }));
    EXPECT_TRUE(test::wait_until([&] { return state().standing == Standing::online; }));
    EXPECT_EQ(hub.server().connections(), 1);
}

TEST_F(UplinkThreadTest, PassesACodeOverWhereItIsEnrolledAlready) {
    const SmallHub hub;
    start(hub.server().url());
    Identity identity = test::an_identity();
    identity.hub = hub.server().url();
    save(folder_.path(), identity);
    shelf_.keep(1);
    const auto uplink = start(hub.server().url() + "/");
    ASSERT_TRUE(test::wait_until([&] { return shelf_.unsent() == 0; }));
    EXPECT_EQ(load_identity(folder_.path()), identity);
}

TEST_F(UplinkThreadTest, SendsRecordsThoughItsBundleCannotBeKept) {
    const SmallHub hub;
    // Nothing can be renamed over a folder.
    std::filesystem::create_directories(folder_.path() / "bundle.json" / "full");
    Identity identity = test::an_identity();
    identity.hub = hub.server().url();
    save(folder_.path(), identity);
    shelf_.keep(1);
    const auto uplink = start(hub.server().url(), false);
    EXPECT_TRUE(test::wait_until([&] { return shelf_.unsent() == 0; }));
    EXPECT_FALSE(state().bundle_problem.empty());
}

TEST_F(UplinkThreadTest, LeavesTheBundleOfTheHubItWasEnrolledAtBefore) {
    const test::HostileServer hub([](const Heard& request) {
        if (request.head.starts_with("POST /v1/devices"))
            return Answer{
                http(201, "application/json",
                     encode(wire::Enrolment{test::an_id, "token", "harbour", "till-3", test::noon(),
                                            std::string(43, 'A') + "=", "key-1"})),
                Answer::Then::keep_open};
        return Answer{"", Answer::Then::keep_open};
    });
    save(folder_.path(), test::an_identity());
    save_bundle(folder_.path(), wire::encode(test::a_bundle()));
    const auto uplink = start(hub.url());
    ASSERT_TRUE(test::wait_until([&] { return hub.heard().size() > 1; }));
    EXPECT_EQ(load_identity(folder_.path())->hub, hub.url());
    EXPECT_EQ(load_bundle(folder_.path()).error().kind, core::ErrorKind::not_found);
}

TEST_F(UplinkThreadTest, ShowsItsTokenToNoOtherHub) {
    const SmallHub other;
    save(folder_.path(), test::an_identity());
    shelf_.keep(1);
    {
        const auto uplink = start(other.server().url(), false);
        ASSERT_TRUE(test::wait_until([&] { return state().unsent == 1; }));
        EXPECT_EQ(state().standing, Standing::not_enrolled);
    }
    EXPECT_EQ(other.server().connections(), 0);
}

TEST_F(UplinkThreadTest, EndsWithinTwoSecondsWhateverItWaitsFor) {
    const test::HostileServer silent([](const Heard&) {
        return Answer{"", Answer::Then::keep_open};
    });
    auto uplink = start(silent.url());
    ASSERT_TRUE(test::wait_until([&] { return !silent.heard().empty(); }));
    const auto asked = std::chrono::steady_clock::now();
    uplink.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 2s);
}

TEST_F(UplinkThreadTest, LosesNothingOverALineThatFails) {
    const SmallHub hub;
    test::FaultProxy line(hub.server().port());
    Identity identity = test::an_identity();
    identity.hub = line.url();
    save(folder_.path(), identity);

    std::vector<test::Fault> faults(5);
    faults[0].refuse = true;
    faults[1].cut_request = 100;
    faults[2].cut_answer = 60;
    faults[3].swallow_answer = true;
    faults[4].duplicate_request = true;
    for (const test::Fault& fault : faults) {
        line.set(fault);
        const int before = line.connections();
        shelf_.keep(1);
        const auto uplink = start(line.url(), false);
        ASSERT_TRUE(test::wait_until(
            [&] { return line.connections() > before + 1 || shelf_.unsent() == 0; }));
    }
    line.set({});
    const auto uplink = start(line.url(), false);
    ASSERT_TRUE(test::wait_until([&] { return shelf_.unsent() == 0; }));
    EXPECT_EQ(hub.stored().size(), faults.size());
}

}  // namespace
}  // namespace earshot::sync
