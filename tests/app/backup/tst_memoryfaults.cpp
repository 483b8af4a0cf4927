// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that the system refuses at the n-th time that SQLite, or a piece of a backup, asks for some: a backup, its verification,
// its proof, a restore and a moment of the archive end with INTERNAL_004 or as if nothing had been, and nothing is broken.
// (What C++ itself asks for is not refused: no program of ours goes on without.)
#include "archivefixture.h"
#include "storefixture.h"

#include "app/backup/prover.h"
#include "app/backup/restorer.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;

namespace {

std::atomic<bool> g_counts{false};
std::atomic<int> g_asked{0};
int g_at = 0; ///< the first that is refused; 0: none
bool g_once = false;
sqlite3_mem_methods g_system;

bool refused()
{
    if (!g_counts)
        return false;
    const int number = ++g_asked;
    return g_at > 0 && (g_once ? number == g_at : number >= g_at);
}

/// SQLite asks for its memory here from now on; before anything else uses it.
void stepInForSqlite()
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &g_system);
    sqlite3_mem_methods ours = g_system;
    ours.xMalloc = [](int size) { return refused() ? nullptr : g_system.xMalloc(size); };
    ours.xRealloc = [](void *old, int size) { return refused() ? nullptr : g_system.xRealloc(old, size); };
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); // else it asks rarely
}

/// How many times are tried; all with PLANCIA_FAULTS=all.
constexpr int kSample = 40;

} // namespace

/// Of the pieces of a backup.
extern "C" void *aligned_alloc(size_t alignment, size_t size) noexcept { return refused() ? nullptr : ::memalign(alignment, size); }

class tst_MemoryFaults : public QObject {
    Q_OBJECT

    int m_tried = 0;

    struct Outcome {
        int asked = 0;
        std::optional<Error> error;
    };
    template <class Act>
    Outcome with(int at, bool once, const Act &act)
    {
        g_at = at;
        g_once = once;
        g_asked = 0;
        g_counts = true;
        const auto result = act();
        g_counts = false;
        return {g_asked, result ? std::optional<Error>() : std::optional<Error>(result.error())};
    }

    /// Empty, or what is wrong. `sound` says what is broken after the act, whatever became of it. An act that `endsBefore` its
    /// last calls may do without memory then.
    template <class Act>
    QString tryAll(const Act &act, const std::function<QString()> &sound, bool endsBefore = false)
    {
        const Outcome whole = with(0, false, act);
        if (whole.error)
            return QStringLiteral("without a fault: ") + whole.error->fact(u"message");
        const int asked = whole.asked;
        if (asked < 20)
            return QStringLiteral("memory is asked for %1 times only").arg(asked);
        const int sample = qEnvironmentVariable("PLANCIA_FAULTS") == u"all" ? asked : std::min(kSample, asked);
        for (const bool once : {false, true})
            for (int i = 0; i < sample; ++i) {
                const int at = 1 + static_cast<int>(qint64(asked) * i / sample);
                const Outcome outcome = with(at, once, act);
                ++m_tried;
                QString wrong = sound();
                // Once refused and not told: SQLite itself, or we, did without it.
                if (outcome.error && outcome.error->code() != ErrorCode::InternalNoMemory)
                    wrong += errorId(outcome.error->code()) + u' ' + outcome.error->fact(u"message");
                if (!outcome.error && !once && !endsBefore && outcome.asked >= at + 3)
                    wrong += QStringLiteral("no memory at all, and no error");
                if (!wrong.isEmpty())
                    return QStringLiteral("%1 of %2%3: %4").arg(at).arg(asked).arg(once ? QStringLiteral(", once") : QString(), wrong);
            }
        return {};
    }

