// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/importtable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <algorithm>

namespace plancia {

namespace {

Error unreadable(qint64 line, const QString &detail)
{
    return Error(ErrorCode::ValImport, {{QStringLiteral("line"), QString::number(line)}, {QStringLiteral("detail"), detail}});
}

Error tooMany(const char *field, int most)
{
    return Error(ErrorCode::ValRange, {{QStringLiteral("field"), QLatin1String(field)},
                                       {QStringLiteral("minimum"), QStringLiteral("1")},
                                       {QStringLiteral("maximum"), QString::number(most)}});
}

/// The text as UTF-8 without a byte order mark. What is no text in it stays, for the row that it is in.
QByteArray withoutMark(const QByteArray &bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        return bytes.mid(3);
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")) {
        QStringDecoder decoder(QStringDecoder::Utf16);
        return QString(decoder(bytes)).toUtf8();
    }
    return bytes;
}

/// Nothing when the bytes are no UTF-8, or hold a NUL.
std::optional<QString> textOf(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return std::nullopt;
    return text.isNull() ? QStringLiteral("") : text;
}

/// Takes CSV apart, a record at a time.
class CsvReader {
public:
    CsvReader(const QByteArray &bytes, char separator) : m_bytes(bytes), m_separator(separator) {}

    bool atEnd() const { return m_at >= m_bytes.size(); }

    ImportRow next()
    {
        ImportRow row;
        row.line = m_line;
        for (bool more = true; more;) {
            QByteArray field;
            more = takeField(field, row);
            if (row.fault)
                continue;
            if (const auto text = textOf(field))
                row.values.append(*text);
            else
                row.fault = unreadable(row.line, QStringLiteral("not UTF-8"));
        }
        return row;
    }

private:
    /// False when it was the record's last one.
    bool takeField(QByteArray &field, ImportRow &row)
    {
        if (m_at < m_bytes.size() && m_bytes.at(m_at) == '"')
            return takeQuoted(field, row);
        while (m_at < m_bytes.size()) {
            const char c = m_bytes.at(m_at++);
            if (c == m_separator)
                return true;
            if (c == '\n' || c == '\r') {
                endLine(c);
                return false;
            }
            field += c;
        }
        return false;
    }

    bool takeQuoted(QByteArray &field, ImportRow &row)
    {
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes.at(m_at);
            if (c != '"') {
                m_line += c == '\n' || (c == '\r' && !isAt(m_at + 1, '\n'));
                field += c;
            } else if (isAt(m_at + 1, '"')) {
                field += '"';
                ++m_at;
            } else {
                ++m_at;
                return afterQuotes(row);
            }
        }
        row.fault = unreadable(row.line, QStringLiteral("a quote is not closed"));
        return false;
    }

    bool afterQuotes(ImportRow &row)
    {
        bool isClean = true;
        while (m_at < m_bytes.size()) {
            const char c = m_bytes.at(m_at++);
            if (c == '\n' || c == '\r' || c == m_separator) {
                if (!isClean && !row.fault)
                    row.fault = unreadable(row.line, QStringLiteral("text after a closing quote"));
                if (c != m_separator)
                    endLine(c);
                return c == m_separator;
            }
            isClean = false;
        }
        return false;
    }

    bool isAt(qsizetype at, char c) const { return at < m_bytes.size() && m_bytes.at(at) == c; }
    void endLine(char c)
    {
        if (c == '\r' && isAt(m_at, '\n'))
            ++m_at;
        ++m_line;
    }

    const QByteArray &m_bytes;
    const char m_separator;
    qsizetype m_at = 0;
    qint64 m_line = 1;
};

char separatorOf(const QByteArray &bytes)
{
    qsizetype counts[3] = {};
    constexpr char kSeparators[] = {',', ';', '\t'};
    bool inQuotes = false;
    for (const char c : bytes) {
        if (c == '"')
            inQuotes = !inQuotes;
        else if (!inQuotes && (c == '\n' || c == '\r'))
            break;
        else if (!inQuotes)
            for (int i = 0; i < 3; ++i)
                counts[i] += c == kSeparators[i];
    }
    return kSeparators[std::max_element(counts, counts + 3) - counts];
}

Result<ImportTable> readCsv(const QByteArray &bytes)
{
    CsvReader reader(bytes, separatorOf(bytes));
    if (reader.atEnd())
        return fail(unreadable(1, QStringLiteral("it is empty")));
    const ImportRow header = reader.next();
    if (header.fault)
        return fail(*header.fault);
    ImportTable table;
    table.isCsv = true;
    for (const QString &column : header.values)
        table.columns.append(column.trimmed());
    if (table.columns.size() > kMaxImportColumns)
        return fail(tooMany("columns", kMaxImportColumns));
    if (table.columns.join(QString()).isEmpty())
        return fail(unreadable(1, QStringLiteral("the header line is empty")));
    while (!reader.atEnd()) {
        ImportRow row = reader.next();
        if (!row.fault && row.values.join(QString()).isEmpty())
            continue; // a line with nothing in it
        if (!row.fault && row.values.size() > table.columns.size())
            row.fault = unreadable(row.line, QStringLiteral("%1 fields, the header has %2").arg(row.values.size()).arg(table.columns.size()));
        if (table.rows.size() >= kMaxImportRows)
            return fail(tooMany("rows", kMaxImportRows));
        table.rows.append(row);
    }
    return table;
}

