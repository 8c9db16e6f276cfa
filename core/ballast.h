#pragma once

#include <cstdint>
#include <filesystem>

namespace earshot::core {

inline constexpr std::uintmax_t ballast_size = std::uintmax_t{16} << 20U;
// What new records leave of it: to start on a full disk and to take records out needs room, too.
inline constexpr std::uintmax_t ballast_rest = std::uintmax_t{1} << 20U;

// Space on the disk that is held only to be given up when the disk is full.
class Ballast {
  public:
    explicit Ballast(std::filesystem::path file) : file_(std::move(file)) {}

    // Makes it whole if the disk has room enough to spare; else leaves it as it is.
    void refill();
    // Gives space back, down to `rest` bytes. False if there was nothing to give.
    bool give(std::uintmax_t rest);

  private:
    std::filesystem::path file_;
};

}  // namespace earshot::core
