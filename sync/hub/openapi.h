#pragma once

#include <span>
#include <string>
#include <string_view>

namespace earshot::sync {

// What a call takes and gives, for its description. Schemas are those of schemas.json; an empty
// name: no body, or one that has no schema of its own.
struct Described {
    std::string_view method, path;
    std::string_view does;
    std::string_view query;  // parameters, separated by spaces
    std::string_view takes;  // a schema, or a media type
    std::string_view gives;  // a schema, or a media type
    int status = 200;
};
std::span<const Described> descriptions();

// The API as OpenAPI 3.1: every route of the router, who may call it, what it takes and gives.
std::string openapi();

}  // namespace earshot::sync
