// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

namespace plancia::controlplane {

/// Now, by the clock that decides what is over in this store: the server's, which the service goes by, too, else `ownMs`, the time of
/// this computer. Unix ms UTC. A server that does not answer fails the next statement as well.
inline qint64 storeNow(sql::Connection &connection, qint64 ownMs)
{
    if (connection.dialect() == sql::Dialect::Sqlite)
        return ownMs;
    const auto rows = connection.query("SELECT statement_timestamp()");
    return rows && !rows->isEmpty() ? (*rows)[0].integer(0) : ownMs;
}

} // namespace plancia::controlplane
