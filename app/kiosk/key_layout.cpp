#include "app/kiosk/key_layout.h"

#include <algorithm>
#include <cmath>

namespace earshot::app {
namespace {

// Larger keys are no easier to hit, but further apart.
constexpr float key_width_max = 24;
constexpr float key_height_max = 18;
// Of cells: the way to the next page.
constexpr std::size_t page_key = 2;
constexpr std::size_t space_min = 3;

struct Page {
    std::string label;
    bool latin = false;
    bool shifts = false;
    KeyRows rows, shifted;
};

// What a panel has room for.
struct Grid {
    std::size_t columns = 1;
    std::size_t rows = 1;  // of letters; one more is for the space bar
};

std::size_t how_many(float room, const Panel& panel) {
    const float each = panel.px(key_min + key_gap);
    return static_cast<std::size_t>(std::max(1.F, std::floor((room + panel.px(key_gap)) / each)));
}

std::size_t longest(const KeyRows& rows) {
    std::size_t most = 0;
    for (const auto& row : rows) most = std::max(most, row.size());
    return most;
}

// Keys that the last row of each page has besides its own.
std::size_t besides(const KeyLayer& layer) { return layer.shifted.empty() ? 1 : 2; }

// Whether the rows can stay as they are.
bool lies_well(const KeyLayer& layer, const Grid& grid) {
    if (longest(layer.rows) > grid.columns) return false;
    for (std::size_t row = 0; row < layer.rows.size(); ++row) {
        const bool last = (row + 1) % grid.rows == 0 || row + 1 == layer.rows.size();
        if (last && layer.rows[row].size() + besides(layer) > grid.columns) return false;
    }
    return true;
}

// Filled anew in rows of about one length, page by page; each page leaves `extra` cells free.
KeyRows filled(const KeyRows& rows, const Grid& grid, std::size_t extra) {
    std::vector<std::string> all;
    for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
    const std::size_t capacity = grid.columns * grid.rows - extra;
    KeyRows anew;
    for (std::size_t from = 0; from < all.size(); from += capacity) {
        const std::size_t count = std::min(capacity, all.size() - from);
        const std::size_t lines = (count + extra + grid.columns - 1) / grid.columns;
        const std::size_t each = (count + extra + lines - 1) / lines;
        for (std::size_t line = 0; line < lines; ++line) {
            const auto at = [&](std::size_t key) {
                return all.begin() + static_cast<std::ptrdiff_t>(from + std::min(key, count));
            };
            anew.emplace_back(at(line * each), at((line + 1) * each));
        }
    }
    return anew;
}

void add_pages(std::vector<Page>& pages, const KeyLayer& layer, const Grid& grid) {
    const bool as_it_is = lies_well(layer, grid);
    const auto lay = [&](const KeyRows& rows) {
        return as_it_is || rows.empty() ? rows : filled(rows, grid, besides(layer));
    };
    const KeyRows rows = lay(layer.rows);
    const KeyRows shifted = lay(layer.shifted);
    for (std::size_t from = 0; from < rows.size(); from += grid.rows) {
        const auto part = [&](const KeyRows& all) {
            if (all.empty()) return KeyRows{};
            const auto to = std::min(from + grid.rows, all.size());
            return KeyRows(all.begin() + static_cast<std::ptrdiff_t>(from),
                           all.begin() + static_cast<std::ptrdiff_t>(to));
        };
        Page page{layer.label, layer.latin, !shifted.empty(), part(rows), part(shifted)};
        // A further page is called by what it begins with.
        if (from > 0) {
            page.label.clear();
            for (std::size_t key = 0; key < std::min<std::size_t>(3, page.rows[0].size()); ++key)
                page.label += page.rows[0][key];
        }
        pages.push_back(std::move(page));
    }
}

std::vector<Page> pages_of(const ScreenKeyboard& keyboard, const Grid& grid) {
    std::vector<Page> pages;
    for (const KeyLayer& layer : keyboard.layers) add_pages(pages, layer, grid);
    return pages;
}

std::size_t shown_page(const std::vector<Page>& pages, const KeyboardState& state) {
    std::size_t first = 0;
    if (state.from_latin) {
        const auto latin = std::ranges::find(pages, true, &Page::latin);
        if (latin != pages.end()) first = static_cast<std::size_t>(latin - pages.begin());
    }
    return (first + static_cast<std::size_t>(state.turns)) % pages.size();
}

// Keys side by side, each so many cells wide.
class Rows {
  public:
    Rows(Rect room, const Panel& panel, std::size_t columns, std::size_t rows)
        : gap_(panel.px(key_gap)) {
        const auto across = static_cast<float>(columns);
        const auto down = static_cast<float>(rows);
        cell_ = std::min((room.w - (across - 1) * gap_) / across, panel.px(key_width_max));
        height_ = std::min((room.h - (down - 1) * gap_) / down, panel.px(key_height_max));
        width_ = across * cell_ + (across - 1) * gap_;
        left_ = room.x + (room.w - width_) / 2;
        top_ = room.bottom() - down * height_ - (down - 1) * gap_;
    }

