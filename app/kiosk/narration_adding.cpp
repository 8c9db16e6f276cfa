#include <utility>

#include "app/kiosk/narration.h"
#include "core/forget_code.h"

// What is told of Adding.
namespace earshot::app {

using Page = Adding::Page;

std::vector<WayView> Narration::ways_to_add(const Adding& adding) const {
    std::vector<WayView> ways;
    if (adding.offers_words())
        ways.push_back({"words", voice().own_words(), "message-text-outline"});
    if (adding.offers_contact()) ways.push_back({"contact", voice().hear_back(), "account-voice"});
    if (adding.offers_forgetting()) ways.push_back({"forget", voice().forget_it(), "eraser"});
    return ways;
}

View Narration::adding(const Adding& adding) const {
    const Voice& words = voice();
    const std::string& reader = scene_.bundle.shop.reader;
    if (adding.warns()) return show(warning(adding));
    switch (adding.page()) {
        case Page::consent:
            return show(AskView{"contact",
                                "handshake-outline",
                                words.may_we(),
                                words.consent(),
                                {{"back", words.back(), "arrow-left", false, !adding.saving()},
                                 {"save", words.you_may(), "check", true, !adding.saving()}}});
        case Page::forget:
            return show(AskView{"contact",
                                "eraser",
                                words.forget_all(),
                                words.what_forgetting_means(),
                                {{"back", words.back(), "arrow-left", false, !adding.saving()},
                                 {"more", words.have_a_code(), "", false, !adding.saving()},
                                 {"forget", words.yes_forget(), "", true, !adding.saving()}}});
        case Page::words_kept:
            return show(ToldView{words.thank_you(), words.on_its_way(reader), {}, words.done()});
        case Page::contact_kept:
            return show(ToldView{words.you_will_hear(), words.what_the_code_is_for(),
                                 core::grouped(adding.code()), words.done()});
        case Page::forgotten:
            return show(ToldView{words.is_forgotten(), words.nothing_is_kept(), {}, words.done()});
        case Page::code_forgotten:
            return show(ToldView{words.is_forgotten(), words.contact_goes(), {}, words.done()});
        default: {
            WritingView view = writing(adding);
            view.keyboard = adding.page() == Page::code ? code_keyboard() : view.keyboard;
            return show(std::move(view));
        }
    }
}

AskView Narration::warning(const Adding& adding) const {
    AskView view{"warning", "timer-sand", voice().still_there(), voice().closes_soon(), {}};
    view.ways.push_back({"done", voice().close(), "", false, true});
    if (adding.can_extend())
        view.ways.push_back({"more_time", voice().more_time(), "", true, true});
    return view;
}

WritingView Narration::writing(const Adding& adding) const {
    const Voice& words = voice();
    WritingView view;
    view.screen = adding.page() == Page::words ? "words" : "contact";
    put(adding.writer(), words, view);
    view.left = words.characters_left(static_cast<int>(adding.characters_left()));
    if (adding.code_wrong()) view.alarm = words.no_such_code();
    view.back = {"back", words.back(), "arrow-left", false, !adding.saving()};
    view.next = {"done", words.next(), "arrow-right", true, adding.can_go_on()};
    view.live = adding.writes();
    switch (adding.page()) {
        case Page::contact:
            view.field = "contact";
            view.heading = words.how_to_reach_you();
            view.note = words.number_or_address();
            break;
        case Page::name:
            view.field = "name";
            view.heading = words.your_name();
            view.note = words.may_stay_empty();
            break;
        case Page::best_time:
            view.field = "best_time";
            view.heading = words.good_time();
            view.note = words.may_stay_empty();
            break;
        case Page::code:
            view.field = "code";
            view.heading = words.which_code();
            view.note = words.where_the_code_was();
            view.next = {"save", words.yes_forget(), "", true, adding.can_go_on()};
            break;
        default:
            view.field = "words";
            view.heading = words.own_words();
            view.note = words.every_word(scene_.bundle.shop.reader);
            view.next = {"save", words.save(), "check", true, adding.can_go_on()};
            break;
    }
    return view;
}

}  // namespace earshot::app
