// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <array>
#include <cmath>
#include <utility>

namespace plancia::format {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

constexpr QChar kThinSpace(0x2009);
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

/// Digits of a whole number in groups of three.
QString grouped(QString digits)
{
    const qsizetype start = digits.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > start; at -= 3)
        digits.insert(at, kThinSpace);
    return digits;
}

QDateTime at(qint64 unixMs, Zone zone)
{
    return QDateTime::fromMSecsSinceEpoch(unixMs, zone == Zone::Utc ? Qt::UTC : Qt::LocalTime);
}

QString clockFormat(Precision precision)
{
    switch (precision) {
    case Precision::Minutes:
        return QStringLiteral("HH:mm");
    case Precision::Seconds:
        return QStringLiteral("HH:mm:ss");
    case Precision::Milliseconds:
        return QStringLiteral("HH:mm:ss.zzz");
    }
    return {};
}

QString noTime() { return QStringLiteral("–"); }

/// Direction marks reorder what stands around them (Unicode UAX #9); line separators break a line.
bool isTreacherous(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

} // namespace

QString count(qint64 n, const QLocale &locale)
{
    Q_UNUSED(locale)
    return grouped(QString::number(n));
}

QString decimal(double value, int decimals, const QLocale &locale)
{
    if (!std::isfinite(value))
        return noTime();
    const QString plain = QString::number(value, 'f', decimals);
    const qsizetype point = plain.indexOf(u'.');
    if (point < 0)
        return grouped(plain);
    return grouped(plain.left(point)) + locale.decimalPoint() + plain.mid(point + 1);
}

