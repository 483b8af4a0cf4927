// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/moment.h"
#include "models/ports/ports.h"

#include <QDialog>
#include <QSet>
#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTimer;

namespace plancia::ui {

class FormField;

/// Asks which moment of a store is meant: by its number, by a time, or from the list of its newest ones. Opened by open() and
/// deleted when closed; keeps the workspace alive.
class MomentDialog : public QDialog {
    Q_OBJECT
public:
    /// `workspace` has moments(); the clock outlives the dialog.
    MomentDialog(std::shared_ptr<Workspace> workspace, const Clock &clock, QWidget *parent);

signals:
    void chosen(const plancia::Moment &moment);

private:
    void setUpList();
    void setUpActs();
    void askStatus();
    void askNewest();
    void list(const QList<Moment> &moments);
    void typed();
    void look();
    void found(const Result<Moment> &moment);

    const std::shared_ptr<Workspace> m_workspace;
    const Clock &m_clock;
    std::optional<Moment> m_moment; ///< what is typed stands for it
    int m_asked = 0;                ///< only the answer to the last question counts
    QSet<qint64> m_listed;          ///< numbers of the commits in the list
    QLineEdit *m_edit = nullptr;
    FormField *m_field = nullptr;
    QLabel *m_found = nullptr;
    QListWidget *m_list = nullptr;
    QPushButton *m_choose = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace plancia::ui
