// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/shelvedbackups.h"

#include "app/backup/packing.h"
#include "app/backup/statefile.h"
#include "app/backup/verifier.h"
#include "app/log/log.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace plancia::backup {

namespace {
constexpr qsizetype kPlain = 3; // so many of the newest stay as they are; what is older is packed

QString jsonText(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

Act actOn(const QString &action, const QString &path, const CallContext &context)
{
    Act act;
    act.action = action;
    act.path = path;
    act.requestId = context.requestId;
    return act;
}
} // namespace

ShelvedBackups::ShelvedBackups(Shelving shelving, tasks::TaskQueue &tasks, const Clock &clock)
    : m_shelving(std::move(shelving)), m_tasks(tasks), m_clock(clock)
{
    if (m_shelving.watchPlaceMs > 0)
        watchPlace();
}

void ShelvedBackups::stop()
{
    m_closing.cancel();
    m_worker.stop();
    m_lister.stop();
    m_exporter.stop();
    m_copier.stop();
    m_looker.stop(); // last: the others ask it
}

Result<BackupShelf> ShelvedBackups::shelf(const CallContext &context)
{
    const auto id = storeId(context);
    if (!id)
        return fail(id.error());
    return BackupShelf(m_shelving.folder, *id, m_clock, m_shelving.archiveNeeds);
}

RetentionRule ShelvedBackups::rule() const
{
    if (!m_shelving.policy)
        return {};
    const auto policy = m_shelving.policy();
    if (!policy)
        log::write(log::Level::Warning, "backup", policy.error()); // the defaults delete no more than the usual
    return policy ? policy->retention : RetentionRule();
}

Result<std::optional<BackupKey>> ShelvedBackups::keyForNew() const
{
    const auto policy = m_shelving.policy ? m_shelving.policy() : Result<BackupPolicy>(BackupPolicy());
    if (!policy)
        return fail(policy.error());
    if (!policy->encrypt)
        return std::optional<BackupKey>();
    if (!m_shelving.keys)
        return fail(ErrorCode::BackupKeyMissing);
    auto key = m_shelving.keys->current();
    return key ? Result<std::optional<BackupKey>>(*key) : Result<std::optional<BackupKey>>(key.error());
}

/// Runs as a task whose token ends when the call's token or this object does; leaves a row in the trail.
template <class F>
QFuture<Result<BackupInfo>> ShelvedBackups::runTask(const char *kind, const QString &action, QString subject, CallContext context, F work)
{
    return m_tasks.run(m_worker, QString::fromLatin1(kind), subject, m_shelving.workspace, context.cancel,
                       [this, action, subject, context, work = std::move(work)](const ProgressSink &progress) -> Result<BackupInfo> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           const qint64 started = m_clock.monotonicMs();
                           auto result = context.cancel.isCancelled() ? Result<BackupInfo>(Error(ErrorCode::InternalCancelled))
                                                                      : work(context, progress);
                           Act act = actOn(action, result ? result->path : subject, context);
                           if (result)
                               act.manifest = result->manifest;
                           report(act, result ? std::optional<Error>() : std::optional<Error>(result.error()), started);
                           return result;
                       });
}

QFuture<Result<QList<BackupInfo>>> ShelvedBackups::list(CallContext context)
{
    return runShort<QList<BackupInfo>>(std::move(context), [this](const CallContext &call) { return listNow(call); });
}

Result<QList<BackupInfo>> ShelvedBackups::listNow(const CallContext &context)
{
    const auto own = shelf(context);
    auto all = own ? own->list(rule(), newestCommitMs(context)) : Result<QList<BackupInfo>>(own.error());
    if (all)
        all = withCopies(*all, lookAtPlace(own->storeId(), *all));
    const auto others = all ? keptElsewhere(context) : all;
    if (!others)
        return others;
    all->append(*others);
    if (!others->isEmpty())
        std::ranges::stable_sort(*all, std::ranges::greater(), [](const BackupInfo &info) { return info.manifest.finishedAt; });
    return all;
}

