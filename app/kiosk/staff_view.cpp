#include "app/kiosk/staff_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/kiosk/direction.h"
#include "core/insight/small_numbers.h"
#include "core/questionnaire.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;

// A till's day is small: nothing below this points at few people (trust: small numbers).
constexpr std::int64_t smallest_shown = 5;

std::string wait_in_words(core::milliseconds left, const StaffVoice& say) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    if (seconds <= 60s) return say.wait_seconds(static_cast<int>(seconds.count()));
    return say.wait_minutes(
        static_cast<int>(std::chrono::ceil<std::chrono::minutes>(seconds).count()));
}

std::string warning(const Staff& staff, const StaffVoice& say, core::Now now) {
    if (staff.judging()) return say.one_moment();
    if (staff.cannot_judge()) return say.pin_cannot_be_checked();
    std::string words;
    const auto add = [&words](const std::string& finding) {
        words += (words.empty() ? "" : " ") + finding;
    };
    const core::milliseconds left = staff.left(now);
    if (staff.was_wrong()) add(say.not_the_pin());
    if (left > 0ms) add(wait_in_words(left, say));
    if (staff.wrong() >= core::PinGuesses::ask_supervisor_from && !words.empty())
        add(say.ask_your_supervisor());
    return words;
}

PinView pin_view(const Staff& staff, const Voice& voice, const StaffVoice& say, core::Now now) {
    PinView view;
    view.heading = say.for_the_team();
    view.note = say.type_the_pin();
    view.warning = warning(staff, say, now);
    view.digits_typed = say.digits_typed(staff.digits());
    view.digits = staff.digits();
    view.takes = !staff.judging() && staff.left(now) == 0ms;
    view.erase = say.erase();
    view.done = voice.done();
    view.back = voice.back();
    return view;
}

Mark mark_of(Severity severity) {
    switch (severity) {
        case Severity::fine:
            return Mark::fine;
        case Severity::note:
            return Mark::note;
        case Severity::trouble:
            return Mark::trouble;
    }
    return Mark::note;
}

// What was said to one question, the most frequent first; those below the smallest only together.
std::vector<LineView> answers_to(const core::Question& question, const core::Today::Counts& counts,
                                 const std::string& language, const StaffVoice& say) {
    std::vector<std::pair<std::int64_t, std::string>> shown;
    for (const core::Choice& choice : question.choices) {
        const auto said = counts.find({question.id, choice.id});
        if (said == counts.end()) continue;
        const auto n = core::insight::in_steps(said->second, smallest_shown);
        if (n) shown.emplace_back(*n, core::wording_in(choice.text, language));
    }
    std::vector<LineView> lines;
    if (shown.empty()) return lines;
    std::ranges::stable_sort(shown, std::greater(), &std::pair<std::int64_t, std::string>::first);
    lines.push_back(
        {"today:" + question.id, Mark::none, core::wording_in(question.text, language)});
    for (const auto& [n, label] : shown)
        lines.push_back({"count", Mark::none, say.so_many_or_more(n) + ": " + label});
    // Said also where nobody gave another answer, as that, too, is a small number.
    lines.push_back({"others", Mark::none, say.others_fewer_than(smallest_shown)});
    return lines;
}

std::vector<LineView> today(const Device& device, const StaffVoice& say) {
    std::vector<LineView> lines{{"today", Mark::heading, say.todays_reasons()}};
    const core::Today::Counts none;
    const core::Today::Counts& counts = device.health.stock ? device.health.stock->today : none;
    for (const core::Questionnaire& questionnaire : device.bundle.questionnaires)
        for (const core::Question& question : questionnaire.questions)
            for (LineView& line : answers_to(question, counts, device.language, say))
                lines.push_back(std::move(line));
    lines.push_back(
        {"small", Mark::note,
         lines.size() == 1 ? say.too_few_today() : say.counted_in_steps(smallest_shown)});
    return lines;
}

std::vector<LineView> facts(const Device& device, const StaffVoice& say) {
    std::vector<LineView> lines{{"version", Mark::none, say.version(EARSHOT_VERSION)}};
    const auto& shop = device.bundle.shop;
    if (!shop.id.empty())
        lines.push_back({"shop", Mark::none, say.shop_and_till(shop.id, device.bundle.till)});
    if (!device.id.empty()) lines.push_back({"device", Mark::none, say.device(device.id)});
    lines.push_back({"display", Mark::none,
                     say.display(static_cast<int>(std::lround(device.panel.mm_width())),
                                 static_cast<int>(std::lround(device.panel.mm_height())))});
    return lines;
}

ManagerView page(const Staff& staff, const Device& device, const Voice& voice,
                 const StaffVoice& say, core::Now now) {
    ManagerView view;
    view.heading = say.for_the_team();
    view.turned = staff.turned();
    view.more = voice.more();
    view.back = voice.back();
    if (staff.training()) view.lines.push_back({"trains", Mark::trouble, say.training_is_on()});
    for (Finding& finding : findings(device.health, say, now.wall, device.bundle.shop.timezone))
        view.lines.push_back(
            {std::move(finding.id), mark_of(finding.severity), std::move(finding.text)});
    const auto add = [&view](std::vector<LineView> lines) {
        std::ranges::move(lines, std::back_inserter(view.lines));
    };
    if (staff.has_functions()) {
        add(today(device, say));
        view.trains = staff.training();
        view.training = staff.training() ? say.end_training() : say.start_training();
        view.exit = say.end_program();
        if (device.pad) view.pad = voice.a_customer_said();
    }
    add(facts(device, say));
    if (!staff.has_functions()) view.lines.push_back({"no_pin", Mark::note, say.no_pin_is_set()});
    return view;
}

}  // namespace

View staff_view(const Staff& staff, const Device& device, Wordings& wordings, core::Now now) {
    const Voice& voice = wordings.in(device.language);
    const StaffVoice say(voice);
    View view;
    view.locale = device.language;
    view.look = device.bundle.look;
    if (staff.stage() == Staff::Stage::pin)
        view.screen = pin_view(staff, voice, say, now);
    else
        view.screen = page(staff, device, voice, say, now);
    return view;
}

std::vector<LineView> storage_lines(const StorageTrouble& trouble, const Voice& voice) {
    const StaffVoice say(voice);
    std::vector<LineView> lines{{"storage", Mark::trouble, say.storage(trouble.trouble)}};
    if (!trouble.words.empty())
        lines.push_back({"detail", Mark::none, set_apart(trouble.words, lines.front().text)});
    return lines;
}

}  // namespace earshot::app
