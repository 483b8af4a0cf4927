// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/commit.h"
#include "app/store/localstore.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <sqlite3.h>

namespace plancia::tests {

using store::LocalStore;

inline Result<std::unique_ptr<LocalStore>> openStore(const QString &path, LocalStore::Mode mode = LocalStore::Mode::ReadWrite)
{
    LocalStore::Options options;
    options.path = path;
    options.mode = mode;
    options.createIfMissing = mode == LocalStore::Mode::ReadWrite;
    options.holder = QStringLiteral("tests");
    return LocalStore::open(options);
}

inline QByteArray insertTenant()
{
    return "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at, notes) "
           "VALUES ($1, $2, 'Name', 'name', 'active', 1, 1, $3)";
}

/// Adds a tenant named after its commit number; gives that number.
inline Result<qint64> addTenant(LocalStore &store, const QString &notes = {}, CallContext context = {})
{
    return store.write<qint64>(std::move(context), {}, [notes](sql::Connection &connection) -> Result<qint64> {
        auto commit = sql::nextCommit(connection);
        if (!commit)
            return fail(commit.error());
        auto added = connection.execute(insertTenant(), {newUuid(), QStringLiteral("t%1").arg(commit->commitNo), notes});
        if (!added)
            return fail(added.error());
        return commit->commitNo;
    }).result();
}

inline Result<qint64> readNumber(LocalStore &store, const QByteArray &sql, CallContext context = {})
{
    return store.read<qint64>(std::move(context), [sql](sql::Connection &connection) -> Result<qint64> {
        auto rows = connection.query(sql);
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? -1 : (*rows)[0].integer(0);
    }).result();
}

inline Result<qint64> countTenants(LocalStore &store) { return readNumber(store, "SELECT count(*) FROM tenants"); }

inline QStringList filesIn(const QString &folder) { return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool putContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

/// Another program that knows nothing of ours: plain SQLite.
inline bool foreignSql(const QString &path, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK;
    sqlite3_busy_timeout(handle, 5000);
    done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return done;
}

inline QString codeName(const Error &error)
{
    return QStringLiteral("%1 %2 %3").arg(static_cast<int>(error.code())).arg(error.fact(u"message"), error.fact(u"path"));
}

} // namespace plancia::tests

#define VERIFY_OK(call)                                                                                                \
    do {                                                                                                               \
        const auto &outcome = (call);                                                                                  \
        QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(plancia::tests::codeName(outcome.error())));           \
    } while (false)
#define VERIFY_FAILS(call, expected)                                                                                   \
    do {                                                                                                               \
        const auto &outcome = (call);                                                                                  \
        QVERIFY2(!outcome.has_value(), "should have failed");                                                          \
        QVERIFY2(outcome.error().code() == (expected), qPrintable(plancia::tests::codeName(outcome.error())));         \
    } while (false)
