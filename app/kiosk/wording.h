#pragma once

#include <filesystem>
#include <initializer_list>
#include <locale>
#include <map>
#include <string>

#include "core/record.h"

namespace earshot::app {

// "{1}", "{2}" in a sentence are where the first and the second name or number go, each set apart
// from a sentence that is read the other way.
std::string filled(std::string sentence, std::initializer_list<std::string> values);

// What the kiosk itself says, in one language: short sentences that a person would say.
// Questions, choices and notices bring their own words.
class Voice {
  public:
    Voice() = default;  // English as it stands in the source
    explicit Voice(std::locale words) : words_(std::move(words)) {}

    std::string own_name() const;  // of the language

    std::string one_tap(const std::string& reader) const;
    std::string one_more() const;
    std::string trial() const;
    std::string choose_up_to(int most) const;
    std::string not_today() const;
    std::string that_is_all() const;
    std::string done() const;
    std::string more() const;
    std::string back() const;
    std::string which_language() const;
    std::string made_easier() const;
    std::string larger_letters() const;
    std::string stronger_contrast() const;
    std::string lower_down() const;
    std::string read_aloud() const;
    std::string nothing_moves() const;

    std::string you_said() const;
    std::string so_many_asked(int count) const;

    std::string thank_you() const;
    std::string on_its_way(const std::string& reader) const;
    std::string kept_here() const;
    std::string one_in(int so_many) const;
    std::string most_said_so() const;
    std::string first_thirty() const;

    std::string good_day() const;
    std::string next_question_soon() const;

    std::string no_questions_now() const;
    std::string please_tell_the_team() const;

    std::string almost_ready() const;
    std::string how_to_enrol() const;
    std::string connecting() const;
    std::string code_not_taken() const;
    std::string waiting_for_questions() const;

    std::string needs_a_hand() const;

    std::string still_there() const;
    std::string question_closes_soon() const;
    std::string more_time() const;

    // For those who listen instead of looking.
    std::string how_to_listen() const;
    std::string a_question() const;
    std::string so_many_choices(int count) const;
    std::string so_many_buttons(int count) const;
    std::string choice_of(int place, int count) const;
    std::string a_button() const;
    std::string is_chosen() const;
    std::string not_chosen() const;
    std::string empty_field() const;
    std::string text_field() const;
    std::string at_the_first_again() const;
    std::string at_the_last_again() const;
    std::string volume(int level, int most) const;
    std::string full_stop() const;  // ends a sentence

    // What may be added once the answer is safe.
    std::string own_words() const;
    std::string hear_back() const;
    std::string forget_it() const;
    std::string every_word(const std::string& reader) const;
    std::string characters_left(int so_many) const;
    std::string no_card_numbers() const;
    std::string save() const;
    std::string next() const;
    std::string how_to_reach_you() const;
    std::string number_or_address() const;
    std::string your_name() const;
    std::string good_time() const;
    std::string may_stay_empty() const;
    std::string may_we() const;
    std::string consent() const;
    std::string you_may() const;
    std::string you_will_hear() const;
    std::string what_the_code_is_for() const;
    std::string forget_all() const;
    std::string what_forgetting_means() const;
    std::string have_a_code() const;
    std::string yes_forget() const;
    std::string which_code() const;
    std::string where_the_code_was() const;
    std::string no_such_code() const;
    std::string is_forgotten() const;
    std::string nothing_is_kept() const;
    std::string contact_goes() const;
    std::string closes_soon() const;
    std::string close() const;
    std::string shift_key() const;
    std::string erase_key() const;
    std::string space_key() const;
    std::string more_keys() const;

    // What was said to staff.
    std::string tone(core::Tone tone) const;
    std::string a_customer_said() const;
    std::string how_to_scan() const;
    std::string page_of(int page, int pages) const;

    // A sentence of the program's own, given in English, and one that goes by a number: "{1}".
    // Each stands in a file that assets/locale/CMakeLists.txt names.
    std::string say(const char* text) const;
    std::string count(const char* one, const char* many, int number) const;

  private:
    std::locale words_ = std::locale::classic();
};

// The kiosk's wording in every language there is a catalogue for; read when first asked for.
class Wordings {
  public:
    // `folder` is share/earshot/locale.
    explicit Wordings(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // In `language`, else in English.
    const Voice& in(const std::string& language);
    bool has(const std::string& language) const;

  private:
    std::filesystem::path folder_;
    std::map<std::string, Voice> voices_;
};

}  // namespace earshot::app
