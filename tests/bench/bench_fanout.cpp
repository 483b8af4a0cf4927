// SPDX-License-Identifier: GPL-3.0-or-later
// Many readers of one agent: a real plancia-agent is told events by HTTP, and child processes read its stream over plain sockets, with as
// much of WebSocket as that needs. Prints the agent's own share of a core and memory, and how long after the agent took an event it
// was there; then the same with one reader more, who stops reading.
// bench_fanout [CLIENTS [EVENTS_A_SECOND [SECONDS]]]   (1000, 1000, 20)
#include "tests/bench/gauge.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>
#include <QUuid>

#include <arpa/inet.h>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

using namespace plancia::bench;

namespace {
constexpr int kPostMs = 20;
constexpr int kReaders = 2;       ///< child processes
constexpr int kLookedAtOneIn = 10; ///< of the clients the times of each event are read; of all of them the places

// --- a reader: one process for many clients ---

struct Client {
    int socket = -1;
    bool isOpen = false;
    QByteArray bytes;
    qint64 last = 0, events = 0;
};

qint64 numberAfter(const QByteArray &text, qsizetype from, const char *name)
{
    const qsizetype at = text.indexOf(name, from);
    return at < 0 ? -1 : std::strtoll(text.constData() + at + std::strlen(name), nullptr, 10);
}

void sendText(int socket, const QByteArray &text)
{
    QByteArray frame;
    frame += '\x81';
    frame += static_cast<char>(0x80 | text.size()); // below 126
    frame += QByteArray(4, '\0');                   // a mask of zeros
    frame += text;
    if (::send(socket, frame.constData(), static_cast<size_t>(frame.size()), MSG_NOSIGNAL) != frame.size())
        qFatal("a request was not sent");
}

int connectTo(quint16 port, bool hasSmallBuffer)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        qFatal("no socket");
    if (hasSmallBuffer) {
        const int bytes = 4096;
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("not connected");
    const QByteArray request = "GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    if (::send(socket, request.constData(), static_cast<size_t>(request.size()), MSG_NOSIGNAL) != request.size())
        qFatal("no request");
    QByteArray answer;
    while (!answer.contains("\r\n\r\n")) { // up to its end and not further
        char one = 0;
        if (::recv(socket, &one, 1, 0) != 1)
            qFatal("refused: %s", answer.constData());
        answer += one;
    }
    if (!answer.startsWith("HTTP/1.1 101"))
        qFatal("refused: %s", answer.constData());
    return socket;
}

/// Whole frames are taken off the front.
template <class Take>
void takeFrames(QByteArray &bytes, Take take)
{
    qsizetype at = 0;
    while (bytes.size() - at >= 2) {
        const auto *head = reinterpret_cast<const uchar *>(bytes.constData() + at);
        qint64 size = head[1] & 0x7f;
        qsizetype headSize = 2;
        if (size == 126) {
            if (bytes.size() - at < 4)
                break;
            size = head[2] << 8 | head[3];
            headSize = 4;
        } else if (size == 127) {
            if (bytes.size() - at < 10)
                break;
            size = 0;
            for (int i = 2; i < 10; ++i)
                size = size << 8 | head[i];
            headSize = 10;
        }
        if (bytes.size() - at < headSize + size)
            break;
        if ((head[0] & 0x0f) == 1)
            take(bytes.mid(at + headSize, size));
        else if ((head[0] & 0x0f) == 8)
            qFatal("closed by the agent");
        at += headSize + size;
    }
    bytes.remove(0, at);
}

/// Reads until its standard input ends; "mark" there begins the count anew, "tell" prints it.
int readStream(quint16 port, int count)
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::max<rlim_t>(files.rlim_cur, std::min<rlim_t>(files.rlim_max, static_cast<rlim_t>(count) + 64));
    ::setrlimit(RLIMIT_NOFILE, &files);
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Client> clients(static_cast<size_t>(count));
    for (size_t i = 0; i < clients.size(); ++i) {
        clients[i].socket = connectTo(port, false);
        ::fcntl(clients[i].socket, F_SETFL, O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].socket, &event);
    }
    epoll_event input{};
    input.events = EPOLLIN;
    input.data.u64 = clients.size();
    ::epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &input);
    Spread latency;
    qint64 faults = 0;
    QByteArray words;
    std::vector<char> buffer(1 << 20);
    const auto takeFrame = [&](Client &client, bool isLookedAt, const QByteArray &frame) {
        const double now = nowMs(CLOCK_REALTIME);
        if (!frame.startsWith("{\"t\":\"samples\"")) {
            faults += frame.contains("\"t\":\"gap\"");
            if (!frame.contains("\"t\":\"hello\""))
                return;
            const qint64 top = numberAfter(frame, 0, "\"top\":");
            const qsizetype epoch = frame.indexOf("\"epoch\":\"") + 9;
            client.last = top;
            sendText(client.socket, "{\"t\":\"subscribe\",\"version\":3,\"epoch\":\"" + frame.mid(epoch, 36) + "\",\"after\":" + QByteArray::number(top) + "}");
            client.isOpen = true;
            return;
        }
        if (isLookedAt) {
            for (qsizetype at = frame.indexOf("\"o\":"); at >= 0; at = frame.indexOf("\"o\":", at + 4)) {
                const qint64 place = std::strtoll(frame.constData() + at + 4, nullptr, 10);
                faults += place != client.last + 1;
                client.last = place;
                ++client.events;
                // The members stand in the order of their names: "at" of the item is the one before its "o".
                const qsizetype stamp = frame.lastIndexOf("\"at\":", at);
                latency.add(now - static_cast<double>(std::strtoll(frame.constData() + stamp + 5, nullptr, 10)));
            }
        } else {
            faults += numberAfter(frame, 0, "\"o\":") != client.last + 1;
            const qint64 newest = std::strtoll(frame.constData() + frame.lastIndexOf("\"o\":") + 4, nullptr, 10);
            client.events += newest - client.last;
            client.last = newest;
        }
    };
    for (;;) {
        epoll_event ready[256];
        const int found = ::epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < found; ++i) {
            if (ready[i].data.u64 == clients.size()) {
                const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
                if (got <= 0)
                    return 0;
                words += QByteArray(buffer.data(), got);
                while (words.contains('\n')) {
                    const QByteArray word = words.left(words.indexOf('\n'));
                    words.remove(0, word.size() + 1);
                    if (word == "tell") {
                        qint64 events = 0, open = 0;
                        for (const Client &client : clients) {
                            events += client.events;
                            open += client.isOpen;
                        }
                        out() << open << ' ' << events << ' ' << faults << ' ' << latency.at(0.5) << ' ' << latency.at(0.99) << ' ' << latency.at(1) << ' ' << latency.size() << "\n";
                        out().flush();
                    }
                    latency = {};
                    faults = 0;
                    for (Client &client : clients)
                        client.events = 0;
                }
                continue;
            }
            Client &client = clients[ready[i].data.u64];
            ssize_t got = 0;
            while ((got = ::recv(client.socket, buffer.data(), buffer.size(), 0)) > 0)
                client.bytes.append(buffer.data(), got);
            if (got == 0)
                qFatal("a connection ended");
            takeFrames(client.bytes, [&](const QByteArray &frame) { takeFrame(client, ready[i].data.u64 % kLookedAtOneIn == 0, frame); });
        }
    }
}

