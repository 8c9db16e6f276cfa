#include "tests/support/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace earshot::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sector = 512;

// What SQLite holds of an open file; the real one's follows in the same memory.
struct OpenFile {
    sqlite3_file base;
    FaultVfs* vfs;
    std::string* path;  // none for temporary files
};

OpenFile* ours(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
sqlite3_file* below(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(OpenFile));
}
const sqlite3_io_methods* real(sqlite3_file* file) { return below(file)->pMethods; }
FaultVfs* self(sqlite3_vfs* vfs) { return static_cast<FaultVfs*>(vfs->pAppData); }

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void apply(const FaultVfs::Change& change, std::string& bytes) {
    if (change.truncates) return bytes.resize(change.offset);
    if (bytes.size() < change.offset + change.bytes.size())
        bytes.resize(change.offset + change.bytes.size());
    bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

void apply_some_sectors(const FaultVfs::Change& change, std::string& bytes,
                        std::mt19937_64& chance) {
    if (change.truncates) {
        if (chance() % 2 == 0) apply(change, bytes);
        return;
    }
    for (std::size_t at = 0; at < change.bytes.size();) {
        const std::size_t length =
            std::min(sector - (change.offset + at) % sector, change.bytes.size() - at);
        if (chance() % 2 == 0)
            apply({change.offset + at, change.bytes.substr(at, length), false}, bytes);
        at += length;
    }
}

// Nothing: the file is not there.
std::optional<std::string> after_power_loss(const FaultVfs::Disk& disk, std::mt19937_64& chance) {
    const auto kind = chance() % 4;
    if (kind == 0) return disk.synced;
    if (disk.removed && chance() % 2 == 0) return std::nullopt;
    if (!disk.synced && disk.since.empty()) return std::nullopt;
    std::string bytes = disk.synced.value_or("");
    // Up to one, in order, and that torn; or any sectors of any.
    const std::size_t whole = kind == 1   ? disk.since.size()
                              : kind == 2 ? chance() % (disk.since.size() + 1)
                                          : 0;
    for (std::size_t done = 0; done < disk.since.size(); ++done) {
        if (done < whole) apply(disk.since[done], bytes);
        if (kind == 2 && done == whole) apply_some_sectors(disk.since[done], bytes, chance);
        if (kind == 3) apply_some_sectors(disk.since[done], bytes, chance);
    }
    return bytes;
}

int close_file(sqlite3_file* file) {
    const int result = real(file)->xClose(below(file));
    delete ours(file)->path;
    return result;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    if (const int failure = ours(file)->vfs->enter(FaultVfs::Call::read)) {
        std::memset(to, 0, static_cast<std::size_t>(size));
        return failure;
    }
    return real(file)->xRead(below(file), to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const OpenFile* open = ours(file);
    if (const int failure = open->vfs->enter(FaultVfs::Call::write)) return failure;
    sqlite3_int64 now = 0;
    real(file)->xFileSize(below(file), &now);
    if (offset + size > now &&
        !open->vfs->has_room(static_cast<std::uintmax_t>(offset + size - now)))
        return SQLITE_FULL;
    const int result = real(file)->xWrite(below(file), from, size, offset);
    if (result == SQLITE_OK && open->path != nullptr)
        open->vfs->on_change(*open->path,
                             {static_cast<std::uintmax_t>(offset),
                              {static_cast<const char*>(from), static_cast<std::size_t>(size)},
                              false});
    return result;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const OpenFile* open = ours(file);
    if (const int failure = open->vfs->enter(FaultVfs::Call::truncate)) return failure;
    const int result = real(file)->xTruncate(below(file), size);
    if (result == SQLITE_OK && open->path != nullptr)
        open->vfs->on_change(*open->path, {static_cast<std::uintmax_t>(size), {}, true});
    return result;
}

int sync_file(sqlite3_file* file, int) {
    const OpenFile* open = ours(file);
    const int failure = open->vfs->enter(FaultVfs::Call::sync);
    if (open->path != nullptr) open->vfs->on_sync(*open->path, failure == SQLITE_OK);
    return failure;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->xFileSize(below(file), size);
}
int lock_file(sqlite3_file* file, int level) { return real(file)->xLock(below(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real(file)->xUnlock(below(file), level); }
int check_lock(sqlite3_file* file, int* held) {
    return real(file)->xCheckReservedLock(below(file), held);
}
int control_file(sqlite3_file* file, int what, void* with) {
    return real(file)->xFileControl(below(file), what, with);
}
int sector_size(sqlite3_file* file) { return real(file)->xSectorSize(below(file)); }
int traits(sqlite3_file* file) { return real(file)->xDeviceCharacteristics(below(file)); }

// Version 1: no shared memory, as the journal is opened by one connection only.
const sqlite3_io_methods methods = [] {
    sqlite3_io_methods set = {};
    set.iVersion = 1;
    set.xClose = close_file;
    set.xRead = read_file;
    set.xWrite = write_file;
    set.xTruncate = truncate_file;
    set.xSync = sync_file;
    set.xFileSize = file_size;
    set.xLock = lock_file;
    set.xUnlock = unlock_file;
    set.xCheckReservedLock = check_lock;
    set.xFileControl = control_file;
    set.xSectorSize = sector_size;
    set.xDeviceCharacteristics = traits;
    return set;
}();

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    OpenFile* open = ours(file);
    open->base.pMethods = nullptr;
    if (const int failure = self(vfs)->enter(FaultVfs::Call::open)) return failure;
    if (name != nullptr) self(vfs)->on_open(name);
    sqlite3_vfs* next = self(vfs)->below();
    const int result = next->xOpen(next, name, below(file), flags, out);
    if (result != SQLITE_OK) return result;
    open->base.pMethods = &methods;
    open->vfs = self(vfs);
    open->path = name != nullptr ? new std::string(name) : nullptr;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int durable) {
    if (const int failure = self(vfs)->enter(FaultVfs::Call::remove)) return failure;
    sqlite3_vfs* next = self(vfs)->below();
    const int result = next->xDelete(next, name, 0);
    if (result == SQLITE_OK) self(vfs)->on_remove(name, durable != 0);
    return result;
}

}  // namespace

FaultVfs::FaultVfs() : below_(sqlite3_vfs_find(nullptr)) {
    vfs_ = std::make_unique<sqlite3_vfs>(*below_);
    vfs_->szOsFile += static_cast<int>(sizeof(OpenFile));
    vfs_->zName = "fault";
    vfs_->pAppData = this;
    vfs_->pNext = nullptr;
    vfs_->xOpen = open_file;
    vfs_->xDelete = remove_file;
    sqlite3_vfs_register(vfs_.get(), 1);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(below_, 1);
}

void FaultVfs::fail(std::set<Call> calls, int nth, int times, int result) {
    failing_ = std::move(calls);
    until_failure_ = nth;
    times_ = times;
    failed_ = false;
    result_ = result;
}

void FaultVfs::heal() { until_failure_ = 0; }

int FaultVfs::enter(Call call) {
    if (at_every_change_ && !paused_ && call != Call::open && call != Call::read) {
        paused_ = true;
        at_every_change_();
        paused_ = false;
    }
    if (paused_ || until_failure_ == 0 || !failing_.contains(call)) return SQLITE_OK;
    if (until_failure_ > 1) {
        --until_failure_;
        return SQLITE_OK;
    }
    failed_ = true;
    if (--times_ == 0) heal();
    return result_;
}

void FaultVfs::limit(const fs::path& folder, std::uintmax_t bytes) {
    limited_ = folder;
    room_ = bytes;
}

bool FaultVfs::has_room(std::uintmax_t growth) const {
    if (limited_.empty()) return true;
    std::uintmax_t used = 0;
    for (const auto& entry : fs::directory_iterator(limited_)) used += entry.file_size();
    return used + growth <= room_;
}

void FaultVfs::record(std::function<void()> at_every_change) {
    at_every_change_ = std::move(at_every_change);
    disks_.clear();
}

void FaultVfs::on_open(const std::string& path) {
    if (!at_every_change_ || paused_ || disks_.contains(path)) return;
    Disk disk;
    if (fs::exists(path)) disk.synced = bytes_of(path);
    disks_.emplace(path, std::move(disk));
}

void FaultVfs::on_change(const std::string& path, Change change) {
    if (!at_every_change_ || paused_) return;
    disks_[path].since.push_back(std::move(change));
}

void FaultVfs::on_sync(const std::string& path, bool done) {
    if (!at_every_change_ || paused_) return;
    Disk& disk = disks_[path];
    if (done) {
        std::string bytes = disk.removed ? "" : disk.synced.value_or("");
        for (const Change& change : disk.since) apply(change, bytes);
        disk.synced = std::move(bytes);
        disk.removed = false;
    }
    disk.since.clear();
}

void FaultVfs::on_remove(const std::string& path, bool durable) {
    if (!at_every_change_ || paused_) return;
    Disk& disk = disks_[path];
    disk.since.clear();
    if (durable) disk.synced.reset();
    disk.removed = !durable;
}

void FaultVfs::write_image(const fs::path& from, const fs::path& to, std::mt19937_64& chance) {
    for (const auto& [path, disk] : disks_) {
        if (fs::path(path).parent_path() != from) continue;
        const fs::path image = to / fs::path(path).filename();
        fs::remove(image);
        if (const auto bytes = after_power_loss(disk, chance))
            std::ofstream(image, std::ios::binary) << *bytes;
    }
}

}  // namespace earshot::test
