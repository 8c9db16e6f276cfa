#include "sync/wire/record.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/seal.h"
#include "sync/wire/limits.h"

namespace earshot::sync::wire {
namespace {

using core::Armed;
using core::Basket;
using core::Ended;
using core::Entered;
using core::Tone;
using core::VoiceOf;

constexpr std::size_t flag_length_max = 64;
constexpr std::int64_t whole_max = seq_max;
constexpr std::size_t list_max = 256;   // answers, choices, flags, topics, questions of an hour
constexpr std::size_t label_max = 256;  // characters of a version, a key's id, a consent's wording
constexpr std::size_t wording_max = 4'000;
constexpr std::size_t token_size = 16;
constexpr std::size_t forget_size = 32;

constexpr std::array ended_words{Word<Ended>{Ended::completed, "completed"},
                                 Word<Ended>{Ended::skipped, "skipped"},
                                 Word<Ended>{Ended::abandoned, "abandoned"}};
constexpr std::array armed_words{Word<Armed>{Armed::transaction, "transaction"},
                                 Word<Armed>{Armed::manual, "manual"},
                                 Word<Armed>{Armed::always, "always"}};
constexpr std::array tone_words{
    Word<Tone>{Tone::praise, "praise"}, Word<Tone>{Tone::trouble, "trouble"},
    Word<Tone>{Tone::idea, "idea"}, Word<Tone>{Tone::elsewhere, "elsewhere"}};
constexpr std::array voice_words{Word<VoiceOf>{VoiceOf::customer, "customer"},
                                 Word<VoiceOf>{VoiceOf::summary, "summary"}};
constexpr std::array entered_words{
    Word<Entered>{Entered::keys, "keys"}, Word<Entered>{Entered::touch, "touch"},
    Word<Entered>{Entered::scan, "scan"}, Word<Entered>{Entered::voice, "voice"}};
constexpr std::array basket_words{
    Word<Basket>{Basket::few, "few"}, Word<Basket>{Basket::medium, "medium"},
    Word<Basket>{Basket::full, "full"}, Word<Basket>{Basket::produce, "produce"}};

template <typename E>
json::value word(const auto& words, E meaning) {
    return json::value(text_of(std::span<const Word<E>>(words), meaning));
}

template <typename E>
E one_of(const Field& in, const auto& words) {
    return in.one_of(std::span<const Word<E>>(words));
}

template <typename T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

json::value base64_or_null(const std::optional<std::string>& bytes) {
    return bytes ? json::value(core::to_base64(*bytes)) : json::value(nullptr);
}

json::value to_json(const core::Text& text) {
    if (const auto* plain = std::get_if<std::string>(&text)) return json::value(*plain);
    if (const auto* sealed = std::get_if<core::Sealed>(&text))
        return json::object{{"sealed", core::to_base64(sealed->box)}, {"key_id", sealed->key_id}};
    return nullptr;
}

core::Text to_record_text(const Field& in, int characters_max) {
    if (in.null()) return {};
    if (in.is_string()) return in.text(static_cast<std::size_t>(characters_max));
    return core::Sealed{in.object()["sealed"].bytes(std::nullopt), in["key_id"].text(label_max)};
}

json::value to_json(const core::Answer& answer) {
    return json::object{{"question", answer.question},
                        {"choices", json::value_from(answer.choices)},
                        {"scale", or_null(answer.scale)},
                        {"text", to_json(answer.text)},
                        {"shown", json::value_from(answer.shown)},
                        {"took_ms", answer.took_ms}};
}

core::Answer to_answer(const Field& in) {
    core::Answer answer;
    answer.question = in.object()["question"].name();
    answer.choices = in["choices"].names(list_max);
    answer.scale = in["scale"].optional([](const Field& scale) {
        return static_cast<int>(scale.integer(1, std::numeric_limits<int>::max()));
    });
    answer.text = to_record_text(in["text"], core::shopper_text_max);
    answer.shown = in["shown"].names(list_max);
    answer.took_ms = in["took_ms"].count();
    return answer;
}

json::value to_json(const core::QuestionExposure& exposure) {
    return json::object{{"question", exposure.question},
                        {"shown", or_null(exposure.shown)},
                        {"answered", exposure.answered},
                        {"skipped", exposure.skipped},
                        {"abandoned", exposure.abandoned}};
}

// One question is answered once, or it would be counted twice.
std::vector<core::Answer> to_answers(const Field& in) {
    std::vector<core::Answer> answers;
    for (const Field& item : in.items(list_max)) {
        core::Answer answer = to_answer(item);
        if (std::ranges::find(answers, answer.question, &core::Answer::question) != answers.end())
            item["question"].refuse("answered twice");
        answers.push_back(std::move(answer));
    }
    return answers;
}

template <typename T>
json::array each(const std::vector<T>& values) {
    json::array all;
    for (const T& value : values) all.push_back(to_json(value));
    return all;
}

// One pair for each kind of record: its members after the common ones, and back.

void put(json::object& out, const core::Response& body) {
    out["questionnaire"] = json::object{{"id", body.questionnaire}, {"version", body.version}};
    out["locale"] = body.locale;
    out["duration_ms"] = body.duration_ms;
    out["ended"] = word(ended_words, body.ended);
    out["answers"] = each(body.answers);
    out["touch"] = body.touch ? json::value(json::object{{"count", body.touch->count},
                                                         {"dead", body.touch->dead},
                                                         {"pointers", body.touch->pointers}})
                              : json::value(nullptr);
    out["armed"] = body.armed ? word(armed_words, *body.armed) : json::value(nullptr);
    out["flags"] = json::value_from(body.flags);
    out["rules"] = or_null(body.rules);
}

// Rules to come may have other names: none is refused for its form, and one said twice is one.
std::vector<std::string> to_flags(const Field& in) {
    std::vector<std::string> flags;
    for (const Field& item : in.items(list_max)) {
        std::string flag = item.text(flag_length_max);
        if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(std::move(flag));
    }
    return flags;
}

core::Body to_response(const Field& in) {
    core::Response body;
    const Field questionnaire = in["questionnaire"].object();
    body.questionnaire = questionnaire["id"].name();
    body.version = questionnaire["version"].count();
    body.locale = in["locale"].name();
    body.duration_ms = in["duration_ms"].count();
    body.ended = one_of<Ended>(in["ended"], ended_words);
    body.answers = to_answers(in["answers"]);
    body.touch = in["touch"].optional([](const Field& touch) {
        return core::Touches{touch.object()["count"].count(), touch["dead"].count(),
                             touch["pointers"].count()};
    });
    body.armed =
        in["armed"].optional([](const Field& armed) { return one_of<Armed>(armed, armed_words); });
    if (!in["flags"].null()) body.flags = to_flags(in["flags"]);
    body.rules = in["rules"].optional(&Field::count);
    return body;
}

void put(json::object& out, const core::Words& body) {
    out["of"] = body.of;
    out["text"] = to_json(body.text);
    out["locale"] = body.locale;
}

core::Body to_words(const Field& in) {
    return core::Words{in["of"].id(), to_record_text(in["text"], core::shopper_text_max),
                       in["locale"].name()};
}

void put(json::object& out, const core::Comment& body) {
    out["topics"] = json::value_from(body.topics);
    out["tone"] = word(tone_words, body.tone);
    out["text"] = to_json(body.text);
    out["locale"] = body.locale;
    out["voice_of"] = word(voice_words, body.voice_of);
    out["special"] = body.special;
    out["unusual"] = body.unusual;
    out["earlier"] = body.earlier;
    out["entered"] = word(entered_words, body.entered);
    out["audio"] = or_null(body.audio);
}

// False where left out.
bool to_flag(const Field& in) { return !in.null() && in.boolean(); }

core::Body to_comment(const Field& in) {
    core::Comment body;
    body.topics = in["topics"].names(list_max);
    body.tone = one_of<Tone>(in["tone"], tone_words);
    body.text = to_record_text(in["text"], core::cashier_text_max);
    body.locale = in["locale"].name();
    body.voice_of = one_of<VoiceOf>(in["voice_of"], voice_words);
    body.special = to_flag(in["special"]);
    body.unusual = to_flag(in["unusual"]);
    body.earlier = to_flag(in["earlier"]);
    body.entered = one_of<Entered>(in["entered"], entered_words);
    body.audio = in["audio"].optional(&Field::id);
    return body;
}

void put(json::object& out, const core::Exposure& body) {
    out["hour"] = to_text(body.hour);
    out["transactions"] = or_null(body.transactions);
    out["baskets"] = body.baskets ? json::value(json::object{{"few", body.baskets->few},
                                                             {"medium", body.baskets->medium},
                                                             {"full", body.baskets->full},
                                                             {"produce", body.baskets->produce}})
                                  : json::value(nullptr);
    out["postponed"] = body.postponed;
    out["questions"] = each(body.questions);
}

core::Body to_exposure(const Field& in) {
    core::Exposure body;
    body.hour = in["hour"].instant();
    body.transactions = in["transactions"].optional(&Field::count);
    body.baskets = in["baskets"].optional([](const Field& baskets) {
        return core::Baskets{baskets.object()["few"].count(), baskets["medium"].count(),
                             baskets["full"].count(), baskets["produce"].count()};
    });
    body.postponed = in["postponed"].count();
    body.questions = in["questions"].each(list_max, [](const Field& question) {
        return core::QuestionExposure{question.object()["question"].name(),
                                      question["shown"].optional(&Field::count),
                                      question["answered"].count(), question["skipped"].count(),
                                      question["abandoned"].count()};
    });
    return body;
}

void put(json::object& out, const core::Visit& body) {
    out["token"] = base64_or_null(body.token);
    out["basket"] = body.basket ? word(basket_words, *body.basket) : json::value(nullptr);
    out["response"] = or_null(body.response);
}

core::Body to_visit(const Field& in) {
    core::Visit body;
    body.token = in["token"].optional([](const Field& token) { return token.bytes(token_size); });
    body.basket = in["basket"].optional(
        [](const Field& basket) { return one_of<Basket>(basket, basket_words); });
    body.response = in["response"].optional(&Field::id);
    return body;
}

void put(json::object& out, const core::FollowUp& body) {
    out["response"] = or_null(body.response);
    out["sealed"] = core::to_base64(body.sealed);
    out["key_id"] = body.key_id;
    out["consent"] = json::object{{"wording", body.consent.wording},
                                  {"version", body.consent.version},
                                  {"at", to_text(body.consent.at)}};
    out["expires"] = to_text(body.expires);
    out["forget"] = core::to_base64(body.forget);
}

core::Body to_follow_up(const Field& in) {
    core::FollowUp body;
    body.response = in["response"].optional(&Field::id);
    body.sealed = in["sealed"].bytes(std::nullopt);
    body.key_id = in["key_id"].text(label_max);
    const Field consent = in["consent"].object();
    body.consent = {consent["wording"].text(wording_max), consent["version"].text(label_max),
                    consent["at"].instant()};
    body.expires = in["expires"].instant();
    body.forget = in["forget"].bytes(forget_size);
    return body;
}

void put(json::object& out, const core::Status& body) {
    out["version"] = body.version;
    out["uptime_s"] = body.uptime_s;
    out["unsent"] = body.unsent;
    out["quarantined"] = body.quarantined;
    out["disk_free"] = body.disk_free;
    out["clock_offset_ms"] = body.clock_offset_ms;
    out["last_error"] = body.last_error;
}

core::Body to_status(const Field& in) {
    core::Status body;
    body.version = in["version"].text(label_max);
    body.uptime_s = in["uptime_s"].integer(0, whole_max);
    body.unsent = in["unsent"].integer(0, whole_max);
    body.quarantined = in["quarantined"].integer(0, whole_max);
    body.disk_free = in["disk_free"].integer(0, std::numeric_limits<std::int64_t>::max());
    body.clock_offset_ms = in["clock_offset_ms"].integer(-whole_max, whole_max);
    if (!in["last_error"].null()) body.last_error = in["last_error"].text();
    return body;
}

void put(json::object& out, const core::Retraction& body) {
    out["of"] = or_null(body.of);
    out["forget"] = base64_or_null(body.forget);
    out["unsent"] = body.unsent;
}

core::Body to_retraction(const Field& in) {
    core::Retraction body;
    body.of = in["of"].optional(&Field::id);
    body.forget =
        in["forget"].optional([](const Field& forget) { return forget.bytes(forget_size); });
    if (body.of.has_value() == body.forget.has_value())
        in["of"].refuse("a retraction names one of `of` and `forget`");
    body.unsent = to_flag(in["unsent"]);
    return body;
}

struct Kind {
    std::string_view type;
    core::Body (*read)(const Field&);
};

// In the order of core::Body.
constexpr std::array kinds{Kind{"response", to_response}, Kind{"words", to_words},
                           Kind{"comment", to_comment},   Kind{"exposure", to_exposure},
                           Kind{"visit", to_visit},       Kind{"follow_up", to_follow_up},
                           Kind{"status", to_status},     Kind{"retraction", to_retraction}};
static_assert(kinds.size() == std::variant_size_v<core::Body>);

}  // namespace

std::string encode(const core::Record& record) {
    json::object out;
    out["type"] = kinds[record.body.index()].type;
    out["id"] = record.id;
    out["at"] = to_text(record.at);
    std::visit([&out](const auto& body) { put(out, body); }, record.body);
    return write(out);
}

std::string numbered(std::string_view body, std::int64_t seq) {
    std::string line = R"({"seq":)" + std::to_string(seq) + ',';
    line += body.substr(1);
    return line;
}

std::variant<core::Record, Refusal> decode_record(const json::value& value) {
    std::optional<Refusal> refusal;
    const Field in = Field(value, refusal).object();
    const std::string type = in["type"].text();
    core::Record record;
    record.id = in["id"].id();
    record.seq = in["seq"].integer(1, seq_max);
    record.at = in["at"].instant();
    const auto kind = std::ranges::find(kinds, std::string_view(type), &Kind::type);
    if (kind == kinds.end())
        in["type"].refuse("unknown record type");
    else
        record.body = kind->read(in);
    if (refusal) return *std::move(refusal);
    return record;
}

}  // namespace earshot::sync::wire
