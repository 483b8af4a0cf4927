// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/servertables.h"
#include "models/domain/comparison.h"

#include <QMap>
#include <optional>

namespace plancia::backup {

using postgres::ServerColumn;
using postgres::ServerTable;
using postgres::serverTables;

/// Texts of the values of a key, in its order.
using ServerKey = QStringList;

/// A range of keys: above `from`, up to and with `to`; null is the end of the table.
struct KeyRange {
    std::optional<ServerKey> from, to;
};

struct Fingerprint {
    qint64 rows = 0;
    QString hash; ///< of the contents, whatever their order
    bool operator==(const Fingerprint &) const = default;
};

/// What is asked of one table on one side, over columns that both sides have. All texts are canonical: the connection's
/// transaction sets how times, numbers and bytes are written.
class ServerTableReader {
public:
    ServerTableReader(sql::Connection &connection, ServerTable table, QList<ServerColumn> common)
        : m_connection(connection), m_table(std::move(table)), m_common(std::move(common)) {}

    const ServerTable &table() const { return m_table; }
    Result<Fingerprint> fingerprint(const KeyRange &range) const;
    /// The key of the n-th row of the range (1, 2 …); null when it has fewer.
    Result<std::optional<ServerKey>> keyAt(const KeyRange &range, qint64 n) const;
    struct Row {
        ServerKey key;
        QString hash;
    };
    /// In the order of the keys; at most `limit`.
    Result<QList<Row>> rows(const KeyRange &range, qint64 limit) const;
    /// The values of the common columns of these rows (at most 100), by key.
    Result<QMap<ServerKey, QList<ShownValue>>> values(const QList<ServerKey> &keys) const;
    static constexpr qsizetype kMaxValues = 100;

private:
    QByteArray from() const;
    QByteArray keyList() const;
    QByteArray keyTexts() const;
    QByteArray content() const;
    QByteArray where(const KeyRange &range, QList<sql::Value> &parameters) const;
    QByteArray bind(const ServerKey &key, QList<sql::Value> &parameters) const;

    sql::Connection &m_connection;
    const ServerTable m_table;
    const QList<ServerColumn> m_common;
};

} // namespace plancia::backup
