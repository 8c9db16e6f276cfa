#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "core/insight/rates.h"

// When to ring the bell: complaints that became more, at once or in days; tills that fell silent;
// shoppers who answer less. Pure: counts in, no clock.
namespace earshot::core::insight {

// Topics of the reason book of which one note of trouble is reason enough to fetch the manager:
// this is the one place that names them. A book without them has none.
inline constexpr std::array<std::string_view, 2> hot_topics = {"danger", "illness"};
bool is_hot(std::string_view reason);

// What one source told in one day of the shop.
struct Evidence {
    std::int64_t base = 0;        // answers, or notes of trouble
    std::vector<std::int64_t> n;  // of them by code, in one order throughout; may be empty
};

struct EvidenceDay {
    Evidence kiosk;     // shoppers' answers to what they would change
    Evidence cashiers;  // notes of trouble
    bool unusual = false;
};

// Survey.md 3.7. Its measured rates hold for these numbers alone.
struct AlertRules {
    double times = 2;           // the rise that is looked for
    double alert = 5.0;         // evaluated once a day
    double alert_within = 5.5;  // evaluated within the day as well
    double watch = 3.0;
    double raised_by = 0.5;  // standard errors, against a baseline that is low by chance
    int baseline_days = 28;
    int gap_days = 2;  // between the baseline and the day looked at
    int reports_min = 3;
    int reports_days = 3;
    int learning_days = 14;
    std::int64_t learning_answers = 150;
    double pseudo_answers = 20;    // of the prior, while the baseline is not full
    double quiet_below = 15;       // answers and notes a day
    std::int64_t source_min = 30;  // of a baseline that counts for its source
    int left_out_max = 14;         // days of one episode that the baseline does without
    int baseline_days_min = 7;     // with fewer left, what lasted became the usual
};

enum class Readiness { learning, too_quiet, ready };
enum class Level { none, watch, alert };

struct CodeWatch {
    double sum = 0;  // the CUSUM's
    Level level = Level::none;
    // In the last `reports_days`, and how many of them would be usual.
    std::int64_t kiosk = 0, cashiers = 0;
    double usual = 0;
};

// CUSUM of log-likelihood ratios of counts against a guarded baseline (Page, Biometrika 41 (1954)
// 100-115; Hoehle and Paul, Comput. Stat. Data Anal. 52 (2008) 4357-4368), with the evidence of
// both sources added. Days go in one by one, in the order of the calendar, none left out.
class Watching {
  public:
    // `prior`: the share of answers that each code is expected to have before anything is known.
    Watching(std::vector<double> prior, AlertRules rules = {});

    // What would be the case if the day ended now; nothing is kept of it. `silent` codes have an
    // alert that is being dealt with: they do not ring. By code.
    std::vector<CodeWatch> look(const EvidenceDay& today, const std::vector<bool>& silent) const;
    // The day is over.
    std::vector<CodeWatch> close(const EvidenceDay& day, const std::vector<bool>& silent);
    // The alert that close() told of was raised: it begins anew for this code.
    void rang(std::size_t code);

    // Of the day that would come next.
    Readiness readiness() const;

  private:
    struct Past {
        EvidenceDay day;
        std::vector<bool> guarded;  // codes whose baseline does without it
    };
    struct Base {
        double share = 0;   // as it was
        double raised = 0;  // as it is compared with
        double n = 0;
        double phi = 1;
        bool counts = false;
    };

    std::vector<CodeWatch> judge(const EvidenceDay& day, const std::vector<bool>& silent,
                                 double alert_at) const;
    std::vector<Base> bases(const Evidence EvidenceDay::*source) const;
    std::vector<const Past*> baseline(std::size_t code) const;

    AlertRules rules_;
    std::vector<double> prior_;
    std::vector<double> sums_;
    std::vector<int> episode_days_;  // of the running episode, so far
    std::deque<Past> past_;          // as many days as a baseline may reach back
    std::int64_t days_seen_ = 0;
    std::int64_t answers_seen_ = 0;
};

// The burst rule: how many notes of trouble with one code, from two tills or more within two
// hours, are too many where `usual` come in two hours.
std::int64_t burst_at(double usual);
inline constexpr int burst_minutes = 120;
inline constexpr int burst_tills = 2;

// Cashiers' notes of one till and of all others, by shop days on which anything was noted.
struct TillNotes {
    std::int64_t now = 0, others_now = 0;                    // in the last ten such days
    std::int64_t before = 0, others_before = 0;              // in the 28 days before them
    std::int64_t transactions = 0, others_transactions = 0;  // in the last ten; 0: not known
};
inline constexpr int silence_days = 10;
// Nothing is noted there, where chance alone would hardly leave it out: by how it was before, or,
// where tills announce transactions, by how the others are.
bool fell_silent(const TillNotes& notes);

// Whether far fewer of the shoppers who are asked answer than before: more than 30 % less, beyond
// chance. Four weeks against the four before.
bool response_dropped(const Counted& now, const Counted& before);

}  // namespace earshot::core::insight
