// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/storechecks.h"

#include "app/maintenance/filechecks.h"
#include "app/sql/migrations.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QMap>
#include <sqlite3.h>

namespace plancia::maintenance {

namespace {

using State = CheckResult::State;
using sql::SqliteConnection;

constexpr int kFixedSqlite = 3'051'003;       ///< the WAL-reset fault (two connections that write and checkpoint at once) ends here
constexpr qint64 kMuchUnused = 64LL << 20;    ///< and more than a third of the file

Error damaged(const StoreFacts &facts, const QString &message)
{
    return Error(ErrorCode::StoreDamaged, {{QStringLiteral("path"), facts.path}, {QStringLiteral("message"), message}});
}

/// PRAGMA quick_check and integrity_check say "ok", or what is wrong, a line a fault.
Result<bool> checkPages(SqliteConnection &connection, const QByteArray &pragma, const StoreFacts &facts, CheckResult &result)
{
    auto rows = connection.query("PRAGMA " + pragma + "(100)");
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size(); ++i) {
        const QString line = (*rows)[i].text(0);
        if (line == u"ok")
            continue;
        ++result.count;
        if (result.samples.size() < kMaxSamples)
            result.samples.append(line);
    }
    if (result.count > 0) {
        result.state = State::Broken;
        result.error = damaged(facts, result.samples.first());
    }
    return true;
}

Result<bool> checkForeignKeys(SqliteConnection &connection, CheckResult &result)
{
    // A row a fault: the table, its rowid (null WITHOUT ROWID), the table that it should refer to, which reference.
    auto rows = connection.query("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT 100");
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        result.count += row.integer(2);
        if (result.samples.size() < kMaxSamples)
            result.samples.append(QStringLiteral("%1 → %2: %3").arg(row.text(0), row.text(1), QString::number(row.integer(2))));
    }
    if (result.count > 0)
        result.state = State::Broken;
    return true;
}

Result<bool> checkSchema(SqliteConnection &connection, const StoreFacts &facts, CheckResult &result)
{
    auto migrations = sql::Migrations::load(facts.migrations);
    if (!migrations)
        return fail(migrations.error());
    auto plan = migrations->plan(connection);
    const bool isVerdict = !plan && (plan.error().code() == ErrorCode::MigNewerSchema || plan.error().code() == ErrorCode::MigChanged);
    if (!plan && !isVerdict)
        return fail(plan.error());
    if (!plan) {
        result.state = State::Broken;
        result.count = 1;
        result.error = plan.error();
    } else if (plan->pending() > 0) {
        result.state = State::Noted;
        result.count = plan->pending();
        result.samples.append(QStringLiteral("%1 → %2").arg(plan->current).arg(plan->target));
    }
    return true;
}

Result<bool> checkCommits(SqliteConnection &connection, const StoreFacts &facts, CheckResult &result)
{
    auto now = connection.number("SELECT commit_no FROM meta WHERE id = 1");
    if (!now)
        return fail(now.error());
    const bool sameHistory = facts.previous.historyId == facts.historyId.toString(QUuid::WithoutBraces);
    if (sameHistory && facts.previous.commitNo > *now) {
        result.error = Error(ErrorCode::StoreReplaced, {{QStringLiteral("path"), facts.path},
                                                        {QStringLiteral("message"), QStringLiteral("the commit number went back")}});
        result.samples.append(QStringLiteral("%1 → %2").arg(facts.previous.commitNo).arg(*now));
    } else if (facts.lostTo >= 0) {
        result.error = Error(ErrorCode::StoreReplaced, {{QStringLiteral("path"), facts.path},
                                                        {QStringLiteral("message"), QStringLiteral("the archive has later commits than the store")}});
        result.samples.append(QStringLiteral("%1 → %2").arg(facts.lostTo).arg(*now));
    } else if (facts.foreignWriter) {
        result.error = facts.foreignWriter;
    } else {
        return true;
    }
    result.count = 1;
    result.state = State::Broken;
    return true;
}

