#include "sync/uplink/uplink.h"

#include <gtest/gtest.h>

#include <numeric>

#include "sync/wire/blob.h"
#include "sync/wire/bundle.h"
#include "sync/wire/limits.h"
#include "tests/sync/uplink/doubles.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync {
namespace {

using namespace std::chrono;
using core::milliseconds;
using test::problem;
using test::reply;

class UplinkTest : public testing::Test {
  protected:
    UplinkTest() {
        bundle_.etag = "\"v1\"";
        line_.script = [this](const HttpRequest& request) { return answer(request); };
    }

    // A hub that is well, but for what a test puts in its place.
    core::Result<HttpReply> answer(const HttpRequest& request) {
        if (request.path == "/v1/batches")
            return batches_ ? batches_(request) : test::receipt_for(request, clock_.wall());
        if (request.path == "/v1/bundle") return bundle_answer(request);
        return reply(404, "", "");
    }

    core::Result<HttpReply> bundle_answer(const HttpRequest& request) {
        if (bundles_) return bundles_(request);
        const auto known = request.headers.find("If-None-Match");
        if (known != request.headers.end() && known->second == bundle_.etag)
            return reply(304, "", "");
        return reply(200, "application/json", wire::encode(bundle_));
    }

    std::unique_ptr<Uplink> uplink(std::optional<Identity> identity = test::an_identity(),
                                   std::string etag = "\"v1\"") {
        UplinkEvents events{[this](const Identity& enrolled) { enrolled_ = enrolled; },
                            [this](const core::Bundle& bundle, std::string_view) {
                                bundles_got_.push_back(bundle);
                            }};
        return std::make_unique<Uplink>(line_, shelf_, clock_.clock(), test::chance(), events,
                                        std::move(identity), std::move(etag));
    }

