#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/said.h"
#include "sync/hub/span.h"
#include "sync/store/listing.h"

// GET /v1/comments and /v1/responses, and what is erased of them.
namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t page = 100;

json::value excerpt_of(const Listed& item) {
    json::array pieces;
    for (const Excerpt& piece : item.excerpt)
        pieces.push_back(json::object{{"text", piece.text}, {"hit", piece.hit}});
    return pieces;
}

void give_list(Desk& desk, const Call& call, const Reply& reply, Listing what, const char* name) {
    auto query = list_query_of(desk, call, what);
    if (!query) return reply(problem_of(query.error()));
    const auto order = one_of(call, "order", {"best", "newest"});
    if (!order) return reply(problem_of(order.error()));
    query->best_first = *order != "newest";
    const auto found = list(desk.store, *query, call.asked("cursor"), page);
    if (!found) return reply(problem_of(found.error()));
    json::array items;
    for (const Listed& item : found->items) {
        json::object shown = to_json(item);
        shown["excerpt"] = query->words ? excerpt_of(item) : json::value(nullptr);
        items.push_back(std::move(shown));
    }
    reply(answer_with(
        json::object{{name, std::move(items)}, {"cursor", wire::nullable(found->cursor)}}));
}

// The record that the path names, if the caller may see it.
std::optional<Found> named(Desk& desk, const Call& call, const char* kind) {
    auto found = find_record(desk.store, call.parts.at("record"));
    const bool may =
        found && call.manager->sees(found->shop) && (found->kind == kind || found->kind == "words");
    return may ? std::move(found) : std::nullopt;
}

Response nothing_said() { return problem(404, "There is nothing said under this id."); }

void give_one(Desk& desk, const Call& call, const Reply& reply, const char* kind) {
    const auto found = named(desk, call, kind);
    if (!found) return reply(nothing_said());
    for (const core::Shop& shop : desk.store.shops()) {
        if (shop.id != found->shop) continue;
        const auto item = list_one(desk.store, shop, found->on);
        const bool wanted = item && std::holds_alternative<core::Comment>(item->body) ==
                                        (std::string_view(kind) == "comment");
        if (!wanted) break;
        json::object shown = to_json(*item);
        shown["excerpt"] = nullptr;
        return reply(answer_with(shown));
    }
    reply(nothing_said());
}

void erase(Desk& desk, const Call& call, const Reply& reply, const char* kind) {
    const auto found = named(desk, call, kind);
    if (!found) return reply(nothing_said());
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { store.erase(found->shop, found->id, act); });
    desk.bundles.changed(found->shop);
    reply(done());
}

}  // namespace

void give_comments(Desk& desk, Call call, const Reply& reply) {
    give_list(desk, call, reply, Listing::comments, "comments");
}

void give_responses(Desk& desk, Call call, const Reply& reply) {
    give_list(desk, call, reply, Listing::responses, "responses");
}

void give_comment(Desk& desk, Call call, const Reply& reply) {
    give_one(desk, call, reply, "comment");
}

void give_response(Desk& desk, Call call, const Reply& reply) {
    give_one(desk, call, reply, "response");
}

void erase_comment(Desk& desk, Call call, const Reply& reply) {
    erase(desk, call, reply, "comment");
}

void erase_response(Desk& desk, Call call, const Reply& reply) {
    erase(desk, call, reply, "response");
}

}  // namespace earshot::sync
