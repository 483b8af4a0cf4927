// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupengine.h"
#include "app/backup/salvage/rowrecovery.h"
#include "app/backup/standin.h"

namespace plancia::backup::salvage {

/// What can be had for a damaged store, and putting it in its place. Every call blocks and belongs on a worker thread.
class Salvager {
public:
    struct Options {
        LostPlace place;
        QString archives; ///< the folder that holds a folder a store's archive
        /// Runs work while nobody in this process has the store open, and nobody can open it; BKP_018 when somebody has.
        std::function<Result<bool>(const std::function<Result<bool>()> &work, const CancelToken &cancel)> alone;
        /// LostPlace::others, which the disk is asked for.
        std::function<QList<QUuid>()> others = {};
        bool readOnly = false; ///< asked for: nothing is put in place
        /// Writes the audit row of a salvage.
        std::function<Result<bool>(sql::Connection &, const QJsonObject &details, const QString &requestId)> append;
    };
    Salvager(Options options, const Clock &clock) : m_options(std::move(options)), m_clock(clock), m_engine(clock, {m_options.place.scratch, m_options.place.keys}) {}

    /// See SalvagePort.
    Result<SalvagePlan> look(const CancelToken &cancel, const ProgressSink &progress) const;
    Result<SalvageReport> apply(SalvageOffer::Source source, const QString &requestId, const CancelToken &cancel, const ProgressSink &progress) const;
    Result<RowRecovery> recover(const QString &from, const QString &to, const CancelToken &cancel, const ProgressSink &progress) const;

private:
    struct Contents;
    struct Copied;
    /// The file and its log, from outside.
    struct StoreState {
        store::FileState file, log;
        bool operator==(const StoreState &) const = default;
    };
    StoreState stateNow() const;
    LostPlace place() const;
    Result<Copied> copyStore(const CancelToken &cancel, const ProgressSink &progress) const;
    Result<Recovered> readRows(const DamagedCopy &copy, const QString &storeId, const CancelToken &cancel, const ProgressSink &progress) const;
    /// The store's id when the damaged file does not tell it: its backups or its archive do.
    QString storeIdOtherwise(const LostPlace &place, const QList<BackupInfo> &backups) const;
    std::optional<BackupInfo> bestBackup(const QList<BackupInfo> &backups, const QString &storeId) const;
    Result<SalvageOffer> offerArchive(const QString &storeId, const CancelToken &cancel, const ProgressSink &progress) const;
    SalvageOffer offerBackup(const QList<BackupInfo> &backups, const QString &storeId) const;
    /// `copy` may be null.
    Result<Contents> fetch(SalvageOffer::Source source, const DamagedCopy *copy, const QString &storeId, const CancelToken &cancel,
                           const ProgressSink &progress) const;

    const Options m_options;
    const Clock &m_clock;
    const BackupEngine m_engine;
};

} // namespace plancia::backup::salvage
