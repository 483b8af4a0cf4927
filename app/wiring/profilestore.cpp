// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/profilestore.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::wiring::profiles {

namespace {

constexpr int kMaxProfiles = 10'000;

QString toJson(const ConnectionProfile &p)
{
    const QJsonObject object{{QStringLiteral("host"), p.host},
                             {QStringLiteral("port"), p.port},
                             {QStringLiteral("database"), p.database},
                             {QStringLiteral("user"), p.user},
                             {QStringLiteral("service"), p.service},
                             {QStringLiteral("sslmode"), p.sslMode},
                             {QStringLiteral("password"), toString(p.password)},
                             {QStringLiteral("colour"), p.colour},
                             {QStringLiteral("read_only"), p.readOnly},
                             {QStringLiteral("may_sleep"), p.maySleep}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

PasswordSource passwordSource(const QString &text)
{
    for (const PasswordSource source : {PasswordSource::Keyring, PasswordSource::PgPass, PasswordSource::ThisRun})
        if (text == toString(source))
            return source;
    return PasswordSource::None;
}

ConnectionProfile toProfile(const sql::Row &row)
{
    ConnectionProfile p;
    p.id = ConnectionId(row.uuid(0));
    p.name = row.text(1);
    const QJsonObject object = QJsonDocument::fromJson(row.text(2).toUtf8()).object();
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    p.host = text("host");
    p.port = object.value(QLatin1String("port")).toInt(5432);
    p.database = text("database");
    p.user = text("user");
    p.service = text("service");
    p.sslMode = text("sslmode");
    p.password = passwordSource(text("password"));
    p.colour = text("colour");
    p.readOnly = object.value(QLatin1String("read_only")).toBool();
    p.maySleep = object.value(QLatin1String("may_sleep")).toBool();
    return p;
}

} // namespace

Result<QList<ConnectionProfile>> list(sql::Connection &connection)
{
    auto rows = connection.query("SELECT id, name, profile FROM connections ORDER BY name LIMIT "
                                 + QByteArray::number(kMaxProfiles));
    if (!rows)
        return fail(rows.error());
    QList<ConnectionProfile> found;
    for (int i = 0; i < rows->size(); ++i)
        found.append(toProfile((*rows)[i]));
    return found;
}

Result<ConnectionProfile> byId(sql::Connection &connection, ConnectionId id)
{
    auto rows = connection.query("SELECT id, name, profile FROM connections WHERE id = $1", {sql::value(id)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::ConnectionNotFound, {{QStringLiteral("id"), id.toString()}});
    return toProfile((*rows)[0]);
}

Result<bool> save(sql::Connection &connection, const ConnectionProfile &profile, qint64 nowMs)
{
    auto saved = connection.execute("INSERT INTO connections (id, name, profile, created_at, updated_at, row_version)"
                                    " VALUES ($1, $2, $3, $4, $4, 1) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                                    " profile = excluded.profile, updated_at = excluded.updated_at,"
                                    " row_version = row_version + 1",
                                    {sql::value(profile.id), profile.name, sql::Json{toJson(profile)},
                                     sql::TimeMs{nowMs}});
    if (!saved) {
        if (saved.error().fact(u"constraint").contains(u"name"))
            return fail(ErrorCode::ConflictNameTaken, {{QStringLiteral("name"), profile.name}});
        return fail(saved.error());
    }
    return true;
}

Result<bool> remove(sql::Connection &connection, ConnectionId id)
{
    auto removed = connection.execute("DELETE FROM connections WHERE id = $1", {sql::value(id)});
    if (!removed)
        return fail(removed.error());
    if (*removed == 0)
        return fail(ErrorCode::ConnectionNotFound, {{QStringLiteral("id"), id.toString()}});
    return true;
}

} // namespace plancia::wiring::profiles
