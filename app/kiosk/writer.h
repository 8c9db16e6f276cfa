#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/breaks.h"
#include "app/kiosk/key_layout.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"
#include "core/draft.h"

namespace earshot::app {

// One text being written, by the keys on the screen or by a keyboard: letters that become
// characters, words that are completed from a list, card numbers that are taken out. One thread.
class Writer {
  public:
    struct Terms {
        bool latin_first = false;
        bool composes = true;  // letters may become characters
        std::size_t card_digits = Writer::card_digits;
    };
    static constexpr std::size_t card_digits = 12;  // of the shortest that is hidden
    static constexpr std::size_t completions_max = 8;

    Writer();

    // What is typed with; may be none.
    void use(std::shared_ptr<const ScreenKeyboard> keyboard) { keyboard_ = std::move(keyboard); }
    // Words are completed from this list from now on; never from what anybody typed.
    void complete_from(std::vector<std::string> words) { words_ = std::move(words); }

    // Writes into this one, which must outlive it or its end().
    void begin(core::Draft& draft, const Terms& terms);
    void end();

    // A key on the screen, by its element's id ("key:a").
    void press(std::string_view key);
    void type(std::string_view text);
    void erase();  // the last character
    // Letters that became no characters stay letters.
    void settle();

    bool has_words() const;
    bool covered() const { return covered_; }  // a card's number was taken out of it
    bool composes() const { return keyboard_ && keyboard_->pinyin && terms_.composes; }
    // Letters that are still to become characters.
    std::string_view composing() const { return composing_.text(); }
    // What they may become, or what the word begun may be.
    std::vector<std::string> candidates() const;
    std::string_view text() const { return draft_ ? draft_->text() : std::string_view(); }
    const std::shared_ptr<const ScreenKeyboard>& keyboard() const { return keyboard_; }
    const KeyboardState& keys() const { return keys_; }

  private:
    bool compose(std::string_view text);
    void choose(const Candidate& candidate);
    bool complete(std::string_view word);

    Breaks breaks_;
    std::shared_ptr<const ScreenKeyboard> keyboard_;
    std::vector<std::string> words_;
    core::Draft* draft_ = nullptr;
    Terms terms_;
    core::Draft composing_;
    KeyboardState keys_;
    bool covered_ = false;
};

// Shows what is being written and the keys to write it.
void put(const Writer& writer, const Voice& words, WritingView& view);

}  // namespace earshot::app
