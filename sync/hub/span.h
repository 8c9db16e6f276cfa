#pragma once

#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/result.h"
#include "sync/hub/desk.h"
#include "sync/store/listing.h"

// From when to when a call asks, and of which shops.
namespace earshot::sync {

struct Span {
    core::Instant from, to;
};

// `from` (in) and `to` (out): instants, moved out to whole hours of the shop's clock, or dates in
// its zone; by default the last 28 days. Fails as `invalid`.
core::Result<Span> span_of(const Call& call, const std::string& timezone, core::Instant now);
// The same moved out to whole days.
core::Result<Span> days_of(const Call& call, const std::string& timezone, core::Instant now);

// The shops that are asked for and may be seen. None is `not_found`, in the same words whether
// there is such a shop or not.
core::Result<std::vector<core::Shop>> shops_of(Desk& desk, const Call& call);

// The parameter's value, or "" where it is not given. Fails as `invalid` for another than allowed.
core::Result<std::string> one_of(const Call& call, const std::string& name,
                                 std::initializer_list<std::string_view> allowed);

// What a list of words or answers asks for. Fails as `invalid` for a till or a time of day: a list
// does not tell them.
core::Result<ListQuery> list_query_of(Desk& desk, const Call& call, Listing what);

}  // namespace earshot::sync
