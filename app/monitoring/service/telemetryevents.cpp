// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetryevents.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>
#include <algorithm>
#include <array>
#include <limits>

namespace plancia::monitoring {

namespace {
constexpr const char *kPut = "INSERT INTO events (stream, at, position, epoch, severity, source, type, tenant, trace, message, details, "
                             "duration_ms, count, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING";
constexpr const char *kAdd = "UPDATE streams SET events = events + $2, event_bytes = event_bytes + $3 WHERE number = $1";
constexpr const char *kTotals = "SELECT sum(events), sum(event_bytes) FROM streams";
/// The two streams with the oldest events.
constexpr const char *kOldest = "SELECT s.number, (SELECT min(at) FROM events WHERE stream = s.number) AS oldest FROM streams s "
                                "WHERE oldest IS NOT NULL ORDER BY oldest LIMIT 2";
constexpr const char *kRange = "SELECT at, position, epoch, bytes FROM events WHERE stream = $1 AND at <= $3 ORDER BY at, position, epoch LIMIT $2";
constexpr const char *kForget = "DELETE FROM events WHERE stream = $1 AND (at, position, epoch) <= ($2, $3, $4)";
constexpr const char *kStream = "SELECT number FROM streams WHERE id = $1 LIMIT 1";
constexpr const char *kColumns = "SELECT at, position, epoch, severity, source, type, tenant, trace, message, details, duration_ms, count FROM events ";
constexpr const char *kWhere = "WHERE stream = $1 AND at >= $2 AND (at, position, epoch) < ($3, $4, $5)";
constexpr const char *kOrder = " ORDER BY at DESC, position DESC, epoch DESC LIMIT $6";
constexpr qint64 kRowBytes = 90; ///< of numbers, of the key in two trees, of what stands in short names
// What a row of a table WITHOUT ROWID has beyond this goes to pages of its own, but for its first bytes (sqlite.org/fileformat2.html,
// "Cell payload overflow pages", for pages of 4096 bytes).
constexpr qint64 kMostInPage = 1'002, kLeastInPage = 489, kPageBytes = 4'096, kOverflowBytes = 4'092;

/// Where an event stands among all of its stream.
struct Key {
    qint64 at = 0, position = 0, epoch = 0;
    auto operator<=>(const Key &) const = default;
};
size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.at, key.position, key.epoch); }
Key keyOf(const PlacedEvent &placed) { return {placed.event.at, placed.event.offset, placed.epoch}; }

QString cursorOf(const Key &key) { return QStringLiteral("%1.%2.%3").arg(key.at).arg(key.position).arg(key.epoch); }

/// Everything of a page is before it.
Result<Key> endOf(const EventsQuery &query)
{
    if (query.to < query.from)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("to")}, {QStringLiteral("value"), QString::number(query.to)}});
    if (query.before.isEmpty())
        return Key{query.to == std::numeric_limits<qint64>::max() ? query.to : query.to + 1, -1, -1};
    const QStringList parts = query.before.split(u'.');
    std::array<qint64, 3> numbers{};
    bool good = parts.size() == 3;
    for (size_t i = 0; good && i < numbers.size(); ++i)
        numbers[i] = parts[static_cast<qsizetype>(i)].toLongLong(&good);
    if (!good)
        return fail(ErrorCode::ValCursor, {{QStringLiteral("value"), query.before.left(64)}});
    return Key{numbers[0], numbers[1], numbers[2]};
}

/// Newest first, cut to the page, turned round.
EventsPage pageOf(QList<PlacedEvent> events, const EventsQuery &query, bool hasMore)
{
    std::ranges::sort(events, std::greater(), keyOf);
    const qsizetype limit = std::clamp(query.limit, 1, EventsQuery::kMaxRows);
    EventsPage page;
    if (events.size() > limit) {
        events.resize(limit);
        hasMore = true;
    }
    if (hasMore && !events.isEmpty())
        page.next = cursorOf(keyOf(events.last()));
    page.events.reserve(events.size());
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        page.events.append(std::move(event->event));
    return page;
}

QList<PlacedEvent> within(const QList<PlacedEvent> &events, const EventsQuery &query, const Key &end)
{
    QList<PlacedEvent> found;
    for (const PlacedEvent &placed : events)
        if (placed.event.at >= query.from && keyOf(placed) < end && (query.trace.isEmpty() || placed.event.trace == query.trace))
            found.append(placed);
    return found;
}

/// One copy of each name for all events of a page.
class Names {
public:
    QString operator()(const QString &name)
    {
        if (const auto known = m_names.constFind(name); known != m_names.constEnd())
            return *known;
        m_names.insert(name);
        return name;
    }

private:
    QSet<QString> m_names;
};
} // namespace

qint64 epochNumber(const QString &epoch)
{
    return qFromBigEndian<quint32>(QCryptographicHash::hash(epoch.toUtf8(), QCryptographicHash::Sha256).constData());
}

qint64 bytesOf(const Event &event)
{
    const auto size = [](const QString &text) { // as UTF-8
        qint64 bytes = text.size();
        for (const QChar c : text)
            bytes += (c.unicode() > 0x7f) + (c.unicode() > 0x7ff && !c.isSurrogate());
        return bytes;
    };
    const qint64 row = kRowBytes + size(event.source) + size(event.type) + size(event.tenant) + 2 * size(event.trace) + size(event.message) + size(event.details);
    return row <= kMostInPage ? row : kLeastInPage + (row - kLeastInPage + kOverflowBytes - 1) / kOverflowBytes * kPageBytes;
}

