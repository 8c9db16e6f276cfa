#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/result.h"
#include "core/trouble.h"

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

// What was done about a damaged file, for staff to see.
struct Recovery {
    static constexpr std::size_t missing_max = 10'000;

    int saved = 0;                      // records that go on as they were
    int quarantined = 0;                // records that were altered on the disk
    std::vector<std::int64_t> missing;  // seqs between those saved that could not be read
    std::filesystem::path kept_as;      // the damaged file, which nothing ever removes

    bool operator==(const Recovery&) const = default;
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

    // Opens or makes FOLDER/journal.db. A record left open by a crash is closed as it stands. From
    // a damaged file all that is whole is saved into a new one (see recovery()). Fails as `corrupt`
    // when the file is from a newer version, as `denied` when it is another user's or a symbolic
    // link; throws StorageFailure or std::system_error when the disk itself fails.
    static Result<Journal> open(const std::filesystem::path& folder, Encode encode);

    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    // Keeps a record and gives it the next seq; durable on return: power may fail the moment after.
    // A record kept open before under the same id is replaced and holds its seq.
    //
    // A retraction that names a record takes it out in the same stroke, also from quarantine, and
    // of its words no file here holds any trace; it then says `unsent`, whatever it said before.
    //
    // SQLite's error means unknown, not no: the connection is closed and opened again, the id
    // looked up, and the same record put in if it is absent. `unavailable` only when that failed
    // too, or the disk is full and the ballast is used up: it is then unknown whether the record is
    // kept, and to keep the same again settles it. `invalid` for a record no hub would take, or for
    // another one under an id that is no longer open.
    Result<std::int64_t> keep(const Record& record, bool open = false);

    // The oldest records not yet acknowledged, in order, up to the first that is still open; of
    // those numbered above `after`.
    std::vector<JournalLine> waiting(int limit, std::int64_t after = 0);

    // These all try again by themselves, and throw StorageFailure when that failed, too.

    // Removes these. Only for what the hub has confirmed.
    void acknowledge(const std::vector<std::int64_t>& seqs);
    // Moves one, confirmed as refused, out of the outbox.
    void quarantine(std::int64_t seq, const std::string& reason);
    std::vector<Quarantined> quarantined();

    // True until the first acknowledgement, and after a recovery: the hub may know records of this
    // device that this journal does not.
    bool fresh();
    // Numbers what was kept since then from seq + 1, if it would repeat a seq the hub has; from now
    // on not fresh. What was saved from a damaged file keeps its seq, by which the hub may know it.
    void continue_after(std::int64_t seq);

    std::int64_t unsent();

    // What was done about damage since open(), if there was any; the last, if there was more.
    const std::optional<Recovery>& recovery() const;
    // What keep() last called unavailable; none while it never did.
    std::optional<Trouble> trouble() const;

  private:
    struct Inside;
    explicit Journal(std::unique_ptr<Inside> inside);

    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::core
