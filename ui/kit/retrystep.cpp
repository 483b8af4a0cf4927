// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/retrystep.h"

#include "ui/kit/errorpanel.h"

namespace plancia::ui {

bool takeRetryStep(const QString &actionId, ErrorPanel *panel, std::function<void()> again)
{
    if (!again || (actionId != QLatin1String("retry") && actionId != QLatin1String("reload_latest")))
        return false;
    QMetaObject::invokeMethod(panel, [panel, again = std::move(again)] {
        panel->hide();
        again();
    }, Qt::QueuedConnection);
    return true;
}

} // namespace plancia::ui
