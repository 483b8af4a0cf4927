// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/prometheustext.h"

#include <QByteArray>
#include <QHash>
#include <QVarLengthArray>
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>

namespace plancia::monitoring {

namespace {

constexpr qsizetype kMaxLineBytes = 64 * 1024;
constexpr int kMaxLabels = 128;
constexpr qsizetype kMaxTimestampDigits = 18;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// As it stands on the page, with its escapes.
struct Label {
    QByteArrayView name, value;
};
using Labels = QVarLengthArray<Label, 16>;

/// One line, from left to right. What does not fit leaves a fault and ends the reading.
class Line {
public:
    Line(QByteArrayView text, PrometheusFormat format) : m_text(text), m_format(format) {}

    const char *fault() const { return m_fault; }
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool refuse(const char *why)
    {
        if (!m_fault)
            m_fault = why;
        return false;
    }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_text[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    /// [a-zA-Z_][a-zA-Z0-9_]*, with colons for a metric.
    QByteArrayView name(bool mayHaveColons)
    {
        const qsizetype from = m_at;
        while (!atEnd()) {
            const char c = m_text[m_at];
            if (!isNameStart(c) && !(mayHaveColons && c == ':') && !(isDigit(c) && m_at > from))
                break;
            ++m_at;
        }
        return m_text.sliced(from, m_at - from);
    }
    QByteArrayView word()
    {
        const qsizetype from = m_at;
        while (!atEnd() && !isBlank(m_text[m_at]))
            ++m_at;
        return m_text.sliced(from, m_at - from);
    }
    QByteArrayView rest() { return m_text.sliced(std::exchange(m_at, m_text.size())); }
    /// "…" with \\, \" and \n; false when it is none. `inside` is what stands between the quotes.
    bool quoted(QByteArrayView *inside = nullptr)
    {
        if (!take('"'))
            return refuse("a text in quotes is missing");
        const qsizetype from = m_at;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '"') {
                if (inside)
                    *inside = m_text.sliced(from, m_at - 1 - from);
                return true;
            }
            if (c != '\\')
                continue;
            const char escaped = peek();
            if (escaped != '\\' && escaped != '"' && escaped != 'n')
                return refuse("there is an unknown escape in a text");
            ++m_at;
        }
        return refuse("a text in quotes does not end");
    }
    /// {a="b",c="d"}; `hasName` is set when a quoted metric name stands in it, and must not be before. `taken` gets each label.
    bool labels(bool &hasName, Labels *taken = nullptr)
    {
        if (!take('{'))
            return true;
        for (int count = 0;; ++count) {
            skipBlanks();
            if (take('}'))
                return true;
            if (count >= kMaxLabels)
                return refuse("it has too many labels");
            const bool isQuoted = peek() == '"';
            Label label;
            if (isQuoted && !quoted(&label.name))
                return refuse("a label has no name");
            if (!isQuoted)
                label.name = name(false);
            if (label.name.isEmpty())
                return refuse("a label has no name");
            skipBlanks();
            if (take('=')) {
                skipBlanks();
                if (!quoted(&label.value))
                    return false;
                if (taken)
                    taken->append(label);
            } else if (!isQuoted || std::exchange(hasName, true)) {
                return refuse("a label has no value");
            }
            skipBlanks();
            if (take(','))
                continue;
            return take('}') || refuse("the labels do not end");
        }
    }
    bool value(QByteArrayView *text = nullptr)
    {
        const QByteArrayView number = word();
        if (text)
            *text = number;
        return isNumber(number) || refuse("the value is no number");
    }
    bool timestamp()
    {
        const QByteArrayView text = word();
        if (m_format == PrometheusFormat::OpenMetrics)
            return isNumber(text) || refuse("the time is no number");
        const QByteArrayView digits = !text.isEmpty() && (text[0] == '-' || text[0] == '+') ? text.sliced(1) : text;
        const bool isWhole = !digits.isEmpty() && digits.size() <= kMaxTimestampDigits && std::ranges::all_of(digits, isDigit);
        return isWhole || refuse("the time is no whole number");
    }

private:
    static bool isNumber(QByteArrayView text)
    {
        qsizetype at = !text.isEmpty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
        const QByteArray word = text.sliced(at).size() <= 8 ? text.sliced(at).toByteArray().toLower() : QByteArray();
        if (word == "inf" || word == "infinity" || (word == "nan" && at == 0))
            return true;
        const auto digits = [&] {
            const qsizetype from = at;
            while (at < text.size() && isDigit(text[at]))
                ++at;
            return at - from;
        };
        const qsizetype whole = digits();
        qsizetype part = 0;
        if (at < text.size() && text[at] == '.') {
            ++at;
            part = digits();
        }
        if (whole + part == 0)
            return false;
        if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
            ++at;
            if (at < text.size() && (text[at] == '+' || text[at] == '-'))
                ++at;
            if (digits() == 0)
                return false;
        }
        return at == text.size();
    }

