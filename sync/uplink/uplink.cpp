#include "sync/uplink/uplink.h"

#include <algorithm>
#include <utility>

#include "sync/wire/blob.h"
#include "sync/wire/bundle.h"
#include "sync/wire/compression.h"
#include "sync/wire/json.h"
#include "sync/wire/limits.h"
#include "sync/wire/record.h"

namespace earshot::sync {
namespace {

using core::milliseconds;
using std::chrono::seconds;

// Well under what the hub takes, so that a cut connection costs little to repeat.
constexpr std::size_t records_per_batch = 1'000;
constexpr std::size_t unpacked_budget = wire::unpacked_max - (512 << 10);
constexpr std::size_t sent_budget = wire::body_max - (64 << 10);
constexpr std::size_t bundle_max = 8 << 20;

// An idle device asks every 30 s; a little less by chance, so that a shop's devices drift apart.
constexpr milliseconds bundle_every = seconds(30);
constexpr std::uint64_t bundle_every_less_max = 3'000;
// Where there is nothing to do until something happens.
constexpr milliseconds idle_rest = std::chrono::hours(1);

}  // namespace

Uplink::Uplink(Transport& transport, Outbox& outbox, core::Clock clock, core::Random random,
               UplinkEvents events, std::optional<Identity> identity, std::string bundle_etag)
    : transport_(transport),
      outbox_(outbox),
      clock_(std::move(clock)),
      random_(std::move(random)),
      events_(std::move(events)),
      identity_(std::move(identity)),
      bundle_etag_(std::move(bundle_etag)),
      bundle_due_(clock_().steady),
      records_limit_(records_per_batch),
      rest_until_(clock_().steady) {
    if (identity_)
        state_.standing = Standing::offline;
    else
        state_.words = "this kiosk is not enrolled at this hub: start it with --enrol CODE";
}

void Uplink::enrol(std::string hub, wire::EnrolmentRequest request) {
    enrolling_ = Enrolling{std::move(hub), std::move(request)};
    state_.code_refused = false;
    state_.words.clear();
    rest_until_ = clock_().steady;
}

void Uplink::enrol_if_revoked(std::string hub, wire::EnrolmentRequest request) {
    enrolling_if_revoked_ = Enrolling{std::move(hub), std::move(request)};
}

milliseconds Uplink::step() {
    state_.unsent = outbox_.unsent();
    const milliseconds now = clock_().steady;
    if (now < rest_until_) return rest_until_ - now;
    state_.next_try.reset();
    if (must_tell_enrolled_) tell_enrolled();
    if (enrolling_) return step_enrolment();
    if (!identity_ || revoked_) return idle_rest;
    if (now >= bundle_due_) return step_bundle();

    const bool fresh = outbox_.fresh();
    const auto waiting = fresh ? std::vector<core::JournalLine>()
                               : outbox_.waiting(static_cast<int>(records_limit_));
    if (fresh || !waiting.empty()) return step_batch(pack(waiting));
    if (now < recordings_due_) return std::min(bundle_due_, recordings_due_) - now;
    if (const auto recording = outbox_.recording()) return step_recording(*recording);
    return bundle_due_ - now;
}

milliseconds Uplink::step_enrolment() {
    HttpRequest request{"POST",
                        "/v1/devices",
                        {{"Content-Type", "application/json"}},
                        wire::encode(enrolling_->request)};
    const auto reply = transport_.exchange(request);
    const Verdict verdict = judge(reply);
    // A 401 with our document is about the code: there is no token yet.
    if (verdict.act == Act::refused || verdict.act == Act::stop) {
        enrolling_.reset();
        state_.code_refused = true;
        state_.words = "the hub refuses this enrolment code: ask for a new one";
        return milliseconds(0);
    }
    if (verdict.act != Act::take) return fail(verdict);
    const auto enrolment = wire::decode_enrolment(reply->body);
    if (reply->status != 201 || !enrolment) return fail(no_answer_of_a_hub(*reply));

    identity_ = to_identity(std::exchange(enrolling_, std::nullopt)->hub, *enrolment);
    revoked_ = false;
    bundle_etag_.clear();
    bundle_due_ = clock_().steady;
    failures_.clear();
    heard();
    must_tell_enrolled_ = true;
    tell_enrolled();
    return milliseconds(0);
}

void Uplink::tell_enrolled() {
    if (events_.enrolled) events_.enrolled(*identity_);
    must_tell_enrolled_ = false;
}

milliseconds Uplink::step_bundle() {
    HttpRequest asked = request("GET", "/v1/bundle");
    asked.reply_max = bundle_max;
    if (!bundle_etag_.empty()) asked.headers["If-None-Match"] = bundle_etag_;
    // Whatever is thrown from here on, records have their turn.
    bundle_due_ = clock_().steady + bundle_every;
    const auto reply = transport_.exchange(asked);
    const Verdict verdict = judge(reply);

    milliseconds wait = bundle_every - milliseconds(random_() % bundle_every_less_max);
    const bool unchanged = reply && reply->status == 304 && !bundle_etag_.empty();
    if (verdict.act == Act::stop || verdict.standing == Standing::busy) {
        wait = fail(verdict);
    } else if (unchanged || (verdict.act == Act::take && take_bundle(*reply))) {
        bundle_failures_.clear();
        heard();
    } else {
        // Records have a path and a backoff of their own: what ails the bundle doesn't hold them.
        wait = bundle_failures_.next(random_);
        note(verdict.act == Act::take ? no_answer_of_a_hub(*reply) : verdict, wait);
    }
    bundle_due_ = clock_().steady + wait;
    return milliseconds(0);
}

// False where it is no answer of a hub. A bundle of ours that does not fit its checks is one: the
// last good bundle stays, and staff read why.
bool Uplink::take_bundle(const HttpReply& reply) {
    if (reply.status != 200 || !reply.content_type.starts_with("application/json")) return false;
    const auto bundle = wire::decode_bundle(reply.body);
    if (!bundle) {
        state_.bundle_problem = bundle.error().message;
        return true;
    }
    state_.bundle_problem.clear();
    if (bundle->etag == bundle_etag_) return true;
    if (events_.bundle) events_.bundle(*bundle, reply.body);
    bundle_etag_ = bundle->etag;
    return true;
}

milliseconds Uplink::step_batch(const Batch& batch) {
    HttpRequest sent = request("POST", "/v1/batches");
    const core::Now before = clock_();
    sent.headers["Content-Type"] = "application/x-ndjson";
    sent.headers["Earshot-Time"] = wire::to_text(before.wall);
    if (!batch.body.empty()) sent.headers["Content-Encoding"] = "zstd";
    sent.body = batch.body;

    const auto reply = transport_.exchange(sent);
    const Verdict verdict = judge(reply);
    if (verdict.act == Act::send_less) return send_less(batch, verdict);
    if (verdict.act != Act::take) return fail(verdict);
    const auto receipt = wire::decode_receipt(reply->body);
    if (reply->status != 200 || !receipt || !settle(batch, *receipt))
        return fail(no_answer_of_a_hub(*reply));

    const core::Now after = clock_();
    const milliseconds taken = after.steady - before.steady;
    state_.clock_offset = before.wall + taken / 2 - receipt->hub_time;
    // Once for each that is told: a hub that answers with another must not be asked in a loop.
    if (receipt->bundle_etag != bundle_etag_ &&
        std::exchange(bundle_etag_told_, receipt->bundle_etag) != receipt->bundle_etag)
        bundle_due_ = after.steady;
    records_limit_ = std::min(records_per_batch, 2 * records_limit_);
    failures_.clear();
    state_.unsent = outbox_.unsent();
    heard();
    return milliseconds(0);
}

// After the records: the hub has the comment that names it. What ails it holds no record up.
milliseconds Uplink::step_recording(const core::Recording& recording) {
    HttpRequest sent = request("PUT", "/v1/blobs/" + recording.id);
    sent.headers["Content-Type"] = wire::blob_type;
    sent.body = recording.box;
    const auto reply = transport_.exchange(sent);
    const Verdict verdict = judge(reply);
    if (verdict.act == Act::stop || verdict.standing == Standing::busy) return fail(verdict);

    const auto receipt = verdict.act == Act::take && reply->status == 200
                             ? wire::decode_blob_receipt(reply->body)
                             : core::fail(core::ErrorKind::invalid, "");
    const wire::BlobReceipt whole{recording.id, static_cast<std::int64_t>(recording.box.size())};
    const bool taken = receipt && *receipt == whole;
    // In words of its own: it cannot be opened, is too large, or another is there in its place. A
    // hub that is too old for recordings says that there is nothing here.
    const bool never = reply && verdict.ours &&
                       (reply->status == 400 || reply->status == 409 || reply->status == 413);
    if (taken || never) {
        outbox_.let_go(recording.id);
        recording_failures_.clear();
        heard();
        return milliseconds(0);
    }
    const milliseconds wait = recording_failures_.next(random_);
    recordings_due_ = clock_().steady + wait;
    note(verdict.act == Act::take ? no_answer_of_a_hub(*reply) : verdict, wait);
    return milliseconds(0);
}

Uplink::Batch Uplink::pack(std::vector<core::JournalLine> lines) {
    Batch batch;
    while (!lines.empty()) {
        std::string text;
        std::size_t count = 0;
        for (; count < lines.size(); ++count) {
            const std::string line = wire::numbered(lines[count].body, lines[count].seq) + '\n';
            if (count > 0 && text.size() + line.size() > unpacked_budget) break;
            text += line;
        }
        batch.body = wire::compress_zstd(text);
        lines.resize(count);
        if (count == 1 || batch.body.size() <= sent_budget) break;
        lines.resize(count / 2);
    }
    batch.lines = std::move(lines);
    return batch;
}

bool Uplink::settle(const Batch& batch, const wire::Receipt& receipt) {
    const std::size_t count = batch.lines.size();
    if (static_cast<std::size_t>(receipt.accepted + receipt.duplicates) + receipt.rejected.size() !=
        count)
        return false;

    std::vector<const wire::Rejection*> rejected(count, nullptr);
    for (const wire::Rejection& rejection : receipt.rejected) {
        const std::size_t index = static_cast<std::size_t>(rejection.line) - 1;
        if (rejection.line < 1 || index >= count || rejected[index] != nullptr) return false;
        if (rejection.seq && *rejection.seq != batch.lines[index].seq) return false;
        rejected[index] = &rejection;
    }
    std::vector<std::int64_t> held;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t seq = batch.lines[i].seq;
        if (rejected[i] == nullptr && seq <= receipt.acked_through) held.push_back(seq);
    }
    // Else the same batch would go out for ever.
    if (count > 0 && held.empty() && receipt.rejected.empty()) return false;

