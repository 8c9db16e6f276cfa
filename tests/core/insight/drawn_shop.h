#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "core/insight/alerts.h"

namespace earshot::test {

// Days of a shop by the numbers of survey.md 7.1, as counts alone: what shoppers would change and
// what cashiers noted as trouble, with its scatter from day to day. Code 0 is "produce", usually
// 6 % of answers.
class DrawnShop {
  public:
    static constexpr std::size_t codes = 10;

    // How many of each come a day.
    DrawnShop(double answers, double notes, std::uint64_t seed)
        : answers_(answers), notes_(notes), chance_(seed) {
        std::lognormal_distribution<double> hears(0, 0.35);
        for (std::size_t code = 0; code < codes; ++code)
            heard_[code] = shares[code] * hears(chance_);
    }

    // What share of answers a code has when it is `times` what is usual.
    static double share_at(double times) {
        return shares[0] * times / (1 + shares[0] * (times - 1));
    }

    // Code 0 is `times` as common as usual.
    core::insight::EvidenceDay day(double times = 1) {
        static constexpr std::array week = {.87, .87, .93, .97, 1.08, 1.23, 1.05};
        const double busy = week[number_++ % week.size()];
        core::insight::EvidenceDay day;
        day.kiosk = draw(answers_ * busy, shares, times, true);
        day.cashiers = draw(notes_ * busy, heard_, times, false);
        return day;
    }

  private:
    // "None" and "other" make up the rest.
    static constexpr std::array<double, codes> shares = {.06, .17, .11, .14, .03,
                                                         .03, .06, .09, .06, .04};
    static constexpr double rest = .21;

    core::insight::Evidence draw(double mean, std::array<double, codes> parts, double times,
                                 bool with_rest) {
        std::lognormal_distribution<double> weather(0, 0.25);
        parts[0] *= times;
        for (double& part : parts) part *= weather(chance_);
        std::vector<double> all(parts.begin(), parts.end());
        if (with_rest) all.push_back(rest * weather(chance_));
        std::discrete_distribution<std::size_t> which(all.begin(), all.end());
        core::insight::Evidence evidence;
        evidence.n.assign(codes, 0);
        evidence.base = mean > 0 ? std::poisson_distribution<std::int64_t>(mean)(chance_) : 0;
        for (std::int64_t i = 0; i < evidence.base; ++i)
            if (const std::size_t code = which(chance_); code < codes) ++evidence.n[code];
        return evidence;
    }

    double answers_, notes_;
    std::mt19937_64 chance_;
    std::array<double, codes> heard_{};
    std::size_t number_ = 0;
};

// A shop that is looked at each evening, where each alert is dealt with for a week.
class WatchedShop {
  public:
    static constexpr int silent_days = 7;

    WatchedShop(double answers, double notes, std::uint64_t seed,
                core::insight::AlertRules rules = {})
        : shop_(answers, notes, seed),
          watching_(std::vector<double>(DrawnShop::codes, 1.0 / (DrawnShop::codes + 2)), rules),
          silent_for_(DrawnShop::codes, 0) {}

    // What the evening tells, by code.
    std::vector<core::insight::CodeWatch> pass(double times = 1) {
        days.push_back(shop_.day(times));
        std::vector<bool> silent;
        for (int& left : silent_for_) {
            silent.push_back(left > 0);
            left = std::max(0, left - 1);
        }
        auto seen = watching_.close(days.back(), silent);
        for (std::size_t code = 0; code < seen.size(); ++code) {
            if (seen[code].level != core::insight::Level::alert) continue;
            watching_.rang(code);
            silent_for_[code] = silent_days;
        }
        return seen;
    }

    std::vector<core::insight::EvidenceDay> days;
    const core::insight::Watching& watching() const { return watching_; }

  private:
    DrawnShop shop_;
    core::insight::Watching watching_;
    std::vector<int> silent_for_;
};

}  // namespace earshot::test
