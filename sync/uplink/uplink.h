#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bundle.h"
#include "core/clock.h"
#include "core/id.h"
#include "core/journal.h"
#include "core/recordings.h"
#include "sync/uplink/backoff.h"
#include "sync/uplink/identity.h"
#include "sync/uplink/judge.h"
#include "sync/uplink/transport.h"
#include "sync/wire/batch.h"

namespace earshot::sync {

// What the uplink needs of the journal; called on the uplink's thread. What it throws stops the
// step, never the uplink.
class Outbox {
  public:
    virtual ~Outbox() = default;
    // The oldest records not yet acknowledged, in order.
    virtual std::vector<core::JournalLine> waiting(int limit) = 0;
    virtual void acknowledge(const std::vector<std::int64_t>& seqs) = 0;
    virtual void quarantine(std::int64_t seq, const std::string& reason) = 0;
    // Whether the hub may know records of this device that the journal does not.
    virtual bool fresh() = 0;
    // Numbering goes on after `seq`. From then on the journal must not call itself fresh, unless
    // damage makes it so again: what is sent must keep the seq it was sent with.
    virtual void continue_after(std::int64_t seq) = 0;
    virtual std::int64_t unsent() = 0;
    // The oldest recording that the hub has not got; the comment that names it is, or was, waiting.
    virtual std::optional<core::Recording> recording() = 0;
    virtual void let_go(const std::string& recording) = 0;
};

// How the device stands with its hub, for the staff's page.
struct LinkState {
    Standing standing = Standing::not_enrolled;
    std::string words;           // what is the matter, in plain words; empty while all is well
    std::string reason;          // the cause within `words`, as the machine names it; may be empty
    bool code_refused = false;   // by the hub: only another code can enrol this device
    std::string bundle_problem;  // why the hub's last bundle was not taken; empty while all is well
    std::optional<core::Instant> last_heard;  // when the hub last answered as a hub does
    std::optional<core::Instant> next_try;    // while something is being waited out
    std::int64_t unsent = 0;
    std::optional<core::milliseconds> clock_offset;  // device minus hub

    bool operator==(const LinkState&) const = default;
};

// What the uplink tells of, on its thread.
struct UplinkEvents {
    // Where it throws, it is told again until it does not, and nothing else is done before.
    std::function<void(const Identity&)> enrolled;
    // A new bundle that decodes, and its bytes as they came.
    std::function<void(const core::Bundle&, std::string_view body)> bundle;
};

// The device's side of the hub: enrols, hands over records and then recordings, asks what to show.
// They are let go of only on a receipt that accounts for every one of them.
//
// A state machine without threads or sleeps: step() does one exchange at most and tells how long
// to rest, so that a test runs a week of outage in a millisecond. Waits are told by the steady
// clock: a jump of the wall clock changes nothing. Not thread-safe.
class Uplink {
  public:
    // All must outlive it. `identity` is none on a device that is not enrolled; `bundle_etag` is
    // that of the bundle at hand, or empty.
    Uplink(Transport& transport, Outbox& outbox, core::Clock clock, core::Random random,
           UplinkEvents events, std::optional<Identity> identity, std::string bundle_etag);

    // Trades this code for an identity at the next step, and again until the hub takes or refuses
    // it. `hub` is noted in the identity.
    void enrol(std::string hub, wire::EnrolmentRequest request);
    // The same, once and only should the hub no longer know this device.
    void enrol_if_revoked(std::string hub, wire::EnrolmentRequest request);

    // How long to rest before the next step; a new record is a reason to step earlier. A step that
    // comes while a failure is being waited out does nothing.
    core::milliseconds step();

    const LinkState& state() const { return state_; }

  private:
    struct Batch {
        std::vector<core::JournalLine> lines;
        std::string body;  // compressed
    };

    core::milliseconds step_enrolment();
    void tell_enrolled();
    core::milliseconds step_bundle();
    core::milliseconds step_batch(const Batch& batch);
    core::milliseconds step_recording(const core::Recording& recording);

    // As many of them, from the first, as one request may carry.
    static Batch pack(std::vector<core::JournalLine> lines);
    // False where the receipt does not account for the batch, or lets go of nothing in it.
    bool settle(const Batch& batch, const wire::Receipt& receipt);
    core::milliseconds send_less(const Batch& batch, const Verdict& verdict);
    bool take_bundle(const HttpReply& reply);

    HttpRequest request(std::string method, std::string path) const;
    void heard();
    void note(const Verdict& verdict, core::milliseconds wait);
    core::milliseconds fail(const Verdict& verdict);

    Transport& transport_;
    Outbox& outbox_;
    core::Clock clock_;
    core::Random random_;
    UplinkEvents events_;

    std::optional<Identity> identity_;
    struct Enrolling {
        std::string hub;
        wire::EnrolmentRequest request;
    };
    std::optional<Enrolling> enrolling_;
    std::optional<Enrolling> enrolling_if_revoked_;
    bool must_tell_enrolled_ = false;
    bool revoked_ = false;

    std::string bundle_etag_;
    std::string bundle_etag_told_;  // by the last receipt
    core::milliseconds bundle_due_{0};
    Backoff bundle_failures_;

    core::milliseconds recordings_due_{0};
    Backoff recording_failures_;

    std::size_t records_limit_;
    Backoff failures_;
    core::milliseconds rest_until_{0};

    LinkState state_;
};

}  // namespace earshot::sync
