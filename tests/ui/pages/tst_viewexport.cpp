// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages show as files: written by the real engine, and read back.
#include "models/series/eventlog.h"
#include "tests/ui/pages/realpages.h"
#include "tests/ui/pages/rememberedstream.h"
#include "ui/kit/viewexporter.h"
#include "ui/pages/alerts/alertrows.h"
#include "ui/pages/health/healthpage.h"
#include "ui/pages/monitoring/eventsview.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>
#include <QProcess>
#include <QScopeGuard>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <sys/mount.h>

using namespace plancia;
using namespace plancia::tests;
using ui::MonitoringPage;

namespace {
constexpr int kWaitMs = 20'000;
constexpr qint64 kHour = 3'600'000;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

StatementRow statement(const QString &id, const QString &text, double execMs)
{
    StatementRow row;
    row.id = id;
    row.user = row.database = QStringLiteral("shop");
    row.text = text;
    row.figures.calls = 100;
    row.figures.execMs = execMs;
    return row;
}

/// The page over a stream that remembers.
struct Watched {
    RealPages pages;
    RememberedStream stream;
    std::unique_ptr<MonitoringPage> page;

    Watched()
    {
        stream.toldStatements.answer = [](const StatementsQuery &query) {
            StatementsReport report;
            report.rows = {statement(QStringLiteral("71"), QStringLiteral("=SELECT 1, <b> & \"x\""), 1234.56789), statement(QStringLiteral("72"), QStringLiteral("COMMIT"), 2)};
            report.from = query.from;
            report.to = query.to;
            report.knownMs = query.to - query.from;
            report.oldest = query.from;
            return Result<StatementsReport>(report);
        };
        stream.toldBlocking.answer = [this](const BlockingQuery &query) {
            BlockingHistory history;
            history.oldest = query.from - kHour;
            ServerSession holder, waiter;
            holder.pid = 11;
            waiter.pid = 12;
            holder.state = waiter.state = ServerSession::State::Active;
            waiter.query = QStringLiteral("UPDATE t");
            waiter.blockedBy = {11};
            BlockingMoment moment;
            moment.at = stream.now() - kHour - 600'000;
            moment.sessions = {holder, waiter};
            BlockingMoment over;
            over.at = moment.at + 10'000;
            history.moments = {moment, over};
            return Result<BlockingHistory>(history);
        };
    }
    ~Watched() { page.reset(); }
    void open(const QString &dashboard, const QVariantMap &more = {})
    {
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        page = std::make_unique<MonitoringPage>(context);
        QVariantMap state{{QStringLiteral("dashboard"), dashboard}, {QStringLiteral("view"), QStringLiteral("pg:shop")}, {QStringLiteral("span"), kHour}, {QStringLiteral("pausedAt"), stream.now() - kHour}};
        state.insert(more);
        page->restoreState(state);
        page->resize(1250, 820);
        page->show();
    }
    bool isOffered() const { return page->isSettled(); }
    /// Through the menu and the dialog, as somebody would.
    QString exportAs(const char *ending, const QString &folder = {})
    {
        auto *act = page->findChild<QAction *>(QStringLiteral("export_") + QLatin1String(ending));
        act->trigger();
        auto *dialog = page->findChild<QFileDialog *>();
        if (!dialog)
            return {};
        const QString path = (folder.isEmpty() ? pages.homePath() : folder) + QStringLiteral("/out-%1.").arg(++m_count) + QLatin1String(ending);
        emit dialog->fileSelected(path);
        delete dialog;
        return path;
    }

private:
    int m_count = 0;
};

struct Svg {
    bool isWellFormed = false;
    QString desc, texts;
    int paths = 0, images = 0;
};
Svg readSvg(const QByteArray &bytes)
{
    Svg svg;
    QXmlStreamReader reader(bytes);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == u"desc")
            svg.desc = reader.readElementText();
        else if (reader.name() == u"text")
            svg.texts += reader.readElementText(QXmlStreamReader::IncludeChildElements) + u'\n';
        else if (reader.name() == u"path" || reader.name() == u"polyline")
            ++svg.paths;
        else if (reader.name() == u"image")
            ++svg.images;
    }
    svg.isWellFormed = !reader.hasError();
    return svg;
}
} // namespace

