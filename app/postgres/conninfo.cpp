// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/conninfo.h"

#include <QDir>
#include <QFileInfo>
#include <libpq-fe.h>

namespace plancia::postgres {

namespace {

/// The system's authorities, for "verify-…" where the user has no root.crt: libpq 15 does not know sslrootcert=system.
QByteArray systemAuthorities(const QString &sslMode)
{
    if (!sslMode.startsWith(u"verify-") || qEnvironmentVariableIsSet("PGSSLROOTCERT")
        || QFileInfo::exists(QDir::homePath() + QStringLiteral("/.postgresql/root.crt")))
        return {};
    const QString bundle = QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
    return QFileInfo::exists(bundle) ? bundle.toUtf8() : QByteArray();
}

} // namespace

Parameters connectionParameters(const ConnectionProfile &profile, const std::optional<QString> &password,
                                int connectTimeoutMs)
{
    Parameters parameters;
    const auto add = [&parameters](const char *key, const QByteArray &value) {
        if (!value.isEmpty())
            parameters.append({key, value});
    };
    const bool named = !profile.service.isEmpty();
    add("service", profile.service.toUtf8());
    add("host", profile.host.toUtf8());
    // A port belongs to a host: with a service alone, the service's own port holds.
    if (!named || !profile.host.isEmpty())
        add("port", QByteArray::number(profile.port));
    add("dbname", profile.database.toUtf8());
    add("user", profile.user.toUtf8());
    if (password)
        add("password", password->toUtf8());
    if (!named || profile.sslMode != u"prefer") { // "prefer" is what the service is allowed to tighten
        add("sslmode", profile.sslMode.toUtf8());
        if (!named)
            add("sslrootcert", systemAuthorities(profile.sslMode));
    }
    add("connect_timeout", QByteArray::number(std::max(2, (connectTimeoutMs + 999) / 1000))); // libpq takes less as 2
    add("client_encoding", "UTF8");
    add("fallback_application_name", "plancia");
    add("keepalives_idle", "30");
    add("keepalives_interval", "10");
    add("keepalives_count", "3");
    add("tcp_user_timeout", "30000");
    return parameters;
}

QByteArray toConninfo(const Parameters &parameters)
{
    QByteArray text;
    for (const auto &[key, value] : parameters) {
        QByteArray quoted = value;
        quoted.replace('\\', "\\\\").replace('\'', "\\'");
        text += (text.isEmpty() ? "" : " ") + key + "='" + quoted + "'";
    }
    return text;
}

Effective effectiveParameters(PGconn *connection)
{
    Effective effective;
    PQconninfoOption *options = PQconninfo(connection);
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        const QByteArray key = option->keyword;
        const QString value = QString::fromUtf8(option->val);
        if (key == "host")
            effective.host = value;
        else if (key == "hostaddr")
            effective.hostaddr = value;
        else if (key == "port")
            effective.port = value.isEmpty() ? 5432 : value.toInt();
        else if (key == "dbname")
            effective.database = value;
        else if (key == "user")
            effective.user = value;
        else if (key == "sslmode")
            effective.sslMode = value;
        else if (key == "passfile")
            effective.passFile = value;
        else if (key == "service")
            effective.service = value;
    }
    PQconninfoFree(options);
    // Without a host libpq takes the socket folder that it was built with; PQhost() knows it.
    if (effective.host.isEmpty() && effective.hostaddr.isEmpty())
        effective.host = QString::fromUtf8(PQhost(connection));
    if (effective.passFile.isEmpty())
        effective.passFile = QDir::homePath() + QStringLiteral("/.pgpass");
    return effective;
}

QList<Fact> connectionFacts(const ConnectionProfile &profile)
{
    QList<Fact> facts;
    const auto add = [&facts](const char *key, const QString &value) {
        if (!value.isEmpty())
            facts.append({QString::fromLatin1(key), value});
    };
    add("host", profile.host.isEmpty() ? profile.service : profile.host);
    if (!profile.host.isEmpty() && !profile.host.startsWith(u'/'))
        add("port", QString::number(profile.port));
    add("database", profile.database);
    add("user", profile.user);
    return facts;
}

QString passwordOrigin(PGconn *connection, bool given)
{
    const QString file = effectiveParameters(connection).passFile;
    const QFileInfo info(file);
    const bool open = info.exists()
        && (info.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther));
    if (!PQconnectionUsedPassword(connection) && !PQconnectionNeedsPassword(connection))
        return QStringLiteral("no password asked for");
    if (given)
        return QStringLiteral("password given by Plancia");
    if (open) // libpq then reads nothing from it
        return QStringLiteral("password file %1 is ignored: others may read it").arg(file);
    if (PQconnectionNeedsPassword(connection))
        return QStringLiteral("no password known");
    if (qEnvironmentVariableIsSet("PGPASSWORD"))
        return QStringLiteral("password from PGPASSWORD");
    return QStringLiteral("password from the service or the password file %1").arg(file);
}

} // namespace plancia::postgres
