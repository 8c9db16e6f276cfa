#pragma once

#include <string>

#include "core/clock.h"
#include "core/id.h"

namespace earshot::core {

// Why a transaction's shopper is asked, or is not.
enum class Turn {
    ask,
    not_drawn,  // asked is only a share
    postponed,  // somebody said they are busy
    refused,    // the shopper before said "not today"
    dark_day,   // nobody is asked today
};

// No hounding: how many of the shoppers whom a till announces are asked. Chance decides, never a
// person at the till.
class Budget {
  public:
    // The device's name seeds its dark days. `random` is kept and called by next().
    Budget(std::string device, Random random);

    // `where` (shop and till) seeds them, too: devices may share a name. Shares of 1.
    void use(std::string where, double ask_share, double dark_share);

    // Whether the device's day is dark. The same all day, whatever happens meanwhile.
    bool is_dark(std::chrono::local_time<milliseconds> local) const;

    // The next transaction's.
    Turn next(std::chrono::local_time<milliseconds> local);

    // "Busy": who would be asked next is not, and then the one after is.
    void postpone();
    // The same for who is being asked: the next is.
    void postpone_this();
    // "Not today": the next is left in peace.
    void refuse();

  private:
    std::string device_;
    std::string where_;
    Random random_;
    double ask_share_ = 1;
    double dark_share_ = 0;
    bool postpones_ = false;
    bool owed_ = false;  // somebody was postponed
    bool refused_ = false;
};

}  // namespace earshot::core
