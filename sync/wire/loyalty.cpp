#include "sync/wire/loyalty.h"

#include "sync/wire/json.h"

namespace earshot::sync::wire {
namespace {

using namespace core::insight;

template <typename T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

json::object to_json(const Part& part) {
    return {{"id", part.id},
            {"text", part.text},
            {"n", or_null(part.n)},
            {"share", or_null(part.share)},
            {"low", or_null(part.low)},
            {"high", or_null(part.high)}};
}

json::object to_json(const Parts& parts) {
    json::array all;
    for (const Part& part : parts.parts) all.push_back(to_json(part));
    return {{"base", or_null(parts.base)}, {"parts", std::move(all)}};
}

json::object to_json(const Mean& mean) {
    return {{"mean", or_null(mean.mean)}, {"low", or_null(mean.low)}, {"high", or_null(mean.high)}};
}

json::object to_json(const ByFrequency& group) {
    return {{"id", group.id},
            {"text", group.text},
            {"stay", to_json(group.stay)},
            {"leave", to_json(group.leave)}};
}

json::object to_json(const Contrast& contrast) {
    return {{"question", contrast.question},
            {"choice", contrast.choice},
            {"text", contrast.text},
            {"n", contrast.n},
            {"others", contrast.others},
            {"share", contrast.share},
            {"share_others", contrast.share_others},
            {"low", contrast.low},
            {"high", contrast.high},
            {"together", contrast.together}};
}

template <typename T>
json::array to_array(const std::vector<T>& values) {
    json::array array;
    for (const T& value : values) array.push_back(to_json(value));
    return array;
}

}  // namespace

std::string encode(const Loyalty& loyalty) {
    json::object first = to_json(loyalty.first_choice);
    first.erase("id");
    first.erase("text");
    first["base"] = or_null(loyalty.rank_base);
    json::array sentences;
    for (const std::string& sentence : loyalty.sentences) sentences.emplace_back(sentence);
    return json::serialize(json::value{{"from", to_text(loyalty.from)},
                                       {"to", to_text(loyalty.to)},
                                       {"first_choice", std::move(first)},
                                       {"rank_share", to_json(loyalty.rank_share)},
                                       {"last_five",
                                        {{"base", or_null(loyalty.trips_base)},
                                         {"shoppers", to_json(loyalty.of_shoppers)},
                                         {"trips", to_json(loyalty.of_trips)}}},
                                       {"boxes", to_json(loyalty.boxes)},
                                       {"wishes", to_json(loyalty.wishes)},
                                       {"groups", to_array(loyalty.groups)},
                                       {"drivers", to_array(loyalty.drivers)},
                                       {"returns",
                                        {{"base", or_null(loyalty.returns_base)},
                                         {"share", or_null(loyalty.returns_share)},
                                         {"reasons", to_array(loyalty.returns)}}},
                                       {"sentences", std::move(sentences)}});
}

core::Result<std::vector<std::string>> decode_loyalty_sentences(std::string_view body) {
    TRY_ASSIGN(const json::value value, parse(body));
    try {
        return json::value_to<std::vector<std::string>>(value.at("sentences"));
    } catch (const std::exception& error) {
        return core::fail(core::ErrorKind::invalid,
                          std::string("this is no answer of a hub on loyalty: ") + error.what());
    }
}

}  // namespace earshot::sync::wire
