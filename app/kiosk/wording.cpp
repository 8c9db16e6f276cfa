#include "app/kiosk/wording.h"

#include <boost/locale.hpp>

#include "app/kiosk/direction.h"

namespace earshot::app {
std::string filled(std::string sentence, std::initializer_list<std::string> values) {
    int number = 0;
    for (const std::string& value : values) {
        const std::string mark = "{" + std::to_string(++number) + "}";
        const auto at = sentence.find(mark);
        if (at != std::string::npos) sentence.replace(at, mark.size(), set_apart(value, sentence));
    }
    return sentence;
}

std::string Voice::say(const char* text) const {
    return boost::locale::translate(text).str(words_);
}

std::string Voice::count(const char* one, const char* many, int number) const {
    return filled(boost::locale::translate(one, many, number).str(words_),
                  {std::to_string(number)});
}

// The language this is in, as its speakers call it.
std::string Voice::own_name() const { return say("English"); }

std::string Voice::one_tap(const std::string& reader) const {
    if (reader.empty()) return say("One tap. It reaches the person who runs this shop.");
    return filled(say("One tap. {1}, who runs this shop, reads every answer."), {reader});
}
std::string Voice::one_more() const { return say("One more, if you like."); }
std::string Voice::trial() const { return say("One tap. It stays on this device."); }
std::string Voice::choose_up_to(int most) const {
    return count("Choose one.", "Choose up to {1}.", most);
}
std::string Voice::not_today() const { return say("Not today"); }
std::string Voice::that_is_all() const { return say("That’s all"); }
std::string Voice::done() const { return say("Done"); }
std::string Voice::more() const { return say("More"); }
std::string Voice::back() const { return say("Back"); }
std::string Voice::which_language() const { return say("Which language?"); }

std::string Voice::made_easier() const { return say("Easier to see and reach"); }
std::string Voice::larger_letters() const { return say("Larger letters"); }
std::string Voice::stronger_contrast() const { return say("Stronger contrast"); }
std::string Voice::lower_down() const { return say("Lower down"); }
std::string Voice::read_aloud() const { return say("Read aloud"); }
std::string Voice::nothing_moves() const { return say("Nothing moves"); }

std::string Voice::you_said() const { return say("You said, we did."); }
std::string Voice::so_many_asked(int number) const {
    return count("One of you asked for it.", "{1} of you asked for it.", number);
}

std::string Voice::thank_you() const { return say("Thank you."); }
std::string Voice::on_its_way(const std::string& reader) const {
    if (reader.empty()) return say("Your answer is on its way to the person who runs this shop.");
    return filled(say("Your answer is on its way to {1}, who runs this shop."), {reader});
}
std::string Voice::kept_here() const { return say("Your answer is kept on this device."); }
std::string Voice::one_in(int so_many) const {
    return count("Your neighbours said the same.", "About 1 in {1} neighbours said the same.",
                 so_many);
}
std::string Voice::most_said_so() const { return say("Most of your neighbours said the same."); }
std::string Voice::first_thirty() const { return say("You are one of the first 30 this month."); }

std::string Voice::good_day() const { return say("Have a good day."); }
std::string Voice::next_question_soon() const {
    return say("The next question comes in a moment.");
}

std::string Voice::no_questions_now() const { return say("No questions just now."); }
std::string Voice::please_tell_the_team() const {
    return say(
        "This device can’t keep an answer safe at the moment, so it doesn’t ask. "
        "Please tell the team: they are glad to hear it.");
}

std::string Voice::almost_ready() const { return say("Almost ready."); }
std::string Voice::how_to_enrol() const {
    return say(
        "This kiosk doesn’t belong to a shop yet. Make a code at the hub, "
        "then start the kiosk with the hub’s address and that code:");
}
std::string Voice::connecting() const { return say("Saying hello to the hub …"); }
std::string Voice::code_not_taken() const {
    return say(
        "The hub did not take this code. A code works once, for 15 minutes: "
        "make a new one and start the kiosk with it.");
}
std::string Voice::waiting_for_questions() const {
    return say("This kiosk belongs to its shop now. Its questions are on their way.");
}

std::string Voice::needs_a_hand() const { return say("This device needs a hand."); }

std::string Voice::still_there() const { return say("Are you still there?"); }
std::string Voice::question_closes_soon() const {
    return say("This question closes in 20 seconds. Your first answer is safe.");
}
std::string Voice::more_time() const { return say("More time"); }

std::string Voice::how_to_listen() const {
    return say(
        "Next and previous move from one thing to the other, select takes it, back leaves. "
        "Repeat says it again, and volume changes how loud it is.");
}
std::string Voice::a_question() const { return say("A question."); }
std::string Voice::so_many_choices(int number) const {
    return count("One choice.", "{1} choices.", number);
}
std::string Voice::so_many_buttons(int number) const {
    return count("One button.", "{1} buttons.", number);
}
std::string Voice::choice_of(int place, int number) const {
    return filled(say("Choice {1} of {2}."), {std::to_string(place), std::to_string(number)});
}
std::string Voice::a_button() const { return say("Button."); }
std::string Voice::is_chosen() const { return say("Chosen."); }
std::string Voice::not_chosen() const { return say("Not chosen."); }
std::string Voice::empty_field() const { return say("Text field, empty."); }
std::string Voice::text_field() const { return say("Text field."); }
std::string Voice::at_the_first_again() const { return say("From the beginning again."); }
std::string Voice::at_the_last_again() const { return say("From the end again."); }
std::string Voice::volume(int level, int most) const {
    return filled(say("Volume {1} of {2}."), {std::to_string(level), std::to_string(most)});
}
std::string Voice::full_stop() const { return say("."); }

std::string Voice::own_words() const { return say("In your own words"); }
std::string Voice::hear_back() const { return say("I’d like to hear back"); }
std::string Voice::forget_it() const { return say("Forget what I said"); }
std::string Voice::every_word(const std::string& reader) const {
    if (reader.empty()) return say("The person who runs this shop reads every word.");
    return filled(say("{1}, who runs this shop, reads every word."), {reader});
}
std::string Voice::characters_left(int so_many) const {
    return filled(say("{1} left"), {std::to_string(so_many)});
}
std::string Voice::no_card_numbers() const { return say("Please do not enter card numbers."); }
std::string Voice::save() const { return say("Save"); }
std::string Voice::next() const { return say("Next"); }
std::string Voice::how_to_reach_you() const { return say("How can we reach you?"); }
std::string Voice::number_or_address() const {
    return say("A telephone number or an e-mail address.");
}
std::string Voice::your_name() const { return say("What may we call you?"); }
std::string Voice::good_time() const { return say("When is a good time?"); }
std::string Voice::may_stay_empty() const { return say("You can leave this empty."); }
std::string Voice::may_we() const { return say("May we contact you?"); }
// What is consented to, word for word: adding.cpp numbers its versions.
std::string Voice::consent() const {
    return say(
        "Someone from this shop may contact me about what I said. My details are deleted "
        "once that is done, after 30 days at the latest.");
}
std::string Voice::you_may() const { return say("Yes, you may"); }
std::string Voice::you_will_hear() const { return say("Someone will get back to you."); }
std::string Voice::what_the_code_is_for() const {
    return say("Changed your mind? This code takes it back, on this screen. Please note it down.");
}
std::string Voice::forget_all() const { return say("Forget what you said?"); }
std::string Voice::what_forgetting_means() const {
    return say("Your answer and all you added to it are erased, here and in the shop.");
}
std::string Voice::have_a_code() const { return say("I have a code"); }
std::string Voice::yes_forget() const { return say("Yes, forget it"); }
std::string Voice::which_code() const { return say("What does your code say?"); }
std::string Voice::where_the_code_was() const {
    return say("You saw it when you left your details.");
}
std::string Voice::no_such_code() const { return say("A code has 8 letters and digits."); }
std::string Voice::is_forgotten() const { return say("It is forgotten."); }
std::string Voice::nothing_is_kept() const { return say("Nothing you said is kept."); }
std::string Voice::contact_goes() const {
    return say("The details that this code belongs to are erased.");
}
std::string Voice::closes_soon() const {
    return say("This closes in 20 seconds. What is not saved is gone then.");
}
std::string Voice::close() const { return say("Close"); }
std::string Voice::shift_key() const { return say("Capitals"); }
std::string Voice::erase_key() const { return say("Erase"); }
std::string Voice::space_key() const { return say("Space"); }
std::string Voice::more_keys() const { return say("More keys"); }

std::string Voice::tone(core::Tone tone) const {
    switch (tone) {
        case core::Tone::praise:
            return say("Praise");
        case core::Tone::trouble:
            return say("Trouble");
        case core::Tone::idea:
            return say("Idea");
        case core::Tone::elsewhere:
            return say("Buys elsewhere");
    }
    return {};
}
std::string Voice::a_customer_said() const { return say("A customer said …"); }
std::string Voice::how_to_scan() const {
    return say(
        "Scan what it was about, in the tone it was said. It is kept at once, whatever is on "
        "the screen, and nobody’s name with it.");
}
std::string Voice::page_of(int page, int pages) const {
    return filled(say("Page {1} of {2}"), {std::to_string(page), std::to_string(pages)});
}

bool Wordings::has(const std::string& language) const {
    return std::filesystem::exists(folder_ / language / "LC_MESSAGES" / "earshot.mo");
}

const Voice& Wordings::in(const std::string& language) {
    const auto known = voices_.find(language);
    if (known != voices_.end()) return known->second;
    if (!has(language)) return language == "en" ? voices_["en"] : in("en");

    // The plain back end: messages only, no table of the system's locales is needed.
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("std");
    boost::locale::generator generator(backends);
    generator.categories(boost::locale::category_t::message);
    generator.add_messages_path(folder_.string());
    generator.add_messages_domain("earshot");
    return voices_[language] = Voice(generator(language + ".UTF-8"));
}

}  // namespace earshot::app
