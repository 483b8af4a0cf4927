// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgproof.h"

#include "app/backup/postgres/pgdump.h"
#include "app/log/log.h"
#include "app/sql/invariants.h"

#include <QDateTime>

namespace plancia::backup {

namespace {

constexpr int kConnectMs = 10'000;
constexpr int kLongMs = 12 * 3'600'000; ///< a great table takes its time; it can be cancelled
const QString kReader = QStringLiteral("plancia_reader");
const QString kDatabase = QStringLiteral("plancia");
const QString kProof = QStringLiteral("plancia_proof_");

using Connected = Result<std::unique_ptr<postgres::PgConnection>>;

Connected connect(const ConnectionProfile &profile, const std::optional<QString> &password, const CancelToken &cancel)
{
    auto opened = postgres::PgConnection::open(profile, password, kConnectMs, cancel);
    if (opened)
        (*opened)->setCancelToken(cancel);
    return opened;
}

RowSink rowsOf(const BackupManifest &manifest, const ProgressSink &progress)
{
    qint64 total = 0;
    for (const qint64 rows : manifest.rows)
        total += rows;
    return [progress, total](qint64 done) {
        if (progress)
            progress({Progress::Unit::Rows, std::min(done, total), total, 0, -1});
    };
}

Error notProved(const BackupPlace &place, const QString &check, const QString &message)
{
    return Error(ErrorCode::BackupNotProved, {{QStringLiteral("path"), place.path}, {QStringLiteral("check"), check},
                                              {QStringLiteral("message"), message}});
}

/// A database of a server for the time of one proof.
class ProofDatabase {
public:
    static Result<std::unique_ptr<ProofDatabase>> create(const PgServer &server, const CancelToken &cancel)
    {
        auto connection = connect(server.profile, server.passwordNow(), cancel);
        if (!connection)
            return fail(connection.error());
        dropOld(**connection);
        std::unique_ptr<ProofDatabase> made(new ProofDatabase(server));
        made->m_name = kProof + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmss")) + u'_'
            + newUuid().toString(QUuid::WithoutBraces).right(8);
        if (auto created = (*connection)->execute("CREATE DATABASE " + made->m_name.toUtf8() + " TEMPLATE template0 ENCODING 'UTF8'"); !created)
            return fail(created.error());
        made->m_isThere = true;
        if (auto noted = (*connection)->execute("COMMENT ON DATABASE " + made->m_name.toUtf8() + " IS 'Plancia proof'"); !noted)
            return fail(noted.error());
        return made;
    }
    ~ProofDatabase()
    {
        if (!m_isThere)
            return;
        auto connection = connect(m_server.profile, m_server.passwordNow(), {}); // not to be cancelled
        auto dropped = connection ? (*connection)->execute("DROP DATABASE IF EXISTS " + m_name.toUtf8() + " WITH (FORCE)")
                                  : Result<qint64>(connection.error());
        if (!dropped)
            log::write(log::Level::Warning, "backup", dropped.error().with(QStringLiteral("database"), m_name));
    }
    Q_DISABLE_COPY(ProofDatabase)

