// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/backupsmodel.h"

#include "models/base/continuation.h"
#include "models/format/format.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace plancia {

namespace {
Page<BackupInfo> wholePage(const QList<BackupInfo> &backups)
{
    Page<BackupInfo> page;
    page.items = backups.first(std::min<qsizetype>(backups.size(), kMaxPageRows));
    return page;
}
} // namespace

Tone toneOf(BackupInfo::State state)
{
    switch (state) {
    case BackupInfo::State::Verified:
    case BackupInfo::State::Proved:
        return Tone::Good;
    case BackupInfo::State::Unverified:
        return Tone::Note;
    case BackupInfo::State::Damaged:
    case BackupInfo::State::Missing:
        return Tone::Error;
    }
    return Tone::None;
}

Tone toneOf(const BackupInfo &backup)
{
    const bool isDoubtful = backup.state == BackupInfo::State::Verified && (backup.proofFailedAt > 0 || !backup.rot.isEmpty());
    return isDoubtful ? Tone::Warning : toneOf(backup.state);
}

QString wordFor(BackupInfo::State state)
{
    switch (state) {
    case BackupInfo::State::Verified:
        return BackupsModel::tr("verified", "state of a backup");
    case BackupInfo::State::Proved:
        return BackupsModel::tr("proved", "state of a backup");
    case BackupInfo::State::Unverified:
        return BackupsModel::tr("not verified", "state of a backup");
    case BackupInfo::State::Damaged:
        return BackupsModel::tr("damaged", "state of a backup");
    case BackupInfo::State::Missing:
        return BackupsModel::tr("file missing", "state of a backup");
    }
    return {};
}

QString wordsFor(const BackupSchedule &schedule, const QLocale &locale)
{
    const QString at = QTime(schedule.hour, schedule.minute).toString(QStringLiteral("HH:mm"));
    switch (schedule.every) {
    case BackupSchedule::Every::Off:
        break;
    case BackupSchedule::Every::Hour:
        return BackupsModel::tr("every hour, at minute %1").arg(schedule.minute);
    case BackupSchedule::Every::Day:
        return BackupsModel::tr("every day at %1", "a time").arg(at);
    case BackupSchedule::Every::Week:
        return BackupsModel::tr("every %1 at %2", "%1: day of the week, %2: a time").arg(locale.standaloneDayName(schedule.weekday), at);
    case BackupSchedule::Every::Month:
        return BackupsModel::tr("on day %1 of every month at %2", "%2: a time").arg(QString::number(schedule.monthday), at);
    }
    return BackupsModel::tr("by hand only", "when backups are made");
}

QString wordForBackupKind(const QString &kind)
{
    if (kind == QLatin1String("manual"))
        return BackupsModel::tr("by hand", "why a backup was made");
    if (kind == QLatin1String("scheduled"))
        return BackupsModel::tr("scheduled", "why a backup was made");
    if (kind == QLatin1String("base"))
        return BackupsModel::tr("base of the archive", "why a backup was made");
    if (kind.startsWith(QLatin1String("before:mig")))
        return BackupsModel::tr("before a migration", "why a backup was made");
    if (kind == QLatin1String("before:restore"))
        return BackupsModel::tr("before a restore", "why a backup was made");
    if (kind == QLatin1String("before:import"))
        return BackupsModel::tr("before an import", "why a backup was made");
    if (kind == QLatin1String("before:repair"))
        return BackupsModel::tr("before a repair", "why a backup was made");
    if (kind == QLatin1String("before:vacuum"))
        return BackupsModel::tr("before a vacuum", "why a backup was made");
    if (kind.startsWith(QLatin1String("before:")))
        return BackupsModel::tr("before %1", "why a backup was made; %1 is an act").arg(kind.mid(7));
    return kind;
}

