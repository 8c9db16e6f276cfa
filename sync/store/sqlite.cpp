#include "sync/store/sqlite.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "sync/store/migrations.h"

namespace earshot::sync::sql {
namespace {

// Readers never wait in WAL; only a checkpoint meets another's lock, and only briefly.
constexpr int busy_timeout_ms = 2'000;
constexpr int cache_kib = 32 << 10;

// $1 is a name to SQLite, numbered by where it first stands; ?1 is the number itself.
std::string numbered(std::string_view statement) {
    std::string text(statement);
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        if (text[at] == '$' && std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0)
            text[at] = '?';
    return text;
}

void bind(SQLite::Statement& statement, int index, const Parameter& parameter) {
    if (const auto* number = std::get_if<std::int64_t>(&parameter.value()))
        statement.bind(index, *number);
    else if (const auto* real = std::get_if<double>(&parameter.value()))
        statement.bind(index, *real);
    else if (const auto* text = std::get_if<std::string_view>(&parameter.value()))
        statement.bind(index, std::string(*text));
    else
        statement.bind(index);
}

Value value_of(const SQLite::Column& column) {
    if (column.isNull()) return std::monostate{};
    if (column.isInteger()) return column.getInt64();
    if (column.isFloat()) return column.getDouble();
    return column.getString();
}

class SqliteConnection : public Connection {
  public:
    SqliteConnection(const std::filesystem::path& file, int flags)
        : database_(file.string(), flags, busy_timeout_ms) {}

    std::vector<Row> run(std::string_view text,
                         std::initializer_list<Parameter> parameters) override try {
        SQLite::Statement& statement = prepared(text);
        int index = 0;
        for (const Parameter& parameter : parameters) bind(statement, ++index, parameter);

        std::vector<Row> rows;
        while (statement.executeStep()) {
            std::vector<Value> values;
            values.reserve(static_cast<std::size_t>(statement.getColumnCount()));
            for (int column = 0; column < statement.getColumnCount(); ++column)
                values.push_back(value_of(statement.getColumn(column)));
            rows.emplace_back(std::move(values));
        }
        // An open statement would hold its snapshot and keep the log from being folded in.
        statement.reset();
        statement.clearBindings();
        return rows;
    } catch (const SQLite::Exception& error) {
        reset(text);
        throw Unavailable(error.what());
    }

    bool in_transaction() const override { return sqlite3_get_autocommit(handle()) == 0; }

    void execute(const std::string& script) { database_.exec(script); }
    // Waits for no reader: whatever is to be written would wait with it.
    bool truncate_log() {
        sqlite3_busy_timeout(handle(), 0);
        const int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                                   nullptr, nullptr);
        sqlite3_busy_timeout(handle(), busy_timeout_ms);
        if (code != SQLITE_OK && code != SQLITE_BUSY) throw Unavailable(sqlite3_errmsg(handle()));
        return code == SQLITE_OK;
    }
    int schema_version() { return database_.execAndGet("PRAGMA user_version").getInt(); }

  private:
    // The handle is not const in SQLite's interface, asking about it changes nothing.
    sqlite3* handle() const { return const_cast<SQLite::Database&>(database_).getHandle(); }

    SQLite::Statement& prepared(std::string_view text) {
        auto& statement = statements_[text.data()];
        if (!statement) statement = std::make_unique<SQLite::Statement>(database_, numbered(text));
        return *statement;
    }

    void reset(std::string_view text) noexcept {
        const auto found = statements_.find(text.data());
        if (found != statements_.end() && found->second) found->second->tryReset();
    }

    SQLite::Database database_;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

class SqliteDatabase : public Database {
  public:
    explicit SqliteDatabase(std::filesystem::path file) : file_(std::move(file)) { reopen(); }

    Connection& writer() override {
        if (!writer_) reopen();
        return *writer_;
    }

    void reopen() override try {
        writer_.reset();
        writer_ =
            std::make_unique<SqliteConnection>(file_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // Nobody else may read what shoppers wrote; the log beside it takes the same mode.
        using std::filesystem::perms;
        std::filesystem::permissions(file_, perms::owner_read | perms::owner_write);
        writer_->execute("PRAGMA journal_mode = WAL");
        // FULL, not WAL's usual NORMAL: with NORMAL a power cut can take back what was
        // acknowledged.
        writer_->execute("PRAGMA synchronous = FULL");
        writer_->execute("PRAGMA foreign_keys = ON");
        writer_->execute("PRAGMA secure_delete = ON");
        writer_->execute("PRAGMA cache_size = -" + std::to_string(cache_kib));
    } catch (const SQLite::Exception& error) {
        writer_.reset();
        throw Unavailable(error.what());
    }

    bool empty_log() override {
        if (!writer_) reopen();
        return writer_->truncate_log();
    }

    void copy_to(const std::filesystem::path& file) override try {
        SQLite::Database source(file_.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
        SQLite::Statement copy(source, "VACUUM INTO ?");
        copy.bind(1, file.string());
        copy.executeStep();
    } catch (const SQLite::Exception& error) {
        throw Unavailable(error.what());
    }

    std::unique_ptr<Connection> reader() override try {
        auto connection = std::make_unique<SqliteConnection>(file_, SQLite::OPEN_READONLY);
        connection->execute("PRAGMA query_only = ON");
        return connection;
    } catch (const SQLite::Exception& error) {
        throw Unavailable(error.what());
    }

    core::Result<void> migrate(const BeforeUpgrade& before_upgrade) try {
        const int known = static_cast<int>(migrations.size());
        const int found = writer_->schema_version();
        if (found > known)
            return core::fail(core::ErrorKind::corrupt,
                              file_.string() +
                                  ": this store was written by a newer earshot-hub "
                                  "(schema " +
                                  std::to_string(found) + ", this one knows " +
                                  std::to_string(known) + "): update earshot-hub first");
        if (found > 0 && found < known && before_upgrade) before_upgrade(*this, found);
        for (int next = found; next < known; ++next)
            writer_->execute("BEGIN IMMEDIATE;" +
                             std::string(migrations[static_cast<std::size_t>(next)]) +
                             ";PRAGMA user_version = " + std::to_string(next + 1) + ";COMMIT");
        return {};
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() == SQLITE_NOTADB || error.getErrorCode() == SQLITE_CORRUPT)
            return core::fail(core::ErrorKind::corrupt,
                              file_.string() + ": the store is damaged: restore a backup");
        throw Unavailable(error.what());
    }

  private:
    std::filesystem::path file_;
    std::unique_ptr<SqliteConnection> writer_;
};

}  // namespace

core::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file,
                                                    const BeforeUpgrade& before_upgrade) {
    std::unique_ptr<SqliteDatabase> database;
    try {
        database = std::make_unique<SqliteDatabase>(file);
    } catch (const Unavailable& error) {
        // The first statement meets what is no database at all.
        if (std::string_view(error.what()).find("not a database") == std::string_view::npos) throw;
        return core::fail(core::ErrorKind::corrupt,
                          file.string() + ": the store is damaged: restore a backup");
    }
    TRY(database->migrate(before_upgrade));
    return database;
}

}  // namespace earshot::sync::sql
