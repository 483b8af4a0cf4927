// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/actswatch.h"

#include "app/monitoring/events/sourcewatch.h"
#include "app/monitoring/protocol/message.h"
#include "app/monitoring/protocol/records.h"
#include "app/monitoring/sampler/timedlook.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qsizetype kTextChars = 200; ///< of each text: all of them together are far below what details may hold

// Asks the catalogue, which is always there. Row security is forced, so the right to SELECT alone shows no row: a policy must be for the
// role, and a restrictive one, as the service's, must not be. The columns: database, role, whether there are the tables, whether it may
// read them, whether a restrictive policy is for it, whether there is the role that may.
constexpr auto kRights =
    "WITH trail AS (SELECT n.oid AS home, a.oid AS log, m.oid AS meta FROM (VALUES (1)) AS one"
    " LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'plancia'"
    " LEFT JOIN pg_catalog.pg_class a ON a.relnamespace = n.oid AND a.relname = 'audit_log'"
    " LEFT JOIN pg_catalog.pg_class m ON m.relnamespace = n.oid AND m.relname = 'meta'),"
    " mine AS (SELECT polpermissive FROM pg_catalog.pg_policy JOIN trail ON polrelid = log WHERE polcmd IN ('r', '*')"
    " AND (polroles = '{0}' OR EXISTS (SELECT FROM unnest(polroles) AS role WHERE pg_has_role(role, 'USAGE'))))"
    " SELECT current_database()::text, current_user::text, log IS NOT NULL AND meta IS NOT NULL,"
    " coalesce(has_schema_privilege(home, 'USAGE') AND has_table_privilege(log, 'SELECT') AND has_table_privilege(meta, 'SELECT')"
    " AND (NOT row_security_active(log) OR (EXISTS (SELECT FROM mine WHERE polpermissive)"
    " AND NOT EXISTS (SELECT FROM mine WHERE NOT polpermissive))), false),"
    " coalesce(row_security_active(log) AND EXISTS (SELECT FROM mine WHERE NOT polpermissive), false),"
    " EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_viewer') FROM trail";

/// One line that an event may carry.
QString plain(const QString &text, qsizetype most)
{
    QString line = fitting(text, most);
    for (QChar &c : line)
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    return line;
}

QString wordOf(const QString &action) { return plain(action.toLower().replace(u'_', u'.'), kTextChars); }

/// "tenant.suspend of acme by anna@host", and how it ended unless it is done.
QString sentenceOf(const AuditEvent &act)
{
    QString sentence = wordOf(act.action);
    const QString &object = act.objectName.isEmpty() ? act.tenantSlug : act.objectName;
    if (!object.isEmpty())
        sentence += QStringLiteral(" of ") + plain(object, kTextChars);
    if (!act.actorName.isEmpty())
        sentence += QStringLiteral(" by ") + plain(act.actorName, kTextChars);
    if (act.result == AuditResult::Done)
        return sentence;
    sentence += act.result == AuditResult::Refused ? QStringLiteral(" was refused") : QStringLiteral(" failed");
    return act.errorCode.isEmpty() ? sentence : sentence + QStringLiteral(" with ") + plain(act.errorCode, kTextChars);
}
} // namespace

Event eventOf(const AuditEvent &act, const QString &source, qint64 nowMs)
{
    Event event;
    event.at = act.at >= kEarliestMs ? std::min(act.at, nowMs) : nowMs;
    event.severity = act.result == AuditResult::Done ? EventSeverity::Info : EventSeverity::Warning;
    event.source = source;
    event.type = plain(QStringLiteral("act.") + wordOf(act.action), Event::kMaxNameChars);
    if (!act.tenantSlug.isEmpty())
        event.tenant = plain(act.tenantSlug, Event::kMaxNameChars);
    else if (!act.tenantId.isNull())
        event.tenant = act.tenantId.toString();
    event.trace = plain(act.requestId, Event::kMaxNameChars);
    event.message = sentenceOf(act);
    QJsonObject details{{QStringLiteral("outcome"), toString(act.result)}};
    const auto add = [&details](const char *key, const QString &text) {
        if (!text.isEmpty())
            details.insert(QLatin1String(key), plain(text, kTextChars));
    };
    add("actor", act.actorName);
    add("object_kind", act.objectKind);
    add("object", act.objectName);
    add("error_code", act.errorCode);
    event.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    return event;
}

