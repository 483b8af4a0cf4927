// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <QElapsedTimer>
#include <algorithm>

namespace plancia::monitoring {

/// A look's own transaction on a connection. The server's timeout is for one statement; from the second on it gets what is left.
class TimedLook {
public:
    static Result<TimedLook> begin(sql::Connection &connection, int timeoutMs)
    {
        sql::TransactionOptions options;
        options.timeoutMs = timeoutMs;
        options.requestId = QStringLiteral("sampler");
        options.catalogOnly = true; // it looks at databases of others, as a role that sees much
        auto begun = sql::Transaction::begin(connection, options);
        if (!begun)
            return fail(begun.error());
        return TimedLook(connection, std::move(*begun), timeoutMs);
    }
    Result<sql::Rows> query(const QByteArray &text, const QList<sql::Value> &parameters = {})
    {
        constexpr qint64 kShortenFromMs = 100;
        if (const qint64 spent = m_timer.elapsed(); spent > kShortenFromMs) {
            const QByteArray left = QByteArray::number(std::max<qint64>(1, m_timeoutMs - spent));
            if (auto set = m_connection.execute("SET LOCAL statement_timeout = " + left); !set)
                return fail(set.error());
        }
        return m_connection.query(text, parameters);
    }
    Result<bool> commit() { return m_transaction.commit(); }

private:
    TimedLook(sql::Connection &connection, sql::Transaction transaction, int timeoutMs)
        : m_connection(connection), m_transaction(std::move(transaction)), m_timeoutMs(timeoutMs)
    {
        m_timer.start();
    }
    sql::Connection &m_connection;
    sql::Transaction m_transaction;
    int m_timeoutMs;
    QElapsedTimer m_timer;
};

} // namespace plancia::monitoring
