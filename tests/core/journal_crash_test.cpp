// The journal against a power that fails, a disk that fails, fills or rots, and a memory that ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "core/ballast.h"
#include "tests/core/journal_support.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/process.h"
#include "tests/support/size.h"

namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using core::Journal;
using Call = FaultVfs::Call;

std::string id_of(int number) { return "id" + std::to_string(number); }

// Everything in the journal, by id; fails the test on an id that comes twice and on a body that is
// not its record's.
std::set<std::string> all_in(Journal& journal) {
    std::set<std::string> found;
    for (const core::JournalLine& line : journal.waiting(1'000'000)) {
        EXPECT_TRUE(found.insert(line.id).second) << line.id << " is there twice";
        EXPECT_THAT(line.body, testing::AnyOf(line.id + " said", line.id + " first"));
    }
    return found;
}

void expect_gapless(Journal& journal) {
    std::int64_t expected = 0;
    for (const core::JournalLine& line : journal.waiting(1'000'000)) {
        EXPECT_TRUE(expected == 0 || line.seq == expected) << line.seq << ", not " << expected;
        expected = line.seq + 1;
    }
}

// What whole lines of a pipe's end say; a line cut off was never said.
Ids lines_of(const std::string& text) {
    Ids lines;
    std::istringstream stream(text.substr(0, text.rfind('\n') + 1));
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// ---- kill -9 ----

TEST(JournalCrashTest, NothingThankedIsLostOrDoubledByAKill) {
    const int cycles = sized("kill -9 cycles", 300, 2000);
    std::mt19937_64 chance(seed());
    TemporaryFolder folder;
    const fs::path said = folder.path() / "said";
    const fs::path data = folder.path() / "data";
    fs::create_directory(data);
    std::size_t thanked = 0;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        // The moment is told in answers and not in time, then somewhere within the next one.
        const std::size_t answers = chance() % 8;
        fs::remove(said);
        {
            Process writer({JOURNAL_WRITER, data.string(), std::to_string(cycle)}, {.out = said});
            ASSERT_TRUE(wait_until(
                [&] { return !writer.runs() || lines_of(content_of(said)).size() >= answers; }));
            ASSERT_TRUE(writer.runs());
            std::this_thread::sleep_for(std::chrono::microseconds(chance() % 5000));
            writer.kill();
        }
        FaultVfs quick;
        auto journal = open_journal(data);
        ASSERT_EQ(journal.recovery(), std::nullopt);
        const std::set<std::string> found = all_in(journal);
        const Ids thanks = lines_of(content_of(said));
        for (const std::string& id : thanks) ASSERT_TRUE(found.contains(id)) << id << " is lost";
        expect_gapless(journal);
        thanked += thanks.size();
        // Enough is left for the next cycle to go on behind.
        if (cycle % 10 == 9) journal.acknowledge(seqs(journal.waiting(1'000'000)));
    }
    std::printf("[  result  ] %zu thanked, 0 lost, 0 doubled\n", thanked);
    EXPECT_GT(thanked, 0u);
}

// ---- faults of SQLite's file layer ----

struct Outcome {
    std::set<std::string> thanked, refused, acknowledged, in_flight;
};

// Keeps and acknowledges some records as a kiosk does, and notes what it was told.
void live(Journal& journal, int records, Outcome& outcome) {
    for (int number = 0; number < records; ++number) {
        const std::string id = id_of(number);
        outcome.in_flight = {id};
        if (number % 3 == 0) (void)journal.keep(a_record(id, "first"), true);
        (journal.keep(a_record(id)) ? outcome.thanked : outcome.refused).insert(id);
        if (number % 7 != 6) continue;
        const auto lines = journal.waiting(4);
        for (const core::JournalLine& line : lines) {
            outcome.in_flight.insert(line.id);
            outcome.thanked.erase(line.id);
        }
        journal.acknowledge(seqs(lines));
        for (const core::JournalLine& line : lines) outcome.acknowledged.insert(line.id);
    }
    outcome.in_flight.clear();
}

void expect_kept(Journal& journal, const Outcome& outcome) {
    const std::set<std::string> found = all_in(journal);
    for (const std::string& id : outcome.thanked)
        ASSERT_TRUE(found.contains(id) || outcome.in_flight.contains(id)) << id << " is lost";
    for (const std::string& id : outcome.acknowledged)
        ASSERT_FALSE(found.contains(id)) << id << " came back";
    expect_gapless(journal);
}

