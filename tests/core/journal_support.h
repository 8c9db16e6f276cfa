#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/journal.h"

namespace earshot::test {

using Ids = std::vector<std::string>;
using Seqs = std::vector<std::int64_t>;

inline core::Record a_record(const std::string& id, const std::string& said = "said") {
    return {.id = id, .body = core::Words{.of = "of", .text = said, .locale = "en"}};
}

inline core::Record a_retraction(const std::string& id, const std::string& of) {
    return {.id = id, .body = core::Retraction{.of = of}};
}

inline std::string encode(const core::Record& record) {
    if (const auto* retraction = std::get_if<core::Retraction>(&record.body))
        return record.id + (retraction->unsent ? " unsent " : " sent ") + *retraction->of;
    return record.id + " " + std::get<std::string>(std::get<core::Words>(record.body).text);
}

inline core::Journal open_journal(const std::filesystem::path& folder) {
    auto journal = core::Journal::open(folder, encode);
    if (!journal) throw std::runtime_error(journal.error().message);
    return std::move(*journal);
}

inline Ids ids(const std::vector<core::JournalLine>& lines) {
    Ids found;
    for (const core::JournalLine& line : lines) found.push_back(line.id);
    return found;
}

inline Seqs seqs(const std::vector<core::JournalLine>& lines) {
    Seqs found;
    for (const core::JournalLine& line : lines) found.push_back(line.seq);
    return found;
}

}  // namespace earshot::test
