// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace plancia {

/// One file of a debug bundle, complete, as it would be written: what is shown is what is packed.
struct BundleFile {
    QString name;   ///< "logs/plancia.log"
    QString reason; ///< id of why it is in: "logs", "errors", "versions", "settings", "schema"
    QByteArray content; ///< masked already
    QString sha256;
    int masked = 0; ///< how many secrets and addresses were masked in it
};
struct BundlePreview {
    QString fileName; ///< suggested: plancia-bundle-<utc>.zip
    QList<BundleFile> files;
    qint64 bytes() const
    {
        qint64 n = 0;
        for (const BundleFile &f : files)
            n += f.content.size();
        return n;
    }
};
struct BundleWritten {
    QString path;
    QString sha256;
    qint64 bytes = 0;
    int files = 0;
};

} // namespace plancia
