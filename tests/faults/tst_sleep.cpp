// SPDX-License-Identifier: GPL-3.0-or-later
// The real planciactl on a computer that falls asleep in the middle of its work, and on a disk that is slow or never answers.
#include "tests/faults/faulthome.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <sys/types.h>

using namespace plancia::tests;

namespace {
constexpr int kPoints = 2; ///< of an act, unless PLANCIA_FAULTS=all
constexpr int kHours = 8;

/// Of these acts a sleep, a slow disk and a silent one are tried.
QList<Scenario> longActs()
{
    QList<Scenario> acts = scenarios();
    acts.removeIf([](const Scenario &act) {
        const QList<QByteArray> names{"backup", "encrypted backup", "prove", "restore of a backup", "restore of a moment", "copy to the second place"};
        return !names.contains(act.name) || !isWanted(act);
    });
    return acts;
}

/// As in proc(5): T stands for stopped.
char stateOf(const QProcess &process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process.processId()));
    const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return line.mid(line.lastIndexOf(')') + 2, 1).append(' ').at(0);
}

void send(const QProcess &process, int signal) { ::kill(static_cast<pid_t>(process.processId()), signal); }

QList<int> pointsOf(int calls)
{
    const int points = qEnvironmentVariable("PLANCIA_FAULTS") == u"all" ? calls : std::min(kPoints, calls);
    QList<int> all;
    for (int i = 0; i < points; ++i)
        all.append(1 + calls * (2 * i + 1) / (2 * points));
    for (int &point : all)
        point = std::min(point, calls);
    return all;
}
} // namespace

class tst_Sleep : public QObject {
    Q_OBJECT

    FaultHome m_home;
    int m_tried = 0;

    QString log() const { return m_home.folder() + QStringLiteral("/calls-met"); }
    int callsMet() const
    {
        QFile file(log());
        return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
    }
    std::unique_ptr<QProcess> begin(const Scenario &act, const char *kind, int at, const QMap<QString, QString> &more = {})
    {
        QFile::remove(log());
        QMap<QString, QString> fault{{QStringLiteral("PLANCIA_FAULT_AT"), QString::number(at)},
                                     {QStringLiteral("PLANCIA_FAULT_KIND"), QLatin1String(kind)},
                                     {QStringLiteral("PLANCIA_FAULT_LOG"), log()}};
        fault.insert(more);
        ++m_tried;
        return m_home.fresh(act) ? m_home.start(act.arguments, fault) : nullptr;
    }
    void rows()
    {
        QTest::addColumn<int>("number");
        const QList<Scenario> acts = longActs();
        for (int i = 0; i < acts.size(); ++i)
            QTest::addRow("%s", acts[i].name) << i;
    }

private slots:
    void initTestCase() { QVERIFY2(m_home.isReady(), qPrintable(m_home.problem())); }

    /// Eight hours later it goes on where it was, and what it says of the time is true.
    void goesOnAfterASleep_data() { rows(); }
    void goesOnAfterASleep()
    {
        QFETCH(int, number);
        const Scenario act = longActs().at(number);
        const QList<int> points = pointsOf(m_home.countCalls(act));
        QVERIFY(!points.isEmpty());
        for (const int at : points) {
            const auto process = begin(act, "sleep", at, {{QStringLiteral("PLANCIA_FAULT_AHEAD"), QString::number(kHours * 3'600)}});
            QVERIFY(process);
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(*process), 'T', 30'000);
            send(*process, SIGCONT);
            const Ended ended = FaultHome::ended(*process);
            QVERIFY2(ended.status == act.status && ended.saysDone(), (QByteArray::number(at) + ": " + ended.out + ended.err).constData());
            m_home.setClockAhead(kHours);
            const QString wrong = m_home.wrongWith(act, true);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(at).arg(wrong)));
        }
    }

    /// Cancelled where each call takes a third of a second, it ends soon, and leaves nothing.
    void isCancelledOnASlowDisk_data() { rows(); }
    void isCancelledOnASlowDisk()
    {
        QFETCH(int, number);
        const Scenario act = longActs().at(number);
        const int calls = m_home.countCalls(act);
        QVERIFY(calls > 8);
        const auto process = begin(act, "slow", 1, {{QStringLiteral("PLANCIA_FAULT_MS"), QStringLiteral("300")}});
        QVERIFY(process);
        QTRY_VERIFY_WITH_TIMEOUT(callsMet() > 4, 30'000);
        send(*process, SIGINT);
        const Ended ended = FaultHome::ended(*process);
        const QByteArray where = QByteArray::number(callsMet()) + " of " + QByteArray::number(calls) + ": " + ended.out + ended.err;
        QVERIFY2(!ended.killed && ended.status > 0, where.constData());
        QCOMPARE(ended.code(), QStringLiteral("INTERNAL_003"));
        const QString wrong = m_home.wrongWith(act, false);
        QVERIFY2(wrong.isEmpty(), (wrong.toUtf8() + '\n' + where).constData());
    }

    /// A disk that never answers holds a thread for ever. The second Ctrl+C ends the program all the same, and what it leaves is
    /// what a kill leaves.
    void endsWhenTheDiskNeverAnswers_data() { rows(); }
    void endsWhenTheDiskNeverAnswers()
    {
        QFETCH(int, number);
        const Scenario act = longActs().at(number);
        for (const int at : pointsOf(m_home.countCalls(act))) {
            const auto process = begin(act, "hang", at);
            QVERIFY(process);
            QTRY_VERIFY_WITH_TIMEOUT(callsMet() >= at, 30'000);
            send(*process, SIGINT);
            if (!process->waitForFinished(200)) // else another thread could end it
                send(*process, SIGINT);
            QVERIFY2(process->waitForFinished(10'000), QByteArray::number(at).constData());
            const QString wrong = m_home.wrongWith(act, false);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(at).arg(wrong)));
        }
    }

    void cleanupTestCase() { qInfo("TRIED %d sleeps, slow and silent disks", m_tried); }
};

QTEST_GUILESS_MAIN(tst_Sleep)
#include "tst_sleep.moc"
