// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/ports/callcontext.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <optional>

namespace plancia {

/// How this installation gets into the agent of its settings. The token itself is never told.
struct AgentAccess {
    bool hasToken = false;
    bool isForThisRun = false;      ///< the token: there is no key ring that keeps it
    std::optional<Error> ringFault; ///< why the key ring does not say whether it has one
    QString caFile;                 ///< certificates (PEM) of whom alone to trust; empty: of whom the system does
    bool operator==(const AgentAccess &) const = default;
};

/// Token and authority of the agent in the settings. A token belongs to one address (host and port) and is sent nowhere else. A direct
/// child of the PreferencesPort. The rules of every port hold: models/ports/ports.h.
class AgentAccessPort : public QObject {
    Q_OBJECT
public:
    /// That of these preferences; null where they keep none.
    static AgentAccessPort *of(const QObject *preferences);
    using QObject::QObject;

    virtual QFuture<Result<AgentAccess>> access(QString agentUrl, CallContext context) = 0;
    /// `token`: nothing leaves the one that is there, an empty one is forgotten. Kept in the key ring, else for this run. An act of the
    /// audit trail, without the token. VAL_004 for one with blanks or control characters, VAL_002 over 4096.
    virtual QFuture<Result<AgentAccess>> keep(QString agentUrl, std::optional<QString> token, QString caFile, CallContext context) = 0;
signals:
    void changed();
};

} // namespace plancia
