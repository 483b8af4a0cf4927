// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/pgconnection.h"

#include "app/log/log.h"
#include "app/postgres/connectattempt.h"
#include "app/postgres/conninfo.h"
#include "app/postgres/interrupter.h"
#include "app/postgres/pgvalue.h"
#include "app/sql/sqlstate.h"

#include <future>
#include <libpq-fe.h>
#include <poll.h>
#include <thread>

namespace plancia::postgres {

namespace {

constexpr int kGraceMs = 5'000;   ///< how much longer than the server's own timeout we wait for its word
constexpr int kLightMs = 10'000;  ///< for BEGIN, COMMIT, ROLLBACK, which have nothing to compute
constexpr int kScriptMs = 600'000; ///< for a whole migration, whose statements each have the server's timeout

/// Sends the cancel request on a thread of its own: PQcancel opens a connection and waits for it, which may take long on
/// a broken network. The future is ready once the request has been taken.
std::future<void> requestCancel(PGconn *connection)
{
    std::promise<void> promise;
    std::future<void> done = promise.get_future();
    PGcancel *request = PQgetCancel(connection);
    std::thread([request, promise = std::move(promise)]() mutable {
        char message[256];
        if (request) {
            PQcancel(request, message, sizeof message);
            PQfreeCancel(request);
        }
        promise.set_value();
    }).detach();
    return done;
}

QString field(const PGresult *result, int code) { return QString::fromUtf8(PQresultErrorField(result, code)); }

bool isStop(const Error &error)
{
    return error.code() == ErrorCode::InternalCancelled || error.code() == ErrorCode::InternalShutDown;
}

bool isFailure(const PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return false;
    default:
        return true;
    }
}

} // namespace

struct PgConnection::Answer {
    struct Clear {
        void operator()(PGresult *finished) const { PQclear(finished); }
    };
    std::unique_ptr<PGresult, Clear> result;
};

Result<std::unique_ptr<PgConnection>> PgConnection::open(const ConnectionProfile &profile,
                                                         const std::optional<QString> &password, int timeoutMs,
                                                         const CancelToken &cancel, const std::source_location &where)
{
    ConnectAttempt attempt = ConnectAttempt::run(connectionParameters(profile, password, timeoutMs),
                                                 connectionFacts(profile), timeoutMs, cancel);
    if (attempt.error)
        return fail(*attempt.error);
    return adopt(attempt.connection.release(), profile, where);
}

std::unique_ptr<PgConnection> PgConnection::adopt(PGconn *connection, const ConnectionProfile &profile,
                                                  const std::source_location &where)
{
    return std::unique_ptr<PgConnection>(new PgConnection(connection, profile, where));
}

PgConnection::PgConnection(PGconn *connection, const ConnectionProfile &profile, const std::source_location &where)
    : m_connection(connection),
      m_counted(QStringLiteral("PostgreSQL ") + profile.host + QLatin1Char('/') + profile.database, where),
      m_facts(connectionFacts(profile)),
      m_interrupter(std::make_shared<Interrupter>())
{
    PQsetnonblocking(m_connection, 1);
    // A server's NOTICE would go to stderr.
    PQsetNoticeReceiver(
        m_connection,
        [](void *, const PGresult *result) {
            log::debug("postgres", QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
        },
        nullptr);
}

PgConnection::~PgConnection()
{
    m_cancel.removeHandler(m_handler);
    PQfinish(m_connection);
}

int PgConnection::serverVersion() const { return PQserverVersion(m_connection); }

QByteArray PgConnection::password() const { return PQpass(m_connection); }

Parameters PgConnection::sameServer(const QByteArray &applicationName) const
{
    Parameters parameters;
    PQconninfoOption *options = PQconninfo(m_connection);
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        const QByteArray key = option->keyword;
        const bool secret = option->dispchar && *option->dispchar == '*';
        const bool own = key == "host" || key == "hostaddr" || key == "port" || key == "service" || key == "passfile"
            || key == "application_name" || key == "fallback_application_name" || key == "replication";
        if (option->val && *option->val && !secret && !own)
            parameters.append({key, QByteArray(option->val)});
    }
    PQconninfoFree(options);
    parameters.append({"host", QByteArray(PQhost(m_connection))});
    if (const QByteArray address = PQhostaddr(m_connection); !address.isEmpty())
        parameters.append({"hostaddr", address});
    parameters.append({"port", QByteArray(PQport(m_connection))});
    parameters.append({"application_name", applicationName});
    return parameters;
}

std::function<void()> PgConnection::interrupter() const
{
    return [interrupter = m_interrupter] {
        interrupter->closing = true;
        interrupter->wake();
    };
}

