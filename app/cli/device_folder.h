#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "sync/wire/json.h"

// A kiosk's data folder, looked into from the terminal: by the kiosk itself where it is at work, as
// only one process opens a journal, and here where it is not.
namespace earshot::app {

// What waits, numbered, as the hub takes it.
struct Queue {
    std::vector<std::string> lines;
    std::int64_t last = 0;  // the number of the last of them
};

// A piece of what waits behind that number; an empty one is the end. Fails as `unavailable` where
// the journal is new and has not met the hub: its numbers are not settled yet.
core::Result<Queue> queue_after(const std::filesystem::path& data, std::int64_t after);

struct Said {
    bool well = true;
    std::string text;
};

// How the kiosk stands.
core::Result<std::vector<Said>> how_it_stands(const std::filesystem::path& data);

}  // namespace earshot::app
