// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/tablelayout.h"

#include "app/sqlitefile/sqltokens.h"

#include <algorithm>
#include <cmath>

namespace plancia::sqlitefile {

namespace {

using S = QLatin1String;
using Type = FieldShape::Type;

Affinity affinityOf(const QString &type, bool strict)
{
    const QString t = type.toUpper();
    if (t.contains(S("INT")))
        return Affinity::Integer;
    if (t.contains(S("CHAR")) || t.contains(S("CLOB")) || t.contains(S("TEXT")))
        return Affinity::Text;
    if (t.isEmpty() || t.contains(S("BLOB")) || (strict && t == S("ANY")))
        return Affinity::Blob;
    if (t.contains(S("REAL")) || t.contains(S("FLOA")) || t.contains(S("DOUB")))
        return Affinity::Real;
    return Affinity::Numeric;
}

Collation collationOf(const QString &name)
{
    const QString upper = name.toUpper();
    return upper == S("BINARY") ? Collation::Binary : upper == S("NOCASE") ? Collation::NoCase
           : upper == S("RTRIM") ? Collation::RTrim : Collation::Unknown;
}

/// A number as SQL writes it: an integer when it fits, else a real.
FieldValue numberOf(const QString &text, bool negative)
{
    bool ok = false;
    if (text.startsWith(S("0x"), Qt::CaseInsensitive)) {
        const auto bits = static_cast<qint64>(text.mid(2).toULongLong(&ok, 16));
        return {Type::Integer, negative ? -bits : bits};
    }
    const qint64 whole = ((negative ? QStringLiteral("-") : QString()) + text).toLongLong(&ok);
    if (ok)
        return {Type::Integer, whole};
    return {Type::Real, 0, (negative ? -1 : 1) * text.toDouble()};
}

/// What SQLite reads from a row that is older than a column with this literal as its default. (Of a column without
/// affinity, a whole number that was written as a real reads as an integer: sqlite3ValueFromExpr.)
FieldValue stored(FieldValue value, Affinity affinity)
{
    if (affinity == Affinity::Blob && value.type == Type::Real)
        affinity = Affinity::Numeric;
    if (affinity == Affinity::Text && value.type == Type::Integer)
        return {Type::Text, 0, 0, QByteArray::number(value.integer)};
    if (affinity == Affinity::Text && value.type == Type::Real) {
        QByteArray text = QByteArray::number(value.real, 'g', 15);
        return {Type::Text, 0, 0, text.contains('.') || text.contains('e') ? text : text + ".0"};
    }
    const bool numeric = affinity == Affinity::Integer || affinity == Affinity::Numeric || affinity == Affinity::Real;
    if (numeric && value.type == Type::Text) {
        bool ok = false;
        const QString text = QString::fromUtf8(value.bytes).trimmed();
        const double real = text.toDouble(&ok);
        if (ok) {
            const qint64 whole = text.toLongLong(&ok);
            value = ok ? FieldValue{Type::Integer, whole} : FieldValue{Type::Real, 0, real};
        }
    }
    if (affinity == Affinity::Real && value.type == Type::Integer)
        return {Type::Real, 0, static_cast<double>(value.integer)};
    if (numeric && affinity != Affinity::Real && value.type == Type::Real && std::abs(value.real) < 9e15
        && value.real == std::floor(value.real))
        return {Type::Integer, static_cast<qint64>(value.real)};
    return value;
}

class Parser {
public:
    explicit Parser(const QString &sql) : m_tokens(tokensOf(sql)) {}

