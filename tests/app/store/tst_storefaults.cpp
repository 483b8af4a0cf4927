// SPDX-License-Identifier: GPL-3.0-or-later
#include "storehelper.h"

#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMap>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <csignal>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;
using Mode = LocalStore::Mode;

namespace {
void say(const QByteArray &line)
{
    const QByteArray text = line + '\n';
    [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, text.constData(), static_cast<size_t>(text.size()));
}

/// The other program: writes `count` tenants and tells each acknowledged commit number (0: without end).
int writerMain(const QString &path, int count)
{
    auto store = openStore(path);
    for (int i = 0; store && (count == 0 || i < count); ++i) {
        auto commit = addTenant(**store, QString(QRandomGenerator::global()->bounded(9000), QLatin1Char('x')));
        if (!commit)
            return 2;
        say(QByteArray::number(*commit));
    }
    return store ? 0 : 1;
}

/// Takes the writer lock and keeps it until its standard input ends.
int holderMain(const QString &path)
{
    store::WriterLock lock(path, QStringLiteral("holder-program"));
    if (!lock.acquire(10'000, CancelToken()))
        return 1;
    say("held");
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0) { }
    return 0;
}

QByteArray hashOf(const QString &text) { return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex(); }

/// Opens the store, writes and closes it, which truncates the log, again and again; tells each commit and what it wrote.
int racerMain(const QString &path, int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        auto store = openStore(path);
        const QString notes(QRandomGenerator::global()->bounded(9000), QChar(u'a' + QRandomGenerator::global()->bounded(26)));
        const auto commit = store ? addTenant(**store, notes) : Result<qint64>(store.error());
        if (!commit)
            return 2;
        say(QByteArray::number(*commit) + ' ' + hashOf(notes));
    }
    return 0;
}

/// Writes a tenant for each line of its standard input, and tells how that went and whether writing is in trouble.
int doubterMain(const QString &path, int probeMs)
{
    LocalStore::Options options;
    options.path = path;
    options.idleMs = 600'000; // no checkpoint by itself
    options.probeMs = probeMs;
    auto store = LocalStore::open(options);
    if (!store)
        return 1;
    say("ready");
    char order = 0;
    while (::read(STDIN_FILENO, &order, 1) > 0) {
        if (order == 'w') {
            const auto commit = addTenant(**store);
            say(commit ? QByteArray::number(*commit) : errorId(commit.error().code()).toLatin1());
        } else {
            const auto trouble = (*store)->writeTrouble();
            say(trouble ? errorId(trouble->code()).toLatin1() : QByteArray("well"));
        }
    }
    return 0;
}

/// Meets a limit on file sizes, then writes again without it.
int limitMain(const QString &path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    auto store = openStore(path);
    if (!store || !addTenant(**store))
        return 1;
    struct rlimit limit {};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 200'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int written = 1;
    Result<qint64> last = 0;
    while (written < 500 && (last = addTenant(**store, QString(9000, QLatin1Char('x')))))
        ++written;
    say(last ? QByteArray("never full") : QByteArray::number(static_cast<int>(last.error().code())));
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto after = addTenant(**store);
    say(QByteArray::number(after.value_or(-1)));
    say(QByteArray::number(countTenants(**store).value_or(-1)));
    say(QByteArray::number(written + 1));
    return 0;
}
} // namespace

