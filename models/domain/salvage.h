// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace plancia {

/// One table of what a salvage brings back.
struct SalvagedTable {
    QString name;
    qint64 expected = -1; ///< rows that it had, as far as its indexes, its numbering or a backup tell; -1: nothing does
    qint64 rows = 0;      ///< that it will have
    qint64 orphans = 0;   ///< of these: from pages that no tree reaches any more
    qint64 refused = 0;   ///< that were read and are not taken, because they break a rule of the table
    /// How many are known to be missing.
    qint64 lost() const { return expected > rows ? expected - rows : 0; }
    bool operator==(const SalvagedTable &) const = default;
};

/// Rows that were read and are not taken.
struct RefusedRows {
    QString table;
    QString reason;   ///< in English, without values of the row
    quint32 page = 0; ///< where the first of them lies
    qint64 count = 0;
    bool operator==(const RefusedRows &) const = default;
};

/// What could be read from a damaged file row by row.
struct RowRecovery {
    QList<SalvagedTable> tables;
    QList<RefusedRows> refused;  ///< at most kMaxRefusals, a table and reason each
    QStringList damage;          ///< "page 12: …", in English; at most kMaxDamage
    qint64 damagedPlaces = 0;    ///< how many there are
    qint64 orphansLeft = 0;      ///< pages that look like rows of a table, but may as well be old ones
    QStringList skipped = {};    ///< tables and indexes of a stranger's file that could not be made anew, with the reason
    QString storeId;             ///< UUID; empty when that was lost
    qint64 commitNo = -1;        ///< the last that anything in the file tells; -1: nothing does
    qint64 at = 0;               ///< Unix ms UTC of its newest audit row, 0 for none
    qint64 logPages = 0;         ///< pages that came from the write-ahead log beside it
    bool isForeign = false;      ///< no store of ours: its own schema was used
    QStringList findings = {};   ///< names of checks that do not hold in what was recovered
    qint64 rows() const;
    qint64 lost() const;
    bool isWhole() const { return damagedPlaces == 0 && refused.isEmpty() && lost() == 0; }
};
inline constexpr int kMaxRefusals = 200;
inline constexpr int kMaxDamage = 200;

/// One way back from a damaged store.
struct SalvageOffer {
    enum class Source {
        Archive, ///< the newest moment of the archive
        Backup,  ///< the newest proved backup, or the newest verified one
        Rows,    ///< row by row from the damaged file
    };
    Source source = Source::Archive;
    std::optional<Error> refusal; ///< why it cannot be had; nothing when it can
    qint64 at = 0;                ///< Unix ms UTC of that state; 0 when not known
    qint64 commitNo = -1;         ///< -1 when not known
    QString name;                 ///< of the backup
    bool proved = false;          ///< of a backup
    QList<SalvagedTable> tables;
    QStringList findings = {};    ///< of Rows: names of checks that do not hold in it
    bool isPossible() const { return !refusal; }
    /// Rows that it has of a table; -1 when it does not have the table.
    qint64 rowsOf(const QString &table) const;
};
QString toString(SalvageOffer::Source source); ///< "archive", "backup", "rows"
std::optional<SalvageOffer::Source> salvageSourceFromString(QStringView text);

/// What can be had for a damaged store. Nothing has been changed.
struct SalvagePlan {
    QString store;              ///< its path
    QList<SalvageOffer> offers; ///< one a source, in the order of the enumeration
    RowRecovery rows;           ///< how the reading of the damaged file went
    qint64 lastCommit = -1;     ///< the newest commit that anything tells of
    const SalvageOffer *offer(SalvageOffer::Source source) const;
    /// The tables of all offers, in the order in which they come.
    QStringList tables() const;
    /// The offer that loses least: the newest whole one. Rows from a damaged file only when they are newer and nothing of
    /// them is known to be missing, or when there is nothing else: what is written in a page that is not broken may still
    /// have been altered. Nothing when none can be had.
    std::optional<SalvageOffer::Source> recommended() const;
};

/// What a salvage did.
struct SalvageReport {
    SalvageOffer::Source source = SalvageOffer::Source::Archive;
    QString name;       ///< of the backup
    QString setAside;   ///< folder of the damaged files; empty when there were none
    qint64 commitBefore = 0, commitAfter = 0;
    qint64 restoredCommit = 0;
    QString historyId;  ///< UUID of the line of history that begins here
    QMap<QString, qint64> rowsAfter; ///< per table
    QStringList findings;            ///< names of checks that do not hold in it
    RowRecovery rows;                ///< of Source::Rows
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::SalvagePlan)
Q_DECLARE_METATYPE(plancia::SalvageReport)
