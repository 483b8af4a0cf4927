// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgengine.h"

#include "app/backup/bootclock.h"
#include "app/backup/files.h"
#include "app/backup/newbackup.h"
#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/pgdump.h"
#include "app/backup/verifier.h"

#include <QFileInfo>

namespace plancia::backup {

namespace {

constexpr int kConnectMs = 10'000;

PgScope scopeOf(const BackupRequest &request) { return request.wholeDatabase ? PgScope::Database : PgScope::Schema; }

BackupManifest manifestOf(const PgSnapshot &snapshot, BackupManifest manifest)
{
    const StoreFacts &facts = snapshot.facts();
    manifest.storeId = facts.storeId;
    manifest.historyId = facts.historyId;
    manifest.commitNo = facts.commitNo;
    manifest.schemaVersion = facts.schemaVersion;
    manifest.schemaSha256 = facts.schemaSha256;
    manifest.rows = facts.rows;
    manifest.serverVersion = snapshot.serverVersion();
    return manifest;
}

} // namespace

QString dumpPath(const BackupPlace &place) { return place.path + u'/' + kDumpFile; }

PgScope scopeOf(const BackupManifest &manifest) { return manifest.wholeDatabase ? PgScope::Database : PgScope::Schema; }

int majorOf(const BackupManifest &manifest) { return manifest.serverVersion.section(u'.', 0, 0).toInt(); }

Result<bool> PgEngine::ready(const PgServer &server, PgScope scope, const CancelToken &cancel) const
{
    auto connection = postgres::PgConnection::open(server.profile, server.passwordNow(), kConnectMs, cancel);
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(cancel);
    if (auto begun = (*connection)->begin({}); !begun)
        return begun;
    if (auto role = findDumpRole(**connection, scope); !role)
        return fail(role.error());
    const int major = (*connection)->serverVersion() / 10'000;
    for (const char *program : {"pg_dump", "pg_restore"})
        if (auto tool = m_tools.client(QLatin1String(program), major); !tool)
            return fail(tool.error());
    return true;
}

Result<BackupInfo> PgEngine::create(const PgServer &server, const BackupRequest &request, const CancelToken &cancel,
                                    const ProgressSink &progress, const BackupKey *key) const
{
    const PgScope scope = scopeOf(request);
    if (auto may = ready(server, scope, cancel); !may)
        return fail(may.error());
    BackupManifest manifest;
    manifest.engine = QStringLiteral("postgres");
    manifest.wholeDatabase = request.wholeDatabase;
    manifest.startedAt = m_clock.nowMs();
    manifest.clock = readClock(manifest.startedAt);
    manifest.kind = request.kind;
    manifest.note = request.note;
    manifest.file = kDumpFile;
    manifest.appVersion = QStringLiteral(PLANCIA_VERSION);

    auto made = NewBackup::begin(request.folder, m_scratch.folder, key);
    if (!made)
        return fail(made.error());
    const QString path = made->folder() + u'/' + kDumpFile;
    const auto file = newFile(path);
    if (!file)
        return fail(file.error());

    qint64 rows = 0, total = 0;
    const auto report = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Rows, std::min(done, total), total, 0, -1});
    };
    QString pgRestore;
    {
        auto snapshot = PgSnapshot::take(server.profile, server.passwordNow(), scope, cancel);
        if (!snapshot)
            return fail(snapshot.error());
        manifest = manifestOf(*snapshot, std::move(manifest));
        rows = snapshot->rows();
        total = key ? 4 * rows : 2 * rows;
        report(0);
        const auto pgDump = m_tools.client(QStringLiteral("pg_dump"), snapshot->serverMajor());
        const auto restore = m_tools.client(QStringLiteral("pg_restore"), snapshot->serverMajor());
        if (!pgDump || !restore)
            return fail(pgDump ? restore.error() : pgDump.error());
        pgRestore = *restore;
        if (auto dumped = runPgDump(*pgDump, *snapshot, scope, path, cancel, report); !dumped)
            return fail(dumped.error());
    } // the server is free again: what follows looks at the file only
    if (auto synced = syncFile(file->get(), path); !synced)
        return fail(synced.error());
    const auto found = PgArchive(pgRestore, path).countRows(cancel, [&](qint64 done) { report(rows + done); });
    if (!found)
        return fail(found.error());
    if (const QString what = rowsDiffer(manifest.rows, *found); !what.isEmpty())
        return fail(ErrorCode::BackupRowsDiffer, {{QStringLiteral("message"), what}});
    const auto hash = sha256OfFile(path, cancel, {});
    if (!hash)
        return fail(hash.error());
    manifest.sha256 = *hash;
    manifest.bytes = QFileInfo(path).size();
    const auto name = made->finish(manifest, m_clock, cancel, [&](const Progress &p) { // bytes, told as so many rows
        report(2 * rows + static_cast<qint64>(2.0 * static_cast<double>(rows) * static_cast<double>(p.done) / static_cast<double>(p.total)));
    });
    if (!name)
        return fail(name.error());
    report(total);
    BackupInfo info;
    info.manifest = manifest;
    info.path = *name;
    info.state = BackupInfo::State::Verified;
    info.verifiedAt = manifest.finishedAt;
    return info;
}

