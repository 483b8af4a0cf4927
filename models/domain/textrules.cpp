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
    if (lines == Lines::Many && (c == u'\n' || c == u'\r' || c == u'\t'))
        return false;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Surrogate;
}
} // namespace

std::optional<Error> textFault(const QString &field, QStringView text, int most, Lines lines)
{
    if (text.size() > most)
        return Error(ErrorCode::ValTooLong, {{"field", field},
                                             {"limit", QString::number(most)},
                                             {"length", QString::number(text.size())}});
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text.at(i).unicode();
        const qsizetype at = i;
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            c = QChar::surrogateToUcs4(text.at(at), text.at(++i));
        if (isForbidden(c, lines))
            return Error(ErrorCode::ValControlChars,
                         {{"field", field},
                          {"position", QString::number(at + 1)},
                          {"character", QStringLiteral("U+%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper()}});
    }
    return std::nullopt;
}

} // namespace plancia
