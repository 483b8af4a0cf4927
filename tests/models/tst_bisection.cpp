// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/bisection.h"

#include <QTest>

#include <random>

using namespace plancia;
using Answer = Bisection::Answer;

namespace {
/// Asks until it is known; `looked` counts.
Bisection::Outcome search(const QList<Answer> &truth, int *looked = nullptr)
{
    Bisection bisection(static_cast<int>(truth.size()));
    int asked = 0;
    while (const auto next = bisection.next()) {
        bisection.answer(*next, truth[*next]);
        if (++asked > truth.size())
            return {-2, -2, false}; // it asks for ever
    }
    if (looked)
        *looked = asked;
    return bisection.outcome();
}
QList<Answer> brokenFrom(int count, int first)
{
    QList<Answer> truth(count, Answer::Clean);
    for (int i = first; i < count; ++i)
        truth[i] = Answer::Broken;
    return truth;
}
} // namespace

class tst_Bisection : public QObject {
    Q_OBJECT
private slots:
    void findsTheBoundaryWhereverItIs()
    {
        for (int count = 1; count <= 40; ++count)
            for (int first = 0; first <= count; ++first) {
                int looked = 0;
                const auto found = search(brokenFrom(count, first), &looked);
                QCOMPARE(found.lastClean, first == 0 ? -1 : first - 1);
                QCOMPARE(found.firstBroken, first == count ? -1 : first);
                QVERIFY(found.isSteady);
                QVERIFY2(looked <= Bisection(count).most(), qPrintable(QStringLiteral("%1 of %2").arg(looked).arg(count)));
            }
    }
    void goesRoundWhatCannotBeRead()
    {
        std::mt19937 random(1);
        for (int round = 0; round < 2'000; ++round) {
            const int count = 1 + static_cast<int>(random() % 20), first = static_cast<int>(random() % (count + 1));
            QList<Answer> truth = brokenFrom(count, first);
            for (Answer &answer : truth)
                if (random() % 3 == 0)
                    answer = Answer::Unreadable;
            const auto found = search(truth);
            QCOMPARE(found.lastClean, truth.lastIndexOf(Answer::Clean));
            // Where the newest is clean nothing else is asked, and where the oldest is broken it is that one.
            QCOMPARE(found.firstBroken, truth.indexOf(Answer::Broken));
            QVERIFY(found.isSteady);
        }
    }
    void saysWhenItCameAndWent()
    {
        QList<Answer> truth = brokenFrom(8, 5);
        truth[3] = Answer::Broken;
        const auto found = search(truth);
        QCOMPARE(found.lastClean, 2);
        QCOMPARE(found.firstBroken, 3);
        QVERIFY(!found.isSteady); // the one after it is clean
    }
    void hasNoAnswerWithoutAnythingToLookAt()
    {
        for (const int count : {0, 1, 5}) {
            const auto found = search(QList<Answer>(count, Answer::Unreadable));
            QCOMPARE(found.lastClean, -1);
            QCOMPARE(found.firstBroken, -1);
        }
    }
    void listsChecksThatABackupHas()
    {
        QVERIFY(checksToBisect().startsWith(kIntegrityCheck));
        QVERIFY(checksToBisect().contains(QStringLiteral("audit-no-gap")));
        QVERIFY(!rulesToBisect().contains(kIntegrityCheck));
    }
};

QTEST_GUILESS_MAIN(tst_Bisection)
#include "tst_bisection.moc"
