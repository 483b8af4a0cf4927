// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"
#include "ui/kit/card.h"

class QGridLayout;

namespace plancia::ui {

class ErrorPanel;
class Notice;

/// What a connection test found, a line each stage: shape and word of its state, how long it took, what was seen; below
/// it the error of the stage that failed, with its steps. Lives on the GUI thread.
class ConnectionTestView : public Card {
    Q_OBJECT
public:
    explicit ConnectionTestView(QWidget *parent = nullptr);

    /// A test is under way.
    void showRunning(const QString &name);
    void showReport(const QString &name, const ConnectionReport &report, const QString &requestId);
    /// The error shown, if any.
    const std::optional<Error> &error() const { return m_error; }

signals:
    void actionRequested(const QString &actionId);

private:
    void clearRows();
    void addRow(int row, const StageResult &stage);

    QGridLayout *m_rows = nullptr;
    Notice *m_verdict = nullptr;
    ErrorPanel *m_panel = nullptr;
    std::optional<Error> m_error;
};

} // namespace plancia::ui
