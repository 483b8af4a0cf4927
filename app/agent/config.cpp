// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/config.h"

#include "app/log/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <algorithm>
#include <limits>
#include <toml++/toml.h>

namespace plancia::agent {

namespace {
constexpr qint64 kMaxFileBytes = 1 << 20;
constexpr int kMaxTargets = 50;

/// Reads one table by known keys, and notes what is wrong with each.
class Table {
public:
    Table(const toml::table &table, QString path, QString prefix, QList<Error> &faults)
        : m_table(table), m_path(std::move(path)), m_prefix(std::move(prefix)), m_faults(faults)
    {
    }

    void text(const char *key, QString &target)
    {
        if (const toml::node *node = find(key)) {
            if (const auto value = node->value_exact<std::string>())
                target = QString::fromStdString(*value);
            else
                fault(key, node, QStringLiteral("must be text in quotes"));
        }
    }
    void number(const char *key, int &target, int low, int high)
    {
        if (const toml::node *node = find(key)) {
            const auto value = node->value_exact<int64_t>();
            if (value && *value >= low && *value <= high)
                target = static_cast<int>(*value);
            else
                fault(key, node, QStringLiteral("must be a whole number from %1 to %2").arg(low).arg(high));
        }
    }
    void flag(const char *key, bool &target)
    {
        if (const toml::node *node = find(key)) {
            if (const auto value = node->value_exact<bool>())
                target = *value;
            else
                fault(key, node, QStringLiteral("must be true or false"));
        }
    }
    void endpoint(const char *key, std::optional<monitoring::Endpoint> &target)
    {
        QString value;
        text(key, value);
        if (value.isEmpty())
            return;
        if (value == QLatin1String("off"))
            target.reset();
        else if (const auto where = parseListen(value))
            target = *where;
        else
            fault(key, find(key), QStringLiteral("must be ADDRESS:PORT, as in 127.0.0.1:8080, or off"));
    }
    void list(const char *key, QStringList &target)
    {
        const toml::node *node = find(key);
        if (!node)
            return;
        const toml::array *array = node->as_array();
        if (!array || !std::all_of(array->begin(), array->end(), [](const auto &entry) { return entry.is_string(); }))
            return fault(key, node, QStringLiteral("must be a list of texts, as in [\"a\", \"b\"]"));
        for (const auto &entry : *array)
            target.append(QString::fromStdString(*entry.value_exact<std::string>()));
    }
    const toml::node *find(const char *key)
    {
        m_known.insert(QString::fromUtf8(key));
        return m_table.get(key);
    }
    void fault(const QString &key, const toml::node *node, const QString &message)
    {
        const qint64 line = node ? node->source().begin.line : m_table.source().begin.line;
        m_faults.append(Error(ErrorCode::ConfigInvalid,
                              {{QStringLiteral("path"), m_path}, {QStringLiteral("key"), m_prefix + key},
                               {QStringLiteral("line"), QString::number(line)}, {QStringLiteral("message"), message}}));
    }
    /// Call last: every key that was not asked for is a fault.
    void refuseOthers()
    {
        for (const auto &[key, node] : m_table) {
            const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.length()));
            if (name == QLatin1String("password"))
                fault(name, &node, QStringLiteral("no password may stand here: use service, .pgpass or PGPASSWORD"));
            else if (!m_known.contains(name))
                fault(name, &node, QStringLiteral("is not a key that is known here; known are ") + known());
        }
    }

private:
    QString known() const
    {
        QStringList keys(m_known.begin(), m_known.end());
        keys.sort();
        return keys.join(QStringLiteral(", "));
    }
    const toml::table &m_table;
    QString m_path, m_prefix;
    QList<Error> &m_faults;
    QSet<QString> m_known;
};

void readTarget(Table table, QList<ConnectionProfile> &targets)
{
    ConnectionProfile profile;
    table.text("name", profile.name);
    table.text("service", profile.service);
    table.text("host", profile.host);
    table.number("port", profile.port, 1, 65535);
    table.text("database", profile.database);
    table.text("user", profile.user);
    profile.sslMode = suggestSslMode(profile.host);
    table.text("sslmode", profile.sslMode);
    profile.readOnly = true;
    if (profile.name.isEmpty() || profile.name.size() > 90)
        table.fault(QStringLiteral("name"), table.find("name"), QStringLiteral("give it a name of 1 to 90 characters"));
    if (profile.service.isEmpty() && profile.host.isEmpty())
        table.fault(QStringLiteral("host"), nullptr, QStringLiteral("give a host or a service"));
    static const QStringList modes{QStringLiteral("disable"), QStringLiteral("allow"),     QStringLiteral("prefer"),
                                   QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    if (!modes.contains(profile.sslMode))
        table.fault(QStringLiteral("sslmode"), table.find("sslmode"),
                    QStringLiteral("must be one of ") + modes.join(QStringLiteral(", ")));
    const bool twice = std::any_of(targets.begin(), targets.end(), [&](const auto &t) { return t.name == profile.name; });
    if (twice)
        table.fault(QStringLiteral("name"), table.find("name"), QStringLiteral("another target has this name"));
    table.refuseOthers();
    targets.append(profile);
}
} // namespace

