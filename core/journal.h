#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/result.h"

namespace earshot::core {

// A record as it stands in the journal: its body is the record's JSON without `seq`, which is
// added as it is sent.
struct JournalLine {
    std::int64_t seq = 0;
    std::string id;
    std::string body;

    bool operator==(const JournalLine&) const = default;
};

// A record the hub refused for good: kept, out of the way of those behind it, for a person to see.
struct Quarantined {
    std::string id;
    std::string body;
    std::string reason;
};

// The device's durable log of records: append-only, numbered without gaps, SQLite beneath.
// Reading removes nothing; only an acknowledgement does.
//
// Not thread-safe, and one process at a time (hold a DataFolder): SQLite 3.40 may damage a file
// that two connections write or checkpoint at the same instant.
class Journal {
  public:
    // Turns a record into the bytes to keep. The journal knows no format.
    using Encode = std::function<std::string(const Record&)>;

    // Opens or makes FOLDER/journal.db. A record left open by a crash is closed as it stands.
    // Fails as `corrupt` when the file is damaged or from a newer version (the message says which);
    // throws std::runtime_error when the disk itself fails.
    static Result<Journal> open(const std::filesystem::path& folder, Encode encode);

    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    // Keeps a record and gives it the next seq; durable on return: power may fail the moment after.
    // A record kept open before under the same id is replaced and holds its seq.
    //
    // An error means unknown, not no: the connection is closed and opened again, the id looked
    // up, and the same record put in if it is absent. `unavailable` only when that failed too, or
    // the disk is full and the ballast is used up; nothing of the record is then in the journal.
    Result<std::int64_t> keep(const Record& record, bool open = false);

    // The oldest records not yet acknowledged, in order, up to the first that is still open.
    std::vector<JournalLine> waiting(int limit);

    // Removes these. Only for what the hub has confirmed.
    void acknowledge(const std::vector<std::int64_t>& seqs);
    // Moves one, confirmed as refused, out of the outbox.
    void quarantine(std::int64_t seq, const std::string& reason);
    std::vector<Quarantined> quarantined();

    // True until the first acknowledgement: the hub may know records of this device that this
    // journal does not, after it was lost.
    bool fresh();
    // Numbers what is waiting from seq + 1, if anything would repeat a seq the hub has.
    void continue_after(std::int64_t seq);

    std::int64_t unsent();

  private:
    struct Inside;
    explicit Journal(std::unique_ptr<Inside> inside);

    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::core
