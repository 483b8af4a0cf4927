// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/ids.h"

#include <QString>

namespace plancia {

/// Goes with every port call: which gesture asked, and how to stop it.
struct CallContext {
    QString requestId = QStringLiteral("req_") + newUuid().toString(QUuid::WithoutBraces);
    CancelToken cancel;
};

} // namespace plancia
