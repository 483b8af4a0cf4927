// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/workspace.h"
#include "ui/kit/theme.h"
#include "ui/kit/workspacewords.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace plancia::ui {

class ElidedLabel;
class StatusPill;

/// The line at the top: which workspace, and the field that goes to anything.
class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(const Theme &theme, QWidget *parent = nullptr);
    /// An identity without id is "no workspace".
    void setWorkspace(const WorkspaceIdentity &identity);
    QPushButton *switcher() const { return m_switcher; }
signals:
    void switcherRequested();
    void paletteRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPushButton *m_switcher = nullptr;
    QLabel *m_name = nullptr;
    ElidedLabel *m_place = nullptr;
    QLineEdit *m_goto = nullptr;
    StatusPill *m_pill = nullptr;
};

} // namespace plancia::ui
