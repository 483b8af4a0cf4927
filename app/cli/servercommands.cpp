// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/cli/serverjson.h"
#include "models/domain/serverrules.h"
#include "models/ports/serverport.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plancia::cli {

namespace {

/// The server of the open workspace. BUSINESS_002 where there is none.
Result<ServerPort *> serverOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->server())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it lies on no PostgreSQL server"}});
    return (*workspace)->server();
}

/// One question to it. `--csv` and `--json` do not go together, whatever comes back.
template <class T>
Result<T> answerOf(Context &context, QFuture<Result<T>> (ServerPort::*question)(CallContext))
{
    if (context.arguments().has("csv") && context.output().isJson())
        return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "only one of %1 can be used").arg(QStringLiteral("--csv, --json"))}});
    const auto server = serverOf(context);
    return server ? context.await(((*server)->*question)(context.call())) : Result<T>(server.error());
}

QString sizeOf(std::optional<qint64> bytes) { return bytes ? format::bytes(*bytes) : QString(); }
QString numberOf(std::optional<qint64> number) { return number ? QString::number(*number) : QString(); }
QString shareOf(std::optional<double> share) { return share ? format::percent(*share, 1) : QString(); }
QString lagOf(std::optional<double> ms) { return ms ? format::duration(static_cast<qint64>(std::llround(*ms))) : QString(); }
QString ofLimit(std::optional<qint64> age) { return age ? shareOf(static_cast<double>(*age) / static_cast<double>(server::kWraparoundLimit)) : QString(); }

/// "warning: dead_rows, bloat"
QString findingsOf(const QList<ServerFinding> &findings)
{
    QStringList words;
    for (const ServerFinding &finding : findings)
        words.append(toString(finding.kind));
    return findings.isEmpty() ? QString() : toString(findings.first().severity) + QStringLiteral(": ") + words.join(QStringLiteral(", "));
}

/// A part of a text that has several, with its title.
void section(Output &output, const QString &title, const QStringList &head, const QList<QStringList> &rows, const QList<int> &right = {})
{
    if (rows.isEmpty())
        return;
    output.line(title);
    output.table(head, rows, right);
    output.line({});
}

void settings(Output &output, const QList<ServerSetting> &all)
{
    QList<QStringList> rows;
    for (const ServerSetting &setting : all)
        rows.append({setting.name, setting.value + (setting.unit.isEmpty() ? QString() : u' ' + setting.unit), setting.isDefault ? QString() : setting.byDefault,
                     server::isDangerous(setting) ? QCoreApplication::translate("cli", "dangerous") : setting.needsRestart ? QCoreApplication::translate("cli", "waits for a restart") : QString()});
    section(output, QCoreApplication::translate("cli", "Settings"),
            {QCoreApplication::translate("cli", "SETTING"), QCoreApplication::translate("cli", "VALUE"), QCoreApplication::translate("cli", "BY DEFAULT"), QCoreApplication::translate("cli", "REMARK")}, rows);
}

template <class T>
QJsonArray arrayOf(const QList<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(toJson(item));
    return array;
}

void csv(Output &output, const QStringList &columns, const QJsonArray &items)
{
    QByteArray lines = listHead(columns, ListFormat::Csv);
    for (const QJsonValue &item : items)
        lines += listLine(item.toObject(), columns, ListFormat::Csv);
    output.bytes(lines);
}

void printList(Output &output, const QJsonArray &items, const ServerMoment &moment, bool isCut, bool isBloatUnknown)
{
    output.json({{"items", items}, {"next", QJsonValue()}, {"server", toJson(moment)}, {"is_cut", isCut}, {"is_bloat_unknown", isBloatUnknown}});
}

void noteCounters(Output &output, const ServerMoment &moment)
{
    output.note(moment.countedSince > 0 ? QCoreApplication::translate("cli", "Counters of this database run since %1.").arg(shownTime(moment.countedSince))
                                        : QCoreApplication::translate("cli", "Counters of this database were never reset."));
}
void noteCut(Output &output, bool isCut)
{
    if (isCut)
        output.note(QCoreApplication::translate("cli", "There is more than can be shown: the largest came, by the pages that were counted last."));
}
void noteStandby(Output &output, const ServerMoment &moment)
{
    if (moment.isStandby)
        output.note(QCoreApplication::translate("cli", "This is a standby: writes, dead rows, vacuums and analyses are counted by its primary alone, and not known here."));
}
void noteBloat(Output &output, const ServerMoment &moment, bool isHidden, bool isUnknown)
{
    if (isUnknown)
        output.note(QCoreApplication::translate("cli", "Bloat is not estimated: the statistics could not be read in time."));
    else if (isHidden)
        output.note(QCoreApplication::translate("cli", "Bloat is estimated where %1 may read the rows: %2").arg(moment.role, moment.readGrant()));
}
void noteHidden(Output &output, const ServerMoment &moment, bool isHidden)
{
    if (isHidden)
        output.note(QCoreApplication::translate("cli", "Not all is shown to %1: %2").arg(moment.role, moment.monitorGrant()));
}

