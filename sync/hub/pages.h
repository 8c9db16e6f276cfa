#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/result.h"

namespace earshot::sync {

// The manager's page as a browser gets it: index.html, and beside it files whose names change with
// what is in them. Read once, before serving; then any thread.
class Pages {
  public:
    struct File {
        std::string type;
        std::string plain;
        std::string packed;  // by gzip; empty where FILE.gz is not there
    };

    // No page at all.
    Pages() = default;
    // Every file of the folder, FILE.gz beside FILE. Fails as `not_found` without index.html, as
    // `invalid` where a file's kind is unknown.
    static core::Result<Pages> read(const std::filesystem::path& folder);

    // None where there is none of this name.
    const File* find(const std::string& name) const;

  private:
    std::map<std::string, File> files_;
};

}  // namespace earshot::sync