QFuture<Result<BackupInfo>> ShelvedBackups::create(BackupRequest request, CallContext context)
{
    request.folder = request.folder.isEmpty() ? m_shelving.folder : QFileInfo(request.folder).absoluteFilePath();
    const QString target = request.folder;
    return runTask("backup", action::BackupCreate, target, std::move(context),
                   [this, request](const CallContext &call, const ProgressSink &progress) -> Result<BackupInfo> {
                       auto made = createNow(request, call, progress);
                       if (!made)
                           return made;
                       // What a risky act waits for is the backup alone.
                       if (request.folder == m_shelving.folder && !request.kind.startsWith(u"before:")) {
                           lookForRot(*made, call); // before anything is let go
                           tidy(call);
                           copyByItself();
                       }
                       return found(made->path, call);
                   });
}

QFuture<Result<BackupInfo>> ShelvedBackups::verify(QString path, CallContext context)
{
    const QString target = placeOf(path).path;
    return runTask("verify", action::BackupVerify, target, std::move(context),
                   [this, target](const CallContext &call, const ProgressSink &progress) { return verifyAndNote(target, call, progress); });
}

QFuture<Result<BackupInfo>> ShelvedBackups::prove(QString path, CallContext context)
{
    const QString target = placeOf(path).path;
    return runTask("prove", action::BackupProve, target, std::move(context),
                   [this, target](const CallContext &call, const ProgressSink &progress) { return proveAndNote(target, call, progress); });
}

/// With its reasons when it lies in the workspace's own folder.
Result<BackupInfo> ShelvedBackups::found(const QString &path, const CallContext &context)
{
    if (QFileInfo(path).path() != QFileInfo(m_shelving.folder + QStringLiteral("/x")).path()) {
        auto other = readBackup(placeOf(path));
        if (other && isAtSecondPlace(other->path)) {
            other->isOnlyAtSecondPlace = true; // as far as is known here; the list looks
            other->secondPlaceAt = other->verifiedAt;
            other->reasons = {{KeepReason::Kind::OnlyCopy, 0, 0}};
        }
        return other;
    }
    const auto own = shelf(context);
    return own ? own->find(path, rule(), newestCommitMs(context)) : Result<BackupInfo>(own.error());
}

Result<BackupInfo> ShelvedBackups::verifyAndNote(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    const auto result = verifyNow(path, context, progress);
    const bool isDamaged = !result && result.error().code() == ErrorCode::BackupDamaged;
    if (!result && !isDamaged)
        return result;
    const auto known = changeState(placeOf(path), [&](BackupState &state) {
        state.verifiedAt = isDamaged ? state.verifiedAt : result->verifiedAt;
        state.damage = isDamaged ? describeDamage(result.error()) : QString();
        if (isDamaged || state.rot.isEmpty())
            state.damagedPages = isDamaged ? damagedPagesOf(result.error()) : QList<DamagedPage>();
    });
    if (!known) // on read-only media nothing can be noted; what was found is told all the same
        log::write(log::Level::Info, "backup", known.error());
    if (isDamaged || !known)
        return result;
    auto noted = found(path, context);
    if (noted)
        noted->unopened = result->unopened;
    return noted;
}

Result<BackupInfo> ShelvedBackups::proveAndNote(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    // Each stage has its own progress; the bar starts anew with the second.
    const auto whole = verifyAndNote(path, context, progress);
    if (!whole && whole.error().code() != ErrorCode::BackupNotProved)
        return whole;
    const auto proved = !whole                ? Result<bool>(whole.error())
        : !whole->rot.isEmpty() ? Result<bool>(errorOfRot(*whole))
                                : proveNow(path, context, progress);
    if (!proved && proved.error().code() != ErrorCode::BackupNotProved)
        return fail(proved.error());
    const auto known = changeState(placeOf(path), [&](BackupState &state) {
        state.provedAt = proved ? m_clock.nowMs() : 0;
        state.proofFailedAt = proved ? 0 : m_clock.nowMs();
    });
    if (!proved)
        return fail(proved.error());
    if (!known)
        return fail(known.error()); // a proof that nobody remembers protects nothing
    return found(path, context);
}

