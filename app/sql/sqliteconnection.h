// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "app/sql/openconnections.h"

#include <QByteArrayView>
#include <QHash>
#include <QSqlDatabase>
#include <chrono>
#include <functional>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace plancia::sql {

/// A row while it is read: what it gives is valid until the next one.
class SqliteRow {
public:
    explicit SqliteRow(sqlite3_stmt *statement) : m_statement(statement) {}
    qint64 integer(int column) const;
    QByteArrayView bytes(int column) const; ///< of a BLOB or, in UTF-8, of a TEXT

private:
    sqlite3_stmt *m_statement;
};

/// One connection to an SQLite file, for the thread that opens it. Qt SQL owns the handle; statements run by SQLite's own
/// API on it, so that types are exact, texts may hold NUL, and prepared statements are kept.
/// A 16-byte BLOB reads as QUuid. Nothing here takes the store's writer lock: that is app/store's.
class SqliteConnection final : public Connection {
public:
    enum class Mode {
        ReadWrite,
        Create,            ///< ReadWrite on an empty file that is there already
        ReadOnlyLive,      ///< others may write; needs the -wal and -shm beside the file
        ReadOnlyImmutable, ///< a backup or read-only medium: nothing is locked nor written beside the file
    };
    /// Normal: a power cut may take the last commits, never the store. For what can be had again, such as telemetry.
    enum class Sync { Full, Normal };
    struct Options {
        QString path;
        Mode mode = Mode::ReadOnlyLive;
        int cacheKiB = 4096;
        Sync sync = Sync::Full;
    };
    /// Opens and sets up; touches the file with one read. NOT_FOUND_005, IO_001…006, DB_010.
    static Result<std::unique_ptr<SqliteConnection>> open(const Options &options,
                                                          const std::source_location &where = std::source_location::current());
    ~SqliteConnection() override;

    Dialect dialect() const override { return Dialect::Sqlite; }
    Result<Rows> query(const QByteArray &sql, const QList<Value> &parameters = {}) override;
    /// Hands over each row as it comes and keeps none, for what goes through millions.
    using EachRow = std::function<void(const SqliteRow &)>;
    Result<bool> each(const QByteArray &sql, const QList<Value> &parameters, const EachRow &take);
    Result<qint64> execute(const QByteArray &sql, const QList<Value> &parameters = {}) override;
    Result<bool> script(const QByteArray &sql) override;
    Result<bool> begin(const TransactionOptions &options) override;
    Result<bool> commit() override;
    void rollback() override;
    void setCancelToken(const CancelToken &token) override { m_cancel = token; }

    /// For statements outside a transaction, such as VACUUM; begin() sets it anew.
    void setStatementMs(int ms) { m_statementMs = ms; }
    /// One number: a PRAGMA or a count; 0 when there is no row.
    Result<qint64> number(const QByteArray &sql);
    /// Cache in KiB from now on: 4096 for most, 65536 for the writer in a bulk task.
    Result<bool> setCacheKiB(int kib);
    /// Told the frames in the -wal after each commit here.
    void setWalHook(std::function<void(int frames)> hook) { m_walHook = std::move(hook); }
    enum class Checkpoint { Passive, Truncate };
    /// The caller holds the store's writer lock. False when readers kept frames back. Waits `waitMs` for them.
    Result<bool> checkpoint(Checkpoint kind, int waitMs);
    /// The last one out removes -wal and -shm on closing; the caller holds the writer lock until this is destroyed.
    void tidyOnClose();
    /// Rows changed since opening.
    qint64 totalChanges() const;
    sqlite3 *handle() const { return m_handle; }
    const QString &path() const { return m_path; }

private:
    struct Prepared {
        sqlite3_stmt *statement = nullptr;
        int lastRows = 0;   ///< of the last result: what to reserve for the next
    };
    enum class Stop { No, Cancelled, TimedOut };

    SqliteConnection(QString name, QString path, const std::source_location &where)
        : m_name(std::move(name)), m_path(std::move(path)), m_counted(m_path, where) {}
    Result<bool> setUp(const Options &options);
    Result<Prepared *> prepare(const QByteArray &sql);
    Result<bool> bind(Prepared &prepared, const QList<Value> &parameters);
    /// Binds, steps to the end and resets; rows go to `rows` or `take` when given.
    Result<bool> run(const QByteArray &sql, const QList<Value> &parameters, Rows *rows, const EachRow *take = nullptr);
    void dropStatements();
    void startClock();
    Error error(int code);
    int onBusy(int tries);
    int onProgress();

    QString m_name; ///< of the QSqlDatabase
    QString m_path;
    OpenConnection m_counted;
    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr;
    QHash<QByteArray, Prepared> m_statements;
    std::vector<QByteArray> m_bound; ///< texts of the running statement, alive until it is reset
    std::function<void(int)> m_walHook;
    CancelToken m_cancel;
    Stop m_stop = Stop::No;
    int m_statementMs = 30'000;
    int m_busyMs = 2'000;
    std::chrono::steady_clock::time_point m_started;
};

} // namespace plancia::sql
