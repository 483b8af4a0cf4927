// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/exportbackup.h"

#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/pgengine.h"
#include "app/tables/csvexport.h"
#include "app/tables/sqlitetables.h"

namespace plancia::wiring {

namespace {

Result<CsvExport> exportStore(const backup::BackupPlace &place, const CsvRequest &request, const backup::Unpacking &scratch, qint64 nowMs,
                              const CancelToken &cancel, const ProgressSink &progress)
{
    using namespace std::chrono_literals;
    const auto plain = backup::PlainStore::open(place.path, scratch, cancel, progress);
    if (!plain)
        return fail(plain.error());
    const auto connection = tables::openForTables(plain->path(), sql::SqliteConnection::Mode::ReadOnlyImmutable);
    if (!connection)
        return fail(connection.error());
    tables::Watch watch((*connection)->handle(), plain->path(), cancel, 0s);
    return tables::exportCsv((*connection)->handle(), watch, request, place.path, nowMs, progress);
}

/// What pg_restore prints is believed of a dump that is as it was written.
Result<CsvExport> exportDump(const backup::BackupPlace &place, const BackupManifest &manifest, const CsvRequest &request,
                             const backup::Unpacking &scratch, const Clock &clock, const CancelToken &cancel, const ProgressSink &progress)
{
    const backup::PgTools tools;
    if (auto whole = backup::PgEngine(clock, tools, scratch).verify(place.path, cancel, progress); !whole)
        return fail(whole.error());
    const auto pgRestore = tools.client(QStringLiteral("pg_restore"), backup::majorOf(manifest));
    if (!pgRestore)
        return fail(pgRestore.error());
    const auto dump = backup::PlainStore::openDump(place.path, scratch, cancel, {});
    if (!dump)
        return fail(dump.error());
    qint64 rows = 0;
    for (const qint64 some : manifest.rows)
        rows += some;
    const backup::PgArchive archive(*pgRestore, dump->path());
    return tables::exportText([&](const backup::TableEvents &events) { return archive.eachRow(cancel, events); }, request, place.path,
                              clock.nowMs(), rows, cancel, progress);
}

} // namespace

Result<CsvExport> exportBackup(const QString &path, const CsvRequest &request, const backup::Unpacking &scratch, const Clock &clock,
                               const CancelToken &cancel, const ProgressSink &progress)
{
    const backup::BackupPlace place = backup::placeOf(path);
    const auto manifest = backup::readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    return manifest->engine == u"postgres" ? exportDump(place, *manifest, request, scratch, clock, cancel, progress)
                                           : exportStore(place, request, scratch, clock.nowMs(), cancel, progress);
}

} // namespace plancia::wiring
