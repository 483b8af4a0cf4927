// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/serverlists.h"

#include "models/domain/serverrules.h"
#include "models/format/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <cmath>

namespace plancia::serverlists {

namespace {
using Kind = ServerFinding::Kind;
using Cell = ServerRow::Cell;

/// The context of the words here.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(plancia::ServerLists)
};

const QString kDash = QStringLiteral("–");
const QString kSystem = QStringLiteral("system");
const QString kFinding = QStringLiteral("finding");

/// A list of columns that are sorted by themselves.
QList<ItemColumn> sortable(QList<ItemColumn> columns)
{
    for (int i = 0; i < columns.size(); ++i)
        columns[i].sortKey = i;
    return columns;
}

QString safe(const QString &text) { return text.isEmpty() ? kDash : format::harmless(text); }
Cell text(const QString &value) { return {safe(value), value}; }
Cell number(qint64 value, const QLocale &locale) { return {format::count(value, locale), value}; }
/// A long number in short, whole at length.
Cell compact(qint64 value, const QLocale &locale) { return {format::compact(static_cast<double>(value), locale), value, format::count(value, locale)}; }
Cell compact(std::optional<qint64> value, const QLocale &locale) { return value ? compact(*value, locale) : Cell{kDash}; }
template <class T>
QVariant sortOf(const std::optional<T> &value) { return value ? QVariant(*value) : QVariant(); }
Cell bytes(std::optional<qint64> value, const QLocale &locale, const QString &otherwise = {}) { return {sizeText(value, locale), sortOf(value), value ? QString() : otherwise}; }
Cell ago(qint64 at, qint64 now, const QLocale &locale, const QString &never)
{
    return at == 0 ? Cell{never, {}} : Cell{format::age(at, now, locale), at, format::localAndUtc(at)};
}
Cell state(const QList<ServerFinding> &findings, const QString &otherwise = {})
{
    QStringList words;
    for (const ServerFinding &finding : findings)
        words.append(wordFor(finding.kind));
    return {findings.isEmpty() ? otherwise : wordsFor(findings), findings.isEmpty() ? QVariant() : QVariant(static_cast<int>(findings.first().severity)), words.join(u'\n')};
}
QStringList tagsOf(const QList<ServerFinding> &findings, bool isSystem)
{
    QStringList tags;
    for (const ServerFinding &finding : findings)
        tags.append(toString(finding.kind));
    if (!findings.isEmpty())
        tags.append(kFinding);
    if (isSystem)
        tags.append(kSystem);
    return tags;
}
QString locked() { return Words::tr("unknown: somebody holds it locked"); }
QString nothingFound() { return Words::tr("nothing to report", "state of a table or an index"); }
QString never() { return Words::tr("never"); }
/// "never" is said only where it would be known.
QString neverOf(const ServerTable &table) { return table.areWritesCounted ? never() : kDash; }

QString lag(std::optional<double> ms, const QLocale &locale) { return ms ? format::duration(static_cast<qint64>(std::llround(*ms)), locale) : kDash; }

QString whyWord(VacuumDue::Why why)
{
    switch (why) {
    case VacuumDue::Why::DeadRows: return Words::tr("dead rows", "why autovacuum comes");
    case VacuumDue::Why::Inserts: return Words::tr("new rows", "why autovacuum comes");
    case VacuumDue::Why::Freeze: return Words::tr("against wraparound", "why autovacuum comes");
    case VacuumDue::Why::Analyze: break;
    }
    return Words::tr("analyse", "why autovacuum comes");
}

QString holderWord(const QString &kind)
{
    if (kind == u"session") return Words::tr("Session");
    if (kind == u"prepared") return Words::tr("Prepared transaction");
    if (kind == u"slot") return Words::tr("Replication slot");
    return kind == u"standby" ? Words::tr("Standby", "a server that follows another one") : kind;
}
} // namespace

