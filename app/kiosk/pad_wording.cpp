#include "app/kiosk/pad_wording.h"

namespace earshot::app {

std::string PadVoice::nobody_is_counted() const {
    return voice_.say("Your name is not stored, and nobody is counted.");
}
std::string PadVoice::what_about() const { return voice_.say("What was it about?"); }
std::string PadVoice::how_meant() const { return voice_.say("How was it meant?"); }
std::string PadVoice::their_words() const { return voice_.say("In the customer’s words"); }
std::string PadVoice::busy() const { return voice_.say("Busy now"); }
std::string PadVoice::undo() const { return voice_.say("Undo"); }
std::string PadVoice::more_about_it() const { return voice_.say("More about it"); }
std::string PadVoice::no_topics_yet() const {
    return voice_.say("The reason book has not come yet.");
}

std::string PadVoice::one_moment() const { return voice_.say("One moment …"); }
std::string PadVoice::noted(const std::string& topic, const std::string& tone) const {
    return filled(voice_.say("Noted: {1}, {2}"), {topic, tone});
}
std::string PadVoice::not_noted_yet() const {
    return voice_.say("Not noted yet: the storage needs a hand.");
}
std::string PadVoice::words_added() const { return voice_.say("The words are added."); }
std::string PadVoice::taken_back() const { return voice_.say("Taken back."); }
std::string PadVoice::next_is_not_asked() const {
    return voice_.say("The next shopper is not asked.");
}

std::string PadVoice::one_persons_case() const {
    return voice_.say("One person’s case: shown, not counted");
}
std::string PadVoice::different_today() const { return voice_.say("Something is different today"); }
std::string PadVoice::said_earlier() const { return voice_.say("Said earlier, noted now"); }
std::string PadVoice::in_my_words() const { return voice_.say("In my words, not the customer’s"); }

std::string PadVoice::as_it_was_said() const {
    return voice_.say("As it was said. No names, no numbers.");
}
std::string PadVoice::no_phone_numbers() const {
    return voice_.say("This looks like a telephone number. Please leave it out.");
}

std::string PadVoice::words() const { return voice_.say("Words"); }
std::string PadVoice::voice() const { return voice_.say("Voice"); }
std::string PadVoice::recorded() const { return voice_.say("Recorded"); }
std::string PadVoice::in_your_own_words() const {
    return voice_.say("Say it again in your own words");
}
std::string PadVoice::nobody_else() const {
    return voice_.say(
        "Only your own voice, never a customer’s. Half a minute at most; the manager can hear it "
        "for 30 days.");
}
std::string PadVoice::talk() const { return voice_.say("Talk"); }
std::string PadVoice::stop() const { return voice_.say("Stop"); }
std::string PadVoice::listen() const { return voice_.say("Listen again"); }
std::string PadVoice::discard() const { return voice_.say("Discard"); }
std::string PadVoice::recorded_what_about() const {
    return voice_.say("Recorded. What was it about?");
}
std::string PadVoice::microphone_refuses() const {
    return voice_.say("The microphone or the loudspeaker does not answer.");
}

std::string PadVoice::it_was_heard() const { return voice_.say("You passed it on. It was heard."); }
std::string PadVoice::passed_on(const std::string& topics) const {
    return filled(voice_.say("You passed on: {1}."), {topics});
}
std::string PadVoice::since(const std::string& day) const {
    return filled(voice_.say("Since {1}:"), {day});
}
std::string PadVoice::thanks_for_telling() const {
    return voice_.say("Thank you for passing it on.");
}

}  // namespace earshot::app
