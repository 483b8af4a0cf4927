// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/secondplace.h"
#include "ui/kit/notice.h"

namespace plancia {
class Clock;
}

namespace plancia::ui {

class Page;

/// What has become of the second place of the workspace's backups, and the way to copy now. Hidden while none is set.
class PlaceStrip : public Notice {
    Q_OBJECT
public:
    explicit PlaceStrip(Page &page);

    /// Asks anew; a disk that does not answer is told after seconds.
    void refresh();
    /// While copies are made, no more are asked for.
    void setBusy(bool busy);
    bool isSettled() const { return m_asked == 0; }
    const SecondPlaceState &place() const { return m_place; }

signals:
    void changed();
    void copyFailed(const plancia::Error &error, const QString &requestId);

private:
    void copyNow();
    void showPlace();

    Page &m_page;
    SecondPlaceState m_place;
    int m_asked = 0;
    bool m_busy = false;
    bool m_copying = false;
};

} // namespace plancia::ui
