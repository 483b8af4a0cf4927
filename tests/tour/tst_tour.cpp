// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporaryhome.h"
#include "ui/shell/pagetable.h"

#include <QImage>
#include <QProcess>
#include <QTest>

using namespace plancia;

/// Drives the real console under a real X server through every page of the table, in both themes and languages.
/// With PLANCIA_TOUR_DIR set, the pictures stay there for looking at.
class TourTest : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    QString m_folder;

    QImage picture(const QString &theme, const QString &language, const QString &page) const
    {
        return QImage(QStringLiteral("%1/%2-%3-%4.png").arg(m_folder, theme, language, page));
    }
    static double lightness(const QImage &image)
    {
        const QImage one = image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        return one.pixelColor(0, 0).lightnessF();
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        const QString kept = qEnvironmentVariable("PLANCIA_TOUR_DIR");
        m_folder = kept.isEmpty() ? m_home->filePath(QStringLiteral("tour")) : kept;
        QProcess console;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        console.setProcessEnvironment(environment);
        console.setProcessChannelMode(QProcess::MergedChannels);
        console.start(QStringLiteral("xvfb-run"),
                      {QStringLiteral("-a"), QStringLiteral("-s"), QStringLiteral("-screen 0 1600x1000x24"),
                       qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/plancia"), QStringLiteral("--tour"), m_folder});
        QVERIFY2(console.waitForFinished(360'000), "the tour did not end");
        const QByteArray said = console.readAll();
        QVERIFY2(console.exitStatus() == QProcess::NormalExit && console.exitCode() == 0, said.constData());
    }

    /// Not of the errors that its stops provoke, nor of what it opened.
    void leavesNoTrace()
    {
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), m_home->filePath(QStringLiteral("data/console.db")),
                                                 QStringLiteral("SELECT (SELECT count(*) FROM error_history), (SELECT count(*) FROM audit_log), (SELECT count(*) FROM preferences)")});
        QVERIFY(sqlite.waitForFinished());
        QCOMPARE(sqlite.readAllStandardOutput().trimmed(), QByteArray("0|0|0"));
    }

    void everyPageHasItsPictures_data()
    {
        QTest::addColumn<QString>("page");
        for (const ui::PageEntry &entry : ui::pageTable())
            QTest::newRow(qPrintable(entry.id)) << entry.id;
    }
    void everyPageHasItsPictures()
    {
        QFETCH(QString, page);
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("it")}) {
            const QImage light = picture(QStringLiteral("light"), language, page);
            const QImage dark = picture(QStringLiteral("dark"), language, page);
            QVERIFY(light.width() >= 960 && dark.width() >= 960);
            QVERIFY2(lightness(light) > 0.7, "the light theme is not light");
            QVERIFY2(lightness(dark) < 0.3, "the dark theme is not dark");
        }
        QVERIFY2(picture(QStringLiteral("light"), QStringLiteral("en"), page)
                     != picture(QStringLiteral("light"), QStringLiteral("it"), page),
                 "the page looks the same in both languages");
    }
};

QTEST_GUILESS_MAIN(TourTest)
#include "tst_tour.moc"
