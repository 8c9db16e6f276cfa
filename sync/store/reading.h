#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "sync/store/store.h"
#include "sync/wire/json.h"

// What the store's own files share to read its tables.
namespace earshot::sync {

// A read-only connection, borrowed. Throws sql::Unavailable.
class Store::Reading {
  public:
    // Each idle one holds a page cache; more than the hub has threads are never wanted at once.
    static constexpr std::size_t idle_max = 16;

    explicit Reading(Store& store);
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    std::vector<sql::Row> run(std::string_view statement,
                              std::initializer_list<sql::Parameter> parameters);

  private:
    Store& store_;
    std::unique_ptr<sql::Connection> connection_;
    bool healthy_ = true;  // one that failed is not lent again
};

// What the store wrote as JSON it can read; anything else is a damaged store: sql::Unavailable.
wire::json::value kept(const std::string& body);

// A record as its row has it: the same promise.
core::Record kept_record(const std::string& body, std::int64_t seq);

// A list that is kept with commas between.
std::vector<std::string> split(const std::string& list);

}  // namespace earshot::sync
