#include "app/kiosk/code_sheet.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "app/kiosk/barcode.h"
#include "app/kiosk/direction.h"
#include "app/kiosk/paper.h"
#include "core/comment_code.h"

namespace earshot::app {
namespace {

// All in millimetres.
constexpr float margin = 8;
constexpr float across = Paper::width - 2 * margin;
constexpr float heading_height = 22;
constexpr float footing_height = 6;
constexpr float gap = 5;  // between codes: their quiet zones
constexpr float bars_height = 13;
constexpr float caption_height = 5;
constexpr float name_height = 8.5F;
constexpr float topic_gap = 4.5F;  // around the line between two topics
constexpr float code_gap = 2.5F;   // between two rows of codes of one topic
// Thinner bars some scanners miss; wider ones would need more than the gap beside them.
constexpr float module_min = 0.19F;
constexpr float module_max = gap / (2 * quiet_modules);

constexpr Style title_style{Face::display, 8};
constexpr Style note_style{Face::plain, 3.4F, 1.3F};
constexpr Style name_style{Face::strong, 4.6F};
constexpr Style caption_style{Face::strong, 3.1F};

// Printers have one ink for certain.
constexpr Colour ink{0, 0, 0};
constexpr Colour pale_ink{85, 85, 85};
constexpr Colour rule{190, 190, 190};

constexpr std::size_t languages_max = 3;

struct ToneSign {
    core::Tone tone;
    const char* icon;
};
constexpr std::array tones{ToneSign{core::Tone::praise, "thumb-up-outline"},
                           ToneSign{core::Tone::trouble, "alert-outline"},
                           ToneSign{core::Tone::idea, "lightbulb-on-outline"},
                           ToneSign{core::Tone::elsewhere, "storefront-outline"}};

// How the codes of one topic stand.
struct Grid {
    int columns = 4;
    float module = module_max;

    int rows() const { return static_cast<int>(tones.size()) / columns; }
    float pitch() const { return (across + gap) / static_cast<float>(columns); }
    float height() const {
        const auto count = static_cast<float>(rows());
        return name_height + count * (bars_height + caption_height) + (count - 1) * code_gap;
    }
};

std::string barcode_of(const core::Reason& reason, core::Tone tone) {
    return std::string(core::comment_barcode_prefix) + core::comment_code(reason.id, tone);
}

bool is_printed(const core::Reason& reason) {
    return reason.state == core::ReasonState::live &&
           barcode_of(reason, core::Tone::praise).size() <= code_128_max;
}

// As many beside each other as are wide enough to be read.
Grid grid_of(const core::Reason& reason) {
    Grid grid;
    for (const int columns : {4, 2, 1}) {
        grid.columns = columns;
        grid.module = module_max;
        for (const ToneSign& tone : tones) {
            const auto modules = static_cast<float>(code_128(barcode_of(reason, tone.tone)).size());
            grid.module = std::min(grid.module, (grid.pitch() - gap) / modules);
        }
        if (grid.module >= module_min) break;
    }
    return grid;
}

class Sheet {
  public:
    Sheet(const CodeBook& book, Text& text, Wordings& wordings)
        : book_(book),
          text_(text),
          voice_(wordings.in(book.languages.front())),
          mirrored_(is_right_to_left(book.languages.front())),
          paper_(voice_.a_customer_said()) {}

    std::string draw();

  private:
    using Topics = std::vector<const core::Reason*>;
    std::vector<Topics> pages() const;
    void draw_page(const Topics& topics);
    void draw_heading();
    void draw_footing(std::size_t page, std::size_t pages);
    void draw_topic(const core::Reason& reason, float top);
    void draw_name(const core::Reason& reason, float top);
    void draw_code(const core::Reason& reason, const ToneSign& tone, const Grid& grid, Rect place);

    // Where it stands in a language that is read the other way.
    Rect mirrored(Rect rect) const {
        if (mirrored_) rect.x = Paper::width - rect.right();
        return rect;
    }
    // In one line from where reading begins; gives its width.
    float write(const std::string& words, Style style, Rect place, Colour colour);
    void write_block(const Block& block, Rect place, Align align, Colour colour);

