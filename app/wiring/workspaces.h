// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/backup/standin.h"
#include "app/tasks/taskqueue.h"
#include "app/wiring/backupkeyring.h"
#include "app/wiring/backuppolicies.h"
#include "app/wiring/runtime.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"

#include <QHash>
#include <mutex>

namespace plancia::backup {
struct Act;
struct Shelving;
struct Unpacking;
class LocalBackups;
namespace archive {
class Archiver;
}
}

namespace plancia::store {
class LocalStore;
}

namespace plancia::wiring {

/// Who a connection is, before it is opened.
WorkspaceIdentity remoteIdentity(const QString &id, const ConnectionProfile &profile);
/// "pg:", before the id of a connection, and "file:", before a path.
inline const QString kRemotePrefix = QStringLiteral("pg:");
inline const QString kFilePrefix = QStringLiteral("file:");

/// Opens workspaces on a thread of its own and closes them there: closing a store checkpoints it.
/// A workspace that is open already is handed out again.
class Workspaces : public WorkspacesPort {
public:
    /// How to reach a server: the profile of a connection and where its password comes from.
    using PasswordProvider = std::function<std::optional<QString>()>;
    struct Remote {
        ConnectionProfile profile;
        PasswordProvider password;
    };
    /// Looks a saved connection up; blocks, on the opener's thread.
    using RemoteLookup = std::function<Result<Remote>(ConnectionId)>;
    using RemoteList = std::function<Result<QList<ConnectionProfile>>()>;

    Workspaces(Places places, RuntimeOptions options, const audit::Recorder &recorder, sql::Gateway &program, tasks::TaskQueue &tasks,
               BackupPolicies policies, BackupKeyring &backupKeys, RemoteList list, RemoteLookup lookup);
    ~Workspaces() override;

    QFuture<Result<QList<WorkspaceIdentity>>> list(CallContext context) override;
    QFuture<Result<std::shared_ptr<Workspace>>> open(QString id, CallContext context) override;
    QFuture<Result<std::shared_ptr<Workspace>>> openFile(QString path, bool readOnly, CallContext context) override;
    QFuture<Result<std::shared_ptr<Workspace>>> openWithLog(QString path, CallContext context) override;
    QFuture<Result<bool>> removeExamples(CallContext context) override;
    /// A server that is not saved; the error of a `remote` that is none comes back.
    QFuture<Result<std::shared_ptr<Workspace>>> openRemote(Result<Remote> remote, CallContext context);
    /// Blocks; on none of this object's threads. Runs `work` while nobody in this program has the local store open, and
    /// nobody can open it; who still holds its workspace is given a moment to let go. BKP_018 when it is open here or in
    /// another program, INTERNAL_002, and what the work says.
    Result<bool> whileLocalIsClosed(const std::function<Result<bool>()> &work, const CancelToken &cancel);
    /// Who else in this program looks at the local store: asked to let go of it for as long as its answer lives. Before the
    /// first whileLocalIsClosed(), and it outlives the last.
    void setOnlooker(std::function<std::shared_ptr<const void>()> holdOff) { m_onlooker = std::move(holdOff); }
    /// What a password of a person has to be. Before anything is opened.
    void setPasswordPolicy(std::function<PasswordPolicy()> policy) { m_passwordPolicy = std::move(policy); }
    /// The local store's place, for when it is lost; without `others`, which the disk is asked for.
    backup::LostPlace lostLocal() const;
    /// Stores of ours whose backups lie in the same folder. Blocks.
    QList<QUuid> otherStores() const;

private:
    using Opened = Result<std::shared_ptr<Workspace>>;
    backup::Unpacking unpacking() const;
    backup::ExportTables exportTables() const;
    backup::Shelving shelving(const QString &id, std::function<void(const backup::Act &)> audit) const;
    Opened openLocal(WorkspaceIdentity identity, const QString &path, bool create);
    Opened openFileNow(const QString &path, bool readOnly, const CallContext &context);
    /// What a read-only workspace shows.
    struct ReadOnly {
        WorkspaceIdentity identity;
        QString file;     ///< the one that is read: the file itself, or a copy
        bool live = false; ///< others write to it: read with locks and log
        std::shared_ptr<const void> keeps = {}; ///< lives as long as it is read: a copy that goes with it
    };
    Opened openReadOnly(const QString &path, const QString &reason);
    Opened openWithLogNow(const QString &path, const CallContext &context);
    Opened openReadOnly(ReadOnly source);
    Opened openForeign(ReadOnly source);
    /// May somebody write to the file while we read it?
    bool isLive(const QString &path) const;
    std::unique_ptr<TablesPort> tablesOf(const WorkspaceIdentity &identity, const QString &file, bool live, sql::Gateway *trail);
    Opened openBackup(const QString &path, const CallContext &context);
    /// A backup of a server, in a private server of its own.
    Opened openDump(const QString &path, const BackupManifest &manifest, const CallContext &context, const ProgressSink &progress);
    Result<bool> makeExamples(const CallContext &context, const ProgressSink &progress);
    Opened openExamples(const CallContext &context, const ProgressSink &progress);
    Opened openMoment(const QString &id, const CallContext &context);
    std::shared_ptr<backup::archive::Archiver> makeArchiver(const store::LocalStore &store, const QString &id) const;
    static void tieToArchive(backup::Shelving &shelving, const std::shared_ptr<backup::archive::Archiver> &archiver);
    std::unique_ptr<MomentsPort> makeMoments(store::LocalStore &store, backup::LocalBackups &backups,
                                             const std::shared_ptr<backup::archive::Archiver> &archiver, const QString &id);
    Opened openBundle(const QString &path);
    /// The local store. Where there was one it is not made anew by itself: NOT_FOUND_005 while its backups are there.
    Opened openOwn(bool mayBegin);
    /// Its backups alone, when it cannot be opened.
    Opened openRescue();
    QString secondPlaceOfOwn() const;
    Opened openServer(const Remote &remote, const QString &id, const CallContext &context);
    std::shared_ptr<Workspace> openAlready(const QString &id);
    /// A workspace whose last holder lets it go on this object's thread.
    std::shared_ptr<Workspace> keep(const QString &id, std::unique_ptr<Workspace> workspace);

    const Places m_places;
    const RuntimeOptions m_options;
    const audit::Recorder &m_recorder;
    sql::Gateway &m_program; ///< console.db: acts on what cannot be written, and what is known of a workspace between runs
    tasks::TaskQueue &m_tasks;
    const BackupPolicies m_policies;
    BackupKeyring &m_backupKeys;
    const RemoteList m_remoteList;
    const RemoteLookup m_remoteLookup;
    std::function<std::shared_ptr<const void>()> m_onlooker;
    std::function<PasswordPolicy()> m_passwordPolicy;
    const CancelToken m_closing; ///< ends what is being opened
    std::mutex m_mutex;
    QHash<QString, std::weak_ptr<Workspace>> m_open; ///< under m_mutex
    std::shared_ptr<tasks::Worker> m_closer;         ///< shared with the deleters of what is open
    tasks::Worker m_opener{QStringLiteral("workspaces")};
    tasks::Worker m_dumpOpener{QStringLiteral("backups of servers")}; ///< and neither does a dump that is being unpacked
    tasks::Worker m_serverOpener{QStringLiteral("servers")}; ///< a server that keeps silent holds no file up
};

} // namespace plancia::wiring
