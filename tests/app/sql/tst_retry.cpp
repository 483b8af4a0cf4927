// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/retry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plancia;
using namespace plancia::sql;

/// The one rule for a busy store.
class TestRetry : public QObject {
    Q_OBJECT
private slots:
    void triesFourTimesUnderOneDeadline()
    {
        QList<int> waits;
        QElapsedTimer clock;
        clock.start();
        auto result = retryWhileBusy(5'000, {}, [&](int waitMs) -> Result<bool> {
            waits.append(waitMs);
            return fail(ErrorCode::DbBusy, {{QStringLiteral("holder"), QStringLiteral("other")}, {QStringLiteral("seconds"), QStringLiteral("1")}});
        });
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::DbBusy);
        QCOMPARE(result.error().fact(u"holder"), QStringLiteral("other"));
        QCOMPARE(result.error().fact(u"seconds"), QStringLiteral("5")); // of the whole
        QCOMPARE(waits.size(), 1 + kBusyRetries);
        QVERIFY(waits.first() <= 1'250 && waits.first() >= 1'200);
        const qint64 took = clock.elapsed();
        QVERIFY2(took >= 3 * kBusyBackoff.minMs && took <= 3 * kBusyBackoff.capMs + 500, qPrintable(QString::number(took)));
    }

    void endsWithTheFirstAttemptThatSucceeds()
    {
        int tried = 0;
        auto result = retryWhileBusy(5'000, {}, [&](int) -> Result<int> {
            return ++tried < 3 ? Result<int>(fail(ErrorCode::DbBusy)) : Result<int>(tried);
        });
        QVERIFY(result);
        QCOMPARE(*result, 3);
    }

    void doesNotRetryWhatIsNotBusy()
    {
        int tried = 0;
        auto result = retryWhileBusy(5'000, {}, [&](int) -> Result<bool> {
            ++tried;
            return fail(ErrorCode::IoWrite);
        });
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::IoWrite);
        QCOMPARE(tried, 1);
    }

    void aDeadlineThatHasPassedAllowsNoRetry()
    {
        int tried = 0;
        auto result = retryWhileBusy(0, {}, [&](int waitMs) -> Result<bool> {
            tried += 1 + waitMs;
            return fail(ErrorCode::DbBusy);
        });
        QVERIFY(!result);
        QCOMPARE(tried, 1);
    }

    void aCancelEndsTheWait()
    {
        const CancelToken cancel;
        int tried = 0;
        auto result = retryWhileBusy(60'000, cancel, [&](int) -> Result<bool> {
            ++tried;
            cancel.cancel();
            return fail(ErrorCode::DbBusy);
        });
        QVERIFY(!result);
        QCOMPARE(tried, 1);
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
