// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/comparesides.h"

#include "app/backup/archive/localmoments.h"
#include "app/backup/backupfolder.h"
#include "app/backup/compare/snapshot.h"
#include "app/backup/plainstore.h"
#include "app/backup/postgres/pgproof.h"
#include "app/postgres/pgconnection.h"
#include "app/store/localstore.h"

#include <QFileInfo>

namespace plancia::wiring {

namespace {

const QLatin1String kMomentPrefix("moment:local:");

using Side = Result<backup::CompareSide>;

backup::CompareSide overConnections(const Workspaces::Remote &remote)
{
    backup::CompareSide side;
    side.connect = [remote](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
        constexpr int kConnectMs = 10'000;
        auto opened = postgres::PgConnection::open(remote.profile, remote.password(), kConnectMs, cancel);
        if (!opened)
            return fail(opened.error());
        return std::unique_ptr<sql::Connection>(std::move(*opened));
    };
    return side;
}

Side ofServer(const Result<Workspaces::Remote> &remote) { return remote ? Side(overConnections(*remote)) : fail(remote.error()); }

/// The rows of a dump are read in a private server, which lives as long as the side.
Side ofDump(const backup::BackupPlace &place, const BackupManifest &manifest, const backup::Unpacking &scratch, const CancelToken &cancel,
            const ProgressSink &progress)
{
    auto server = backup::ArchiveServer::open(backup::PgTools(), place, manifest, scratch, cancel, progress);
    if (!server)
        return fail(server.error());
    ConnectionProfile profile = (*server)->profile();
    profile.readOnly = true;
    backup::CompareSide side = overConnections({profile, [] { return std::nullopt; }});
    side.keeps = std::shared_ptr<const void>(std::move(*server));
    return side;
}

Side ofBackup(const backup::BackupPlace &place, const backup::Unpacking &scratch, const CancelToken &cancel, const ProgressSink &progress)
{
    auto plain = backup::PlainStore::open(place.path, scratch, cancel, progress);
    if (!plain)
        return fail(plain.error());
    auto keeps = std::make_shared<const backup::PlainStore>(std::move(*plain));
    return backup::CompareSide{{keeps->path()}, keeps, {}};
}

/// The local store as it was at a commit, built from its archive.
Side ofMoment(qint64 commitNo, const Places &places, const backup::BackupKeys *keys, const CancelToken &cancel, const ProgressSink &progress)
{
    const store::LocalStore::Options options;
    const auto migrations = sql::Migrations::load(options.migrations);
    if (!migrations)
        return fail(migrations.error());
    const auto head = store::probe(places.controlStore(), *migrations, options.applicationId, false);
    if (!head)
        return fail(head.error());
    backup::archive::ArchiveFolder folder(places.archive(head->storeId), head->storeId, places.backups, keys);
    auto built = backup::archive::buildMoment(folder, commitNo, places.scratch(), cancel, progress);
    if (!built)
        return fail(built.error());
    auto keeps = std::make_shared<const backup::archive::Materialised>(std::move(*built));
    return backup::CompareSide{{keeps->file.path()}, keeps, {}};
}

} // namespace

backup::Comparisons::Sides compareSides(Places places, const backup::BackupKeys &keys, Workspaces::RemoteLookup lookup)
{
    return [places = std::move(places), keys = &keys, lookup = std::move(lookup)](const QString &name, const CancelToken &cancel,
                                                                    const ProgressSink &progress) -> Side {
        if (name.contains(QLatin1String("://"))) { // its password comes from where libpq looks itself
            const auto profile = connectionFromUrl(name);
            return ofServer(profile ? Result<Workspaces::Remote>(Workspaces::Remote{*profile, [] { return std::nullopt; }})
                                    : Result<Workspaces::Remote>(profile.error()));
        }
        if (name.startsWith(kRemotePrefix))
            return ofServer(lookup(ConnectionId::fromString(name.mid(kRemotePrefix.size()))));
        if (name == QLatin1String("local"))
            return backup::stillSide(places.controlStore(), places.scratch(), cancel, progress);
        if (name == QLatin1String("examples"))
            return backup::stillSide(places.examplesStore(), places.scratch(), cancel, progress);
        if (name.startsWith(kMomentPrefix)) {
            bool isNumber = false;
            const qint64 commitNo = name.mid(kMomentPrefix.size()).toLongLong(&isNumber);
            return isNumber ? ofMoment(commitNo, places, keys, cancel, progress)
                            : Side(Error(ErrorCode::WorkspaceNotFound, {{QStringLiteral("workspace"), name}}));
        }
        const QString path = name.startsWith(kFilePrefix) ? name.mid(kFilePrefix.size()) : name;
        if (!QFileInfo::exists(path))
            return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
        const backup::BackupPlace place = backup::placeOf(QFileInfo(path).canonicalFilePath());
        if (const auto manifest = backup::readManifest(place)) {
            const backup::Unpacking scratch{places.scratch(), keys};
            return manifest->engine == QLatin1String("sqlite") ? ofBackup(place, scratch, cancel, progress) : ofDump(place, *manifest, scratch, cancel, progress);
        }
        if (QFileInfo(path).isDir())
            return fail(ErrorCode::BackupManifest, {{QStringLiteral("path"), path}});
        return backup::stillSide(QFileInfo(path).canonicalFilePath(), places.scratch(), cancel, progress);
    };
}

} // namespace plancia::wiring