    // Steps until the uplink wants to rest; how long.
    static milliseconds run(Uplink& uplink) {
        for (int steps = 0; steps < 10'000; ++steps)
            if (const milliseconds rest = uplink.step(); rest > milliseconds(0)) return rest;
        ADD_FAILURE() << "no rest in 10,000 steps";
        return milliseconds(0);
    }

    // Lets time go by, resting as it is told to.
    void live(Uplink& uplink, milliseconds time) {
        const milliseconds end = clock_.steady() + time;
        while (clock_.steady() < end) clock_.wait(std::min(uplink.step(), end - clock_.steady()));
    }

    std::vector<std::int64_t> sent_seqs() const {
        std::vector<std::int64_t> seqs;
        for (const HttpRequest& request : line_.requests) {
            if (request.path != "/v1/batches") continue;
            for (const auto& line : test::lines_of(request)) seqs.push_back(line.seq.value());
        }
        return seqs;
    }

    test::VirtualClock clock_;
    test::Shelf shelf_;
    test::ScriptedLine line_;
    test::ScriptedLine::Script batches_, bundles_;
    core::Bundle bundle_ = test::a_bundle();
    std::vector<core::Bundle> bundles_got_;
    std::optional<Identity> enrolled_;
};

TEST_F(UplinkTest, HandsOverWhatWaitsInOrderAndOnce) {
    shelf_.keep(2'500);
    const auto uplink = this->uplink();
    run(*uplink);
    std::vector<std::int64_t> all(2'500);
    std::iota(all.begin(), all.end(), 1);
    EXPECT_EQ(sent_seqs(), all);
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(uplink->state().standing, Standing::online);
    EXPECT_EQ(uplink->state().unsent, 0);
}

TEST_F(UplinkTest, SendsABatchAsTheProtocolHasIt) {
    shelf_.keep(1);
    run(*uplink());
    const auto batch = std::ranges::find(line_.requests, "/v1/batches", &HttpRequest::path);
    ASSERT_NE(batch, line_.requests.end());
    EXPECT_EQ(batch->method, "POST");
    EXPECT_EQ(batch->headers.at("Content-Type"), "application/x-ndjson");
    EXPECT_EQ(batch->headers.at("Content-Encoding"), "zstd");
    EXPECT_EQ(batch->headers.at("Authorization"), "Bearer s3cret-token");
    EXPECT_EQ(batch->headers.at("Earshot-Time"), "2026-11-22T00:00:00.000Z");
}

TEST_F(UplinkTest, SendsANewRecordAtOnceWhenItIsIdle) {
    const auto uplink = this->uplink();
    run(*uplink);
    shelf_.keep(1);
    run(*uplink);
    EXPECT_EQ(line_.asked("/v1/batches"), 1u);
}

TEST_F(UplinkTest, StaysUnderTheLimitsOfABatch) {
    std::mt19937 noise(3);
    std::string filling(3'000, ' ');
    for (int i = 0; i < 1'200; ++i) {
        for (char& letter : filling) letter = static_cast<char>('!' + noise() % 90);
        std::erase_if(filling, [](char c) { return c == '"' || c == '\\'; });
        filling.resize(3'000, 'x');
        shelf_.keep(1, filling);
    }
    run(*uplink());
    EXPECT_TRUE(shelf_.lines.empty());
    for (const HttpRequest& request : line_.requests)
        EXPECT_LE(request.body.size(), wire::body_max);
    EXPECT_GT(line_.asked("/v1/batches"), 2u);
}

TEST_F(UplinkTest, LivesThroughAWeekOfOutageWithoutLossOrHammering) {
    shelf_.keep(10);
    line_.script = [](const HttpRequest&) {
        return core::fail(core::ErrorKind::unavailable, "no route");
    };
    const auto uplink = this->uplink();
    live(*uplink, 24h * 7);
    EXPECT_EQ(shelf_.lines.size(), 10u);
    EXPECT_EQ(uplink->state().standing, Standing::offline);
    EXPECT_EQ(uplink->state().unsent, 10);
    EXPECT_TRUE(uplink->state().next_try);
    // A wait is 150 s in the mean: about 4,000 of them in a week, for records and bundle each.
    EXPECT_LT(line_.asked("/v1/batches"), 5'000u);
    EXPECT_GT(line_.asked("/v1/batches"), 3'000u);

    line_.script = [this](const HttpRequest& request) { return answer(request); };
    live(*uplink, backoff_max);
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(uplink->state().standing, Standing::online);
}

TEST_F(UplinkTest, IsNotHurriedByNewRecordsWhileItWaitsOutAFailure) {
    batches_ = [](const HttpRequest&) { return problem(500); };
    const auto uplink = this->uplink();
    for (int tap = 0; tap < 600; ++tap) {
        shelf_.keep(1);
        run(*uplink);
        clock_.wait(100ms);
    }
    EXPECT_LT(line_.asked("/v1/batches"), 15u);
}

TEST_F(UplinkTest, LetsGoOnlyOnAReceiptThatAccountsForTheBatch) {
    using Change = std::function<void(wire::Receipt&)>;
    const std::vector<Change> lies = {
        [](wire::Receipt& receipt) { receipt.accepted = 0; },
        [](wire::Receipt& receipt) { receipt.accepted += 1; },
        [](wire::Receipt& receipt) { receipt.acked_through = 0; },
        [](wire::Receipt& receipt) {
            receipt.accepted = 2;
            receipt.rejected = {{99, 1, std::nullopt, "x", ""}};
        },
        [](wire::Receipt& receipt) {
            receipt.accepted = 2;
            receipt.rejected = {{std::nullopt, 4, std::nullopt, "x", ""}};
        },
        [](wire::Receipt& receipt) {
            receipt.accepted = 1;
            receipt.rejected = {{1, 1, std::nullopt, "x", ""}, {1, 1, std::nullopt, "x", ""}};
        },
    };
    for (const Change& lie : lies) {
        shelf_ = {};
        shelf_.keep(3);
        batches_ = [&](const HttpRequest& request) {
            return test::receipt_for(request, clock_.wall(), lie);
        };
        const auto uplink = this->uplink();
        live(*uplink, 5min);
        EXPECT_EQ(shelf_.lines.size(), 3u);
        EXPECT_TRUE(shelf_.quarantined.empty());
    }
}

TEST_F(UplinkTest, LetsGoOfNothingOnALoginPage) {
    const std::string page = "<html>Accept our terms</html>";
    HttpReply redirect = reply(302, "text/html", page);
    for (const HttpReply& portal :
         {reply(200, "text/html", page), redirect, reply(511, "text/html", page)}) {
        shelf_ = {};
        shelf_.keep(3);
        line_.script = [&](const HttpRequest&) { return portal; };
        const auto uplink = this->uplink();
        live(*uplink, 1h);
        EXPECT_EQ(shelf_.lines.size(), 3u);
        EXPECT_EQ(uplink->state().standing, Standing::login_page);
        EXPECT_NE(uplink->state().words.find("login page"), std::string::npos);
        EXPECT_TRUE(bundles_got_.empty());
    }
}

TEST_F(UplinkTest, NamesTheCauseForAsLongAsThereIsOne) {
    bool trusted = false;
    line_.script = [&](const HttpRequest& request) -> core::Result<HttpReply> {
        if (trusted) return answer(request);
        return core::fail(core::ErrorKind::denied, "certificate has expired");
    };
    const auto uplink = this->uplink();
    run(*uplink);
    EXPECT_EQ(uplink->state().standing, Standing::untrusted);
    EXPECT_EQ(uplink->state().reason, "certificate has expired");
    trusted = true;
    live(*uplink, 1h);
    EXPECT_EQ(uplink->state().standing, Standing::online);
    EXPECT_EQ(uplink->state().reason, "");
}

TEST_F(UplinkTest, LetsGoOnlyOfWhatIsCovered) {
    shelf_.keep(3);
    bool once = false;
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(), [&](wire::Receipt& receipt) {
            if (!std::exchange(once, true)) receipt.acked_through = 2;
        });
    };
    const auto uplink = this->uplink();
    run(*uplink);
    EXPECT_EQ(sent_seqs(), (std::vector<std::int64_t>{1, 2, 3, 3}));
    EXPECT_TRUE(shelf_.lines.empty());
}

TEST_F(UplinkTest, PutsRejectedRecordsAsideAndGoesOn) {
    shelf_.keep(4);
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(), [](wire::Receipt& receipt) {
            receipt.accepted = 1;
            receipt.duplicates = 1;
            receipt.rejected = {{2, 2, std::nullopt, "unknown choice", "/answers/0/choices/1"},
                                {std::nullopt, 4, std::nullopt, "not JSON", ""}};
            receipt.acked_through = 3;
        });
    };
    run(*uplink());
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(shelf_.quarantined,
              (std::map<std::int64_t, std::string>{{2, "unknown choice at /answers/0/choices/1"},
                                                   {4, "not JSON"}}));
}

TEST_F(UplinkTest, SendsLessWhenItWasTooMuchAndMoreAgainLater) {
    shelf_.keep(300);
    std::vector<std::size_t> sizes;
    batches_ = [&](const HttpRequest& request) {
        sizes.push_back(test::lines_of(request).size());
        return sizes.back() > 40 ? problem(413) : test::receipt_for(request, clock_.wall());
    };
    run(*uplink());
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ((std::vector<std::size_t>(sizes.begin(), sizes.begin() + 5)),
              (std::vector<std::size_t>{300, 150, 75, 37, 74}));
    EXPECT_TRUE(shelf_.quarantined.empty());
}

TEST_F(UplinkTest, PutsASingleRecordThatIsTooLargeAsideAndGoesOn) {
    shelf_.keep(3);
    batches_ = [&](const HttpRequest& request) {
        const auto lines = test::lines_of(request);
        const bool large =
            std::ranges::any_of(lines, [](const auto& line) { return line.seq == 2; });
        return large ? problem(413) : test::receipt_for(request, clock_.wall());
    };
    run(*uplink());
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(shelf_.quarantined.size(), 1u);
    EXPECT_TRUE(shelf_.quarantined.contains(2));
}

TEST_F(UplinkTest, BelievesNobodyElseThatASingleRecordIsTooLarge) {
    shelf_.keep(3);
    batches_ = [&](const HttpRequest&) { return reply(413, "text/html", ""); };
    const auto uplink = this->uplink();
    live(*uplink, 1h);
    EXPECT_EQ(shelf_.lines.size(), 3u);
    EXPECT_LT(line_.asked("/v1/batches"), 80u);
}

TEST_F(UplinkTest, StopsWhenTheHubNoLongerKnowsItAndGoesOnOnceEnrolled) {
    shelf_.keep(3);
    batches_ = [&](const HttpRequest& request) {
        return request.headers.at("Authorization") == "Bearer new-token"
                   ? test::receipt_for(request, clock_.wall())
                   : problem(401, "unknown token");
    };
    const auto uplink = this->uplink();
    live(*uplink, 1h * 24);
    EXPECT_EQ(line_.asked("/v1/batches"), 1u);
    EXPECT_EQ(line_.requests.size(), 2u);
    EXPECT_EQ(uplink->state().standing, Standing::revoked);
    EXPECT_EQ(uplink->state().words, "this kiosk is no longer enrolled");
    shelf_.keep(2);
    EXPECT_EQ(shelf_.lines.size(), 5u);

    line_.script = [this](const HttpRequest& request) {
        if (request.path != "/v1/devices") return answer(request);
        return core::Result<HttpReply>(
            reply(201, "application/json",
                  encode(wire::Enrolment{test::another_id, "new-token", "harbour", "till-3",
                                         clock_.wall(), std::string(43, 'A') + "=", "key-1"})));
    };
    uplink->enrol("https://hub.example", {"CODE", "", "", ""});
    run(*uplink);
    EXPECT_EQ(enrolled_->token, "new-token");
    EXPECT_EQ(enrolled_->hub, "https://hub.example");
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(uplink->state().standing, Standing::online);
}

TEST_F(UplinkTest, UsesACodeAtHandOnlyOnceTheHubNoLongerKnowsIt) {
    bool known = true;
    line_.script = [&](const HttpRequest& request) -> core::Result<HttpReply> {
        if (request.path == "/v1/devices")
            return reply(
                201, "application/json",
                encode(wire::Enrolment{test::another_id, "new-token", "harbour", "till-3",
                                       clock_.wall(), std::string(43, 'A') + "=", "key-1"}));
        if (!known && request.headers.at("Authorization") != "Bearer new-token")
            return problem(401, "unknown token");
        return answer(request);
    };
    const auto uplink = this->uplink();
    uplink->enrol_if_revoked("https://hub.example", {"CODE", "", "", ""});
    shelf_.keep(1);
    live(*uplink, 10min);
    EXPECT_EQ(line_.asked("/v1/devices"), 0u);
    EXPECT_TRUE(shelf_.lines.empty());

    known = false;
    shelf_.keep(1);
    live(*uplink, 10min);
    EXPECT_EQ(line_.asked("/v1/devices"), 1u);
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(uplink->state().standing, Standing::online);
}

TEST_F(UplinkTest, StaysRevokedWhereTheCodeAtHandIsRefused) {
    line_.script = [](const HttpRequest&) { return problem(401); };
    const auto uplink = this->uplink();
    uplink->enrol_if_revoked("https://hub.example", {"CODE", "", "", ""});
    live(*uplink, 24h);
    EXPECT_EQ(line_.asked("/v1/devices"), 1u);
    EXPECT_EQ(uplink->state().standing, Standing::revoked);
    EXPECT_TRUE(uplink->state().code_refused);
}

TEST_F(UplinkTest, DoesNothingMoreUntilItsIdentityIsKept) {
    line_.script = [&](const HttpRequest& request) -> core::Result<HttpReply> {
        if (request.path != "/v1/devices") return answer(request);
        return reply(201, "application/json",
                     encode(wire::Enrolment{test::an_id, "token", "harbour", "till-3",
                                            clock_.wall(), std::string(43, 'A') + "=", "key-1"}));
    };
    int tries = 0;
    UplinkEvents events;
    events.enrolled = [&](const Identity&) {
        if (++tries < 3) throw std::runtime_error("disk full");
    };
    Uplink uplink(line_, shelf_, clock_.clock(), test::chance(), events, std::nullopt, "");
    uplink.enrol("https://hub.example", {"CODE", "", "", ""});
    EXPECT_THROW(uplink.step(), std::runtime_error);
    EXPECT_THROW(uplink.step(), std::runtime_error);
    EXPECT_EQ(line_.requests.size(), 1u);
    run(uplink);
    EXPECT_EQ(tries, 3);
    EXPECT_EQ(line_.asked("/v1/devices"), 1u);
    EXPECT_EQ(line_.asked("/v1/bundle"), 1u);
}

TEST_F(UplinkTest, RetriesA401ThatIsNotTheHubs) {
    shelf_.keep(1);
    batches_ = [](const HttpRequest&) { return reply(401, "text/html", "who are you?"); };
    const auto uplink = this->uplink();
    live(*uplink, 1h);
    EXPECT_GT(line_.asked("/v1/batches"), 10u);
    EXPECT_EQ(shelf_.lines.size(), 1u);
}

struct Asked {
    const char* retry_after;
    milliseconds least, most;
};

TEST_F(UplinkTest, HeedsRetryAfterWithinReason) {
    for (const Asked& asked :
         {Asked{"3600", 1h, 67min}, Asked{"1000000000", 24h, 24h}, Asked{"soon", 1s, 2s},
          Asked{"0", 1s, 2100ms}, Asked{"Sun, 06 Nov 1994 08:49:37 GMT", 1s, 2s},
          Asked{"Sun, 22 Nov 2026 00:10:00 GMT", 10min, 12min}}) {
        clock_ = {};
        shelf_ = {};
        shelf_.keep(1);
        batches_ = [&](const HttpRequest&) {
            HttpReply overload = problem(503);
            overload.retry_after = asked.retry_after;
            return overload;
        };
        const auto uplink = this->uplink();
        const milliseconds rest = run(*uplink);
        EXPECT_GE(rest, asked.least) << asked.retry_after;
        EXPECT_LE(rest, asked.most) << asked.retry_after;
        EXPECT_EQ(uplink->state().standing, Standing::busy);
        EXPECT_EQ(uplink->state().next_try, clock_.wall() + rest);
    }
}

TEST_F(UplinkTest, WaitsLongerEachTimeItIsToldToWait) {
    shelf_.keep(1);
    batches_ = [&](const HttpRequest&) {
        HttpReply overload = problem(503);
        overload.retry_after = "1";
        return overload;
    };
    const auto uplink = this->uplink();
    live(*uplink, 24h);
    EXPECT_LT(line_.asked("/v1/batches"), 750u);
}

TEST_F(UplinkTest, IsNotMovedByAJumpOfTheWallClock) {
    for (const hours jump : {26h, -26h, 24h * 365 * 50, -24h * 365 * 50}) {
        clock_ = {};
        shelf_ = {};
        line_.requests.clear();
        shelf_.keep(5);
        int calls = 0;
        batches_ = [&](const HttpRequest& request) -> core::Result<HttpReply> {
            clock_.set_wall(clock_.wall() + jump);
            if (++calls < 5) return core::fail(core::ErrorKind::unavailable, "reset");
            return test::receipt_for(request, clock_.wall());
        };
        const auto uplink = this->uplink();
        live(*uplink, 2min);
        EXPECT_EQ(calls, 5);
        EXPECT_TRUE(shelf_.lines.empty());
    }
}

TEST_F(UplinkTest, OfALostJournalAsksFirstWhereItsNumbersGoOn) {
    shelf_.fresh_ = true;
    shelf_.keep(2);
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(), [](wire::Receipt& receipt) {
            receipt.acked_through = std::max<std::int64_t>(receipt.acked_through, 500);
        });
    };
    run(*uplink());
    EXPECT_EQ(shelf_.went_on_after, 500);
    EXPECT_EQ(sent_seqs(), (std::vector<std::int64_t>{501, 502}));
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(line_.asked("/v1/batches"), 2u);
}

TEST_F(UplinkTest, AsksAgainWhereItsNumbersGoOnAfterDamage) {
    const auto uplink = this->uplink();
    shelf_.fresh_ = true;
    run(*uplink);
    EXPECT_EQ(shelf_.went_on_after, 0);
    shelf_.fresh_ = true;
    shelf_.keep(2);
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(), [](wire::Receipt& receipt) {
            receipt.acked_through = std::max<std::int64_t>(receipt.acked_through, 500);
        });
    };
    run(*uplink);
    EXPECT_EQ(sent_seqs(), (std::vector<std::int64_t>{501, 502}));
}

