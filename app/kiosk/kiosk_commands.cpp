#include "app/kiosk/kiosk_commands.h"

#include <spdlog/spdlog.h>

#include "sync/wire/field.h"
#include "sync/wire/limits.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

namespace wire = sync::wire;
namespace json = wire::json;

constexpr int lines_at_once = 200;

struct Question {
    std::string what;
    std::int64_t after = 0;
};

Question to_question(const wire::Field& in) {
    return {in["do"].text(), in["after"].null() ? 0 : in["after"].integer(0, wire::seq_max)};
}

json::object carry(JournalThread& journal, std::int64_t after) {
    if (journal.fresh()) return {{"fresh", true}};
    json::array lines;
    for (const core::JournalLine& line : journal.waiting_after(after, lines_at_once)) {
        lines.emplace_back(wire::numbered(line.body, line.seq));
        after = line.seq;
    }
    return {{"fresh", false}, {"after", after}, {"lines", std::move(lines)}};
}

json::object doctor(const AskFindings& findings) {
    json::array told;
    for (const Finding& finding : findings())
        told.push_back(
            json::object{{"well", finding.severity != Severity::trouble}, {"text", finding.text}});
    if (told.empty()) return {{"error", "the kiosk is busy: try again"}};
    return {{"findings", std::move(told)}};
}

json::object answer(const Question& question, JournalThread& journal, const AskFindings& findings) {
    if (question.what == "carry") return carry(journal, question.after);
    if (question.what == "doctor") return doctor(findings);
    return {{"error", "this earshot-kiosk knows no such command"}};
}

}  // namespace

std::string answer_command(const std::string& line, JournalThread& journal,
                           const AskFindings& findings) try {
    const auto question = wire::decode(line, to_question);
    if (!question) return json::serialize(json::object{{"error", question.error().message}});
    return wire::write(answer(*question, journal, findings));
} catch (const std::exception& error) {
    spdlog::error("a command of the terminal failed: {}", error.what());
    return json::serialize(json::object{{"error", error.what()}});
}

}  // namespace earshot::app
