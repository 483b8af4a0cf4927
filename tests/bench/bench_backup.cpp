// SPDX-License-Identifier: GPL-3.0-or-later
// bench_backup STORE FOLDER: an online backup, verified, against `sqlite3 .backup` of the same file, and what writers feel.
#include "app/backup/backupengine.h"
#include "app/sql/commit.h"
#include "app/store/localstore.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

using namespace plancia;
using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 3;
constexpr auto kCommitEvery = 5ms; // 200 commits a second

QTextStream out(stdout);

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

void stop(const Error &error)
{
    out << describe(error).sentence << "\n" << describe(error).details << "\n";
    out.flush();
    std::exit(1);
}

/// Commits at a steady rate until it is told to stop; each commit's time in ms, from when it was due.
class Writer {
public:
    explicit Writer(store::LocalStore &store) : m_store(store), m_thread([this] { run(); }) {}
    std::vector<double> finish()
    {
        m_stop = true;
        m_thread.join();
        return m_times;
    }

private:
    void run()
    {
        auto due = std::chrono::steady_clock::now();
        while (!m_stop) {
            std::this_thread::sleep_until(due);
            auto done = m_store.write<bool>({}, {}, [](sql::Connection &connection) -> Result<bool> {
                auto changed = connection.execute("UPDATE tenants SET updated_at = updated_at + 1 WHERE slug = 'tenant-0001'");
                if (!changed)
                    return fail(changed.error());
                auto taken = sql::nextCommitWithoutAudit(connection);
                return taken ? Result<bool>(true) : Result<bool>(taken.error());
            }).result();
            if (!done)
                stop(done.error());
            const auto now = std::chrono::steady_clock::now();
            m_times.push_back(std::chrono::duration<double, std::milli>(now - due).count());
            due = std::max(due + kCommitEvery, now);
        }
    }
    store::LocalStore &m_store;
    std::atomic<bool> m_stop{false};
    std::vector<double> m_times;
    std::thread m_thread;
};

double p99(std::vector<double> times)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[times.size() * 99 / 100];
}

double backUp(store::LocalStore &store, const QString &folder, const backup::BackupKey *key = nullptr)
{
    const SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    auto ran = store.withSourceHandle([&](sqlite3 *source) -> Result<bool> {
        BackupRequest request;
        request.folder = folder;
        auto made = backup::BackupEngine(clock, {folder + QStringLiteral("-scratch")}).create(source, request, CancelToken(), {}, key);
        return made ? Result<bool>(true) : Result<bool>(made.error());
    });
    if (!ran)
        stop(ran.error());
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    QDir(folder).removeRecursively();
    QDir(folder + QStringLiteral("-scratch")).removeRecursively();
    return seconds;
}

/// Seconds, or a negative number when it had not finished in `limitMs`.
double anchor(const QString &store, const QString &target, int limitMs)
{
    QFile::remove(target);
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(QStringLiteral("sqlite3"), {store, QStringLiteral(".backup '%1'").arg(target)});
    const bool ended = process.waitForFinished(limitMs);
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    QFile::remove(target);
    return ended && process.exitCode() == 0 ? seconds : -seconds;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() != 3)
        return 64;
    const QString folder = words[2] + QStringLiteral("/backups");
    const QString target = words[2] + QStringLiteral("/anchor.db");
    store::LocalStore::Options options;
    options.path = words[1];
    auto opened = store::LocalStore::open(options);
    if (!opened)
        stop(opened.error());
    store::LocalStore &store = **opened;
    const double mib = static_cast<double>(QFileInfo(words[1]).size()) / (1 << 20);

    const backup::BackupKey key = backup::BackupKey::random();
    std::vector<double> ours, theirs, encrypted;
    for (int i = 0; i < kRuns; ++i) { // in turns, so that both see the same machine
        theirs.push_back(anchor(words[1], target, 600'000));
        ours.push_back(backUp(store, folder));
        encrypted.push_back(backUp(store, folder, &key));
    }
    out << QStringLiteral("backup of %1 MiB, verified: %2 s; sqlite3 .backup: %3 s\n").arg(mib, 0, 'f', 0).arg(median(ours), 0, 'f', 2).arg(median(theirs), 0, 'f', 2);
    out << QStringLiteral("RATIO online backup / sqlite3 .backup: %1 (bar 1.0)\n").arg(median(ours) / median(theirs), 0, 'f', 2);
    out << QStringLiteral("RATIO encrypted backup / plain backup: %1 (packed, encrypted, read back and opened besides: %2 s)\n")
               .arg(median(encrypted) / median(ours), 0, 'f', 2).arg(median(encrypted), 0, 'f', 2);
    out.flush();

    std::vector<double> idle, busy, more, seconds;
    for (int i = 0; i < kRuns; ++i) {
        Writer alone(store);
        std::this_thread::sleep_for(4s);
        idle.push_back(p99(alone.finish()));
        Writer during(store);
        seconds.push_back(backUp(store, folder));
        busy.push_back(p99(during.finish()));
        more.push_back(busy.back() - idle.back());
    }
    out << QStringLiteral("200 commits/s: p99 %1 ms alone, %2 ms during a backup of %3 s, %4 ms more (bar: 5 ms)\n")
               .arg(median(idle), 0, 'f', 2).arg(median(busy), 0, 'f', 2).arg(median(seconds), 0, 'f', 2).arg(median(more), 0, 'f', 2);
    out << QStringLiteral("RATIO what a backup adds to the writer's p99 / 5 ms: %1 (bar 1)\n").arg(median(more) / 5, 0, 'f', 2);
    out.flush();
    Writer against(store);
    const double livelock = anchor(words[1], target, 30'000);
    against.finish();
    out << (livelock < 0 ? QStringLiteral("sqlite3 .backup under the same writer: not finished after %1 s\n").arg(-livelock, 0, 'f', 0)
                         : QStringLiteral("sqlite3 .backup under the same writer: %1 s\n").arg(livelock, 0, 'f', 2));
    return 0;
}