Tone toneOf(ServerSeverity severity)
{
    switch (severity) {
    case ServerSeverity::Critical: return Tone::Error;
    case ServerSeverity::Warning: return Tone::Warning;
    case ServerSeverity::Note: break;
    }
    return Tone::Note;
}

Tone toneOf(const QList<ServerFinding> &findings) { return findings.isEmpty() ? Tone::None : toneOf(findings.first().severity); }

QString wordFor(Kind kind)
{
    switch (kind) {
    case Kind::Wraparound: return Words::tr("Wraparound");
    case Kind::MultixactWraparound: return Words::tr("Multixact wraparound");
    case Kind::DeadRows: return Words::tr("Dead rows");
    case Kind::VacuumOff: return Words::tr("Autovacuum off");
    case Kind::NoStatistics: return Words::tr("Never analysed");
    case Kind::Bloat: return Words::tr("Bloat");
    case Kind::InvalidIndex: return Words::tr("Invalid", "an index");
    case Kind::PerhapsBuiltIndex: return Words::tr("Invalid, or being built", "an index");
    case Kind::DuplicateIndex: return Words::tr("Duplicate", "an index");
    case Kind::PrefixIndex: return Words::tr("Prefix", "an index of which another one begins with the same columns");
    case Kind::UnusedIndex: return Words::tr("Unused", "an index");
    case Kind::HoldsVacuumBack: return Words::tr("Holds vacuum back");
    case Kind::StandbyBehind: return Words::tr("Behind", "a standby server");
    case Kind::StandbyNotStreaming: return Words::tr("Not streaming");
    case Kind::SlotLost: return Words::tr("Lost", "a replication slot");
    case Kind::SlotFalling: return Words::tr("About to be lost", "a replication slot");
    case Kind::SlotExtended: return Words::tr("Over max_wal_size");
    case Kind::SlotInactive: return Words::tr("Inactive", "a replication slot");
    case Kind::ReplayPaused: return Words::tr("Replay paused");
    case Kind::SubscriptionStopped: return Words::tr("No worker", "a subscription");
    case Kind::SubscriptionErrors: return Words::tr("Errors", "of a subscription");
    case Kind::ArchiverFailing: return Words::tr("Archiving fails");
    case Kind::CheckpointsRequested: return Words::tr("Checkpoints forced");
    case Kind::SettingDangerous: break;
    }
    return Words::tr("Dangerous setting");
}

QString sentenceFor(Kind kind)
{
    switch (kind) {
    case Kind::Wraparound: return Words::tr("Its oldest transaction id nears the limit, at which the server takes no more writes. VACUUM (FREEZE) it, and see what holds vacuum back.");
    case Kind::MultixactWraparound: return Words::tr("Its oldest multixact nears the limit, at which the server takes no more writes. VACUUM (FREEZE) it.");
    case Kind::DeadRows: return Words::tr("More than twice as many dead rows as autovacuum waits for: it does not keep up, or something holds it back.");
    case Kind::VacuumOff: return Words::tr("Autovacuum is switched off for this table, and comes only against wraparound.");
    case Kind::NoStatistics: return Words::tr("It was never analysed: the planner guesses. ANALYZE it.");
    case Kind::Bloat: return Words::tr("By the estimate, half of its pages or more are not needed. VACUUM FULL or REINDEX packs them anew, under a lock.");
    case Kind::InvalidIndex: return Words::tr("Its making has failed: it is not read, and yet every write keeps it. Drop it, or REINDEX INDEX CONCURRENTLY.");
    case Kind::PerhapsBuiltIndex: return Words::tr("It is not valid, and perhaps being built: that cannot be seen from here. Ask the primary, as a member of pg_monitor, before it is dropped.");
    case Kind::DuplicateIndex: return Words::tr("Another index has the same columns and the same condition: one of the two does nothing.");
    case Kind::PrefixIndex: return Words::tr("Another index begins with the same columns and can answer the same questions; this one may still be quicker, as it is smaller.");
    case Kind::UnusedIndex: return Words::tr("Nothing has read it since the counters began. Look at the standbys too, which count for themselves.");
    case Kind::HoldsVacuumBack: return Words::tr("Dead rows that are younger than this cannot be removed. End it.");
    case Kind::StandbyBehind: return Words::tr("It is a gigabyte or a minute behind, or more.");
    case Kind::StandbyNotStreaming: return Words::tr("It does not stream.");
    case Kind::SlotLost: return Words::tr("What it needs is gone: its reader has to begin anew. Drop it.");
    case Kind::SlotFalling: return Words::tr("What it needs goes at the next checkpoint.");
    case Kind::SlotExtended: return Words::tr("It keeps more of the log than max_wal_size. A reader that does not come back fills the disk.");
    case Kind::SlotInactive: return Words::tr("Nobody reads it, and it keeps the log. Drop it when nobody will.");
    case Kind::ReplayPaused: return Words::tr("Replay is paused: pg_wal_replay_resume() goes on.");
    case Kind::SubscriptionStopped: return Words::tr("No worker runs: the subscription is disabled, or fails at once. The server’s log tells which.");
    case Kind::SubscriptionErrors: return Words::tr("Since the counters began, changes could not be applied. The server’s log tells why, and whether they were since.");
    case Kind::ArchiverFailing: return Words::tr("The last attempt has failed: the log grows until the disk is full. The server’s own log tells why.");
    case Kind::CheckpointsRequested: return Words::tr("Since the counters began, more checkpoints were forced by the log than came in time: a larger max_wal_size spreads the writing.");
    case Kind::SettingDangerous: break;
    }
    return Words::tr("A setting puts the data at risk.");
}