    ConnectionProfile profile() const
    {
        ConnectionProfile profile = m_server.profile;
        profile.database = m_name;
        return profile;
    }

private:
    explicit ProofDatabase(const PgServer &server) : m_server(server) {}
    /// Those of ours that are older than a day: a proof that was killed left them.
    static void dropOld(postgres::PgConnection &connection)
    {
        auto old = connection.query("SELECT datname::text FROM pg_catalog.pg_database"
                                    " WHERE datname ~ '^plancia_proof_[0-9]{14}_[0-9a-f]{8}$' AND pg_has_role(datdba, 'USAGE')"
                                    " AND shobj_description(oid, 'pg_database') = 'Plancia proof'"
                                    " AND substr(datname, 15, 14) < to_char((now() - interval '1 day') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')"
                                    " LIMIT 100");
        for (int i = 0; old && i < old->size(); ++i)
            if (auto dropped = connection.execute("DROP DATABASE IF EXISTS " + sql::quoteIdentifier((*old)[i].text(0)) + " WITH (FORCE)"); !dropped)
                log::write(log::Level::Warning, "backup", dropped.error());
    }
    const PgServer m_server;
    QString m_name;
    bool m_isThere = false;
};

struct Rights {
    bool mayCreate = false;
    bool isSuperuser = false;
};

Result<Rights> rightsOf(const PgServer &server, const CancelToken &cancel)
{
    auto connection = connect(server.profile, server.passwordNow(), cancel);
    if (!connection)
        return fail(connection.error());
    if (auto begun = (*connection)->begin({}); !begun)
        return fail(begun.error());
    auto rows = (*connection)->query("SELECT rolsuper OR rolcreatedb, rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user");
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? Rights{} : Rights{(*rows)[0].boolean(0), (*rows)[0].boolean(1)};
}

/// Row security of the copy, which is ours, hides its rows from us too.
Result<bool> showEveryRow(sql::Connection &connection)
{
    auto tables = connection.query("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c"
                                   " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relrowsecurity LIMIT 100000");
    if (!tables)
        return fail(tables.error());
    for (int i = 0; i < tables->size(); ++i)
        if (auto shown = connection.execute("ALTER TABLE " + (*tables)[i].text(0).toUtf8() + " DISABLE ROW LEVEL SECURITY"); !shown)
            return fail(shown.error());
    return true;
}

/// What was restored against the manifest and the rules, or one of them.
Result<bool> checkCopy(sql::Connection &connection, const BackupPlace &place, const BackupManifest &manifest, PgScope scope,
                       const QString &rule, const CancelToken &cancel)
{
    sql::TransactionOptions options;
    options.write = true; // row security is switched off; rolled back with the rest
    options.requestId = QStringLiteral("proof");
    options.timeoutMs = kLongMs;
    auto transaction = sql::Transaction::begin(connection, options);
    if (!transaction)
        return fail(transaction.error());
    if (auto shown = showEveryRow(connection); !shown)
        return shown;
    auto rows = countTables(connection, scope);
    if (!rows)
        return fail(rows.error());
    QMap<QString, qint64> expected = manifest.rows;
    if (scope == PgScope::Schema)
        expected.removeIf([](auto row) { return row.key().contains(u'.'); });
    if (const QString what = rowsDiffer(expected, *rows); !what.isEmpty())
        return fail(notProved(place, QStringLiteral("rows"), what));
    auto checks = sql::runInvariants(connection, cancel, {.names = rule.isEmpty() ? QStringList() : QStringList(rule)});
    if (!checks)
        return fail(checks.error());
    for (const CheckResult &check : *checks)
        if (!rule.isEmpty() && check.state == CheckResult::State::Crashed && check.error)
            return fail(*check.error); // which says nothing about the rule
        else if (check.state == CheckResult::State::Broken || check.state == CheckResult::State::Crashed)
            return fail(notProved(place, check.name, check.error ? check.error->fact(u"message")
                                                                 : QStringLiteral("%1 rows break it").arg(check.count)));
    return true;
}

Result<bool> restoreForProof(postgres::PgConnection &connection, const PgArchive &archive, const RestoreChoice &choice,
                             const BackupPlace &place, const QString &scratch, const CancelToken &cancel, const RowSink &rows)
{
    auto restored = archive.restoreInto(connection, choice, scratch, cancel, rows);
    if (restored)
        return connection.script("RESET ALL");
    const ErrorCode code = restored.error().code();
    if (code == ErrorCode::InternalCancelled || code == ErrorCode::BackupDamaged || code == ErrorCode::BackupToolMissing
        || code == ErrorCode::DbConnectionLost)
        return fail(restored.error());
    return fail(notProved(place, QStringLiteral("restore"), restored.error().fact(u"message")));
}

} // namespace

Result<std::unique_ptr<ArchiveServer>> ArchiveServer::open(const PgTools &tools, const BackupPlace &place,
                                                           const BackupManifest &manifest, const Unpacking &scratch,
                                                           const CancelToken &cancel, const ProgressSink &progress)
{
    const auto pgRestore = tools.client(QStringLiteral("pg_restore"), majorOf(manifest));
    if (!pgRestore)
        return fail(pgRestore.error());
    const auto dump = PlainStore::openDump(place.path, scratch, cancel, {});
    if (!dump)
        return fail(dump.error());
    auto server = PrivateServer::start(tools, majorOf(manifest), scratch.folder, cancel);
    if (!server)
        return fail(server.error());
    std::unique_ptr<ArchiveServer> opened(new ArchiveServer(std::move(*server)));
    {
        auto admin = connect(opened->m_server->superuser(), std::nullopt, cancel);
        if (!admin)
            return fail(admin.error());
        for (const QString &statement : {QStringLiteral("CREATE ROLE %1 LOGIN").arg(kReader),
                                         QStringLiteral("CREATE DATABASE %1 OWNER %2").arg(kDatabase, kReader)})
            if (auto made = (*admin)->execute(statement.toUtf8()); !made)
                return fail(made.error());
    }
    {
        auto reader = connect(opened->profile(), std::nullopt, cancel);
        if (!reader)
            return fail(reader.error());
        const RestoreChoice choice{PgScope::Schema, false, false, false};
        auto rows = PgArchive(*pgRestore, dump->path())
                        .restoreInto(**reader, choice, scratch.folder, cancel, rowsOf(manifest, progress));
        if (!rows)
            return fail(rows.error());
    }
    return opened;
}

ConnectionProfile ArchiveServer::profile() const { return m_server->profile(kReader, kDatabase); }

Result<bool> provePg(const PgServer &server, const PgTools &tools, const BackupPlace &place, const BackupManifest &manifest,
                     const Unpacking &scratch, const CancelToken &cancel, const ProgressSink &progress, const QString &rule)
{
    const auto pgRestore = tools.client(QStringLiteral("pg_restore"), majorOf(manifest));
    if (!pgRestore)
        return fail(pgRestore.error());
    const auto rights = rightsOf(server, cancel);
    if (!rights)
        return fail(rights.error());
    if (rights->mayCreate) {
        const auto dump = PlainStore::openDump(place.path, scratch, cancel, {});
        if (!dump)
            return fail(dump.error());
        auto database = ProofDatabase::create(server, cancel);
        if (!database)
            return fail(database.error());
        auto connection = connect((*database)->profile(), server.passwordNow(), cancel);
        if (!connection)
            return fail(connection.error());
        // Extensions, languages and the like are a superuser's: who is none proves our schema.
        const PgScope scope = rights->isSuperuser ? scopeOf(manifest) : PgScope::Schema;
        const RestoreChoice choice{scope, false, true, false};
        if (auto restored = restoreForProof(**connection, PgArchive(*pgRestore, dump->path()), choice, place,
                                            scratch.folder, cancel, rowsOf(manifest, progress)); !restored)
            return restored;
        return checkCopy(**connection, place, manifest, scope, rule, cancel);
    }
    auto opened = ArchiveServer::open(tools, place, manifest, scratch, cancel, progress);
    if (!opened)
        return fail(opened.error());
    auto connection = connect((*opened)->profile(), std::nullopt, cancel);
    if (!connection)
        return fail(connection.error());
    return checkCopy(**connection, place, manifest, PgScope::Schema, rule, cancel);
}

} // namespace plancia::backup
