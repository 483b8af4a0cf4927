// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgarchive.h"

#include "app/backup/files.h"
#include "app/backup/postgres/archivetext.h"
#include "app/backup/postgres/childprocess.h"

#include <QRegularExpression>

namespace plancia::backup {

namespace {

constexpr qsizetype kMaxText = 256 << 20; ///< of definitions or of a table of contents, which have no rows in them

Error unreadable(const QString &path, const QString &message)
{
    return Error(ErrorCode::BackupDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

/// Without its own transaction round the large objects: the one of the caller goes on.
QByteArray withoutTransactions(QByteArray statements)
{
    QByteArray out;
    for (const QByteArray &line : statements.split('\n'))
        if (line != "BEGIN;" && line != "COMMIT;")
            out += line + '\n';
    return out;
}

/// Who restores need not be a member of plancia_resolver, who owns the functions that look before the tenant is known.
Result<bool> mayGiveToResolver(postgres::PgConnection &connection)
{
    auto rows = connection.query("SELECT to_regrole('plancia_resolver') IS NOT NULL AND pg_has_role(to_regrole('plancia_resolver'), 'MEMBER')");
    return rows ? Result<bool>(!rows->isEmpty() && (*rows)[0].boolean(0)) : Result<bool>(rows.error());
}

/// Without the lines that hand a function to that role: it stays with who restores, and finds nobody until roles.sql has
/// handed it over.
QByteArray withoutResolver(const QByteArray &text)
{
    QByteArray out;
    for (const QByteArray &line : text.split('\n'))
        if (!line.startsWith("ALTER FUNCTION plancia.") || !line.endsWith(" OWNER TO plancia_resolver;"))
            out += line + '\n';
    return out;
}

} // namespace

QByteArray chosenContents(const QByteArray &contents, const RestoreChoice &choice)
{
    // "215; 1259 16393 TABLE plancia meta plancia_owner": dump id, catalogue, object, kind, schema, name, owner.
    static const QRegularExpression entry(QStringLiteral("\\A\\d+; \\d+ \\d+ ([A-Z]+(?: [A-Z]+)*) "));
    static const QRegularExpression ours(
        QStringLiteral("\\A\\d+; \\d+ \\d+ (?:SCHEMA - plancia |(?:ACL|COMMENT) - SCHEMA plancia |[A-Z]+(?: [A-Z]+)* plancia )"));
    QByteArray chosen;
    for (const QByteArray &line : contents.split('\n')) {
        const QString text = QString::fromUtf8(line);
        const auto match = entry.match(text);
        if (!match.hasMatch() || (choice.scope == PgScope::Schema && !ours.match(text).hasMatch()))
            continue;
        const QString kind = match.captured(1);
        if (!choice.policies && (kind.startsWith(u"POLICY") || kind.startsWith(u"ROW SECURITY")))
            continue;
        if (!choice.owners && (kind.startsWith(u"ACL") || kind.startsWith(u"DEFAULT ACL") || kind.startsWith(u"EVENT TRIGGER")
                               || kind.startsWith(u"SUBSCRIPTION")))
            continue;
        chosen += line + '\n';
    }
    return chosen;
}

Result<bool> PgArchive::print(const QStringList &arguments, const std::function<Result<bool>(QByteArrayView)> &output,
                              const CancelToken &cancel) const
{
    ChildProcess child{m_pgRestore, arguments + QStringList{m_path}};
    child.output = output;
    auto done = child.run(cancel);
    if (!done && done.error().code() == ErrorCode::BackupFailed)
        return fail(unreadable(m_path, done.error().fact(u"message")));
    return done;
}

Result<QByteArray> PgArchive::contents(const CancelToken &cancel) const
{
    QByteArray text;
    auto listed = print({QStringLiteral("--list")}, [&](QByteArrayView bytes) -> Result<bool> {
        if (text.size() > kMaxText)
            return fail(unreadable(m_path, QStringLiteral("its table of contents has no end")));
        text += bytes.toByteArray();
        return true;
    }, cancel);
    return listed ? Result<QByteArray>(text) : Result<QByteArray>(listed.error());
}

Result<QMap<QString, qint64>> PgArchive::countRows(const CancelToken &cancel, const RowSink &progress) const
{
    QMap<QString, qint64> rows;
    QString table;
    qint64 all = 0;
    ArchiveText::Events events;
    events.copyBegins = [&](const QByteArray &statement) -> Result<bool> {
        table = copyTarget(statement);
        rows[table] += 0;
        return true;
    };
    events.rows = [&](QByteArrayView, qint64 count) -> Result<bool> {
        rows[table] += count;
        all += count;
        if (progress)
            progress(all);
        return true;
    };
    ArchiveText text(std::move(events));
    auto read = print({QStringLiteral("--section=data"), QStringLiteral("-f"), QStringLiteral("-")},
                      [&text](QByteArrayView bytes) { return text.feed(bytes); }, cancel);
    if (read)
        read = text.finish();
    if (!read)
        return fail(read.error());
    return rows;
}

Result<bool> PgArchive::eachRow(const CancelToken &cancel, const TableEvents &tables) const
{
    CopyLine line;
    QStringList columns;
    ArchiveText::Events events;
    events.copyBegins = [&](const QByteArray &statement) {
        columns = copyColumns(statement);
        return tables.begins(copyTarget(statement), columns);
    };
    events.rows = [&](QByteArrayView bytes, qint64) -> Result<bool> {
        while (!bytes.isEmpty()) {
            const qsizetype end = bytes.indexOf('\n');
            const auto &values = line.decode(bytes.first(end));
            if (static_cast<qsizetype>(values.size()) != std::max<qsizetype>(columns.size(), 1))
                return fail(unreadable(m_path, QStringLiteral("a row has %1 values instead of %2").arg(values.size()).arg(columns.size())));
            if (auto taken = tables.row(values); !taken)
                return taken;
            bytes = bytes.sliced(end + 1);
        }
        return true;
    };
    events.copyEnds = tables.ends;
    ArchiveText text(std::move(events));
    auto read = print({QStringLiteral("--section=data"), QStringLiteral("-f"), QStringLiteral("-")},
                      [&text](QByteArrayView bytes) { return text.feed(bytes); }, cancel);
    return read ? text.finish() : read;
}

Result<QMap<QString, qint64>> PgArchive::restoreInto(postgres::PgConnection &connection, const RestoreChoice &choice,
                                                     const QString &scratch, const CancelToken &cancel,
                                                     const RowSink &progress) const
{
    auto all = contents(cancel);
    if (!all)
        return fail(all.error());
    if (auto made = ensureFolder(scratch); !made)
        return fail(made.error());
    removeLeftovers(scratch);
    auto list = PendingFile::create(scratch); // never published: it goes with this call
    if (!list)
        return fail(list.error());
    if (auto written = list->write(chosenContents(*all, choice)); !written)
        return fail(written.error());
    QStringList arguments{QStringLiteral("--use-list=") + list->path(), QStringLiteral("-f"), QStringLiteral("-")};
    if (!choice.owners)
        arguments << QStringLiteral("--no-owner") << QStringLiteral("--no-privileges");
    // By sections: only the middle one has rows in it, and only there a line "COPY …" can be nothing else.
    const auto section = [&arguments](const char *name) {
        return arguments + QStringList{QStringLiteral("--section=") + QLatin1String(name)};
    };
    auto resolver = choice.owners ? mayGiveToResolver(connection) : Result<bool>(true);
    if (!resolver)
        return fail(resolver.error());
    const auto definitions = *resolver ? Definitions::AsTheyAre : Definitions::WithoutResolver;
    if (auto run = runSection(connection, section("pre-data"), definitions, cancel); !run)
        return fail(run.error());
    auto rows = runData(connection, section("data"), choice.asOneTransaction, cancel, progress);
    if (!rows)
        return rows;
    if (auto run = runSection(connection, section("post-data"), definitions, cancel); !run)
        return fail(run.error());
    return rows;
}

Result<bool> PgArchive::runSection(postgres::PgConnection &connection, const QStringList &arguments, Definitions definitions,
                                   const CancelToken &cancel) const
{
    QByteArray text;
    auto read = print(arguments, [&](QByteArrayView bytes) -> Result<bool> {
        if (text.size() > kMaxText)
            return fail(unreadable(m_path, QStringLiteral("its definitions have no end")));
        text += bytes.toByteArray();
        return true;
    }, cancel);
    if (!read)
        return read;
    text = withoutPsqlCommands(text);
    return connection.script(definitions == Definitions::AsTheyAre ? text : withoutResolver(text));
}

Result<QMap<QString, qint64>> PgArchive::runData(postgres::PgConnection &connection, const QStringList &arguments,
                                                 bool asOneTransaction, const CancelToken &cancel,
                                                 const RowSink &progress) const
{
    QMap<QString, qint64> rows;
    QString table;
    qint64 all = 0;
    ArchiveText::Events events;
    events.statements = [&](const QByteArray &statements) {
        return connection.script(asOneTransaction ? withoutTransactions(statements) : statements);
    };
    events.copyBegins = [&](const QByteArray &statement) {
        table = copyTarget(statement);
        return connection.startCopy(statement);
    };
    events.rows = [&](QByteArrayView bytes, qint64 count) -> Result<bool> {
        all += count;
        if (progress)
            progress(all);
        return connection.copy(bytes);
    };
    events.copyEnds = [&]() -> Result<bool> {
        auto taken = connection.endCopy();
        if (!taken)
            return fail(taken.error());
        rows[table] += *taken;
        return true;
    };
    ArchiveText text(std::move(events));
    auto read = print(arguments, [&text](QByteArrayView bytes) { return text.feed(bytes); }, cancel);
    if (read)
        read = text.finish();
    if (!read)
        return fail(read.error());
    return rows;
}

} // namespace plancia::backup
