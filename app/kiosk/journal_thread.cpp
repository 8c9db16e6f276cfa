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
        const auto kept = try_keep(record, open);
        if (kept) {
            tell_({JournalNews::Kind::kept, record.id, open, {}});
            return;
        }
        tell_({JournalNews::Kind::not_kept, record.id, open, kept.error().message});
        // The same would be refused for ever, and others must not wait for it.
        if (kept.error().kind == core::ErrorKind::invalid)
            tell_({JournalNews::Kind::recovered, {}, false, {}});
        else if (unkept_.size() < unkept_max)
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
    const bool was_closed = !journal_;
    open();
    if (!journal_) return;
    const bool had_trouble = was_closed || !unkept_.empty();
    while (!unkept_.empty()) {
        if (!try_keep(unkept_.front().record, unkept_.front().open)) return;
        unkept_.pop_front();
    }
    if (had_trouble) tell_({JournalNews::Kind::recovered, {}, false, {}});
}

void JournalThread::run(const std::stop_token& stop) {
    open();
    if (!journal_) {
        spdlog::error("the journal cannot be used: {}", trouble_);
        tell_({JournalNews::Kind::unusable, {}, false, trouble_});
    }
    for (;;) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            const auto posted = [this] { return !tasks_.empty(); };
            if (journal_ && unkept_.empty())
                posted_.wait(lock, stop, posted);
            else
                posted_.wait_for(lock, stop, try_again_every, posted);
            if (tasks_.empty() && stop.stop_requested()) return;
            if (!tasks_.empty()) {
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
        }
        if (task)
            task();
        else
            try_again();
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
