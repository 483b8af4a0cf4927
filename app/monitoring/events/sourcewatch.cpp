// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/events/sourcewatch.h"

#include <algorithm>

namespace plancia::monitoring {

std::optional<Event> SourceWatch::note(const Sample &sample)
{
    const bool isUp = !sample.values.isEmpty();
    const auto known = m_sources.find(sample.source);
    if (known == m_sources.end()) {
        m_sources.insert(sample.source, {isUp, sample.at});
        return std::nullopt;
    }
    if (known->isUp == isUp)
        return std::nullopt;
    const qint64 lasted = std::max<qint64>(sample.at - known->since, 0); // the clock may have been set back
    *known = {isUp, sample.at};
    Event event;
    event.severity = isUp ? EventSeverity::Info : EventSeverity::Error;
    event.type = isUp ? QStringLiteral("source.up") : QStringLiteral("source.down");
    event.source = eventSource(sample.source);
    event.message = (isUp ? QStringLiteral("%1 answers again, after %2.") : QStringLiteral("%1 answers no longer; it had answered for %2."))
                        .arg(event.source, durationText(lasted));
    if (isUp)
        event.durationMs = static_cast<double>(lasted);
    return event;
}

QString eventSource(const QString &name)
{
    QString source = name.left(Event::kMaxNameChars);
    for (QChar &c : source)
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    return source;
}

QString durationText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    const auto two = [](qint64 large, const char *unit, qint64 small, const char *smallUnit) {
        const QString first = QStringLiteral("%1 %2").arg(large).arg(QLatin1String(unit));
        return small == 0 ? first : first + QStringLiteral(" %1 %2").arg(small).arg(QLatin1String(smallUnit));
    };
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < 3600)
        return two(seconds / 60, "min", seconds % 60, "s");
    if (seconds < 86'400)
        return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
    return two(seconds / 86'400, "d", seconds % 86'400 / 3600, "h");
}

} // namespace plancia::monitoring
