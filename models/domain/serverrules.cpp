// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/serverrules.h"

#include <QHash>
#include <cmath>
#include <tuple>

namespace plancia {

QString toString(ServerSeverity severity)
{
    switch (severity) {
    case ServerSeverity::Critical: return QStringLiteral("critical");
    case ServerSeverity::Warning: return QStringLiteral("warning");
    case ServerSeverity::Note: break;
    }
    return QStringLiteral("note");
}

QString toString(ServerFinding::Kind kind)
{
    using Kind = ServerFinding::Kind;
    switch (kind) {
    case Kind::Wraparound: return QStringLiteral("wraparound");
    case Kind::MultixactWraparound: return QStringLiteral("multixact_wraparound");
    case Kind::DeadRows: return QStringLiteral("dead_rows");
    case Kind::VacuumOff: return QStringLiteral("vacuum_off");
    case Kind::NoStatistics: return QStringLiteral("no_statistics");
    case Kind::Bloat: return QStringLiteral("bloat");
    case Kind::InvalidIndex: return QStringLiteral("invalid");
    case Kind::PerhapsBuiltIndex: return QStringLiteral("perhaps_being_built");
    case Kind::DuplicateIndex: return QStringLiteral("duplicate");
    case Kind::PrefixIndex: return QStringLiteral("prefix");
    case Kind::UnusedIndex: return QStringLiteral("unused");
    case Kind::HoldsVacuumBack: return QStringLiteral("holds_vacuum_back");
    case Kind::StandbyBehind: return QStringLiteral("behind");
    case Kind::StandbyNotStreaming: return QStringLiteral("not_streaming");
    case Kind::SlotLost: return QStringLiteral("lost");
    case Kind::SlotFalling: return QStringLiteral("unreserved");
    case Kind::SlotExtended: return QStringLiteral("extended");
    case Kind::SlotInactive: return QStringLiteral("inactive");
    case Kind::ReplayPaused: return QStringLiteral("replay_paused");
    case Kind::SubscriptionStopped: return QStringLiteral("no_worker");
    case Kind::SubscriptionErrors: return QStringLiteral("errors");
    case Kind::ArchiverFailing: return QStringLiteral("archiver_failing");
    case Kind::CheckpointsRequested: return QStringLiteral("checkpoints_requested");
    case Kind::SettingDangerous: break;
    }
    return QStringLiteral("dangerous_setting");
}

QString toString(VacuumDue::Why why)
{
    switch (why) {
    case VacuumDue::Why::DeadRows: return QStringLiteral("dead_rows");
    case VacuumDue::Why::Inserts: return QStringLiteral("inserts");
    case VacuumDue::Why::Freeze: return QStringLiteral("freeze");
    case VacuumDue::Why::Analyze: break;
    }
    return QStringLiteral("analyze");
}

namespace server {

namespace {
using Kind = ServerFinding::Kind;
using Severity = ServerSeverity;

// The rules in figures; the handbook repeats them.
constexpr double kWraparoundWarning = 0.5, kWraparoundCritical = 0.8;
constexpr double kDeadWarning = 2, kDeadCritical = 10; ///< times the rows at which autovacuum comes
constexpr qint64 kFewDead = 10'000, kManyDead = 100'000; ///< below them no finding, and none that is critical
constexpr double kBloatShare = 0.5;
constexpr qint64 kLeastBloat = 16LL << 20;
constexpr double kHolderWarning = 0.5, kHolderCritical = 1; ///< of autovacuum_freeze_max_age
constexpr qint64 kPreparedMs = 3'600'000;
constexpr qint64 kBehindWarning = 1LL << 30, kBehindCritical = 10LL << 30;
constexpr double kLagWarningMs = 60'000, kLagCriticalMs = 600'000;
constexpr qint64 kFewCheckpoints = 10;
constexpr int kRestartPointsSince = 170000;

// Of PostgreSQL's pages, on a machine that aligns to eight bytes (storage-page-layout in its manual).
constexpr double kPageHeader = 24, kItemPointer = 4, kRowHeader = 23, kIndexRowHeader = 8, kBtreeSpecial = 16;
double aligned(double bytes) { return std::ceil(bytes / 8) * 8; }

/// The value of a storage parameter, or nothing.
std::optional<QString> optionOf(const QStringList &options, QLatin1String name)
{
    for (const QString &option : options)
        if (option.size() > name.size() && option.startsWith(name) && option[name.size()] == u'=')
            return option.mid(name.size() + 1);
    return std::nullopt;
}
double numberOf(const QStringList &options, const char *name, double otherwise)
{
    bool isNumber = false;
    const double value = optionOf(options, QLatin1String(name)).value_or(QString()).toDouble(&isNumber);
    return isNumber ? value : otherwise;
}
/// As PostgreSQL reads a truth: any beginning of the words.
bool isFalse(const QString &text)
{
    const QString word = text.trimmed().toLower();
    return !word.isEmpty() && (word == u"0" || word == u"of" || word == u"off" || QStringLiteral("false").startsWith(word) || QStringLiteral("no").startsWith(word));
}

void add(QList<ServerFinding> &findings, Kind kind, Severity severity) { findings.append({kind, severity}); }

QList<ServerFinding> gravestFirst(QList<ServerFinding> findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const ServerFinding &a, const ServerFinding &b) { return a.severity > b.severity; });
    return findings;
}

void addAge(QList<ServerFinding> &findings, Kind kind, std::optional<qint64> age)
{
    const double share = age ? static_cast<double>(*age) / static_cast<double>(kWraparoundLimit) : 0;
    if (share >= kWraparoundWarning)
        add(findings, kind, share >= kWraparoundCritical ? Severity::Critical : Severity::Warning);
}

void addBloat(QList<ServerFinding> &findings, std::optional<qint64> bloat, std::optional<qint64> bytes)
{
    if (bloat && bytes && *bloat >= kLeastBloat && static_cast<double>(*bloat) >= kBloatShare * static_cast<double>(*bytes))
        add(findings, Kind::Bloat, Severity::Warning);
}

void addHolder(QList<ServerFinding> &findings, std::optional<qint64> age, const AutovacuumRules &rules)
{
    const double share = age && rules.freezeMaxAge > 0 ? static_cast<double>(*age) / static_cast<double>(rules.freezeMaxAge) : 0;
    if (share >= kHolderWarning)
        add(findings, Kind::HoldsVacuumBack, share >= kHolderCritical ? Severity::Critical : Severity::Warning);
}

void addLag(QList<ServerFinding> &findings, std::optional<qint64> bytes, std::optional<double> ms)
{
    const qint64 behind = bytes.value_or(0);
    const double lag = behind > 0 ? ms.value_or(0) : 0; // who has all is not late, however long ago the last commit was
    if (behind >= kBehindWarning || lag >= kLagWarningMs)
        add(findings, Kind::StandbyBehind, behind >= kBehindCritical || lag >= kLagCriticalMs ? Severity::Critical : Severity::Warning);
}

/// Bytes of pages beyond those that are needed.
qint64 beyond(qint64 pages, double needed, qint64 blockBytes)
{
    return std::max<qint64>(0, pages - static_cast<qint64>(std::ceil(needed))) * blockBytes;
}
} // namespace

