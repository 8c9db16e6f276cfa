#include "sync/wire/report.h"

#include "sync/wire/json.h"

namespace earshot::sync::wire {
namespace {

using core::ErrorKind;
using core::Result;
using namespace core::insight;

template <typename T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

json::value to_json(const ChoiceShare& choice) {
    return {{"id", choice.id},
            {"text", choice.text},
            {"n", or_null(choice.n)},
            {"share", or_null(choice.share)},
            {"low", or_null(choice.low)},
            {"high", or_null(choice.high)},
            {"change", or_null(choice.change)},
            {"changed", or_null(choice.changed)}};
}

template <typename T>
json::array to_array(const std::vector<T>& values);

json::value to_json(const QuestionReport& question) {
    return {{"id", question.id},
            {"text", question.text},
            {"measures", or_null(question.measures)},
            {"base", or_null(question.base)},
            {"asked", or_null(question.asked)},
            {"response_rate", or_null(question.response_rate)},
            {"set_aside", or_null(question.set_aside)},
            {"choices", to_array(question.choices)}};
}

json::value to_json(const HeardReport& heard) {
    return {{"reason", heard.reason},
            {"text", heard.text},
            {"n", or_null(heard.n)},
            {"tones",
             {{"praise", or_null(heard.tones.praise)},
              {"trouble", or_null(heard.tones.trouble)},
              {"idea", or_null(heard.tones.idea)},
              {"elsewhere", or_null(heard.tones.elsewhere)}}}};
}

json::value to_json(const Group& group) {
    return {{"key", group.key},
            {"questions", to_array(group.questions)},
            {"heard", to_array(group.heard)}};
}

json::value to_json(const std::string& sentence) { return json::value(sentence); }

template <typename T>
json::array to_array(const std::vector<T>& values) {
    json::array array;
    for (const T& value : values) array.push_back(to_json(value));
    return array;
}

// Reading. Boost.JSON throws for a member that is missing or of another type; decode_report()
// is its fence.

std::string text(const json::value& value) { return json::value_to<std::string>(value); }

void read(const json::value& from, std::optional<std::int64_t>& to) {
    to = from.is_null() ? std::nullopt : std::optional(from.to_number<std::int64_t>());
}

void read(const json::value& from, std::optional<double>& to) {
    to = from.is_null() ? std::nullopt : std::optional(from.to_number<double>());
}

void read(const json::value& from, std::optional<std::string>& to) {
    to = from.is_null() ? std::nullopt : std::optional(text(from));
}

void read(const json::value& from, std::string& to) { to = text(from); }

// Named ahead, as the template below finds only what stands above it.
void read(const json::value& from, ChoiceShare& to);
void read(const json::value& from, QuestionReport& to);
void read(const json::value& from, HeardReport& to);
void read(const json::value& from, Group& to);

template <typename T>
void read(const json::value& from, std::vector<T>& to) {
    for (const json::value& value : from.as_array()) read(value, to.emplace_back());
}

void read(const json::value& from, ChoiceShare& to) {
    to.id = text(from.at("id"));
    to.text = text(from.at("text"));
    read(from.at("n"), to.n);
    read(from.at("share"), to.share);
    read(from.at("low"), to.low);
    read(from.at("high"), to.high);
    read(from.at("change"), to.change);
    read(from.at("changed"), to.changed);
}

void read(const json::value& from, QuestionReport& to) {
    to.id = text(from.at("id"));
    to.text = text(from.at("text"));
    read(from.at("measures"), to.measures);
    read(from.at("base"), to.base);
    read(from.at("asked"), to.asked);
    read(from.at("response_rate"), to.response_rate);
    read(from.at("set_aside"), to.set_aside);
    read(from.at("choices"), to.choices);
}

void read(const json::value& from, HeardReport& to) {
    to.reason = text(from.at("reason"));
    to.text = text(from.at("text"));
    read(from.at("n"), to.n);
    const json::value& tones = from.at("tones");
    read(tones.at("praise"), to.tones.praise);
    read(tones.at("trouble"), to.tones.trouble);
    read(tones.at("idea"), to.tones.idea);
    read(tones.at("elsewhere"), to.tones.elsewhere);
}

void read(const json::value& from, Group& to) {
    to.key = text(from.at("key"));
    read(from.at("questions"), to.questions);
    read(from.at("heard"), to.heard);
}

}  // namespace

std::string encode(const Report& report, const std::vector<Alert>& alerts) {
    json::array ringing;
    for (const Alert& alert : alerts) ringing.push_back(to_json(alert));
    return json::serialize(json::value{{"from", to_text(report.from)},
                                       {"to", to_text(report.to)},
                                       {"questions", to_array(report.questions)},
                                       {"heard", to_array(report.heard)},
                                       {"alerts", std::move(ringing)},
                                       {"flagged", or_null(report.flagged)},
                                       {"sentences", to_array(report.sentences)},
                                       {"groups", to_array(report.groups)}});
}

Result<Report> decode_report(std::string_view body) {
    TRY_ASSIGN(const json::value value, parse(body));
    try {
        Report report;
        TRY_ASSIGN(report.from, to_instant(text(value.at("from"))));
        TRY_ASSIGN(report.to, to_instant(text(value.at("to"))));
        read(value.at("questions"), report.questions);
        read(value.at("heard"), report.heard);
        read(value.at("flagged"), report.flagged);
        read(value.at("sentences"), report.sentences);
        read(value.at("groups"), report.groups);
        return report;
    } catch (const std::exception& error) {
        return core::fail(ErrorKind::invalid,
                          std::string("this is no report of a hub: ") + error.what());
    }
}

}  // namespace earshot::sync::wire