TEST_F(UplinkTest, AsksForItsBundleEvery30SecondsWhenIdle) {
    const auto uplink = this->uplink();
    live(*uplink, 10min);
    EXPECT_GE(line_.asked("/v1/bundle"), 20u);
    EXPECT_LE(line_.asked("/v1/bundle"), 23u);
    EXPECT_EQ(line_.requests.front().headers.at("If-None-Match"), "\"v1\"");
    EXPECT_TRUE(bundles_got_.empty());
}

TEST_F(UplinkTest, AsksForItsBundleAtOnceWhenAReceiptTellsOfAnother) {
    const auto uplink = this->uplink();
    run(*uplink);
    bundle_.etag = "\"v2\"";
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(),
                                 [](wire::Receipt& receipt) { receipt.bundle_etag = "\"v2\""; });
    };
    shelf_.keep(1);
    run(*uplink);
    ASSERT_EQ(bundles_got_.size(), 1u);
    EXPECT_EQ(bundles_got_[0], bundle_);
}

TEST_F(UplinkTest, DoesNotLoopOverABundleThatIsNeverTheOneItWasTold) {
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall(),
                                 [](wire::Receipt& receipt) { receipt.bundle_etag = "\"v9\""; });
    };
    const auto uplink = this->uplink();
    for (int tap = 0; tap < 200; ++tap) {
        shelf_.keep(1);
        run(*uplink);
    }
    EXPECT_LE(line_.asked("/v1/bundle"), 3u);
}

