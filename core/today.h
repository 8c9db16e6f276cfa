#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/record.h"

namespace earshot::core {

// How often each choice was given on this device in one day: counts for the page behind the PIN,
// which the journal cannot tell, as what the hub has leaves it. What is set aside is not counted.
class Today {
  public:
    using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;  // question, choice

    // What written() gave; what cannot be read is a day of nothing.
    static Today read(std::string_view text);
    std::string written() const;

    // A finished response. Another day than the last one's begins at nothing.
    void add(const std::string& id, const Response& response, std::chrono::local_days day);
    // The shopper takes it back; only the newest can be.
    void take_back(const std::string& id);

    // None where nothing was said on that day yet.
    Counts counts(std::chrono::local_days day) const { return day == day_ ? counts_ : Counts(); }

  private:
    void count(std::int64_t by);

    std::chrono::local_days day_{};
    Counts counts_;
    std::string newest_;  // its id
    std::vector<std::pair<std::string, std::string>> newest_said_;
};

}  // namespace earshot::core
