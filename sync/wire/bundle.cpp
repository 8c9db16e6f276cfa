#include "sync/wire/bundle.h"

#include <algorithm>
#include <array>
#include <set>

#include "sync/wire/field.h"

namespace earshot::sync::wire {
namespace {

using core::ChoiceOrder;
using core::QuestionKind;
using core::ReasonState;

// Far beyond what a shop has; a body of 8 MiB stops before.
constexpr std::size_t list_max = 5'000;
constexpr std::size_t languages_max = 64;
constexpr int weight_max = 1'000'000;
constexpr std::size_t key_size = 32;

constexpr std::array kind_words{Word<QuestionKind>{QuestionKind::single, "single"},
                                Word<QuestionKind>{QuestionKind::multiple, "multiple"},
                                Word<QuestionKind>{QuestionKind::scale, "scale"}};
constexpr std::array order_words{Word<ChoiceOrder>{ChoiceOrder::shuffled, "shuffled"},
                                 Word<ChoiceOrder>{ChoiceOrder::fixed, "fixed"},
                                 Word<ChoiceOrder>{ChoiceOrder::flipped, "flipped"}};
constexpr std::array state_words{Word<ReasonState>{ReasonState::live, "live"},
                                 Word<ReasonState>{ReasonState::retired, "retired"},
                                 Word<ReasonState>{ReasonState::merged, "merged"}};
constexpr std::array<std::string_view, 9> measures{"why",   "change", "found", "elsewhere", "price",
                                                   "visit", "rank",   "trips", "frequency"};
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string plain(const Field& in) { return in.text(); }
std::string text_or_empty(const Field& in) { return in.null() ? std::string() : in.text(); }

template <typename T>
json::array each(const std::vector<T>& values, auto put) {
    json::array all;
    for (const T& value : values) all.push_back(put(value));
    return all;
}

int to_weight(const Field& in) { return static_cast<int>(in.integer(0, weight_max)); }

json::value choice(const core::Choice& choice) {
    return json::object{
        {"id", choice.id},
        {"reason", nullable(choice.reason)},
        {"text", to_json(choice.text)},
        {"icon", choice.icon},
        {"anchored", choice.anchored},
        {"next", each(choice.next, [](const core::Next& next) -> json::value {
             return json::object{{"question", next.question}, {"weight", next.weight}};
         })}};
}

core::Choice to_choice(const Field& in) {
    core::Choice choice;
    choice.id = in.object()["id"].name();
    choice.reason = in["reason"].optional(&Field::name);
    choice.text = to_wording(in["text"]);
    choice.icon = text_or_empty(in["icon"]);
    choice.anchored = in["anchored"].boolean();
    choice.next = in["next"].each(list_max, [](const Field& next) {
        return core::Next{next.object()["question"].name(), to_weight(next["weight"])};
    });
    return choice;
}

json::value question(const core::Question& question) {
    return json::object{
        {"id", question.id},
        {"kind", text_of(std::span<const Word<QuestionKind>>(kind_words), question.kind)},
        {"measures", nullable(question.measures)},
        {"order", text_of(std::span<const Word<ChoiceOrder>>(order_words), question.order)},
        {"max", question.max},
        {"text", to_json(question.text)},
        {"choices", each(question.choices, choice)}};
}

core::Question to_question(const Field& in) {
    core::Question question;
    question.id = in.object()["id"].name();
    question.kind = in["kind"].one_of(std::span<const Word<QuestionKind>>(kind_words));
    question.measures = in["measures"].optional(plain);
    if (question.measures && std::ranges::find(measures, *question.measures) == measures.end())
        in["measures"].refuse("unknown word");
    question.order = in["order"].one_of(std::span<const Word<ChoiceOrder>>(order_words));
    question.max = in["max"].count();
    question.text = to_wording(in["text"]);
    question.choices = in["choices"].each(list_max, to_choice);
    return question;
}

json::object questionnaire_of_bundle(const core::Questionnaire& questionnaire) {
    json::object tickets;
    for (const auto& [id, weight] : questionnaire.tickets) tickets[id] = weight;
    return {{"id", questionnaire.id},
            {"version", questionnaire.version},
            {"tickets", std::move(tickets)},
            {"questions", each(questionnaire.questions, question)}};
}

// The languages in which everything is worded.
std::vector<std::string> shared_languages(const core::Questionnaire& questionnaire) {
    std::vector<const core::Wording*> texts;
    for (const core::Question& asked : questionnaire.questions) {
        texts.push_back(&asked.text);
        for (const core::Choice& offered : asked.choices) texts.push_back(&offered.text);
    }
    std::vector<std::string> languages;
    if (texts.empty()) return languages;
    for (const auto& [language, words] : *texts.front()) {
        if (std::ranges::all_of(texts, [&](const auto* text) { return text->contains(language); }))
            languages.push_back(language);
    }
    return languages;
}

core::Questionnaire to_unfinished_questionnaire(const Field& in) {
    core::Questionnaire questionnaire;
    questionnaire.id = in.object()["id"].name();
    questionnaire.version = in["version"].count();
    for (const auto& [id, weight] : in["tickets"].members(list_max))
        questionnaire.tickets[id] = to_weight(weight);
    questionnaire.questions = in["questions"].each(list_max, to_question);
    // The bundle has none; a stored questionnaire keeps its own, in their order.
    questionnaire.languages = in["languages"].null() ? shared_languages(questionnaire)
                                                     : in["languages"].names(languages_max);
    return questionnaire;
}

core::Questionnaire to_questionnaire(const Field& in) {
    core::Questionnaire questionnaire = to_unfinished_questionnaire(in);
    for (const core::Problem& problem : core::check(questionnaire))
        if (problem.severity == core::Severity::error) in.refuse(problem.message);
    return questionnaire;
}

json::value notice(const core::Notice& notice) {
    return json::object{{"id", notice.id},
                        {"text", to_json(notice.text)},
                        {"reasons", json::value_from(notice.reasons)},
                        {"since", notice.since},
                        {"count", notice.count ? json::value(*notice.count) : json::value(nullptr)},
                        {"heard_here", notice.heard_here}};
}

core::Notice to_notice(const Field& in) {
    return {in.object()["id"].text(),
            to_wording(in["text"]),
            in["reasons"].names(list_max),
            in["since"].text(),
            in["count"].optional(&Field::count),
            in["heard_here"].boolean()};
}

json::value peers(const core::Peers& peers) {
    json::object n;
    for (const auto& [choice, count] : peers.n) n[choice] = count;
    return json::object{{"question", peers.question}, {"base", peers.base}, {"n", std::move(n)}};
}

core::Peers to_peers(const Field& in) {
    core::Peers peers{in.object()["question"].name(), in["base"].count(), {}};
    for (const auto& [choice, count] : in["n"].members(list_max)) peers.n[choice] = count.count();
    return peers;
}

bool is_time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at, char last) {
        return text[at] >= '0' && text[at] <= last;
    };
    if (text == "24:00") return true;
    return text.size() == 5 && digit(0, '2') && digit(1, text[0] == '2' ? '3' : '9') &&
           text[2] == ':' && digit(3, '5') && digit(4, '9');
}

