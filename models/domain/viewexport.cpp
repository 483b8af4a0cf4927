// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/viewexport.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <memory>

namespace plancia {

namespace {
QString isoTime(qint64 unixMs) { return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs); }
QJsonValue timeOrNull(qint64 unixMs) { return unixMs ? QJsonValue(isoTime(unixMs)) : QJsonValue(); }
QJsonObject toJson(const ViewGap &gap)
{
    return {{QStringLiteral("from"), isoTime(gap.from)}, {QStringLiteral("to"), isoTime(gap.to)}, {QStringLiteral("reason"), gap.reason}};
}

/// A whole line of CSV must not be quoted (who skips lines with “#” would not skip it), nor fall into fields (a spreadsheet would
/// compute one that begins with “=”).
QByteArray remark(const QString &text)
{
    QString line = QStringLiteral("# ");
    for (const QChar c : text) {
        if (c == u',' || c == u'"' || c == u';' || c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0) || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            line += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line.toUtf8() + "\r\n";
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::Object: {
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (auto part = object.begin(); part != object.end(); ++part)
            parts.append(part.key() + u'=' + shellWord(part->isBool() ? QStringLiteral("true") : part->toVariant().toString()));
        return parts.join(u' ');
    }
    default:
        return {};
    }
}
} // namespace

QString endingOf(ViewFormat format)
{
    switch (format) {
    case ViewFormat::Csv:
        return QStringLiteral("csv");
    case ViewFormat::JsonLines:
        return QStringLiteral("jsonl");
    case ViewFormat::Png:
        return QStringLiteral("png");
    case ViewFormat::Svg:
        return QStringLiteral("svg");
    case ViewFormat::Pdf:
        break;
    }
    return QStringLiteral("pdf");
}

qint64 knownMsOf(const QList<ViewGap> &gaps, qint64 from, qint64 to)
{
    QList<ViewGap> sorted = gaps;
    std::ranges::sort(sorted, {}, &ViewGap::from);
    qint64 known = 0, at = from;
    for (const ViewGap &gap : std::as_const(sorted)) {
        known += std::max<qint64>(0, std::min(gap.from, to) - at);
        at = std::max(at, gap.to);
    }
    return known + std::max<qint64>(0, to - at);
}

QJsonObject toJson(const ViewQuery &query)
{
    QJsonArray gaps;
    for (const ViewGap &gap : query.gaps)
        gaps.append(toJson(gap));
    const auto textOrNull = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{QStringLiteral("view"), query.view},
            {QStringLiteral("agent"), textOrNull(query.agent)},
            {QStringLiteral("source"), textOrNull(query.source)},
            {QStringLiteral("from"), timeOrNull(query.from)},
            {QStringLiteral("to"), timeOrNull(query.to)},
            {QStringLiteral("filter"), query.filter},
            {QStringLiteral("sort"), textOrNull(query.sort)},
            {QStringLiteral("step_ms"), query.stepMs > 0 ? QJsonValue(query.stepMs) : QJsonValue()},
            {QStringLiteral("known_ms"), query.knownMs ? QJsonValue(*query.knownMs) : QJsonValue()},
            {QStringLiteral("gaps"), gaps},
            {QStringLiteral("note"), textOrNull(query.note)},
            {QStringLiteral("exported_at"), timeOrNull(query.exportedAt)},
            {QStringLiteral("commands"), QJsonArray::fromStringList(query.commands)}};
}

QString shellWord(const QString &text)
{
    const auto isPlain = [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringView(u"-_./:@%+=*").contains(c)); };
    // What has a meaning at the beginning or as a pattern is quoted too.
    if (!text.isEmpty() && !text.contains(u'*') && !text.startsWith(u'=') && std::all_of(text.cbegin(), text.cend(), isPlain))
        return text;
    const auto isOdd = [](QChar c) { return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0) || c == u',' || c == u'"' || c == u';' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator; };
    if (std::none_of(text.cbegin(), text.cend(), isOdd))
        return u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    QString word = QStringLiteral("$'");
    for (const QChar c : text) {
        if (isOdd(c))
            word += c.unicode() < 0x80 ? QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0')) : QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else if (c == u'\'' || c == u'\\')
            word += QStringLiteral("\\") + c;
        else
            word += c;
    }
    return word + u'\'';
}

QString shellLine(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words)
        quoted.append(shellWord(word));
    return quoted.join(u' ');
}

QStringList spanWords(const ViewQuery &query)
{
    QStringList words{QStringLiteral("--from"), isoTime(query.from), QStringLiteral("--to"), isoTime(query.to)};
    if (!query.agentId.isEmpty())
        words += {QStringLiteral("--agent"), query.agentId};
    return words;
}

QByteArray viewHead(const ViewQuery &query, const QStringList &columns, ViewFormat format)
{
    if (format == ViewFormat::Csv)
        return listHead(columns, ListFormat::Csv);
    return QJsonDocument(QJsonObject{{QStringLiteral("query"), toJson(query)}}).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray viewLines(const QList<ViewRow> &rows, const QStringList &columns, ViewFormat format)
{
    QByteArray lines;
    for (const ViewRow &row : rows) {
        if (!row.gap)
            lines += listLine(row.row, columns, format == ViewFormat::Csv ? ListFormat::Csv : ListFormat::JsonLines);
        else if (format == ViewFormat::Csv)
            lines += remark(QStringLiteral("gap %1 %2 %3").arg(isoTime(row.gap->from), isoTime(row.gap->to), row.gap->reason));
        else
            lines += QJsonDocument(QJsonObject{{QStringLiteral("gap"), toJson(*row.gap)}}).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

QByteArray viewFoot(const ViewQuery &query, ViewFormat format)
{
    if (format != ViewFormat::Csv)
        return {};
    const QJsonObject json = toJson(query);
    QByteArray foot;
    for (const char *key : {"view", "agent", "source", "from", "to", "filter", "sort", "step_ms", "known_ms", "note", "exported_at"})
        if (const QString text = textOf(json.value(QLatin1String(key))); !text.isEmpty())
            foot += remark(QLatin1String(key) + QStringLiteral(": ") + text);
    for (const QString &command : query.commands)
        foot += remark(QStringLiteral("command: ") + command);
    return foot;
}

ViewSource viewSource(const ViewQuery &query, const QStringList &columns, ViewRows rows, qint64 count, ViewFormat format)
{
    enum class At { Head, Rows, End };
    ViewSource source;
    source.rows = count;
    source.next = [query, columns, rows = std::move(rows), format, at = At::Head]() mutable -> ViewPiece {
        if (std::exchange(at, at == At::Head ? At::Rows : at) == At::Head)
            return {viewHead(query, columns, format), 0};
        if (at == At::End)
            return {};
        const QList<ViewRow> some = rows();
        if (!some.isEmpty())
            return {viewLines(some, columns, format), static_cast<qint64>(std::ranges::count_if(some, [](const ViewRow &row) { return !row.gap; }))};
        at = At::End;
        return {viewFoot(query, format), 0};
    };
    return source;
}

} // namespace plancia