void PgConnection::setCancelToken(const CancelToken &token)
{
    m_cancel.removeHandler(m_handler);
    m_cancel = token;
    m_handler = m_cancel.addHandler([interrupter = m_interrupter] { interrupter->wake(); });
}

Error PgConnection::lost()
{
    m_broken = true;
    return sql::errorFromSqlState({}, QString::fromUtf8(PQerrorMessage(m_connection)).section(u'\n', 0, 0), m_facts);
}

Error PgConnection::silent(int timeoutMs)
{
    m_broken = true;
    QList<Fact> facts = m_facts;
    facts.append({QStringLiteral("seconds"), QString::number((timeoutMs + 500) / 1000)});
    return Error(ErrorCode::DbTimeout, facts);
}

Error PgConnection::failed(const PGresult *result, bool cancelled)
{
    const QByteArray state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (PQstatus(m_connection) == CONNECTION_BAD || sql::endsSession(state))
        m_broken = true;
    if (cancelled && (state == "57014" || m_broken))
        return Error(m_interrupter->closing ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
    QList<Fact> facts = m_facts;
    for (const auto &[key, code] :
         {std::pair{"constraint", PG_DIAG_CONSTRAINT_NAME}, std::pair{"table", PG_DIAG_TABLE_NAME}})
        if (const QString name = field(result, code); !name.isEmpty())
            facts.append({QString::fromLatin1(key), name});
    if (state == "57014")
        facts.append({QStringLiteral("seconds"), QString::number((m_timeoutMs + 500) / 1000)});
    QString message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message.isEmpty()) // libpq's own words
        message = QString::fromUtf8(PQresultErrorMessage(result)).section(u'\n', 0, 0);
    return sql::errorFromSqlState(state, message, facts);
}

