#include "sync/hub/proxies.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <string_view>

namespace earshot::sync {
namespace {

std::string trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return std::string(text);
}

// As a socket names its peer.
std::string canonical(const std::string& text) {
    boost::system::error_code wrong;
    const auto address = boost::asio::ip::make_address(text, wrong);
    return wrong ? "" : address.to_string();
}

}  // namespace

bool is_address(const std::string& text) { return !canonical(text).empty(); }

void believe(Request& request, const std::vector<std::string>& proxies) {
    const auto is_proxy = [&](const std::string& address) {
        return std::ranges::any_of(
            proxies, [&](const std::string& proxy) { return canonical(proxy) == address; });
    };
    if (!is_proxy(request.address)) return;
    const auto proto = request.headers.equal_range("x-forwarded-proto");
    request.over_tls = request.over_tls || (std::distance(proto.first, proto.second) == 1 &&
                                            trimmed(proto.first->second) == "https");
    // Several headers are one list. What stands before the first that a proxy of ours did not write
    // is anybody's word.
    std::string list;
    const auto [from, to] = request.headers.equal_range("x-forwarded-for");
    for (auto each = from; each != to; ++each) list += (list.empty() ? "" : ",") + each->second;
    while (!list.empty()) {
        const std::size_t comma = list.rfind(',');
        const std::string last =
            canonical(trimmed(comma == std::string::npos ? list : list.substr(comma + 1)));
        if (last.empty()) return;
        request.address = last;
        if (!is_proxy(last)) return;
        list.resize(comma == std::string::npos ? 0 : comma);
    }
}

}  // namespace earshot::sync
