#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot::core {

// A text while it is being written. It lies at one place in memory, which is wiped before it is
// given up: nothing of one shopper is left for the next, nor for who reads a dump.
class Draft {
  public:
    // Takes at most so many code points.
    explicit Draft(std::size_t characters_max);
    ~Draft();
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    Draft(Draft&& other) noexcept;
    Draft& operator=(Draft&& other) noexcept;

    // Adds what fits of UTF-8, whole characters only. Lines and tabs become spaces; other controls,
    // marks that turn the direction of what stands beside them, and what is no UTF-8 are left out.
    void append(std::string_view text);
    // Forgets what stands from this byte on, the beginning of a character.
    void cut(std::size_t from);
    // Puts another text in place of this, by the rules of append().
    void replace(std::string_view text);
    void clear();

    // Valid until the draft changes.
    std::string_view text() const { return text_; }
    bool empty() const { return text_.empty(); }
    // Code points that still fit.
    std::size_t left() const { return characters_max_ - characters_; }

  private:
    void wipe();

    std::size_t characters_max_;
    std::size_t characters_ = 0;
    std::string text_;  // never grows beyond what it reserved, so that it leaves no copy behind
};

}  // namespace earshot::core
