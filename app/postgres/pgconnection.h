// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/conninfo.h"
#include "app/sql/connection.h"
#include "app/sql/openconnections.h"
#include "models/domain/connection.h"

#include <QByteArrayView>
#include <QDeadlineTimer>
#include <QStringList>
#include <functional>
#include <memory>
#include <optional>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

namespace plancia::postgres {

class Interrupter;

/// A connection to PostgreSQL by libpq's asynchronous calls, from the first packet on (Qt's QPSQL can only block while it
/// connects, deaf to a cancel): values are bound in one round trip, without server-side names, which fail behind a pooler.
/// Lives on the thread that opened it; what interrupter() gives may be called from any.
/// No call waits for ever: a statement ends with the server's statement_timeout, and when the server keeps silent, a few
/// seconds later by our own clock (DB_003, and the connection is broken). Errors carry host, port, database, user, and
/// from the server sqlstate, message, constraint, table.
class PgConnection final : public sql::Connection {
public:
    /// Blocks until connected, at most `timeoutMs` an address. INTERNAL_003, AUTH_*, DB_001…DB_013.
    static Result<std::unique_ptr<PgConnection>> open(const ConnectionProfile &profile,
                                                      const std::optional<QString> &password, int timeoutMs = 10'000,
                                                      const CancelToken &cancel = {},
                                                      const std::source_location &where = std::source_location::current());
    /// Takes over a PGconn that has been connected elsewhere.
    static std::unique_ptr<PgConnection> adopt(PGconn *connection, const ConnectionProfile &profile,
                                               const std::source_location &where = std::source_location::current());
    ~PgConnection() override;

    sql::Dialect dialect() const override { return sql::Dialect::Postgres; }
    Result<sql::Rows> query(const QByteArray &sql, const QList<sql::Value> &parameters = {}) override;
    Result<qint64> execute(const QByteArray &sql, const QList<sql::Value> &parameters = {}) override;
    /// Ends by our own clock after ten minutes, or the transaction's timeout when that is longer.
    Result<bool> script(const QByteArray &sql) override;
    /// `COPY … FROM STDIN`: what startCopy() began goes on with copy(), in pieces of any size, until endCopy(), which gives
    /// the rows that the server took. After an error of one of the three the copy is over.
    Result<bool> startCopy(const QByteArray &sql);
    Result<bool> copy(QByteArrayView bytes);
    Result<qint64> endCopy();
    /// The payloads of what was notified on channels that this connection LISTENs to, in the server's order and at most a thousand at
    /// once; waits for the first at most `timeoutMs`, then there are none. INTERNAL_003 when cancelled, DB_… when the server is gone.
    Result<QList<QByteArray>> notifications(int timeoutMs);
    /// Reads get one snapshot (REPEATABLE READ READ ONLY), writes READ COMMITTED.
    Result<bool> begin(const sql::TransactionOptions &options) override;
    /// DB_005: the answer was lost; whoever called settles what happened.
    Result<bool> commit() override;
    void rollback() override;
    /// Of a transaction that has only read, by COMMIT: the dashboards of a server count a rollback as something that failed.
    void endRead();
    void setCancelToken(const CancelToken &token) override;

    /// Nothing more can be asked of it; open another.
    bool isBroken() const { return m_broken; }
    /// What may be kept and called from another thread: ends the running statement and refuses the next (INTERNAL_002).
    std::function<void()> interrupter() const;
    PGconn *handle() const { return m_connection; }
    /// 150018 for 15.18.
    int serverVersion() const;
    /// How another program reaches this very server, down to the address; without secrets.
    Parameters sameServer(const QByteArray &applicationName) const;
    /// What it was opened with, wherever that came from; empty without one.
    QByteArray password() const;

private:
    PgConnection(PGconn *connection, const ConnectionProfile &profile, const std::source_location &where);
    struct Answer;
    enum class Patience { Cancellable, Stubborn };
    /// Sends by `send`, then waits for all results; keeps the last, or the first that is an error.
    Result<Answer> run(const std::function<int()> &send, Patience patience, int timeoutMs);
    Result<Answer> runText(const QByteArray &sql, Patience patience, int timeoutMs);
    Result<Answer> runBound(const QByteArray &sql, const QList<sql::Value> &parameters);
    /// Until the server has taken what was sent, or says something.
    std::optional<Error> flush();
    Error abandonCopy(Error why);
    std::optional<Error> waitForAnswers(Patience patience, int timeoutMs, QDeadlineTimer limit, bool &cancelled);
    Error failed(const PGresult *result, bool cancelled);
    Error lost();
    Error silent(int timeoutMs);

    PGconn *m_connection;
    sql::OpenConnection m_counted;
    QList<Fact> m_facts;
    std::shared_ptr<Interrupter> m_interrupter;
    CancelToken m_cancel;
    int m_handler = 0;
    int m_timeoutMs = 30'000;
    bool m_broken = false;
};

} // namespace plancia::postgres
