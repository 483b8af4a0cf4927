// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

/// A list that comes as a file: CSV or JSON, row by row with the lines they stand on. All pure.
namespace plancia {

inline constexpr qint64 kMaxImportBytes = 32LL << 20; ///< a file is read whole
inline constexpr int kMaxImportRows = 50'000;         ///< all of them are one transaction, for which others wait
inline constexpr int kMaxImportColumns = 100;

struct ImportRow {
    qint64 line = 0;    ///< where it begins, from 1
    QStringList values; ///< a column each; shorter when the row is. A null text: the row has no such field
    std::optional<Error> fault; ///< it cannot be read
};

struct ImportTable {
    QStringList columns;
    QList<ImportRow> rows;
    bool isCsv = false; ///< where an apostrophe may guard a text that a spreadsheet would compute
};

/// CSV by RFC 4180 (quotes, line breaks in them, CRLF or LF, a byte order mark; a comma, semicolon or tab between fields,
/// whichever the header has most), an array of JSON objects, or a JSON object a line. UTF-8, or UTF-16 with a byte order
/// mark. A row that cannot be read carries its fault (VAL_019) and the next ones are read; VAL_019 for a file that is no
/// list, VAL_010 for one with too many rows or columns.
Result<ImportTable> readImport(const QByteArray &bytes);

} // namespace plancia
