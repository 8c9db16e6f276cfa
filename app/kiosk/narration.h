#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/adding.h"
#include "app/kiosk/health.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"
#include "core/bundle.h"
#include "core/interview.h"

namespace earshot::app {

// What there is to ask with, as long as there is nothing to ask.
enum class Waiting {
    not_enrolled,
    connecting,
    code_not_taken,
    for_questions,
};

// What all views of one moment share.
struct Scene {
    const core::Bundle& bundle;
    const std::vector<std::string>& languages;  // to choose from; the first is the shop's own
    std::string locale;
    Access access;
    bool trial = false;  // what is answered stays on the device
    int drift = 0;
    std::optional<StorageTrouble> trouble;
    bool touch_lost = false;
};

// Puts what is going on into views, in the shopper's language. Looks at it and changes nothing.
class Narration {
  public:
    // Both must outlive it.
    Narration(Wordings& wordings, Scene scene) : wordings_(wordings), scene_(std::move(scene)) {}

    View question(const core::Interview& interview, int page) const;
    // `which` is not none.
    // The second question is about to close.
    View warning(const core::Interview& interview) const;
    View menu(const core::Interview& interview, Menu which, int page) const;
    View thanks(const core::Interview& interview) const;
    View waiting(Waiting why) const;
    // `soon`: the next question comes by itself.
    View resting(bool soon) const;
    View dark() const;
    View closed() const;
    View fault() const;
    // What a shopper adds.
    View adding(const Adding& adding) const;
    // What they can add after the thank-you.
    std::vector<WayView> ways_to_add(const Adding& adding) const;

  private:
    const Voice& voice() const { return wordings_.in(scene_.locale); }
    Words said(const std::function<std::string(const Voice&)>& say) const;
    Words worded(const core::Wording& wording) const;
    View show(Screen screen) const;

    View calm(Calm which, std::string heading) const;
    WritingView writing(const Adding& adding) const;
    AskView warning(const Adding& adding) const;

    std::vector<ChoiceView> choices(const core::Interview& interview) const;
    std::string icon_of(const core::Choice& choice) const;
    Words note(const core::Question& question, bool second) const;
    std::vector<LanguageView> languages() const;
    std::vector<ChoiceView> languages_to_choose() const;
    std::vector<ChoiceView> access_to_choose() const;
    NoticeView to_view(const core::Notice& notice) const;
    const core::Notice* notice_about(const core::Choice* choice) const;
    void add_others(ThanksView& view, const std::string& question,
                    const core::Choice* choice) const;

    Wordings& wordings_;
    Scene scene_;
};

}  // namespace earshot::app
