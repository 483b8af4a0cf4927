// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/tools.h"

#include "app/backup/postgres/childprocess.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace plancia::backup {

namespace {

bool runs(const QString &path)
{
    const QFileInfo info(path);
    return info.isFile() && info.isExecutable();
}

/// "pg_dump (PostgreSQL) 15.18 (Debian …)" is 15; 0 for anything else.
int majorOf(const QString &program)
{
    QByteArray words;
    ChildProcess child{program, {QStringLiteral("--version")}};
    child.output = [&words](QByteArrayView bytes) -> Result<bool> {
        words += bytes.first(std::min<qsizetype>(bytes.size(), 200)).toByteArray();
        return true;
    };
    if (!child.run({}))
        return 0;
    static const QRegularExpression pattern(QStringLiteral("PostgreSQL\\) (\\d+)"));
    return pattern.match(QString::fromUtf8(words)).captured(1).toInt();
}

} // namespace

QStringList ToolPlaces::pathOfThisProcess()
{
    return qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
}

Result<QString> PgTools::client(const QString &program, int major) const
{
    return find(program, major, QStringLiteral("postgresql-client-%1").arg(major));
}

Result<QString> PgTools::server(const QString &program, int major) const
{
    return find(program, major, QStringLiteral("postgresql-%1").arg(major));
}

Result<QString> PgTools::find(const QString &program, int major, const QString &package) const
{
    QList<int> found;
    for (const QString &name : QDir(m_places.versions).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (const int version = name.toInt(); version > 0)
            found.append(version);
    std::ranges::sort(found);
    int newest = 0;
    for (const int version : std::as_const(found)) {
        const QString path = QStringLiteral("%1/%2/bin/%3").arg(m_places.versions, QString::number(version), program);
        if (!runs(path))
            continue;
        newest = version;
        if (version >= major)
            return path;
    }
    for (const QString &folder : m_places.path) {
        const QString path = folder + u'/' + program;
        if (!runs(path))
            continue;
        const int version = majorOf(path);
        newest = std::max(newest, version);
        if (version >= major)
            return path;
    }
    Error missing(ErrorCode::BackupToolMissing, {{QStringLiteral("program"), program}, {QStringLiteral("package"), package}});
    if (newest > 0)
        missing = missing.with(QStringLiteral("message"),
                               QStringLiteral("version %1 is there, version %2 or newer is needed").arg(newest).arg(major));
    return fail(missing);
}

} // namespace plancia::backup
