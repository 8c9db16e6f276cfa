#include "sync/store/alerts.h"

#include <algorithm>

#include "core/id.h"
#include "sync/store/actions.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/evidence.h"
#include "sync/store/fleet.h"
#include "sync/store/reading.h"
#include "sync/store/shop_clock.h"

namespace earshot::sync {
namespace {

namespace insight = core::insight;
namespace json = wire::json;
using std::chrono::hours;
using wire::Alert;
using wire::AlertFigures;
using wire::AlertKind;
using wire::AlertLevel;

constexpr std::string_view recent_alerts = R"(
    SELECT a.id, a.kind, a.about, a.at, a.action_id, a.figures, b.body
    FROM alerts a JOIN actions b ON b.id = a.action_id
    WHERE a.shop_id = $1 AND a.at >= $2 ORDER BY a.at DESC, a.id DESC)";

constexpr std::string_view alert_by_action = R"(
    SELECT a.id, a.kind, a.about, a.at, a.action_id, a.figures, b.body
    FROM alerts a JOIN actions b ON b.id = a.action_id
    WHERE a.action_id = $1 ORDER BY a.at DESC, a.id DESC LIMIT 1)";

constexpr std::string_view comments_after = R"(
    SELECT id FROM records
    WHERE shop_id = $1 AND kind = 'comment' AND counted_at > $2 AND erased_at IS NULL
    ORDER BY counted_at)";

constexpr std::string_view insert_alert = R"(
    INSERT INTO alerts (shop_id, id, kind, about, at, action_id, figures)
    VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view upsert_watching = R"(
    INSERT INTO watching (shop_id, at, readiness, rising) VALUES ($1, $2, $3, $4)
    ON CONFLICT (shop_id) DO UPDATE SET at = excluded.at, readiness = excluded.readiness,
        rising = excluded.rising)";

constexpr std::string_view watched =
    "SELECT at, readiness, rising FROM watching WHERE shop_id = $1";

constexpr std::string_view comment_by_id = R"(
    SELECT shop_id, body, seq, counted_at FROM records
    WHERE id = $1 AND kind = 'comment' AND erased_at IS NULL AND set_aside = 0)";

// Enough for a baseline and for sums to have found their way before today.
constexpr int days_looked_at = 75;
constexpr hours day_length{24};
constexpr hours silent_for{7 * 24};
constexpr hours reopens_within{28 * 24};
// An action may be worked on for long; what rang before is another matter.
constexpr hours alerts_reach{400 * 24};
constexpr hours hot_episode{2};
// What comes later, by a till that was cut off, is for the lists.
constexpr hours hot_news{24};
constexpr hours unheard_beside_others{24};
constexpr hours unheard_alone{72};
constexpr hours response_span{28 * 24};
constexpr std::size_t rising_max = 100;

struct Kept {
    Alert alert;
    wire::Action action;
    bool open = true;
    std::optional<core::Instant> over_at;  // when its action ended
};

bool is_open(wire::ActionState state) { return state < wire::ActionState::closed; }

Kept kept_alert(const std::string& shop, const sql::Row& row) {
    Kept read;
    auto action = wire::decode(row.text(6), wire::to_action);
    if (!action) throw sql::Unavailable("a kept action does not read: " + action.error().message);
    read.action = *std::move(action);
    auto figures = wire::decode(row.text(5), wire::to_figures);
    if (!figures) throw sql::Unavailable("a kept alert does not read: " + figures.error().message);
    Alert& alert = read.alert;
    alert.id = row.text(0);
    alert.shop = shop;
    alert.kind = wire::alert_kind(row.text(1)).value_or(AlertKind::rising);
    if (alert.kind == AlertKind::silent_till)
        alert.till = row.text(2);
    else if (!row.text(2).empty())
        alert.reason = row.text(2);
    alert.at = instant_of(row.number(3));
    alert.figures = *figures;
    alert.action = row.text(4);
    alert.state = std::string(text_of(read.action.state));
    alert.owner = read.action.owner;
    read.open = is_open(read.action.state);
    if (!read.open)
        read.over_at = read.action.history.empty() ? alert.at : read.action.history.back().at;
    return read;
}

std::vector<Kept> kept_alerts(Store& store, const std::string& shop, core::Instant since) {
    std::vector<Kept> all;
    for (const sql::Row& row : Store::Reading(store).run(recent_alerts, {shop, number_of(since)}))
        all.push_back(kept_alert(shop, row));
    return all;
}

bool is_about(const Alert& alert, AlertKind kind, const std::string& about) {
    const auto family = [](AlertKind each) {
        // A burst is a rise that is seen at once.
        return each == AlertKind::burst ? AlertKind::rising : each;
    };
    return family(alert.kind) == family(kind) &&
           alert.reason.value_or(alert.till.value_or("")) == about;
}