namespace {
QString wordForReason(const KeepReason &reason)
{
    using Kind = KeepReason::Kind;
    switch (reason.kind) {
    case Kind::Newest:
        return reason.number == 1 ? BackupsModel::tr("newest", "why a backup is kept")
                                  : BackupsModel::tr("newest %1 of %2", "why a backup is kept").arg(reason.number).arg(reason.of);
    case Kind::Daily:
        return BackupsModel::tr("daily %1 of %2", "why a backup is kept").arg(reason.number).arg(reason.of);
    case Kind::Weekly:
        return BackupsModel::tr("weekly %1 of %2", "why a backup is kept").arg(reason.number).arg(reason.of);
    case Kind::Monthly:
        return BackupsModel::tr("monthly %1 of %2", "why a backup is kept").arg(reason.number).arg(reason.of);
    case Kind::Pinned: return BackupsModel::tr("you pinned it", "why a backup is kept");
    case Kind::LastProved: return BackupsModel::tr("newest proved", "why a backup is kept");
    case Kind::LastClean: return BackupsModel::tr("last without a fault", "why a backup is kept: the newer ones have one");
    case Kind::BeforeAct: return BackupsModel::tr("before a risky act", "why a backup is kept");
    case Kind::ArchiveBase: return BackupsModel::tr("archive needs it", "why a backup is kept");
    case Kind::Damaged: return BackupsModel::tr("kept for salvage", "why a backup is kept");
    case Kind::Frozen: return BackupsModel::tr("clock has jumped", "why a backup is kept");
    case Kind::InUse: return BackupsModel::tr("open now", "why a backup is kept");
    case Kind::Unknown: return BackupsModel::tr("dated in the future", "why a backup is kept");
    case Kind::OnlyCopy: return BackupsModel::tr("only at the second place", "why a backup is kept");
    case Kind::Superseded: return BackupsModel::tr("nothing keeps it", "why a backup is kept");
    }
    return {};
}

/// What a person decided, then what protects, then the counting: the order of the enumeration is that of the data.
int strength(KeepReason::Kind kind)
{
    using Kind = KeepReason::Kind;
    constexpr Kind kOrder[] = {Kind::Damaged, Kind::LastClean,  Kind::Pinned, Kind::BeforeAct, Kind::ArchiveBase, Kind::Daily,   Kind::Weekly,
                               Kind::Monthly, Kind::LastProved, Kind::Newest, Kind::InUse,     Kind::Frozen,      Kind::Unknown, Kind::OnlyCopy};
    return static_cast<int>(std::ranges::find(kOrder, kind) - std::begin(kOrder));
}

bool has(const BackupInfo &backup, KeepReason::Kind kind)
{
    return std::ranges::any_of(backup.reasons, [kind](const KeepReason &reason) { return reason.kind == kind; });
}

constexpr qint64 kFar = 90 * 24 * 3'600'000LL; // from here on a month says enough
} // namespace

QString wordsForState(const BackupInfo &backup, const QLocale &locale)
{
    static const QRegularExpression page(QStringLiteral("\\bpage (\\d+)"));
    if (backup.state == BackupInfo::State::Damaged)
        if (const auto match = page.match(backup.damage); match.hasMatch())
            return BackupsModel::tr("damaged page %1", "state of a backup; %1 is the number of a page")
                .arg(locale.toString(match.captured(1).toLongLong()));
    if (!isWhole(backup))
        return wordFor(backup.state);
    if (!backup.rot.isEmpty() && !backup.damagedPages.isEmpty())
        return BackupsModel::tr("bit rot? page %1", "state of a backup; %1 is the number of a page that nothing wrote, and that changed")
            .arg(locale.toString(backup.damagedPages.first().page));
    if (backup.state == BackupInfo::State::Verified && backup.proofFailedAt > 0)
        return BackupsModel::tr("breaks a rule", "state of a backup whose proof failed");
    return wordFor(backup.state);
}

