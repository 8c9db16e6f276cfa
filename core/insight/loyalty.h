#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/insight/report.h"

// Loyalty apart from satisfaction: what shoppers choose first and how their trips divide, not how
// content they are. Pairs of answers are of one person (Tally::first). Pure; of shops as a whole.
namespace earshot::core::insight {

// How long somebody has to come back.
constexpr std::chrono::days return_span{28};

// What a share is worth, by the rules of ChoiceShare; `n` none where it could point at single
// people.
struct Part {
    std::string id;
    std::string text;
    std::optional<std::int64_t> n;
    std::optional<double> share, low, high;

    bool operator==(const Part&) const = default;
};

struct Parts {
    std::optional<std::int64_t> base;
    std::vector<Part> parts;

    bool operator==(const Parts&) const = default;
};

// A mean between 0 and 1 with its 95 % interval; none below 30 answers.
struct Mean {
    std::optional<double> mean, low, high;

    bool operator==(const Mean&) const = default;
};

// Reasons of those who come so often: "id" is a choice of the question that measures frequency.
struct ByFrequency {
    std::string id;
    std::string text;
    Parts stay;   // answers to the question that measures why
    Parts leave;  // … that measures change

    bool operator==(const ByFrequency&) const = default;
};

// Whether those who gave one answer differ in something from all others who were asked the same.
struct Contrast {
    std::string question;
    std::string choice;
    std::string text;
    std::int64_t n = 0;  // gave it
    std::int64_t others = 0;
    double share = 0;  // of them
    double share_others = 0;
    double low = 0, high = 0;  // 95 % range of the difference
    bool together = false;     // it goes together with the answer (Benjamini–Hochberg at 0.10)

    bool operator==(const Contrast&) const = default;
};

// Of the visits with this first answer, how many were followed by another of the same person.
struct Returned {
    std::string question;
    std::string choice;
    std::int64_t n = 0;
    std::int64_t back = 0;
};

struct Loyalty {
    Instant from, to;
    Part first_choice;  // of those asked for the rank
    std::optional<std::int64_t> rank_base;
    // Each answer as its part of a shopper's food shopping by the rank: Keiningham et al.'s wallet
    // allocation rule, (1 - rank / (N + 1)) · 2 / N, with 2 shops for a first choice and one of
    // two, 3 for one of several and a last resort.
    Mean rank_share;
    std::optional<std::int64_t> trips_base;
    // Of the last five trips. Frequent shoppers are met more often: `of_shoppers` counts everybody
    // once.
    Mean of_shoppers, of_trips;
    // loyal_happy happy_shared loyal_grumbling at_risk: satisfied is one of the best two of five
    // points of the question that measures the visit, loyal is first choice.
    Parts boxes;
    Parts wishes;  // what would bring those here more often whose trips are shared: up to 3 of 5
    std::vector<ByFrequency> groups;
    std::vector<Contrast> drivers;  // first choice, by reason and wish; the widest apart first
    std::optional<std::int64_t> returns_base;  // visits with an answer and a token
    std::optional<double> returns_share;
    std::vector<Contrast> returns;  // came back, by reason and wish
    std::vector<std::string> sentences;

    bool operator==(const Loyalty&) const = default;
};

struct LoyaltyQuery {
    Instant from, to;
    int smallest = 5;
    std::string language = "en";
};

Loyalty make_loyalty(const LoyaltyQuery& query, const std::vector<Question>& questions,
                     const std::vector<Tally>& tallies, const std::vector<Returned>& returned);

}  // namespace earshot::core::insight
