// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/connection.h"

#include <QList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {

constexpr int kMaxName = 200;
constexpr int kMaxHost = 255;       // RFC 1035 §2.3.4, and longer than a socket's path may be (108)
constexpr int kMaxIdentifier = 63;  // NAMEDATALEN - 1, in bytes
constexpr std::array kSslModes{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
constexpr std::array kColours{"red", "amber", "green", "grey"};

Error badUrl(const QString &message)
{
    return Error(ErrorCode::ValConnectionUrl, {{QStringLiteral("message"), message}});
}

template <size_t N>
QString joined(const std::array<const char *, N> &words)
{
    QStringList list;
    for (const char *word : words)
        list.append(QString::fromLatin1(word));
    return list.join(QStringLiteral(", "));
}

template <size_t N>
bool isOneOf(const QString &value, const std::array<const char *, N> &words)
{
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return value == QLatin1String(word); });
}

/// Sets one libpq keyword. Those that Plancia keeps no place for are refused rather than dropped.
std::optional<Error> setParameter(ConnectionProfile &profile, const QString &key, const QString &value)
{
    if (key == u"password" || key == u"sslpassword")
        return badUrl(QStringLiteral("it holds a password; passwords come from the key ring, the password file or the form"));
    if (key == u"host" || key == u"hostaddr") {
        profile.host = value;
    } else if (key == u"port") {
        bool ok = false;
        profile.port = value.toInt(&ok);
        if (!ok || profile.port < 1 || profile.port > 65535)
            return badUrl(QStringLiteral("the port is no number from 1 to 65535"));
    } else if (key == u"dbname") {
        profile.database = value;
    } else if (key == u"user") {
        profile.user = value;
    } else if (key == u"service") {
        profile.service = value;
    } else if (key == u"sslmode") {
        if (!isOneOf(value, kSslModes))
            return badUrl(QStringLiteral("sslmode is one of ") + joined(kSslModes));
        profile.sslMode = value;
    } else if (key != u"application_name" && key != u"connect_timeout") { // these two are Plancia's own affair
        return badUrl(QStringLiteral("the parameter “%1” is not known here").arg(key.left(kMaxIdentifier)));
    }
    return std::nullopt;
}

QString decoded(QStringView text) { return QUrl::fromPercentEncoding(text.toUtf8()); }

using Parameters = QList<std::pair<QString, QString>>;

Result<Parameters> parseUrl(const QString &url)
{
    Parameters found;
    const auto add = [&found](const char *key, QStringView value) {
        if (!value.isEmpty())
            found.append({QString::fromLatin1(key), decoded(value)});
    };
    QStringView rest = QStringView(url).mid(url.indexOf(QStringLiteral("://")) + 3);
    QStringView query;
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        query = rest.mid(mark + 1);
        rest = rest.left(mark);
    }
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
        add("dbname", rest.mid(slash + 1));
        rest = rest.left(slash);
    }
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        const QStringView user = rest.left(at);
        rest = rest.mid(at + 1);
        if (user.contains(u':'))
            found.append({QStringLiteral("password"), {}});
        add("user", user.left(user.contains(u':') ? user.indexOf(u':') : user.size()));
    }
    if (rest.contains(u','))
        return fail(badUrl(QStringLiteral("more than one host is not supported")));
    qsizetype colon = rest.lastIndexOf(u':');
    if (rest.startsWith(u'[')) { // an IPv6 address, RFC 3986 §3.2.2
        const qsizetype close = rest.indexOf(u']');
        if (close < 0)
            return fail(badUrl(QStringLiteral("the address has no closing bracket")));
        add("host", rest.mid(1, close - 1));
        colon = rest.indexOf(u':', close);
    } else {
        add("host", colon < 0 ? rest : rest.left(colon));
    }
    if (colon >= 0)
        add("port", rest.mid(colon + 1));
    for (const QStringView pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1)
            return fail(badUrl(QStringLiteral("a parameter has no value")));
        found.append({decoded(pair.left(equals)), decoded(pair.mid(equals + 1))});
    }
    return found;
}

/// `key = 'va\'lue'` pairs, as libpq's manual (34.1.1.1) has them.
Result<Parameters> parseKeyValues(const QString &text)
{
    Parameters found;
    qsizetype i = 0;
    const auto skipSpaces = [&] {
        while (i < text.size() && text.at(i).isSpace())
            ++i;
    };
    for (skipSpaces(); i < text.size(); skipSpaces()) {
        const qsizetype equals = text.indexOf(u'=', i);
        const QString key = equals < 0 ? QString() : text.mid(i, equals - i).trimmed();
        if (key.isEmpty() || std::any_of(key.begin(), key.end(), [](QChar c) { return c.isSpace(); }))
            return fail(badUrl(QStringLiteral("a keyword is not followed by =")));
        i = equals + 1;
        skipSpaces();
        const bool quoted = i < text.size() && text.at(i) == u'\'';
        bool closed = !quoted;
        QString value;
        for (i += quoted ? 1 : 0; i < text.size(); ++i) {
            const QChar c = text.at(i);
            if (quoted ? c == u'\'' : c.isSpace()) {
                closed = true;
                ++i;
                break;
            }
            if (c == u'\\' && i + 1 < text.size())
                ++i;
            value += text.at(i);
        }
        if (!closed)
            return fail(badUrl(QStringLiteral("a quoted value has no end")));
        found.append({key, value});
    }
    return found;
}

} // namespace

QString toString(PasswordSource source)
{
    switch (source) {
    case PasswordSource::Keyring: return QStringLiteral("keyring");
    case PasswordSource::PgPass: return QStringLiteral("pgpass");
    case PasswordSource::ThisRun: return QStringLiteral("run");
    case PasswordSource::None: return QStringLiteral("none");
    }
    return {};
}

