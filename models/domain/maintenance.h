// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/invariants.h"

#include <QByteArray>
#include <QMetaType>
#include <QStringList>

namespace plancia {

/// A check that can be run alone: a rule of the data, or a look at the store's files.
struct CheckInfo {
    const char *name;     ///< kebab-case, public and stable
    Severity severity;    ///< of its being broken
    const char *words;    ///< what holds when it is ok, a whole sentence; context "checks" or, for rules, "invariants"
    bool isRule = false;  ///< of models/domain/invariants
    bool onRequest = false; ///< reads the whole store: only when named or asked for in full
    bool isRepairable = false;
    const char *remedy = nullptr; ///< what helps where nothing repairs it by itself; context as `words`
};
/// The checks of a local store in the order in which they are run: its files first, then the rules.
QList<CheckInfo> storeChecks();
/// Those of a server: the rules.
QList<CheckInfo> serverChecks();

/// What was found when, as it is kept between runs.
struct CheckReport {
    qint64 at = 0;       ///< Unix ms UTC; 0: never checked
    qint64 commitNo = -1; ///< of the store that was looked at, for the next look; -1 unknown
    QString historyId;
    QList<CheckResult> results;
};
/// Without samples, which are content of the store.
QByteArray toJson(const CheckReport &report);
/// An empty report for what cannot be read: the next check makes a new one.
CheckReport checkReportFromJson(const QByteArray &json);
/// `newer` over `older`, check by check: one that was run alone leaves the others as they were.
CheckReport merged(const CheckReport &older, const CheckReport &newer);

/// Database connections of this program, to whatever store. More than `most` are a finding: they should be closed when they are
/// done with.
struct OpenConnections {
    int open = 0;
    int most = 0;
};

struct RepairReport {
    QString check;
    bool dryRun = false;
    qint64 rows = 0;    ///< that were changed; on a dry run those that break the rule
    QString backupPath; ///< made before; empty on a dry run
};

struct ReindexReport {
    bool dryRun = false;
    QStringList indexes;
    qint64 bytes = 0; ///< of the store, all of which may be read
    qint64 durationMs = 0;
};

struct VacuumReport {
    bool dryRun = false;
    qint64 bytesBefore = 0;
    qint64 bytesAfter = 0;  ///< on a dry run at most so many
    qint64 bytesNeeded = 0; ///< free room that it takes while it runs
    qint64 bytesFree = 0;   ///< there is
    QString backupPath;
    qint64 durationMs = 0;
};

/// A critical query of the store, measured.
struct QueryProfile {
    enum class Kind { Row, List, History, Report };
    enum class Verdict { Pass, Warn, Fail };
    QString name; ///< "tenant-by-slug"
    Kind kind = Kind::Row;
    Verdict verdict = Verdict::Pass;
    double milliseconds = 0; ///< the median of its runs
    double limitMs = 0;
    QStringList plan;  ///< as SQLite tells it, a line a step
    QStringList flags; ///< lines of the plan that grow with the store
};
inline constexpr qint64 kMadeRowBytes = 8'192; ///< of the disk, of each made tenant with all that it has, file and log
struct ProfileReport {
    qint64 tenants = 0;
    qint64 auditRows = 0;
    bool ownData = false; ///< made for this, not the store's
    QList<QueryProfile> queries;
};
/// The bars: a row 1 ms, a list of 100 50 ms, a history 10 ms, a report 1,000 ms.
double limitMs(QueryProfile::Kind kind);
QString toString(QueryProfile::Kind kind);       ///< "row", "list", "history", "report"
QString toString(QueryProfile::Verdict verdict); ///< "PASS", "WARN", "FAIL"
/// Lines of a query plan that read a whole table without an index, or sort what no index has in order. A table of fewer
/// than 1,000 rows may be read whole.
QStringList planFlags(const QStringList &plan, qint64 rows);
/// FAIL over the limit; WARN for a flag, or over half the limit.
QueryProfile::Verdict verdictOf(const QueryProfile &query);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::CheckReport)
Q_DECLARE_METATYPE(plancia::ProfileReport)
