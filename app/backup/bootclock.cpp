// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/bootclock.h"

#include <QFile>

#include <ctime>

namespace plancia::backup {

ClockReading readClock(qint64 wallMs)
{
    ClockReading reading;
    reading.wallMs = wallMs;
    timespec since{};
    if (::clock_gettime(CLOCK_BOOTTIME, &since) == 0)
        reading.bootMs = since.tv_sec * 1000 + since.tv_nsec / 1'000'000;
    QFile boot(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (boot.open(QIODevice::ReadOnly))
        reading.bootId = QString::fromLatin1(boot.read(64)).trimmed();
    return reading;
}

} // namespace plancia::backup
