// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace plancia::backup {

/// Where the programs of PostgreSQL are looked for.
struct ToolPlaces {
    QString versions = QStringLiteral("/usr/lib/postgresql"); ///< <major>/bin, as Debian has it
    QStringList path = pathOfThisProcess();
    static QStringList pathOfThisProcess();
};

/// The programs of PostgreSQL on this computer. Looks each time: a package may be installed meanwhile. Blocks on the disk.
class PgTools {
public:
    explicit PgTools(ToolPlaces places = {}) : m_places(std::move(places)) {}

    /// The oldest that is not older than `major`: a newer pg_restore writes SQL that an older server does not know.
    /// BKP_013 names the package.
    Result<QString> client(const QString &program, int major) const;
    /// The same for `initdb` and `postgres`.
    Result<QString> server(const QString &program, int major) const;

private:
    Result<QString> find(const QString &program, int major, const QString &package) const;
    const ToolPlaces m_places;
};

} // namespace plancia::backup
