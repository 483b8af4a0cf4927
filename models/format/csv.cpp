// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format/csv.h"

#include "models/domain/tables.h"

#include <algorithm>

namespace plancia::format {

bool wantsGuard(QByteArrayView text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](char c) { return c != '\''; });
    return first != text.end() && startsFormula(*first);
}

QByteArray csvLine(const QStringList &fields)
{
    QByteArray line;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            line += ',';
        if (fields.at(i).isNull())
            continue;
        QByteArray text = fields.at(i).toUtf8();
        if (wantsGuard(text))
            text.prepend('\'');
        const bool needsQuotes = text.isEmpty() || std::any_of(text.begin(), text.end(), [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
        line += needsQuotes ? '"' + text.replace('"', "\"\"") + '"' : text;
    }
    return line + "\r\n";
}

} // namespace plancia::format
