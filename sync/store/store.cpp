#include "sync/store/store.h"

#include <algorithm>
#include <array>

#include "core/id.h"
#include "core/seal.h"
#include "sync/store/counting.h"
#include "sync/store/intake.h"
#include "sync/store/shop_clock.h"
#include "sync/store/sqlite.h"
#include "sync/wire/bundle.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr auto store_file = "hub.db";
// Each holds a page cache; more than the hub has threads are never wanted at once.
constexpr std::size_t idle_readers_max = 16;
constexpr int peers_base_min = 30;
constexpr std::array roles = {"viewer", "manager", "admin"};
constexpr std::string_view first_languages = "en,de,es";

constexpr std::string_view any_user = "SELECT 1 FROM users LIMIT 1";
constexpr std::string_view insert_user =
    "INSERT INTO users (name, password, role, shops, made_at) VALUES ($1, $2, 'admin', NULL, $3)";
constexpr std::string_view insert_token = R"(
    INSERT INTO tokens (token_hash, user, role, shops, made_at) VALUES ($1, $2, 'admin', NULL, $3))";

constexpr std::string_view published_body =
    "SELECT body FROM questionnaires WHERE id = $1 AND version = $2";
constexpr std::string_view insert_questionnaire =
    "INSERT INTO questionnaires (id, version, body, published_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view all_questionnaires =
    "SELECT body FROM questionnaires ORDER BY id, version";

constexpr std::string_view upsert_reason = R"(
    INSERT INTO reasons (id, place, body) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET place = excluded.place, body = excluded.body)";
constexpr std::string_view all_reasons = "SELECT body FROM reasons ORDER BY place, id";

constexpr std::string_view insert_shop = R"(
    INSERT INTO shops (shop_id, name, timezone, languages) VALUES ($1, $1, $2, $3)
    ON CONFLICT (shop_id) DO NOTHING)";
constexpr std::string_view insert_till =
    "INSERT INTO tills (shop_id, till) VALUES ($1, $2) ON CONFLICT (shop_id, till) DO NOTHING";
constexpr std::string_view delete_old_codes = "DELETE FROM enrolment_codes WHERE expires < $1";
constexpr std::string_view insert_code =
    "INSERT INTO enrolment_codes (code_hash, shop_id, till, expires) VALUES ($1, $2, $3, $4)";
constexpr std::string_view use_code = R"(
    UPDATE enrolment_codes SET used_at = $2
    WHERE code_hash = $1 AND used_at IS NULL AND expires > $2
    RETURNING shop_id, till)";
constexpr std::string_view insert_device = R"(
    INSERT INTO devices (device_id, shop_id, till, name, hardware, version, token_hash, enrolled_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";
constexpr std::string_view replace_token = R"(
    UPDATE devices SET old_token_hash = token_hash, old_token_until = $3, token_hash = $2
    WHERE device_id = $1)";

constexpr std::string_view beat = R"(
    INSERT INTO pulse (one, at) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at)";
constexpr std::string_view empty_old_quarantine =
    "UPDATE quarantine SET content = NULL WHERE content IS NOT NULL AND arrived_at < $1";

constexpr std::string_view device_by_token = R"(
    SELECT device_id, devices.shop_id, till, timezone FROM devices JOIN shops USING (shop_id)
    WHERE revoked_at IS NULL
      AND (token_hash = $1 OR (old_token_hash = $1 AND old_token_until > $2)))";
constexpr std::string_view manager_by_token =
    "SELECT user, role, shops FROM tokens WHERE token_hash = $1 AND revoked_at IS NULL";

constexpr std::string_view all_shops =
    "SELECT shop_id, name, timezone, languages, reader FROM shops ORDER BY shop_id";
constexpr std::string_view one_shop = R"(
    SELECT shop_id, name, timezone, languages, reader, look, hours, ask_share, dark_share,
           offer_words, offer_contact, offer_voice, pin, visit_key, followup_key, followup_key_id
    FROM shops WHERE shop_id = $1)";