const OptionSpec kFindings{"findings", nullptr, QT_TRANSLATE_NOOP("cli", "Only those that somebody should look at")};
const OptionSpec kSystem{"system", nullptr, QT_TRANSLATE_NOOP("cli", "Those of the server itself, too")};
const OptionSpec kLimit{"limit", "N", QT_TRANSLATE_NOOP("cli", "So many at most, the largest first")};

/// What of a list is asked for.
template <class T>
Result<QList<T>> chosen(Context &context, const QList<T> &all)
{
    const auto limit = context.arguments().number("limit", all.size() + 1, 1, ServerTables::kMaxTables);
    if (!limit)
        return fail(limit.error());
    QList<T> some;
    for (const T &one : all)
        if (some.size() < *limit && (context.arguments().has("system") || !one.isSystem) && (!context.arguments().has("findings") || !one.findings.isEmpty()))
            some.append(one);
    return some;
}

class TablesOfServer final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"server tables", QT_TRANSLATE_NOOP("cli", "List the tables of the PostgreSQL database: sizes, dead rows, scans, vacuum, age, bloat"), {},
                {kFindings, kSystem, kLimit, kCsvOption}, "server tables --findings"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = answerOf(context, &ServerPort::tables);
        if (!all)
            return fail(all.error());
        const auto tables = chosen(context, all->tables);
        if (!tables)
            return fail(tables.error());
        Output &output = context.output();
        QJsonArray items;
        QList<QStringList> rows;
        bool isHidden = false;
        for (const ServerTable &table : *tables) {
            items.append(toJson(table, all->rules));
            isHidden = isHidden || (!table.isSystem && !table.isReadable);
            rows.append({table.qualifiedName(), table.rows ? QString::number(std::llround(*table.rows)) : QString(), sizeOf(table.totalBytes()), numberOf(table.ifCounted(table.deadRows)), shareOf(table.deadShare()),
                         QString::number(table.sequentialScans), numberOf(table.indexScans), numberOf(table.ifCounted(table.writes())), shownTime(table.lastVacuumed()), ofLimit(table.transactionAge),
                         sizeOf(table.bloatBytes), findingsOf(table.findings)});
        }
        if (context.arguments().has("csv")) {
            csv(output, tableColumns(), items);
            return true;
        }
        if (output.isJson()) {
            printList(output, items, all->moment, all->isCut, all->isBloatUnknown);
            return true;
        }
        output.table({QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "ROWS"), QCoreApplication::translate("cli", "SIZE"), QCoreApplication::translate("cli", "DEAD"),
                      QCoreApplication::translate("cli", "DEAD %"), QCoreApplication::translate("cli", "SEQ SCANS"), QCoreApplication::translate("cli", "INDEX SCANS"), QCoreApplication::translate("cli", "WRITES"),
                      QCoreApplication::translate("cli", "VACUUMED"), QCoreApplication::translate("cli", "AGE %"), QCoreApplication::translate("cli", "BLOAT (ESTIMATE)"), QCoreApplication::translate("cli", "TO LOOK AT")},
                     rows, {1, 2, 3, 4, 5, 6, 7, 9, 10});
        noteStandby(output, all->moment);
        noteCounters(output, all->moment);
        noteCut(output, all->isCut);
        noteBloat(output, all->moment, isHidden, all->isBloatUnknown);
        return true;
    }
};

