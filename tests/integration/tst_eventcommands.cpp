// SPDX-License-Identifier: GPL-3.0-or-later
// planciactl events: the real program on a real telemetry.db.
#include "app/monitoring/service/telemetrystore.h"
#include "app/wiring/pasttelemetry.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;

namespace {
/// What planciactl prints for people.
QByteArray printed(const QStringList &arguments)
{
    auto process = startProgram(QStringLiteral("planciactl"), arguments);
    process->waitForFinished(kProgramMs);
    return process->readAllStandardOutput();
}

QStringList messages(const Ran &ran)
{
    QStringList texts;
    for (const QJsonValue &item : ran.out.value(QStringLiteral("items")).toArray())
        texts.append(item.toObject().value(QStringLiteral("message")).toString());
    return texts;
}
} // namespace

class TestEventCommands : public QObject {
    Q_OBJECT

    TemporaryHome m_home;
    const qint64 m_now = SystemClock().nowMs();

    Event told(qint64 offset, qint64 agoMs, EventSeverity severity, const QString &type, const QString &message) const
    {
        Event event;
        event.offset = offset;
        event.at = m_now - agoMs;
        event.severity = severity;
        event.source = QStringLiteral("api");
        event.type = type;
        event.tenant = QStringLiteral("acme");
        event.trace = offset % 2 ? QStringLiteral("t-odd") : QString();
        event.message = message;
        event.details = QStringLiteral("{\"n\":%1}").arg(offset);
        event.durationMs = 1.5;
        event.count = offset;
        return event;
    }
    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_home.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return file.fileName();
    }

private slots:
    void initTestCase()
    {
        QCOMPARE(ctl(words("workspace list")).status, 0); // makes the folders
        QCOMPARE(ctl(words("events list")).code(), QStringLiteral("NOT_FOUND_005")); // nothing was ever remembered
        store::LocalStore::Options options;
        options.path = m_home.filePath(QStringLiteral("data/telemetry.db"));
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        options.applicationId = wiring::kTelemetryStoreId;
        options.createIfMissing = true;
        auto opened = store::LocalStore::open(options);
        QVERIFY(opened);
        const SystemClock clock;
        monitoring::TelemetryStore telemetry(**opened, {}, clock);
        QList<Event> events{told(1, 3 * 86'400'000LL, EventSeverity::Error, QStringLiteral("read.orders"), QStringLiteral("days ago")),
                            told(2, 60'000, EventSeverity::Info, QStringLiteral("read.orders"), QStringLiteral("=1+1 order 17")),
                            told(3, 50'000, EventSeverity::Critical, QStringLiteral("auth.refused"), QStringLiteral("Straße \x1b[2J\nnew line")),
                            told(4, 40'000, EventSeverity::Warning, QStringLiteral("authority.x"), QStringLiteral("last"))};
        telemetry.append(QStringLiteral("built-in"), {{}, {}, events}, {QStringLiteral("e"), 4, m_now});
        auto written = telemetry.flush();
        written.waitForFinished();
        QVERIFY(written.result());
    }

    void listsWhatIsAskedFor()
    {
        const auto list = [](const char *arguments) { return messages(ctl(words("events list") + words(arguments))); };
        QCOMPARE(messages(ctl(words("events list"))), (QStringList{"last", "Straße \x1b[2J\nnew line", "=1+1 order 17"})); // of a day, newest first
        QCOMPARE(list("--from 7d").size(), 4);
        QCOMPARE(list("--from 7d --to 1d"), QStringList{"days ago"});
        QCOMPARE(list("--severity error --from 7d"), (QStringList{"Straße \x1b[2J\nnew line", "days ago"}));
        QCOMPARE(list("--type auth"), QStringList{"Straße \x1b[2J\nnew line"});
        QCOMPARE(list("--trace t-odd"), (QStringList{"Straße \x1b[2J\nnew line", "days ago"})); // whatever its time
        QCOMPARE(list("--text ORDER"), QStringList{"=1+1 order 17"});
        QCOMPARE(list("--pattern order.\\d+$"), QStringList{"=1+1 order 17"});
        QCOMPARE(list("--tenant nobody"), QStringList());
        QCOMPARE(list("--limit 1"), QStringList{"last"});
        QCOMPARE(list("--agent built-in").size(), 3);
    }

    void refusesWhatItCannotUnderstand()
    {
        QCOMPARE(ctl(words("events list --pattern (")).code(), QStringLiteral("VAL_023"));
        QCOMPARE(ctl(words("events list --pattern a --text b")).code(), QStringLiteral("VAL_005"));
        const Ran another = ctl(words("events list --agent another"));
        QCOMPARE(another.code(), QStringLiteral("VAL_011"));
        QVERIFY2(another.err.contains("built-in"), another.err.constData()); // it names those that there are
        QCOMPARE(ctl(words("events list --severity bad")).code(), QStringLiteral("VAL_011"));
        QCOMPARE(ctl(words("events list --from 1d --to 7d")).code(), QStringLiteral("VAL_010"));
    }

    void goesOutAsCsvAndJsonLines()
    {
        const QByteArray csv = printed(words("events list --csv --all --from 7d"));
        QVERIFY(csv.startsWith("at,severity,source,type,tenant,trace,message,duration_ms,count,details,offset\r\n"));
        QVERIFY(csv.contains("'=1+1 order 17")); // no formula for a spreadsheet
        QVERIFY(csv.contains(",1.5,4,"));
        const QList<QByteArray> lines = printed(words("events list --jsonl --all --from 7d")).trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        const QJsonObject last = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(last.value(QStringLiteral("message")).toString(), QStringLiteral("last"));
        QCOMPARE(last.value(QStringLiteral("details")).toObject().value(QStringLiteral("n")).toInt(), 4);
        QCOMPARE(last.value(QStringLiteral("count")).toInt(), 4);
    }

    void aTableCannotSteerATerminal()
    {
        const QByteArray table = printed(words("events list"));
        QVERIFY(table.contains("Straße"));
        QVERIFY(table.contains("last (×4)")); // one that was kept of four
        QVERIFY(!table.contains('\x1b'));
        QCOMPARE(table.count('\n'), 4); // a line each
    }

    void checksAFile()
    {
        const Ran good = ctl({QStringLiteral("events"), QStringLiteral("check"), write(QStringLiteral("good.ndjson"), "{\"source\":\"a\",\"type\":\"b\"}\n{\"source\":\"a\",\"type\":\"c\"}\n")});
        QCOMPARE(good.status, 0);
        QCOMPARE(good.out.value(QStringLiteral("events")).toInt(), 2);
        const Ran bad = ctl({QStringLiteral("events"), QStringLiteral("check"), write(QStringLiteral("bad.json"), "[{\"source\":\"a\",\"type\":\"b\"},{\"source\":\"a\",\"typ\":\"b\"}]")});
        QCOMPARE(bad.code(), QStringLiteral("STREAM_005"));
        QVERIFY2(bad.err.contains("event 2: typ: no such field"), bad.err.constData());
        QCOMPARE(ctl({QStringLiteral("events"), QStringLiteral("check"), m_home.filePath(QStringLiteral("none.json"))}).code(), QStringLiteral("NOT_FOUND_005"));
        QCOMPARE(ctl({QStringLiteral("events"), QStringLiteral("check"), write(QStringLiteral("huge.json"), QByteArray(2 << 20, ' '))}).code(), QStringLiteral("STREAM_005"));
    }
};

QTEST_GUILESS_MAIN(TestEventCommands)
#include "tst_eventcommands.moc"
