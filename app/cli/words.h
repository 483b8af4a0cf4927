// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    return identity.name;
}

/// A span in its largest whole unit: "3 days".
inline QString age(qint64 ms)
{
    const int minutes = static_cast<int>(ms / 60'000);
    if (minutes < 60)
        return QCoreApplication::translate("cli", "%n minute(s)", "age of a backup", minutes);
    if (minutes < 48 * 60)
        return QCoreApplication::translate("cli", "%n hour(s)", "age of a backup", minutes / 60);
    return QCoreApplication::translate("cli", "%n day(s)", "age of a backup", minutes / (24 * 60));
}

} // namespace plancia::cli
