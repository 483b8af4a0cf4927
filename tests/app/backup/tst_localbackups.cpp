// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/localbackups.h"

#include <QSignalSpy>

#include <mutex>

using namespace plancia;
using namespace plancia::tests;

class tst_LocalBackups : public QObject {
    Q_OBJECT
    SystemClock m_clock;

    struct Acts {
        std::mutex mutex;
        QList<backup::Act> list;
        std::function<void(const backup::Act &)> sink()
        {
            return [this](const backup::Act &act) {
                const std::scoped_lock lock(mutex);
                list.append(act);
            };
        }
    };
    template <class T>
    static T result(QFuture<T> future)
    {
        future.waitForFinished();
        return future.result();
    }
private slots:
    void createsListsAndVerifies()
    {
        StoreFixture f;
        tasks::TaskQueue queue(m_clock);
        Acts acts;
        backup::LocalBackups backups(*f.store, queue, m_clock, {f.backups(), "local", f.filePath("scratch"), acts.sink()});
        QCOMPARE(result(backups.list({})).value().size(), 0);

        const CallContext context;
        const auto made = result(backups.create({}, context));
        QVERIFY(made.has_value());
        const auto elsewhere = result(backups.create({f.filePath("elsewhere")}, {}));
        QVERIFY(elsewhere.has_value());
        QVERIFY(elsewhere->path.startsWith(f.filePath("elsewhere")));

        const auto listed = result(backups.list({}));
        QVERIFY(listed.has_value());
        QCOMPARE(listed->size(), 1);
        QVERIFY(listed->first() == *made);

        QVERIFY(result(backups.verify(made->path, {})).has_value());
        QCOMPARE(acts.list.size(), 3);
        QCOMPARE(acts.list[0].action, action::BackupCreate);
        QCOMPARE(acts.list[0].requestId, context.requestId);
        QCOMPARE(acts.list[0].path, made->path);
        QCOMPARE(acts.list[0].manifest.commitNo, made->manifest.commitNo);
        QCOMPARE(acts.list[2].action, action::BackupVerify);
        QVERIFY(acts.list[2].result == AuditResult::Done);

        QCOMPARE(queue.tasks().size(), 3);
        for (const TaskInfo &task : queue.tasks()) {
            QCOMPARE(task.state, TaskInfo::State::Done);
            QCOMPARE(task.workspace, QString("local"));
        }
    }
    void listsOnlyTheBackupsOfItsStore()
    {
        StoreFixture one, other;
        tasks::TaskQueue queue(m_clock);
        backup::LocalBackups ofOne(*one.store, queue, m_clock, {one.backups(), "local", one.filePath("scratch"), {}});
        backup::LocalBackups ofOther(*other.store, queue, m_clock, {one.backups(), "examples", other.filePath("scratch"), {}});
        const auto made = result(ofOne.create({}, {}));
        QVERIFY(made.has_value() && result(ofOther.create({}, {})).has_value());
        const auto listed = result(ofOne.list({}));
        QCOMPARE(listed->size(), 1);
        QCOMPARE(listed->first().path, made->path);
        QCOMPARE(result(ofOther.list({}))->size(), 1);
    }
    void remembersWhatVerifyingFound()
    {
        StoreFixture f;
        tasks::TaskQueue queue(m_clock);
        Acts acts;
        backup::LocalBackups backups(*f.store, queue, m_clock, {f.backups(), "local", f.filePath("scratch"), acts.sink()});
        const auto made = result(backups.create({}, {}));
        QVERIFY(made.has_value());
        QFile file(storeOf(*made));
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) && file.seek(9000) && file.putChar('x'));
        file.close();
        const auto verified = result(backups.verify(made->path, {}));
        QVERIFY(!verified);
        QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
        QVERIFY(acts.list.last().result == AuditResult::Failed);
        QVERIFY(result(backups.list({})).value().first().state == BackupInfo::State::Damaged);
    }
    void cancelsByTheTaskList()
    {
        StoreFixture f(20'000);
        tasks::TaskQueue queue(m_clock);
        Acts acts;
        backup::LocalBackups backups(*f.store, queue, m_clock, {f.backups(), "local", f.filePath("scratch"), acts.sink()});
        // Cancelled while it waits or runs, whichever comes first: both end the same way.
        const auto future = backups.create({}, {});
        QCOMPARE(queue.tasks().size(), 1);
        queue.cancel(queue.tasks().first().id);
        const auto made = result(future);
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(queue.tasks().first().state, TaskInfo::State::Cancelled);
        QCOMPARE(allFiles(f.backups()), QStringList());
    }
    void finishesEveryFutureWhenItGoes()
    {
        StoreFixture f(20'000);
        tasks::TaskQueue queue(m_clock);
        QList<QFuture<Result<BackupInfo>>> futures;
        {
            backup::LocalBackups backups(*f.store, queue, m_clock, {f.backups(), "local", f.filePath("scratch"), {}});
            for (int i = 0; i < 5; ++i)
                futures.append(backups.create({}, {}));
        }
        int unfinished = 0;
        for (const auto &future : futures) {
            QVERIFY(future.isFinished());
            const auto made = future.result();
            unfinished += made ? 0 : 1;
            QVERIFY(made || made.error().code() == ErrorCode::InternalShutDown
                    || made.error().code() == ErrorCode::InternalCancelled);
        }
        QVERIFY(unfinished >= 4);
        for (const QString &name : allFiles(f.backups()))
            QVERIFY(!name.startsWith('.'));
    }
};

QTEST_GUILESS_MAIN(tst_LocalBackups)
#include "tst_localbackups.moc"
