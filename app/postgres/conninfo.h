// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"

#include <QList>
#include <optional>
#include <utility>

typedef struct pg_conn PGconn;

namespace plancia::postgres {

using Parameters = QList<std::pair<QByteArray, QByteArray>>;

/// libpq's keywords for a profile. What the profile leaves empty is left to libpq: service file, environment, defaults.
/// Adds what keeps a connection from waiting for ever (libpq manual, 34.1.2): keepalives, tcp_user_timeout.
/// Without a password libpq looks into the service, PGPASSWORD and the password file.
Parameters connectionParameters(const ConnectionProfile &profile, const std::optional<QString> &password,
                                int connectTimeoutMs);

/// The same as text for libpq (key='value' …), values quoted.
QByteArray toConninfo(const Parameters &parameters);

/// Where the parameters end up once service file, environment and defaults have been applied.
struct Effective {
    QString host, hostaddr, database, user, sslMode, passFile, service;
    int port = 5432;
    bool isSocket() const { return host.startsWith(u'/') && hostaddr.isEmpty(); }
};
Effective effectiveParameters(PGconn *connection);

/// The first words about a connection in every error: host, port, database, user.
QList<Fact> connectionFacts(const ConnectionProfile &profile);

/// Where the password came from, for the report: "form", "PGPASSWORD", "password file <path>", or why that was ignored.
QString passwordOrigin(PGconn *connection, bool given);

} // namespace plancia::postgres
