#include "app/kiosk/journal_thread.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <future>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "app/kiosk/exposure_file.h"
#include "app/kiosk/shop_time.h"
#include "core/data_folder.h"
#include "core/id.h"
#include "core/wipe.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

// A disk that failed may be well again, a full one emptied.
constexpr auto try_again_every = std::chrono::seconds(5);
// Answers held for a disk that cannot take them; a kiosk that is closed gives no more.
constexpr std::size_t unkept_max = 100;

constexpr auto today_file = "today";

struct WithoutText {
    void operator()(core::Response& response) const {
        for (core::Answer& answer : response.answers) answer.text = {};
    }
    void operator()(core::Words& words) const { words.text = {}; }
    void operator()(core::Comment& comment) const { comment.text = {}; }
    void operator()(auto&) const {}
};

// As it goes to disk: never a word in the clear.
std::string encode(core::Record record, const std::optional<core::SealingKey>& key) {
    if (key)
        core::seal_texts(record, *key);
    else
        std::visit(WithoutText{}, record.body);
    return sync::wire::encode(record);
}

}  // namespace

JournalThread::JournalThread(std::filesystem::path folder, Tell tell)
    : folder_(std::move(folder)),
      tell_(std::move(tell)),
      recordings_(folder_ / "recordings"),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

JournalThread::~JournalThread() = default;

void JournalThread::post(Task task) {
    const std::scoped_lock lock(mutex_);
    tasks_.push_back(std::move(task));
    posted_.notify_one();
}

void JournalThread::keep(core::Record record, bool open) {
    post([this, record = std::move(record), open] { keep_now(record, open); });
}

void JournalThread::keep_spoken(core::Record comment, std::string sound) {
    post([this, comment = std::move(comment), sound = std::move(sound)]() mutable {
        auto& body = std::get<core::Comment>(comment.body);
        core::Result<void> kept = core::fail(core::ErrorKind::not_found, "there is none");
        if (!sound.empty()) kept = keep_recording(comment, sound);
        if (!kept) {
            spdlog::error("a recording cannot be kept: {}", kept.error().message);
            body.audio.reset();
        }
        core::wipe(sound);
        keep_now(comment, false);
    });
}

core::Result<void> JournalThread::keep_recording(const core::Record& comment,
                                                 const std::string& sound) {
    if (!key_) return core::fail(core::ErrorKind::unavailable, "there is no key to seal it to");
    try {
        return recordings_.keep(*std::get<core::Comment>(comment.body).audio, comment.id, sound,
                                *key_);
    } catch (const std::exception& error) {
        return core::fail(core::ErrorKind::unavailable, error.what());
    }
}

// Where it stays the hub never hears of its comment, and lets go of it in a day.
void JournalThread::forget_recording(const std::string& comment) {
    try {
        recordings_.forget(comment);
    } catch (const std::exception& error) {
        spdlog::error("a recording cannot be removed: {}", error.what());
    }
}

void JournalThread::keep_now(const core::Record& record, bool open) {
    // How it stood before is over: kept after this one, it would be refused.
    forget_unkept(record.id);
    if (const auto* retraction = std::get_if<core::Retraction>(&record.body);
        retraction && retraction->of) {
        forget_unkept(*retraction->of);
        forget_recording(*retraction->of);
    }
    const auto kept = try_keep(record, open);
    if (kept) {
        tell_({JournalNews::Kind::kept, record.id, open, {}, {}});
        if (!open) count(record);
        return;
    }
    note_trouble({JournalNews::Kind::not_kept, record.id, open, kept.error().message, failed_by_});
    // What is invalid would be refused for ever, and others must not wait for it.
    if (kept.error().kind != core::ErrorKind::invalid && unkept_.size() < unkept_max)
        unkept_.push_back({record, open});
}

void JournalThread::seal_to(core::SealingKey key) {
    post([this, key = std::move(key)] { key_ = key; });
}

void JournalThread::count_days_of(std::string timezone) {
    post([this, timezone = std::move(timezone)] { timezone_ = timezone; });
}

void JournalThread::save_counts(std::vector<core::Exposure> hours) {
    post([this, hours = std::move(hours)] { replace(exposure_file, written(hours)); });
}

void JournalThread::save(std::string file, std::string content) {
    post([this, file = std::move(file), content = std::move(content)] { replace(file, content); });
}

void JournalThread::look(std::function<void(Stock)> tell) {
    post([this, tell = std::move(tell)] { tell(stock()); });
}

std::chrono::local_days JournalThread::day_of(core::Instant at) const {
    return std::chrono::floor<std::chrono::days>(shop_time(at, timezone_));
}

// Counts are of use, and no promise: a disk that cannot take them has its own trouble told.
void JournalThread::replace(const std::string& file, const std::string& content) {
    try {
        core::write_file(folder_ / file, content);
    } catch (const std::system_error& error) {
        spdlog::warn("counts are not kept: {}", error.what());
    }
}

void JournalThread::count(const core::Record& record) {
    if (const auto* response = std::get_if<core::Response>(&record.body))
        today_.add(record.id, *response, day_of(record.at));
    else if (const auto* retraction = std::get_if<core::Retraction>(&record.body))
        today_.take_back(retraction->of.value_or(""));
    else
        return;
    replace(today_file, today_.written());
}

