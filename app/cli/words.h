// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/restore.h"
#include "models/domain/workspace.h"

#include <QCoreApplication>

namespace plancia::cli {

/// A workspace's name for people: the two of ours in the current language.
inline QString workspaceName(const WorkspaceIdentity &identity)
{
    if (identity.id == QLatin1String("local"))
        return QCoreApplication::translate("cli", "Local store");
    if (identity.id == QLatin1String("examples"))
        return QCoreApplication::translate("cli", "Examples");
    if (identity.id == kRescueWorkspace)
        return QCoreApplication::translate("cli", "Backups of the local store");
    return identity.name;
}

/// A span in its largest whole unit: "3 days".
inline QString age(qint64 ms)
{
    // Plain names as last arguments: lupdate of Qt 6.4 never ends on an expression there.
    const int minutes = static_cast<int>(ms / 60'000);
    const int hours = minutes / 60;
    const int days = hours / 24;
    if (minutes < 60)
        return QCoreApplication::translate("cli", "%n minute(s)", "age of a backup", minutes);
    if (hours < 48)
        return QCoreApplication::translate("cli", "%n hour(s)", "age of a backup", hours);
    return QCoreApplication::translate("cli", "%n day(s)", "age of a backup", days);
}

} // namespace plancia::cli
