#include "core/pin.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/data_folder.h"
#include "tests/support/process.h"

namespace earshot::core {
namespace {

using namespace std::chrono_literals;

// As a hub makes it, but cheap.
std::string hash_of(const std::string& pin) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_MIN,
                          crypto_pwhash_MEMLIMIT_MIN) != 0)
        throw std::runtime_error("no memory to hash in");
    return hash.data();
}

TEST(PinTest, FitsTheHashItWasMadeInto) {
    const std::string hash = hash_of("4711");
    EXPECT_TRUE(fits_pin("4711", hash));
    EXPECT_FALSE(fits_pin("4712", hash));
    EXPECT_FALSE(fits_pin("47110", hash));
    EXPECT_FALSE(fits_pin("", hash));
}

TEST(PinTest, IsNotHeldForWrongWhereThereIsNoHashToCheckItBy) {
    EXPECT_THROW(fits_pin("4711", ""), std::runtime_error);
    EXPECT_THROW(fits_pin("4711", "$argon2id$v=19$nonsense"), std::runtime_error);
}

TEST(PinTest, ABootHasAName) { EXPECT_EQ(this_boot().size(), 36U); }

// Wrong guesses in a row, each as early as it may be.
milliseconds wrong_guesses(PinGuesses& guesses, int count, milliseconds now) {
    for (int made = 0; made < count; ++made) {
        now += guesses.left(now);
        guesses.count(now);
    }
    return now;
}

