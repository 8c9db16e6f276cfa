#pragma once

#include <memory>
#include <string>

#include "app/kiosk/geometry.h"
#include "app/kiosk/outline.h"
#include "app/kiosk/theme.h"

namespace earshot::app {

// Pages of A4 as a PDF (cairo). Places are millimetres from a page's top left.
class Paper {
  public:
    static constexpr float width = 210, height = 297;

    explicit Paper(const std::string& title);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    void fill(Rect rect, Colour colour);
    void fill(const Outline& outline, Colour colour);
    void next_page();

    // The file; nothing is drawn after it. Throws std::runtime_error where cairo failed.
    std::string finish();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::app
