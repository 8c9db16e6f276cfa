#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/record.h"

// How many shoppers could have been asked, were asked, and what they did: counted by the hour of
// the shop's clock, so that a share of answers can be set against those who were silent.
namespace earshot::core {

// The instant at which the hour of the shop's clock began in which `at` lies.
Instant hour_of(Instant at, std::chrono::local_time<milliseconds> local);

// The counts of one device. An hour may be counted on after it was over (a late answer, a clock put
// back): its record then comes once more, and the later one holds.
class ExposureCount {
  public:
    // A day and a clock put wrong by some hours.
    static constexpr std::size_t hours_max = 28;

    ExposureCount() = default;
    // Goes on from what hours() gave last. The record of the two counted last may be missing still:
    // it is told (again).
    explicit ExposureCount(std::vector<Exposure> hours);

    // From now on this hour has transactions, be it 0.
    void till_announces(Instant hour);
    void transaction(Instant hour);
    void basket(Instant hour, Basket basket);
    void postponed(Instant hour);
    // A question came up. Only a till tells how many passed it by: where it stood there `always`,
    // what came of it is counted, but not for how many it was shown.
    void shown(Instant hour, const std::string& question, Armed armed);
    // What came of a question that shown() told of, in the same hour: as the answer has it.
    void came_of(Instant hour, const Answer& answer, Ended ended, Armed armed);

    // What changed in hours that are not the running one, or in any where none is: to be kept as
    // records, now.
    std::vector<Exposure> over(std::optional<Instant> running);
    // All that is remembered, oldest first as it was counted: to be saved, so that a restart in the
    // same hour goes on counting.
    std::vector<Exposure> hours() const;
    // Whether anything was counted since the last call: hours() is worth saving.
    bool changed();

  private:
    struct Hour {
        Exposure exposure;
        bool told = false;  // its record stands as the counts do
    };

    std::vector<Hour>::iterator find(Instant hour);
    Exposure& at(Instant hour);
    QuestionExposure& of(Instant hour, const std::string& question, Armed armed);

    std::vector<Hour> hours_;  // the one counted last is at the end
    bool changed_ = false;
};

}  // namespace earshot::core
