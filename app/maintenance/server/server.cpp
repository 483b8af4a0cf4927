// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/server/server.h"

#include "app/maintenance/server/statements.h"
#include "app/postgres/sessions/statements.h"
#include "models/domain/serverrules.h"

#include <QHash>
#include <algorithm>

namespace plancia::maintenance {

using namespace server;

namespace {

/// The first row of what always gives one.
template <class Take>
Result<bool> firstOf(sql::Connection &connection, const QByteArray &query, Take take)
{
    auto rows = connection.query(query);
    if (!rows)
        return fail(rows.error());
    if (rows->size() == 0)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("the server gave no row")}});
    take((*rows)[0]);
    return true;
}

template <class T, class Make>
Result<bool> listOf(sql::Connection &connection, const QByteArray &query, const QList<sql::Value> &values, QList<T> &into, Make make)
{
    auto rows = connection.query(query, values);
    if (!rows)
        return fail(rows.error());
    into.reserve(rows->size());
    for (int i = 0; i < rows->size(); ++i)
        into.append(make((*rows)[i]));
    return true;
}

/// From here to the transaction's end nothing but the catalogue is found by a bare name, no lock is waited for longer than a second,
/// and no statement takes long: whoever administers a server that is in trouble must not be one more of its troubles.
Result<Facts> begin(sql::Connection &connection)
{
    if (auto path = connection.query(postgres::sessions::catalogPath()); !path)
        return fail(path.error());
    if (auto set = connection.query("SELECT pg_catalog.set_config('lock_timeout', '1s', true), pg_catalog.set_config('statement_timeout', '15s', true)"); !set)
        return fail(set.error());
    Facts facts;
    if (auto read = firstOf(connection, factsQuery(), [&facts](const sql::Row &row) { facts = factsOf(row); }); !read)
        return fail(read.error());
    return facts;
}

/// The parameters of tablesQuery() and indexesQuery().
Result<QList<sql::Value>> sizesOf(sql::Connection &connection)
{
    QList<QString> locked;
    if (auto read = listOf(connection, lockedQuery(), {}, locked, [](const sql::Row &row) { return QString::number(row.integer(0)); }); !read)
        return fail(read.error());
    const bool areFew = locked.size() <= kMaxLocked;
    return QList<sql::Value>{QStringLiteral("{%1}").arg(areFew ? QStringList(locked).join(u',') : QString()), areFew};
}
QList<sql::Value> noSizes() { return {QStringLiteral("{}"), false}; }

/// Who is locked between the two questions makes the second one wait in vain: then it is asked without sizes, which needs no lock.
template <class T, class Make>
Result<bool> sizedListOf(sql::Connection &connection, const QByteArray &query, QList<T> &into, Make make)
{
    const auto sizes = sizesOf(connection);
    if (!sizes)
        return fail(sizes.error());
    if (auto saved = connection.script("SAVEPOINT sizes"); !saved)
        return fail(saved.error());
    const auto read = listOf(connection, query, *sizes, into, make);
    if (read || read.error().code() != ErrorCode::DbBusy)
        return read;
    if (auto back = connection.script("ROLLBACK TO SAVEPOINT sizes"); !back)
        return fail(back.error());
    return listOf(connection, query, noSizes(), into, make);
}

Result<QList<ServerSetting>> settingsOf(sql::Connection &connection, const QStringList &names)
{
    QList<ServerSetting> settings;
    if (auto read = listOf(connection, settingsQuery(names), {}, settings, settingOf); !read)
        return fail(read.error());
    return settings;
}

/// Widths by oid; nothing when the statistics could not be read in time. The last question of a transaction: after one that
/// failed there is no other.
template <class T>
Result<std::optional<QHash<qint64, plancia::server::ColumnWidths>>> widthsOfAll(sql::Connection &connection, const QByteArray &query, const QList<T> &items)
{
    QStringList oids;
    for (const T &item : items)
        oids.append(QString::number(item.id));
    auto rows = connection.query(query, {QStringLiteral("{%1}").arg(oids.join(u','))});
    if (!rows && rows.error().code() == ErrorCode::DbTimeout)
        return std::optional<QHash<qint64, plancia::server::ColumnWidths>>();
    if (!rows)
        return fail(rows.error());
    QHash<qint64, plancia::server::ColumnWidths> widths;
    for (int i = 0; i < rows->size(); ++i) {
        const auto [oid, of] = widthsOf((*rows)[i]);
        widths.insert(oid, of);
    }
    return std::optional(widths);
}

template <class T>
bool cutTo(QList<T> &list, int most)
{
    const bool isCut = list.size() > most;
    if (isCut)
        list.resize(most);
    return isCut;
}

