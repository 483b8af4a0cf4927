// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace plancia::sqlitefile {

/// A word of an SQL statement.
struct Token {
    enum class Kind { Word, Quoted, String, Number, Blob, Symbol, End };
    Kind kind = Kind::End;
    QString text; ///< without quotes; a Blob's hex digits
    /// An unquoted word of this spelling, or this symbol.
    bool is(QLatin1String word) const
    {
        return (kind == Kind::Word || kind == Kind::Symbol) && text.compare(word, Qt::CaseInsensitive) == 0;
    }
    bool isName() const { return kind == Kind::Word || kind == Kind::Quoted || kind == Kind::String; }
};

/// Without comments; ends with a token of Kind::End. What is no SQL gives tokens too. Pure.
QList<Token> tokensOf(const QString &sql);

} // namespace plancia::sqlitefile
