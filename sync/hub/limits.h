#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "sync/wire/limits.h"

namespace earshot::sync {

// What one peer may take from the hub, so that the others still get theirs.
struct Limits {
    std::size_t body = wire::body_max;  // as sent; beyond it 413
    std::size_t discarded = 8 << 20;    // of a refused body, so that its sender sees the answer
    std::size_t unpacked = wire::unpacked_max;
    std::size_t headers = 16 << 10;
    std::size_t header_fields = 100;
    std::size_t request_line = 8 << 10;
    std::size_t bodies = 256 << 20;  // of all connections, while they come in
    std::chrono::seconds header_wait{10};
    std::chrono::seconds body_wait{60};
    std::chrono::seconds idle_wait{90};  // thrice an idle device's rest between two bundles
    std::chrono::seconds answer_wait{60};
    // Whose word about the client is believed; each counts as its clients, not as one address.
    std::vector<std::string> proxies;
    std::size_t connections = 12'000;
    std::size_t untrusted_connections = 64;  // of an address that has shown no valid token yet
    int device_requests = 600;               // a minute
    int failed_tries = 30;                   // a minute, of an address, without a valid token
    std::size_t waiting_batches = 256;
    std::size_t waiting_bytes = 64 << 20;  // of those, unpacked
    std::size_t worker_threads = 4;
    // A daypart that is over is looked at for alerts this much later at most.
    std::chrono::seconds look_rest{20};
    std::size_t live_readers = 2'000;
    std::size_t live_kept = 4'096;                // events, for readers who come back
    std::chrono::milliseconds live_beat{15'000};  // between signs of life, well below answer_wait
};

}  // namespace earshot::sync
