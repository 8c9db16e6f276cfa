#include "sync/uplink/curl_transport.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "tests/support/fault_server.h"
#include "tests/support/process.h"

namespace earshot::sync {
namespace {

using namespace std::chrono_literals;
using core::ErrorKind;
using test::Answer;
using test::http;

std::unique_ptr<CurlTransport> transport_to(const std::string& hub, CurlSettings settings = {}) {
    settings.hub = hub;
    return CurlTransport::open(settings).value();
}

HttpRequest a_post() {
    return {"POST", "/v1/batches", {{"Authorization", "Bearer s3cret-token"}}, "payload"};
}

TEST(CurlTransportTest, BringsARequestThereAndItsReplyBack) {
    const test::HostileServer hub([](const test::Heard&) {
        return Answer{
            http(200, "application/json", "{\"a\":1}", "ETag: \"v7\"\r\nretry-after:  120 \r\n"),
            Answer::Then::keep_open};
    });
    const auto transport = transport_to(hub.url() + "/");
    for (int i = 0; i < 3; ++i) {
        const auto reply = transport->exchange(a_post());
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_EQ(reply->status, 200);
        EXPECT_EQ(reply->content_type, "application/json");
        EXPECT_EQ(reply->body, "{\"a\":1}");
        EXPECT_EQ(reply->etag, "\"v7\"");
        EXPECT_EQ(reply->retry_after, "120");
    }
    EXPECT_TRUE(transport->exchange({"GET", "/v1/bundle", {}, ""}));
    EXPECT_EQ(hub.connections(), 1);
    const auto heard = hub.heard();
    ASSERT_EQ(heard.size(), 4u);
    EXPECT_TRUE(heard[0].head.starts_with("POST /v1/batches HTTP/1.1\r\n"));
    EXPECT_NE(heard[0].head.find("Authorization: Bearer s3cret-token\r\n"), std::string::npos);
    EXPECT_EQ(heard[0].body, "payload");
    EXPECT_TRUE(heard[3].head.starts_with("GET /v1/bundle HTTP/1.1\r\n"));
    EXPECT_EQ(heard[3].body, "");
}

TEST(CurlTransportTest, SendsInTheClearToThisMachineOnly) {
    const auto open = [](const std::string& hub) {
        CurlSettings settings;
        settings.hub = hub;
        return CurlTransport::open(settings);
    };
    for (const char* hub :
         {"http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost:1/", "http://[::1]:8080",
          "https://hub.example", "https://10.0.0.7:8443/hub", "HTTP://127.0.0.1"})
        EXPECT_TRUE(open(hub)) << hub;
    for (const char* hub :
         {"http://hub.example", "http://10.0.0.7", "http://127.0.0.1.example",
          "http://user:hunter2@127.0.0.1", "https://user@hub.example",
          "https://:hunter2@hub.example", "http://127.0.0.1@hub.example",
          "http://localhost.example", "http://[::2]", "ftp://a", "file:///etc/passwd",
          "hub.example", "", "https://", "https://hub.example/?a=b", "https://hub.example/#a",
          "http://0.0.0.0", "https://hub example"}) {
        const auto transport = open(hub);
        ASSERT_FALSE(transport) << hub;
        EXPECT_EQ(transport.error().kind, ErrorKind::usage);
        EXPECT_EQ(transport.error().message.find("hunter2"), std::string::npos);
    }
}

TEST(CurlTransportTest, FollowsNoRedirect) {
    const test::HostileServer elsewhere(
        [](const test::Heard&) { return Answer{http(200, "text/html", "x")}; });
    const test::HostileServer portal([&](const test::Heard&) {
        return Answer{http(302, "text/html", "", "Location: " + elsewhere.url() + "/login\r\n")};
    });
    EXPECT_EQ(transport_to(portal.url())->exchange(a_post())->status, 302);
    EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(CurlTransportTest, MakesNoReplyOfAPart) {
    const std::string body = R"({"acked_through":4711})";
    const std::string whole = http(200, "application/json", body);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto then = size % 2 == 0 ? Answer::Then::close : Answer::Then::reset;
        const test::HostileServer hub([&](const test::Heard&) {
            return Answer{whole.substr(0, size), then};
        });
        const auto reply = transport_to(hub.url())->exchange(a_post());
        // A head that ends early may pass for that of an empty reply, which is no receipt.
        EXPECT_EQ(reply ? reply->body : "", "") << size;
        EXPECT_FALSE(reply && size >= whole.find("{")) << size;
    }
}

TEST(CurlTransportTest, GivesUpOnATrickle) {
    const test::HostileServer hub([](const test::Heard&) {
        return Answer{http(200, "application/json", std::string(10'000, 'x')), Answer::Then::close,
                      50ms};
    });
    CurlSettings settings;
    settings.slow_max = 1s;
    EXPECT_EQ(transport_to(hub.url(), settings)->exchange(a_post()).error().kind,
              ErrorKind::unavailable);
    settings.slow_max = 60s;
    settings.exchange_max = 300ms;
    EXPECT_EQ(transport_to(hub.url(), settings)->exchange(a_post()).error().kind,
              ErrorKind::unavailable);
}

TEST(CurlTransportTest, GivesUpOnSilence) {
    const test::HostileServer hub([](const test::Heard&) {
        return Answer{"", Answer::Then::keep_open};
    });
    CurlSettings settings;
    settings.exchange_max = 200ms;
    EXPECT_EQ(transport_to(hub.url(), settings)->exchange(a_post()).error().kind,
              ErrorKind::unavailable);
}

std::size_t resident_kib() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == "VmRSS:") break;
    std::size_t kib = 0;
    status >> kib;
    return kib;
}

TEST(CurlTransportTest, StopsAnEndlessReplyEarlyAndStaysSmall) {
    for (const char* head : {"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n",
                             "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "}) {
        const test::HostileServer hub([&](const test::Heard&) {
            return Answer{head, Answer::Then::repeat_for_ever};
        });
        const std::size_t before = resident_kib();
        const auto transport = transport_to(hub.url());
        const auto reply = transport->exchange(a_post());
        ASSERT_FALSE(reply);
        EXPECT_LT(hub.sent(), std::size_t{16} << 20);
        EXPECT_LT(resident_kib(), before + (16 << 10));
    }
}

TEST(CurlTransportTest, AnAnswerOverTheLimitIsABadOne) {
    const test::HostileServer hub([](const test::Heard&) {
        return Answer{http(200, "application/json", std::string(1'001, 'x'))};
    });
    HttpRequest request = a_post();
    request.reply_max = 1'001;
    EXPECT_TRUE(transport_to(hub.url())->exchange(request));
    request.reply_max = 1'000;
    EXPECT_EQ(transport_to(hub.url())->exchange(request).error().kind, ErrorKind::invalid);
}

TEST(CurlTransportTest, StopsAtOnceFromAnotherThread) {
    const test::HostileServer hub([](const test::Heard&) {
        return Answer{"", Answer::Then::keep_open};
    });
    const auto transport = transport_to(hub.url());
    std::jthread stopper([&] {
        test::wait_until([&] { return !hub.heard().empty(); });
        transport->stop();
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(transport->exchange(a_post()));
    EXPECT_FALSE(transport->exchange(a_post()));
    // Far under the minute that an exchange may take.
    EXPECT_LT(std::chrono::steady_clock::now() - start, 20s);
}

// An authority, and a server's certificate by it, made anew by the openssl program.
class TlsTest : public testing::Test {
  protected:
    void SetUp() override {
        openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-days", "2", "-subj", "/CN=Shop Authority", "-keyout", path("ca.key"), "-out",
                 path("ca.pem")});
        make_certificate("good", "IP:127.0.0.1", "2");
        make_certificate("elsewhere", "DNS:elsewhere.example", "2");
    }

    void make_certificate(const std::string& name, const std::string& host,
                          const std::string& days) {
        std::ofstream(path(name + ".ext")) << "subjectAltName=" << host << '\n';
        openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-subj", "/CN=hub", "-keyout", path(name + ".key"), "-out", path(name + ".csr")});
        openssl({"x509", "-req", "-in", path(name + ".csr"), "-CA", path("ca.pem"), "-CAkey",
                 path("ca.key"), "-CAcreateserial", "-days", days, "-extfile", path(name + ".ext"),
                 "-out", path(name + ".pem")});
    }

    static void openssl(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "/usr/bin/openssl");
        const auto finished = test::run(arguments);
        ASSERT_EQ(finished.code, 0) << finished.err;
    }

    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

    // One exchange with a server that shows this certificate; what it printed of what it heard.
    std::string exchange(const std::string& certificate, const std::optional<std::string>& ca,
                         core::Result<HttpReply>& reply) {
        std::filesystem::remove(path("heard"));
        const std::uint16_t port = free_port();
        test::Process::Options options;
        options.out = path("heard");
        options.err = path("errors");
        test::Process server({"/bin/sh", "-c", "exec openssl s_server \"$@\" < \"$0\"",
                              open_stdin(), "-accept", "127.0.0.1:" + std::to_string(port), "-cert",
                              path(certificate + ".pem"), "-key", path(certificate + ".key")},
                             options);
        EXPECT_TRUE(test::wait_until(
            [&] { return test::content_of(path("heard")).find("ACCEPT") != std::string::npos; }));
        CurlSettings settings;
        settings.exchange_max = 1500ms;  // s_server hears, and never answers
        if (ca) settings.ca = path(*ca);
        reply =
            transport_to("https://127.0.0.1:" + std::to_string(port), settings)->exchange(a_post());
        server.kill();
        return test::content_of(path("heard"));
    }

    // s_server leaves when its stdin ends: this one does not.
    std::string open_stdin() {
        const std::string name = path("stdin");
        if (stdin_ < 0) {
            ::mkfifo(name.c_str(), 0600);
            stdin_ = ::open(name.c_str(), O_RDWR | O_CLOEXEC);
        }
        return name;
    }

    static std::uint16_t free_port() {
        return test::HostileServer([](const test::Heard&) { return Answer{}; }).port();
    }

    void TearDown() override { ::close(stdin_); }

    test::TemporaryFolder folder_;
    int stdin_ = -1;
    core::Result<HttpReply> reply_;
};

TEST_F(TlsTest, SpeaksToAHubOfTheShopsOwnAuthority) {
    const std::string heard = exchange("good", "ca.pem", reply_);
    EXPECT_NE(heard.find("s3cret-token"), std::string::npos);
    EXPECT_EQ(reply_.error().kind, ErrorKind::unavailable);
}

TEST_F(TlsTest, SendsNotAByteToAHubItCannotTrust) {
    const std::vector<std::pair<std::string, std::optional<std::string>>> untrusted = {
        {"good", std::nullopt}, {"elsewhere", "ca.pem"}, {"good", "elsewhere.pem"}};
    for (const auto& [certificate, ca] : untrusted) {
        const std::string heard = exchange(certificate, ca, reply_);
        ASSERT_FALSE(reply_);
        EXPECT_EQ(reply_.error().kind, ErrorKind::denied) << reply_.error().message;
        EXPECT_FALSE(reply_.error().message.empty());
        EXPECT_EQ(heard.find("s3cret-token"), std::string::npos);
        EXPECT_EQ(heard.find("payload"), std::string::npos);
    }
}

}  // namespace
}  // namespace earshot::sync
