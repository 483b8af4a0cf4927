// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/transport/tls.h"
#include "models/base/result.h"
#include "models/domain/connection.h"
#include "models/domain/target.h"

#include <QProcessEnvironment>
#include <QSet>
#include <QStringList>

namespace plancia::agent {

/// agent.toml, read and checked. Holds no password: those come from the service file, .pgpass or PGPASSWORD.
///
///   name = "db-eu"                       # shown in the console; the host's name when absent
///   listen = "127.0.0.1:8080"            # the stream; "[::1]:8080"; another than a loopback address wants a token; "off"
///   health_listen = "127.0.0.1:8081"     # /health…; the same as another's: one port for both; "off"
///   metrics_listen = "127.0.0.1:8000"    # /metrics
///   token_file = "/etc/plancia/token"    # one line, readable by this user only
///   token_hashes_file = "tokens"         # lines of HASH NAME [UNTIL]: further tokens by their SHA-256
///   tls_certificate = "agent.pem"        # a chain in PEM, and its key, readable by this user only: every port speaks TLS
///   tls_key = "agent.key"
///   insecure = false                     # true: another than a loopback address without TLS is meant, as behind a tunnel
///   allowed_hosts = ["agent.example"]    # names under which clients reach it, besides the loopback ones
///   allowed_origins = []                 # web pages that may connect
///   max_clients = 64                     # connections at once on one port, 1 to 2000; each needs an open file
///   log_folder = "/var/log/plancia"      # no log when absent
///   log_level = "info"
///   backup_schedules = true              # makes the backups that this user's workspaces have scheduled
///   alerts_file = "alerts.toml"          # rules and channels (app/monitoring/alerts/alertfile.h); the usual rules when absent
///   state_folder = "/var/lib/plancia"    # what alerts and silences there are outlives the agent; $STATE_DIRECTORY when absent
///
///   [sampling]                           # of events below a warning: one in so many is kept, by the first word of their type
///   read = 5                             # usual; of "send" and of a fast "get" one in 10, of all others each one
///
///   [[postgres]]
///   name = "main"                        # source "pg:main"
///   service = "main"                     # from pg_service.conf, and / or:
///   host = "db.example"
///   port = 5432
///   database = "app"
///   user = "plancia_agent"
///   sslmode = "verify-full"
///   events_channel = "plancia_events"    # listens there for events; not at all when absent
///   acts = true                          # each new row of the audit trail there is an event; not when absent
///   may_sleep = false                    # true: asked only while somebody reads the stream
///
///   [[target]]                           # what else is watched: app/monitoring/health/targetfile.h
struct Config {
    QString name;
    using Endpoint = monitoring::Endpoint;
    std::optional<Endpoint> stream = Endpoint{QHostAddress::LocalHost, 8080};
    std::optional<Endpoint> health = Endpoint{QHostAddress::LocalHost, 8081};
    std::optional<Endpoint> metrics = Endpoint{QHostAddress::LocalHost, 8000};
    QString tokenFile, tokenHashesFile;
    QString tlsCertificate, tlsKey;
    int tlsCertificateLine = 0, tlsKeyLine = 0; ///< in the file
    bool insecure = false;
    QStringList allowedHosts, allowedOrigins;
    int maxClients = monitoring::StreamGate::Limits().connections;
    QString logFolder;
    QString logLevel = QStringLiteral("info");
    bool backupSchedules = false;
    QString alertsFile, stateFolder;
    monitoring::EventSampler::Rules sampling = monitoring::EventSampler::usualRules();
    QList<ConnectionProfile> postgres;
    QMap<QString, QString> eventChannels; ///< by the server's name
    QStringList actsOf;                   ///< names of the servers whose acts are told
    QSet<QString> mayBeAsleep;            ///< names of servers
    QList<HealthTarget> targets;
};

struct ConfigRead {
    Config config;
    QList<Error> faults; ///< each CONFIG_001 with facts path, key, line, message (what is wrong and what to write instead)
};
/// Every fault is told, not only the first. Relative paths are relative to the file. Pure.
ConfigRead parseConfig(const QString &text, const QString &path);
/// NOT_FOUND_005 or IO_003 as the only fault when the file cannot be read.
ConfigRead readConfig(const QString &path);
/// Raises this process's soft limit of open files as far as so many clients need it. CONFIG_001 when the hard one forbids that.
Result<bool> makeRoomFor(int clients, const QString &path);
/// What the environment says over it: MONITORING_, HEALTH_CHECK_ and METRICS_ with PORT (0…65535) and ENABLED (true, false, 1,
/// 0) for stream, health and metrics. A fault is CONFIG_001 with the variable as its key. Pure.
QList<Error> applyEnvironment(Config &config, const QProcessEnvironment &environment);

/// "127.0.0.1:8080", "[::1]:8080". VAL_005 otherwise.
Result<monitoring::Endpoint> parseListen(const QString &text);
/// The token, without the line's end. IO_003; CONFIG_001 when others can read the file, or it is empty or has blanks.
Result<QByteArray> readToken(const QString &path);

/// Tokens by their hashes: a line each of 64 hexadecimal digits, a name, and perhaps the moment (ISO 8601) from which on it is none.
/// Blank lines and those that begin with # are passed over. Every fault is told: NOT_FOUND_005, IO_003; CONFIG_001 with path, key, line
/// and message, also when others can write the file.
QList<monitoring::AccessRules::Token> readTokenHashes(const QString &path, QList<Error> &faults);
/// The line for a token, in the file's form. VAL_005 when it is none; `until` may be empty.
Result<QString> tokenHashLine(const QByteArray &token, const QString &name, const QString &until);

/// Who may come in, and how the agent shows who it is.
struct Access {
    QByteArray token;
    QList<monitoring::AccessRules::Token> tokens;
    std::optional<monitoring::TlsIdentity> tls;
    bool asksToken() const { return !token.isEmpty() || asksHashes; }
    bool asksHashes = false;
};
/// Reads the files that the configuration names.
Access readAccess(const Config &config, const QString &path, qint64 nowMs, QList<Error> &faults);

} // namespace plancia::agent