    QByteArrayView m_text;
    const PrometheusFormat m_format;
    qsizetype m_at = 0;
    const char *m_fault = nullptr;
};

bool isType(QByteArrayView word, PrometheusFormat format)
{
    static constexpr std::array<std::string_view, 5> text{"counter", "gauge", "histogram", "summary", "untyped"};
    static constexpr std::array<std::string_view, 8> open{"counter", "gauge", "histogram", "summary", "unknown", "info", "stateset", "gaugehistogram"};
    const std::string_view asked(word.data(), static_cast<size_t>(word.size()));
    return format == PrometheusFormat::Text ? std::ranges::find(text, asked) != text.end() : std::ranges::find(open, asked) != open.end();
}

double numberOf(QByteArrayView text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber); // not of each spelling of infinity
    return isNumber ? value : std::numeric_limits<double>::quiet_NaN();
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size())
            plain += text[i];
        else
            plain += text[++i] == 'n' ? '\n' : text[i];
    }
    return plain;
}

/// A selector, as the page is read.
struct Wanted {
    qsizetype index = 0; ///< in PrometheusPage::picked
    QList<std::pair<QByteArray, QByteArray>> labels;
    bool matches(const Labels &on) const
    {
        qsizetype met = 0;
        for (const Label &label : on) {
            const auto own = std::ranges::find_if(labels, [&label](const auto &wanted) { return wanted.first == label.name; });
            if (own == labels.end()) {
                // Buckets hold one another, and quantiles are no parts: they are never added up.
                if (label.name == QByteArrayView("le") || label.name == QByteArrayView("quantile"))
                    return false;
            } else if (unescaped(label.value) != own->second) {
                return false;
            } else {
                ++met;
            }
        }
        return met == labels.size();
    }
};

class Reader {
public:
    Reader(PrometheusFormat format, const QStringList &selectors) : m_format(format)
    {
        for (const QString &text : selectors) {
            SeriesSeen seen;
            seen.selector = text;
            page.picked.append(seen);
            const auto selector = seriesSelector(text);
            if (!selector)
                continue;
            Wanted wanted;
            wanted.index = page.picked.size() - 1;
            for (auto label = selector->labels.begin(); label != selector->labels.end(); ++label)
                wanted.labels.append({label.key().toLatin1(), label.value().toUtf8()});
            m_wanted[selector->name.toLatin1()].append(wanted);
        }
    }
    PrometheusPage page;
    bool isEnded() const { return m_ended; }
    /// Types may have come last.
    void finish()
    {
        for (auto name = m_wanted.cbegin(); name != m_wanted.cend(); ++name)
            for (const Wanted &wanted : name.value()) {
                page.picked[wanted.index].isCounted = isCounted(name.key());
                page.picked[wanted.index].isNamed |= m_types.contains(name.key());
            }
    }

