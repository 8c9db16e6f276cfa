#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "core/clock.h"
#include "core/record.h"
#include "sync/store/sql.h"

namespace earshot::sync {

// Where and when a record counts, and with what basket: few medium full produce, empty where no
// till told.
struct Place {
    std::string till;
    core::Instant hour;
    std::string basket = {};
};

// What records add to a shop's tallies and, once retracted, take away again. The one definition of
// what is counted: on arrival, on erasure and in tests.
class Counting {
  public:
    // `set_aside`: it is left out unless asked for.
    void add(const core::Record& record, const Place& place, bool set_aside) {
        fold(record, place, set_aside, 1);
    }
    void take_away(const core::Record& record, const Place& place, bool set_aside) {
        fold(record, place, set_aside, -1);
    }

    // Folds what was gathered into the tallies of the shop.
    void save(sql::Connection& connection, const std::string& shop) const;

  private:
    struct Cell {
        std::int64_t hour;
        std::string till;
        std::string question;
        std::string choice;
        std::string first;
        std::string basket;
        bool set_aside;

        auto operator<=>(const Cell&) const = default;
    };
    struct HeardCell {
        std::int64_t hour;
        std::string till;
        std::string reason;
        core::Tone tone;

        auto operator<=>(const HeardCell&) const = default;
    };

    void fold(const core::Record& record, const Place& place, bool set_aside, int sign);
    void fold(const core::Response& response, const Place& place, bool set_aside, int sign);
    void fold(const core::Comment& comment, const Place& place, int sign);

    // Sorted, so that two batches touch the tallies' rows in one order.
    std::map<Cell, std::int64_t> answers_;
    std::map<HeardCell, std::int64_t> heard_;
};

// Milliseconds since 1970, as the store keeps an instant.
inline std::int64_t number_of(core::Instant at) { return at.time_since_epoch().count(); }
inline core::Instant instant_of(std::int64_t number) {
    return core::Instant{core::milliseconds{number}};
}

const char* name_of(core::Tone tone);
core::Tone tone_of(std::string_view name);

}  // namespace earshot::sync
