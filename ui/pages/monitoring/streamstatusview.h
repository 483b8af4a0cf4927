// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sample.h"

#include <QWidget>

class QPushButton;

namespace plancia::ui {

class StatusPill;

/// How the stream stands, as shape, colour and words, counting down to the next try, with the button that does not wait.
class StreamStatusView : public QWidget {
    Q_OBJECT
public:
    explicit StreamStatusView(QWidget *parent = nullptr);
    /// What the figures on show are of: a stream may be well while a past moment is looked at.
    enum class Figures { Live, Past };
    /// Call again each second while it counts down.
    void showStatus(const StreamStatus &status, qint64 nowMs, Figures figures);

signals:
    void retryRequested();

private:
    StatusPill *m_pill = nullptr;
    QPushButton *m_retry = nullptr;
};

/// The agent's name in the current language.
QString agentName(const StreamStatus &status);

} // namespace plancia::ui