QString wordsFor(const QList<ServerFinding> &findings)
{
    if (findings.isEmpty())
        return {};
    const QString first = wordFor(findings.first().kind);
    return findings.size() == 1 ? first : Words::tr("%1 +%2", "a finding, and how many more").arg(first).arg(findings.size() - 1);
}

QString share(std::optional<double> share, const QLocale &locale)
{
    return !share ? kDash : *share > 0 && *share < 0.01 ? QStringLiteral("<\u2009") + format::percent(0.01, 0, locale) : format::percent(*share, 0, locale);
}
QString sizeText(std::optional<qint64> bytes, const QLocale &locale) { return bytes ? format::bytes(*bytes, locale) : kDash; }
QString count(std::optional<qint64> number, const QLocale &locale) { return number ? format::count(*number, locale) : kDash; }
QString rowCount(std::optional<double> rows, const QLocale &locale) { return rows ? format::count(std::llround(*rows), locale) : kDash; }

QString timeText(qint64 at, qint64 now, const QString &never)
{
    if (at == 0)
        return never;
    constexpr auto kZone = format::Zone::Local;
    constexpr auto kPrecision = format::Precision::Minutes;
    const bool isOfToday = QDateTime::fromMSecsSinceEpoch(at).date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return QStringLiteral("%1 (%2)").arg(format::age(at, now), isOfToday ? format::time(at, kZone, kPrecision) : format::dateTime(at, kZone, kPrecision));
}

QString countedSince(qint64 at, qint64 now) { return at == 0 ? Words::tr("Counters were never reset.") : Words::tr("Counted since %1.").arg(timeText(at, now, {})); }

QString settingValue(const QString &value, const QString &unit, const QLocale &locale)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return value.isEmpty() ? kDash : format::harmless(value); // -1 has a meaning of its own
    if (unit == u"ms" || unit == u"s" || unit == u"min")
        return format::duration(number * (unit == u"ms" ? 1 : unit == u"s" ? 1'000 : 60'000), locale);
    for (const auto &[suffix, factor] : {std::pair(QLatin1String("kB"), qint64(1) << 10), std::pair(QLatin1String("MB"), qint64(1) << 20), std::pair(QLatin1String("B"), qint64(1))})
        if (unit.endsWith(suffix)) {
            const QString times = unit.chopped(suffix.size()); // "8" of "8kB"
            return format::bytes(number * factor * (times.isEmpty() ? 1 : times.toLongLong()), locale);
        }
    return unit.isEmpty() ? format::count(number, locale) : format::count(number, locale) + u' ' + unit;
}