AutovacuumRules autovacuumRules(const QList<ServerSetting> &settings)
{
    AutovacuumRules rules;
    QHash<QString, QString> values;
    for (const ServerSetting &setting : settings)
        values.insert(setting.name, setting.value);
    const auto number = [&values](const char *name, double otherwise) {
        bool isNumber = false;
        const double value = values.value(QLatin1String(name)).toDouble(&isNumber);
        return isNumber ? value : otherwise;
    };
    rules.isOn = values.value(QStringLiteral("autovacuum"), QStringLiteral("on")) == u"on" && values.value(QStringLiteral("track_counts"), QStringLiteral("on")) == u"on";
    rules.vacuumThreshold = number("autovacuum_vacuum_threshold", rules.vacuumThreshold);
    rules.vacuumScale = number("autovacuum_vacuum_scale_factor", rules.vacuumScale);
    rules.insertThreshold = number("autovacuum_vacuum_insert_threshold", rules.insertThreshold);
    rules.insertScale = number("autovacuum_vacuum_insert_scale_factor", rules.insertScale);
    rules.analyzeThreshold = number("autovacuum_analyze_threshold", rules.analyzeThreshold);
    rules.analyzeScale = number("autovacuum_analyze_scale_factor", rules.analyzeScale);
    rules.freezeMaxAge = static_cast<qint64>(number("autovacuum_freeze_max_age", static_cast<double>(rules.freezeMaxAge)));
    rules.multixactFreezeMaxAge = static_cast<qint64>(number("autovacuum_multixact_freeze_max_age", static_cast<double>(rules.multixactFreezeMaxAge)));
    return rules;
}