constexpr std::string_view device_health = R"(
    SELECT acked_through, first_seq, seen, explained, conflict_at, clock_off_ms
    FROM devices WHERE device_id = $1)";

// $4, $5 and $6: null asks for every till and question; the switches keep hours and tills apart.
constexpr std::string_view sum_tallies = R"(
    SELECT CASE WHEN $7 THEN till ELSE '' END, CASE WHEN $6 THEN hour ELSE $2 END,
           question, choice, first, set_aside, SUM(n)
    FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3
      AND ($4 IS NULL OR till = $4) AND ($5 IS NULL OR question = $5)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6)";
constexpr std::string_view sum_heard = R"(
    SELECT CASE WHEN $6 THEN till ELSE '' END, CASE WHEN $5 THEN hour ELSE $2 END,
           reason, tone, SUM(n)
    FROM heard
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND ($4 IS NULL OR till = $4)
    GROUP BY 1, 2, 3, 4 HAVING SUM(n) <> 0 ORDER BY 1, 2, 3, 4)";
constexpr std::string_view sum_asked = R"(
    SELECT CASE WHEN $7 THEN till ELSE '' END, CASE WHEN $6 THEN hour ELSE $2 END,
           question, SUM(shown), SUM(answered)
    FROM exposures
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND shown IS NOT NULL
      AND ($4 IS NULL OR till = $4) AND ($5 IS NULL OR question = $5)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)";
