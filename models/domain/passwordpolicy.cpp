// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/passwordpolicy.h"

#include <QCoreApplication>

#include <algorithm>

namespace plancia {

namespace {
QString words(const char *text, int count) { return QCoreApplication::translate("passwordpolicy", text, nullptr, count); }

int kindsOf(QStringView password)
{
    bool small = false, capital = false, digit = false, other = false;
    for (const QChar c : password) {
        if (c.isLower())
            small = true;
        else if (c.isUpper())
            capital = true;
        else if (c.isDigit())
            digit = true;
        else
            other = true;
    }
    return int(small) + int(capital) + int(digit) + int(other);
}
} // namespace

std::optional<Error> passwordFault(QStringView password, const PasswordPolicy &policy)
{
    const qsizetype length = password.toUcs4().size();
    if (length > kMaxPassword)
        return Error(ErrorCode::ValTooLong, {{QStringLiteral("field"), QStringLiteral("password")},
                                             {QStringLiteral("limit"), QString::number(kMaxPassword)},
                                             {QStringLiteral("length"), QString::number(length)}});
    const int kinds = kindsOf(password);
    if (length >= policy.minLength && kinds >= policy.minKinds)
        return std::nullopt;
    return Error(ErrorCode::ValPassword, {{QStringLiteral("detail"), passwordPolicyWords(policy)},
                                          {QStringLiteral("length"), QString::number(length)},
                                          {QStringLiteral("min_length"), QString::number(policy.minLength)},
                                          {QStringLiteral("kinds"), QString::number(kinds)},
                                          {QStringLiteral("min_kinds"), QString::number(policy.minKinds)}});
}

QString passwordPolicyWords(const PasswordPolicy &policy)
{
    const QString length = words(QT_TRANSLATE_N_NOOP("passwordpolicy", "at least %n character(s)"), policy.minLength);
    if (policy.minKinds <= 1)
        return length;
    const QString kinds = words(QT_TRANSLATE_N_NOOP("passwordpolicy", "%n of the kinds small letters, capitals, digits, other signs"), policy.minKinds);
    return QCoreApplication::translate("passwordpolicy", "%1, and %2", "a length and kinds of characters").arg(length, kinds);
}

PasswordPolicy boundedPolicy(PasswordPolicy policy)
{
    policy.minLength = std::clamp(policy.minLength, kMinPasswordLength, kMaxPasswordMinimum);
    policy.minKinds = std::clamp(policy.minKinds, 1, kMaxPasswordKinds);
    return policy;
}

} // namespace plancia
