// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/qpsql.h"

#include "models/base/ids.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QVariant>

namespace plancia::postgres {

std::pair<PGconn *, std::function<void()>> openByQt(const Parameters &parameters)
{
    const QString name = QStringLiteral("plancia-pg-") + newUuid().toString(QUuid::WithoutBraces);
    const auto close = [name] {
        { QSqlDatabase::database(name, false).close(); }
        QSqlDatabase::removeDatabase(name);
    };
    PGconn *connection = nullptr;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        Parameters options;
        for (const auto &[key, value] : parameters) {
            if (key == "password")
                database.setPassword(QString::fromUtf8(value));
            else if (key == "dbname")
                database.setDatabaseName(QString::fromUtf8(value));
            else if (key == "user")
                database.setUserName(QString::fromUtf8(value));
            else
                options.append({key, value});
        }
        const QByteArray text = toConninfo(options);
        database.setConnectOptions(QString::fromUtf8(text));
        // QPSQL takes a semicolon in an option for its end; such a host or service is left to libpq.
        if (!text.contains(';') && database.open()) {
            const QVariant handle = database.driver()->handle();
            if (handle.isValid() && qstrcmp(handle.typeName(), "PGconn*") == 0)
                connection = *static_cast<PGconn *const *>(handle.constData());
        }
    }
    if (!connection)
        close();
    return {connection, close};
}

} // namespace plancia::postgres