    const CodeBook& book_;
    Text& text_;
    const Voice& voice_;
    bool mirrored_;
    Paper paper_;
};

void Sheet::write_block(const Block& block, Rect place, Align align, Colour colour) {
    const Rect at = mirrored(place);
    if (mirrored_) align = align == Align::left ? Align::right : Align::left;
    paper_.fill(text_.outline(block, at.x, at.w, at.y, align), colour);
}

float Sheet::write(const std::string& words, Style style, Rect place, Colour colour) {
    Block block = text_.wrap(words, style, place.w, 1);
    constexpr float smaller = 0.95F;
    constexpr float smallest = 1.6F;
    while (!block.fits && style.size > smallest) {
        style.size *= smaller;
        block = text_.wrap(words, style, place.w, 1);
    }
    place.y += (place.h - block.height()) / 2;
    write_block(block, place, Align::left, colour);
    return block.width;
}

std::vector<Sheet::Topics> Sheet::pages() const {
    constexpr float room = Paper::height - 2 * margin - heading_height - footing_height;
    std::vector<Topics> pages;
    float used = room;
    for (const core::Reason& reason : book_.reasons) {
        if (!is_printed(reason)) continue;
        const float needs = topic_gap + grid_of(reason).height();
        if (used + needs > room) {
            pages.emplace_back();
            used = 0;
        }
        pages.back().push_back(&reason);
        used += needs;
    }
    if (pages.empty()) pages.emplace_back();
    return pages;
}

void Sheet::draw_heading() {
    text_.speak(book_.languages.front());
    const Rect title{margin, margin, across, title_style.size};
    const float used = write(voice_.a_customer_said(), title_style, title, ink);
    if (!book_.shop.empty()) {
        const Block shop =
            text_.wrap(book_.shop, name_style, across - used - gap, 1, false, Cut::long_words);
        const float top = title.y + (title.h - shop.height()) / 2;
        write_block(shop, {margin + used + gap, top, across - used - gap, 0}, Align::right,
                    pale_ink);
    }
    const Block note = text_.wrap(voice_.how_to_scan(), note_style, across, 2, true);
    write_block(note, {margin, title.bottom() + 2, across, 0}, Align::left, pale_ink);
}

void Sheet::draw_footing(std::size_t page, std::size_t pages) {
    text_.speak(book_.languages.front());
    const Block number = text_.wrap(voice_.page_of(static_cast<int>(page), static_cast<int>(pages)),
                                    note_style, across, 1);
    write_block(number, {margin, Paper::height - margin - number.height(), across, 0}, Align::right,
                pale_ink);
}

void Sheet::draw_name(const core::Reason& reason, float top) {
    constexpr float icon = 6.5F;
    const float height = name_height - 1.5F;
    float x = margin;
    if (text_.has_icon(reason.icon)) {
        paper_.fill(
            text_.outline_icon(reason.icon, mirrored({x, top + (height - icon) / 2, icon, icon})),
            ink);
        x += icon + 2;
    }
    Style style = name_style;
    Colour colour = ink;
    std::vector<std::string> said;
    for (const std::string& language : book_.languages) {
        const std::string& name = core::wording_in(reason.text, language);
        const std::string& words = name.empty() ? reason.id : name;
        if (said.size() == languages_max) break;
        if (std::ranges::find(said, words) != said.end()) continue;
        said.push_back(words);
        text_.speak(language);
        x += write(words, style, {x, top, margin + across - x, height}, colour) + gap;
        style = note_style;
        colour = pale_ink;
        if (margin + across - x < gap) break;
    }
}

void Sheet::draw_code(const core::Reason& reason, const ToneSign& tone, const Grid& grid,
                      Rect place) {
    const auto modules = code_128(barcode_of(reason, tone.tone));
    const Rect bars =
        mirrored({place.x, place.y, static_cast<float>(modules.size()) * grid.module, bars_height});
    for (std::size_t begin = 0; begin < modules.size();) {
        std::size_t end = begin;
        while (end < modules.size() && modules[end] == modules[begin]) ++end;
        if (modules[begin])
            paper_.fill({bars.x + static_cast<float>(begin) * grid.module, bars.y,
                         static_cast<float>(end - begin) * grid.module, bars.h},
                        ink);
        begin = end;
    }
    constexpr float icon = 3.8F;
    constexpr float space = 1.2F;
    const Rect caption{place.x, bars.bottom() + space, place.w, caption_height - space};
    paper_.fill(text_.outline_icon(tone.icon, mirrored({caption.x, caption.y, icon, caption.h})),
                ink);
    write(voice_.tone(tone.tone), caption_style,
          {caption.x + icon + space, caption.y, caption.w - icon - space, caption.h}, ink);
}

void Sheet::draw_topic(const core::Reason& reason, float top) {
    const Grid grid = grid_of(reason);
    draw_name(reason, top);
    text_.speak(book_.languages.front());
    for (std::size_t index = 0; index < tones.size(); ++index) {
        const auto row = static_cast<float>(static_cast<int>(index) / grid.columns);
        const auto column = static_cast<float>(static_cast<int>(index) % grid.columns);
        draw_code(reason, tones[index], grid,
                  {margin + column * grid.pitch(),
                   top + name_height + row * (bars_height + caption_height + code_gap),
                   grid.pitch() - gap, 0});
    }
}

void Sheet::draw_page(const Topics& topics) {
    draw_heading();
    float top = margin + heading_height;
    for (const core::Reason* reason : topics) {
        constexpr float thin = 0.2F;
        paper_.fill({margin, top, across, thin}, rule);
        draw_topic(*reason, top + topic_gap / 2);
        top += topic_gap + grid_of(*reason).height();
    }
}

std::string Sheet::draw() {
    const auto all = pages();
    for (std::size_t page = 0; page < all.size(); ++page) {
        draw_page(all[page]);
        draw_footing(page + 1, all.size());
        paper_.next_page();
    }
    return paper_.finish();
}

}  // namespace

std::string code_sheet(const CodeBook& book, Text& text, Wordings& wordings) {
    assert(!book.languages.empty());
    return Sheet(book, text, wordings).draw();
}

}  // namespace earshot::app
