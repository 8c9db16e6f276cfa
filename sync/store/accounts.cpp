#include <algorithm>

#include "core/id.h"
#include "core/seal.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/people.h"
#include "sync/store/reading.h"
#include "sync/store/retention.h"
#include "sync/store/shop_clock.h"
#include "sync/store/store.h"

namespace earshot::sync {
namespace {

constexpr std::string_view first_languages = "en,de,es,fr,pl,uk,tr,ar,hi,zh";

constexpr std::string_view any_user = "SELECT 1 FROM users LIMIT 1";

constexpr std::string_view insert_user =
    "INSERT INTO users (name, password, role, shops, made_at) VALUES ($1, $2, 'admin', NULL, $3)";

constexpr std::string_view insert_token = R"(
    INSERT INTO tokens (token_hash, id, name, user, role, shops, made_at)
    VALUES ($1, $4, 'the first', $2, 'admin', NULL, $3))";

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
    UPDATE devices SET old_token_hash = $1, old_token_until = $4, token_hash = $2
    WHERE revoked_at IS NULL
      AND (token_hash = $1 OR (old_token_hash = $1 AND old_token_until > $3))
    RETURNING 1)";

constexpr std::string_view device_by_token = R"(
    SELECT device_id, devices.shop_id, till, timezone FROM devices JOIN shops USING (shop_id)
    WHERE revoked_at IS NULL
      AND (token_hash = $1 OR (old_token_hash = $1 AND old_token_until > $2)))";

constexpr std::string_view manager_by_token =
    "SELECT user, role, shops FROM tokens WHERE token_hash = $1 AND revoked_at IS NULL "
    "AND (expires IS NULL OR expires > $2)";

core::Result<void> check_name(const char* what, const std::string& name) {
    if (core::is_name(name)) return {};
    return core::fail(core::ErrorKind::usage, std::string("\"") + name + "\" cannot name a " +
                                                  what + ": use 1 to 64 of A-Z a-z 0-9 . _ -");
}

}  // namespace

bool Manager::sees(const std::string& shop) const {
    return !shops || std::ranges::find(*shops, shop) != shops->end();
}

bool Store::is_founded() { return !database_->writer().run(any_user, {}).empty(); }

core::Result<std::string> Store::found(const std::string& admin, const std::string& hashed_password,
                                       const Act& act) {
    if (is_founded()) return core::fail(core::ErrorKind::usage, "this store has an admin already");
    const std::string token = new_token();
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    connection.run(insert_user, {admin, hashed_password, number_of(act.at)});
    connection.run(insert_token, {digest_of(token, keys_), admin, number_of(act.at),
                                  core::make_id(act.at, core::system_random)});
    note(connection, keys_, act, "hub.found", std::nullopt, admin);
    transaction.commit();
    return token;
}

core::Result<EnrolmentCode> Store::make_enrolment_code(const std::string& shop,
                                                       const std::string& till, const Act& act) {
    TRY(check_name("shop", shop));
    TRY(check_name("till", till));
    const EnrolmentCode code{new_enrolment_code(), act.at + enrolment_code_life};
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    connection.run(insert_shop, {shop, machine_timezone(), first_languages});
    connection.run(insert_till, {shop, till});
    // A kiosk that is enrolled now counts visits from now on.
    renew_visit_keys(connection, act.at);
    connection.run(delete_old_codes, {number_of(act.at)});
    connection.run(insert_code,
                   {digest_of(plain_code(code.code), keys_), shop, till, number_of(code.expires)});
    note(connection, keys_, act, "device.invite", shop, till);
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
    note(connection, keys_, {now, "device"}, "device.enrol", enrolment.shop, enrolment.device_id,
         {{"till", enrolment.till}});
    transaction.commit();
    return enrolment;
}

std::optional<std::string> Store::renew_token(const std::string& used, core::Instant now) {
    std::string token = new_token();
    const auto replaced =
        database_->writer().run(replace_token, {digest_of(used, keys_), digest_of(token, keys_),
                                                number_of(now), number_of(now + old_token_life)});
    if (replaced.empty()) return std::nullopt;
    return token;
}

std::optional<Device> Store::device_of(const std::string& token, core::Instant now) {
    const auto rows =
        Reading(*this).run(device_by_token, {digest_of(token, keys_), number_of(now)});
    if (rows.empty()) return std::nullopt;
    return Device{rows[0].text(0), rows[0].text(1), rows[0].text(2), rows[0].text(3)};
}

std::optional<Manager> Store::manager_of(const std::string& token, core::Instant now) {
    const auto rows =
        Reading(*this).run(manager_by_token, {digest_of(token, keys_), number_of(now)});
    if (rows.empty()) return std::nullopt;
    Manager manager{rows[0].text(0), role_named(rows[0].text(1)).value_or(Role::viewer),
                    std::nullopt};
    if (const auto shops = rows[0].optional_text(2)) manager.shops = split(*shops);
    return manager;
}

}  // namespace earshot::sync
