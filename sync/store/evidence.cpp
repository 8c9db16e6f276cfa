#include "sync/store/evidence.h"

#include <date/date.h>

#include <algorithm>
#include <set>

#include "sync/store/counting.h"
#include "sync/store/days.h"
#include "sync/store/reading.h"
#include "sync/store/shop_clock.h"

namespace earshot::sync {
namespace {

namespace insight = core::insight;
using std::chrono::hours;

constexpr std::string_view chosen_by_hour = R"(
    SELECT hour, choice, SUM(n) FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND question = $4 AND set_aside = 0
    GROUP BY hour, choice HAVING SUM(n) > 0)";

constexpr std::string_view trouble_by_hour = R"(
    SELECT hour, reason, SUM(n) FROM heard
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND tone = 'trouble'
    GROUP BY hour, reason HAVING SUM(n) > 0)";

constexpr std::string_view noted_by_till = R"(
    SELECT till, hour, SUM(n) FROM heard WHERE shop_id = $1 AND hour >= $2 AND hour < $3
    GROUP BY till, hour HAVING SUM(n) > 0)";

constexpr std::string_view transactions_by_till = R"(
    SELECT till, hour, SUM(transactions) FROM exposure_hours
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND transactions IS NOT NULL
    GROUP BY till, hour)";

constexpr std::string_view all_tills = "SELECT till FROM tills WHERE shop_id = $1";

constexpr std::string_view asked_in = R"(
    SELECT SUM(shown), SUM(answered) FROM exposures
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND question = $4 AND shown IS NOT NULL)";

// By its index on time: as few rows as two hours have.
constexpr std::string_view comments_since = R"(
    SELECT till, body, seq FROM records
    WHERE shop_id = $1 AND kind = 'comment' AND counted_at > $2 AND counted_at <= $3
      AND erased_at IS NULL AND set_aside = 0)";

constexpr std::string_view trouble_in = R"(
    SELECT reason, SUM(n) FROM heard
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND tone = 'trouble' GROUP BY reason)";

constexpr std::string_view busy_hours = R"(
    SELECT COUNT(DISTINCT hour) FROM tallies WHERE shop_id = $1 AND hour >= $2 AND hour < $3)";

constexpr hours usual_span{28 * 24};
constexpr int silence_before_days = 28;
// To find ten days on which somebody noted something, and the four weeks before them.
constexpr hours silence_reach{60 * 24};

date::sys_days calendar_day(const std::string& name) {
    return date::sys_days{date::year{std::stoi(name.substr(0, 4))} /
                          date::month{static_cast<unsigned>(std::stoi(name.substr(5, 2)))} /
                          date::day{static_cast<unsigned>(std::stoi(name.substr(8, 2)))}};
}

std::string name_of_day(date::sys_days day) { return date::format("%F", day); }

// By the code that each choice of it stands for.
std::map<std::string, std::size_t> codes_of_choices(const core::Question& question,
                                                    const Catalogue& catalogue,
                                                    const ShopEvidence& evidence) {
    std::map<std::string, std::size_t> codes;
    for (const core::Choice& choice : question.choices) {
        const auto code = choice.reason ? counted_as(catalogue, *choice.reason) : std::nullopt;
        const int index = code ? evidence.code_of(*code) : -1;
        if (index >= 0) codes[choice.id] = static_cast<std::size_t>(index);
    }
    return codes;
}

}  // namespace

int ShopEvidence::code_of(const std::string& reason) const {
    const auto found = std::ranges::find(codes, reason);
    return found == codes.end() ? -1 : static_cast<int>(found - codes.begin());
}

int ShopEvidence::index_of(const std::string& day) const {
    return static_cast<int>((calendar_day(day) - calendar_day(first_day)).count());
}

std::optional<std::string> counted_as(const Catalogue& catalogue, const std::string& reason) {
    std::string id = reason;
    // Merged into one that was merged itself; a book has no rings, and this ends if one had.
    for (std::size_t step = 0; step <= catalogue.reasons().size(); ++step) {
        const auto found = std::ranges::find(catalogue.reasons(), id, &core::Reason::id);
        if (found == catalogue.reasons().end()) return std::nullopt;
        if (found->state != core::ReasonState::merged || !found->into)
            return found->state == core::ReasonState::live ? std::optional(id) : std::nullopt;
        id = *found->into;
    }
    return std::nullopt;
}