VacuumNeed vacuumNeed(const ServerTable &table, const AutovacuumRules &rules)
{
    const QStringList &options = table.options;
    const double rows = std::max(0.0, table.rows.value_or(0));
    const auto limit = [&](const char *threshold, double base, const char *scale, double factor) {
        return numberOf(options, threshold, base) + numberOf(options, scale, factor) * rows;
    };
    VacuumNeed need;
    if (const auto enabled = optionOf(options, QLatin1String("autovacuum_enabled")))
        need.isOff = isFalse(*enabled);
    need.deadLimit = limit("autovacuum_vacuum_threshold", rules.vacuumThreshold, "autovacuum_vacuum_scale_factor", rules.vacuumScale);
    need.analyzeLimit = limit("autovacuum_analyze_threshold", rules.analyzeThreshold, "autovacuum_analyze_scale_factor", rules.analyzeScale);
    if (numberOf(options, "autovacuum_vacuum_insert_threshold", rules.insertThreshold) >= 0)
        need.insertLimit = limit("autovacuum_vacuum_insert_threshold", rules.insertThreshold, "autovacuum_vacuum_insert_scale_factor", rules.insertScale);
    const auto share = [](qint64 value, double of) { return value <= 0 ? 0 : static_cast<double>(value) / std::max(1.0, of); };
    need.deadShare = share(table.deadRows, need.deadLimit);
    need.analyzeShare = share(table.changedSinceAnalyze, need.analyzeLimit);
    need.insertShare = need.insertLimit ? share(table.insertedSinceVacuum, *need.insertLimit) : 0;
    // A table can have it come sooner than the server says, never later.
    const auto least = [&options](const char *name, qint64 whole) { return std::min(static_cast<double>(whole), numberOf(options, name, static_cast<double>(whole))); };
    need.freezeShare = std::max(share(table.transactionAge.value_or(0), least("autovacuum_freeze_max_age", rules.freezeMaxAge)),
                                share(table.multixactAge.value_or(0), least("autovacuum_multixact_freeze_max_age", rules.multixactFreezeMaxAge)));
    return need;
}

std::optional<VacuumDue> vacuumDue(const ServerTable &table, const AutovacuumRules &rules)
{
    using Why = VacuumDue::Why;
    // Autovacuum leaves temporary tables to their session, and a standby to its primary.
    if (table.isTemporary || !table.areWritesCounted)
        return std::nullopt;
    const VacuumNeed need = vacuumNeed(table, rules);
    // What cannot wait comes first, and a vacuum before a mere analyse.
    const bool isForInserts = need.insertShare > need.deadShare;
    const std::pair<Why, double> all[] = {{Why::Freeze, need.freezeShare}, {isForInserts ? Why::Inserts : Why::DeadRows, std::max(need.deadShare, need.insertShare)}, {Why::Analyze, need.analyzeShare}};
    for (const auto &[why, share] : all)
        if (share > 1)
            return VacuumDue{table, why, share, need.isOff || !rules.isOn};
    return std::nullopt;
}

std::optional<qint64> tableBloat(const ServerTable &table, const ColumnWidths &widths, qint64 blockBytes)
{
    if (!table.rows || widths.columns == 0 || widths.known < widths.columns || blockBytes <= 0)
        return std::nullopt;
    const double bitmap = widths.hasNulls ? std::ceil(static_cast<double>(widths.columns) / 8) : 0;
    const double row = aligned(kRowHeader + bitmap) + aligned(widths.bytes) + kItemPointer;
    const double room = (static_cast<double>(blockBytes) - kPageHeader) * numberOf(table.options, "fillfactor", 100) / 100;
    return beyond(table.pages, *table.rows / std::max(1.0, std::floor(room / row)), blockBytes);
}

std::optional<qint64> indexBloat(const ServerIndex &index, const ColumnWidths &widths, qint64 blockBytes)
{
    if (index.method != u"btree" || !index.isValid || !index.rows || widths.columns == 0 || widths.known < widths.columns || blockBytes <= 0)
        return std::nullopt;
    const double header = widths.hasNulls ? aligned(kIndexRowHeader + 4) : kIndexRowHeader; // the bitmap has room for 32 columns
    const double row = header + aligned(widths.bytes) + kItemPointer;
    const double page = static_cast<double>(blockBytes) - kPageHeader - kBtreeSpecial;
    const double aPage = std::max(2.0, std::floor(page * numberOf(index.options, "fillfactor", 90) / 100 / row));
    double needed = 1; // the page that says where the root is
    for (double level = std::max(1.0, std::ceil(*index.rows / aPage));; level = std::ceil(level / aPage)) {
        needed += level;
        if (level <= 1)
            break;
    }
    return beyond(index.pages, needed, blockBytes);
}

