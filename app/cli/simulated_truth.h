#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "core/simulation/shop_records.h"

// What a simulated shop sent, and what is true of it: the file that no part of the product reads.
namespace earshot::app {

// Sums of what the hub has taken.
class Sent {
  public:
    void add(const core::simulation::Made& made);
    void add(const Sent& other);

    std::int64_t records() const { return records_; }
    std::int64_t interviews() const { return interviews_; }
    // To questions: up to two an interview.
    std::int64_t answers() const;
    boost::json::object to_json() const;

  private:
    struct Answers {
        std::int64_t base = 0, set_aside = 0, shown = 0;
        std::map<std::string, std::int64_t> choices;
    };

    std::int64_t records_ = 0, interviews_ = 0, transactions_ = 0;
    std::map<std::string, std::int64_t> kinds_, origins_;
    std::map<std::string, Answers> answers_;  // by question, with what is set aside
    std::map<std::string, std::map<std::string, std::int64_t>> heard_;  // by reason and tone
};

// `first_day` is the date of day 0.
boost::json::object truth_of(const core::simulation::Scenario& scenario,
                             const core::simulation::ShopRecords& shop,
                             std::chrono::local_days first_day);

}  // namespace earshot::app
