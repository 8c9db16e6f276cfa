#include "app/kiosk/adding.h"

#include <algorithm>
#include <utility>

#include "core/forget_code.h"
#include "core/wipe.h"
#include "sync/wire/json.h"

namespace earshot::app {
namespace {

using Page = Adding::Page;

// Characters. An address is at most 254 of them, and so a little generous for a screen.
constexpr std::size_t contact_max = 120;
constexpr std::size_t name_max = 80;
constexpr std::size_t code_max = 12;
// What may be too short a card's number where telephone numbers are asked for.
constexpr std::size_t card_digits_in_contact = 14;
// Double letters are typed; a key that bounces is not.
constexpr core::milliseconds second_strike_of_key{150};
// Of the sentence that is consented to; goes up when that says something else.
constexpr std::string_view consent_version = "1";
constexpr auto follow_up_kept = std::chrono::days(30);
constexpr core::Patience::Terms patience_after_saving{core::thanks_close_after_touch,
                                                      core::milliseconds{0}, 0};

core::Patience::Terms terms_of(Page page) {
    const bool said =
        page == Page::words_kept || page == Page::forgotten || page == Page::code_forgotten;
    return said ? patience_after_saving : core::patience_for_words;
}

}  // namespace

Adding::Adding(core::Random random, Keeper keeper)
    : random_(std::move(random)),
      keeper_(std::move(keeper)),
      words_(core::shopper_text_max),
      contact_(contact_max),
      name_(name_max),
      best_time_(name_max),
      typed_code_(code_max) {}

void Adding::use(const core::Bundle& bundle) {
    offer_ = bundle.offer;
    words_key_ = core::read_sealing_key(bundle.sealing_key_id, bundle.sealing_key);
    contact_key_ = bundle.followup_key ? core::read_sealing_key(bundle.followup_key_id.value_or(""),
                                                                *bundle.followup_key)
                                       : std::nullopt;
}

void Adding::begin(std::string response) {
    discard();
    page_ = Page::none;
    left_.reset();
    patience_.reset();
    response_ = std::move(response);
    added_.clear();
    words_added_ = contact_added_ = forgotten_ = false;
}

bool Adding::offers_words() const {
    return offer_.words && words_key_ && !words_added_ && !forgotten_;
}

bool Adding::offers_contact() const {
    return offer_.contact && contact_key_ && !contact_added_ && !forgotten_;
}

bool Adding::start(std::string_view button, std::shared_ptr<const ScreenKeyboard> keyboard,
                   core::Now now) {
    if (button == "words" && offers_words())
        show(Page::words, now);
    else if (button == "contact" && offers_contact())
        show(Page::contact, now);
    else if (button == "forget" && offers_forgetting())
        show(Page::forget, now);
    else
        return false;
    writer_.use(std::move(keyboard));
    struck_ = button;
    struck_at_ = now.steady;
    return true;
}

bool Adding::hears(core::Now now) const {
    return now.steady - shown_at_ >= core::deaf_after_change && !saving();
}

void Adding::show(Page page, core::Now now) {
    page_ = page;
    patience_.emplace(terms_of(page), now.steady);
    now_ = shown_at_ = now.steady;
    code_wrong_ = false;
    core::Draft* written = draft();
    if (written == nullptr) return writer_.end();
    // An address is written as it is.
    const bool plain = page == Page::contact || page == Page::code;
    writer_.begin(*written, {page == Page::contact, !plain,
                             page == Page::contact ? card_digits_in_contact : Writer::card_digits});
}

void Adding::leave(Leaving how) {
    discard();
    page_ = Page::none;
    patience_.reset();
    left_ = how;
}

void Adding::discard() {
    writer_.end();
    for (core::Draft* draft : {&words_, &contact_, &name_, &best_time_, &typed_code_})
        draft->clear();
    core::wipe(code_);
    pending_.clear();
    code_wrong_ = false;
}

void Adding::touched(core::Now now) {
    tick(now);
    if (patience_) patience_->touched(now.steady);
}

void Adding::attended(core::Now now) {
    tick(now);
    if (patience_) patience_->attended(now.steady);
}

bool Adding::warns() const {
    return patience_ && patience_->state(now_) == core::Patience::State::warns;
}

bool Adding::writes() const { return draft() != nullptr && !warns() && !saving(); }

const core::Draft* Adding::draft() const {
    switch (page_) {
        case Page::words:
            return &words_;
        case Page::contact:
            return &contact_;
        case Page::name:
            return &name_;
        case Page::best_time:
            return &best_time_;
        case Page::code:
            return &typed_code_;
        default:
            return nullptr;
    }
}

core::Draft* Adding::draft() { return const_cast<core::Draft*>(std::as_const(*this).draft()); }

std::string_view Adding::text() const { return draft() ? draft()->text() : std::string_view(); }

std::size_t Adding::characters_left() const { return draft() ? draft()->left() : 0; }

bool Adding::can_go_on() const {
    const bool optional = page_ == Page::name || page_ == Page::best_time;
    return !saving() && (optional || writer_.has_words());
}

bool Adding::is_meant(const Element& target, core::Now now) {
    const bool key = target.role == Role::key;
    const auto again = key ? second_strike_of_key : core::second_strike;
    const bool second = struck_ == target.id && now.steady - struck_at_ < again;
    if (second) return false;
    struck_ = target.id;
    struck_at_ = now.steady;
    return true;
}

void Adding::tap(const Element& target, const std::string& locale, const ConsentWording& consent,
                 core::Now now) {
    tick(now);
    if (!open() || !hears(now) || !is_meant(target, now)) return;
    if (warns()) {
        if (target.id == "more_time" && patience_->more_time(now.steady)) shown_at_ = now.steady;
        if (target.id == "done") leave(Leaving::gone);
        return;
    }
    patience_->touched(now.steady);
    if (target.role == Role::key && writes()) {
        code_wrong_ = false;
        writer_.press(target.id);
    } else if (target.id == "back") {
        go_back(now);
    } else if (target.id == "done" || target.id == "more") {
        go_on(now);
    } else if (target.id == "save") {
        save(locale, consent, now);
    } else if (target.id == "forget" && page_ == Page::forget) {
        forget_all(now);
    }
}

void Adding::type(std::string_view text, core::Now now) {
    tick(now);
    if (!writes()) return;
    patience_->touched(now.steady);
    code_wrong_ = false;
    writer_.type(text);
}

void Adding::rub_out(core::Now now) {
    tick(now);
    if (!writes()) return;
    patience_->touched(now.steady);
    code_wrong_ = false;
    writer_.erase();
}

void Adding::go_back(core::Now now) {
    switch (page_) {
        case Page::name:
            return show(Page::contact, now);
        case Page::best_time:
            return show(Page::name, now);
        case Page::consent:
            return show(Page::best_time, now);
        case Page::code:
            typed_code_.clear();
            return show(Page::forget, now);
        default:
            return leave(Leaving::back);
    }
}

void Adding::go_on(core::Now now) {
    if (writes()) writer_.settle();
    switch (page_) {
        case Page::contact:
            if (can_go_on()) show(Page::name, now);
            return;
        case Page::name:
            return show(Page::best_time, now);
        case Page::best_time:
            return show(Page::consent, now);
        case Page::forget:
            return show(Page::code, now);
        case Page::words_kept:
        case Page::contact_kept:
        case Page::code_forgotten:
            return leave(Leaving::back);
        case Page::forgotten:
            return leave(Leaving::gone);
        default:
            return;
    }
}

void Adding::save(const std::string& locale, const ConsentWording& consent, core::Now now) {
    if (writes()) writer_.settle();
    if (page_ == Page::words && can_go_on()) save_words(locale, now);
    if (page_ == Page::consent) save_contact(consent, now);
    if (page_ == Page::code) forget_by_code(now);
}

// Gives it a name, and waits for it.
std::string Adding::keep(core::Body body, core::Now now) {
    const std::string id = core::make_id(now.wall, random_);
    pending_.push_back(id);
    saving_since_ = now.steady;
    keeper_({{id, 0, now.wall, std::move(body)}, false});
    return id;
}

void Adding::save_words(const std::string& locale, core::Now now) {
    after_pending_ = Page::words_kept;
    core::Words words{response_, core::seal(words_.text(), *words_key_), locale};
    words_.clear();
    words_added_ = true;
    added_.push_back(keep(std::move(words), now));
}

void Adding::save_contact(const ConsentWording& consent, core::Now now) {
    namespace json = sync::wire::json;
    after_pending_ = Page::contact_kept;
    std::string details = sync::wire::write(json::object{
        {"name", name_.text()}, {"contact", contact_.text()}, {"best_time", best_time_.text()}});
    const core::Sealed sealed = core::seal(details, *contact_key_);
    core::wipe(details);
    for (core::Draft* draft : {&contact_, &name_, &best_time_}) draft->clear();
    code_ = core::make_forget_code(random_);
    contact_added_ = true;
    added_.push_back(keep(core::FollowUp{response_,
                                         sealed.box,
                                         sealed.key_id,
                                         {consent(), std::string(consent_version), now.wall},
                                         now.wall + follow_up_kept,
                                         core::hash_of_forget_code(code_)},
                          now));
}

// What was added first: a power cut in between leaves nothing that hangs in the air.
void Adding::forget_all(core::Now now) {
    after_pending_ = Page::forgotten;
    forgotten_ = true;
    for (const std::string& id : std::exchange(added_, {}))
        keep(core::Retraction{id, {}, false}, now);
    keep(core::Retraction{response_, {}, false}, now);
}

void Adding::forget_by_code(core::Now now) {
    const std::string code = core::read_forget_code(typed_code_.text());
    if (code.empty()) {
        code_wrong_ = true;
        return;
    }
    after_pending_ = Page::code_forgotten;
    typed_code_.clear();
    keep(core::Retraction{{}, core::hash_of_forget_code(code), false}, now);
}

void Adding::kept(const std::string& id, bool safe, core::Now now) {
    if (std::erase(pending_, id) == 0) return;
    now_ = std::max(now_, now.steady);
    if (!safe) leave(Leaving::gone);
    if (open() && pending_.empty()) show(after_pending_, now);
}

void Adding::tick(core::Now now) {
    const bool warned = warns();
    now_ = std::max(now_, now.steady);
    if (!open()) return;
    // A finger on its way to a key must not close what it was writing.
    if (warns() != warned) shown_at_ = now_;
    if (saving()) {
        if (now_ - saving_since_ >= core::saving_gives_up_after) leave(Leaving::gone);
        return;
    }
    if (patience_->state(now_) == core::Patience::State::over) leave(Leaving::gone);
}

std::optional<core::milliseconds> Adding::deadline() const {
    if (!open()) return std::nullopt;
    return saving() ? saving_since_ + core::saving_gives_up_after : patience_->deadline(now_);
}

}  // namespace earshot::app
