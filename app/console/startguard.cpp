// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/startguard.h"

#include <QFile>

namespace plancia::console {

StartGuard::StartGuard(const QString &dataFolder) : m_file(dataFolder + QStringLiteral("/starting"))
{
    QFile file(m_file);
    constexpr qint64 kDigits = 4;
    if (file.open(QIODevice::ReadOnly))
        m_failed = std::clamp(file.read(kDigits).trimmed().toInt(), 0, 999);
    file.close();
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(QByteArray::number(m_failed + 1));
    }
}

void StartGuard::settled() { QFile::remove(m_file); }

} // namespace plancia::console
