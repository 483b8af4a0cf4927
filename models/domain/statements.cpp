// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/statements.h"

#include <QHash>
#include <algorithm>

namespace plancia {

StatementFigures &StatementFigures::operator+=(const StatementFigures &other)
{
    calls += other.calls;
    rows += other.rows;
    execMs += other.execMs;
    planMs += other.planMs;
    hitBlocks += other.hitBlocks;
    readBlocks += other.readBlocks;
    writtenBlocks += other.writtenBlocks;
    tempBlocks += other.tempBlocks;
    diskMs += other.diskMs;
    walBytes += other.walBytes;
    return *this;
}

namespace {
struct Key {
    QString id, user, database;
    bool isTop;
    bool operator==(const Key &) const = default;
};
size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.id, key.user, key.database, key.isTop); }
} // namespace

StatementsReport sumOf(const QList<StatementsLook> &looks)
{
    StatementsReport report;
    QHash<Key, qsizetype> places;
    QList<std::pair<qint64, qint64>> spans;
    for (const StatementsLook &look : looks) {
        for (const StatementRow &row : look.rows) {
            const auto known = places.constFind({row.id, row.user, row.database, row.isTop});
            if (known == places.constEnd()) {
                places.insert({row.id, row.user, row.database, row.isTop}, report.rows.size());
                report.rows.append(row);
                continue;
            }
            StatementRow &sum = report.rows[*known];
            sum.figures += row.figures;
            if (sum.text.isEmpty()) { // it could not be read yet then
                sum.text = row.text;
                sum.isCut = row.isCut;
            }
        }
        report.others += look.others;
        report.othersCount = std::max(report.othersCount, look.othersCount);
        report.evicted += look.evicted;
        spans.append({look.from, look.at});
    }
    std::ranges::stable_sort(report.rows, std::greater(), [](const StatementRow &row) { return row.figures.execMs; });
    std::ranges::sort(spans);
    for (const auto &[from, to] : std::as_const(spans)) {
        if (report.to == 0)
            report.from = report.to = from;
        report.knownMs += std::max<qint64>(0, to - std::max(from, report.to));
        report.to = std::max(report.to, to);
    }
    return report;
}

namespace {
// As PostgreSQL's own lexer has it: every character beyond ASCII may stand in a name.
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }
bool isNameStart(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c.unicode() >= 0x80; }
bool isName(QChar c) { return isNameStart(c) || isDigit(c) || c == u'$'; }

/// Copies a statement without its literals. Each take…() stands on the first character of what it takes and steps behind it; false
/// when that has no end, or none that is certain.
class Cleaner {
public:
    explicit Cleaner(const QString &sql) : m_sql(sql) {}
    QString run()
    {
        m_out.reserve(m_sql.size());
        while (m_at < m_sql.size() && takeNext()) { }
        return m_out.trimmed();
    }

private:
    QChar at(qsizetype ahead = 0) const { return m_at + ahead < m_sql.size() ? m_sql[m_at + ahead] : QChar(u'\0'); }

    bool takeNext()
    {
        const QChar c = at();
        if (c == u'\'')
            return takeQuoted(Escapes::Perhaps);
        if (c == u'"')
            return takeIdentifier();
        if (c == u'$')
            return takeDollar();
        if (c == u'-' && at(1) == u'-')
            return takeLineComment();
        if (c == u'/' && at(1) == u'*')
            return takeComment();
        if (isDigit(c) || (c == u'.' && isDigit(at(1)) && (m_at == 0 || m_sql[m_at - 1] != u'.')))
            return takeNumber();
        if (isNameStart(c))
            return takeName();
        const bool isPlain = c.unicode() >= 0x20 && c.unicode() != 0x7f;
        m_out += isPlain || c == u'\n' || c == u'\t' ? c : QChar(u' ');
        ++m_at;
        return true;
    }

    enum class Escapes { No, Yes, Perhaps }; ///< by a backslash; perhaps: that hangs on a setting of the session
    bool takeQuoted(Escapes escapes)
    {
        m_out += u'?'; // also when its end is missing: something stood there
        for (++m_at; m_at < m_sql.size(); ++m_at) {
            if (at() == u'\\' && escapes == Escapes::Yes) {
                ++m_at;
            } else if (at() == u'\\' && escapes == Escapes::Perhaps) {
                // Whether the literal ends at the next quote is not known then, and what follows might be the rest of it.
                if (at(1) == u'\'')
                    return false;
                if (at(1) == u'\\')
                    ++m_at;
            } else if (at() == u'\'') {
                if (at(1) != u'\'') {
                    ++m_at;
                    return true;
                }
                ++m_at;
            }
        }
        return false;
    }