QString bytes(qint64 n, const QLocale &locale)
{
    if (std::llabs(n) < 1024)
        return Words::tr("%1 B", "bytes").arg(n);
    static constexpr std::array kUnits{"KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = static_cast<double>(n) / 1024;
    size_t unit = 0;
    // 1023.95 KiB would print as 1024 KiB.
    while (std::abs(value) >= 1023.95 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    return decimal(value, std::abs(value) < 99.95 ? 1 : 0, locale) + u' ' + QLatin1String(kUnits[unit]);
}

QString bytesPerSecond(double n, const QLocale &locale)
{
    return Words::tr("%1/s", "bytes a second").arg(bytes(std::llround(n), locale));
}

QString duration(qint64 ms, const QLocale &locale)
{
    if (ms < kSecond)
        return Words::tr("%1 ms", "milliseconds").arg(ms);
    if (ms < 9'950)
        return Words::tr("%1 s", "seconds").arg(decimal(static_cast<double>(ms) / kSecond, 1, locale));
    if (ms < kMinute - 500)
        return Words::tr("%1 s", "seconds").arg((ms + 500) / kSecond);
    const auto pair = [](const QString &whole, qint64 rest, const QString &restText) {
        return rest == 0 ? whole : whole + u' ' + restText;
    };
    const qint64 seconds = (ms + 500) / kSecond;
    if (seconds < 3600)
        return pair(Words::tr("%1 min", "minutes").arg(seconds / 60), seconds % 60,
                    Words::tr("%1 s", "seconds").arg(seconds % 60));
    const qint64 minutes = seconds / 60;
    if (minutes < 24 * 60)
        return pair(Words::tr("%1 h", "hours").arg(minutes / 60), minutes % 60,
                    Words::tr("%1 min", "minutes").arg(minutes % 60));
    const qint64 hours = minutes / 60;
    return pair(Words::tr("%1 d", "days").arg(count(hours / 24)), hours % 24,
                Words::tr("%1 h", "hours").arg(hours % 24));
}

QString percent(double ratio, int decimals, const QLocale &locale)
{
    return Words::tr("%1 %", "a share of a hundred").arg(decimal(ratio * 100, decimals, locale));
}

QString compact(double value, const QLocale &locale)
{
    const double size = std::abs(value);
    static constexpr std::array kUnits{std::pair{1e12, "T"}, std::pair{1e9, "G"}, std::pair{1e6, "M"}, std::pair{1e4, "k"}};
    for (const auto &[from, unit] : kUnits) {
        if (size >= from) {
            const double scaled = value / (from == 1e4 ? 1e3 : from);
            const bool whole = std::abs(scaled - std::round(scaled)) < 0.05 || std::abs(scaled) >= 99.95;
            return decimal(scaled, whole ? 0 : 1, locale) + u' ' + QLatin1String(unit);
        }
    }
    const bool whole = std::abs(value - std::round(value)) < 1e-9 || size >= 100;
    return decimal(value, whole ? 0 : size >= 10 ? 1 : 2, locale);
}

QString dateTime(qint64 unixMs, Zone zone, Precision precision)
{
    if (unixMs == 0)
        return noTime();
    return at(unixMs, zone).toString(QStringLiteral("yyyy-MM-dd ") + clockFormat(precision));
}

QString time(qint64 unixMs, Zone zone, Precision precision)
{
    return unixMs == 0 ? noTime() : at(unixMs, zone).toString(clockFormat(precision));
}

QString localAndUtc(qint64 unixMs)
{
    if (unixMs == 0)
        return noTime();
    const QDateTime utc = at(unixMs, Zone::Utc);
    const bool sameDay = utc.date() == at(unixMs, Zone::Local).date();
    return Words::tr("%1 (%2 UTC)", "local time, then the same in UTC")
        .arg(dateTime(unixMs, Zone::Local, Precision::Milliseconds),
             sameDay ? time(unixMs, Zone::Utc, Precision::Milliseconds)
                     : dateTime(unixMs, Zone::Utc, Precision::Milliseconds));
}

QString day(qint64 unixMs, qint64 nowMs, const QLocale &locale)
{
    if (unixMs == 0)
        return noTime();
    const QDateTime then = at(unixMs, Zone::Local);
    const QDate today = at(nowMs, Zone::Local).date();
    const QString clock = then.toString(QStringLiteral("HH:mm"));
    if (then.date() == today)
        return Words::tr("today %1", "a time of day").arg(clock);
    if (then.date() == today.addDays(-1))
        return Words::tr("yesterday %1", "a time of day").arg(clock);
    if (then.date() == today.addDays(1))
        return Words::tr("tomorrow %1", "a time of day").arg(clock);
    if (then.date().year() == today.year())
        return locale.toString(then.date(), QStringLiteral("d MMM")) + u' ' + clock;
    return locale.toString(then.date(), QStringLiteral("d MMM yyyy"));
}

QString age(qint64 unixMs, qint64 nowMs, const QLocale &locale)
{
    if (unixMs == 0)
        return noTime();
    const qint64 past = nowMs - unixMs;
    const qint64 away = std::llabs(past);
    if (away < 10 * kSecond)
        return Words::tr("just now");
    if (away >= 30 * kDay)
        return day(unixMs, nowMs, locale);
    const auto [size, unit] = away < kMinute ? std::pair{away / kSecond, Words::tr("%1 s", "seconds")}
        : away < kHour                       ? std::pair{away / kMinute, Words::tr("%1 min", "minutes")}
        : away < kDay                        ? std::pair{away / kHour, Words::tr("%1 h", "hours")}
                                             : std::pair{away / kDay, Words::tr("%1 d", "days")};
    const QString amount = unit.arg(size);
    return past >= 0 ? Words::tr("%1 ago", "3 min ago").arg(amount) : Words::tr("in %1", "in 3 min").arg(amount);
}

QString harmless(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\r')
            out += "\\r";
        else if (isTreacherous(c))
            out += c < 0x100 ? QStringLiteral("\\x%1").arg(uint(c), 2, 16, QChar('0'))
                             : QStringLiteral("\\u%1").arg(uint(c), 4, 16, QChar('0'));
        else
            out += QString::fromUcs4(&c, 1);
    }
    return out;
}

QString shortRequestId(const QString &requestId)
{
    const QString prefix = QStringLiteral("req_");
    return requestId.startsWith(prefix) && requestId.size() > 12 ? prefix + requestId.right(8) : requestId;
}

QString shortId(const QString &id) { return id.left(8); }

} // namespace plancia::format
