// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audit/auditlog.h"

#include <algorithm>

namespace plancia::audit {

namespace {

constexpr auto kColumns = "tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action,"
                          " object_kind, object_id, object_name, result, error_code, duration_ms, reason, origin,"
                          " run_id, request_id, details";

struct Key {
    qint64 at = 0;
    QUuid id;
};

const QUuid kLastUuid = QUuid::fromString(u"ffffffff-ffff-ffff-ffff-ffffffffffff");

QString encode(const Key &key)
{
    return QString::number(key.at) + u'.' + key.id.toString(QUuid::Id128);
}

Result<Key> decode(const QString &cursor)
{
    const qsizetype dot = cursor.indexOf(u'.');
    bool ok = false;
    const qint64 at = cursor.left(dot).toLongLong(&ok);
    const QByteArray hex = QByteArray::fromHex(cursor.mid(dot + 1).toLatin1());
    if (dot < 0 || !ok || hex.size() != 16)
        return fail(ErrorCode::ValCursor);
    return Key{at, QUuid::fromRfc4122(hex)};
}

AuditEvent toEvent(const sql::Row &row)
{
    AuditEvent e;
    e.tenantId = TenantId(row.uuid(0));
    e.at = row.integer(1);
    e.id = AuditId(row.uuid(2));
    e.seq = row.integer(3);
    e.commitNo = row.integer(4);
    e.tenantSlug = row.text(5);
    e.actorKind = row.text(6);
    e.actorName = row.text(7);
    e.claimedBy = row.text(8);
    e.action = row.text(9);
    e.objectKind = row.text(10);
    e.objectId = row.text(11);
    e.objectName = row.text(12);
    const QString result = row.text(13);
    e.result = auditResultFromString(result).value_or(AuditResult::Failed);
    e.errorCode = row.text(14);
    e.durationMs = row.integer(15);
    e.reason = row.text(16);
    e.origin = row.text(17);
    e.runId = row.text(18);
    e.requestId = row.text(19);
    e.details = row.text(20);
    return e;
}

/// Rows beyond `from` in one direction of time, by one index range an action.
struct Range {
    const AuditQuery &query;
    bool ascending;
    std::optional<Key> from; ///< exclusive
    int limit;
};

PageStatement statementOf(const Range &range, const QString &action, const QByteArray &columns)
{
    QByteArray where;
    QList<sql::Value> values;
    const auto condition = [&](const QByteArray &text, QList<sql::Value> bound) {
        QByteArray numbered = text;
        for (sql::Value &value : bound) {
            values.append(std::move(value));
            numbered.replace(numbered.indexOf('?'), 1, "$" + QByteArray::number(values.size()));
        }
        where += (where.isEmpty() ? " WHERE " : " AND ") + numbered;
    };
    if (!action.isEmpty())
        condition("action = ?", {action});
    if (range.query.tenant)
        condition("tenant_id = ?", {sql::value(*range.query.tenant)});
    if (const QString &actor = range.query.actor; !actor.isEmpty()) {
        const QByteArray length = QByteArray::number(actor.toUcs4().size() + 1);
        condition("(actor_name = ? OR substr(actor_name, 1, " + length + ") = ?)", {actor, QString(actor + u'@')});
    }
    if (!range.query.requestId.isEmpty())
        condition("request_id = ?", {range.query.requestId});
    if (range.query.since)
        condition("at >= ?", {sql::TimeMs{*range.query.since}});
    if (range.query.until)
        condition("at < ?", {sql::TimeMs{*range.query.until}});
    if (range.from)
        condition(range.ascending ? "(at, id) > (?, ?)" : "(at, id) < (?, ?)",
                  {sql::TimeMs{range.from->at}, range.from->id});
    const QByteArray order = range.ascending ? " ORDER BY at, id" : " ORDER BY at DESC, id DESC";
    return {"SELECT " + columns + " FROM audit_log" + where + order + " LIMIT " + QByteArray::number(range.limit), values};
}

Result<bool> readRange(sql::Connection &connection, const Range &range, const QString &action, const QByteArray &columns,
                       const std::function<void(const sql::Row &)> &take)
{
    const PageStatement statement = statementOf(range, action, columns);
    auto rows = connection.query(statement.sql, statement.values);
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size(); ++i)
        take((*rows)[i]);
    return true;
}

QStringList actionsOf(const AuditQuery &query)
{
    return query.actions.isEmpty() ? QStringList{QString()} : query.actions;
}

Result<QList<AuditEvent>> readEvents(sql::Connection &connection, const Range &range)
{
    QList<AuditEvent> events;
    events.reserve(range.limit);
    const QStringList actions = actionsOf(range.query);
    for (const QString &action : actions) {
        auto read = readRange(connection, range, action, kColumns,
                              [&events](const sql::Row &row) { events.append(toEvent(row)); });
        if (!read)
            return fail(read.error());
    }
    if (actions.size() > 1) {
        std::sort(events.begin(), events.end(), [&range](const AuditEvent &a, const AuditEvent &b) {
            const bool less = a.at != b.at ? a.at < b.at : a.id.uuid().toRfc4122() < b.id.uuid().toRfc4122();
            return range.ascending ? less : !less && a.id != b.id;
        });
        if (events.size() > range.limit)
            events.resize(range.limit);
    }
    return events;
}

/// Time of the first row in a direction, or nothing.
Result<std::optional<qint64>> edge(sql::Connection &connection, const AuditQuery &query, bool ascending,
                                   std::optional<Key> from = {})
{
    std::optional<qint64> found;
    for (const QString &action : actionsOf(query)) {
        auto read = readRange(connection, {query, ascending, from, 1}, action, "at", [&](const sql::Row &row) {
            const qint64 at = row.integer(0);
            found = !found ? at : ascending ? std::min(*found, at) : std::max(*found, at);
        });
        if (!read)
            return fail(read.error());
    }
    return found;
}

} // namespace

