#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/clock.h"
#include "sync/hub/bundles.h"
#include "sync/hub/gate.h"
#include "sync/hub/http.h"
#include "sync/hub/limits.h"
#include "sync/hub/live.h"
#include "sync/hub/logins.h"
#include "sync/hub/metrics.h"
#include "sync/hub/pages.h"
#include "sync/hub/published.h"
#include "sync/hub/writer.h"
#include "sync/store/store.h"

namespace earshot::sync {

// What every resource works with. Any thread.
struct Desk {
    Store& store;
    Writer& writer;
    Bundles& bundles;
    Gate& gate;
    Logins& logins;
    Metrics& metrics;
    Live& live;
    const Limits& limits;
    const Pages& pages;
    core::Clock clock;
    bool secure;  // over TLS
    Published published;
    // Does the task on a worker's thread; the other instead, where the hub stops before. False, and
    // neither is done, where too many wait.
    std::function<bool(std::function<void()> task, std::function<void()> instead)> aside;
};

// One call, its path found and its caller known.
struct Call {
    Request request;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> parts;  // of the path, by the names in its route
    std::string token;                         // of a device or a script
    std::string session;                       // of a browser
    std::optional<Device> device;
    std::optional<Manager> manager;

    // A parameter of the query.
    std::optional<std::string> asked(const std::string& name) const;
};

using Resource = void (*)(Desk&, Call, const Reply&);

// devices.cpp
void enrol_device(Desk& desk, Call call, const Reply& reply);
void renew_token(Desk& desk, Call call, const Reply& reply);
// batches.cpp
void take_batch(Desk& desk, Call call, const Reply& reply);
// blobs.cpp
void put_blob(Desk& desk, Call call, const Reply& reply);
void give_blob(Desk& desk, Call call, const Reply& reply);
void take_carried_batch(Desk& desk, Call call, const Reply& reply);
// bundles.cpp
void give_bundle(Desk& desk, Call call, const Reply& reply);
// reports.cpp
void give_report(Desk& desk, Call call, const Reply& reply);
void give_loyalty(Desk& desk, Call call, const Reply& reply);
// shops.cpp
void give_shops(Desk& desk, Call call, const Reply& reply);
void give_shop(Desk& desk, Call call, const Reply& reply);
void patch_shop(Desk& desk, Call call, const Reply& reply);
// days.cpp
void give_days(Desk& desk, Call call, const Reply& reply);
void give_day(Desk& desk, Call call, const Reply& reply);
void put_day(Desk& desk, Call call, const Reply& reply);
// questionnaires.cpp
void give_questionnaires(Desk& desk, Call call, const Reply& reply);
void give_questionnaire(Desk& desk, Call call, const Reply& reply);
void put_questionnaire(Desk& desk, Call call, const Reply& reply);
void give_version(Desk& desk, Call call, const Reply& reply);
void check_questionnaire(Desk& desk, Call call, const Reply& reply);
void drop_questionnaire_draft(Desk& desk, Call call, const Reply& reply);
void publish_questionnaire(Desk& desk, Call call, const Reply& reply);
// reasons.cpp
void give_reasons(Desk& desk, Call call, const Reply& reply);
void put_reasons(Desk& desk, Call call, const Reply& reply);
// actions.cpp
void give_actions(Desk& desk, Call call, const Reply& reply);
void give_action(Desk& desk, Call call, const Reply& reply);
void begin_action(Desk& desk, Call call, const Reply& reply);
void patch_action(Desk& desk, Call call, const Reply& reply);
// effects.cpp
void give_effect(Desk& desk, Call call, const Reply& reply);
// words.cpp
void give_comments(Desk& desk, Call call, const Reply& reply);
void give_responses(Desk& desk, Call call, const Reply& reply);
void give_comment(Desk& desk, Call call, const Reply& reply);
void give_response(Desk& desk, Call call, const Reply& reply);
void erase_comment(Desk& desk, Call call, const Reply& reply);
void erase_response(Desk& desk, Call call, const Reply& reply);
// themes.cpp
void give_themes(Desk& desk, Call call, const Reply& reply);
void patch_themes(Desk& desk, Call call, const Reply& reply);
// quality.cpp
void give_quality(Desk& desk, Call call, const Reply& reply);
void patch_quality(Desk& desk, Call call, const Reply& reply);
// live_events.cpp
void give_live(Desk& desk, Call call, const Reply& reply);
// export.cpp
void give_export(Desk& desk, Call call, const Reply& reply);
// follow_ups.cpp
void give_follow_ups(Desk& desk, Call call, const Reply& reply);
void patch_follow_up(Desk& desk, Call call, const Reply& reply);
void give_followup_keys(Desk& desk, Call call, const Reply& reply);
void make_followup_key(Desk& desk, Call call, const Reply& reply);
void put_followup_copy(Desk& desk, Call call, const Reply& reply);
void delete_followup_copy(Desk& desk, Call call, const Reply& reply);
void note_failed_opening(Desk& desk, Call call, const Reply& reply);
// fleet.cpp
void give_devices(Desk& desk, Call call, const Reply& reply);
void revoke_device(Desk& desk, Call call, const Reply& reply);
void make_enrolment(Desk& desk, Call call, const Reply& reply);
// sessions.cpp
void log_in(Desk& desk, Call call, const Reply& reply);
void give_session(Desk& desk, Call call, const Reply& reply);
void log_out(Desk& desk, Call call, const Reply& reply);
void offer_totp(Desk& desk, Call call, const Reply& reply);
void confirm_totp(Desk& desk, Call call, const Reply& reply);
void end_totp(Desk& desk, Call call, const Reply& reply);
// users.cpp
void give_users(Desk& desk, Call call, const Reply& reply);
void make_user(Desk& desk, Call call, const Reply& reply);
void patch_user(Desk& desk, Call call, const Reply& reply);
void change_password(Desk& desk, Call call, const Reply& reply);
void delete_user(Desk& desk, Call call, const Reply& reply);
// tokens.cpp
void give_tokens(Desk& desk, Call call, const Reply& reply);
void make_token(Desk& desk, Call call, const Reply& reply);
void delete_token(Desk& desk, Call call, const Reply& reply);
// audit.cpp
void give_keeping(Desk& desk, Call call, const Reply& reply);
void give_audit(Desk& desk, Call call, const Reply& reply);
// health.cpp
void give_health(Desk& desk, Call call, const Reply& reply);
void give_readiness(Desk& desk, Call call, const Reply& reply);
// metrics.cpp
void give_metrics(Desk& desk, Call call, const Reply& reply);
// pages.cpp
void give_page(Desk& desk, Call call, const Reply& reply);
void give_call_page(Desk& desk, Call call, const Reply& reply);
void give_asset(Desk& desk, Call call, const Reply& reply);
// openapi.cpp
void give_openapi(Desk& desk, Call call, const Reply& reply);

}  // namespace earshot::sync
