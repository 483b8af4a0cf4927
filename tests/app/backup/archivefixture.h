// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/bases.h"
#include "app/backup/archive/materialise.h"
#include "app/backup/backupengine.h"
#include "app/backup/pagehashes.h"
#include "app/backup/plainstore.h"
#include "app/sql/commit.h"
#include "app/store/localstore.h"
#include "tests/support/turnedclock.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <sqlite3.h>

namespace plancia::tests {

using namespace plancia::backup;
using namespace plancia::backup::archive;

/// Every row of every table, in the order of the key: two stores are equal when this is. A hash of 32 bytes.
inline QByteArray contentOf(sqlite3 *connection)
{
    QByteArray all;
    const auto rows = [&](const QByteArray &sql, auto use) {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(connection, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql.constData(), sqlite3_errmsg(connection));
        while (sqlite3_step(statement) == SQLITE_ROW)
            use(statement);
        sqlite3_finalize(statement);
    };
    const auto add = [&all](sqlite3_stmt *s) {
        for (int i = 0; i < sqlite3_column_count(s); ++i) {
            const auto *bytes = static_cast<const char *>(sqlite3_column_blob(s, i));
            const int size = sqlite3_column_bytes(s, i);
            const std::array<int, 2> head{sqlite3_column_type(s, i), size};
            all.append(reinterpret_cast<const char *>(head.data()), sizeof head);
            all.append(bytes, size);
        }
    };
    QByteArrayList tables;
    rows("SELECT name, sql FROM sqlite_schema ORDER BY name", add);
    rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
         [&](sqlite3_stmt *s) { tables.append(reinterpret_cast<const char *>(sqlite3_column_text(s, 0))); });
    for (const QByteArray &table : tables)
        rows("SELECT * FROM \"" + table + (table == "audit_log" ? "\" ORDER BY seq" : table == "tenant_words" ? "\" ORDER BY 1, 2" : "\" ORDER BY 1"), add);
    auto hash = PageHasher(static_cast<int>(all.size())).add(all.constData(), all.size());
    if (!hash)
        qFatal("no hash");
    return *hash;
}