/// Retention, and the older ones packed. The backup is made; what goes wrong here is tried again with the next.
void ShelvedBackups::tidy(const CallContext &context)
{
    const auto own = shelf(context);
    if (!own)
        return;
    const auto told = [&](const TrashedBackup &gone) {
        Act act = actOn(action::BackupDelete, gone.path, context);
        act.manifest = gone.manifest;
        act.details = jsonText({{QStringLiteral("by"), QStringLiteral("retention")}});
        report(act, {}, m_clock.monotonicMs());
        noteGone(gone.manifest, own->storeId());
    };
    const auto pruned = own->prune(Prune::Do, rule(), newestCommitMs(context), context.cancel, told);
    if (!pruned)
        log::write(log::Level::Warning, "backup", pruned.error());
    if (const auto left = own->list(rule(), newestCommitMs(context)))
        pack(*left, context);
}

void ShelvedBackups::pack(const QList<BackupInfo> &newestFirst, const CallContext &context)
{
    for (const BackupInfo &backup : newestFirst.mid(kPlain)) {
        const BackupPlace place = placeOf(backup.path);
        if (!place.isFolder() || backup.manifest.pageSize == 0 || backup.isPacked() || !isWhole(backup) || !QFile::exists(place.store)
            || isInUse(place))
            continue;
        const auto packed = packStore(place, backup.manifest, context.cancel);
        if (packed)
            continue;
        log::write(log::Level::Warning, "backup", packed.error().with(QStringLiteral("path"), backup.path));
        if (packed.error().code() == ErrorCode::BackupDamaged)
            (void)changeState(place, [&](BackupState &state) { // seen, but not kept
                state.damage = describeDamage(packed.error());
                state.damagedPages = damagedPagesOf(packed.error());
            });
        if (context.cancel.isCancelled())
            return;
    }
}

QFuture<Result<BackupInfo>> ShelvedBackups::setPinned(QString path, bool pinned, CallContext context)
{
    return runShort<BackupInfo>(std::move(context), [this, path, pinned](const CallContext &call) -> Result<BackupInfo> {
        const qint64 started = m_clock.monotonicMs();
        const BackupPlace place = placeOf(path);
        Act act = actOn(action::BackupPin, place.path, call);
        act.details = jsonText({{QStringLiteral("pinned"), pinned}});
        Result<BackupInfo> result = readBackup(place);
        if (result) {
            act.manifest = result->manifest;
            const QString cleanFor = pinned ? QString() : result->lastCleanFor;
            const auto changed = changeState(place, [&](BackupState &state) {
                state.pinned = pinned;
                state.lastCleanFor = pinned ? state.lastCleanFor : QString();
            });
            if (changed && cleanFor == kRotCheck)
                forgetRot(result->manifest.historyId);
            result = changed ? found(place.path, call) : Result<BackupInfo>(changed.error());
        }
        report(act, result ? std::optional<Error>() : std::optional<Error>(result.error()), started);
        return result;
    });
}

QFuture<Result<TrashedBackup>> ShelvedBackups::remove(QString path, CallContext context)
{
    return runShort<TrashedBackup>(std::move(context), [this, path](const CallContext &call) -> Result<TrashedBackup> {
        const qint64 started = m_clock.monotonicMs();
        const auto own = shelf(call);
        if (!own)
            return fail(own.error());
        const bool isCopy = isAtSecondPlace(placeOf(path).path);
        const auto gone = isCopy ? BackupShelf(placeNow(), own->storeId(), m_clock).moveToTrash(path) : own->moveToTrash(path);
        Act act = actOn(action::BackupDelete, gone ? gone->path : path, call);
        if (gone)
            act.manifest = gone->manifest;
        if (gone && !isCopy)
            noteGone(gone->manifest, own->storeId());
        report(act, gone ? std::optional<Error>() : std::optional<Error>(gone.error()), started);
        return gone;
    });
}