TEST(PinGuessesTest, WaitLongerAfterEachFromTheFifthOn) {
    PinGuesses guesses("boot");
    milliseconds now = wrong_guesses(guesses, 4, 0ms);
    EXPECT_EQ(guesses.left(now), 0ms);
    for (const milliseconds wait :
         {30'000ms, 60'000ms, 120'000ms, 240'000ms, 480'000ms, 900'000ms, 900'000ms}) {
        now = wrong_guesses(guesses, 1, now);
        EXPECT_EQ(guesses.left(now), wait);
        EXPECT_EQ(guesses.left(now + wait - 1ms), 1ms);
        EXPECT_EQ(guesses.left(now + wait), 0ms);
    }
}

TEST(PinGuessesTest, TenThousandTakeOverAHundredDays) {
    PinGuesses guesses("boot");
    EXPECT_GT(wrong_guesses(guesses, 10'000, 0ms), std::chrono::days(100));
}

TEST(PinGuessesTest, TenThousandTakeAsLongThoughEachIsFollowedByARestart) {
    PinGuesses guesses("boot 0");
    milliseconds all{0};
    for (int made = 0; made < 10'000; ++made) {
        // The steady clock begins anew with each start of the machine.
        const milliseconds wait = guesses.left(0ms);
        all += wait;
        guesses.count(wait);
        guesses = PinGuesses::read(guesses.written(), "boot " + std::to_string(made + 1), 0ms);
    }
    EXPECT_GT(all, std::chrono::days(100));
}

TEST(PinGuessesTest, GoOnWaitingOverARestartOfTheProgram) {
    PinGuesses guesses("boot");
    const milliseconds now = wrong_guesses(guesses, 6, 0ms);
    const auto again = PinGuesses::read(guesses.written(), "boot", now + 20s);
    EXPECT_EQ(again.wrong(), 6);
    EXPECT_EQ(again.left(now + 20s), 40s);
}

TEST(PinGuessesTest, WaitAllOfItAgainAfterARestartOfTheMachine) {
    PinGuesses guesses("boot");
    const milliseconds now = wrong_guesses(guesses, 6, 0ms);
    EXPECT_EQ(PinGuesses::read(guesses.written(), "another", now + 1h).left(now + 1h), 60s);
    // Where starts cannot be told apart, each may be another.
    PinGuesses unknown("");
    wrong_guesses(unknown, 6, 0ms);
    EXPECT_EQ(PinGuesses::read(unknown.written(), "", now + 1h).left(now + 1h), 60s);
}

TEST(PinGuessesTest, WaitNoLongerThanEverWhereTheClockHasGoneBack) {
    PinGuesses guesses("boot");
    wrong_guesses(guesses, 5, 1h);
    EXPECT_EQ(PinGuesses::read(guesses.written(), "boot", 1s).left(1s), 30s);
}

TEST(PinGuessesTest, AreForgottenAfterARightOne) {
    PinGuesses guesses("boot");
    const milliseconds now = wrong_guesses(guesses, 9, 0ms);
    guesses.was_right();
    EXPECT_EQ(guesses.left(now), 0ms);
    EXPECT_EQ(guesses.wrong(), 0);
}

TEST(PinGuessesTest, AreSuspiciousWhereTheyCannotBeRead) {
    for (const char* text :
         {"", "wrong", "wrong 0", "wrong 0\n", "wrong -1\nat 0\nboot b\n",
          "wrong 0\nat 0\nboot b\nmore\n", "wrong x\nat 0\nboot b\n",
          "wrong 99999999999999999999\nat 0\nboot b\n", "at 0\nwrong 0\nboot b\n"}) {
        const auto guesses = PinGuesses::read(text, "b", 7s);
        EXPECT_EQ(guesses.wrong(), PinGuesses::ask_supervisor_from) << text;
        EXPECT_EQ(guesses.left(7s), 15min) << text;
    }
    EXPECT_EQ(PinGuesses::read("wrong 0\nat 0\nboot b\n", "b", 7s).left(7s), 0ms);
}

class PinGateTest : public testing::Test {
  protected:
    PinGate gate(milliseconds now = 0ms, const std::string& boot = "boot") const {
        return {folder_.path(), boot, now};
    }
    std::filesystem::path file() const { return folder_.path() / "pin-guesses"; }

    test::TemporaryFolder folder_;
    std::string hash_ = hash_of("4711");
};

TEST_F(PinGateTest, OpensToTheRightPinAndToNoOther) {
    PinGate gate = this->gate();
    EXPECT_EQ(gate.guess("1234", hash_, 0ms), (PinVerdict{false, true, 1, 0ms}));
    EXPECT_EQ(gate.guess("4711", hash_, 0ms), (PinVerdict{true, true, 0, 0ms}));
}

TEST_F(PinGateTest, JudgesNothingThatComesTooSoon) {
    PinGate gate = this->gate();
    for (int made = 0; made < 4; ++made) gate.guess("1234", hash_, 0ms);
    EXPECT_EQ(gate.guess("1234", hash_, 0ms), (PinVerdict{false, true, 5, 30s}));
    EXPECT_EQ(gate.guess("4711", hash_, 29'999ms), (PinVerdict{false, false, 5, 1ms}));
    EXPECT_TRUE(gate.guess("4711", hash_, 30s).right);
}

TEST_F(PinGateTest, KeepsItsCountOverARestart) {
    {
        PinGate gate = this->gate();
        for (int made = 0; made < 5; ++made) gate.guess("1234", hash_, 1h);
    }
    PinGate again = gate(1h + 10s);
    EXPECT_EQ(again.guess("4711", hash_, 1h + 10s), (PinVerdict{false, false, 5, 20s}));
    EXPECT_EQ(gate(3s, "another").look(3s), (PinVerdict{false, false, 5, 30s}));
}

TEST_F(PinGateTest, HasCountedAGuessBeforeItIsJudged) {
    PinGate gate = this->gate();
    // A power cut while the hash is worked through, as it were.
    EXPECT_THROW(gate.guess("4711", "no hash", 0ms), std::runtime_error);
    EXPECT_EQ(this->gate().look(0ms).wrong, 1);
}

TEST_F(PinGateTest, ForgetsWrongOnesAfterARightOneOverARestartToo) {
    PinGate gate = this->gate();
    gate.guess("1234", hash_, 0ms);
    gate.guess("4711", hash_, 0ms);
    EXPECT_EQ(this->gate().look(0ms).wrong, 0);
}

TEST_F(PinGateTest, BeginsWithTheLongestWaitWhereItsFileIsDamagedOrCannotBeWritten) {
    std::ofstream(file()) << "wro";
    EXPECT_EQ(gate().look(0ms), (PinVerdict{false, false, 10, 15min}));
    // What was suspected is kept, too.
    EXPECT_EQ(gate(1min).look(1min), (PinVerdict{false, false, 10, 14min}));

    const PinGate nowhere(folder_.path() / "none", "boot", 0ms);
    EXPECT_EQ(nowhere.look(0ms), (PinVerdict{false, false, 10, 15min}));
}

TEST_F(PinGateTest, HoldsItsFileForItsOwnerOnly) {
    gate();
    EXPECT_EQ(std::filesystem::status(file()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace
}  // namespace earshot::core
