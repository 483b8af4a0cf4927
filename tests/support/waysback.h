// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

namespace plancia::tests {

/// What takes a local store of today back to the migration `number`: every way back after it, newest first, and the note of
/// it in schema_migrations. Empty when one cannot be read.
inline QByteArray waysBackTo(int number)
{
    const QDir folder(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/sql/sqlite/control"));
    QByteArray script;
    for (const QString &name : folder.entryList({QStringLiteral("*.down.sql")}, QDir::Files, QDir::Name | QDir::Reversed)) {
        QFile file(folder.filePath(name));
        if (name.left(4).toInt() <= number)
            break;
        if (!file.open(QIODevice::ReadOnly))
            return {};
        script += file.readAll();
    }
    const QByteArray to = QByteArray::number(number);
    return script.isEmpty() ? script : script + "DELETE FROM schema_migrations WHERE number > " + to + "; PRAGMA user_version = " + to + ";";
}

} // namespace plancia::tests
