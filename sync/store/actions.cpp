#include "sync/store/actions.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/id.h"
#include "sync/store/action_rules.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

using wire::Action;
using wire::ActionChange;
namespace json = wire::json;

constexpr std::string_view all_actions = R"(
    SELECT body FROM actions WHERE $1 IS NULL OR shop_id = $1 ORDER BY made_at DESC, id)";

constexpr std::string_view one_action = "SELECT body FROM actions WHERE id = $1";

constexpr std::string_view upsert_action = R"(
    INSERT INTO actions (id, shop_id, made_at, since, tells, heard_at, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO UPDATE SET since = excluded.since, tells = excluded.tells,
        heard_at = excluded.heard_at, body = excluded.body)";

constexpr std::string_view told_actions = R"(
    SELECT body, heard_at FROM actions
    WHERE shop_id = $1 AND tells = 1 AND since >= $2 ORDER BY since DESC, id LIMIT $3)";

constexpr std::string_view chosen_between = R"(
    SELECT question, choice, SUM(n) FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND set_aside = 0 AND choice <> ''
    GROUP BY question, choice)";

constexpr std::string_view heard_between = R"(
    SELECT till, reason, SUM(n) FROM heard
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND tone <> 'praise'
    GROUP BY till, reason HAVING SUM(n) > 0)";

// Who asked for it in the weeks before it was taken up counts as well.
constexpr std::chrono::hours asked_before{28 * 24};
// Shoppers of eight weeks have seen it; then it is no news.
constexpr std::chrono::hours notice_life{56 * 24};
constexpr int notices_max = 20;
// Below it nobody is told how many: it might be one.
constexpr std::int64_t count_min = 5;

Action action_in(const sql::Row& row) {
    auto action = wire::decode(row.text(0), wire::to_action);
    if (!action) throw sql::Unavailable("a kept action does not read: " + action.error().message);
    return *std::move(action);
}

struct Asked {
    std::int64_t count = 0;
    std::vector<std::string> tills;  // where a comment of it was heard
};

// What shoppers would change: answers to a question that measures it, and comments but for praise.
Asked asked_for(Store& store, const Action& action, core::Instant until) {
    const std::int64_t from = number_of(action.made_at - asked_before);
    const std::set<std::string> reasons(action.reasons.begin(), action.reasons.end());
    std::set<std::pair<std::string, std::string>> choices;
    const auto catalogue = store.catalogue();
    for (const core::Question& question : catalogue.questions()) {
        if (question.measures != "change") continue;
        for (const core::Choice& choice : question.choices)
            if (choice.reason && reasons.contains(*choice.reason))
                choices.emplace(question.id, choice.id);
    }
    Asked asked;
    Store::Reading reading(store);
    for (const sql::Row& row : reading.run(chosen_between, {action.shop, from, number_of(until)}))
        if (choices.contains({row.text(0), row.text(1)})) asked.count += row.number(2);
    for (const sql::Row& row : reading.run(heard_between, {action.shop, from, number_of(until)})) {
        if (!reasons.contains(row.text(1))) continue;
        asked.count += row.number(2);
        if (asked.tills.empty() || asked.tills.back() != row.text(0))
            asked.tills.push_back(row.text(0));
    }
    return asked;
}

core::Result<void> check_named(Store& store, const ActionChange& change, const std::string& shop) {
    if (change.reasons) {
        const Catalogue catalogue = store.catalogue();
        for (std::size_t index = 0; index < change.reasons->size(); ++index)
            if (!catalogue.has_reason(change.reasons->at(index)))
                return core::fail(
                    core::ErrorKind::invalid,
                    "not in the reason book at \"/reasons/" + std::to_string(index) + "\"");
    }
    if (change.duplicate_of) {
        const auto other = find_action(store, *change.duplicate_of);
        if (!other || other->shop != shop)
            return core::fail(core::ErrorKind::invalid,
                              "there is no such action at \"/duplicate_of\"");
    }
    return {};
}

using Also = std::function<void(sql::Connection&, const std::string&)>;

