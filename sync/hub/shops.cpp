#include <algorithm>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/keys.h"
#include "sync/store/shop_clock.h"
#include "sync/store/shop_settings.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;
using wire::Field;

constexpr std::size_t label_max = 128;
constexpr std::size_t languages_max = 40;
constexpr std::size_t pin_min = 4;
constexpr std::size_t pin_max = 12;

json::object to_json(const core::Bundle& settings) {
    const core::Shop& shop = settings.shop;
    return {{"id", shop.id},
            {"name", shop.name},
            {"timezone", shop.timezone},
            {"languages", json::value_from(shop.languages)},
            {"reader", shop.reader},
            {"look", settings.look},
            {"hours", wire::to_json(settings.hours)},
            {"ask_share", settings.ask_share},
            {"dark_share", settings.dark_share},
            {"offer",
             {{"words", settings.offer.words},
              {"contact", settings.offer.contact},
              {"voice", settings.offer.voice}}},
            {"pin_set", settings.pin.has_value()}};
}

bool is_language(const std::string& code) {
    return code.size() >= 2 && code.size() <= 35 && std::ranges::all_of(code, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
           });
}

std::vector<std::string> languages(const Field& in) {
    std::vector<std::string> codes = in.names(languages_max);
    if (codes.empty() || !std::ranges::all_of(codes, is_language)) in.refuse("not languages");
    return codes;
}

std::string timezone(const Field& in) {
    std::string name = in.text(label_max);
    if (!is_timezone(name)) in.refuse("not an IANA time zone");
    return name;
}

std::string shop_name(const Field& in) {
    std::string name = in.text(label_max);
    if (name.empty()) in.refuse("empty");
    return name;
}

// Plain, for now.
std::string pin(const Field& in) {
    std::string digits = in.text(pin_max);
    if (digits.size() < pin_min ||
        !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        in.refuse("not 4 to 12 digits");
    return digits;
}

std::string label(const Field& in) { return in.text(label_max); }
double share(const Field& in) { return in.number(0, 1); }

// A member that may be set to null: none where it is not there.
template <typename Read>
auto settable(const json::value& body, const Field& in, const char* name, Read read) {
    using T = decltype(in[name].optional(read));
    return body.as_object().contains(name) ? std::optional<T>(in[name].optional(read))
                                           : std::optional<T>();
}

core::Result<ShopChange> change_in(const std::string& text) {
    TRY_ASSIGN(const json::value body, wire::parse(text));
    return wire::decode(text, [&](const Field& in) {
        ShopChange change;
        if (!body.is_object()) return change;
        change.name = in["name"].optional(shop_name);
        change.timezone = in["timezone"].optional(timezone);
        change.languages = in["languages"].optional(languages);
        change.reader = in["reader"].optional(label);
        change.look = in["look"].optional(label);
        change.hours = settable(body, in, "hours", wire::to_hours);
        change.ask_share = in["ask_share"].optional(share);
        change.dark_share = in["dark_share"].optional(share);
        const Field offer = in["offer"];
        change.words = offer["words"].optional(&Field::boolean);
        change.contact = offer["contact"].optional(&Field::boolean);
        change.voice = offer["voice"].optional(&Field::boolean);
        change.pin = settable(body, in, "pin", pin);
        return change;
    });
}

}  // namespace

void give_shops(Desk& desk, Call call, const Reply& reply) {
    json::array shops;
    for (const core::Shop& shop : desk.store.shops())
        if (call.manager->sees(shop.id))
            shops.push_back(
                json::object{{"id", shop.id}, {"name", shop.name}, {"timezone", shop.timezone}});
    reply(answer_with(json::object{{"shops", std::move(shops)}}));
}

void give_shop(Desk& desk, Call call, const Reply& reply) {
    const auto settings = desk.store.shop_settings(call.parts.at("shop"));
    reply(settings ? answer_with(to_json(*settings)) : no_such_shop());
}

void patch_shop(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const std::string& shop = call.parts.at("shop");
    auto change = change_in(call.request.body);
    if (!change) return reply(problem_of(change.error()));
    // Here, not in the writer's turn: it takes a good part of a second.
    if (change->pin && *change->pin) change->pin = hash_password(**change->pin);

    core::Result<void> changed;
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { changed = change_shop(store, shop, *change, act); });
    if (!changed) return reply(problem_of(changed.error()));
    desk.bundles.renewed(shop);
    give_shop(desk, std::move(call), reply);
}

}  // namespace earshot::sync
