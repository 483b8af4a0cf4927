// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/dashboards/dashboardfile.h"
#include "app/monitoring/dashboards/dashboards.h"
#include "app/tasks/taskqueue.h"
#include "models/base/clock.h"
#include "models/errors/catalogue.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
template <class T>
T wait(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}
QString fact(const Error &error, const char *key)
{
    for (const Fact &fact : error.facts())
        if (fact.key == QLatin1String(key))
            return fact.value;
    return {};
}
const QByteArray kHead = "version = 1\ntitle = \"Mine\"\nsource = \"postgres\"\n";
const QByteArray kTile = "[[row]]\n[[row.tile]]\nkind = \"line\"\nmetrics = [\"pg.commits\"]\n";
} // namespace

class TestDashboards : public QObject {
    Q_OBJECT

    const SystemClock m_clock;
    tasks::TaskQueue m_tasks{m_clock};

    static QString shipped() { return qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/dashboards"); }

private slots:
    /// What ships can be read, and is written so that it reads the same.
    void shippedOnesAreGood()
    {
        QTemporaryDir own;
        Dashboards dashboards(shipped(), own.path() + QStringLiteral("/dashboards"), m_tasks);
        const auto listed = wait(dashboards.list({}));
        QVERIFY(listed);
        QVERIFY2(listed->faults.isEmpty(), listed->faults.isEmpty() ? "" : qPrintable(describe(listed->faults.first()).sentence));
        QStringList ids;
        for (const DashboardFile &file : listed->files) {
            ids.append(file.dashboard.id);
            QVERIFY(file.isBuiltIn && file.path.isEmpty());
            QVERIFY(file.dashboard.title.byLanguage.contains("it") && file.dashboard.title.byLanguage.contains("en"));
            const auto text = writeDashboard(file.dashboard, "x");
            QVERIFY(text);
            const auto again = parseDashboard(*text, file.dashboard.id, "x");
            QVERIFY(again);
            QCOMPARE(*again, file.dashboard);
        }
        QCOMPARE(ids, QStringList({"overview", "queries", "locks-and-waits", "replication-and-wal", "health", "agent", "target"}));
        QVERIFY(!QFile::exists(own.path() + QStringLiteral("/dashboards"))); // reading makes nothing
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const QByteArray &text, const char *key, int line) {
            QTest::newRow(name) << text << QString::fromLatin1(key) << line;
        };
        row("no TOML", "version = = 1", "", 1);
        row("empty", "", "version", 1);
        row("another version", "version = 2\ntitle = \"x\"\nsource = \"agent\"\n", "version", 1);
        row("no title", "version = 1\nsource = \"agent\"\n", "title", 1);
        row("no source", "version = 1\ntitle = \"x\"\n", "source", 1);
        row("an unknown key", kHead + "colour = \"red\"\n", "colour", 4);
        row("an unknown kind", kHead + "[[row]]\n[[row.tile]]\nkind = \"pie\"\nmetrics = [\"pg.commits\"]\n", "row[0].tile[0].kind", 6);
        row("an unknown metric", kHead + "[[row]]\n[[row.tile]]\nkind = \"line\"\nmetrics = [\"pg.magic\"]\n", "row[0].tile[0].metrics", 5);
        row("a row without a tile", kHead + "[[row]]\n", "row[0].tile", 4);
        row("a row that is no table", kHead + "row = 7\n", "row", 4);
        row("a limit in quotes", kHead + kTile + "warn_above = \"1\"\n", "row[0].tile[0].warn_above", 8);
        row("a limit that is none", kHead + kTile + "warn_above = nan\n", "row[0].tile[0].metrics", 5);
        row("metrics that are no list", kHead + "[[row]]\n[[row.tile]]\nkind = \"line\"\nmetrics = \"pg.commits\"\n", "row[0].tile[0].metrics", 5);
        row("a key of a tile that is unknown", kHead + kTile + "colour = 1\n", "row[0].tile[0].colour", 8);
        row("words without words", "version = 1\ntitle = \"  \"\nsource = \"agent\"\n", "title", 2);
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, key);
        QFETCH(int, line);
        const auto read = parseDashboard(text, "mine", "/there/mine.toml");
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::ConfigInvalid);
        QCOMPARE(fact(read.error(), "key"), key);
        QCOMPARE(fact(read.error(), "line").toInt(), line);
        QCOMPARE(fact(read.error(), "path"), QStringLiteral("/there/mine.toml"));
        QVERIFY(!fact(read.error(), "message").isEmpty());
    }
    void hugeAndHostileFilesAreRefused()
    {
        QVERIFY(!parseDashboard(QByteArray(kMaxDashboardBytes + 1, '#'), "x", "x"));
        QVERIFY(!parseDashboard("title = " + QByteArray(5000, '['), "x", "x"));
        QByteArray many = kHead;
        for (int i = 0; i < kMaxDashboardRows + 1; ++i)
            many += kTile;
        QVERIFY(!parseDashboard(many, "x", "x"));
        QVERIFY(!parseDashboard(kHead + QByteArray("\xff\xfe\x00", 3), "x", "x"));
        Dashboard dashboard = *parseDashboard(kHead + kTile, "x", "x");
        dashboard.title.byLanguage = {{QString(), QStringLiteral("\"]\n[[row]]\n<b>&\\")}};
        const auto text = writeDashboard(dashboard, "x");
        QVERIFY(text);
        QCOMPARE(parseDashboard(*text, "x", "x")->title, dashboard.title);
    }

    void savedOnesStandBeforeShippedOnesAndCanGoAgain()
    {
        QTemporaryDir home;
        const QString own = home.path() + QStringLiteral("/dashboards");
        Dashboards dashboards(shipped(), own, m_tasks);
        auto listed = wait(dashboards.list({}));
        Dashboard changed = listed->files.first().dashboard;
        changed.rows.removeLast();
        const auto saved = wait(dashboards.save(changed, {}));
        QVERIFY(saved);
        QVERIFY(saved->isBuiltIn);
        struct stat about {};
        QCOMPARE(::stat(QFile::encodeName(saved->path).constData(), &about), 0);
        QCOMPARE(int(about.st_mode & 0777), 0600);
        QCOMPARE(::stat(QFile::encodeName(own).constData(), &about), 0);
        QCOMPARE(int(about.st_mode & 0777), 0700);
        listed = wait(dashboards.list({}));
        QCOMPARE(listed->files.first().dashboard, changed);
        QCOMPARE(listed->files.first().path, saved->path);
        QCOMPARE(listed->files.size(), 7);
        QVERIFY(wait(dashboards.remove(changed.id, {})));
        QCOMPARE(wait(dashboards.remove(changed.id, {})).error().code(), ErrorCode::FileNotFound);
        QVERIFY(wait(dashboards.list({}))->files.first().dashboard != changed);

        changed.id = QStringLiteral("my-own");
        QVERIFY(wait(dashboards.save(changed, {})));
        listed = wait(dashboards.list({}));
        QCOMPARE(listed->files.last().dashboard.id, QStringLiteral("my-own"));
        QVERIFY(!listed->files.last().isBuiltIn);
    }
    void aBrokenFileIsToldAndTheShippedOneStandsIn()
    {
        QTemporaryDir home;
        QDir(home.path()).mkdir("dashboards");
        const auto put = [&](const QString &name, const QByteArray &text) {
            QFile file(home.path() + QStringLiteral("/dashboards/") + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        put("overview.toml", "version = 9");
        put("Not A Name.toml", kHead + kTile);
        put("mine.toml", kHead + kTile);
        put("left-over.toml.new", "half");
        Dashboards dashboards(shipped(), home.path() + QStringLiteral("/dashboards"), m_tasks);
        const auto listed = wait(dashboards.list({}));
        QVERIFY(listed);
        QCOMPARE(listed->faults.size(), 2);
        QCOMPARE(listed->files.size(), 8);
        QCOMPARE(listed->files.first().dashboard.id, QStringLiteral("overview"));
        QVERIFY(listed->files.first().path.isEmpty());
    }
    void somebodysFaultyFileIsNotWrittenOver()
    {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir("dashboards"));
        const QString path = home.path() + QStringLiteral("/dashboards/mine.toml");
        const QByteArray work = kHead + kTile + "# an evening of work\nwidht = \"half\"\n";
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(work);
        file.close();
        Dashboards dashboards(shipped(), home.path() + QStringLiteral("/dashboards"), m_tasks);
        const auto refused = wait(dashboards.save(*parseDashboard(kHead + kTile, "mine", "x"), {}));
        QVERIFY(!refused);
        QCOMPARE(fact(refused.error(), "key"), QStringLiteral("row[0].tile[0].widht"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), work);
    }
    void aLinkStaysALink()
    {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir("dashboards"));
        const QString real = home.path() + QStringLiteral("/kept-elsewhere.toml");
        QFile file(real);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kHead + kTile);
        file.close();
        const QString path = home.path() + QStringLiteral("/dashboards/mine.toml");
        QVERIFY(QFile::link(real, path));
        Dashboards dashboards(shipped(), home.path() + QStringLiteral("/dashboards"), m_tasks);
        Dashboard changed = *parseDashboard(kHead + kTile, "mine", "x");
        changed.rows[0][0].metrics = {"pg.rollbacks"};
        QVERIFY(wait(dashboards.save(changed, {})));
        QVERIFY(QFileInfo(path).isSymLink());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("pg.rollbacks"));
    }
    void whatCannotBeWrittenChangesNothing()
    {
        QTemporaryDir home;
        Dashboards dashboards(shipped(), home.path() + QStringLiteral("/dashboards"), m_tasks);
        Dashboard good = *parseDashboard(kHead + kTile, "mine", "x");
        QVERIFY(wait(dashboards.save(good, {})));
        Dashboard bad = good;
        bad.rows[0][0].metrics = {"pg.magic"};
        QCOMPARE(wait(dashboards.save(bad, {})).error().code(), ErrorCode::ConfigInvalid);
        bad = good;
        bad.id = "../mine";
        QCOMPARE(wait(dashboards.save(bad, {})).error().code(), ErrorCode::ConfigInvalid);
        QCOMPARE(wait(dashboards.remove("../mine", {})).error().code(), ErrorCode::ConfigInvalid);
        QCOMPARE(wait(dashboards.list({}))->files.last().dashboard, good);
        // A folder that cannot be made: something of that name is there.
        QFile file(home.path() + QStringLiteral("/taken"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Dashboards blocked(shipped(), home.path() + QStringLiteral("/taken"), m_tasks);
        const auto saved = wait(blocked.save(good, {}));
        QVERIFY(!saved);
        QVERIFY(describe(saved.error()).sentence.contains("taken"));
    }
};

QTEST_GUILESS_MAIN(TestDashboards)
#include "tst_dashboards.moc"
