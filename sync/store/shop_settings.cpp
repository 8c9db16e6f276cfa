#include "sync/store/shop_settings.h"

#include "sync/store/audit.h"
#include "sync/store/reading.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

constexpr std::string_view all_shops =
    "SELECT shop_id, name, timezone, languages, reader FROM shops ORDER BY shop_id";

constexpr std::string_view one_shop = R"(
    SELECT shop_id, name, timezone, languages, reader, look, hours, ask_share, dark_share,
           offer_words, offer_contact, offer_voice, pin, visit_key, followup_key, followup_key_id
    FROM shops WHERE shop_id = $1)";

constexpr std::string_view update_shop = R"(
    UPDATE shops SET name = $2, timezone = $3, languages = $4, reader = $5, look = $6, hours = $7,
                     ask_share = $8, dark_share = $9, offer_words = $10, offer_contact = $11,
                     offer_voice = $12, pin = $13
    WHERE shop_id = $1)";

core::Shop shop_of(const sql::Row& row) {
    return {row.text(0), row.text(1), row.text(2), split(row.text(3)), row.text(4)};
}

std::map<std::string, core::OpenHours> hours_of(const std::string& body) {
    std::map<std::string, core::OpenHours> hours;
    const wire::json::value days = kept(body);
    for (const auto& [day, spans] : days.as_object())
        for (const auto& span : spans.as_array())
            hours[std::string(day)].emplace_back(std::string(span.as_array()[0].as_string()),
                                                 std::string(span.as_array()[1].as_string()));
    return hours;
}

std::string join(const std::vector<std::string>& parts) {
    std::string list;
    for (const std::string& part : parts) list += (list.empty() ? "" : ",") + part;
    return list;
}

// Puts a new value where one is given, and notes its name.
class Applied {
  public:
    template <typename T>
    void put(const char* name, T& value, const std::optional<T>& change) {
        if (!change || value == *change) return;
        value = *change;
        names_.emplace_back(name);
    }
    const wire::json::array& names() const { return names_; }

  private:
    wire::json::array names_;
};

Applied apply(core::Bundle& bundle, const ShopChange& change) {
    Applied applied;
    applied.put("name", bundle.shop.name, change.name);
    applied.put("timezone", bundle.shop.timezone, change.timezone);
    applied.put("languages", bundle.shop.languages, change.languages);
    applied.put("reader", bundle.shop.reader, change.reader);
    applied.put("look", bundle.look, change.look);
    applied.put("hours", bundle.hours, change.hours);
    applied.put("ask_share", bundle.ask_share, change.ask_share);
    applied.put("dark_share", bundle.dark_share, change.dark_share);
    applied.put("offer.words", bundle.offer.words, change.words);
    applied.put("offer.contact", bundle.offer.contact, change.contact);
    applied.put("offer.voice", bundle.offer.voice, change.voice);
    applied.put("pin", bundle.pin, change.pin);
    return applied;
}

}  // namespace

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

core::Result<void> change_shop(Store& store, const std::string& shop, const ShopChange& change,
                               const Act& act) {
    auto bundle = store.shop_settings(shop);
    if (!bundle) return core::fail(core::ErrorKind::not_found, "There is no such shop.");
    const Applied applied = apply(*bundle, change);
    if (applied.names().empty()) return {};
    std::optional<std::string> hours;
    if (bundle->hours) hours = wire::canonical(wire::to_json(bundle->hours));

    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(update_shop,
                   {shop, bundle->shop.name, bundle->shop.timezone, join(bundle->shop.languages),
                    bundle->shop.reader, bundle->look, hours, bundle->ask_share, bundle->dark_share,
                    bundle->offer.words, bundle->offer.contact, bundle->offer.voice, bundle->pin});
    note(connection, store.keys(), act, "shop.change", shop, shop, {{"changed", applied.names()}});
    transaction.commit();
    return {};
}

}  // namespace earshot::sync
