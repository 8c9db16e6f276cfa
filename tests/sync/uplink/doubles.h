#pragma once

#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/id.h"
#include "sync/uplink/uplink.h"
#include "sync/wire/batch.h"

// What lies outside the uplink, in a test's hands.
namespace earshot::test {

// Both clocks. `wait` lets time go by; the wall may also be set.
class VirtualClock {
  public:
    core::Clock clock() {
        return [this] { return core::Now{wall_, steady_}; };
    }
    core::milliseconds steady() const { return steady_; }
    core::Instant wall() const { return wall_; }
    void wait(core::milliseconds time) {
        steady_ += time;
        wall_ += time;
    }
    void set_wall(core::Instant wall) { wall_ = wall; }

  private:
    core::Instant wall_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);
    core::milliseconds steady_{1'000};
};

core::Random chance(std::uint64_t seed = 1);

// An outbox in memory.
class Shelf : public sync::Outbox {
  public:
    void keep(int count, const std::string& filling = "");

    std::vector<core::JournalLine> waiting(int limit) override;
    void acknowledge(const std::vector<std::int64_t>& seqs) override;
    void quarantine(std::int64_t seq, const std::string& reason) override;
    bool fresh() override { return fresh_; }
    void continue_after(std::int64_t seq) override;
    std::int64_t unsent() override { return static_cast<std::int64_t>(lines.size()); }

    std::optional<core::Recording> recording() override {
        if (recordings.empty()) return std::nullopt;
        return core::Recording{recordings.begin()->first, recordings.begin()->second};
    }
    void let_go(const std::string& recording) override { recordings.erase(recording); }

    bool fresh_ = false;
    std::int64_t went_on_after = -1;
    std::map<std::int64_t, core::JournalLine> lines;
    std::map<std::int64_t, std::string> quarantined;
    std::map<std::string, std::string> recordings;  // boxes by their ids

  private:
    std::int64_t last_ = 0;
};

// A line whose answers are written beforehand: one function for each path, the same for ever.
class ScriptedLine : public sync::Transport {
  public:
    using Script = std::function<core::Result<sync::HttpReply>(const sync::HttpRequest&)>;

    core::Result<sync::HttpReply> exchange(const sync::HttpRequest& request) override {
        requests.push_back(request);
        return script(request);
    }
    std::size_t asked(const std::string& path) const;

    Script script;
    std::vector<sync::HttpRequest> requests;
};

sync::HttpReply reply(int status, std::string type, std::string body);
sync::HttpReply problem(int status, const std::string& title = "told so");

// The records of a batch as a hub reads them.
std::vector<sync::wire::Line> lines_of(const sync::HttpRequest& request);
// A receipt that takes all of them, with whatever a test changes in it.
sync::HttpReply receipt_for(const sync::HttpRequest& request, core::Instant hub_time,
                            const std::function<void(sync::wire::Receipt&)>& change = nullptr);

sync::Identity an_identity();

}  // namespace earshot::test