// --- the one who tells the events, a process of its own ---

int tellEvents(quint16 port, int perSecond)
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer since;
    since.start();
    qint64 told = 0;
    bool isWaiting = false; // one request after the other: the agent reads only so many heads of one address
    timer.callOnTimeout([&] {
        const qint64 due = std::min<qint64>(2000, since.elapsed() * perSecond / 1000 - told);
        if (due <= 0 || std::exchange(isWaiting, true))
            return;
        told += due;
        QByteArray body;
        for (qint64 i = 0; i < due; ++i)
            body += R"({"source":"api","type":"bench.event","tenant":"tenant-17","trace":")" + QUuid::createUuid().toByteArray(QUuid::Id128) + R"(","message":"Order )" + QByteArray::number(told + i)
                + R"( of customer 77777 was taken by the planner","details":{"endpoint":"/v1/orders","status":200}})" + '\n';
        auto *socket = new QTcpSocket;
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [socket, &isWaiting] {
            isWaiting = false;
            const QByteArray answer = socket->readAll();
            if (!answer.startsWith("HTTP/1.1 202"))
                qFatal("refused: %s", answer.constData());
            socket->deleteLater();
        });
        socket->connectToHost(QHostAddress::LocalHost, port);
        socket->write("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    });
    timer.start(kPostMs);
    return QCoreApplication::exec();
}

