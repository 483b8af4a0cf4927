// SPDX-License-Identifier: GPL-3.0-or-later
// A continuation that is attached at the very moment in which its future finishes runs once.
#include "models/base/continuation.h"

#include <QPromise>
#include <QTest>
#include <QThread>
#include <atomic>

using namespace plancia;

class TestContinuation : public QObject {
    Q_OBJECT
private slots:
    /// With QFuture::then() alone this ends in a crash within seconds.
    void runsOnceWhateverComesFirst()
    {
        constexpr int kRounds = 10'000;
        std::vector<QPromise<int>> promises(kRounds);
        std::atomic<int> ready{-1}, finished{-1}, ran{0};
        std::unique_ptr<QThread> worker(QThread::create([&] {
            for (int i = 0; i < kRounds; ++i) {
                while (ready < i)
                    QThread::yieldCurrentThread();
                promises[static_cast<size_t>(i)].addResult(i);
                const std::scoped_lock lock(continuations());
                promises[static_cast<size_t>(i)].finish();
                finished = i;
            }
        }));
        for (auto &promise : promises)
            promise.start();
        worker->start();
        int sum = 0;
        for (int i = 0; i < kRounds; ++i) {
            const QFuture<int> future = promises[static_cast<size_t>(i)].future();
            ready = i;
            if (i % 4 < 2) // who has waited comes between the mark and the continuation
                QFuture<int>(future).waitForFinished();
            auto doubled = i % 2 ? continued(future, [&ran](int value) { ++ran; return 2 * value; })
                                 : continuedByFuture(future, [&ran](int value) { ++ran; return QtFuture::makeReadyFuture(2 * value); });
            QCOMPARE(doubled.result(), 2 * i);
            sum += 1;
            while (finished < i)
                QThread::yieldCurrentThread();
        }
        worker->wait();
        QCOMPARE(ran.load(), kRounds);
        QCOMPARE(sum, kRounds);
    }
};

QTEST_GUILESS_MAIN(TestContinuation)
#include "tst_continuation.moc"
