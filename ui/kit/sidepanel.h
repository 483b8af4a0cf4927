// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"
#include "ui/kit/button.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace plancia::ui {

class ElidedLabel;
class StatusPill;

/// Details beside a list, 380 wide, never a modal: title with a state, tabs when there are several parts, content that
/// scrolls, acts at the foot. Esc or × closes it.
class SidePanel : public QWidget {
    Q_OBJECT
public:
    explicit SidePanel(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setState(Tone tone, const QString &word); ///< Tone::None hides the pill
    /// A part of the content; its tab is seen once there are two. Returns where to put widgets.
    QVBoxLayout *addPart(const QString &tab = {});
    int currentPart() const;
    void setCurrentPart(int part);
    /// A heading within a part.
    static void addSection(QVBoxLayout *part, const QString &title);
    /// Exact values (ids, paths, times) are set in the monospace face.
    enum class Exact { No, Yes };
    /// Key and value, one line each unless the value is long; plain text, selectable. Returns the label of the value.
    static QLabel *addRow(QVBoxLayout *part, const QString &key, const QString &value, Exact exact = Exact::No);
    /// Removes everything from a part.
    static void clear(QVBoxLayout *part);

    QPushButton *addAction(const QString &text, ButtonKind kind = ButtonKind::Secondary);
    void clearActions();

signals:
    void closed();
    void partChanged(int part);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dismiss();

    ElidedLabel *m_title = nullptr;
    StatusPill *m_state = nullptr;
    QTabBar *m_tabs = nullptr;
    QWidget *m_tabLine = nullptr;
    QStackedWidget *m_parts = nullptr;
    QWidget *m_foot = nullptr;
    QHBoxLayout *m_acts = nullptr;
};

} // namespace plancia::ui
