// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

namespace plancia::tests {

/// Every way back after the migration `number`, newest first. Empty when one cannot be read.
inline QByteArray waysBackIn(const QString &under, int number)
{
    const QDir folder(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/sql/") + under);
    QByteArray script;
    for (const QString &name : folder.entryList({QStringLiteral("*.down.sql")}, QDir::Files, QDir::Name | QDir::Reversed)) {
        QFile file(folder.filePath(name));
        if (name.left(4).toInt() <= number)
            break;
        if (!file.open(QIODevice::ReadOnly))
            return {};
        script += file.readAll();
    }
    return script;
}

/// What takes a local store of today back to the migration `number`, and the note of it in schema_migrations.
inline QByteArray waysBackTo(int number)
{
    const QByteArray script = waysBackIn(QStringLiteral("sqlite/control"), number), to = QByteArray::number(number);
    return script.isEmpty() ? script : script + "DELETE FROM schema_migrations WHERE number > " + to + "; PRAGMA user_version = " + to + ";";
}

} // namespace plancia::tests