    bool takeIdentifier()
    {
        const qsizetype from = m_at;
        for (++m_at; m_at < m_sql.size(); ++m_at) {
            if (at() != u'"')
                continue;
            if (at(1) == u'"') {
                ++m_at;
                continue;
            }
            ++m_at;
            for (const QChar c : QStringView(m_sql).mid(from, m_at - from))
                m_out += c.unicode() >= 0x20 && c.unicode() != 0x7f ? c : QChar(u' ');
            return true;
        }
        return false;
    }

    bool takeDollar()
    {
        if (isDigit(at(1))) { // a parameter
            const qsizetype from = m_at++;
            while (isDigit(at()))
                ++m_at;
            m_out += QStringView(m_sql).mid(from, m_at - from);
            return !isName(at());
        }
        qsizetype end = m_at + 1;
        if (end < m_sql.size() && isNameStart(m_sql[end]))
            while (end < m_sql.size() && isName(m_sql[end]) && m_sql[end] != u'$')
                ++end;
        if (end == m_sql.size()) // perhaps the beginning of a quoted text
            return false;
        if (m_sql[end] != u'$') {
            m_out += u'$';
            ++m_at;
            return true;
        }
        const QStringView tag = QStringView(m_sql).mid(m_at, end + 1 - m_at);
        m_out += u'?';
        const qsizetype close = m_sql.indexOf(tag, end + 1);
        if (close < 0)
            return false;
        m_at = close + tag.size();
        return true;
    }

    bool takeLineComment()
    {
        while (m_at < m_sql.size() && at() != u'\n' && at() != u'\r')
            ++m_at;
        return true;
    }

    bool takeComment()
    {
        int depth = 0;
        while (m_at < m_sql.size()) {
            const bool opens = at() == u'/' && at(1) == u'*', closes = at() == u'*' && at(1) == u'/';
            depth += opens ? 1 : closes ? -1 : 0;
            m_at += opens || closes ? 2 : 1;
            if (depth == 0) {
                m_out += u' ';
                return true;
            }
        }
        return false;
    }

    void skipDigits(auto isGood)
    {
        while (isGood(at()) || (at() == u'_' && isGood(at(1))))
            ++m_at;
    }
    bool takeNumber()
    {
        m_out += u'?';
        const QChar radix = at(1).toLower();
        if (at() == u'0' && (radix == u'x' || radix == u'o' || radix == u'b')) {
            m_at += 2;
            skipDigits([](QChar c) { return isDigit(c) || (c.toLower() >= u'a' && c.toLower() <= u'f'); });
        } else {
            skipDigits(isDigit);
            if (at() == u'.' && at(1) != u'.') { // 1..10 is two of them
                ++m_at;
                skipDigits(isDigit);
            }
            const bool isSigned = at(1) == u'+' || at(1) == u'-';
            if (at().toLower() == u'e' && isDigit(at(isSigned ? 2 : 1))) {
                m_at += isSigned ? 2 : 1;
                skipDigits(isDigit);
            }
        }
        // What hangs on to it is read in one way by one release and in another by the next.
        return !isName(at());
    }

    bool takeName()
    {
        const qsizetype from = m_at;
        while (m_at < m_sql.size() && isName(at()))
            ++m_at;
        const QStringView name = QStringView(m_sql).mid(from, m_at - from);
        const QChar prefix = name.size() == 1 ? name[0].toLower() : QChar(u'\0');
        if (prefix == u'u' && at() == u'&' && at(1) == u'\'') {
            ++m_at;
            return takeQuoted(Escapes::No);
        }
        if (at() == u'\'' && (prefix == u'e' || prefix == u'b' || prefix == u'x' || prefix == u'n'))
            return takeQuoted(prefix == u'e' ? Escapes::Yes : prefix == u'n' ? Escapes::Perhaps : Escapes::No);
        m_out += name;
        return true;
    }

    const QString &m_sql;
    QString m_out;
    qsizetype m_at = 0;
};
} // namespace

QString withoutLiterals(const QString &sql) { return Cleaner(sql).run(); }

} // namespace plancia
