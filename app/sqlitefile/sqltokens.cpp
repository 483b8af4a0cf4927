// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/sqltokens.h"

namespace plancia::sqlitefile {

namespace {

/// As SQLite's tokenizer: letters, digits, _, $ and everything beyond ASCII.
bool isWordPart(QChar c)
{
    return c.unicode() >= 0x80 || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'$';
}
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

class Tokenizer {
public:
    explicit Tokenizer(const QString &sql) : m_sql(sql) {}

    Token next()
    {
        skipBlanks();
        const QChar c = peek();
        if (m_at >= m_sql.size())
            return {};
        if (c == u'\'')
            return {Token::Kind::String, quoted(u'\'')};
        if (c == u'"' || c == u'`')
            return {Token::Kind::Quoted, quoted(c)};
        if (c == u'[')
            return {Token::Kind::Quoted, bracketed()};
        if ((c == u'x' || c == u'X') && peek(1) == u'\'') {
            ++m_at;
            return {Token::Kind::Blob, quoted(u'\'')};
        }
        if (isDigit(c) || (c == u'.' && isDigit(peek(1))))
            return {Token::Kind::Number, number()};
        if (isWordPart(c))
            return {Token::Kind::Word, word()};
        ++m_at;
        return {Token::Kind::Symbol, QString(c)};
    }

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_sql.size() ? m_sql[m_at + ahead] : QChar(); }

    void skipBlanks()
    {
        while (m_at < m_sql.size()) {
            if (peek() == u'-' && peek(1) == u'-') {
                const qsizetype end = m_sql.indexOf(u'\n', m_at);
                m_at = end < 0 ? m_sql.size() : end + 1;
            } else if (peek() == u'/' && peek(1) == u'*') {
                const qsizetype end = m_sql.indexOf(QLatin1String("*/"), m_at + 2);
                m_at = end < 0 ? m_sql.size() : end + 2;
            } else if (peek() == u' ' || (peek() >= u'\t' && peek() <= u'\r')) {
                ++m_at;
            } else {
                return;
            }
        }
    }
    /// A doubled quote stands for one.
    QString quoted(QChar quote)
    {
        QString text;
        for (++m_at; m_at < m_sql.size(); ++m_at) {
            if (m_sql[m_at] != quote) {
                text += m_sql[m_at];
            } else if (peek(1) == quote) {
                text += quote;
                ++m_at;
            } else {
                ++m_at;
                break;
            }
        }
        return text;
    }
    QString bracketed()
    {
        const qsizetype end = m_sql.indexOf(u']', m_at);
        const QString text = m_sql.mid(m_at + 1, end < 0 ? -1 : end - m_at - 1);
        m_at = end < 0 ? m_sql.size() : end + 1;
        return text;
    }
    QString number()
    {
        const qsizetype from = m_at;
        while (isWordPart(peek()) || peek() == u'.'
               || ((peek() == u'+' || peek() == u'-') && m_at > from && m_sql[m_at - 1].toLower() == u'e'
                   && !m_sql.mid(from, 2).startsWith(QLatin1String("0x"), Qt::CaseInsensitive)))
            ++m_at;
        return m_sql.mid(from, m_at - from);
    }
    QString word()
    {
        const qsizetype from = m_at;
        while (isWordPart(peek()))
            ++m_at;
        return m_sql.mid(from, m_at - from);
    }

    const QString &m_sql;
    qsizetype m_at = 0;
};

} // namespace

QList<Token> tokensOf(const QString &sql)
{
    QList<Token> tokens;
    Tokenizer tokenizer(sql);
    do
        tokens.append(tokenizer.next());
    while (tokens.last().kind != Token::Kind::End);
    return tokens;
}

} // namespace plancia::sqlitefile
