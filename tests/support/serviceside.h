// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/errors/catalogue.h"
#include "tests/support/privatepooler.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"

#include <QTest>

namespace plancia::tests {

/// Who calls the functions of the service: plancia_app, straight or through pgbouncer in transaction mode. Call kinds() in
/// initTestCase_data() and start() in initTestCase(), once the roles are there. Whoever uses it links app/postgres.
class ServiceSide {
public:
    explicit ServiceSide(PrivatePostgres &server) : m_server(server) {}
    static void kinds()
    {
        QTest::addColumn<bool>("pooled");
        QTest::newRow("PostgreSQL") << false;
        QTest::newRow("pgbouncer") << true;
    }
    bool start(const QString &database)
    {
        if (!m_server.exec(QStringLiteral("ALTER ROLE plancia_app PASSWORD 'pw'")) || !m_pooler.start())
            return false;
        m_straight = remoteStore(m_server, QStringLiteral("plancia_app"), QStringLiteral("pw"), database);
        m_pooled = postgres::RemoteStore::create(m_pooler.profile(database), {});
        return true;
    }
    void stop() ///< before the server ends
    {
        m_straight.reset();
        m_pooled.reset();
    }
    QString error() const { return m_pooler.error(); }

    /// The rows of a call, in a transaction of its own that names `tenant` where one is given; each cell as text.
    Result<QList<QStringList>> rows(const QByteArray &sql, const QList<sql::Value> &values = {}, TenantId tenant = {})
    {
        return waitFor(store().write<QList<QStringList>>({}, {AuditId(), tenant}, [sql, values](sql::Connection &connection) -> Result<QList<QStringList>> {
            auto rows = connection.query(sql, values);
            if (!rows)
                return fail(rows.error());
            QList<QStringList> all;
            for (int i = 0; i < rows->size(); ++i) {
                QStringList cells;
                for (int column = 0; column < rows->columns(); ++column)
                    cells.append(shown((*rows)[i].at(column)));
                all.append(cells);
            }
            return all;
        }));
    }
    /// The first cell; "VAL_nnn: argument" for a value that broke a rule, and any other error in full.
    QString word(const QByteArray &sql, const QList<sql::Value> &values = {}, TenantId tenant = {})
    {
        const auto said = rows(sql, values, tenant);
        if (said)
            return said->isEmpty() ? QStringLiteral("no row") : said->first().first();
        const QString message = said.error().fact(u"message");
        return message.startsWith(u"VAL_") ? message.section(u'\n', 0, 0) : errorId(said.error().code()) + u' ' + message;
    }

private:
    static QString shown(const sql::Value &value)
    {
        if (const auto *id = std::get_if<QUuid>(&value))
            return id->toString(QUuid::WithoutBraces);
        if (const auto *number = std::get_if<qint64>(&value))
            return QString::number(*number);
        if (const auto *text = std::get_if<QString>(&value))
            return *text;
        if (const auto *json = std::get_if<sql::Json>(&value))
            return json->text;
        return {};
    }
    postgres::RemoteStore &store()
    {
        QFETCH_GLOBAL(bool, pooled);
        return pooled ? *m_pooled : *m_straight;
    }

    PrivatePostgres &m_server;
    PrivatePooler m_pooler{m_server, QStringLiteral("plancia_app")};
    std::unique_ptr<postgres::RemoteStore> m_straight, m_pooled;
};

} // namespace plancia::tests
