#include "sync/hub/answers.h"

#include <spdlog/spdlog.h>

namespace earshot::sync {
namespace {

// A decoder's message ends with the place: … at "/code".
std::string pointer_in(const std::string& message) {
    const std::size_t from = message.rfind(" at \"");
    if (from == std::string::npos || !message.ends_with('"')) return "";
    return message.substr(from + 5, message.size() - from - 6);
}

int status_of(core::ErrorKind kind) {
    switch (kind) {
        case core::ErrorKind::invalid:
        case core::ErrorKind::usage:
            return 400;
        case core::ErrorKind::denied:
            return 403;
        case core::ErrorKind::not_found:
            return 404;
        case core::ErrorKind::in_use:
            return 409;
        case core::ErrorKind::unavailable:
        case core::ErrorKind::corrupt:
            return 503;
    }
    return 500;
}

constexpr int failing_seconds = 10;

}  // namespace

std::optional<std::string> Call::asked(const std::string& name) const {
    const auto found = query.find(name);
    if (found == query.end()) return std::nullopt;
    return found->second;
}

bool is_json(const Request& request) {
    const auto type = request.header("content-type");
    return !type || type->starts_with("application/json");
}

Response not_json() { return problem(415, "Send application/json."); }

Response answer_with(const wire::json::value& body, int status) {
    Response response;
    response.status = status;
    response.body = wire::write(body);
    return response;
}

Response done() {
    Response response;
    response.status = 204;
    return response;
}

Response problem_of(const core::Error& error) {
    const int status = status_of(error.kind);
    if (status == 503) return come_back(status, error.message, failing_seconds);
    return problem(status, error.message, pointer_in(error.message));
}

Response::Rest in_pieces(Desk& desk, std::function<std::string()> next) {
    return [&desk, next = std::move(next)](const std::function<void(Response::Piece)>& take) {
        const auto make = [next, take] {
            Response::Piece piece;
            try {
                piece = next();
            } catch (const std::exception& error) {
                spdlog::error("an answer was broken off: {}", error.what());
            }
            take(std::move(piece));
        };
        const auto instead = [take] { take(std::nullopt); };
        if (!desk.aside(make, instead)) instead();
    };
}

Response no_such_shop() { return problem(404, "There is no such shop."); }

core::Result<std::optional<std::string>> shop_asked_for(Desk& desk, const Call& call) {
    auto shop = call.asked("shop");
    if (shop && (!call.manager->sees(*shop) || !desk.store.shop_settings(*shop)))
        return core::fail(core::ErrorKind::not_found, "There is no such shop.");
    return shop;
}

Act act_of(const Desk& desk, const Call& call) { return {desk.clock().wall, call.manager->name}; }

wire::json::value or_null(const std::optional<core::Instant>& at) {
    return at ? wire::json::value(wire::to_text(*at)) : wire::json::value(nullptr);
}

}  // namespace earshot::sync
