// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/selfsampler.h"

#include "app/monitoring/sampler/rate.h"

#include <QFile>
#include <unistd.h>

namespace plancia::monitoring {

namespace {
Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    return file.readAll();
}
} // namespace

Result<Reading> SelfSampler::sample(qint64 nowMs)
{
    const auto memory = readAll(QStringLiteral("/proc/self/statm"));
    const auto stat = readAll(QStringLiteral("/proc/self/stat"));
    if (!memory || !stat)
        return fail(memory ? stat.error() : memory.error());

    Reading reading;
    reading.sample.at = nowMs;
    reading.sample.source = source();
    const QList<QByteArray> pages = memory->split(' ');
    if (pages.size() > 1)
        reading.sample.values.insert(metric::SelfRss, static_cast<double>(pages[1].toLongLong()) * static_cast<double>(sysconf(_SC_PAGESIZE)));

    // The second field is the program's name and may hold spaces: count from its closing bracket. utime and stime are
    // fields 14 and 15, in clock ticks.
    const QList<QByteArray> fields = stat->mid(stat->lastIndexOf(')') + 2).split(' ');
    if (fields.size() > 12) {
        const Before now{fields[11].toLongLong() + fields[12].toLongLong(), m_clock.monotonicMs()};
        if (m_before) {
            const double seconds = static_cast<double>(now.monotonicMs - m_before->monotonicMs) / 1000;
            if (const auto step = counterStep(m_before->ticks, now.ticks, seconds))
                reading.sample.values.insert(metric::SelfCpu, step->perSecond / static_cast<double>(sysconf(_SC_CLK_TCK)));
        }
        m_before = now;
    }
    return reading;
}

} // namespace plancia::monitoring
