// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/servercompare.h"

#include "app/backup/compare/servertable.h"

#include <QHash>
#include <algorithm>
#include <set>

namespace plancia::backup {

using State = TableComparison::State;

namespace {

constexpr qint64 kChunk = 10'000;       // rows whose hash is asked for at once
constexpr int kStatementMs = 600'000;   // a hash over a whole table reads all of it

/// A read transaction whose texts are the same on every server.
Result<sql::Transaction> beginCanonical(sql::Connection &connection)
{
    auto transaction = sql::Transaction::begin(connection, {.write = false, .timeoutMs = kStatementMs});
    if (!transaction)
        return transaction;
    for (const char *setting : {"DateStyle = 'ISO, YMD'", "TimeZone = 'UTC'", "IntervalStyle = 'postgres'", "bytea_output = 'hex'",
                                "extra_float_digits = 1"})
        if (auto set = connection.execute(QByteArray("SET LOCAL ") + setting); !set)
            return fail(set.error());
    return transaction;
}

/// Columns of both with the same type; what only one has, or has as another type, is said.
QList<ServerColumn> commonColumns(const ServerTable &left, const ServerTable &right, TableComparison &table)
{
    const auto find = [](const ServerTable &in, const ServerColumn &column) {
        return std::any_of(in.columns.begin(), in.columns.end(),
                           [&](const ServerColumn &c) { return c.name == column.name && c.type == column.type; });
    };
    QList<ServerColumn> common;
    for (const ServerColumn &column : left.columns) {
        if (find(right, column))
            common.append(column);
        else
            table.leftColumns += column.name;
    }
    for (const ServerColumn &column : right.columns)
        if (!find(left, column))
            table.rightColumns += column.name;
    return common;
}

bool sameKey(const ServerTable &left, const ServerTable &right)
{
    return std::equal(left.key.begin(), left.key.end(), right.key.begin(), right.key.end(),
                      [](const ServerColumn &a, const ServerColumn &b) { return a.name == b.name && a.type == b.type; });
}

/// One table of two servers.
class ServerTableCompare {
public:
    ServerTableCompare(ServerTableReader left, ServerTableReader right, QList<ServerColumn> common, TableComparison &table, Results &results,
                       int number, const std::function<void(qint64)> &done)
        : m_left(std::move(left)), m_right(std::move(right)), m_common(std::move(common)), m_table(table), m_results(results), m_number(number),
          m_done(done)
    {
    }

    Result<bool> run()
    {
        const auto left = m_left.fingerprint({}), right = m_right.fingerprint({});
        if (!left || !right)
            return fail(left ? right.error() : left.error());
        m_table.leftRows = left->rows;
        m_table.rightRows = right->rows;
        if (*left != *right) {
            if (m_left.table().key.isEmpty() || !sameKey(m_left.table(), m_right.table())) {
                m_table.state = State::NotComparable;
                m_table.message = m_left.table().key.isEmpty() ? QStringLiteral("it has no primary key")
                                                               : QStringLiteral("the two have different primary keys");
                return true;
            }
            if (auto walked = walk({}, left->rows >= right->rows ? m_left : m_right, true); !walked)
                return walked;
        }
        const bool same = *left == *right && m_table.leftColumns.isEmpty() && m_table.rightColumns.isEmpty();
        m_table.state = same ? State::Same : State::Different;
        return true;
    }

private:
    /// Chunk by chunk of the larger side; only a range that differs is looked into.
    Result<bool> walk(KeyRange whole, const ServerTableReader &larger, bool report)
    {
        for (KeyRange range{whole.from, {}};;) {
            auto to = larger.keyAt({range.from, whole.to}, kChunk);
            if (!to)
                return fail(to.error());
            range.to = *to ? *to : whole.to;
            const auto left = m_left.fingerprint(range), right = m_right.fingerprint(range);
            if (!left || !right)
                return fail(left ? right.error() : left.error());
            if (*left != *right)
                if (auto looked = look(range, *left, *right); !looked)
                    return looked;
            if (report)
                m_done(left->rows + right->rows);
            if (!*to)
                return true;
            range.from = *to;
        }
    }

    Result<bool> look(const KeyRange &range, const Fingerprint &left, const Fingerprint &right)
    {
        if (std::max(left.rows, right.rows) > 2 * kChunk) // all the rows of one side lie between two keys of the other
            return walk(range, left.rows >= right.rows ? m_left : m_right, false);
        const auto a = m_left.rows(range, 2 * kChunk), b = m_right.rows(range, 2 * kChunk);
        if (!a || !b)
            return fail(a ? b.error() : a.error());
        QHash<ServerKey, QString> after;
        for (const ServerTableReader::Row &row : *b)
            after.insert(row.key, row.hash);
        for (const ServerTableReader::Row &row : *a) {
            const auto found = after.constFind(row.key);
            if (found == after.constEnd())
                note(RowDifference::Kind::Removed, row.key);
            else if (*found != row.hash)
                note(RowDifference::Kind::Changed, row.key);
            if (found != after.constEnd())
                after.erase(found);
            if (auto kept = keepFull(); !kept)
                return kept;
        }
        for (const ServerTableReader::Row &row : *b) {
            if (after.contains(row.key))
                note(RowDifference::Kind::Added, row.key);
            if (auto kept = keepFull(); !kept)
                return kept;
        }
        return keep();
    }

