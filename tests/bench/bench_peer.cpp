// SPDX-License-Identifier: GPL-3.0-or-later
// What hangs: PostgreSQL, and how the agent's health answers meanwhile; then the agent itself, and how soon the console says so.
// bench_peer [ASKS [STOPS]]   (default 200 and 3)
#include "app/monitoring/service/streamfeed.h"
#include "tests/bench/gauge.h"
#include "tests/support/privatepostgres.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <csignal>
#include <poll.h>

using namespace plancia;
using namespace plancia::bench;
using namespace plancia::monitoring;
using State = StreamStatus::State;

namespace {
/// The status of the answer, and ms from the connection asked for to its last byte.
std::pair<int, double> ask(quint16 port, const QByteArray &path)
{
    const double began = nowMs(CLOCK_MONOTONIC);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(20'000))
        answer += socket.readAll();
    return {answer.mid(9, 3).toInt(), nowMs(CLOCK_MONOTONIC) - began};
}

/// The server's first process and those that it has made.
void signalServer(qint64 first, int signal)
{
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const qint64 pid = name.toLongLong();
        if (pid > 1 && (pid == first || statusOf(pid, "PPid") == first))
            ::kill(static_cast<pid_t>(pid), signal);
    }
}

/// ms until the state, or -1.
double until(const StreamFeed &feed, const std::function<bool(State)> &isIt)
{
    QElapsedTimer since;
    since.start();
    while (!isIt(feed.status().state) && since.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return since.elapsed() < 60'000 ? static_cast<double>(since.nsecsElapsed()) / 1e6 : -1;
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTimer beat; // so that waiting ends
    beat.start(10);
    const int asks = argc > 1 ? QByteArray(argv[1]).toInt() : 200, stops = argc > 2 ? QByteArray(argv[2]).toInt() : 3;
    tests::PrivatePostgres postgres;
    if (!postgres.start()) {
        out() << postgres.error() << "\n";
        return 1;
    }
    QFile pidFile(postgres.value(QStringLiteral("SHOW data_directory")) + QStringLiteral("/postmaster.pid"));
    const qint64 server = pidFile.open(QIODevice::ReadOnly) ? pidFile.readLine().trimmed().toLongLong() : 0;
    const QTemporaryDir folder;
    QFile config(folder.filePath(QStringLiteral("agent.toml")));
    if (server <= 1 || !config.open(QIODevice::WriteOnly))
        return 1;
    config.write("listen = \"127.0.0.1:0\"\nhealth_listen = \"127.0.0.1:0\"\nmetrics_listen = \"off\"\n[[postgres]]\nname = \"main\"\nhost = \"127.0.0.1\"\nport = "
                 + QByteArray::number(postgres.port()) + "\ndatabase = \"postgres\"\nuser = \"postgres\"\nsslmode = \"disable\"\n");
    config.close();
    QProcess agent;
    agent.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    agent.start(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/plancia-agent"), {QStringLiteral("--config"), config.fileName()});
    QByteArray said;
    while (!said.endsWith('\n') && agent.waitForReadyRead(15'000))
        said += agent.readAllStandardOutput();
    const QUrl url(QString::fromUtf8(said.trimmed().split('\n').first().mid(int(strlen("listening on ")))));
    const auto port = static_cast<quint16>(url.port());
    while (ask(port, "/health/ready").first != 200)
        ::poll(nullptr, 0, 500);

    signalServer(server, SIGSTOP);
    ::poll(nullptr, 0, 6000); // what was kept of an answer is old by now
    Spread live, ready;
    int wrong = 0;
    for (int i = 0; i < stops; ++i) {
        const auto [status, ms] = ask(port, "/health/ready");
        wrong += status != 503;
        ready.add(ms);
        for (int k = 0; k < asks / stops; ++k) {
            const auto [alive, liveMs] = ask(port, "/health/live");
            wrong += alive != 200;
            live.add(liveMs);
        }
        ::poll(nullptr, 0, 6000);
    }
    signalServer(server, SIGCONT);
    out() << "/health/live:  " << live.words() << "\n/health/ready: " << ready.words() << "\n";
    bar(QStringLiteral("other answers than 200 and 503"), wrong, 0, "answers");
    bar(QStringLiteral("/health/live while PostgreSQL hangs, p99"), live.at(0.99), 5, "ms");
    bar(QStringLiteral("/health/ready while PostgreSQL hangs, most"), ready.at(1), 2100, "ms");

    const SystemClock clock;
    StreamFeed feed(clock, nullptr);
    feed.follow({url, {}, QStringLiteral("peer"), {}});
    Spread amber, red, green;
    for (int i = 0; i < stops; ++i) {
        if (until(feed, [](State state) { return state == State::Connected; }) < 0)
            return 1;
        QElapsedTimer rest; // anywhere between two heartbeats
        rest.start();
        while (rest.elapsed() < 2000 + 1700 * i)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        ::kill(static_cast<pid_t>(agent.processId()), SIGSTOP);
        const double untilAmber = until(feed, [](State state) { return state != State::Connected; });
        amber.add(untilAmber);
        red.add(untilAmber + until(feed, [](State state) { return state == State::Down; }));
        ::kill(static_cast<pid_t>(agent.processId()), SIGCONT);
        green.add(until(feed, [](State state) { return state == State::Connected; }));
    }
    out() << "amber: " << amber.words() << "\nred:   " << red.words() << "\ngreen again: " << green.words() << "\n";
    bar(QStringLiteral("dead peer is amber, most"), amber.at(1), 6000, "ms");
    bar(QStringLiteral("dead peer is red, most"), red.at(1), 12'000, "ms");
    bar(QStringLiteral("times that it was never said"), static_cast<double>(amber.at(0) < 0) + static_cast<double>(green.at(0) < 0), 0, "times");
    agent.terminate();
    agent.waitForFinished();
    return 0;
}