QString wordsForReasons(const QList<KeepReason> &reasons, qsizetype most)
{
    QList<KeepReason> ordered = reasons;
    // The very newest says most; further ones of the newest only where nothing else speaks for them.
    std::ranges::stable_sort(ordered, {}, [](const KeepReason &r) {
        return r.kind == KeepReason::Kind::Newest && r.number == 1 ? -1 : strength(r.kind);
    });
    if (ordered.size() > 1)
        ordered.removeIf([](const KeepReason &r) { return r.kind == KeepReason::Kind::Newest && r.number > 1; });
    QStringList words;
    for (const KeepReason &reason : ordered.first(std::min(most, ordered.size())))
        words += wordForReason(reason);
    return words.join(QStringLiteral("; ")) + (ordered.size() > most ? QStringLiteral("; …") : QString());
}

QString wordsForUntil(const BackupInfo &backup, qint64 nowMs, const QLocale &locale)
{
    if (has(backup, KeepReason::Kind::Damaged))
        return BackupsModel::tr("asks you", "until when a damaged backup is kept");
    if (has(backup, KeepReason::Kind::Superseded))
        return BackupsModel::tr("next pruning", "until when a backup is kept that nothing keeps");
    if (backup.keepUntil == 0)
        return QStringLiteral("–");
    const QDate day = QDateTime::fromMSecsSinceEpoch(backup.keepUntil).date();
    return locale.toString(day, backup.keepUntil - nowMs > kFar ? QStringLiteral("MMM yyyy") : QStringLiteral("d MMM"));
}

QString sentenceFor(const BisectReport &report)
{
    const auto when = [](const std::optional<BackupInfo> &backup) { return format::dateTime(backup->manifest.startedAt); };
    QStringList sentences;
    if (report.lastClean && report.firstBroken)
        sentences += BackupsModel::tr("The backup of %1 is the last without this fault; that of %2 has it. The clean one is kept from now on.",
                                      "%1 and %2: dates and times")
                         .arg(when(report.lastClean), when(report.firstBroken));
    else if (report.lastClean)
        sentences += BackupsModel::tr("The newest backup, of %1, is without this fault. It is kept from now on.", "%1: date and time").arg(when(report.lastClean));
    else if (report.firstBroken)
        sentences += BackupsModel::tr("This fault is older than all backups: the oldest, of %1, has it too.", "%1: date and time").arg(when(report.firstBroken));
    else
        sentences += BackupsModel::tr("None of the backups could be looked at.");
    if (!report.isSteady)
        sentences += BackupsModel::tr("It came and went: look at the backups beside these, too.");
    if (!report.unreadable.isEmpty())
        sentences += BackupsModel::tr("%n backup(s) could not be looked at.", "", static_cast<int>(report.unreadable.size()));
    return sentences.join(u' ');
}

QString wordsForPlace(const SecondPlaceState &place, qint64 nowMs)
{
    using State = SecondPlaceState::State;
    if (place.state == State::None)
        return {};
    QStringList sentences;
    if (place.state == State::Missing)
        sentences += place.lastSeenAt > 0 ? BackupsModel::tr("The second place is missing, last seen %1.", "%1: how long ago").arg(format::age(place.lastSeenAt, nowMs))
                                          : BackupsModel::tr("The second place is missing.");
    else if (place.missing == 0)
        sentences += BackupsModel::tr("The second place holds %n verified copies; none is missing.", "", place.copies);
    if (place.missing > 0)
        sentences += BackupsModel::tr("%n backup(s) are not copied to the second place yet.", "", place.missing);
    if (place.state == State::Present && place.isOnSameDisk)
        sentences += BackupsModel::tr("It lies on the same disk as the backups: if that disk is lost, so are both.");
    return sentences.join(u' ');
}

Tone toneOf(const SecondPlaceState &place)
{
    using State = SecondPlaceState::State;
    if (place.state == State::None)
        return Tone::None;
    if (place.state == State::Missing || place.error)
        return Tone::Warning;
    return place.missing > 0 || place.isOnSameDisk ? Tone::Note : Tone::Good;
}