class JournalFaultTest : public testing::Test {
  protected:
    FaultVfs vfs_;
};

class PowerLoss {
  public:
    PowerLoss(FaultVfs& vfs, int images, std::uint64_t start)
        : vfs_(vfs), left_(images), chance_(start) {
        // Made once: what is proven is the database, and a link is quicker than an allocation.
        open_journal(ballast_.path());
    }

    // Runs, and looks at what would be found if the power failed at each change to a file, or only
    // at some of them.
    void run(int records, int images_at_each, int at_every = 1) {
        TemporaryFolder folder;
        Outcome outcome;
        open_journal(folder.path());
        vfs_.record([&] {
            if (++points_ % at_every != 0) return;
            for (int image = 0; image < images_at_each && left_ > 0; ++image, --left_)
                look(folder.path(), outcome);
        });
        {
            auto journal = open_journal(folder.path());
            live(journal, records, outcome);
        }
        vfs_.record(nullptr);
    }

    int points() const { return points_; }
    int looked() const { return looked_; }
    int recovered() const { return recovered_; }

  private:
    void look(const fs::path& folder, const Outcome& outcome) {
        TemporaryFolder found;
        fs::create_hard_link(ballast_.path() / "ballast", found.path() / "ballast");
        vfs_.write_image(folder, found.path(), chance_);
        auto journal = open_journal(found.path());
        expect_kept(journal, outcome);
        if (journal.recovery()) ++recovered_;
        ++looked_;
    }

    FaultVfs& vfs_;
    TemporaryFolder ballast_;
    int left_;
    int points_ = 0;
    int looked_ = 0;
    int recovered_ = 0;
    std::mt19937_64 chance_;
};

TEST_F(JournalFaultTest, NothingThankedIsLostOrDoubledByAPowerLoss) {
    constexpr int records = 40;
    const int images = sized("power loss images", 1000, 50000);
    PowerLoss counted(vfs_, 0, 0);
    counted.run(records, 0);

    PowerLoss power(vfs_, images, seed());
    power.run(records, images / counted.points() + 1);

    std::printf("[  result  ] %d images at %d points, 0 bad\n", power.looked(), power.points());
    EXPECT_GE(power.looked(), images);
    EXPECT_EQ(power.recovered(), 0) << "a power loss alone damages no file";
}

TEST_F(JournalFaultTest, WhatAFailedSyncLostIsNotThankedForUntilItIsSynced) {
    const int failures = sized("failed syncs", 30, 400);
    const std::uint64_t start = seed();
    int looked = 0;
    int recovered = 0;
    // The second in a row is the removal of the WAL at the connection's end: what the first did not
    // sync then stays, looking as if it had been. With the power failing on top, pages may be torn.
    for (const int times : {1, 2})
        for (int nth = 1; nth <= failures; ++nth) {
            PowerLoss power(vfs_, 1000, start + static_cast<std::uint64_t>(nth));
            vfs_.fail({Call::sync, Call::remove}, nth, times, SQLITE_IOERR_FSYNC);
            power.run(7, 1, 10 + nth % 5);
            vfs_.heal();
            looked += power.looked();
            recovered += power.recovered();
            ASSERT_FALSE(HasFailure()) << times << " from sync " << nth;
        }
    std::printf("[  result  ] %d images, 0 bad, %d had to be repaired\n", looked, recovered);
}

int result_for(Call call) {
    switch (call) {
        case Call::open:
            return SQLITE_CANTOPEN;
        case Call::read:
            return SQLITE_IOERR_READ;
        case Call::write:
            return SQLITE_IOERR_WRITE;
        case Call::sync:
            return SQLITE_IOERR_FSYNC;
        case Call::truncate:
            return SQLITE_IOERR_TRUNCATE;
        case Call::remove:
            return SQLITE_IOERR_DELETE;
    }
    return SQLITE_ERROR;
}