// Whether the same rang already and is one episode with what comes at `now`.
bool is_running(const Kept& kept, core::Instant now) {
    if (kept.alert.kind == AlertKind::hot)
        return kept.action.state == wire::ActionState::open || now - kept.alert.at < hot_episode;
    return kept.open || now - kept.alert.at < silent_for;
}

const core::Reason* reason_in(const Catalogue& catalogue, const std::string& id) {
    const auto found = std::ranges::find(catalogue.reasons(), id, &core::Reason::id);
    return found == catalogue.reasons().end() ? nullptr : &*found;
}

std::string words_of(const Catalogue& catalogue, const std::string& id,
                     const std::string& language) {
    const core::Reason* reason = reason_in(catalogue, id);
    return reason == nullptr ? id : core::wording_in(reason->text, language);
}

struct Ringing {
    AlertKind kind = AlertKind::rising;
    std::string about;  // a reason or a till
    AlertFigures figures;
    core::Instant said_at = core::Instant::max();  // of a hot one's note
};

// Raises what is no part of a running episode. An action that was closed not long ago comes back.
void raise(Store& store, const Catalogue& catalogue, const core::Shop& shop,
           const std::vector<Ringing>& ringing, const Act& act, std::vector<Rang>& rang) {
    const auto before = kept_alerts(store, shop.id, act.at - alerts_reach);
    for (const Ringing& each : ringing) {
        const auto same = [&](const Kept& kept) {
            return is_about(kept.alert, each.kind, each.about);
        };
        if (std::ranges::any_of(
                before, [&](const Kept& kept) { return same(kept) && is_running(kept, act.at); }))
            continue;
        // A note from before it rang is what it rang for, whenever it comes.
        if (each.kind == AlertKind::hot && std::ranges::any_of(before, [&](const Kept& kept) {
                return same(kept) && kept.alert.at >= each.said_at;
            }))
            continue;
        OpenedByAlert opening;
        opening.shop = shop.id;
        const bool of_till = each.kind == AlertKind::silent_till;
        const std::string language = shop.languages.empty() ? "en" : shop.languages.front();
        const bool of_reason = !of_till && !each.about.empty();
        if (of_reason) opening.reasons = {each.about};
        opening.title = of_reason ? words_of(catalogue, each.about, language)
                        : of_till ? each.about
                                  : shop.name;
        const auto last = std::ranges::find_if(before, same);
        if (last != before.end() && last->action.state == wire::ActionState::closed &&
            act.at - *last->over_at < reopens_within)
            opening.again = last->action.id;

        const std::string id = core::make_id(act.at, core::system_random);
        const json::object figures = to_json(each.figures);
        open_for_alert(
            store, opening, act, [&](sql::Connection& connection, const std::string& action) {
                connection.run(insert_alert, {shop.id, id, text_of(each.kind), each.about,
                                              number_of(act.at), action, wire::canonical(figures)});
                note(connection, store.keys(), act, "alert.raise", shop.id, id,
                     json::object{{"kind", text_of(each.kind)},
                                  {"about", each.about},
                                  {"action", action},
                                  {"figures", figures}});
            });
        rang.push_back({shop.id, id, each.kind == AlertKind::hot});
    }
}

const char* name_of(insight::Readiness readiness) {
    switch (readiness) {
        case insight::Readiness::learning:
            return "learning";
        case insight::Readiness::too_quiet:
            return "too_quiet";
        case insight::Readiness::ready:
            return "ready";
    }
    return "";
}

// By day and code, whether an alert of it was being dealt with.
std::vector<std::vector<bool>> silences(const ShopEvidence& evidence, const core::Shop& shop,
                                        const std::vector<Kept>& alerts) {
    std::vector<std::vector<bool>> silent(evidence.days.size(),
                                          std::vector<bool>(evidence.codes.size(), false));
    for (const Kept& kept : alerts) {
        if (kept.alert.kind != AlertKind::rising && kept.alert.kind != AlertKind::burst) continue;
        const int code = kept.alert.reason ? evidence.code_of(*kept.alert.reason) : -1;
        if (code < 0) continue;
        // One that rang as a day was over is of that day.
        const auto day_of = [&](core::Instant at) {
            return evidence.index_of(day_name(shop.timezone, at - std::chrono::milliseconds{1}));
        };
        const int first = std::max(0, day_of(kept.alert.at));
        int last = day_of(kept.alert.at + silent_for);
        if (kept.open)
            last = static_cast<int>(silent.size()) - 1;
        else
            last = std::max(last, day_of(*kept.over_at));
        for (int day = first; day <= std::min(last, static_cast<int>(silent.size()) - 1); ++day)
            silent[static_cast<std::size_t>(day)][static_cast<std::size_t>(code)] = true;
    }
    return silent;
}

