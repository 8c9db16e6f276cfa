#include "sync/store/intake.h"

#include <algorithm>
#include <array>

#include "core/seal.h"
#include "sync/store/blobs.h"
#include "sync/store/erasing.h"
#include "sync/store/search.h"
#include "sync/store/visits.h"

namespace earshot::sync {
namespace {

// In the order of core::Body.
constexpr std::array kinds = {"response", "words",     "comment", "exposure",
                              "visit",    "follow_up", "status",  "retraction"};
static_assert(kinds.size() == std::variant_size_v<core::Body>);

constexpr std::string_view device_state = R"(
    SELECT first_seq, acked_through, seen, explained FROM devices
    WHERE shop_id = $1 AND device_id = $2)";

constexpr std::string_view any_erasure = "SELECT 1 FROM erasures WHERE shop_id = $1 LIMIT 1";

constexpr std::string_view any_quarantined =
    "SELECT 1 FROM quarantine WHERE shop_id = $1 AND device_id = $2 LIMIT 1";

constexpr std::string_view digest_by_seq =
    "SELECT digest FROM records WHERE shop_id = $1 AND device_id = $2 AND seq = $3";

constexpr std::string_view digest_by_id = "SELECT digest FROM records WHERE id = $1";

constexpr std::string_view kind_by_id = R"(
    SELECT kind FROM records
    WHERE id = $1 AND shop_id = $2 AND erased_at IS NULL AND kind IN ('response', 'comment'))";

constexpr std::string_view quarantined_same = R"(
    SELECT title, pointer FROM quarantine
    WHERE shop_id = $1 AND device_id = $2 AND digest = $3)";

constexpr std::string_view quarantined_seq =
    "SELECT 1 FROM quarantine WHERE shop_id = $1 AND device_id = $2 AND seq = $3 LIMIT 1";

constexpr std::string_view quarantined_id =
    "SELECT 1 FROM quarantine WHERE shop_id = $1 AND device_id = $2 AND id = $3 LIMIT 1";

constexpr std::string_view insert_record = R"(
    INSERT INTO records (shop_id, device_id, seq, id, till, kind, digest, at, counted_at, hour,
                         arrived_at, names, forget, set_aside, body, erased_at, basket)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    ON CONFLICT (id) DO NOTHING RETURNING seq)";

constexpr std::string_view insert_quarantined = R"(
    INSERT INTO quarantine (shop_id, device_id, digest, seq, id, names, title, pointer, content,
                            arrived_at, clock_off_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (shop_id, device_id, digest) DO NOTHING RETURNING 1)";

constexpr std::string_view newer_exposure = R"(
    SELECT 1 FROM exposure_hours
    WHERE shop_id = $1 AND hour = $2 AND device_id = $3 AND seq > $4)";

constexpr std::string_view insert_exposure_hour = R"(
    INSERT INTO exposure_hours (shop_id, hour, device_id, till, seq, transactions, few, medium,
                                "full", produce, postponed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (shop_id, hour, device_id) DO UPDATE SET
        till = excluded.till, seq = excluded.seq, transactions = excluded.transactions,
        few = excluded.few, medium = excluded.medium, "full" = excluded."full",
        produce = excluded.produce, postponed = excluded.postponed)";

constexpr std::string_view delete_exposures =
    "DELETE FROM exposures WHERE shop_id = $1 AND hour = $2 AND device_id = $3";

constexpr std::string_view insert_exposure = R"(
    INSERT INTO exposures (shop_id, hour, device_id, till, question, shown, answered, skipped,
                           abandoned)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (shop_id, hour, device_id, question) DO UPDATE SET
        shown = excluded.shown, answered = excluded.answered, skipped = excluded.skipped,
        abandoned = excluded.abandoned)";

constexpr std::string_view is_marked_erased =
    "SELECT 1 FROM erasures WHERE shop_id = $1 AND mark = $2";

constexpr std::string_view update_device = R"(
    UPDATE devices SET first_seq = $3, acked_through = $4, seen = $5, explained = $6,
        last_heard = $7, clock_off_ms = $8, conflict_at = COALESCE($9, conflict_at)
    WHERE shop_id = $1 AND device_id = $2)";

