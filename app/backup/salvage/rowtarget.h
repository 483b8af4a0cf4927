// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "app/backup/salvage/rowshape.h"
#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"
#include "app/sqlitefile/schema.h"
#include "models/domain/salvage.h"

struct sqlite3_stmt;

namespace plancia::backup::salvage {

/// The new file that recovered rows are written into, with every rule of its schema in force: SQLite sees what was read from
/// the damaged file as values that are bound, never as bytes of a database. Removed unless released. One thread; blocks.
class RowTarget {
public:
    struct Index {
        QString name;
        QString table;
        RowShape shape;
        bool isPartial = false;
    };
    struct Table {
        QString name;
        QString sql;
        sqlitefile::TableLayout layout; ///< as the new file has it
        QList<quint8> types;            ///< RowShape's, a column
        QList<bool> given;              ///< whether a column is written, not computed
        bool isStrict = false;
    };
    enum class Outcome { Taken, AlreadyThere, Refused };

    /// An empty store of ours, with all migrations.
    static Result<std::unique_ptr<RowTarget>> ofOurs(const QString &folder, qint64 nowMs, const CancelToken &cancel);
    /// The tables and indexes of a stranger's schema, as far as SQLite takes their statements; what it does not is in
    /// `skipped` with the reason.
    static Result<std::unique_ptr<RowTarget>> ofSchema(const QString &folder, const QList<sqlitefile::SchemaObject> &objects,
                                                       QStringList &skipped, const CancelToken &cancel);
    ~RowTarget();

    const QList<Table> &tables() const { return m_tables; }
    const QList<Index> &indexes() const { return m_indexes; }

    /// Rows come for this table now, in the layout that the damaged file has for it. INTERNAL_001.
    Result<bool> begin(const Table &table, const sqlitefile::TableLayout &from);
    /// `record` as it was read, `rowid` of a table that has one. Refused: `reason` says why, without values. Any other
    /// failure, such as a full disk, is an Error.
    Result<Outcome> insert(const std::vector<sqlitefile::FieldValue> &record, qint64 rowid, QString &reason);
    /// Deletes rows that refer to rows which are not there, until there is none; told how many of each table.
    Result<bool> dropDangling(const std::function<void(const QString &table, qint64 rows)> &dropped);
    Result<qint64> count(const QString &table);

    sql::SqliteConnection &connection() { return *m_connection; }
    Result<bool> commit();
    /// integrity_check and foreign_key_check; IO_006 when the new file does not pass, which is a fault of ours.
    Result<bool> check();
    /// Closes it, on the disk.
    Result<std::unique_ptr<PendingFile>> finish();

private:
    RowTarget() = default;
    static Result<std::unique_ptr<RowTarget>> make(const QString &folder, const CancelToken &cancel);
    Result<bool> describe();
    Result<bool> describeTable(const QString &name, const QString &sql, bool strict);
    Result<bool> describeIndexes(const Table &table);
    void dropStatements();
    Result<bool> isSameRow();
    int bind(sqlite3_stmt *statement, int index, const sqlitefile::FieldValue &value) const;
    Error error(int code) const;

    std::unique_ptr<PendingFile> m_file;
    std::unique_ptr<sql::SqliteConnection> m_connection;
    QList<Table> m_tables;
    QList<Index> m_indexes;
    sqlite3_stmt *m_insert = nullptr, *m_same = nullptr;
    struct Source {
        int field = -1;   ///< of the record; -1: the rowid
        bool isRowid = false;
        sqlitefile::FieldValue absent;
    };
    std::vector<Source> m_sources; ///< of the parameters
};

} // namespace plancia::backup::salvage
