// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/base/ids.h"
#include "models/base/progress.h"

#include <QMetaType>
#include <optional>

namespace plancia {

/// A piece of long work as shown in the status bar and on pages.
struct TaskInfo {
    enum class State { Queued, Running, Done, Failed, Cancelled };
    TaskId id;
    QString kind;    ///< "backup", "verify", "examples", "bundle", …: ui gives the words
    QString subject; ///< what it works on: a path or name
    QString workspace; ///< WorkspaceIdentity::id, or empty
    State state = State::Queued;
    Progress progress;
    qint64 startedAt = 0, finishedAt = 0; ///< Unix ms UTC
    std::optional<Error> error;
    bool isOver() const { return state == State::Done || state == State::Failed || state == State::Cancelled; }
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::TaskInfo)