    const char *read(QByteArrayView text)
    {
        if (m_ended)
            return "something stands behind # EOF";
        if (text.size() > kMaxLineBytes)
            return "it is longer than 64 KiB";
        Line line(text, m_format);
        line.skipBlanks();
        if (line.atEnd())
            return m_format == PrometheusFormat::OpenMetrics ? "it is empty" : nullptr;
        if (line.take('#'))
            comment(line);
        else
            sample(line);
        return line.fault();
    }

private:
    bool comment(Line &line)
    {
        line.skipBlanks();
        const QByteArrayView word = line.word();
        if (word == QByteArrayView("EOF") && m_format == PrometheusFormat::OpenMetrics) {
            m_ended = true;
            return line.atEnd() || line.refuse("something stands behind # EOF");
        }
        const bool isHelp = word == QByteArrayView("HELP"), isType = word == QByteArrayView("TYPE");
        if (!isHelp && !isType)
            return true;
        line.skipBlanks();
        const QByteArrayView name = line.peek() == '"' ? line.word() : line.name(true);
        if (name.isEmpty() || (!line.atEnd() && !isBlank(line.peek())))
            return line.refuse("the metric has no name");
        line.skipBlanks();
        return isType ? type(line, name) : help(line);
    }
    bool type(Line &line, QByteArrayView name)
    {
        const QByteArrayView word = line.word();
        if (!isType(word, m_format))
            return line.refuse("it is no known type");
        line.skipBlanks();
        if (!line.atEnd())
            return line.refuse("something stands behind the type");
        const qsizetype before = m_types.size();
        m_types.insert(name.toByteArray(), typeOf(word));
        if (m_types.size() == before)
            return line.refuse("a second type is given for a metric");
        ++page.families;
        return true;
    }
    static bool help(Line &line)
    {
        const QByteArrayView text = line.rest();
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] != '\\')
                continue;
            ++i;
            if (i >= text.size() || (text[i] != '\\' && text[i] != 'n' && text[i] != '"'))
                return line.refuse("there is an unknown escape in a text");
        }
        return true;
    }
    bool sample(Line &line)
    {
        const QByteArrayView name = line.name(true);
        bool hasName = !name.isEmpty();
        const auto wanted = hasName && !m_wanted.isEmpty() ? m_wanted.constFind(QByteArray::fromRawData(name.data(), name.size())) : m_wanted.cend();
        const bool isWanted = wanted != m_wanted.cend();
        Labels labels;
        QByteArrayView value;
        line.skipBlanks();
        if (!line.labels(hasName, isWanted ? &labels : nullptr))
            return false;
        if (!hasName)
            return line.refuse("the metric has no name");
        line.skipBlanks();
        if (!line.value(&value))
            return false;
        line.skipBlanks();
        if (!line.atEnd() && line.peek() != '#' && !line.timestamp())
            return false;
        line.skipBlanks();
        if (!line.atEnd() && m_format == PrometheusFormat::OpenMetrics && !exemplar(line))
            return false;
        if (!line.atEnd())
            return line.refuse("something stands behind the value");
        ++page.series;
        if (isWanted)
            pick(*wanted, labels, value);
        return true;
    }
    void pick(const QList<Wanted> &all, Labels &labels, QByteArrayView value)
    {
        std::ranges::sort(labels, [](const Label &a, const Label &b) { return a.name < b.name; });
        for (const Wanted &wanted : all) {
            SeriesSeen &seen = page.picked[wanted.index];
            seen.isNamed = true;
            if (!wanted.matches(labels))
                continue;
            seen.isTooMany = seen.series.size() >= SeriesSeen::kMost;
            if (seen.isTooMany)
                continue;
            QByteArray one;
            for (const Label &label : labels)
                one.append(label.name).append("=\"").append(label.value).append('"');
            seen.series.append({one, numberOf(value)});
        }
    }
    enum class Type { Counter, Distribution, Other };
    static Type typeOf(QByteArrayView word)
    {
        if (word == QByteArrayView("counter"))
            return Type::Counter;
        return word == QByteArrayView("histogram") || word == QByteArrayView("summary") ? Type::Distribution : Type::Other;
    }
    /// A family's own name, or that with the end that its type gives it.
    bool isCounted(const QByteArray &name) const
    {
        if (const auto own = m_types.constFind(name); own != m_types.cend())
            return *own == Type::Counter;
        for (const char *end : {"_total", "_count", "_sum", "_bucket"}) {
            if (!name.endsWith(end))
                continue;
            const auto family = m_types.constFind(name.chopped(static_cast<qsizetype>(qstrlen(end))));
            if (family == m_types.cend())
                return true; // nothing is said: the name is
            return *family == (qstrcmp(end, "_total") == 0 ? Type::Counter : Type::Distribution);
        }
        return false;
    }
    /// # {trace_id="…"} 0.67 1520879607.789
    static bool exemplar(Line &line)
    {
        bool hasName = true; // none may stand there
        if (!line.take('#'))
            return line.refuse("something stands behind the value");
        line.skipBlanks();
        if (line.peek() != '{')
            return line.refuse("the exemplar has no labels");
        if (!line.labels(hasName))
            return false;
        line.skipBlanks();
        if (!line.value())
            return false;
        line.skipBlanks();
        return line.atEnd() || line.timestamp();
    }

    const PrometheusFormat m_format;
    QHash<QByteArray, Type> m_types;
    QHash<QByteArray, QList<Wanted>> m_wanted; ///< by the name of the series
    bool m_ended = false;
};

Error fault(qint64 line, const char *why)
{
    const QString what = QString::fromLatin1(why);
    return Error(ErrorCode::NetAnswer, {{QStringLiteral("message"), line > 0 ? QStringLiteral("line %1 of the metrics: %2").arg(line).arg(what) : what}});
}
} // namespace

Result<PrometheusPage> readPrometheusText(QByteArrayView page, PrometheusFormat format, const QStringList &selectors)
{
    if (page.size() > kMaxMetricsPageBytes)
        return fail(fault(0, "the page of metrics is longer than 10 MB"));
    if (!page.isValidUtf8())
        return fail(fault(0, "the page of metrics is no UTF-8"));
    Reader reader(format, selectors);
    qint64 number = 0;
    for (qsizetype from = 0; from < page.size();) {
        const qsizetype end = page.indexOf('\n', from);
        ++number;
        if (end < 0)
            return fail(fault(number, "the line has no end: the page is cut"));
        if (const char *why = reader.read(page.sliced(from, end - from)))
            return fail(fault(number, why));
        from = end + 1;
    }
    if (format == PrometheusFormat::OpenMetrics && !reader.isEnded())
        return fail(fault(0, "the page of metrics does not end with # EOF: it is cut"));
    reader.finish();
    return reader.page;
}

} // namespace plancia::monitoring
