#include "core/checkout.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/seal.h"
#include "core/status_beat.h"
#include "core/visit.h"
#include "core/wipe.h"

namespace earshot::core {
namespace {

// A clock that shows a year outside these has lost the time; what it says of the time of day is
// not believed.
constexpr Instant believed_from = std::chrono::sys_days{std::chrono::year{2025} / 1 / 1};
constexpr Instant believed_until = std::chrono::sys_days{std::chrono::year{2040} / 1 / 1};

// Where the hours change nothing for days, they are looked at again after this.
constexpr milliseconds hours_looked_at_every = std::chrono::hours{24};

bool has_passed(const std::optional<milliseconds>& when, Now now) {
    return when && now.steady >= *when;
}

}  // namespace

Checkout::Checkout(std::string device, Random random)
    : budget_(std::move(device), std::move(random)), to_local_([](Instant at) {
          return std::chrono::local_time<milliseconds>(at.time_since_epoch());
      }) {}

void Checkout::use(const Bundle& bundle, ToLocal to_local, Now now) {
    hours_ = bundle.hours;
    to_local_ = std::move(to_local);
    budget_.use(bundle.shop.id + "/" + bundle.till, bundle.ask_share, bundle.dark_share);
    visit_key_.reset();
    if (bundle.visit_key)
        if (auto key = from_base64(*bundle.visit_key)) visit_key_ = *std::move(key);
    if (!bundle.shop.languages.empty()) locale_ = bundle.shop.languages.front();
    hours_change_.reset();
    tick(now);
}

void Checkout::resume(std::vector<Exposure> counts, Now now) {
    // The till that told of the hour before the restart is taken to be there still.
    const auto told_lately = [&](const Exposure& exposure) {
        return exposure.transactions.value_or(0) > 0 && exposure.hour <= now.wall &&
               now.wall - exposure.hour < till_lives;
    };
    if (std::ranges::any_of(counts, told_lately)) last_start_ = now.steady;
    counts_ = ExposureCount(std::move(counts));
    tick(now);
}

void Checkout::correct_clock(milliseconds ahead, Now now) {
    clock_ahead_ = ahead;
    hours_change_.reset();
    tick(now);
}

void Checkout::hear(TillEvent event, bool answering, Now now) {
    std::visit([&](auto& told) { hear_of(told, answering, now); }, event);
    tick(now);
}

void Checkout::hear_of(const TransactionStarted&, bool answering, Now now) {
    send_visit();
    last_start_ = last_heard_ = now.steady;
    busy_until_.reset();
    transaction_ = Transaction{now.steady, true, {}};
    // Who is still answering belongs to the transaction before.
    if (asked_ && answering) asked_->of_transaction = false;
    invitation_.reset();
    turn_ = budget_.next(local(now));
    if (turn_ == Turn::ask) invitation_ = Invitation{};
    counts_.transaction(hour(now));
    if (turn_ == Turn::postponed) counts_.postponed(hour(now));
}

void Checkout::hear_of(TransactionFinished& event, bool, Now now) {
    Visit visit{{}, event.basket, {}};
    if (event.token && visit_key_) visit.token = visit_token(*event.token, *visit_key_);
    if (event.token) wipe(*event.token);

    const bool told_twice = transaction_ && !transaction_->on;
    if (told_twice) return;
    last_heard_ = now.steady;
    if (transaction_) {
        transaction_->on = false;
        visit.response = transaction_->response;
        if (event.basket && live(now)) counts_.basket(hour(now), *event.basket);
    }
    if (invitation_) invitation_->ends = now.steady + stays_after_finish;
    visit_ = std::move(visit);
    settle_visit(now);
}

void Checkout::hear_of(const AskNow&, bool answering, Now now) {
    std::optional<milliseconds> ends;
    if (!transaction_ || !transaction_->on) ends = now.steady + stays_after_finish;
    busy_until_.reset();
    // A question that is there already for this shopper is not changed for another.
    if (asked_ && !answering && asked_->how != Armed::always && invitation_)
        invitation_->ends = ends;
    else
        invitation_ = Invitation{Armed::manual, false, ends};
}

void Checkout::hear_of(const Busy&, bool answering, Now now) {
    if (invitation_ && !(invitation_->taken && answering)) {
        invitation_.reset();
        budget_.postpone_this();
        counts_.postponed(hour(now));
    } else if (live(now)) {
        budget_.postpone();
    } else {
        busy_until_ = now.steady + busy_lasts;
        counts_.postponed(hour(now));
    }
}

void Checkout::hear_of(Comment& event, bool, Now now) {
    const bool again = said_ && now.steady - said_->at < same_code_within &&
                       said_->topics == event.topics && said_->tone == event.tone;
    said_ = Said{event.topics, event.tone, now.steady};
    if (again) return;
    event.locale = locale_;
    out_.emplace_back(std::move(event));
}

std::optional<Armed> Checkout::invites(Now now) const {
    if (asked_) return {};
    const bool invited = invitation_ && !invitation_->taken && !has_passed(invitation_->ends, now);
    // A person who says so knows better than the hours.
    if (invited && (invitation_->how == Armed::manual || !asleep_)) return invitation_->how;
    if (live(now) || asleep_ || (busy_until_ && now.steady < *busy_until_)) return {};
    return Armed::always;
}

void Checkout::armed(const std::string& question, Now now) {
    const auto how = invites(now);
    assert(how);
    asked_ = Asked{};
    asked_->how = *how;
    if (*how == Armed::always) return;
    invitation_->taken = true;
    asked_->hour = hour(now);
    asked_->of_transaction = transaction_.has_value();
    asked_->repeat = transaction_ && transaction_->response;
    // Where no till tells how many come, nobody knows how many passed it by.
    if (live(now)) asked_->counted_as = *how;
    counts_.shown(*asked_->hour, question, asked_->counted_as);
}

bool Checkout::stays(Now now) const {
    if (!asked_) return false;
    if (asked_->how == Armed::always) {
        const bool invited = invitation_ && !has_passed(invitation_->ends, now);
        return !live(now) && !asleep_ && !invited && !(busy_until_ && now.steady < *busy_until_);
    }
    if (asleep_ && asked_->how != Armed::manual) return false;
    return invitation_ && invitation_->taken && !has_passed(invitation_->ends, now);
}

void Checkout::kept(const Keep& keep, Now now) {
    const auto* response = std::get_if<Response>(&keep.record.body);
    if (response == nullptr || !asked_) return;
    if (!asked_->hour) asked_->hour = hour(now);
    const std::size_t last = response->answers.size() - (keep.open ? 1 : 0);
    if (response->answers.size() > 1 && !std::exchange(asked_->second_shown, true))
        counts_.shown(*asked_->hour, response->answers[1].question, asked_->counted_as);
    for (; asked_->counted < last; ++asked_->counted)
        counts_.came_of(*asked_->hour, response->answers[asked_->counted], response->ended,
                        asked_->counted_as);
    if (asked_->of_transaction && transaction_ && !transaction_->response)
        transaction_->response = keep.record.id;
    if (asked_->of_transaction && visit_ && !visit_->response) visit_->response = keep.record.id;
    const bool not_today = response->ended == Ended::skipped && response->answers.size() == 1;
    if (not_today && live(now)) budget_.refuse();
}

void Checkout::over() {
    if (asked_ && asked_->how != Armed::always && invitation_ && invitation_->taken)
        invitation_.reset();
    asked_.reset();
}

Around Checkout::around(Now now) const {
    Around around;
    around.repeat = asked_ && asked_->repeat;
    around.staff = staff_;
    if (!last_start_) return around;
    const bool on = transaction_ && transaction_->on &&
                    now.steady - transaction_->started < transaction_at_most;
    const bool lately = last_heard_ && now.steady - *last_heard_ <= near_transaction;
    if (on || lately)
        around.lane = Around::Lane::busy;
    else
        around.lane = live(now) ? Around::Lane::certainly_empty : Around::Lane::empty;
    return around;
}

std::chrono::local_time<milliseconds> Checkout::local(Now now) const {
    return to_local_(shop_instant(now));
}

void Checkout::tick(Now now) {
    look_at_hours(now);
    const Instant running = hour(now);
    if (live(now) && !asleep_) counts_.till_announces(running);
    for (Exposure& exposure : counts_.over(running)) out_.emplace_back(std::move(exposure));
    settle_visit(now);

    look_at_ = std::min(look_at_, now.steady + (running + std::chrono::hours{1} - now.wall));
    for (const auto& due : {invitation_ ? invitation_->ends : std::nullopt, busy_until_,
                            last_start_ ? std::optional(*last_start_ + till_lives) : std::nullopt})
        if (due && *due > now.steady) look_at_ = std::min(look_at_, *due);
}

void Checkout::look_at_hours(Now now) {
    const Instant at = shop_instant(now);
    const bool believed = at >= believed_from && at < believed_until;
    asleep_ = believed && !is_open(hours_, to_local_(at));
    dark_ = asleep_ || (live(now) && (turn_ == Turn::refused || budget_.is_dark(to_local_(at))));
    // Also where the clock was put back.
    if (!hours_change_ || at >= *hours_change_ || at < looked_)
        hours_change_ = next_change(hours_, at, to_local_).value_or(at + hours_looked_at_every);
    looked_ = at;
    look_at_ = now.steady + std::chrono::hours{1};
    if (hours_change_) look_at_ = std::min(look_at_, now.steady + (*hours_change_ - at));
}

std::vector<Body> Checkout::take(Now now, bool last) {
    if (last) {
        send_visit();
        for (Exposure& exposure : counts_.over({})) out_.emplace_back(std::move(exposure));
    }
    tick(now);
    return std::exchange(out_, {});
}

std::optional<std::vector<Exposure>> Checkout::counts() {
    if (!counts_.changed()) return {};
    return counts_.hours();
}

Instant Checkout::shop_instant(Now now) const {
    const bool off = clock_ahead_ && std::chrono::abs(*clock_ahead_) > clock_off_from;
    return off ? now.wall - *clock_ahead_ : now.wall;
}

// By the device's own clock: the hub puts it right as it does every time.
Instant Checkout::hour(Now now) const { return hour_of(now.wall, to_local_(now.wall)); }

bool Checkout::live(Now now) const { return last_start_ && now.steady - *last_start_ < till_lives; }

// Whether the visit's shopper may still answer.
bool Checkout::awaits_response(Now now) const {
    if (visit_->response) return false;
    if (asked_ && asked_->of_transaction) return true;
    return invitation_ && !invitation_->taken && !has_passed(invitation_->ends, now);
}

void Checkout::settle_visit(Now now) {
    if (visit_ && !awaits_response(now)) send_visit();
}

// Without a token or an answer it tells nothing that the exposures don't.
void Checkout::send_visit() {
    if (!visit_) return;
    Visit visit = *std::exchange(visit_, std::nullopt);
    if (visit.token || (visit.basket && visit.response)) out_.emplace_back(std::move(visit));
}

}  // namespace earshot::core