    static QString brokenStore(StoreFixture &f)
    {
        auto checked = f.store->read<QString>({}, [](sql::Connection &c) -> Result<QString> {
            auto rows = c.query("SELECT group_concat(integrity_check) FROM pragma_integrity_check");
            return rows ? Result<QString>((*rows)[0].text(0)) : Result<QString>(rows.error());
        }).result();
        if (!checked)
            return QStringLiteral("the store cannot be read: ") + checked.error().fact(u"message");
        return *checked == u"ok" ? QString() : *checked;
    }
    static QString brokenBackups(const QString &folder)
    {
        const auto listed = backup::listBackups(folder);
        if (!listed)
            return QStringLiteral("no list");
        for (const BackupInfo &info : *listed)
            if (!verifyBackup(info.path))
                return QStringLiteral("it is listed and not whole: ") + info.path;
        const QStringList left = allFiles(folder).filter(QStringLiteral(".plancia-"));
        return left.isEmpty() ? QString() : QStringLiteral("left behind: ") + left.join(u' ');
    }

private slots:
    void aBackup()
    {
        StoreFixture f(40);
        QVERIFY(f.backUp(f.backups()));
        const QString wrong = tryAll([&] { return f.backUp(f.filePath(QStringLiteral("more"))); },
                                     [&] { return brokenStore(f) + brokenBackups(f.backups()) + brokenBackups(f.filePath(QStringLiteral("more"))); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void aVerification()
    {
        StoreFixture f(40);
        const auto info = f.backUp(f.backups());
        QVERIFY(info);
        const QString wrong = tryAll([&] { return verifyBackup(info->path); }, [&] { return brokenBackups(f.backups()); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void aProof()
    {
        StoreFixture f(40);
        const auto info = f.backUp(f.backups());
        QVERIFY(info);
        const QString wrong = tryAll([&] { return backup::proveBackup(info->path, {f.filePath(QStringLiteral("scratch")), nullptr}, {}, {}); },
                                     [&] { return brokenBackups(f.backups()); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void aRestore()
    {
        StoreFixture f(40);
        const auto info = f.backUp(f.backups());
        QVERIFY(info && f.addRows(7));
        const SystemClock clock;
        backup::Restorer::Safety safety;
        safety.make = [&](const QString &note, const CancelToken &, const ProgressSink &) {
            Q_UNUSED(note);
            return f.backUp(f.filePath(QStringLiteral("safety")));
        };
        safety.drop = [](const BackupInfo &) {};
        const auto append = [](sql::Connection &c, const QString &) -> Result<bool> {
            auto commit = sql::nextCommitWithoutAudit(c);
            return commit ? Result<bool>(true) : Result<bool>(commit.error());
        };
        const auto rows = [&] {
            return f.store->read<qint64>({}, [](sql::Connection &c) -> Result<qint64> {
                auto found = c.query("SELECT count(*) FROM audit_log");
                return found ? Result<qint64>((*found)[0].integer(0)) : Result<qint64>(found.error());
            }).result().value_or(-1);
        };
        qint64 before = rows();
        const qint64 restored = before - 7;
        bool done = false;
        const QString wrong = tryAll(
            [&] {
                before = rows();
                const auto result = backup::Restorer(*f.store, f.filePath(QStringLiteral("scratch")), clock)
                    .restore({storeOf(*info), QStringLiteral("the backup"), 1, false, {}}, safety, append, {}, {});
                done = result.has_value();
                return result;
            },
            [&] {
                const qint64 now = rows();
                QString broken = now == restored || (!done && now == before) ? QString() : QStringLiteral("%1 rows").arg(now);
                broken += brokenStore(f) + brokenBackups(f.backups()) + brokenBackups(f.filePath(QStringLiteral("safety")));
                QDir(f.filePath(QStringLiteral("safety"))).removeRecursively();
                if (const auto added = f.addRows(1); !added) // the store goes on
                    broken += added.error().fact(u"message");
                return broken;
            },
            true);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void aMoment()
    {
        ArchiveFixture f;
        f.base();
        f.add(30, QByteArray(400, 'a'));
        const qint64 wanted = f.write("UPDATE tenants SET notes = 'changed' WHERE slug GLOB '*1*'");
        f.add(10);
        f.keep();
        const QString wrong = tryAll([&] { return f.materialise(wanted); },
                                     [&] { return f.comesBack(wanted) ? QString() : QStringLiteral("it does not come back"); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void cleanupTestCase() { qInfo("TRIED %d refusals of memory", m_tried); }
};

int main(int argc, char **argv)
{
    stepInForSqlite();
    QCoreApplication application(argc, argv);
    tst_MemoryFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_memoryfaults.moc"
