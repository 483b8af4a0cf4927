// SPDX-License-Identifier: GPL-3.0-or-later
// Moments of a local store: the archive of one that is open, and one of its moments as a workspace of its own.
#include "app/wiring/workspaces.h"

#include "app/backup/archive/localmoments.h"
#include "app/backup/archive/written.h"
#include "app/log/log.h"
#include "app/store/localstore.h"
#include "app/wiring/storeworkspace.h"
#include "models/domain/backuppolicy.h"

#include <QFileInfo>

#include <algorithm>

namespace plancia::wiring {

using backup::archive::ArchiveFolder;
using backup::archive::Archiver;

namespace {
std::function<qint64()> archiveLimit(const BackupPolicies &policies, const QString &id)
{
    return [policies, id] {
        const auto policy = policies.read(id);
        return policy ? policy->archiveMaxBytes : BackupPolicy().archiveMaxBytes;
    };
}
} // namespace

std::shared_ptr<Archiver> Workspaces::makeArchiver(const store::LocalStore &store, const QString &id) const
{
    auto folder = std::make_shared<ArchiveFolder>(m_places.archive(store.storeId()), store.storeId(), m_places.backups, &m_backupKeys);
    return std::make_shared<Archiver>(Archiver::Options{store.path(), std::move(folder), 500, archiveLimit(m_policies, id)},
                                      m_recorder.clock());
}

/// Retention leaves the bases of the archive alone, and the policy says whether it is on: whichever program asks.
void Workspaces::tieToArchive(backup::Shelving &shelving, const std::shared_ptr<Archiver> &archiver)
{
    shelving.archiveNeeds = [archiver](const BackupInfo &backup) {
        const QList<backup::archive::Base> bases = archiver->folder().bases();
        if (bases.isEmpty() && !archiver->folder().canRead())
            return true; // perhaps it is one
        return std::ranges::any_of(bases, [name = QFileInfo(backup.path).fileName()](const auto &base) { return base.name == name; });
    };
    shelving.written = [archiver](const BackupManifest &older, const BackupManifest &newer, const CancelToken &cancel) {
        auto written = backup::archive::writtenBetween(*archiver, older, newer, cancel);
        if (!written)
            log::write(log::Level::Info, "archive", written.error()); // as if it were not known
        return written ? std::move(*written) : std::optional<backup::WrittenPages>();
    };
    shelving.policy = [read = shelving.policy, archiver]() -> Result<BackupPolicy> {
        auto policy = read();
        if (policy)
            policy->archive = archiver->folder().isOn();
        return policy;
    };
    shelving.setPolicy = [write = shelving.setPolicy, archiver](const BackupPolicy &policy, const CallContext &context) -> Result<BackupPolicy> {
        if (auto set = archiver->setOn(policy.archive); !set)
            return fail(set.error());
        return write(policy, context);
    };
}

std::unique_ptr<MomentsPort> Workspaces::makeMoments(store::LocalStore &store, backup::LocalBackups &backups,
                                                     const std::shared_ptr<Archiver> &archiver, const QString &id)
{
    const auto record = [&store, &recorder = m_recorder](const QString &action, const QString &name, const CallContext &context) {
        audit::Act act;
        act.action = action;
        act.objectKind = action == action::MomentName ? QStringLiteral("moment") : QStringLiteral("archive");
        act.objectName = name;
        return recorder.record(store, recorder.begin(act, context), context);
    };
    return std::make_unique<backup::archive::LocalMoments>(backup::archive::LocalMoments::Options{
        store, m_tasks, m_recorder.clock(), backups, archiver, m_places.scratch(), id, m_options.longRunning,
        archiveLimit(m_policies, id), record});
}

/// "moment:<workspace>:<commit>".
Workspaces::Opened Workspaces::openMoment(const QString &id, const CallContext &context)
{
    if (auto held = openAlready(id))
        return held;
    bool number = false;
    const QString of = id.section(u':', 1, -2);
    const qint64 commitNo = id.section(u':', -1).toLongLong(&number);
    if (!number || of != kLocalWorkspace)
        return fail(ErrorCode::WorkspaceNotFound, {{QStringLiteral("workspace"), id}});

    qint64 at = 0;
    if (auto live = openAlready(of); live && live->moments()) { // its newest commits may not be in the archive yet
        auto asked = live->moments()->byCommit(commitNo, context);
        asked.waitForFinished(); // on the opener's thread, for the archive's
        if (auto moment = asked.result(); !moment)
            return fail(moment.error());
        else
            at = moment->at;
    }
    store::LocalStore::Options options;
    auto migrations = sql::Migrations::load(options.migrations);
    if (!migrations)
        return fail(migrations.error());
    auto head = store::probe(m_places.controlStore(), *migrations, options.applicationId, false);
    if (!head)
        return fail(head.error());
    backup::archive::ArchiveFolder folder(m_places.archive(head->storeId), head->storeId, m_places.backups, &m_backupKeys);
    const CancelLink byEnd(m_closing, context.cancel);
    auto built = backup::archive::buildMoment(folder, commitNo, m_places.scratch(), context.cancel, {});
    if (!built)
        return fail(built.error());
    auto file = std::make_shared<const backup::archive::Materialised>(std::move(*built));
    if (at == 0)
        if (auto index = folder.index())
            if (const auto *entry = (*index)->moment(commitNo))
                at = entry->at;

    ReadOnly source;
    source.identity.id = id;
    source.identity.name = QStringLiteral("%1 · #%2").arg(of).arg(commitNo);
    source.identity.place = QStringLiteral("SQLite · %1 · #%2").arg(m_places.controlStore()).arg(commitNo);
    source.identity.colour = QStringLiteral("amber");
    source.identity.readOnly = true;
    source.identity.readOnlyReason = QStringLiteral("moment");
    source.identity.asOf = at;
    source.identity.commitNo = commitNo;
    source.file = file->file.path();
    source.keeps = file;
    return openReadOnly(std::move(source));
}

} // namespace plancia::wiring
