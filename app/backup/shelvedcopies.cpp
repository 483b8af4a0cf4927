// SPDX-License-Identifier: GPL-3.0-or-later
// The second place of the backups: when it is looked at and when it is copied to.
#include "app/backup/shelvedbackups.h"

#include "app/backup/catchup.h"
#include "app/backup/placememory.h"
#include "app/log/log.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

namespace plancia::backup {

QString ShelvedBackups::placeNow() const
{
    const auto policy = m_shelving.policy ? m_shelving.policy() : Result<BackupPolicy>(BackupPolicy());
    if (!policy)
        log::write(log::Level::Warning, "backup", policy.error());
    return policy && !policy->secondPlace.isEmpty() ? QDir::cleanPath(policy->secondPlace) : QString();
}

bool ShelvedBackups::isAtSecondPlace(const QString &path) const
{
    const QString place = placeNow();
    return !place.isEmpty() && QFileInfo(path).path() == place;
}

PlaceLook ShelvedBackups::lookAtPlace(const QString &id, const QList<BackupInfo> &here)
{
    return m_looker.look(placeNow(), m_shelving.folder, id, here);
}

/// A place that is new to us is made ours first: nothing is set when that cannot be.
Result<bool> ShelvedBackups::adoptPlace(const BackupPolicy &policy)
{
    const QString wanted = policy.secondPlace.isEmpty() ? QString() : QDir::cleanPath(policy.secondPlace);
    if (wanted.isEmpty() || wanted == placeNow())
        return true; // what is set already may be missing now, and must not be made anew in an empty mount point
    return m_looker.adopt(wanted, m_shelving.folder);
}

/// Its copy goes to the trash there, when the place is there.
void ShelvedBackups::noteGone(const BackupManifest &manifest, const QString &id)
{
    const QString place = placeNow();
    if (place.isEmpty())
        return;
    const auto kept = changePlaceMemory(m_shelving.folder, id, place, [&](PlaceMemory &memory) {
        if (const auto gone = GoneBackup::of(manifest); !memory.gone.contains(gone))
            memory.gone += gone;
    });
    if (!kept)
        log::write(log::Level::Warning, "backup", kept.error()); // the copy stays there
}

QFuture<Result<SecondPlaceState>> ShelvedBackups::secondPlace(CallContext context)
{
    return runShort<SecondPlaceState>(std::move(context), [this](const CallContext &call) -> Result<SecondPlaceState> {
        const QString place = placeNow();
        if (place.isEmpty())
            return SecondPlaceState();
        const auto own = shelf(call);
        const auto here = own ? own->list(rule(), newestCommitMs(call)) : Result<QList<BackupInfo>>(own.error());
        if (!here)
            return fail(here.error());
        return m_looker.look(place, m_shelving.folder, own->storeId(), *here).state;
    });
}

QFuture<Result<SecondPlaceState>> ShelvedBackups::copyToSecondPlace(QString path, CallContext context)
{
    const QString target = path.isEmpty() ? QString() : placeOf(path).path;
    return m_tasks.run(m_copier, QStringLiteral("copy"), target, m_shelving.workspace, context.cancel,
                       [this, target, context](const ProgressSink &progress) {
                           const CancelLink byEnd(m_closing, context.cancel);
                           return copyNow(target, context, progress);
                       });
}

Result<SecondPlaceState> ShelvedBackups::copyNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    if (context.cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const QString place = placeNow();
    if (place.isEmpty())
        return fail(ErrorCode::BackupPlaceMissing, {{QStringLiteral("message"), QStringLiteral("no second place is set")}});
    const auto own = shelf(context);
    const qint64 newest = own ? newestCommitMs(context) : 0;
    const auto here = own ? own->list(rule(), newest) : Result<QList<BackupInfo>>(own.error());
    if (!here)
        return fail(here.error());

    CatchUp work{place, m_shelving.folder, own->storeId(), *here, path, own->lookAtClock(newest).isRight()};
    qint64 started = m_clock.monotonicMs();
    work.copied = [&](const BackupInfo &backup, const QString &copyPath, const std::optional<Error> &error) {
        Act act{action::BackupCopy, AuditResult::Done, copyPath.isEmpty() ? backup.path : copyPath, {}, backup.manifest, 0, context.requestId};
        report(act, error, started);
        started = m_clock.monotonicMs();
    };
    work.trashed = [&](const BackupInfo &copy) {
        report({action::BackupDelete, AuditResult::Done, copy.path, {}, copy.manifest, 0, context.requestId,
                QStringLiteral("{\"by\":\"retention\",\"at\":\"second_place\"}")}, {}, m_clock.monotonicMs());
    };
    if (auto done = work.run(m_clock, context.cancel, progress); !done)
        return fail(done.error());
    if (const auto copies = SecondPlace(place, m_shelving.folder, m_clock).copies(own->storeId()))
        pack(*copies, context);
    const auto left = own->list(rule(), newest); // with what was noted
    return m_looker.lookPatiently(place, m_shelving.folder, own->storeId(), left ? *left : *here).state;
}

/// After a backup, and when the place is back. A place that is missing is no failed task: it is a state.
void ShelvedBackups::copyByItself()
{
    if (placeNow().isEmpty())
        return;
    if (m_copies.fetch_add(1) > 1) { // one runs, and one waits that will see everything
        --m_copies;
        return;
    }
    m_copier.post([this] {
        const QString place = placeNow();
        const auto there = SecondPlace(place, m_shelving.folder, m_clock).check();
        if (!there) {
            --m_copies;
            log::write(log::Level::Info, "backup", there.error());
            return;
        }
        const CallContext context;
        m_tasks.run(m_copier, QStringLiteral("copy"), QString(), m_shelving.workspace, context.cancel,
                    [this, context](const ProgressSink &progress) {
                        const CancelLink byEnd(m_closing, context.cancel);
                        auto done = copyNow({}, context, progress);
                        --m_copies;
                        return done;
                    });
    });
}

void ShelvedBackups::watchPlace()
{
    m_copier.post([this] {
        auto *timer = new QTimer(m_copier.context());
        QObject::connect(timer, &QTimer::timeout, m_copier.context(), [this] { copyIfBack(); });
        timer->start(m_shelving.watchPlaceMs);
    });
}

/// On the copier's thread, which a silent disk may hold.
void ShelvedBackups::copyIfBack()
{
    const QString place = placeNow();
    if (place.isEmpty() || m_copies > 0)
        return;
    const CallContext context;
    const auto own = shelf(context);
    const auto here = own ? own->list(rule(), newestCommitMs(context)) : Result<QList<BackupInfo>>(own.error());
    if (!here || std::ranges::none_of(*here, wantsCopy))
        return;
    const SecondPlaceState now = m_looker.lookPatiently(place, m_shelving.folder, own->storeId(), *here).state;
    // What failed for another reason (a full disk) is tried again after the next backup, or when a person asks.
    if (now.state == SecondPlaceState::State::Present && now.missing > 0 && !now.error)
        copyByItself();
}

} // namespace plancia::backup