// Runs with the n-th call failing. False once n lies beyond the run.
bool survives(FaultVfs& vfs, Call call, int nth, int times) {
    const bool for_ever = times == FaultVfs::for_ever;
    TemporaryFolder folder;
    Outcome outcome;
    vfs.fail({call}, nth, times, result_for(call));
    try {
        auto journal = open_journal(folder.path());
        live(journal, 8, outcome);
        EXPECT_TRUE(for_ever || outcome.refused.empty()) << "one failure closes no kiosk";
    } catch (const std::runtime_error&) {
        EXPECT_TRUE(for_ever) << "one failure stops no journal";
    }
    vfs.heal();
    auto journal = open_journal(folder.path());
    expect_kept(journal, outcome);
    EXPECT_EQ(journal.recovery(), std::nullopt);
    return vfs.failed();
}

TEST_F(JournalFaultTest, NothingThankedIsLostWhenACallFails) {
    for (const Call call :
         {Call::open, Call::read, Call::write, Call::sync, Call::truncate, Call::remove})
        for (const int times : {1, FaultVfs::for_ever}) {
            int nth = 1;
            while (survives(vfs_, call, nth, times)) {
                ASSERT_FALSE(HasFailure()) << "call " << static_cast<int>(call) << ", " << times
                                           << " from the " << nth << ". on";
                ASSERT_LT(++nth, 10'000);
            }
        }
}

TEST_F(JournalFaultTest, AReadOnlyDiskClosesAndOpensAgain) {
    TemporaryFolder folder;
    auto journal = open_journal(folder.path());
    ASSERT_TRUE(journal.keep(a_record("a")));

    vfs_.fail({Call::write}, 1, FaultVfs::for_ever, SQLITE_READONLY);
    const auto refused = journal.keep(a_record("b"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, core::ErrorKind::unavailable);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("read-only"));

    vfs_.heal();
    EXPECT_EQ(*journal.keep(a_record("b")), 2);
    EXPECT_EQ(all_in(journal), (std::set<std::string>{"a", "b"}));
}

// ---- a full disk ----

TEST_F(JournalFaultTest, TakesAThousandAnswersMoreOnceTheDiskIsFull) {
    const std::string words(300, 'w');
    const auto an_answer = [&](int number) { return a_record(id_of(number), words); };
    TemporaryFolder folder;
    auto journal = open_journal(folder.path());
    std::uintmax_t used = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) used += entry.file_size();
    vfs_.limit(folder.path(), used + (64U << 10U));

    int number = 0;
    while (fs::file_size(folder.path() / "ballast") == core::ballast_size)
        ASSERT_TRUE(journal.keep(an_answer(number++)));
    const int before = number;
    // Enough to show it; the rest of the ballast is then taken at once.
    while (number < before + 2000) ASSERT_TRUE(journal.keep(an_answer(number++)));
    used = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) used += entry.file_size();
    vfs_.limit(folder.path(), used);
    while (journal.keep(an_answer(number))) ASSERT_LT(++number, 10'000);
    EXPECT_THAT(journal.keep(an_answer(number)).error().message,
                testing::HasSubstr("the disk is full"));
    EXPECT_EQ(journal.unsent(), number);
    std::printf("[  result  ] %d answers after the disk was full\n", number - before);

    // The uplink still gets them out, which makes room for more.
    while (journal.unsent() > 0) journal.acknowledge(seqs(journal.waiting(500)));
    ASSERT_TRUE(journal.keep(an_answer(number)));

    vfs_.limit({}, 0);
    journal.acknowledge(seqs(journal.waiting(1)));
    EXPECT_EQ(fs::file_size(folder.path() / "ballast"), core::ballast_size);
    EXPECT_TRUE(journal.keep(an_answer(number + 1)));
}

// ---- damage ----

void flip_bits(std::string& bytes, std::mt19937_64& chance) {
    for (auto flips = 1 + chance() % 8; flips > 0; --flips) {
        char& byte = bytes[chance() % bytes.size()];
        byte = static_cast<char>(byte ^ (1 << (chance() % 8)));
    }
}

void damage(std::string& bytes, std::mt19937_64& chance) {
    const std::size_t at = chance() % bytes.size();
    const std::size_t page = at / 4096 * 4096;
    switch (chance() % 5) {
        case 0:
        case 1:
            return flip_bits(bytes, chance);
        case 2:
            return bytes.resize(at);
        case 3:
            return bytes.replace(page + 2048, 2048, 2048, '\0'), void();
        default:
            for (std::size_t byte = page; byte < page + 4096; ++byte)
                bytes[byte] = static_cast<char>(chance());
    }
}

