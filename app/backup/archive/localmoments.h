// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archiver.h"
#include "app/backup/archive/materialise.h"
#include "app/backup/localbackups.h"
#include "app/tasks/taskqueue.h"
#include "models/domain/audit.h"
#include "models/ports/momentsport.h"

namespace plancia::store {
class LocalStore;
}

namespace plancia::backup::archive {

/// Builds a moment of an archive that may belong to a store which is not open. Blocks. As materialise(), and NOT_FOUND_007,
/// BKP_016, DB_010.
Result<Materialised> buildMoment(ArchiveFolder &folder, qint64 commitNo, const QString &scratch, const CancelToken &cancel,
                                 const ProgressSink &progress);

/// The moments of an open local store, and the archiver that keeps them. Calls may be made from any one thread; the destructor
/// cancels what runs and waits for it. The archiver outlives it: the store's last checkpoint wants it.
class LocalMoments final : public MomentsPort {
public:
    struct Options {
        store::LocalStore &store;   ///< outlives this
        tasks::TaskQueue &tasks;
        const Clock &clock;
        LocalBackups &backups;      ///< makes the bases, and restores; outlives this
        std::shared_ptr<Archiver> archiver;
        QString scratch;
        QString workspace;          ///< WorkspaceIdentity::id
        bool longRunning = false;   ///< keep behind commits and make bases; a short command keeps before checkpoints only
        std::function<qint64()> maxBytes; ///< of the archive; blocks
        /// Write the audit row of an act.
        std::function<QFuture<Result<AuditEvent>>(const QString &action, const QString &name, const CallContext &)> record;
    };
    explicit LocalMoments(Options options);
    ~LocalMoments() override;

    QFuture<Result<ArchiveStatus>> status(CallContext context) override;
    QFuture<Result<QList<MomentBar>>> histogram(qint64 since, qint64 until, int bars, CallContext context) override;
    QFuture<Result<Page<Moment>>> page(qint64 since, Anchor anchor, int limit, CallContext context) override;
    QFuture<Result<Moment>> at(qint64 timeMs, CallContext context) override;
    QFuture<Result<Moment>> byCommit(qint64 commitNo, CallContext context) override;
    QFuture<Result<MomentPreview>> preview(qint64 commitNo, CallContext context) override;
    QFuture<Result<RestoreReport>> restore(qint64 commitNo, CallContext context) override;
    QFuture<Result<ArchiveStatus>> setEnabled(bool enabled, CallContext context) override;
    QFuture<Result<Moment>> nameMoment(QString name, CallContext context) override;

    ArchiveFolder &folder() { return *m_folder; }

private:
    using Entries = QList<Index::Entry>;
    Result<std::shared_ptr<const Index>> freshIndex();
    Result<ArchiveStatus> statusNow(const CallContext &context);
    Result<QList<Moment>> describe(const Entries &entries, const CallContext &context);
    Result<Moment> describeOne(const Index::Entry &entry, const CallContext &context);
    Result<MomentPreview> previewNow(qint64 commitNo, const CallContext &context, const ProgressSink &progress);
    Result<Base> makeBaseNow(const CallContext &context);
    void baseWanted();

    const Options m_options;
    const std::shared_ptr<ArchiveFolder> m_folder;
    const std::shared_ptr<Archiver> m_archiver;
    const CancelToken m_closing;
    std::atomic<bool> m_basePending{false};
    std::atomic<qint64> m_baseNotBefore{0}; ///< monotonic
    tasks::Worker m_worker{QStringLiteral("moments")};
    tasks::Worker m_builder{QStringLiteral("building moments")};
    tasks::Worker m_bases{QStringLiteral("bases of the archive")};
};

} // namespace plancia::backup::archive
