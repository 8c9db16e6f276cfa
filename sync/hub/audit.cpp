#include "sync/store/audit.h"

#include <charconv>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t page = 100;

json::object to_json(const AuditEntry& entry) {
    return {{"number", entry.number}, {"at", wire::to_text(entry.at)},      {"by", entry.by},
            {"what", entry.what},     {"shop", wire::nullable(entry.shop)}, {"on", entry.on},
            {"detail", entry.detail}};
}

core::Result<std::optional<std::int64_t>> cursor_of(const Call& call) {
    const auto text = call.asked("cursor");
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [last, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc{} || last != end)
        return core::fail(core::ErrorKind::invalid, "cursor is none that this call gave.");
    return number;
}

}  // namespace

void give_audit(Desk& desk, Call call, const Reply& reply) {
    const auto before = cursor_of(call);
    if (!before) return reply(problem_of(before.error()));
    const auto entries = audit_entries(desk.store, call.manager->shops, *before, page);
    json::array list;
    for (const AuditEntry& entry : entries) list.push_back(to_json(entry));
    const json::value next = entries.size() < page
                                 ? json::value(nullptr)
                                 : json::value(std::to_string(entries.back().number));
    reply(answer_with(json::object{{"entries", std::move(list)}, {"cursor", next}}));
}

}  // namespace earshot::sync