constexpr std::string_view update_status =
    "UPDATE devices SET status = $3 WHERE shop_id = $1 AND device_id = $2";

std::optional<std::string> forget_code(const core::Record& record) {
    const auto* follow_up = std::get_if<core::FollowUp>(&record.body);
    if (follow_up == nullptr) return std::nullopt;
    return core::to_base64(follow_up->forget);
}

bool sets_itself_aside(const core::Record& record) {
    const auto* response = std::get_if<core::Response>(&record.body);
    return response != nullptr && is_set_aside(response->flags, {}, std::nullopt);
}

}  // namespace

Intake::Intake(sql::Connection& connection, const Delivery& delivery, From from)
    : connection_(connection),
      delivery_(delivery),
      from_(from),
      device_(delivery.device),
      judging_(connection, delivery.device.shop, delivery.device.id, counting_) {
    const auto state = connection_.run(device_state, {device_.shop, device_.id});
    if (!state.empty()) {
        if (!state[0].null(0)) first_seq_ = state[0].number(0);
        acked_through_ = state[0].number(1);
        seen_ = state[0].number(2);
        explained_ = state[0].number(3);
    }
    has_erasures_ = !connection_.run(any_erasure, {device_.shop}).empty();
    // A person chose this line among those that contradict each other.
    if (from_ == From::device)
        has_quarantine_ = !connection_.run(any_quarantined, {device_.shop, device_.id}).empty();
}

wire::Receipt Intake::run() {
    for (const Arrival& arrival : delivery_.arrivals) {
        const Outcome outcome = take(arrival);
        receipt_.accepted += outcome == Outcome::accepted ? 1 : 0;
        receipt_.duplicates += outcome == Outcome::duplicate ? 1 : 0;
    }
    judging_.judge();
    counting_.save(connection_, device_.shop);
    if (from_ == From::device) save_device();
    if (conflicting_ && from_ == From::device)
        news_.push_back({device_.shop, "device", device_.id});
    receipt_.acked_through = acked_through_;
    receipt_.hub_time = delivery_.arrived;
    return std::move(receipt_);
}

Intake::Outcome Intake::take(const Arrival& arrival) {
    late_ = false;
    if (const auto outcome = known(arrival)) return *outcome;
    note_seq(arrival);
    if (const auto* rejection = std::get_if<wire::Rejection>(&arrival.outcome))
        return reject(arrival, *rejection);
    return take(arrival, std::get<Sound>(arrival.outcome));
}

std::optional<Intake::Outcome> Intake::known(const Arrival& arrival) {
    if (has_quarantine_)
        if (const auto outcome = known_rejected(arrival)) return outcome;
    return known_by_seq(arrival);
}

std::optional<Intake::Outcome> Intake::known_rejected(const Arrival& arrival) {
    const auto same = connection_.run(quarantined_same, {device_.shop, device_.id, arrival.digest});
    if (!same.empty())
        return reject(arrival, {arrival.line.seq, arrival.line.number, arrival.line.id,
                                same[0].text(0), same[0].text(1)});
    if (arrival.line.seq && *arrival.line.seq <= acked_through_ &&
        !connection_.run(quarantined_seq, {device_.shop, device_.id, *arrival.line.seq}).empty() &&
        connection_.run(digest_by_seq, {device_.shop, device_.id, *arrival.line.seq}).empty())
        return conflict(arrival, "/seq");
    if (arrival.line.id &&
        !connection_.run(quarantined_id, {device_.shop, device_.id, *arrival.line.id}).empty() &&
        connection_.run(digest_by_id, {*arrival.line.id}).empty()) {
        note_seq(arrival);
        return conflict(arrival, "/id");
    }
    return std::nullopt;
}

std::optional<Intake::Outcome> Intake::known_by_seq(const Arrival& arrival) {
    if (!arrival.line.seq || *arrival.line.seq > acked_through_) return std::nullopt;
    const auto same_seq =
        connection_.run(digest_by_seq, {device_.shop, device_.id, *arrival.line.seq});
    if (same_seq.empty()) return std::nullopt;
    if (same_seq[0].text(0) == arrival.digest) return Outcome::duplicate;
    return conflict(arrival, "/seq");
}

