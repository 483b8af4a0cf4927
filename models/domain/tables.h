// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

/// Any table of any SQLite file, as it is: nothing here knows what Plancia keeps in a table. Names and values come from a
/// file that may be hostile; they are shown by format::harmless.
namespace plancia {

/// What a table is to who looks at it.
struct TableInfo {
    enum class Kind {
        Table,
        View,    ///< a query of the file's author: run only when a person asks for it
        Virtual, ///< answered by code and not by the file: never read
        System,  ///< SQLite's own, "sqlite_…"
    };
    QString name;
    Kind kind = Kind::Table;
    qint64 rows = -1; ///< estimated without reading the rows; -1 for not known
    bool operator==(const TableInfo &) const = default;
};
/// "table", "view", "virtual", "system"
QString toString(TableInfo::Kind kind);

/// No list is longer, whatever the file holds.
inline constexpr int kMaxTables = 5'000;
/// Columns of one table beyond these are not shown (SQLite itself allows 2 000, and 32 767 when built so).
inline constexpr int kMaxShownColumns = 500;

struct TableList {
    QList<TableInfo> tables; ///< by name, at most kMaxTables
    bool cut = false;        ///< there are more
};

struct ColumnInfo {
    QString name;
    QString type;     ///< as declared: "TEXT", "varchar(20)", or empty
    int keyPlace = 0; ///< 1, 2 … in the PRIMARY KEY, or 0
    bool notNull = false;
    bool hidden = false; ///< generated, or hidden in a virtual table
    QString defaultSql;
    QString collation;
    bool operator==(const ColumnInfo &) const = default;
};

struct IndexInfo {
    QString name;
    QString sql; ///< empty for one that a constraint made
    QString columns; ///< "a, b DESC"
    bool unique = false;
    bool partial = false;
    bool operator==(const IndexInfo &) const = default;
};

/// One table with everything that its schema says.
struct TableDetails {
    TableInfo info;
    QString sql; ///< as its author wrote it, cut to kMaxSqlShown
    QList<ColumnInfo> columns;
    QList<IndexInfo> indexes;
    QStringList triggers; ///< their SQL; they never run here
    QString key;          ///< what rows are told apart by: "rowid", or "tenant_id, id"; empty for a view
    QString unreadable;   ///< why its rows cannot be shown, an id: "virtual", "no_key", "columns"; empty when they can
};
inline constexpr int kMaxSqlShown = 64 * 1024;

/// A value as SQLite keeps it. Long ones are cut; `bytes` says how long they are.
struct TableCell {
    enum class Type { Null, Integer, Real, Text, Blob };
    Type type = Type::Null;
    QString text;     ///< of a blob: the hex digits of its head
    qint64 bytes = 0; ///< of a text (UTF-8) or a blob
    bool cut = false; ///< `text` is only the head
    bool operator==(const TableCell &) const = default;
};
/// "null", "integer", "real", "text", "blob"
QString toString(TableCell::Type type);

/// Of a value in a list, and of one in the panel that shows a row.
inline constexpr int kCellHead = 256;
inline constexpr int kCellWhole = 256 * 1024;

struct TableRow {
    QString id; ///< its key as a cursor
    QList<TableCell> cells;
    bool operator==(const TableRow &) const = default;
};

struct TableFilter {
    enum class Op { Equals, BeginsWith, Greater, Less, IsNull, IsNotNull };
    QString column;
    Op op = Op::Equals;
    QString value; ///< as typed; what it means follows from the column (typedValue)
    bool operator==(const TableFilter &) const = default;
};
/// "equals", "begins", "greater", "less", "null", "not_null"
QString toString(TableFilter::Op op);
std::optional<TableFilter::Op> tableFilterOpFromString(QStringView text);

struct TableQuery {
    QString table;
    std::optional<TableFilter> filter;
    bool descending = false;
    bool runView = false; ///< a person has asked to see what the view's query gives
    bool operator==(const TableQuery &) const = default;
};

/// How a column's declared type makes SQLite compare and store (datatype3.html §3.1).
enum class Affinity { Integer, Text, Blob, Real, Numeric };
Affinity affinityOf(const QString &declaredType);

/// What a person typed into a filter, as a value to compare a column with. A UUID or x'…' is bytes where the column may
/// hold bytes; digits are a number where it may hold one.
struct TypedValue {
    TableCell::Type type = TableCell::Type::Text;
    qint64 integer = 0;
    double real = 0;
    QByteArray bytes; ///< of a text or a blob
};
TypedValue typedValue(const QString &typed, const QString &declaredType);

/// The first text in the order of bytes that does not begin with `prefix`; empty when there is none.
QByteArray bytesAfterPrefix(QByteArray prefix);

/// How tables are written as CSV.
struct CsvOptions {
    bool guardFormulas = true; ///< text that a spreadsheet would compute gets an apostrophe before it
    bool uuids = false;        ///< 16-byte blobs as UUIDs: in a store of ours they are
    bool isoTimes = false;     ///< integers of columns named "at" or "…_at" as ISO 8601 UTC: in a store of ours they are ms
    bool operator==(const CsvOptions &) const = default;
};

struct CsvRequest {
    QString folder;     ///< made when missing; a file that is there already is never replaced
    QStringList tables; ///< empty: all of the file's own
    CsvOptions options;
};

struct CsvFile {
    QString table;
    QString file; ///< base name
    qint64 rows = 0;
    qint64 bytes = 0;
    QString sha256; ///< 64 hex digits
    bool operator==(const CsvFile &) const = default;
};

struct CsvExport {
    QString folder;
    QString manifest; ///< its path
    QList<CsvFile> files;
    qint64 rows() const;
    qint64 bytes() const;
};

/// "tenants.csv": a name that every file system takes, and that none of `taken` has in upper or lower case.
QString csvFileName(const QString &table, const QStringList &taken);

/// Whether a spreadsheet takes a text that begins so for a formula (OWASP, "CSV injection").
constexpr bool startsFormula(char first)
{
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r';
}

} // namespace plancia

Q_DECLARE_METATYPE(plancia::TableRow)
