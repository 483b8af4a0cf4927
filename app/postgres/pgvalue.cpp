// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/pgvalue.h"

#include <chrono>
#include <libpq-fe.h>
#include <limits>

namespace plancia::postgres {

namespace {

// pg_type.dat of PostgreSQL; these numbers never change.
enum Oids : unsigned int {
    kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kOid = 26, kXid = 28, kFloat4 = 700,
    kFloat8 = 701, kDate = 1082, kTimestamp = 1114, kTimestamptz = 1184, kNumeric = 1700, kUuid = 2950, kJsonb = 3802,
};

constexpr qint64 kDayMs = 86'400'000;

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// Reads a run of digits from the front of a text.
int takeNumber(QByteArrayView &text)
{
    int number = 0;
    while (!text.isEmpty() && text.front() >= '0' && text.front() <= '9') {
        number = number * 10 + (text.front() - '0');
        text = text.sliced(1);
    }
    return number;
}

bool takeChar(QByteArrayView &text, char c)
{
    if (text.isEmpty() || text.front() != c)
        return false;
    text = text.sliced(1);
    return true;
}

QByteArray padded(qint64 number, int width) { return QByteArray::number(number).rightJustified(width, '0'); }

} // namespace

Parameter encode(const sql::Value &value)
{
    return std::visit(
        Overloaded{
            [](std::monostate) { return Parameter{0, {}, true, false}; },
            [](bool v) { return Parameter{kBool, v ? "true" : "false"}; },
            [](qint64 v) { return Parameter{kInt8, QByteArray::number(v)}; },
            [](double v) { return Parameter{kFloat8, QByteArray::number(v, 'g', 17)}; },
            [](const QString &v) { return Parameter{kText, v.toUtf8()}; },
            [](const QByteArray &v) { return Parameter{kBytea, v, false, true}; },
            [](const QUuid &v) { return Parameter{kUuid, v.toByteArray(QUuid::WithoutBraces)}; },
            [](const sql::TimeMs &v) { return Parameter{kTimestamptz, timestampText(v.ms)}; },
            [](const sql::Json &v) { return Parameter{kJsonb, v.text.toUtf8()}; },
        },
        value);
}

sql::Value decode(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column))
        return std::monostate();
    const char *data = PQgetvalue(result, row, column);
    const QByteArray text = QByteArray::fromRawData(data, PQgetlength(result, row, column));
    switch (PQftype(result, column)) {
    case kBool:
        return text == "t";
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kXid:
        return text.toLongLong();
    case kFloat4:
    case kFloat8:
        return text.toDouble();
    case kNumeric: {
        bool whole = false;
        const qint64 number = text.toLongLong(&whole);
        return whole ? sql::Value(number) : sql::Value(text.toDouble());
    }
    case kUuid:
        return QUuid::fromString(QLatin1StringView(text));
    case kDate:
    case kTimestamp:
    case kTimestamptz:
        return timestampMs(text);
    case kBytea: {
        size_t size = 0;
        unsigned char *bytes = PQunescapeBytea(reinterpret_cast<const unsigned char *>(data), &size);
        QByteArray copy(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
        PQfreemem(bytes);
        return copy;
    }
    default:
        return QString::fromUtf8(text);
    }
}

qint64 timestampMs(QByteArrayView text)
{
    using namespace std::chrono;
    if (text == "infinity")
        return std::numeric_limits<qint64>::max();
    if (text == "-infinity")
        return std::numeric_limits<qint64>::min();
    const bool beforeChrist = text.endsWith(" BC");
    if (beforeChrist)
        text.chop(3);
    int y = takeNumber(text);
    takeChar(text, '-');
    const int m = takeNumber(text);
    takeChar(text, '-');
    const int d = takeNumber(text);
    if (beforeChrist)
        y = 1 - y; // there is no year 0
    const sys_days days = year_month_day(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    qint64 ms = qint64(days.time_since_epoch().count()) * kDayMs;
    if (!takeChar(text, ' '))
        return ms;
    ms += takeNumber(text) * 3'600'000LL;
    if (takeChar(text, ':'))
        ms += takeNumber(text) * 60'000LL;
    if (takeChar(text, ':'))
        ms += takeNumber(text) * 1000LL;
    if (takeChar(text, '.')) {
        const qsizetype before = text.size();
        const QByteArrayView digits = text;
        takeNumber(text);
        int fraction = 0;
        for (int i = 0; i < 3; ++i)
            fraction = fraction * 10 + (i < before - text.size() ? digits[i] - '0' : 0);
        ms += fraction;
    }
    const bool west = takeChar(text, '-');
    if (west || takeChar(text, '+')) {
        qint64 offset = takeNumber(text) * 3'600'000LL;
        if (takeChar(text, ':'))
            offset += takeNumber(text) * 60'000LL;
        if (takeChar(text, ':'))
            offset += takeNumber(text) * 1000LL;
        ms += west ? offset : -offset;
    }
    return ms;
}

QByteArray timestampText(qint64 ms)
{
    using namespace std::chrono;
    if (ms == std::numeric_limits<qint64>::max())
        return "infinity";
    if (ms == std::numeric_limits<qint64>::min())
        return "-infinity";
    const qint64 dayNumber = ms >= 0 ? ms / kDayMs : (ms - kDayMs + 1) / kDayMs;
    const qint64 rest = ms - dayNumber * kDayMs;
    const year_month_day date{sys_days(days(static_cast<int>(dayNumber)))};
    const int y = static_cast<int>(date.year());
    QByteArray text = padded(y > 0 ? y : 1 - y, 4) + '-' + padded(static_cast<unsigned>(date.month()), 2) + '-'
        + padded(static_cast<unsigned>(date.day()), 2) + ' ' + padded(rest / 3'600'000, 2) + ':'
        + padded(rest / 60'000 % 60, 2) + ':' + padded(rest / 1000 % 60, 2) + '.' + padded(rest % 1000, 3) + "+00";
    return y > 0 ? text : text + " BC";
}

} // namespace plancia::postgres