/// A size that is not known stands last.
template <class T, class Size>
void largestFirst(QList<T> &list, Size size)
{
    std::stable_sort(list.begin(), list.end(), [&size](const T &a, const T &b) { return size(a).value_or(-1) > size(b).value_or(-1); });
}

Result<ServerVacuumNow> vacuumNowOf(sql::Connection &connection)
{
    const auto facts = begin(connection);
    if (!facts)
        return fail(facts.error());
    ServerVacuumNow made;
    made.moment = facts->moment;
    const auto settings = settingsOf(connection, vacuumSettings());
    if (!settings)
        return fail(settings.error());
    made.settings = *settings;
    made.rules = plancia::server::autovacuumRules(made.settings);
    if (!made.moment.isStandby)
        made.findings = plancia::server::findingsOf(made.settings);
    if (auto read = listOf(connection, databasesQuery(), {}, made.databases, databaseOf); !read)
        return fail(read.error());
    for (ServerDatabase &database : made.databases)
        database.findings = plancia::server::findingsOf(database);
    if (auto read = listOf(connection, progressQuery(made.moment.version), {}, made.running, progressOf); !read)
        return fail(read.error());
    if (auto read = listOf(connection, holdersQuery(), {}, made.holders, holderOf); !read)
        return fail(read.error());
    for (VacuumHolder &holder : made.holders)
        holder.findings = plancia::server::findingsOf(holder, made.rules, made.moment.at);
    return made;
}

} // namespace

QFuture<Result<ServerTables>> Server::tables(CallContext context)
{
    return m_gateway.read<ServerTables>(std::move(context), [](sql::Connection &connection) -> Result<ServerTables> {
        const auto facts = begin(connection);
        if (!facts)
            return fail(facts.error());
        ServerTables made;
        made.moment = facts->moment;
        const auto settings = settingsOf(connection, vacuumSettings());
        if (!settings)
            return fail(settings.error());
        made.rules = plancia::server::autovacuumRules(*settings);
        if (auto read = sizedListOf(connection, tablesQuery(made.moment.version), made.tables, tableOf); !read)
            return fail(read.error());
        made.isCut = cutTo(made.tables, ServerTables::kMaxTables);
        const auto widths = widthsOfAll(connection, tableWidthsQuery(), made.tables);
        if (!widths)
            return fail(widths.error());
        made.isBloatUnknown = !*widths;
        for (ServerTable &table : made.tables) {
            if (*widths)
                table.bloatBytes = plancia::server::tableBloat(table, (*widths)->value(table.id), made.moment.blockBytes);
            table.findings = plancia::server::findingsOf(table, made.rules);
        }
        largestFirst(made.tables, [](const ServerTable &table) { return table.totalBytes(); });
        return made;
    });
}

QFuture<Result<ServerIndexes>> Server::indexes(CallContext context)
{
    return m_gateway.read<ServerIndexes>(std::move(context), [](sql::Connection &connection) -> Result<ServerIndexes> {
        const auto facts = begin(connection);
        if (!facts)
            return fail(facts.error());
        ServerIndexes made;
        made.moment = facts->moment;
        if (auto read = sizedListOf(connection, indexesQuery(made.moment.version), made.indexes, indexOf); !read)
            return fail(read.error());
        made.isCut = cutTo(made.indexes, ServerIndexes::kMaxIndexes);
        const auto widths = widthsOfAll(connection, indexWidthsQuery(), made.indexes);
        if (!widths)
            return fail(widths.error());
        made.isBloatUnknown = !*widths;
        for (ServerIndex &index : made.indexes) {
            // What is built is built at the primary, whose progress is not seen from here.
            index.isPerhapsBuilt = !index.isValid && !index.isBeingBuilt && (index.isPerhapsBuilt || made.moment.isStandby);
            if (*widths)
                index.bloatBytes = plancia::server::indexBloat(index, (*widths)->value(index.id), made.moment.blockBytes);
            index.findings = plancia::server::findingsOf(index, made.moment.isStandby);
        }
        plancia::server::findRedundant(made.indexes);
        largestFirst(made.indexes, [](const ServerIndex &index) { return index.bytes; });
        return made;
    });
}

QFuture<Result<ServerVacuumNow>> Server::vacuumNow(CallContext context)
{
    return m_gateway.read<ServerVacuumNow>(std::move(context), vacuumNowOf);
}