ActsWatch::ActsWatch(QString source, Missing missing) : m_source(eventSource(source)), m_missing(missing) {}

void ActsWatch::forget()
{
    m_place.reset();
    m_mayRead = false;
    m_askAt = 0;
    m_toldMissing.clear();
}

Event ActsWatch::ownEvent(const char *type, const QString &message, qint64 nowMs) const
{
    Event event;
    event.at = nowMs;
    event.severity = EventSeverity::Warning;
    event.source = m_source;
    event.type = QString::fromLatin1(type);
    event.message = message;
    return event;
}

QList<Event> ActsWatch::take(const audit::NewActs &found, qint64 nowMs)
{
    QList<Event> events;
    if (found.skipped > 0 || found.mayHaveLost) {
        const QString message = found.mayHaveLost
            ? QStringLiteral("Some acts of %1 may not have been read: its trail began anew, as after a restore.").arg(m_source)
            : QStringLiteral("Some acts of %1 were not read: %2.").arg(m_source).arg(found.skipped);
        events.append(ownEvent("acts.lost", message, nowMs));
    }
    for (const AuditEvent &act : found.acts)
        events.append(eventOf(act, m_source, nowMs));
    m_place = found.place;
    return events;
}

/// In one sentence, or nothing.
Result<std::optional<QString>> ActsWatch::whatIsMissing(sql::Connection &connection) const
{
    auto rows = connection.query(kRights);
    if (!rows)
        return fail(rows.error());
    const sql::Row row = (*rows)[0];
    const QString role = plain(QString::fromUtf8(sql::quoteIdentifier(row.text(1))), kTextChars);
    const bool isThere = row.boolean(2), mayRead = row.boolean(3), isGuarded = row.boolean(4), hasViewer = row.boolean(5);
    if (mayRead)
        return std::nullopt;
    QString what;
    if (!isThere)
        what = QStringLiteral("there is no schema plancia in the database %1").arg(plain(row.text(0), kTextChars));
    else if (isGuarded)
        what = QStringLiteral("row security lets %1 see one tenant only. Connect as another role, which has plancia_viewer").arg(role);
    else if (!hasViewer)
        what = QStringLiteral("there is no role plancia_viewer. Run roles.sql as a superuser, then GRANT plancia_viewer TO %1;").arg(role);
    else
        what = QStringLiteral("plancia.audit_log wants GRANT plancia_viewer TO %1;").arg(role);
    return QStringLiteral("The acts of %1 cannot be read: %2").arg(m_source, what);
}

Result<QList<Event>> ActsWatch::look(sql::Connection &connection, qint64 nowMs, qint64 monotonicMs)
{
    if (!m_mayRead && m_askAt > monotonicMs)
        return QList<Event>();
    auto look = TimedLook::begin(connection, kTimeoutMs);
    if (!look)
        return fail(look.error());
    if (!m_mayRead) {
        const auto missing = whatIsMissing(connection);
        if (!missing)
            return fail(missing.error());
        if (auto ended = missing->has_value() ? look->commit() : Result<bool>(true); !ended)
            return fail(ended.error());
        if (*missing) {
            m_askAt = monotonicMs + kRightsEveryMs;
            if (m_missing == Missing::Quiet || std::exchange(m_toldMissing, **missing) == **missing)
                return QList<Event>();
            return QList<Event>{ownEvent("acts.unreadable", **missing, nowMs)};
        }
    }
    // Whatever happens to it, it is looked at anew why: rights go as well as they come.
    m_mayRead = false;
    m_askAt = 0;
    const auto found = audit::newActs(connection, m_place);
    if (!found)
        return fail(found.error());
    if (auto ended = look->commit(); !ended)
        return fail(ended.error());
    m_mayRead = found->skipped == 0;
    m_toldMissing.clear();
    return take(*found, nowMs);
}

} // namespace plancia::monitoring