std::pair<std::string, std::string> to_span(const Field& in) {
    std::vector<std::string> ends = in.each(2, plain);
    if (ends.size() != 2 || !std::ranges::all_of(ends, is_time_of_day)) {
        in.refuse("not a pair of times");
        return {};
    }
    return {std::move(ends[0]), std::move(ends[1])};
}

core::Shop to_shop(const Field& in) {
    return {in.object()["id"].name(), in["name"].text(), in["timezone"].text(),
            in["languages"].names(languages_max), text_or_empty(in["reader"])};
}

// Kept as base64, as it came; checked to be a key of that size, or of any.
std::string to_key(const Field& in, std::optional<std::size_t> size) {
    in.bytes(size);
    return in.text();
}

core::Bundle to_bundle(const Field& in) {
    core::Bundle bundle;
    bundle.etag = in["etag"].text();
    bundle.shop = to_shop(in["shop"]);
    bundle.till = in["till"].name();
    bundle.look = text_or_empty(in["look"]);
    bundle.questionnaires = in["questionnaires"].each(
        list_max, [](const Field& each) { return to_questionnaire(each); });
    bundle.reasons = in["reasons"].each(list_max, to_reason);
    bundle.notices = in["notices"].each(list_max, to_notice);
    bundle.peers = in["peers"].each(list_max, to_peers);
    for (const auto& [language, words] : in["words"].members(languages_max))
        bundle.words[language] = words.each(list_max, plain);
    bundle.hours = in["hours"].optional(to_hours);
    bundle.ask_share = in["ask_share"].number(0, 1);
    bundle.dark_share = in["dark_share"].number(0, 1);
    const Field offer = in["offer"].object();
    bundle.offer = {offer["words"].boolean(), offer["contact"].boolean(), offer["voice"].boolean()};
    bundle.pin = in["pin"].optional(plain);
    bundle.visit_key =
        in["visit_key"].optional([](const Field& key) { return to_key(key, std::nullopt); });
    bundle.sealing_key = to_key(in["sealing_key"], key_size);
    bundle.sealing_key_id = in["sealing_key_id"].text();
    bundle.followup_key =
        in["followup_key"].optional([](const Field& key) { return to_key(key, key_size); });
    bundle.followup_key_id = in["followup_key_id"].optional(plain);
    return bundle;
}

