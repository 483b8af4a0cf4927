// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <array>
#include <charconv>
#include <span>
#include <vector>

namespace plancia::monitoring {

/// How telemetry.db writes values: a JSON array in the order of a shape (resources/sql/sqlite/telemetry). Whole numbers below 2^53
/// are written whole, so that sizes stay exact to the byte; the rest with nine significant digits, which brings each float
/// back. What is not finite has no JSON and is absent. Pure.
QString namesToJson(const QStringList &names);
QStringList namesFromJson(const QString &text);
QString valuesToJson(const QStringList &names, const QHash<QString, double> &values);

constexpr qint64 kMinuteMs = 60'000;
inline qint64 minuteOf(qint64 at) { return at - at % kMinuteMs; }

/// What one metric did within a minute: enough to draw it so that no spike is lost.
class MinuteValue {
public:
    void add(qint64 at, double value);
    bool isEmpty() const { return m_points[0].at < 0; }
    struct Point {
        qint64 at = -1;
        double value = 0;
    };
    /// First, the extremes in the order in which they came, last; the same one may stand there twice.
    std::array<Point, 4> points() const;
    double mean() const { return m_count > 0 ? m_sum / m_count : 0; }

private:
    std::array<Point, 4> m_points; ///< first, least, greatest, last
    double m_sum = 0;
    int m_count = 0;
};
QString minuteToJson(const std::vector<MinuteValue> &values);

/// Calls `take(place, numbers)` for each value that is there, with one number or the five of a minute (first, least or
/// greatest as they came, last, mean). Ends at what it does not understand:
/// a row that was damaged gives what stands before. By hand, as this is read by the ten thousand: QJsonDocument takes ten times as long.
template <class Take>
void eachValue(const QByteArray &text, Take take)
{
    const char *at = text.constData() + 1;
    const char *const end = text.constData() + text.size();
    std::array<double, 5> numbers{};
    for (size_t place = 0; at < end && *at != ']'; ++place) {
        size_t count = 0;
        const bool isMinute = *at == '[';
        at += isMinute;
        while (at < end && *at != ']' && (isMinute || *at != ',')) {
            if (*at == ',') {
                ++at;
                continue;
            }
            if (end - at >= 4 && *at == 'n') {
                at += 4;
                continue;
            }
            if (count == numbers.size())
                return;
            const auto read = std::from_chars(at, end, numbers[count++]);
            if (read.ec != std::errc())
                return;
            at = read.ptr;
        }
        at += isMinute && at < end;
        if (count == 1 || count == numbers.size())
            take(place, std::span<const double>(numbers.data(), count));
        if (at < end && *at == ',')
            ++at;
    }
}

} // namespace plancia::monitoring
