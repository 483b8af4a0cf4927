// SPDX-License-Identifier: GPL-3.0-or-later
// The console with its Monitoring page on the events, offscreen, over a real home.
// bench_console ingest [SECONDS]   20,000 events a second for so long (default 30), then 100,000 for 10 s: none lost, frames; and a ring
//                                  of events taken, beside a bare QWebSocket with QJsonDocument
// bench_console pixel [SECONDS]    from the agent's stamp of an event to the end of the paint that shows it, 1,000 a second
// bench_console hidden [SECONDS]   the page hidden, the stream live: paints, and the whole process's share of a core
#include "app/monitoring/protocol/message.h"
#include "models/ports/deliver.h"
#include "tests/bench/frames.h"
#include "tests/ui/pages/realpages.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSocketNotifier>
#include <QTableView>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <cmath>

using namespace plancia;
using namespace plancia::bench;

namespace {
const SystemClock systemClock;

/// An agent's end of the stream that costs next to nothing: events are made when they are sent, so that what is measured is the reader.
/// A process of its own. Its standard input says how many a second, "at once N" or "top".
class Source : public QObject {
public:
    Source() : m_server(QStringLiteral("bench"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *socket = m_server.nextPendingConnection();
            m_readers.append({socket, -1});
            connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString &text) {
                readerOf(socket)->at = QJsonDocument::fromJson(text.toUtf8()).object().value(u"after").toInteger();
                feed();
            });
            connect(socket, &QWebSocket::bytesWritten, this, &Source::feed);
            // Queued: a write that fails may end the connection in the middle of a walk over the readers.
            connect(socket, &QWebSocket::disconnected, this, [this, socket] {
                m_readers.removeIf([socket](const Reader &reader) { return reader.socket == socket; });
                socket->deleteLater();
            }, Qt::QueuedConnection);
            socket->sendTextMessage(QStringLiteral(R"({"t":"hello","version":%1,"agent":"bench","epoch":"bench-1","base":1,"top":%2})").arg(monitoring::kProtocolVersion).arg(m_top));
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, [this] {
            const double now = nowMs(CLOCK_MONOTONIC);
            m_due += (now - m_at) * m_rate / 1000;
            m_at = now;
            m_top += static_cast<qint64>(m_due);
            m_due -= std::floor(m_due);
            feed();
        });
        m_timer.start(100); // as the agent's tick
        m_heartbeat.callOnTimeout(this, [this] {
            for (const Reader &reader : std::as_const(m_readers))
                reader.socket->sendTextMessage(QStringLiteral(R"({"t":"heartbeat","top":%1,"at":%2})").arg(m_top).arg(systemClock.nowMs()));
        });
        m_heartbeat.start(5000);
    }
    quint16 port() const { return m_server.serverPort(); }
    void hear(const QByteArray &word)
    {
        if (word == "top") {
            out() << m_top << "\n";
            out().flush();
        } else if (word.startsWith("at once ")) {
            m_top += word.mid(8).toLongLong();
            feed();
        } else {
            m_rate = word.toDouble();
        }
    }

private:
    struct Reader {
        QWebSocket *socket;
        qint64 at;
    };
    Reader *readerOf(const QWebSocket *socket)
    {
        return &*std::find_if(m_readers.begin(), m_readers.end(), [socket](const Reader &reader) { return reader.socket == socket; });
    }
    void feed()
    {
        if (std::exchange(m_isFeeding, true))
            return;
        for (Reader &reader : m_readers)
            while (reader.at >= 0 && reader.at < m_top && reader.socket->bytesToWrite() < 512 * 1024) {
                const qint64 until = std::min(m_top, reader.at + 700); // below what a frame may have
                reader.socket->sendTextMessage(QString::fromLatin1(frame(reader.at + 1, until)));
                reader.at = until;
            }
        m_isFeeding = false;
    }
    static QByteArray frame(qint64 from, qint64 to)
    {
        const QByteArray at = QByteArray::number(systemClock.nowMs());
        QByteArray text = R"({"t":"samples","items":[)";
        for (qint64 number = from; number <= to; ++number)
            text += (number > from ? R"(,{"at":)" : R"({"at":)") + at + R"(,"e":{"at":)" + at + R"(,"l":")" + (number % 97 ? "info" : "error") + R"(","m":"Order )" + QByteArray::number(number)
                + R"( was read by the query planner","tn":"tenant-)" + QByteArray::number(number % 400) + R"(","tr":"4bf92f3577b34da6a3ce929d0e0e4736","y":"bench.event"},"o":)" + QByteArray::number(number)
                + R"(,"s":")" + (number % 3 ? "api" : "worker") + R"("})";
        return text + "]}";
    }

    QWebSocketServer m_server;
    QList<Reader> m_readers;
    QTimer m_timer, m_heartbeat;
    bool m_isFeeding = false;
    qint64 m_top = 0;
    double m_rate = 0, m_due = 0, m_at = nowMs(CLOCK_MONOTONIC);
};

