#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/insight/report.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/catalogue.h"
#include "sync/store/delivery.h"
#include "sync/store/keys.h"
#include "sync/store/sql.h"
#include "sync/wire/batch.h"
#include "sync/wire/enrolment.h"

namespace earshot::sync {

struct EnrolmentCode {
    std::string code;
    core::Instant expires;
};

inline constexpr std::chrono::minutes enrolment_code_life{15};
inline constexpr std::chrono::hours old_token_life{1};
inline constexpr std::chrono::hours quarantine_life{30 * 24};

enum class Role { viewer, manager, admin };

// Who an API token speaks for.
struct Manager {
    std::string name;
    Role role = Role::viewer;
    std::optional<std::vector<std::string>> shops;  // none: all

    bool sees(const std::string& shop) const;
};

// Something that was not there before: a record, or news of a device.
struct News {
    std::string shop;
    std::string_view kind;  // of a record as the wire names it, or "device"
    std::string id;
};

// What a device's page shows beside its last status.
struct DeviceHealth {
    std::int64_t acked_through = 0;
    std::int64_t missing = 0;  // numbers below it that never came and are not explained
    bool conflict = false;     // two devices may share one identity
    core::milliseconds clock_off{0};
};

// Which tallies a report reads.
struct CountsQuery {
    std::string shop;
    std::optional<std::string> question;
    core::Instant from, to;
    // What the caller tells apart; the rest is summed up by the database.
    bool by_hour = false;
    bool by_till = false;
};

// The central store: every record once, and the counts that are kept with it. Its own words for
// what it promises:
//   what take() acknowledged is durable and counted, and power may fail the moment after;
//   the same record again, from anywhere, in any order, changes nothing;
//   what was erased is gone from every count, and stays gone.
// Writing calls: one thread at a time. Reading calls: any thread. All throw sql::Unavailable where
// the database cannot do it now. What managers keep beside the counts stands in files of its own
// (shop_settings.h, fleet.h, audit.h …), by the same rules.
class Store {
  public:
    Store(std::unique_ptr<sql::Database> database, HubKeys keys);

    // Takes many deliveries in one durable transaction. A delivery that fails alone is
    // `unavailable` alone; when the commit fails none is kept or acknowledged.
    // `news` gets what of it is new to whoever reads lists: responses, comments, follow-ups, also
    // those that words were added to, and devices that told how they are or that conflict.
    std::vector<core::Result<wire::Receipt>> take(std::span<const Delivery> deliveries,
                                                  std::vector<News>* news = nullptr);

    // Whether there is an admin. Making a store may have been cut off before.
    bool is_founded();
    // Fails as `usage` where there is an admin already. The password as hash_password() has it.
    core::Result<std::string> found(const std::string& admin, const std::string& hashed_password,
                                    const Act& act);  // the admin's API token
    // For one shop, or for all. A version that is published already never changes: with the same
    // content it is published for more shops, other content is `invalid`. Fails as
    // Catalogue::fits() does.
    core::Result<void> publish(const core::Questionnaire& questionnaire, const Act& act,
                               const std::optional<std::string>& shop = std::nullopt);
    // In place of the book there is: what a new hub starts with.
    void set_reasons(const std::vector<core::Reason>& reasons);

    // Makes the shop and the till where they are new. Fails as `usage` for what is no name.
    core::Result<EnrolmentCode> make_enrolment_code(const std::string& shop,
                                                    const std::string& till, const Act& act);
    // Fails as `denied`, in the same words, for a code that is unknown, used or too old.
    core::Result<wire::Enrolment> enrol(const wire::EnrolmentRequest& request, core::Instant now);
    // A new token for one that works, which goes on working for old_token_life: a device whose
    // answer was lost asks with it again, and only the token that it never saw goes.
    std::optional<std::string> renew_token(const std::string& used, core::Instant now);

    // Erases a record as its retraction would.
    // `what` it is in the audit log.
    void erase(const std::string& shop, const std::string& id, const Act& act,
               std::string_view what = "record.erase");

    // Throws where nothing can be stored.
    void check_writable(core::Instant now);
    // Ends follow-ups whose time is over, and lets go of quarantined content and of recordings that
    // are old enough.
    void purge(core::Instant now);
    // Whether what was erased, or let go of, may still lie in the database's write-ahead log; true
    // of a store just opened, as the run before may have been cut off.
    bool needs_scrub() const { return needs_scrub_; }
    // Takes it out of there too; outside take(), as it costs a few syncs. Returns whether nothing
    // is left of it: a reader may be in the way.
    bool scrub();

    std::optional<Device> device_of(const std::string& token, core::Instant now);
    std::optional<Manager> manager_of(const std::string& token, core::Instant now);

    Catalogue catalogue();
    std::vector<core::Shop> shops();
    // What of a bundle is the shop's: the rest is left as it was made. None for an unknown shop.
    std::optional<core::Bundle> shop_settings(const std::string& shop);
    std::optional<DeviceHealth> health_of(const std::string& device);

    core::insight::Counts counts(const CountsQuery& query);
    std::vector<core::Peers> peers(const std::string& shop, core::Instant from, core::Instant to);

    const HubKeys& keys() const { return keys_; }

    // For the store's own files, which stand each by what they keep.
    class Reading;
    sql::Connection& writer() { return database_->writer(); }
    sql::Database& database() { return *database_; }

  private:
    std::unique_ptr<sql::Database> database_;
    HubKeys keys_;
    bool needs_scrub_ = true;
    // Whether erased words may lie in the index's pages; the same.
    bool needs_clean_index_ = true;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<sql::Connection>> idle_readers_;
};

inline constexpr auto store_file = "hub.db";

// The store in a data folder that this process has claimed.
core::Result<std::unique_ptr<Store>> make_store(const std::filesystem::path& folder);
core::Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& folder);
bool has_store(const std::filesystem::path& folder);

}  // namespace earshot::sync