constexpr std::string_view sum_peers = R"(
    SELECT question, choice, SUM(n) FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND set_aside = 0
    GROUP BY question, choice HAVING SUM(n) > 0 ORDER BY question, choice)";

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < list.size();) {
        const std::size_t to = std::min(list.find(',', from), list.size());
        parts.push_back(list.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

core::Shop shop_of(const sql::Row& row) {
    return {row.text(0), row.text(1), row.text(2), split(row.text(3)), row.text(4)};
}

// What the store wrote it can read; anything else is a damaged store.
wire::json::value kept(const std::string& body) {
    auto value = wire::parse(body);
    if (!value) throw sql::Unavailable("the store holds what is no JSON: " + value.error().message);
    return *std::move(value);
}

std::map<std::string, core::OpenHours> hours_of(const std::string& body) {
    std::map<std::string, core::OpenHours> hours;
    for (const auto& [day, spans] : kept(body).as_object())
        for (const auto& span : spans.as_array())
            hours[std::string(day)].emplace_back(std::string(span.as_array()[0].as_string()),
                                                 std::string(span.as_array()[1].as_string()));
    return hours;
}

wire::json::value to_json(const core::Reason& reason) {
    constexpr std::array states = {"live", "retired", "merged"};
    wire::json::object text;
    for (const auto& [language, words] : reason.text) text[language] = words;
    wire::json::object object{{"id", reason.id},
                              {"text", text},
                              {"icon", reason.icon},
                              {"state", states[static_cast<std::size_t>(reason.state)]}};
    object["into"] = reason.into ? wire::json::value(*reason.into) : wire::json::value(nullptr);
    return object;
}

core::Reason to_reason(const wire::json::value& value) {
    core::Reason reason;
    reason.id = value.at("id").as_string().c_str();
    for (const auto& [language, words] : value.at("text").as_object())
        reason.text[std::string(language)] = words.as_string().c_str();
    reason.icon = value.at("icon").as_string().c_str();
    const auto& state = value.at("state").as_string();
    reason.state = state == "live"      ? core::ReasonState::live
                   : state == "retired" ? core::ReasonState::retired
                                        : core::ReasonState::merged;
    if (value.at("into").is_string()) reason.into = value.at("into").as_string().c_str();
    return reason;
}

core::Result<void> check_name(const char* what, const std::string& name) {
    if (core::is_name(name)) return {};
    return core::fail(core::ErrorKind::usage, std::string("\"") + name + "\" cannot name a " +
                                                  what + ": use 1 to 64 of A-Z a-z 0-9 . _ -");
}

}  // namespace

bool Manager::sees(const std::string& shop) const {
    return !shops || std::ranges::find(*shops, shop) != shops->end();
}

// A read-only connection, borrowed.
class Store::Reading {
  public:
    explicit Reading(Store& store) : store_(store) {
        const std::lock_guard lock(store_.readers_mutex_);
        if (store_.idle_readers_.empty()) return;
        connection_ = std::move(store_.idle_readers_.back());
        store_.idle_readers_.pop_back();
    }

    ~Reading() {
        const std::lock_guard lock(store_.readers_mutex_);
        if (connection_ && healthy_ && store_.idle_readers_.size() < idle_readers_max)
            store_.idle_readers_.push_back(std::move(connection_));
    }

    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    std::vector<sql::Row> run(std::string_view statement,
                              std::initializer_list<sql::Parameter> parameters) {
        if (!connection_) connection_ = store_.database_->reader();
        healthy_ = false;
        auto rows = connection_->run(statement, parameters);
        healthy_ = true;
        return rows;
    }

  private:
    Store& store_;
    std::unique_ptr<sql::Connection> connection_;
    bool healthy_ = true;  // one that failed is not lent again
};

Store::Store(std::unique_ptr<sql::Database> database, HubKeys keys)
    : database_(std::move(database)), keys_(std::move(keys)) {
    idle_readers_.reserve(idle_readers_max);
}

std::vector<core::Result<wire::Receipt>> Store::take(std::span<const Delivery> deliveries) {
    const auto unavailable = [](const char* why) {
        return core::fail(core::ErrorKind::unavailable, why);
    };
    std::vector<core::Result<wire::Receipt>> receipts;
    try {
        sql::Connection& connection = database_->writer();
        sql::Transaction transaction(connection);
        for (const Delivery& delivery : deliveries) {
            try {
                sql::Savepoint part(connection);
                receipts.emplace_back(Intake(connection, delivery).run());
                part.release();
            } catch (const sql::Unavailable& error) {
                // A full disk takes the whole transaction back, not only this part.
                if (!connection.in_transaction()) throw;
                const auto before = static_cast<std::size_t>(&delivery - deliveries.data());
                if (receipts.size() > before) receipts.pop_back();
                receipts.emplace_back(unavailable(error.what()));
            }
        }
        transaction.commit();
    } catch (const sql::Unavailable& error) {
        // A failed commit is unknown, not no: a new connection tells. The sender asks again.
        receipts.assign(deliveries.size(), unavailable(error.what()));
        try {
            database_->reopen();
        } catch (const sql::Unavailable&) {
            // Tried again with the next delivery.
        }
    }
    return receipts;
}

core::Result<std::string> Store::found(const std::string& admin, const std::string& password,
                                       core::Instant now) {
    sql::Connection& connection = database_->writer();
    if (!connection.run(any_user, {}).empty())
        return core::fail(core::ErrorKind::usage, "this store has an admin already");
    const std::string hashed = hash_password(password);
    const std::string token = new_token();
    sql::Transaction transaction(connection);
    connection.run(insert_user, {admin, hashed, number_of(now)});
    connection.run(insert_token, {digest_of(token, keys_), admin, number_of(now)});
    transaction.commit();
    return token;
}

core::Result<void> Store::publish(const core::Questionnaire& questionnaire, core::Instant now) {
    sql::Connection& connection = database_->writer();
    const std::string body = wire::canonical(wire::to_json(questionnaire));
    const auto published =
        connection.run(published_body, {questionnaire.id, questionnaire.version});
    if (!published.empty()) {
        if (published[0].text(0) == body) return {};
        return core::fail(core::ErrorKind::invalid,
                          questionnaire.id + " version " + std::to_string(questionnaire.version) +
                              " is published already and never changes: give it a new version");
    }
    connection.run(insert_questionnaire,
                   {questionnaire.id, questionnaire.version, body, number_of(now)});
    return {};
}

void Store::set_reasons(const std::vector<core::Reason>& reasons) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    std::int64_t place = 0;
    for (const core::Reason& reason : reasons)
        connection.run(upsert_reason, {reason.id, place++, wire::canonical(to_json(reason))});
    transaction.commit();
}

