#include "tests/bench/claims/devices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "core/quality.h"
#include "sync/store/several.h"

namespace earshot::claims {
namespace {

using core::simulation::Made;
using core::simulation::Origin;
using core::simulation::Scenario;
using core::simulation::ShopRecords;

ShopRecords shop_of(const Scenario& scenario, std::uint64_t seed) {
    return {{}, scenario, {.shop = "marigold", .questionnaire = supermarket()}, seed};
}

bool is_genuine(Origin origin) { return origin == Origin::shopper; }

sync::Glimpse glimpse_of(const core::Record& record, const core::Response& response) {
    sync::Glimpse glimpse;
    glimpse.at = record.at;
    glimpse.completed = response.ended == core::Ended::completed;
    const core::Answer& first = response.answers.front();
    if (first.choices.size() != 1) return glimpse;
    glimpse.first.emplace(first.question, first.choices.front());
    const core::Question* question = supermarket().find(first.question);
    if (question->order != core::ChoiceOrder::shuffled) return glimpse;
    glimpse.anchored = question->find(first.choices.front())->anchored;
    glimpse.place = static_cast<std::size_t>(std::ranges::find(first.shown, first.choices.front()) -
                                             first.shown.begin());
    return glimpse;
}

// Part of the day by the shop's clock, which the shops here keep in UTC.
std::size_t daypart_of(core::Instant at) {
    const auto hour =
        std::chrono::floor<std::chrono::hours>(at - std::chrono::floor<std::chrono::days>(at))
            .count();
    std::size_t part = 0;
    while (part + 1 < core::simulation::daypart_count &&
           hour >= core::simulation::daypart_begins[part + 1])
        ++part;
    return part;
}

}  // namespace

const core::Questionnaire& supermarket() {
    static const core::Questionnaire read = [] {
        std::ifstream file(ASSETS_FOLDER "/questionnaires/supermarket.toml");
        std::stringstream text;
        text << file.rdbuf();
        auto reading = core::read_questionnaire(text.str());
        if (!reading.questionnaire) throw std::runtime_error("supermarket.toml cannot be read");
        return *std::move(reading.questionnaire);
    }();
    return read;
}

std::vector<std::vector<Judged>> judged_shop(const Scenario& scenario, std::uint64_t seed) {
    ShopRecords shop = shop_of(scenario, seed);
    std::vector<std::vector<Judged>> tills;
    while (shop.days_made() < scenario.days) {
        auto day = shop.next_day();
        tills.resize(day.size());
        for (std::size_t till = 0; till < day.size(); ++till)
            for (Made& made : day[till]) {
                const bool aside = made.set_aside;
                tills[till].push_back({std::move(made), aside});
            }
    }
    for (auto& till : tills) {
        std::vector<Judged*> interviews;
        std::vector<sync::Glimpse> glimpses;
        for (Judged& judged : till)
            if (const auto* response = std::get_if<core::Response>(&judged.made.record.body)) {
                interviews.push_back(&judged);
                glimpses.push_back(glimpse_of(judged.made.record, *response));
            }
        const auto flags = sync::flags_of_several(
            glimpses, [](const auto&, const auto&) { return std::optional<double>(); });
        for (std::size_t index = 0; index < interviews.size(); ++index)
            if (core::sets_aside(flags[index])) interviews[index]->set_aside = true;
    }
    return tills;
}

HardRules measure_hard_rules(core::Armed armed, int days, const Size& size) {
    double genuine = 0, lost = 0, untrue = 0, untrue_kept = 0;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        const Scenario scenario{.days = days, .armed = armed};
        const auto seed = size.seed + static_cast<std::uint64_t>(replicate);
        for (const auto& till : judged_shop(scenario, seed))
            for (const Judged& judged : till) {
                const auto* response = std::get_if<core::Response>(&judged.made.record.body);
                // "Not today" is no answer.
                if (response == nullptr || response->answers.front().choices.empty()) continue;
                if (is_genuine(judged.made.origin)) {
                    ++genuine;
                    lost += judged.set_aside ? 1 : 0;
                } else {
                    ++untrue;
                    untrue_kept += judged.set_aside ? 0 : 1;
                }
            }
    }
    return {lost / genuine, untrue_kept / (genuine - lost + untrue_kept),
            untrue / (genuine + untrue)};
}

