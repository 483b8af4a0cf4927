// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/base/clock.h"
#include "models/domain/audit.h"
#include "models/ports/callcontext.h"

namespace plancia::audit {

/// Who acts, as this process knows it. On PostgreSQL the server's own session_user and client address are written instead
/// and `name` stands beside them as claimed.
struct Actor {
    QString kind = QStringLiteral("os");
    QString name;   ///< "anna@host"
    QString origin = QStringLiteral("local");
};

/// What an act is about; the rest of the row the recorder knows.
struct Act {
    QString action; ///< of plancia::action
    QString objectKind, objectId, objectName;
    TenantId tenantId;
    QString tenantSlug;
    QString reason;
    QString details; ///< JSON object, or empty
};

/// Makes audit rows and appends them. Thread-safe: holds only values that do not change.
class Recorder {
public:
    Recorder(Actor actor, QString runId, const Clock &clock)
        : m_actor(std::move(actor)), m_runId(std::move(runId)), m_clock(clock) {}

    /// A row for an act that begins now: its id is known before the write, so that a lost COMMIT can be settled.
    AuditEvent begin(const Act &act, const CallContext &context) const;
    /// Appends inside the caller's write transaction, as its last statement: takes the next commit number and seq (and so
    /// holds the row that every writer needs as shortly as may be), and fills them in, with the duration since begin().
    Result<AuditEvent> append(sql::Connection &connection, AuditEvent event) const;
    /// The same for acts that take place together: `event` first, then `more`, in one commit.
    Result<AuditEvent> append(sql::Connection &connection, AuditEvent event, const QList<AuditEvent> &more) const;
    /// The row alone, its commit number, seq and duration given by the caller (a write of many acts).
    Result<bool> insert(sql::Connection &connection, const AuditEvent &event) const;

    /// Of many rows, what is not the same in all.
    struct Row {
        AuditId id;
        TenantId tenantId;
        QString tenantSlug; ///< also the object's name
        QString details;    ///< JSON object
    };
    /// The rows of one commit by one statement: `common` is what they share, acts on tenants; its seq is the first one's.
    Result<bool> insertMany(sql::Connection &connection, const AuditEvent &common, const QList<Row> &rows) const;

    /// Writes a row on its own: for acts outside a transaction (a backup), and for refused and failed acts.
    QFuture<Result<AuditEvent>> record(sql::Gateway &gateway, AuditEvent event, const CallContext &context) const;
    /// After a failed act: writes why. The failure is logged in any case, also when the store cannot take the row.
    QFuture<Result<AuditEvent>> recordFailure(sql::Gateway &gateway, AuditEvent event, const Error &error,
                                              const CallContext &context) const;
    /// Whether a rule said no (and the store is there to say so), as against work that failed.
    static bool isRefusal(const Error &error);

    const Clock &clock() const { return m_clock; }
    const QString &runId() const { return m_runId; }

private:
    Actor m_actor;
    QString m_runId;
    const Clock &m_clock;
};

} // namespace plancia::audit
