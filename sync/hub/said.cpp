#include "sync/hub/said.h"

#include "sync/wire/csv.h"
#include "sync/wire/record.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

// Opened and masked as it came in; null where nothing was said.
json::value words_of(const core::Text& text) {
    const auto* words = std::get_if<std::string>(&text);
    return words != nullptr ? json::value(*words) : json::value(nullptr);
}

std::string plain(const core::Text& text) {
    const auto* words = std::get_if<std::string>(&text);
    return words != nullptr ? *words : "";
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : " ") + part;
    return all;
}

std::string yes_or_no(bool value) { return value ? "true" : "false"; }

json::array added(const Listed& item) {
    json::array all;
    for (const Listed::Added& each : item.words)
        all.push_back(json::object{
            {"id", each.id}, {"text", words_of(each.words.text)}, {"locale", each.words.locale}});
    return all;
}

std::string added_text(const Listed& item) {
    std::string all;
    for (const Listed::Added& each : item.words)
        all += (all.empty() ? "" : "\n") + plain(each.words.text);
    return all;
}

// The record as the wire has it, without what lists do not tell.
json::object body_of(const Listed& item) {
    core::Record record;
    record.body = item.body;
    json::object body = wire::parse(wire::encode(record)).value().as_object();
    for (const char* hidden : {"type", "id", "at", "touch", "armed", "rules"}) body.erase(hidden);
    return body;
}

std::string row(const Listed& item, const core::Comment& comment) {
    const json::object body = body_of(item);
    return wire::csv_row({item.id, item.shop, item.day, item.daypart, joined(comment.topics),
                          body.at("tone").as_string().c_str(), plain(comment.text),
                          added_text(item), comment.locale, body.at("voice_of").as_string().c_str(),
                          yes_or_no(comment.special), yes_or_no(comment.unusual),
                          yes_or_no(comment.earlier)});
}

std::string rows(const Listed& item, const core::Response& response) {
    const json::object body = body_of(item);
    std::string all;
    for (std::size_t place = 0; place < response.answers.size(); ++place) {
        const core::Answer& answer = response.answers[place];
        all += wire::csv_row({item.id, item.shop, item.day, item.daypart, response.questionnaire,
                              std::to_string(response.version), response.locale,
                              body.at("ended").as_string().c_str(), yes_or_no(item.set_aside),
                              joined(response.flags), std::to_string(place + 1), answer.question,
                              joined(answer.choices),
                              answer.scale ? std::to_string(*answer.scale) : "", plain(answer.text),
                              std::to_string(answer.took_ms), added_text(item)});
    }
    return all;
}

}  // namespace

json::object to_json(const Listed& item) {
    json::object out{
        {"id", item.id}, {"shop", item.shop}, {"day", item.day}, {"daypart", item.daypart}};
    for (const auto& member : body_of(item)) out[member.key()] = member.value();
    if (std::holds_alternative<core::Response>(item.body)) out["set_aside"] = item.set_aside;
    out["words"] = added(item);
    return out;
}

std::string csv_heading(Listing what) {
    if (what == Listing::comments)
        return "id,shop,day,daypart,topics,tone,text,words,locale,voice_of,special,unusual,"
               "earlier\r\n";
    return "id,shop,day,daypart,questionnaire,version,locale,ended,set_aside,flags,place,question,"
           "choices,scale,text,took_ms,words\r\n";
}

std::string csv_rows(const Listed& item) {
    if (const auto* comment = std::get_if<core::Comment>(&item.body)) return row(item, *comment);
    return rows(item, std::get<core::Response>(item.body));
}

}  // namespace earshot::sync
