// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiring/runtime.h"
#include "tests/support/privatepooler.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QTest>
#include <sqlite3.h>

namespace plancia::tests {

/// A fresh workspace on the local store, or on a database of its own in a private PostgreSQL, reached straight or through
/// pgbouncer: for contracts that all of them keep. Call kinds() in initTestCase_data() and start() in initTestCase(), then open() and close() round each test.
class EachStore {
public:
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("local store") << QStringLiteral("local");
        QTest::newRow("PostgreSQL") << QStringLiteral("postgres");
        QTest::newRow("pgbouncer") << QStringLiteral("pooled");
    }
    bool start() { return m_server.start() && m_pooler.start(); }
    QString error() const { return m_server.error() + m_pooler.error(); }

    bool open()
    {
        m_home = std::make_unique<TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        if (!runtime)
            return false;
        m_runtime = std::move(*runtime);
        if (isLocal()) {
            auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
            m_workspace = opened ? *opened : nullptr;
            return m_workspace != nullptr;
        }
        m_database = QStringLiteral("plancia_%1").arg(++m_databases);
        if (!m_server.createDatabase(m_database))
            return false;
        auto opened = waitFor(m_runtime->openUrl(url(), {}, {}));
        if (!opened || !waitFor((*opened)->migrate({})))
            return false;
        m_workspace = *opened;
        return true;
    }
    void close()
    {
        m_workspace.reset();
        m_runtime.reset();
        m_home.reset();
    }

    static bool isLocal()
    {
        QFETCH_GLOBAL(QString, kind);
        return kind == u"local";
    }
    static bool isPooled()
    {
        QFETCH_GLOBAL(QString, kind);
        return kind == u"pooled";
    }
    Workspace &workspace() { return *m_workspace; }
    /// Past the ports: what the service does. On PostgreSQL one transaction, and by the same way as the workspace.
    bool exec(const QString &sql)
    {
        if (!isLocal())
            return answer(QStringLiteral("SET LOCAL search_path = plancia; ") + sql).isDone;
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle) == SQLITE_OK;
        sqlite3_busy_timeout(handle, 5000);
        done = done && sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }
    /// On PostgreSQL: the first field of the first row.
    QString value(const QString &sql) { return answer(sql).first; }
    /// The same as the service, which sees the tenant that the transaction names. A pooler lends its connections to others
    /// afterwards, so nothing is set beyond the transaction.
    QString ask(const QString &sql) { return value(QStringLiteral("SET LOCAL ROLE plancia_app; ") + sql); }
    QString serverError() const { return m_error; }
    /// As the dialect writes it.
    static QString id(const QUuid &uuid)
    {
        return isLocal() ? QStringLiteral("x'%1'").arg(QString::fromLatin1(uuid.toRfc4122().toHex()))
                         : QStringLiteral("'%1'").arg(uuid.toString(QUuid::WithoutBraces));
    }
    static QString time(qint64 ms)
    {
        return isLocal() ? QString::number(ms) : QStringLiteral("to_timestamp(%1 / 1000.0)").arg(ms);
    }

private:
    QString url() const { return isPooled() ? m_pooler.url(m_database) : m_server.superuserUrl(m_database); }
    Answer answer(const QString &sql)
    {
        const Answer said = answerTo(sql, url());
        if (!said.isDone)
            m_error = said.error;
        return said;
    }

    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    std::shared_ptr<Workspace> m_workspace;
    PrivatePostgres m_server;
    PrivatePooler m_pooler{m_server};
    QString m_database;
    QString m_error; ///< of the last call past the ports
    int m_databases = 0;
};

} // namespace plancia::tests
