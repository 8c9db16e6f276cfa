#include "app/cli/simulate_command.h"

#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/cli/simulated_days.h"
#include "app/cli/simulated_feed.h"
#include "sync/uplink/curl_transport.h"
#include "sync/wire/json.h"

namespace earshot::app {
namespace {

namespace json = boost::json;
namespace simulation = core::simulation;
using core::ErrorKind;
using core::fail;
using core::Result;
using Steady = std::chrono::steady_clock;

constexpr int tills_max = 99;
constexpr int days_max = 3'660;
// The next shop's records are made while the hub keeps the last one's.
constexpr int workers = 3;
constexpr std::chrono::seconds progress_every{5};

// SIGINT and SIGTERM ask it to stop, as long as this lives.
class Signals {
  public:
    explicit Signals(std::stop_source stop) {
        sigemptyset(&set_);
        for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&set_, signal);
        pthread_sigmask(SIG_BLOCK, &set_, &before_);
        waiting_ = std::jthread([this, stop]() mutable {
            int signal = 0;
            sigwait(&set_, &signal);
            if (signal != SIGUSR1) stop.request_stop();
        });
    }
    ~Signals() {
        pthread_kill(waiting_.native_handle(), SIGUSR1);
        waiting_.join();
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

  private:
    sigset_t set_{}, before_{};
    std::jthread waiting_;
};

// So many a second, over all shops.
class Pace {
  public:
    explicit Pace(double rate) : rate_(rate) {}

    void wait(const std::stop_token& stop) {
        if (rate_ <= 0) return;
        std::unique_lock lock(mutex_);
        const auto due =
            begin_ + std::chrono::duration_cast<Steady::duration>(
                         std::chrono::duration<double>(static_cast<double>(taken_++) / rate_));
        woken_.wait_until(lock, stop, due, [] { return false; });
    }

  private:
    const double rate_;
    const Steady::time_point begin_ = Steady::now();
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::int64_t taken_ = 0;
};

// What all workers share.
struct Run {
    const SimulateWish& wish;
    std::stop_source stop;
    Pace pace{wish.rate};
    std::atomic<int> next_shop{0};

    std::mutex mutex;
    Sent sent;
    std::int64_t days = 0;
    std::vector<std::pair<int, json::object>> shops{};
    std::optional<core::Error> error{};
    Steady::time_point begin = Steady::now(), told = begin;

    void fail_with(core::Error why) {
        const std::scoped_lock lock(mutex);
        if (!error) error = std::move(why);
        stop.request_stop();
    }

    void day_done(std::int64_t responses) {
        const std::scoped_lock lock(mutex);
        ++days;
        made += responses;
        if (Steady::now() - told < progress_every) return;
        told = Steady::now();
        const std::int64_t all = std::int64_t{wish.shops} * wish.days;
        std::cerr << fmt::format("day {} of {} (all shops), {} interviews so far\n", days, all,
                                 made);
    }