double measure_balance(const Size& size) {
    const auto& tickets = supermarket().tickets;
    double sum = 0;
    for (const auto& [question, weight] : tickets) sum += weight;
    double worst = 0;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        const Scenario scenario{.days = 7, .ask_share = .33};
        ShopRecords shop = shop_of(scenario, size.seed + static_cast<std::uint64_t>(replicate));
        std::map<std::size_t, std::map<std::string, double>> shown;
        while (shop.days_made() < scenario.days)
            for (const auto& till : shop.next_day())
                for (const Made& made : till)
                    if (const auto* exposure = std::get_if<core::Exposure>(&made.record.body))
                        for (const auto& question : exposure->questions)
                            if (tickets.contains(question.question))
                                shown[daypart_of(exposure->hour)][question.question] +=
                                    question.shown.value_or(0);
        for (auto& [part, by_question] : shown) {
            double all = 0;
            for (const auto& [question, n] : by_question) all += n;
            if (all < 400) continue;
            for (const auto& [question, weight] : tickets)
                worst = std::max(worst, std::abs(by_question[question] / all - weight / sum));
        }
    }
    return worst;
}

std::vector<double> measure_places(const std::string& question, const Size& size) {
    std::vector<double> p;
    const core::Question* asked = supermarket().find(question);
    const auto places = static_cast<std::size_t>(
        std::ranges::count(asked->choices, false, &core::Choice::anchored));
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        const Scenario scenario{.days = 7};
        ShopRecords shop = shop_of(scenario, size.seed + static_cast<std::uint64_t>(replicate));
        std::vector<double> chosen(places);
        double n = 0;
        while (shop.days_made() < scenario.days)
            for (const auto& till : shop.next_day())
                for (const Made& made : till) {
                    const auto* response = std::get_if<core::Response>(&made.record.body);
                    if (response == nullptr || !is_genuine(made.origin)) continue;
                    const core::Answer& first = response->answers.front();
                    if (first.question != question || first.choices.empty()) continue;
                    const auto place = static_cast<std::size_t>(
                        std::ranges::find(first.shown, first.choices.front()) -
                        first.shown.begin());
                    if (place >= places) continue;
                    ++chosen[place];
                    ++n;
                }
        double chi_square = 0;
        const double expected = n / static_cast<double>(places);
        for (const double each : chosen)
            chi_square += (each - expected) * (each - expected) / expected;
        p.push_back(chi_square_p(chi_square, static_cast<double>(places - 1)));
    }
    return p;
}

std::vector<Claim> device_claims(const Size& size) {
    std::vector<Claim> claims;
    // A shop's month has thousands of interviews: fewer shops than replicates are enough.
    const Size shops{std::max(1, size.replicates / 20), size.seed};
    for (const auto& [armed, name] : {std::pair{core::Armed::transaction, "armed by transaction"},
                                      std::pair{core::Armed::always, "always armed"}}) {
        const HardRules seen = measure_hard_rules(armed, 28, shops);
        claims.push_back({"V5",
                          fmt::format("hard rules, {} ({} shops, 28 days): lost / false", name,
                                      shops.replicates),
                          "≤ 1.5 % / ≤ 1 %",
                          fmt::format("{} / {}, {} before", per_cent(seen.genuine_lost),
                                      per_cent(seen.false_kept), per_cent(seen.false_before)),
                          seen.genuine_lost <= .015 && seen.false_kept <= .01});
    }
    const double balance = measure_balance(shops);
    claims.push_back(
        {"V12",
         fmt::format("first questions by part of the day ({} shops), off by", shops.replicates),
         "≤ 3 points", fmt::format("{:.2f} points", 100 * balance), balance <= .03});
    const Size places{std::max(20, size.replicates / 5), size.seed};
    for (const char* question : {"A", "B"}) {
        const double p = uniform_p(measure_places(question, places));
        claims.push_back({"V13",
                          fmt::format("places of the chosen, {} ({} shops): p of uniform p",
                                      question, places.replicates),
                          "> 0.01", fmt::format("{:.2f}", p), p > .01});
    }
    return claims;
}

}  // namespace earshot::claims
