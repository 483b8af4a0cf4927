// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/mask.h"

#include "app/log/log.h"

#include <algorithm>
#include <array>

// One pass over the text, by hand instead of by regular expressions: the time grows with the length of a line and with
// nothing else, whatever somebody managed to get into it. In doubt too much is masked: a tail of a secret that stays
// readable is worse than a lost word.
namespace plancia::log {

namespace {

const QString kMasked = QStringLiteral("‹masked›");

bool isWordChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c == u'%' || c == u'+';
}
bool isQuote(QChar c) { return c == u'"' || c == u'\''; }
bool isBlank(QChar c) { return c == u' ' || c == u'\t'; }
bool isSpace(QChar c) { return isBlank(c) || c == u'\n' || c == u'\r'; }

enum class Sensitive { No, Value, Line };

/// Whether a key's value is a secret: up to its end, or (headers) up to the end of the line.
Sensitive sensitivity(QStringView key)
{
    QString plain;
    for (const QChar c : key.last(std::min<qsizetype>(key.size(), 128)))
        if (c.isLetterOrNumber())
            plain += c.toLower();
    for (const char *line : {"authorization", "cookie"})
        if (plain.endsWith(QLatin1String(line)))
            return Sensitive::Line;
    for (const char *part : {"password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey",
                             "signingkey", "encryptionkey", "credential", "sessionid", "authorization", "cookie"})
        if (plain.contains(QLatin1String(part)))
            return Sensitive::Value;
    for (const char *end : {"pwd", "pass"})
        if (plain.endsWith(QLatin1String(end)))
            return Sensitive::Value;
    return plain == QLatin1String("auth") || plain == QLatin1String("bearer") ? Sensitive::Value : Sensitive::No;
}

struct KeyPrefix {
    QLatin1String text;
    qsizetype rest; // that many characters at least make it a key
};
/// Keys that show what they are: Stripe and alike, GitHub, GitLab, Slack, Google, AWS, webhooks, JSON Web Tokens.
constexpr std::array kKeyPrefixes{
    KeyPrefix{QLatin1String("sk_"), 12},   KeyPrefix{QLatin1String("sk-"), 12},    KeyPrefix{QLatin1String("rk_"), 12},
    KeyPrefix{QLatin1String("whsec_"), 8}, KeyPrefix{QLatin1String("ghp_"), 16},   KeyPrefix{QLatin1String("gho_"), 16},
    KeyPrefix{QLatin1String("ghs_"), 16},  KeyPrefix{QLatin1String("glpat-"), 12}, KeyPrefix{QLatin1String("xox"), 12},
    KeyPrefix{QLatin1String("AIza"), 20},  KeyPrefix{QLatin1String("AKIA"), 12},   KeyPrefix{QLatin1String("ASIA"), 12},
    KeyPrefix{QLatin1String("github_pat_"), 16}, KeyPrefix{QLatin1String("eyJ"), 20},
};

/// How much of a word stays readable when it is a key; -1 when it is none.
qsizetype keyStart(QStringView word)
{
    for (const KeyPrefix &prefix : kKeyPrefixes)
        if (word.startsWith(prefix.text) && word.size() >= prefix.text.size() + prefix.rest)
            return prefix.text.size();
    // plancia_<environment>_<12 characters to look it up by>_<secret>_<check>: only the secret is one.
    const qsizetype ours = word.indexOf(QLatin1String("plancia_"));
    if (ours < 0)
        return -1;
    const qsizetype environment = word.indexOf(u'_', ours + 8);
    const qsizetype lookup = environment < 0 ? -1 : word.indexOf(u'_', environment + 1);
    return lookup == environment + 13 && word.size() - lookup > 16 ? lookup + 1 : -1;
}

class Masker {
public:
    explicit Masker(QStringView text) : m_text(text) {}

    QString run()
    {
        m_out.reserve(m_text.size());
        while (m_at < m_text.size()) {
            if (isWordChar(m_text[m_at])) {
                if (!privateKey())
                    word();
            } else if (!urlPassword()) {
                m_out += m_text[m_at++];
            }
        }
        return m_out;
    }
    int count() const { return m_count; }

private:
    QChar at(qsizetype i) const { return i < m_text.size() ? m_text[i] : QChar(); }
    qsizetype skipBlanks(qsizetype i) const
    {
        while (isBlank(at(i)))
            ++i;
        return i;
    }
    void copyTo(qsizetype end)
    {
        m_out += m_text.sliced(m_at, end - m_at);
        m_at = end;
    }
    void maskTo(qsizetype end, bool quoted = false)
    {
        if (end <= m_at)
            return;
        if (m_text.sliced(m_at, end - m_at) != kMasked) {
            m_out += quoted ? u'"' + kMasked + u'"' : kMasked;
            ++m_count;
            m_at = end;
        } else {
            copyTo(end);
        }
    }