class TestViewExport : public QObject {
    Q_OBJECT
private slots:
    void theFiguresOfADashboardAreWrittenAndReadBack()
    {
        Watched watched;
        watched.stream.gaps = {{StreamGap::Reason::SourceDown, watched.stream.now() - kHour - 120'000, watched.stream.now() - kHour - 60'000, QStringLiteral("pg:shop")}};
        watched.open(QStringLiteral("statements"));
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QTest::qWait(300);
        const QString path = watched.exportAs("jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kWaitMs);
        const QList<QByteArray> lines = contentsOf(path).split('\n');
        const QJsonObject query = QJsonDocument::fromJson(lines.first()).object().value(QStringLiteral("query")).toObject();
        QCOMPARE(query.value(QStringLiteral("source")).toString(), QStringLiteral("pg:shop"));
        QVERIFY(query.value(QStringLiteral("commands")).toArray().first().toString().startsWith(QStringLiteral("planciactl metrics show pg:shop ")));
        int gaps = 0;
        for (const QByteArray &line : lines)
            gaps += QJsonDocument::fromJson(line).object().contains(QStringLiteral("gap"));
        QCOMPARE(gaps, 1);
    }

    void statementsGoOutAsTheyStand()
    {
        Watched watched;
        watched.open(QStringLiteral("@statements"), {{QStringLiteral("statements"), QVariantMap{{QStringLiteral("text"), QStringLiteral("select")}}}});
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        const QString csv = watched.exportAs("csv"), lines = watched.exportAs("jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(csv) && QFile::exists(lines), kWaitMs);
        const QList<QByteArray> rows = contentsOf(csv).split('\n');
        QVERIFY(rows.at(0).startsWith("id,is_top,statement,"));
        QVERIFY2(rows.at(1).startsWith("71,true,\"'=SELECT 1, <b> & \"\"x\"\"\",shop,shop,100,") && rows.at(1).contains("1234.56789"), rows.at(1).constData());
        QVERIFY(rows.at(2).startsWith("# view: statements"));
        QVERIFY(contentsOf(csv).contains("# filter: text=select") && contentsOf(csv).contains("# command: planciactl statements --source pg:shop --from "));
        const QList<QByteArray> objects = contentsOf(lines).split('\n');
        QCOMPARE(objects.size(), 3); // the query, the row, the end
        QCOMPARE(QJsonDocument::fromJson(objects.at(1)).object().value(QStringLiteral("time_ms")).toDouble(), 1234.56789);
        QCOMPARE(QFile::permissions(csv) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QTRY_VERIFY_WITH_TIMEOUT(watched.pages.notes.size() >= 2, kWaitMs);
    }

    void whoWaitedGoesOutStepByStep()
    {
        Watched watched;
        watched.open(QStringLiteral("@blocking"));
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        const QString path = watched.exportAs("jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kWaitMs);
        QList<QJsonObject> waiting, nobody;
        for (const QByteArray &line : contentsOf(path).split('\n'))
            if (const QJsonObject row = QJsonDocument::fromJson(line).object(); row.contains(QStringLiteral("waiting")))
                (row.value(QStringLiteral("waiting")).toInt() > 0 ? waiting : nobody).append(row);
        QCOMPARE(waiting.size(), 2);
        QCOMPARE(waiting.at(0).value(QStringLiteral("pid")).toInt(), 11);
        QCOMPARE(waiting.at(1).value(QStringLiteral("depth")).toInt(), 1);
        QVERIFY(!nobody.isEmpty());
    }

    void picturesHaveLinesTextsAndTheQuery()
    {
        Watched watched;
        watched.open(QStringLiteral("@statements"), {{QStringLiteral("statements"), QVariantMap{{QStringLiteral("text"), QStringLiteral("<b> &")}}}});
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QTest::qWait(200);
        const QString png = watched.exportAs("png"), svgFile = watched.exportAs("svg"), pdf = watched.exportAs("pdf");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(png) && QFile::exists(svgFile) && QFile::exists(pdf), kWaitMs);
        if (const QString keep = qEnvironmentVariable("PLANCIA_KEEP_EXPORTS"); !keep.isEmpty()) {
            QSvgRenderer drawing(svgFile);
            QImage again(drawing.viewBox().size(), QImage::Format_RGB32);
            QPainter painter(&again);
            drawing.render(&painter);
            painter.end();
            again.save(keep + QStringLiteral("/statements-svg.png"));
        }
        if (const QString keep = qEnvironmentVariable("PLANCIA_KEEP_EXPORTS"); !keep.isEmpty())
            for (const QString &path : {png, svgFile, pdf})
                QFile::copy(path, keep + u'/' + QFileInfo(path).fileName());
        QImageReader reader(png);
        const QImage image = reader.read();
        QVERIFY(!image.isNull() && image.width() >= 2 * 1000 && image.height() >= 2 * 500);
        QVERIFY(image.text(QStringLiteral("Title")).contains(QStringLiteral("Statements")));
        QVERIFY(image.text(QStringLiteral("Description")).contains(QStringLiteral("planciactl statements --source pg:shop")));
        QCOMPARE(QJsonDocument::fromJson(image.text(QStringLiteral("Query")).toUtf8()).object().value(QStringLiteral("source")).toString(), QStringLiteral("pg:shop"));
        const Svg svg = readSvg(contentsOf(svgFile));
        QVERIFY(svg.isWellFormed);
        QVERIFY2(svg.desc.contains(QStringLiteral("text=<b> &")), qPrintable(svg.desc));
        QVERIFY2(svg.texts.contains(QStringLiteral("Statements that run at once")), qPrintable(svg.texts));
        QVERIFY(svg.texts.contains(QStringLiteral("planciactl statements")));
        QVERIFY(svg.paths > 0);
        const QByteArray bytes = contentsOf(pdf);
        QVERIFY(bytes.startsWith("%PDF") && bytes.contains("/Font") && bytes.contains("/EmbeddedFile"));
    }

    void aLineInAnSvgIsAPathWithItsSpike()
    {
        Watched watched;
        watched.open(QStringLiteral("@statements"));
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QTest::qWait(200);
        const QString path = watched.exportAs("svg");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kWaitMs);
        // 360 points within the hour: the path has them all, not a picture of them.
        int longest = 0;
        QXmlStreamReader reader(contentsOf(path));
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"path")
                longest = std::max(longest, static_cast<int>(reader.attributes().value(QStringLiteral("d")).count(u'L')));
        QVERIFY2(longest >= 350, qPrintable(QString::number(longest)));
    }

    void aDashboardIsDrawnWholeWithItsTitles()
    {
        Watched watched;
        watched.stream.gaps = {{StreamGap::Reason::SourceDown, watched.stream.now() - kHour - 1'200'000, watched.stream.now() - kHour - 600'000, QStringLiteral("pg:shop")}};
        watched.open({});
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QTest::qWait(300);
        const auto tiles = watched.page->findChildren<ui::TileView *>();
        QVERIFY(!tiles.isEmpty());
        const QString path = watched.exportAs("svg"), png = watched.exportAs("png");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path) && QFile::exists(png), kWaitMs);
        if (const QString keep = qEnvironmentVariable("PLANCIA_KEEP_EXPORTS"); !keep.isEmpty())
            for (const QString &one : {path, png})
                QFile::copy(one, keep + QStringLiteral("/dashboard-") + QFileInfo(one).fileName());
        const Svg svg = readSvg(contentsOf(path));
        QVERIFY(svg.isWellFormed);
        // It can be drawn again.
        QSvgRenderer drawing(path);
        QVERIFY(drawing.isValid());
        QImage image(drawing.viewBox().size(), QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter painter(&image);
        drawing.render(&painter);
        painter.end();
        QCOMPARE(image.pixelColor(2, 2), ui::currentLook().page);
        if (const QString keep = qEnvironmentVariable("PLANCIA_KEEP_EXPORTS"); !keep.isEmpty())
            image.save(keep + QStringLiteral("/dashboard-svg.png"));
        for (const ui::TileView *tile : tiles)
            QVERIFY2(svg.texts.contains(tile->title().left(8)), qPrintable(tile->title() + u'\n' + svg.texts)); // a narrow tile shortens it
        QVERIFY(svg.desc.contains(QStringLiteral("source_down")));
    }

    void aMillionEventsGoOutInConstantMemory()
    {
        EventLog log;
        const qint64 begin = 1'700'000'000'000;
        constexpr int kEvents = 1'000'000, kAtOnce = 10'000;
        for (int done = 0; done < kEvents; done += kAtOnce) {
            QList<Event> events;
            for (int i = done; i < done + kAtOnce; ++i) {
                Event event;
                event.at = begin + i;
                event.source = QStringLiteral("api");
                event.type = QStringLiteral("read.order");
                event.message = QStringLiteral("order %1 was read").arg(i);
                events.append(event);
            }
            log.addNewer(log.newer(EventLog::entriesOf(events, log.matcher())));
        }
        QCOMPARE(log.shown(), kEvents);
        RealPages pages;
        ViewQuery query;
        query.view = QStringLiteral("events");
        const auto memory = [] {
            QFile file(QStringLiteral("/proc/self/statm"));
            return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4 / 1024 : 0; // MiB
        };
        const qint64 before = memory();
        std::atomic<qint64> most{0};
        ViewSource source = viewSource(query, columnsOf(static_cast<const Event *>(nullptr)), ui::eventRows(log, begin, begin + kEvents), kEvents, ViewFormat::JsonLines);
        source.next = [next = source.next, &most, memory] {
            most = std::max<qint64>(most, memory());
            return next();
        };
        const QString path = pages.filePath(QStringLiteral("many.jsonl"));
        auto done = pages.ports().dashboards->exportView(source, path, {});
        done.waitForFinished();
        QVERIFY(done.result());
        QCOMPARE(done.result()->rows, kEvents);
        const QString grew = QStringLiteral("grew by %1 MiB for a file of %2 MiB").arg(most - before).arg(QFileInfo(path).size() >> 20);
        QVERIFY2(most - before < 60, qPrintable(grew));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        qint64 lines = 0, at = std::numeric_limits<qint64>::max();
        while (!file.atEnd()) {
            const QByteArray line = file.readLine();
            if (lines++ % 10'000 != 1) // the newest first
                continue;
            const qint64 told = QDateTime::fromString(QJsonDocument::fromJson(line).object().value(QStringLiteral("at")).toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
            QVERIFY(told < at);
            at = told;
        }
        QCOMPARE(lines, kEvents + 1);
    }

    void healthGoesOutAsItIsListed()
    {
        RealPages pages;
        HealthTarget target;
        target.name = QStringLiteral("Shop");
        target.kind = HealthTarget::Kind::Tcp;
        target.address = QStringLiteral("127.0.0.1:1");
        auto saved = pages.ports().targets->save(target, {}, {});
        saved.waitForFinished();
        QVERIFY(saved.result());
        auto page = pages.show<ui::HealthPage>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kWaitMs);
        const auto write = [&](const char *ending) {
            page->findChild<QAction *>(QStringLiteral("export_") + QLatin1String(ending))->trigger();
            auto *dialog = page->findChild<QFileDialog *>();
            const QString path = pages.filePath(QStringLiteral("health.") + QLatin1String(ending));
            emit dialog->fileSelected(path);
            delete dialog;
            return path;
        };
        const QString path = write("csv"), png = write("png");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path) && QFile::exists(png), kWaitMs);
        const QList<QByteArray> lines = contentsOf(path).split('\n');
        QVERIFY(lines.at(0).startsWith("name,kind,address,critical,status,"));
        QVERIFY2(lines.at(1).startsWith("Shop,tcp,127.0.0.1:1,true,"), lines.at(1).constData());
        QVERIFY(lines.at(1).contains("unknown unknown")); // a word for each cell of the history
        QVERIFY(contentsOf(path).contains("# command: planciactl health list --from "));
        QVERIFY(!QImage(png).isNull());
        if (const QString keep = qEnvironmentVariable("PLANCIA_KEEP_EXPORTS"); !keep.isEmpty())
            QFile::copy(png, keep + QStringLiteral("/health.png"));
    }

    void alertsGoOutWithRawNumbers()
    {
        AlertBoard board;
        AlertRule rule;
        rule.name = QStringLiteral("pool");
        rule.title = QStringLiteral("Pool is full");
        board.rules = {rule};
        Alert alert;
        alert.rule = rule.name;
        alert.label = QStringLiteral("pg:shop");
        alert.state = Alert::State::Firing;
        alert.firedAt = alert.activeAt = 1'700'000'000'000;
        alert.trace = {{1'700'000'000'000, 0.987654321, 0.9, 12}};
        Alert other = alert;
        other.label = QStringLiteral("pg:other");
        other.trace.clear();
        board.alerts = {alert, other};
        const QList<QJsonObject> rows = ui::alertRows(board, {other.id(), alert.id()}); // in the order of the list
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows.at(0).value(QStringLiteral("value")).isNull()); // not known, and not zero
        QCOMPARE(rows.at(1).value(QStringLiteral("value")).toDouble(), 0.987654321);
        QCOMPARE(rows.at(1).value(QStringLiteral("fired_at")).toString(), QStringLiteral("2023-11-14T22:13:20.000Z"));
        for (const QString &column : ui::alertColumns())
            QVERIFY2(rows.at(0).contains(column), qPrintable(column));
    }

