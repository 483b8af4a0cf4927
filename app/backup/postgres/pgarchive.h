// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/archivetext.h"
#include "app/backup/postgres/snapshot.h"

namespace plancia::backup {

/// What of an archive is put into a database.
struct RestoreChoice {
    PgScope scope = PgScope::Schema; ///< of a dump of a whole database too, only our schema
    bool owners = true;   ///< with owners and rights, whose roles must exist there
    bool policies = true; ///< with row security; without it whoever restores sees every row
    bool asOneTransaction = true; ///< the caller's; large objects then need no transaction of their own
};

/// Counts rows as they go by; called at most a few times a second, on the working thread.
using RowSink = std::function<void(qint64)>;

/// A dump in pg_dump's own format ("custom"), read by pg_restore. Blocks; any thread.
class PgArchive {
public:
    PgArchive(QString pgRestore, QString path) : m_pgRestore(std::move(pgRestore)), m_path(std::move(path)) {}

    /// The table of contents, as `pg_restore --list` prints it. BKP_001 when it cannot be read, BKP_013, INTERNAL_003.
    Result<QByteArray> contents(const CancelToken &cancel) const;
    /// Rows in the archive itself, a table, by the names of a manifest.
    Result<QMap<QString, qint64>> countRows(const CancelToken &cancel, const RowSink &progress) const;
    /// Gives every row of every table, in the archive's order, without a server. BKP_001 when it cannot be read, or a row does not
    /// fit its table; what an event says.
    Result<bool> eachRow(const CancelToken &cancel, const TableEvents &tables) const;
    /// Runs the archive's statements on `connection`, not through psql, whose commands a text may hold. The session's
    /// settings are the archive's afterwards. `scratch`: a folder for the list of what is wanted. Gives the rows a table that
    /// the server took.
    Result<QMap<QString, qint64>> restoreInto(postgres::PgConnection &connection, const RestoreChoice &choice, const QString &scratch,
                             const CancelToken &cancel, const RowSink &progress) const;

private:
    Result<bool> print(const QStringList &arguments, const std::function<Result<bool>(QByteArrayView)> &output,
                       const CancelToken &cancel) const;
    enum class Definitions { AsTheyAre, WithoutResolver };
    Result<bool> runSection(postgres::PgConnection &connection, const QStringList &arguments, Definitions definitions,
                            const CancelToken &cancel) const;
    Result<QMap<QString, qint64>> runData(postgres::PgConnection &connection, const QStringList &arguments,
                                          bool asOneTransaction, const CancelToken &cancel, const RowSink &progress) const;

    const QString m_pgRestore, m_path;
};

/// The lines of a table of contents that a choice wants, as `pg_restore --use-list` reads them. Pure.
QByteArray chosenContents(const QByteArray &contents, const RestoreChoice &choice);

} // namespace plancia::backup
