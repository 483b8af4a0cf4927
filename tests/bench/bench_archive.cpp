// SPDX-License-Identifier: GPL-3.0-or-later
// bench_archive commit N: N commits of a store with an archive and of one without, in turns.
// bench_archive history: 48 hours of commits, a minute apart, and a moment in their middle against `cp` of what it is made of.
// bench_archive exact N: N commits at random brought back and compared with what the store held then; among them checkpoints,
// closes and a VACUUM.
#include "app/backup/archive/thinning.h"
#include "tests/app/backup/archivefixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTextStream>

#include <algorithm>

using namespace plancia;
using namespace plancia::tests;

namespace {

constexpr int kBlock = 50; ///< commits between two turns
constexpr int kRuns = 5;

QTextStream out(stdout);

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

double secondsSince(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e9; }

/// One commit as an act makes it: a row changed, and a row of the trail.
void commit(store::LocalStore &store, const QByteArray &sql)
{
    auto done = store.write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
        auto changed = connection.execute(sql);
        if (!changed)
            return fail(changed.error());
        auto taken = sql::nextCommitWithoutAudit(connection);
        return taken ? Result<bool>(true) : Result<bool>(taken.error());
    }).result();
    ArchiveFixture::check(std::move(done));
}

/// As commit(), for what takes long.
void fill(store::LocalStore &store, const QByteArray &sql)
{
    ArchiveFixture::check(store.writeLong({}, [&](sql::Connection &connection) -> Result<bool> {
        auto changed = connection.execute(sql);
        if (!changed)
            return fail(changed.error());
        auto taken = sql::nextCommitWithoutAudit(connection);
        return taken ? Result<bool>(true) : Result<bool>(taken.error());
    }));
}

const QByteArray kOneTenant = "UPDATE tenants SET notes = hex(randomblob(100)), updated_at = updated_at + 1"
                              " WHERE id = (SELECT id FROM tenants WHERE slug >= 't' || (abs(random()) % 1000003 + 100000000) ORDER BY slug LIMIT 1)";

int commits(int count)
{
    ArchiveFixture with(4096, 2'000), without(4096, 2'000);
    for (ArchiveFixture *each : {&with, &without})
        each->add(5'000, QByteArray(200, 'x'));
    without.close();
    without.open(false);
    with.base();
    QList<double> on, off;
    for (int done = 0; done < count; done += kBlock)
        for (ArchiveFixture *each : {&with, &without})
            for (int i = 0; i < kBlock; ++i) {
                QElapsedTimer timer;
                timer.start();
                commit(*each->store, kOneTenant);
                (each == &with ? on : off).append(secondsSince(timer) * 1000);
            }
    with.keep();
    double sumOn = 0, sumOff = 0;
    for (qsizetype i = 0; i < on.size(); ++i) {
        sumOn += on[i];
        sumOff += off[i];
    }
    out << QStringLiteral("%1 commits: median %2 ms with the archive, %3 ms without; mean %4 and %5 ms\n").arg(on.size())
               .arg(median(on), 0, 'f', 3).arg(median(off), 0, 'f', 3).arg(sumOn / double(on.size()), 0, 'f', 3).arg(sumOff / double(off.size()), 0, 'f', 3);
    out << QStringLiteral("RATIO commit, with the archive / without: %1 (bar 1.1)\n").arg(median(on) / median(off), 0, 'f', 2);
    return with.gaps() == u"started" ? 0 : 1;
}

int history()
{
    constexpr qint64 kMinute = 60'000;
    constexpr int kMinutes = 48 * 60;
    ArchiveFixture f(4096, 2'000);
    f.clock.aheadMs = -kMinutes * kMinute;
    fill(*f.store, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                     " INSERT INTO tenants (id, slug, name, name_key, status, notes, created_at, updated_at)"
                     " SELECT randomblob(16), 't' || ((i * 7919) % 1000003 + 100000000), 'n', 'n', 'trial', hex(randomblob(200)), 1, 1 FROM n");
    f.base();
    const qint64 first = f.store->commitNoSeen();
    for (int minute = 1; minute <= kMinutes; ++minute) {
        f.clock.aheadMs = -(kMinutes - minute) * kMinute;
        commit(*f.store, kOneTenant);
        if (minute % 4 == 0) // as records are after a while
            f.keep();
        if (minute % 360 == 0)
            ArchiveFixture::check(thinOut(*f.folder, f.clock.nowMs(), qint64(1) << 40, {}));
    }
    const qint64 wanted = (first + f.store->commitNoSeen()) / 2;
    const auto route = ArchiveFixture::check(f.index()->route(wanted));
    QStringList parts{f.filePath("backups/") + route.base.name + "/store.db"};
    for (const RecordHead &record : route.records)
        parts.append(record.path);
    qint64 bytes = 0;
    for (const QString &part : std::as_const(parts))
        bytes += QFileInfo(part).size();
    QList<double> ours, theirs;
    const QString copy = f.filePath("copy");
    for (int run = 0; run < kRuns; ++run) {
        QDir().mkpath(copy);
        QElapsedTimer timer;
        timer.start();
        if (QProcess::execute("cp", parts + QStringList{copy}) != 0)
            return 1;
        theirs.append(secondsSince(timer));
        QDir(copy).removeRecursively();
        timer.start();
        const auto made = ArchiveFixture::check(f.materialise(wanted));
        ours.append(secondsSince(timer));
    }
    out << QStringLiteral("commit %1 of %2 to %3, %4 records: %5 s; cp of its base and records, %6 MiB: %7 s\n").arg(wanted).arg(first)
               .arg(f.store->commitNoSeen()).arg(route.records.size()).arg(median(ours), 0, 'f', 3).arg(double(bytes) / (1 << 20), 0, 'f', 0).arg(median(theirs), 0, 'f', 3);
    out << QStringLiteral("RATIO a moment amid 48 hours / cp of base and records: %1 (bar 3)\n").arg(median(ours) / median(theirs), 0, 'f', 2);
    return 0;
}

int exact(int count)
{
    ArchiveFixture f;
    f.add(50);
    f.base();
    const qint64 first = f.store->commitNoSeen();
    auto &random = *QRandomGenerator::global();
    for (int i = 0; i < count; ++i) {
        f.randomWrite();
        if (i % 7 == 0) // keeps it small
            f.write("DELETE FROM tenants WHERE abs(random()) % 4 = 0");
        if (i % 100 == 60) { // with a checkpoint that truncates
            f.close();
            f.open();
        }
        if (i == count / 2)
            ArchiveFixture::check(f.store->rewrite({}, [](sql::Connection &c) {
                auto done = c.execute("VACUUM");
                return done ? Result<bool>(true) : Result<bool>(done.error());
            }));
        if (i % 400 == 399)
            f.base();
    }
    f.keep();
    QList<qint64> all = f.contents.keys();
    all.removeIf([&](qint64 no) { return no <= first; });
    int same = 0;
    for (int i = 0; i < count; ++i)
        same += f.comesBack(all[random.bounded(static_cast<int>(all.size()))]);
    out << QStringLiteral("EXACT %1 of %2 moments at random of %3 commits; lines: %4\n").arg(same).arg(count).arg(all.size()).arg(f.gaps());
    return same == count && f.gaps() == u"started" ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    const QString what = words.value(1);
    if (what == u"commit")
        return commits(words.value(2, "2000").toInt());
    if (what == u"history")
        return history();
    return what == u"exact" ? exact(words.value(2, "1000").toInt()) : 64;
}
