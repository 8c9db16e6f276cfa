#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/budget.h"
#include "core/bundle.h"
#include "core/clock.h"
#include "core/exposure.h"
#include "core/interview.h"
#include "core/opening.h"
#include "core/quality.h"
#include "core/record.h"

namespace earshot::core {

// What a till, a keypad or a scanner tells.
struct TransactionStarted {};
struct TransactionFinished {
    std::optional<std::string> token;  // a loyalty number, in the clear
    std::optional<Basket> basket;
};
struct AskNow {};
struct Busy {};
using TillEvent = std::variant<TransactionStarted, TransactionFinished, AskNow, Busy, Comment>;

// From its last transaction on, a till counts as live for so long.
inline constexpr milliseconds till_lives = std::chrono::hours{24};
// A question stays for a shopper who packs; after that, nobody is there for it.
inline constexpr milliseconds stays_after_finish = std::chrono::seconds{60};
// A transaction so near makes it likely that an answer is a shopper's (Q6).
inline constexpr milliseconds near_transaction = std::chrono::seconds{180};
// A till that does not tell of the end: nobody pays for longer.
inline constexpr milliseconds transaction_at_most = std::chrono::minutes{15};
// "Busy" where no till tells of transactions.
inline constexpr milliseconds busy_lasts = std::chrono::seconds{60};
// The same code again is the same said once: a scanner that looks on, a key that was pressed twice.
inline constexpr milliseconds same_code_within = std::chrono::seconds{2};

// What is going on at the checkout: whether a question may be on the screen just now and for whom,
// what its answers are flagged with, and what is reported beside them: exposures by the hour, and
// visits. With a live till it is one interview a transaction, drawn by the budget; without, the
// question is always there while the shop is open.
//
// Pure: clocks and chance are passed in. Hours of the shop and of the counts are told by the wall
// clock, put right by what the hub says of it; every wait is told by the steady one. Not
// thread-safe.
class Checkout {
  public:
    // The device's id seeds its dark days.
    Checkout(std::string device, Random random);

    // Hours, shares, key and languages.
    void use(const Bundle& bundle, ToLocal to_local, Now now);
    // After a restart: what counts() gave last.
    void resume(std::vector<Exposure> counts, Now now);
    // How far the device's clock is ahead of the hub's.
    void correct_clock(milliseconds ahead, Now now);

    // `answering`: whoever is before the question on the screen has begun, and is not cut short.
    void hear(TillEvent event, bool answering, Now now);

    // Whether a question may come up, and for whom.
    std::optional<Armed> invites(Now now) const;
    // A question has come up as invites() said, until over().
    void armed(const std::string& question, Now now);
    // Whether it stays as long as nobody has touched it.
    bool stays(Now now) const;
    // What its interview gives to be kept, before it is.
    void kept(const Keep& keep, Now now);
    void over();
    // Whether staff are at the screen: what is answered meanwhile is no shopper's.
    void staff(bool here) { staff_ = here; }
    // What its answers are judged by.
    Around around(Now now) const;

    // Whether a till announces who comes: nobody needs to be kept from answering twice then.
    bool live(Now now) const;
    // Whether the screen is dark while nothing is asked: outside the opening hours, on a dark day,
    // and for the transaction after a "not today". As of the last tick() or hear().
    bool dark() const { return dark_; }
    // The shop's clock.
    std::chrono::local_time<milliseconds> local(Now now) const;

    // Lets time pass; call at deadline() or later, and after a jump of the wall clock.
    void tick(Now now);
    milliseconds deadline() const { return look_at_; }

    // What is to be kept as records since the last call; `last`, too, what still goes on, as the
    // program ends.
    std::vector<Body> take(Now now, bool last = false);
    // The counts to be saved, if they have changed since the last call.
    std::optional<std::vector<Exposure>> counts();

  private:
    struct Invitation {
        Armed how = Armed::transaction;
        bool taken = false;
        std::optional<milliseconds> ends;
    };
    struct Transaction {
        milliseconds started{0};
        bool on = true;
        std::optional<std::string> response;  // of the first interview that gave one
    };
    // The question on the screen.
    struct Asked {
        Armed how = Armed::always;
        Armed counted_as = Armed::always;
        std::optional<Instant> hour;  // it is counted in; of `always`, once it is touched
        std::size_t counted = 0;      // answers whose outcome is counted
        bool of_transaction = false;  // the one going on; not of an earlier one
        bool repeat = false;
        bool second_shown = false;
    };

    void hear_of(const TransactionStarted& event, bool answering, Now now);
    void hear_of(TransactionFinished& event, bool answering, Now now);
    void hear_of(const AskNow& event, bool answering, Now now);
    void hear_of(const Busy& event, bool answering, Now now);
    void hear_of(Comment& event, bool answering, Now now);

    // What was said last by a code.
    struct Said {
        std::vector<std::string> topics;
        Tone tone = Tone::trouble;
        milliseconds at{0};
    };

    Instant shop_instant(Now now) const;
    Instant hour(Now now) const;
    bool awaits_response(Now now) const;
    void settle_visit(Now now);
    void send_visit();
    void look_at_hours(Now now);

    Budget budget_;
    Hours hours_;
    ToLocal to_local_;
    std::optional<std::string> visit_key_;  // raw
    std::string locale_ = "en";
    std::optional<milliseconds> clock_ahead_;

    std::optional<milliseconds> last_start_;
    std::optional<milliseconds> last_heard_;  // of a transaction's start or end
    std::optional<Transaction> transaction_;
    Turn turn_ = Turn::ask;
    std::optional<Invitation> invitation_;
    std::optional<milliseconds> busy_until_;
    std::optional<Asked> asked_;
    bool staff_ = false;
    std::optional<Said> said_;
    std::optional<Visit> visit_;  // finished, while its answer may still come

    bool asleep_ = false;
    bool dark_ = false;
    std::optional<Instant> hours_change_;  // none: to be looked for
    Instant looked_;
    milliseconds look_at_{0};

    ExposureCount counts_;
    std::vector<Body> out_;
};

}  // namespace earshot::core