struct Rises {
    insight::Readiness readiness = insight::Readiness::learning;
    std::vector<Ringing> alerts, watched;
};

Rises rises_in(const ShopEvidence& evidence, const std::vector<std::vector<bool>>& silent,
               bool day_is_over) {
    insight::Watching watching(evidence.prior);
    for (std::size_t day = 0; day + 1 < evidence.days.size(); ++day)
        watching.close(evidence.days[day], silent[day]);
    Rises rises;
    rises.readiness = watching.readiness();
    const auto codes = day_is_over ? watching.close(evidence.days.back(), silent.back())
                                   : watching.look(evidence.days.back(), silent.back());
    for (std::size_t code = 0; code < codes.size(); ++code) {
        const insight::CodeWatch& seen = codes[code];
        const Ringing ringing{
            AlertKind::rising,
            evidence.codes[code],
            {seen.kiosk, seen.cashiers, seen.usual, insight::AlertRules{}.reports_days * 24}};
        if (seen.level == insight::Level::alert) rises.alerts.push_back(ringing);
        if (seen.level == insight::Level::watch) rises.watched.push_back(ringing);
    }
    return rises;
}

// Kiosks that sent nothing for long, though they did before.
void find_unheard(Store& store, const core::Shop& shop, core::Instant now,
                  std::vector<Ringing>& ringing) {
    std::map<std::string, core::Instant> heard;
    for (const FleetDevice& device : fleet(store, shop.id)) {
        if (device.revoked_at || !device.last_heard) continue;
        auto& last = heard[device.till];
        last = std::max(last, *device.last_heard);
    }
    for (const auto& [till, last] : heard) {
        const bool others_are_heard = std::ranges::any_of(heard, [&](const auto& other) {
            return other.first != till && now - other.second < unheard_beside_others;
        });
        const hours limit = others_are_heard ? unheard_beside_others : unheard_alone;
        // Where all are silent the shop may be closed: of several, none is told of alone.
        if (!others_are_heard && heard.size() > 1) continue;
        if (now - last < limit) continue;
        const auto silent = std::chrono::duration_cast<hours>(now - last);
        ringing.push_back(
            {AlertKind::silent_till, till, {0, 0, 0, static_cast<int>(silent.count())}});
    }
}

void find_silent(Store& store, const core::Shop& shop, core::Instant until,
                 std::vector<Ringing>& ringing) {
    find_unheard(store, shop, until, ringing);
    for (const auto& [till, notes] : notes_by_till(store, shop, until)) {
        const bool told =
            std::ranges::any_of(ringing, [&](const Ringing& each) { return each.about == till; });
        if (told || !insight::fell_silent(notes)) continue;
        ringing.push_back(
            {AlertKind::silent_till,
             till,
             {0, 0, 0, insight::silence_days * static_cast<int>(day_length.count())}});
    }
}

void find_fewer_answers(Store& store, const Catalogue& catalogue, const core::Shop& shop,
                        core::Instant until, std::vector<Ringing>& ringing) {
    std::vector<std::string> first;
    for (const core::Questionnaire& questionnaire : catalogue.current(shop.id))
        for (const auto& [question, weight] : questionnaire.tickets) first.push_back(question);
    const auto now = asked_between(store, shop.id, first, until - response_span, until);
    const auto before =
        asked_between(store, shop.id, first, until - 2 * response_span, until - response_span);
    if (!insight::response_dropped(now, before)) return;
    const double usual =
        static_cast<double>(before.x) / static_cast<double>(before.n) * static_cast<double>(now.n);
    ringing.push_back(
        {AlertKind::response, "", {now.x, 0, usual, static_cast<int>(response_span.count())}});
}

json::array to_json(const std::vector<Ringing>& rising) {
    json::array all;
    for (const Ringing& each : rising)
        all.push_back(json::object{{"about", each.about}, {"figures", to_json(each.figures)}});
    return all;
}

Ringing to_rising(const wire::Field& in) {
    return {AlertKind::rising, in["about"].text(), wire::to_figures(in["figures"])};
}

}  // namespace

