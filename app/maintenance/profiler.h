// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/sql/sqliteconnection.h"
#include "models/base/progress.h"
#include "models/domain/maintenance.h"

namespace plancia::maintenance {

/// Measures the critical queries of a store, by the statements that its repositories run, inside the caller's read
/// transaction. Blocks. INTERNAL_003 and what the statements give.
Result<ProfileReport> profileStore(sql::SqliteConnection &connection, const CancelToken &cancel, const ProgressSink &progress);

/// A store with so many tenants, each with a person, a key, a call and an audit row, in a new folder below `scratch`, which goes with
/// the object.
class MadeStore {
public:
    /// Blocks. IO_001 when there is too little room, INTERNAL_003.
    static Result<std::unique_ptr<MadeStore>> make(const QString &scratch, qint64 rows, const audit::Recorder &recorder,
                                                   const CancelToken &cancel, const ProgressSink &progress);
    ~MadeStore();
    MadeStore(const MadeStore &) = delete;
    MadeStore &operator=(const MadeStore &) = delete;
    QString path() const { return m_folder + QStringLiteral("/profile.db"); }

private:
    explicit MadeStore(QString folder) : m_folder(std::move(folder)) {}
    const QString m_folder;
};

} // namespace plancia::maintenance
