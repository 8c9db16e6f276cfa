#include "app/kiosk/till_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <mutex>

#include "tests/support/process.h"

namespace earshot::app {
namespace {

using testing::HasSubstr;

// A till, as a vendor would write it.
class Till {
  public:
    explicit Till(const std::filesystem::path& file) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, file.c_str(), sizeof address.sun_path - 1);
        connected_ =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Till() { ::close(socket_); }
    Till(const Till&) = delete;
    Till& operator=(const Till&) = delete;

    bool connected() const { return connected_; }
    bool say(const std::string& line) const {
        return ::send(socket_, line.data(), line.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(line.size());
    }
    // A line, or what came before the end; empty where nothing comes.
    std::string answer() const {
        std::string line;
        std::array<char, 1> letter{};
        pollfd waiting{socket_, POLLIN, 0};
        const int limit = static_cast<int>(std::chrono::milliseconds(test::patience).count());
        while (::poll(&waiting, 1, limit) > 0 && ::recv(socket_, letter.data(), 1, 0) == 1) {
            if (letter[0] == '\n') break;
            line += letter[0];
        }
        return line;
    }
    // Whether the kiosk has hung up.
    bool is_let_go() const {
        std::array<char, 4096> rest{};
        return test::wait_until([&] {
            const ssize_t got = ::recv(socket_, rest.data(), rest.size(), MSG_DONTWAIT);
            return got == 0 || (got < 0 && errno == ECONNRESET);
        });
    }

  private:
    int socket_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    bool connected_ = false;
};

const std::string started = "{\"event\":\"transaction_started\"}\n";

class TillSocketTest : public testing::Test {
  protected:
    TillSocketTest() { open(); }

    void open() {
        auto opened = TillSocket::open(folder_.path(), [this](core::TillEvent event) {
            const std::scoped_lock lock(mutex_);
            heard_.push_back(std::move(event));
        });
        ASSERT_TRUE(opened) << opened.error().message;
        socket_ = *std::move(opened);
        socket_->know({{"produce", {}, "", core::ReasonState::live, {}}});
    }
    std::size_t heard() {
        const std::scoped_lock lock(mutex_);
        return heard_.size();
    }
    bool comes(std::size_t events) {
        return test::wait_until([&] { return heard() == events; });
    }

    test::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "till.sock";
    std::mutex mutex_;
    std::vector<core::TillEvent> heard_;
    std::unique_ptr<TillSocket> socket_;
};

TEST_F(TillSocketTest, HearsEachLineHoweverItIsCut) {
    const Till till(file_);
    till.say(started.substr(0, 9));
    till.say(started.substr(9) + "\n  \n" + started + "{\"event\":\"comment\",");
    till.say("\"code\":\"produce-\"}\r\n");
    EXPECT_TRUE(comes(3));
    EXPECT_TRUE(std::holds_alternative<core::Comment>(heard_.back()));
}

TEST_F(TillSocketTest, HearsALastLineWithoutItsEnd) {
    {
        const Till till(file_);
        till.say("{\"event\":\"busy\"}");
    }
    EXPECT_TRUE(comes(1));
}

TEST_F(TillSocketTest, SaysWhatIsWrongWithALineAndHearsTheNext) {
    const Till till(file_);
    till.say("{\"event\":\"tea\"}\n");
    EXPECT_THAT(till.answer(), HasSubstr("/event"));
    till.say("{\"event\":\"comment\",\"code\":\"tea+\"}\n");
    EXPECT_THAT(till.answer(), HasSubstr("reason book"));
    till.say(std::string(100'000, 'x'));
    EXPECT_THAT(till.answer(), HasSubstr("too long"));
    till.say("\n" + started);
    EXPECT_TRUE(comes(1));
}

TEST_F(TillSocketTest, LetsGoOfWhoOnlyTalksNonsense) {
    const Till till(file_);
    for (int line = 0; line < TillSocket::wrong_lines_max; ++line) till.say("tea\n");
    EXPECT_TRUE(till.is_let_go());
    const Till other(file_);
    other.say(started);
    EXPECT_TRUE(comes(1));
}

TEST_F(TillSocketTest, DropsAFlood) {
    const Till till(file_);
    for (int line = 0; line < 1'000; ++line)
        if (!till.say(started)) break;
    EXPECT_TRUE(till.is_let_go());
    EXPECT_LE(heard(), 1'000U / 10);
    EXPECT_GE(heard(), 20U);
}

TEST_F(TillSocketTest, TakesOnlySoManyAtATime) {
    std::vector<std::unique_ptr<Till>> tills;
    for (std::size_t i = 0; i < TillSocket::clients_max; ++i) {
        tills.push_back(std::make_unique<Till>(file_));
        tills.back()->say(started);
    }
    EXPECT_TRUE(comes(TillSocket::clients_max));
    EXPECT_THAT(Till(file_).answer(), HasSubstr("too many"));
    tills.pop_back();
    EXPECT_TRUE(test::wait_until([&] {
        const Till till(file_);
        till.say("{}\n");
        return till.answer().find("/event") != std::string::npos;
    }));
}

TEST_F(TillSocketTest, IsClosedToStrangers) {
    struct stat status = {};
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0007U, 0U);
    EXPECT_TRUE(S_ISSOCK(status.st_mode));
}

TEST_F(TillSocketTest, TakesThePlaceOfOneLeftBehindAndOfNothingElse) {
    socket_.reset();
    EXPECT_FALSE(std::filesystem::exists(file_));
    std::ofstream(file_) << "mine";
    const auto refused = TillSocket::open(folder_.path(), [](const core::TillEvent&) {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, core::ErrorKind::denied);
    std::filesystem::remove(file_);

    const int left_behind = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, file_.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left_behind, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(left_behind);
    open();
    EXPECT_TRUE(Till(file_).connected());
}

}  // namespace
}  // namespace earshot::app
