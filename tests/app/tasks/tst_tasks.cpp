// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/log.h"
#include "app/tasks/taskqueue.h"

#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>
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

    /// As when a disk does not answer: said once, and again only when it has gone on in between.
    void aTaskWithoutProgressIsWrittenIntoTheLog()
    {
        QTemporaryDir folder;
        QVERIFY(log::start({.folder = folder.path(), .program = QStringLiteral("tests"), .runId = QStringLiteral("run")}));
        const auto said = [](const char *words) {
            log::flush();
            QFile file(log::filePath());
            return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count(words)) : -1;
        };
        const SystemClock clock;
        TaskQueue queue(clock, 120);
        Worker worker(QStringLiteral("test"));
        QSemaphore go;
        const auto work = queue.run(worker, QStringLiteral("backup"), QStringLiteral("/silent/disk"), {}, {}, [&](const ProgressSink &progress) {
            for (int i = 0; i < 2; ++i) {
                go.acquire();
                progress({Progress::Unit::Bytes, i + 1, 2, 0, -1});
            }
            go.acquire();
            return nothing();
        });
        QTRY_COMPARE(said("makes no progress"), 1);
        QCOMPARE(said("/silent/disk"), 1);
        QTest::qWait(300); // several looks more
        QCOMPARE(said("makes no progress"), 1);
        go.release();
        QTRY_COMPARE(said("goes on"), 1);
        QTRY_COMPARE(said("makes no progress"), 2);
        go.release(2);
        QTRY_VERIFY(work.isFinished());
        const int all = said("makes no progress");
        QTest::qWait(300);
        QCOMPARE(said("makes no progress"), all); // it is over
        log::stop();
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