Result<Page<AuditEvent>> readPage(sql::Connection &connection, const AuditQuery &query, const Anchor &anchor, int limit)
{
    limit = std::clamp(limit, 1, kMaxPageRows);
    const auto oldest = edge(connection, query, true);
    if (!oldest)
        return fail(oldest.error());
    const auto newest = edge(connection, query, false);
    if (!newest)
        return fail(newest.error());
    Page<AuditEvent> page;
    if (!*oldest || !*newest)
        return page;
    const double span = std::max(1.0, static_cast<double>(**newest - **oldest));

    // Backwards in the list is the other direction of time; the page is turned round at the end.
    const bool backwards = anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before;
    const bool ascending = query.oldestFirst != backwards;
    std::optional<Key> from;
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        auto key = decode(anchor.cursor);
        if (!key)
            return fail(key.error());
        from = *key;
    } else if (anchor.kind == Anchor::Kind::Share) {
        const auto offset = static_cast<qint64>(span * std::clamp(anchor.share, 0.0, 1.0));
        from = ascending ? Key{**oldest + offset - 1, kLastUuid} : Key{**newest - offset, kLastUuid};
    }
    auto events = readEvents(connection, {query, ascending, from, limit + 1});
    if (!events)
        return fail(events.error());
    const bool more = events->size() > limit;
    if (more)
        events->removeLast();
    if (backwards)
        std::reverse(events->begin(), events->end());

    page.items = std::move(*events);
    if (page.items.isEmpty())
        return page;
    const auto keyOf = [](const AuditEvent &e) { return Key{e.at, e.id.uuid()}; };
    page.firstCursor = encode(keyOf(page.items.first()));
    page.lastCursor = encode(keyOf(page.items.last()));
    (backwards ? page.hasBefore : page.hasAfter) = more;
    if (from) {
        // Is there anything on the side that we came from? The cursor's own row usually; ask, it may be gone.
        const Key beside = keyOf(backwards ? page.items.last() : page.items.first());
        auto other = edge(connection, query, !ascending, beside);
        if (!other)
            return fail(other.error());
        (backwards ? page.hasAfter : page.hasBefore) = other->has_value();
    }
    const auto share = [&](qint64 at) {
        const double s = static_cast<double>(at - **oldest) / span;
        return query.oldestFirst ? s : 1.0 - s;
    };
    page.firstShare = share(page.items.first().at);
    page.lastShare = share(page.items.last().at);
    return page;
}

QList<PageStatement> pageStatements(const AuditQuery &query, int limit)
{
    QList<PageStatement> statements;
    for (const QString &action : actionsOf(query))
        statements.append(statementOf({query, query.oldestFirst, {}, limit + 1}, action, kColumns));
    return statements;
}

QFuture<Result<Page<AuditEvent>>> AuditLog::page(AuditQuery query, Anchor anchor, int limit, CallContext context)
{
    return m_gateway.read<Page<AuditEvent>>(std::move(context), [query, anchor, limit](sql::Connection &connection) {
        return readPage(connection, query, anchor, limit);
    });
}

} // namespace plancia::audit
