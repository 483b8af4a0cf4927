// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/results.h"

#include "app/backup/compare/statement.h"
#include "app/backup/storefacts.h"

#include <QJsonDocument>
#include <QUrl>

namespace plancia::backup {

Result<std::unique_ptr<Results>> Results::create(const QString &scratchFolder)
{
    if (auto made = ensureFolder(scratchFolder); !made)
        return fail(made.error());
    removeLeftovers(scratchFolder);
    auto file = PendingFile::create(scratchFolder);
    if (!file)
        return fail(file.error());
    std::unique_ptr<Results> results(new Results(std::move(*file)));
    // Nobody else knows the file, and when the program dies it goes: no locks, no journal, no waiting for the disk.
    const QByteArray uri = "file:" + QUrl::toPercentEncoding(results->m_file.path(), "/") + "?nolock=1";
    const int opened = sqlite3_open_v2(uri.constData(), &results->m_database,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    const int made = opened != SQLITE_OK
        ? opened
        : sqlite3_exec(results->m_database,
                       "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;"
                       "CREATE TABLE difference (t INTEGER, n INTEGER, row BLOB, PRIMARY KEY (t, n)) WITHOUT ROWID; BEGIN",
                       nullptr, nullptr, nullptr);
    results->m_insert = prepared(results->m_database, "INSERT INTO difference VALUES (?, ?, ?)").release();
    if (made != SQLITE_OK || !results->m_insert)
        return fail(results->error());
    return results;
}

Results::~Results()
{
    sqlite3_finalize(m_insert);
    sqlite3_close(m_database);
}

Error Results::error() const { return sqliteError(m_database, sqlite3_errcode(m_database), m_file.path()); }

Result<bool> Results::add(int table, const RowDifference &row)
{
    if (isFull())
        return false;
    const QByteArray json = QJsonDocument(toJson(row)).toJson(QJsonDocument::Compact);
    sqlite3_bind_int(m_insert, 1, table);
    sqlite3_bind_int64(m_insert, 2, ++m_last[table]);
    sqlite3_bind_blob64(m_insert, 3, json.constData(), static_cast<sqlite3_uint64>(json.size()), SQLITE_STATIC);
    const int code = sqlite3_step(m_insert);
    sqlite3_reset(m_insert);
    if (code != SQLITE_DONE)
        return fail(error());
    ++m_rows;
    m_bytes += json.size();
    return true;
}

Result<Page<RowDifference>> Results::page(int table, const Anchor &anchor, int limit)
{
    const qint64 count = m_last.contains(table) ? m_last.at(table) : 0;
    limit = std::clamp(limit, 1, kMaxPageRows);
    bool ok = true;
    const bool byCursor = anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before;
    const qint64 cursor = byCursor ? anchor.cursor.toLongLong(&ok) : 0;
    if (!ok || cursor < 0 || cursor > count)
        return fail(ErrorCode::ValCursor);
    qint64 first = 1; // rows are numbered from 1 without a gap
    switch (anchor.kind) {
    case Anchor::Kind::Start: break;
    case Anchor::Kind::End: first = count - limit + 1; break;
    case Anchor::Kind::After: first = cursor + 1; break;
    case Anchor::Kind::Before: first = cursor - limit; break;
    case Anchor::Kind::Share: first = 1 + static_cast<qint64>(std::clamp(anchor.share, 0.0, 1.0) * static_cast<double>(count - 1)); break;
    }
    if (anchor.kind == Anchor::Kind::Before)
        limit = static_cast<int>(std::min<qint64>(limit, std::max<qint64>(0, cursor - 1)));
    first = std::max<qint64>(1, first);

    const Statement select = prepared(m_database, "SELECT row FROM difference WHERE t = ? AND n >= ? ORDER BY n LIMIT ?");
    sqlite3_bind_int(select.get(), 1, table);
    sqlite3_bind_int64(select.get(), 2, first);
    sqlite3_bind_int(select.get(), 3, limit);
    Page<RowDifference> page;
    while (sqlite3_step(select.get()) == SQLITE_ROW)
        page.items.append(rowDifferenceFromJson(QJsonDocument::fromJson(blobAt(select.get(), 0)).object()));
    const qint64 last = first + page.items.size() - 1;
    page.firstCursor = QString::number(first);
    page.lastCursor = QString::number(last);
    page.hasBefore = first > 1 && count > 0;
    page.hasAfter = last < count;
    page.firstShare = count > 1 ? static_cast<double>(first - 1) / static_cast<double>(count - 1) : 0;
    page.lastShare = count > 1 ? static_cast<double>(last - 1) / static_cast<double>(count - 1) : 1;
    return page;
}

Result<bool> Results::each(int table, const std::function<Result<bool>(const RowDifference &)> &visit)
{
    const Statement select = prepared(m_database, "SELECT row FROM difference WHERE t = ? ORDER BY n");
    sqlite3_bind_int(select.get(), 1, table);
    while (sqlite3_step(select.get()) == SQLITE_ROW)
        if (auto done = visit(rowDifferenceFromJson(QJsonDocument::fromJson(blobAt(select.get(), 0)).object())); !done)
            return done;
    return true;
}

} // namespace plancia::backup
