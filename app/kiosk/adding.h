#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/elements.h"
#include "app/kiosk/writer.h"
#include "core/bundle.h"
#include "core/clock.h"
#include "core/draft.h"
#include "core/id.h"
#include "core/interview.h"
#include "core/patience.h"
#include "core/seal.h"

namespace earshot::app {

// What a shopper may still do once their answer is safe: say it in their own words, ask to hear
// back, have it all forgotten. It lies over the thank-you. What is begun and not saved is wiped.
// Pure: events go in with their time, records go to the keeper. One thread.
class Adding {
  public:
    enum class Page {
        none,  // nothing lies over the thank-you
        words,
        contact,
        name,
        best_time,
        consent,  // may we contact you?
        words_kept,
        contact_kept,  // with the code that takes it back
        forget,        // all of it?
        code,          // the one from another day
        forgotten,
        code_forgotten,
    };
    // What the thank-you says goes on by, or ends.
    enum class Leaving { back, gone };

    using Keeper = std::function<void(core::Keep)>;
    // Says in the shopper's language what they consent to.
    using ConsentWording = std::function<std::string()>;

    Adding(core::Random random, Keeper keeper);

    // What the shop offers from now on, and to whose keys it is sealed.
    void use(const core::Bundle& bundle);
    // Another shopper, whose response has this id.
    void begin(std::string response);

    bool offers_words() const;
    bool offers_contact() const;
    bool offers_forgetting() const { return !forgotten_; }

    // From the thank-you, by its button: words, contact or forget. False if it is another.
    // `keyboard` is what is typed with; it may be none where there is nothing to type.
    bool start(std::string_view button, std::shared_ptr<const ScreenKeyboard> keyboard,
               core::Now now);
    bool open() const { return page_ != Page::none; }
    // How it was left; asked once.
    std::optional<Leaving> left() { return std::exchange(left_, std::nullopt); }

    bool hears(core::Now now) const;
    // Somebody touched or keyed something.
    void touched(core::Now now);
    // What is shown is being spoken.
    void attended(core::Now now);
    void tap(const Element& target, const std::string& locale, const ConsentWording& consent,
             core::Now now);
    // From a real keyboard.
    void type(std::string_view text, core::Now now);
    void rub_out(core::Now now);  // the last character
    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;
    // What became of what the keeper was given.
    void kept(const std::string& id, bool safe, core::Now now);

    // What is to be seen.
    Page page() const { return page_; }
    bool warns() const;
    bool can_extend() const { return patience_ && patience_->can_extend(); }
    bool saving() const { return !pending_.empty(); }
    // Whether something is written on this page.
    bool writes() const;
    std::string_view text() const;
    const Writer& writer() const { return writer_; }
    std::size_t characters_left() const;
    bool code_wrong() const { return code_wrong_; }
    bool can_go_on() const;  // what is written is enough
    const std::string& code() const { return code_; }

  private:
    core::Draft* draft();
    const core::Draft* draft() const;
    void show(Page page, core::Now now);
    void leave(Leaving how);
    void discard();
    bool is_meant(const Element& target, core::Now now);
    void go_back(core::Now now);
    void go_on(core::Now now);
    void save(const std::string& locale, const ConsentWording& consent, core::Now now);
    void save_words(const std::string& locale, core::Now now);
    void save_contact(const ConsentWording& consent, core::Now now);
    void forget_all(core::Now now);
    void forget_by_code(core::Now now);
    std::string keep(core::Body body, core::Now now);

    core::Random random_;
    Keeper keeper_;

    core::Offer offer_;
    std::optional<core::SealingKey> words_key_, contact_key_;

    std::string response_;
    std::vector<std::string> added_;  // ids of what was kept for it
    bool words_added_ = false, contact_added_ = false, forgotten_ = false;

    Page page_ = Page::none;
    std::optional<Leaving> left_;
    core::Draft words_, contact_, name_, best_time_, typed_code_;
    Writer writer_;
    std::string code_;
    bool code_wrong_ = false;
    std::vector<std::string> pending_;  // ids of what is being kept
    Page after_pending_ = Page::none;
    core::milliseconds saving_since_{0};

    std::optional<core::Patience> patience_;
    core::milliseconds now_{0};  // of the last event
    core::milliseconds shown_at_{0};
    std::string struck_;  // the target of the last tap
    core::milliseconds struck_at_{0};
};

}  // namespace earshot::app
