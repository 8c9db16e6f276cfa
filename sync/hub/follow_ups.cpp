#include "sync/store/follow_ups.h"

#include <algorithm>

#include "core/seal.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/said.h"
#include "sync/hub/scope.h"
#include "sync/hub/span.h"
#include "sync/store/followup_keys.h"
#include "sync/store/hidden_id.h"
#include "sync/store/listing.h"
#include "sync/store/people.h"
#include "sync/store/shop_clock.h"

// Shoppers who want to hear back, and the keys that only browsers can use.
namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t note_max = 500;
constexpr std::size_t wrapped_max = 4'096;
constexpr std::size_t name_max = 64;
constexpr std::size_t key_size = 32;
constexpr std::size_t shops_at_once = 10'000;

Response no_such_follow_up() { return problem(404, "There is no such follow-up."); }
Response no_such_key() { return problem(404, "There is no such key."); }

// Contacts are opened by a person at a page, who showed a second factor: a script's token is none.
std::optional<Response> refused_contacts(Desk& desk, const Call& call) {
    if (call.session.empty()) return problem(403, "Contacts are opened on a page only: sign in.");
    const auto credentials = credentials_of(desk.store, call.manager->name);
    if (!credentials || !credentials->totp)
        return problem(403, "Whoever opens contacts needs a second factor: set one up first.");
    return std::nullopt;
}

json::array to_json(const std::vector<FollowUp::Note>& notes) {
    json::array all;
    for (const FollowUp::Note& note : notes)
        all.push_back(
            json::object{{"at", wire::to_text(note.at)}, {"by", note.by}, {"text", note.text}});
    return all;
}

// The box is for whoever has taken it, and for nobody else.
json::object to_json(Desk& desk, const core::Shop& shop, const FollowUp& item,
                     const std::string& reader) {
    const bool mine = item.taken_by == reader;
    const auto said = item.body.response ? list_one(desk.store, shop, *item.body.response)
                                         : std::optional<Listed>();
    return {
        {"id", hidden_id(item.id, desk.store.keys())},
        {"shop", item.shop},
        {"day", day_name(shop.timezone, item.at)},
        {"daypart", daypart_name(shop.timezone, item.at)},
        {"ends", day_name(shop.timezone, item.ends)},
        {"said", said ? json::value(sync::to_json(*said)) : json::value(nullptr)},
        {"consent",
         {{"wording", item.body.consent.wording}, {"version", item.body.consent.version}}},
        {"key_id", item.body.key_id},
        {"sealed", mine ? json::value(core::to_base64(item.body.sealed)) : json::value(nullptr)},
        {"taken_by", wire::nullable(item.taken_by)},
        {"taken_at", or_null(item.taken_at)},
        {"notes", to_json(item.notes)}};
}

FollowUpChange to_change(const wire::Field& in) {
    FollowUpChange change;
    change.take = in["take"].optional(&wire::Field::boolean);
    change.note = in["note"].optional([](const wire::Field& note) {
        std::string text = note.text(note_max);
        if (text.empty()) note.refuse("empty");
        return text;
    });
    change.done = in["done"].optional(&wire::Field::boolean).value_or(false);
    return change;
}

std::optional<core::Shop> shop_named(Desk& desk, const std::string& id) {
    const auto shops = desk.store.shops();
    const auto found = std::ranges::find(shops, id, &core::Shop::id);
    return found == shops.end() ? std::nullopt : std::optional(*found);
}

bool sees_any(const Manager& manager, const std::vector<std::string>& shops) {
    return std::ranges::any_of(shops, [&](const std::string& shop) { return manager.sees(shop); });
}

// Its own copy, the recovery copy and those who ask are for who may open contacts.
json::object to_json(const FollowUpKey& key, const Manager& reader) {
    json::array shops, holders, asking;
    for (const std::string& shop : key.shops)
        if (reader.sees(shop)) shops.emplace_back(shop);
    json::value wrapped = nullptr, asks = nullptr;
    for (const FollowUpKey::Copy& copy : key.copies) {
        if (copy.wrapped) holders.emplace_back(copy.user);
        if (copy.asks && !copy.wrapped)
            asking.push_back(json::object{{"user", copy.user}, {"asks", *copy.asks}});
        if (copy.user != reader.name) continue;
        wrapped = wire::nullable(copy.wrapped);
        asks = wire::nullable(copy.asks);
    }
    return {{"id", key.id},
            {"key", key.key},
            {"shops", std::move(shops)},
            {"made_by", key.made_by},
            {"made_at", wire::to_text(key.made_at)},
            {"recovery", key.recovery},
            {"wrapped", wrapped},
            {"asks", asks},
            {"holders", std::move(holders)},
            {"asking", std::move(asking)}};
}

