#pragma once

#include <string>
#include <vector>

#include "sync/hub/http.h"

// A hub behind a proxy is told by it who calls. Anybody else who says so is not believed.
namespace earshot::sync {

bool is_address(const std::string& text);

// Puts the client in place of the proxy that handed the request on: the last of X-Forwarded-For
// that is no listed proxy itself, and whether the client came over TLS. Nothing changes where the
// peer is none of the listed.
void believe(Request& request, const std::vector<std::string>& proxies);

}  // namespace earshot::sync
