// SPDX-License-Identifier: GPL-3.0-or-later
// The real planciactl, killed, torn or failed at each of its calls that change a file (ioshim.cpp), and what is left then.
#include "app/sql/commit.h"
#include "app/store/localstore.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;

namespace {

/// Calls tried of a scenario, unless PLANCIA_FAULTS=all.
constexpr int kKills = 40;
constexpr int kFailures = 10;

struct Ended {
    bool killed = false;
    int status = 0;
    QByteArray out, err;
    QString code() const { return QJsonDocument::fromJson(err.trimmed().split('\n').last()).object().value("code").toString(); }
};

/// What is done under faults. A word "@" stands for the path of the template's backup.
struct Scenario {
    const char *name;
    QStringList arguments;
    int commits = 0;         ///< that the whole act makes
    bool isWrite = true;     ///< success means that they are there; else they are rows of the trail about work on files
};

QList<Scenario> scenarios()
{
    return {
        {"commit and checkpoint", {"tenant", "create", "under-fault", "--name", "Under fault"}, 1},
        {"backup", {"backup", "create"}, 1, false},
        {"verify", {"backup", "verify", "@"}, 1, false},
    };
}

} // namespace

class tst_CallFaults : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_backup; ///< of the template, relative to its home
    qint64 m_commit = 0;
    int m_kills = 0, m_tears = 0, m_failures = 0;

    QString templateHome() const { return m_folder.filePath("template"); }
    QString home() const { return m_folder.filePath("home"); }

    Ended run(const QString &home, QStringList arguments, const QMap<QString, QString> &fault = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PLANCIA_HOME", home);
        environment.insert("LC_ALL", "C.UTF-8");
        if (!fault.isEmpty()) {
            environment.insert("LD_PRELOAD", QCoreApplication::applicationDirPath() + "/libplancia_ioshim.so");
            environment.insert("PLANCIA_FAULT_ROOT", home);
            for (auto it = fault.begin(); it != fault.end(); ++it)
                environment.insert(it.key(), it.value());
        }
        QProcess process;
        process.setProcessEnvironment(environment);
        for (QString &argument : arguments)
            if (argument == "@")
                argument = home + u'/' + m_backup;
        process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments + QStringList{"--json"});
        if (!process.waitForFinished(60'000))
            process.kill();
        process.waitForFinished();
        return {process.exitStatus() == QProcess::CrashExit, process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    void freshHome()
    {
        QDir(home()).removeRecursively();
        QCOMPARE(QProcess::execute("cp", {"-a", templateHome(), home()}), 0);
    }

    /// The number of calls that change a file, when nothing fails.
    int countCalls(const Scenario &scenario)
    {
        freshHome();
        const QString log = m_folder.filePath("calls");
        QFile::remove(log);
        const Ended ended = run(home(), scenario.arguments, {{"PLANCIA_FAULT_AT", "0"}, {"PLANCIA_FAULT_LOG", log}});
        QFile file(log);
        if (ended.killed || ended.status != 0 || !file.open(QIODevice::ReadOnly))
            return 0;
        return static_cast<int>(file.readAll().count('\n'));
    }

    /// The store opens, holds one of the two states that can be, and keeps its rules.
    void checkStore(const Scenario &scenario, bool done)
    {
        store::LocalStore::Options options;
        options.path = home() + "/data/control.db";
        auto store = store::LocalStore::open(options);
        QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().fact(u"message")));
        const auto number = [&](const QByteArray &sql) {
            return (*store)->read<qint64>({}, [sql](sql::Connection &c) -> Result<qint64> {
                auto rows = c.query(sql);
                if (!rows)
                    return fail(rows.error());
                return rows->isEmpty() ? 0 : (*rows)[0].integer(0);
            }).result().value_or(-1);
        };
        const qint64 commit = number("SELECT commit_no FROM meta");
        QVERIFY2(commit >= m_commit && commit <= m_commit + scenario.commits, qPrintable(QString::number(commit)));
        if (done && scenario.isWrite)
            QCOMPARE(commit, m_commit + scenario.commits);
        QCOMPARE(number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
        QCOMPARE(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        QCOMPARE(number("SELECT count(*) - (SELECT audit_seq FROM meta) FROM audit_log"), 0);
        QCOMPARE(number("SELECT coalesce(max(seq), 0) - (SELECT audit_seq FROM meta) FROM audit_log"), 0);
        QCOMPARE(number("SELECT max(commit_no) <= (SELECT commit_no FROM meta) FROM audit_log"), 1);
    }

    /// What is listed is whole, the template's backup is among it, and the next backup leaves nothing unfinished behind.
    void checkBackups()
    {
        const Ended listed = run(home(), {"backup", "list"});
        QCOMPARE(listed.status, 0);
        const QJsonArray items = QJsonDocument::fromJson(listed.out).object().value("items").toArray();
        bool hasFirst = false;
        for (const QJsonValue &item : items) {
            const QString path = item.toObject().value("path").toString();
            hasFirst = hasFirst || path == home() + u'/' + m_backup;
            QCOMPARE(run(home(), {"backup", "verify", path}).status, 0);
        }
        QVERIFY(hasFirst);
        QCOMPARE(run(home(), {"backup", "create"}).status, 0);
        const QStringList left = QDir(home() + "/backups").entryList({".plancia-*"}, QDir::Files | QDir::Dirs | QDir::Hidden);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
    }

private slots:
    void initTestCase()
    {
        for (const char *slug : {"one", "two", "three"})
            QCOMPARE(run(templateHome(), {"tenant", "create", slug, "--name", slug}).status, 0);
        const Ended made = run(templateHome(), {"backup", "create"});
        QCOMPARE(made.status, 0);
        m_backup = QDir(templateHome()).relativeFilePath(
            QJsonDocument::fromJson(made.out).object().value("path").toString());
        QCOMPARE(run(templateHome(), {"tenant", "create", "four", "--name", "Four"}).status, 0);
        m_commit = QJsonDocument::fromJson(run(templateHome(), {"status"}).out).object().value("commit").toInteger();
        QVERIFY(m_commit > 0);
    }

    void leavesOneOfTwoStates_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<QString>("kind");
        const QList<Scenario> all = scenarios();
        for (int i = 0; i < all.size(); ++i)
            for (const char *kind : {"kill", "torn", "ENOSPC", "EIO", "EIO-once", "EROFS", "EMFILE"})
                QTest::addRow("%s, %s", all[i].name, kind) << i << kind;
    }
    void leavesOneOfTwoStates()
    {
        QFETCH(int, scenario);
        QFETCH(QString, kind);
        const Scenario act = scenarios().at(scenario);
        const int calls = countCalls(act);
        QVERIFY(calls > 10);
        const bool all = qEnvironmentVariable("PLANCIA_FAULTS") == "all";
        const bool dies = kind == "kill" || kind == "torn";
        const int step = all ? 1 : std::max(1, calls / (kind == "kill" ? kKills : kFailures));
        for (int at = 1; at <= calls; at += step) {
            freshHome();
            const Ended ended = run(home(), act.arguments, {{"PLANCIA_FAULT_AT", QString::number(at)}, {"PLANCIA_FAULT_KIND", kind}});
            const QByteArray where = QByteArray::number(at) + " of " + QByteArray::number(calls) + ": " + ended.err;
            (kind == "kill" ? m_kills : kind == "torn" ? m_tears : m_failures)++;
            if (!dies) {
                QVERIFY2(!ended.killed, where.constData());
                if (ended.status != 0) {
                    QVERIFY2(!ended.code().isEmpty(), where.constData());
                    QVERIFY2(!ended.code().startsWith("INTERNAL"), where.constData());
                }
            }
            checkStore(act, !ended.killed && ended.status == 0);
            if (!QTest::currentTestFailed())
                checkBackups();
            if (QTest::currentTestFailed())
                QFAIL(where.constData());
        }
    }

    void cleanupTestCase()
    {
        qInfo("tried: %d kills, %d torn writes, %d failed calls", m_kills, m_tears, m_failures);
    }
};

QTEST_GUILESS_MAIN(tst_CallFaults)
#include "tst_callfaults.moc"