template <typename Read>
core::Result<core::Questionnaire> unless_refused(const json::value& value, Read read) {
    std::optional<Refusal> refusal;
    core::Questionnaire questionnaire = read(Field(value, refusal));
    if (refusal)
        return core::fail(core::ErrorKind::invalid,
                          refusal->title + " at \"" + refusal->pointer + "\"");
    return questionnaire;
}

}  // namespace

json::object to_json(const core::Wording& text) {
    json::object out;
    for (const auto& [language, words] : text) out[language] = words;
    return out;
}

core::Wording to_wording(const Field& in) {
    core::Wording text;
    for (const auto& [language, words] : in.members(languages_max)) text[language] = words.text();
    return text;
}

json::value to_json(const core::Reason& reason) {
    return json::object{
        {"id", reason.id},
        {"text", to_json(reason.text)},
        {"icon", reason.icon},
        {"state", text_of(std::span<const Word<ReasonState>>(state_words), reason.state)},
        {"into", nullable(reason.into)}};
}

core::Reason to_reason(const Field& in) {
    return {in.object()["id"].name(), to_wording(in["text"]), text_or_empty(in["icon"]),
            in["state"].one_of(std::span<const Word<ReasonState>>(state_words)),
            in["into"].optional(&Field::name)};
}

json::value to_json(const std::optional<std::map<std::string, core::OpenHours>>& hours) {
    if (!hours) return nullptr;
    json::object out;
    for (const auto& [day, spans] : *hours) {
        json::array all;
        for (const auto& [from, to] : spans) all.push_back(json::array{from, to});
        out[day] = std::move(all);
    }
    return out;
}

std::map<std::string, core::OpenHours> to_hours(const Field& in) {
    std::map<std::string, core::OpenHours> hours;
    for (const auto& [day, spans] : in.members(weekdays.size())) {
        if (std::ranges::find(weekdays, day) == weekdays.end()) spans.refuse("unknown weekday");
        hours[day] = spans.each(list_max, to_span);
    }
    return hours;
}

std::string encode(const core::Bundle& bundle) {
    json::object words;
    for (const auto& [language, list] : bundle.words) words[language] = json::value_from(list);
    return write(json::object{
        {"etag", bundle.etag},
        {"shop", json::object{{"id", bundle.shop.id},
                              {"name", bundle.shop.name},
                              {"timezone", bundle.shop.timezone},
                              {"languages", json::value_from(bundle.shop.languages)},
                              {"reader", bundle.shop.reader}}},
        {"till", bundle.till},
        {"look", bundle.look},
        {"questionnaires", each(bundle.questionnaires, questionnaire_of_bundle)},
        {"reasons",
         each(bundle.reasons, [](const core::Reason& reason) { return to_json(reason); })},
        {"notices", each(bundle.notices, notice)},
        {"peers", each(bundle.peers, peers)},
        {"words", std::move(words)},
        {"hours", to_json(bundle.hours)},
        {"ask_share", bundle.ask_share},
        {"dark_share", bundle.dark_share},
        {"offer", json::object{{"words", bundle.offer.words},
                               {"contact", bundle.offer.contact},
                               {"voice", bundle.offer.voice}}},
        {"pin", nullable(bundle.pin)},
        {"visit_key", nullable(bundle.visit_key)},
        {"sealing_key", bundle.sealing_key},
        {"sealing_key_id", bundle.sealing_key_id},
        {"followup_key", nullable(bundle.followup_key)},
        {"followup_key_id", nullable(bundle.followup_key_id)}});
}

core::Result<core::Bundle> decode_bundle(std::string_view body) { return decode(body, to_bundle); }

json::value to_json(const core::Questionnaire& questionnaire) {
    json::object out = questionnaire_of_bundle(questionnaire);
    out["languages"] = json::value_from(questionnaire.languages);
    return out;
}

core::Result<core::Questionnaire> to_questionnaire(const json::value& value) {
    return unless_refused(value, [](const Field& in) { return to_questionnaire(in); });
}

core::Result<core::Questionnaire> to_unfinished_questionnaire(const json::value& value) {
    return unless_refused(value, [](const Field& in) { return to_unfinished_questionnaire(in); });
}

}  // namespace earshot::sync::wire