double wraparoundShare(qint64 age) { return static_cast<double>(age) / static_cast<double>(server::kWraparoundLimit); }

QString tableState(const ServerTable &table)
{
    if (table.isMaterializedView)
        return Words::tr("materialised view");
    if (table.isTemporary)
        return Words::tr("temporary table");
    if (table.isUnlogged)
        return Words::tr("unlogged table");
    return table.isPartition ? Words::tr("partition", "of a table") : Words::tr("table");
}

QString kindOf(const ServerIndex &index)
{
    if (index.isPrimary)
        return Words::tr("primary key");
    if (index.isExclusion)
        return Words::tr("exclusion");
    if (index.isUnique)
        return index.constraint.isEmpty() ? Words::tr("unique", "an index") : Words::tr("unique constraint");
    return index.method;
}

QList<ItemColumn> tableColumns()
{
    return sortable({{Words::tr("Table"), ColumnKind::Name, 0},
                     {Words::tr("State"), ColumnKind::State, 18},
                     {Words::tr("Rows", "an estimate"), ColumnKind::Number, 10},
                     {Words::tr("Size"), ColumnKind::Number, 9},
                     {Words::tr("Dead", "rows"), ColumnKind::Number, 8},
                     {Words::tr("Dead %", "share of dead rows"), ColumnKind::Number, 8},
                     {Words::tr("Seq scans"), ColumnKind::Number, 10},
                     {Words::tr("Index scans"), ColumnKind::Number, 11},
                     {Words::tr("Writes"), ColumnKind::Number, 8},
                     {Words::tr("Vacuumed"), ColumnKind::Time, 12},
                     {Words::tr("Analysed"), ColumnKind::Time, 12},
                     {Words::tr("Age", "of the oldest transaction id, as a share of the limit"), ColumnKind::Number, 7},
                     {Words::tr("Bloat", "estimated"), ColumnKind::Number, 9}});
}

QList<ServerRow> tableRows(const ServerTables &tables, const QLocale &locale)
{
    QList<ServerRow> rows;
    rows.reserve(tables.tables.size());
    for (const ServerTable &table : tables.tables) {
        const std::optional<double> age = table.transactionAge ? std::optional(wraparoundShare(*table.transactionAge)) : std::nullopt;
        rows.append({QString::number(table.id),
                     {text(table.qualifiedName()),
                      state(table.findings, nothingFound()),
                      {table.rows ? format::compact(*table.rows, locale) : kDash, sortOf(table.rows), table.rows ? rowCount(table.rows, locale) : QString()},
                      bytes(table.totalBytes(), locale, locked()),
                      compact(table.ifCounted(table.deadRows), locale),
                      {share(table.deadShare(), locale), sortOf(table.deadShare())},
                      compact(table.sequentialScans, locale),
                      compact(table.indexScans, locale),
                      compact(table.ifCounted(table.writes()), locale),
                      ago(table.lastVacuumed(), tables.moment.at, locale, neverOf(table)),
                      ago(table.lastAnalyzed(), tables.moment.at, locale, neverOf(table)),
                      {share(age, locale), sortOf(age), count(table.transactionAge, locale)},
                      bytes(table.bloatBytes, locale)},
                     toneOf(table.findings), tagsOf(table.findings, table.isSystem), table.qualifiedName() + u' ' + table.owner, table.isSystem});
    }
    return rows;
}

QList<ItemColumn> indexColumns()
{
    return sortable({{Words::tr("Index"), ColumnKind::Name, 0},
                     {Words::tr("Table"), ColumnKind::Identifier, 22},
                     {Words::tr("State"), ColumnKind::State, 18},
                     {Words::tr("Kind"), ColumnKind::Text, 17},
                     {Words::tr("Size"), ColumnKind::Number, 9},
                     {Words::tr("Scans"), ColumnKind::Number, 9},
                     {Words::tr("Bloat", "estimated"), ColumnKind::Number, 9},
                     {Words::tr("Columns", "of an index"), ColumnKind::Faint, 0}});
}