class IndexesOfServer final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"server indexes", QT_TRANSLATE_NOOP("cli", "List the indexes of the PostgreSQL database: sizes, scans, and which are unused, duplicate or invalid"), {},
                {kFindings, kSystem, kLimit, kCsvOption}, "server indexes --findings --csv"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = answerOf(context, &ServerPort::indexes);
        if (!all)
            return fail(all.error());
        const auto indexes = chosen(context, all->indexes);
        if (!indexes)
            return fail(indexes.error());
        Output &output = context.output();
        QJsonArray items;
        QList<QStringList> rows;
        bool isHidden = false;
        for (const ServerIndex &index : *indexes) {
            items.append(toJson(index));
            isHidden = isHidden || (!index.isSystem && !index.isReadable);
            rows.append({index.schema + u'.' + index.name, index.table, sizeOf(index.bytes), QString::number(index.scans), sizeOf(index.bloatBytes), findingsOf(index.findings), index.coveredBy,
                         index.keys.join(QStringLiteral(", "))});
        }
        if (context.arguments().has("csv")) {
            csv(output, indexColumns(), items);
            return true;
        }
        if (output.isJson()) {
            printList(output, items, all->moment, all->isCut, all->isBloatUnknown);
            return true;
        }
        output.table({QCoreApplication::translate("cli", "INDEX"), QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "SIZE"), QCoreApplication::translate("cli", "SCANS"),
                      QCoreApplication::translate("cli", "BLOAT (ESTIMATE)"), QCoreApplication::translate("cli", "TO LOOK AT"), QCoreApplication::translate("cli", "COVERED BY"), QCoreApplication::translate("cli", "COLUMNS")},
                     rows, {2, 3, 4});
        noteCounters(output, all->moment);
        noteCut(output, all->isCut);
        noteBloat(output, all->moment, isHidden, all->isBloatUnknown);
        return true;
    }
};

class VacuumOfServer final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"server vacuum", QT_TRANSLATE_NOOP("cli", "Show how near wraparound is, what is vacuumed now, what holds vacuum back, and where autovacuum comes next"), {},
                {{"csv", nullptr, QT_TRANSLATE_NOOP("cli", "The tables where autovacuum comes next, as CSV with a header line")}}, "server vacuum"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = answerOf(context, &ServerPort::vacuum);
        if (!all)
            return fail(all.error());
        Output &output = context.output();
        if (context.arguments().has("csv")) {
            csv(output, dueColumns(), arrayOf(all->due));
            return true;
        }
        if (output.isJson()) {
            QJsonArray off;
            for (const ServerTable &table : all->switchedOff)
                off.append(QJsonObject{{"schema", table.schema}, {"table", table.name}});
            output.json({{"databases", arrayOf(all->databases)}, {"running", arrayOf(all->running)}, {"holders", arrayOf(all->holders)}, {"due", arrayOf(all->due)},
                         {"switched_off", off}, {"findings", toJson(all->findings)}, {"severity", all->findings.isEmpty() ? QJsonValue() : QJsonValue(toString(all->findings.first().severity))}, {"settings", arrayOf(all->settings)}, {"server", toJson(all->moment)}, {"is_cut", all->isCut}});
            return true;
        }
        print(output, *all);
        settings(output, all->settings);
        noteStandby(output, all->moment);
        noteCut(output, all->isCut);
        noteHidden(output, all->moment, !all->moment.seesAllStats);
        return true;
    }

private:
    static void print(Output &output, const ServerVacuum &all)
    {
        if (!all.findings.isEmpty()) {
            output.pairs({{"to_look_at", findingsOf(all.findings)}});
            output.line({});
        }
        const qint64 now = all.moment.at;
        const auto span = [now](qint64 at) { return at == 0 ? QString() : format::duration(std::max<qint64>(0, now - at)); };
        QList<QStringList> databases, running, holders, due, off;
        for (const ServerDatabase &one : all.databases)
            databases.append({one.name, QString::number(one.transactionAge), ofLimit(one.transactionAge), QString::number(one.multixactAge), ofLimit(one.multixactAge), findingsOf(one.findings)});
        for (const ServerProgress &one : all.running)
            running.append({QString::number(one.pid), one.kind, one.database, one.relation, one.phase, shareOf(one.share()), span(one.startedAt)});
        for (const VacuumHolder &one : all.holders)
            holders.append({one.kind, one.name, one.who, QString::number(one.transactionAge), span(one.since), findingsOf(one.findings)});
        for (const VacuumDue &one : all.due)
            due.append({one.table.qualifiedName(), toString(one.why), format::percent(one.share), QString::number(one.table.deadRows), shownTime(one.table.lastVacuumed()),
                        one.isOff ? QCoreApplication::translate("cli", "off") : QString()});
        for (const ServerTable &one : all.switchedOff)
            off.append({one.qualifiedName(), numberOf(one.ifCounted(one.deadRows)), shownTime(one.lastVacuumed())});
        section(output, QCoreApplication::translate("cli", "Databases"),
                {QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "TRANSACTION AGE"), QCoreApplication::translate("cli", "OF THE LIMIT"),
                 QCoreApplication::translate("cli", "MULTIXACT AGE"), QCoreApplication::translate("cli", "OF THE LIMIT"), QCoreApplication::translate("cli", "TO LOOK AT")},
                databases, {1, 2, 3, 4});
        section(output, QCoreApplication::translate("cli", "Runs now"),
                {QCoreApplication::translate("cli", "PID"), QCoreApplication::translate("cli", "WHAT"), QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "TABLE"),
                 QCoreApplication::translate("cli", "PHASE"), QCoreApplication::translate("cli", "DONE"), QCoreApplication::translate("cli", "FOR")},
                running, {0, 5});
        section(output, QCoreApplication::translate("cli", "What holds vacuum back"),
                {QCoreApplication::translate("cli", "WHAT"), QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "OF"), QCoreApplication::translate("cli", "TRANSACTION AGE"),
                 QCoreApplication::translate("cli", "FOR"), QCoreApplication::translate("cli", "TO LOOK AT")},
                holders, {3});
        section(output, QCoreApplication::translate("cli", "Where autovacuum comes next"),
                {QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "WHY"), QCoreApplication::translate("cli", "OF THE THRESHOLD"), QCoreApplication::translate("cli", "DEAD"),
                 QCoreApplication::translate("cli", "VACUUMED"), QCoreApplication::translate("cli", "AUTOVACUUM")},
                due, {2, 3});
        section(output, QCoreApplication::translate("cli", "Tables without autovacuum"),
                {QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "DEAD"), QCoreApplication::translate("cli", "VACUUMED")}, off, {1});
    }
};

