// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/textrules.h"

namespace plancia {

namespace {
/// Characters that a text of ours never holds: controls, halves of surrogate pairs, and the direction overrides by which
/// a name can be made to read as another one.
bool isForbidden(char32_t c, Lines lines)
{
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        return true;
    if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
        return lines == Lines::One;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Surrogate;
}

/// The character at a place, which moves on to the last unit of it.
char32_t takeCharacter(QStringView text, qsizetype &at)
{
    if (text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate()) {
        ++at;
        return QChar::surrogateToUcs4(text.at(at - 1), text.at(at));
    }
    return text.at(at).unicode();
}

bool isMarkAtFront(char32_t c, qsizetype at) { return at == 0 && c == QChar::ByteOrderMark; }
} // namespace

std::optional<Error> textFault(const QString &field, QStringView text, int most, Lines lines)
{
    if (text.size() > most)
        return Error(ErrorCode::ValTooLong, {{"field", field},
                                             {"limit", QString::number(most)},
                                             {"length", QString::number(text.size())}});
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype at = i;
        const char32_t c = takeCharacter(text, i);
        if (isForbidden(c, lines) || isMarkAtFront(c, at))
            return Error(ErrorCode::ValControlChars,
                         {{"field", field},
                          {"position", QString::number(at + 1)},
                          {"character", QStringLiteral("U+%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper()}});
    }
    return std::nullopt;
}

QString heldText(QStringView text, int most)
{
    QString held;
    for (qsizetype i = 0; i < text.size() && held.size() < most; ++i) {
        const qsizetype at = i;
        const char32_t c = takeCharacter(text, i);
        if (isForbidden(c, Lines::Many) || isMarkAtFront(c, at))
            held += QChar(QChar::ReplacementCharacter);
        else if (held.size() + (i - at) < most)
            held += text.sliced(at, i - at + 1);
        else
            break; // half a pair would be left
    }
    return held;
}

} // namespace plancia
