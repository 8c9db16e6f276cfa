#pragma once

#include "sync/store/counting.h"
#include "sync/store/delivery.h"
#include "sync/store/judging.h"
#include "sync/store/sql.h"
#include "sync/store/store.h"
#include "sync/wire/batch.h"

namespace earshot::sync {

// Takes one delivery within a transaction of the caller: each record once, counted once. Throws
// sql::Unavailable, and then nothing of it may be kept.
class Intake {
  public:
    // What leaves the quarantine came long ago: its number is noted, and the device was not heard.
    enum class From { device, quarantine };

    Intake(sql::Connection& connection, const Delivery& delivery, From from = From::device);

    // bundle_etag is left empty.
    wire::Receipt run();
    // Whether run() erased something that was kept.
    bool has_erased() const { return has_erased_; }
    bool has_unindexed() const { return has_unindexed_; }
    // Of what run() accepted. Taken once.
    std::vector<News> news() { return std::move(news_); }

  private:
    enum class Outcome { accepted, duplicate, rejected };

    Outcome take(const Arrival& arrival);
    Outcome take(const Arrival& arrival, const Sound& sound);
    // What became of it when it came before, if it did.
    std::optional<Outcome> known(const Arrival& arrival);
    std::optional<Outcome> known_by_seq(const Arrival& arrival);
    std::optional<Outcome> known_rejected(const Arrival& arrival);
    bool insert(const Arrival& arrival, const Sound& sound, bool erased, const std::string& basket);
    Outcome conflict(const Arrival& arrival, const std::string& pointer);
    Outcome reject(const Arrival& arrival, const wire::Rejection& rejection);

    void act_on(const core::Record& record, const Sound& sound);
    void act_on(const core::Exposure& exposure, std::int64_t seq);
    void act_on(const core::Retraction& retraction);

    void forget_recording(const std::string& blob);

    bool is_marked(const std::string& mark);
    // The line, or what it names.
    bool is_retracted(const Arrival& arrival);
    bool is_retracted(const Arrival& arrival, const core::Record& record);

    void tell_of(const core::Record& record);
    void note_seq(const Arrival& arrival);
    void save_device();

    sql::Connection& connection_;
    const Delivery& delivery_;
    const From from_;
    const Device& device_;
    Counting counting_;
    Judging judging_;
    wire::Receipt receipt_;
    std::vector<News> news_;
    // Asked once a batch: most shops have neither, and then every record saves its look-ups.
    bool has_erasures_ = false;
    bool has_quarantine_ = false;
    bool has_erased_ = false;
    bool has_unindexed_ = false;

    std::optional<std::int64_t> first_seq_;
    std::int64_t acked_through_ = 0;
    std::int64_t seen_ = 0;
    std::int64_t explained_ = 0;
    bool conflicting_ = false;
    bool late_ = false;  // the line at hand has a number below acked_through: it fills a gap
};

}  // namespace earshot::sync
