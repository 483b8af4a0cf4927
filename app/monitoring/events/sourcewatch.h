// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/event.h"
#include "models/domain/sample.h"

#include <QHash>

namespace plancia::monitoring {

/// Notices in the samples when a source stops answering, and when it answers again. Pure; lives in the service's thread.
class SourceWatch {
public:
    /// "source.down" or "source.up", with how long the state before had lasted; nothing while it stays as it is. The first sample of a
    /// source tells nothing: it may have been so for long.
    std::optional<Event> note(const Sample &sample);
    void forget(const QString &source) { m_sources.remove(source); }

private:
    struct State {
        bool isUp = false;
        qint64 since = 0; ///< Unix ms UTC
    };
    QHash<QString, State> m_sources;
};

/// The name of a source as an event may carry it: what agent.toml says may be anything.
QString eventSource(const QString &name);
/// "12 s", "3 min 5 s", "2 h 4 min", "3 d 1 h".
QString durationText(qint64 ms);

} // namespace plancia::monitoring
