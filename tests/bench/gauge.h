// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <unistd.h>
#include <vector>

/// What the benches of live monitoring measure with. A figure is worth what the machine was free for: each line is printed with the
/// load of that time.
namespace plancia::bench {

class Spread {
public:
    void add(double value) { m_values.push_back(value); }
    size_t size() const { return m_values.size(); }
    double at(double share)
    {
        if (m_values.empty())
            return 0;
        std::ranges::sort(m_values);
        return m_values[static_cast<size_t>(share * static_cast<double>(m_values.size() - 1))];
    }
    double sum() const
    {
        double all = 0;
        for (const double value : m_values)
            all += value;
        return all;
    }
    QString words(const char *unit = "ms")
    {
        const auto part = [this](double share) { return QString::number(at(share), 'f', 2); };
        return QStringLiteral("p50 %1  p90 %2  p99 %3  most %4 %5  (%6)").arg(part(0.5), part(0.9), part(0.99), part(1), QLatin1String(unit)).arg(size());
    }

private:
    std::vector<double> m_values;
};

/// A line of /proc/PID/status in its own unit, such as VmRSS and VmHWM in KiB.
inline qint64 statusOf(qint64 pid, const QByteArray &name)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name + ':'))
            return line.simplified().split(' ').value(1).toLongLong();
    return 0;
}

/// User and system time of all threads of a process, in ms; of one thread with its number.
inline double cpuMsOf(qint64 pid, qint64 thread = 0)
{
    QFile file(thread > 0 ? QStringLiteral("/proc/%1/task/%2/stat").arg(pid).arg(thread) : QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return static_cast<double>(fields.value(11).toLongLong() + fields.value(12).toLongLong()) * 1000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

inline double nowMs(clockid_t clock)
{
    timespec at{};
    ::clock_gettime(clock, &at);
    return static_cast<double>(at.tv_sec) * 1000 + static_cast<double>(at.tv_nsec) / 1e6;
}

inline QString load()
{
    QFile file(QStringLiteral("/proc/loadavg"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().split(' ').value(0)) : QString();
}

inline QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// One line of the table: `figure` is good when it is not above the bar.
inline void bar(const QString &what, double figure, double most, const char *unit)
{
    out() << QStringLiteral("BAR %1: %2 %3 (bar %4, load %5) %6\n").arg(what, QString::number(figure, 'f', 2), QLatin1String(unit), QString::number(most), load(), figure <= most ? QStringLiteral("met") : QStringLiteral("MISSED"));
    out().flush();
}

} // namespace plancia::bench