int serve()
{
    Source source;
    out() << source.port() << "\n";
    out().flush();
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [&] {
        char bytes[256];
        const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (got <= 0)
            return QCoreApplication::quit();
        for (const QByteArray &word : QByteArray(bytes, got).trimmed().split('\n'))
            source.hear(word);
    });
    return QCoreApplication::exec();
}

class Server {
public:
    Server()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("serve")});
        m_port = ask({}).toInt();
    }
    ~Server()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(m_port)); }
    void say(const QByteArray &word)
    {
        m_process.write(word + '\n');
        m_process.waitForBytesWritten();
    }
    qint64 top() { return ask("top").toLongLong(); }

private:
    QByteArray ask(const QByteArray &word)
    {
        if (!word.isEmpty())
            say(word);
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(60'000))
            line += m_process.readAllStandardOutput();
        return line.trimmed();
    }
    QProcess m_process;
    int m_port = 0;
};

void runFor(qint64 ms)
{
    QTimer::singleShot(static_cast<int>(ms), qApp, [] { QCoreApplication::exit(0); }); // quit() would close the windows
    QApplication::exec();
}

/// False when it did not come true within that time.
bool runUntil(const std::function<bool()> &isDone, qint64 ms)
{
    QElapsedTimer since;
    since.start();
    while (!isDone() && since.elapsed() < ms)
        runFor(20);
    return isDone();
}

bool follow(tests::RealPages &pages, const QUrl &url)
{
    Preferences preferences = pages.ports().preferences->current();
    preferences.agentUrl = url.toString();
    auto set = pages.ports().preferences->set(preferences, {});
    set.waitForFinished();
    return set.result().has_value();
}

/// How long the events of a ring take to be here once the first have come, in ms, for a client that does nothing but to read them.
double bareMs(const QUrl &url, qint64 top)
{
    QElapsedTimer since;
    since.start();
    QWebSocket socket;
    qint64 seen = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
        if (object.value(u"t").toString() == u"hello")
            socket.sendTextMessage(QStringLiteral(R"({"t":"subscribe","version":3,"epoch":"","after":0})"));
        if (seen == 0)
            since.start();
        for (const QJsonValue &item : object.value(u"items").toArray())
            seen = item.toObject().value(u"o").toInteger();
    });
    socket.open(url);
    return runUntil([&] { return seen >= top; }, 120'000) ? static_cast<double>(since.elapsed()) : -1;
}