QFuture<Result<BackupInfo>> ShelvedBackups::takeBack(QString path, CallContext context)
{
    return runShort<BackupInfo>(std::move(context), [this, path](const CallContext &call) -> Result<BackupInfo> {
        const qint64 started = m_clock.monotonicMs();
        const auto own = shelf(call);
        if (!own)
            return fail(own.error());
        const auto back = own->takeBack(path);
        Result<BackupInfo> result = back ? found(*back, call) : Result<BackupInfo>(back.error());
        Act act = actOn(action::BackupDelete, back ? *back : path, call);
        act.details = jsonText({{QStringLiteral("taken_back"), true}});
        if (result)
            act.manifest = result->manifest;
        report(act, result ? std::optional<Error>() : std::optional<Error>(result.error()), started);
        return result;
    });
}

QFuture<Result<CsvExport>> ShelvedBackups::exportCsv(QString path, CsvRequest request, CallContext context)
{
    return m_tasks.run(m_exporter, QStringLiteral("export"), request.folder, m_shelving.workspace, context.cancel,
                       [this, path = placeOf(path).path, request, context](const ProgressSink &progress) -> Result<CsvExport> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           if (!m_shelving.exportTables)
                               return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), m_shelving.workspace}});
                           return m_shelving.exportTables(path, request, context, progress);
                       });
}

QFuture<Result<qint64>> ShelvedBackups::emptyTrash(CallContext context)
{
    return runShort<qint64>(std::move(context), [this](const CallContext &call) -> Result<qint64> {
        const qint64 started = m_clock.monotonicMs();
        const auto own = shelf(call);
        if (!own)
            return fail(own.error());
        const auto freed = own->emptyTrash(std::numeric_limits<qint64>::max());
        Act act = actOn(action::BackupDelete, m_shelving.folder, call);
        act.details = jsonText({{QStringLiteral("trash_emptied"), true}});
        report(act, freed ? std::optional<Error>() : std::optional<Error>(freed.error()), started);
        return freed;
    });
}

QFuture<Result<PrunePlan>> ShelvedBackups::prune(Prune what, CallContext context)
{
    return runShort<PrunePlan>(std::move(context), [this, what](const CallContext &call) -> Result<PrunePlan> {
        const auto own = shelf(call);
        if (!own)
            return fail(own.error());
        return own->prune(what, rule(), newestCommitMs(call), call.cancel, [&](const TrashedBackup &gone) {
            Act act = actOn(action::BackupDelete, gone.path, call);
            act.manifest = gone.manifest;
            act.details = jsonText({{QStringLiteral("by"), QStringLiteral("retention")}});
            report(act, {}, m_clock.monotonicMs());
            noteGone(gone.manifest, own->storeId());
        });
    });
}

QFuture<Result<bool>> ShelvedBackups::confirmClock(CallContext context)
{
    return runShort<bool>(std::move(context), [this](const CallContext &call) -> Result<bool> {
        const qint64 started = m_clock.monotonicMs();
        const auto own = shelf(call);
        if (!own)
            return fail(own.error());
        const auto done = own->confirmClock(newestCommitMs(call));
        Act act = actOn(action::BackupPolicy, m_shelving.folder, call);
        act.details = jsonText({{QStringLiteral("clock_confirmed"), true}});
        report(act, done ? std::optional<Error>() : std::optional<Error>(done.error()), started);
        return done;
    });
}

