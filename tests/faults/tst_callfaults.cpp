// SPDX-License-Identifier: GPL-3.0-or-later
// The real planciactl, killed, torn or failed at each of its calls that change a file (ioshim.cpp), and what is left then.
#include "tests/faults/faulthome.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <cerrno>
#include <sys/mount.h>

using namespace plancia::tests;

namespace {

/// A way to fail, and how many calls of a scenario it is tried at unless PLANCIA_FAULTS=all.
struct Kind {
    const char *name;
    const char *calls; ///< only those with this in their name; all without it
    int sample;
};
constexpr Kind kKinds[] = {{"kill", "", 2},      {"torn", "write", 1},    {"ENOSPC", "", 1},      {"EIO", "", 1}, {"EIO-once", "", 1},
                           {"EIO", "sync", 1},   {"EIO-once", "sync", 1}, {"EROFS", "", 1},       {"EMFILE", "", 1},
                           {"EDQUOT", "", 1},    {"EACCES", "", 1}};

constexpr int kOneOf = 5; ///< scenarios sees an errno, unless PLANCIA_FAULTS=all: each errno others

bool isAll() { return qEnvironmentVariable("PLANCIA_FAULTS") == u"all"; }

} // namespace

class tst_CallFaults : public QObject {
    Q_OBJECT

    FaultHome m_home;
    struct Tried {
        int points = 0;
        QMap<QByteArray, int> kinds;
        QMap<QString, int> codes;
    };
    QMap<QByteArray, Tried> m_tried;

private slots:
    void initTestCase() { QVERIFY2(m_home.isReady(), qPrintable(m_home.problem())); }