// --- the bench ---

struct Told {
    qint64 open = 0, events = 0, faults = 0;
    double p50 = 0, p99 = 0, most = 0;
};

std::unique_ptr<QProcess> child(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), arguments);
    process->waitForStarted();
    return process;
}

/// The worst of the readers' figures counts.
Told askReaders(const std::vector<std::unique_ptr<QProcess>> &readers)
{
    Told all;
    for (const auto &reader : readers)
        reader->write("tell\n");
    for (const auto &reader : readers) {
        QByteArray line;
        while (!line.endsWith('\n') && reader->waitForReadyRead(60'000))
            line += reader->readAllStandardOutput();
        const QList<QByteArray> words = line.trimmed().split(' ');
        all.open += words.value(0).toLongLong();
        all.events += words.value(1).toLongLong();
        all.faults += words.value(2).toLongLong();
        all.p50 = std::max(all.p50, words.value(3).toDouble());
        all.p99 = std::max(all.p99, words.value(4).toDouble());
        all.most = std::max(all.most, words.value(5).toDouble());
    }
    return all;
}

struct Measured {
    Told told;
    double share = 0;
    qint64 rss = 0;
};

Measured measure(const std::vector<std::unique_ptr<QProcess>> &readers, qint64 agent, int seconds)
{
    static_cast<void>(askReaders(readers)); // begins anew
    const double cpu = cpuMsOf(agent), at = nowMs(CLOCK_MONOTONIC);
    ::poll(nullptr, 0, seconds * 1000);
    Measured measured;
    measured.share = (cpuMsOf(agent) - cpu) / (nowMs(CLOCK_MONOTONIC) - at);
    measured.rss = statusOf(agent, "VmRSS");
    measured.told = askReaders(readers);
    return measured;
}

void print(const QString &what, const Measured &measured, int seconds)
{
    out() << QStringLiteral("%1: %2 readers, %3 deliveries/s, %4 holes; agent %5 % of a core, %6 MiB; from the agent's stamp p50 %7 p99 %8 most %9 ms; load ")
                 .arg(what).arg(measured.told.open).arg(measured.told.events / seconds).arg(measured.told.faults).arg(100 * measured.share, 0, 'f', 1)
                 .arg(static_cast<double>(measured.rss) / 1024, 0, 'f', 1).arg(measured.told.p50, 0, 'f', 1).arg(measured.told.p99, 0, 'f', 1).arg(measured.told.most, 0, 'f', 1)
          << load() << "\n";
    out().flush();
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"read")
        return readStream(words.value(2).toUShort(), words.value(3).toInt());
    if (words.value(1) == u"tell")
        return tellEvents(words.value(2).toUShort(), words.value(3).toInt());
    const int clients = words.value(1, QStringLiteral("1000")).toInt(), rate = words.value(2, QStringLiteral("1000")).toInt(), seconds = words.value(3, QStringLiteral("20")).toInt();

    const QTemporaryDir folder;
    QFile config(folder.filePath(QStringLiteral("agent.toml")));
    if (!config.open(QIODevice::WriteOnly))
        return 1;
    config.write("listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\nmax_clients = 2000\n");
    config.close();
    QProcess agent;
    agent.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    agent.start(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/plancia-agent"), {QStringLiteral("--config"), config.fileName()});
    QByteArray said;
    while (!said.endsWith('\n') && agent.waitForReadyRead(15'000))
        said += agent.readAllStandardOutput();
    const int port = QUrl(QString::fromUtf8(said.trimmed().mid(int(std::strlen("listening on "))))).port();
    if (port <= 0) {
        out() << "the agent does not start\n";
        return 1;
    }
    const qint64 pid = agent.processId();
    // The ring is full, as after an hour: from here on the memory is that of the readers.
    const auto filler = child({QStringLiteral("tell"), QString::number(port), QStringLiteral("15000")});
    ::poll(nullptr, 0, 15'000);
    filler->kill();
    filler->waitForFinished();
    const auto teller = child({QStringLiteral("tell"), QString::number(port), QString::number(rate)});
    ::poll(nullptr, 0, 3000);
    const qint64 alone = statusOf(pid, "VmRSS");
    std::vector<std::unique_ptr<QProcess>> readers;
    for (int i = 0; i < kReaders; ++i)
        readers.push_back(child({QStringLiteral("read"), QString::number(port), QString::number((clients + i) / kReaders)}));
    for (int tries = 0; tries < 120 && askReaders(readers).open < clients; ++tries)
        ::poll(nullptr, 0, 500);
    ::poll(nullptr, 0, 2000);
    out() << "agent alone, its ring full: " << alone / 1024 << " MiB\n";

    const Measured usual = measure(readers, pid, seconds);
    print(QStringLiteral("%1 events/s").arg(rate), usual, seconds);
    bar(QStringLiteral("readers that are missing"), clients - static_cast<double>(usual.told.open), 0, "readers");
    bar(QStringLiteral("holes and gaps"), static_cast<double>(usual.told.faults), 0, "holes");
    bar(QStringLiteral("agent's CPU"), 100 * usual.share, 40, "% of a core");
    bar(QStringLiteral("agent's memory"), static_cast<double>(usual.rss) / 1024, 100, "MiB");
    bar(QStringLiteral("delivery p99"), usual.told.p99, 150, "ms");

    // One that subscribes, and reads nothing from then on; its own kernel takes little.
    const qint64 before = statusOf(pid, "VmRSS");
    const int stalled = connectTo(static_cast<quint16>(port), true);
    sendText(stalled, "{\"t\":\"subscribe\",\"version\":3,\"epoch\":\"\",\"after\":0}");
    qint64 most = before;
    for (int i = 0; i < 20; ++i) {
        ::poll(nullptr, 0, 200);
        most = std::max(most, statusOf(pid, "VmRSS"));
    }
    const Measured slow = measure(readers, pid, seconds);
    print(QStringLiteral("with one that is stalled"), slow, seconds);
    most = std::max(most, slow.rss);
    bar(QStringLiteral("memory that the stalled one takes"), static_cast<double>(most - before) / 1024, 1.5, "MiB");
    out() << "agent's memory: " << before / 1024 << " MiB before, " << most / 1024 << " MiB at the most with it\n";
    bar(QStringLiteral("the others' p99, with / without"), slow.told.p99 / std::max(0.001, usual.told.p99), 1.1, "x");
    bar(QStringLiteral("holes and gaps of the others"), static_cast<double>(slow.told.faults), 0, "holes");
    ::close(stalled);
    for (const auto &reader : readers) {
        reader->closeWriteChannel();
        reader->waitForFinished(10'000);
    }
    teller->kill();
    teller->waitForFinished();
    agent.terminate();
    agent.waitForFinished();
    return 0;
}