int ingest(FrameApplication &application, int seconds)
{
    tests::RealPages pages(true);
    Server server;
    server.say("at once 150000");
    const qint64 held = server.top();
    const double bareCpu = nowMs(CLOCK_THREAD_CPUTIME_ID);
    const double bare = bareMs(server.url(), held), bareWork = nowMs(CLOCK_THREAD_CPUTIME_ID) - bareCpu;

    auto page = pages.show<ui::MonitoringPage>({{QStringLiteral("dashboard"), QStringLiteral("@events")}});
    runFor(1000);
    StreamPort &stream = *pages.ports().stream;
    qint64 arrived = 0, last = 0, holes = 0;
    QElapsedTimer since;
    QObject::connect(&stream, &StreamPort::eventsArrived, &stream, [&](const QList<Event> &events) {
        if (arrived == 0)
            since.start();
        for (const Event &event : events) {
            holes += last > 0 && event.offset != last + 1;
            last = event.offset;
        }
        arrived += events.size();
    });
    const double cpuBefore = cpuMsOf(::getpid());
    application.forget();
    if (!follow(pages, server.url()) || !runUntil([&] { return arrived >= held; }, 120'000)) {
        out() << arrived << " of " << held << " events arrived\n";
        return 1;
    }
    const double ours = static_cast<double>(since.elapsed());
    out() << QStringLiteral("%1 events at once: bare %2 ms (%3 /s), console %4 ms (%5 /s), load %6\n").arg(held).arg(bare).arg(qRound(static_cast<double>(held) / bare * 1000)).arg(ours).arg(qRound(static_cast<double>(held) / ours * 1000)).arg(load());
    double reading = 0;
    out() << QStringLiteral("of that: process %1 ms of work, GUI thread %2 % of a core; ms of each thread since the start:").arg(cpuMsOf(::getpid()) - cpuBefore).arg(100 * application.share(), 0, 'f', 0);
    for (const QString &thread : QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (QFile name(QStringLiteral("/proc/self/task/%1/comm").arg(thread)); name.open(QIODevice::ReadOnly) && cpuMsOf(::getpid(), thread.toLongLong()) > 50) {
            const QByteArray word = name.readAll().trimmed();
            out() << ' ' << word << '=' << cpuMsOf(::getpid(), thread.toLongLong());
            if (word == "stream")
                reading = cpuMsOf(::getpid(), thread.toLongLong());
        }
    out() << "; bare " << bareWork << "\n";
    bar(QStringLiteral("own work: the console's reading thread / a bare client"), reading / bareWork, 2, "x");
    bar(QStringLiteral("a bare client's rate / the console's"), ours / bare, 2, "x");
    runFor(3000);
    for (const auto &[rate, length] : {std::pair(20'000, seconds), std::pair(100'000, 10)}) {
        const qint64 before = arrived, holesBefore = holes, gapsBefore = stream.status().gaps, topBefore = server.top();
        application.forget();
        const double cpu = cpuMsOf(::getpid()), at = nowMs(CLOCK_MONOTONIC);
        server.say(QByteArray::number(rate));
        runFor(1000LL * length);
        server.say("0");
        const double spent = nowMs(CLOCK_MONOTONIC) - at;
        const QString what = QStringLiteral("%1 events/s").arg(rate);
        application.print(what);
        const double share = application.share(), wall = application.wall.at(0.99), own = application.cpu.at(0.99);
        const double all = (cpuMsOf(::getpid()) - cpu) / spent;
        const qint64 behind = server.top() - topBefore - (arrived - before);
        static_cast<void>(runUntil([&] { return stream.status().gaps > gapsBefore || arrived - before >= server.top() - topBefore; }, 120'000));
        const qint64 told = server.top() - topBefore;
        out() << QStringLiteral("%1: %2 told (%3 /s), %4 arrived; %8 behind at its end; GUI thread %5 % of a core, process %6 %, %7 MiB\n").arg(what).arg(told).arg(qRound(static_cast<double>(told) / spent * 1000)).arg(arrived - before)
                     .arg(100 * share, 0, 'f', 0).arg(100 * all, 0, 'f', 0).arg(statusOf(::getpid(), "VmRSS") / 1024).arg(behind);
        bar(what + QStringLiteral(", dropped"), static_cast<double>(told - (arrived - before) + (holes - holesBefore) + (stream.status().gaps - gapsBefore)), 0, "events");
        bar(what + QStringLiteral(", frame p99 by the clock"), wall, 16.7, "ms");
        bar(what + QStringLiteral(", frame p99 of own work"), own, 16.7, "ms");
    }
    page.reset();
    return 0;
}

/// A real agent, and one that tells it events.
class Told {
public:
    explicit Told(int rate)
    {
        m_agent.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_agent.start(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/plancia-agent"), {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QByteArray said;
        while (!said.endsWith('\n') && m_agent.waitForReadyRead(15'000))
            said += m_agent.readAllStandardOutput();
        m_url = QUrl(QString::fromUtf8(said.trimmed().mid(int(strlen("listening on ")))));
        m_teller.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_teller.start(QCoreApplication::applicationDirPath() + QStringLiteral("/bench_fanout"), {QStringLiteral("tell"), QString::number(m_url.port()), QString::number(rate)});
        m_teller.waitForStarted();
    }
    ~Told()
    {
        for (QProcess *process : {&m_teller, &m_agent}) {
            process->kill();
            process->waitForFinished();
        }
    }
    QUrl url() const { return m_url; }

private:
    QProcess m_agent, m_teller;
    QUrl m_url;
};

int pixel(FrameApplication &application, int seconds)
{
    tests::RealPages pages(true);
    const Told told(1000);
    if (!follow(pages, told.url()))
        return 1;
    auto page = pages.show<ui::MonitoringPage>({{QStringLiteral("dashboard"), QStringLiteral("@events")}});
    runFor(4000);
    auto *rows = page->findChild<QTableView *>(QStringLiteral("eventRows"));
    std::vector<qint64> waiting;
    Spread arrived, shown;
    QObject::connect(pages.ports().stream, &StreamPort::eventsArrived, page.get(), [&](const QList<Event> &events) {
        const double now = nowMs(CLOCK_REALTIME);
        for (const Event &event : events) {
            arrived.add(now - static_cast<double>(event.at));
            waiting.push_back(event.at);
        }
    });
    application.painted = [&](QWidget *widget) {
        if (widget != rows->viewport())
            return;
        const double now = nowMs(CLOCK_REALTIME);
        for (const qint64 at : std::exchange(waiting, {}))
            shown.add(now - static_cast<double>(at));
    };
    application.forget();
    runFor(1000LL * seconds);
    application.painted = {};
    application.print(QStringLiteral("1000 events/s"));
    out() << "stamp to the GUI thread:   " << arrived.words() << "\nstamp to the end of paint: " << shown.words() << "\n";
    bar(QStringLiteral("event to pixel, p50"), shown.at(0.5), 120, "ms");
    bar(QStringLiteral("event to pixel, p99"), shown.at(0.99), 250, "ms");
    bar(QStringLiteral("events that were never shown"), static_cast<double>(arrived.size() - shown.size() - waiting.size()), 0, "events");
    page.reset();
    return 0;
}

int hidden(FrameApplication &application, int seconds)
{
    for (const int rate : {0, 1000}) {
        tests::RealPages pages(true);
        const std::unique_ptr<Told> told = rate > 0 ? std::make_unique<Told>(rate) : nullptr;
        if (told && !follow(pages, told->url()))
            return 1;
        auto page = pages.show<ui::MonitoringPage>(rate > 0 ? QVariantMap{{QStringLiteral("dashboard"), QStringLiteral("@events")}} : QVariantMap());
        runFor(4000);
        page->hide();
        runFor(2000);
        application.forget();
        const qint64 before = pages.ports().stream->status().received;
        const double cpu = cpuMsOf(::getpid()), at = nowMs(CLOCK_MONOTONIC);
        runFor(1000LL * seconds);
        const double share = (cpuMsOf(::getpid()) - cpu) / (nowMs(CLOCK_MONOTONIC) - at);
        const QString what = rate > 0 ? QStringLiteral("hidden, %1 events/s of another agent").arg(rate) : QStringLiteral("hidden, with the agent within");
        out() << what << ": " << pages.ports().stream->status().received - before << " items came\n";
        bar(what + QStringLiteral(", paints"), static_cast<double>(application.paints), 0, "paints");
        bar(what + QStringLiteral(", process"), 100 * share, rate > 0 ? 100 : 2, "% of a core");
    }
    return 0;
}
} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QByteArray mode = argc > 1 ? argv[1] : "";
    if (mode == "serve") {
        QCoreApplication application(argc, argv);
        return serve();
    }
    FrameApplication application(argc, argv);
    const int seconds = argc > 2 ? QByteArray(argv[2]).toInt() : 30;
    if (mode == "ingest")
        return ingest(application, seconds);
    if (mode == "pixel")
        return pixel(application, seconds);
    if (mode == "hidden")
        return hidden(application, seconds);
    out() << "bench_console ingest|pixel|hidden [SECONDS]\n";
    return 2;
}