TEST_F(JournalFaultTest, NoAlteredRecordIsEverServed) {
    constexpr int records = 120;
    const int corruptions = sized("corruptions", 300, 10000);
    std::mt19937_64 chance(seed());
    TemporaryFolder original;
    {
        auto journal = open_journal(original.path());
        for (int number = 0; number < records; ++number)
            ASSERT_TRUE(journal.keep(a_record(id_of(number), "said " + std::string(500, 'w'))));
        journal.acknowledge(seqs(journal.waiting(20)));
    }
    const std::string whole = content_of(original.path() / "journal.db");
    std::size_t saved = 0;
    for (int corruption = 0; corruption < corruptions; ++corruption) {
        TemporaryFolder folder;
        fs::create_hard_link(original.path() / "ballast", folder.path() / "ballast");
        std::string bytes = whole;
        damage(bytes, chance);
        std::ofstream(folder.path() / "journal.db", std::ios::binary) << bytes;

        auto journal = open_journal(folder.path());

        for (const core::JournalLine& line : journal.waiting(records)) {
            ASSERT_EQ(line.id, id_of(static_cast<int>(line.seq - 1)));
            ASSERT_EQ(line.body, line.id + " said " + std::string(500, 'w'));
            ASSERT_GT(line.seq, 20) << "an erased record came back";
        }
        const auto here = static_cast<std::size_t>(journal.unsent());
        saved += here;
        ASSERT_TRUE(here == 100 || journal.recovery()) << "lost without a word";
        ASSERT_TRUE(!journal.recovery() || content_of(journal.recovery()->kept_as) == bytes);
        ASSERT_TRUE(journal.keep(a_record("next")));
    }
    std::printf("[  result  ] %d corruptions, 0 altered, %.1f %% of the records saved\n",
                corruptions, static_cast<double>(saved) / corruptions);
}

// ---- memory ----

sqlite3_mem_methods real_memory;
int allocations_until_failure = 0;  // 0: none fails
bool memory_fails_for_ever = false;
bool memory_failed = false;

bool memory_is_there() {
    if (allocations_until_failure == 0) return true;
    if (allocations_until_failure > 1) return --allocations_until_failure, true;
    memory_failed = true;
    if (!memory_fails_for_ever) allocations_until_failure = 0;
    return false;
}

// SQLite's memory, failing at a given allocation; while this lives.
class FailingMemory {
  public:
    FailingMemory() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
        sqlite3_mem_methods failing = real_memory;
        failing.xMalloc = [](int size) {
            return memory_is_there() ? real_memory.xMalloc(size) : nullptr;
        };
        failing.xRealloc = [](void* block, int size) {
            return memory_is_there() ? real_memory.xRealloc(block, size) : nullptr;
        };
        sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
        sqlite3_initialize();
    }
    ~FailingMemory() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MALLOC, &real_memory);
        sqlite3_initialize();
    }
};

bool survives_without_memory(int nth, bool for_ever) {
    TemporaryFolder folder;
    Outcome outcome;
    memory_failed = false;
    memory_fails_for_ever = for_ever;
    allocations_until_failure = nth;
    try {
        auto journal = open_journal(folder.path());
        live(journal, 4, outcome);
    } catch (const std::runtime_error&) {
        EXPECT_TRUE(for_ever) << "one failure stops no journal";
    }
    allocations_until_failure = 0;
    auto journal = open_journal(folder.path());
    expect_kept(journal, outcome);
    EXPECT_EQ(journal.recovery(), std::nullopt);
    return memory_failed;
}

TEST(JournalMemoryTest, NothingThankedIsLostWhenMemoryEnds) {
    const int step = sized("every n-th allocation, n negative", -7, -1);
    const FailingMemory memory;
    FaultVfs vfs;
    for (const bool for_ever : {false, true}) {
        int nth = 1;
        while (survives_without_memory(nth, for_ever)) {
            ASSERT_FALSE(testing::Test::HasFailure()) << nth << ", for ever " << for_ever;
            ASSERT_LT(nth -= step, 100'000);
        }
        std::printf("[  result  ] %d allocations, 0 lost\n", nth);
    }
}

}  // namespace
}  // namespace earshot::test
