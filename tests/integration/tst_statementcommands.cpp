// SPDX-License-Identifier: GPL-3.0-or-later
// planciactl statements and blocking: the real program on a real telemetry.db.
#include "app/monitoring/service/telemetrystore.h"
#include "app/wiring/pasttelemetry.h"
#include "models/domain/metric.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QTest>

using namespace plancia;
using namespace plancia::tests;

namespace {
QByteArray printed(const QStringList &arguments)
{
    auto process = startProgram(QStringLiteral("planciactl"), arguments);
    process->waitForFinished(kProgramMs);
    return process->readAllStandardOutput();
}

QStringList ids(const Ran &ran)
{
    QStringList list;
    for (const QJsonValue &item : ran.out.value(QStringLiteral("items")).toArray())
        list.append(item.toObject().value(QStringLiteral("id")).toString());
    return list;
}
} // namespace

class TestStatementCommands : public QObject {
    Q_OBJECT

    TemporaryHome m_home;
    const qint64 m_now = SystemClock().nowMs();

    static StatementRow row(const QString &id, double calls, double ms, double rows, double reads, const QString &text)
    {
        StatementRow made;
        made.id = id;
        made.user = QStringLiteral("api");
        made.database = QStringLiteral("shop");
        made.text = text;
        made.figures.calls = calls;
        made.figures.execMs = ms;
        made.figures.rows = rows;
        made.figures.readBlocks = reads;
        return made;
    }
    StatementsLook look(qint64 agoMs, const QList<StatementRow> &rows) const
    {
        return {0, m_now - agoMs - 60'000, m_now - agoMs, QStringLiteral("pg:main"), rows, {}, 0, 0};
    }
    BlockingMoment moment(qint64 agoMs, int waiters) const
    {
        BlockingMoment made{0, m_now - agoMs, QStringLiteral("pg:main"), {}, 0};
        for (int i = 0; i <= waiters && waiters > 0; ++i) {
            ServerSession session;
            session.pid = 100 + i;
            session.state = i == 0 ? ServerSession::State::IdleInTransaction : ServerSession::State::Active;
            session.stateSince = made.at - 65'000;
            session.user = QStringLiteral("api");
            session.application = QStringLiteral("shop\u202e"); // turns the direction
            session.query = QStringLiteral("UPDATE goods SET name = ?");
            if (i > 0) {
                session.blockedBy = {100};
                session.lockOn = QStringLiteral("transaction 7");
                session.lockMode = QStringLiteral("ShareLock");
            }
            made.sessions.append(session);
        }
        return made;
    }
    QString iso(qint64 agoMs) const { return QDateTime::fromMSecsSinceEpoch(m_now - agoMs, Qt::UTC).toString(Qt::ISODateWithMs); }

private slots:
    void initTestCase()
    {
        QCOMPARE(ctl(words("workspace list")).status, 0); // makes the folders
        QCOMPARE(ctl(words("statements --source pg:main")).code(), QStringLiteral("NOT_FOUND_005")); // nothing was ever remembered
        store::LocalStore::Options options;
        options.path = m_home.filePath(QStringLiteral("data/telemetry.db"));
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        options.applicationId = wiring::kTelemetryStoreId;
        options.createIfMissing = true;
        auto opened = store::LocalStore::open(options);
        QVERIFY(opened);
        const SystemClock clock;
        monitoring::TelemetryStore telemetry(**opened, {}, clock);
        StatementsLook last = look(0, {row("1", 10, 100, 5, 1, QStringLiteral("=SELECT $1")), row("2", 1, 90, 900, 7, QStringLiteral("SELECT\n  “ü”\x1b[2J")), row({}, 3, 2, 1, 0, {})});
        last.others.execMs = 4.5;
        last.othersCount = 12;
        last.evicted = 3;
        telemetry.append(QStringLiteral("built-in"),
                         {{{StreamGap::Reason::AgentAway, m_now - 400'000, m_now - 300'000, {}}},
                          {{1, m_now - 610'000, QStringLiteral("pg:main"), {{QStringLiteral("pg.waits.lock"), 0}}},
                           {2, m_now - 250'000, QStringLiteral("pg:main"), {{metric::PgAsleep, 1}}}, {3, m_now - 200'000, QStringLiteral("pg:main"), {{metric::PgAsleep, 0}}}},
                          {}, {look(3 * 3'600'000, {row("9", 1, 1, 1, 1, QStringLiteral("SELECT long ago"))}), look(60'000, {row("2", 1, 20, 1, 0, {})}), last},
                          {moment(600'000, 2), moment(595'000, 3), moment(590'000, 0)}},
                         {QStringLiteral("e"), 4, m_now});
        auto written = telemetry.flush();
        written.waitForFinished();
        QVERIFY(written.result());
    }

    void theHeaviestComeFirst()
    {
        const auto list = [](const char *arguments) { return ids(ctl(words(arguments) + words("--source pg:main"))); };
        QCOMPARE(list("statements"), (QStringList{"2", "1", ""}));
        QCOMPARE(list("statements --order calls"), (QStringList{"1", "", "2"}));
        QCOMPARE(list("statements --order rows"), (QStringList{"2", "1", ""}));
        QCOMPARE(list("statements --order reads --limit 1"), (QStringList{"2"}));
        QCOMPARE(list("statements --order mean"), (QStringList{"2", "1", ""}));
        QCOMPARE(list("statements --from 4h --to 2h"), (QStringList{"9"}));
        QCOMPARE(list("statements --from 2h --to 1h"), QStringList());
        const QJsonObject out = ctl(words("statements --source pg:main")).out;
        QCOMPARE(out.value(QStringLiteral("known_ms")).toInt(), 120'000);
        QCOMPARE(out.value(QStringLiteral("others_count")).toInt(), 12);
        QCOMPARE(out.value(QStringLiteral("evicted")).toInt(), 3);
        const QJsonObject first = out.value(QStringLiteral("items")).toArray().first().toObject();
        QCOMPARE(first.value(QStringLiteral("exec_ms")).toDouble(), 110.0);
        QCOMPARE(first.value(QStringLiteral("mean_ms")).toDouble(), 55.0);
        QVERIFY(qAbs(first.value(QStringLiteral("share")).toDouble() - 110 / 216.5) < 1e-9);
        QVERIFY(out.value(QStringLiteral("items")).toArray().last().toObject().value(QStringLiteral("text")).isNull());
    }

    void goesOutAsCsv()
    {
        const QByteArray csv = printed(words("statements --source pg:main --csv"));
        QVERIFY2(csv.startsWith("id,user,database,is_top,calls,rows,exec_ms,mean_ms,share,"), csv.constData());
        QVERIFY(csv.contains("'=SELECT $1")); // no formula for a spreadsheet
        QCOMPARE(printed(words("statements --source pg:main --jsonl --limit 2")).trimmed().split('\n').size(), 2);
    }

    void aTableCannotSteerATerminal()
    {
        for (const QByteArray &table : {printed(words("statements --source pg:main")), printed(words("blocking --source pg:main"))}) {
            QVERIFY(!table.contains('\x1b') && !table.contains("\u202e"));
            QCOMPARE(table.count('\n'), 4); // a line each
        }
    }

    void whoWaitedIsShownAsItWas()
    {
        const auto trees = [](const QStringList &arguments) {
            QList<qsizetype> sizes;
            for (const QJsonValue &item : ctl(words("blocking --source pg:main") + arguments).out.value(QStringLiteral("items")).toArray())
                sizes.append(item.toObject().value(QStringLiteral("tree")).toArray().size());
            return sizes;
        };
        QCOMPARE(trees({}), (QList<qsizetype>{3, 4, 0}));
        QCOMPARE(trees({"--at", iso(597'000)}), (QList<qsizetype>{3}));
        QCOMPARE(trees({"--at", iso(592'000)}), (QList<qsizetype>{4}));
        QCOMPARE(trees({"--at", iso(500'000)}), QList<qsizetype>());
        const QByteArray tree = printed(words("blocking --source pg:main --at") + QStringList{iso(597'000)});
        QVERIFY2(tree.contains("  101") && tree.contains("transaction 7 (ShareLock)"), tree.constData());
        QVERIFY2(tree.contains("1 min 5 s"), tree.constData()); // as it was when it was seen
        QVERIFY(printed(words("blocking --source pg:main")).contains("UPDATE goods"));
    }

    void whatIsNotKnownIsNoAllClear()
    {
        const auto unknown = [](const QStringList &arguments) { return ctl(words("blocking --source pg:main") + arguments).out.value(QStringLiteral("unknown")).toArray(); };
        QCOMPARE(unknown({"--from", iso(500'000)}), (QJsonArray{QJsonObject{{"from", iso(400'000)}, {"to", iso(300'000)}}, QJsonObject{{"from", iso(250'000)}, {"to", iso(200'000)}}}));
        QCOMPARE(unknown({"--at", iso(500'000)}), QJsonArray());
        QCOMPARE(unknown({"--at", iso(350'000)}).size(), 1);
        const auto said = [](const QStringList &arguments) {
            auto process = startProgram(QStringLiteral("planciactl"), words("blocking --source pg:main --at") + arguments);
            process->waitForFinished(kProgramMs);
            return process->readAllStandardError();
        };
        QVERIFY(said({iso(500'000)}).contains("Nobody waited for anybody then."));
        QVERIFY(said({iso(350'000)}).contains("is not known"));
        QVERIFY(said({iso(240'000)}).contains("is not known")); // it slept, and says so each second
        QVERIFY(said({iso(3'000'000)}).contains("is not known")); // before anybody looked
    }

    void refusesWhatItCannotUnderstand()
    {
        QCOMPARE(ctl(words("statements")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("blocking")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("statements --source pg:main --order size")).code(), QStringLiteral("VAL_011"));
        QCOMPARE(ctl(words("statements --source pg:main --from 1h --to 2h")).code(), QStringLiteral("VAL_010"));
        QCOMPARE(ctl(words("blocking --source pg:main --from 1h --to 2h")).code(), QStringLiteral("VAL_010"));
        QCOMPARE(ctl(words("blocking --source pg:main --at 1h --from 2h")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("statements --source pg:main --agent another")).code(), QStringLiteral("VAL_011"));
        for (const char *command : {"statements --source pg:other", "blocking --source pg:other", "metrics show pg:other pg.commits"}) {
            const Ran none = ctl(words(command));
            QCOMPARE(none.code(), QStringLiteral("VAL_011"));
            QVERIFY2(none.err.contains("pg:main"), none.err.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestStatementCommands)
#include "tst_statementcommands.moc"
