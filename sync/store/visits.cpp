#include "sync/store/visits.h"

#include <algorithm>
#include <array>

#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view response_by_id = R"(
    SELECT device_id, seq, body, till, hour, set_aside, basket FROM records
    WHERE id = $1 AND shop_id = $2 AND kind = 'response' AND erased_at IS NULL)";

constexpr std::string_view update_basket = R"(
    UPDATE records SET basket = $4 WHERE shop_id = $1 AND device_id = $2 AND seq = $3)";

constexpr std::string_view visits_that_name = R"(
    SELECT seq, body FROM records
    WHERE shop_id = $1 AND names = $2 AND kind = 'visit' AND erased_at IS NULL ORDER BY seq)";

constexpr std::string_view insert_visit = R"(
    INSERT INTO visits (id, shop_id, token, hour, response, question, choice)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING)";

constexpr std::string_view update_visit =
    "UPDATE visits SET question = $3, choice = $4 WHERE shop_id = $1 AND response = $2";

constexpr std::string_view delete_visit = "DELETE FROM visits WHERE id = $1";

constexpr std::string_view key_since = "SELECT visit_key_at FROM shops WHERE shop_id = $1";

constexpr std::string_view sum_returns = R"(
    SELECT question, choice, COUNT(*), SUM(back) FROM (
        SELECT visits.question AS question, visits.choice AS choice,
               CASE WHEN EXISTS (SELECT 1 FROM visits AS again
                                 WHERE again.shop_id = visits.shop_id
                                   AND again.token = visits.token
                                   AND again.hour >= visits.hour + $4
                                   AND again.hour <= visits.hour + $5) THEN 1 ELSE 0 END AS back
        FROM visits JOIN records ON records.id = visits.response
        WHERE visits.shop_id = $1 AND visits.hour >= $2 AND visits.hour < $3
          AND visits.question <> '' AND records.erased_at IS NULL
          AND records.set_aside = 0) AS judged
    GROUP BY question, choice ORDER BY question, choice)";

// A second purchase of the same afternoon is no return.
constexpr std::chrono::hours another_day{12};

// The first answer: its question and choice.
std::pair<std::string, std::string> first_answer(const core::Response& response) {
    for (const core::Answer& answer : response.answers)
        if (!answer.choices.empty()) return {answer.question, answer.choices.front()};
    return {};
}

std::string basket_name(const core::Visit& visit) {
    constexpr std::array names = {"few", "medium", "full", "produce"};
    return visit.basket ? names.at(static_cast<std::size_t>(*visit.basket)) : "";
}

// Counts a kept response with that basket from now on. One that has not come yet, or is gone, is
// left.
void give_basket(sql::Connection& connection, const std::string& shop, const sql::Row& response,
                 const std::string& basket, Counting& counting) {
    if (response.text(6) == basket) return;
    const core::Record record = kept_record(response.text(2), response.number(1));
    const bool set_aside = response.number(5) != 0;
    Place place{response.text(3), instant_of(response.number(4)), response.text(6)};
    counting.take_away(record, place, set_aside);
    place.basket = basket;
    counting.add(record, place, set_aside);
    connection.run(update_basket, {shop, response.text(0), response.number(1), basket});
}

}  // namespace

void keep_visit(sql::Connection& connection, const std::string& shop, const std::string& id,
                core::Instant hour, const core::Visit& visit, Counting& counting) {
    std::pair<std::string, std::string> first;
    if (visit.response)
        for (const sql::Row& row : connection.run(response_by_id, {*visit.response, shop})) {
            const core::Record record = kept_record(row.text(2), row.number(1));
            first = first_answer(std::get<core::Response>(record.body));
            if (visit.basket) give_basket(connection, shop, row, basket_name(visit), counting);
        }
    if (visit.token)
        connection.run(insert_visit, {id, shop, core::to_base64(*visit.token), number_of(hour),
                                      visit.response, first.first, first.second});
}

void forget_visit(sql::Connection& connection, const std::string& shop, const std::string& id,
                  const core::Visit& visit, Counting& counting) {
    forget_token(connection, id);
    if (visit.response && visit.basket)
        for (const sql::Row& row : connection.run(response_by_id, {*visit.response, shop}))
            give_basket(connection, shop, row, "", counting);
}

void forget_token(sql::Connection& connection, const std::string& id) {
    connection.run(delete_visit, {id});
}

std::string join_response(sql::Connection& connection, const std::string& shop,
                          const std::string& id, const core::Response& response) {
    std::string told;
    bool visited = false;
    for (const sql::Row& row : connection.run(visits_that_name, {shop, id})) {
        const core::Record record = kept_record(row.text(1), row.number(0));
        const std::string basket = basket_name(std::get<core::Visit>(record.body));
        if (!basket.empty()) told = basket;
        visited = true;
    }
    if (!visited) return told;
    const auto [question, choice] = first_answer(response);
    connection.run(update_visit, {shop, id, question, choice});
    return told;
}

std::vector<core::insight::Returned> returns(Store& store, const std::string& shop,
                                             core::Instant from, core::Instant to,
                                             core::Instant now) {
    Store::Reading reading(store);
    // Under another key the same card is another token.
    for (const sql::Row& row : reading.run(key_since, {shop}))
        if (!row.null(0)) from = std::max(from, instant_of(row.number(0)));
    to = std::min(to, now - core::insight::return_span);
    std::vector<core::insight::Returned> all;
    for (const sql::Row& row : reading.run(
             sum_returns, {shop, number_of(from), number_of(to),
                           std::int64_t{core::milliseconds(another_day).count()},
                           std::int64_t{core::milliseconds(core::insight::return_span).count()}}))
        all.push_back({row.text(0), row.text(1), row.number(2), row.number(3)});
    return all;
}

}  // namespace earshot::sync
