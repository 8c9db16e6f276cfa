#pragma once

#include "core/insight/alerts.h"
#include "core/insight/effect.h"
#include "core/simulation/day_counts.h"
#include "tests/bench/claims/claims.h"

// What alerts and effects say of shops whose truth is known.
namespace earshot::claims {

core::insight::EvidenceDay evidence_of(const core::simulation::DayCounts& day);

// A shop that is looked at each evening, where each alert is dealt with for a week.
class WatchedShop {
  public:
    explicit WatchedShop(core::insight::AlertRules rules = {});

    // What the evening tells, by code. Within the day it is looked at after each quarter, if
    // `parts`; which then counts as well.
    std::vector<core::insight::Level> pass(const core::insight::EvidenceDay& day,
                                           bool parts = false);

  private:
    core::insight::Watching watching_;
    std::vector<int> silent_for_;
};

// V7: false alerts in 30 days of a shop without incident, the first five weeks left out.
double measure_false_alerts(core::simulation::Volume volume, bool parts, const Size& size);
// The same of a rule that rings where a day is more than three standard deviations above the seven
// days before it (EARS C2), for comparison.
double measure_false_alerts_of_ears(core::simulation::Volume volume, const Size& size);

// V8: of shops with an incident in their sixth week, how many have it on the watch list by the
// third day, and rang by the fifth and the ninth.
struct Found {
    double listed = 0, within_5 = 0, within_9 = 0;
};
Found measure_found(core::simulation::Volume volume, const core::simulation::Swing& swing,
                    bool parts, const Size& size);

// V9: the same of the ninth day and false alerts, from the records of devices with all noise on.
struct Noisy {
    double false_alerts = 0, within_9 = 0;
    double answers = 0;  // a day
};
Noisy measure_noisy(bool hard_rules, const Size& size);

// V10 and V11: shares of effects.
struct Effects {
    int during = 0, normal = 0;
    double during_covers = 0, during_drops = 0;
    double normal_covers = 0, normal_drops = 0;
};
// Of actions that did nothing, four days after alerts that meant nothing.
Effects measure_useless(core::simulation::Volume volume, const Size& size);
// Of a complaint that tripled and was mended.
Effects measure_mended(core::simulation::Volume volume, const Size& size);

}  // namespace earshot::claims