Intake::Outcome Intake::take(const Arrival& arrival, const Sound& sound) {
    const core::Record& record = sound.record;
    const bool erased = has_erasures_ && is_retracted(arrival, record);
    // A visit that names it may have come first.
    const auto* response = std::get_if<core::Response>(&record.body);
    std::string basket;
    if (response != nullptr && !erased)
        basket = join_response(connection_, device_.shop, record.id, *response);
    if (!insert(arrival, sound, erased, basket)) {
        const auto same_id = connection_.run(digest_by_id, {record.id});
        const bool same = !same_id.empty() && same_id[0].text(0) == arrival.digest;
        return same ? Outcome::duplicate : conflict(arrival, "/id");
    }
    const auto* comment = std::get_if<core::Comment>(&record.body);
    const bool spoken = comment != nullptr && comment->audio;
    if (erased) {
        if (spoken) forget_recording(*comment->audio);
        return Outcome::duplicate;
    }
    if (spoken) name_blob(connection_, device_.shop, *comment->audio, record.id);
    counting_.add(record, {device_.till, sound.hour, basket}, sets_itself_aside(record));
    if (sound.glimpse) judging_.add(record.seq, *sound.glimpse);
    index_words(connection_, device_.shop, record);
    act_on(record, sound);
    tell_of(record);
    return Outcome::accepted;
}

bool Intake::insert(const Arrival& arrival, const Sound& sound, bool erased,
                    const std::string& basket) {
    const core::Record& record = sound.record;
    using Text = std::optional<std::string>;
    const Text names = erased ? Text{} : arrival.names;
    const Text forget = erased ? Text{} : forget_code(record);
    const sql::Parameter body = erased ? sql::Parameter(std::nullopt) : sql::Parameter(sound.body);
    const sql::Parameter erased_at =
        erased ? sql::Parameter(number_of(delivery_.arrived)) : sql::Parameter(std::nullopt);
    const auto inserted = connection_.run(
        insert_record,
        {device_.shop, device_.id, record.seq, record.id, device_.till, kinds[record.body.index()],
         arrival.digest, number_of(record.at), number_of(sound.counted_at), number_of(sound.hour),
         number_of(delivery_.arrived), names, forget, sets_itself_aside(record), body, erased_at,
         basket});
    if (inserted.empty()) return false;
    if (late_ && from_ == From::device) ++seen_;
    return true;
}

Intake::Outcome Intake::conflict(const Arrival& arrival, const std::string& pointer) {
    conflicting_ = true;
    return reject(arrival,
                  {arrival.line.seq, arrival.line.number, arrival.line.id, "conflict", pointer});
}

Intake::Outcome Intake::reject(const Arrival& arrival, const wire::Rejection& rejection) {
    if (from_ == From::quarantine) {
        receipt_.rejected.push_back(rejection);
        return Outcome::rejected;
    }
    const bool erased = has_erasures_ && is_retracted(arrival);
    const sql::Parameter content =
        erased ? sql::Parameter(std::nullopt) : sql::Parameter(arrival.line.content);
    const auto inserted =
        connection_.run(insert_quarantined,
                        {device_.shop, device_.id, arrival.digest, rejection.seq, rejection.id,
                         arrival.names, rejection.title, rejection.pointer, content,
                         number_of(delivery_.arrived), std::int64_t{delivery_.clock_off.count()}});
    if (!inserted.empty() && late_) ++seen_;
    has_quarantine_ = true;
    receipt_.rejected.push_back(rejection);
    return Outcome::rejected;
}

void Intake::act_on(const core::Record& record, const Sound& sound) {
    if (const auto* exposure = std::get_if<core::Exposure>(&record.body))
        act_on(*exposure, record.seq);
    else if (const auto* retraction = std::get_if<core::Retraction>(&record.body))
        act_on(*retraction);
    else if (const auto* visit = std::get_if<core::Visit>(&record.body))
        keep_visit(connection_, device_.shop, record.id, sound.hour, *visit, counting_);
    else if (std::holds_alternative<core::Status>(record.body) && from_ == From::device)
        connection_.run(update_status, {device_.shop, device_.id, sound.body});
}

