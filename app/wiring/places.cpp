// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace plancia::wiring {

namespace {

/// Makes the folder for its owner alone (0700). A folder that is there keeps the mode its owner gave it.
Result<QString> ownFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return path;
    if (info.exists() || !QDir().mkpath(path)
        || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(ErrorCode::ConfigHome, {{QStringLiteral("path"), path}});
    return path;
}

} // namespace

Result<Places> Places::fromEnvironment()
{
    Places places;
    const QString home = qEnvironmentVariable("PLANCIA_HOME");
    if (!home.isEmpty()) {
        const QString root = QDir(home).absolutePath();
        if (auto made = ownFolder(root); !made)
            return fail(made.error());
        places = {root + QStringLiteral("/config"), root + QStringLiteral("/data"), root + QStringLiteral("/backups"),
                  root + QStringLiteral("/logs")};
    } else {
        const auto place = [](QStandardPaths::StandardLocation location) {
            return QStandardPaths::writableLocation(location) + QStringLiteral("/plancia");
        };
        places.config = place(QStandardPaths::GenericConfigLocation);
        places.data = place(QStandardPaths::GenericDataLocation);
        places.backups = places.data + QStringLiteral("/backups");
        // XDG Base Directory 0.8 gives logs to the state folder, which Qt 6.4 does not know.
        const QString state = qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
        places.logs = state + QStringLiteral("/plancia");
    }
    for (const QString &folder : {places.config, places.data, places.backups, places.logs})
        if (auto made = ownFolder(folder); !made)
            return fail(made.error());
    return places;
}

} // namespace plancia::wiring
