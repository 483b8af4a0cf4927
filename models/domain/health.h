// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// How one thing that the service, or this installation, depends on was found.
struct HealthCheck {
    enum class State {
        Ok,
        Degraded, ///< works, and somebody must look: a backup that is too old
        Down,     ///< does not work, or did not answer in time
    };
    QString name; ///< "pg:main", "backup:local"
    State state = State::Ok;
    bool isCritical = true;     ///< without it nothing is ready
    std::optional<Error> error; ///< why it is not Ok
    double tookMs = 0;          ///< how long it took to look
    qint64 at = 0;              ///< when it was looked at, Unix ms UTC
    qint64 since = 0;           ///< in this state since, Unix ms UTC
};
QString toString(HealthCheck::State state); ///< "ok", "degraded", "down"

/// Of all together: down when one is down that is critical, ok when every one is ok, degraded in between.
HealthCheck::State overall(const QList<HealthCheck> &checks);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::HealthCheck)
