#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

// What sentences on numbers are made of, in the ten languages of the program. The hub says them,
// which reads no catalogues: so they stand in the program, and one that lacks a language does not
// build.
namespace earshot::core::insight {

constexpr std::array<std::string_view, 10> languages = {"en", "de", "es", "fr", "pl",
                                                        "uk", "tr", "ar", "hi", "zh"};

// In the order of `languages`. {1}, {2} … are where names and numbers go. Worded so that no number
// bends a word: {n} alone, or the sum of a crowd.
class Phrase {
  public:
    template <typename... Texts>
    consteval explicit Phrase(Texts... texts) : texts_{texts...} {
        static_assert(sizeof...(texts) == languages.size());
        for (const std::string_view text : texts_)
            if (text.empty()) throw "a phrase lacks a language";
    }

    // In English where there is no such language.
    std::string_view in(std::string_view language) const;

  private:
    std::array<std::string_view, languages.size()> texts_;
};

std::string fill(std::string_view text, std::initializer_list<std::string> values);

// On shares.
extern const Phrase nobody_yet, too_few_to_show, so_far, few_said, early_share, share_of_answers,
    none_leads, cautious_range, how_many_answered, weighted_so, rose, fell, others_gave_way,
    no_clear_change, no_change_to_see, too_few_to_compare;

// On loyalty.
extern const Phrase rank_too_few, first_choice_share, last_five_share, happy_and_shared,
    would_come_more, group_stays, group_wishes, named_first_more, named_first_less, no_driver_yet,
    returns_too_few, came_back, came_back_more, came_back_less, no_return_reason_yet;

}  // namespace earshot::core::insight