TEST_F(UplinkTest, KeepsItsBundleWhenAnotherDoesNotFitAndTellsWhy) {
    bundles_ = [](const HttpRequest&) { return reply(200, "application/json", "{\"etag\":1}"); };
    shelf_.keep(1);
    const auto uplink = this->uplink();
    run(*uplink);
    EXPECT_TRUE(bundles_got_.empty());
    EXPECT_FALSE(uplink->state().bundle_problem.empty());
    EXPECT_TRUE(shelf_.lines.empty());
    EXPECT_EQ(uplink->state().standing, Standing::online);
}

TEST_F(UplinkTest, SendsRecordsThoughTheBundleFails) {
    bundles_ = [](const HttpRequest&) { return problem(500); };
    const auto uplink = this->uplink();
    live(*uplink, 30min);
    EXPECT_LT(line_.asked("/v1/bundle"), 40u);
    shelf_.keep(1);
    run(*uplink);
    EXPECT_TRUE(shelf_.lines.empty());
}

TEST_F(UplinkTest, KnowsHowFarItsClockIsOff) {
    shelf_.keep(1);
    batches_ = [&](const HttpRequest& request) {
        return test::receipt_for(request, clock_.wall() - 7min);
    };
    const auto uplink = this->uplink();
    run(*uplink);
    EXPECT_EQ(uplink->state().clock_offset, 7min);
}