std::optional<Error> PgConnection::waitForAnswers(Patience patience, int timeoutMs, QDeadlineTimer limit, bool &cancelled)
{
    std::future<void> cancelTaken;
    while (true) {
        const int unsent = PQflush(m_connection);
        if (unsent < 0 || !PQisBusy(m_connection))
            break;
        if (patience == Patience::Cancellable && !cancelled && (m_cancel.isCancelled() || m_interrupter->closing)) {
            cancelled = true;
            cancelTaken = requestCancel(m_connection);
            limit = std::min(limit, QDeadlineTimer(kGraceMs));
        }
        if (limit.hasExpired()) {
            m_broken = true;
            if (cancelled)
                return Error(m_interrupter->closing ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
            return silent(timeoutMs);
        }
        pollfd fds[2] = {{PQsocket(m_connection), static_cast<short>(unsent ? POLLIN | POLLOUT : POLLIN), 0},
                         {m_interrupter->fd(), POLLIN, 0}};
        ::poll(fds, 2, static_cast<int>(std::min<qint64>(limit.remainingTime(), 60'000)));
        if (fds[1].revents)
            m_interrupter->drain();
        // When it fails, the next PQgetResult has the reason, which may be the server's own last word.
        if ((fds[0].revents & ~POLLOUT) && !PQconsumeInput(m_connection))
            break;
    }
    // A request still under way could hit the next statement.
    if (cancelTaken.valid() && cancelTaken.wait_for(std::chrono::milliseconds(kGraceMs)) != std::future_status::ready)
        m_broken = true;
    return std::nullopt;
}

Result<PgConnection::Answer> PgConnection::run(const std::function<int()> &send, Patience patience, int timeoutMs)
{
    if (m_broken)
        return fail(ErrorCode::DbConnectionLost, m_facts);
    if (patience == Patience::Cancellable) {
        if (m_interrupter->closing)
            return fail(ErrorCode::InternalShutDown);
        if (m_cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
    }
    const QDeadlineTimer deadline(timeoutMs);
    if (!send())
        return fail(lost());
    bool cancelled = false;
    Answer answer;
    while (true) {
        if (auto error = waitForAnswers(patience, timeoutMs, deadline, cancelled))
            return fail(*error);
        PGresult *result = PQgetResult(m_connection);
        if (!result)
            break;
        const ExecStatusType status = PQresultStatus(result);
        if (answer.result && isFailure(answer.result.get()))
            PQclear(result);
        else
            answer.result.reset(result);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
            m_broken = true; // nobody here speaks COPY; PQgetResult would return it for ever
            break;
        }
    }
    if (!answer.result)
        return fail(lost());
    if (isFailure(answer.result.get()))
        return fail(failed(answer.result.get(), cancelled));
    return answer;
}

Result<PgConnection::Answer> PgConnection::runText(const QByteArray &sql, Patience patience, int timeoutMs)
{
    return run([&] { return PQsendQuery(m_connection, sql.constData()); }, patience, timeoutMs);
}

Result<PgConnection::Answer> PgConnection::runBound(const QByteArray &sql, const QList<sql::Value> &parameters)
{
    const auto count = static_cast<size_t>(parameters.size());
    std::vector<Parameter> encoded;
    std::vector<Oid> types;
    std::vector<const char *> values;
    std::vector<int> lengths, formats;
    encoded.reserve(count);
    for (const sql::Value &value : parameters) {
        const Parameter &parameter = encoded.emplace_back(encode(value));
        // A text of the server ends at a zero: what was asked for would be another one.
        if (const qsizetype zero = parameter.binary ? -1 : parameter.text.indexOf('\0'); zero >= 0)
            return fail(ErrorCode::ValControlChars, {{"field", "text"}, {"position", QString::number(zero + 1)}, {"character", "U+0000"}});
        types.push_back(parameter.oid);
        values.push_back(parameter.isNull ? nullptr : parameter.text.constData());
        lengths.push_back(static_cast<int>(parameter.text.size()));
        formats.push_back(parameter.binary ? 1 : 0);
    }
    return run(
        [&] {
            return PQsendQueryParams(m_connection, sql.constData(), static_cast<int>(count), types.data(), values.data(),
                                     lengths.data(), formats.data(), 0);
        },
        Patience::Cancellable, m_timeoutMs + kGraceMs);
}

Result<sql::Rows> PgConnection::query(const QByteArray &sql, const QList<sql::Value> &parameters)
{
    auto answer = runBound(sql, parameters);
    if (!answer)
        return fail(answer.error());
    const PGresult *result = answer->result.get();
    const int columns = PQnfields(result);
    sql::Rows rows(columns);
    for (int row = 0; row < PQntuples(result); ++row)
        for (int column = 0; column < columns; ++column)
            rows.append(decode(result, row, column));
    return rows;
}

Result<qint64> PgConnection::execute(const QByteArray &sql, const QList<sql::Value> &parameters)
{
    auto answer = runBound(sql, parameters);
    if (!answer)
        return fail(answer.error());
    return QByteArray(PQcmdTuples(answer->result.get())).toLongLong();
}

Result<bool> PgConnection::script(const QByteArray &sql)
{
    auto answer = runText(sql, Patience::Cancellable, std::max(kScriptMs, m_timeoutMs + kGraceMs));
    if (!answer)
        return fail(answer.error());
    return true;
}

Result<bool> PgConnection::startCopy(const QByteArray &sql)
{
    if (m_broken)
        return fail(ErrorCode::DbConnectionLost, m_facts);
    if (!PQsendQuery(m_connection, sql.constData()))
        return fail(lost());
    bool cancelled = false;
    const int limit = m_timeoutMs + kGraceMs;
    if (auto error = waitForAnswers(Patience::Cancellable, limit, QDeadlineTimer(limit), cancelled))
        return fail(*error);
    Answer answer;
    answer.result.reset(PQgetResult(m_connection));
    if (answer.result && PQresultStatus(answer.result.get()) == PGRES_COPY_IN)
        return true;
    Error error = answer.result && isFailure(answer.result.get()) ? failed(answer.result.get(), cancelled) : lost();
    while (PGresult *rest = m_broken ? nullptr : PQgetResult(m_connection))
        PQclear(rest);
    return fail(std::move(error));
}

std::optional<Error> PgConnection::flush()
{
    const QDeadlineTimer limit(m_timeoutMs + kGraceMs);
    while (true) {
        if (m_interrupter->closing || m_cancel.isCancelled())
            return abandonCopy(Error(m_interrupter->closing ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled));
        const int unsent = PQflush(m_connection);
        if (unsent == 0)
            return std::nullopt;
        if (unsent < 0)
            return lost();
        if (limit.hasExpired())
            return silent(m_timeoutMs);
        pollfd fds[2] = {{PQsocket(m_connection), POLLIN | POLLOUT, 0}, {m_interrupter->fd(), POLLIN, 0}};
        ::poll(fds, 2, static_cast<int>(std::min<qint64>(limit.remainingTime(), 60'000)));
        if (fds[1].revents)
            m_interrupter->drain();
        if ((fds[0].revents & ~POLLOUT) && !PQconsumeInput(m_connection))
            return lost();
    }
}

/// The session would have to be taken out of the copy step by step, with a server that may be silent: it is given up.
Error PgConnection::abandonCopy(Error why)
{
    m_broken = true;
    return why;
}

Result<bool> PgConnection::copy(QByteArrayView bytes)
{
    constexpr qsizetype kMostAtOnce = 1 << 20; // libpq keeps a piece whole
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), kMostAtOnce));
        if (m_broken || PQputCopyData(m_connection, piece.data(), static_cast<int>(piece.size())) < 0)
            return fail(lost());
        if (auto error = flush())
            return fail(*error);
        bytes = bytes.sliced(piece.size());
    }
    return true;
}

Result<qint64> PgConnection::endCopy()
{
    if (m_broken || PQputCopyEnd(m_connection, nullptr) < 0)
        return fail(lost());
    auto answer = run([] { return 1; }, Patience::Cancellable, m_timeoutMs + kGraceMs);
    if (!answer)
        return fail(isStop(answer.error()) ? abandonCopy(answer.error()) : answer.error());
    return QByteArray(PQcmdTuples(answer->result.get())).toLongLong();
}

Result<QList<QByteArray>> PgConnection::notifications(int timeoutMs)
{
    constexpr qsizetype kMostAtOnce = 1000;
    const QDeadlineTimer limit(timeoutMs);
    QList<QByteArray> payloads;
    while (true) {
        if (m_broken)
            return fail(ErrorCode::DbConnectionLost, m_facts);
        if (m_interrupter->closing || m_cancel.isCancelled())
            return fail(m_interrupter->closing ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
        while (payloads.size() < kMostAtOnce) {
            PGnotify *notified = PQnotifies(m_connection);
            if (!notified)
                break;
            payloads.append(notified->extra);
            PQfreemem(notified);
        }
        if (!payloads.isEmpty() || limit.hasExpired())
            return payloads;
        pollfd fds[2] = {{PQsocket(m_connection), POLLIN, 0}, {m_interrupter->fd(), POLLIN, 0}};
        ::poll(fds, 2, static_cast<int>(std::min<qint64>(limit.remainingTime() + 1, 60'000)));
        if (fds[1].revents)
            m_interrupter->drain();
        if (fds[0].revents && !PQconsumeInput(m_connection))
            return fail(lost());
    }
}

Result<bool> PgConnection::begin(const sql::TransactionOptions &options)
{
    const auto literal = [this](const QByteArray &text) {
        char *quoted = PQescapeLiteral(m_connection, text.constData(), static_cast<size_t>(text.size()));
        QByteArray copy = quoted ? QByteArray(quoted) : QByteArray("''");
        PQfreemem(quoted);
        return copy;
    };
    m_timeoutMs = options.timeoutMs;
    QByteArray sql = options.write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                   : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    // All of it with SET LOCAL: behind a pooler the next client would inherit anything else.
    sql += ";SET LOCAL application_name=" + literal("plancia " + options.requestId.left(50).toUtf8());
    sql += options.catalogOnly ? ";SET LOCAL search_path=pg_catalog,pg_temp" : ";SET LOCAL search_path=plancia,pg_temp";
    sql += ";SET LOCAL statement_timeout=" + QByteArray::number(options.timeoutMs);
    sql += ";SET LOCAL TimeZone='UTC';SET LOCAL DateStyle='ISO,YMD'";
    sql += ";SET LOCAL jit=off"; // compiling takes longer than any list
    if (!options.tenant.isNull())
        sql += ";SET LOCAL plancia.tenant_id=" + literal(options.tenant.toString().toLatin1());
    auto answer = runText(sql, Patience::Cancellable, kLightMs);
    if (!answer) {
        rollback();
        return fail(answer.error());
    }
    return true;
}

Result<bool> PgConnection::commit()
{
    const bool alreadyBroken = m_broken;
    auto answer = runText("COMMIT", Patience::Stubborn, m_timeoutMs + kGraceMs);
    if (!answer) {
        if (m_broken && !alreadyBroken)
            return fail(Error(ErrorCode::DbOutcomeUnknown, m_facts, answer.error()));
        return fail(answer.error());
    }
    // A transaction that has failed before answers ROLLBACK to a COMMIT, without an error.
    if (qstrcmp(PQcmdStatus(answer->result.get()), "COMMIT") != 0)
        return fail(ErrorCode::DbNotWritten, m_facts);
    return true;
}

void PgConnection::rollback()
{
    // Twice: a cancel request that came late may have hit the first.
    for (int attempt = 0; attempt < 2 && !m_broken; ++attempt) {
        const PGTransactionStatusType status = PQtransactionStatus(m_connection);
        if (status == PQTRANS_IDLE)
            return;
        // Nobody is told of a failure: what was not committed is rolled back with the session.
        (void)runText("ROLLBACK", Patience::Stubborn, kLightMs);
    }
    if (PQtransactionStatus(m_connection) != PQTRANS_IDLE)
        m_broken = true;
}

void PgConnection::endRead()
{
    if (!m_broken && PQtransactionStatus(m_connection) == PQTRANS_INTRANS)
        (void)runText("COMMIT", Patience::Stubborn, kLightMs); // nothing is lost with it
    rollback();
}

} // namespace plancia::postgres
