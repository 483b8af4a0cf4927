// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/passwordpolicy.h"

#include <QMetaType>
#include <QString>

namespace plancia {

/// What a person sets for this installation. Kept in console.db.
struct Preferences {
    QString language; ///< "en", "it"; empty: the system's
    QString theme;    ///< "light", "dark"; empty: the system's
    QString logLevel = QStringLiteral("info"); ///< spdlog's words
    bool logJson = false;
    QString lastWorkspace; ///< WorkspaceIdentity::id; empty before the first choice (then Welcome is shown)
    QString agentUrl;      ///< ws:// or wss:// of an agent; empty: the built-in one
    QByteArray windowGeometry;
    PasswordPolicy passwordPolicy; ///< of people, where this installation sets a password
    bool operator==(const Preferences &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Preferences)