core::Result<EnrolmentCode> Store::make_enrolment_code(const std::string& shop,
                                                       const std::string& till, core::Instant now) {
    TRY(check_name("shop", shop));
    TRY(check_name("till", till));
    const EnrolmentCode code{new_enrolment_code(), now + enrolment_code_life};
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    connection.run(insert_shop, {shop, machine_timezone(), first_languages});
    connection.run(insert_till, {shop, till});
    connection.run(delete_old_codes, {number_of(now)});
    connection.run(insert_code,
                   {digest_of(plain_code(code.code), keys_), shop, till, number_of(code.expires)});
    transaction.commit();
    return code;
}

core::Result<wire::Enrolment> Store::enrol(const wire::EnrolmentRequest& request,
                                           core::Instant now) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    const auto used =
        connection.run(use_code, {digest_of(plain_code(request.code), keys_), number_of(now)});
    if (used.empty())
        return core::fail(
            core::ErrorKind::denied,
            "This enrolment code is not valid, was used, or is too old. Ask for a new "
            "one with earshot-hub enrol.");
    wire::Enrolment enrolment{core::make_id(now, core::system_random),
                              new_token(),
                              used[0].text(0),
                              used[0].text(1),
                              now,
                              core::to_base64(keys_.sealing.key),
                              keys_.sealing.id};
    connection.run(insert_device, {enrolment.device_id, enrolment.shop, enrolment.till,
                                   request.name, request.hardware, request.version,
                                   digest_of(enrolment.token, keys_), number_of(now)});
    transaction.commit();
    return enrolment;
}

std::string Store::renew_token(const std::string& device, core::Instant now) {
    const std::string token = new_token();
    database_->writer().run(replace_token,
                            {device, digest_of(token, keys_), number_of(now + old_token_life)});
    return token;
}

void Store::check_writable(core::Instant now) { database_->writer().run(beat, {number_of(now)}); }

void Store::purge(core::Instant now) {
    database_->writer().run(empty_old_quarantine, {number_of(now - quarantine_life)});
}

std::optional<Device> Store::device_of(const std::string& token, core::Instant now) {
    const auto rows =
        Reading(*this).run(device_by_token, {digest_of(token, keys_), number_of(now)});
    if (rows.empty()) return std::nullopt;
    return Device{rows[0].text(0), rows[0].text(1), rows[0].text(2), rows[0].text(3)};
}

std::optional<Manager> Store::manager_of(const std::string& token) {
    const auto rows = Reading(*this).run(manager_by_token, {digest_of(token, keys_)});
    if (rows.empty()) return std::nullopt;
    Manager manager{rows[0].text(0), Role::viewer, std::nullopt};
    const auto role = std::ranges::find(roles, rows[0].text(1));
    if (role != roles.end()) manager.role = static_cast<Role>(role - roles.begin());
    if (const auto shops = rows[0].optional_text(2)) manager.shops = split(*shops);
    return manager;
}

Catalogue Store::catalogue() {
    Reading reading(*this);
    Catalogue catalogue;
    for (const sql::Row& row : reading.run(all_questionnaires, {})) {
        auto questionnaire = wire::to_questionnaire(kept(row.text(0)));
        if (!questionnaire) throw sql::Unavailable(questionnaire.error().message);
        catalogue.add(*std::move(questionnaire));
    }
    std::vector<core::Reason> reasons;
    for (const sql::Row& row : reading.run(all_reasons, {}))
        reasons.push_back(to_reason(kept(row.text(0))));
    catalogue.set_reasons(std::move(reasons));
    return catalogue;
}

std::vector<core::Shop> Store::shops() {
    std::vector<core::Shop> shops;
    for (const sql::Row& row : Reading(*this).run(all_shops, {})) shops.push_back(shop_of(row));
    return shops;
}

