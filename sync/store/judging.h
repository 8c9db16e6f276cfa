#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/store/counting.h"
#include "sync/store/several.h"
#include "sync/store/sql.h"

namespace earshot::sync {

// Whether a response is left out of the counts: for a flag that the device gave it, for one that
// the hub gave it beside others, or, above both, because a person said so or said not.
bool is_set_aside(const std::vector<std::string>& its_own,
                  const std::vector<std::string>& of_several, std::optional<bool> by_a_person);

// Judges what several interviews of one device show, within the transaction that takes its records
// in: those around what came, as one that falls between can make a run or break it.
class Judging {
  public:
    // What is set aside or put back goes from cell to cell in `counting`, which the caller saves.
    Judging(sql::Connection& connection, std::string shop, std::string device, Counting& counting)
        : connection_(connection),
          shop_(std::move(shop)),
          device_(std::move(device)),
          counting_(counting) {}

    // Takes a response in to be judged by judge().
    void add(std::int64_t seq, const Glimpse& glimpse);
    void judge();

  private:
    struct Interview {
        std::int64_t seq;
        Glimpse glimpse;
        std::string judged;  // flags, as kept
    };

    std::optional<double> share_of(const std::string& question, const std::string& choice);
    void change(const Interview& interview, const std::string& flags);

    sql::Connection& connection_;
    const std::string shop_, device_;
    Counting& counting_;
    std::optional<core::Instant> from_, to_;  // of what came
    std::map<std::pair<std::string, std::string>, std::optional<double>> shares_;
};

}  // namespace earshot::sync