namespace {
/// The dump as it lies there.
Result<bool> verifyDump(const QString &path, const BackupManifest &manifest, const CancelToken &cancel, const ProgressSink &progress)
{
    const QFileInfo about(path);
    if (!about.isFile() || about.isSymLink())
        return fail(damaged(path, manifest.file, QStringLiteral("it is missing")));
    if (about.size() != manifest.bytes)
        return fail(damaged(path, manifest.file, QStringLiteral("%1 bytes instead of %2").arg(about.size()).arg(manifest.bytes)));
    const auto hash = sha256OfFile(path, cancel, [&](qint64 read) {
        if (progress)
            progress({Progress::Unit::Bytes, read, manifest.bytes, 0, -1});
    });
    if (!hash)
        return fail(hash.error());
    if (*hash != manifest.sha256)
        return fail(damaged(path, manifest.file, QStringLiteral("its hash is %1").arg(*hash)));
    return true;
}
} // namespace

Result<BackupInfo> PgEngine::verify(const QString &asked, const CancelToken &cancel, const ProgressSink &progress) const
{
    const BackupPlace place = placeOf(asked);
    const auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    BackupInfo info;
    info.manifest = *manifest;
    info.path = place.path;
    info.state = BackupInfo::State::Verified;
    info.verifiedAt = m_clock.nowMs();
    // The hash first: it is exact, and no program reads a file that is not what was written.
    if (manifest->isEncrypted()) {
        if (auto sealed = verifySealed(place, *manifest, cancel, progress); !sealed)
            return fail(sealed.error());
        if (const auto key = findKey(m_scratch.keys, manifest->keyId, place.path); !key) {
            info.unopened = key.error().code();
            return info;
        }
    } else if (auto whole = verifyDump(dumpPath(place), *manifest, cancel, progress); !whole) {
        return fail(whole.error());
    }
    const auto pgRestore = m_tools.client(QStringLiteral("pg_restore"), majorOf(*manifest));
    if (!pgRestore)
        return fail(pgRestore.error());
    const auto dump = PlainStore::openDump(place.path, m_scratch, cancel, {});
    if (!dump)
        return fail(dump.error());
    const PgArchive archive(*pgRestore, dump->path());
    if (auto contents = archive.contents(cancel); !contents)
        return fail(contents.error());
    const auto rows = archive.countRows(cancel, {});
    if (!rows)
        return fail(rows.error());
    if (const QString what = rowsDiffer(manifest->rows, *rows); !what.isEmpty())
        return fail(damaged(place.path, manifest->file, what));
    return info;
}

} // namespace plancia::backup