class TestStoreFaults : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    std::unique_ptr<QProcess> program(const QStringList &arguments, const QProcessEnvironment &environment = {})
    {
        auto process = std::make_unique<QProcess>();
        if (!environment.isEmpty())
            process->setProcessEnvironment(environment);
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(), arguments);
        return process;
    }
    Result<QByteArray> integrity(LocalStore &store)
    {
        return store.read<QByteArray>({}, [](sql::Connection &connection) -> Result<QByteArray> {
            auto rows = connection.query("PRAGMA integrity_check");
            if (!rows)
                return fail(rows.error());
            return (*rows)[0].text(0).toLatin1();
        }).result();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("control.db"));
    }

    void programsAndThreadsTakeTurns()
    {
        constexpr int kEach = 60;
        auto store = openStore(m_path);
        VERIFY_OK(store);
        auto one = program({QStringLiteral("--writer"), m_path, QString::number(kEach)});
        auto two = program({QStringLiteral("--writer"), m_path, QString::number(kEach)});
        std::set<qint64> numbers;
        std::mutex mutex;
        const auto write = [&] {
            auto own = openStore(m_path);
            for (int i = 0; own && i < kEach; ++i) {
                auto commit = addTenant(**own);
                const std::scoped_lock guard(mutex);
                numbers.insert(commit.value_or(-1));
            }
        };
        std::thread three(write);
        std::thread four(write);
        three.join();
        four.join();
        for (QProcess *process : {one.get(), two.get()}) {
            QVERIFY(process->waitForFinished(60'000));
            QCOMPARE(process->exitCode(), 0);
            for (const QByteArray &line : process->readAllStandardOutput().trimmed().split('\n'))
                QVERIFY2(numbers.insert(line.toLongLong()).second, "a number was given twice");
        }
        QCOMPARE(numbers.size(), size_t(4 * kEach));
        QCOMPARE(*numbers.begin(), 1);
        QCOMPARE(*numbers.rbegin(), 4 * kEach);
        QCOMPARE(countTenants(**store).value_or(-1), 4 * kEach);
        QCOMPARE((*store)->commitNo({}).result().value_or(-1), 4 * kEach);
        QVERIFY(!(*store)->foreignWriter());
        QCOMPARE(integrity(**store).value_or("?"), QByteArray("ok"));
    }
    void whoWaitsComesNext()
    {
        std::atomic<bool> leave{false};
        std::atomic<int> turns{0};
        std::thread busy([&] { // lets go only to take it again at once
            store::WriterLock lock(m_path, QStringLiteral("busy"));
            while (!leave && lock.acquire(10'000, CancelToken())) {
                ++turns;
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                lock.release();
            }
        });
        store::WriterLock patient(m_path, QStringLiteral("patient"));
        int most = 0;
        bool always = true;
        for (int i = 0; i < 20; ++i) {
            for (const int seen = turns; turns == seen;)
                std::this_thread::yield(); // until the busy one has it again
            const int before = turns;
            always = always && patient.acquire(10'000, CancelToken()).has_value();
            most = std::max(most, turns - before);
            patient.release();
        }
        leave = true;
        busy.join();
        QVERIFY(always);
        QVERIFY2(most <= 3, qPrintable(QStringLiteral("the busy one had %1 turns meanwhile").arg(most)));
    }
    void keepsAcknowledgedCommitsWhenKilled()
    {
        qint64 acknowledged = 0;
        for (int round = 0; round < 15; ++round) {
            auto writer = program({QStringLiteral("--writer"), m_path, QStringLiteral("0")});
            const int wanted = 1 + QRandomGenerator::global()->bounded(40);
            QByteArray output;
            QTRY_VERIFY_WITH_TIMEOUT((output += writer->readAllStandardOutput()).count('\n') >= wanted, 30'000);
            ::kill(static_cast<pid_t>(writer->processId()), SIGKILL);
            QVERIFY(writer->waitForFinished());
            output += writer->readAllStandardOutput();
            const QList<QByteArray> lines = output.left(output.lastIndexOf('\n')).split('\n');
            QCOMPARE(lines.first().toLongLong() > acknowledged, true);
            acknowledged = lines.last().toLongLong();

            auto store = openStore(m_path);
            VERIFY_OK(store);
            const qint64 commitNo = (*store)->commitNo({}).result().value_or(-1);
            QVERIFY2(commitNo == acknowledged || commitNo == acknowledged + 1, qPrintable(QString::number(commitNo)));
            QCOMPARE(countTenants(**store).value_or(-1), commitNo);
            QCOMPARE(integrity(**store).value_or("?"), QByteArray("ok"));
            if (round % 2)
                acknowledged = addTenant(**store).value_or(-1);
        }
        qInfo("TRIED 15 kills of a writer");
    }

    /// Logs that are truncated by one program while another writes: every commit that was told is there, with what it wrote.
    void losesNothingWhileProgramsTruncateTheLog()
    {
        constexpr int kRounds = 40;
        LocalStore::Options options;
        options.path = m_path;
        options.createIfMissing = true;
        options.idleMs = 1; // checkpoints between its writes, too
        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        auto one = program({QStringLiteral("--racer"), m_path, QString::number(kRounds)});
        auto two = program({QStringLiteral("--racer"), m_path, QString::number(kRounds)});
        QMap<qint64, QByteArray> told;
        for (int i = 0; i < 4 * kRounds; ++i) {
            const QString notes(i * 37 % 5000, u'm');
            const auto commit = addTenant(**store, notes);
            VERIFY_OK(commit);
            told.insert(*commit, hashOf(notes));
        }
        for (QProcess *racer : {one.get(), two.get()}) {
            QVERIFY(racer->waitForFinished(60'000));
            QCOMPARE(racer->exitCode(), 0);
            for (const QByteArray &line : racer->readAllStandardOutput().trimmed().split('\n'))
                told.insert(line.split(' ').value(0).toLongLong(), line.split(' ').value(1));
        }
        QCOMPARE(told.size(), 6 * kRounds); // no number twice
        QCOMPARE(told.firstKey(), 1);
        QCOMPARE(told.lastKey(), 6 * kRounds);
        QVERIFY(!(*store)->foreignWriter());
        store->reset();
        auto again = openStore(m_path);
        QCOMPARE(countTenants(**again).value_or(-1), told.size());
        for (auto it = told.cbegin(); it != told.cend(); ++it) {
            const auto notes = (*again)->read<QString>({}, [no = it.key()](sql::Connection &c) -> Result<QString> {
                auto rows = c.query("SELECT notes FROM tenants WHERE slug = $1", {QStringLiteral("t%1").arg(no)});
                return rows && !rows->isEmpty() ? Result<QString>((*rows)[0].text(0)) : Result<QString>(Error(ErrorCode::TenantNotFound));
            }).result();
            VERIFY_OK(notes);
            QCOMPARE(hashOf(*notes), it.value());
        }
        QCOMPARE(integrity(**again).value_or("?"), QByteArray("ok"));
    }

    /// An fsync fails once. That the next one succeeds proves nothing: the store is read from the disk before anything is written.
    void trustsItsDiskAgainOnlyWhenTheStoreIsWhole_data()
    {
        QTest::addColumn<int>("probeMs");
        QTest::addColumn<QString>("lost");
        QTest::newRow("nothing is lost") << 600'000 << QString();
        QTest::newRow("nothing is lost, and it looks by itself") << 20 << QString();
        QTest::newRow("a page is lost") << 600'000 << QStringLiteral("page");
        QTest::newRow("a page is lost, and it looks by itself") << 20 << QStringLiteral("page");
        QTest::newRow("the log is lost") << 600'000 << QStringLiteral("log");
    }
    void trustsItsDiskAgainOnlyWhenTheStoreIsWhole()
    {
        QFETCH(int, probeMs);
        QFETCH(QString, lost);
        qint64 page = 0;
        {
            auto store = openStore(m_path);
            for (int i = 0; i < 5; ++i)
                VERIFY_OK(addTenant(**store));
            page = readNumber(**store, "SELECT rootpage FROM sqlite_schema WHERE name = 'schema_migrations'").value_or(0);
        }
        QVERIFY(page > 1);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QCoreApplication::applicationDirPath() + QStringLiteral("/libplancia_ioshim.so"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_ROOT"), m_folder->path());
        environment.insert(QStringLiteral("PLANCIA_FAULT_KIND"), QStringLiteral("EIO-once"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_CALLS"), QStringLiteral("sync"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_AT"), QStringLiteral("5"));
        auto doubter = program({QStringLiteral("--doubter"), m_path, QString::number(probeMs)}, environment);
        const auto ask = [&](const char *order) {
            doubter->write(order);
            while (!doubter->canReadLine() && doubter->waitForReadyRead(20'000)) { }
            return doubter->readLine().trimmed();
        };
        QCOMPARE(ask(""), QByteArray("ready"));
        const auto overwrite = [](const QString &path, qint64 at, qint64 bytes) {
            QFile file(path);
            return file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) && file.seek(at) && file.write(QByteArray(bytes, '\0')) == bytes;
        };
        if (lost == u"page")
            QVERIFY(overwrite(m_path, (page - 1) * 4096, 4096)); // nobody reads it in the usual way
        QByteArray answer, last;
        for (int i = 0; i < 10 && !answer.startsWith("IO_"); ++i) {
            last = answer;
            answer = ask("w");
        }
        QCOMPARE(answer, QByteArray("IO_004"));
        const QByteArray told = last;
        if (lost == u"log")
            QVERIFY(overwrite(m_path + QStringLiteral("-wal"), 32, QFileInfo(m_path + QStringLiteral("-wal")).size() - 32));
        if (probeMs < 1'000) {
            const QByteArray expected = lost.isEmpty() ? "well" : "IO_006";
            QTRY_COMPARE(ask("t"), expected);
        }
        if (lost.isEmpty()) {
            last = QByteArray::number(ask("w").toLongLong() - 1); // the commit that was refused may stand in the log all the same
            QVERIFY2(last == told || last.toLongLong() == told.toLongLong() + 1, last.constData());
            QCOMPARE(ask("t"), QByteArray("well"));
        } else {
            QCOMPARE(ask("w"), QByteArray("IO_006"));
            QVERIFY(ask("t").startsWith("IO_")); // and is not taken for well
            QCOMPARE(ask("w"), QByteArray("IO_006"));
        }
        doubter->closeWriteChannel();
        QVERIFY(doubter->waitForFinished());
        if (lost.isEmpty()) {
            auto again = openStore(m_path);
            QCOMPARE((*again)->commitNo({}).result().value_or(-1), last.toLongLong() + 1);
            QCOMPARE(integrity(**again).value_or("?"), QByteArray("ok"));
        }
    }

    void saysWhoHoldsTheLock()
    {
        VERIFY_OK(openStore(m_path));
        auto holder = program({QStringLiteral("--holder"), m_path});
        QVERIFY(holder->waitForReadyRead(20'000));
        LocalStore::Options options;
        options.path = m_path;
        options.writeWaitMs = 300;
        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        auto refused = addTenant(**store);
        VERIFY_FAILS(refused, ErrorCode::DbBusy);
        QCOMPARE(refused.error().fact(u"holder"), QStringLiteral("holder-program (pid %1)").arg(holder->processId()));
        VERIFY_OK(countTenants(**store)); // reading goes on

        CallContext context;
        auto patient = openStore(m_path);
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            context.cancel.cancel();
        });
        auto cancelled = addTenant(**patient, {}, context);
        canceller.join();
        VERIFY_FAILS(cancelled, ErrorCode::InternalCancelled);

        holder->kill(); // the kernel lets go for it
        QVERIFY(holder->waitForFinished());
        VERIFY_OK(addTenant(**store));
    }
    void isReadOnlyWhileSomebodyKeepsTheLockAndComesBackByItself()
    {
        VERIFY_OK(openStore(m_path));
        auto holder = program({QStringLiteral("--holder"), m_path});
        QVERIFY(holder->waitForReadyRead(20'000));
        LocalStore::Options options;
        options.path = m_path;
        options.writeWaitMs = 600;
        options.probeMs = 20;
        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        QVERIFY(!(*store)->writeTrouble());
        VERIFY_FAILS(addTenant(**store), ErrorCode::DbBusy);
        QVERIFY((*store)->writeTrouble());
        QCOMPARE((*store)->writeTrouble()->code(), ErrorCode::DbBusy);
        VERIFY_OK(countTenants(**store)); // reading goes on
        holder->kill();
        QVERIFY(holder->waitForFinished());
        QTRY_VERIFY(!(*store)->writeTrouble()); // nobody wrote: it looked by itself
        VERIFY_OK(addTenant(**store));
    }
    void isReadOnlyWhileTheDiskIsFullAndComesBackByItself()
    {
        const QByteArray mount = QFile::encodeName(m_folder->filePath(QStringLiteral("full")));
        QVERIFY(QDir().mkpath(QFile::decodeName(mount)));
        if (::mount("none", mount.constData(), "tmpfs", 0, "size=2m") != 0)
            QSKIP("needs the right to mount a small file system");
        const auto leave = qScopeGuard([&] { ::umount2(mount.constData(), MNT_DETACH); });
        LocalStore::Options options;
        options.path = QFile::decodeName(mount) + QStringLiteral("/control.db");
        options.createIfMissing = true;
        options.probeMs = 20;
        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        VERIFY_OK(addTenant(**store));
        const QString ballast = QFile::decodeName(mount) + QStringLiteral("/ballast");
        QVERIFY(!putContent(ballast, QByteArray(4 << 20, 'b')));
        Result<qint64> refused = addTenant(**store, QString(9'000, u'n'));
        for (int i = 0; i < 20 && refused; ++i) // until the log needs a new page
            refused = addTenant(**store, QString(9'000, u'n'));
        VERIFY_FAILS(refused, ErrorCode::IoDiskFull);
        QVERIFY((*store)->writeTrouble());
        const qint64 tenants = countTenants(**store).value_or(-1);
        QTest::qWait(100); // several probes
        QVERIFY((*store)->writeTrouble()); // still full, still said
        QVERIFY(QFile::remove(ballast));
        QTRY_VERIFY(!(*store)->writeTrouble());
        VERIFY_OK(addTenant(**store));
        QCOMPARE(countTenants(**store).value_or(-1), tenants + 1);
        QCOMPARE(integrity(**store).value_or("?"), QByteArray("ok"));
        QVERIFY(!QFile::exists(options.path + QStringLiteral(".probe")));
    }
    void aDeletedLockFileGuardsAgain()
    {
        auto one = openStore(m_path);
        VERIFY_OK(addTenant(**one));
        QVERIFY(QFile::remove(m_path + QStringLiteral(".lock")));
        auto two = openStore(m_path);
        VERIFY_OK(addTenant(**two));
        VERIFY_OK(addTenant(**one));
        auto holder = program({QStringLiteral("--holder"), m_path});
        QVERIFY(holder->waitForReadyRead(20'000));
        LocalStore::Options options;
        options.path = m_path;
        options.writeWaitMs = 100;
        auto three = LocalStore::open(options);
        VERIFY_FAILS(addTenant(**three), ErrorCode::DbBusy);
        holder->closeWriteChannel();
        QVERIFY(holder->waitForFinished());
    }

    /// What is committed after that stands in a file without a name; it is saved before the next write, and by the end.
    void aRemovedLogLosesNothing_data()
    {
        QTest::addColumn<bool>("renamed");
        QTest::addColumn<bool>("withIndex");
        QTest::newRow("removed") << false << false;
        QTest::newRow("renamed") << true << false;
        QTest::newRow("removed with its index") << false << true;
    }
    void aRemovedLogLosesNothing()
    {
        QFETCH(bool, renamed);
        QFETCH(bool, withIndex);
        LocalStore::Options options;
        options.path = m_path;
        options.createIfMissing = true;
        options.idleMs = 600'000; // the log is not checkpointed by itself
        auto store = LocalStore::open(options);
        const auto takeAway = [&] {
            const QString log = m_path + QStringLiteral("-wal");
            return QFileInfo(log).size() > 0 && (renamed ? QFile::rename(log, log + QStringLiteral(".away")) : QFile::remove(log))
                && (!withIndex || QFile::remove(m_path + QStringLiteral("-shm")));
        };
        // As a power cut would leave it: the files that have a name.
        const auto countInCopy = [&] {
            const QString copy = m_folder->filePath(QStringLiteral("copy.db"));
            for (const char *beside : {"", "-wal", "-shm"}) {
                QFile::remove(copy + QLatin1String(beside));
                QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-f"), m_path + QLatin1String(beside), copy + QLatin1String(beside)});
            }
            QFile::remove(copy + QStringLiteral("-shm"));
            return countTenants(**openStore(copy)).value_or(-1);
        };
        VERIFY_OK(addTenant(**store));
        const qint64 before = countTenants(**store).value_or(-1);
        QVERIFY(takeAway());
        QCOMPARE(countTenants(**store).value_or(-1), before);
        if (withIndex) {
            // Other programs would not see what this one writes: it saves what it has, and writes no more.
            VERIFY_FAILS(addTenant(**store), ErrorCode::StoreReplaced);
            QCOMPARE(countInCopy(), before);
        } else {
            VERIFY_OK(addTenant(**store));
            QCOMPARE(countTenants(**store).value_or(-1), before + 1);
            QCOMPARE(countInCopy(), before + 1);
            QFile::remove(m_path + QStringLiteral("-wal.away"));
            QVERIFY(takeAway());
        }
        (*store).reset();
        QCOMPARE(countTenants(**openStore(m_path)).value_or(-1), withIndex ? before : before + 1);
        VERIFY_OK(addTenant(**openStore(m_path)));
    }
    void doesNotMixWithALogThatAnotherBegan()
    {
        auto store = openStore(m_path);
        VERIFY_OK(addTenant(**store));
        for (const char *beside : {"-wal", "-shm"})
            QVERIFY(QFile::remove(m_path + QLatin1String(beside)));
        QProcess other;
        other.start(QStringLiteral("sqlite3"), {m_path}); // stays open, so that its log stays
        other.write("UPDATE meta SET commit_no = commit_no + 1; SELECT 'done';\n");
        QVERIFY(other.waitForReadyRead());
        VERIFY_FAILS(addTenant(**store), ErrorCode::StoreReplaced);
        other.closeWriteChannel();
        QVERIFY(other.waitForFinished());
    }
    void aLinkIsNoLockAndAStoreHasOneName()
    {
        const QString mine = m_folder->filePath(QStringLiteral("mine.txt"));
        const QString lock = m_path + QStringLiteral(".lock");
        const QByteArray words = "what somebody wrote";
        {
            QFile file(mine);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(words) == words.size());
        }
        VERIFY_OK(openStore(m_path));
        for (const bool hard : {false, true}) {
            QFile::remove(lock);
            const QByteArray from = QFile::encodeName(mine), to = QFile::encodeName(lock);
            QCOMPARE(hard ? ::link(from.constData(), to.constData()) : ::symlink(from.constData(), to.constData()), 0);
            auto store = openStore(m_path);
            VERIFY_FAILS(addTenant(**store), ErrorCode::IoOtherName);
            store->reset();
            QFile file(mine);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), words);
        }
        QVERIFY(QFile::remove(lock));
        const QString second = m_folder->filePath(QStringLiteral("second.db"));
        QCOMPARE(::link(QFile::encodeName(m_path).constData(), QFile::encodeName(second).constData()), 0);
        VERIFY_FAILS(openStore(m_path), ErrorCode::IoOtherName);
        VERIFY_FAILS(openStore(second), ErrorCode::IoOtherName);
        QVERIFY(QFile::remove(second));
        VERIFY_OK(addTenant(**openStore(m_path)));
    }

    void meetsALimitOnFileSizes()
    {
        auto limited = program({QStringLiteral("--limit"), m_path});
        QVERIFY(limited->waitForFinished(60'000));
        QCOMPARE(limited->exitCode(), 0);
        const QList<QByteArray> lines = limited->readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0), QByteArray::number(static_cast<int>(ErrorCode::IoDiskFull)));
        QCOMPARE(lines.at(1), lines.at(3)); // commit numbers without a hole
        QCOMPARE(lines.at(2), lines.at(3)); // every acknowledged tenant, and no other
        auto store = openStore(m_path);
        QCOMPARE(integrity(**store).value_or("?"), QByteArray("ok"));
    }
    void meetsAFullDisk()
    {
        const QByteArray mount = QFile::encodeName(m_folder->filePath(QStringLiteral("small")));
        QVERIFY(QDir().mkpath(QFile::decodeName(mount)));
        if (::mount("none", mount.constData(), "tmpfs", 0, "size=1200k") != 0)
            QSKIP("needs the right to mount a small file system");
        const auto leave = qScopeGuard([&] { ::umount2(mount.constData(), MNT_DETACH); });
        const QString path = QFile::decodeName(mount) + QStringLiteral("/control.db");
        const QString ballast = QFile::decodeName(mount) + QStringLiteral("/ballast");
        qint64 written = 0;
        {
            auto store = openStore(path);
            VERIFY_OK(store);
            VERIFY_OK(addTenant(**store));
            written = 1;
            Result<qint64> last = 0;
            while (written < 1000 && (last = addTenant(**store, QString(9000, QLatin1Char('x')))))
                ++written;
            VERIFY_FAILS(last, ErrorCode::IoDiskFull);
            QCOMPARE(countTenants(**store).value_or(-1), written);
            VERIFY_FAILS(addTenant(**store, QString(9000, QLatin1Char('x'))), ErrorCode::IoDiskFull);
        }
        auto again = openStore(path);
        VERIFY_OK(again);
        QCOMPARE(countTenants(**again).value_or(-1), written);
        QCOMPARE((*again)->commitNo({}).result().value_or(-1), written);
        QCOMPARE(integrity(**again).value_or("?"), QByteArray("ok"));
        again->reset();

        // And with no room to make one at all.
        QFile file(ballast);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (file.write(QByteArray(4096, 'b')) > 0) { }
        const QString second = QFile::decodeName(mount) + QStringLiteral("/second.db");
        VERIFY_FAILS(openStore(second), ErrorCode::IoDiskFull);
        QVERIFY(!QFile::exists(second));
        QVERIFY(!QFile::exists(second + QStringLiteral(".new")));
    }
    void readsFromReadOnlyMedia()
    {
        const QByteArray mount = QFile::encodeName(m_folder->filePath(QStringLiteral("media")));
        QVERIFY(QDir().mkpath(QFile::decodeName(mount)));
        if (::mount("none", mount.constData(), "tmpfs", 0, "size=2m") != 0)
            QSKIP("needs the right to mount a small file system");
        const auto leave = qScopeGuard([&] { ::umount2(mount.constData(), MNT_DETACH); });
        const QString path = QFile::decodeName(mount) + QStringLiteral("/control.db");
        {
            auto store = openStore(path);
            VERIFY_OK(addTenant(**store));
        }
        const QStringList files = filesIn(QFile::decodeName(mount));
        QCOMPARE(::mount("none", mount.constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=2m"), 0);
        for (const Mode mode : {Mode::ReadOnlyLive, Mode::ReadOnlyImmutable}) {
            auto store = openStore(path, mode);
            VERIFY_OK(store);
            QCOMPARE((*store)->mode(), Mode::ReadOnlyImmutable);
            QCOMPARE(countTenants(**store).value_or(-1), 1);
        }
        VERIFY_FAILS(openStore(path), ErrorCode::IoPermission);
        QCOMPARE(filesIn(QFile::decodeName(mount)), files);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == u"--writer")
        return writerMain(arguments.value(2), arguments.value(3).toInt());
    if (arguments.value(1) == u"--holder")
        return holderMain(arguments.value(2));
    if (arguments.value(1) == u"--racer")
        return racerMain(arguments.value(2), arguments.value(3).toInt());
    if (arguments.value(1) == u"--doubter")
        return doubterMain(arguments.value(2), arguments.value(3).toInt());
    if (arguments.value(1) == u"--limit")
        return limitMain(arguments.value(2));
    TestStoreFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storefaults.moc"