void findRedundant(QList<ServerIndex> &indexes)
{
    // Who stays of two that are the same: what enforces a rule, then the older one.
    const auto rank = [](const ServerIndex &index) {
        return std::tuple(!index.isPrimary, index.constraint.isEmpty(), !index.isReferenced && !index.isReplicaIdentity && !index.isPartition, !index.isUnique, index.id);
    };
    // By what an index of so many key columns is; of thousands over one table each is looked up, and not held against every other.
    const auto signature = [](const ServerIndex &index, qsizetype keys) {
        QStringList all{QString::number(index.tableId), index.method, *index.predicate};
        for (const QStringList &list : {index.keys.first(keys), index.classes.first(keys), index.collations.first(keys), index.orders.first(keys)})
            all += list;
        return all;
    };
    const auto isComparable = [](const ServerIndex &index) {
        const qsizetype keys = index.keys.size();
        return index.isValid && index.predicate && keys > 0 && index.classes.size() >= keys && index.collations.size() >= keys && index.orders.size() >= keys;
    };
    QHash<QStringList, QList<qsizetype>> same;
    QHash<QStringList, qsizetype> beginnings; // of the first B-tree that has them
    for (qsizetype i = 0; i < indexes.size(); ++i) {
        const ServerIndex &index = indexes[i];
        if (!isComparable(index))
            continue;
        same[signature(index, index.keys.size())].append(i);
        for (qsizetype keys = 1; index.method == u"btree" && keys < index.keys.size(); ++keys)
            if (const QStringList beginning = signature(index, keys); !beginnings.contains(beginning))
                beginnings.insert(beginning, i);
    }
    // A unique one is replaced by one that enforces the same.
    const auto enforcesAsMuch = [](const ServerIndex &with, const ServerIndex &index) {
        return !index.isUnique || (with.isUnique && with.isImmediate == index.isImmediate && with.areNullsEqual == index.areNullsEqual);
    };
    for (qsizetype at = 0; at < indexes.size(); ++at) {
        ServerIndex &index = indexes[at];
        if (!isComparable(index) || (index.isNeeded() && !(index.isUnique && index.constraint.isEmpty() && !index.isReferenced && !index.isReplicaIdentity && !index.isPartition)))
            continue;
        const QStringList own = signature(index, index.keys.size());
        for (const qsizetype other : same.value(own)) {
            const ServerIndex &with = indexes[other];
            if (other != at && with.included == index.included && rank(with) < rank(index) && enforcesAsMuch(with, index)) {
                index.coveredBy = with.name;
                index.findings = gravestFirst(QList<ServerFinding>{{Kind::DuplicateIndex, Severity::Warning}} + index.findings);
                break;
            }
        }
        if (!index.coveredBy.isEmpty() || index.isUnique || !index.included.isEmpty())
            continue;
        if (const auto whole = beginnings.constFind(own); whole != beginnings.cend()) {
            index.coveredBy = indexes[*whole].name;
            index.findings = gravestFirst(QList<ServerFinding>{{Kind::PrefixIndex, Severity::Note}} + index.findings);
        }
    }
}

