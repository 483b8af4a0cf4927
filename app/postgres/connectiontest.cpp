// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/connectiontest.h"

#include "app/postgres/connectattempt.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/schemainstaller.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHostInfo>
#include <libpq-fe.h>

namespace plancia::postgres {

namespace {

using State = StageResult::State;

constexpr ConnectionStage kStages[] = {ConnectionStage::NameLookup, ConnectionStage::Tcp, ConnectionStage::Tls,
                                       ConnectionStage::Authentication, ConnectionStage::Database,
                                       ConnectionStage::Privileges, ConnectionStage::Schema};

class StagedTest {
public:
    StagedTest(const ConnectionProfile &profile, const std::optional<QString> &password, int timeoutMs,
               const CancelToken &cancel)
        : m_profile(profile), m_password(password), m_timeoutMs(timeoutMs), m_cancel(cancel),
          m_facts(connectionFacts(profile))
    {
        for (const ConnectionStage stage : kStages)
            m_report.stages.append({stage, State::Skipped, 0, {}, {}});
    }

    ConnectionReport run()
    {
        if (applyService() && lookUpName() && connectPostgres()) {
            checkPrivileges();
            checkSchema();
        }
        return std::move(m_report);
    }

private:
    StageResult &at(ConnectionStage stage) { return m_report.stages[static_cast<int>(stage)]; }
    bool pass(ConnectionStage stage, qint64 ms, const QString &detail)
    {
        at(stage) = {stage, State::Passed, ms, detail, {}};
        return true;
    }
    bool failAt(ConnectionStage stage, qint64 ms, const Error &error)
    {
        at(stage) = {stage, State::Failed, ms, error.fact(u"message"), error};
        return false;
    }
    void warn(ConnectionStage stage, qint64 ms, const QString &detail, const Error &error)
    {
        at(stage) = {stage, State::Warning, ms, detail, error};
    }
    bool cancelled(ConnectionStage stage)
    {
        return m_cancel.isCancelled() && !failAt(stage, 0, Error(ErrorCode::InternalCancelled));
    }

