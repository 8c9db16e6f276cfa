#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/reasons.h"

namespace earshot::core {

// How often each topic was noted at this till, so that the most used stand first. By topic alone:
// neither who noted it nor when is anywhere in it.
class Topics {
  public:
    // Beyond it all are halved: what is noted now outweighs what was long ago.
    static constexpr std::int64_t count_max = 1'000;

    // What written() gave; what cannot be read is a till that noted nothing yet.
    static Topics read(std::string_view text);
    std::string written() const;

    void add(const std::string& topic);
    void take_back(const std::string& topic);

    // The live reasons, the most used first, else as the book has them.
    std::vector<Reason> in_order(const std::vector<Reason>& book) const;

  private:
    std::map<std::string, std::int64_t> counts_;
};

}  // namespace earshot::core
