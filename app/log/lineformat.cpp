// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/lineformat.h"
#include "app/log/mask.h"

#include <QDateTime>
#include <QSet>

#include <array>

namespace plancia::log {

namespace {
constexpr std::array kWords{QLatin1String("trace"),   QLatin1String("debug"), QLatin1String("info"),
                            QLatin1String("warning"), QLatin1String("error"), QLatin1String("critical"),
                            QLatin1String("off")};
constexpr qsizetype kMaxText = 16'384; // of one message or field: a log line is no place for a file

QString timestamp(qint64 unixMs)
{
    return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ"));
}

QString safe(const QString &text)
{
    return text.size() <= kMaxText ? mask(text) : mask(text.left(kMaxText)) + QStringLiteral("…");
}

QString fieldValue(const Fact &field) { return namesSecret(field.key) ? QStringLiteral("‹masked›") : safe(field.value); }

/// JSON's escapes; also what keeps a line one line in text form.
QString escaped(const QString &text)
{
    QString out;
    out.reserve(text.size() + 8);
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"': out += QLatin1String("\\\""); break;
        case u'\\': out += QLatin1String("\\\\"); break;
        case u'\n': out += QLatin1String("\\n"); break;
        case u'\r': out += QLatin1String("\\r"); break;
        case u'\t': out += QLatin1String("\\t"); break;
        default:
            // Control characters, line and paragraph separators, and changes of the writing direction.
            if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0)
                || (c.unicode() >= 0x2028 && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069))
                out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
            else
                out += c;
        }
    }
    return out;
}
QString quoted(const QString &text) { return u'"' + escaped(text) + u'"'; }

bool isReserved(const QString &key)
{
    static const QSet<QString> reserved{QStringLiteral("timestamp"), QStringLiteral("level"), QStringLiteral("logger"),
                                        QStringLiteral("message"), QStringLiteral("run")};
    return reserved.contains(key);
}

bool needsQuotes(const QString &value)
{
    return value.isEmpty() || value != escaped(value) || value.contains(u' ') || value.contains(u'=');
}

QString unquotedText(const QString &text)
{
    return escaped(text).replace(QLatin1String("\\\""), QLatin1String("\""));
}
} // namespace

QLatin1String toString(Level level) { return kWords[static_cast<size_t>(level)]; }

std::optional<Level> levelFromString(QStringView text)
{
    for (size_t i = 0; i < kWords.size(); ++i)
        if (text.compare(kWords[i], Qt::CaseInsensitive) == 0)
            return static_cast<Level>(i);
    if (text.compare(u"warn", Qt::CaseInsensitive) == 0)
        return Level::Warning;
    if (text.compare(u"err", Qt::CaseInsensitive) == 0)
        return Level::Error;
    return std::nullopt;
}

QByteArray formatLine(bool json, qint64 unixMs, Level level, const char *logger, const QString &message,
                      const QList<Fact> &fields, const QString &runId)
{
    QString line;
    const QString name = QString::fromUtf8(logger);
    if (!json) {
        line = timestamp(unixMs) + u' ' + QString(toString(level)).toUpper().leftJustified(8) + u' ' + name
            + QStringLiteral(": ") + unquotedText(safe(message));
        for (const Fact &field : fields) {
            const QString value = fieldValue(field);
            line += u' ' + escaped(field.key) + u'=' + (needsQuotes(value) ? quoted(value) : value);
        }
        return (line + QStringLiteral(" run=") + runId).toUtf8();
    }
    line = QStringLiteral("{\"timestamp\":") + quoted(timestamp(unixMs)) + QStringLiteral(",\"level\":")
        + quoted(toString(level)) + QStringLiteral(",\"logger\":") + quoted(name) + QStringLiteral(",\"message\":")
        + quoted(safe(message)) + QStringLiteral(",\"run\":") + quoted(runId);
    QSet<QString> seen;
    for (const Fact &field : fields) {
        const QString key = isReserved(field.key) ? QStringLiteral("field_") + field.key : field.key;
        if (seen.contains(key))
            continue;
        seen.insert(key);
        line += u',' + quoted(key) + u':' + quoted(fieldValue(field));
    }
    return (line + u'}').toUtf8();
}

} // namespace plancia::log
