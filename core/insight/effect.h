#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/insight/alerts.h"
#include "core/insight/rates.h"

// Whether a complaint became rarer after something was done about it (survey.md 6.4). Never the
// week before against the week after: what is picked for being extreme falls by itself. Pure. Days
// are indices into the days given, which follow each other; one may lie before or after them.
namespace earshot::core::insight {

// Days first to last, both in; none where last < first.
struct Window {
    int first = 0, last = -1;

    int days() const { return last < first ? 0 : last - first + 1; }
};

struct EffectWindows {
    Window normal;  // four weeks, ended two weeks before the alert
    Window during;  // after the alert, which did not select them, until it was done
    Window post;    // two weeks, three days after it was done
};
EffectWindows windows_of(int alert_day, int done_day);

// What a source counted of the code in a window, unusual days left out.
struct WindowCounts {
    Counted kiosk, cashiers;

    bool operator==(const WindowCounts&) const = default;
};

enum class Better { yes, worse, cant_tell };
enum class Back { yes, not_yet, cant_tell };

struct AlertEffect {
    EffectWindows windows;
    WindowCounts normal, during, post;
    bool over = false;  // all of `post` has been
    // None where one of the two has too little to be set against the other.
    std::optional<Ratio> against_during, against_normal;
    Better better = Better::cant_tell;
    Back back = Back::cant_tell;
};
// `today` is the first day that is not over. Sources are compared each with itself, and the two
// ratios taken together.
AlertEffect effect_after_alert(const std::vector<EvidenceDay>& days, std::size_t code,
                               int alert_day, int done_day, int today);

enum class Course { fell, rose, no_clear_change, cant_tell };

// An action that no alert began: whole weeks before and after, as a segmented quasi-Poisson
// regression with offset (Wagner et al., J. Clin. Pharm. Ther. 27 (2002) 299-309), in which all
// other codes together are the control series.
struct PlanEffect {
    int weeks_before = 0, weeks_after = 0;
    bool slope = false;  // level and slope; from twelve weeks on each side. Else the level alone
    std::optional<Ratio> ratio;  // at the middle of the weeks after
    Course course = Course::cant_tell;
    WindowCounts before, after;
};
PlanEffect effect_of_plan(const std::vector<EvidenceDay>& days, std::size_t code, int done_day,
                          int today);

// A count of each week, out of `n`, before or after.
struct Week {
    double y = 0, n = 0;
    bool after = false;
};
struct Segmented {
    double log_ratio = 0, error = 0;
    double phi = 1;  // as found, also below 1
};
// `phi_min`: what phi counts for at least in the error. None where the counts carry no estimate.
std::optional<Segmented> level_change(const std::vector<Week>& weeks, double phi_min = 1);
// Level and slope: how far it lies, at the middle of the weeks after, from where it was going.
std::optional<Segmented> level_and_slope_change(const std::vector<Week>& weeks, double phi_min = 1);

// What the figures propose to whoever closes the action; a person decides.
enum class Proposal { worked, no_clear_change, worse, too_few };
std::optional<Proposal> proposal(const AlertEffect& effect);  // none: too early
std::optional<Proposal> proposal(const PlanEffect& effect);

}  // namespace earshot::core::insight