TEST_F(UplinkTest, DoesNothingUntilItIsEnrolled) {
    shelf_.keep(1);
    const auto uplink = this->uplink(std::nullopt, "");
    live(*uplink, 24h);
    EXPECT_TRUE(line_.requests.empty());
    EXPECT_EQ(uplink->state().standing, Standing::not_enrolled);
}

TEST_F(UplinkTest, EnrolsOnceTheHubCanBeReachedAndThenGetsItsBundle) {
    int calls = 0;
    line_.script = [&](const HttpRequest& request) -> core::Result<HttpReply> {
        if (request.path != "/v1/devices") return answer(request);
        EXPECT_FALSE(request.headers.contains("Authorization"));
        if (++calls == 1) return core::fail(core::ErrorKind::unavailable, "refused");
        if (calls == 2) return reply(200, "text/html", "<html>");
        if (calls == 3) return problem(503);
        return reply(201, "application/json",
                     encode(wire::Enrolment{test::an_id, "token", "harbour", "till-3",
                                            clock_.wall(), std::string(43, 'A') + "=", "key-1"}));
    };
    const auto uplink = this->uplink(std::nullopt, "");
    uplink->enrol("https://hub.example", {"CODE", "", "", ""});
    run(*uplink);
    EXPECT_EQ(uplink->state().standing, Standing::not_enrolled);
    EXPECT_FALSE(uplink->state().code_refused);
    live(*uplink, 1min);
    EXPECT_EQ(calls, 4);
    ASSERT_TRUE(enrolled_);
    EXPECT_EQ(enrolled_->till, "till-3");
    EXPECT_EQ(bundles_got_.size(), 1u);
    EXPECT_EQ(uplink->state().standing, Standing::online);
}