QFuture<Result<BackupHealth>> ShelvedBackups::health(CallContext context)
{
    return runShort<BackupHealth>(std::move(context), [this](const CallContext &call) -> Result<BackupHealth> {
        const auto policy = m_shelving.policy ? m_shelving.policy() : Result<BackupPolicy>(BackupPolicy());
        if (!policy)
            return fail(policy.error());
        const auto backups = listNow(call);
        if (!backups)
            return fail(backups.error());
        const qint64 now = m_clock.nowMs();
        const QTimeZone zone = planningZone();
        BackupHealth health;
        health.policy = *policy;
        health.alarm = backupAlarm(*backups, *policy, madeAt(call), now);
        health.lastAt = lastForSchedule(*backups, now);
        for (const BackupInfo &backup : *backups)
            if (health.toProve.isEmpty() && backup.manifest.kind == u"scheduled" && backup.manifest.startedAt == health.lastAt
                && backup.state == BackupInfo::State::Verified && backup.proofFailedAt == 0)
                health.toProve = backup.path;
        QList<BackupInfo> here = *backups;
        here.removeIf([](const BackupInfo &b) { return b.isOnlyAtSecondPlace || b.path.startsWith(kMovedAsideScheme); });
        health.toRead = dueForReading(here, now);
        if (const auto own = shelf(call))
            health.clock = own->lookAtClock(here, newestCommitMs(call));
        health.isDue = isDue(policy->schedule, health.lastAt, now, zone);
        health.nextDueAt = health.isDue && health.lastAt == 0 ? now : nextDue(policy->schedule, health.lastAt == 0 ? now : health.lastAt, zone);
        return health;
    });
}

QFuture<Result<BackupPolicy>> ShelvedBackups::policy(CallContext context)
{
    return runShort<BackupPolicy>(std::move(context), [this](const CallContext &) {
        return m_shelving.policy ? m_shelving.policy() : Result<BackupPolicy>(BackupPolicy());
    });
}

QFuture<Result<BackupPolicy>> ShelvedBackups::setPolicy(BackupPolicy policy, CallContext context)
{
    return runShort<BackupPolicy>(std::move(context), [this, policy](const CallContext &call) -> Result<BackupPolicy> {
        if (!m_shelving.setPolicy)
            return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("workspace"), m_shelving.workspace}});
        const qint64 started = m_clock.monotonicMs();
        const auto valid = backupPolicyFromJson(toJson(policy));
        const auto has = valid ? hasKeyFor(*valid) : Result<bool>(valid.error());
        const auto fit = has ? adoptPlace(*valid) : has;
        const auto kept = fit ? m_shelving.setPolicy(*valid, call) : Result<BackupPolicy>(fit.error());
        Act act = actOn(action::BackupPolicy, m_shelving.folder, call);
        act.details = QString::fromUtf8(toJson(policy));
        report(act, kept ? std::optional<Error>() : std::optional<Error>(kept.error()), started);
        return kept;
    });
}

/// Encryption is turned on with a key that is there: else the next backup would be the first to say so.
Result<bool> ShelvedBackups::hasKeyFor(const BackupPolicy &policy) const
{
    const auto before = m_shelving.policy ? m_shelving.policy() : Result<BackupPolicy>(BackupPolicy());
    if (!policy.encrypt || (before && before->encrypt))
        return true;
    const auto key = m_shelving.keys ? m_shelving.keys->current() : Result<BackupKey>(Error(ErrorCode::BackupKeyMissing));
    return key ? Result<bool>(true) : Result<bool>(key.error());
}

void ShelvedBackups::report(Act act, const std::optional<Error> &error, qint64 startedMono)
{
    act.durationMs = m_clock.monotonicMs() - startedMono;
    if (!error) {
        log::info("backup", QStringLiteral("done"),
                  {{QStringLiteral("action"), act.action}, {QStringLiteral("path"), act.path},
                   {QStringLiteral("commit"), QString::number(act.manifest.commitNo)},
                   {QStringLiteral("request"), act.requestId}});
    } else {
        act.result = AuditResult::Failed;
        act.error = error;
        log::write(log::Level::Warning, "backup", error->with(QStringLiteral("request"), act.requestId));
    }
    if (m_shelving.audit)
        m_shelving.audit(act);
}

} // namespace plancia::backup