std::optional<core::Bundle> Store::shop_settings(const std::string& shop) {
    const auto rows = Reading(*this).run(one_shop, {shop});
    if (rows.empty()) return std::nullopt;
    const sql::Row& row = rows[0];
    core::Bundle bundle;
    bundle.shop = shop_of(row);
    bundle.look = row.text(5);
    if (!row.null(6)) bundle.hours = hours_of(row.text(6));
    bundle.ask_share = row.real(7);
    bundle.dark_share = row.real(8);
    bundle.offer = {row.number(9) != 0, row.number(10) != 0, row.number(11) != 0};
    bundle.pin = row.optional_text(12);
    bundle.visit_key = row.optional_text(13);
    bundle.followup_key = row.optional_text(14);
    bundle.followup_key_id = row.optional_text(15);
    return bundle;
}

std::optional<DeviceHealth> Store::health_of(const std::string& device) {
    const auto rows = Reading(*this).run(device_health, {device});
    if (rows.empty()) return std::nullopt;
    const sql::Row& row = rows[0];
    DeviceHealth health;
    health.acked_through = row.number(0);
    if (!row.null(1))
        health.missing = std::max(
            std::int64_t{0}, row.number(0) - row.number(1) + 1 - row.number(2) - row.number(3));
    health.conflict = !row.null(4);
    health.clock_off = core::milliseconds{row.number(5)};
    return health;
}

core::insight::Counts Store::counts(const CountsQuery& query) {
    Reading reading(*this);
    const std::int64_t from = number_of(query.from);
    const std::int64_t to = number_of(query.to);
    core::insight::Counts counts;
    for (const sql::Row& row : reading.run(
             sum_tallies,
             {query.shop, from, to, query.till, query.question, query.by_hour, query.by_till}))
        counts.tallies.push_back({query.shop, row.text(0), instant_of(row.number(1)), row.text(2),
                                  row.text(3), row.text(4), row.number(5) != 0, row.number(6)});
    for (const sql::Row& row :
         reading.run(sum_heard, {query.shop, from, to, query.till, query.by_hour, query.by_till}))
        counts.heard.push_back({query.shop, row.text(0), instant_of(row.number(1)), row.text(2),
                                tone_of(row.text(3)), row.number(4)});
    for (const sql::Row& row : reading.run(
             sum_asked,
             {query.shop, from, to, query.till, query.question, query.by_hour, query.by_till}))
        counts.asked.push_back({query.shop, row.text(0), instant_of(row.number(1)), row.text(2),
                                row.number(3), row.number(4)});
    return counts;
}

std::vector<core::Peers> Store::peers(const std::string& shop, core::Instant from,
                                      core::Instant to) {
    std::vector<core::Peers> peers;
    for (const sql::Row& row :
         Reading(*this).run(sum_peers, {shop, number_of(from), number_of(to)})) {
        if (peers.empty() || peers.back().question != row.text(0))
            peers.push_back({row.text(0), 0, {}});
        if (row.text(1).empty())
            peers.back().base = static_cast<int>(row.number(2));
        else
            peers.back().n[row.text(1)] = static_cast<int>(row.number(2));
    }
    std::erase_if(peers, [](const core::Peers& peer) { return peer.base < peers_base_min; });
    return peers;
}

core::Result<std::unique_ptr<Store>> make_store(const std::filesystem::path& folder) {
    if (has_store(folder))
        return core::fail(core::ErrorKind::usage,
                          folder.string() + " has a store already: choose another folder");
    HubKeys keys = make_keys(folder);
    TRY_ASSIGN(auto database, sql::open_sqlite(folder / store_file));
    return std::make_unique<Store>(std::move(database), std::move(keys));
}

core::Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& folder) {
    if (!has_store(folder))
        return core::fail(core::ErrorKind::not_found,
                          folder.string() +
                              " has no store: make one with earshot-hub init --data " +
                              folder.string() + " --admin NAME");
    TRY_ASSIGN(HubKeys keys, read_keys(folder));
    TRY_ASSIGN(auto database, sql::open_sqlite(folder / store_file));
    return std::make_unique<Store>(std::move(database), std::move(keys));
}

bool has_store(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / store_file);
}

}  // namespace earshot::sync
