// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/audit/auditfilter.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QTimer;

namespace plancia::ui {

/// Chooses an AuditFilter: whose acts, which acts, when. Typing times is announced a moment after the last key.
class AuditFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit AuditFilterBar(QWidget *parent = nullptr);

    const AuditFilter &filter() const { return m_filter; }
    void setFilter(const AuditFilter &filter);

signals:
    /// By the person. Not announced while a typed time cannot be read.
    void changed();

private:
    void setUpScope();
    void setUpActions();
    void setUpActor();
    void setUpSpan();
    void showFilter();
    void actionsChosen();
    void customTyped();
    void announce();

    AuditFilter m_filter;
    bool m_isShowing = false; ///< showFilter() moves controls: nobody chose anything
    QPushButton *m_workspace = nullptr;
    QPushButton *m_installation = nullptr;
    QPushButton *m_actions = nullptr;
    QMenu *m_menu = nullptr;
    QList<QCheckBox *> m_checks;
    QComboBox *m_span = nullptr;
    QLineEdit *m_actor = nullptr;
    QLineEdit *m_from = nullptr;
    QLineEdit *m_to = nullptr;
    QPushButton *m_tenant = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace plancia::ui