void Intake::act_on(const core::Exposure& exposure, std::int64_t seq) {
    const std::int64_t hour = number_of(exposure.hour);
    if (!connection_.run(newer_exposure, {device_.shop, hour, device_.id, seq}).empty()) return;
    const auto& baskets = exposure.baskets;
    const auto basket = [&](int core::Baskets::*member) {
        return baskets ? sql::Parameter((*baskets).*member) : sql::Parameter(std::nullopt);
    };
    connection_.run(
        insert_exposure_hour,
        {device_.shop, hour, device_.id, device_.till, seq, exposure.transactions,
         basket(&core::Baskets::few), basket(&core::Baskets::medium), basket(&core::Baskets::full),
         basket(&core::Baskets::produce), exposure.postponed});
    connection_.run(delete_exposures, {device_.shop, hour, device_.id});
    for (const core::QuestionExposure& question : exposure.questions)
        connection_.run(insert_exposure,
                        {device_.shop, hour, device_.id, device_.till, question.question,
                         question.shown, question.answered, question.skipped, question.abandoned});
}

void Intake::act_on(const core::Retraction& retraction) {
    if (retraction.unsent) ++explained_;
    Erasing erasing(connection_, device_.shop, delivery_.arrived, counting_);
    if (retraction.of)
        erasing.by_id(*retraction.of);
    else if (retraction.forget)
        erasing.by_code(core::to_base64(*retraction.forget));
    has_erasures_ = true;
    has_erased_ = has_erased_ || erasing.has_erased();
    has_unindexed_ = has_unindexed_ || erasing.has_unindexed();
}

void Intake::forget_recording(const std::string& blob) {
    Erasing erasing(connection_, device_.shop, delivery_.arrived, counting_);
    erasing.named(blob);
    has_erased_ = has_erased_ || erasing.has_erased();
}

bool Intake::is_marked(const std::string& mark) {
    return !connection_.run(is_marked_erased, {device_.shop, mark}).empty();
}

bool Intake::is_retracted(const Arrival& arrival) {
    return (arrival.line.id && is_marked(*arrival.line.id)) ||
           (arrival.names && is_marked(*arrival.names));
}

bool Intake::is_retracted(const Arrival& arrival, const core::Record& record) {
    // A retraction works whatever was retracted, and exposures stay.
    if (std::holds_alternative<core::Retraction>(record.body) ||
        std::holds_alternative<core::Exposure>(record.body) ||
        std::holds_alternative<core::Status>(record.body))
        return false;
    if (is_retracted(arrival)) return true;
    const auto code = forget_code(record);
    return code && is_marked(Erasing::mark_of_code(*code));
}

void Intake::tell_of(const core::Record& record) {
    if (std::holds_alternative<core::Status>(record.body)) {
        news_.push_back({device_.shop, "device", device_.id});
    } else if (const auto* words = std::get_if<core::Words>(&record.body)) {
        for (const sql::Row& row : connection_.run(kind_by_id, {words->of, device_.shop}))
            news_.push_back(
                {device_.shop, row.text(0) == "comment" ? "comment" : "response", words->of});
    } else if (std::holds_alternative<core::Response>(record.body) ||
               std::holds_alternative<core::Comment>(record.body) ||
               std::holds_alternative<core::FollowUp>(record.body)) {
        news_.push_back({device_.shop, kinds[record.body.index()], record.id});
    }
}

void Intake::note_seq(const Arrival& arrival) {
    if (!arrival.line.seq) return;
    const std::int64_t seq = *arrival.line.seq;
    first_seq_ = std::min(first_seq_.value_or(seq), seq);
    late_ = seq <= acked_through_;
    if (late_) return;
    acked_through_ = seq;
    ++seen_;
}

void Intake::save_device() {
    const sql::Parameter conflict_at =
        conflicting_ ? sql::Parameter(number_of(delivery_.arrived)) : sql::Parameter(std::nullopt);
    connection_.run(update_device, {device_.shop, device_.id, first_seq_, acked_through_, seen_,
                                    explained_, number_of(delivery_.arrived),
                                    std::int64_t{delivery_.clock_off.count()}, conflict_at});
}

}  // namespace earshot::sync
