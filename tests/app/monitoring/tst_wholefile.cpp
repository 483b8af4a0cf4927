// SPDX-License-Identifier: GPL-3.0-or-later
// Files that several programs change at the same time: nobody's change is lost, nobody sees half of one.
#include "app/monitoring/config/wholefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr qsizetype kMax = 1 << 20;

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
Result<QByteArray> withLine(const QByteArray &before)
{
    QThread::usleep(500); // in between the others would come
    return before + "line\n";
}
} // namespace

class TestWholeFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("targets.toml"));
    }

    void changesAtTheSameTimeAreAllThere()
    {
        std::atomic<int> failed = 0;
        std::vector<std::jthread> writers;
        for (int i = 0; i < 6; ++i)
            writers.emplace_back([&] {
                for (int n = 0; n < 30; ++n)
                    failed += !changeWhole(m_path, kMax, withLine);
            });
        writers.clear();
        QCOMPARE(failed, 0);
        QCOMPARE(textOf(m_path).count('\n'), 6 * 30);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), (QStringList{QStringLiteral("targets.toml"), QStringLiteral("targets.toml.lock")}));
        struct stat found {};
        QCOMPARE(::stat(QFile::encodeName(m_path).constData(), &found), 0);
        QCOMPARE(found.st_mode & 07777u, 0600u);
    }

    /// Whole without a lock, too: two who write the same file have no pending one in common.
    void writersDoNotDisturbEachOther()
    {
        std::atomic<int> failed = 0;
        std::vector<std::jthread> writers;
        for (int i = 0; i < 6; ++i)
            writers.emplace_back([&, text = QByteArray(50'000, static_cast<char>('a' + i))] {
                for (int n = 0; n < 30; ++n)
                    failed += !writeWhole(m_path, text);
            });
        writers.clear();
        QCOMPARE(failed, 0);
        const QByteArray text = textOf(m_path);
        QCOMPARE(text, QByteArray(50'000, text.front()));
    }

    void aLinkStaysOneAndHasTheSameLock()
    {
        QVERIFY(writeWhole(m_path, "a\n"));
        const QString link = m_folder->filePath(QStringLiteral("link.toml"));
        QVERIFY(QFile::link(m_path, link));
        std::jthread other([&] {
            for (int n = 0; n < 30; ++n)
                (void)changeWhole(link, kMax, withLine);
        });
        for (int n = 0; n < 30; ++n)
            QVERIFY(changeWhole(m_path, kMax, withLine));
        other.join();
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(textOf(m_path).count('\n'), 61);
    }

    void whatCannotBeChangedStays()
    {
        QVERIFY(writeWhole(m_path, "as it was"));
        const auto refused = changeWhole(m_path, kMax, [](const QByteArray &) -> Result<QByteArray> { return fail(ErrorCode::TargetNotFound); });
        QCOMPARE(refused.error().code(), ErrorCode::TargetNotFound);
        QCOMPARE(changeWhole(m_path, 5, withLine).error().code(), ErrorCode::IoRead); // longer than it may be
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
        QCOMPARE(changeWhole(m_folder->filePath(QStringLiteral("folder")), kMax, withLine).error().code(), ErrorCode::IoRead);
        QCOMPARE(textOf(m_path), QByteArray("as it was"));
        QVERIFY(!changeWhole(m_folder->filePath(QStringLiteral("none/targets.toml")), kMax, withLine));
    }

    /// Who holds it for ever is told of, not waited for.
    void aLockThatIsNotGivenBackIsAnError()
    {
        const int held = ::open(QFile::encodeName(m_path + QStringLiteral(".lock")).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(::flock(held, LOCK_EX), 0);
        const auto refused = changeWhole(m_path, kMax, withLine);
        ::close(held);
        QCOMPARE(refused.error().code(), ErrorCode::IoWrite);
        QVERIFY(!QFile::exists(m_path));
        QVERIFY(changeWhole(m_path, kMax, withLine));
    }
};

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_wholefile.moc"
