// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/maintenanceport.h"
#include "models/ports/ports.h"

#include <QSet>

namespace plancia::ui {

class Page;

/// Looks once a run whether a store is well, in the background: begun only after the first page that shows it has come to
/// rest, so that it is never on the way to the window. Says nothing when all is well.
class StartCheck : public QObject {
    Q_OBJECT
public:
    explicit StartCheck(QObject *parent) : QObject(parent) {}
    /// The page is the first that shows the workspace.
    void follow(Page *page, const std::shared_ptr<Workspace> &workspace);

signals:
    void found(const QString &workspaceId, const plancia::Error &fault);

private:
    void run(const std::shared_ptr<Workspace> &workspace);

    QSet<QString> m_seen; ///< workspaces, by id
};

} // namespace plancia::ui
