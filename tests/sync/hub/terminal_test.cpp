#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "sync/wire/batch.h"
#include "tests/sync/hub/hub_program.h"
#include "tests/sync/store/shop.h"

// What `earshot` and `earshot-hub` do to files and to what was said, and what they never do.
namespace earshot {
namespace {

using test::exit_code;
using test::hub_command;
using test::HubProcess;
using test::member;
using testing::HasSubstr;
using testing::Not;

class TerminalTest : public test::HubProgramTest {
  protected:
    TerminalTest() : hub(data), token(enrol(hub.port(), enrolment_code("till-1")).token) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = "marzipan";
        comment.locale = "en";
        std::vector<core::Record> said{test::a_record(1, comment), answer(2)};
        // More than one block of a disk.
        comment.text = std::string(140, 'm');
        for (int number = 3; number <= 12; ++number)
            said.push_back(test::a_record(number, comment));
        send(said);
    }

    static core::Record answer(int number) {
        core::Record record = test::a_response(number, "A", {"price"});
        std::get<core::Response>(record.body).questionnaire = "supermarket";
        std::get<core::Response>(record.body).version = 2;
        return record;
    }
    void send(const std::vector<core::Record>& records) {
        const auto taken = test::call(
            hub.port(), "POST", "/v1/batches",
            {{"Authorization", "Bearer " + token}, {"Content-Type", "application/x-ndjson"}},
            test::body_of(records));
        EXPECT_EQ(sync::wire::decode_receipt(taken.body)->accepted,
                  static_cast<std::int64_t>(records.size()))
            << taken.body;
    }
    std::vector<std::string> command(std::vector<std::string> words) const {
        words.insert(words.begin(), test::program("earshot"));
        words.insert(words.end(), {"--hub", hub.url()});
        return words;
    }
    test::Finished earshot(std::vector<std::string> words, const std::string& in = "") const {
        return test::run(command(std::move(words)), in, environment());
    }
    // The same within a shell that was told something first.
    test::Finished in_shell(const std::string& script, std::vector<std::string> words) const {
        words = command(std::move(words));
        words.insert(words.begin(), {"/bin/sh", "-c", script});
        return test::run(words, "", environment());
    }
    std::map<std::string, std::string> environment() const {
        return {{"EARSHOT_TOKEN", member(admin, "token")}};
    }
    std::string said() const {
        return earshot({"export", "--what", "comments", "--since", "2026-10-01"}).out;
    }
    static void expect_one_line(const std::string& text) {
        EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    }