std::string to_wrapped(const wire::Field& in) {
    std::string text = in.text(wrapped_max);
    if (text.empty()) in.refuse("empty");
    return text;
}

struct NewKey {
    std::optional<std::string> id;  // one there is, for more shops
    std::string key, wrapped, recovery;
    std::optional<std::vector<std::string>> shops;
};

NewKey to_new_key(const wire::Field& in) {
    NewKey key;
    key.shops =
        in["shops"].optional([](const wire::Field& shops) { return shops.names(shops_at_once); });
    key.id = in["id"].optional(&wire::Field::id);
    if (key.id) return key;
    key.key = in["key"].text();
    const auto raw = core::from_base64(key.key);
    if (!raw || raw->size() != key_size) in["key"].refuse("not a key of 32 bytes");
    key.wrapped = to_wrapped(in["wrapped"]);
    key.recovery = to_wrapped(in["recovery"]);
    return key;
}

// Those that were asked for; without a word, all that are seen and have no key.
std::optional<std::vector<std::string>> shops_for(Desk& desk, const Call& call,
                                                  const NewKey& wanted) {
    std::vector<std::string> shops;
    if (wanted.shops) {
        for (const std::string& shop : *wanted.shops)
            if (!call.manager->sees(shop) || !desk.store.shop_settings(shop)) return std::nullopt;
        return *wanted.shops;
    }
    for (const core::Shop& shop : desk.store.shops())
        if (call.manager->sees(shop.id) && !desk.store.shop_settings(shop.id)->followup_key)
            shops.push_back(shop.id);
    return shops;
}

std::optional<FollowUpKey> key_of(Desk& desk, const Call& call, const std::string& id) {
    for (FollowUpKey& key : followup_keys(desk.store))
        if (key.id == id && (sees_any(*call.manager, key.shops) || key.held_by(call.manager->name)))
            return std::move(key);
    return std::nullopt;
}

// Whether the copy is for somebody who may open contacts where this key is in use.
bool may_hold(Desk& desk, const FollowUpKey& key, const std::string& name) {
    for (const User& user : users(desk.store))
        if (user.name == name)
            return user.role >= Role::manager && user.totp &&
                   sees_any({user.name, user.role, user.shops}, key.shops);
    return false;
}

// Who has no copy of its key takes nothing that only another could call about.
std::optional<Response> refused_box(Desk& desk, const FollowUp& follow_up, const Act& act) {
    for (const FollowUpKey& key : followup_keys(desk.store)) {
        if (key.id != follow_up.body.key_id || key.held_by(act.by)) continue;
        desk.writer.run([&](Store& store) { note_locked(store, key.id, "follow_up.locked", act); });
        return problem(403, "Locked: it needs the follow-up key, and this account has no copy.");
    }
    return std::nullopt;
}

}  // namespace

void give_follow_ups(Desk& desk, Call call, const Reply& reply) {
    const auto shops = shops_of(desk, call);
    if (!shops) return reply(problem_of(shops.error()));
    // Who may not open contacts sees how many wait, and since when.
    const std::string reader = refused_contacts(desk, call) ? "" : call.manager->name;
    json::array items;
    for (const core::Shop& shop : *shops)
        for (const FollowUp& item : follow_ups(desk.store, shop.id, desk.clock().wall))
            items.push_back(to_json(desk, shop, item, reader));
    reply(answer_with(json::object{{"follow_ups", std::move(items)}}));
}

void patch_follow_up(Desk& desk, Call call, const Reply& reply) {
    const Act act = act_of(desk, call);
    const auto before = find_follow_up(desk.store, call.parts.at("follow_up"), act.at);
    if (!before || !call.manager->sees(before->shop)) return reply(no_such_follow_up());
    if (auto refusal = refused_contacts(desk, call)) return reply(*std::move(refusal));
    if (!is_json(call.request)) return reply(not_json());
    const auto change = body_of(call, to_change);
    if (!change) return reply(problem_of(change.error()));
    if (change->take == true)
        if (auto locked = refused_box(desk, *before, act)) return reply(*std::move(locked));
    core::Result<void> changed;
    desk.writer.run(
        [&](Store& store) { changed = change_follow_up(store, *before, *change, act); });
    if (!changed) return reply(problem_of(changed.error()));
    desk.live.tell(before->shop, Live::Kind::follow_up, hidden_id(before->id, desk.store.keys()));
    const auto after = find_follow_up(desk.store, before->id, act.at);
    const auto shop = shop_named(desk, before->shop);
    if (!after || !shop) return reply(done());
    reply(answer_with(to_json(desk, *shop, *after, call.manager->name)));
}