Result<bool> putEvents(sql::Connection &connection, qint64 stream, const QList<PlacedEvent> &events)
{
    const QByteArray statement(kPut);
    qint64 rows = 0, bytes = 0;
    for (const PlacedEvent &placed : events) {
        const Event &event = placed.event;
        const qint64 size = bytesOf(event);
        const sql::Value duration = event.durationMs < 0 ? sql::Value() : sql::Value(event.durationMs);
        auto put = connection.execute(statement, {stream, event.at, event.offset, placed.epoch, qint64(event.severity), event.source, event.type, event.tenant,
                                             event.trace, event.message, event.details, duration, event.count, size});
        if (!put)
            return fail(put.error());
        rows += *put;
        bytes += *put > 0 ? size : 0;
    }
    if (rows == 0)
        return true;
    auto added = connection.execute(kAdd, {stream, rows, bytes});
    return added ? Result<bool>(true) : fail(added.error());
}

Result<bool> forgetEvents(sql::Connection &connection, qint64 before, qint64 rows, qint64 bytes, qint64 most)
{
    while (most > 0) {
        auto totals = connection.query(kTotals);
        if (!totals)
            return fail(totals.error());
        const auto total = [&](int column) { return totals->isEmpty() || (*totals)[0].isNull(column) ? 0 : (*totals)[0].integer(column); };
        const qint64 extraRows = total(0) - rows, extraBytes = total(1) - bytes;
        auto oldest = connection.query(kOldest);
        if (!oldest)
            return fail(oldest.error());
        if (oldest->isEmpty() || (extraRows <= 0 && extraBytes <= 0 && (*oldest)[0].integer(1) >= before))
            return true;
        const qint64 stream = (*oldest)[0].integer(0);
        const qint64 others = oldest->size() > 1 ? (*oldest)[1].integer(1) : std::numeric_limits<qint64>::max(); // the oldest of another stream
        auto range = connection.query(kRange, {stream, most, others});
        if (!range)
            return fail(range.error());
        Key last;
        qint64 goneRows = 0, goneBytes = 0;
        for (int i = 0; i < range->size(); ++i) {
            const sql::Row row = (*range)[i];
            if (goneRows >= extraRows && goneBytes >= extraBytes && row.integer(0) >= before)
                break;
            last = {row.integer(0), row.integer(1), row.integer(2)};
            ++goneRows;
            goneBytes += row.integer(3);
        }
        if (auto gone = connection.execute(kForget, {stream, last.at, last.position, last.epoch}); !gone)
            return fail(gone.error());
        if (auto added = connection.execute(kAdd, {stream, -goneRows, -goneBytes}); !added)
            return fail(added.error());
        most -= goneRows;
    }
    return true;
}

QByteArray eventsStatement(bool isOfTrace)
{
    // Without statistics the planner would walk the span to find a trace.
    return isOfTrace ? QByteArray(kColumns) + "INDEXED BY events_trace " + kWhere + " AND trace = $7 AND trace <> ''" + kOrder : QByteArray(kColumns) + kWhere + kOrder;
}

Result<EventsPage> readEvents(sql::Connection &connection, const QString &streamId, const EventsQuery &query,
                              const QList<PlacedEvent> &unwritten, const CancelToken &cancel)
{
    const auto end = endOf(query);
    if (!end)
        return fail(end.error());
    QList<PlacedEvent> events = within(unwritten, query, *end);
    QSet<Key> known;
    for (const PlacedEvent &placed : std::as_const(events))
        known.insert(keyOf(placed));
    auto stream = connection.query(kStream, {streamId});
    if (!stream)
        return fail(stream.error());
    if (stream->isEmpty())
        return pageOf(std::move(events), query, false);
    const qint64 limit = std::clamp(query.limit, 1, EventsQuery::kMaxRows) + 1;
    QList<sql::Value> values{(*stream)[0].integer(0), query.from, end->at, end->position, end->epoch, limit};
    if (!query.trace.isEmpty())
        values.append(query.trace);
    auto rows = connection.query(eventsStatement(!query.trace.isEmpty()).constData(), values);
    if (!rows)
        return fail(rows.error());
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    Names names;
    events.reserve(events.size() + rows->size());
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        PlacedEvent placed;
        placed.epoch = row.integer(2);
        Event &event = placed.event;
        event.at = row.integer(0);
        event.offset = row.integer(1);
        event.severity = static_cast<EventSeverity>(row.integer(3));
        event.source = names(row.text(4));
        event.type = names(row.text(5));
        event.tenant = names(row.text(6));
        event.trace = row.text(7);
        event.message = row.text(8);
        event.details = row.text(9);
        event.durationMs = row.isNull(10) ? -1 : row.real(10);
        event.count = row.integer(11);
        if (!known.contains(keyOf(placed)))
            events.append(std::move(placed));
    }
    return pageOf(std::move(events), query, false);
}

Result<EventsPage> eventsOf(const EventsQuery &query, const QList<PlacedEvent> &unwritten)
{
    const auto end = endOf(query);
    return end ? Result<EventsPage>(pageOf(within(unwritten, query, *end), query, false)) : fail(end.error());
}

} // namespace plancia::monitoring
