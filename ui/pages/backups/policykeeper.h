// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/backupsport.h"
#include "ui/kit/page.h"

namespace plancia::ui {

class KeyKeeper;
class PolicyPanel;

/// What the policy of the workspace's backups is and whether they follow it, and the panel in which it is set. Belongs to
/// its page and lives no longer.
class PolicyKeeper : public QObject {
    Q_OBJECT
public:
    PolicyKeeper(ui::Page &page, KeyKeeper &keys);
    PolicyPanel *panel() const { return m_panel; }
    /// Nothing before the first answer, and where there is no policy.
    const std::optional<BackupHealth> &health() const { return m_health; }
    /// Asks anew.
    void refresh();
    /// Shows the panel, once the answer is there.
    void open();
    bool isBusy() const { return m_asking > 0; }

signals:
    void changed();
    void opened(); ///< the panel is there now
    void failed(const plancia::Error &error, const QString &requestId, std::function<void()> again);

private:
    BackupsPort *port() const;
    void ask(bool thenOpen);
    void save(const BackupPolicy &policy);
    void write(const BackupPolicy &policy);

    ui::Page &m_page;
    KeyKeeper &m_keys;
    PolicyPanel *m_panel = nullptr;
    std::optional<BackupHealth> m_health;
    int m_asking = 0;
};

} // namespace plancia::ui
