// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/move.h"

#include "app/move/moves.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/schemainstaller.h"
#include "app/store/localstore.h"
#include "app/wiring/storeworkspace.h"

#include <QFileInfo>

namespace plancia::wiring {

namespace {

using move::MoveEnd;
using End = Result<MoveEnd>;

bool isServer(const QString &name) { return name.startsWith(kRemotePrefix) || name.contains(QLatin1String("://")); }

/// The path by which all programs of ours meet at one lock.
QString newPath(const QString &path)
{
    const QFileInfo info(path);
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : folder + QLatin1Char('/') + info.fileName();
}

class Ends {
public:
    Ends(Places places, Workspaces &workspaces, Workspaces::RemoteLookup lookup)
        : m_places(std::move(places)), m_workspaces(workspaces), m_lookup(std::move(lookup))
    {
    }

    End find(const QString &name, move::Moves::Use use, const CallContext &context) const
    {
        if (isServer(name))
            return server(name, use, context);
        return use == move::Moves::Use::Target ? newFile(name) : local(name, context);
    }

private:
    Result<Workspaces::Remote> remote(const QString &name) const
    {
        if (name.startsWith(kRemotePrefix) && !name.contains(QLatin1String("://")))
            return m_lookup(ConnectionId::fromString(name.mid(kRemotePrefix.size())));
        const QString url = name.startsWith(kRemotePrefix) ? name.mid(kRemotePrefix.size()) : name;
        auto profile = connectionFromUrl(url); // its password comes from where libpq looks itself
        return profile ? Result<Workspaces::Remote>(Workspaces::Remote{*profile, [] { return std::nullopt; }})
                       : Result<Workspaces::Remote>(profile.error());
    }

    End server(const QString &name, move::Moves::Use use, const CallContext &context) const
    {
        auto found = remote(name);
        if (!found)
            return fail(found.error());
        if (use == move::Moves::Use::Target && found->profile.readOnly)
            return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), found->profile.name}});
        MoveEnd end;
        end.name = name;
        end.place = remoteIdentity(name, found->profile).place;
        end.dialect = sql::Dialect::Postgres;
        end.plan = postgres::planSchema;
        end.connect = [remote = *found](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            constexpr int kConnectMs = 10'000;
            auto opened = postgres::PgConnection::open(remote.profile, remote.password(), kConnectMs, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
        if (use == move::Moves::Use::Target)
            return end;
        auto opening = name.startsWith(kRemotePrefix) && !name.contains(QLatin1String("://")) ? m_workspaces.open(name, context)
                                                                                              : m_workspaces.openRemote(found, context);
        return withWorkspace(std::move(end), std::move(opening));
    }

    End newFile(const QString &name) const
    {
        MoveEnd end;
        end.name = name == kLocalWorkspace ? m_places.controlStore() : newPath(name.startsWith(kFilePrefix) ? name.mid(kFilePrefix.size()) : name);
        end.newFile = end.name;
        end.place = QStringLiteral("SQLite · ") + end.newFile;
        return end;
    }

    End local(const QString &name, const CallContext &context) const
    {
        MoveEnd end;
        end.name = name;
        const bool byId = name == kLocalWorkspace || name == u"examples";
        return withWorkspace(std::move(end), byId ? m_workspaces.open(name, context)
                                                  : m_workspaces.openFile(name.startsWith(kFilePrefix) ? name.mid(kFilePrefix.size()) : name, false, context));
    }

    /// The store that a workspace stands on. One that is only read has no gateway to be closed by.
    static End withWorkspace(MoveEnd end, QFuture<Result<std::shared_ptr<Workspace>>> opening)
    {
        opening.waitForFinished(); // on the mover's thread, for the opener's
        auto opened = opening.result();
        if (!opened)
            return fail(opened.error());
        auto *workspace = dynamic_cast<StoreWorkspace *>(opened->get());
        if (!workspace)
            return fail(ErrorCode::ValMoveEnds, {{QStringLiteral("message"), QStringLiteral("%1 is no store of Plancia").arg(end.name)}});
        end.keeps = *opened;
        if (workspace->isOpenForWriting())
            end.gateway = &workspace->gateway();
        if (end.dialect == sql::Dialect::Postgres)
            return end;
        auto *store = dynamic_cast<store::LocalStore *>(&workspace->gateway());
        if (!store)
            return fail(ErrorCode::ValMoveEnds, {{QStringLiteral("message"), QStringLiteral("%1 is a backup of a server").arg(end.name)}});
        end.place = QStringLiteral("SQLite · ") + store->path();
        end.connect = [path = store->path(), keeps = *opened](const CancelToken &) -> Result<std::unique_ptr<sql::Connection>> {
            auto connection = sql::SqliteConnection::open({.path = path, .mode = sql::SqliteConnection::Mode::ReadOnlyLive});
            if (!connection)
                return fail(connection.error());
            return std::unique_ptr<sql::Connection>(std::move(*connection));
        };
        auto migrations = sql::Migrations::load(store::LocalStore::Options().migrations);
        if (!migrations)
            return fail(migrations.error());
        end.plan = [migrations = *migrations](sql::Connection &connection) { return migrations.plan(connection); };
        return end;
    }

    const Places m_places;
    Workspaces &m_workspaces;
    const Workspaces::RemoteLookup m_lookup;
};

} // namespace

std::unique_ptr<MovePort> makeMoves(const Places &places, const RuntimeOptions &options, Workspaces &workspaces, Workspaces::RemoteLookup lookup,
                                    const audit::Recorder &recorder, tasks::TaskQueue &tasks)
{
    move::Moves::Parts parts;
    parts.end = [ends = Ends(places, workspaces, std::move(lookup))](const QString &name, move::Moves::Use use, const CallContext &context) {
        return ends.find(name, use, context);
    };
    parts.marked = [](const MoveEnd &end, const std::optional<MoveMark> &mark) {
        if (auto *workspace = dynamic_cast<StoreWorkspace *>(end.keeps.get()))
            workspace->setMoveMark(mark);
    };
    parts.holder = options.program;
    return std::make_unique<move::Moves>(std::move(parts), recorder, tasks);
}

} // namespace plancia::wiring