inline QByteArray contentOf(const QString &path)
{
    sqlite3 *connection = nullptr;
    if (sqlite3_open_v2(path.toUtf8().constData(), &connection, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(connection));
    QByteArray content = contentOf(connection);
    sqlite3_close(connection);
    return content;
}

/// A real store with an archive.
class ArchiveFixture {
public:
    explicit ArchiveFixture(int pageSize = 4096, int idleMs = 20) : ArchiveFixture(std::make_shared<QTemporaryDir>(), pageSize, idleMs) {}
    explicit ArchiveFixture(std::shared_ptr<QTemporaryDir> where, int pageSize = 4096, int idleMs = 20)
        : m_folder(std::move(where)), m_pageSize(pageSize), m_idleMs(idleMs)
    {
        open();
    }
    ~ArchiveFixture() { close(); }

    void open(bool archived = true)
    {
        store::LocalStore::Options options;
        options.path = path();
        options.createIfMissing = true;
        options.idleMs = m_idleMs;
        if (!QFile::exists(options.path)) {
            check(store::LocalStore::open(options));
            if (m_pageSize != 4096)
                sqlite({"PRAGMA journal_mode = DELETE", "PRAGMA page_size = " + QByteArray::number(m_pageSize), "VACUUM", "PRAGMA journal_mode = WAL"});
        }
        store = std::move(check(store::LocalStore::open(options)));
        folder = std::make_shared<ArchiveFolder>(filePath("archive"), store->storeId(), filePath("backups"));
        if (archived)
            follow();
    }
    void follow()
    {
        archiver = std::make_shared<Archiver>(Archiver::Options{store->path(), folder, 50, {}, lockMs, giveWayBytes}, clock);
        archiver->follow({});
        store->setWalKeeper(archiver);
    }
    /// Waits until the log was checkpointed since the main file was like `before`, and nothing goes on any more.
    bool waitForQuiet(const MainFile &before)
    {
        const bool changed = QTest::qWaitFor([&] { return MainFile::of(path()) != before; }, 20'000);
        awaitCheckpoint();
        return changed;
    }
    /// Until one that runs has ended: a write waits for its thread, and one that is refused changes nothing.
    void awaitCheckpoint()
    {
        store->write<bool>(CallContext(), {}, [](sql::Connection &) -> Result<bool> { return fail(ErrorCode::InternalCancelled); }).waitForFinished();
    }
    void close()
    {
        store.reset();
        archiver.reset();
    }
    /// By SQLite's own interface in this process, while the store is closed.
    void sqlite(const QByteArrayList &statements)
    {
        sqlite3 *connection = nullptr;
        sqlite3_open(path().toUtf8().constData(), &connection);
        for (const QByteArray &sql : statements)
            if (char *message = nullptr; sqlite3_exec(connection, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
                qFatal("%s: %s", sql.constData(), message);
        sqlite3_close(connection);
    }

    Base base()
    {
        return check(makeBase(*archiver, [&]() -> Result<BackupInfo> {
            std::optional<Result<BackupInfo>> result;
            auto ran = store->withSourceHandle([&](sqlite3 *source) -> Result<bool> {
                result = BackupEngine(clock).create(source, {filePath("backups"), "base", {}}, {}, {});
                return true;
            });
            return ran ? std::move(*result) : Result<BackupInfo>(ran.error());
        }));
    }

    /// One commit of ours; returns its number and remembers what the store held then.
    qint64 write(const QByteArray &sql, const QList<sql::Value> &values = {})
    {
        auto future = store->write<qint64>(CallContext(), {}, [&](sql::Connection &c) -> Result<qint64> {
            auto done = c.execute(sql, values);
            if (!done)
                return fail(done.error());
            return sql::nextCommitWithoutAudit(c);
        });
        future.waitForFinished();
        const qint64 no = check(future.result());
        remember(no);
        return no;
    }
    void remember(qint64 no)
    {
        auto read = store->read<QByteArray>(CallContext(), [](sql::Connection &c) -> Result<QByteArray> {
            return contentOf(static_cast<sql::SqliteConnection &>(c).handle());
        });
        read.waitForFinished();
        contents.insert(no, check(read.result()));
    }
    void randomWrite()
    {
        auto &random = *QRandomGenerator::global();
        const QByteArray what(random.bounded(4) == 0 ? random.bounded(20'000) : random.bounded(300), char('a' + random.bounded(26)));
        switch (random.bounded(4)) {
        case 0: write("DELETE FROM tenants WHERE slug GLOB $1", {QString("t%1*").arg(random.bounded(40))}); break;
        case 1: write("UPDATE tenants SET notes = $1 WHERE slug GLOB $2", {QString::fromLatin1(what.left(9000)), QString("*%1").arg(random.bounded(10))}); break;
        default: add(1 + random.bounded(20), what.left(9000));
        }
    }
    void add(int rows, const QByteArray &notes = "x")
    {
        write("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(rows)
                  + ") INSERT INTO tenants (id, slug, name, name_key, status, notes, created_at, updated_at)"
                    " SELECT randomblob(16), 't' || (abs(random()) % 1000000000), 'n', 'n', 'trial', $1, 1, 1 FROM n",
              {QString::fromLatin1(notes)});
    }
    void keep() { check(archiver->keepNow()); }
    std::shared_ptr<const Index> index() { return check(folder->index()); }
    Result<Materialised> materialise(qint64 no)
    {
        auto route = index()->route(no);
        if (!route)
            return fail(route.error());
        auto base = PlainStore::open(filePath("backups") + '/' + route->base.name, m_folder->path(), {}, {});
        if (!base)
            return fail(base.error());
        return archive::materialise(*route, no, base->path(), m_folder->path(), {}, {});
    }
    /// Whether that commit comes back exactly.
    bool comesBack(qint64 no)
    {
        auto made = materialise(no);
        if (!made)
            qWarning("commit %lld: %s %s", no, qPrintable(QString::number(int(made.error().code()))), qPrintable(made.error().fact(u"message")));
        return made && contentOf(made->file.path()) == contents.value(no);
    }
    /// How each line began.
    QString gaps()
    {
        QStringList all;
        for (const Index::Line &line : index()->lines())
            all.append(toString(line.gap.reason));
        return all.join(' ');
    }
    QStringList records() const { return QDir(filePath("archive")).entryList({"*.seg"}, QDir::Files, QDir::Name); }
    QString path() const { return filePath("control.db"); }
    QString filePath(const QString &name) const { return m_folder->filePath(name); }

    template <class T>
    static T check(Result<T> result)
    {
        if (!result)
            qFatal("error %d: %s %s", int(result.error().code()), qPrintable(result.error().fact(u"message")), qPrintable(result.error().fact(u"path")));
        return std::move(*result);
    }

    TurnedClock clock;
    int lockMs = 5'000; ///< of an archiver from the next open() on
    qint64 giveWayBytes = 256 << 20;
    std::unique_ptr<store::LocalStore> store;
    std::shared_ptr<ArchiveFolder> folder;
    std::shared_ptr<Archiver> archiver;
    QMap<qint64, QByteArray> contents; ///< commit number → content

private:
    std::shared_ptr<QTemporaryDir> m_folder;
    const int m_pageSize;
    const int m_idleMs;
};

} // namespace plancia::tests