QList<ServerRow> indexRows(const ServerIndexes &indexes, const QLocale &locale)
{
    QList<ServerRow> rows;
    rows.reserve(indexes.indexes.size());
    for (const ServerIndex &index : indexes.indexes) {
        const QString where = index.predicate.value_or(QString());
        const QString columns = index.keys.join(QStringLiteral(", ")) + (where.isEmpty() ? QString() : QStringLiteral(" WHERE ") + where);
        const QString built = index.isBeingBuilt ? Words::tr("Being built", "an index") : nothingFound();
        rows.append({QString::number(index.id),
                     {text(index.name), text(index.schema + u'.' + index.table), state(index.findings, built), text(kindOf(index)), bytes(index.bytes, locale, locked()),
                      compact(index.scans, locale), bytes(index.bloatBytes, locale), {safe(columns.left(400)), columns, format::harmless(index.definition)}},
                     index.isBeingBuilt ? Tone::Trial : toneOf(index.findings), tagsOf(index.findings, index.isSystem),
                     index.schema + u'.' + index.name + u' ' + index.schema + u'.' + index.table + u' ' + index.definition, index.isSystem});
    }
    return rows;
}

QList<ItemColumn> columns(List list)
{
    const ItemColumn state{Words::tr("State"), ColumnKind::State, 22};
    const auto number = [](const QString &title, int width) { return ItemColumn{title, ColumnKind::Number, width}; };
    switch (list) {
    case List::Databases:
        return sortable({{Words::tr("Database"), ColumnKind::Name, 0}, state, number(Words::tr("Transaction ids"), 16), number(Words::tr("Of the limit"), 12),
                         number(Words::tr("Of autovacuum’s"), 16), number(Words::tr("Multixacts"), 14), number(Words::tr("Of the limit"), 12)});
    case List::Running:
        return {{Words::tr("Table"), ColumnKind::Name, 0}, {Words::tr("What", "a maintenance command that runs"), ColumnKind::Text, 22}, {Words::tr("Phase"), ColumnKind::Text, 26},
                number(Words::tr("Done", "share of a phase"), 8), number(Words::tr("For", "column: how long already"), 12), {Words::tr("Process", "column: pid of a session"), ColumnKind::Identifier, 10}};
    case List::Holders:
        return {{Words::tr("What", "something that holds vacuum back"), ColumnKind::Name, 24}, state, {Words::tr("Name"), ColumnKind::Identifier, 0}, {Words::tr("Of", "a role"), ColumnKind::Identifier, 18},
                number(Words::tr("Transactions"), 14), number(Words::tr("For", "column: how long already"), 12)};
    case List::Due:
        return sortable({{Words::tr("Table"), ColumnKind::Name, 0}, {Words::tr("Why"), ColumnKind::Text, 20}, number(Words::tr("Of the threshold"), 16), number(Words::tr("Dead", "rows"), 12),
                         {Words::tr("Vacuumed"), ColumnKind::Time, 14}, {Words::tr("Autovacuum"), ColumnKind::Text, 14}});
    case List::SwitchedOff:
        return sortable({{Words::tr("Table"), ColumnKind::Name, 0}, state, number(Words::tr("Dead", "rows"), 12), {Words::tr("Vacuumed"), ColumnKind::Time, 14}});
    case List::Standbys:
        return {{Words::tr("Standby", "a server that follows another one"), ColumnKind::Name, 0}, state, {Words::tr("Client"), ColumnKind::Identifier, 16}, {Words::tr("Sync"), ColumnKind::Text, 9},
                number(Words::tr("To send"), 10), number(Words::tr("To write"), 10), number(Words::tr("To flush"), 10), number(Words::tr("To replay"), 10), number(Words::tr("Lag"), 10)};
    case List::Slots:
        return sortable({{Words::tr("Slot"), ColumnKind::Name, 0}, state, {Words::tr("Kind"), ColumnKind::Text, 20}, {Words::tr("Database"), ColumnKind::Identifier, 14},
                         {Words::tr("Log", "state of the log that a replication slot keeps"), ColumnKind::Text, 12}, number(Words::tr("Keeps"), 10), number(Words::tr("Room left"), 11), number(Words::tr("xmin age"), 10)});
    case List::Subscriptions:
        return {{Words::tr("Subscription"), ColumnKind::Name, 0}, state, {Words::tr("Database"), ColumnKind::Identifier, 16}, {Words::tr("Received to"), ColumnKind::Identifier, 16}, {Words::tr("Last message"), ColumnKind::Time, 16}, number(Words::tr("Errors", "of a subscription"), 10)};
    case List::Settings:
        break;
    }
    return {{Words::tr("Setting"), ColumnKind::Identifier, 0}, {Words::tr("Value"), ColumnKind::Text, 26}, {Words::tr("By default"), ColumnKind::Faint, 26}, {Words::tr("State"), ColumnKind::State, 22}};
}

