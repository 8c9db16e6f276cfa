#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/questionnaire.h"
#include "core/record.h"
#include "core/simulation/world.h"

// A shop as the records that its devices would report: real interviews (core/interview.h), asked by
// real tickets (core/asking.h) and judged by the real rules (core/quality.h), of shoppers, children
// and bored cashiers; exposures, comments, words, visits and a status a day.
namespace earshot::core::simulation {

class Answering;
struct Shopper;

// Who made a record: what the product is never told.
enum class Origin {
    shopper,
    child,
    bored_cashier,
    cashier,   // noted what a customer said
    inventor,  // noted what nobody said
    twice,     // sent a note once more
    device,    // exposures and status
};

struct Made {
    Record record;
    Origin origin = Origin::device;
    milliseconds ahead{0};   // how far the device's clock was wrong, which record.at has in it
    bool set_aside = false;  // by the flags of the device
};

struct Setting {
    std::string shop;  // seeds it, together with the seed
    Questionnaire questionnaire;
    std::vector<std::string> languages{"en", "de"};  // of what is typed; the first is the shop's
    std::string visit_key;                           // raw bytes; "": cards are not read
    double dark_share = 0;
    // Day 0: on Scenario::first_weekday. This one is Monday, 2026-01-05.
    std::chrono::local_days first_day{std::chrono::days{20'458}};
    // When a day of the shop's clock begins. Its hours are taken for 60 minutes each, also on the
    // two days a year on which one is not.
    std::function<Instant(std::chrono::local_days)> begins = [](std::chrono::local_days day) {
        return Instant{day.time_since_epoch()};
    };
};

// A shop with so many tills, each as busy as Marigold's. One till alone is no express lane.
Marigold sized(Marigold shop, int tills);

// The same arguments give the same records, byte by byte. Not thread-safe.
class ShopRecords {
  public:
    ShopRecords(const Marigold& shop, const Scenario& scenario, Setting setting,
                std::uint64_t seed);
    ~ShopRecords();

    // One day more: of each till, in the order of its journal, `seq` from 1 over all days. At most
    // Scenario::days of them.
    std::vector<std::vector<Made>> next_day();
    int days_made() const { return day_; }

    // What was true on the days made so far, in expected numbers, to each of the two questions.
    const Truth& truth(Asks asks) const { return asks == Asks::why ? why_ : change_; }

  private:
    struct Till;
    struct Visitor;
    struct Session;
    struct Household {
        std::size_t segment = 0;
        std::int64_t number = 0;
    };
    struct Cashier {
        double tags = 0;  // a transaction
        bool invents = false, batches = false;
        ByCode<double> bias{};
    };

    void hire();
    std::vector<std::vector<Visitor>> visitors_of(const Day& day);
    // Of the household whose card is read, if one is; it may not come back after this visit.
    std::optional<std::string> token_of(const Shopper& shopper, Dice& dice);

    World world_;
    Setting setting_;
    Dice dice_, truth_dice_;
    std::vector<Cashier> cashiers_;
    std::vector<Household> households_;
    std::int64_t last_household_ = 0;
    std::vector<std::unique_ptr<Till>> tills_;
    std::unique_ptr<Answering> answering_;
    int day_ = 0;
    int jump_day_ = 0, jump_till_ = 0, dead_day_ = 0, dead_till_ = 0;
    Truth why_, change_;
};

}  // namespace earshot::core::simulation
