// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/backupsmodel.h"

#include "models/format/format.h"

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

QString wordForBackupKind(const QString &kind)
{
    if (kind == QLatin1String("manual"))
        return BackupsModel::tr("by hand", "why a backup was made");
    if (kind == QLatin1String("scheduled"))
        return BackupsModel::tr("scheduled", "why a backup was made");
    if (kind.startsWith(QLatin1String("before:mig")))
        return BackupsModel::tr("before a migration", "why a backup was made");
    if (kind == QLatin1String("before:restore"))
        return BackupsModel::tr("before a restore", "why a backup was made");
    if (kind.startsWith(QLatin1String("before:")))
        return BackupsModel::tr("before %1", "why a backup was made; %1 is an act").arg(kind.mid(7));
    return kind;
}

BackupsModel::BackupsModel(const Clock &clock, const QLocale &locale, QObject *parent)
    : PagedModelT<BackupInfo>({{tr("When"), ColumnKind::Name, 17, -1},
                               {tr("Kind", "why a backup was made"), ColumnKind::Faint, 0, -1},
                               {tr("Size"), ColumnKind::Number, 10, -1},
                               {tr("Took", "how long an act took"), ColumnKind::Number, 9, -1},
                               {tr("State"), ColumnKind::State, 16, -1},
                               {tr("Commit", "number of a write to the store"), ColumnKind::Identifier, 11, -1},
                               {tr("Age"), ColumnKind::Faint, 14, -1},
                               {tr("File"), ColumnKind::Identifier, 0, -1}},
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
        return workspace->backups()->list(context).then([](const Result<QList<BackupInfo>> &backups) {
            return backups ? Result<Page<BackupInfo>>(wholePage(*backups))
                           : Result<Page<BackupInfo>>(backups.error());
        });
    });
}

void BackupsModel::tick()
{
    if (hasRows())
        emit dataChanged(index(0, When), index(rowCount() - 1, Age), {Qt::DisplayRole});
}

QString BackupsModel::text(const BackupInfo &backup, int column) const
{
    const BackupManifest &manifest = backup.manifest;
    switch (column) {
    case When:
        return format::day(manifest.startedAt, m_clock.nowMs(), m_locale);
    case Kind:
        return wordForBackupKind(manifest.kind);
    case Size:
        return format::bytes(manifest.bytes, m_locale);
    case Took:
        return format::duration(manifest.finishedAt - manifest.startedAt, m_locale);
    case StateColumn:
        return wordFor(backup.state);
    case Commit:
        return u'#' + QString::number(manifest.commitNo);
    case Age:
        return format::age(manifest.startedAt, m_clock.nowMs(), m_locale);
    case File:
        return manifest.file;
    }
    return {};
}

QVariant BackupsModel::cell(const BackupInfo &backup, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(backup, column);
    case FullTextRole:
        if (column == When || column == Age)
            return format::localAndUtc(backup.manifest.startedAt);
        if (column == File)
            return backup.path;
        break;
    case ToneRole:
        if (column == StateColumn)
            return static_cast<int>(toneOf(backup.state));
        break;
    case StatusRole:
        return toString(backup.state);
    case TimeRole:
        return backup.manifest.startedAt;
    }
    return {};
}

} // namespace plancia
