#pragma once

#include <string>

#include "app/kiosk/wording.h"

namespace earshot::app {

// What the cashier's pad says, in one language. Names and days are handed in as they are to be
// read.
class PadVoice {
  public:
    // `voice` must outlive it.
    explicit PadVoice(const Voice& voice) : voice_(voice) {}

    std::string nobody_is_counted() const;
    std::string what_about() const;
    std::string how_meant() const;
    std::string their_words() const;
    std::string busy() const;
    std::string undo() const;
    std::string more_about_it() const;
    std::string no_topics_yet() const;

    std::string one_moment() const;
    std::string noted(const std::string& topic, const std::string& tone) const;
    std::string not_noted_yet() const;
    std::string words_added() const;
    std::string taken_back() const;
    std::string next_is_not_asked() const;

    std::string one_persons_case() const;
    std::string different_today() const;
    std::string said_earlier() const;
    std::string in_my_words() const;

    std::string as_it_was_said() const;
    std::string no_phone_numbers() const;

    std::string words() const;
    std::string voice() const;
    std::string recorded() const;
    std::string in_your_own_words() const;
    std::string nobody_else() const;
    std::string talk() const;
    std::string stop() const;
    std::string listen() const;
    std::string discard() const;
    std::string recorded_what_about() const;
    std::string microphone_refuses() const;

    std::string it_was_heard() const;
    std::string passed_on(const std::string& topics) const;
    std::string since(const std::string& day) const;
    std::string thanks_for_telling() const;

  private:
    const Voice& voice_;
};

}  // namespace earshot::app
