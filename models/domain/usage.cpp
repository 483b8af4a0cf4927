// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/usage.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace plancia {

namespace {
constexpr int kDigits = 7;   ///< binary digits that are kept
constexpr int kMaxBits = 42; ///< of the largest value

/// The lower end of the bucket of a value that loses from `first` to `last` binary digits. A search by halves: one WHEN after the
/// other takes a server seven times as long as a bare sum.
QByteArray search(const QByteArray &column, int first, int last)
{
    if (first < last) {
        const int middle = (first + last) / 2;
        return "CASE WHEN " + column + " < " + QByteArray::number(qint64(1) << (kDigits + middle)) + " THEN " + search(column, first, middle)
            + " ELSE " + search(column, middle + 1, last) + " END";
    }
    if (first + kDigits > kMaxBits)
        return QByteArray::number(qint64(1) << kMaxBits);
    const QByteArray width = QByteArray::number(qint64(1) << first);
    return first == 0 ? column : column + " / " + width + " * " + width;
}

struct Word {
    KeyHygiene kind;
    const char *text;
};
constexpr Word kWords[] = {
    {KeyHygiene::NeverUsed, "never_used"},
    {KeyHygiene::Idle, "idle"},
    {KeyHygiene::NoExpiry, "no_expiry"},
    {KeyHygiene::UnusedPermissions, "unused_permissions"},
    {KeyHygiene::NeverLimited, "never_limited"},
    {KeyHygiene::AlwaysLimited, "always_limited"},
};
} // namespace

qint64 LatencyHistogram::lowerEnd(qint64 us)
{
    const quint64 value = static_cast<quint64>(std::clamp<qint64>(us, 0, qint64(1) << kMaxBits));
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kDigits);
    return static_cast<qint64>(value >> shift << shift);
}

QByteArray LatencyHistogram::sql(const QByteArray &column) { return search(column, 0, kMaxBits + 1 - kDigits); }

qint64 LatencyHistogram::count() const
{
    qint64 all = 0;
    for (const qint64 one : m_counts)
        all += one;
    return all;
}

double LatencyHistogram::percentile(double share) const
{
    const auto rank = std::max<qint64>(1, static_cast<qint64>(std::ceil(share * static_cast<double>(count()))));
    qint64 seen = 0;
    for (auto bucket = m_counts.cbegin(); bucket != m_counts.cend(); ++bucket) {
        seen += bucket.value();
        if (seen < rank)
            continue;
        const int shift = std::max(0, static_cast<int>(std::bit_width(static_cast<quint64>(bucket.key()))) - kDigits);
        return static_cast<double>(bucket.key()) + (static_cast<double>(qint64(1) << shift) - 1) / 2;
    }
    return 0;
}

qint64 linesOf(const QList<UsageReport::DayLines> &days)
{
    qint64 all = 0;
    for (const UsageReport::DayLines &day : days)
        all += day.lines;
    return all;
}

QString toString(KeyHygiene kind)
{
    for (const Word &word : kWords)
        if (word.kind == kind)
            return QString::fromLatin1(word.text);
    return {};
}

std::optional<KeyHygiene> keyHygieneFromString(QStringView text)
{
    for (const Word &word : kWords)
        if (text == QLatin1String(word.text))
            return word.kind;
    return std::nullopt;
}

QList<KeyHygiene> keyHygieneKinds()
{
    QList<KeyHygiene> kinds;
    for (const Word &word : kWords)
        kinds.append(word.kind);
    return kinds;
}

} // namespace plancia