    HubProcess hub;
    std::string token;
    const std::vector<std::string> exporting{"export", "--what", "comments", "--since",
                                             "2026-10-01"};
};

TEST_F(TerminalTest, ErasesWhatAPersonSaysYesTo) {
    const auto asked = earshot({"erase", test::an_id(1)}, "no\n");
    EXPECT_EQ(asked.code, 1);
    EXPECT_THAT(asked.err, HasSubstr("harbour, 2026-10-25"));
    EXPECT_THAT(asked.err, HasSubstr("marzipan"));
    EXPECT_EQ(earshot({"erase", test::an_id(1)}).code, 1);  // nobody there to answer
    EXPECT_THAT(said(), HasSubstr("marzipan"));

    const auto erased = earshot({"erase", test::an_id(1)}, "yes\n");
    EXPECT_EQ(erased.code, 0) << erased.err;
    EXPECT_THAT(said(), Not(HasSubstr("marzipan")));
    EXPECT_EQ(earshot({"erase", "--yes", test::an_id(2)}).code, 0);
}

TEST_F(TerminalTest, SaysThatNothingIsThereToErase) {
    for (const std::string& id : {test::an_id(99), test::an_id(1)}) {
        if (id == test::an_id(1)) earshot({"erase", "--yes", id});
        const auto unknown = earshot({"erase", id}, "yes\n");
        EXPECT_EQ(unknown.code, 4);
        EXPECT_THAT(unknown.err, HasSubstr("nothing found for " + id));
        expect_one_line(unknown.err);
    }
    EXPECT_EQ(earshot({"erase", "1"}, "yes\n").code, 2);
}

TEST_F(TerminalTest, ExportsIntoAFileThatIsNotThereYet) {
    const auto file = folder.path() / "comments.csv";
    std::vector<std::string> into = exporting;
    into.insert(into.end(), {"--to", file});
    const auto made = earshot(into);
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(test::content_of(file), said());

    std::ofstream(file) << "mine";
    const auto refused = earshot(into);
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--force"));
    expect_one_line(refused.err);
    EXPECT_EQ(test::content_of(file), "mine");
    into.emplace_back("--force");
    EXPECT_EQ(earshot(into).code, 0);
    EXPECT_EQ(test::content_of(file), said());
}

TEST_F(TerminalTest, AnExportThatIsCutShortIsNoneAndSaysSo) {
    const auto folder_of_it = folder.path() / "exports";
    std::filesystem::create_directory(folder_of_it);
    std::vector<std::string> into = exporting;
    into.insert(into.end(), {"--to", folder_of_it / "comments.csv"});
    // No file may grow: as on a full disk.
    const auto full = in_shell("trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", into);
    EXPECT_EQ(full.code, 1);
    EXPECT_THAT(full.err, HasSubstr("comments.csv"));
    expect_one_line(full.err);
    EXPECT_TRUE(std::filesystem::is_empty(folder_of_it));

    const auto closed = in_shell("exec \"$0\" \"$@\" >&-", exporting);
    EXPECT_EQ(closed.code, 1);
    EXPECT_THAT(closed.err, HasSubstr("could not be written"));
    EXPECT_EQ(in_shell("exec \"$0\" \"$@\" > /dev/full", exporting).code, 1);
    // Its reader has gone.
    const std::string gone = folder.path() / "gone", code = folder.path() / "code";
    in_shell("{ while [ ! -e " + gone + " ]; do sleep 0.01; done; \"$0\" \"$@\"; echo $? > " +
                 code + "; } | { exec <&-; : > " + gone + "; }",
             exporting);
    EXPECT_EQ(test::content_of(code), "1\n");
}

TEST_F(TerminalTest, ADamagedBackupIsCheckedBeforeAnythingIsRestored) {
    const auto file = folder.path() / "backup", fresh = folder.path() / "fresh";
    ASSERT_EQ(exit_code({"backup", "--data", data, "--to", file}), 0);
    earshot({"erase", "--yes", test::an_id(1)});
    ASSERT_TRUE(
        test::wait_until([&] { return std::filesystem::exists(file.string() + ".erased"); }));

    const std::string whole = test::content_of(file);
    for (const std::size_t place : {whole.size() / 3, whole.size() / 2, whole.size() - 5'000}) {
        std::string damaged = whole;
        for (std::size_t byte = place; byte < place + 2'000; ++byte)
            damaged[byte] = static_cast<char>(damaged[byte] ^ 0x5A);
        std::ofstream(file, std::ios::binary) << damaged;
        const auto refused = test::run(hub_command({"restore", "--data", fresh, "--from", file}));
        EXPECT_EQ(refused.code, 1) << place;
        EXPECT_THAT(refused.err, HasSubstr("backup"));
        expect_one_line(refused.err);
        EXPECT_FALSE(std::filesystem::exists(fresh / "hub.db"));
        EXPECT_FALSE(std::filesystem::exists(fresh / "hub.db.part"));
    }
    std::ofstream(file, std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_EQ(exit_code({"restore", "--data", fresh, "--from", file}), 1);

    std::ofstream(file, std::ios::binary) << whole;
    EXPECT_EQ(exit_code({"restore", "--data", fresh, "--from", file}), 0);
    HubProcess restored(fresh);
    const auto there = test::call(restored.port(), "GET", "/v1/comments/" + test::an_id(1),
                                  {{"Authorization", "Bearer " + member(admin, "token")}});
    EXPECT_EQ(there.status, 404);
    EXPECT_EQ(test::call(restored.port(), "GET", "/v1/responses/" + test::an_id(2),
                         {{"Authorization", "Bearer " + member(admin, "token")}})
                  .status,
              200);
}

TEST_F(TerminalTest, ARestoreNeverTakesTheStoreThatIsThere) {
    const auto file = folder.path() / "backup";
    ASSERT_EQ(exit_code({"backup", "--data", data, "--to", file}), 0);
    const auto serving = test::run(hub_command({"restore", "--data", data, "--from", file}));
    EXPECT_EQ(serving.code, 3);
    expect_one_line(serving.err);
    EXPECT_EQ(hub.stop(), 0);
    const auto there = test::run(hub_command({"restore", "--data", data, "--from", file}));
    EXPECT_EQ(there.code, 2);
    EXPECT_THAT(there.err, HasSubstr("lost"));
    EXPECT_THAT(there.err, HasSubstr("--data"));
    expect_one_line(there.err);
}

// Where a service manager listens.
class Manager {
  public:
    explicit Manager(const std::string& file) {
        address_.sun_family = AF_UNIX;
        file.copy(address_.sun_path, sizeof address_.sun_path - 1);
        socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        const timeval patience{10, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address_), sizeof address_), 0);
    }
    ~Manager() { close(socket_); }
    std::string hear() const {
        char text[100];
        const ssize_t size = recv(socket_, text, sizeof text, 0);
        return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "nothing";
    }

  private:
    sockaddr_un address_{};
    int socket_ = -1;
};

TEST_F(TerminalTest, TellsTheServiceManagerThatItServesThatItLivesAndThatItEnds) {
    hub.stop();
    const std::string file = folder.path() / "notify";
    const Manager manager(file);
    HubProcess serving(data, {}, {{"NOTIFY_SOCKET", file}, {"WATCHDOG_USEC", "100000"}});
    EXPECT_EQ(manager.hear(), "READY=1");
    for (int beat = 0; beat < 3; ++beat) EXPECT_EQ(manager.hear(), "WATCHDOG=1");
    EXPECT_EQ(serving.stop(), 0);
    std::string last = manager.hear();
    while (last == "WATCHDOG=1") last = manager.hear();
    EXPECT_EQ(last, "STOPPING=1");
}

TEST_F(TerminalTest, EndsWhenItsTerminalDoesAndLeavesNoLock) {
    hub.stop();
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
        HubProcess serving(data);
        test::Client idle(serving.port());
        EXPECT_EQ(idle.call("GET", "/healthz")->status, 200);
        const auto before = std::chrono::steady_clock::now();
        EXPECT_EQ(serving.stop(signal), 0) << signal;
        EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
    }
    EXPECT_EQ(exit_code({"verify-audit", "--data", data}), 0);
}

}  // namespace
}  // namespace earshot
