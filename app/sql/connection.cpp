// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/connection.h"

namespace plancia::sql {

QByteArray quoteIdentifier(QStringView name)
{
    QByteArray bytes = name.toUtf8();
    bytes.replace('\0', "");
    bytes.replace('"', "\"\"");
    return '"' + bytes + '"';
}

} // namespace plancia::sql
