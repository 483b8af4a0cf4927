// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/prometheustext.h"

#include <QByteArray>
#include <QSet>
#include <algorithm>
#include <array>
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
    /// "…" with \\, \" and \n; false when it is none. `isEmpty` says whether there is nothing in it.
    bool quoted(bool *isEmpty = nullptr)
    {
        if (!take('"'))
            return refuse("a text in quotes is missing");
        const qsizetype from = m_at;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '"') {
                if (isEmpty)
                    *isEmpty = m_at - 1 == from;
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
    /// {a="b",c="d"}; `hasName` is set when a quoted metric name stands in it, and must not be before.
    bool labels(bool &hasName)
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
            bool isEmpty = false;
            if (isQuoted ? !quoted(&isEmpty) : name(false).isEmpty())
                return refuse("a label has no name");
            if (isEmpty)
                return refuse("a label has no name");
            skipBlanks();
            if (take('=')) {
                skipBlanks();
                if (!quoted())
                    return false;
            } else if (!isQuoted || std::exchange(hasName, true)) {
                return refuse("a label has no value");
            }
            skipBlanks();
            if (take(','))
                continue;
            return take('}') || refuse("the labels do not end");
        }
    }
    bool value() { return isNumber(word()) || refuse("the value is no number"); }
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

class Reader {
public:
    explicit Reader(PrometheusFormat format) : m_format(format) {}
    PrometheusPage page;
    bool isEnded() const { return m_ended; }

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
        if (!isType(line.word(), m_format))
            return line.refuse("it is no known type");
        line.skipBlanks();
        if (!line.atEnd())
            return line.refuse("something stands behind the type");
        const qsizetype before = m_types.size();
        m_types.insert(name.toByteArray());
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
        bool hasName = !line.name(true).isEmpty();
        line.skipBlanks();
        if (!line.labels(hasName))
            return false;
        if (!hasName)
            return line.refuse("the metric has no name");
        line.skipBlanks();
        if (!line.value())
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
        return true;
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
    QSet<QByteArray> m_types;
    bool m_ended = false;
};

Error fault(qint64 line, const char *why)
{
    const QString what = QString::fromLatin1(why);
    return Error(ErrorCode::NetAnswer, {{QStringLiteral("message"), line > 0 ? QStringLiteral("line %1 of the metrics: %2").arg(line).arg(what) : what}});
}
} // namespace

Result<PrometheusPage> readPrometheusText(QByteArrayView page, PrometheusFormat format)
{
    if (page.size() > kMaxMetricsPageBytes)
        return fail(fault(0, "the page of metrics is longer than 10 MB"));
    if (!page.isValidUtf8())
        return fail(fault(0, "the page of metrics is no UTF-8"));
    Reader reader(format);
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
    return reader.page;
}

} // namespace plancia::monitoring