/// Where objects begin and end, without building what is in them.
class JsonScanner {
public:
    explicit JsonScanner(const QByteArray &bytes) : m_bytes(bytes) {}
    qint64 line() const { return m_line; }
    bool atEnd() const { return m_at >= m_bytes.size(); }
    char peek() const { return atEnd() ? '\0' : m_bytes.at(m_at); }
    void skip()
    {
        m_line += m_bytes.at(m_at) == '\n';
        ++m_at;
    }
    void skipBlanks()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            skip();
    }
    /// What is left of the line.
    QByteArray takeLine()
    {
        const qsizetype from = m_at;
        while (!atEnd() && peek() != '\n')
            ++m_at;
        return m_bytes.mid(from, m_at - from);
    }
    /// The value that begins here, up to the comma or bracket after it.
    QByteArray takeValue()
    {
        const qsizetype from = m_at;
        int depth = 0;
        bool inText = false;
        for (; !atEnd(); skip()) {
            const char c = peek();
            if (inText) {
                if (c == '\\' && m_at + 1 < m_bytes.size())
                    skip();
                else if (c == '"')
                    inText = false;
                continue;
            }
            if (c == '"')
                inText = true;
            else if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth < 0)
                break;
            else if (c == ',' && depth == 0)
                break;
        }
        return m_bytes.mid(from, m_at - from);
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    qint64 m_line = 1;
};

/// Nothing for a value that no field can take.
std::optional<QString> textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return QString();
    case QJsonValue::String:
        return value.toString().isNull() ? QStringLiteral("") : value.toString();
    case QJsonValue::Bool:
    case QJsonValue::Double:
        return value.toVariant().toString();
    case QJsonValue::Array: {
        QStringList words;
        for (const QJsonValue &item : value.toArray()) {
            if (!item.isString())
                return std::nullopt;
            words.append(item.toString());
        }
        return words.join(u' ').isNull() ? QStringLiteral("") : words.join(u' ');
    }
    case QJsonValue::Object:
        break;
    }
    return std::nullopt;
}

Result<bool> takeObject(ImportTable &table, const QByteArray &text, qint64 line)
{
    ImportRow row;
    row.line = line;
    QJsonParseError problem;
    // A byte order mark at the front of a text would be taken away in silence; as an escape it stays, to be told.
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(text).replace("\xef\xbb\xbf", "\\ufeff"), &problem);
    if (problem.error != QJsonParseError::NoError)
        row.fault = unreadable(line, problem.errorString());
    else if (!document.isObject())
        row.fault = unreadable(line, QStringLiteral("not an object"));
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end() && !row.fault; ++it) {
        const auto value = textOf(it.value());
        qsizetype column = table.columns.indexOf(it.key());
        if (!value) {
            row.fault = unreadable(line, QStringLiteral("“%1” is neither a text nor a list of texts").arg(it.key().left(60)));
            break;
        }
        if (column < 0) {
            column = table.columns.size();
            table.columns.append(it.key());
            if (table.columns.size() > kMaxImportColumns)
                return fail(tooMany("columns", kMaxImportColumns));
        }
        while (row.values.size() <= column)
            row.values.append(QString());
        row.values[column] = *value;
    }
    if (table.rows.size() >= kMaxImportRows)
        return fail(tooMany("rows", kMaxImportRows));
    table.rows.append(row);
    return true;
}

Result<ImportTable> readJson(const QByteArray &bytes)
{
    JsonScanner scanner(bytes);
    ImportTable table;
    scanner.skipBlanks();
    const bool isArray = scanner.peek() == '[';
    if (isArray)
        scanner.skip();
    bool isClosed = false;
    for (scanner.skipBlanks(); !scanner.atEnd(); scanner.skipBlanks()) {
        if (isArray && scanner.peek() == ']') {
            isClosed = true;
            break;
        }
        const qint64 line = scanner.line();
        const QByteArray value = isArray ? scanner.takeValue() : scanner.takeLine();
        if (auto taken = takeObject(table, value, line); !taken)
            return fail(taken.error());
        scanner.skipBlanks();
        if (isArray && scanner.peek() == ',')
            scanner.skip();
        else if (isArray && !scanner.atEnd() && scanner.peek() != ']')
            scanner.skip(); // a bracket too many: what follows is read as it comes
    }
    if (isArray && !isClosed)
        return fail(unreadable(scanner.line(), QStringLiteral("the list is cut off")));
    if (table.columns.isEmpty() && table.rows.isEmpty())
        return fail(unreadable(1, QStringLiteral("it is empty")));
    return table;
}

} // namespace

Result<ImportTable> readImport(const QByteArray &bytes)
{
    const QByteArray text = withoutMark(bytes);
    const QByteArray start = text.left(1024).trimmed();
    return start.startsWith('[') || start.startsWith('{') ? readJson(text) : readCsv(text);
}

} // namespace plancia
