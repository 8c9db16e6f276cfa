#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/kiosk/stock.h"
#include "core/journal.h"
#include "core/recordings.h"
#include "core/seal.h"
#include "core/today.h"
#include "core/trouble.h"
#include "sync/uplink/uplink.h"

namespace earshot::app {

// What came of the journal's work.
struct JournalNews {
    enum class Kind {
        kept,       // a record is durable
        not_kept,   // it is not, yet: it is tried again until it is, or the program ends
        recovered,  // all that was not kept before is kept now
        unusable,   // the journal cannot be opened; tried again every few seconds
    };
    Kind kind = Kind::kept;
    std::string id;
    bool open = false;
    std::string words;  // of what is wrong, for the log
    std::optional<core::Trouble> trouble;
};

// The journal on a thread of its own, the only one that touches its disk. Every call is for any
// thread; an Outbox's calls wait for their turn, all others return at once.
class JournalThread : public sync::Outbox {
  public:
    using Tell = std::function<void(const JournalNews&)>;  // called on the journal's thread

    JournalThread(std::filesystem::path folder, Tell tell);
    // Finishes what was handed over.
    ~JournalThread() override;
    JournalThread(const JournalThread&) = delete;
    JournalThread& operator=(const JournalThread&) = delete;

    void keep(core::Record record, bool open);
    // A comment with what was said aloud, which is sealed and kept before it. Where only that
    // cannot be kept, the comment is all the same, and names none.
    void keep_spoken(core::Record comment, std::string sound);
    // Texts are sealed to this key as they are kept; without one, none is kept at all.
    void seal_to(core::SealingKey key);
    // Days begin and end by the shop's clock.
    void count_days_of(std::string timezone);
    // The counts of exposures, in turn with keep(): what is handed over before is on the disk
    // before.
    void save_counts(std::vector<core::Exposure> hours);
    // A small file of counts in the journal's folder, in turn with keep().
    void save(std::string file, std::string content);
    // What is held now, on the journal's thread.
    void look(std::function<void(Stock)> tell);
    // Of what waits, that which is numbered above `after`; to be carried. Waits for its turn, and
    // throws core::StorageFailure where the journal cannot be read.
    std::vector<core::JournalLine> waiting_after(std::int64_t after, int limit);

    std::vector<core::JournalLine> waiting(int limit) override;
    void acknowledge(const std::vector<std::int64_t>& seqs) override;
    void quarantine(std::int64_t seq, const std::string& reason) override;
    bool fresh() override;
    void continue_after(std::int64_t seq) override;
    std::int64_t unsent() override;
    std::optional<core::Recording> recording() override;
    void let_go(const std::string& recording) override;

  private:
    using Task = std::function<void()>;
    struct Unkept {
        core::Record record;
        bool open = false;
    };

    void post(Task task);
    // Runs on the journal's thread while the caller waits; hands its exception on.
    template <typename Work>
    auto ask(Work work);

    void run(const std::stop_token& stop);
    void open();
    core::Journal& opened();
    // From trouble on: tried again every few seconds.
    void note_trouble(const JournalNews& news);
    void note_recovery();
    void forget_unkept(const std::string& id);
    // Durable, or why not; where it is the storage that failed, `failed_by_` says how.
    void keep_now(const core::Record& record, bool open);
    void forget_recording(const std::string& comment);
    core::Result<void> keep_recording(const core::Record& comment, const std::string& sound);
    core::Result<void> try_keep(const core::Record& record, bool open);
    void try_again();
    void count(const core::Record& record);
    void replace(const std::string& file, const std::string& content);
    std::chrono::local_days day_of(core::Instant at) const;
    Stock stock();

    std::filesystem::path folder_;
    Tell tell_;
    std::optional<core::SealingKey> key_;  // the thread's own, as all to `mutex_`
    std::optional<core::Journal> journal_;
    core::StorageFailure trouble_{core::Trouble::failing, ""};  // why it is not open
    core::Today today_;
    core::Recordings recordings_;
    std::string timezone_;
    std::deque<Unkept> unkept_;
    std::optional<core::Trouble> failed_by_;
    bool troubled_ = false;  // told, and not yet recovered from
    std::chrono::steady_clock::time_point try_at_;

    std::mutex mutex_;
    std::condition_variable_any posted_;
    std::deque<Task> tasks_;  // under mutex_

    std::jthread thread_;  // last: it uses all the others
};

}  // namespace earshot::app
