#include "sync/store/several.h"

#include <algorithm>
#include <cmath>

namespace earshot::sync {
namespace {

constexpr std::chrono::seconds burst_span{60};
constexpr std::size_t burst_shows = 3;
constexpr std::size_t burst_sets_aside = 4;
constexpr double one_finger_chance = 0.001;
constexpr std::size_t one_finger_min = 3;  // a rare choice twice in a row is no run
constexpr std::size_t same_place_min = 5;

using Flags = std::vector<std::vector<std::string>>;

void add(std::vector<std::string>& flags, const char* flag) {
    if (std::ranges::find(flags, flag) == flags.end()) flags.emplace_back(flag);
}

void judge_bursts(const std::vector<Glimpse>& interviews, Flags& flags) {
    std::vector<std::size_t> recent;  // completed, within the span before the one at hand
    std::vector<bool> set_aside(interviews.size());
    for (std::size_t index = 0; index < interviews.size(); ++index) {
        if (!interviews[index].completed) continue;
        std::erase_if(recent, [&](std::size_t before) {
            return interviews[index].at - interviews[before].at > burst_span;
        });
        recent.push_back(index);
        if (recent.size() == burst_shows) add(flags[index], "Q5");
        if (recent.size() >= burst_sets_aside)
            for (const std::size_t each : recent) set_aside[each] = true;
    }
    for (std::size_t index = 0; index < interviews.size(); ++index) {
        if (!set_aside[index]) continue;
        std::erase(flags[index], "Q5");
        add(flags[index], "Q5+");
    }
}

// Flags the whole of each run that is too long for chance.
void judge_answers(const std::vector<Glimpse>& interviews, const ShareOf& share_of, Flags& flags) {
    for (std::size_t from = 0; from < interviews.size();) {
        std::size_t to = from + 1;
        while (to < interviews.size() && interviews[from].first &&
               interviews[to].first == interviews[from].first)
            ++to;
        const std::size_t length = to - from;
        if (interviews[from].first && length >= one_finger_min) {
            const auto share =
                share_of(interviews[from].first->first, interviews[from].first->second);
            if (share && std::pow(*share, static_cast<double>(length - 1)) < one_finger_chance)
                for (std::size_t each = from; each < to; ++each) add(flags[each], "Q7");
        }
        from = to;
    }
}

// An anchored choice ends a run; a screen whose order is not drawn says nothing of places.
void judge_places(const std::vector<Glimpse>& interviews, Flags& flags) {
    std::vector<std::size_t> run;
    const auto end = [&] {
        if (run.size() >= same_place_min)
            for (const std::size_t each : run) add(flags[each], "Q9");
        run.clear();
    };
    for (std::size_t index = 0; index < interviews.size(); ++index) {
        const Glimpse& here = interviews[index];
        if (here.anchored) end();
        if (!here.place || here.anchored) continue;
        if (!run.empty() && interviews[run.back()].place != here.place) end();
        run.push_back(index);
    }
    end();
}

}  // namespace

std::vector<std::vector<std::string>> flags_of_several(const std::vector<Glimpse>& interviews,
                                                       const ShareOf& share_of) {
    Flags flags(interviews.size());
    judge_bursts(interviews, flags);
    judge_answers(interviews, share_of, flags);
    judge_places(interviews, flags);
    return flags;
}

}  // namespace earshot::sync