    void leavesOneOfTwoStates_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("kind");
        const QList<Scenario> all = scenarios();
        for (int i = 0; i < all.size(); ++i)
            for (int k = 0; isWanted(all[i]) && k < static_cast<int>(std::size(kKinds)); ++k)
                if (const bool dies = k < 2; dies || isAll() || (i + k) % kOneOf == 0)
                    QTest::addRow("%s, %s%s%s", all[i].name, kKinds[k].name, *kKinds[k].calls ? " of " : "", kKinds[k].calls) << i << k;
    }
    void leavesOneOfTwoStates()
    {
        QFETCH(int, scenario);
        QFETCH(int, kind);
        const Scenario act = scenarios().at(scenario);
        const Kind &how = kKinds[kind];
        const QString only = QString::fromLatin1(how.calls);
        const int calls = m_home.countCalls(act, only);
        QVERIFY(calls > 2);
        Tried &tried = m_tried[act.name];
        if (!*how.calls)
            tried.points = calls;
        const bool dies = how.name == QByteArray("kill") || how.name == QByteArray("torn");
        const int sample = isAll() ? calls : std::min(how.sample, calls);
        for (int i = 0; i < sample; ++i) {
            // Spread over the calls, each kind beside the others.
            const int at = isAll() ? i + 1 : 1 + (calls * (2 * i + 1) / (2 * sample) + 7 * kind) % calls;
            QVERIFY(m_home.fresh(act));
            QMap<QString, QString> fault{{QStringLiteral("PLANCIA_FAULT_AT"), QString::number(at)}, {QStringLiteral("PLANCIA_FAULT_KIND"), QLatin1String(how.name)}};
            if (!only.isEmpty())
                fault.insert(QStringLiteral("PLANCIA_FAULT_CALLS"), only);
            const Ended ended = m_home.run(act, fault);
            const QByteArray where = QByteArray::number(at) + " of " + QByteArray::number(calls) + ": " + ended.out + ended.err;
            ++tried.kinds[QByteArray(how.name) + (*how.calls && !dies ? "-sync" : "")];
            if (!dies) {
                QVERIFY2(!ended.killed, where.constData());
                if (ended.status != 0 && !(ended.status == act.status && ended.saysDone())) {
                    ++tried.codes[ended.code()];
                    QVERIFY2(!ended.code().isEmpty(), where.constData());
                    // What failed is the disk: the message must not blame the program or the person.
                    for (const char *never : {"INTERNAL", "VAL", "AUTH", "BUSINESS", "NET", "CONFIG"})
                        QVERIFY2(!ended.code().startsWith(QLatin1String(never)), where.constData());
                }
            }
            const QString wrong = m_home.wrongWith(act, ended.saysDone());
            QVERIFY2(wrong.isEmpty(), (wrong.toUtf8() + "\n" + where).constData());
        }
    }

    /// The file system has become read-only: nothing is done, by a code that says so, and nothing is broken afterwards.
    void saysThatItIsReadOnly_data()
    {
        QTest::addColumn<int>("scenario");
        const QList<Scenario> all = scenarios();
        for (int i = 0; i < all.size(); ++i)
            if (isWanted(all[i]))
                QTest::addRow("%s", all[i].name) << i;
    }
    void saysThatItIsReadOnly()
    {
        QFETCH(int, scenario);
        const Scenario act = scenarios().at(scenario);
        QVERIFY(m_home.countCalls(act) > 2);
        QVERIFY(m_home.fresh(act));
        const QByteArray place = QFile::encodeName(m_home.path());
        // The same files once more, as a mount of their own that can be made read-only.
        if (::mount(place.constData(), place.constData(), nullptr, MS_BIND, nullptr) != 0)
            QSKIP(qPrintable(QStringLiteral("mounting is not permitted here: %1").arg(QString::fromLocal8Bit(strerror(errno)))));
        const bool readOnly = ::mount(nullptr, place.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
        const Ended ended = readOnly ? m_home.run(act) : Ended();
        QCOMPARE(::umount(place.constData()), 0);
        QVERIFY(readOnly);
        QVERIFY2(!ended.killed && ended.status > 0, ended.err.constData());
        QVERIFY2(ended.code().startsWith(u"IO_") || ended.code().startsWith(u"DB_") || ended.code().startsWith(u"BKP_"), ended.err.constData());
        ++m_tried[act.name].codes[ended.code()];
        ++m_tried[act.name].kinds["read-only"];
        const QString wrong = m_home.wrongWith(act, false);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    /// The log of a store that was not closed, with one bit turned: SQLite reads it up to there and says nothing. What is lost is
    /// named, and is had back by the archive, exactly.
    void aFlippedBitInTheLogLosesNothing()
    {
        constexpr int kCommits = 5;
        const Scenario act{"flips", {"archive", "status"}};
        QVERIFY(m_home.fresh(act));
        const QString log = m_home.path() + QStringLiteral("/data/control.db-wal");
        QProcess reader; // keeps the log as it is, and is killed
        reader.start(QStringLiteral("sqlite3"), {m_home.path() + QStringLiteral("/data/control.db")});
        reader.write("BEGIN; SELECT count(*) FROM tenants;\n");
        QVERIFY(reader.waitForReadyRead());
        for (int i = 0; i < kCommits; ++i)
            QCOMPARE(m_home.run({QStringLiteral("tenant"), QStringLiteral("create"), QStringLiteral("late-%1").arg(i), QStringLiteral("--name"), QStringLiteral("Late")}).status, 0);
        reader.kill();
        QVERIFY(reader.waitForFinished());
        const QString whole = m_home.keepAs("whole");
        QVERIFY2(!whole.isEmpty(), "no copy");
        const FaultHome::State state = m_home.state();
        const qint64 bytes = QFileInfo(whole + QStringLiteral("/data/control.db-wal")).size();
        QVERIFY(bytes > 4096 * kCommits);

        const qint64 sample = isAll() ? bytes / 512 : 8;
        int lost = 0;
        for (qint64 i = 0; i < sample; ++i) {
            QVERIFY(m_home.fresh({"", {}, "whole"}));
            QFile file(log);
            char byte = 0;
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(bytes * (2 * i + 1) / (2 * sample)) && file.peek(&byte, 1) == 1);
            QVERIFY(file.putChar(static_cast<char>(byte ^ (1 << i % 8))));
            file.close();
            const Ended status = m_home.run(act);
            const QJsonValue lostTo = status.json().value(QStringLiteral("lost_to_commit"));
            const QByteArray where = QByteArray::number(file.pos()) + " of " + QByteArray::number(bytes) + ": " + status.out + status.err;
            QCOMPARE(status.status, 0);
            ++m_tried["flips in the log"].kinds["flip"];
            const FaultHome::State left = m_home.state();
            if (left.commit == state.commit) // what is behind the last commit counts for nothing
                continue;
            ++lost;
            QVERIFY2(lostTo.toInteger(-1) == state.commit, where.constData());
            const Ended restored = m_home.run({QStringLiteral("restore"), QStringLiteral("--commit"), QString::number(state.commit), QStringLiteral("--yes")});
            QVERIFY2(restored.status == 0, (where + restored.err).constData());
            QCOMPARE(m_home.state().content, state.content);
        }
        QVERIFY(lost > sample / 2);
    }

    void cleanupTestCase()
    {
        int points = 0, faults = 0, kills = 0;
        for (auto it = m_tried.cbegin(); it != m_tried.cend(); ++it) {
            QByteArray kinds, codes;
            int sum = 0;
            for (auto kind = it->kinds.cbegin(); kind != it->kinds.cend(); ++kind) {
                kinds += ' ' + kind.key() + ' ' + QByteArray::number(kind.value());
                sum += kind.value();
            }
            for (auto code = it->codes.cbegin(); code != it->codes.cend(); ++code)
                codes += ' ' + code.key().toUtf8() + " x" + QByteArray::number(code.value());
            qInfo("%-32s %4d points, %5d faults:%s; errors:%s", it.key().constData(), it->points, sum, kinds.constData(), codes.constData());
            points += it->points;
            faults += sum;
            kills += it->kinds.value("kill") + it->kinds.value("torn");
        }
        qInfo("TRIED %d faults, %d of them kills, at %d points of %d scenarios", faults, kills, points, static_cast<int>(m_tried.size()));
    }
};

QTEST_GUILESS_MAIN(tst_CallFaults)
#include "tst_callfaults.moc"