    outbox_.acknowledge(held);
    for (std::size_t i = 0; i < count; ++i) {
        if (rejected[i] == nullptr) continue;
        const std::string& where = rejected[i]->pointer;
        outbox_.quarantine(batch.lines[i].seq,
                           rejected[i]->title + (where.empty() ? "" : " at " + where));
    }
    if (count == 0) outbox_.continue_after(receipt.acked_through);
    return true;
}

milliseconds Uplink::send_less(const Batch& batch, const Verdict& verdict) {
    if (batch.lines.size() > 1) {
        records_limit_ = batch.lines.size() / 2;
        return milliseconds(0);
    }
    // Only our hub may say that a record is too large by itself.
    if (batch.lines.empty() || !verdict.ours) return fail(verdict);
    outbox_.quarantine(batch.lines.front().seq, "too large for the hub");
    return milliseconds(0);
}

HttpRequest Uplink::request(std::string method, std::string path) const {
    return {
        std::move(method), std::move(path), {{"Authorization", "Bearer " + identity_->token}}, ""};
}

void Uplink::heard() {
    state_.standing = Standing::online;
    state_.words.clear();
    state_.reason.clear();
    state_.last_heard = clock_().wall;
}

void Uplink::note(const Verdict& verdict, milliseconds wait) {
    state_.standing = verdict.standing;
    state_.words = verdict.words;
    state_.reason = verdict.reason;
    state_.next_try = clock_().wall + wait;
}

milliseconds Uplink::fail(const Verdict& verdict) {
    const core::Now now = clock_();
    if (verdict.act == Act::stop) {
        revoked_ = true;
        note(verdict, idle_rest);
        state_.next_try.reset();
        enrolling_ = std::exchange(enrolling_if_revoked_, std::nullopt);
        return enrolling_ ? milliseconds(0) : idle_rest;
    }
    std::optional<milliseconds> asked;
    if (verdict.retry_after) {
        const core::Instant hub_now = now.wall - state_.clock_offset.value_or(milliseconds(0));
        asked = read_retry_after(*verdict.retry_after, hub_now);
    }
    // Who is told to wait again and again waits longer each time, and not in step with the others.
    const milliseconds drawn = failures_.next(random_);
    const milliseconds wait =
        asked ? std::min(retry_after_max, spread(*asked, random_) + drawn - backoff_min) : drawn;
    rest_until_ = now.steady + wait;
    note(verdict, wait);
    if (!identity_) state_.standing = Standing::not_enrolled;
    return wait;
}

}  // namespace earshot::sync
