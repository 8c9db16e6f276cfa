#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The small seam to a database. What is counted, and once, is written over it alone; SQLite stands
// behind it in sqlite.cpp. Statements name their parameters $1, $2 …, as PostgreSQL does.
namespace earshot::sync::sql {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

class Row {
  public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

    bool null(std::size_t column) const;
    std::int64_t number(std::size_t column) const;  // 0 for null
    double real(std::size_t column) const;
    const std::string& text(std::size_t column) const;  // "" for null
    std::optional<std::string> optional_text(std::size_t column) const;

  private:
    std::vector<Value> values_;
};

// What a parameter is bound to. Text is only borrowed for the call.
class Parameter {
  public:
    Parameter(std::nullopt_t) {}
    Parameter(std::int64_t value) : value_(value) {}
    Parameter(int value) : value_(std::int64_t{value}) {}
    Parameter(bool value) : value_(std::int64_t{value}) {}
    Parameter(double value) : value_(value) {}
    Parameter(std::string_view value) : value_(value) {}
    Parameter(const std::string& value) : value_(std::string_view(value)) {}
    Parameter(const char* value) : value_(std::string_view(value)) {}
    template <typename T>
    Parameter(const std::optional<T>& value) {
        if (value) *this = Parameter(*value);
    }

    const std::variant<std::monostate, std::int64_t, double, std::string_view>& value() const {
        return value_;
    }

  private:
    std::variant<std::monostate, std::int64_t, double, std::string_view> value_;
};

// The database cannot do it now: it is busy, full or failing. The message is for the log only.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One connection, used by one thread at a time. Throws Unavailable.
class Connection {
  public:
    virtual ~Connection() = default;
    // `statement` outlives the connection: it is prepared once and kept by its address.
    virtual std::vector<Row> run(std::string_view statement,
                                 std::initializer_list<Parameter> parameters) = 0;
    virtual bool in_transaction() const = 0;
};

class Database {
  public:
    virtual ~Database() = default;
    // The one that writes. The same object each time until reopen().
    virtual Connection& writer() = 0;
    // After a failed commit the connection may hold what was not said to be kept: only a new one
    // tells the truth.
    virtual void reopen() = 0;
    // Brings what the write-ahead log holds into the database's own file and leaves no byte of it
    // in the log. Not within a transaction. False while a reader is in the way: try later.
    virtual bool empty_log() = 0;
    // All of it as it is at one moment, into a file that is empty or not there. Any thread.
    virtual void copy_to(const std::filesystem::path& file) = 0;
    // A new connection that only reads. Any thread.
    virtual std::unique_ptr<Connection> reader() = 0;
};

// Takes back what was done unless commit() returned.
class Transaction {
  public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Connection& connection_;
    bool open_ = true;
};

// A part of a transaction that may fail by itself.
class Savepoint {
  public:
    explicit Savepoint(Connection& connection);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    void release();

  private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace earshot::sync::sql
