#include "app/cli/simulated_truth.h"

#include <array>
#include <variant>

#include "app/cli/simulated_days.h"

namespace earshot::app {
namespace {

namespace json = boost::json;
namespace simulation = core::simulation;

// In the order of core::Body.
constexpr std::array kinds{"response", "words",     "comment", "exposure",
                           "visit",    "follow_up", "status",  "retraction"};
static_assert(kinds.size() == std::variant_size_v<core::Body>);
// In the order of Origin.
constexpr std::array origins{"shopper",  "child", "bored_cashier", "cashier",
                             "inventor", "twice", "device"};
// In the order of core::Tone.
constexpr std::array tones{"praise", "trouble", "idea", "elsewhere"};

json::object numbers(const std::map<std::string, std::int64_t>& counts) {
    json::object object;
    for (const auto& [name, n] : counts) object[name] = n;
    return object;
}

template <typename Codes>
json::object shares(const Codes& codes, const simulation::ByCode<double>& expected) {
    json::object object;
    const auto shares = simulation::shares_of(expected);
    for (std::size_t code = 0; code < simulation::code_count; ++code)
        object[codes[code]] = shares[code];
    return object;
}

json::object truths(const simulation::ShopRecords& shop, simulation::Asks asks) {
    const auto& truth = shop.truth(asks);
    const auto& codes =
        asks == simulation::Asks::why ? simulation::why_codes : simulation::change_codes;
    return {{"answerers", shares(codes, truth.answerers)},
            {"shoppers", shares(codes, truth.shoppers)}};
}

}  // namespace

void Sent::add(const simulation::Made& made) {
    ++records_;
    ++kinds_[kinds[made.record.body.index()]];
    ++origins_[origins[static_cast<std::size_t>(made.origin)]];
    if (const auto* response = std::get_if<core::Response>(&made.record.body)) {
        ++interviews_;
        for (const core::Answer& answer : response->answers) {
            if (answer.choices.empty()) continue;
            Answers& sums = answers_[answer.question];
            ++sums.base;
            if (made.set_aside) ++sums.set_aside;
            for (const std::string& choice : answer.choices) ++sums.choices[choice];
        }
    } else if (const auto* comment = std::get_if<core::Comment>(&made.record.body)) {
        for (const std::string& topic : comment->topics)
            ++heard_[topic][tones[static_cast<std::size_t>(comment->tone)]];
    } else if (const auto* exposure = std::get_if<core::Exposure>(&made.record.body)) {
        transactions_ += exposure->transactions.value_or(0);
        for (const auto& question : exposure->questions)
            answers_[question.question].shown += question.shown.value_or(0);
    }
}

void Sent::add(const Sent& other) {
    records_ += other.records_;
    interviews_ += other.interviews_;
    transactions_ += other.transactions_;
    for (const auto& [kind, n] : other.kinds_) kinds_[kind] += n;
    for (const auto& [origin, n] : other.origins_) origins_[origin] += n;
    for (const auto& [question, more] : other.answers_) {
        Answers& sums = answers_[question];
        sums.base += more.base;
        sums.set_aside += more.set_aside;
        sums.shown += more.shown;
        for (const auto& [choice, n] : more.choices) sums.choices[choice] += n;
    }
    for (const auto& [reason, by_tone] : other.heard_)
        for (const auto& [tone, n] : by_tone) heard_[reason][tone] += n;
}

std::int64_t Sent::answers() const {
    std::int64_t sum = 0;
    for (const auto& [question, sums] : answers_) sum += sums.base;
    return sum;
}

json::object Sent::to_json() const {
    json::object answers;
    for (const auto& [question, sums] : answers_)
        answers[question] = json::object{{"shown", sums.shown},
                                         {"base", sums.base},
                                         {"set_aside_by_device", sums.set_aside},
                                         {"choices", numbers(sums.choices)}};
    json::object heard;
    for (const auto& [reason, by_tone] : heard_) heard[reason] = numbers(by_tone);
    return {{"records", numbers(kinds_)},
            {"made_by", numbers(origins_)},
            {"transactions", transactions_},
            {"answers", std::move(answers)},
            {"heard", std::move(heard)}};
}

json::object truth_of(const simulation::Scenario& scenario, const simulation::ShopRecords& shop,
                      std::chrono::local_days first_day) {
    const auto date = [&](int day) { return date_name(first_day + std::chrono::days{day}); };
    json::array swings;
    for (const auto& swing : scenario.swings)
        swings.push_back(json::object{{"what", swing.what},
                                      {"reason", swing.reason},
                                      {"from", date(swing.from)},
                                      {"factors", json::value_from(swing.factors)},
                                      {"then", swing.after},
                                      {"express_only", swing.express_only}});
    json::array unusual;
    for (const auto& day : scenario.unusual)
        unusual.push_back(json::object{{"what", day.what},
                                       {"day", date(day.day)},
                                       {"transactions", day.transactions},
                                       {"reason", day.reason},
                                       {"factor", day.factor}});
    return {{"swings", std::move(swings)},
            {"unusual_days", std::move(unusual)},
            {"shares", json::object{{"A", truths(shop, simulation::Asks::why)},
                                    {"B", truths(shop, simulation::Asks::change)}}}};
}

}  // namespace earshot::app
