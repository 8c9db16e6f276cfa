#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/bundle.h"
#include "core/record.h"

// One of everything that travels, every member set.
namespace earshot::test {

inline constexpr auto an_id = "019f0000-0000-7000-8000-00000000000a";
inline constexpr auto another_id = "019f0000-0000-7000-8000-00000000000b";

core::Instant noon();
core::Record a_record(core::Body body, std::int64_t seq = 7);
core::Response a_response();
// Each kind of record, by name.
std::vector<std::pair<std::string, core::Record>> one_of_each();
core::Bundle a_bundle();

}  // namespace earshot::test
