// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/commit.h"
#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using namespace plancia::sql;

namespace {
bool put(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}
} // namespace

class TestMigrations : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteConnection> m_connection;

    QString step(const QString &folder, const QString &name) { return m_folder->filePath(folder + QLatin1Char('/') + name); }
    Result<Migrations> twoSteps(const QString &folder, const QByteArray &second = "CREATE TABLE b (x INTEGER) STRICT;")
    {
        put(step(folder, QStringLiteral("0001_base.sql")), "CREATE TABLE a (x INTEGER) STRICT;");
        put(step(folder, QStringLiteral("0001_base.down.sql")), "DROP TABLE a;");
        put(step(folder, QStringLiteral("0002_more.sql")), second);
        put(step(folder, QStringLiteral("0002_more.down.sql")), "DROP TABLE b;");
        return Migrations::load(m_folder->filePath(folder));
    }
    Result<SchemaPlan> inTransaction(const std::function<Result<SchemaPlan>()> &work)
    {
        auto transaction = Transaction::begin(*m_connection, {.write = true});
        auto plan = work();
        if (plan)
            if (auto committed = transaction->commit(); !committed)
                return fail(committed.error());
        return plan;
    }
    QStringList tables()
    {
        QStringList names;
        auto rows = m_connection->query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        for (int i = 0; rows && i < rows->size(); ++i)
            names += (*rows)[i].text(0);
        return names;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString path = m_folder->filePath(QStringLiteral("m.db"));
        QVERIFY(put(path, {}));
        auto opened = SqliteConnection::open({.path = path, .mode = SqliteConnection::Mode::Create});
        QVERIFY(opened);
        m_connection = std::move(*opened);
    }
    void cleanup() { m_connection.reset(); }

    void shippedSchemasGoUpAndDown_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("control") << ":/sql/sqlite/control"
                                 << QStringList{"api_key_addresses", "api_key_limits", "api_key_permissions", "api_key_usage", "api_key_words", "api_keys",
                                                "audit_log", "key_directory", "key_refusals", "meta", "rate_limit_hits", "schema_migrations", "session_directory",
                                                "session_tokens", "sign_ins", "tenant_limits", "tenant_redirects", "tenant_storage", "tenant_words", "tenants",
                                                "user_codes", "user_directory", "user_passwords", "user_sessions", "user_words", "users"};
        QTest::newRow("telemetry") << ":/sql/sqlite/telemetry" << QStringList{"blocking", "events", "gaps", "looks", "meta", "minutes", "samples", "schema_migrations", "shapes", "sources", "statement_texts", "statements", "streams"};
        QTest::newRow("console") << ":/sql/sqlite/console"
                                 << QStringList{"audit_log", "connections", "error_history", "meta", "preferences", "schema_migrations"};
    }
    void shippedSchemasGoUpAndDown()
    {
        QFETCH(QString, folder);
        QFETCH(QStringList, expected);
        auto migrations = Migrations::load(folder);
        QVERIFY(migrations);
        auto fresh = migrations->plan(*m_connection);
        QVERIFY(fresh);
        QCOMPARE(fresh->current, 0);
        QCOMPARE(fresh->pending(), migrations->target());
        QVERIFY2(tables().isEmpty(), "planning writes nothing");

        auto applied = inTransaction([&] { return migrations->apply(*m_connection, 1'700'000'000'123); });
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().fact(u"message")));
        QCOMPARE(applied->current, migrations->target());
        QCOMPARE(applied->pending(), 0);
        QCOMPARE(applied->steps.first().appliedAt, 1'700'000'000'123);
        QCOMPARE(tables(), expected);
        QCOMPARE(m_connection->number("PRAGMA user_version").value_or(-1), migrations->target());

        for (int left = migrations->target(); left > 0; --left)
            QVERIFY(inTransaction([&] { return migrations->revert(*m_connection); }));
        QCOMPARE(tables(), QStringList{"schema_migrations"});
        QCOMPARE(m_connection->number("PRAGMA user_version").value_or(-1), 0);
        auto again = inTransaction([&] { return migrations->apply(*m_connection, 1); });
        QVERIFY(again);
        QCOMPARE(tables(), expected);
    }

    void appliesOnlyWhatWaits()
    {
        auto one = twoSteps(QStringLiteral("set"));
        QVERIFY(one);
        put(step(QStringLiteral("first"), QStringLiteral("0001_base.sql")), "CREATE TABLE a (x INTEGER) STRICT;");
        put(step(QStringLiteral("first"), QStringLiteral("0001_base.down.sql")), "DROP TABLE a;");
        auto first = Migrations::load(m_folder->filePath(QStringLiteral("first")));
        QVERIFY(first && inTransaction([&] { return first->apply(*m_connection, 1); }));
        auto waiting = one->plan(*m_connection);
        QVERIFY(waiting);
        QCOMPARE(waiting->current, 1);
        QCOMPARE(waiting->pending(), 1);
        auto applied = inTransaction([&] { return one->apply(*m_connection, 2); });
        QVERIFY(applied);
        QCOMPARE(applied->current, 2);
        QCOMPARE(applied->steps.at(0).appliedAt, 1);
        QCOMPARE(applied->steps.at(1).appliedAt, 2);
        auto nothing = inTransaction([&] { return one->apply(*m_connection, 3); });
        QCOMPARE(nothing->steps.at(1).appliedAt, 2);
    }
    void refusesNewerSchema()
    {
        auto two = twoSteps(QStringLiteral("set"));
        QVERIFY(inTransaction([&] { return two->apply(*m_connection, 1); }));
        put(step(QStringLiteral("old"), QStringLiteral("0001_base.sql")), "CREATE TABLE a (x INTEGER) STRICT;");
        put(step(QStringLiteral("old"), QStringLiteral("0001_base.down.sql")), "DROP TABLE a;");
        auto old = Migrations::load(m_folder->filePath(QStringLiteral("old")));
        for (const auto &refused : {old->plan(*m_connection), old->apply(*m_connection, 1), old->revert(*m_connection)}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().code(), ErrorCode::MigNewerSchema);
            QCOMPARE(refused.error().fact(u"current"), QStringLiteral("2"));
            QCOMPARE(refused.error().fact(u"target"), QStringLiteral("1"));
        }
    }
    void refusesAChangedMigration()
    {
        auto two = twoSteps(QStringLiteral("set"));
        QVERIFY(inTransaction([&] { return two->apply(*m_connection, 1); }));
        auto changed = twoSteps(QStringLiteral("changed"), "CREATE TABLE b (x INTEGER, y TEXT) STRICT;");
        auto refused = changed->plan(*m_connection);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::MigChanged);
        QCOMPARE(refused.error().fact(u"step"), QStringLiteral("2"));
    }
    void namesTheFailingStepAndRollsBack()
    {
        auto broken = twoSteps(QStringLiteral("set"), "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (again INTEGER) STRICT;");
        auto failed = inTransaction([&] { return broken->apply(*m_connection, 1); });
        QVERIFY(!failed);
        QCOMPARE(failed.error().code(), ErrorCode::MigFailed);
        QCOMPARE(failed.error().fact(u"step"), QStringLiteral("0002_more"));
        QVERIFY(failed.error().cause());
        QCOMPARE(failed.error().cause()->code(), ErrorCode::DbStatement);
        QVERIFY(tables().isEmpty());
    }
    void refusesAHoleOrAMissingWayBack()
    {
        put(step(QStringLiteral("hole"), QStringLiteral("0001_base.sql")), "SELECT 1");
        put(step(QStringLiteral("hole"), QStringLiteral("0001_base.down.sql")), "SELECT 1");
        put(step(QStringLiteral("hole"), QStringLiteral("0003_more.sql")), "SELECT 1");
        put(step(QStringLiteral("oneway"), QStringLiteral("0001_base.sql")), "SELECT 1");
        QVERIFY(!Migrations::load(m_folder->filePath(QStringLiteral("hole"))));
        QVERIFY(!Migrations::load(m_folder->filePath(QStringLiteral("oneway"))));
        QVERIFY(!Migrations::load(m_folder->filePath(QStringLiteral("nowhere"))));
    }

    void commitNumbersHaveNoHoles()
    {
        auto migrations = Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(inTransaction([&] { return migrations->apply(*m_connection, 1); }));
        auto missing = nextCommit(*m_connection);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code(), ErrorCode::StoreDamaged);
        QVERIFY(m_connection->execute("INSERT INTO meta VALUES (1, $1, $2, 0, 0)", {newUuid(), newUuid()}));
        auto first = nextCommit(*m_connection);
        QVERIFY(first && first->commitNo == 1 && first->auditSeq == 1);
        QCOMPARE(nextCommitWithoutAudit(*m_connection).value_or(-1), 2);
        auto many = nextCommit(*m_connection, 5);
        QVERIFY(many && many->commitNo == 3 && many->auditSeq == 6);
    }
    void schemaKeepsTheRulesOfTheDomain_data()
    {
        QTest::addColumn<QString>("slug");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << "acme-1" << "Acme" << "trial" << true;
        QTest::newRow("63") << QString(63, 'a') << "Acme" << "active" << true;
        QTest::newRow("64") << QString(64, 'a') << "Acme" << "active" << false;
        QTest::newRow("empty slug") << "" << "Acme" << "active" << false;
        QTest::newRow("upper case") << "Acme" << "Acme" << "active" << false;
        QTest::newRow("leading dash") << "-acme" << "Acme" << "active" << false;
        QTest::newRow("trailing dash") << "acme-" << "Acme" << "active" << false;
        QTest::newRow("status") << "acme" << "Acme" << "gone" << false;
        QTest::newRow("empty name") << "acme" << "" << "active" << false;
        QTest::newRow("200 emoji") << "acme" << QString::fromUtf8("🚢").repeated(200) << "active" << true;
        QTest::newRow("201") << "acme" << QString(201, 'x') << "active" << false;
    }
    void schemaKeepsTheRulesOfTheDomain()
    {
        QFETCH(QString, slug);
        QFETCH(QString, name);
        QFETCH(QString, status);
        QFETCH(bool, good);
        auto migrations = Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(inTransaction([&] { return migrations->apply(*m_connection, 1); }));
        auto written = m_connection->execute("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) "
                                             "VALUES ($1, $2, $3, $4, $5, 1, 1)",
                                             {newUuid(), slug, name, QStringLiteral("key"), status});
        QCOMPARE(written.has_value(), good);
        if (!good)
            QVERIFY(written.error().fact(u"constraint").startsWith(QStringLiteral("CHECK constraint failed")));
    }
    void wordsGoWithTheirTenant()
    {
        auto migrations = Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(inTransaction([&] { return migrations->apply(*m_connection, 1); }));
        const QUuid id = newUuid();
        QVERIFY(!m_connection->execute("INSERT INTO tenant_words VALUES ($1, 'a')", {id}));
        QVERIFY(m_connection->execute("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) "
                                      "VALUES ($1, 'a', 'A', 'a', 'trial', 1, 1)", {id}));
        QVERIFY(m_connection->execute("INSERT INTO tenant_words VALUES ($1, 'a')", {id}));
        QVERIFY(m_connection->execute("DELETE FROM tenants WHERE id = $1", {id}));
        QCOMPARE(m_connection->number("SELECT count(*) FROM tenant_words").value_or(-1), 0);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
