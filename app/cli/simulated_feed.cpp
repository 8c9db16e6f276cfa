#include "app/cli/simulated_feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>

#include "sync/uplink/curl_transport.h"
#include "sync/wire/batch.h"
#include "sync/wire/bundle.h"
#include "sync/wire/compression.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/field.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

// Far below what the hub takes (5,000 records, 8 MiB), so that others get in between.
constexpr std::size_t batch_lines = 2'000;
constexpr std::size_t batch_bytes = 4 << 20;
constexpr std::chrono::seconds gives_up_after{120};

void wait(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;  // By the stop alone.
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
}

std::chrono::seconds wish_of(const sync::HttpReply& reply) {
    int seconds = 1;
    if (reply.retry_after)
        std::from_chars(reply.retry_after->data(),
                        reply.retry_after->data() + reply.retry_after->size(), seconds);
    return std::chrono::seconds{std::clamp(seconds, 1, 30)};
}

// Asks until there is an answer that is not "later".
Result<sync::HttpReply> patiently(sync::Transport& transport, const sync::HttpRequest& request,
                                  const std::stop_token& stop) {
    const auto begin = std::chrono::steady_clock::now();
    while (true) {
        auto reply = transport.exchange(request);
        const bool later = reply ? reply->status == 429 || reply->status >= 500
                                 : reply.error().kind == ErrorKind::unavailable;
        const bool over = std::chrono::steady_clock::now() - begin > gives_up_after;
        if (!later || over || stop.stop_requested()) return reply;
        wait(reply ? wish_of(*reply) : std::chrono::seconds{1}, stop);
    }
}

Result<void> check(const sync::wire::Receipt& receipt) {
    if (receipt.rejected.empty()) return {};
    const auto& first = receipt.rejected.front();
    return fail(ErrorKind::invalid,
                fmt::format("the hub refused {} records, the first for \"{}\" "
                            "at {}",
                            receipt.rejected.size(), first.title, first.pointer));
}

}  // namespace

Result<Feed> Feed::enrol(const HubAddress& at, sync::Transport& transport, const std::string& shop,
                         const std::string& till) {
    const sync::wire::json::object wish{{"shop", shop}, {"till", till}};
    TRY_ASSIGN(const std::string answer,
               ask_hub(at, {.method = "POST",
                            .path = "/v1/enrolments",
                            .headers = {{"Content-Type", "application/json"}},
                            .body = sync::wire::write(wish)}));
    TRY_ASSIGN(const std::string code, sync::wire::decode(answer, [](const sync::wire::Field& in) {
                   return in["code"].text();
               }));
    TRY_ASSIGN(const auto reply,
               transport.exchange({.method = "POST",
                                   .path = "/v1/devices",
                                   .headers = {{"Content-Type", "application/json"}},
                                   .body = encode(sync::wire::EnrolmentRequest{
                                       code, "simulated", "none", EARSHOT_VERSION})}));
    TRY_ASSIGN(const std::string body, body_of(at, reply));
    TRY_ASSIGN(const auto enrolment, sync::wire::decode_enrolment(body));
    Feed feed;
    feed.hub_ = at.hub;
    feed.token_ = enrolment.token;
    feed.key_ = core::read_sealing_key(enrolment.sealing_key_id, enrolment.sealing_key);
    if (!feed.key_)
        return fail(ErrorKind::invalid, "the hub handed over a sealing key that is none");
    return feed;
}

Result<core::Bundle> Feed::bundle(sync::Transport& transport) const {
    TRY_ASSIGN(const auto reply,
               transport.exchange({.path = "/v1/bundle",
                                   .headers = {{"Authorization", "Bearer " + token_}},
                                   .body = {},
                                   .reply_max = 8 << 20}));
    TRY_ASSIGN(const std::string body, body_of({hub_, {}}, reply));
    return sync::wire::decode_bundle(body);
}

Result<void> Feed::add(core::simulation::Made made, sync::Transport& transport,
                       const std::stop_token& stop) {
    // The hub puts a clock right by what it shows as the batch is sent: one clock, one batch.
    if (made.ahead != ahead_) TRY(flush(transport, stop));
    ahead_ = made.ahead;
    unsent_.add(made);
    core::seal_texts(made.record, *key_);
    body_ += sync::wire::numbered(sync::wire::encode(made.record), made.record.seq);
    body_ += '\n';
    if (++lines_ >= batch_lines || body_.size() >= batch_bytes) return flush(transport, stop);
    return {};
}

Result<void> Feed::flush(sync::Transport& transport, const std::stop_token& stop) {
    if (lines_ == 0) return {};
    const core::Instant shows = core::system_now().wall + ahead_;
    TRY_ASSIGN(const auto reply,
               patiently(transport,
                         {.method = "POST",
                          .path = "/v1/batches",
                          .headers = {{"Authorization", "Bearer " + token_},
                                      {"Content-Type", "application/x-ndjson"},
                                      {"Content-Encoding", "zstd"},
                                      {"Earshot-Time", sync::wire::to_text(shows)}},
                          .body = sync::wire::compress_zstd(body_)},
                         stop));
    TRY_ASSIGN(const std::string body, body_of({hub_, {}}, reply));
    TRY_ASSIGN(const auto receipt, sync::wire::decode_receipt(body));
    TRY(check(receipt));
    sent_.add(unsent_);
    unsent_ = {};
    body_.clear();
    lines_ = 0;
    return {};
}

}  // namespace earshot::app
