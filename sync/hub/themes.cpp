#include "sync/store/themes.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "core/id.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/said.h"
#include "sync/hub/span.h"

// GET and PATCH /v1/themes: what people talk about, and what a person makes of it.
namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t said_max = 100'000;  // of a shop, the newest
constexpr std::size_t shown_max = 5;       // of what counts, of what is proposed and of a group
constexpr std::size_t groups_max = 50;
constexpr std::size_t records_max = 1'000;  // in one change
constexpr std::size_t name_max = 60;

json::object shown(const SaidListed& item) {
    return {{"id", item.listed.id},
            {"text", item.said.text},
            {"locale", item.said.locale},
            {"day", item.listed.day}};
}

struct Theme {
    std::string id;
    json::value name = nullptr;
    std::int64_t counted = 0, proposed = 0;
    json::array examples, proposals;
};

void add_themes(Store& store, const ListedShop& shop, json::array& themes, json::array& groups) {
    std::vector<SaidListed> all = said_between(store, shop, Listing::comments, said_max);
    auto answered = said_between(store, shop, Listing::responses, said_max);
    std::ranges::move(answered, std::back_inserter(all));
    std::ranges::stable_sort(all, {}, [](const SaidListed& item) { return item.said.at; });
    std::vector<core::Said> said;
    said.reserve(all.size());
    for (const SaidListed& item : all) said.push_back(item.said);

    ThemesOf of_shop(store, shop.id);
    const core::Themes found = of_shop.all(said, shop.to);
    std::map<std::string, Theme> by_id;
    for (const ThemesOf::Named& named : of_shop.named())
        by_id[named.id] = {named.id, json::value(named.name)};
    for (std::size_t index = all.size(); index-- > 0;) {
        const auto& coding = found.codings[index];
        if (!coding) continue;
        Theme& theme = by_id.try_emplace(coding->theme, Theme{coding->theme}).first->second;
        const bool proposed = coding->sure == core::Sure::proposed;
        ++(proposed ? theme.proposed : theme.counted);
        json::array& list = proposed ? theme.proposals : theme.examples;
        if (list.size() < shown_max) list.push_back(shown(all[index]));
    }
    std::vector<Theme> ranked;
    for (auto& [id, theme] : by_id) ranked.push_back(std::move(theme));
    std::ranges::stable_sort(ranked, std::greater<>(), [](const Theme& theme) {
        return std::pair(theme.counted, theme.proposed);
    });
    for (Theme& theme : ranked)
        themes.push_back(json::object{{"shop", shop.id},
                                      {"id", theme.id},
                                      {"name", std::move(theme.name)},
                                      {"counted", theme.counted},
                                      {"proposed", theme.proposed},
                                      {"examples", std::move(theme.examples)},
                                      {"proposals", std::move(theme.proposals)}});

    for (const core::NewGroup& group : found.groups) {
        if (groups.size() == groups_max) break;
        json::array ids, examples, names;
        for (const std::size_t member : group.members) {
            ids.emplace_back(all[member].listed.id);
            if (examples.size() < shown_max) examples.push_back(shown(all[member]));
        }
        for (const std::string& name : group.names) names.emplace_back(name);
        groups.push_back(json::object{{"shop", shop.id},
                                      {"title", all[group.central].said.text},
                                      {"names", std::move(names)},
                                      {"new", group.is_new},
                                      {"n", group.members.size()},
                                      {"records", std::move(ids)},
                                      {"examples", std::move(examples)}});
    }
}

struct Change {
    std::string shop;
    std::vector<std::string> records;
    std::optional<std::string> theme, name, into;
};

Change to_change(const wire::Field& in) {
    Change change;
    change.shop = in["shop"].name();
    if (!in["records"].null())
        change.records =
            in["records"].each(records_max, [](const wire::Field& id) { return id.id(); });
    change.theme = in["theme"].optional([](const wire::Field& id) { return id.name(); });
    change.name = in["name"].optional([](const wire::Field& name) { return name.text(name_max); });
    change.into = in["into"].optional([](const wire::Field& id) { return id.name(); });
    if (change.name && change.name->empty()) in["name"].refuse("empty");
    if (change.records.empty() && !change.theme) in["theme"].refuse("missing");
    if (change.records.empty() && !change.name && !change.into) in["name"].refuse("missing");
    if (!change.records.empty() && change.into) in["into"].refuse("of a theme alone");
    if (!change.records.empty() && change.theme && change.name)
        in["name"].refuse("either a theme or a name");
    return change;
}

core::Result<std::string> make(Store& store, const Change& change, const std::string& new_id,
                               const Act& act) {
    if (change.into) {
        TRY(merge_theme(store, change.shop, *change.theme, *change.into, act));
        return *change.into;
    }
    if (change.records.empty()) {
        TRY(rename_theme(store, change.shop, *change.theme, *change.name, act));
        return *change.theme;
    }
    if (change.name)
        return name_theme(store, change.shop, change.records, *change.name, new_id, act);
    TRY(code(store, change.shop, change.records, change.theme, act));
    return change.theme.value_or("");
}

}  // namespace

void give_themes(Desk& desk, Call call, const Reply& reply) {
    const auto query = list_query_of(desk, call, Listing::comments);
    if (!query) return reply(problem_of(query.error()));
    const auto task = [&desk, shops = query->shops, reply] {
        try {
            json::array themes, groups;
            for (const ListedShop& shop : shops) add_themes(desk.store, shop, themes, groups);
            reply(answer_with(
                json::object{{"themes", std::move(themes)}, {"groups", std::move(groups)}}));
        } catch (const std::exception& error) {
            // On a worker's thread nobody else would answer.
            spdlog::error("the themes: {}", error.what());
            reply(come_back(503, "The hub cannot read the themes now.", 10));
        }
    };
    const auto instead = [reply] { reply(come_back(503, "Too much is under way.", 10)); };
    if (!desk.aside(task, instead)) instead();
}

void patch_themes(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    auto change = body_of(call, to_change);
    if (!change) return reply(problem_of(change.error()));
    if (!call.manager->sees(change->shop)) return reply(no_such_shop());
    for (std::string& record : change->records) {
        const auto found = find_record(desk.store, record);
        if (!found || found->shop != change->shop ||
            (found->kind != "comment" && found->kind != "response"))
            return reply(problem(404, "There is nothing said under this id."));
        record = found->id;
    }
    const Act act = act_of(desk, call);
    const std::string id = core::make_id(desk.clock().wall, core::system_random);
    core::Result<std::string> made;
    desk.writer.run([&](Store& store) { made = make(store, *change, id, act); });
    if (!made) return reply(problem_of(made.error()));
    reply(answer_with(
        json::object{{"theme", made->empty() ? json::value(nullptr) : json::value(*made)}}));
}

}  // namespace earshot::sync
