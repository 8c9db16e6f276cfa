#include "sync/store/sql.h"

namespace earshot::sync::sql {
namespace {

const std::string nothing;

}  // namespace

bool Row::null(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_[column]);
}

std::int64_t Row::number(std::size_t column) const {
    const auto* value = std::get_if<std::int64_t>(&values_[column]);
    return value != nullptr ? *value : 0;
}

double Row::real(std::size_t column) const {
    const auto* value = std::get_if<double>(&values_[column]);
    return value != nullptr ? *value : static_cast<double>(number(column));
}

const std::string& Row::text(std::size_t column) const {
    const auto* value = std::get_if<std::string>(&values_[column]);
    return value != nullptr ? *value : nothing;
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
    if (null(column)) return std::nullopt;
    return text(column);
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
    // IMMEDIATE: a reader that turns writer could only fail halfway.
    connection_.run("BEGIN IMMEDIATE", {});
}

Transaction::~Transaction() {
    // The database may have taken it back by itself, when its disk was full.
    if (!open_ || !connection_.in_transaction()) return;
    try {
        connection_.run("ROLLBACK", {});
    } catch (const Unavailable&) {
        // The failure that brought us here is on its way already; the connection is reopened.
    }
}

void Transaction::commit() {
    connection_.run("COMMIT", {});
    open_ = false;
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
    connection_.run("SAVEPOINT part", {});
}

Savepoint::~Savepoint() {
    if (!open_ || !connection_.in_transaction()) return;
    try {
        connection_.run("ROLLBACK TO part", {});
        connection_.run("RELEASE part", {});
    } catch (const Unavailable&) {
        // What the part did must not be committed with the rest: the whole is taken back.
        try {
            connection_.run("ROLLBACK", {});
        } catch (const Unavailable&) {
            // A connection that cannot even do this commits nothing either.
        }
    }
}

void Savepoint::release() {
    connection_.run("RELEASE part", {});
    open_ = false;
}

}  // namespace earshot::sync::sql