QList<ServerRow> rows(const QList<ServerDatabase> &databases, const AutovacuumRules &rules, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerDatabase &database : databases) {
        const double ids = wraparoundShare(database.transactionAge), multixacts = wraparoundShare(database.multixactAge);
        const double ofRule = static_cast<double>(database.transactionAge) / static_cast<double>(std::max<qint64>(1, rules.freezeMaxAge));
        made.append({database.name,
                     {text(database.name), state(database.findings, Words::tr("Good")), number(database.transactionAge, locale), {share(ids, locale), ids}, {share(ofRule, locale), ofRule},
                      number(database.multixactAge, locale), {share(multixacts, locale), multixacts}},
                     database.findings.isEmpty() ? Tone::Good : toneOf(database.findings), {}, {}, !database.isOpen});
    }
    return made;
}

QList<ServerRow> rows(const QList<ServerProgress> &running, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerProgress &one : running) {
        const QString what = one.preventsWraparound ? Words::tr("%1, against wraparound").arg(one.kind) : one.isAutomatic ? Words::tr("%1, automatic").arg(one.kind) : one.kind;
        const QString where = !one.relation.isEmpty() ? one.relation : one.database.isEmpty() ? QString() : Words::tr("in %1", "a database").arg(one.database);
        made.append({QStringLiteral("%1 %2").arg(one.kind).arg(one.pid),
                     {text(where), text(what), text(one.phase), {share(one.share(), locale), sortOf(one.share())},
                      {one.startedAt > 0 ? format::duration(std::max<qint64>(0, now - one.startedAt), locale) : kDash, one.startedAt}, {QString::number(one.pid), one.pid}}});
    }
    return made;
}

QList<ServerRow> rows(const QList<VacuumHolder> &holders, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const VacuumHolder &holder : holders)
        made.append({QStringLiteral("%1 %2 %3").arg(holder.kind).arg(holder.pid).arg(holder.name),
                     {text(holderWord(holder.kind)), state(holder.findings, Words::tr("Good")), text(holder.name), text(holder.who), number(holder.transactionAge, locale),
                      {holder.since > 0 ? format::duration(std::max<qint64>(0, now - holder.since), locale) : kDash, holder.since}},
                     holder.findings.isEmpty() ? Tone::Good : toneOf(holder.findings)});
    return made;
}

QList<ServerRow> rows(const QList<VacuumDue> &due, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const VacuumDue &one : due)
        made.append({QString::number(one.table.id),
                     {text(one.table.qualifiedName()), text(whyWord(one.why)), {format::percent(one.share, 0, locale), one.share}, compact(one.table.deadRows, locale),
                      ago(one.table.lastVacuumed(), now, locale, never()),
                      text(one.isOff ? one.why == VacuumDue::Why::Freeze ? Words::tr("comes anyway", "autovacuum that is switched off") : Words::tr("off", "autovacuum of a table")
                                     : Words::tr("will come", "autovacuum"))}});
    return made;
}

