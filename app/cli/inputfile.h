// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFile>

namespace plancia::cli {

/// A file that was named on the command line: at most a byte more than `most`, so that who asks sees that it is too long.
/// NOT_FOUND_005, IO_003.
inline Result<QByteArray> readInput(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    return file.read(most + 1);
}

} // namespace plancia::cli
