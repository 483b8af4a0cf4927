// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "models/domain/limits.h"
#include "models/domain/textrules.h"
#include "models/domain/user.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace plancia::tests {

/// A text that breaks programs which do not take it for what it is. They stand in naughtytexts.json by kind: "good" may be held by
/// every text, "blank" shows nothing, "breaks" are lines, "never" holds a character that none of ours holds, "long" is repeated.
struct NaughtyText {
    QString kind, label, text;
    bool isNever() const { return kind == u"never"; }
    /// What can be handed over as an argument of a program: it ends at a zero, and is decoded as a file is.
    bool fitsInArguments() const
    {
        return !text.contains(QChar(u'\0')) && !text.startsWith(QChar(0xfeff)) && text.isValidUtf16() && text.size() < 100'000;
    }
    QByteArray name() const { return (kind + QStringLiteral(": ") + label).toUtf8(); } ///< of what is said about it
};

inline const QList<NaughtyText> &naughtyTexts()
{
    static const QList<NaughtyText> all = [] {
        QFile file(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/tests/support/naughtytexts.json"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const QJsonObject kinds = QJsonDocument::fromJson(isOpen ? file.readAll() : QByteArray()).object();
        QList<NaughtyText> texts;
        for (const QString &kind : kinds.keys()) {
            const QJsonObject ofKind = kinds.value(kind).toObject();
            for (const QString &label : ofKind.keys()) {
                const QJsonArray repeated = ofKind.value(label).toArray(); // ["x", 201]
                texts.append({kind, label, repeated.isEmpty() ? ofKind.value(label).toString() : repeated[0].toString().repeated(repeated[1].toInt())});
            }
        }
        if (texts.size() < 250)
            qFatal("the naughty texts are not read: is PLANCIA_SOURCE set?");
        return texts;
    }();
    return all;
}

/// The code with which a field refuses a text, or nothing where it holds it: by the kind that the list says, not by the rules of the
/// program. `required`: the code for one that shows nothing, or none where it may be empty.
inline QString refusedWith(const NaughtyText &naughty, int most, Lines lines, const char *required = "")
{
    if (naughty.text.size() > most)
        return QStringLiteral("VAL_002");
    if (naughty.isNever() || (lines == Lines::One && (naughty.kind == u"breaks" || naughty.text.contains(u'\n'))))
        return QStringLiteral("VAL_004");
    return naughty.text.trimmed().isEmpty() ? QString::fromLatin1(required) : QString();
}

} // namespace plancia::tests