    std::int64_t made = 0;
};

std::string name_of_shop(const SimulateWish& wish, int number) {
    return wish.shops == 1 ? "marigold" : fmt::format("marigold-{}", number + 1);
}

Result<void> live(Run& run, int number, sync::Transport& transport) {
    const SimulateWish& wish = run.wish;
    const std::string name = name_of_shop(wish, number);
    std::vector<Feed> feeds;
    for (int till = 1; till <= wish.tills; ++till) {
        TRY_ASSIGN(auto feed, Feed::enrol(wish.at, transport, name, std::to_string(till)));
        feeds.push_back(std::move(feed));
    }
    TRY_ASSIGN(const core::Bundle bundle, feeds.front().bundle(transport));
    if (bundle.questionnaires.empty())
        return fail(ErrorKind::not_found, fmt::format("the shop {} asks nothing: publish a "
                                                      "questionnaire",
                                                      name));
    TRY_ASSIGN(const auto today, day_of(bundle.shop.timezone, core::system_now().wall));
    const auto first_day = today - std::chrono::days{wish.days};
    simulation::Setting setting{.shop = name, .questionnaire = bundle.questionnaires.front()};
    setting.dark_share = bundle.dark_share;
    setting.first_day = first_day;
    if (!bundle.shop.languages.empty()) setting.languages = bundle.shop.languages;
    if (bundle.visit_key) {
        TRY_ASSIGN(setting.visit_key, core::from_base64(*bundle.visit_key));
    }
    TRY_ASSIGN(setting.begins, day_begins_in(bundle.shop.timezone));

    simulation::Scenario scenario = simulation::eventful(number, wish.days);
    scenario.first_weekday = weekday_of(first_day);
    scenario.ask_share = bundle.ask_share;
    simulation::ShopRecords shop(simulation::sized({}, wish.tills), scenario, std::move(setting),
                                 wish.seed);
    const std::stop_token stop = run.stop.get_token();
    while (shop.days_made() < wish.days && !stop.stop_requested()) {
        std::int64_t responses = 0;
        auto day = shop.next_day();
        for (std::size_t till = 0; till < day.size(); ++till)
            for (simulation::Made& made : day[till]) {
                run.pace.wait(stop);
                if (stop.stop_requested()) break;
                if (std::holds_alternative<core::Response>(made.record.body)) ++responses;
                TRY(feeds[till].add(std::move(made), transport, stop));
            }
        run.day_done(responses);
    }
    Sent sent;
    for (Feed& feed : feeds) {
        TRY(feed.flush(transport, stop));
        sent.add(feed.sent());
    }
    json::object told{{"shop", name}, {"tills", wish.tills}, {"days", shop.days_made()}};
    told["truth"] = truth_of(scenario, shop, first_day);
    told["sent"] = sent.to_json();
    const std::scoped_lock lock(run.mutex);
    run.shops.emplace_back(number, std::move(told));
    run.sent.add(sent);
    return {};
}

void work(Run& run) try {
    auto transport = sync::CurlTransport::open(
        {.hub = run.wish.at.hub,
         .ca = run.wish.at.ca ? std::optional<std::filesystem::path>(*run.wish.at.ca)
                              : std::nullopt});
    if (!transport) return run.fail_with(transport.error());
    while (!run.stop.stop_requested()) {
        const int number = run.next_shop++;
        if (number >= run.wish.shops) return;
        if (const auto lived = live(run, number, **transport); !lived)
            return run.fail_with(lived.error());
    }
} catch (const std::exception& wrong) {
    run.fail_with({ErrorKind::unavailable, wrong.what()});
}

Result<void> write_truth(Run& run, std::ofstream& file) {
    std::ranges::sort(run.shops, {}, &std::pair<int, json::object>::first);
    json::array shops;
    for (auto& [number, shop] : run.shops) shops.push_back(std::move(shop));
    const json::object truth{
        {"seed", run.wish.seed}, {"shops", std::move(shops)}, {"sent", run.sent.to_json()}};
    file << sync::wire::write(truth) << '\n' << std::flush;
    if (!file)
        return fail(ErrorKind::unavailable, fmt::format("{} cannot be written", run.wish.truth));
    return {};
}

}  // namespace

void add_simulate_flags(CLI::App& command, SimulateWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--shops", wish.shops, "How many shops")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command.add_option("--tills", wish.tills, "Tills of each, some 250 shoppers a day at one")
        ->check(CLI::Range(1, tills_max))
        ->capture_default_str();
    command.add_option("--days", wish.days, "Days up to yesterday")
        ->check(CLI::Range(1, days_max))
        ->capture_default_str();
    command.add_option("--seed", wish.seed, "The same seed, the same shops")->capture_default_str();
    command
        .add_option("--rate", wish.rate, "Records a second at most (else as the hub takes them)")
        ->check(CLI::PositiveNumber);
    command.add_option("--truth", wish.truth,
                       "Where to write what is true and what was sent (JSON)");
}

Result<void> simulate(const SimulateWish& wish) {
    std::ofstream truth;
    if (!wish.truth.empty()) truth.open(wish.truth);
    if (!truth)
        return fail(ErrorKind::unavailable, fmt::format("{} cannot be written", wish.truth));
    Run run{wish, {}};
    {
        const Signals signals(run.stop);
        std::vector<std::jthread> working;
        for (int worker = 0; worker < std::min(workers, wish.shops); ++worker)
            working.emplace_back([&run] { work(run); });
    }
    if (!wish.truth.empty() && !(run.error && run.shops.empty())) TRY(write_truth(run, truth));
    if (run.error) return tl::unexpected(*run.error);
    const std::chrono::duration<double> took = Steady::now() - run.begin;
    const std::string shops = wish.shops == 1 ? "1 shop" : fmt::format("{} shops", wish.shops);
    const std::string tills = wish.tills == 1 ? "1 till" : fmt::format("{} tills", wish.tills);
    print(fmt::format("{}, of {} with {}, {} answers of {} interviews, in {} records; {:.1f} s\n",
                      run.stop.stop_requested() ? "Stopped; the hub has" : "The hub has", shops,
                      tills, run.sent.answers(), run.sent.interviews(), run.sent.records(),
                      took.count()));
    return {};
}

}  // namespace earshot::app