    void note(RowDifference::Kind kind, const ServerKey &key)
    {
        (kind == RowDifference::Kind::Added ? m_table.added : kind == RowDifference::Kind::Removed ? m_table.removed : m_table.changed) += 1;
        if (!m_results.isFull())
            m_noted.append({kind, key});
    }
    Result<bool> keepFull() { return m_noted.size() < ServerTableReader::kMaxValues ? Result<bool>(true) : keep(); }

    /// Fetches the values of the noted rows and keeps them.
    Result<bool> keep()
    {
        QList<ServerKey> before, after;
        for (const auto &[kind, key] : std::as_const(m_noted)) {
            if (kind != RowDifference::Kind::Added)
                before.append(key);
            if (kind != RowDifference::Kind::Removed)
                after.append(key);
        }
        const auto left = m_left.values(before), right = m_right.values(after);
        if (!left || !right)
            return fail(left ? right.error() : left.error());
        for (const auto &[kind, key] : std::as_const(m_noted)) {
            RowDifference row{kind, key.join(QLatin1String(", ")), {}};
            const QList<ShownValue> l = left->value(key), r = right->value(key);
            for (qsizetype i = 0; i < m_common.size(); ++i) {
                const FieldDifference field{m_common[i].name, l.value(i), r.value(i)};
                if (kind != RowDifference::Kind::Changed || field.before != field.after)
                    row.fields.append(field);
            }
            const auto kept = m_results.add(m_number, row);
            if (!kept)
                return kept;
            m_table.kept += *kept ? 1 : 0;
        }
        m_noted.clear();
        return true;
    }

    const ServerTableReader m_left, m_right;
    const QList<ServerColumn> m_common;
    TableComparison &m_table;
    Results &m_results;
    const int m_number;
    const std::function<void(qint64)> &m_done;
    QList<std::pair<RowDifference::Kind, ServerKey>> m_noted; ///< at most ServerTableReader::kMaxValues
};

/// A table that only one side has.
Result<bool> countAlone(sql::Connection &connection, const ServerTable &own, bool isLeft, TableComparison &table)
{
    const auto found = ServerTableReader(connection, own, own.columns).fingerprint({});
    if (!found)
        return fail(found.error());
    table.state = isLeft ? State::OnlyLeft : State::OnlyRight;
    (isLeft ? table.leftRows : table.rightRows) = found->rows;
    (isLeft ? table.removed : table.added) = found->rows;
    return true;
}

} // namespace

Result<QList<TableComparison>> compareServers(const Connect &left, const Connect &right, Results &results, const CancelToken &cancel,
                                              const ProgressSink &progress)
{
    const auto a = left(cancel);
    if (!a)
        return fail(a.error());
    const auto b = right(cancel);
    if (!b)
        return fail(b.error());
    (*a)->setCancelToken(cancel);
    (*b)->setCancelToken(cancel);
    const auto transactionA = beginCanonical(**a);
    if (!transactionA)
        return fail(transactionA.error());
    const auto transactionB = beginCanonical(**b);
    if (!transactionB)
        return fail(transactionB.error());
    const auto leftTables = serverTables(**a);
    if (!leftTables)
        return fail(leftTables.error());
    const auto rightTables = serverTables(**b);
    if (!rightTables)
        return fail(rightTables.error());
    if (leftTables->isEmpty() || rightTables->isEmpty())
        return fail(ErrorCode::DbSchemaMissing);

    std::set<QString> names;
    for (const auto &tables : {*leftTables, *rightTables})
        for (auto it = tables.begin(); it != tables.end(); ++it)
            names.insert(it.key());
    qint64 rowsDone = 0;
    const std::function<void(qint64)> done = [&](qint64 rows) {
        rowsDone += rows;
        if (progress)
            progress({Progress::Unit::Rows, rowsDone, 0, 0, -1});
    };
    QList<TableComparison> all;
    for (const QString &name : names) {
        TableComparison table;
        table.table = name;
        Result<bool> compared = true;
        if (!leftTables->contains(name) || !rightTables->contains(name)) {
            const bool isLeft = leftTables->contains(name);
            compared = countAlone(isLeft ? **a : **b, isLeft ? leftTables->value(name) : rightTables->value(name), isLeft, table);
        } else {
            const ServerTable l = leftTables->value(name), r = rightTables->value(name);
            const QList<ServerColumn> common = commonColumns(l, r, table);
            compared = ServerTableCompare({**a, l, common}, {**b, r, common}, common, table, results, static_cast<int>(all.size()), done).run();
        }
        if (!compared)
            return fail(compared.error());
        all.append(std::move(table));
    }
    return all;
}

} // namespace plancia::backup
