#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/insight/alerts.h"
#include "sync/store/store.h"

// A shop's counts as alerts and effects look at them: day by day of its calendar, by reason. From
// the tallies alone.
namespace earshot::sync {

struct ShopEvidence {
    // The live reasons of the book; what is merged counts for what it went into.
    std::vector<std::string> codes;
    std::vector<double> prior;  // as core::insight::Watching takes it
    std::vector<core::insight::EvidenceDay> days;
    std::string first_day;  // 2026-11-22

    // -1 for a reason that is none of the codes.
    int code_of(const std::string& reason) const;
    // Where a day of the calendar stands; may lie outside of `days`.
    int index_of(const std::string& day) const;
};

// The last `days` days up to `until`, the day of which is the last one, as far as it has come.
ShopEvidence evidence_of(Store& store, const Catalogue& catalogue, const core::Shop& shop, int days,
                         core::Instant until);

// The live reason that this one counts for, if any.
std::optional<std::string> counted_as(const Catalogue& catalogue, const std::string& reason);

// For each till of the shop, what core::insight::fell_silent() judges.
std::map<std::string, core::insight::TillNotes> notes_by_till(Store& store, const core::Shop& shop,
                                                              core::Instant until);

// How many first questions were shown and how many of them answered.
core::insight::Counted asked_between(Store& store, const std::string& shop,
                                     const std::vector<std::string>& questions, core::Instant from,
                                     core::Instant to);

// Notes of trouble with a code within `core::insight::burst_minutes`, those set aside left out, and
// how many are usual in as long.
struct RecentTrouble {
    std::int64_t notes = 0;
    std::size_t tills = 0;
    double usual = 0;
};
RecentTrouble recent_trouble(Store& store, const Catalogue& catalogue, const std::string& shop,
                             const std::string& code, core::Instant now);

}  // namespace earshot::sync
