// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/probes.h"

namespace plancia::monitoring {

namespace {
constexpr int kStatementTimeoutMs = 1500;
}

HealthProbe postgresProbe(const QString &name, std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)> open)
{
    HealthProbe probe;
    probe.name = QStringLiteral("pg:") + name;
    probe.look = [open = std::move(open)](const CancelToken &cancel) -> std::optional<Error> {
        auto connection = open(cancel);
        if (!connection)
            return connection.error();
        (*connection)->setCancelToken(cancel);
        sql::TransactionOptions options;
        options.requestId = QStringLiteral("health");
        options.timeoutMs = kStatementTimeoutMs;
        options.catalogOnly = true;
        auto transaction = sql::Transaction::begin(**connection, options);
        if (!transaction)
            return transaction.error();
        if (auto rows = (*connection)->query("/* plancia:health */ SELECT 1"); !rows)
            return rows.error();
        return std::nullopt;
    };
    return probe;
}

} // namespace plancia::monitoring
