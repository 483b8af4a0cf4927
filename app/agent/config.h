// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/agentservice.h"
#include "models/base/result.h"
#include "models/domain/connection.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace plancia::agent {

/// agent.toml, read and checked. Holds no password: those come from the service file, .pgpass or PGPASSWORD.
///
///   name = "db-eu"                       # shown in the console; the host's name when absent
///   listen = "127.0.0.1:8080"            # the stream; "[::1]:8080"; another than a loopback address wants a token; "off"
///   health_listen = "127.0.0.1:8081"     # /health…; the same as another's: one port for both; "off"
///   metrics_listen = "127.0.0.1:8000"    # /metrics
///   token_file = "/etc/plancia/token"    # one line, readable by this user only
///   allowed_hosts = ["agent.example"]    # names under which clients reach it, besides the loopback ones
///   allowed_origins = []                 # web pages that may connect
///   log_folder = "/var/log/plancia"      # no log when absent
///   log_level = "info"
///   backup_schedules = true              # makes the backups that this user's workspaces have scheduled
///
///   [[postgres]]
///   name = "main"                        # source "pg:main"
///   service = "main"                     # from pg_service.conf, and / or:
///   host = "db.example"
///   port = 5432
///   database = "app"
///   user = "plancia_agent"
///   sslmode = "verify-full"
struct Config {
    QString name;
    using Endpoint = monitoring::Endpoint;
    std::optional<Endpoint> stream = Endpoint{QHostAddress::LocalHost, 8080};
    std::optional<Endpoint> health = Endpoint{QHostAddress::LocalHost, 8081};
    std::optional<Endpoint> metrics = Endpoint{QHostAddress::LocalHost, 8000};
    QString tokenFile;
    QStringList allowedHosts, allowedOrigins;
    QString logFolder;
    QString logLevel = QStringLiteral("info");
    bool backupSchedules = false;
    QList<ConnectionProfile> postgres;
};

struct ConfigRead {
    Config config;
    QList<Error> faults; ///< each CONFIG_001 with facts path, key, line, message (what is wrong and what to write instead)
};
/// Every fault is told, not only the first. Relative paths are relative to the file. Pure.
ConfigRead parseConfig(const QString &text, const QString &path);
/// NOT_FOUND_005 or IO_003 as the only fault when the file cannot be read.
ConfigRead readConfig(const QString &path);
/// What the environment says over it: MONITORING_, HEALTH_CHECK_ and METRICS_ with PORT (0…65535) and ENABLED (true, false, 1,
/// 0) for stream, health and metrics. A fault is CONFIG_001 with the variable as its key. Pure.
QList<Error> applyEnvironment(Config &config, const QProcessEnvironment &environment);

/// "127.0.0.1:8080", "[::1]:8080". VAL_005 otherwise.
Result<monitoring::Endpoint> parseListen(const QString &text);
/// The token, without the line's end. IO_003; CONFIG_001 when others can read the file, or it is empty or has blanks.
Result<QByteArray> readToken(const QString &path);

} // namespace plancia::agent