ShopEvidence evidence_of(Store& store, const Catalogue& catalogue, const core::Shop& shop, int days,
                         core::Instant until) {
    ShopEvidence evidence;
    for (const core::Reason& reason : catalogue.reasons())
        if (reason.state == core::ReasonState::live) evidence.codes.push_back(reason.id);
    evidence.prior.assign(evidence.codes.size(), 0);

    // The day that `until` ends is over; one that begins with it has not begun.
    const std::string last = day_name(shop.timezone, until - std::chrono::milliseconds{1});
    const auto first = calendar_day(last) - date::days{days - 1};
    evidence.first_day = name_of_day(first);
    evidence.days.resize(static_cast<std::size_t>(days));
    for (insight::EvidenceDay& day : evidence.days) {
        day.kiosk.n.assign(evidence.codes.size(), 0);
        day.cashiers.n.assign(evidence.codes.size(), 0);
    }
    const auto day_of_hour = [&](std::int64_t hour) -> insight::EvidenceDay* {
        const int index = evidence.index_of(day_name(shop.timezone, instant_of(hour)));
        if (index < 0 || index >= days) return nullptr;
        return &evidence.days[static_cast<std::size_t>(index)];
    };
    const std::int64_t from =
        number_of(start_of_day(shop.timezone, evidence.first_day).value_or(until));
    const std::int64_t to = number_of(until);

    for (const Day& day : unusual_days(store, shop.id)) {
        const int index = evidence.index_of(day.day);
        if (index >= 0 && index < days)
            evidence.days[static_cast<std::size_t>(index)].unusual = true;
    }
    Store::Reading reading(store);
    for (const core::Question& question : catalogue.questions()) {
        if (question.measures != "change") continue;
        const auto codes = codes_of_choices(question, catalogue, evidence);
        for (const auto& [choice, code] : codes)
            evidence.prior[code] =
                std::max(evidence.prior[code], 1.0 / static_cast<double>(question.choices.size()));
        for (const sql::Row& row : reading.run(chosen_by_hour, {shop.id, from, to, question.id})) {
            insight::EvidenceDay* day = day_of_hour(row.number(0));
            if (day == nullptr) continue;
            const auto code = codes.find(row.text(1));
            if (row.text(1).empty())
                day->kiosk.base += row.number(2);
            else if (code != codes.end())
                day->kiosk.n[code->second] += row.number(2);
        }
    }
    std::map<std::string, int> code_of;
    for (const sql::Row& row : reading.run(trouble_by_hour, {shop.id, from, to})) {
        insight::EvidenceDay* day = day_of_hour(row.number(0));
        if (day == nullptr) continue;
        day->cashiers.base += row.number(2);
        auto known = code_of.find(row.text(1));
        if (known == code_of.end()) {
            const auto code = counted_as(catalogue, row.text(1));
            known = code_of.emplace(row.text(1), code ? evidence.code_of(*code) : -1).first;
        }
        if (known->second >= 0)
            day->cashiers.n[static_cast<std::size_t>(known->second)] += row.number(2);
    }
    return evidence;
}

std::map<std::string, insight::TillNotes> notes_by_till(Store& store, const core::Shop& shop,
                                                        core::Instant until) {
    const std::int64_t from = number_of(until - silence_reach);
    const std::int64_t to = number_of(until);
    Store::Reading reading(store);
    std::map<std::string, std::map<std::string, std::int64_t>> noted;  // by day and till
    for (const sql::Row& row : reading.run(noted_by_till, {shop.id, from, to}))
        noted[day_name(shop.timezone, instant_of(row.number(1)))][row.text(0)] += row.number(2);
    std::map<std::string, std::map<std::string, std::int64_t>> served;
    for (const sql::Row& row : reading.run(transactions_by_till, {shop.id, from, to}))
        served[day_name(shop.timezone, instant_of(row.number(1)))][row.text(0)] += row.number(2);

    std::map<std::string, insight::TillNotes> tills;
    for (const sql::Row& row : reading.run(all_tills, {shop.id})) tills[row.text(0)];
    int day_number = 0;
    for (auto day = noted.rbegin(); day != noted.rend(); ++day, ++day_number) {
        if (day_number >= insight::silence_days + silence_before_days) break;
        const bool recent = day_number < insight::silence_days;
        std::int64_t all = 0;
        for (const auto& [till, n] : day->second) all += n;
        std::int64_t all_served = 0;
        for (const auto& [till, n] : served[day->first]) all_served += n;
        for (auto& [till, notes] : tills) {
            const std::int64_t own = day->second[till];
            (recent ? notes.now : notes.before) += own;
            (recent ? notes.others_now : notes.others_before) += all - own;
            if (!recent) continue;
            const std::int64_t own_served = served[day->first][till];
            notes.transactions += own_served;
            notes.others_transactions += all_served - own_served;
        }
    }
    // Too few days, and one without a note is no sign.
    if (day_number < insight::silence_days) return {};
    return tills;
}

insight::Counted asked_between(Store& store, const std::string& shop,
                               const std::vector<std::string>& questions, core::Instant from,
                               core::Instant to) {
    insight::Counted asked;
    Store::Reading reading(store);
    for (const std::string& question : questions)
        for (const sql::Row& row :
             reading.run(asked_in, {shop, number_of(from), number_of(to), question}))
            asked += {row.number(1), row.number(0)};
    return asked;
}

RecentTrouble recent_trouble(Store& store, const Catalogue& catalogue, const std::string& shop,
                             const std::string& code, core::Instant now) {
    const core::Instant since = now - std::chrono::minutes{insight::burst_minutes};
    Store::Reading reading(store);
    RecentTrouble trouble;
    std::set<std::string> tills;
    for (const sql::Row& row :
         reading.run(comments_since, {shop, number_of(since), number_of(now)})) {
        const core::Record record = kept_record(row.text(1), row.number(2));
        const auto* comment = std::get_if<core::Comment>(&record.body);
        if (comment == nullptr || comment->special || comment->tone != core::Tone::trouble)
            continue;
        const bool about = std::ranges::any_of(comment->topics, [&](const std::string& topic) {
            return counted_as(catalogue, topic) == code;
        });
        if (!about) continue;
        ++trouble.notes;
        tills.insert(row.text(0));
    }
    trouble.tills = tills.size();
    // Until the hours that are looked at began: a burst is not its own baseline.
    const std::int64_t from = number_of(since - usual_span);
    std::int64_t usual = 0;
    for (const sql::Row& row : reading.run(trouble_in, {shop, from, number_of(since)}))
        if (counted_as(catalogue, row.text(0)) == code) usual += row.number(1);
    const auto busy = reading.run(busy_hours, {shop, from, number_of(since)});
    const std::int64_t open = busy.empty() ? 0 : busy[0].number(0);
    if (open > 0)
        trouble.usual = static_cast<double>(usual) / static_cast<double>(open) *
                        (insight::burst_minutes / 60.0);
    return trouble;
}

}  // namespace earshot::sync
