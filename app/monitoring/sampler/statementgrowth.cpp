// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/statementgrowth.h"

#include "app/sql/connection.h"

#include <QSet>
#include <algorithm>
#include <array>
#include <cmath>

namespace plancia::monitoring {

namespace {
constexpr int kInfoSince = 109;   ///< pg_stat_statements_info, and toplevel
constexpr int kSinceSince = 111;  ///< stats_since, and the times by kind of block
constexpr const char *kMark = "/* plancia:sampler */ SELECT ";

QByteArray schemaOf(const PostgresFacts &facts) { return sql::quoteIdentifier(facts.statementsSchema) + '.'; }

constexpr std::array kFigures{&StatementFigures::calls,      &StatementFigures::rows,       &StatementFigures::execMs,        &StatementFigures::planMs,
                              &StatementFigures::hitBlocks,  &StatementFigures::readBlocks, &StatementFigures::writtenBlocks, &StatementFigures::tempBlocks,
                              &StatementFigures::diskMs,     &StatementFigures::walBytes};
// Columns of statementsQuery().
enum Column { User, Database, Id, Top, UserName, DatabaseName, Since, FirstFigure };

bool isMicroseconds(double StatementFigures::*member)
{
    return member == &StatementFigures::execMs || member == &StatementFigures::planMs || member == &StatementFigures::diskMs;
}

/// Nothing when one went back. Times are kept to the microsecond.
std::optional<StatementFigures> difference(const StatementFigures &before, const StatementFigures &now)
{
    StatementFigures grown;
    for (const auto member : kFigures) {
        if (now.*member < before.*member)
            return std::nullopt;
        grown.*member = now.*member - before.*member;
        if (isMicroseconds(member))
            grown.*member = std::round(grown.*member * 1000) / 1000;
    }
    return grown;
}
} // namespace

size_t qHash(const StatementEntry::Key &key, size_t seed)
{
    return qHashMulti(seed, key.user, key.database, key.id.value_or(0), key.id.has_value(), key.isTop);
}

QByteArray statementsStateQuery(const PostgresFacts &facts)
{
    if (facts.statementsVersion < kInfoSince)
        return QByteArray(kMark) + "pg_postmaster_start_time()::text, NULL::int8 LIMIT 1";
    return QByteArray(kMark) + "concat(pg_postmaster_start_time()::text, ' ', i.stats_reset::text)::text, i.dealloc::int8 FROM " + schemaOf(facts)
        + "pg_stat_statements_info i LIMIT 1";
}

StatementsState statementsState(const sql::Row &row)
{
    return {row.text(0), row.isNull(1) ? std::nullopt : std::optional(row.integer(1))};
}

QByteArray statementsQuery(const PostgresFacts &facts)
{
    const bool isByKind = facts.statementsVersion >= kSinceSince;
    const QByteArrayList columns{
        "s.userid::int8",
        "s.dbid::int8",
        "s.queryid::int8",
        facts.statementsVersion >= kInfoSince ? "s.toplevel::int4::int8" : "1::int8",
        "coalesce(r.rolname::text, s.userid::text)",
        "coalesce(d.datname::text, s.dbid::text)",
        isByKind ? "(extract(epoch FROM s.stats_since) * 1000000)::int8" : "0::int8",
        "s.calls::float8",
        "s.rows::float8",
        "s.total_exec_time::float8",
        "s.total_plan_time::float8",
        "s.shared_blks_hit::float8",
        "s.shared_blks_read::float8",
        "s.shared_blks_written::float8",
        "(s.temp_blks_read + s.temp_blks_written)::float8",
        isByKind ? "(s.shared_blk_read_time + s.shared_blk_write_time)::float8" : "(s.blk_read_time + s.blk_write_time)::float8",
        "s.wal_bytes::float8"};
    return kMark + columns.join(", ") + " FROM " + schemaOf(facts)
        + "pg_stat_statements(false) s LEFT JOIN pg_roles r ON r.oid = s.userid LEFT JOIN pg_database d ON d.oid = s.dbid"
          " ORDER BY s.total_exec_time DESC LIMIT "
        + QByteArray::number(kMaxEntries + 1);
}

QByteArray statementTextsQuery(const PostgresFacts &facts, int most)
{
    return kMark + QByteArray("s.userid::int8, s.dbid::int8, s.queryid::int8, left(s.query, ") + QByteArray::number(StatementRow::kMaxTextChars + 1)
        + ")::text FROM " + schemaOf(facts) + "pg_stat_statements(true) s WHERE s.queryid = ANY (string_to_array($1::text, ',')::int8[]) LIMIT "
        + QByteArray::number(most);
}

QList<StatementEntry> statementEntries(const sql::Rows &rows)
{
    QList<StatementEntry> entries;
    entries.reserve(rows.size());
    QHash<StatementEntry::Key, qsizetype> hidden;
    for (int i = 0; i < rows.size(); ++i) {
        const sql::Row row = rows[i];
        StatementEntry entry;
        entry.key = {row.integer(User), row.integer(Database), row.isNull(Id) ? std::nullopt : std::optional(row.integer(Id)), row.integer(Top) != 0};
        entry.user = row.text(UserName);
        entry.database = row.text(DatabaseName);
        entry.since = row.integer(Since);
        for (size_t column = 0; column < kFigures.size(); ++column) {
            const double figure = row.real(FirstFigure + static_cast<int>(column));
            entry.figures.*kFigures[column] = std::isfinite(figure) && figure > 0 ? figure : 0;
        }
        if (!entry.key.id) {
            const auto known = hidden.constFind(entry.key);
            if (known != hidden.constEnd()) {
                entries[*known].figures += entry.figures;
                ++entries[*known].entries;
                continue;
            }
            entry.since = 0; // of a sum there is none
            hidden.insert(entry.key, entries.size());
        }
        entries.append(std::move(entry));
    }
    return entries;
}

StatementGrowth StatementsMemory::growth(const StatementsState &state, const QList<StatementEntry> &entries) const
{
    StatementGrowth growth;
    growth.isFirst = !m_state || m_state->since != state.since || m_state->drops.has_value() != state.drops.has_value() || state.drops.value_or(0) < m_state->drops.value_or(0);
    if (growth.isFirst) {
        growth.isReset = m_state.has_value();
        return growth;
    }
    const qint64 drops = state.drops.value_or(0) - m_state->drops.value_or(0);
    qint64 gone = 0; // entries that are no longer there, or are others
    qsizetype known = 0;
    for (const StatementEntry &entry : entries) {
        const auto before = m_entries.constFind(entry.key);
        StatementEntry grown = entry;
        if (before == m_entries.constEnd()) {
            // Beyond what was read it may have been there for long; and which of the hidden ones are new, nobody can tell after a drop.
            if (m_isCut || (!entry.key.id && drops > 0))
                continue;
        } else {
            ++known;
            const auto step = difference(before->figures, entry.figures);
            const bool isAnother = !step || before->since != entry.since || entry.entries < before->entries;
            gone += isAnother ? std::max(1, before->entries - entry.entries) : 0;
            if (!entry.key.id && (isAnother || drops > 0))
                continue;
            if (!isAnother)
                grown.figures = *step;
        }
        if (grown.figures != StatementFigures())
            growth.entries.append(std::move(grown));
    }
    if (!m_isCut && entries.size() <= kMaxEntries)
        gone += m_entries.size() - known;
    if (!state.drops) // nothing tells these from those that were reset
        growth.evicted = static_cast<double>(gone);
    else if (drops > 0)
        growth.evicted = static_cast<double>(std::max(gone, drops));
    else
        growth.isReset = gone > 0;
    std::ranges::stable_sort(growth.entries, std::greater(), [](const StatementEntry &entry) { return entry.figures.execMs; });
    return growth;
}

void StatementsMemory::remember(const StatementsState &state, const QList<StatementEntry> &entries)
{
    m_state = state;
    m_isCut = entries.size() > kMaxEntries;
    m_entries.clear();
    m_entries.reserve(entries.size());
    for (const StatementEntry &entry : entries)
        m_entries.insert(entry.key, {entry.since, entry.entries, entry.figures});
}

} // namespace plancia::monitoring
