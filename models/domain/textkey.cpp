// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/textkey.h"

#include <algorithm>

namespace plancia {

namespace {
constexpr qsizetype kKeyUnits = 200;
constexpr qsizetype kReadUnits = 4096; // more can never reach the key; keeps hostile input cheap
constexpr qsizetype kWords = 24;
constexpr qsizetype kWordUnits = 40;
constexpr int kDigits = 6; // bytes after the common prefix that a double holds exactly

/// At most `units` UTF-16 units, never half a surrogate pair.
QString cut(const QString &text, qsizetype units)
{
    if (text.size() <= units)
        return text;
    const bool splitsPair = text.at(units - 1).isHighSurrogate();
    return text.left(splitsPair ? units - 1 : units);
}

bool isLeftOut(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Other_Surrogate: // a lone half, which UTF-8 cannot hold
        return true;
    case QChar::Other_Control:
        return !QChar::isSpace(c);
    default:
        return false;
    }
}

QByteArray commonPrefix(const QByteArray &a, const QByteArray &b)
{
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    Q_UNUSED(other)
    qsizetype n = end - a.begin();
    while (n > 0 && n < a.size() && (static_cast<uchar>(a.at(n)) & 0xc0) == 0x80)
        --n; // not within a character
    return a.left(n);
}

/// The bytes after the first `skip` as a whole number of kDigits base-256 digits.
double digits(const QByteArray &bytes, qsizetype skip)
{
    double value = 0;
    for (qsizetype i = skip; i < skip + kDigits; ++i)
        value = value * 256 + (i < bytes.size() ? static_cast<uchar>(bytes.at(i)) : 0);
    return value;
}

/// Digits as UTF-8 that sorts where they do, as near as well-formed text can be.
QByteArray wellFormed(const QByteArray &raw)
{
    QByteArray out;
    for (qsizetype i = 0; i < raw.size();) {
        const auto lead = static_cast<uchar>(raw.at(i));
        if (lead == 0)
            break; // PostgreSQL's text holds no zero byte
        if (lead < 0x80) {
            out.append(static_cast<char>(lead));
            ++i;
            continue;
        }
        if (lead < 0xc2) // starts no character: the nearer neighbour
            return lead < 0xa0 ? out.append('\x7f') : out.append("\xc2\x80");
        if (lead > 0xf4)
            return out.append("\xf4\x8f\xbf\xbf");
        const int rest = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        out.append(static_cast<char>(lead));
        bool moved = false;
        for (int k = 1; k <= rest; ++k) {
            const auto wanted = moved || i + k >= raw.size() ? uchar(0) : static_cast<uchar>(raw.at(i + k));
            // The second byte's range depends on the first (RFC 3629 §4).
            const uchar low = k > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            const uchar high = k > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            out.append(static_cast<char>(std::clamp(wanted, low, high)));
            moved = moved || wanted < low || wanted > high;
        }
        if (moved) // what follows counted from the place that could not be kept
            return out;
        i += rest + 1;
    }
    return out;
}
} // namespace

QString textKey(QStringView text)
{
    const QString folded = cut(text.toString(), kReadUnits).normalized(QString::NormalizationForm_KC)
                               .toCaseFolded()
                               .replace(u'ß', QLatin1String("ss")); // Qt folds letter by letter
    QList<char32_t> kept;
    for (const char32_t c : folded.normalized(QString::NormalizationForm_KD).toUcs4()) {
        if (!isLeftOut(c) && c != QChar::ReplacementCharacter)
            kept.append(c);
    }
    const QString plain = QString::fromUcs4(kept.constData(), kept.size());
    return cut(plain.normalized(QString::NormalizationForm_KC).simplified(), kKeyUnits).trimmed();
}

QStringList searchWords(const QStringList &texts)
{
    QStringList words;
    for (const QString &text : texts) {
        QList<char32_t> word;
        const auto finish = [&] {
            const QString found = cut(QString::fromUcs4(word.constData(), word.size()), kWordUnits);
            word.clear();
            if (!found.isEmpty() && words.size() < kWords && !words.contains(found))
                words.append(found);
        };
        for (const char32_t c : textKey(text).toUcs4()) {
            if (QChar::isLetterOrNumber(c))
                word.append(c);
            else
                finish();
        }
        finish();
    }
    return words;
}

QString prefixEnd(QStringView prefix)
{
    QList<uint> points = prefix.toUcs4();
    while (!points.isEmpty() && points.last() >= QChar::LastValidCodePoint)
        points.removeLast();
    if (points.isEmpty())
        return {};
    const uint next = points.last() + 1;
    points.last() = QChar::isSurrogate(next) ? 0xe000 : next;
    QString end;
    for (const uint point : points)
        end += QChar::fromUcs4(point);
    return end;
}

double keyShare(QStringView first, QStringView last, QStringView key)
{
    const QByteArray low = first.toUtf8();
    const QByteArray high = last.toUtf8();
    const QByteArray at = key.toUtf8();
    if (at <= low || high <= low)
        return 0;
    if (at >= high)
        return 1;
    const qsizetype skip = commonPrefix(low, high).size();
    const double from = digits(low, skip);
    const double span = digits(high, skip) - from;
    return span > 0 ? std::clamp((digits(at, skip) - from) / span, 0.0, 1.0) : 0;
}

QString keyAtShare(QStringView first, QStringView last, double share)
{
    const QByteArray low = first.toUtf8();
    const QByteArray high = last.toUtf8();
    if (share <= 0 || high <= low)
        return first.toString();
    if (share >= 1)
        return last.toString();
    const QByteArray prefix = commonPrefix(low, high);
    const double from = digits(low, prefix.size());
    auto value = static_cast<quint64>(from + (digits(high, prefix.size()) - from) * share);
    QByteArray raw(kDigits, '\0');
    for (int i = kDigits - 1; i >= 0; --i, value /= 256)
        raw[i] = static_cast<char>(value % 256);
    const QByteArray key = prefix + wellFormed(raw);
    // Making it well-formed may have moved it past a border.
    return QString::fromUtf8(std::clamp(key, low, high));
}

} // namespace plancia