TEST_F(UplinkTest, TriesARefusedCodeOnlyOnce) {
    for (const int status : {400, 401, 403, 404, 410, 422}) {
        line_.requests.clear();
        line_.script = [&](const HttpRequest&) { return problem(status); };
        const auto uplink = this->uplink(std::nullopt, "");
        uplink->enrol("https://hub.example", {"CODE", "", "", ""});
        live(*uplink, 24h);
        EXPECT_EQ(line_.requests.size(), 1u);
        EXPECT_EQ(uplink->state().standing, Standing::not_enrolled);
        EXPECT_TRUE(uplink->state().code_refused);
        EXPECT_NE(uplink->state().words.find("refuses this enrolment code"), std::string::npos);
    }
}

class UplinkRecordingsTest : public UplinkTest {
  protected:
    UplinkRecordingsTest() {
        line_.script = [this](const HttpRequest& request) {
            return request.path.starts_with("/v1/blobs/") ? blobs_(request) : answer(request);
        };
        shelf_.recordings[id] = "sealed";
    }

    core::Result<HttpReply> taken(const HttpRequest& request) const {
        const wire::BlobReceipt receipt{request.path.substr(request.path.rfind('/') + 1),
                                        static_cast<std::int64_t>(request.body.size())};
        return reply(200, "application/json", encode(receipt));
    }

