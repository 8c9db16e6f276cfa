#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <csignal>

#include "tests/support/shop.h"
#include "tests/support/size.h"

// Shops whose truth is known, handed over to a hub as it is built: what its report counts is what
// was sent.
namespace earshot::test {
namespace {

namespace json = boost::json;
using Counts = std::map<std::string, std::map<std::string, std::int64_t>>;

class SimulateTest : public testing::Test {
  protected:
    SimulateTest() { hub_.serve(); }

    Finished simulate(const std::vector<std::string>& flags) const {
        std::vector<std::string> command{program("earshot"), "simulate", "--hub", hub_.url()};
        command.insert(command.end(), flags.begin(), flags.end());
        return run(command, "", {{"EARSHOT_TOKEN", hub_.token()}});
    }
    json::object truth() const { return json::parse(content_of(truth_)).as_object(); }

    Counts counted(const std::vector<std::string>& flags) const {
        Counts counts;
        for (const auto& question : hub_.report(flags).questions)
            for (const auto& choice : question.choices)
                if (choice.n.value_or(0) > 0) counts[question.id][choice.id] = *choice.n;
        return counts;
    }
    static Counts sent(const json::object& sent) {
        Counts counts;
        for (const auto& [question, sums] : sent.at("answers").as_object())
            for (const auto& [choice, n] : sums.at("choices").as_object())
                counts[question][choice] = n.as_int64();
        return counts;
    }

    TemporaryFolder folder_;
    const std::string truth_ = folder_.path() / "truth.json";
    Hub hub_{folder_.path() / "hub"};
};

TEST_F(SimulateTest, TheReportCountsWhatTheTruthSaysWasSent) {
    const int days = sized("days", 10, 60);
    const Finished finished =
        simulate({"--shops", "2", "--tills", "3", "--days", std::to_string(days), "--seed",
                  std::to_string(seed()), "--truth", truth_});
    ASSERT_EQ(finished.code, 0) << finished.err;

    const json::object told = truth();
    const std::string since = std::to_string(days + 1) + "d";
    EXPECT_EQ(counted({"--since", since}), sent(told.at("sent").as_object()));
    ASSERT_EQ(told.at("shops").as_array().size(), 2u);
    for (const auto& shop : told.at("shops").as_array()) {
        const auto& of = shop.as_object();
        const std::string name{of.at("shop").as_string()};
        EXPECT_EQ(counted({"--since", since, "--shop", name}), sent(of.at("sent").as_object()));
        EXPECT_EQ(of.at("days").as_int64(), days);
    }
    // What was shown comes of the exposures, and each day stands where it was.
    std::int64_t asked = 0, shown = 0;
    for (const auto& question : hub_.report({"--since", since}).questions)
        asked += question.asked.value_or(0);
    for (const auto& [question, sums] : told.at("sent").at("answers").as_object())
        shown += sums.at("shown").as_int64();
    EXPECT_EQ(asked, shown);
    const auto by_day = hub_.report({"--since", since, "--by", "day"}).groups;
    EXPECT_GE(by_day.size(), static_cast<std::size_t>(days));
    EXPECT_LE(by_day.size(), static_cast<std::size_t>(days) + 2);
}

TEST_F(SimulateTest, StopsTidilyAndTellsWhatTheHubHas) {
    Process simulating({program("earshot"), "simulate", "--hub", hub_.url(), "--days", "300",
                        "--tills", "1", "--rate", "400", "--truth", truth_},
                       {.environment = {{"EARSHOT_TOKEN", hub_.token()}},
                        .out = folder_.path() / "out",
                        .err = folder_.path() / "err"});
    ASSERT_TRUE(wait_until([&] { return !counted({"--since", "400d"}).empty(); }));
    simulating.signal(SIGTERM);
    EXPECT_EQ(simulating.wait(), 0);
    EXPECT_EQ(counted({"--since", "400d"}), sent(truth().at("sent").as_object()));
    EXPECT_TRUE(content_of(folder_.path() / "out").starts_with("Stopped"));
}

TEST_F(SimulateTest, SaysWhatIsWrongWithWhatItIsAskedFor) {
    EXPECT_EQ(simulate({"--tills", "0"}).code, 2);
    EXPECT_EQ(simulate({"--days", "many"}).code, 2);
    EXPECT_EQ(simulate({"--days", "1", "--tills", "1", "--truth", "/nowhere/truth"}).code, 1);
    ASSERT_EQ(hub_.stop(), 0);
    EXPECT_EQ(simulate({"--days", "1"}).code, 1);
}

}  // namespace
}  // namespace earshot::test