void keep(Store& store, Action& action, const Act& act, std::string_view what,
          const Also& also = {}) {
    const bool told = tells(action.state) && !action.notice.empty();
    std::string heard_at;
    // Counted when shoppers are first told: what is asked for afterwards is another matter.
    if (told && !action.since) {
        const Asked asked = asked_for(store, action, act.at);
        action.since = act.at;
        if (asked.count >= count_min)
            action.count = static_cast<int>(
                std::min<std::int64_t>(asked.count, std::numeric_limits<int>::max()));
        for (const std::string& till : asked.tills) heard_at += till + ",";
    } else if (!told) {
        action.since.reset();
        action.count.reset();
    }
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    if (told && heard_at.empty()) {
        const auto kept_at =
            connection.run("SELECT heard_at FROM actions WHERE id = $1", {action.id});
        if (!kept_at.empty()) heard_at = kept_at[0].text(0);
    }
    const sql::Parameter since =
        action.since ? sql::Parameter(number_of(*action.since)) : sql::Parameter(std::nullopt);
    connection.run(upsert_action, {action.id, action.shop, number_of(action.made_at), since, told,
                                   heard_at, wire::canonical(to_json(action))});
    const json::value detail =
        action.history.empty() ? json::value(nullptr) : action.history.back().changed;
    note(connection, store.keys(), act, what, action.shop, action.id, detail);
    if (also) also(connection, action.id);
    transaction.commit();
}

}  // namespace

std::vector<Action> actions(Store& store, const std::optional<std::string>& shop) {
    std::vector<Action> all;
    for (const sql::Row& row : Store::Reading(store).run(all_actions, {shop}))
        all.push_back(action_in(row));
    return all;
}

std::optional<Action> find_action(Store& store, const std::string& id) {
    const auto rows = Store::Reading(store).run(one_action, {id});
    if (rows.empty()) return std::nullopt;
    return action_in(rows[0]);
}

core::Result<Action> open_action(Store& store, const std::string& id, const std::string& shop,
                                 const ActionChange& with, const Act& act) {
    if (!store.shop_settings(shop))
        return core::fail(core::ErrorKind::not_found, "There is no such shop.");
    TRY(check_named(store, with, shop));
    Action action;
    action.id = id;
    action.shop = shop;
    action.made_at = act.at;
    TRY_ASSIGN(action, changed(std::move(action), with, act));
    keep(store, action, act, "action.open");
    return action;
}

core::Result<Action> change_action(Store& store, const std::string& id, const ActionChange& change,
                                   const Act& act) {
    auto action = find_action(store, id);
    if (!action) return core::fail(core::ErrorKind::not_found, "There is no such action.");
    TRY(check_named(store, change, action->shop));
    const std::size_t steps = action->history.size();
    TRY_ASSIGN(action, changed(*std::move(action), change, act));
    if (action->history.size() > steps) keep(store, *action, act, "action.change");
    return *std::move(action);
}

void open_for_alert(Store& store, const OpenedByAlert& opened, const Act& act, const Also& also) {
    if (opened.again) {
        if (auto action = find_action(store, *opened.again)) {
            reopen(*action, act);
            return keep(store, *action, act, "action.reopen", also);
        }
    }
    Action action;
    action.id = core::make_id(act.at, core::system_random);
    action.shop = opened.shop;
    action.made_at = act.at;
    action.title = opened.title;
    action.reasons = opened.reasons;
    action.history.push_back(
        {act.at, act.by,
         json::object{{"title", action.title}, {"reasons", json::value_from(action.reasons)}}});
    keep(store, action, act, "action.open", also);
}

std::vector<core::Notice> notices(Store& store, const std::string& shop, const std::string& till,
                                  core::Instant now) {
    std::vector<core::Notice> told;
    for (const sql::Row& row : Store::Reading(store).run(
             told_actions, {shop, number_of(now - notice_life), notices_max})) {
        const Action action = action_in(row);
        const auto tills = split(row.text(1));
        told.push_back({action.id, action.notice, action.reasons, wire::to_text(*action.since),
                        action.count, std::ranges::find(tills, till) != tills.end()});
    }
    return told;
}

}  // namespace earshot::sync
