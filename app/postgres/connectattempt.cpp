// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/connectattempt.h"

#include "app/sql/sqlstate.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QHostInfo>
#include <QRegularExpression>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>

namespace plancia::postgres {

namespace {

ConnectionStage stageOf(ConnStatusType status)
{
    switch (status) {
    case CONNECTION_NEEDED:
    case CONNECTION_STARTED:
        return ConnectionStage::Tcp;
    case CONNECTION_MADE:
    case CONNECTION_SSL_STARTUP:
    case CONNECTION_GSS_STARTUP:
        return ConnectionStage::Tls;
    case CONNECTION_AWAITING_RESPONSE:
        return ConnectionStage::Authentication;
    default:
        return ConnectionStage::Database;
    }
}

struct ServerWords {
    QByteArray sqlState;
    QString message;
};

/// The last SQLSTATE in libpq's text (one text holds the failures of all addresses), else its last line but for the hints,
/// which are indented.
ServerWords serverWords(PGconn *connection)
{
    static const QRegularExpression pattern(QStringLiteral(":  ([0-9A-Z]{5}): ([^\\n]*)"));
    const QString text = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    ServerWords words;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        words = {match.captured(1).toLatin1(), match.captured(2)};
    }
    if (words.sqlState.isEmpty())
        words.message = text.section(QRegularExpression(QStringLiteral("\\n(?!\\t)")), -1).section(u'\n', 0, 0).trimmed();
    return words;
}

bool nameIsKnown(const Effective &effective)
{
    if (effective.isSocket() || !effective.hostaddr.isEmpty() || effective.host.isEmpty())
        return true;
    return !QHostInfo::fromName(effective.host).addresses().isEmpty();
}

Error serviceError(PGconn *connection)
{
    return Error(ErrorCode::ConfigInvalid,
                 {{QStringLiteral("message"), QString::fromUtf8(PQerrorMessage(connection)).trimmed()}});
}

void explainFailure(ConnectAttempt &attempt, QList<Fact> facts)
{
    PGconn *connection = attempt.connection.get();
    const ServerWords words = serverWords(connection);
    const auto own = [&](ErrorCode code) {
        facts.append({QStringLiteral("message"), words.message});
        return Error(code, facts);
    };
    if (!words.sqlState.isEmpty()) {
        // The server spoke. A database that is missing or closed to this role is told after authentication, often in
        // the same packet.
        if (words.sqlState == "3D000" || words.sqlState == "42501" || words.sqlState.startsWith("55"))
            attempt.stage = ConnectionStage::Database;
        else if (attempt.stage != ConnectionStage::Database || words.sqlState.startsWith("28"))
            attempt.stage = ConnectionStage::Authentication;
        attempt.error = sql::errorFromSqlState(words.sqlState, words.message, facts);
    } else if (PQconnectionNeedsPassword(connection)) {
        attempt.stage = ConnectionStage::Authentication;
        attempt.error = own(ErrorCode::AuthPasswordMissing);
    } else if (attempt.stage == ConnectionStage::Tcp) {
        const Effective effective = effectiveParameters(connection);
        if (!nameIsKnown(effective)) {
            attempt.stage = ConnectionStage::NameLookup;
            attempt.error = own(ErrorCode::DbNameLookup);
        } else {
            attempt.error = own(ErrorCode::DbUnreachable);
        }
    } else if (attempt.stage == ConnectionStage::Tls) {
        attempt.error = own(ErrorCode::DbTls);
    } else {
        attempt.error = own(ErrorCode::DbConnectionLost);
    }
}

/// An address that swallows packets keeps libpq waiting for ever. The end of its socket looks like a refusal, after which
/// libpq tries the next address. False when there is none, or somebody is there who does not answer.
bool goToNextAddress(PGconn *connection, PostgresPollingStatusType &want)
{
    if (PQstatus(connection) != CONNECTION_STARTED || ::shutdown(PQsocket(connection), SHUT_RDWR) != 0)
        return false;
    const PostgresPollingStatusType next = PQconnectPoll(connection);
    if (next == PGRES_POLLING_FAILED)
        return false;
    want = next;
    return true;
}

} // namespace

void ConnectAttempt::Finish::operator()(PGconn *opened) const { PQfinish(opened); }

ConnectAttempt ConnectAttempt::run(const Parameters &parameters, const QList<Fact> &facts, int timeoutMs,
                                   const CancelToken &cancel)
{
    ConnectAttempt attempt;
    QElapsedTimer sinceStage;
    sinceStage.start();
    QDeadlineTimer deadline(timeoutMs);
    attempt.connection.reset(PQconnectStart(toConninfo(parameters).constData()));
    PGconn *connection = attempt.connection.get();
    if (!connection) {
        attempt.error = Error(ErrorCode::InternalBug,
                              {{QStringLiteral("message"), QStringLiteral("PQconnectStart: no memory")}});
        return attempt;
    }
    if (PQstatus(connection) == CONNECTION_BAD && PQsocket(connection) < 0) {
        const Effective effective = effectiveParameters(connection);
        if (effective.host.isEmpty() && effective.hostaddr.isEmpty())
            attempt.error = serviceError(connection); // it did not get as far as a host
        else
            explainFailure(attempt, facts);
        return attempt;
    }
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);

    PostgresPollingStatusType want = PGRES_POLLING_WRITING;
    while (want != PGRES_POLLING_OK) {
        if (want == PGRES_POLLING_FAILED) {
            explainFailure(attempt, facts);
            return attempt;
        }
        if (cancel.isCancelled()) {
            attempt.error = Error(ErrorCode::InternalCancelled);
            return attempt;
        }
        if (deadline.hasExpired() && goToNextAddress(connection, want)) {
            deadline.setRemainingTime(timeoutMs);
            continue;
        }
        if (deadline.hasExpired()) {
            QList<Fact> all = facts;
            all.append({QStringLiteral("seconds"), QString::number((timeoutMs + 500) / 1000)});
            attempt.error = Error(ErrorCode::DbTimeout, all);
            return attempt;
        }
        pollfd socket{PQsocket(connection), static_cast<short>(want == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        // Short turns, so that a cancel is noticed.
        if (::poll(&socket, 1, static_cast<int>(std::min<qint64>(100, deadline.remainingTime()))) == 0)
            continue;
        want = PQconnectPoll(connection);
        if (want == PGRES_POLLING_FAILED)
            continue; // the stage stays the one that it was waiting in
        attempt.durationsMs[attempt.stage] += sinceStage.restart();
        attempt.stage = stageOf(PQstatus(connection));
    }
    attempt.durationsMs[attempt.stage] += sinceStage.restart();
    attempt.stage = ConnectionStage::Database;
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    return attempt;
}

} // namespace plancia::postgres