    float top() const { return top_; }
    float wide(std::size_t cells) const {
        return static_cast<float>(cells) * (cell_ + gap_) - gap_;
    }
    // Room beside so many keys, shared by `by` others, without gaps.
    float rest(std::size_t cells, std::size_t by) const {
        const float used = cells == 0 ? 0 : wide(cells) + gap_;
        return (width_ - used - static_cast<float>(by - 1) * gap_) / static_cast<float>(by);
    }
    // Begins a row whose keys are so wide together.
    void begin(std::size_t row, float width) {
        x_ = left_ + (width_ - width) / 2;
        y_ = top_ + static_cast<float>(row) * (height_ + gap_);
    }
    float whole() const { return width_; }
    Rect next(float width) {
        const Rect box{x_, y_, width, height_};
        x_ += width + gap_;
        return box;
    }

  private:
    float gap_ = 0, cell_ = 0, height_ = 0, width_ = 0, left_ = 0, top_ = 0, x_ = 0, y_ = 0;
};

void place_letters(std::vector<PlacedKey>& keys, Rows& place, const Page& page, bool shift,
                   std::size_t rows) {
    const KeyRows& letters = shift && page.shifts ? page.shifted : page.rows;
    // A page with fewer rows than others leaves the upper ones empty.
    const std::size_t first = rows - letters.size();
    for (std::size_t row = 0; row < letters.size(); ++row) {
        const auto& line = letters[row];
        const bool last = row + 1 == letters.size();
        const float beside = place.rest(line.size(), page.shifts ? 2 : 1);
        place.begin(first + row, last ? place.whole() : place.wide(line.size()));
        if (last && page.shifts) keys.push_back({KeyKind::shift, {}, place.next(beside)});
        for (const std::string& key : line)
            keys.push_back({KeyKind::text, key, place.next(place.wide(1))});
        if (last) keys.push_back({KeyKind::erase, {}, place.next(beside)});
    }
}

void place_space(std::vector<PlacedKey>& keys, Rows& place, const ScreenKeyboard& keyboard,
                 const std::string& next_page, const Grid& grid, std::size_t row) {
    const std::size_t page = next_page.empty() ? 0 : page_key;
    const std::size_t free = grid.columns - std::min(grid.columns, page + space_min);
    const std::size_t beside = std::min(keyboard.beside_space.size(), free);
    place.begin(row, place.whole());
    if (page > 0) keys.push_back({KeyKind::page, next_page, place.next(place.wide(page))});
    keys.push_back({KeyKind::space, " ", place.next(place.rest(page + beside, 1))});
    for (std::size_t key = 0; key < beside; ++key)
        keys.push_back({KeyKind::text, keyboard.beside_space[key], place.next(place.wide(1))});
}

}  // namespace

KeyLayout lay_out_keys(const ScreenKeyboard& keyboard, const KeyboardState& state, Rect room,
                       const Panel& panel) {
    Grid grid{how_many(room.w, panel), std::max<std::size_t>(2, how_many(room.h, panel)) - 1};
    const auto pages = pages_of(keyboard, grid);
    const std::size_t shown = shown_page(pages, state);
    std::size_t rows = 1;
    std::size_t columns = page_key + space_min;
    for (const Page& page : pages) {
        rows = std::max(rows, page.rows.size());
        columns = std::max(columns, longest(page.rows));
        columns = std::max(columns, page.rows.back().size() + (page.shifts ? 2 : 1));
    }
    grid.columns = std::min(grid.columns, columns);

    Rows place(room, panel, grid.columns, rows + 1);
    KeyLayout layout;
    layout.top = place.top();
    place_letters(layout.keys, place, pages[shown], state.shift, rows);
    const std::string next =
        pages.size() > 1 ? pages[(shown + 1) % pages.size()].label : std::string();
    place_space(layout.keys, place, keyboard, next, grid, rows);
    return layout;
}

std::vector<PlacedKey> lay_out_candidates(const std::vector<std::string>& candidates, int turns,
                                          Rect row, const Panel& panel) {
    const std::size_t columns = std::max<std::size_t>(2, how_many(row.w, panel));
    const bool all_fit = candidates.size() <= columns;
    const std::size_t each = all_fit ? columns : columns - 1;
    const std::size_t pages = std::max<std::size_t>(1, (candidates.size() + each - 1) / each);
    const std::size_t from = static_cast<std::size_t>(turns) % pages * each;
    Rows place(row, panel, columns, 1);
    place.begin(0, place.whole());
    std::vector<PlacedKey> keys;
    for (std::size_t key = from; key < std::min(from + each, candidates.size()); ++key)
        keys.push_back({KeyKind::text, candidates[key], place.next(place.wide(1))});
    if (!all_fit) keys.push_back({KeyKind::candidates, {}, place.next(place.wide(1))});
    return keys;
}

}  // namespace earshot::app
