// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/taskqueue.h"

#include <QSemaphore>
#include <QTest>

using namespace plancia;
using namespace plancia::tasks;

/// What becomes of work when its worker ends: every future finishes, every task is over.
class TestTasks : public QObject {
    Q_OBJECT

    static Result<bool> nothing() { return true; }

private slots:
    void workAskedAfterTheEndIsAnsweredAtOnce()
    {
        Worker worker(QStringLiteral("test"));
        worker.stop();
        const auto future = worker.run(nothing);
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code(), ErrorCode::InternalShutDown);
    }

    void aTaskThatNeverBeganIsOverToo()
    {
        const SystemClock clock;
        TaskQueue queue(clock);
        Worker worker(QStringLiteral("test"));
        QSemaphore begun, go;
        auto first = queue.run(worker, QStringLiteral("first"), {}, {}, {}, [&](const ProgressSink &) {
            begun.release();
            go.acquire();
            return nothing();
        });
        auto second = queue.run(worker, QStringLiteral("second"), {}, {}, {}, [](const ProgressSink &) { return nothing(); });
        begun.acquire();
        worker.thread()->requestInterruption(); // as stop() does first, which would wait here
        go.release();
        worker.stop();
        QVERIFY(first.result());
        QCOMPARE(second.result().error().code(), ErrorCode::InternalShutDown);
        const QList<TaskInfo> all = queue.tasks();
        QCOMPARE(all.size(), 2);
        for (const TaskInfo &task : all) {
            QVERIFY2(task.isOver(), qPrintable(task.kind));
            QCOMPARE(task.error.has_value(), task.kind == u"second");
        }
    }
};

QTEST_GUILESS_MAIN(TestTasks)
#include "tst_tasks.moc"
