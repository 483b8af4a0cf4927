// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/archivetext.h"

namespace plancia::backup {

namespace {
constexpr qsizetype kPiece = 1 << 20; ///< of rows, handed on at once
constexpr QByteArrayView kRestrict("\\restrict ");
constexpr QByteArrayView kUnrestrict("\\unrestrict ");
constexpr QByteArrayView kCopy("COPY ");
constexpr QByteArrayView kOurSchema("plancia.");
constexpr QByteArrayView kFromStdin(" FROM stdin;");
} // namespace

QString copyTarget(QByteArrayView statement)
{
    if (!statement.startsWith(kCopy) || !statement.endsWith(kFromStdin))
        return {};
    const QByteArrayView rest = statement.sliced(kCopy.size());
    QByteArray name; // without its quotes
    bool quoted = false;
    for (qsizetype i = 0; i < rest.size(); ++i) {
        const bool doubled = quoted && rest[i] == '"' && i + 1 < rest.size() && rest[i + 1] == '"';
        if (rest[i] == ' ' && !quoted)
            return QString::fromUtf8(name.startsWith(kOurSchema) ? name.mid(kOurSchema.size()) : name);
        if (rest[i] == '"' && !doubled)
            quoted = !quoted;
        else
            name += rest[doubled ? i++ : i];
    }
    return {};
}

QStringList copyColumns(QByteArrayView statement)
{
    // Behind the name, which may itself be quoted: "(id, "a, b") FROM stdin;".
    QStringList columns;
    QByteArray column;
    bool quoted = false, inside = false;
    for (qsizetype i = kCopy.size(); i < statement.size(); ++i) {
        const char c = statement[i];
        const bool doubled = quoted && c == '"' && i + 1 < statement.size() && statement[i + 1] == '"';
        if (doubled) {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
            continue;
        } else if (!quoted && c == '(') {
            inside = true;
            continue;
        } else if (!quoted && inside && (c == ',' || c == ')')) {
            columns += QString::fromUtf8(std::exchange(column, {}));
            if (c == ')')
                break;
            ++i; // the space behind a comma
            continue;
        }
        if (inside)
            column += c;
    }
    return columns;
}

namespace {
/// What stands behind a backslash; `at` moves behind it.
char unescaped(QByteArrayView line, qsizetype &at)
{
    const char c = line[at++];
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: break;
    }
    const int base = c == 'x' ? 16 : c >= '0' && c <= '7' ? 8 : 0;
    const auto digit = [&](qsizetype i) {
        const char d = i < line.size() ? line[i] : ' ';
        const int value = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : d >= 'A' && d <= 'F' ? d - 'A' + 10 : 99;
        return value < base ? value : -1;
    };
    if (base == 0 || (base == 16 && digit(at) < 0))
        return c;
    int value = base == 8 ? c - '0' : 0;
    for (int most = 2; most > 0 && digit(at) >= 0; --most)
        value = value * base + digit(at++);
    return static_cast<char>(value);
}
} // namespace

const std::vector<CopyLine::Value> &CopyLine::decode(QByteArrayView line)
{
    m_text.resize(line.size()); // what is undone is never longer
    m_values.clear();
    char *const text = m_text.data();
    qsizetype to = 0, begin = 0;
    for (qsizetype at = 0, from = 0;;) {
        if (at == line.size() || line[at] == '\t') {
            const bool isNull = line.sliced(from, at - from) == QByteArrayView("\\N");
            m_values.push_back(isNull ? Value() : Value(QByteArrayView(text + begin, to - begin)));
            if (at == line.size())
                return m_values;
            from = ++at;
            begin = to;
        } else if (line[at] == '\\' && at + 1 < line.size()) {
            text[to++] = unescaped(line, ++at);
        } else {
            text[to++] = line[at++];
        }
    }
}

QByteArray withoutPsqlCommands(const QByteArray &text)
{
    QByteArray out = text;
    const qsizetype start = out.indexOf("\n\\restrict ");
    const qsizetype open = out.startsWith(kRestrict) ? 0 : start < 0 ? -1 : start + 1;
    // It stands before the first statement; further down it is part of somebody's text.
    if (open < 0 || out.left(open).contains(';'))
        return out;
    const qsizetype openEnd = std::max(open, out.indexOf('\n', open));
    const QByteArray key = out.mid(open + kRestrict.size(), openEnd - open - kRestrict.size());
    const QByteArray closing = kUnrestrict.toByteArray() + key;
    if (const qsizetype close = out.lastIndexOf('\n' + closing); close >= 0)
        out.remove(close + 1, closing.size());
    return out.remove(open, openEnd - open);
}

Result<bool> ArchiveText::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        if (end < 0) {
            m_rest += bytes.toByteArray();
            return true;
        }
        Result<bool> taken = true;
        if (m_rest.isEmpty()) {
            taken = line(bytes.first(end));
        } else {
            const QByteArray whole = std::exchange(m_rest, {}) + bytes.first(end).toByteArray();
            taken = line(whole);
        }
        if (!taken)
            return taken;
        bytes = bytes.sliced(end + 1);
    }
    return true;
}

Result<bool> ArchiveText::flushRows()
{
    if (m_rowCount == 0)
        return true;
    Result<bool> taken = m_events.rows ? m_events.rows(m_rows, m_rowCount) : Result<bool>(true);
    m_rows.resize(0); // keeps its room
    m_rowCount = 0;
    return taken;
}

Result<bool> ArchiveText::flushStatements()
{
    const QByteArray statements = std::exchange(m_statements, {});
    if (statements.trimmed().isEmpty() || !m_events.statements)
        return true;
    return m_events.statements(statements);
}

Result<bool> ArchiveText::line(QByteArrayView text)
{
    if (m_inCopy) {
        if (text == QByteArrayView("\\.")) {
            m_inCopy = false;
            if (auto flushed = flushRows(); !flushed)
                return flushed;
            return m_events.copyEnds ? m_events.copyEnds() : Result<bool>(true);
        }
        m_rows.append(text.data(), text.size());
        m_rows.append('\n');
        ++m_rowCount;
        return m_rows.size() >= kPiece ? flushRows() : Result<bool>(true);
    }
    if (m_restrictKey.isEmpty() && text.startsWith(kRestrict)) {
        m_restrictKey = text.sliced(kRestrict.size()).toByteArray();
        return true;
    }
    if (!m_restrictKey.isEmpty() && text.startsWith(kUnrestrict) && text.sliced(kUnrestrict.size()) == m_restrictKey)
        return true;
    if (!copyTarget(text).isEmpty()) {
        if (auto flushed = flushStatements(); !flushed)
            return flushed;
        m_inCopy = true;
        return m_events.copyBegins ? m_events.copyBegins(text.toByteArray()) : Result<bool>(true);
    }
    if (!text.startsWith("--"))
        m_statements.append(text.data(), text.size()).append('\n');
    // A large object is many statements: they go on in pieces, each ending with its line.
    return m_statements.size() >= kPiece && text.endsWith(';') ? flushStatements() : Result<bool>(true);
}

Result<bool> ArchiveText::finish()
{
    if (m_inCopy)
        return fail(ErrorCode::BackupDamaged, {{QStringLiteral("message"), QStringLiteral("it ends within a table")}});
    if (!m_rest.isEmpty())
        if (auto taken = line(std::exchange(m_rest, {})); !taken)
            return taken;
    return flushStatements();
}

} // namespace plancia::backup
