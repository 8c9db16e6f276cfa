#include "core/today.h"

#include <sstream>

#include "core/id.h"
#include "core/quality.h"

namespace earshot::core {
namespace {

// Far beyond what one device is told in a day.
constexpr std::int64_t count_max = 1'000'000;

}  // namespace

// A line for the day, then one for each count: question, choice, how often.
Today Today::read(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::chrono::local_days::rep day = 0;
    if (!(in >> day)) return {};
    Today today;
    today.day_ = std::chrono::local_days(std::chrono::days(day));
    std::string question, choice;
    for (std::int64_t n = 0; in >> question >> choice >> n;) {
        if (!is_name(question) || !is_name(choice) || n < 1 || n > count_max) return {};
        today.counts_[{question, choice}] = n;
    }
    return in.eof() ? today : Today();
}

std::string Today::written() const {
    std::string text = std::to_string(day_.time_since_epoch().count()) + "\n";
    for (const auto& [said, n] : counts_)
        text += said.first + " " + said.second + " " + std::to_string(n) + "\n";
    return text;
}

void Today::add(const std::string& id, const Response& response, std::chrono::local_days day) {
    if (day != day_) counts_.clear();
    day_ = day;
    newest_ = id;
    newest_said_.clear();
    if (sets_aside(response.flags)) return;
    for (const Answer& answer : response.answers)
        for (const std::string& choice : answer.choices)
            newest_said_.emplace_back(answer.question, choice);
    count(1);
}

void Today::take_back(const std::string& id) {
    if (id != newest_) return;
    count(-1);
    newest_said_.clear();
}

void Today::count(std::int64_t by) {
    for (const auto& said : newest_said_) {
        std::int64_t& n = counts_[said];
        n += by;
        if (n <= 0) counts_.erase(said);
    }
}

}  // namespace earshot::core
