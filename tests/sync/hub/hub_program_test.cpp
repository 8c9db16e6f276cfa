#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "sync/wire/batch.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/json.h"
#include "tests/support/size.h"
#include "tests/sync/hub/client.h"
#include "tests/sync/hub/process.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::Client;
using test::Headers;
using test::HubProcess;

const std::filesystem::path program = EARSHOT_HUB_PROGRAM;

sync::wire::json::value last_line(const std::string& output) {
    const std::string whole = output.substr(0, output.find_last_not_of('\n') + 1);
    return sync::wire::parse(whole.substr(whole.rfind('\n') + 1)).value();
}

std::string member(const sync::wire::json::value& value, const char* name) {
    return std::string(value.at(name).as_string());
}

// A hub's folder, made by the program itself.
class HubProgramTest : public testing::Test {
  protected:
    HubProgramTest() {
        std::string output;
        EXPECT_EQ(test::run(program, {"init", "--data", data.string(), "--admin", "ada", "--json"},
                            "secret\n", output),
                  0);
        admin = last_line(output);
    }

    std::string enrolment_code(const std::string& till) {
        std::string output;
        EXPECT_EQ(test::run(program,
                            {"enrol", "--data", data.string(), "--shop", "harbour", "--till", till,
                             "--json"},
                            "", output),
                  0);
        return member(last_line(output), "code");
    }

    static sync::wire::Enrolment enrol(std::uint16_t port, const std::string& code) {
        const auto answer =
            test::call(port, "POST", "/v1/devices", {{"Content-Type", "application/json"}},
                       sync::wire::encode(sync::wire::EnrolmentRequest{code, "k", "pc", "1"}));
        return sync::wire::decode_enrolment(answer.body).value();
    }

    test::Folder folder;
    std::filesystem::path data = folder.path() / "hub";
    sync::wire::json::value admin;
};

core::Record a_status(int till, int seq) {
    core::Record record = test::a_record(till * 1'000'000 + seq, core::Status{});
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
    std::string output;
    EXPECT_EQ(
        test::run(program, {"init", "--data", data.string(), "--admin", "eve"}, "x\n", output), 2);
}

TEST_F(HubProgramTest, ServesEnrolsAndStopsAndStartsAgain) {
    std::string output;
    {
        HubProcess hub(program, data);
        const auto enrolment = enrol(hub.port(), enrolment_code("till-1"));
        EXPECT_EQ(enrolment.sealing_key, member(admin, "sealing_key"));
        EXPECT_EQ(test::call(hub.port(), "GET", "/v1/report?shop=harbour",
                             {{"Authorization", "Bearer " + member(admin, "token")}})
                      .status,
                  200);
        EXPECT_EQ(test::run(program, {"serve", "--data", data.string()}, "", output), 3);
        EXPECT_EQ(hub.stop(), 0);
    }
    const std::string code = enrolment_code("till-2");
    HubProcess hub(program, data);
    EXPECT_EQ(enrol(hub.port(), code).till, "till-2");
    EXPECT_EQ(hub.stop(), 0);
    EXPECT_EQ(test::run(program, {"enrol", "--data", data.string(), "--shop", "a b", "--till", "1"},
                        "", output),
              2);
    EXPECT_EQ(test::run(program, {"serve", "--data", data.string(), "--store", "postgresql://hub"},
                        "", output),
              2);
}

// What a device believes is safe: the highest number that was acknowledged.
class Sender {
  public:
    Sender(int till, std::string token) : till_(till), token_(std::move(token)) {}

    // Sends batches until the hub is gone.
    void send_until_gone(std::uint16_t port) {
        Client client(port);
        const Headers headers{{"Authorization", "Bearer " + token_},
                              {"Content-Type", "application/x-ndjson"}};
        while (true) {
            std::vector<core::Record> batch;
            for (int next = acked_ + 1; next <= acked_ + 5; ++next)
                batch.push_back(a_status(till_, next));
            const auto answer = client.call("POST", "/v1/batches", headers, test::body_of(batch));
            if (!answer || answer->status != 200) return;
            const auto receipt = sync::wire::decode_receipt(answer->body).value();
            EXPECT_EQ(receipt.accepted + receipt.duplicates, 5);
            acked_ = static_cast<int>(receipt.acked_through);
        }
    }

    // Every record that was acknowledged is a duplicate now.
    void check(std::uint16_t port) {
        const Headers headers{{"Authorization", "Bearer " + token_},
                              {"Content-Type", "application/x-ndjson"}};
        for (int from = 1; from <= acked_; from += 1'000) {
            std::vector<core::Record> batch;
            for (int seq = from; seq < from + 1'000 && seq <= acked_; ++seq)
                batch.push_back(a_status(till_, seq));
            const auto answer =
                test::call(port, "POST", "/v1/batches", headers, test::body_of(batch));
            const auto receipt = sync::wire::decode_receipt(answer.body).value();
            EXPECT_EQ(receipt.duplicates, static_cast<std::int64_t>(batch.size()));
        }
    }

    int acked() const { return acked_; }

  private:
    int till_;
    std::string token_;
    int acked_ = 0;
};

TEST_F(HubProgramTest, KilledAtAnyMomentItLosesNothingItAcknowledged) {
    const int cycles = test::sized("kills of the hub", 8, 200);
    std::mt19937_64 chance(test::seed());
    std::vector<Sender> senders;
    {
        HubProcess hub(program, data);
        for (int till = 1; till <= 4; ++till)
            senders.emplace_back(
                till, enrol(hub.port(), enrolment_code("till-" + std::to_string(till))).token);
    }
    for (int cycle = 0; cycle < cycles; ++cycle) {
        HubProcess hub(program, data);
        std::vector<std::thread> threads;
        for (Sender& sender : senders)
            threads.emplace_back([&] { sender.send_until_gone(hub.port()); });
        // The moment is what the test is about: anywhere in the first third of a second.
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + chance() % 300));
        hub.kill();
        for (std::thread& thread : threads) thread.join();
    }
    HubProcess hub(program, data);
    int acked = 0;
    for (Sender& sender : senders) {
        sender.check(hub.port());
        acked += sender.acked();
    }
    std::printf("[          ] %d records acknowledged, none lost\n", acked);
    EXPECT_GT(acked, 0);
}

}  // namespace
}  // namespace earshot