    /// Asks libpq where the profile leads once the service file, the environment and the defaults are in.
    bool applyService()
    {
        const Parameters parameters = connectionParameters(m_profile, m_password, m_timeoutMs);
        // PQconnectStart tries at once; a socket in a folder that is not there sends nothing to nobody.
        const bool ownHost = !m_profile.host.isEmpty();
        PGconn *connection = PQconnectStart(toConninfo(ownHost ? withSocketNowhere(parameters) : parameters).constData());
        m_effective = effectiveParameters(connection);
        if (m_effective.hostaddr.isEmpty() && m_effective.host.isEmpty()) {
            const QString words = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
            PQfinish(connection);
            return failAt(ConnectionStage::NameLookup, 0,
                          Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), serviceFile()},
                                                           {QStringLiteral("key"), m_profile.service},
                                                           {QStringLiteral("message"), words}}));
        }
        if (ownHost)
            m_effective.host = m_profile.host;
        PQfinish(connection);
        if (!m_profile.service.isEmpty())
            m_origin = QStringLiteral("service %1 (%2), ").arg(m_profile.service, serviceFile());
        return true;
    }
    static Parameters withSocketNowhere(Parameters parameters)
    {
        parameters.emplaceBack("host", "/nonexistent"); // the last one holds
        return parameters;
    }
    static QString serviceFile()
    {
        if (const QString file = qEnvironmentVariable("PGSERVICEFILE"); !file.isEmpty())
            return file;
        return QDir::homePath() + QStringLiteral("/.pg_service.conf");
    }

    bool lookUpName()
    {
        const ConnectionStage stage = ConnectionStage::NameLookup;
        if (cancelled(stage))
            return false;
        if (m_effective.isSocket())
            return pass(stage, 0, m_origin + QStringLiteral("Unix socket in %1").arg(m_effective.host));
        const QString host = m_effective.hostaddr.isEmpty() ? m_effective.host : m_effective.hostaddr;
        QElapsedTimer elapsed;
        elapsed.start();
        const QHostInfo info = QHostInfo::fromName(host);
        if (info.addresses().isEmpty()) {
            QList<Fact> facts = m_facts;
            facts.append({QStringLiteral("message"), info.errorString()});
            return failAt(stage, elapsed.elapsed(), Error(ErrorCode::DbNameLookup, facts));
        }
        QStringList names;
        for (const QHostAddress &address : info.addresses())
            names.append(address.toString());
        return pass(stage, elapsed.elapsed(), m_origin + names.join(QStringLiteral(", ")));
    }

    QString tcpDetail(PGconn *connection) const
    {
        if (m_effective.isSocket())
            return QStringLiteral("Unix socket, port %1").arg(m_effective.port);
        return QStringLiteral("%1 port %2").arg(QString::fromUtf8(PQhostaddr(connection))).arg(m_effective.port);
    }

    QString tlsDetail(PGconn *connection) const
    {
        if (!PQsslInUse(connection))
            return QStringLiteral("not encrypted (sslmode=%1)").arg(m_effective.sslMode);
        return QStringLiteral("%1, %2 (sslmode=%3)")
            .arg(QString::fromUtf8(PQsslAttribute(connection, "protocol")),
                 QString::fromUtf8(PQsslAttribute(connection, "cipher")), m_effective.sslMode);
    }

    bool connectPostgres()
    {
        ConnectAttempt attempt = ConnectAttempt::run(connectionParameters(m_profile, m_password, m_timeoutMs), m_facts,
                                                     m_timeoutMs, m_cancel);
        PGconn *connection = attempt.connection.get();
        const auto spent = [&](ConnectionStage stage) { return attempt.durationsMs.value(stage); };
        const ConnectionStage reached = attempt.stage;
        // Stages before the one that failed have passed.
        if (reached > ConnectionStage::Tcp)
            pass(ConnectionStage::Tcp, spent(ConnectionStage::Tcp), tcpDetail(connection));
        if (reached > ConnectionStage::Tls)
            pass(ConnectionStage::Tls, spent(ConnectionStage::Tls), tlsDetail(connection));
        const QString origin = connection ? passwordOrigin(connection, m_password.has_value()) : QString();
        if (reached > ConnectionStage::Authentication)
            pass(ConnectionStage::Authentication, spent(ConnectionStage::Authentication),
                 QStringLiteral("user %1, %2").arg(m_effective.user.isEmpty() ? m_profile.user : m_effective.user, origin));
        if (attempt.error) {
            failAt(reached, spent(reached), *attempt.error);
            if (reached == ConnectionStage::Authentication)
                at(reached).detail += QStringLiteral(" (%1)").arg(origin);
            return false;
        }
        pass(ConnectionStage::Database, spent(ConnectionStage::Database),
             QStringLiteral("database %1").arg(QString::fromUtf8(PQdb(connection))));
        m_report.serverVersion = QString::fromUtf8(PQparameterStatus(connection, "server_version"));
        m_connection = PgConnection::adopt(attempt.connection.release(), m_profile);
        m_connection->setCancelToken(m_cancel);
        return true;
    }

    bool begin(ConnectionStage stage)
    {
        sql::TransactionOptions options;
        options.requestId = QStringLiteral("connection test");
        options.timeoutMs = m_timeoutMs;
        auto begun = m_connection->begin(options);
        return begun ? true : failAt(stage, 0, begun.error());
    }

    void checkPrivileges()
    {
        const ConnectionStage stage = ConnectionStage::Privileges;
        QElapsedTimer elapsed;
        elapsed.start();
        if (!begin(stage))
            return;
        auto rows = m_connection->query(R"(
            SELECT session_user::text, me.rolsuper, me.rolcreaterole,
                   has_database_privilege(current_database(), 'CREATE'), pg_has_role('pg_read_all_stats', 'USAGE'),
                   coalesce((SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace
                             WHERE nspname = 'plancia'), true),
                   pg_is_in_recovery()
            FROM pg_catalog.pg_roles AS me WHERE me.rolname = current_user)");
        m_connection->rollback();
        if (!rows) {
            failAt(stage, elapsed.elapsed(), rows.error());
            return;
        }
        const sql::Row row = (*rows)[0];
        m_report.sessionUser = row.text(0);
        QStringList words{QStringLiteral("role ") + m_report.sessionUser};
        const auto note = [&](bool yes, const char *text) {
            if (yes)
                words.append(QString::fromLatin1(text));
        };
        note(row.boolean(1), "superuser");
        note(row.boolean(2), "may create roles");
        note(row.boolean(3), "may create schemas");
        note(row.boolean(6), "standby server, read-only");
        const auto missing = [&](const char *privilege, const char *table) {
            QList<Fact> facts = m_facts;
            facts.append({QStringLiteral("privilege"), QString::fromLatin1(privilege)});
            if (table)
                facts.append({QStringLiteral("table"), QString::fromLatin1(table)});
            return Error(ErrorCode::AuthzMissingGrant, facts);
        };
        if (!row.boolean(5)) {
            at(stage) = {stage, State::Failed, elapsed.elapsed(), words.join(QStringLiteral(", ")),
                         missing("USAGE", "plancia")};
        } else if (!row.boolean(4)) {
            words.append(QStringLiteral("sees no activity of other users without pg_monitor"));
            warn(stage, elapsed.elapsed(), words.join(QStringLiteral(", ")), missing("pg_monitor", nullptr));
        } else {
            pass(stage, elapsed.elapsed(), words.join(QStringLiteral(", ")));
        }
    }

    void checkSchema()
    {
        const ConnectionStage stage = ConnectionStage::Schema;
        if (at(ConnectionStage::Privileges).state == State::Failed)
            return;
        QElapsedTimer elapsed;
        elapsed.start();
        if (!begin(stage))
            return;
        auto plan = planSchema(*m_connection);
        m_connection->rollback();
        if (!plan) {
            const ErrorCode code = plan.error().code();
            if (code == ErrorCode::MigNewerSchema || code == ErrorCode::MigChanged)
                warn(stage, elapsed.elapsed(), {}, plan.error());
            else
                failAt(stage, elapsed.elapsed(), plan.error());
        } else if (plan->current == 0) {
            warn(stage, elapsed.elapsed(), QStringLiteral("not installed"), Error(ErrorCode::DbSchemaMissing, m_facts));
        } else if (plan->pending() > 0) {
            warn(stage, elapsed.elapsed(), QStringLiteral("version %1 of %2").arg(plan->current).arg(plan->target),
                 Error(ErrorCode::MigOlderSchema, {{QStringLiteral("current"), QString::number(plan->current)},
                                                   {QStringLiteral("target"), QString::number(plan->target)}}));
        } else {
            pass(stage, elapsed.elapsed(), QStringLiteral("version %1").arg(plan->current));
        }
    }

    const ConnectionProfile m_profile;
    const std::optional<QString> m_password;
    const int m_timeoutMs;
    const CancelToken m_cancel;
    const QList<Fact> m_facts;
    ConnectionReport m_report;
    Effective m_effective;
    QString m_origin;
    std::unique_ptr<PgConnection> m_connection;
};

} // namespace

ConnectionReport testConnection(const ConnectionProfile &profile, const std::optional<QString> &password, int timeoutMs,
                                const CancelToken &cancel)
{
    return StagedTest(profile, password, timeoutMs, cancel).run();
}

} // namespace plancia::postgres
