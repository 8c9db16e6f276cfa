#include "tests/app/kiosk/drawing.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace earshot::test {
namespace {

// Text calls its texture by this; anything else on the list is no letter.
void* const letters = reinterpret_cast<void*>(std::uintptr_t{1});

class Frame {
  public:
    Frame(int width, int height) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        unsigned char* pixels = nullptr;
        int ignored = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &ignored, &ignored);
        ImGui::NewFrame();
    }
    ~Frame() {
        ImGui::Render();
        ImGui::DestroyContext();
    }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
};

int whole(float at) { return static_cast<int>(std::lround(at)); }

// A glyph's picture, one pixel of the atlas to one of the window.
void add(Ink& ink, const app::Text::Atlas& atlas, const ImDrawVert& first, const ImDrawVert& last) {
    const auto side = static_cast<float>(atlas.side);
    const int from_x = whole(first.uv.x * side);
    const int from_y = whole(first.uv.y * side);
    for (int y = whole(first.pos.y); y < whole(last.pos.y); ++y)
        for (int x = whole(first.pos.x); x < whole(last.pos.x); ++x) {
            if (x < 0 || y < 0 || x >= ink.width || y >= ink.height) continue;
            const int row = from_y + y - whole(first.pos.y);
            const int column = from_x + x - whole(first.pos.x);
            auto& pixel = ink.cover[static_cast<std::size_t>(y * ink.width + x)];
            pixel =
                std::max(pixel, atlas.cover[static_cast<std::size_t>(row * atlas.side + column)]);
        }
}

}  // namespace

app::Rect Ink::bounds() const {
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            // A trace of grey at an edge is no ink.
            constexpr int grey = 40;
            if (cover[static_cast<std::size_t>(y * width + x)] < grey) continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
            bottom = std::max(bottom, y + 1);
        }
    if (right == 0) return {};
    return {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right - left),
            static_cast<float>(bottom - top)};
}

Ink drawn(app::Text& text, int width, int height, const std::function<void(ImDrawList&)>& paint) {
    Ink ink{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))};
    text.atlas().texture = letters;
    const Frame frame(width, height);
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    paint(list);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.TextureId != letters) continue;
        for (unsigned index = 0; index + 6 <= command.ElemCount; index += 6) {
            const auto* corners = &list.IdxBuffer[static_cast<int>(command.IdxOffset + index)];
            const auto vertex = [&](int corner) {
                return list.VtxBuffer[static_cast<int>(command.VtxOffset) + corners[corner]];
            };
            add(ink, text.atlas(), vertex(0), vertex(2));
        }
    }
    return ink;
}

}  // namespace earshot::test