Stock JournalThread::stock() {
    Stock stock;
    stock.today = today_.counts(day_of(core::system_now().wall));
    std::error_code unknown;
    const auto space = std::filesystem::space(folder_, unknown);
    if (!unknown) stock.disk_free = space.available;
    try {
        core::Journal& journal = opened();
        const std::int64_t unsent = journal.unsent();
        if (const auto first = journal.waiting(1); !first.empty())
            stock.oldest = core::made_at(first.front().id);
        for (core::Quarantined& each : journal.quarantined())
            stock.quarantined.push_back(std::move(each.reason));
        stock.recovery = journal.recovery();
        stock.unsent = unsent;
    } catch (const std::exception& error) {
        spdlog::warn("what is held cannot be told: {}", error.what());
    }
    return stock;
}

void JournalThread::open() {
    if (journal_) return;
    try {
        std::filesystem::create_directories(folder_);
        auto journal = core::Journal::open(
            folder_, [this](const core::Record& record) { return encode(record, key_); });
        if (journal)
            journal_ = *std::move(journal);
        else
            trouble_ = {journal.error().kind == core::ErrorKind::corrupt
                            ? core::Trouble::newer_version
                            : core::Trouble::not_ours,
                        journal.error().message};
    } catch (const std::exception& error) {
        trouble_ = {core::trouble_of(error), error.what()};
    }
}

core::Journal& JournalThread::opened() {
    open();
    if (!journal_) throw trouble_;
    return *journal_;
}

core::Result<void> JournalThread::try_keep(const core::Record& record, bool open) {
    failed_by_.reset();
    core::Error failure{core::ErrorKind::unavailable, ""};
    try {
        auto kept = opened().keep(record, open);
        if (kept) return {};
        failure = std::move(kept).error();
        if (failure.kind == core::ErrorKind::unavailable) failed_by_ = journal_->trouble();
    } catch (const std::exception& error) {
        journal_.reset();
        failure.message = error.what();
        failed_by_ = core::trouble_of(error);
    }
    spdlog::error("an answer cannot be kept: {}", failure.message);
    return tl::unexpected(std::move(failure));
}

void JournalThread::try_again() {
    open();
    if (!journal_) return;
    while (!unkept_.empty()) {
        const auto [record, open] = unkept_.front();
        const auto kept = try_keep(record, open);
        if (!kept && kept.error().kind != core::ErrorKind::invalid) return;
        unkept_.pop_front();
        if (kept && !open) count(record);
    }
}

void JournalThread::note_trouble(const JournalNews& news) {
    if (!std::exchange(troubled_, true))
        try_at_ = std::chrono::steady_clock::now() + try_again_every;
    tell_(news);
}

// Whoever asks for the journal may have been the one to open it again.
void JournalThread::note_recovery() {
    if (!troubled_ || !journal_ || !unkept_.empty()) return;
    troubled_ = false;
    tell_({JournalNews::Kind::recovered, {}, false, {}, {}});
}

void JournalThread::forget_unkept(const std::string& id) {
    std::erase_if(unkept_, [&id](const Unkept& unkept) { return unkept.record.id == id; });
}

void JournalThread::run(const std::stop_token& stop) {
    if (const auto today = core::read_file(folder_ / today_file))
        today_ = core::Today::read(*today);
    open();
    if (!journal_) {
        spdlog::error("the journal cannot be used: {}", trouble_.what());
        note_trouble({JournalNews::Kind::unusable, {}, false, trouble_.what(), trouble_.trouble()});
    }
    for (;;) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            const auto posted = [this] { return !tasks_.empty(); };
            if (troubled_)
                posted_.wait_until(lock, stop, try_at_, posted);
            else
                posted_.wait(lock, stop, posted);
            if (tasks_.empty() && stop.stop_requested()) return;
            if (!tasks_.empty()) {
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
        }
        if (task) task();
        if (troubled_ && std::chrono::steady_clock::now() >= try_at_) {
            try_again();
            try_at_ = std::chrono::steady_clock::now() + try_again_every;
        }
        note_recovery();
    }
}

template <typename Work>
auto JournalThread::ask(Work work) {
    using Answer = std::invoke_result_t<Work, core::Journal&>;
    // Shared: the task may outlive this call's frame only by being run, never by being dropped.
    auto answer = std::make_shared<std::promise<Answer>>();
    auto promised = answer->get_future();
    post([this, answer, work = std::move(work)] {
        try {
            if constexpr (std::is_void_v<Answer>) {
                work(opened());
                answer->set_value();
            } else {
                answer->set_value(work(opened()));
            }
        } catch (...) {
            answer->set_exception(std::current_exception());
        }
    });
    return promised.get();
}

std::vector<core::JournalLine> JournalThread::waiting_after(std::int64_t after, int limit) {
    return ask([after, limit](core::Journal& journal) { return journal.waiting(limit, after); });
}

std::vector<core::JournalLine> JournalThread::waiting(int limit) {
    return ask([limit](core::Journal& journal) { return journal.waiting(limit); });
}

void JournalThread::acknowledge(const std::vector<std::int64_t>& seqs) {
    ask([&seqs](core::Journal& journal) { journal.acknowledge(seqs); });
}

void JournalThread::quarantine(std::int64_t seq, const std::string& reason) {
    ask([seq, &reason](core::Journal& journal) { journal.quarantine(seq, reason); });
}

bool JournalThread::fresh() {
    return ask([](core::Journal& journal) { return journal.fresh(); });
}

void JournalThread::continue_after(std::int64_t seq) {
    ask([seq](core::Journal& journal) { journal.continue_after(seq); });
}

std::int64_t JournalThread::unsent() {
    return ask([](core::Journal& journal) { return journal.unsent(); });
}

std::optional<core::Recording> JournalThread::recording() {
    return ask([this](core::Journal&) { return recordings_.oldest(); });
}

void JournalThread::let_go(const std::string& recording) {
    ask([this, &recording](core::Journal&) { recordings_.let_go(recording); });
}

}  // namespace earshot::app
