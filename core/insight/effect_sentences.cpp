#include "core/insight/effect_sentences.h"

#include <fmt/format.h>

#include <cmath>

namespace earshot::core::insight {
namespace {

// Shoppers' own answers speak where any is about it; else cashiers' notes.
struct Moved {
    Counted before, now;
};

Moved moved(const WindowCounts& before, const WindowCounts& now) {
    const bool heard_alone =
        before.kiosk.x + now.kiosk.x == 0 && before.cashiers.x + now.cashiers.x > 0;
    if (heard_alone) return {before.cashiers, now.cashiers};
    return {before.kiosk, now.kiosk};
}

double share(const Counted& counted) {
    return counted.n == 0 ? 0 : static_cast<double>(counted.x) / static_cast<double>(counted.n);
}

int points(double part) { return static_cast<int>(std::lround(part * 100)); }

// "from 14 % to 7 % (between −11 and −3 points; 22 of 160, then 15 of 210)"
std::string from_to(const WindowCounts& before, const WindowCounts& now, const Ratio& ratio) {
    const Moved counts = moved(before, now);
    const double was = share(counts.before);
    return fmt::format("from {} % to {} % (between {:+} and {:+} points; {} of {}, then {} of {})",
                       points(was), points(share(counts.now)), points(was * (ratio.range.low - 1)),
                       points(was * (ratio.range.high - 1)), counts.before.x, counts.before.n,
                       counts.now.x, counts.now.n);
}

}  // namespace

std::vector<std::string> sentences(const AlertEffect& effect) {
    std::vector<std::string> said;
    if (!effect.over) return {"Too early to tell: two weeks after it was done have not passed."};
    if (!effect.against_during)
        said.push_back(
            "Can't tell whether it is better than during: too few said anything between the alert "
            "and what was done.");
    else {
        const std::string moved = from_to(effect.during, effect.post, *effect.against_during);
        switch (effect.better) {
            case Better::yes:
                said.push_back(fmt::format("Better than during: {}.", moved));
                break;
            case Better::worse:
                said.push_back(fmt::format("Worse than during: {}.", moved));
                break;
            case Better::cant_tell:
                said.push_back(
                    fmt::format("Can't tell whether it is better than during: {}.", moved));
        }
    }
    if (!effect.against_normal) {
        said.push_back("Can't tell whether it is back to normal: too little is known of before.");
        return said;
    }
    const std::string moved = from_to(effect.normal, effect.post, *effect.against_normal);
    switch (effect.back) {
        case Back::yes:
            said.push_back(fmt::format("Back to normal: {}.", moved));
            break;
        case Back::not_yet:
            said.push_back(fmt::format("Not yet back to normal: {}.", moved));
            break;
        case Back::cant_tell:
            said.push_back(fmt::format("Can't tell yet whether it is back to normal: {}.", moved));
    }
    return said;
}

std::vector<std::string> sentences(const PlanEffect& effect) {
    const std::string weeks =
        fmt::format("{} weeks before, {} weeks after", effect.weeks_before, effect.weeks_after);
    if (!proposal(effect))
        return {fmt::format("Too early to tell: four weeks on each side are needed ({}).", weeks)};
    if (!effect.ratio) return {fmt::format("Can't tell: too few answers ({}).", weeks)};
    const std::string moved = from_to(effect.before, effect.after, *effect.ratio);
    switch (effect.course) {
        case Course::fell:
            return {fmt::format("Rarer than before, other wishes taken into account: {}; {}.",
                                moved, weeks)};
        case Course::rose:
            return {fmt::format("More often than before, other wishes taken into account: {}; {}.",
                                moved, weeks)};
        case Course::no_clear_change:
        case Course::cant_tell:
            break;
    }
    return {fmt::format("No clear change, other wishes taken into account: {}; {}.", moved, weeks)};
}

}  // namespace earshot::core::insight
