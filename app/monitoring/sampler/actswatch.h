// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/newacts.h"
#include "models/domain/event.h"

namespace plancia::monitoring {

/// Tells each new act of an audit trail as an event, from the end of the trail on as it was at the first look. Only reads. What a row
/// held before and after, and the reason that somebody gave, never leave the store. Lives in its sampling thread.
class ActsWatch {
public:
    static constexpr int kEveryMs = 2'000;
    static constexpr int kTimeoutMs = 1'000;          ///< of each statement
    static constexpr qint64 kRightsEveryMs = 60'000;  ///< while a right is missing
    /// Whether somebody is told, once, that a server's trail cannot be read.
    enum class Missing { Told, Quiet };

    explicit ActsWatch(QString source, Missing missing = Missing::Quiet);

    /// From the end on, as at first.
    void forget();
    /// Of a server, in a transaction of its own. Without the right to read nothing, and an event that says what to GRANT.
    Result<QList<Event>> look(sql::Connection &connection, qint64 nowMs, qint64 monotonicMs);

    /// For who reads by another way: where to go on, and what was found there.
    const std::optional<audit::TrailPlace> &place() const { return m_place; }
    QList<Event> take(const audit::NewActs &found, qint64 nowMs);

private:
    Result<std::optional<QString>> whatIsMissing(sql::Connection &connection) const;
    Event ownEvent(const char *type, const QString &message, qint64 nowMs) const;

    const QString m_source;
    const Missing m_missing;
    std::optional<audit::TrailPlace> m_place;
    bool m_mayRead = false;
    qint64 m_askAt = 0;     ///< monotonic ms: when to look again whether it may
    QString m_toldMissing;
};

/// The act as an event of `source`, within the limits of an event: type "act." and the action in small letters with dots. An act of
/// the future, by a clock that goes ahead, is one of now.
Event eventOf(const AuditEvent &act, const QString &source, qint64 nowMs);

} // namespace plancia::monitoring
