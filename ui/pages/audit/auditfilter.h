// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"
#include "models/format/typedtime.h"

#include <QVariantMap>

namespace plancia::ui {

/// Which acts the audit page shows, as a person chose them. A value; all pure.
struct AuditFilter {
    enum class Scope { Workspace, Installation };
    enum class Span { Hour, Day, Week, Month, All, Custom };

    Scope scope = Scope::Workspace;
    Span span = Span::All;
    QStringList actions;  ///< empty for all
    QString from, to;     ///< for Custom: as typed, local time
    QString actor;        ///< with or without its "@host"; empty for all
    TenantId tenant;      ///< null for all
    QString tenantSlug;

    bool isNarrowed() const { return span != Span::All || !actions.isEmpty() || !actor.isEmpty() || !tenant.isNull(); }
    /// A text of Custom cannot be read as a time.
    bool hasFault() const;
    /// The question to ask at this moment: "the last hour" ends now.
    AuditQuery query(qint64 nowMs) const;

    QVariantMap toMap() const;
    /// What is absent keeps its default.
    static AuditFilter fromMap(const QVariantMap &map);
    bool operator==(const AuditFilter &) const = default;
};

} // namespace plancia::ui
