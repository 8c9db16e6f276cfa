#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "sync/hub/server.h"
#include "sync/uplink/curl_transport.h"
#include "tests/sync/hub/authority.h"
#include "tests/sync/hub/client.h"

namespace earshot {
namespace {

using core::ErrorKind;
using test::Client;

// A server with a certificate of the shop's own authority, and the kiosk's real transport.
class TlsTest : public testing::Test {
  protected:
    TlsTest() { start({}); }
    ~TlsTest() override { stop(); }

    void start(sync::Limits limits) {
        server =
            sync::Server::open("127.0.0.1:0", sync::TlsFiles{files.certificate, files.key}, limits,
                               [this](const sync::Request& request, const sync::Reply& reply) {
                                   ++heard;
                                   sync::Response response;
                                   response.body = std::to_string(request.body.size());
                                   reply(response);
                               })
                .value();
        thread = std::thread([this] { server->run(); });
    }
    void stop() {
        server->stop();
        thread.join();
        server.reset();
    }

    std::unique_ptr<sync::CurlTransport> kiosk(const std::optional<std::filesystem::path>& ca) {
        sync::CurlSettings settings;
        settings.hub = "https://127.0.0.1:" + std::to_string(server->port());
        settings.ca = ca;
        return sync::CurlTransport::open(settings).value();
    }
    core::Result<sync::HttpReply> post(const std::optional<std::filesystem::path>& ca,
                                       const std::string& body) {
        return kiosk(ca)->exchange({"POST", "/v1/batches", {}, body});
    }

    // One connection by the openssl program; whether it came about.
    bool shakes_hands(const std::string& version) {
        return test::run({"openssl", "s_client", "-connect",
                          "127.0.0.1:" + std::to_string(server->port()), "-CAfile",
                          authority.certificate(), "-verify_return_error", "-cipher",
                          "DEFAULT@SECLEVEL=0", version})
                   .code == 0;
    }

    test::Authority authority;
    test::Authority::Certified files = authority.certify("hub");
    std::atomic<int> heard{0};
    std::unique_ptr<sync::Server> server;
    std::thread thread;
};

TEST_F(TlsTest, AnswersWhoTrustsItsAuthority) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{900'000}}) {
        const auto reply = post(authority.certificate(), std::string(size, 'x'));
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_EQ(reply->status, 200);
        EXPECT_EQ(reply->body, std::to_string(size));
    }
    EXPECT_EQ(server->scheme(), "https");
}

TEST_F(TlsTest, HearsNothingOfWhoDoesNot) {
    test::Authority another;
    for (const auto& ca : {std::optional<std::filesystem::path>(), {another.certificate()}}) {
        const auto reply = post(ca, "secret");
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().kind, ErrorKind::denied) << reply.error().message;
    }
    EXPECT_EQ(heard, 0);
}

TEST_F(TlsTest, TheSenderOfTooMuchSeesTheAnswer) {
    const auto reply = post(authority.certificate(), std::string(7 << 20, 'x'));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->status, 413);
    EXPECT_EQ(heard, 0);
}

TEST_F(TlsTest, DropsPlainHttp) {
    Client client(server->port());
    client.send_bytes("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(heard, 0);
}

TEST_F(TlsTest, HangsUpOnAHandshakeThatDoesNotGoOn) {
    stop();
    sync::Limits hasty;
    hasty.header_wait = std::chrono::seconds(1);
    start(hasty);
    Client silent(server->port()), halfway(server->port());
    halfway.send_bytes("\x16\x03\x01");
    EXPECT_TRUE(silent.is_closed());
    EXPECT_TRUE(halfway.is_closed());
}

TEST_F(TlsTest, SpeaksNoVersionBeforeOnePointTwo) {
    EXPECT_TRUE(shakes_hands("-tls1_3"));
    EXPECT_TRUE(shakes_hands("-tls1_2"));
    EXPECT_FALSE(shakes_hands("-tls1_1"));
}

TEST_F(TlsTest, StopsWithinTwoSecondsThoughSomeoneIsStillThere) {
    const Client silent(server->port());
    const auto idle = kiosk(authority.certificate());
    EXPECT_TRUE(idle->exchange({"GET", "/healthz", {}, ""}));
    const auto before = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
    start({});
}

TEST_F(TlsTest, NamesTheFileItCannotUse) {
    const auto another = authority.certify("another");
    std::ofstream(authority.path("noise.pem")) << "noise\n";
    const auto refusal = [](const std::filesystem::path& certificate,
                            const std::filesystem::path& key) {
        const auto opened =
            sync::Server::open("127.0.0.1:0", sync::TlsFiles{certificate, key}, {}, {});
        if (opened) return std::string("none");
        EXPECT_EQ(opened.error().kind, ErrorKind::invalid);
        return opened.error().message;
    };
    using testing::HasSubstr;
    EXPECT_THAT(refusal(authority.path("none.pem"), files.key), HasSubstr("none.pem is not there"));
    EXPECT_THAT(refusal(files.certificate, authority.path("none.key")), HasSubstr("none.key"));
    EXPECT_THAT(refusal(authority.path("noise.pem"), files.key), HasSubstr("noise.pem is no cert"));
    EXPECT_THAT(refusal(files.certificate, another.key), HasSubstr("another.key is not the"));
    EXPECT_THAT(refusal(files.certificate, authority.lock(files)), HasSubstr(".locked is not the"));
    EXPECT_EQ(refusal(files.certificate, files.key), "none");
}

}  // namespace
}  // namespace earshot