std::vector<Rang> look_at(Store& store, const Catalogue& catalogue, const core::Shop& shop,
                          core::Instant until, const Act& act, const Write& write) {
    const ShopEvidence evidence = evidence_of(store, catalogue, shop, days_looked_at, until);
    const auto alerts = kept_alerts(store, shop.id, until - alerts_reach);
    const bool day_is_over = start_of_day(shop.timezone, day_name(shop.timezone, until)) == until;
    Rises rises = rises_in(evidence, silences(evidence, shop, alerts), day_is_over);
    if (day_is_over) {
        find_silent(store, shop, until, rises.alerts);
        find_fewer_answers(store, catalogue, shop, until, rises.alerts);
    }
    std::vector<Rang> rang;
    write([&](Store& writing) {
        const std::string rising =
            wire::canonical(json::object{{"rising", to_json(rises.watched)}});
        writing.writer().run(upsert_watching,
                             {shop.id, number_of(until), name_of(rises.readiness), rising});
        raise(writing, catalogue, shop, rises.alerts, act, rang);
    });
    return rang;
}

std::vector<Rang> listen_to(Store& store, const Catalogue& catalogue, const std::string& comment,
                            const Act& act, const Write& write) {
    const auto rows = Store::Reading(store).run(comment_by_id, {comment});
    if (rows.empty()) return {};
    const core::Record record = kept_record(rows[0].text(1), rows[0].number(2));
    const auto* said = std::get_if<core::Comment>(&record.body);
    if (said == nullptr || said->tone != core::Tone::trouble) return {};
    const core::Instant counted_at = instant_of(rows[0].number(3));
    const auto settings = store.shop_settings(rows[0].text(0));
    if (!settings) return {};

    std::vector<Ringing> ringing;
    for (const std::string& topic : said->topics) {
        const auto code = counted_as(catalogue, topic);
        if (!code) continue;
        // One person's unusual case is counted nowhere, and yet may be someone who is hurt.
        if (insight::is_hot(*code) && act.at - counted_at < hot_news) {
            ringing.push_back({AlertKind::hot, *code, {0, 1, 0, 0}, counted_at});
            continue;
        }
        if (said->special || act.at - counted_at > std::chrono::minutes{insight::burst_minutes})
            continue;
        const RecentTrouble trouble =
            recent_trouble(store, catalogue, settings->shop.id, *code, act.at);
        if (trouble.tills >= insight::burst_tills &&
            trouble.notes >= insight::burst_at(trouble.usual))
            ringing.push_back({AlertKind::burst,
                               *code,
                               {0, trouble.notes, trouble.usual, insight::burst_minutes / 60}});
    }
    std::vector<Rang> rang;
    if (!ringing.empty())
        write(
            [&](Store& writing) { raise(writing, catalogue, settings->shop, ringing, act, rang); });
    return rang;
}

std::vector<std::string> comments_to_listen_to(Store& store, const std::string& shop,
                                               core::Instant now) {
    std::vector<std::string> ids;
    for (const sql::Row& row :
         Store::Reading(store).run(comments_after, {shop, number_of(now - hot_news)}))
        ids.push_back(row.text(0));
    return ids;
}

std::vector<Alert> alerts_of(Store& store, const Catalogue& catalogue, const core::Shop& shop,
                             core::Instant from, core::Instant to, const std::string& language) {
    std::vector<Alert> all;
    for (Kept& kept : kept_alerts(store, shop.id, from - alerts_reach)) {
        Alert& alert = kept.alert;
        if (alert.at >= to || (!kept.open && alert.at < from)) continue;
        if (alert.reason) alert.text = words_of(catalogue, *alert.reason, language);
        all.push_back(std::move(alert));
    }
    for (const sql::Row& row : Store::Reading(store).run(watched, {shop.id})) {
        const core::Instant at = instant_of(row.number(0));
        if (at < from || at > to) continue;
        Alert note;
        note.shop = shop.id;
        note.at = at;
        if (row.text(1) == name_of(insight::Readiness::too_quiet)) {
            note.kind = AlertKind::too_quiet;
            note.level = AlertLevel::note;
            all.push_back(note);
        }
        const auto rising = wire::decode(row.text(2), [](const wire::Field& in) {
            return in["rising"].each(rising_max, to_rising);
        });
        if (!rising)
            throw sql::Unavailable("a kept watch list does not read: " + rising.error().message);
        for (const Ringing& each : *rising) {
            note.kind = AlertKind::rising;
            note.level = AlertLevel::watch;
            note.reason = each.about;
            note.text = words_of(catalogue, each.about, language);
            note.figures = each.figures;
            all.push_back(note);
        }
    }
    return all;
}

std::optional<Alert> alert_of_action(Store& store, const std::string& action) {
    const auto rows = Store::Reading(store).run(alert_by_action, {action});
    if (rows.empty()) return std::nullopt;
    Kept kept = kept_alert("", rows[0]);
    kept.alert.shop = kept.action.shop;
    return std::move(kept.alert);
}

}  // namespace earshot::sync