class ReplicationOfServer final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"server replication", QT_TRANSLATE_NOOP("cli", "Show standbys, replication slots and subscriptions, and how far behind they are"), {}, {kCsvOption}, "server replication --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = answerOf(context, &ServerPort::replication);
        if (!all)
            return fail(all.error());
        Output &output = context.output();
        if (context.arguments().has("csv")) {
            QJsonArray items = arrayOf(all->standbys);
            for (const QJsonArray &more : {arrayOf(all->replicationSlots), arrayOf(all->subscriptions)})
                for (const QJsonValue &item : more)
                    items.append(item);
            csv(output, replicationColumns(), items);
            return true;
        }
        if (output.isJson()) {
            output.json({{"position", all->position}, {"standbys", arrayOf(all->standbys)}, {"slots", arrayOf(all->replicationSlots)},
                         {"receiver", all->receiver ? QJsonValue(toJson(*all->receiver)) : QJsonValue()}, {"subscriptions", arrayOf(all->subscriptions)},
                         {"settings", arrayOf(all->settings)}, {"server", toJson(all->moment)}});
            return true;
        }
        print(output, *all);
        settings(output, all->settings);
        noteHidden(output, all->moment, !all->moment.seesAllStats);
        return true;
    }

private:
    static void print(Output &output, const ServerReplication &all)
    {
        QList<std::pair<QString, QString>> facts{{"role", all.moment.isStandby ? "standby" : "primary"}, {"position", all.position}};
        if (const auto &receiver = all.receiver)
            facts += {{"receiver", receiver->pid == 0 ? QStringLiteral("none") : receiver->status},
                      {"sender", receiver->sender},
                      {"replayed_to", receiver->replayedTo},
                      {"replay_behind", sizeOf(receiver->replayBehind)},
                      {"lag", receiver->lagMs ? format::duration(*receiver->lagMs) : QString()},
                      {"to_look_at", findingsOf(receiver->findings)}};
        output.pairs(facts);
        output.line({});
        QList<QStringList> standbys, slotRows, subscriptions;
        for (const ServerStandby &one : all.standbys)
            standbys.append({one.application, one.client, one.state, one.syncState, sizeOf(one.sentBehind), sizeOf(one.writeBehind), sizeOf(one.flushBehind), sizeOf(one.replayBehind),
                             lagOf(one.replayLagMs), findingsOf(one.findings)});
        for (const ServerSlot &one : all.replicationSlots)
            slotRows.append({one.name, one.kind, one.database, one.isActive ? QCoreApplication::translate("cli", "active") : QCoreApplication::translate("cli", "inactive"), one.walStatus,
                             sizeOf(one.keptBytes), sizeOf(one.safeBytes), numberOf(one.transactionAge), findingsOf(one.findings)});
        for (const ServerSubscription &one : all.subscriptions)
            subscriptions.append({one.name, one.database, one.receivedTo, shownTime(one.messageAt), numberOf(one.errors), shownTime(one.errorsSince), findingsOf(one.findings)});
        section(output, QCoreApplication::translate("cli", "Standbys"),
                {QCoreApplication::translate("cli", "STANDBY"), QCoreApplication::translate("cli", "CLIENT"), QCoreApplication::translate("cli", "STATE"), QCoreApplication::translate("cli", "SYNC"),
                 QCoreApplication::translate("cli", "TO SEND"), QCoreApplication::translate("cli", "TO WRITE"), QCoreApplication::translate("cli", "TO FLUSH"), QCoreApplication::translate("cli", "TO REPLAY"),
                 QCoreApplication::translate("cli", "LAG"), QCoreApplication::translate("cli", "TO LOOK AT")},
                standbys, {4, 5, 6, 7, 8});
        section(output, QCoreApplication::translate("cli", "Replication slots"),
                {QCoreApplication::translate("cli", "SLOT"), QCoreApplication::translate("cli", "KIND"), QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "STATE"),
                 QCoreApplication::translate("cli", "LOG"), QCoreApplication::translate("cli", "KEEPS"), QCoreApplication::translate("cli", "ROOM LEFT"), QCoreApplication::translate("cli", "XMIN AGE"),
                 QCoreApplication::translate("cli", "TO LOOK AT")},
                slotRows, {5, 6, 7});
        section(output, QCoreApplication::translate("cli", "Subscriptions"),
                {QCoreApplication::translate("cli", "SUBSCRIPTION"), QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "RECEIVED TO"), QCoreApplication::translate("cli", "LAST MESSAGE"), QCoreApplication::translate("cli", "ERRORS"),
                 QCoreApplication::translate("cli", "COUNTED SINCE"), QCoreApplication::translate("cli", "TO LOOK AT")},
                subscriptions, {4});
    }
};