QString toString(ConnectionStage stage)
{
    switch (stage) {
    case ConnectionStage::NameLookup: return QStringLiteral("name_lookup");
    case ConnectionStage::Tcp: return QStringLiteral("tcp");
    case ConnectionStage::Tls: return QStringLiteral("tls");
    case ConnectionStage::Authentication: return QStringLiteral("authentication");
    case ConnectionStage::Database: return QStringLiteral("database");
    case ConnectionStage::Privileges: return QStringLiteral("privileges");
    case ConnectionStage::Schema: return QStringLiteral("schema");
    }
    return {};
}

QList<FieldError> validate(const ConnectionProfile &profile)
{
    QList<FieldError> faults;
    const auto add = [&faults](const char *field, ErrorCode code, QList<Fact> facts = {}) {
        facts.prepend({QStringLiteral("field"), QString::fromLatin1(field)});
        faults.append({QString::fromLatin1(field), Error(code, std::move(facts))});
    };
    const auto checkText = [&](const char *field, const QString &text, qsizetype length, int most) {
        if (length > most)
            add(field, ErrorCode::ValTooLong,
                {{QStringLiteral("length"), QString::number(length)}, {QStringLiteral("limit"), QString::number(most)}});
        else if (std::any_of(text.begin(), text.end(), [](QChar c) {
                     return c.category() == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e))
                         || (c >= QChar(0x2066) && c <= QChar(0x2069));
                 }))
            add(field, ErrorCode::ValControlChars);
    };
    const auto choice = [&](const char *field, const QString &value, const auto &words) {
        if (!isOneOf(value, words))
            add(field, ErrorCode::ValChoice,
                {{QStringLiteral("value"), value.left(kMaxIdentifier)}, {QStringLiteral("allowed"), joined(words)}});
    };
    const bool named = !profile.service.trimmed().isEmpty(); // the service file then fills what is empty

    if (profile.name.trimmed().isEmpty())
        add("name", ErrorCode::ValRequired);
    checkText("name", profile.name, profile.name.size(), kMaxName);
    if (profile.host.trimmed().isEmpty() && !named)
        add("host", ErrorCode::ValRequired);
    checkText("host", profile.host, profile.host.size(), kMaxHost);
    if (profile.port < 1 || profile.port > 65535)
        add("port", ErrorCode::ValRange, {{QStringLiteral("value"), QString::number(profile.port)},
                                          {QStringLiteral("minimum"), QStringLiteral("1")},
                                          {QStringLiteral("maximum"), QStringLiteral("65535")}});
    if (profile.database.isEmpty() && !named)
        add("database", ErrorCode::ValRequired);
    checkText("database", profile.database, profile.database.toUtf8().size(), kMaxIdentifier);
    if (profile.user.isEmpty() && !named)
        add("user", ErrorCode::ValRequired);
    checkText("user", profile.user, profile.user.toUtf8().size(), kMaxIdentifier);
    checkText("service", profile.service, profile.service.size(), kMaxName);
    choice("sslMode", profile.sslMode, kSslModes);
    choice("colour", profile.colour, kColours);
    return faults;
}

QString suggestSslMode(QStringView host)
{
    const QStringView name = host.trimmed();
    const bool local = name.isEmpty() || name.startsWith(u'/') || name.compare(u"localhost", Qt::CaseInsensitive) == 0
        || name.startsWith(u"127.") || name == u"::1" || name == u"[::1]";
    return local ? QStringLiteral("prefer") : QStringLiteral("verify-full");
}

Result<ConnectionProfile> connectionFromUrl(const QString &url)
{
    const QString text = url.trimmed();
    const bool isUrl = text.startsWith(u"postgresql://") || text.startsWith(u"postgres://");
    if (!isUrl && (text.contains(u"://") || !text.contains(u'=')))
        return fail(badUrl(QStringLiteral("it does not begin with postgresql://")));
    const auto parameters = isUrl ? parseUrl(text) : parseKeyValues(text);
    if (!parameters)
        return fail(parameters.error());
    ConnectionProfile profile;
    profile.sslMode.clear();
    for (const auto &[key, value] : *parameters) {
        if (value.contains(QChar(0)))
            return fail(badUrl(QStringLiteral("it holds a NUL character")));
        if (auto error = setParameter(profile, key, value))
            return fail(*error);
    }
    if (profile.host.isEmpty() && profile.service.isEmpty())
        return fail(badUrl(QStringLiteral("it names no host")));
    if (profile.sslMode.isEmpty())
        profile.sslMode = profile.host.isEmpty() ? QStringLiteral("prefer") : suggestSslMode(profile.host);
    const QString place = profile.host.isEmpty() ? profile.service : profile.host;
    profile.name = (profile.database.isEmpty() ? place : profile.database + u'@' + place).left(kMaxName);
    return profile;
}

QString toUrl(const ConnectionProfile &profile)
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QString url = QStringLiteral("postgresql://");
    if (!profile.user.isEmpty())
        url += encoded(profile.user) + u'@';
    if (!profile.host.isEmpty()) {
        const bool v6 = profile.host.contains(u':') && !profile.host.startsWith(u'/');
        url += v6 ? u'[' + profile.host + u']' : encoded(profile.host);
        url += u':' + QString::number(profile.port);
    }
    url += u'/' + encoded(profile.database);
    QStringList query;
    if (!profile.service.isEmpty())
        query.append(QStringLiteral("service=") + encoded(profile.service));
    query.append(QStringLiteral("sslmode=") + profile.sslMode);
    return url + u'?' + query.join(u'&');
}

} // namespace plancia
