#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"

namespace earshot::core {

// A program's data folder, held by this process alone for as long as this lives: two writers would
// ruin a store. Made with mode 0700 where it is missing.
class DataFolder {
  public:
    // Fails as `in_use` when another process holds it, as `denied` when it, or a file in it, is
    // another user's or a symbolic link. Throws std::system_error when the disk itself fails.
    static Result<DataFolder> claim(const std::filesystem::path& path);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&& other) noexcept;
    ~DataFolder();

    const std::filesystem::path& path() const { return path_; }

  private:
    DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

    std::filesystem::path path_;
    int lock_ = -1;
};

// Makes an empty file where there is none, for a library that opens it by name; mode 0600 either
// way. Fails as `denied` when it is another user's or a symbolic link; throws std::system_error.
Result<void> make_private(const std::filesystem::path& file);
// Makes what was renamed, made or removed in a folder durable. Throws std::system_error.
void sync_folder(const std::filesystem::path& folder);

// Replaces a file whole or not at all, durable on return, mode 0600. Throws std::system_error.
void write_file(const std::filesystem::path& file, std::string_view content);
// The file's content; fails as `not_found` or `unavailable`.
Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace earshot::core
