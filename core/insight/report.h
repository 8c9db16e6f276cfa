#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/questionnaire.h"
#include "core/reasons.h"
#include "core/record.h"

// Tallies turned into shares with intervals. Pure: the same tallies give the same report.
namespace earshot::core::insight {

// Weekdays and weekends, each by daypart (until 11, 14, 17, and after): 0 is a weekday's morning,
// 7 a weekend's evening.
constexpr std::size_t week_parts = 8;

// One count of answers. `choice` empty counts answers to the question, whatever was chosen: the
// base, which for `multiple` is not the sum of the choices.
struct Tally {
    std::string shop;
    std::string till;
    Instant hour;  // start of an hour of the shop's clock
    std::string question;
    std::string choice;
    std::string first;  // for a second answer, what the first was; else empty
    bool set_aside = false;
    std::int64_t n = 0;
    std::string first_question = {};  // of what question `first` is a choice; empty: not known
    std::string basket = {};          // few medium full produce; empty where no till told
    std::uint8_t week_part = 0;       // of `hour`, by the shop's clock
};

// One count of comments: what was heard. `special` ones are not among them.
struct Heard {
    std::string shop;
    std::string till;
    Instant hour;
    std::string reason;
    Tone tone = Tone::trouble;
    std::int64_t n = 0;
};

// Sums of exposures for a question over the hours that have one with `shown`.
struct Asked {
    std::string shop;
    std::string till;
    Instant hour;
    std::string question;
    std::int64_t shown = 0;
    std::int64_t answered = 0;
};

// How many shopped, as the tills tell: sums of exposures over the hours that have transactions.
struct Traffic {
    std::string shop;
    std::string till;
    Instant hour;
    std::uint8_t week_part = 0;
    std::int64_t transactions = 0;
    std::array<std::int64_t, 4> baskets = {};  // few medium full produce; 0 where not told
};

struct ChoiceShare {
    std::string id;
    std::string text;
    std::optional<std::int64_t> n;
    // Fractions of 1; none where `base` is too small to tell (fewer than 30, or a range wider than
    // 30 points). Weighted where tills tell how many shopped, for shops as a whole: then to four
    // places, so that the counts behind them cannot be worked out.
    std::optional<double> share, low, high;
    std::optional<double> change;        // in points of 1, against the period before
    std::optional<std::string> changed;  // up down no unknown; none where no comparison was asked

    bool operator==(const ChoiceShare&) const = default;
};

struct QuestionReport {
    std::string id;
    std::string text;
    std::optional<std::string> measures;
    std::optional<std::int64_t> base;
    std::optional<std::int64_t> asked;
    std::optional<double> response_rate;
    std::optional<std::int64_t> set_aside;
    std::vector<ChoiceShare> choices;

    bool operator==(const QuestionReport&) const = default;
};

struct Tones {
    std::optional<std::int64_t> praise, trouble, idea, elsewhere;

    bool operator==(const Tones&) const = default;
};

struct HeardReport {
    std::string reason;
    std::string text;
    std::optional<std::int64_t> n;
    Tones tones;

    bool operator==(const HeardReport&) const = default;
};

struct Group {
    std::string key;  // a day, an hour, a shop or a till
    std::vector<QuestionReport> questions;
    std::vector<HeardReport> heard;

    bool operator==(const Group&) const = default;
};

struct Report {
    Instant from, to;
    std::vector<QuestionReport> questions;
    std::vector<HeardReport> heard;
    std::optional<std::int64_t> flagged = 0;  // answers set aside, of all questions
    std::vector<std::string> sentences;
    std::vector<Group> groups;

    bool operator==(const Report&) const = default;
};

enum class By { none, day, hour, shop, till };

struct Query {
    Instant from, to;
    std::optional<std::string> question;
    bool kiosk = true;  // shoppers' own answers
    bool heard = true;  // comments
    bool include_flagged = false;
    By by = By::none;
    bool compare = false;
    // One till of those in the counts: give the counts of all, as what its neighbours show must not
    // tell it.
    std::optional<std::string> till;
    // A till, or a period under 24 h: a split, in which nothing below `smallest` shows.
    bool split = false;
    int smallest = 5;
    std::string language = "en";
};

struct Counts {
    std::vector<Tally> tallies;
    std::vector<Heard> heard;
    std::vector<Asked> asked;
    std::vector<Traffic> traffic;
};

// `questions` and `reasons` give the order and the words; a question with no tally stands with
// zeroes. `before` is the period before, for Query::compare. `key` names the group of an hour in a
// shop and till (days are the shop's: the caller knows its zone).
using GroupKey =
    std::function<std::string(const std::string& shop, const std::string& till, Instant hour)>;
Report make_report(const Query& query, const std::vector<Question>& questions,
                   const std::vector<Reason>& reasons, const Counts& now, const Counts& before,
                   const GroupKey& key);

}  // namespace earshot::core::insight
