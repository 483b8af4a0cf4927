// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/alertsport.h"

#include <QHash>
#include <QObject>

namespace plancia::console {

/// Shows alerts as notifications of the desktop (org.freedesktop.Notifications 1.2, over the session bus); nothing where there is no such
/// service. One that is resolved stands in the place of the one that fired. To be moved to a thread of its own, as a bus may hang, and
/// begun there.
class DesktopNotes : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotes(AlertsPort &alerts);
    void begin(); ///< blocks for as long as the bus does

signals:
    /// Somebody clicked on one.
    void opened();

private slots:
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void show(const Alert &alert, int more);
    void send(const Alert &alert, int more);

    QHash<QString, uint> m_shown; ///< by rule
    QHash<QString, QString> m_titles; ///< of rules, by name
    std::optional<bool> m_hasMarkup;  ///< nothing: not asked yet
    bool m_isAsking = false;
    QList<std::pair<Alert, int>> m_waiting;
};

} // namespace plancia::console
