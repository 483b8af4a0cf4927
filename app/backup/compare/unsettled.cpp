// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/unsettled.h"

#include <atomic>

namespace plancia::backup {

namespace {

/// The rows of one side by key.
class Stream {
public:
    Stream(sqlite3 *database, const QByteArray &table, int side)
        : m_rows(prepared(database, "SELECT key, page, cell FROM " + table + " WHERE side = ? ORDER BY side, key, n"))
    {
        sqlite3_bind_int(m_rows.get(), 1, side);
        next();
    }
    void next()
    {
        m_code = sqlite3_step(m_rows.get());
        if (m_code != SQLITE_ROW)
            return;
        m_key = blobAt(m_rows.get(), 0);
        m_place = {static_cast<quint32>(sqlite3_column_int64(m_rows.get(), 1)), sqlite3_column_int(m_rows.get(), 2)};
    }
    bool has() const { return m_code == SQLITE_ROW; }
    bool failed() const { return m_code != SQLITE_ROW && m_code != SQLITE_DONE; }
    const QByteArray &key() const { return m_key; }
    RowPlace place() const { return m_place; }

private:
    const Statement m_rows;
    int m_code = SQLITE_DONE;
    QByteArray m_key;
    RowPlace m_place;
};

} // namespace

Result<bool> Unsettled::add(Side side, const QByteArray &key, RowPlace place)
{
    if (!m_insert) {
        static std::atomic<int> counter{0};
        m_table = "unsettled" + QByteArray::number(++counter);
        const QByteArray make = "CREATE TABLE " + m_table + " (side INTEGER, key BLOB, n INTEGER, page INTEGER, cell INTEGER, "
                                "PRIMARY KEY (side, key, n)) WITHOUT ROWID";
        sqlite3_exec(m_results.handle(), make.constData(), nullptr, nullptr, nullptr);
        m_insert = prepared(m_results.handle(), "INSERT INTO " + m_table + " VALUES (?, ?, ?, ?, ?)");
        if (!m_insert)
            return fail(m_results.error());
    }
    if (++m_count > kMaxRows)
        return fail(ErrorCode::ValNotComparable, {{QStringLiteral("message"), QStringLiteral("too many rows have moved")}});
    sqlite3_stmt *insert = m_insert.get();
    sqlite3_bind_int(insert, 1, side == Side::Left ? 0 : 1);
    sqlite3_bind_blob64(insert, 2, key.constData(), static_cast<sqlite3_uint64>(key.size()), SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, m_count);
    sqlite3_bind_int64(insert, 4, place.page);
    sqlite3_bind_int(insert, 5, place.cell);
    const int code = sqlite3_step(insert);
    sqlite3_reset(insert);
    if (code != SQLITE_DONE)
        return fail(m_results.error());
    return true;
}

Result<bool> Unsettled::settle(const CancelToken &cancel, const Visit &visit)
{
    if (isEmpty())
        return true;
    {
        Stream left(m_results.handle(), m_table, 0), right(m_results.handle(), m_table, 1);
        while (left.has() || right.has()) {
            if (cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            const bool takeLeft = left.has() && (!right.has() || left.key() <= right.key());
            const bool takeRight = right.has() && (!left.has() || right.key() <= left.key());
            auto done = visit(takeLeft ? std::optional(left.place()) : std::nullopt,
                              takeRight ? std::optional(right.place()) : std::nullopt);
            if (!done)
                return done;
            if (takeLeft)
                left.next();
            if (takeRight)
                right.next();
        }
        if (left.failed() || right.failed())
            return fail(m_results.error());
    }
    m_insert.reset();
    m_count = 0;
    sqlite3_exec(m_results.handle(), ("DROP TABLE " + m_table).constData(), nullptr, nullptr, nullptr);
    return true;
}

} // namespace plancia::backup
