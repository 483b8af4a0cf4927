// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/sqlitetables.h"
#include "models/base/clock.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

namespace plancia::tests {

/// Runs SQL on a file by plain SQLite, as another program would.
inline bool runSql(const QString &path, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK;
    char *message = nullptr;
    done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, &message) == SQLITE_OK;
    if (message)
        qWarning("%s", message);
    sqlite3_free(message);
    sqlite3_close(handle);
    return done;
}

/// A database file of some program, and the engine over it.
class TableFile {
public:
    explicit TableFile(const QByteArray &sql = {})
    {
        if (!sql.isEmpty() && !runSql(path(), sql))
            qFatal("the file could not be made");
    }
    QString path() const { return m_folder.filePath(QStringLiteral("some.db")); }
    QString folder() const { return m_folder.path(); }
    TablesPort &tables()
    {
        if (!m_tables)
            m_tables = std::make_unique<tables::SqliteTables>(
                tables::SqliteTables::Options{path(), sql::SqliteConnection::Mode::ReadOnlyImmutable, QStringLiteral("file"), QStringLiteral("some.db")},
                m_queue, m_clock);
        return *m_tables;
    }
    /// All rows by pages of `limit`, forwards or backwards, as "a|b" of the first column.
    Result<QStringList> walk(const TableQuery &query, int limit, bool backwards = false)
    {
        QStringList seen;
        Anchor anchor = backwards ? Anchor::end() : Anchor::start();
        for (int pages = 0; pages < 10'000; ++pages) {
            auto page = waitFor(tables().page(query, anchor, limit, {}));
            if (!page)
                return fail(page.error());
            QStringList names;
            for (const TableRow &row : page->items)
                names.append(row.cells.first().text);
            seen = backwards ? names + seen : seen + names;
            if (backwards ? !page->hasBefore : !page->hasAfter)
                return seen;
            anchor = backwards ? Anchor::before(page->firstCursor) : Anchor::after(page->lastCursor);
        }
        return fail(ErrorCode::InternalBug);
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    tasks::TaskQueue m_queue{m_clock};
    std::unique_ptr<tables::SqliteTables> m_tables;
};

inline QString codeOf(const Error &error)
{
    return QStringLiteral("%1 %2").arg(static_cast<int>(error.code())).arg(error.fact(u"message"));
}

} // namespace plancia::tests