Result<bool> checkFreelist(SqliteConnection &connection, CheckResult &result)
{
    auto pages = connection.number("PRAGMA page_count");
    auto unused = connection.number("PRAGMA freelist_count");
    auto size = connection.number("PRAGMA page_size");
    if (!pages || !unused || !size)
        return fail(!pages ? pages.error() : !unused ? unused.error() : size.error());
    if (*unused * *size < kMuchUnused || *unused * 3 < *pages)
        return true;
    result.state = State::Noted;
    result.count = *unused;
    result.samples.append(QStringLiteral("%1 of %2 pages").arg(*unused).arg(*pages));
    return true;
}

void checkVersion(CheckResult &result)
{
    result.samples.append(QStringLiteral("SQLite ") + QString::fromLatin1(sqlite3_libversion()));
    if (sqlite3_libversion_number() >= kFixedSqlite)
        return;
    result.state = State::Noted;
    result.count = 1;
}

void checkBackups(const StoreFacts &facts, CheckResult &result)
{
    if (!facts.backups || facts.backups->state == BackupAlarm::State::Off) {
        result.state = State::NotApplicable;
        return;
    }
    if (!facts.backups->isRaised())
        return;
    result.state = State::Noted;
    result.count = 1;
    result.samples.append(facts.backups->provedAt == 0
                              ? QStringLiteral("none")
                              : QDateTime::fromMSecsSinceEpoch(facts.backups->provedAt, Qt::UTC).toString(Qt::ISODate));
    result.error = errorOf(*facts.backups, facts.nowMs);
}

void checkConnections(CheckResult &result)
{
    const QStringList open = sql::OpenConnection::all();
    if (open.size() <= sql::kManyConnections)
        return;
    result.state = State::Noted;
    result.count = open.size();
    QMap<QString, int> places;
    for (const QString &one : open)
        ++places[one];
    QStringList worst; // all of them: there are no more than places in the program that open one
    for (auto place = places.cbegin(); place != places.cend(); ++place)
        worst.append(QStringLiteral("%1 × %2").arg(place.value(), 4).arg(place.key()));
    std::sort(worst.begin(), worst.end(), std::greater<>());
    result.samples = worst;
}

Result<bool> look(SqliteConnection &connection, QStringView name, const StoreFacts &facts, CheckResult &result)
{
    if (name == u"quick-check")
        return checkPages(connection, "quick_check", facts, result);
    if (name == u"integrity-check")
        return checkPages(connection, "integrity_check", facts, result);
    if (name == u"foreign-keys")
        return checkForeignKeys(connection, result);
    if (name == u"schema")
        return checkSchema(connection, facts, result);
    if (name == u"commit-counter")
        return checkCommits(connection, facts, result);
    if (name == u"freelist")
        return checkFreelist(connection, result);
    if (name == u"backup-age") {
        checkBackups(facts, result);
        return true;
    }
    if (name == u"log-beside")
        checkBeside(facts.path, result);
    else if (name == u"file-permissions")
        checkPermissions(facts.path, result);
    else if (name == u"file-system")
        checkFileSystem(facts.path, result);
    else if (name == u"synced-folder")
        checkSyncedFolder(facts.path, result);
    else if (name == u"sqlite-version")
        checkVersion(result);
    else if (name == u"connections")
        checkConnections(result);
    else
        return fail(ErrorCode::ValChoice, {{QStringLiteral("value"), name.toString()}});
    return true;
}

} // namespace

CheckResult checkStore(SqliteConnection &connection, QStringView name, const StoreFacts &facts)
{
    QElapsedTimer clock;
    clock.start();
    CheckResult result{.name = name.toString()};
    if (auto looked = look(connection, name, facts, result); !looked) {
        // A page that cannot be read is what these checks are there to find.
        const bool isFound = looked.error().code() == ErrorCode::StoreDamaged;
        result.state = isFound ? State::Broken : State::Crashed;
        result.count = isFound ? 1 : 0;
        result.error = looked.error();
    }
    result.durationMs = clock.elapsed();
    return result;
}

} // namespace plancia::maintenance