    std::optional<TableLayout> table()
    {
        if (!take(S("CREATE")))
            return {};
        if (!take(S("TEMP")))
            take(S("TEMPORARY"));
        if (!take(S("TABLE")))
            return {};
        if (take(S("IF")))
            m_at += 2; // NOT EXISTS
        if (!name() || (take(S(".")) && !name()) || !take(S("(")))
            return {};
        do {
            if (!(startsConstraint() ? tableConstraints() : column()))
                return {};
        } while (take(S(",")));
        if (!take(S(")")) || m_layout.columns.isEmpty())
            return {};
        options();
        return finish();
    }

private:
    const Token &here(qsizetype ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    bool at(S word) const { return here().is(word); }
    bool take(S word)
    {
        if (!at(word))
            return false;
        ++m_at;
        return true;
    }
    std::optional<QString> name()
    {
        if (!here().isName())
            return {};
        return m_tokens[m_at++].text;
    }
    bool ended() const { return here().kind == Token::Kind::End; }

    bool startsConstraint() const
    {
        return !m_layout.columns.isEmpty()
               && (at(S("CONSTRAINT")) || at(S("PRIMARY")) || at(S("UNIQUE")) || at(S("CHECK")) || at(S("FOREIGN")));
    }
    /// From "(" over its ")".
    bool skipParentheses()
    {
        if (!take(S("(")))
            return false;
        for (int depth = 1; depth > 0; ++m_at) {
            if (ended())
                return false;
            depth += at(S("(")) ? 1 : at(S(")")) ? -1 : 0;
        }
        return true;
    }

    bool column()
    {
        const auto own = name();
        if (!own || m_layout.columns.size() >= kMaxColumns)
            return false;
        m_layout.columns.append(Column{*own});
        m_types.append(type());
        while (!at(S(",")) && !at(S(")")))
            if (ended() || !columnConstraint())
                return false;
        return true;
    }

    QString type()
    {
        static const S ends[] = {S("CONSTRAINT"), S("PRIMARY"), S("NOT"), S("NULL"), S("UNIQUE"), S("CHECK"), S("DEFAULT"),
                                 S("COLLATE"), S("REFERENCES"), S("GENERATED"), S("AS"), S("DEFERRABLE")};
        QStringList words;
        while (here().isName() && std::none_of(std::begin(ends), std::end(ends), [this](S word) { return at(word); }))
            words += m_tokens[m_at++].text;
        if (!words.isEmpty() && at(S("(")))
            skipParentheses();
        return words.join(u' ');
    }

    bool columnConstraint()
    {
        const auto index = static_cast<int>(m_layout.columns.size() - 1);
        Column &column = m_layout.columns.last();
        if (take(S("PRIMARY"))) {
            take(S("KEY"));
            const bool descending = take(S("DESC"));
            take(S("ASC"));
            m_layout.key = {KeyColumn{index, Collation::Binary, descending}};
            m_keyCollations = {QString()};
            m_rowidKey = !descending; // SQLite's own long-standing exception
            return true;
        }
        if (take(S("DEFAULT")))
            return defaultValue(column);
        if (take(S("COLLATE"))) {
            const auto collation = name();
            column.collation = collation ? collationOf(*collation) : Collation::Unknown;
            return collation.has_value();
        }
        if (take(S("AS"))) {
            if (!skipParentheses())
                return false;
            column.isVirtual = !take(S("STORED"));
            return true;
        }
        if (at(S("(")))
            return skipParentheses(); // of CHECK and REFERENCES
        ++m_at; // NOT NULL, ON CONFLICT …, a constraint's name: nothing that the layout depends on
        return true;
    }

    bool defaultValue(Column &column)
    {
        if (at(S("(")))
            return skipParentheses(); // never of a column that was added later
        const bool negative = at(S("-"));
        if (negative || at(S("+")))
            ++m_at;
        const Token literal = here();
        ++m_at;
        switch (literal.kind) {
        case Token::Kind::Number: column.absent = numberOf(literal.text, negative); return true;
        case Token::Kind::String:
        case Token::Kind::Quoted: column.absent = {Type::Text, 0, 0, literal.text.toUtf8()}; return true;
        case Token::Kind::Blob: column.absent = {Type::Blob, 0, 0, QByteArray::fromHex(literal.text.toLatin1())}; return true;
        case Token::Kind::Word:
            if (literal.is(S("TRUE")) || literal.is(S("FALSE")))
                column.absent = {Type::Integer, literal.is(S("TRUE")) ? 1 : 0};
            else if (!literal.is(S("NULL")) && !literal.text.startsWith(S("CURRENT_"), Qt::CaseInsensitive))
                column.absent = {Type::Text, 0, 0, literal.text.toUtf8()};
            return true;
        case Token::Kind::Symbol:
        case Token::Kind::End: break;
        }
        return false;
    }

    /// SQLite lets the commas between them be left out.
    bool tableConstraints()
    {
        while (!at(S(",")) && !at(S(")"))) {
            if (ended())
                return false;
            if (take(S("PRIMARY"))) {
                if (!take(S("KEY")) || !key())
                    return false;
            } else if (at(S("("))) {
                if (!skipParentheses())
                    return false;
            } else {
                ++m_at;
            }
        }
        return true;
    }

    bool key()
    {
        if (!take(S("(")))
            return false;
        m_layout.key.clear();
        m_keyCollations.clear();
        m_rowidKey = true;
        do {
            const auto own = name();
            const auto found = std::find_if(m_layout.columns.begin(), m_layout.columns.end(), [&](const Column &c) {
                return own && c.name.compare(*own, Qt::CaseInsensitive) == 0;
            });
            if (found == m_layout.columns.end())
                return false;
            QString collation;
            if (take(S("COLLATE")))
                collation = name().value_or(QString());
            const bool descending = take(S("DESC"));
            take(S("ASC"));
            take(S("AUTOINCREMENT"));
            m_layout.key.append({static_cast<int>(found - m_layout.columns.begin()), Collation::Binary, descending});
            m_keyCollations.append(collation);
        } while (take(S(",")));
        return take(S(")"));
    }

    void options()
    {
        for (; !ended(); ++m_at) {
            m_layout.withoutRowid |= at(S("WITHOUT"));
            m_strict |= at(S("STRICT"));
        }
    }

    /// What can only be said at the end: a COLLATE may follow the PRIMARY KEY, and STRICT the columns.
    std::optional<TableLayout> finish()
    {
        for (qsizetype i = 0; i < m_layout.columns.size(); ++i) {
            Column &column = m_layout.columns[i];
            column.affinity = affinityOf(m_types[i], m_strict);
            column.absent = stored(column.absent, column.affinity);
        }
        for (qsizetype i = 0; i < m_layout.key.size(); ++i)
            m_layout.key[i].collation = m_keyCollations[i].isEmpty() ? m_layout.columns[m_layout.key[i].column].collation
                                                                     : collationOf(m_keyCollations[i]);
        if (m_layout.withoutRowid && m_layout.key.isEmpty())
            return {};
        if (!m_layout.withoutRowid && m_layout.key.size() == 1 && m_rowidKey
            && m_types[m_layout.key[0].column].compare(S("INTEGER"), Qt::CaseInsensitive) == 0)
            m_layout.rowid = m_layout.key[0].column;
        QList<KeyColumn> key; // a column that the key names twice counts once
        for (const KeyColumn &column : std::as_const(m_layout.key))
            if (std::none_of(key.begin(), key.end(), [&](const KeyColumn &k) {
                    return k.column == column.column && k.collation == column.collation;
                }))
                key.append(column);
        m_layout.key = key;
        return m_layout;
    }

    const QList<Token> m_tokens;
    qsizetype m_at = 0;
    TableLayout m_layout;
    QStringList m_types;
    QStringList m_keyCollations; ///< as written in the key; empty: the column's own
    bool m_rowidKey = false;     ///< the key may be another name of the rowid
    bool m_strict = false;
};

} // namespace

QList<int> TableLayout::record() const
{
    QList<int> order;
    if (withoutRowid)
        for (const KeyColumn &part : key)
            order.append(part.column);
    for (int i = 0; i < columns.size(); ++i)
        if (!columns[i].isVirtual && !(withoutRowid && order.mid(0, key.size()).contains(i)))
            order.append(i);
    return order;
}

std::optional<TableLayout> parseCreateTable(const QString &sql) { return Parser(sql).table(); }

} // namespace plancia::sqlitefile
