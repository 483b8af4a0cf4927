// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/ownedtables.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::controlplane {

namespace {

constexpr int kPageRows = 500;

// In the order in which the file tells them.
constexpr OwnedTable kTables[] = {
    {"tenant_redirects", "slug", "slug, created_at", ""},
    {"tenant_words", "word", "word", "", nullptr, true, false},
    {"tenant_limits", "kind, scope, endpoint", "kind, scope, endpoint, amount, created_at, updated_at, row_version", ""},
    {"tenant_storage", "day", "day, bytes, noted_at", ""},
    {"users", "id",
     "id, email, email_key, display_name, name_key, role, status, status_reason, email_verified_at, last_sign_in_at,"
     " failed_sign_ins, created_at, updated_at, row_version",
     "", "id"},
    {"user_words", "user_id, word", "user_id, word", "", "user_id"},
    {"user_passwords", "user_id", "user_id, changed_at", "hash", "user_id"},
    {"user_codes", "user_id, purpose", "user_id, purpose, created_at, expires_at, used_at", "code_sha256", "user_id"},
    {"user_sessions", "user_id, id",
     "user_id, id, device, address, created_at, last_used_at, access_expires_at, refresh_expires_at, ended_at, end_reason", "", "user_id"},
    {"session_tokens", "user_id, session_id, number", "user_id, session_id, number, issued_at, used_at, reused_at", "token_sha256",
     "user_id"},
    {"sign_ins", "at, id", "at, id, user_id, result, address, device", "", "user_id"},
    {"user_directory", "user_id", nullptr, "lookup, user_id", "user_id"},
    {"session_directory", "session_id", nullptr, "lookup, user_id, session_id", "user_id"},
    {"api_keys", "id",
     "id, shown, name, name_key, environment, status, status_reason, internal, expires_at, grace_ends_at, predecessor_id,"
     " successor_id, created_by, created_at, updated_at, row_version, last_used_at, last_used_address, last_used_client",
     "lookup, secret_sha256"},
    {"api_key_words", "key_id, word", "key_id, word", ""},
    {"api_key_permissions", "key_id, permission", "key_id, permission, last_used_at", ""},
    {"api_key_addresses", "key_id, block", "key_id, block", ""},
    {"api_key_limits", "key_id, name", "key_id, name, amount, window_s", ""},
    {"key_directory", "key_id", nullptr, "lookup, key_id"},
    {"api_key_usage", "at, id",
     "at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out, cost_micros, model, request_id, address", "", nullptr, false},
    {"rate_limit_hits", "key_id, day, name, endpoint", "key_id, day, name, endpoint, hits", "", nullptr, false},
    {"key_refusals", "at, prefix, block, reason", "at, prefix, block, reason, count", "", nullptr, false},
};

QStringList namesIn(const char *list) { return QString::fromLatin1(list).split(QStringLiteral(", "), Qt::SkipEmptyParts); }

bool concerns(const sql::Connection &connection, const OwnedTable &table, const Owner &owner)
{
    return (!owner.person || table.person) && (table.onServer || connection.dialect() == sql::Dialect::Sqlite);
}

/// " WHERE tenant_id = $1 …", and its values.
QByteArray ofOwner(const OwnedTable &table, const Owner &owner, QList<sql::Value> &values)
{
    values.append(owner.tenant);
    QByteArray where = " WHERE tenant_id = $1";
    if (owner.person) {
        values.append(*owner.person);
        where += QByteArray(" AND ") + table.person + " = $2";
    }
    return where;
}

bool isTime(const QString &column) { return column == u"at" || column == u"day" || column.endsWith(u"_at"); }
bool isId(const QString &column) { return column == u"id" || column.endsWith(u"_id"); }

/// A value as it is bound again: SQLite tells neither times nor ids from numbers and bytes.
sql::Value typed(const sql::Row &row, int column, const QString &name)
{
    if (row.isNull(column))
        return {};
    if (isTime(name))
        return sql::TimeMs{row.integer(column)};
    if (isId(name))
        return row.uuid(column);
    return row.at(column);
}

QJsonValue shown(const sql::Row &row, int column, const QString &name)
{
    if (row.isNull(column))
        return {};
    if (isTime(name))
        return QDateTime::fromMSecsSinceEpoch(row.integer(column), Qt::UTC).toString(Qt::ISODateWithMs);
    if (isId(name))
        return row.uuid(column).toString(QUuid::WithoutBraces);
    if (name == u"internal")
        return row.boolean(column);
    if (std::holds_alternative<qint64>(row.at(column)))
        return row.integer(column);
    return row.text(column);
}

Result<bool> writeTable(sql::Connection &connection, const OwnedTable &table, const Owner &owner, NewFile &file)
{
    const QStringList columns = namesIn(table.columns);
    const QStringList key = namesIn(table.key);
    QList<sql::Value> after; // the key of the last row written
    QByteArray before = "\n    ";
    while (true) {
        QList<sql::Value> values;
        QByteArray sql = QByteArray("SELECT ") + table.columns + " FROM " + table.name + ofOwner(table, owner, values);
        if (!after.isEmpty()) {
            QByteArrayList places;
            for (const sql::Value &value : std::as_const(after)) {
                values.append(value);
                places.append("$" + QByteArray::number(values.size()));
            }
            sql += QByteArray(" AND (") + table.key + ") > (" + places.join(", ") + ")";
        }
        sql += QByteArray(" ORDER BY ") + table.key + " LIMIT " + QByteArray::number(kPageRows);
        auto rows = connection.query(sql, values);
        if (!rows)
            return fail(rows.error());
        for (int i = 0; i < rows->size(); ++i) {
            const sql::Row row = (*rows)[i];
            QJsonObject object;
            for (int column = 0; column < columns.size(); ++column)
                object.insert(columns[column], shown(row, column, columns[column]));
            if (auto done = file.write(before + QJsonDocument(object).toJson(QJsonDocument::Compact)); !done)
                return done;
            before = ",\n    ";
            if (i + 1 < rows->size())
                continue;
            after.clear();
            for (const QString &name : key)
                after.append(typed(row, static_cast<int>(columns.indexOf(name)), name));
        }
        if (rows->size() < kPageRows)
            return true;
    }
}

QByteArray jsonOf(const QJsonValue &value)
{
    // QJsonDocument takes objects and lists alone.
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace

std::span<const OwnedTable> ownedTables() { return kTables; }

Result<RowCounts> countOwned(sql::Connection &connection, const Owner &owner)
{
    RowCounts counts;
    for (const OwnedTable &table : kTables) {
        if (!concerns(connection, table, owner))
            continue;
        QList<sql::Value> values;
        const QByteArray where = ofOwner(table, owner, values);
        auto rows = connection.query(QByteArray("SELECT count(*) FROM ") + table.name + where, values);
        if (!rows)
            return fail(rows.error());
        counts.insert(QString::fromLatin1(table.name), (*rows)[0].integer(0));
    }
    return counts;
}

Result<bool> deleteUnreferring(sql::Connection &connection, const QUuid &tenant)
{
    for (const OwnedTable &table : kTables)
        if (!table.refers)
            if (auto deleted = connection.execute(QByteArray("DELETE FROM ") + table.name + " WHERE tenant_id = $1", {tenant}); !deleted)
                return fail(deleted.error());
    return true;
}

Result<bool> writeOwned(sql::Connection &connection, const Owner &owner, const QJsonObject &head, const RowCounts &counts, NewFile &file)
{
    QByteArray text = "{\n";
    for (auto it = head.constBegin(); it != head.constEnd(); ++it)
        text += "  " + jsonOf(it.key()) + ": " + jsonOf(it.value()) + ",\n";
    for (const OwnedTable &table : kTables) {
        if (!concerns(connection, table, owner) || !table.columns)
            continue;
        if (auto done = file.write(text + "  \"" + table.name + "\": ["); !done)
            return done;
        if (auto done = writeTable(connection, table, owner, file); !done)
            return done;
        text = "],\n";
    }
    QJsonObject rows;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        rows.insert(it.key(), it.value());
    return file.write(text + "  \"rows\": " + jsonOf(rows) + "\n}\n");
}

} // namespace plancia::controlplane