    /// -----BEGIN … PRIVATE KEY----- up to its END line or, when that is cut off, up to the end.
    bool privateKey()
    {
        const QStringView rest = m_text.sliced(m_at);
        if (!rest.startsWith(QLatin1String("-----BEGIN ")))
            return false;
        const qsizetype label = rest.first(std::min<qsizetype>(rest.size(), 80)).indexOf(QLatin1String("PRIVATE KEY"));
        if (label < 0)
            return false;
        qsizetype end = rest.indexOf(QLatin1String("-----END "), label);
        const qsizetype close = end < 0 ? -1 : rest.indexOf(QLatin1String("-----"), end + 9);
        end = close < 0 ? rest.size() : close + 5;
        maskTo(m_at + end);
        return true;
    }

    /// scheme://user:password@host
    bool urlPassword()
    {
        if (at(m_at) != u':' || at(m_at + 1) != u'/' || at(m_at + 2) != u'/')
            return false;
        copyTo(m_at + 3);
        if (m_at >= m_tokenEnd) { // look at each run of characters without a space only once
            m_tokenEnd = m_at;
            m_lastAt = -1;
            for (; m_tokenEnd < m_text.size(); ++m_tokenEnd) {
                const QChar c = m_text[m_tokenEnd];
                if (isSpace(c) || c == u'"' || c == u'<' || c == u'>')
                    break;
                if (c == u'@')
                    m_lastAt = m_tokenEnd;
            }
        }
        if (m_lastAt <= m_at)
            return true;
        qsizetype colon = m_at;
        while (colon < m_lastAt && m_text[colon] != u':' && m_text[colon] != u'/' && m_text[colon] != u'?')
            ++colon;
        if (at(colon) == u':') {
            copyTo(colon + 1);
            maskTo(m_lastAt);
            if (at(m_at) == u'@') // what follows is a host, not the end of an e-mail address
                copyTo(m_at + 1);
        } else if (colon == m_lastAt) {
            userOnly();
        }
        return true;
    }
    /// user@host: both stay, unless the user is a key.
    void userOnly()
    {
        const qsizetype key = keyStart(m_text.sliced(m_at, m_lastAt - m_at));
        if (key >= 0) {
            copyTo(m_at + key);
            maskTo(m_lastAt);
        }
        copyTo(m_lastAt + 1);
    }

    void word()
    {
        qsizetype end = m_at;
        while (end < m_text.size() && isWordChar(m_text[end]))
            ++end;
        const QStringView text = m_text.sliced(m_at, end - m_at);

        const qsizetype encoded = text.indexOf(QLatin1String("%3D"), 0, Qt::CaseInsensitive);
        if (encoded > 0 && sensitivity(text.first(encoded)) != Sensitive::No) {
            copyTo(m_at + encoded + 3);
            maskTo(bareEnd(m_at, false));
            return;
        }
        if (email(text, end))
            return;
        if (const qsizetype key = keyStart(text); key >= 0) {
            copyTo(m_at + key);
            maskTo(end);
            return;
        }
        if (const Sensitive s = sensitivity(text); s != Sensitive::No && value(end, s))
            return;
        if (text.compare(QLatin1String("bearer"), Qt::CaseInsensitive) == 0
            || text.compare(QLatin1String("basic"), Qt::CaseInsensitive) == 0) {
            const qsizetype start = skipBlanks(end);
            const qsizetype stop = bareEnd(start, false);
            if (start > end && stop - start >= 12) {
                copyTo(start);
                maskTo(stop);
                return;
            }
        }
        copyTo(end);
    }

    bool email(QStringView local, qsizetype end)
    {
        qsizetype domain = at(end) == u'@' ? end + 1 : -1;
        qsizetype stop = end;
        if (domain < 0) { // as in an address of the web: name%40example.com
            const qsizetype encoded = local.indexOf(QLatin1String("%40"));
            if (encoded <= 0)
                return false;
            domain = m_at + encoded + 3;
        } else {
            stop = domain;
            while (at(stop).isLetterOrNumber() || at(stop) == u'.' || at(stop) == u'-')
                ++stop;
        }
        while (stop > domain && !at(stop - 1).isLetterOrNumber())
            --stop;
        const QStringView host = m_text.sliced(domain, stop - domain);
        const qsizetype dot = host.lastIndexOf(u'.');
        if (dot <= 0 || host.size() - dot < 3 || host[dot + 1].isDigit())
            return false;
        maskTo(stop);
        return true;
    }

