// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/pageseries.h"

#include "models/domain/textrules.h"

namespace plancia {

namespace {
const QString kRate = QStringLiteral("target.rate.");
const QString kValue = QStringLiteral("target.value."); // the longer one: SeriesSelector::kMaxChars

bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; }

/// From left to right over a selector.
class Reader {
public:
    explicit Reader(QStringView text) : m_text(text) {}
    bool atEnd() const { return m_at >= m_text.size(); }
    bool take(QChar c)
    {
        skipBlanks();
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    QString name(bool mayHaveColons)
    {
        skipBlanks();
        const qsizetype from = m_at;
        while (!atEnd() && (isLetter(m_text[m_at]) || (mayHaveColons && m_text[m_at] == u':') || (m_at > from && m_text[m_at] >= u'0' && m_text[m_at] <= u'9')))
            ++m_at;
        return m_text.sliced(from, m_at - from).toString();
    }
    /// "…" with \\, \" and \n.
    std::optional<QString> quoted()
    {
        if (!take(u'"'))
            return std::nullopt;
        for (QString text; !atEnd();) {
            const QChar c = m_text[m_at++];
            if (c == u'"')
                return text;
            if (c != u'\\') {
                text += c;
                continue;
            }
            const QChar escaped = atEnd() ? QChar() : m_text[m_at++];
            if (escaped != u'\\' && escaped != u'"' && escaped != u'n')
                return std::nullopt;
            text += escaped == u'n' ? QChar(u'\n') : escaped;
        }
        return std::nullopt;
    }
    void skipBlanks()
    {
        while (!atEnd() && m_text[m_at] == u' ')
            ++m_at;
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

QString quoted(const QString &text)
{
    QString quoted = text;
    return u'"' + quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")).replace(u'\n', QStringLiteral("\\n")) + u'"';
}
} // namespace

std::optional<SeriesSelector> seriesSelector(const QString &text)
{
    if (text.size() > SeriesSelector::kMaxChars || textFault({}, text, SeriesSelector::kMaxChars, Lines::One))
        return std::nullopt;
    Reader reader(text);
    SeriesSelector selector;
    selector.name = reader.name(true);
    if (selector.name.isEmpty())
        return std::nullopt;
    if (reader.take(u'{') && !reader.take(u'}')) {
        do {
            const QString label = reader.name(false);
            if (label.isEmpty() || selector.labels.contains(label) || !reader.take(u'='))
                return std::nullopt;
            const auto value = reader.quoted();
            if (!value || value->isEmpty()) // an empty one is as if it were not there
                return std::nullopt;
            selector.labels.insert(label, *value);
        } while (reader.take(u','));
        if (!reader.take(u'}'))
            return std::nullopt;
    }
    reader.skipBlanks();
    return reader.atEnd() ? std::optional(selector) : std::nullopt;
}

QString toString(const SeriesSelector &selector)
{
    QStringList labels;
    for (auto label = selector.labels.begin(); label != selector.labels.end(); ++label)
        labels.append(label.key() + u'=' + quoted(label.value()));
    return labels.isEmpty() ? selector.name : selector.name + u'{' + labels.join(u',') + u'}';
}

QString toString(const SeriesMetric &metric) { return (metric.isRate ? kRate : kValue) + metric.selector; }

std::optional<SeriesMetric> seriesMetric(const QString &name)
{
    const bool isRate = name.startsWith(kRate);
    if (!isRate && !name.startsWith(kValue))
        return std::nullopt;
    const QString selector = name.mid((isRate ? kRate : kValue).size());
    const auto read = seriesSelector(selector);
    return read && toString(*read) == selector ? std::optional(SeriesMetric{selector, isRate}) : std::nullopt;
}

Quantity quantityOf(const SeriesMetric &metric)
{
    QString name = metric.selector.section(u'{', 0, 0);
    if (metric.isRate) {
        for (const char *end : {"_total", "_sum"})
            if (name.endsWith(QLatin1String(end)))
                name.chop(static_cast<qsizetype>(qstrlen(end)));
        return name.endsWith(QLatin1String("_bytes")) ? Quantity::BytesPerSecond : Quantity::PerSecond;
    }
    if (name.endsWith(QLatin1String("_bytes")))
        return Quantity::Bytes;
    const bool isMoment = name.endsWith(QLatin1String("_timestamp_seconds")) || name.endsWith(QLatin1String("_start_time_seconds"));
    if (name.endsWith(QLatin1String("_seconds")) && !isMoment)
        return Quantity::Seconds;
    return name.endsWith(QLatin1String("_ratio")) ? Quantity::Ratio : Quantity::Number;
}

} // namespace plancia
