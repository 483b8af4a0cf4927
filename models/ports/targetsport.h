// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/target.h"
#include "models/ports/callcontext.h"

#include <QFuture>
#include <QObject>

namespace plancia {

/// Health targets of the agent within this console: <config>/targets.toml. Those of another agent stand in its own configuration.
/// A program-wide thing; no workspace is needed.
class TargetsPort : public QObject {
    Q_OBJECT
public:
    struct Listed {
        QList<HealthTarget> targets; ///< in the file's order
        QList<Error> faults;         ///< CONFIG_001 for each fault of the file: then the targets are those before it
        QString path;
    };
    virtual QFuture<Result<Listed>> list(CallContext context) = 0;
    /// Writes the target in the place of the one named `former`, or as a new one when that is empty. The rest of the file, its
    /// comments too, stays as it is. CONFIG_001 for a target with a fault or a file that has faults; CONFLICT_003 for a name that
    /// another one has; NOT_FOUND_015 for a `former` that is gone; IO_*. Nothing is changed then.
    virtual QFuture<Result<bool>> save(HealthTarget target, QString former, CallContext context) = 0;
    /// NOT_FOUND_015, CONFIG_001, IO_*.
    virtual QFuture<Result<bool>> remove(QString name, CallContext context) = 0;
    /// One look, now, whether it is saved or not; leaves no trace. CONFIG_001 for a target with a fault. What is wrong with the other
    /// side is in the answer.
    virtual QFuture<Result<HealthCheck>> test(HealthTarget target, CallContext context) = 0;
    /// The agent looks now instead of later; the look comes by the stream. NOT_FOUND_015 when it watches no such target.
    virtual QFuture<Result<bool>> lookNow(QString name, CallContext context) = 0;
signals:
    /// The file was written, by whomever.
    void changed();
};

} // namespace plancia
