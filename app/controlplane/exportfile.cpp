// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/exportfile.h"

#include "app/controlplane/newfile.h"

#include <QDateTime>

namespace plancia::controlplane {

QString isoTime(qint64 unixMs)
{
    return unixMs == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<bool> writeNewFile(const QString &path, const QByteArray &bytes)
{
    auto file = NewFile::create(path);
    if (!file)
        return fail(file.error());
    if (auto written = (*file)->write(bytes); !written)
        return written;
    auto finished = (*file)->finish();
    return finished ? Result<bool>(true) : Result<bool>(finished.error());
}

} // namespace plancia::controlplane