    /// What follows a key that names a secret; false when nothing does.
    bool value(qsizetype end, Sensitive sensitive)
    {
        const bool option = m_at > 0 && at(m_at) == u'-' && at(m_at + 1) == u'-';
        const QChar before = m_at > 0 ? at(m_at - 1) : QChar();
        qsizetype i = end;
        bool quotedKey = false;
        qsizetype close = i;
        while (at(close) == u'\\')
            ++close;
        if (isQuote(at(close))) {
            quotedKey = true;
            i = close + 1;
        }
        i = skipBlanks(i);
        if (at(i) == u'=' || at(i) == u':') {
            ++i;
            if (at(i) == u'>') // key => value
                ++i;
        } else if (!quotedKey && i > end && at(i) == u'\'') {
            // ALTER ROLE … PASSWORD '…'
        } else if (option && i > end && at(i) != u'-' && i < m_text.size()) {
            const QStringView name = m_text.sliced(m_at, end - m_at);
            if (name.endsWith(QLatin1String("stdin")) || name.endsWith(QLatin1String("file")))
                return false;
        } else {
            return false;
        }
        i = skipBlanks(i);
        if (i >= m_text.size() || at(i) == u'\n' || at(i) == u'\r')
            return false;
        copyTo(i);

        qsizetype slashes = i;
        while (at(slashes) == u'\\')
            ++slashes;
        if (isQuote(at(slashes))) {
            const qsizetype depth = slashes - i;
            copyTo(slashes + 1);
            maskTo(quotedEnd(at(slashes), slashes + 1, depth));
        } else if (at(i) == u'[' || at(i) == u'{') {
            maskTo(bracketEnd(i), true);
        } else if (quotedKey) {
            const qsizetype stop = bareEnd(i, true);
            const QStringView plain = m_text.sliced(i, stop - i);
            if (plain == u"true" || plain == u"false" || plain == u"null")
                copyTo(stop);
            else
                maskTo(stop, true);
        } else if (sensitive == Sensitive::Line) {
            qsizetype stop = i;
            while (stop < m_text.size() && at(stop) != u'\n' && at(stop) != u'\r'
                   && !(isQuote(before) && at(stop) == before))
                ++stop;
            maskTo(stop);
        } else {
            maskTo(bareEnd(i, false));
        }
        return true;
    }

    /// A value without quotes ends at a space (libpq's rule) or at a quote; in JSON also at a comma or bracket.
    qsizetype bareEnd(qsizetype i, bool json) const
    {
        for (; i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (c == u'\\' && i + 1 < m_text.size() && !isSpace(m_text[i + 1])) {
                ++i;
                continue;
            }
            if (isSpace(c) || c == u'"' || (json && (c == u',' || c == u'}' || c == u']')))
                break;
        }
        return std::min(i, m_text.size());
    }
    /// `depth`: how many backslashes stood before the opening quote (JSON inside a string of JSON).
    qsizetype quotedEnd(QChar quote, qsizetype i, qsizetype depth) const
    {
        qsizetype slashes = 0;
        for (; i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (c == u'\\') {
                ++slashes;
                continue;
            }
            if (c == quote && (depth > 0 ? slashes <= depth : slashes % 2 == 0)) {
                if (quote == u'\'' && at(i + 1) == quote) { // 'it''s'
                    ++i;
                } else {
                    return depth > 0 ? i - slashes : i;
                }
            }
            slashes = 0;
        }
        return i;
    }
    qsizetype bracketEnd(qsizetype i) const
    {
        int depth = 0;
        bool inString = false;
        for (; i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (inString && c == u'\\') {
                ++i;
            } else if (c == u'"') {
                inString = !inString;
            } else if (!inString && (c == u'[' || c == u'{')) {
                ++depth;
            } else if (!inString && (c == u']' || c == u'}') && --depth == 0) {
                return i + 1;
            }
        }
        return m_text.size();
    }

    const QStringView m_text;
    QString m_out;
    qsizetype m_at = 0;
    int m_count = 0;
    qsizetype m_tokenEnd = -1;
    qsizetype m_lastAt = -1;
};

} // namespace

bool namesSecret(QStringView key) { return sensitivity(key) != Sensitive::No; }

QString mask(const QString &text, int *count)
{
    Masker masker(text);
    QString out = masker.run();
    if (count)
        *count += masker.count();
    return out;
}

} // namespace plancia::log
