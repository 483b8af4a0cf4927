// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/localbackups.h"
#include "app/backup/scheduledrun.h"
#include "tests/support/turnedclock.h"

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
    /// Bit rot shows only to who reads: by and by the schedule reads every backup again, and finds it.
    void readsOlderOnesAgain()
    {
        StoreFixture f;
        tasks::TaskQueue queue(m_clock);
        TurnedClock clock;
        const qint64 start = clock.nowMs();
        constexpr qint64 kDay = 24 * 3600'000;
        BackupPolicy policy;
        policy.schedule.every = BackupSchedule::Every::Month;
        backup::Shelving shelving{f.backups(), "local", f.filePath("scratch"), {}};
        shelving.policy = [&policy] { return policy; };
        backup::LocalBackups backups(*f.store, queue, clock, std::move(shelving));
        const auto rotten = result(backups.create({}, {}));
        QVERIFY(rotten && f.addRows(10));
        clock.aheadMs += 1000;
        const auto sound = result(backups.create({}, {}));
        QVERIFY(sound);
        QFile file(storeOf(*rotten));
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) && file.seek(9000) && file.putChar('x'));
        file.close();
        const auto run = [&] { return backup::runSchedule(backups, f.filePath("schedule.lock"), {}); };
        const auto stateOf = [&](const QString &path) {
            const auto listed = result(backups.list({}));
            for (const BackupInfo &backup : *listed)
                if (backup.path == path)
                    return std::pair(backup.state, backup.verifiedAt);
            return std::pair(BackupInfo::State::Missing, qint64(0));
        };
        clock.aheadMs += 6 * kDay;
        QVERIFY(!run().error);
        QVERIFY(stateOf(rotten->path).first == BackupInfo::State::Verified); // not its turn yet
        clock.aheadMs += 2 * kDay;
        const auto found = run(); // the older one first
        QVERIFY(found.error && found.error->code() == ErrorCode::BackupDamaged);
        QVERIFY(stateOf(rotten->path).first == BackupInfo::State::Damaged);
        QVERIFY(stateOf(sound->path).second < start + kDay);
        QVERIFY(!run().error); // then the other one; what is damaged is not read for ever
        QVERIFY(stateOf(sound->path).second > start + 7 * kDay);
        QVERIFY(result(backups.health({}))->toRead.isEmpty());
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
