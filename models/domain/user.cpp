// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/user.h"

#include "models/domain/textkey.h"
#include "models/domain/textrules.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr std::array kRoles{std::pair{UserRole::Owner, "owner"}, std::pair{UserRole::Admin, "admin"},
                            std::pair{UserRole::Member, "member"}, std::pair{UserRole::Viewer, "viewer"}};
constexpr std::array kStatuses{std::pair{UserStatus::Invited, "invited"}, std::pair{UserStatus::Active, "active"},
                               std::pair{UserStatus::Disabled, "disabled"}};
constexpr std::array kPasswords{std::pair{UserAccess::Password::Unknown, "unknown"}, std::pair{UserAccess::Password::None, "none"},
                                std::pair{UserAccess::Password::Argon2id, "argon2id"},
                                std::pair{UserAccess::Password::Bcrypt, "bcrypt"}, std::pair{UserAccess::Password::Other, "other"}};
constexpr char kCodeLetters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCodeLength = 25;
constexpr int kCodeGroup = 5;

template <class Table, class Value>
QString wordOf(const Table &table, Value value)
{
    for (const auto &[known, word] : table)
        if (known == value)
            return QString::fromLatin1(word);
    return {};
}
template <class Value, class Table>
std::optional<Value> valueOf(const Table &table, QStringView text)
{
    for (const auto &[value, word] : table)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

bool isWithin(QChar c, QLatin1String letters) { return c.unicode() < 128 && letters.contains(c); }
bool isAsciiLetterOrDigit(QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); }
/// Beyond ASCII everything that can be seen; a surrogate's pair was looked at by textFault().
bool isBeyondAscii(QChar c) { return c.unicode() >= 128 && !c.isSpace() && c.category() != QChar::Other_Format; }

bool isLocalPart(QStringView local)
{
    return !local.isEmpty() && !local.startsWith(u'.') && !local.endsWith(u'.') && !local.contains(QLatin1String(".."))
        && local.toUtf8().size() <= kMaxEmailLocal
        && std::all_of(local.begin(), local.end(), [](QChar c) {
               return isAsciiLetterOrDigit(c) || isWithin(c, QLatin1String("!#$%&'*+-/=?^_`{|}~.")) || isBeyondAscii(c);
           });
}

bool isDomain(QStringView domain)
{
    constexpr qsizetype kMaxLabel = 63;
    const auto labels = domain.split(u'.');
    return std::all_of(labels.begin(), labels.end(), [](QStringView label) {
        return !label.isEmpty() && label.size() <= kMaxLabel && !label.startsWith(u'-') && !label.endsWith(u'-')
            && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return isAsciiLetterOrDigit(c) || c == u'-' || isBeyondAscii(c);
               });
    });
}

bool isEmail(QStringView email)
{
    const qsizetype at = email.indexOf(u'@');
    return at > 0 && email.indexOf(u'@', at + 1) < 0 && email.toUtf8().size() <= kMaxEmail && isLocalPart(email.first(at))
        && isDomain(email.sliced(at + 1));
}
} // namespace

QString toString(UserRole role) { return wordOf(kRoles, role); }
std::optional<UserRole> userRoleFromString(QStringView text) { return valueOf<UserRole>(kRoles, text); }
QString toString(UserStatus status) { return wordOf(kStatuses, status); }
std::optional<UserStatus> userStatusFromString(QStringView text) { return valueOf<UserStatus>(kStatuses, text); }
QString toString(UserAccess::Password password) { return wordOf(kPasswords, password); }

QList<FieldError> validate(const UserDraft &draft)
{
    QList<FieldError> faults;
    const QString email = QStringLiteral("email");
    if (draft.email.isEmpty())
        faults.append({email, Error(ErrorCode::ValRequired, {{QStringLiteral("field"), email}})});
    else if (const auto fault = textFault(email, draft.email, kMaxEmail, Lines::One); fault && fault->code() == ErrorCode::ValControlChars)
        faults.append({email, *fault});
    else if (!isEmail(draft.email))
        faults.append({email, Error(ErrorCode::ValEmail, {{QStringLiteral("field"), email}, {QStringLiteral("value"), draft.email.left(80)}})});
    const QString name = QStringLiteral("name");
    if (const auto fault = textFault(name, draft.name, kMaxUserName, Lines::One))
        faults.append({name, *fault});
    return faults;
}

QString emailKey(QStringView email)
{
    QString key = email.toString().normalized(QString::NormalizationForm_C);
    for (QChar &c : key)
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + (u'a' - u'A'));
    return key;
}

QString shownName(const User &user) { return user.name.trimmed().isEmpty() ? user.email : user.name; }

QStringList userWords(const QString &name, const QString &email) { return searchWords({name, email}); }

bool canChangeStatus(UserStatus from, UserStatus to)
{
    return (from == UserStatus::Disabled) != (to == UserStatus::Disabled);
}

QString makeOneTimeCode(const QByteArray &random)
{
    QString code;
    quint32 bits = 0;
    int held = 0;
    int letters = 0;
    for (const char byte : random) {
        bits = (bits << 8) | static_cast<quint8>(byte);
        held += 8;
        while (held >= 5 && letters < kCodeLength) {
            if (letters > 0 && letters % kCodeGroup == 0)
                code += u'-';
            held -= 5;
            code += QLatin1Char(kCodeLetters[(bits >> held) & 31]);
            ++letters;
        }
        bits &= (1U << held) - 1;
    }
    return code;
}

QByteArray codeHash(QStringView code)
{
    QByteArray plain;
    for (const QChar c : code)
        if (isAsciiLetterOrDigit(c))
            plain += c.toUpper().toLatin1();
    return QCryptographicHash::hash(plain, QCryptographicHash::Sha256);
}

} // namespace plancia
