#include "app/kiosk/journal_thread.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <future>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "sync/wire/record.h"

namespace earshot::app {
namespace {

// A disk that failed may be well again, a full one emptied.
constexpr auto try_again_every = std::chrono::seconds(5);
// Answers held for a disk that cannot take them; a kiosk that is closed gives no more.
constexpr std::size_t unkept_max = 100;

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
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

JournalThread::~JournalThread() = default;

void JournalThread::post(Task task) {
    const std::scoped_lock lock(mutex_);
    tasks_.push_back(std::move(task));
    posted_.notify_one();
}

void JournalThread::keep(core::Record record, bool open) {
    post([this, record = std::move(record), open] {
        // How it stood before is over: kept after this one, it would be refused.
        forget_unkept(record.id);
        const auto kept = try_keep(record, open);
        if (kept) {
            tell_({JournalNews::Kind::kept, record.id, open, {}});
            return;
        }
        note_trouble({JournalNews::Kind::not_kept, record.id, open, kept.error().message});
        // What is invalid would be refused for ever, and others must not wait for it.
        if (kept.error().kind != core::ErrorKind::invalid && unkept_.size() < unkept_max)
            unkept_.push_back({record, open});
    });
}

void JournalThread::seal_to(core::SealingKey key) {
    post([this, key = std::move(key)] { key_ = key; });
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
            trouble_ = journal.error().message;
    } catch (const std::exception& error) {
        trouble_ = error.what();
    }
}

core::Journal& JournalThread::opened() {
    open();
    if (!journal_) throw std::runtime_error(trouble_);
    return *journal_;
}

core::Result<void> JournalThread::try_keep(const core::Record& record, bool open) {
    const auto failed = [](core::Error error) -> core::Result<void> {
        spdlog::error("an answer cannot be kept: {}", error.message);
        return tl::unexpected(std::move(error));
    };
    try {
        auto kept = opened().keep(record, open);
        if (kept) return {};
        return failed(std::move(kept).error());
    } catch (const std::exception& error) {
        journal_.reset();
        return failed({core::ErrorKind::unavailable, error.what()});
    }
}

void JournalThread::try_again() {
    open();
    if (!journal_) return;
    while (!unkept_.empty()) {
        const auto kept = try_keep(unkept_.front().record, unkept_.front().open);
        if (!kept && kept.error().kind != core::ErrorKind::invalid) return;
        unkept_.pop_front();
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
    tell_({JournalNews::Kind::recovered, {}, false, {}});
}

void JournalThread::forget_unkept(const std::string& id) {
    std::erase_if(unkept_, [&id](const Unkept& unkept) { return unkept.record.id == id; });
}

void JournalThread::run(const std::stop_token& stop) {
    open();
    if (!journal_) {
        spdlog::error("the journal cannot be used: {}", trouble_);
        note_trouble({JournalNews::Kind::unusable, {}, false, trouble_});
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

}  // namespace earshot::app
