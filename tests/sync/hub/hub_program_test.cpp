#include "tests/sync/hub/hub_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <thread>

#include "sync/store/sqlite.h"
#include "sync/uplink/curl_transport.h"
#include "sync/wire/batch.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/json.h"
#include "sync/wire/report.h"
#include "tests/support/process.h"
#include "tests/support/size.h"
#include "tests/sync/hub/authority.h"
#include "tests/sync/hub/client.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::Client;
using test::exit_code;
using test::Headers;
using test::hub_command;
using test::HubProcess;
using test::last_line;
using test::member;

class HubProgramTest : public test::HubProgramTest {};

core::Record an_answer(int till, int seq) {
    core::Record record = test::a_response(till * 1'000'000 + seq, "A", {"price"});
    std::get<core::Response>(record.body).questionnaire = "supermarket";
    std::get<core::Response>(record.body).version = 2;
    record.at = test::at("2026-10-25T09:15:00Z") + std::chrono::minutes(seq);
    record.seq = seq;
    return record;
}

TEST_F(HubProgramTest, MakesAFolderThatNobodyElseReads) {
    struct stat status {};
    stat(data.c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    for (const auto& file : std::filesystem::directory_iterator(data)) {
        stat(file.path().c_str(), &status);
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << file.path();
    }
    EXPECT_EQ(member(admin, "admin"), "ada");
    EXPECT_FALSE(member(admin, "sealing_key_id").empty());
    EXPECT_EQ(test::run(hub_command({"init", "--data", data, "--admin", "eve"}), "x\n").code, 2);
}

TEST_F(HubProgramTest, MakesAStoreToItsEndThatWasCutOff) {
    sync::sql::open_sqlite(data / "hub.db").value()->writer().run("DELETE FROM tokens", {});
    sync::sql::open_sqlite(data / "hub.db").value()->writer().run("DELETE FROM users", {});
    const auto made =
        test::run(hub_command({"init", "--data", data, "--admin", "eve", "--json"}), "x\n");
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(member(last_line(made.out), "admin"), "eve");
    EXPECT_EQ(member(last_line(made.out), "sealing_key"), member(admin, "sealing_key"));
    EXPECT_EQ(test::run(hub_command({"init", "--data", data, "--admin", "eve"}), "x\n").code, 2);
}

TEST_F(HubProgramTest, FailsWhereWhatIsShownOnceCannotBeShown) {
    test::Process enrol(hub_command({"enrol", "--data", data, "--shop", "a", "--till", "1"}),
                        {{}, "/dev/full", folder.path() / "err", ""});
    EXPECT_EQ(enrol.wait(), 1);
}

TEST_F(HubProgramTest, TellsAPortItMayNotHaveFromWhatIsNoAddress) {
    HubProcess hub(data);
    const auto other = folder.path() / "other";
    EXPECT_EQ(test::run(hub_command({"init", "--data", other, "--admin", "ada"}), "x\n").code, 0);
    const std::string taken = "127.0.0.1:" + std::to_string(hub.port());
    EXPECT_EQ(exit_code({"serve", "--data", other, "--listen", taken}), 1);
    EXPECT_EQ(exit_code({"serve", "--data", other, "--listen", "192.0.2.1:8080"}), 1);
    EXPECT_EQ(exit_code({"serve", "--data", other, "--listen", "nowhere"}), 2);
}

TEST_F(HubProgramTest, ServesEnrolsAndStopsAndStartsAgain) {
    {
        HubProcess hub(data);
        EXPECT_TRUE(hub.url().starts_with("http://127.0.0.1:"));
        const auto enrolment = enrol(hub.port(), enrolment_code("till-1"));
        EXPECT_EQ(enrolment.sealing_key, member(admin, "sealing_key"));
        EXPECT_EQ(test::call(hub.port(), "GET", "/v1/report?shop=harbour",
                             {{"Authorization", "Bearer " + member(admin, "token")}})
                      .status,
                  200);
        EXPECT_EQ(exit_code({"serve", "--data", data}), 3);
        EXPECT_EQ(hub.stop(), 0);
    }
    const std::string code = enrolment_code("till-2");
    HubProcess hub(data);
    EXPECT_EQ(enrol(hub.port(), code).till, "till-2");
    EXPECT_EQ(hub.stop(), 0);
    EXPECT_EQ(exit_code({"enrol", "--data", data, "--shop", "a b", "--till", "1"}), 2);
    EXPECT_EQ(exit_code({"serve", "--data", data, "--store", "postgresql://hub"}), 2);
}

TEST_F(HubProgramTest, TheTerminalEnrolsFromAnywhereWithAToken) {
    HubProcess hub(data);
    const std::vector<std::string> command{
        test::program("earshot"), "enrol", "--hub", hub.url(), "--shop", "harbour", "--till", "9"};
    const auto printed = test::run(command, "", {{"EARSHOT_TOKEN", member(admin, "token")}});
    EXPECT_EQ(printed.code, 0) << printed.err;
    ASSERT_TRUE(printed.out.starts_with("code: "));
    EXPECT_EQ(enrol(hub.port(), printed.out.substr(6, 11)).till, "9");
    const auto refused = test::run(command, "", {{"EARSHOT_TOKEN", "guessed"}});
    EXPECT_EQ(refused.code, 1);
    EXPECT_EQ(refused.out, "");
    EXPECT_EQ(std::ranges::count(refused.err, '\n'), 1);
}

TEST_F(HubProgramTest, TheTerminalLogsInOnceAndForEachHub) {
    HubProcess hub(data);
    const std::map<std::string, std::string> home{{"XDG_CONFIG_HOME", folder.path() / "config"}};
    const auto earshot = [&](std::vector<std::string> words, const std::string& in = "") {
        words.insert(words.begin(), test::program("earshot"));
        words.insert(words.end(), {"--hub", hub.url()});
        return test::run(words, in, home);
    };
    EXPECT_EQ(earshot({"report"}).code, 1);
    EXPECT_EQ(earshot({"login"}, "ada\nwrong\n").code, 1);
    const auto in = earshot({"login"}, "ada\nsecret\n");
    EXPECT_EQ(in.code, 0) << in.err;
    EXPECT_EQ(earshot({"report"}).code, 0);
    struct stat status {};
    stat((folder.path() / "config" / "earshot" / "credentials.json").c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(HubProgramTest, TheTerminalPublishes) {
    HubProcess hub(data);
    const auto earshot = [&](std::vector<std::string> words) {
        words.insert(words.begin(), test::program("earshot"));
        words.insert(words.end(), {"--hub", hub.url()});
        return test::run(words, "", {{"EARSHOT_TOKEN", member(admin, "token")}});
    };
    enrol(hub.port(), enrolment_code("till-1"));
    const std::string file = folder.path() / "supermarket.toml";
    std::ofstream(file) << test::content_of(EARSHOT_SOURCE_DIR
                                            "/assets/questionnaires/supermarket.toml");
    const auto published = earshot({"questionnaire", "publish", file, "--shop", "harbour"});
    EXPECT_EQ(published.code, 0) << published.err;
    EXPECT_THAT(published.out, testing::HasSubstr("is published for harbour"));
    EXPECT_EQ(earshot({"questionnaire", "publish", file, "--shop", "nowhere"}).code, 4);
}

TEST_F(HubProgramTest, ComesBackFromABackupMadeWhileItServed) {
    const std::string file = folder.path() / "backup";
    std::string token;
    {
        HubProcess hub(data);
        token = enrol(hub.port(), enrolment_code("till-1")).token;
        EXPECT_EQ(exit_code({"backup", "--data", data, "--to", file}), 0);
        EXPECT_EQ(exit_code({"backup", "--data", data, "--to", file}), 1);
        EXPECT_EQ(exit_code({"restore", "--data", data, "--from", file}), 3);
    }
    EXPECT_EQ(exit_code({"backup", "--data", data, "--to", file + "-2"}), 0);
    EXPECT_EQ(exit_code({"restore", "--data", data, "--from", file}), 2);
    const auto fresh = folder.path() / "fresh";
    EXPECT_EQ(exit_code({"restore", "--data", fresh, "--from", file}), 0);
    HubProcess hub(fresh);
    EXPECT_EQ(
        test::call(hub.port(), "GET", "/v1/bundle", {{"Authorization", "Bearer " + token}}).status,
        200);
    EXPECT_EQ(exit_code({"verify-audit", "--data", fresh}), 0);
}

TEST_F(HubProgramTest, TellsWhetherItsAuditLogIsWhole) {
    const auto verify = [&] { return test::run(hub_command({"verify-audit", "--data", data})); };
    EXPECT_EQ(verify().code, 0);
    {
        HubProcess hub(data);
        enrol(hub.port(), enrolment_code("till-1"));
        EXPECT_THAT(verify().out, testing::HasSubstr("4 entries"));
    }
    sync::sql::open_sqlite(data / "hub.db").value()->writer().run("DELETE FROM audit_head", {});
    const auto broken = verify();
    EXPECT_EQ(broken.code, 1);
    EXPECT_THAT(broken.err, testing::HasSubstr("audit log"));
}

TEST_F(HubProgramTest, ServesHttpsWithACertificateAndItsKey) {
    test::Authority authority;
    const auto files = authority.certify("hub");
    HubProcess hub(data, {"--tls-cert", files.certificate, "--tls-key", files.key});
    EXPECT_TRUE(hub.url().starts_with("https://127.0.0.1:"));
    sync::CurlSettings settings;
    settings.hub = hub.url();
    settings.ca = authority.certificate();
    const auto reply =
        sync::CurlTransport::open(settings).value()->exchange({"GET", "/healthz", {}, ""});
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(hub.stop(), 0);
}

TEST_F(HubProgramTest, ServesNothingWithHalfACertificateOrAWrongOne) {
    test::Authority authority;
    const auto files = authority.certify("hub");
    EXPECT_EQ(exit_code({"serve", "--data", data, "--tls-cert", files.certificate}), 2);
    EXPECT_EQ(exit_code({"serve", "--data", data, "--tls-key", files.key}), 2);
    const auto wrong =
        test::run(hub_command({"serve", "--data", data, "--tls-cert", files.certificate,
                               "--tls-key", authority.certify("another").key}));
    EXPECT_EQ(wrong.code, 1);
    EXPECT_EQ(wrong.out, "");
    EXPECT_THAT(wrong.err, testing::StartsWith("earshot-hub: "));
    EXPECT_EQ(std::ranges::count(wrong.err, '\n'), 1);
}

TEST_F(HubProgramTest, LogsOneJsonObjectALineAndNothingOfAnyPerson) {
    HubProcess hub(data, {"--log-format", "json"});
    const auto refused =
        test::call(hub.port(), "POST", "/v1/devices", {{"Content-Type", "application/json"}},
                   sync::wire::encode(sync::wire::EnrolmentRequest{"GUESSED1", "k", "pc", "1"}));
    EXPECT_EQ(refused.status, 401);
    const Headers headers{
        {"Authorization", "Bearer " + enrol(hub.port(), enrolment_code("till-1")).token},
        {"Content-Type", "application/x-ndjson"}};
    core::Record first = test::a_record(1, core::Status{});
    core::Record second = test::a_record(2, core::Status{});
    second.seq = 1;
    for (int time = 0; time < 2; ++time)
        test::call(hub.port(), "POST", "/v1/batches", headers, test::body_of({first, second}));
    EXPECT_EQ(hub.stop(), 0);

    std::istringstream lines(hub.logged());
    std::vector<std::string> messages;
    for (std::string line; std::getline(lines, line);) {
        const auto value = sync::wire::parse(line);
        ASSERT_TRUE(value) << line;
        EXPECT_FALSE(member(*value, "at").empty());
        EXPECT_FALSE(member(*value, "level").empty());
        messages.push_back(member(*value, "message"));
    }
    using testing::HasSubstr;
    EXPECT_THAT(messages, testing::ElementsAre(HasSubstr("serving "), HasSubstr("enrolment"),
                                               HasSubstr("share one identity")));
    EXPECT_EQ(hub.logged().find("GUESSED1"), std::string::npos);
    EXPECT_EQ(hub.logged().find("127.0.0.1:0"), std::string::npos);
}

// What a device believes is safe: the highest number that was acknowledged.
class Sender {
  public:
    static constexpr int at_once = 5;

    Sender(int till, std::string token) : till_(till), token_(std::move(token)) {}

    // Sends batches until the hub is gone.
    void send_until_gone(std::uint16_t port) {
        Client client(port);
        const Headers headers{{"Authorization", "Bearer " + token_},
                              {"Content-Type", "application/x-ndjson"}};
        while (true) {
            std::vector<core::Record> batch;
            for (int next = acked_ + 1; next <= acked_ + at_once; ++next)
                batch.push_back(an_answer(till_, next));
            const auto answer = client.call("POST", "/v1/batches", headers, test::body_of(batch));
            if (!answer || answer->status != 200) return;
            const auto receipt = sync::wire::decode_receipt(answer->body).value();
            EXPECT_EQ(receipt.accepted + receipt.duplicates, at_once);
            acked_ = static_cast<int>(receipt.acked_through);
        }
    }

    // Every record that was acknowledged is a duplicate now. What was sent last may be there or
    // not: after this it is.
    void check(std::uint16_t port) {
        const Headers headers{{"Authorization", "Bearer " + token_},
                              {"Content-Type", "application/x-ndjson"}};
        for (int from = 1; from <= acked_; from += 1'000) {
            std::vector<core::Record> batch;
            for (int seq = from; seq < from + 1'000 && seq <= acked_; ++seq)
                batch.push_back(an_answer(till_, seq));
            const auto answer =
                test::call(port, "POST", "/v1/batches", headers, test::body_of(batch));
            const auto receipt = sync::wire::decode_receipt(answer.body).value();
            EXPECT_EQ(receipt.duplicates, static_cast<std::int64_t>(batch.size()));
        }
        std::vector<core::Record> last;
        for (int seq = acked_ + 1; seq <= acked_ + at_once; ++seq)
            last.push_back(an_answer(till_, seq));
        const auto answer = test::call(port, "POST", "/v1/batches", headers, test::body_of(last));
        const auto receipt = sync::wire::decode_receipt(answer.body).value();
        EXPECT_EQ(receipt.accepted + receipt.duplicates, at_once);
    }

    int acked() const { return acked_; }

  private:
    int till_;
    std::string token_;
    int acked_ = 0;
};

TEST_F(HubProgramTest, KilledAtAnyMomentItLosesNothingItAcknowledged) {
    const int cycles = test::sized("kills of the hub", 8, 200);
    const int clients = test::sized("clients", 4, 50);
    std::mt19937_64 chance(test::seed());
    std::vector<Sender> senders;
    {
        HubProcess hub(data);
        for (int till = 1; till <= clients; ++till)
            senders.emplace_back(
                till, enrol(hub.port(), enrolment_code("till-" + std::to_string(till))).token);
    }
    for (int cycle = 0; cycle < cycles; ++cycle) {
        HubProcess hub(data);
        std::vector<std::thread> threads;
        for (Sender& sender : senders)
            threads.emplace_back([&] { sender.send_until_gone(hub.port()); });
        // The moment is what the test is about: anywhere in the first third of a second.
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + chance() % 300));
        hub.kill();
        for (std::thread& thread : threads) thread.join();
    }
    HubProcess hub(data);
    int acked = 0;
    for (Sender& sender : senders) {
        sender.check(hub.port());
        acked += sender.acked();
    }
    std::printf("[          ] %d answers acknowledged, none lost and none counted twice\n", acked);
    EXPECT_GT(acked, 0);
    const auto report = test::call(hub.port(), "GET",
                                   "/v1/report?shop=harbour&question=A&flagged=include&"
                                   "from=2020-01-01&to=2100-01-01",
                                   {{"Authorization", "Bearer " + member(admin, "token")}});
    EXPECT_EQ(sync::wire::decode_report(report.body).value().questions.at(0).base,
              acked + clients * Sender::at_once);
}

}  // namespace
}  // namespace earshot