    void nothingIsReplacedAndFailuresHaveTheirCodes()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        const auto write = [&pages](const QString &path, QByteArray bytes) {
            ViewSource source;
            source.next = [bytes, isDone = false]() mutable { return std::exchange(isDone, true) ? ViewPiece() : ViewPiece{bytes, 1}; };
            auto done = pages.ports().dashboards->exportView(source, path, {});
            done.waitForFinished();
            return done.result();
        };
        const QString path = pages.filePath(QStringLiteral("a.csv"));
        QVERIFY(write(path, "one"));
        const auto again = write(path, "two");
        QVERIFY(!again && again.error().code() == ErrorCode::IoExists);
        QCOMPARE(contentsOf(path), QByteArray("one"));
        const auto nowhere = write(QStringLiteral("/proc/none/a.csv"), "x");
        QVERIFY(!nowhere);
        QCOMPARE(QDir(pages.homePath()).entryList({QStringLiteral("a.csv*")}).size(), 1);
    }

    void aFullOrReadOnlyDiskIsSaidAndKeepsNothing()
    {
        RealPages pages;
        const QString folder = pages.filePath(QStringLiteral("disk"));
        QVERIFY(QDir().mkpath(folder));
        const QByteArray mount = QFile::encodeName(folder);
        if (::mount("none", mount.constData(), "tmpfs", 0, "size=1m") != 0)
            QSKIP("a file system can be mounted by root alone");
        const auto unmount = qScopeGuard([&mount] { ::umount2(mount.constData(), MNT_DETACH); });
        const auto write = [&] {
            ViewSource source;
            source.next = [n = 0]() mutable { return ++n > 64 ? ViewPiece() : ViewPiece{QByteArray(64 << 10, 'x'), 1}; };
            auto done = pages.ports().dashboards->exportView(source, folder + QStringLiteral("/a.csv"), {});
            done.waitForFinished();
            return done.result();
        };
        const auto full = write();
        QVERIFY(!full);
        QCOMPARE(full.error().code(), ErrorCode::IoDiskFull);
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 0);
        QCOMPARE(::mount("none", mount.constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=1m"), 0);
        const auto readOnly = write();
        QVERIFY(!readOnly);
        QCOMPARE(readOnly.error().code(), ErrorCode::IoPermission);
    }

    void oneThatIsStoppedLeavesNothing()
    {
        RealPages pages;
        CallContext call;
        ViewSource source;
        source.next = [cancel = call.cancel, n = 0]() mutable {
            if (++n == 3)
                cancel.cancel();
            return ViewPiece{"row\n", 1};
        };
        const QString path = pages.filePath(QStringLiteral("stopped.csv"));
        auto done = pages.ports().dashboards->exportView(source, path, call);
        done.waitForFinished();
        QVERIFY(!done.result() && done.result().error().code() == ErrorCode::InternalCancelled);
        QCOMPARE(QDir(pages.homePath()).entryList({QStringLiteral("stopped*")}).size(), 0);
    }

    void aQueryStaysOneLineAndIsNoFormula()
    {
        ViewQuery query;
        query.view = QStringLiteral("events");
        query.note = QStringLiteral("a,=1+1\n\"x");
        query.filter.insert(QStringLiteral("text"), QStringLiteral("a,=1+1\n\"x\"'y"));
        query.commands = {shellLine({QStringLiteral("planciactl"), QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--text"), QStringLiteral("a,=1+1\n\"x\"'y\\")})};
        const QByteArray foot = viewFoot(query, ViewFormat::Csv);
        for (const QByteArray &line : foot.split('\n'))
            QVERIFY2(line.isEmpty() || (line.startsWith("# ") && !line.contains(',') && !line.contains('"')), line.constData());
        // A shell gives back what was asked for.
        QProcess shell;
        shell.start(QStringLiteral("bash"), {QStringLiteral("-c"), QStringLiteral("planciactl() { printf '%s' \"$4\"; }; ") + query.commands.first()});
        QVERIFY(shell.waitForFinished(kWaitMs));
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), QStringLiteral("a,=1+1\n\"x\"'y\\"));
    }
};

QTEST_MAIN(TestViewExport)
#include "tst_viewexport.moc"
