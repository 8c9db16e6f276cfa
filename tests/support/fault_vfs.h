#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace earshot::test {

// SQLite's own way to files, failing where a test says; the default of the process while this
// lives. One at a time, and no database open when it begins or ends. Nothing it does is durable.
class FaultVfs {
  public:
    enum class Call { open, read, write, sync, truncate, remove };

    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    // Of the calls of these kinds from now on, the n-th fails with this SQLite result, and those
    // after it: so many `times` in a row.
    static constexpr int for_ever = 1'000'000'000;
    void fail(std::set<Call> calls, int nth, int times, int result);
    // Whether the call that is to fail has come.
    bool failed() const { return failed_; }
    void heal();

    // Writing fails as on a full disk where all files in the folder would be larger than this.
    void limit(const std::filesystem::path& folder, std::uintmax_t bytes);

    // From now on keeps apart what was synced and what was only written, and calls this before
    // every change to a file. What a failed sync did not write is lost, though it reads as written,
    // as on Linux.
    void record(std::function<void()> at_every_change);
    // A folder's files as they may be found after the power failed now: what was synced, and of the
    // rest nothing, everything, or sectors of it by chance.
    void write_image(const std::filesystem::path& from, const std::filesystem::path& to,
                     std::mt19937_64& chance);

    // For the functions that SQLite calls.
    struct Change {
        std::uintmax_t offset = 0;
        std::string bytes;
        bool truncates = false;  // to offset
    };
    struct Disk {
        std::optional<std::string> synced;  // nothing: not there
        std::vector<Change> since;
        bool removed = false;
    };
    int enter(Call call);
    bool has_room(std::uintmax_t growth) const;
    void on_open(const std::string& path);
    void on_change(const std::string& path, Change change);
    void on_sync(const std::string& path, bool done);
    void on_remove(const std::string& path, bool durable);
    sqlite3_vfs* below() const { return below_; }

  private:
    std::unique_ptr<sqlite3_vfs> vfs_;
    sqlite3_vfs* below_ = nullptr;

    std::set<Call> failing_;
    int until_failure_ = 0;  // 0: none fails
    int times_ = 0;
    bool failed_ = false;
    int result_ = 0;

    std::filesystem::path limited_;
    std::uintmax_t room_ = 0;

    std::function<void()> at_every_change_;
    bool paused_ = false;
    std::map<std::string, Disk> disks_;
};

}  // namespace earshot::test
