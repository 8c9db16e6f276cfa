#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace earshot::app {

// Where a line may end.
struct Break {
    std::size_t end = 0;  // byte of the text
    bool must = false;    // a new line follows whatever the room

    bool operator==(const Break&) const = default;
};

// The rules of Unicode, kept open as reading them takes longer than a text does. One thread.
class Breaks {
  public:
    Breaks();
    ~Breaks();
    Breaks(const Breaks&) = delete;
    Breaks& operator=(const Breaks&) = delete;

    // Between words, after hyphens, soft ones too, and between Chinese characters. The last is the
    // text's own end.
    std::vector<Break> lines(std::string_view text);
    // Between what a reader takes for letters: never within a cluster.
    std::vector<Break> letters(std::string_view text);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::app
