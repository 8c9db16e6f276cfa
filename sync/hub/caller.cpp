#include "sync/hub/caller.h"

#include <algorithm>
#include <cctype>

#include "sync/hub/answers.h"
#include "sync/store/people.h"

namespace earshot::sync {
namespace {

std::string bearer_token(const Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const std::string given = request.header("authorization").value_or("");
    const bool bearer =
        given.size() > scheme.size() &&
        std::ranges::equal(given.begin(), given.begin() + scheme.size(), scheme.begin(),
                           scheme.end(), {}, [](unsigned char c) { return std::tolower(c); });
    return bearer ? given.substr(scheme.size()) : "";
}

// The session of a browser: one cookie among those of the page.
std::string session_in(const Request& request) {
    const std::string cookies = request.header("cookie").value_or("");
    for (std::size_t from = 0; from < cookies.size();) {
        const std::size_t to = std::min(cookies.find(';', from), cookies.size());
        std::string_view pair = std::string_view(cookies).substr(from, to - from);
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.starts_with(session_cookie) && pair.substr(session_cookie.size()).starts_with('='))
            return std::string(pair.substr(session_cookie.size() + 1));
        from = to + 1;
    }
    return "";
}

Response who_are_you(Desk& desk, const Request& request) {
    const core::milliseconds now = desk.clock().steady;
    if (const auto wait = desk.gate.address_waits(request.address, now))
        return come_back(429, "Too many tries have failed.", *wait);
    desk.gate.failed(request.address, now);
    return denied("This needs a valid token.");
}

bool changes_something(const Request& request) {
    return request.method != "GET" && request.method != "HEAD";
}

std::optional<Response> refused_manager(Desk& desk, const Route& route, Call& call) {
    const core::Instant now = desk.clock().wall;
    if (!call.token.empty()) {
        call.manager = desk.store.manager_of(call.token, now);
    } else if (const std::string session = session_in(call.request); !session.empty()) {
        call.manager = manager_of_session(desk.store, session, now);
        call.session = session;
    }
    if (!call.manager) return who_are_you(desk, call.request);
    if (!call.session.empty() && changes_something(call.request) &&
        call.request.header("x-csrf-token") != csrf_of(call.session, desk.store.keys()))
        return problem(403, "A page sends its X-CSRF-Token with what it changes.");
    if (static_cast<int>(call.manager->role) <
        static_cast<int>(route.caller) - static_cast<int>(Caller::viewer))
        return problem(403, "Your account may not do this: ask an admin of this hub.");
    const auto shop = call.parts.find("shop");
    if (shop != call.parts.end() && !call.manager->sees(shop->second)) return no_such_shop();
    return std::nullopt;
}

}  // namespace

std::string csrf_of(const std::string& session, const HubKeys& keys) {
    return digest_of("csrf:" + session, keys);
}

std::optional<Response> refused(Desk& desk, const Route& route, Call& call) {
    if (route.caller == Caller::anyone) return std::nullopt;
    const core::Now now = desk.clock();
    call.token = bearer_token(call.request);
    if (route.caller != Caller::device) return refused_manager(desk, route, call);
    call.device = desk.store.device_of(call.token, now.wall);
    if (!call.device) return who_are_you(desk, call.request);
    if (const auto wait = desk.gate.device_waits(call.device->id, now.steady))
        return come_back(429, "This device asks too often.", *wait);
    return std::nullopt;
}

}  // namespace earshot::sync
