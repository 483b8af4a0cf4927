// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/manyrows.h"

namespace plancia::sql {

QByteArray valueList(qsizetype values, int before)
{
    QByteArray text;
    for (qsizetype i = 1; i <= values; ++i) {
        if (i > 1)
            text += ", ";
        text += '$' + QByteArray::number(before + i);
    }
    return text;
}

QByteArray valueRows(qsizetype rows, int columns, int before)
{
    QByteArray text;
    for (qsizetype row = 0; row < rows; ++row) {
        if (row > 0)
            text += ", ";
        text += '(' + valueList(columns, before + static_cast<int>(row) * columns) + ')';
    }
    return text;
}

} // namespace plancia::sql
