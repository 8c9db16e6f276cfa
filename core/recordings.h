#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "core/seal.h"

namespace earshot::core {

struct Recording {
    std::string id;
    std::string box;  // raw
};

// What cashiers said aloud, on the device's disk until the hub has it: sealed before it gets there,
// one file each. Not thread-safe. Throws std::system_error where the disk fails.
class Recordings {
  public:
    // Some 700 of half a minute: weeks without a network.
    static constexpr std::uintmax_t bytes_max = std::uintmax_t{64} << 20U;

    // The folder is made with the first of them.
    explicit Recordings(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Durable on return. Fails as `unavailable` where so many wait already.
    Result<void> keep(const std::string& id, const std::string& comment, std::string_view sound,
                      const SealingKey& to);
    // The oldest of them.
    std::optional<Recording> oldest() const;
    // The hub has it, or never will.
    void let_go(const std::string& id);
    // The comment that names it was taken back.
    void forget(const std::string& comment);

  private:
    void remove_where(const std::function<bool(const std::string& name)>& fits);

    std::filesystem::path folder_;
};

}  // namespace earshot::core
