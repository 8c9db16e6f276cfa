#include "app/kiosk/writer.h"

#include <algorithm>
#include <utility>

#include "app/kiosk/completion.h"
#include "core/card_numbers.h"
#include "core/wipe.h"

namespace earshot::app {
namespace {

constexpr std::string_view key_prefix = "key:";
constexpr std::size_t composing_max = 24;

}  // namespace

Writer::Writer() : composing_(composing_max) {}

void Writer::begin(core::Draft& draft, const Terms& terms) {
    draft_ = &draft;
    terms_ = terms;
    keys_ = {terms.latin_first, 0, false, 0};
    composing_.clear();
    covered_ = false;
}

void Writer::end() {
    draft_ = nullptr;
    composing_.clear();
    keys_ = {};
    covered_ = false;
}

void Writer::press(std::string_view key) {
    if (key.starts_with(key_prefix)) key.remove_prefix(key_prefix.size());
    if (key == "shift")
        keys_.shift = !keys_.shift;
    else if (key == "page")
        ++keys_.turns;
    else if (key == "candidates")
        ++keys_.candidate_turns;
    else if (key == "erase")
        erase();
    else if (!complete(key))
        type(key == "space" ? " " : key);
}

bool Writer::has_words() const {
    const auto written = [](char sign) { return sign != ' '; };
    return !composing_.empty() || std::ranges::any_of(text(), written);
}

std::vector<std::string> Writer::candidates() const {
    if (draft_ == nullptr) return {};
    std::vector<std::string> offered;
    if (composes() && !composing_.empty()) {
        for (Candidate& candidate : keyboard_->pinyin->candidates(composing_.text()))
            offered.push_back(std::move(candidate.text));
        return offered;
    }
    for (Completion& completion : completions(draft_->text(), words_, completions_max))
        offered.push_back(std::move(completion.word));
    return offered;
}

// A word of the list in place of how it was begun. False where the key is none of those offered.
bool Writer::complete(std::string_view word) {
    if (!composing_.empty() || draft_ == nullptr) return false;
    for (const Completion& completion : completions(draft_->text(), words_, completions_max)) {
        if (completion.word != word) continue;
        draft_->cut(completion.begins_at);
        type(completion.word);
        if (!composes()) type(" ");
        keys_.candidate_turns = 0;
        return true;
    }
    return false;
}

// What a key means to letters that wait to become characters. False where it is written as it is.
bool Writer::compose(std::string_view text) {
    if (text.size() == 1 && text.front() >= 'a' && text.front() <= 'z') {
        composing_.append(text);
        keys_.candidate_turns = 0;
        return true;
    }
    if (composing_.empty()) return false;
    const auto offered = keyboard_->pinyin->candidates(composing_.text());
    const auto meant =
        text == " " ? offered.begin() : std::ranges::find(offered, text, &Candidate::text);
    if (meant == offered.end()) {
        settle();
        return text == " ";
    }
    choose(*meant);
    return true;
}

void Writer::choose(const Candidate& candidate) {
    std::string rest(composing_.text().substr(candidate.letters));
    composing_.replace(rest);
    core::wipe(rest);
    keys_.candidate_turns = 0;
    draft_->append(candidate.text);
}

void Writer::settle() {
    if (draft_ == nullptr) return;
    draft_->append(composing_.text());
    composing_.clear();
}

void Writer::type(std::string_view text) {
    if (draft_ == nullptr || (composes() && compose(text))) return;
    draft_->append(text);
    keys_.shift = false;
    keys_.candidate_turns = 0;
    auto without = core::hide_card_numbers(draft_->text(), terms_.card_digits);
    if (without.changed) {
        covered_ = true;
        draft_->replace(without.text);
    }
    core::wipe(without.text);
}

void Writer::erase() {
    if (draft_ == nullptr) return;
    if (!composing_.empty()) return composing_.cut(composing_.text().size() - 1);
    const auto letters = breaks_.letters(draft_->text());
    if (draft_->empty()) return;
    draft_->cut(letters.size() < 2 ? 0 : letters[letters.size() - 2].end);
    covered_ = false;
}

void put(const Writer& writer, const Voice& words, WritingView& view) {
    view.text = writer.text();
    view.text += writer.composing();
    view.composes = writer.composes();
    view.candidates = writer.candidates();
    view.keyboard = writer.keyboard();
    view.keys = writer.keys();
    if (writer.covered()) view.alarm = words.no_card_numbers();
    view.shift = words.shift_key();
    view.erase = words.erase_key();
    view.space = words.space_key();
    view.more_keys = words.more_keys();
}

}  // namespace earshot::app
