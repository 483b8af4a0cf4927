// SPDX-License-Identifier: GPL-3.0-or-later
// A control plane from a local store into PostgreSQL and back, through the port, on a real server: what must be the same is,
// and what stands in the way leaves both ends as they were.
#include "app/move/marks.h"
#include "app/move/mover.h"
#include "app/move/rowsum.h"
#include "app/move/target.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/moving.h"
#include "tests/support/waysback.h"

#include <QDir>
#include <QElapsedTimer>
#include <QScopeGuard>
#include <QThread>
#include <algorithm>
#include <atomic>

using namespace plancia;
using tests::Moving;
using tests::waitFor;

class MoveTest : public QObject {
    Q_OBJECT

    Moving m_moving;
    const QString m_source = QStringLiteral("source");

    QString tenantsThere() { return m_moving.value(QStringLiteral("SELECT count(*) FROM plancia.tenants")); }
    bool isWritable()
    {
        return m_moving.addTenant(QStringLiteral("t-%1").arg(++m_added)).has_value();
    }
    /// Nothing of the move is there, and the source takes writes.
    void untouched()
    {
        QCOMPARE(tenantsThere(), QStringLiteral("0"));
        QCOMPARE(m_moving.value(QStringLiteral("SELECT count(*) FROM plancia.audit_log WHERE action = 'STORE_ARRIVE'")), QStringLiteral("0"));
        QVERIFY(isWritable());
    }
    /// A move from here to there in which `at` is called with the rows that are done.
    Result<MoveReport> watched(const QString &from, const QString &to, const std::function<void(qint64 rows, const CallContext &)> &at)
    {
        const auto source = m_moving.end(from, move::Moves::Use::Source), target = m_moving.end(to, move::Moves::Use::Target);
        if (!source || !target)
            return fail(source ? target.error() : source.error());
        const CallContext call;
        Result<MoveReport> moved = fail(ErrorCode::InternalBug);
        std::unique_ptr<QThread> mover(QThread::create([&] { // none of the stores' own, as a mover's
            moved = move::Mover(*source, *target, m_moving.recorder, QStringLiteral("test"), call, [&](const Progress &progress) { at(progress.done, call); }).move({});
        }));
        mover->start();
        mover->wait();
        return moved;
    }
    /// What the source carries, as every program sees it.
    std::optional<MoveMark> markOf(sql::Gateway &gateway)
    {
        move::MoveEnd source;
        source.gateway = &gateway;
        return move::markOf(source, {}).value_or(std::nullopt);
    }
    /// As one that was killed leaves it: "moving", to there.
    bool setMark(const QUuid &id, const QString &to, const QString &machine = move::thisMachine(), QUuid store = {})
    {
        if (store.isNull())
            store = QUuid(m_moving.value("SELECT store_id FROM plancia.meta"));
        return waitFor(m_moving.store->write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
            if (auto cleared = sql::clearMoveMark(connection); !cleared)
                return cleared;
            if (auto noted = m_moving.recorder.append(connection, m_moving.begin(action::StoreMoveBegin)); !noted)
                return fail(noted.error());
            return sql::setMoveMark(connection, {MoveMark::State::Moving, id, to, to, 1, machine, store});
        })).has_value();
    }
    /// As a move that was killed leaves it at the place of a file.
    static bool leavePart(const QString &path, const QUuid &move)
    {
        QFile part(path + ".moving"), signature(path + ".moving." + move.toString(QUuid::WithoutBraces));
        return part.open(QIODevice::WriteOnly) && signature.open(QIODevice::WriteOnly);
    }
    QStringList partsIn(const QString &folder) { return QDir(folder).entryList({QStringLiteral("*.moving*")}, QDir::Files | QDir::Hidden); }
    /// A person with these roles, and the URL as which that one comes.
    QString person(const QString &name, const QString &attributes)
    {
        const QString user = QStringLiteral("%1_%2").arg(name, m_moving.database);
        return m_moving.server.createUser(user, QStringLiteral("secret"), attributes) ? user : QString();
    }
    int m_added = 0;

