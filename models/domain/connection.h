// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"
#include "models/base/result.h"
#include "models/domain/tenant.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// Where a connection's password comes from.
enum class PasswordSource { Keyring, PgPass, ThisRun, None };
QString toString(PasswordSource source); ///< "keyring", "pgpass", "run", "none"

/// How to reach a PostgreSQL server. Holds no password.
struct ConnectionProfile {
    ConnectionId id;
    QString name;
    QString host;      ///< name, address, or a folder that starts with / for a Unix socket
    int port = 5432;
    QString database;
    QString user;
    QString service;   ///< name in pg_service.conf; then empty fields above come from there
    QString sslMode = QStringLiteral("prefer"); ///< libpq's words; suggestSslMode() gives the form's default
    PasswordSource password = PasswordSource::PgPass;
    QString colour = QStringLiteral("grey"); ///< "red" production, "amber", "green", "grey": the band over the window
    bool readOnly = false;
    bool maySleep = false; ///< as a serverless one: the console looks at its server only while a page does
    bool operator==(const ConnectionProfile &) const = default;
};
QList<FieldError> validate(const ConnectionProfile &profile);
/// "prefer" for a socket or loopback, "verify-full" for the rest.
QString suggestSslMode(QStringView host);
/// postgresql://user@host:port/database?sslmode=… and key=value strings. A password in it is refused: VAL_006.
Result<ConnectionProfile> connectionFromUrl(const QString &url);
/// The URL without any secret, for showing.
QString toUrl(const ConnectionProfile &profile);

enum class ConnectionStage { NameLookup, Tcp, Tls, Authentication, Database, Privileges, Schema };
QString toString(ConnectionStage stage); ///< "name_lookup", "tcp", "tls", "authentication", "database", "privileges", "schema"
struct StageResult {
    enum class State { Passed, Failed, Skipped, Warning };
    ConnectionStage stage = ConnectionStage::NameLookup;
    State state = State::Skipped;
    qint64 durationMs = 0;
    QString detail;             ///< untranslated: addresses, TLS version, role
    std::optional<Error> error; ///< when Failed or Warning
};
/// Every stage in order; those after the first failure are Skipped.
struct ConnectionReport {
    QList<StageResult> stages;
    QString serverVersion;
    QString sessionUser;
    bool ok() const
    {
        for (const StageResult &s : stages)
            if (s.state == StageResult::State::Failed)
                return false;
        return true;
    }
};

/// One numbered migration, as it would run.
struct MigrationStep {
    int number = 0;
    QString name; ///< "base"
    QString sql;  ///< the whole text, shown before it runs
    QString sha256;
    bool applied = false;
    qint64 appliedAt = 0; ///< Unix ms UTC
};
struct SchemaPlan {
    int current = 0; ///< 0: not installed
    int target = 0;
    QList<MigrationStep> steps; ///< all, in order
    bool mayInstall = false;    ///< the connected role may run them
    QString rolesScript;        ///< for a DBA, when the role may not create roles; else empty
    int pending() const
    {
        int n = 0;
        for (const MigrationStep &s : steps)
            n += s.applied ? 0 : 1;
        return n;
    }
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::ConnectionProfile)
