#include "core/topics.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "core/id.h"

namespace earshot::core {

// A line for each: topic, how often.
Topics Topics::read(std::string_view text) {
    std::istringstream in{std::string(text)};
    Topics topics;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string topic, more;
        std::int64_t n = 0;
        const bool whole = words >> topic >> n && !(words >> more);
        if (!whole || !is_name(topic) || n < 1 || n > count_max) return {};
        topics.counts_[topic] = n;
    }
    return topics;
}

std::string Topics::written() const {
    std::string text;
    for (const auto& [topic, n] : counts_) text += topic + " " + std::to_string(n) + "\n";
    return text;
}

void Topics::add(const std::string& topic) {
    if (++counts_[topic] <= count_max) return;
    for (auto& [each, n] : counts_) n /= 2;
    std::erase_if(counts_, [](const auto& each) { return each.second == 0; });
}

void Topics::take_back(const std::string& topic) {
    const auto found = counts_.find(topic);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

std::vector<Reason> Topics::in_order(const std::vector<Reason>& book) const {
    std::vector<Reason> live;
    std::ranges::copy_if(book, std::back_inserter(live),
                         [](const Reason& each) { return each.state == ReasonState::live; });
    const auto count = [this](const Reason& each) {
        const auto found = counts_.find(each.id);
        return found == counts_.end() ? 0 : found->second;
    };
    std::ranges::stable_sort(live, std::ranges::greater(), count);
    return live;
}

}  // namespace earshot::core
