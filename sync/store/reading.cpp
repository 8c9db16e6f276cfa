#include "sync/store/reading.h"

#include <algorithm>

#include "sync/wire/record.h"

namespace earshot::sync {

Store::Reading::Reading(Store& store) : store_(store) {
    const std::lock_guard lock(store_.readers_mutex_);
    if (store_.idle_readers_.empty()) return;
    connection_ = std::move(store_.idle_readers_.back());
    store_.idle_readers_.pop_back();
}

Store::Reading::~Reading() {
    const std::lock_guard lock(store_.readers_mutex_);
    if (connection_ && healthy_ && store_.idle_readers_.size() < idle_max)
        store_.idle_readers_.push_back(std::move(connection_));
}

std::vector<sql::Row> Store::Reading::run(std::string_view statement,
                                          std::initializer_list<sql::Parameter> parameters) {
    if (!connection_) connection_ = store_.database_->reader();
    healthy_ = false;
    auto rows = connection_->run(statement, parameters);
    healthy_ = true;
    return rows;
}

wire::json::value kept(const std::string& body) {
    auto value = wire::parse(body);
    if (!value) throw sql::Unavailable("the store holds what is no JSON: " + value.error().message);
    return *std::move(value);
}

core::Record kept_record(const std::string& body, std::int64_t seq) {
    const auto value = wire::parse(wire::numbered(body, seq));
    if (!value) throw sql::Unavailable("a kept record is no JSON: " + value.error().message);
    auto record = wire::decode_record(*value);
    if (const auto* wrong = std::get_if<wire::Refusal>(&record))
        throw sql::Unavailable("a kept record does not read: " + wrong->title);
    return std::get<core::Record>(std::move(record));
}

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < list.size();) {
        const std::size_t to = std::min(list.find(',', from), list.size());
        parts.push_back(list.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

}  // namespace earshot::sync
