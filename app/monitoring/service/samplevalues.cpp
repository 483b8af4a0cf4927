// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/samplevalues.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace plancia::monitoring {

namespace {
constexpr double kWholeBelow = 9007199254740992.0; // 2^53

void append(QByteArray &text, double value)
{
    std::array<char, 32> digits{};
    const bool isWhole = std::abs(value) < kWholeBelow && value == std::floor(value);
    const auto written = isWhole ? std::to_chars(digits.begin(), digits.end(), static_cast<qint64>(value))
                                 : std::to_chars(digits.begin(), digits.end(), value, std::chars_format::general, 9);
    text.append(digits.data(), written.ptr - digits.data());
}

QString closed(QByteArray text)
{
    if (text.endsWith(','))
        text.chop(1);
    return QString::fromLatin1(text + ']');
}
} // namespace

QString namesToJson(const QStringList &names)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
}

QStringList namesFromJson(const QString &text)
{
    QStringList names;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &name : array)
        names.append(name.toString());
    return names;
}

QString valuesToJson(const QStringList &names, const QHash<QString, double> &values)
{
    QByteArray text = "[";
    for (const QString &name : names) {
        const auto value = values.constFind(name);
        if (value != values.cend() && std::isfinite(*value))
            append(text, *value);
        else
            text += "null";
        text += ',';
    }
    return closed(std::move(text));
}

void MinuteValue::add(qint64 at, double value)
{
    const Point point{at, value};
    m_sum += value;
    ++m_count;
    if (isEmpty()) {
        m_points.fill(point);
        return;
    }
    if (value < m_points[1].value)
        m_points[1] = point;
    if (value > m_points[2].value)
        m_points[2] = point;
    m_points[3] = point;
}

std::array<MinuteValue::Point, 4> MinuteValue::points() const
{
    auto points = m_points;
    if (points[2].at < points[1].at)
        std::swap(points[1], points[2]);
    return points;
}

QString minuteToJson(const std::vector<MinuteValue> &values)
{
    QByteArray text = "[";
    for (const MinuteValue &value : values) {
        const auto points = value.points();
        if (value.isEmpty()) {
            text += "null,";
            continue;
        }
        const bool isFlat = points[1].value == points[2].value;
        text += isFlat ? "" : "[";
        append(text, points[0].value);
        for (size_t i = 1; i < points.size() && !isFlat; ++i) {
            text += ',';
            append(text, points[i].value);
        }
        if (!isFlat) {
            text += ',';
            append(text, value.mean());
        }
        text += isFlat ? "," : "],";
    }
    return closed(std::move(text));
}

} // namespace plancia::monitoring
