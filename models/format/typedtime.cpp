// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format/typedtime.h"

#include <QDateTime>

namespace plancia {

std::optional<qint64> typedTime(const QString &text, qint64 nowMs, DayEnd end)
{
    const QString typed = text.simplified().replace(u'T', u' ');
    if (const QDate day = QDate::fromString(typed, QStringLiteral("yyyy-MM-dd")); day.isValid())
        return (end == DayEnd::End ? day.addDays(1) : day).startOfDay().toMSecsSinceEpoch();
    for (const auto *shape : {"yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"})
        if (const QDateTime at = QDateTime::fromString(typed, QLatin1String(shape)); at.isValid())
            return at.toMSecsSinceEpoch();
    for (const auto *shape : {"HH:mm", "HH:mm:ss"})
        if (const QTime at = QTime::fromString(typed, QLatin1String(shape)); at.isValid())
            return QDateTime(QDateTime::fromMSecsSinceEpoch(nowMs).date(), at).toMSecsSinceEpoch();
    return std::nullopt;
}

} // namespace plancia
