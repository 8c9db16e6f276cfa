#include "app/kiosk/view.h"

namespace earshot::app {
namespace {

struct Name {
    std::string operator()(const QuestionView& view) const {
        return view.second ? "question" : "attract";
    }
    std::string operator()(const MenuView& view) const {
        if (view.which == Menu::warning) return "warning";
        return view.second ? "question" : "attract";
    }
    std::string operator()(const ThanksView&) const { return "thanks"; }
    std::string operator()(const DarkView&) const { return "dark"; }
    std::string operator()(const PinView&) const { return "pin"; }
    std::string operator()(const ManagerView&) const { return "manager"; }
    std::string operator()(const PadView&) const { return "pad"; }
    std::string operator()(const WritingView& view) const { return view.screen; }
    std::string operator()(const AskView& view) const { return view.screen; }
    std::string operator()(const ToldView&) const { return "thanks"; }
    std::string operator()(const CalmView& view) const {
        switch (view.which) {
            case Calm::resting:
                return "attract";
            case Calm::closed:
                return "closed";
            case Calm::enrol:
                return "enrol";
            case Calm::fault:
                return "fault";
        }
        return "fault";
    }
};

}  // namespace

std::string screen_name(const View& view) {
    return view.cashiers ? "pad" : std::visit(Name{}, view.screen);
}

std::optional<std::string> open_question(const View& view) {
    const auto* question = std::get_if<QuestionView>(&view.screen);
    if (question == nullptr || !question->live) return std::nullopt;
    return question->question;
}

}  // namespace earshot::app
