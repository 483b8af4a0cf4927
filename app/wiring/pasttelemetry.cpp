// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/pasttelemetry.h"

#include "app/monitoring/service/telemetryevents.h"
#include "app/monitoring/service/telemetryhistory.h"
#include "app/monitoring/service/telemetryrecords.h"

#include <algorithm>

namespace plancia::wiring {

namespace {
/// The one that was followed last when none is named.
Result<QString> streamOf(sql::Connection &connection, const QString &agent)
{
    auto known = connection.query("SELECT id FROM streams ORDER BY seen_at DESC LIMIT 100");
    if (!known)
        return fail(known.error());
    if (agent.isEmpty())
        return known->isEmpty() ? QString() : (*known)[0].text(0);
    QStringList ids;
    for (int i = 0; i < known->size(); ++i)
        ids.append((*known)[i].text(0));
    const auto found = std::ranges::find_if(ids, [&agent](const QString &id) { return id == agent || id == agent + u'/' || id + u'/' == agent; });
    if (found == ids.end())
        return fail(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("agent")}, {QStringLiteral("value"), agent.left(200)},
                                           {QStringLiteral("allowed"), ids.join(QStringLiteral(", "))}});
    return *found;
}

Result<QStringList> sourcesOf(sql::Connection &connection, const QString &stream)
{
    const auto rows = connection.query("SELECT s.name FROM streams t JOIN sources s ON s.stream = t.number WHERE t.id = $1 ORDER BY s.name LIMIT 1000", {stream});
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (int i = 0; i < rows->size(); ++i)
        names.append((*rows)[i].text(0));
    return names;
}
} // namespace

Result<std::unique_ptr<PastTelemetry>> PastTelemetry::open(const Places &places)
{
    store::LocalStore::Options options;
    options.path = places.telemetryStore();
    options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
    options.applicationId = kTelemetryStoreId;
    options.mode = store::LocalStore::Mode::ReadOnlyLive;
    auto opened = store::LocalStore::open(options);
    if (!opened)
        return fail(opened.error());
    return std::unique_ptr<PastTelemetry>(new PastTelemetry(std::move(*opened)));
}

QFuture<Result<MetricHistory>> PastTelemetry::history(QString agent, HistoryQuery query, CallContext context)
{
    return m_store->read<MetricHistory>(context, [agent, query, cancel = context.cancel](sql::Connection &connection) -> Result<MetricHistory> {
        const auto stream = streamOf(connection, agent);
        return stream ? monitoring::readHistory(connection, *stream, query, {}, cancel) : fail(stream.error());
    });
}

QFuture<Result<EventsPage>> PastTelemetry::events(QString agent, EventsQuery query, CallContext context)
{
    return m_store->read<EventsPage>(context, [agent, query, cancel = context.cancel](sql::Connection &connection) -> Result<EventsPage> {
        const auto stream = streamOf(connection, agent);
        return stream ? monitoring::readEvents(connection, *stream, query, {}, cancel) : fail(stream.error());
    });
}

QFuture<Result<StatementsReport>> PastTelemetry::statements(QString agent, StatementsQuery query, CallContext context)
{
    return m_store->read<StatementsReport>(context, [agent, query, cancel = context.cancel](sql::Connection &connection) -> Result<StatementsReport> {
        const auto stream = streamOf(connection, agent);
        return stream ? monitoring::readStatements(connection, *stream, query, {}, cancel) : fail(stream.error());
    });
}

QFuture<Result<BlockingHistory>> PastTelemetry::blocking(QString agent, BlockingQuery query, CallContext context)
{
    return m_store->read<BlockingHistory>(context, [agent, query, cancel = context.cancel](sql::Connection &connection) -> Result<BlockingHistory> {
        const auto stream = streamOf(connection, agent);
        return stream ? monitoring::readBlocking(connection, *stream, query, {}, cancel) : fail(stream.error());
    });
}

QFuture<Result<QString>> PastTelemetry::agentOf(QString source, QString agent, CallContext context)
{
    return m_store->read<QString>(std::move(context), [source, agent](sql::Connection &connection) -> Result<QString> {
        if (agent.isEmpty()) {
            auto knows = connection.query("SELECT t.id FROM streams t JOIN sources s ON s.stream = t.number WHERE s.name = $1 ORDER BY t.seen_at DESC LIMIT 1", {source});
            if (!knows)
                return fail(knows.error());
            if (!knows->isEmpty())
                return (*knows)[0].text(0);
        }
        const auto stream = streamOf(connection, agent);
        if (!stream)
            return fail(stream.error());
        const auto known = connection.query("SELECT 1 FROM streams t JOIN sources s ON s.stream = t.number WHERE t.id = $1 AND s.name = $2", {*stream, source});
        if (!known)
            return fail(known.error());
        if (!known->isEmpty())
            return *stream;
        const auto names = sourcesOf(connection, *stream);
        return names ? fail(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("source")}, {QStringLiteral("value"), source.left(200)},
                                                   {QStringLiteral("allowed"), names->mid(0, 20).join(QStringLiteral(", "))}})
                     : fail(names.error());
    });
}

QFuture<Result<QStringList>> PastTelemetry::sources(QString agent, CallContext context)
{
    return m_store->read<QStringList>(std::move(context), [agent](sql::Connection &connection) -> Result<QStringList> {
        const auto stream = streamOf(connection, agent);
        return stream ? sourcesOf(connection, *stream) : fail(stream.error());
    });
}

QFuture<Result<qint64>> PastTelemetry::heardUntil(QString agent, CallContext context)
{
    return m_store->read<qint64>(std::move(context), [agent](sql::Connection &connection) -> Result<qint64> {
        const auto stream = streamOf(connection, agent);
        if (!stream)
            return fail(stream.error());
        auto rows = connection.query("SELECT seen_at FROM streams WHERE id = $1 LIMIT 1", {*stream});
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? 0 : (*rows)[0].integer(0);
    });
}

} // namespace plancia::wiring
