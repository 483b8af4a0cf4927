// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <mutex>
#include <optional>

namespace plancia::secrets {

/// Passwords that are kept for this run only, in memory, where there is no key ring or none is wanted. Thread-safe.
class SessionSecrets {
public:
    void set(ConnectionId id, const QString &secret)
    {
        const std::scoped_lock lock(m_mutex);
        m_secrets.insert(id, secret);
    }
    std::optional<QString> get(ConnectionId id) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_secrets.constFind(id);
        return found == m_secrets.constEnd() ? std::nullopt : std::optional(*found);
    }
    /// All of them, so that none slips into a debug bundle.
    QStringList values() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_secrets.values();
    }
    void remove(ConnectionId id)
    {
        const std::scoped_lock lock(m_mutex);
        m_secrets.remove(id);
    }

private:
    mutable std::mutex m_mutex;
    QHash<ConnectionId, QString> m_secrets;
};

} // namespace plancia::secrets
