// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/config.h"

#include "app/log/log.h"
#include "app/monitoring/config/configtable.h"
#include "app/monitoring/health/targetfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <limits>
#include <sys/resource.h>

namespace plancia::agent {

namespace {
using monitoring::ConfigTable;

constexpr qint64 kMaxFileBytes = 1 << 20;
constexpr int kMaxTargets = 50;
constexpr qint64 kMaxTokenBytes = 4096;
constexpr int kMaxTokens = 1000;
constexpr int kMaxTokenFaults = 20;

bool isToken(const QByteArray &text)
{
    return text.size() >= 16 && text.size() <= kMaxTokenBytes && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isTokenName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 60
        && std::ranges::all_of(name, [](QChar c) { return c.isLetterOrNumber() || QStringLiteral("-_.@").contains(c); });
}

/// A day begins at midnight UTC.
std::optional<qint64> momentMs(const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    const QDateTime moment = text.contains(u'T') ? QDateTime::fromString(text, Qt::ISODate) : day.startOfDay(Qt::UTC);
    // Without an offset it would be read as local time, which is another moment on another computer.
    const bool isExact = !text.contains(u'T') || moment.timeSpec() != Qt::LocalTime;
    return moment.isValid() && isExact && moment.toMSecsSinceEpoch() > 0 ? std::optional(moment.toMSecsSinceEpoch()) : std::nullopt;
}
constexpr int kMostClients = 2'000;
constexpr rlim_t kPorts = 3;      ///< stream, health and metrics, perhaps each at its own
constexpr rlim_t kOwnFiles = 256; ///< of the agent itself: servers, targets, the log, answers that are still read

/// ADDRESS:PORT or "off".
void readEndpoint(ConfigTable &table, const char *key, std::optional<monitoring::Endpoint> &target)
{
    QString value;
    table.text(key, value);
    if (value.isEmpty())
        return;
    if (value == QLatin1String("off"))
        target.reset();
    else if (const auto where = parseListen(value))
        target = *where;
    else
        table.fault(QString::fromUtf8(key), table.find(key), QStringLiteral("must be ADDRESS:PORT, as in 127.0.0.1:8080, or off"));
}

/// Words over the usual ones.
void readSampling(ConfigTable table, const toml::table &words, monitoring::EventSampler::Rules &rules)
{
    using monitoring::EventSampler;
    for (const auto &[key, node] : words) {
        const std::string name(key.str());
        const QString word = QString::fromStdString(name);
        const bool isWord = !word.isEmpty() && word.size() <= Event::kMaxNameChars
            && std::ranges::all_of(word, [](QChar c) { return c >= u'a' && c <= u'z'; });
        int oneIn = 1;
        table.number(name.c_str(), oneIn, 1, EventSampler::kMostDropped);
        if (!isWord)
            table.fault(word, &node, QStringLiteral("must be the first word of a type, in lower case letters, as in read = 5"));
        else
            rules.insert(word, oneIn);
    }
}

/// At most 63 bytes: PostgreSQL cuts a longer name, and nobody would hear.
bool isChannel(const QString &name)
{
    return !name.isEmpty() && name.toUtf8().size() <= 63 && std::ranges::all_of(name, [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

void readTarget(ConfigTable table, Config &config)
{
    QList<ConnectionProfile> &targets = config.postgres;
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
    if (const toml::node *node = table.find("events_channel")) {
        QString channel;
        table.text("events_channel", channel);
        if (node->is_string() && !isChannel(channel))
            table.fault(QStringLiteral("events_channel"), node, QStringLiteral("must be a name of 1 to 63 bytes, as in \"plancia_events\""));
        config.eventChannels.insert(profile.name, channel);
    }
    bool acts = false;
    table.flag("acts", acts);
    if (acts)
        config.actsOf.append(profile.name);
    bool maySleep = false;
    table.flag("may_sleep", maySleep);
    if (maySleep) {
        config.mayBeAsleep.insert(profile.name);
        if (const toml::node *node = table.find("events_channel"))
            table.fault(QStringLiteral("events_channel"), node, QStringLiteral("cannot be with may_sleep: who listens keeps the server awake"));
    }
    table.refuseOthers();
    targets.append(profile);
}
} // namespace

ConfigRead parseConfig(const QString &text, const QString &path)
{
    ConfigRead read;
    const auto parsed = monitoring::parseToml(text.toUtf8(), path, read.faults);
    if (!parsed)
        return read;
    Config &config = read.config;
    ConfigTable table(*parsed, path, {}, read.faults);
    table.text("name", config.name);
    readEndpoint(table, "listen", config.stream);
    readEndpoint(table, "health_listen", config.health);
    readEndpoint(table, "metrics_listen", config.metrics);
    table.text("token_file", config.tokenFile);
    table.text("token_hashes_file", config.tokenHashesFile);
    table.text("tls_certificate", config.tlsCertificate);
    table.text("tls_key", config.tlsKey);
    table.flag("insecure", config.insecure);
    const toml::node *certificate = table.find("tls_certificate"), *key = table.find("tls_key");
    if (config.tlsCertificate.isEmpty() != config.tlsKey.isEmpty())
        table.fault(config.tlsKey.isEmpty() ? QStringLiteral("tls_key") : QStringLiteral("tls_certificate"), certificate ? certificate : key,
                    QStringLiteral("TLS needs both: give tls_certificate and tls_key"));
    config.tlsCertificateLine = certificate ? static_cast<int>(certificate->source().begin.line) : 0;
    config.tlsKeyLine = key ? static_cast<int>(key->source().begin.line) : 0;
    table.list("allowed_hosts", config.allowedHosts);
    table.list("allowed_origins", config.allowedOrigins);
    table.number("max_clients", config.maxClients, 1, kMostClients);
    table.text("log_folder", config.logFolder);
    table.text("log_level", config.logLevel);
    table.flag("backup_schedules", config.backupSchedules);
    table.text("alerts_file", config.alertsFile);
    table.text("state_folder", config.stateFolder);
    if (!log::levelFromString(config.logLevel))
        table.fault(QStringLiteral("log_level"), table.find("log_level"),
                    QStringLiteral("must be one of trace, debug, info, warning, error, critical, off"));
    const QDir folder = QFileInfo(path).absoluteDir();
    for (QString *file : {&config.tokenFile, &config.tokenHashesFile, &config.tlsCertificate, &config.tlsKey, &config.logFolder, &config.alertsFile, &config.stateFolder})
        if (!file->isEmpty())
            *file = folder.absoluteFilePath(*file);

    if (const toml::node *node = table.find("sampling")) {
        if (const toml::table *words = node->as_table())
            readSampling(ConfigTable(*words, path, QStringLiteral("sampling."), read.faults), *words, config.sampling);
        else
            table.fault(QStringLiteral("sampling"), node, QStringLiteral("write its lines under [sampling], as in read = 5"));
    }
    int number = 0;
    for (const toml::table *target : table.tables("postgres", kMaxTargets))
        readTarget(ConfigTable(*target, path, QStringLiteral("postgres[%1].").arg(number++), read.faults), config);
    if (table.has("target")) {
        const monitoring::TargetsRead targets = monitoring::parseTargets(text.toUtf8(), path, monitoring::OtherKeys::Ignored);
        config.targets = targets.targets;
        read.faults.append(targets.faults);
    }
    for (const HealthTarget &target : std::as_const(config.targets))
        if (target.kind == HealthTarget::Kind::Backup && !config.backupSchedules)
            table.fault(QStringLiteral("backup_schedules"), table.find("target"),
                        QStringLiteral("must be true for the target “%1”: an agent watches the backups that it makes").arg(target.name));
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

Result<bool> makeRoomFor(int clients, const QString &path)
{
    const rlim_t needed = kPorts * static_cast<rlim_t>(clients) + kOwnFiles;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= needed)
        return true;
    files.rlim_cur = needed;
    if (files.rlim_max >= needed && ::setrlimit(RLIMIT_NOFILE, &files) == 0)
        return true;
    return fail(ErrorCode::ConfigInvalid,
                {{QStringLiteral("path"), path},
                 {QStringLiteral("key"), QStringLiteral("max_clients")},
                 {QStringLiteral("message"), QStringLiteral("so many need %1 open files, and this system allows the agent %2: raise its limit (LimitNOFILE= in systemd, ulimit -n) or lower this").arg(needed).arg(files.rlim_max)}});
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
    if (monitoring::isOpenToOthers(file))
        return invalid(QStringLiteral("others can read or write it: chmod 600 makes it yours alone"));
    const QByteArray token = file.read(kMaxTokenBytes + 1).trimmed();
    if (!isToken(token))
        return invalid(QStringLiteral("must hold one line of 16 to 4096 printable characters without spaces"));
    return token;
}

QList<monitoring::AccessRules::Token> readTokenHashes(const QString &path, QList<Error> &faults)
{
    QFile file(path);
    const auto fault = [&](int line, const QString &message) {
        Error error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("key"), QStringLiteral("token_hashes_file")}});
        faults.append((line > 0 ? error.with(QStringLiteral("line"), QString::number(line)) : error).with(QStringLiteral("message"), message));
    };
    const QList<Fact> facts{{QStringLiteral("path"), path}, {QStringLiteral("key"), QStringLiteral("token_hashes_file")}};
    if (!file.exists()) {
        faults.append(Error(ErrorCode::FileNotFound, facts));
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        faults.append(Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString()));
        return {};
    }
    if (file.permissions() & (QFileDevice::WriteGroup | QFileDevice::WriteOther))
        fault(0, QStringLiteral("others can write it, and so let themselves in: chmod go-w makes it yours alone"));
    const QByteArray text = file.read(kMaxFileBytes + 1);
    if (text.size() > kMaxFileBytes)
        fault(0, QStringLiteral("longer than 1 MiB"));
    QList<monitoring::AccessRules::Token> tokens;
    int number = 0;
    for (const QByteArray &line : text.left(kMaxFileBytes).split('\n')) {
        ++number;
        const QByteArray plain = line.simplified();
        if (plain.isEmpty() || plain.startsWith('#'))
            continue;
        const QList<QByteArray> words = plain.split(' ');
        const QByteArray hash = QByteArray::fromHex(words[0]);
        const QString name = QString::fromUtf8(words.value(1)), until = QString::fromLatin1(words.value(2));
        const qint64 expiresAt = words.size() > 2 ? momentMs(until).value_or(-1) : 0;
        if (words[0].size() != 64 || hash.toHex() != words[0].toLower())
            fault(number, QStringLiteral("must begin with the SHA-256 of a token, 64 hexadecimal digits: plancia-agent --hash-token prints such a line"));
        else if (words.size() < 2 || words.size() > 3 || !isTokenName(name))
            fault(number, QStringLiteral("must go on with a name of 1 to 60 letters, digits, - _ . @, and perhaps a moment, as in 2030-01-31"));
        else if (expiresAt < 0)
            fault(number, QStringLiteral("must end with a moment as in 2030-01-31 or 2030-01-31T12:00:00Z, or with the name"));
        else if (tokens.size() >= kMaxTokens)
            fault(number, QStringLiteral("is one too many: at most %1 tokens").arg(kMaxTokens));
        else
            tokens.append({name, hash, expiresAt});
        if (faults.size() >= kMaxTokenFaults)
            break;
    }
    return tokens;
}

