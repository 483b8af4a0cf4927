// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>
#include <QUuid>

namespace plancia {

/// A UUID that knows what it names: a TenantId is no AuditId, and a mix-up does not compile.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(const QUuid &uuid) : m_uuid(uuid) {}
    static Id fromString(QStringView text) { return Id(QUuid::fromString(text)); }

    const QUuid &uuid() const { return m_uuid; }
    bool isNull() const { return m_uuid.isNull(); }
    /// 36 lower-case characters without braces, as PostgreSQL prints it.
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator!=(const Id &a, const Id &b) { return a.m_uuid != b.m_uuid; }
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using TenantId = Id<struct TenantTag>;
using AuditId = Id<struct AuditTag>;
using ConnectionId = Id<struct ConnectionTag>;
using TaskId = Id<struct TaskTag>;

/// UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits taken from the two words.
/// Pure; the caller brings time and randomness (newUuid() does both).
QUuid makeUuidV7(qint64 unixMs, quint64 randomA, quint64 randomB);

/// A time-ordered UUID of now, from the system clock and the system's random source. Thread-safe, never blocks.
/// Two calls of one process never return ids out of order.
QUuid newUuid();

} // namespace plancia
