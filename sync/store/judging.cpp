#include "sync/store/judging.h"

#include <algorithm>

#include "core/quality.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view insert_interview = R"(
    INSERT INTO interviews (shop_id, device_id, at, seq, completed, question, choice, place,
                            anchored)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (shop_id, device_id, at, seq) DO NOTHING)";

constexpr std::string_view before = R"(
    SELECT seq, at, completed, question, choice, place, anchored, judged FROM interviews
    WHERE shop_id = $1 AND device_id = $2 AND at < $3 ORDER BY at DESC, seq DESC LIMIT $4)";

constexpr std::string_view between = R"(
    SELECT seq, at, completed, question, choice, place, anchored, judged FROM interviews
    WHERE shop_id = $1 AND device_id = $2 AND at >= $3 AND at <= $4 ORDER BY at, seq)";

constexpr std::string_view after = R"(
    SELECT seq, at, completed, question, choice, place, anchored, judged FROM interviews
    WHERE shop_id = $1 AND device_id = $2 AND at > $3 ORDER BY at, seq LIMIT $4)";

constexpr std::string_view update_interview = R"(
    UPDATE interviews SET judged = $5
    WHERE shop_id = $1 AND device_id = $2 AND at = $3 AND seq = $4)";

constexpr std::string_view kept_response = R"(
    SELECT body, till, hour, set_aside, decided, basket FROM records
    WHERE shop_id = $1 AND device_id = $2 AND seq = $3 AND erased_at IS NULL)";

constexpr std::string_view update_record = R"(
    UPDATE records SET judged = $4, set_aside = $5
    WHERE shop_id = $1 AND device_id = $2 AND seq = $3)";

constexpr std::string_view taken_of = R"(
    SELECT choice, SUM(n) FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND question = $4 AND choice IN ('', $5)
      AND set_aside = 0
    GROUP BY choice)";

// Runs are far shorter; what is at the edge of what is read keeps its flags, as its run may begin
// beyond.
constexpr int beside_max = 64;
constexpr int edge = 16;

constexpr std::chrono::hours share_span{28 * 24};
constexpr std::int64_t share_base_min = 30;

std::string joined(const std::vector<std::string>& flags) {
    std::string list;
    for (const std::string& flag : flags) list += (list.empty() ? "" : ",") + flag;
    return list;
}

}  // namespace

bool is_set_aside(const std::vector<std::string>& its_own,
                  const std::vector<std::string>& of_several, std::optional<bool> by_a_person) {
    return by_a_person.value_or(core::sets_aside(its_own) || core::sets_aside(of_several));
}

void Judging::add(std::int64_t seq, const Glimpse& glimpse) {
    using Text = std::optional<std::string>;
    const Text question = glimpse.first ? Text(glimpse.first->first) : Text();
    const Text choice = glimpse.first ? Text(glimpse.first->second) : Text();
    std::optional<std::int64_t> place;
    if (glimpse.place) place = static_cast<std::int64_t>(*glimpse.place);
    connection_.run(insert_interview,
                    {shop_, device_, number_of(glimpse.at), seq, glimpse.completed, question,
                     choice, place, glimpse.anchored});
    from_ = std::min(from_.value_or(glimpse.at), glimpse.at);
    to_ = std::max(to_.value_or(glimpse.at), glimpse.at);
}

void Judging::judge() {
    if (!from_) return;
    std::vector<Interview> around;
    const auto take = [&](const std::vector<sql::Row>& rows) {
        for (const sql::Row& row : rows) {
            Interview interview{
                row.number(0), {instant_of(row.number(1)), row.number(2) != 0}, row.text(7)};
            if (!row.null(3)) interview.glimpse.first.emplace(row.text(3), row.text(4));
            if (!row.null(5)) interview.glimpse.place = static_cast<std::size_t>(row.number(5));
            interview.glimpse.anchored = row.number(6) != 0;
            around.push_back(std::move(interview));
        }
        return rows.size();
    };
    const std::int64_t from = number_of(*from_), to = number_of(*to_);
    const std::size_t earlier = take(connection_.run(before, {shop_, device_, from, beside_max}));
    std::ranges::reverse(around);
    take(connection_.run(between, {shop_, device_, from, to}));
    const std::size_t later = take(connection_.run(after, {shop_, device_, to, beside_max}));

    std::vector<Glimpse> glimpses;
    for (const Interview& interview : around) glimpses.push_back(interview.glimpse);
    const auto flags = flags_of_several(glimpses, [this](const auto& question, const auto& choice) {
        return share_of(question, choice);
    });
    const std::size_t first = earlier == beside_max ? edge : 0;
    const std::size_t end = around.size() - (later == beside_max ? edge : 0);
    for (std::size_t index = first; index < end; ++index)
        if (const std::string now = joined(flags[index]); now != around[index].judged)
            change(around[index], now);
}

std::optional<double> Judging::share_of(const std::string& question, const std::string& choice) {
    const auto [known, is_new] = shares_.try_emplace({question, choice});
    if (!is_new) return known->second;
    std::int64_t base = 0, taken = 0;
    const core::Instant end = *to_ + std::chrono::hours{1};
    for (const sql::Row& row : connection_.run(
             taken_of, {shop_, number_of(end - share_span), number_of(end), question, choice}))
        (row.text(0).empty() ? base : taken) = row.number(1);
    if (base >= share_base_min)
        known->second = static_cast<double>(taken + 1) / static_cast<double>(base + 2);
    return known->second;
}

void Judging::change(const Interview& interview, const std::string& flags) {
    connection_.run(update_interview,
                    {shop_, device_, number_of(interview.glimpse.at), interview.seq, flags});
    const auto rows = connection_.run(kept_response, {shop_, device_, interview.seq});
    if (rows.empty()) return;
    const core::Record record = kept_record(rows[0].text(0), interview.seq);
    const bool was = rows[0].number(3) != 0;
    std::optional<bool> decided;
    if (!rows[0].null(4)) decided = rows[0].number(4) != 0;
    const bool is =
        is_set_aside(std::get<core::Response>(record.body).flags, split(flags), decided);
    connection_.run(update_record, {shop_, device_, interview.seq, flags, is});
    if (was == is) return;
    const Place place{rows[0].text(1), instant_of(rows[0].number(2)), rows[0].text(5)};
    counting_.take_away(record, place, was);
    counting_.add(record, place, is);
}

}  // namespace earshot::sync