QList<ServerFinding> findingsOf(const ServerTable &table, const AutovacuumRules &rules)
{
    QList<ServerFinding> findings;
    const VacuumNeed need = vacuumNeed(table, rules);
    addAge(findings, Kind::Wraparound, table.transactionAge);
    addAge(findings, Kind::MultixactWraparound, table.multixactAge);
    if (table.areWritesCounted && need.deadShare >= kDeadWarning && table.deadRows >= kFewDead)
        add(findings, Kind::DeadRows, need.deadShare >= kDeadCritical && table.deadRows >= kManyDead ? Severity::Critical : Severity::Warning);
    if (need.isOff && table.areWritesCounted)
        add(findings, Kind::VacuumOff, Severity::Warning);
    addBloat(findings, table.bloatBytes, table.heapBytes);
    if (table.areWritesCounted && !table.rows && table.liveRows + table.deadRows > 0 && !table.isTemporary)
        add(findings, Kind::NoStatistics, Severity::Note);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const ServerIndex &index, bool isStandby)
{
    QList<ServerFinding> findings;
    if (!index.isValid && index.isPerhapsBuilt)
        add(findings, Kind::PerhapsBuiltIndex, Severity::Note);
    else if (!index.isValid && !index.isBeingBuilt)
        add(findings, Kind::InvalidIndex, Severity::Warning);
    addBloat(findings, index.bloatBytes, index.bytes);
    if (index.isValid && index.scans == 0 && !index.isNeeded() && !index.isSystem && !isStandby)
        add(findings, Kind::UnusedIndex, Severity::Note);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const ServerDatabase &database)
{
    QList<ServerFinding> findings;
    addAge(findings, Kind::Wraparound, database.transactionAge);
    addAge(findings, Kind::MultixactWraparound, database.multixactAge);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const VacuumHolder &holder, const AutovacuumRules &rules, qint64 at)
{
    QList<ServerFinding> findings;
    addHolder(findings, holder.transactionAge, rules);
    if (findings.isEmpty() && holder.kind == u"prepared" && holder.since > 0 && at - holder.since >= kPreparedMs)
        add(findings, Kind::HoldsVacuumBack, Severity::Warning); // nobody is there to end it
    return findings;
}

QList<ServerFinding> findingsOf(const ServerStandby &standby)
{
    QList<ServerFinding> findings;
    if (!standby.state.isEmpty() && standby.state != u"streaming" && standby.state != u"catchup" && standby.state != u"backup")
        add(findings, Kind::StandbyNotStreaming, Severity::Warning);
    addLag(findings, standby.replayBehind, standby.replayLagMs);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const ServerSlot &slot, const AutovacuumRules &rules)
{
    QList<ServerFinding> findings;
    if (slot.walStatus == u"lost" || !slot.invalidation.isEmpty())
        add(findings, Kind::SlotLost, Severity::Critical);
    else if (slot.walStatus == u"unreserved")
        add(findings, Kind::SlotFalling, Severity::Critical);
    else if (slot.walStatus == u"extended")
        add(findings, Kind::SlotExtended, Severity::Warning);
    if (!slot.isActive && !slot.isSynced && slot.keptBytes && findings.value(0).kind != Kind::SlotLost)
        add(findings, Kind::SlotInactive, Severity::Warning);
    addHolder(findings, slot.transactionAge, rules);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const ServerReceiver &receiver)
{
    QList<ServerFinding> findings;
    if (receiver.pid == 0)
        add(findings, Kind::StandbyNotStreaming, Severity::Warning);
    if (receiver.isPaused)
        add(findings, Kind::ReplayPaused, Severity::Warning);
    addLag(findings, receiver.replayBehind, receiver.lagMs ? std::optional(static_cast<double>(*receiver.lagMs)) : std::nullopt);
    return gravestFirst(findings);
}

QList<ServerFinding> findingsOf(const ServerSubscription &subscription)
{
    QList<ServerFinding> findings;
    if (subscription.pid == 0)
        add(findings, Kind::SubscriptionStopped, Severity::Warning);
    if (subscription.errors.value_or(0) > 0)
        add(findings, Kind::SubscriptionErrors, Severity::Note); // of the whole time since the counters began
    return findings;
}

QList<ServerFinding> findingsOf(const ServerWal &wal)
{
    QList<ServerFinding> findings = findingsOf(wal.settings);
    if (wal.archiveMode != u"off" && wal.lastFailedAt > 0 && wal.lastFailedAt >= wal.lastArchivedAt)
        add(findings, Kind::ArchiverFailing, Severity::Critical);
    // Before PostgreSQL 17 a standby has no counters of its restart points.
    const bool isCounted = !wal.moment.isStandby || wal.moment.version >= kRestartPointsSince;
    if (isCounted && wal.requestedCheckpoints > wal.timedCheckpoints && wal.requestedCheckpoints + wal.timedCheckpoints >= kFewCheckpoints)
        add(findings, Kind::CheckpointsRequested, Severity::Note);
    return gravestFirst(findings);
}

bool isDangerous(const ServerSetting &setting)
{
    for (const char *name : {"autovacuum", "track_counts", "fsync", "full_page_writes"})
        if (setting.name == QLatin1String(name))
            return setting.value == u"off";
    return false;
}

QList<ServerFinding> findingsOf(const QList<ServerSetting> &settings)
{
    if (std::any_of(settings.begin(), settings.end(), isDangerous))
        return {{Kind::SettingDangerous, Severity::Critical}};
    return {};
}

} // namespace server
} // namespace plancia
