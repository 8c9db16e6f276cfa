#include "app/cli/report_view.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/insight/sentences.h"
#include "sync/wire/csv.h"

namespace earshot::app {
namespace {

using namespace core::insight;

constexpr std::size_t name_width = 26;
constexpr std::size_t bar_width = 20;

// Code points stand for columns: right for the scripts that questionnaires are written in here.
std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t used = columns(text);
    if (used < width) text.append(width - used, ' ');
    return text;
}

// In lines that a terminal or a mail keeps, the first with a dash before it.
std::string wrapped(const std::string& sentence) {
    constexpr std::size_t line_width = 78;
    std::string text = "-";
    std::size_t used = 1;
    for (std::size_t from = 0; from < sentence.size();) {
        const std::size_t space = std::min(sentence.find(' ', from), sentence.size());
        const std::string word = sentence.substr(from, space - from);
        if (used + 1 + columns(word) > line_width) {
            text += "\n ";
            used = 1;
        }
        text += " " + word;
        used += 1 + columns(word);
        from = space + 1;
    }
    return text + "\n";
}

std::string repeated(const char* piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

std::string number(const std::optional<std::int64_t>& n) {
    return n ? fmt::format("{}", *n) : "hidden";
}

std::size_t cells(double share) {
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(bar_width)));
}

// Solid as far as the share surely goes, light as far as it may go. Too few answers for a share:
// a mark each.
std::string bar(const ChoiceShare& choice, const Terminal& terminal) {
    const char* solid = terminal.utf8 ? "█" : "#";
    const char* light = terminal.utf8 ? "░" : ".";
    const char* mark = terminal.utf8 ? "▪" : "*";
    if (choice.share) {
        const std::size_t low = cells(*choice.low);
        return repeated(solid, low) + repeated(light, std::max(cells(*choice.high), low + 1) - low);
    }
    const auto answers = static_cast<std::size_t>(choice.n.value_or(0));
    return repeated(mark, std::min(answers, bar_width));
}

std::string row(const ChoiceShare& choice, std::int64_t base, const Terminal& terminal) {
    std::string line =
        "  " + padded(choice.text, name_width) + fmt::format("{:>6}", number(choice.n));
    if (choice.share) {
        line += "  " + padded(spoken_share(*choice.share, base), 13);
        line += padded(fmt::format("{}–{} %", percent(*choice.low), percent(*choice.high)), 11);
    } else {
        line += "  ";
    }
    line += bar(choice, terminal);
    if (choice.changed == "up") line += "  up";
    if (choice.changed == "down") line += "  down";
    return line + "\n";
}

std::string question_table(const QuestionReport& question, const Terminal& terminal) {
    const std::int64_t base = question.base.value_or(0);
    std::string table = fmt::format("{}\n", question.text);
    std::string note = question.base ? fmt::format("{} {}", base, base == 1 ? "answer" : "answers")
                                     : std::string("hidden, as single people could be told");
    if (question.asked) note += fmt::format(", {} asked", *question.asked);
    if (question.set_aside.value_or(0) > 0)
        note += fmt::format(", {} set aside", *question.set_aside);
    if (question.base && std::ranges::none_of(question.choices, [](const auto& choice) {
            return choice.share.has_value();
        }))
        note += "; too few to tell shares";
    table += "  " + note + "\n";

    std::vector<ChoiceShare> choices = question.choices;
    std::ranges::stable_sort(choices, std::greater{},
                             [](const auto& choice) { return choice.n.value_or(0); });
    for (const ChoiceShare& choice : choices) {
        if (choice.n == 0) continue;
        table += row(choice, base, terminal);
    }
    return table + "\n";
}

std::string heard_table(const std::vector<HeardReport>& heard) {
    if (heard.empty()) return "";
    std::string table = "Said to the cashier\n";
    for (const HeardReport& row : heard) {
        table += "  " + padded(row.text, name_width) + fmt::format("{:>6}", number(row.n));
        std::string tones;
        const auto add = [&](const std::optional<std::int64_t>& n, const char* name) {
            if (n.value_or(0) > 0)
                tones += fmt::format("{}{} {}", tones.empty() ? "  " : ", ", *n, name);
        };
        add(row.tones.trouble, "trouble");
        add(row.tones.praise, "praise");
        add(row.tones.idea, "idea");
        add(row.tones.elsewhere, "buys elsewhere");
        table += tones + "\n";
    }
    return table + "\n";
}

std::string tables(const std::vector<QuestionReport>& questions,
                   const std::vector<HeardReport>& heard, const Terminal& terminal) {
    std::string text;
    for (const QuestionReport& question : questions)
        if (question.base != 0 || question.set_aside.value_or(0) > 0)
            text += question_table(question, terminal);
    return text + heard_table(heard);
}

std::string day(core::Instant instant) {
    return fmt::format("{:%Y-%m-%d %H:%M}", std::chrono::floor<std::chrono::seconds>(instant));
}

using sync::wire::csv_cell;

template <typename T>
std::string plain(const std::optional<T>& value) {
    return value ? fmt::format("{}", *value) : "";
}

void add_rows(std::string& csv, const std::string& group,
              const std::vector<QuestionReport>& questions, const std::vector<HeardReport>& heard) {
    for (const QuestionReport& question : questions)
        for (const ChoiceShare& choice : question.choices)
            csv += fmt::format("kiosk,{},{},{},{},{},{},{},{},{},{},{},{},\r\n", csv_cell(group),
                               csv_cell(question.id), csv_cell(question.text), csv_cell(choice.id),
                               csv_cell(choice.text), plain(choice.n), plain(question.base),
                               plain(question.set_aside), plain(choice.share), plain(choice.low),
                               plain(choice.high), csv_cell(choice.changed.value_or("")));
    for (const HeardReport& row : heard) {
        const auto add = [&](const char* tone, const std::optional<std::int64_t>& n) {
            csv += fmt::format("heard,{},,,{},{},{},,,,,,,{}\r\n", csv_cell(group),
                               csv_cell(row.reason), csv_cell(row.text), plain(n), tone);
        };
        add("praise", row.tones.praise);
        add("trouble", row.tones.trouble);
        add("idea", row.tones.idea);
        add("elsewhere", row.tones.elsewhere);
    }
}

}  // namespace

std::string report_table(const Report& report, const Terminal& terminal) {
    std::string text = fmt::format("From {} to {} UTC\n\n", day(report.from), day(report.to));
    for (const std::string& sentence : report.sentences) text += wrapped(sentence);
    text += "\n" + tables(report.questions, report.heard, terminal);
    for (const Group& group : report.groups) {
        const std::string body = tables(group.questions, group.heard, terminal);
        if (!body.empty()) text += fmt::format("== {} ==\n\n{}", group.key, body);
    }
    if (report.flagged.value_or(0) > 0)
        text +=
            fmt::format("{} set aside in all; --flagged include counts them.\n", *report.flagged);
    return text;
}

std::string loyalty_text(const std::vector<std::string>& sentences) {
    std::string text = "Loyalty, apart from satisfaction\n";
    for (const std::string& sentence : sentences) text += wrapped(sentence);
    return text;
}

std::string report_csv(const Report& report) {
    std::string csv =
        "source,group,question,question_text,choice,choice_text,n,base,set_aside,share,low,high,"
        "changed,tone\r\n";
    if (report.groups.empty()) add_rows(csv, "", report.questions, report.heard);
    for (const Group& group : report.groups) add_rows(csv, group.key, group.questions, group.heard);
    return csv;
}

}  // namespace earshot::app
