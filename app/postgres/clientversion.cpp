// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/clientversion.h"

#include <libpq-fe.h>

namespace plancia::postgres {

QString clientVersion()
{
    const int version = PQlibVersion(); // 150020 since PostgreSQL 10
    return QStringLiteral("%1.%2").arg(version / 10'000).arg(version % 10'000);
}

} // namespace plancia::postgres
