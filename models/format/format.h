// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

/// Quantities as people read them. The locale gives the decimal sign; words are of the current language. All pure.
namespace plancia::format {

/// "12 408": groups of three parted by a thin space (U+2009), from 1 000 on, in every language.
QString count(qint64 n, const QLocale &locale = QLocale());
/// A number with that many digits after the decimal sign, grouped as above.
QString decimal(double value, int decimals, const QLocale &locale = QLocale());
/// "512 B", "1.2 GiB": binary units, one digit after the sign below 100, none above.
QString bytes(qint64 n, const QLocale &locale = QLocale());
QString bytesPerSecond(double n, const QLocale &locale = QLocale());
/// "31 ms", "7.4 s", "2 min 5 s", "3 h 10 min", "4 d 2 h": at most two units.
QString duration(qint64 ms, const QLocale &locale = QLocale());
/// "99.2 %".
QString percent(double ratio, int decimals = 0, const QLocale &locale = QLocale());
/// "1 842", "12.4 k", "3.1 M": for axes and tiles.
QString compact(double value, const QLocale &locale = QLocale());

enum class Zone { Local, Utc };
enum class Precision { Minutes, Seconds, Milliseconds };
/// "2026-11-20 13:53:40.895" and "13:53:40.895": sortable, the same in every language. "–" for 0, which is no time.
QString dateTime(qint64 unixMs, Zone zone = Zone::Local, Precision precision = Precision::Seconds);
QString time(qint64 unixMs, Zone zone = Zone::Local, Precision precision = Precision::Seconds);
/// "2026-11-20 13:53:40.895 (12:53:40.895 UTC)", for tool tips and copying.
QString localAndUtc(qint64 unixMs);
/// "today 13:25", "yesterday 09:12", "tomorrow 03:00", "19 Nov 23:00", "14 Mar 2024": local time.
QString day(qint64 unixMs, qint64 nowMs, const QLocale &locale = QLocale());
/// "just now", "3 min ago", "2 h ago", "5 d ago", then the date; a time ahead gives "in 3 min".
QString age(qint64 unixMs, qint64 nowMs, const QLocale &locale = QLocale());

/// Text from outside made harmless for a terminal and for a line of its own: control characters and Unicode's direction
/// marks are shown as escapes (\n, \x1b, \u202e). Pure.
QString harmless(const QString &text);

/// "req_" and the eight last digits, which differ most among ids of one hour (the first ones are a time).
QString shortRequestId(const QString &requestId);
/// The first eight digits of a run's id, as the status bar shows it.
QString shortId(const QString &id);

} // namespace plancia::format
