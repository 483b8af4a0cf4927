// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recoveryphrase.h"

#include <QCryptographicHash>

namespace plancia {

namespace {
constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // base 32 as Douglas Crockford chose it
constexpr int kBits = 5;
constexpr qsizetype kCheckBytes = 3;
constexpr qsizetype kDigitCount = (kBackupKeyBytes + kCheckBytes) * 8 / kBits; // 56, nothing is left over
constexpr qsizetype kGroup = 4;

QByteArray checkOf(const QByteArray &key)
{
    return QCryptographicHash::hash(QByteArrayLiteral("plancia recovery phrase") + key, QCryptographicHash::Sha256).first(kCheckBytes);
}

/// Upper case, look-alikes as the digits they stand for, without what only separates.
QString tidied(const QString &typed)
{
    QString out;
    for (const QChar c : typed.toUpper()) {
        const ushort category = c.category();
        if (c.isSpace() || c == u'-' || category == QChar::Punctuation_Dash || category == QChar::Other_Format)
            continue;
        out += c == u'O' ? QChar(u'0') : c == u'I' || c == u'L' ? QChar(u'1') : c;
    }
    return out;
}

Error refused(const QString &detail) { return Error(ErrorCode::ValPhrase, {{QStringLiteral("detail"), detail}}); }
} // namespace

QString phraseOfKey(const QByteArray &key)
{
    const QByteArray bytes = key + checkOf(key);
    QString phrase;
    unsigned bits = 0;
    int held = 0;
    qsizetype written = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (held += 8; held >= kBits; held -= kBits) {
            if (written > 0 && written % kGroup == 0)
                phrase += u'-';
            phrase += QLatin1Char(kDigits[bits >> (held - kBits) & 31]);
            ++written;
        }
    }
    return phrase;
}

Result<QByteArray> keyOfPhrase(const QString &phrase)
{
    const QString typed = tidied(phrase);
    QByteArray bytes;
    unsigned bits = 0;
    int held = 0;
    for (qsizetype at = 0; at < typed.size(); ++at) {
        const char *digit = std::char_traits<char>::find(kDigits, 32, typed[at].toLatin1());
        if (!digit || typed[at].unicode() > 127)
            return fail(refused(QStringLiteral("group %1 has a character that no phrase has").arg(at / kGroup + 1)));
        bits = bits << kBits | static_cast<unsigned>(digit - kDigits);
        held += kBits;
        if (held >= 8)
            bytes += static_cast<char>(bits >> (held -= 8) & 255);
    }
    if (typed.size() != kDigitCount)
        return fail(refused(QStringLiteral("it has %1 characters instead of %2").arg(typed.size()).arg(kDigitCount)));
    const QByteArray key = bytes.first(kBackupKeyBytes);
    if (bytes.sliced(kBackupKeyBytes) != checkOf(key))
        return fail(refused(QStringLiteral("the check at its end does not fit")));
    return key;
}

QStringList groupsOf(const QString &phrase) { return phrase.split(u'-'); }

bool isSameGroup(const QString &group, const QString &typed) { return !group.isEmpty() && tidied(group) == tidied(typed); }

} // namespace plancia