QFuture<Result<ServerVacuum>> Server::vacuum(CallContext context)
{
    return m_gateway.read<ServerVacuum>(std::move(context), [](sql::Connection &connection) -> Result<ServerVacuum> {
        const auto now = vacuumNowOf(connection);
        if (!now)
            return fail(now.error());
        ServerVacuum made{*now, now->moment.at, {}, {}, false};
        QList<ServerTable> tables;
        if (auto read = listOf(connection, tablesQuery(made.moment.version), noSizes(), tables, tableOf); !read)
            return fail(read.error());
        made.isCut = cutTo(tables, ServerTables::kMaxTables);
        for (ServerTable &table : tables) {
            table.findings = plancia::server::findingsOf(table, made.rules);
            if (auto due = plancia::server::vacuumDue(table, made.rules))
                made.due.append(*due);
            if (plancia::server::vacuumNeed(table, made.rules).isOff)
                made.switchedOff.append(table);
        }
        std::stable_sort(made.due.begin(), made.due.end(), [](const VacuumDue &a, const VacuumDue &b) {
            const auto order = [](const VacuumDue &due) { return std::tuple(due.why != VacuumDue::Why::Freeze, due.why == VacuumDue::Why::Analyze, -due.share); };
            return order(a) < order(b);
        });
        const bool isDueCut = cutTo(made.due, ServerVacuum::kMaxRows), isOffCut = cutTo(made.switchedOff, ServerVacuum::kMaxRows);
        made.isCut = made.isCut || isDueCut || isOffCut;
        return made;
    });
}

QFuture<Result<ServerReplication>> Server::replication(CallContext context)
{
    return m_gateway.read<ServerReplication>(std::move(context), [](sql::Connection &connection) -> Result<ServerReplication> {
        const auto facts = begin(connection);
        if (!facts)
            return fail(facts.error());
        ServerReplication made;
        made.moment = facts->moment;
        const auto vacuum = settingsOf(connection, vacuumSettings());
        if (!vacuum)
            return fail(vacuum.error());
        const AutovacuumRules rules = plancia::server::autovacuumRules(*vacuum);
        const auto settings = settingsOf(connection, replicationSettings());
        if (!settings)
            return fail(settings.error());
        made.settings = *settings;
        if (auto read = firstOf(connection, positionQuery(), [&made](const sql::Row &row) { made.position = row.text(0); }); !read)
            return fail(read.error());
        if (auto read = listOf(connection, standbysQuery(), {}, made.standbys, standbyOf); !read)
            return fail(read.error());
        for (ServerStandby &standby : made.standbys)
            standby.findings = plancia::server::findingsOf(standby);
        if (auto read = listOf(connection, slotsQuery(made.moment.version), {}, made.replicationSlots, slotOf); !read)
            return fail(read.error());
        for (ServerSlot &slot : made.replicationSlots)
            slot.findings = plancia::server::findingsOf(slot, rules);
        if (made.moment.isStandby) {
            const qint64 at = made.moment.at;
            if (auto read = firstOf(connection, receiverQuery(), [&](const sql::Row &row) { made.receiver = receiverOf(row, at); }); !read)
                return fail(read.error());
            made.receiver->findings = plancia::server::findingsOf(*made.receiver);
        }
        if (auto read = listOf(connection, subscriptionsQuery(made.moment.version), {}, made.subscriptions, subscriptionOf); !read)
            return fail(read.error());
        for (ServerSubscription &subscription : made.subscriptions)
            subscription.findings = plancia::server::findingsOf(subscription);
        return made;
    });
}

QFuture<Result<ServerWal>> Server::wal(CallContext context)
{
    return m_gateway.read<ServerWal>(std::move(context), [](sql::Connection &connection) -> Result<ServerWal> {
        const auto facts = begin(connection);
        if (!facts)
            return fail(facts.error());
        ServerWal made;
        made.moment = facts->moment;
        const auto settings = settingsOf(connection, walSettings());
        if (!settings)
            return fail(settings.error());
        made.settings = *settings;
        if (auto read = firstOf(connection, walQuery(made.moment.version), [&made](const sql::Row &row) { takeWal(row, made); }); !read)
            return fail(read.error());
        if (facts->mayListLog)
            if (auto read = firstOf(connection, logFilesQuery(), [&made](const sql::Row &row) {
                    made.files = row.integer(0);
                    made.fileBytes = row.integer(1);
                });
                !read)
                return fail(read.error());
        if (facts->mayListArchive)
            if (auto read = firstOf(connection, archiveQueueQuery(), [&made](const sql::Row &row) { made.waiting = row.integer(0); }); !read)
                return fail(read.error());
        made.findings = plancia::server::findingsOf(made);
        return made;
    });
}

} // namespace plancia::maintenance
