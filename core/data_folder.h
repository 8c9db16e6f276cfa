#pragma once

#include <filesystem>

#include "core/result.h"

namespace earshot::core {

// A program's data folder, held by this process alone for as long as this lives: two writers would
// ruin a store. Made with mode 0700 where it is missing.
class DataFolder {
  public:
    // Fails as `in_use` when another process holds it, as `denied` when it, or a file in it that is
    // ours, is another's or a symbolic link.
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

// Replaces a file whole or not at all, durable on return, mode 0600. Throws std::system_error.
void write_file(const std::filesystem::path& file, std::string_view content);
// The file's content; fails as `not_found` or `unavailable`.
Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace earshot::core
