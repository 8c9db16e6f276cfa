#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/simulation/world.h"

// A shop as counts by day, for statistics that need a thousand of it: no records, no noise of
// devices (survey.md 7.2: what passes the hard rules is clean). About 100,000 days a second.
//
//     Counter counter({}, {.days = 91, .swings = {incident(63)}}, {.answers = 25, .tags = 25});
//     const std::vector<DayCounts> days = counter.count(seed);
//     x = days[64].answers[change_code("produce")];  n = days[64].n();
//
// The same arguments give the same counts. A Counter is for one thread at a time.
namespace earshot::core::simulation {

struct CellCounts {
    std::int64_t transactions = 0;
    ByCode<std::int64_t> answers{};
    Truth truth;  // of who is asked, in expected numbers: as of DayCounts
};

// In the order of why_codes or change_codes.
struct DayCounts {
    int day = 0;
    bool weekend = false;
    ByCode<std::int64_t> answers{};  // of the kiosks
    ByCode<std::int64_t> tags{};     // cashiers' troubles, of `change` alone; none of "none"
    // The truth in expected numbers: of answers, and of what all who came would have said. Add up
    // days or cells, then shares_of().
    Truth truth;
    // Empty unless Volume::cells; by cell().
    std::vector<CellCounts> cells;

    std::int64_t n() const;          // sum of answers
    std::int64_t tag_count() const;  // sum of tags
};

struct Volume {
    double answers = 25;  // to the question counted, on a day of factor 1 without troubles
    double tags = 0;
    bool cells = false;
};

// The truth over several days, as shares.
ByCode<double> answerers_of(std::span<const DayCounts> days);
ByCode<double> shoppers_of(std::span<const DayCounts> days);

class Counter {
  public:
    Counter(const Marigold& shop, const Scenario& scenario, Volume volume,
            Asks asks = Asks::change);

    std::vector<DayCounts> count(std::uint64_t seed) const;

  private:
    DayCounts count(const Day& day, Dice& dice) const;
    void note_tags(DayCounts& counts, const ByCode<double>& bias, double mean, Dice& dice) const;

    World world_;
    Volume volume_;
    Asks asks_;
    double asked_ = 0;  // of those who come, so that `answers` come on a usual day
};

}  // namespace earshot::core::simulation
