// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/sqliteconnection.h"
#include "models/domain/usage.h"

#include <QHash>
#include <QMap>
#include <array>
#include <optional>

namespace plancia::controlplane::usage {

void add(UsageSum &total, const UsageSum &part);

/// Sums of calls by one text, each with its own.
class UsageGroups {
public:
    explicit UsageGroups(qsizetype most) : m_most(most) {}
    void add(QByteArrayView group, const UsageSum &call);
    /// False when there were more than may be held; nothing is left of them then.
    bool isWhole() const { return m_isWhole; }
    qsizetype count() const { return m_sums.size(); }
    using Group = std::pair<QByteArray, UsageSum>;
    /// The first `limit` by `number`, greatest first, then by the bytes of the group.
    QList<Group> top(qsizetype limit, qint64 UsageSum::*number) const;

private:
    QHash<QByteArray, UsageSum> m_sums;
    qsizetype m_most;
    bool m_isWhole = true;
};

/// What a report tells of the calls of a span, from one pass over them. For SQLite, which answers each GROUP BY by sorting the
/// rows: 1 to 2 s a million calls and part, where a pass takes half a second and adding to all parts another half [measured].
/// Memory grows with the number of endpoints, keys and models: 200 bytes each. Beyond `mostGroups` of one of them it is given up
/// for that part alone.
class UsageFold {
public:
    explicit UsageFold(qsizetype mostGroups) : m_endpoints(mostGroups), m_keys(mostGroups), m_models(mostGroups) {}
    Q_DISABLE_COPY_MOVE(UsageFold)

    static QByteArray columns(); ///< what add() reads, of "api_key_usage u"
    void add(const sql::SqliteRow &row);

    bool hasParts() const { return m_endpoints.isWhole() && m_models.isWhole(); }
    bool hasKeys() const { return m_keys.isWhole(); }
    /// All but refusals and limits, and the names of the keys; what was given up stays empty.
    void fill(UsageReport &report, int endpoints) const;

private:
    UsageSum m_total;
    QHash<qint64, qint64> m_latencies; ///< by lower end of the bucket
    QMap<qint64, UsageSum> m_days;
    qint64 m_lastDay = 0;
    UsageSum *m_day = nullptr; ///< of m_lastDay: a tenant's calls come in the order of time
    std::array<qint64, 600> m_statuses{};
    UsageGroups m_endpoints; ///< by endpoint and method
    UsageGroups m_keys;      ///< by tenant and key
    UsageGroups m_models;
    QByteArray m_group;
};

} // namespace plancia::controlplane::usage
