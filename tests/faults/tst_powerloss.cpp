// SPDX-License-Identifier: GPL-3.0-or-later
// The real planciactl and a loss of power after any of the calls that change a file: what a disk may have kept then
// (powerloss.cpp) still holds every commit that was answered.
#include "tests/faults/faulthome.h"
#include "tests/faults/powerloss.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace plancia::tests;

namespace {
constexpr int kCuts = 4; ///< of a scenario, unless PLANCIA_FAULTS=all: then after each call, with so many outcomes
constexpr int kOutcomes = 2;
} // namespace

class tst_PowerLoss : public QObject {
    Q_OBJECT

    FaultHome m_home;
    QMap<QByteArray, QPair<int, int>> m_tried; ///< calls, outcomes

    QString before() const { return m_home.folder() + "/before"; }

    /// What the act does to the files of before(); empty when it fails.
    QList<IoStep> recordOf(const Scenario &act)
    {
        const QString file = m_home.folder() + "/record";
        QFile::remove(file);
        QDir(before()).removeRecursively();
        if (!m_home.fresh(act) || QProcess::execute("cp", {"-a", m_home.path(), before()}) != 0)
            return {};
        const Ended ended = m_home.run(act, {{"PLANCIA_FAULT_RECORD", file}});
        return ended.status == act.status && !ended.killed ? readRecord(file) : QList<IoStep>();
    }

private slots:
    void initTestCase() { QVERIFY2(m_home.isReady(), qPrintable(m_home.problem())); }

    void replaysTheWholeRecord()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir("before"));
        const auto step = [](IoRecord::Kind kind, const char *path, qint64 at = 0, const QByteArray &bytes = {}) {
            return IoStep{kind, QString::fromLatin1(path), at, bytes};
        };
        const QList<IoStep> record{step(IoRecord::MakeFolder, "d"),         step(IoRecord::Sync, ""),
                                   step(IoRecord::Create, "d/new"),         step(IoRecord::Write, "d/new", 0, QByteArray(2000, 'a')),
                                   step(IoRecord::Sync, "d/new"),           step(IoRecord::Sync, "d"),
                                   step(IoRecord::Write, "d/new", 0, QByteArray(2000, 'b')), step(IoRecord::Rename, "d/new", 0, "d/name")};
        QSet<QByteArray> contents;
        int renamed = 0;
        QRandomGenerator random(1);
        for (int i = 0; i < 200; ++i) {
            const QString to = folder.filePath("after");
            QVERIFY(losePower(folder.filePath("before"), record, record.size(), to, random));
            const bool isRenamed = QFile::exists(to + "/d/name");
            QVERIFY(isRenamed != QFile::exists(to + "/d/new"));
            renamed += isRenamed;
            QFile file(to + (isRenamed ? "/d/name" : "/d/new"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            contents.insert(file.readAll());
        }
        QCOMPARE(contents.size(), 16); // each of the four sectors as it was or as it should be
        for (const QByteArray &content : std::as_const(contents))
            QCOMPARE(content.size(), 2000);
        QVERIFY(renamed > 50 && renamed < 150);
        QVERIFY(losePower(folder.filePath("before"), record, 5, folder.filePath("after"), random)); // the name was not synced
    }

    /// A program without its fsyncs would be found out.
    void noticesAProgramThatSyncsNothing()
    {
        const Scenario act = scenarios().first();
        QVERIFY(m_home.countCalls(act) > 2);
        QList<IoStep> record = recordOf(act);
        QVERIFY(record.size() > 10);
        record.removeIf([](const IoStep &step) { return step.kind == IoRecord::Sync; });
        int wrong = 0;
        for (quint32 i = 0; i < 4; ++i) {
            QRandomGenerator random(i);
            QVERIFY(m_home.fresh(act));
            QVERIFY(losePower(before(), record, record.size(), m_home.path(), random));
            wrong += !m_home.wrongWith(act, true).isEmpty();
        }
        QVERIFY(wrong > 0);
    }

    void keepsWhatWasAnswered_data()
    {
        QTest::addColumn<int>("scenario");
        const QList<Scenario> all = scenarios();
        for (int i = 0; i < all.size(); ++i)
            if (isWanted(all[i]))
                QTest::addRow("%s", all[i].name) << i;
    }
    void keepsWhatWasAnswered()
    {
        QFETCH(int, scenario);
        const Scenario act = scenarios().at(scenario);
        QVERIFY(m_home.countCalls(act) > 2);
        const QList<IoStep> record = recordOf(act);
        QVERIFY(record.size() > 10);
        const auto told = std::find_if(record.begin(), record.end(), [](const IoStep &step) { return step.kind == IoRecord::Told; }) - record.begin();
        QVERIFY(told < record.size());

        const bool all = qEnvironmentVariable("PLANCIA_FAULTS") == u"all";
        const qsizetype cuts = all ? record.size() * kOutcomes : kCuts;
        const QString seed = qEnvironmentVariable("PLANCIA_FAULTS_SEED", "1");
        for (qsizetype i = 0; i < cuts; ++i) {
            // Of a sample the last one is after the answer.
            const qsizetype steps = all ? i / kOutcomes + 1 : i + 1 == cuts ? std::min(record.size(), told + 1 + 7 * scenario % 5)
                                                                          : std::max<qsizetype>(1, told * (2 * i + 1) / (2 * (cuts - 1)));
            QRandomGenerator random(seed.toUInt() * 1'000'003 + static_cast<quint32>(i));
            QVERIFY(m_home.fresh(act)); // the right template to compare with
            QVERIFY(losePower(before(), record, steps, m_home.path(), random));
            const QByteArray where = "after " + QByteArray::number(steps) + " of " + QByteArray::number(record.size()) + " calls, outcome "
                + QByteArray::number(i) + ", answered after " + QByteArray::number(told);
            m_tried[act.name].first = static_cast<int>(record.size());
            ++m_tried[act.name].second;
            const QString wrong = m_home.wrongWith(act, steps > told);
            QVERIFY2(wrong.isEmpty(), (wrong.toUtf8() + "\n" + where).constData());
        }
    }

    void cleanupTestCase()
    {
        int calls = 0, outcomes = 0;
        for (auto it = m_tried.cbegin(); it != m_tried.cend(); ++it) {
            qInfo("%-32s %4d calls, %5d outcomes", it.key().constData(), it->first, it->second);
            calls += it->first;
            outcomes += it->second;
        }
        qInfo("TRIED %d outcomes of a loss of power within %d calls of %d scenarios", outcomes, calls, static_cast<int>(m_tried.size()));
    }
};

QTEST_GUILESS_MAIN(tst_PowerLoss)
#include "tst_powerloss.moc"