    static constexpr auto id = "019f0000-0000-7000-8000-000000000001";
    test::ScriptedLine::Script blobs_ = [this](const HttpRequest& request) {
        return taken(request);
    };
};

TEST_F(UplinkRecordingsTest, GoAfterTheRecordsThatNameThem) {
    shelf_.recordings = {{id, "sealed"}};
    shelf_.keep(3);
    run(*uplink());
    EXPECT_TRUE(shelf_.recordings.empty());
    ASSERT_EQ(line_.requests.size(), 3u);
    EXPECT_EQ(line_.requests[1].path, "/v1/batches");
    const HttpRequest& put = line_.requests.back();
    EXPECT_EQ(put.method, "PUT");
    EXPECT_EQ(put.path, std::string("/v1/blobs/") + id);
    EXPECT_EQ(put.body, "sealed");
    EXPECT_EQ(put.headers.at("Content-Type"), "application/octet-stream");
    EXPECT_EQ(put.headers.at("Authorization"), "Bearer " + test::an_identity().token);
}

TEST_F(UplinkRecordingsTest, StayUntilTheHubSaysThatItHasThem) {
    shelf_.recordings = {{id, "sealed"}};
    const std::vector<core::Result<HttpReply>> no_receipts{
        reply(200, "text/html", "<p>Please log in</p>"),
        reply(204, "", ""),
        reply(200, "application/json", "{}"),
        reply(200, "application/json", R"({"id":"another","bytes":6})"),
        reply(200, "application/json",
              R"({"id":"019f0000-0000-7000-8000-000000000001","bytes":5})"),
        reply(302, "", ""),
        reply(400, "text/html", ""),
        problem(404),
        reply(500, "", ""),
        problem(503),
        core::fail(core::ErrorKind::unavailable, "cut off")};
    for (const auto& answer : no_receipts) {
        blobs_ = [&](const HttpRequest&) { return answer; };
        live(*uplink(), minutes(10));
        EXPECT_EQ(shelf_.recordings.size(), 1u) << (answer ? answer->body : "none");
    }
    blobs_ = [this](const HttpRequest& request) { return taken(request); };
    live(*uplink(), minutes(1));
    EXPECT_TRUE(shelf_.recordings.empty());
}

TEST_F(UplinkRecordingsTest, HoldUpNoRecordAndAreNotTriedInALoop) {
    shelf_.recordings = {{id, "sealed"}};
    blobs_ = [](const HttpRequest&) { return reply(500, "", ""); };
    const auto link = uplink();
    run(*link);
    shelf_.keep(2);
    run(*link);
    EXPECT_TRUE(shelf_.lines.empty());
    live(*link, hours(1));
    EXPECT_LT(line_.asked(std::string("/v1/blobs/") + id), 60u);
    EXPECT_EQ(shelf_.recordings.size(), 1u);
}

TEST_F(UplinkRecordingsTest, WhatTheHubWillNeverTakeMakesWay) {
    for (const int status : {400, 409, 413}) {
        shelf_.recordings = {{id, "sealed"}};
        blobs_ = [&](const HttpRequest&) { return problem(status); };
        run(*uplink());
        EXPECT_TRUE(shelf_.recordings.empty()) << status;
    }
}

}  // namespace
}  // namespace earshot::sync
