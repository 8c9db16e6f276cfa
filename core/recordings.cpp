#include "core/recordings.h"

#include <algorithm>
#include <vector>

#include "core/data_folder.h"

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

// A file's name: its own id, a dot, its comment's. Ids grow with time, so the first is the oldest.
constexpr char dot = '.';
constexpr std::string_view half_written = ".new";

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().string().ends_with(half_written))
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// What a crash has left.
void remove_half_written(const fs::path& folder) {
    if (!fs::exists(folder)) return;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().string().ends_with(half_written)) fs::remove(entry.path());
}

std::string id_in(const fs::path& file) {
    const std::string name = file.filename();
    return name.substr(0, name.find(dot));
}

}  // namespace

Result<void> Recordings::keep(const std::string& id, const std::string& comment,
                              std::string_view sound, const SealingKey& to) {
    const Sealed sealed = seal(sound, to);
    remove_half_written(folder_);
    std::uintmax_t held = sealed.box.size();
    for (const fs::path& file : files_in(folder_)) held += fs::file_size(file);
    if (held > bytes_max)
        return fail(ErrorKind::unavailable, folder_.string() + ": too many recordings wait");
    if (fs::create_directories(folder_)) {
        fs::permissions(folder_, fs::perms::owner_all);
        sync_folder(folder_.parent_path());
    }
    write_file(folder_ / (id + dot + comment), sealed.box);
    return {};
}

std::optional<Recording> Recordings::oldest() const {
    for (const fs::path& file : files_in(folder_))
        if (auto box = read_file(file)) return Recording{id_in(file), *std::move(box)};
    return std::nullopt;
}

void Recordings::let_go(const std::string& id) {
    remove_where([&](const std::string& name) { return name.starts_with(id + dot); });
}

void Recordings::forget(const std::string& comment) {
    remove_where([&](const std::string& name) { return name.ends_with(dot + comment); });
}

void Recordings::remove_where(const std::function<bool(const std::string& name)>& fits) {
    bool any = false;
    for (const fs::path& file : files_in(folder_))
        if (fits(file.filename())) any = fs::remove(file) || any;
    if (any) sync_folder(folder_);
}

}  // namespace earshot::core