QList<ServerRow> switchedOffRows(const QList<ServerTable> &tables, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerTable &table : tables)
        made.append({QString::number(table.id), {text(table.qualifiedName()), state(table.findings), compact(table.ifCounted(table.deadRows), locale), ago(table.lastVacuumed(), now, locale, neverOf(table))}, toneOf(table.findings)});
    return made;
}

QList<ServerRow> rows(const QList<ServerStandby> &standbys, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerStandby &standby : standbys) {
        const bool isHidden = standby.state.isEmpty();
        made.append({QString::number(standby.pid),
                     {text(standby.application.isEmpty() ? QString::number(standby.pid) : standby.application), state(standby.findings, isHidden ? Words::tr("Hidden", "from this role") : format::harmless(standby.state)),
                      text(standby.client.isEmpty() && !isHidden ? Words::tr("this server", "a session over a socket of the same machine") : standby.client), text(standby.syncState),
                      bytes(standby.sentBehind, locale), bytes(standby.writeBehind, locale), bytes(standby.flushBehind, locale), bytes(standby.replayBehind, locale), {lag(standby.replayLagMs, locale), sortOf(standby.replayLagMs)}},
                     standby.findings.isEmpty() ? isHidden ? Tone::Note : Tone::Good : toneOf(standby.findings)});
    }
    return made;
}

QList<ServerRow> rows(const QList<ServerSlot> &all, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerSlot &slot : all) {
        Cell words = state(slot.findings, slot.isActive ? Words::tr("Active", "a replication slot") : slot.isSynced ? Words::tr("In step with the primary’s", "a replication slot") : Words::tr("Inactive", "a replication slot"));
        if (slot.inactiveSince > 0)
            words.full += u'\n' + Words::tr("Inactive since %1").arg(timeText(slot.inactiveSince, now, {}));
        made.append({slot.name,
                     {text(slot.name), words, text(slot.plugin.isEmpty() ? slot.kind : slot.kind + QStringLiteral(" · ") + slot.plugin), text(slot.database),
                      text(slot.invalidation.isEmpty() ? slot.walStatus : slot.invalidation), bytes(slot.keptBytes, locale), bytes(slot.safeBytes, locale),
                      {count(slot.transactionAge, locale), sortOf(slot.transactionAge)}},
                     !slot.findings.isEmpty() ? toneOf(slot.findings) : slot.isActive || slot.isSynced ? Tone::Good : Tone::Off});
    }
    return made;
}

QList<ServerRow> rows(const QList<ServerSubscription> &subscriptions, qint64 now, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerSubscription &one : subscriptions)
        made.append({QString::number(one.id),
                     {text(one.name), state(one.findings, Words::tr("Runs", "a subscription")), text(one.database), text(one.receivedTo), ago(one.messageAt, now, locale, never()),
                      {count(one.errors, locale), sortOf(one.errors), one.errors ? countedSince(one.errorsSince, now) : QString()}},
                     one.findings.isEmpty() ? Tone::Good : toneOf(one.findings)});
    return made;
}

QList<ServerRow> rows(const QList<ServerSetting> &settings, const QLocale &locale)
{
    QList<ServerRow> made;
    for (const ServerSetting &setting : settings) {
        const bool isDangerous = server::isDangerous(setting);
        made.append({setting.name,
                     {text(setting.name), text(settingValue(setting.value, setting.unit, locale)), {setting.isDefault ? QString() : settingValue(setting.byDefault, setting.unit, locale)},
                      {isDangerous ? wordFor(Kind::SettingDangerous) : setting.needsRestart ? Words::tr("Waits for a restart") : setting.isDefault ? QString() : Words::tr("Set", "a setting that is not as it is by default")}},
                     isDangerous ? Tone::Error : setting.needsRestart ? Tone::Waiting : setting.isDefault ? Tone::None : Tone::Note, {}, {}, setting.isDefault});
    }
    return made;
}

} // namespace plancia::serverlists
