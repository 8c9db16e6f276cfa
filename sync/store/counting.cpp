#include "sync/store/counting.h"

#include <algorithm>
#include <array>

namespace earshot::sync {
namespace {

constexpr std::array tones = {"praise", "trouble", "idea", "elsewhere"};

constexpr std::string_view add_to_tally = R"(
    INSERT INTO tallies (shop_id, hour, till, question, choice, first, basket, set_aside, n)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (shop_id, hour, till, question, choice, first, basket, set_aside)
    DO UPDATE SET n = tallies.n + excluded.n)";

constexpr std::string_view add_to_heard = R"(
    INSERT INTO heard (shop_id, hour, till, reason, tone, n)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (shop_id, hour, till, reason, tone)
    DO UPDATE SET n = heard.n + excluded.n)";

}  // namespace

const char* name_of(core::Tone tone) { return tones[static_cast<std::size_t>(tone)]; }

core::Tone tone_of(std::string_view name) {
    return static_cast<core::Tone>(std::ranges::find(tones, name) - tones.begin());
}

void Counting::fold(const core::Record& record, const Place& place, bool set_aside, int sign) {
    if (const auto* response = std::get_if<core::Response>(&record.body))
        fold(*response, place, set_aside, sign);
    else if (const auto* comment = std::get_if<core::Comment>(&record.body))
        fold(*comment, place, sign);
}

void Counting::fold(const core::Response& response, const Place& place, bool set_aside, int sign) {
    std::string first;
    for (const core::Answer& answer : response.answers) {
        Cell cell{number_of(place.hour), place.till, answer.question, "", first,
                  place.basket,          set_aside};
        // Shown and left is no answer; the exposures tell of it.
        if (!answer.choices.empty()) answers_[cell] += sign;
        for (const std::string& choice : answer.choices) {
            cell.choice = choice;
            answers_[cell] += sign;
        }
        if (first.empty() && !answer.choices.empty())
            first = answer.question + "/" + answer.choices.front();
    }
}

void Counting::fold(const core::Comment& comment, const Place& place, int sign) {
    if (comment.special) return;
    for (const std::string& topic : comment.topics)
        heard_[{number_of(place.hour), place.till, topic, comment.tone}] += sign;
}

void Counting::save(sql::Connection& connection, const std::string& shop) const {
    for (const auto& [cell, n] : answers_)
        if (n != 0)
            connection.run(add_to_tally, {shop, cell.hour, cell.till, cell.question, cell.choice,
                                          cell.first, cell.basket, cell.set_aside, n});
    for (const auto& [cell, n] : heard_)
        if (n != 0)
            connection.run(add_to_heard,
                           {shop, cell.hour, cell.till, cell.reason, name_of(cell.tone), n});
}

}  // namespace earshot::sync