private slots:
    void initTestCase() { QVERIFY2(m_moving.start(), qPrintable(m_moving.server.error())); }
    void init() { QVERIFY2(m_moving.open(), qPrintable(m_moving.server.error())); }
    void cleanup() { m_moving.close(); }

    void hashesTheSameWhateverTheDialect()
    {
        const move::TableShape shape{QStringLiteral("t"), {{QStringLiteral("a"), move::Kind::Boolean}, {QStringLiteral("b"), move::Kind::Json}}, {}, false};
        const auto typed = [](const sql::Value &value, move::Kind kind) {
            sql::Rows rows(1);
            rows.append(value);
            return move::typedValue(rows[0], 0, kind);
        };
        move::RowSum local(shape), server(shape), other(shape);
        local.add({typed(qint64(1), move::Kind::Boolean), typed(QStringLiteral("{\"b\":1,\"a\":[2]}"), move::Kind::Json)});
        local.add({typed(qint64(0), move::Kind::Boolean), typed(QString(), move::Kind::Json)});
        server.add({typed(false, move::Kind::Boolean), typed(QStringLiteral("{}"), move::Kind::Json)});
        server.add({typed(true, move::Kind::Boolean), typed(QStringLiteral("{\"a\": [2], \"b\": 1}"), move::Kind::Json)});
        QCOMPARE(local.hash(), server.hash());
        other.add({typed(true, move::Kind::Boolean), typed(QStringLiteral("{\"a\": [2], \"b\": 1}"), move::Kind::Json)});
        QVERIFY(other.hash() != server.hash());
        other.add({typed(true, move::Kind::Boolean), typed(QStringLiteral("{}"), move::Kind::Json)});
        QVERIFY(other.hash() != server.hash());
    }

    void movesThereAndBack()
    {
        const auto plan = waitFor(m_moving.mover->plan(m_source, m_moving.url(), {}));
        QVERIFY2(plan, qPrintable(Moving::codeOf(plan)));
        QCOMPARE(plan->obstacles.size(), 0);
        QVERIFY(plan->rows() > 100);
        const auto there = m_moving.move(m_source, m_moving.url());
        QVERIFY2(there, Moving::why(there).constData());
        QVERIFY(there->sourceIsClosed);
        for (const MovedTable &table : there->tables) {
            QCOMPARE(table.targetHash, table.sourceHash);
            QCOMPARE(table.targetRows, table.sourceRows);
            const QString name = table.name;
            if (name != u"audit_log")
                QCOMPARE(m_moving.value(QStringLiteral("SELECT count(*) FROM plancia.") + name), QString::number(table.sourceRows));
        }
        // The trail: gap-free, each row once, and the act itself told at both ends.
        QCOMPARE(m_moving.value("SELECT max(seq) = count(*) AND min(seq) = 1 AND max(seq) = (SELECT audit_seq FROM plancia.meta) FROM plancia.audit_log"), QStringLiteral("t"));
        QCOMPARE(m_moving.value("SELECT action FROM plancia.audit_log ORDER BY seq DESC LIMIT 1"), QStringLiteral("STORE_ARRIVE"));
        QCOMPARE(Moving::fileValue(m_moving.source(), "SELECT action FROM audit_log ORDER BY seq DESC LIMIT 1"), QStringLiteral("STORE_MOVE"));
        // Months of the past have their partitions.
        QCOMPARE(m_moving.value("SELECT count(*) FROM plancia.audit_log_default"), QStringLiteral("0"));

        const QString back = m_moving.path("back.db");
        const auto returned = m_moving.move(m_moving.url(), back);
        QVERIFY2(returned, Moving::why(returned).constData());
        for (const MovedTable &table : returned->tables)
            if (table.name != u"audit_log") {
                QCOMPARE(Moving::fileValue(back, QStringLiteral("SELECT (SELECT count(*) FROM (SELECT * FROM %1 EXCEPT SELECT * FROM other.%1))"
                                                                " + (SELECT count(*) FROM (SELECT * FROM other.%1 EXCEPT SELECT * FROM %1))").arg(table.name), m_moving.source()),
                         QStringLiteral("0"));
                QCOMPARE(table.sourceHash, std::find_if(there->tables.begin(), there->tables.end(), [&](const MovedTable &t) { return t.name == table.name; })->sourceHash);
            }
        // Words are not carried: they are made anew, and are the same.
        QVERIFY(Moving::fileValue(back, "SELECT count(*) FROM tenant_words").toInt() > 10);
        QCOMPARE(Moving::fileValue(back, QStringLiteral("SELECT (SELECT count(*) FROM (SELECT * FROM tenant_words EXCEPT SELECT * FROM other.tenant_words))"
                                                        " + (SELECT count(*) FROM (SELECT * FROM other.tenant_words EXCEPT SELECT * FROM tenant_words))"), m_moving.source()),
                 QStringLiteral("0"));
        // The rows of the trail went there and back with their ids and in their order; those of the server come before.
        QCOMPARE(Moving::fileValue(m_moving.source(), QStringLiteral("SELECT count(DISTINCT b.seq - a.seq) = 1 AND count(*) = max(a.seq) AND count(b.seq) = count(*)"
                                                                     " FROM audit_log a LEFT JOIN other.audit_log b USING (tenant_id, at, id) WHERE a.action <> 'STORE_MOVE'"), back),
                 QStringLiteral("1"));
        QCOMPARE(Moving::fileValue(back, "SELECT count(*) = max(seq) AND max(seq) = (SELECT audit_seq FROM meta) FROM audit_log"), QStringLiteral("1"));
        store::LocalStore::Options options;
        options.path = back;
        auto opened = store::LocalStore::open(options);
        QVERIFY(opened);
        QVERIFY(m_moving.addTenant(**opened, QStringLiteral("new-home")));
    }

    void closesTheSourceUntilItIsReleased()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const auto late = m_moving.addTenant(QStringLiteral("late"));
        QCOMPARE(Moving::codeOf(late), QStringLiteral("AUTHZ_003"));
        QVERIFY2(late.error().fact(u"place").contains(m_moving.database), qPrintable(late.error().fact(u"place")));
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, m_moving.url())), QStringLiteral("AUTHZ_003"));
        store::LocalStore::Options options; // another program
        options.path = m_moving.source();
        auto other = store::LocalStore::open(options);
        QVERIFY(other);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(**other, QStringLiteral("later"))), QStringLiteral("AUTHZ_003"));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->release(m_source, {}, false, {}))), QStringLiteral("VAL_009"));
        QVERIFY(waitFor(m_moving.mover->release(m_source, "the server is given up", false, {})));
        QVERIFY(m_moving.addTenant(QStringLiteral("again")));
        QVERIFY(m_moving.addTenant(**other, QStringLiteral("again-too")));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->release(m_source, "twice", false, {}))), QStringLiteral("BUSINESS_001"));
        QCOMPARE(Moving::fileValue(m_moving.source(), "SELECT reason FROM audit_log WHERE action = 'STORE_RELEASE'"), QStringLiteral("the server is given up"));
    }

    void closesASchemaForTheServiceToo()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const QString insert = QStringLiteral("INSERT INTO plancia.sign_ins SELECT id, now(), gen_random_uuid(), NULL, 'unknown', '', '' FROM plancia.tenants LIMIT 1");
        QVERIFY(m_moving.exec(insert));
        QVERIFY(m_moving.move(m_moving.url(), m_moving.path("back.db")));
        QVERIFY(!m_moving.exec(insert)); // without a commit number, and by a superuser
        QVERIFY2(m_moving.server.error().contains("plancia_moved_away"), qPrintable(m_moving.server.error()));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(m_moving.remote(m_moving.url()), QStringLiteral("late"))), QStringLiteral("AUTHZ_003"));
        QVERIFY(waitFor(m_moving.mover->release(m_moving.url(), "the file is given up", false, {})));
        QVERIFY(m_moving.exec(insert));
        QCOMPARE(m_moving.value("SELECT count(*) FROM pg_trigger WHERE tgname = 'moved_away'"), QStringLiteral("0"));
    }

    /// Each table, and each way to write to it, also where no row would change.
    void closesEveryTableOfASchema()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        QVERIFY(m_moving.move(m_moving.url(), m_moving.path("back.db")));
        const QString tables = QStringLiteral("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'plancia'::regnamespace"
                                              " AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'schema_migrations'");
        const QStringList names = m_moving.value(tables).split(u' ');
        QVERIFY(names.size() > 15 && names.contains(QStringLiteral("meta")));
        for (const QString &name : names)
            for (const QString &statement : {QStringLiteral("DELETE FROM plancia.%1 WHERE false"), QStringLiteral("INSERT INTO plancia.%1 DEFAULT VALUES"),
                                             QStringLiteral("TRUNCATE plancia.%1 CASCADE")}) {
                QVERIFY2(!m_moving.exec(statement.arg(name)), qPrintable(statement.arg(name)));
                QVERIFY2(m_moving.server.error().contains("plancia_moved_away"), qPrintable(m_moving.server.error()));
            }
        QVERIFY(waitFor(m_moving.mover->release(m_moving.url(), "the file is given up", false, {})));
        for (const QString &name : names)
            QVERIFY2(m_moving.exec(QStringLiteral("DELETE FROM plancia.%1 WHERE false").arg(name)), qPrintable(m_moving.server.error()));
    }

    void rollsBackWhatArrivesChanged()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.display_name := NEW.display_name || '!'; RETURN NEW; END $$;"
                              "CREATE TRIGGER spoil BEFORE INSERT ON plancia.users FOR EACH ROW EXECUTE FUNCTION plancia.spoil()"));
        const auto moved = m_moving.move(m_source, m_moving.url());
        QCOMPARE(Moving::codeOf(moved), QStringLiteral("REPO_003"));
        QCOMPARE(moved.error().fact(u"table"), QStringLiteral("users"));
        untouched();
        QCOMPARE(Moving::fileValue(m_moving.source(), "SELECT error_code FROM audit_log WHERE action = 'STORE_MOVE' AND result = 'failed'"), QStringLiteral("REPO_003"));
    }

    void stopsInTheMiddle()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$;"
                              "CREATE TRIGGER slow AFTER INSERT ON plancia.users FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()"));
        const CallContext call;
        auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, call);
        QTRY_COMPARE_WITH_TIMEOUT(m_moving.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), QStringLiteral("1"), 20'000);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("meanwhile"))), QStringLiteral("AUTHZ_004")); // nothing is lost that was answered
        QElapsedTimer timer;
        timer.start();
        call.cancel.cancel();
        QCOMPARE(Moving::codeOf(waitFor(moving)), QStringLiteral("INTERNAL_003"));
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        untouched();
    }

    /// The program ended between the target's commit and its own mark, or before that commit.
    void settlesByTheOtherEnd()
    {
        const auto report = m_moving.move(m_source, m_moving.url());
        QVERIFY2(report, Moving::why(report).constData());
        QVERIFY(setMark(report->id, m_moving.url()));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        auto settled = waitFor(m_moving.mover->settle(m_source, {}));
        QVERIFY2(settled, Moving::why(settled).constData());
        QCOMPARE(settled->kind, MoveOutcome::Kind::Arrived);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_003"));
        // Another move to the same schema did not arrive, nor one to a file of which there is a part.
        const QString never = m_moving.path("never.db"), part = never + ".moving";
        for (const QString &to : {m_moving.url(), never}) {
            const QUuid other = QUuid::createUuid();
            QVERIFY(setMark(other, to) && (to != never || leavePart(never, other)));
            settled = waitFor(m_moving.mover->settle(m_source, {}));
            QVERIFY2(settled, Moving::why(settled).constData());
            QCOMPARE(settled->kind, MoveOutcome::Kind::Undone);
            QVERIFY(isWritable());
        }
        QCOMPARE(partsIn(QFileInfo(never).path()), QStringList());
        // Neither file nor part, another machine, another database: they have said nothing.
        QVERIFY(setMark(QUuid::createUuid(), never));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(m_source, {}))), QStringLiteral("NOT_FOUND_012"));
        const QUuid elsewhere = QUuid::createUuid();
        QVERIFY(leavePart(never, elsewhere));
        QVERIFY(setMark(elsewhere, never, QStringLiteral("another")));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(m_source, {}))), QStringLiteral("NOT_FOUND_012"));
        QVERIFY(QFile::exists(part));
        QVERIFY(setMark(report->id, m_moving.url(), {}, QUuid::createUuid()));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(m_source, {}))), QStringLiteral("NOT_FOUND_012"));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        // Who cannot be asked has said nothing: the store stays closed, unless somebody says to go on.
        const QString gone = QStringLiteral("postgresql://postgres@127.0.0.1:1/none");
        QVERIFY(setMark(QUuid::createUuid(), gone));
        QVERIFY(!waitFor(m_moving.mover->settle(m_source, {})));
        QVERIFY(!waitFor(m_moving.mover->release(m_source, QStringLiteral("given up"), false, {})));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        QVERIFY(waitFor(m_moving.mover->release(m_source, QStringLiteral("given up"), true, {})));
        QVERIFY(isWritable());
    }

    /// The part of another move to the same place says nothing of this one, whose file may have gone to another place since.
    void believesOnlyItsOwnPart()
    {
        const QString never = m_moving.path("never.db");
        const QUuid ours = QUuid::createUuid(), others = QUuid::createUuid();
        QVERIFY(setMark(ours, never) && leavePart(never, others));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(m_source, {}))), QStringLiteral("NOT_FOUND_012"));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        move::dropFilePart(never, ours, QStringLiteral("test"));
        QCOMPARE(partsIn(QFileInfo(never).path()).size(), 2);
        // Nor is there anything to be told on another machine, by whatever is at that path there.
        QVERIFY(setMark(others, never, QStringLiteral("another")));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->release(m_source, QStringLiteral("given up"), false, {}))), QStringLiteral("NOT_FOUND_012"));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        QVERIFY(setMark(others, never));
        const auto settled = waitFor(m_moving.mover->settle(m_source, {}));
        QVERIFY(settled && settled->kind == MoveOutcome::Kind::Undone);
        QCOMPARE(partsIn(QFileInfo(never).path()), QStringList());
        QVERIFY(isWritable());
    }

    /// A role to which the server does not show the row of the trail has not been told that it is missing.
    void doesNotTakeAHiddenRowForAMissingOne()
    {
        qputenv("PGPASSWORD", "secret");
        const auto forget = qScopeGuard([] { qunsetenv("PGPASSWORD"); });
        const auto report = m_moving.move(m_source, m_moving.url());
        QVERIFY2(report, Moving::why(report).constData());
        const QString anna = person(QStringLiteral("anna"), QStringLiteral("IN ROLE plancia_owner, plancia_admin"));
        QVERIFY2(!anna.isEmpty(), qPrintable(m_moving.server.error()));
        QVERIFY(m_moving.exec("CREATE POLICY secret ON plancia.audit_log AS RESTRICTIVE FOR SELECT TO plancia_admin USING (action <> 'STORE_ARRIVE')"));
        QVERIFY(setMark(report->id, m_moving.url(anna)));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(m_source, {}))), QStringLiteral("AUTHZ_002"));
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
        QVERIFY(m_moving.exec("DROP POLICY secret ON plancia.audit_log"));
        const auto settled = waitFor(m_moving.mover->settle(m_source, {}));
        QVERIFY2(settled, Moving::why(settled).constData());
        QCOMPARE(settled->kind, MoveOutcome::Kind::Arrived);
    }

    /// Whoever asks while a move ends waits for it, and is told what became of it and not what it looked like before.
    void settlesByWhatItHasWaitedFor()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.7); RETURN NULL; END $$;"
                              "CREATE TRIGGER slow AFTER INSERT ON plancia.users FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()"));
        auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_moving.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), QStringLiteral("1"), 20'000);
        auto other = m_moving.anotherMover();
        const auto settled = waitFor(other->settle(m_source, {}));
        const auto moved = waitFor(moving);
        QVERIFY2(moved, Moving::why(moved).constData());
        QVERIFY2(settled, Moving::why(settled).constData());
        QCOMPARE(settled->kind, MoveOutcome::Kind::Arrived);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_003"));
    }

    /// A move that runs has the target locked: whoever settles meanwhile is told to wait, and changes nothing.
    void doesNotSettleAMoveThatRuns()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(16); RETURN NULL; END $$;"
                              "CREATE TRIGGER slow AFTER INSERT ON plancia.users FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()"));
        auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_moving.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), QStringLiteral("1"), 20'000);
        auto other = m_moving.anotherMover(); // of another program
        QCOMPARE(Moving::codeOf(waitFor(other->settle(m_source, {}))), QStringLiteral("DB_010"));
        const auto moved = waitFor(moving);
        QVERIFY2(moved, Moving::why(moved).constData());
        const auto settled = waitFor(other->settle(m_source, {}));
        QVERIFY(settled && settled->kind == MoveOutcome::Kind::None);
    }

    /// Released while it runs: what was written meanwhile is not in the target, which therefore is not to be.
    void rollsBackWhenTheSourceWasOpened()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(4); RETURN NULL; END $$;"
                              "CREATE TRIGGER slow AFTER INSERT ON plancia.users FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()"));
        auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_moving.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), QStringLiteral("1"), 20'000);
        auto other = m_moving.anotherMover();
        QVERIFY(waitFor(other->release(m_source, QStringLiteral("taken for dead"), true, {})));
        QVERIFY(isWritable());
        QCOMPARE(Moving::codeOf(waitFor(moving)), QStringLiteral("CONFLICT_011"));
        untouched();
    }

    /// On the way back nobody opens the schema while it is read: the mark is on every table that the move holds.
    void keepsASchemaClosedWhileItIsRead()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const QString back = m_moving.path("back.db");
        auto other = m_moving.anotherMover();
        QString answer;
        const auto moved = watched(m_moving.url(), back, [&](qint64, const CallContext &) {
            if (!answer.isEmpty())
                return;
            auto released = other->release(m_moving.url(), QStringLiteral("taken for dead"), true, {});
            released.waitForFinished();
            answer = released.result() ? QStringLiteral("done") : Moving::codeOf(released.result());
        });
        QCOMPARE(answer, QStringLiteral("DB_010"));
        QVERIFY2(moved, Moving::why(moved).constData());
        QVERIFY(moved->sourceIsClosed);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(m_moving.remote(m_moving.url()), QStringLiteral("no"))), QStringLiteral("AUTHZ_003"));
    }

    /// Wherever it is stopped, in the copy or as it reads back: nothing is at the target, and the source takes writes.
    void canBeStoppedAtAnyRow()
    {
        const auto plan = waitFor(m_moving.mover->plan(m_source, m_moving.url(), {}));
        QVERIFY(plan);
        const qint64 rows = plan->rows();
        int stopped = 0;
        const auto stopAt = [&](qint64 row) {
            return [&, row](qint64 done, const CallContext &call) {
                if (done < row || call.cancel.isCancelled())
                    return;
                ++stopped;
                call.cancel.cancel();
            };
        };
        const QList<qint64> steps{1, rows / 2, rows, rows + rows / 2}; // read back from `rows` on
        for (const qint64 row : steps) {
            QCOMPARE(Moving::codeOf(watched(m_source, m_moving.url(), stopAt(row))), QStringLiteral("INTERNAL_003"));
            QVERIFY(!markOf(*m_moving.store));
            untouched();
        }
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const QString back = m_moving.path("back.db");
        sql::Gateway &server = m_moving.remote(m_moving.url());
        for (const qint64 row : steps) {
            QCOMPARE(Moving::codeOf(watched(m_moving.url(), back, stopAt(row))), QStringLiteral("INTERNAL_003"));
            QVERIFY(!markOf(server));
            QVERIFY(!QFile::exists(back));
            QCOMPARE(partsIn(QFileInfo(back).path()), QStringList());
            QVERIFY(m_moving.addTenant(server, QStringLiteral("s-%1").arg(row)));
        }
        QCOMPARE(stopped, 2 * steps.size());
        const auto moved = m_moving.move(m_moving.url(), back);
        QVERIFY2(moved, Moving::why(moved).constData());
    }

    /// What the target refuses only at its COMMIT was not moved.
    void opensTheSourceWhenTheCommitIsRefused()
    {
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                              " ASSERT (SELECT count(*) = 1 FROM plancia.audit_log WHERE action = 'STORE_ARRIVE'); RAISE EXCEPTION 'not today'; END $$;"
                              "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON plancia.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plancia.late()"));
        const auto moved = m_moving.move(m_source, m_moving.url());
        QVERIFY(!moved);
        QVERIFY2(Moving::why(moved).contains("not today"), Moving::why(moved).constData());
        QVERIFY(!markOf(*m_moving.store));
        untouched();
    }

    void losesTheAnswerToTheCommit_data()
    {
        using Mode = tests::CuttingProxy::Mode;
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<Mode>("after");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("done, and the server tells") << Mode::CutAfterCommit << Mode::Pass << QString() << true;
        QTest::newRow("not done, and the server tells") << Mode::CutBeforeCommit << Mode::Pass << QStringLiteral("DB_014") << false;
        QTest::newRow("done, and nobody tells") << Mode::CutAfterCommit << Mode::CutAlways << QStringLiteral("DB_005") << true;
        QTest::newRow("not done, and nobody tells") << Mode::CutBeforeCommit << Mode::CutAlways << QStringLiteral("DB_005") << false;
    }
    /// The answer to the target's COMMIT is lost: its row of the trail tells, now or later, and until then the source is closed.
    void losesTheAnswerToTheCommit()
    {
        using Mode = tests::CuttingProxy::Mode;
        QFETCH(Mode, mode);
        QFETCH(Mode, after);
        QFETCH(QString, code);
        QFETCH(bool, isThere);
        tests::CuttingProxy proxy(m_moving.server.port());
        proxy.setMode(mode);
        proxy.setModeAfterCut(after);
        const QString url = m_moving.url().replace(QStringLiteral(":%1").arg(m_moving.server.port()), QStringLiteral(":%1").arg(proxy.port()));
        const auto moved = m_moving.move(m_source, url);
        QCOMPARE(proxy.cuts() > 0, true);
        QCOMPARE(Moving::codeOf(moved), code);
        QTRY_COMPARE_WITH_TIMEOUT(tenantsThere() != u"0", isThere, 10'000);
        if (after == Mode::CutAlways) {
            const auto mark = markOf(*m_moving.store);
            QVERIFY(mark && mark->state == MoveMark::State::Moving);
            QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
            QVERIFY(!waitFor(m_moving.mover->settle(m_source, {}))); // still nobody
            QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_004"));
            proxy.setMode(Mode::Pass);
            const auto settled = waitFor(m_moving.mover->settle(m_source, {}));
            QVERIFY2(settled, Moving::why(settled).constData());
            QCOMPARE(settled->kind, isThere ? MoveOutcome::Kind::Arrived : MoveOutcome::Kind::Undone);
        }
        if (isThere)
            QCOMPARE(Moving::codeOf(m_moving.addTenant(QStringLiteral("no"))), QStringLiteral("AUTHZ_003"));
        else
            untouched();
    }

    /// Two at once from one source: the one that came first has it, and the other leaves its target as it was.
    void movesToOnePlaceAtATime()
    {
        const QString first = m_moving.database;
        QVERIFY(m_moving.exec("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;"
                              "CREATE TRIGGER slow AFTER INSERT ON plancia.users FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()"));
        auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_moving.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), QStringLiteral("1"), 20'000);
        QVERIFY(m_moving.newDatabase());
        auto other = m_moving.anotherMover();
        QCOMPARE(Moving::codeOf(waitFor(other->move(m_source, m_moving.url(), {}, {}))), QStringLiteral("AUTHZ_004"));
        QCOMPARE(tenantsThere(), QStringLiteral("0"));
        const auto moved = waitFor(moving);
        QVERIFY2(moved, Moving::why(moved).constData());
        QVERIFY(markOf(*m_moving.store)->place.contains(first));
    }

    /// The mark that was looked at, and no other that came since.
    void releasesOnlyWhatItSaw()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        move::MoveEnd source;
        source.gateway = m_moving.store.get();
        const auto seen = move::markOf(source, {});
        QVERIFY(seen && *seen);
        MoveMark older = **seen;
        older.id = QUuid::createUuid();
        QCOMPARE(Moving::codeOf(move::releaseStore(source, m_moving.recorder, older, QStringLiteral("late"), {})), QStringLiteral("AUTHZ_003"));
        QVERIFY(!isWritable());
        QVERIFY(move::releaseStore(source, m_moving.recorder, *seen, QStringLiteral("given up"), {}));
        QVERIFY(isWritable());
        QCOMPARE(Moving::codeOf(move::releaseStore(source, m_moving.recorder, *seen, QStringLiteral("twice"), {})), QStringLiteral("BUSINESS_001"));
    }

    void showsNoPassword()
    {
        const QString secret = QStringLiteral("postgresql://anna:hunter2@127.0.0.1/x");
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, secret)), QStringLiteral("VAL_006"));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->plan(QStringLiteral("pg:") + secret, m_moving.path("x.db"), {}))), QStringLiteral("VAL_006"));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->settle(secret, {}))), QStringLiteral("VAL_006"));
        QCOMPARE(Moving::codeOf(waitFor(m_moving.mover->release(secret, QStringLiteral("given up"), false, {}))), QStringLiteral("VAL_006"));
        for (const auto &task : m_moving.tasks.tasks())
            QVERIFY(!task.subject.contains(u"hunter2"));
    }

    /// A newer version finds a store that was moved away: its schema can be brought up to date, and it stays closed.
    void migratesAMovedStore()
    {
        const QString older = m_moving.path("older.db");
        QVERIFY(QFile::copy(m_moving.source(), older));
        const MoveMark mark{MoveMark::State::Moved, QUuid::createUuid(), m_moving.url(), m_moving.url(), 1};
        QVERIFY(Moving::fileExec(older, tests::waysBackTo(5).constData()));
        QVERIFY(Moving::fileExec(older, sql::localMoveMark(mark).constData()));
        store::LocalStore::Options options;
        options.path = older;
        auto opened = store::LocalStore::open(options);
        QVERIFY2(opened, Moving::why(opened).constData());
        const auto migrated = (*opened)->migrate(m_moving.clock.nowMs(), {});
        QVERIFY2(migrated, Moving::why(migrated).constData());
        QCOMPARE((*opened)->schema().pending(), 0);
        QCOMPARE(Moving::codeOf(m_moving.addTenant(**opened, QStringLiteral("no"))), QStringLiteral("AUTHZ_003"));
    }

    /// What lies beside the place of the new file belongs to a store that is gone.
    void takesNoLogOfAnother()
    {
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const QString back = m_moving.path("back.db");
        for (const char *suffix : {"-wal", "-journal", ".incoming"}) {
            QFile file(back + suffix);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("another's") > 0);
        }
        const auto moved = m_moving.move(m_moving.url(), back);
        QVERIFY2(moved, Moving::why(moved).constData());
        QVERIFY(!QFile::exists(back + "-journal") && !QFile::exists(back + ".incoming"));
        const QStringList kept = QDir(QFileInfo(back).path()).entryList({"back.db-*.orphaned-*"});
        QCOMPARE(kept.size(), 2);
        QCOMPARE(Moving::fileValue(back, "SELECT count(*) FROM tenants"), tenantsThere());
    }

    void refusesATargetWithTenants()
    {
        const QString slug = Moving::fileValue(m_moving.source(), "SELECT slug FROM tenants ORDER BY slug LIMIT 1");
        QVERIFY(m_moving.addTenant(m_moving.remote(m_moving.url()), slug));
        const auto plan = waitFor(m_moving.mover->plan(m_source, m_moving.url(), {}));
        QVERIFY(plan);
        QCOMPARE(errorId(plan->obstacles.value(0, Error(ErrorCode::InternalBug)).code()), QStringLiteral("CONFLICT_010"));
        QVERIFY(plan->collisions.contains(MoveCollision{QStringLiteral("slug"), slug}));
        QVERIFY(!plan->tables.isEmpty());
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, m_moving.url())), QStringLiteral("CONFLICT_010"));
        QCOMPARE(tenantsThere(), QStringLiteral("1"));
        QVERIFY(isWritable());
    }

    void refusesATargetOfAnotherSchema()
    {
        QVERIFY(m_moving.exec("DELETE FROM plancia.schema_migrations WHERE number = (SELECT max(number) FROM plancia.schema_migrations)"));
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, m_moving.url())), QStringLiteral("MIG_004"));
        QVERIFY(m_moving.newDatabase());
        QVERIFY(m_moving.exec("CREATE TABLE plancia.extra (id uuid PRIMARY KEY)"));
        const auto moved = m_moving.move(m_source, m_moving.url());
        QCOMPARE(Moving::codeOf(moved), QStringLiteral("MIG_005"));
        QVERIFY(moved.error().fact(u"message").contains("extra"));
        untouched();
    }

    void refusesTwoOfAKind()
    {
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, m_moving.path("other.db"))), QStringLiteral("VAL_022"));
        QCOMPARE(Moving::codeOf(m_moving.move(m_moving.url(), m_moving.url())), QStringLiteral("VAL_022"));
        QFile there(m_moving.path("there.db"));
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
        there.close();
        QCOMPARE(Moving::codeOf(m_moving.move(m_moving.url(), there.fileName())), QStringLiteral("IO_009"));
        QVERIFY(there.open(QIODevice::ReadOnly));
        QCOMPARE(there.readAll(), QByteArray("mine"));
        untouched();
    }

    /// Who may install may move; for everybody else the dry run names the GRANT.
    void needsTheOwnersRights()
    {
        qputenv("PGPASSWORD", "secret");
        const auto forget = qScopeGuard([] { qunsetenv("PGPASSWORD"); });
        const QString anna = QStringLiteral("anna_%1").arg(m_moving.database);
        QVERIFY2(m_moving.server.createUser(anna, "secret", "IN ROLE plancia_admin"), qPrintable(m_moving.server.error()));
        const auto plan = waitFor(m_moving.mover->plan(m_source, m_moving.url(anna), {}));
        QVERIFY2(plan, qPrintable(Moving::codeOf(plan)));
        QCOMPARE(plan->obstacles.size(), 1);
        QVERIFY2(plan->obstacles.first().fact(u"privilege").startsWith("GRANT \"plancia_owner\" TO"), qPrintable(plan->obstacles.first().fact(u"privilege")));
        QCOMPARE(Moving::codeOf(m_moving.move(m_source, m_moving.url(anna))), QStringLiteral("AUTHZ_002"));
        untouched();
        QVERIFY(m_moving.exec(plan->obstacles.first().fact(u"privilege")));
        const auto moved = m_moving.move(m_source, m_moving.url(anna));
        QVERIFY2(moved, Moving::why(moved).constData());
        QCOMPARE(m_moving.value("SELECT actor_name FROM plancia.audit_log WHERE action = 'STORE_ARRIVE'"), anna);
        QCOMPARE(m_moving.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'plancia'::regnamespace AND relrowsecurity AND NOT relforcerowsecurity"), QStringLiteral("0"));
        const auto back = m_moving.move(m_moving.url(anna), m_moving.path("back.db"));
        QVERIFY2(back, Moving::why(back).constData());
    }

    void refusesWhoDoesNotSeeEveryRow_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("privilege");
        const QString admin = QStringLiteral("IN ROLE plancia_owner, plancia_admin"), bypass = QStringLiteral("ALTER ROLE \"%1\" BYPASSRLS");
        QTest::newRow("owner, no administrator") << QStringLiteral("IN ROLE plancia_owner") << QString() << QStringLiteral("GRANT \"plancia_admin\" TO \"%1\"");
        QTest::newRow("roles that are not its own until it sets them") << QStringLiteral("NOINHERIT ") + admin << QString() << QStringLiteral("GRANT \"plancia_admin\" TO \"%1\"");
        QTest::newRow("a policy is missing on one table") << admin << QStringLiteral("DROP POLICY admin_select ON plancia.sign_ins") << bypass;
        QTest::newRow("a policy of somebody else's hides some rows") << admin << QStringLiteral("CREATE POLICY other ON plancia.sign_ins AS RESTRICTIVE TO PUBLIC USING (result <> 'done')") << bypass;
        QTest::newRow("a policy of its own shows some") << admin << QStringLiteral("DROP POLICY admin_select ON plancia.sign_ins; CREATE POLICY other ON plancia.sign_ins TO plancia_admin USING (id IS NULL)") << bypass;
    }
    /// Rows that the server hides are neither counted nor missed at the other end: who may be kept from some moves nothing.
    void refusesWhoDoesNotSeeEveryRow()
    {
        QFETCH(QString, attributes);
        QFETCH(QString, policy);
        QFETCH(QString, privilege);
        qputenv("PGPASSWORD", "secret");
        const auto forget = qScopeGuard([] { qunsetenv("PGPASSWORD"); });
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        QVERIFY(m_moving.exec("INSERT INTO plancia.sign_ins SELECT id, now(), gen_random_uuid(), NULL, 'unknown', '', '' FROM plancia.tenants LIMIT 1"));
        const QString rows = m_moving.value("SELECT count(*) FROM plancia.sign_ins"), anna = person(QStringLiteral("anna"), attributes), back = m_moving.path("back.db");
        QVERIFY2(!anna.isEmpty(), qPrintable(m_moving.server.error()));
        if (!policy.isEmpty())
            QVERIFY2(m_moving.exec(policy), qPrintable(m_moving.server.error()));
        const auto plan = waitFor(m_moving.mover->plan(m_moving.url(anna), back, {}));
        QVERIFY2(plan, Moving::why(plan).constData());
        QCOMPARE(plan->obstacles.size(), 1);
        QCOMPARE(plan->obstacles.first().fact(u"privilege"), privilege.arg(anna));
        QCOMPARE(Moving::codeOf(m_moving.move(m_moving.url(anna), back)), QStringLiteral("AUTHZ_002"));
        QVERIFY(!QFile::exists(back));
        QCOMPARE(partsIn(QFileInfo(back).path()), QStringList());
        sql::Gateway &server = m_moving.remote(m_moving.url());
        QVERIFY(!markOf(server));
        QVERIFY(m_moving.addTenant(server, QStringLiteral("goes-on")));
        // With what the obstacle names it moves, and every row is there.
        QVERIFY2(m_moving.exec(plan->obstacles.first().fact(u"privilege")), qPrintable(m_moving.server.error()));
        if (attributes.startsWith(u"NOINHERIT"))
            QVERIFY(m_moving.exec(QStringLiteral("ALTER ROLE \"%1\" INHERIT").arg(anna)));
        const auto moved = m_moving.move(m_moving.url(anna), back);
        QVERIFY2(moved, Moving::why(moved).constData());
        QCOMPARE(Moving::fileValue(back, "SELECT count(*) FROM sign_ins"), rows);
    }

    /// A policy that comes while it is moved: nothing is lost by it, and what it keeps out of sight keeps no store closed.
    void noticesAPolicyThatComesMeanwhile()
    {
        qputenv("PGPASSWORD", "secret");
        const auto forget = qScopeGuard([] { qunsetenv("PGPASSWORD"); });
        QVERIFY(m_moving.move(m_source, m_moving.url()));
        const QString anna = person(QStringLiteral("anna"), QStringLiteral("IN ROLE plancia_owner, plancia_admin")), back = m_moving.path("back.db");
        QVERIFY2(!anna.isEmpty(), qPrintable(m_moving.server.error()));
        // As the mark is set, which is after the rights were looked at and before anything is read.
        QVERIFY2(m_moving.exec("CREATE FUNCTION public.hide() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                               " IF NOT EXISTS (SELECT FROM pg_policies WHERE policyname = 'other') THEN"
                               " CREATE POLICY other ON plancia.sign_ins AS RESTRICTIVE TO PUBLIC USING (result <> 'done'); END IF; END $$;"
                               "CREATE EVENT TRIGGER hide ON ddl_command_end WHEN TAG IN ('CREATE FUNCTION') EXECUTE FUNCTION public.hide()"),
                 qPrintable(m_moving.server.error()));
        QCOMPARE(Moving::codeOf(m_moving.move(m_moving.url(anna), back)), QStringLiteral("AUTHZ_002"));
        QCOMPARE(m_moving.value("SELECT count(*) FROM pg_policies WHERE policyname = 'other'"), QStringLiteral("1"));
        QVERIFY(!QFile::exists(back));
        QVERIFY(!markOf(m_moving.remote(m_moving.url())));
        QVERIFY(m_moving.addTenant(m_moving.remote(m_moving.url()), QStringLiteral("goes-on")));
    }

    void losesNothingThatWasAnswered()
    {
        controlplane::Tenants tenants(*m_moving.store, m_moving.recorder);
        std::atomic<bool> stop{false};
        QStringList written;
        std::unique_ptr<QThread> writer(QThread::create([&] {
            for (int i = 0; !stop; ++i) {
                auto adding = tenants.create({QStringLiteral("w-%1").arg(i), QStringLiteral("w"), TenantStatus::Active, {}}, {});
                adding.waitForFinished();
                if (adding.result())
                    written.append(QStringLiteral("w-%1").arg(i));
            }
        }));
        writer->start();
        QTest::qWait(300);
        const auto moved = m_moving.move(m_source, m_moving.url());
        stop = true;
        writer->wait();
        QVERIFY2(moved, Moving::why(moved).constData());
        QVERIFY(written.size() > 3);
        QCOMPARE(m_moving.value("SELECT count(*) FROM plancia.tenants WHERE slug LIKE 'w-%'"), QString::number(written.size()));
        QCOMPARE(Moving::fileValue(m_moving.source(), "SELECT count(*) FROM tenants WHERE slug LIKE 'w-%'"), QString::number(written.size()));
    }

    void takesLittleMemory()
    {
        QVERIFY(Moving::fileExec(m_moving.source(),
            "BEGIN IMMEDIATE; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
            " INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, actor_name, details) SELECT zeroblob(16), 1700000000000 + i * 60000, randomblob(16),"
            " (SELECT audit_seq FROM meta) + i, (SELECT commit_no FROM meta), 'TENANT_UPDATE', 'anna@host', '{\"name\":[\"' || i || '\",\"new\"]}' FROM n;"
            " UPDATE meta SET commit_no = commit_no + 1, audit_seq = audit_seq + 100000; COMMIT"));
        const auto peakKiB = [] {
            QFile status(QStringLiteral("/proc/self/status"));
            const QByteArray text = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
            const qsizetype at = text.indexOf("VmHWM:");
            return at < 0 ? -1 : text.mid(at + 6, 20).trimmed().split(' ').first().toLongLong();
        };
        QFile clear(QStringLiteral("/proc/self/clear_refs"));
        QVERIFY(clear.open(QIODevice::WriteOnly) && clear.write("5") == 1); // the peak begins anew
        clear.close();
        const qint64 before = peakKiB();
        QElapsedTimer timer;
        timer.start();
        const auto moving = m_moving.mover->move(m_source, m_moving.url(), {}, {});
        QTRY_VERIFY_WITH_TIMEOUT(moving.isFinished(), 240'000);
        QVERIFY2(moving.result(), Moving::why(moving.result()).constData());
        const qint64 after = peakKiB();
        qInfo("%lld rows in %lld ms, %lld KiB more at the peak", static_cast<long long>(moving.result()->rows), static_cast<long long>(timer.elapsed()), static_cast<long long>(after - before));
        QVERIFY2(after - before < 64 * 1024, qPrintable(QStringLiteral("%1 KiB, then %2").arg(before).arg(after)));
        QCOMPARE(m_moving.value("SELECT max(seq) = count(*) FROM plancia.audit_log"), QStringLiteral("t"));
    }
};

QTEST_GUILESS_MAIN(MoveTest)
#include "tst_move.moc"
