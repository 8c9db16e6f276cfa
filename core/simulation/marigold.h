#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// Marigold, a mid-size supermarket that does not exist (survey.md 7.1): every number of it, in one
// place. Invented to be plausible: only orders of magnitude carry over to a real shop.
namespace earshot::core::simulation {

inline constexpr std::size_t segment_count = 5;
inline constexpr std::size_t daypart_count = 4;  // 8-11, 11-14, 14-17, 17-21 of the shop's clock
inline constexpr std::size_t code_count = 12;
inline constexpr std::size_t basket_count = 4;  // in the order of core::Basket

template <typename Value>
using ByCode = std::array<Value, code_count>;

inline constexpr std::array<int, daypart_count + 1> daypart_begins{8, 11, 14, 17, 21};

// Choices of "why do you shop here" and of "what would you change", as the questionnaires name
// them, in the order in which every ByCode stands.
inline constexpr ByCode<std::string_view> why_codes{"location", "price",  "produce", "fresh",
                                                    "range",    "offers", "staff",   "queue",
                                                    "clean",    "access", "habit",   "other"};
inline constexpr ByCode<std::string_view> change_codes{"produce", "price",  "stock", "queue",
                                                       "staff",   "clean",  "find",  "range",
                                                       "access",  "offers", "none",  "other"};
inline constexpr std::size_t change_none = 10;
inline constexpr std::size_t change_other = 11;
inline constexpr std::size_t change_substantive = 10;  // codes before these: troubles

// Where in change_codes; a name that is none is a bug.
std::size_t change_code(std::string_view code);

struct Segment {
    std::string_view name;
    std::array<double, daypart_count> mix;  // share of the daypart's shoppers
    double express;                         // share that goes to an express lane
    double answers;                         // logit of answering what is shown
    std::array<double, basket_count> baskets;
    ByCode<double> why;     // per cent
    ByCode<double> change;  // per cent
    double first_choice;    // share whose first choice this shop is
    double satisfied;       // share who say Excellent or Very good
    double weekly;          // share who come every week
};

struct Marigold {
    double transactions = 1'500;  // a day of factor 1, with so many tills
    int tills = 6;                // half of them express lanes, rounded down
    std::array<double, 7> weekdays{.87, .87, .93, .97, 1.08, 1.23, 1.05};  // from Monday
    double day_sigma = .06;
    std::array<double, daypart_count> on_weekdays{.17, .27, .26, .30};
    std::array<double, daypart_count> at_weekends{.22, .36, .25, .17};

    std::array<Segment, segment_count> segments{{
        {"family",
         {.20, .25, .35, .25},
         .15,
         -2.3,
         {.05, .25, .65, .05},
         {14, 17, 10, 11, 22, 8, 2, 2, 7, 3, 3, 1},
         {6, 18, 13, 14, 3, 3, 7, 10, 7, 5, 12, 2},
         .55,
         .60,
         .80},
        {"cherry picker",
         {.20, .20, .15, .10},
         .50,
         -1.5,
         {.25, .15, .02, .58},
         {12, 6, 55, 5, 5, 5, 4, 2, 2, 2, 1, 1},
         {10, 12, 6, 12, 2, 3, 3, 16, 5, 3, 26, 2},
         .15,
         .65,
         .40},
        {"price switcher",
         {.15, .20, .15, .15},
         .35,
         -1.8,
         {.15, .40, .40, .05},
         {12, 40, 5, 3, 8, 22, 1, 2, 3, 1, 2, 1},
         {4, 36, 14, 12, 2, 2, 4, 4, 4, 9, 7, 2},
         .30,
         .50,
         .30},
        {"commuter",
         {.10, .15, .15, .42},
         .70,
         -2.5,
         {.72, .22, .01, .05},
         {45, 4, 4, 4, 4, 3, 2, 17, 12, 1, 3, 1},
         {4, 10, 10, 28, 3, 2, 5, 6, 12, 2, 16, 2},
         .40,
         .60,
         .65},
        {"regular",
         {.35, .20, .20, .08},
         .40,
         -1.2,
         {.25, .50, .10, .15},
         {22, 7, 10, 6, 5, 5, 18, 2, 4, 4, 15, 2},
         {6, 14, 8, 12, 3, 4, 12, 5, 4, 4, 26, 2},
         .80,
         .75,
         .90},
    }};
    // Regulars alone are more satisfied where the shop is their first choice; in all others the two
    // have nothing to do with each other.
    double regular_satisfied_first = .80, regular_satisfied_else = .55;
    double first_timers = .05;

    // Added to the logit of answering.
    double answers_morning = .1, answers_evening = -.3, answers_weekend = -.1,
           answers_express = -.2;
    double answers_content = -.4;  // who would say "nothing, all good" stays silent more often
    double answers_upset = .5;     // and who has met an acute trouble, less
    double skips = .03;            // of those who touch: "not today"
    double code_sigma = .25;       // day to day, each choice

    // At the till.
    double service_s = 41, service_item_s = 3;
    double items_main = 20, items_express = 6;
    double first_item_s = 4;  // from the start of a transaction to the first scanned item

    // At the screen: seconds to read and tap.
    double first_least_s = .5, first_median_s = 3.8, first_sigma = .55;
    double practised = .20, practised_median_s = 2.0;
    double second_least_s = .4, second_median_s = 2.8, second_sigma = .5;
    double walks_away = .08;  // from the second question

    // Cashiers, and what they add.
    int cashiers = 14;
    double tags = .017, tags_sigma = .6;  // a transaction; by cashier
    int enthusiasts = 2;
    double enthusiasm = 3;
    int silent = 3;
    double invents = .30;    // of the entries of the one who does
    double mix_sigma = .35;  // each cashier hears what there is, and notes what they like
    double trouble_tags = .75, praise_tags = .15, idea_tags = .06;  // the rest: buys it elsewhere
    double with_words = .40, with_typos = .25, second_language = .20;
    double double_submits = .03;
    double words_of_other = .25;  // of those who tap "something else"

    // What no shopper does.
    double children = .004;  // of the transactions
    double child_tap_s = .45, child_dead = 1.5, child_more_sessions = 3;
    double bored = .04;  // of the days of a till, where the question is always there
    int bored_least = 5, bored_most = 19;
    double bored_s = .8;

    // Coming back: households with a card, and what drives them away for good after one visit.
    double cards = .10;   // of the transactions
    int households = 60;  // of a till
    double leaves = .01, leaves_after_staff = .08, leaves_after_queue = .04;
};

}  // namespace earshot::core::simulation
