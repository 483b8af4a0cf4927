// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"
#include "models/items/pagedmodel.h"
#include "models/ports/ports.h"

#include <QLocale>

namespace plancia {

Tone toneOf(AuditResult result);
/// "done", or "refused AUTHZ_002".
QString wordFor(AuditResult result, const QString &errorCode = {});

/// The audit trail of a workspace or of the program, a window at a time. Built anew when the language changes.
class AuditModel : public PagedModelT<AuditEvent> {
    Q_OBJECT
public:
    enum Column { Time, Actor, Action, Object, TenantColumn, ResultColumn, Took, Reason, Origin, Request };

    explicit AuditModel(const QLocale &locale = QLocale(), QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setQuery(std::shared_ptr<Workspace> workspace, const AuditQuery &query);
    /// The acts on the program itself; the port outlives the model.
    void setQuery(AuditPort *port, const AuditQuery &query);
    const AuditQuery &query() const { return m_query; }

protected:
    QVariant cell(const AuditEvent &event, int column, int role) const override;
    QString idOf(const AuditEvent &event) const override { return event.id.toString(); }

private:
    QString text(const AuditEvent &event, int column) const;

    QLocale m_locale;
    AuditQuery m_query;
};

} // namespace plancia