void give_followup_keys(Desk& desk, Call call, const Reply& reply) {
    if (auto refusal = refused_contacts(desk, call)) return reply(*std::move(refusal));
    json::array keys;
    for (const FollowUpKey& key : followup_keys(desk.store))
        if (sees_any(*call.manager, key.shops) || key.held_by(call.manager->name))
            keys.push_back(to_json(key, *call.manager));
    reply(answer_with(json::object{{"keys", std::move(keys)}}));
}

void make_followup_key(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto wanted = body_of(call, to_new_key);
    if (!wanted) return reply(problem_of(wanted.error()));
    const auto shops = shops_for(desk, call, *wanted);
    if (!shops) return reply(no_such_shop());
    if (auto refusal = refused_contacts(desk, call)) return reply(*std::move(refusal));
    if (shops->empty()) return reply(problem(409, "Every shop has a key already."));
    const Act act = act_of(desk, call);
    std::optional<core::Result<FollowUpKey>> made;
    if (wanted->id) {
        auto key = key_of(desk, call, *wanted->id);
        if (!key || !key->held_by(act.by)) return reply(no_such_key());
        desk.writer.run([&](Store& store) {
            const auto extended = extend_followup_key(store, key->id, *shops, act);
            made = extended ? core::Result<FollowUpKey>(*key)
                            : core::Result<FollowUpKey>(tl::unexpected(extended.error()));
        });
        key->shops.insert(key->shops.end(), shops->begin(), shops->end());
        if (*made) *made = *key;
    } else {
        FollowUpKey key{"", wanted->key, wanted->recovery};
        key.shops = *shops;
        key.copies = {{act.by, std::nullopt, wanted->wrapped}};
        desk.writer.run([&](Store& store) { made = add_followup_key(store, key, act); });
    }
    if (!*made) return reply(problem_of(made->error()));
    for (const std::string& shop : *shops) desk.bundles.renewed(shop);
    reply(answer_with(to_json(**made, *call.manager), 201));
}

void put_followup_copy(Desk& desk, Call call, const Reply& reply) {
    const auto key = key_of(desk, call, call.parts.at("key"));
    if (!key) return reply(no_such_key());
    if (auto refusal = refused_contacts(desk, call)) return reply(*std::move(refusal));
    if (!is_json(call.request)) return reply(not_json());
    FollowUpKey::Copy copy;
    copy.user = call.parts.at("user");
    const auto read = body_of(call, [&](const wire::Field& in) {
        copy.asks = in["asks"].optional(to_wrapped);
        copy.wrapped = in["wrapped"].optional(to_wrapped);
        if (!copy.asks && !copy.wrapped) in["wrapped"].refuse("missing");
        return true;
    });
    if (!read) return reply(problem_of(read.error()));
    const bool mine = copy.user == call.manager->name;
    if (!mine && !may_hold(desk, *key, copy.user))
        return reply(problem(404, "There is nobody of this name who may open contacts here."));
    // Each asks for oneself; who has the secret gives it, and wraps one's own anew.
    if ((!mine && copy.asks) || (!mine && !key->held_by(call.manager->name)))
        return reply(problem(403, "Who has the key gives it on; each asks for oneself."));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { keep_copy(store, key->id, copy, act); });
    reply(done());
}

void delete_followup_copy(Desk& desk, Call call, const Reply& reply) {
    const auto key = key_of(desk, call, call.parts.at("key"));
    if (!key) return reply(no_such_key());
    const std::string& user = call.parts.at("user");
    if (user != call.manager->name && call.manager->role < Role::admin)
        return reply(problem(403, "An admin takes a copy from somebody else."));
    const Act act = act_of(desk, call);
    bool removed = false;
    desk.writer.run([&](Store& store) { removed = remove_copy(store, key->id, user, act); });
    reply(removed ? done() : problem(404, "There is no such copy."));
}

void note_failed_opening(Desk& desk, Call call, const Reply& reply) {
    const auto key = key_of(desk, call, call.parts.at("key"));
    if (!key) return reply(no_such_key());
    if (auto refusal = refused_contacts(desk, call)) return reply(*std::move(refusal));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { note_locked(store, key->id, "followup_key.wrong", act); });
    reply(done());
}

}  // namespace earshot::sync