QString wordsForCopy(const BackupInfo &backup)
{
    if (backup.isOnlyAtSecondPlace)
        return BackupsModel::tr("only there", "where a backup lies: at the second place alone");
    return backup.secondPlaceAt > 0 ? BackupsModel::tr("copied", "whether a backup has a copy at the second place") : QStringLiteral("–");
}

BackupsModel::BackupsModel(const Clock &clock, const QLocale &locale, QObject *parent)
    : PagedModelT<BackupInfo>({{tr("When"), ColumnKind::Name, 17, -1},
                               {tr("Kind", "why a backup was made"), ColumnKind::Faint, 0, -1},
                               {tr("Size"), ColumnKind::Number, 11, -1},
                               {tr("Took", "how long an act took"), ColumnKind::Number, 9, -1},
                               {tr("State"), ColumnKind::State, 20, -1},
                               {tr("Kept because"), ColumnKind::Name, 24, -1},
                               {tr("Until", "until when a backup is kept"), ColumnKind::Number, 13, -1},
                               {tr("Commit", "number of a write to the store"), ColumnKind::Identifier, 11, -1},
                               {tr("Second place"), ColumnKind::Faint, 14, -1}},
                              parent),
      m_clock(clock), m_locale(locale)
{
}

void BackupsModel::setWorkspace(std::shared_ptr<Workspace> workspace)
{
    if (!workspace || !workspace->backups()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace)](const Anchor &, int, const CallContext &context) {
        return continued(workspace->backups()->list(context), [](const Result<QList<BackupInfo>> &backups) {
            return backups ? Result<Page<BackupInfo>>(wholePage(*backups))
                           : Result<Page<BackupInfo>>(backups.error());
        });
    });
}

void BackupsModel::tick()
{
    if (hasRows())
        emit dataChanged(index(0, When), index(rowCount() - 1, Until), {Qt::DisplayRole});
}

QString BackupsModel::text(const BackupInfo &backup, int column) const
{
    const BackupManifest &manifest = backup.manifest;
    switch (column) {
    case When:
        return format::day(manifest.startedAt, m_clock.nowMs(), m_locale);
    case Kind: {
        const QString kind = manifest.isEncrypted() ? tr("%1 · encrypted", "%1: why a backup was made").arg(wordForBackupKind(manifest.kind))
                                                    : wordForBackupKind(manifest.kind);
        return manifest.note.isEmpty() ? kind : tr("%1 “%2”", "%1: why a backup was made, %2: a note").arg(kind, manifest.note);
    }
    case Size:
        return manifest.bytes > 0 ? format::bytes(manifest.bytes, m_locale) : QStringLiteral("–");
    case Took:
        return manifest.bytes > 0 ? format::duration(manifest.finishedAt - manifest.startedAt, m_locale) : QStringLiteral("–");
    case StateColumn:
        return wordsForState(backup, m_locale);
    case Commit:
        return u'#' + QString::number(manifest.commitNo);
    case KeptBecause:
        return wordsForReasons(backup.reasons, 2);
    case Until:
        return wordsForUntil(backup, m_clock.nowMs(), m_locale);
    case SecondPlace:
        return wordsForCopy(backup);
    }
    return {};
}

QVariant BackupsModel::cell(const BackupInfo &backup, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(backup, column);
    case FullTextRole:
        if (column == When)
            return format::localAndUtc(backup.manifest.startedAt);
        if (column == KeptBecause)
            return wordsForReasons(backup.reasons);
        if (column == Until && backup.keepUntil > 0)
            return format::localAndUtc(backup.keepUntil);
        if (column == StateColumn)
            return backup.damage.isEmpty() ? backup.rot : backup.damage;
        if (column == SecondPlace && backup.secondPlaceAt > 0)
            return format::localAndUtc(backup.secondPlaceAt);
        break;
    case ToneRole:
        if (column == StateColumn)
            return static_cast<int>(toneOf(backup));
        break;
    case StatusRole:
        return toString(backup.state);
    case TimeRole:
        return backup.manifest.startedAt;
    }
    return {};
}

} // namespace plancia
