// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "ui/kit/sidepanel.h"

namespace plancia {
class Error;
}

namespace plancia::ui {

class ErrorPanel;

/// The alerts that a silence mutes, a line each and no more than can be read.
void addMutedAlerts(QVBoxLayout *part, const AlertBoard &board, const Silence &silence, qint64 at);

/// One silence: of what, from when until when, by whom, and what it mutes now; it can be ended.
class SilencePanel : public SidePanel {
    Q_OBJECT
public:
    explicit SilencePanel(QWidget *parent = nullptr);
    void openSilence(const AlertBoard &board, const Silence &silence, qint64 agentNow);
    /// It has ended.
    void showGone();
    QString silenceId() const { return m_silence.id; }
    void showError(const Error &error, const QString &requestId);
    void setActing(bool isActing);

signals:
    void endAsked(const QString &id);

private:
    void judge();

    Silence m_silence;
    QStringList m_shown;
    bool m_isGone = false, m_isActing = false;
    QVBoxLayout *m_facts = nullptr;
    ErrorPanel *m_error = nullptr;
    QPushButton *m_end = nullptr;
};

} // namespace plancia::ui