class WalOfServer final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"server wal", QT_TRANSLATE_NOOP("cli", "Show the write-ahead log, the archiver and the checkpoints"), {}, {kCsvOption}, "server wal"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto wal = answerOf(context, &ServerPort::wal);
        if (!wal)
            return fail(wal.error());
        Output &output = context.output();
        if (context.arguments().has("csv")) {
            csv(output, walColumns(), {toJson(*wal)});
            return true;
        }
        if (output.isJson()) {
            QJsonObject object = toJson(*wal);
            object.insert("settings", arrayOf(wal->settings));
            object.insert("server", toJson(wal->moment));
            output.json(object);
            return true;
        }
        const auto file = [](const QString &name, qint64 at) { return name.isEmpty() ? QString() : name + QStringLiteral(", ") + shownTime(at); };
        output.pairs({{"position", wal->position},
                      {"to_look_at", findingsOf(wal->findings)},
                      {"files", numberOf(wal->files)},
                      {"on_disk", sizeOf(wal->fileBytes)},
                      {"written", sizeOf(wal->bytes)},
                      {"written_since", shownTime(wal->writtenSince)},
                      {"archive_mode", wal->archiveMode},
                      {"last_archived", file(wal->lastArchived, wal->lastArchivedAt)},
                      {"last_failed", file(wal->lastFailed, wal->lastFailedAt)},
                      {"archive_waiting", numberOf(wal->waiting)},
                      {"archived", QString::number(wal->archived)},
                      {"archive_failed", QString::number(wal->archiveFailed)},
                      {"last_checkpoint", shownTime(wal->lastCheckpointAt)},
                      {"log_since_then", sizeOf(wal->sinceCheckpoint)},
                      {"checkpoints_timed", QString::number(wal->timedCheckpoints)},
                      {"checkpoints_requested", QString::number(wal->requestedCheckpoints)},
                      {"checkpoint_write", format::duration(static_cast<qint64>(wal->checkpointWriteMs))},
                      {"checkpoint_sync", format::duration(static_cast<qint64>(wal->checkpointSyncMs))},
                      {"checkpoints_since", shownTime(wal->checkpointsSince)},
                      {"buffers_checkpoint", QString::number(wal->buffersByCheckpoints)},
                      {"buffers_writer", QString::number(wal->buffersByWriter)},
                      {"buffers_sessions", numberOf(wal->buffersBySessions)},
                      {"buffers_since", shownTime(wal->writerSince)}});
        output.line({});
        settings(output, wal->settings);
        noteHidden(output, wal->moment, !wal->files);
        return true;
    }
};
} // namespace

void addServerCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TablesOfServer>());
    commands.push_back(std::make_unique<IndexesOfServer>());
    commands.push_back(std::make_unique<VacuumOfServer>());
    commands.push_back(std::make_unique<ReplicationOfServer>());
    commands.push_back(std::make_unique<WalOfServer>());
}

} // namespace plancia::cli
