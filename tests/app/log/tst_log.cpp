// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/filesink.h"
#include "app/log/lineformat.h"
#include "app/log/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace plancia;

namespace {
QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class tst_Log : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_number = 0;

    log::Options options(bool json = false)
    {
        log::Options o;
        o.folder = m_dir.filePath(QString("logs%1").arg(++m_number));
        o.program = "plancia";
        o.runId = "0190c0de-0000-7000-8000-00000000abcd";
        o.json = json;
        return o;
    }
private slots:
    void cleanup() { log::stop(); }

    void writesTextLines()
    {
        const log::Options o = options();
        QVERIFY(log::start(o).has_value());
        log::info("store", "opened", {{"path", "/x y"}, {"request", "req_1"}, {"password", "hunter2"}});
        log::debug("store", "not shown");
        log::stop();
        const QByteArray text = read(o.folder + "/plancia.log");
        QVERIFY2(text.contains(" INFO     store: opened path=\"/x y\" request=req_1 password=‹masked› "
                               "run=0190c0de-0000-7000-8000-00000000abcd\n"),
                 text.constData());
        QVERIFY(!text.contains("not shown") && !text.contains("hunter2"));
        QCOMPARE(QFileInfo(o.folder).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(QFileInfo(o.folder + "/plancia.log").permissions() & QFile::Permissions(0x77), QFile::Permissions());
    }
    void writesJsonLines()
    {
        const log::Options o = options(true);
        QVERIFY(log::start(o).has_value());
        log::write(log::Level::Error, "postgres",
                   Error(ErrorCode::DbUnreachable, {{"host", "db"}, {"message", "refused \"x\"\n"}},
                         Error(ErrorCode::NetRefused, {{"host", "1.2.3.4"}})));
        log::stop();
        const QJsonObject line = QJsonDocument::fromJson(read(o.folder + "/plancia.log")).object();
        QCOMPARE(line["level"].toString(), QString("error"));
        QCOMPARE(line["logger"].toString(), QString("postgres"));
        QCOMPARE(line["code"].toString(), QString("DB_001"));
        QCOMPARE(line["field_message"].toString(), QString("refused \"x\"\n"));
        QCOMPARE(line["cause.code"].toString(), QString("NET_001"));
        QCOMPARE(line["run"].toString(), o.runId);
        QVERIFY(QDateTime::fromString(line["timestamp"].toString(), Qt::ISODateWithMs).isValid());
    }
    void keepsEachMessageOnOneLine_data()
    {
        QTest::addColumn<bool>("json");
        QTest::newRow("text") << false;
        QTest::newRow("json") << true;
    }
    void keepsEachMessageOnOneLine()
    {
        QFETCH(bool, json);
        const QString evil = QString("a\n2026 CRITICAL forged\r\x1b[31m") + QChar(0x2028) + QChar(0x202e) + QChar(0) + "z";
        const QByteArray line = log::formatLine(json, 0, log::Level::Info, "x", evil, {{"k\n", evil}}, "r");
        QVERIFY(!line.contains('\n') && !line.contains('\x1b') && !line.contains('\0'));
        QVERIFY(!QString::fromUtf8(line).contains(QChar(0x202e)));
    }
    void changesLevelWhileRunning()
    {
        const log::Options o = options();
        QVERIFY(log::start(o).has_value());
        log::debug("x", "one");
        log::setLevel(log::Level::Debug);
        log::debug("x", "two");
        log::setLevel(log::Level::Off);
        log::error("x", "three");
        log::flush();
        const QByteArray text = read(log::filePath());
        QVERIFY(!text.contains("one") && text.contains("two") && !text.contains("three"));
    }
    void takesQtMessages()
    {
        const log::Options o = options();
        QVERIFY(log::start(o).has_value());
        static const QLoggingCategory category("plancia.test");
        QMessageLogger(nullptr, 0, nullptr, category.categoryName()).warning("password=hunter2 from Qt");
        log::flush();
        QVERIFY(read(log::filePath()).contains("WARNING  plancia.test: password=‹masked› from Qt"));
    }
    void dropsEverythingWhenNotStarted()
    {
        log::error("x", "nobody listens");
        QCOMPARE(log::filePath(), QString());
    }
    void turnsOverAtItsSize()
    {
        const QString path = m_dir.filePath("turn.log");
        auto sink = log::FileSink::open(path, 1000);
        QVERIFY(sink.has_value());
        for (int i = 0; i < 100; ++i) {
            const std::string text = QString("line %1").arg(i, 94).toStdString();
            (*sink)->log(spdlog::details::log_msg("x", spdlog::level::info, text));
        }
        QVERIFY(read(path).contains(" 99\n"));
        QCOMPARE(QDir(m_dir.path()).entryList({"turn*.log"}).size(), 3);
        for (const char *name : {"turn.log", "turn.1.log", "turn.2.log"})
            QVERIFY(QFileInfo(m_dir.filePath(name)).size() <= 1000);
        QVERIFY(read(m_dir.filePath("turn.2.log")) < read(m_dir.filePath("turn.1.log")));
    }
    void isSharedByProcesses()
    {
        constexpr int kProcesses = 4;
        constexpr int kLines = 300; // within what three files hold
        const QString path = m_dir.filePath("shared.log");
        QList<pid_t> children;
        for (int p = 0; p < kProcesses; ++p) {
            const pid_t pid = fork();
            if (pid == 0) {
                auto sink = log::FileSink::open(path, 50'000);
                for (int i = 0; sink && i < kLines; ++i) {
                    const std::string text = QString("process %1 line %2 ").arg(p).arg(i).toStdString() + std::string(80, 'x');
                    (*sink)->log(spdlog::details::log_msg("x", spdlog::level::info, text));
                }
                _exit(sink ? 0 : 1);
            }
            children.append(pid);
        }
        for (const pid_t pid : children) {
            int status = -1;
            QCOMPARE(waitpid(pid, &status, 0), pid);
            QCOMPARE(status, 0);
        }
        QSet<QByteArray> seen;
        for (const char *name : {"shared.log", "shared.1.log", "shared.2.log"})
            for (const QByteArray &line : read(m_dir.filePath(name)).split('\n'))
                if (!line.isEmpty()) {
                    QVERIFY2(line.endsWith(QByteArray(80, 'x')) && line.startsWith("process "), line.constData());
                    QVERIFY(!seen.contains(line));
                    seen.insert(line);
                }
        QCOMPARE(seen.size(), kProcesses * kLines);
    }
    void countsWhatTheQueueDropped()
    {
        const log::Options o = options();
        QVERIFY(log::start(o).has_value());
        // The writer waits for this lock: lines pile up, and the oldest go.
        const int fd = ::open(QFile::encodeName(o.folder + "/plancia.log.lock").constData(), O_RDWR);
        QVERIFY(fd >= 0 && ::flock(fd, LOCK_EX) == 0);
        for (int i = 0; i < 20'000; ++i)
            log::info("x", QString("line %1").arg(i));
        ::flock(fd, LOCK_UN);
        ::close(fd);
        log::stop();
        const QByteArray text = read(o.folder + "/plancia.log");
        const qsizetype written = text.count(" x: line ");
        QVERIFY(written < 20'000);
        QVERIFY(text.contains("line 19999"));
        QRegularExpression note("lines were dropped count=(\\d+)");
        qsizetype dropped = 0;
        for (auto it = note.globalMatch(QString::fromUtf8(text)); it.hasNext();)
            dropped += it.next().captured(1).toInt();
        QCOMPARE(dropped + written, 20'000);
    }
    void takesLinesFromManyThreads()
    {
        const log::Options o = options(true);
        QVERIFY(log::start(o).has_value());
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([t] {
                for (int i = 0; i < 500; ++i)
                    log::info("x", QString("t%1 %2").arg(t).arg(i));
            });
        for (std::thread &thread : threads)
            thread.join();
        log::stop();
        const auto lines = read(o.folder + "/plancia.log").trimmed().split('\n');
        QCOMPARE(lines.size(), 2000);
        for (const QByteArray &line : lines)
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    }
    void saysWhyItCannotStart()
    {
        log::Options o = options();
        o.folder = "/proc/nowhere";
        const auto started = log::start(o);
        QVERIFY(!started);
        QCOMPARE(started.error().fact(u"path"), o.folder);
        o.folder = m_dir.filePath("linked");
        QVERIFY(QDir().mkpath(o.folder));
        QVERIFY(QFile::link("/etc/passwd", o.folder + "/plancia.log"));
        QVERIFY(!log::start(o)); // a link in place of the log is not followed
    }
};

QTEST_GUILESS_MAIN(tst_Log)
#include "tst_log.moc"