Result<QString> tokenHashLine(const QByteArray &token, const QString &name, const QString &until)
{
    const auto refuse = [](const QString &message) { return fail(ErrorCode::ValUsage, {{QStringLiteral("message"), message}}); };
    if (!isToken(token))
        return refuse(QStringLiteral("the token must be one line of 16 to 4096 printable characters without spaces"));
    if (!isTokenName(name))
        return refuse(QStringLiteral("--token-name must be 1 to 60 letters, digits, - _ . @"));
    if (!until.isEmpty() && !momentMs(until))
        return refuse(QStringLiteral("--token-until must be a moment as in 2030-01-31 or 2030-01-31T12:00:00Z"));
    return QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(monitoring::tokenHash(token).toHex()), name, until).trimmed();
}

Access readAccess(const Config &config, const QString &path, qint64 nowMs, QList<Error> &faults)
{
    Access access;
    if (!config.tokenFile.isEmpty()) {
        if (auto found = readToken(config.tokenFile))
            access.token = *found;
        else
            faults.append(found.error());
    }
    access.asksHashes = !config.tokenHashesFile.isEmpty();
    if (access.asksHashes)
        access.tokens = readTokenHashes(config.tokenHashesFile, faults);
    if (config.tlsCertificate.isEmpty() || config.tlsKey.isEmpty())
        return access;
    if (auto identity = monitoring::loadTlsIdentity(config.tlsCertificate, config.tlsKey, nowMs)) {
        access.tls = std::move(*identity);
    } else {
        // Both files are named: the one that is wrong, and the line that names it.
        Error fault = identity.error();
        const bool isKey = fault.fact(u"key") == QLatin1String("tls_key");
        QString message = fault.fact(u"message");
        if (message.isEmpty())
            message = QStringLiteral("there is no such file");
        faults.append(Error(ErrorCode::ConfigInvalid,
                            {{QStringLiteral("path"), path},
                             {QStringLiteral("key"), fault.fact(u"key")},
                             {QStringLiteral("line"), QString::number(isKey ? config.tlsKeyLine : config.tlsCertificateLine)},
                             {QStringLiteral("message"), QStringLiteral("%1: %2").arg(isKey ? config.tlsKey : config.tlsCertificate, message)}}));
    }
    return access;
}

} // namespace plancia::agent
