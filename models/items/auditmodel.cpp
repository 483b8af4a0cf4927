// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/auditmodel.h"

#include "models/format/format.h"
#include "models/items/actwords.h"

namespace plancia {

Tone toneOf(AuditResult result)
{
    switch (result) {
    case AuditResult::Done:
        return Tone::Good;
    case AuditResult::Refused:
    case AuditResult::Failed:
        return Tone::Error;
    }
    return Tone::None;
}

QString wordFor(AuditResult result, const QString &errorCode)
{
    QString word;
    switch (result) {
    case AuditResult::Done:
        return AuditModel::tr("done", "result of an act");
    case AuditResult::Refused:
        word = AuditModel::tr("refused", "result of an act");
        break;
    case AuditResult::Failed:
        word = AuditModel::tr("failed", "result of an act");
        break;
    }
    return errorCode.isEmpty() ? word : word + u' ' + errorCode;
}

AuditModel::AuditModel(const QLocale &locale, QObject *parent)
    : PagedModelT<AuditEvent>({{tr("Time"), ColumnKind::Time, 24, 0},
                               {tr("Actor"), ColumnKind::Text, 16, -1},
                               {tr("Action"), ColumnKind::Identifier, 18, -1},
                               {tr("Object"), ColumnKind::Text, 0, -1},
                               {tr("Tenant"), ColumnKind::Text, 15, -1},
                               {tr("Result"), ColumnKind::State, 24, -1},
                               {tr("Took", "how long an act took"), ColumnKind::Number, 8, -1},
                               {tr("Reason"), ColumnKind::Faint, 0, -1},
                               {tr("Origin", "address that an act came from"), ColumnKind::Identifier, 13, -1},
                               {tr("Request"), ColumnKind::Identifier, 13, -1}},
                              parent),
      m_locale(locale)
{
}

void AuditModel::setQuery(std::shared_ptr<Workspace> workspace, const AuditQuery &query)
{
    m_query = query;
    if (!workspace || !workspace->audit()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace), query](const Anchor &anchor, int limit, const CallContext &context) {
        return workspace->audit()->page(query, anchor, limit, context);
    });
}

void AuditModel::setQuery(AuditPort *port, const AuditQuery &query)
{
    m_query = query;
    if (!port) {
        setSource({});
        return;
    }
    setSource([port, query](const Anchor &anchor, int limit, const CallContext &context) {
        return port->page(query, anchor, limit, context);
    });
}

QString AuditModel::text(const AuditEvent &event, int column) const
{
    switch (column) {
    case Time:
        return format::dateTime(event.at, format::Zone::Local, format::Precision::Milliseconds);
    case Actor:
        return event.actorName;
    case Action:
        return event.action;
    case Object:
        return event.objectName.isEmpty() ? event.objectKind : event.objectKind + u' ' + event.objectName;
    case TenantColumn:
        return event.tenantSlug;
    case ResultColumn:
        return wordFor(event.result, event.errorCode);
    case Took:
        return format::duration(event.durationMs, m_locale);
    case Reason:
        return event.reason.left(200).simplified();
    case Origin:
        return event.origin;
    case Request:
        return format::shortRequestId(event.requestId);
    }
    return {};
}

QVariant AuditModel::cell(const AuditEvent &event, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(event, column);
    case FullTextRole:
        if (column == Time)
            return format::localAndUtc(event.at);
        if (column == Request)
            return event.requestId;
        if (column == Action && event.result == AuditResult::Done)
            return wordsForAct(event.action, event.objectName, event.actorName);
        if (column == ResultColumn)
            return text(event, column);
        if (column == Reason)
            return event.reason;
        break;
    case ToneRole:
        if (column == ResultColumn)
            return static_cast<int>(toneOf(event.result));
        break;
    case StatusRole:
        return toString(event.result);
    case TimeRole:
        return event.at;
    }
    return {};
}

} // namespace plancia