ConfigRead parseConfig(const QString &text, const QString &path)
{
    ConfigRead read;
    const QByteArray bytes = text.toUtf8();
    toml::table parsed;
    try { // Debian's toml++ is built to throw
        parsed = toml::parse(std::string_view(bytes.constData(), static_cast<size_t>(bytes.size())));
    } catch (const toml::parse_error &error) {
        const std::string_view message = error.description();
        read.faults.append(Error(ErrorCode::ConfigInvalid,
                                 {{QStringLiteral("path"), path},
                                  {QStringLiteral("line"), QString::number(error.source().begin.line)},
                                  {QStringLiteral("message"), QString::fromUtf8(message.data(), static_cast<qsizetype>(message.size()))}}));
        return read;
    }
    Config &config = read.config;
    Table table(parsed, path, {}, read.faults);
    table.text("name", config.name);
    table.endpoint("listen", config.stream);
    table.endpoint("health_listen", config.health);
    table.endpoint("metrics_listen", config.metrics);
    table.text("token_file", config.tokenFile);
    table.list("allowed_hosts", config.allowedHosts);
    table.list("allowed_origins", config.allowedOrigins);
    table.text("log_folder", config.logFolder);
    table.text("log_level", config.logLevel);
    table.flag("backup_schedules", config.backupSchedules);
    if (!log::levelFromString(config.logLevel))
        table.fault(QStringLiteral("log_level"), table.find("log_level"),
                    QStringLiteral("must be one of trace, debug, info, warning, error, critical, off"));
    const QDir folder = QFileInfo(path).absoluteDir();
    for (QString *file : {&config.tokenFile, &config.logFolder})
        if (!file->isEmpty())
            *file = folder.absoluteFilePath(*file);

    if (const toml::node *node = table.find("postgres")) {
        const toml::array *array = node->as_array();
        if (!array || !array->is_array_of_tables() || array->size() > kMaxTargets) {
            table.fault(QStringLiteral("postgres"), node,
                        QStringLiteral("write each server under its own line [[postgres]], at most %1").arg(kMaxTargets));
        } else {
            for (size_t i = 0; i < array->size(); ++i)
                readTarget(Table(*array->get(i)->as_table(), path, QStringLiteral("postgres[%1].").arg(i), read.faults),
                           config.postgres);
        }
    }
    table.refuseOthers();
    return read;
}

ConfigRead readConfig(const QString &path)
{
    QFile file(path);
    const QList<Fact> facts{{QStringLiteral("path"), path}};
    if (!file.exists())
        return {{}, {Error(ErrorCode::FileNotFound, facts)}};
    if (!file.open(QIODevice::ReadOnly))
        return {{}, {Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString())}};
    const QByteArray bytes = file.read(kMaxFileBytes + 1);
    if (bytes.size() > kMaxFileBytes)
        return {{}, {Error(ErrorCode::ConfigInvalid, facts).with(QStringLiteral("message"), QStringLiteral("longer than 1 MiB"))}};
    return parseConfig(QString::fromUtf8(bytes), path);
}

QList<Error> applyEnvironment(Config &config, const QProcessEnvironment &environment)
{
    QList<Error> faults;
    const auto fault = [&faults](const QString &name, const QString &message) {
        faults.append(Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), QStringLiteral("the environment")},
                                                       {QStringLiteral("key"), name}, {QStringLiteral("message"), message}}));
    };
    const auto apply = [&](const QString &prefix, quint16 usualPort, std::optional<monitoring::Endpoint> &target) {
        if (const QString name = prefix + QStringLiteral("_ENABLED"); environment.contains(name)) {
            const QString value = environment.value(name).trimmed().toLower();
            if (value == QLatin1String("true") || value == QLatin1String("1"))
                target = target.value_or(monitoring::Endpoint{QHostAddress::LocalHost, usualPort});
            else if (value == QLatin1String("false") || value == QLatin1String("0"))
                target.reset();
            else
                fault(name, QStringLiteral("must be true or false"));
        }
        // Kubernetes sets "tcp://…" of a service of that name, which is not meant.
        if (const QString name = prefix + QStringLiteral("_PORT"); environment.contains(name) && !environment.value(name).contains(QLatin1String("://"))) {
            bool isNumber = false;
            const uint port = environment.value(name).trimmed().toUInt(&isNumber);
            if (!isNumber || port > std::numeric_limits<quint16>::max())
                fault(name, QStringLiteral("must be a port from 0 to 65535"));
            else if (target)
                target->port = static_cast<quint16>(port);
        }
    };
    const Config usual;
    apply(QStringLiteral("MONITORING"), usual.stream->port, config.stream);
    apply(QStringLiteral("HEALTH_CHECK"), usual.health->port, config.health);
    apply(QStringLiteral("METRICS"), usual.metrics->port, config.metrics);
    return faults;
}

Result<monitoring::Endpoint> parseListen(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    const QHostAddress address(host == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : host);
    if (colon < 1 || !isNumber || port > std::numeric_limits<quint16>::max() || address.isNull())
        return fail(ErrorCode::ValUsage, {{QStringLiteral("option"), QStringLiteral("--listen")}, {QStringLiteral("value"), text},
                                          {QStringLiteral("message"), QStringLiteral("not ADDRESS:PORT, as in 127.0.0.1:8080")}});
    return monitoring::Endpoint{address, static_cast<quint16>(port)};
}

Result<QByteArray> readToken(const QString &path)
{
    QFile file(path);
    const QList<Fact> facts{{QStringLiteral("path"), path}};
    if (!file.exists())
        return fail(Error(ErrorCode::FileNotFound, facts).with(QStringLiteral("key"), QStringLiteral("token_file")));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString()));
    const auto invalid = [&facts](const QString &message) {
        return fail(Error(ErrorCode::ConfigInvalid, facts).with(QStringLiteral("key"), QStringLiteral("token_file")).with(QStringLiteral("message"), message));
    };
    if (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
        return invalid(QStringLiteral("others can read or write it: chmod 600 makes it yours alone"));
    const QByteArray token = file.read(4097).trimmed();
    const bool printable = std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (token.size() < 16 || token.size() > 4096 || !printable)
        return invalid(QStringLiteral("must hold one line of 16 to 4096 printable characters without spaces"));
    return token;
}

} // namespace plancia::agent
