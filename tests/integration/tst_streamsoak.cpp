// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand events a second from the real plancia-agent into a file of the console's, while the connection is cut at any byte, the
// console ends (in order, or killed between two writes) and begins again, and the agent is killed once. Counts only; takes no time.
// The long form, by hand: PLANCIA_SOAK=3600,200,10 (seconds, cuts, restarts) with QTEST_FUNCTION_TIMEOUT=4000000.
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetrystore.h"
#include "app/store/localstore.h"
#include "tests/app/monitoring/tcpproxy.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <csignal>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;
const QString kStream = QStringLiteral("soak");
constexpr int kPostMs = 50, kPerPost = 50; // a thousand a second

class Agent {
public:
    /// An empty address: the system picks a port.
    bool start(const QString &where)
    {
        m_process = std::make_unique<QProcess>();
        m_process->start(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/plancia-agent"), {QStringLiteral("--listen"), where.isEmpty() ? QStringLiteral("127.0.0.1:0") : where});
        QByteArray said;
        if (!QTest::qWaitFor([&] { return (said += m_process->readAllStandardOutput()).endsWith('\n'); }, 15'000))
            return false;
        m_port = static_cast<quint16>(QUrl(QString::fromUtf8(said.trimmed().mid(int(strlen("listening on "))))).port());
        return m_port != 0;
    }
    void kill()
    {
        m_process->kill();
        m_process->waitForFinished();
    }
    ~Agent() { kill(); }
    quint16 port() const { return m_port; }
    QString where() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }

private:
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

/// The answer to one request, head and body; the event loop goes on meanwhile.
QByteArray ask(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray answer;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write(request);
    (void)QTest::qWaitFor([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    }, 15'000);
    return answer + socket.readAll();
}

/// Tells the agent numbered events, a piece after the other; the next one begins when the one before was taken.
class Teller : public QObject {
public:
    explicit Teller(const Agent &agent) : m_agent(agent)
    {
        m_timer.callOnTimeout(this, [this] { post(); });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_since.start();
        m_timer.start(kPostMs);
    }
    qint64 taken() const { return m_taken; }
    bool isWaiting() const { return m_socket != nullptr; }
    QByteArray fault() const { return m_fault; }
    void pause() { m_timer.stop(); }
    void goOn()
    {
        m_since.restart();
        m_due = 0;
        m_timer.start(kPostMs);
    }

private:
    void post()
    {
        if (m_socket)
            return;
        // What a late timer has missed is made up for.
        const qint64 pieces = std::min<qint64>(20, m_since.elapsed() / kPostMs - m_due);
        if (pieces <= 0)
            return;
        m_due += pieces;
        m_sent = pieces * kPerPost;
        QByteArray body;
        for (qint64 i = 1; i <= m_sent; ++i)
            body += "{\"source\":\"api\",\"type\":\"soak.tick\",\"message\":\"" + QByteArray::number(m_taken + i) + "\",\"details\":{\"endpoint\":\"/v1/orders/17\",\"status\":200}}\n";
        m_socket = new QTcpSocket(this);
        connect(m_socket, &QTcpSocket::disconnected, this, [this] {
            const QByteArray answer = m_socket->readAll();
            m_socket->deleteLater();
            m_socket = nullptr;
            if (answer.contains("\"kept\":" + QByteArray::number(m_sent) + ","))
                m_taken += m_sent;
            else if (m_fault.isEmpty())
                m_fault = "an answer that was not due: " + answer;
        });
        m_socket->connectToHost(QHostAddress::LocalHost, m_agent.port());
        m_socket->write("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    const Agent &m_agent;
    QTimer m_timer;
    QElapsedTimer m_since;
    QTcpSocket *m_socket = nullptr;
    qint64 m_due = 0, m_sent = 0, m_taken = 0;
    QByteArray m_fault;
};

/// What the console is for the stream: a file, and a feed that goes on where the file says. Looks at what it is given.
class Console {
public:
    Console(const QString &path, quint16 port)
    {
        store::LocalStore::Options options;
        options.path = path;
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        options.createIfMissing = true;
        options.sync = sql::SqliteConnection::Sync::Normal;
        auto opened = store::LocalStore::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().fact(u"message")));
        m_file = std::move(*opened);
        TelemetryStore::Limits limits;
        limits.writeEveryMs = 500;
        limits.events = 100'000'000; // all of them are counted in the end
        limits.eventBytes = 100LL << 30;
        m_telemetry = std::make_unique<TelemetryStore>(*m_file, limits, systemClock);
        m_feed = std::make_unique<StreamFeed>(systemClock, m_telemetry.get());
        QObject::connect(m_feed.get(), &StreamPort::statusChanged, m_feed.get(), [this](const StreamStatus &status) { m_isLive |= status.state == StreamStatus::State::Connected; });
        QObject::connect(m_feed.get(), &StreamPort::gapArrived, m_feed.get(), [this](const StreamGap &) {
            if (!m_isLive)
                return;
            ++m_gaps;
            endRun();
        });
        QObject::connect(m_feed.get(), &StreamPort::samplesArrived, m_feed.get(), [this](const QList<Sample> &samples) {
            if (!m_isLive) // what the file holds of the last minutes
                return;
            for (const Sample &sample : samples)
                m_run.push_back(sample.offset);
        });
        QObject::connect(m_feed.get(), &StreamPort::eventsArrived, m_feed.get(), [this](const QList<Event> &events) {
            for (const Event &event : events) {
                m_disorder += event.offset <= m_last;
                m_last = event.offset;
                m_run.push_back(event.offset);
            }
            m_seen += events.size();
        });
        StreamClient::Limits limitsOfClient = StreamClient::limitsFor(QUrl(QStringLiteral("ws://localhost")));
        limitsOfClient.backoff = {20, 500};
        limitsOfClient.downAfterAttempts = 1000;
        m_feed->follow({QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(port)), {}, QStringLiteral("soak"), kStream}, limitsOfClient);
    }
    /// As a person ends it.
    void close()
    {
        m_feed.reset();
        auto written = m_telemetry->flush();
        written.waitForFinished();
        if (!written.result())
            qFatal("%s", qPrintable(written.result().error().fact(u"message")));
        m_telemetry.reset();
        m_file.reset();
        endRun();
    }
    /// What was not written yet is gone.
    void crash()
    {
        m_feed.reset();
        m_telemetry.reset();
        m_file.reset();
        endRun();
    }
    qint64 seen() const { return m_seen; }
    qint64 gaps() const { return m_gaps; }
    /// Of all that was told: what came before something older, twice, or after a hole without a gap.
    qint64 faults() const { return m_disorder + m_faults; }

private:
    void endRun()
    {
        std::ranges::sort(m_run); // samples and events of one frame are told one after the other
        for (size_t i = 1; i < m_run.size(); ++i)
            m_faults += m_run[i] != m_run[i - 1] + 1;
        m_run.clear();
        m_last = 0;
    }
    std::unique_ptr<store::LocalStore> m_file;
    std::unique_ptr<TelemetryStore> m_telemetry;
    std::unique_ptr<StreamFeed> m_feed;
    std::vector<qint64> m_run;
    bool m_isLive = false;
    qint64 m_last = 0, m_seen = 0, m_gaps = 0, m_disorder = 0, m_faults = 0;
};

QList<QList<qint64>> rows(const QString &path, const QByteArray &sql)
{
    store::LocalStore::Options options;
    options.path = path;
    options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
    options.mode = store::LocalStore::Mode::ReadOnlyLive;
    auto opened = store::LocalStore::open(options);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().fact(u"message")));
    auto read = (*opened)->read<QList<QList<qint64>>>({}, [sql](sql::Connection &connection) -> Result<QList<QList<qint64>>> {
        auto found = connection.query(sql);
        if (!found)
            return fail(found.error());
        QList<QList<qint64>> all;
        for (int i = 0; i < found->size(); ++i) {
            QList<qint64> row;
            for (int c = 0; c < found->columns(); ++c)
                row.append((*found)[i].integer(c));
            all.append(row);
        }
        return all;
    });
    read.waitForFinished();
    if (!read.result())
        qFatal("%s", qPrintable(read.result().error().fact(u"message")));
    return *read.result();
}

struct Length {
    qint64 seconds = 20;
    int cuts = 10, restarts = 3;
};
Length lengthAsked()
{
    const QStringList words = qEnvironmentVariable("PLANCIA_SOAK").split(u',', Qt::SkipEmptyParts);
    return words.size() == 3 ? Length{words[0].toLongLong(), words[1].toInt(), words[2].toInt()} : Length();
}
} // namespace

class StreamSoakTest : public QObject {
    Q_OBJECT
private slots:
    void everyEventOnceInItsOrder()
    {
        const Length length = lengthAsked();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("telemetry.db"));
        Agent agent;
        QVERIFY(agent.start({}));
        auto proxy = std::make_unique<tests::TcpProxy>(agent.port());
        auto console = std::make_unique<Console>(path, proxy->port());
        Teller teller(agent);

        enum class Act { Cut, Close, Crash, Kill };
        std::vector<std::pair<qint64, Act>> plan;
        QRandomGenerator random(11);
        const auto sometime = [&] { return 500 + random.bounded(length.seconds * 1000 - 1000); };
        for (int i = 0; i < length.cuts; ++i)
            plan.emplace_back(sometime(), Act::Cut);
        for (int i = 0; i < length.restarts; ++i)
            plan.emplace_back(sometime(), i % 2 == 0 ? Act::Crash : Act::Close);
        plan.emplace_back(length.seconds * 500, Act::Kill);
        std::ranges::sort(plan);

        qint64 takenBeforeKill = 0, gaps = 0, faults = 0, cuts = 0;
        QElapsedTimer since;
        since.start();
        for (const auto &[at, act] : plan) {
            QTest::qWait(static_cast<int>(std::max<qint64>(0, at - since.elapsed())));
            if (act == Act::Cut) {
                const int before = proxy->cuts();
                proxy->cutAfter(random.bounded(60'000));
                QTRY_COMPARE_WITH_TIMEOUT(proxy->cuts(), before + 1, 30'000);
                ++cuts;
            } else if (act == Act::Kill) {
                teller.pause();
                QTRY_VERIFY_WITH_TIMEOUT(!teller.isWaiting(), 15'000);
                takenBeforeKill = teller.taken();
                agent.kill(); // with what the last tick has not sent
                QVERIFY(agent.start(agent.where()));
                teller.goOn();
            } else {
                act == Act::Close ? console->close() : console->crash();
                gaps += console->gaps();
                faults += console->faults();
                console = std::make_unique<Console>(path, proxy->port());
            }
        }
        QTest::qWait(static_cast<int>(std::max<qint64>(0, length.seconds * 1000 - since.elapsed())));
        teller.pause();
        QTRY_VERIFY_WITH_TIMEOUT(!teller.isWaiting(), 15'000);
        QVERIFY2(teller.fault().isEmpty(), teller.fault().constData());
        const QString last = QString::number(teller.taken());
        const auto stored = [&] { return rows(path, "SELECT count(*) FROM events WHERE message = '" + last.toUtf8() + "'").first().first(); };
        QTRY_COMPARE_WITH_TIMEOUT(stored(), 1, 30'000);
        console->close();
        gaps += console->gaps();
        faults += console->faults();

        QCOMPARE(faults, 0);
        // The file: two runs of the agent, each from its first place to its last, and the sentences in the order in which they were told.
        const auto runs = rows(path, "SELECT epoch, min(at), max(position), count(*), min(CAST(message AS INTEGER)), max(CAST(message AS INTEGER)) "
                                     "FROM events WHERE type = 'soak.tick' GROUP BY epoch ORDER BY 2");
        QCOMPARE(runs.size(), 2);
        QCOMPARE(runs[0][3], runs[0][5] - runs[0][4] + 1);
        QCOMPARE(runs[1][3], runs[1][5] - runs[1][4] + 1);
        QCOMPARE(runs[0][4], 1);
        QCOMPARE(runs[1][4], takenBeforeKill + 1);
        QCOMPARE(runs[1][5], teller.taken());
        const auto disorder = rows(path, "SELECT count(*) FROM (SELECT CAST(message AS INTEGER) - lag(CAST(message AS INTEGER)) OVER (PARTITION BY epoch ORDER BY position) AS step "
                                         "FROM events WHERE type = 'soak.tick') WHERE step <> 1");
        QCOMPARE(disorder[0][0], 0);
        const qint64 second = rows(path, "SELECT min(at) FROM events WHERE type = 'agent.start' AND epoch = " + QByteArray::number(runs[1][0])).first().first();
        for (const bool isSecond : {false, true}) {
            const QByteArray places = "SELECT position FROM events WHERE epoch = " + QByteArray::number(runs[isSecond ? 1 : 0][0]) + " UNION ALL SELECT position FROM samples WHERE at "
                + (isSecond ? ">= " : "< ") + QByteArray::number(second);
            const auto held = rows(path, "SELECT count(*), count(DISTINCT position), min(position), max(position) FROM (" + places + ")").first();
            QVERIFY2(held[2] == 1 && held[0] == held[3] && held[1] == held[3],
                     qPrintable(QStringLiteral("run %1: %2 rows at %3 places from %4 to %5").arg(isSecond ? 2 : 1).arg(held[0]).arg(held[1]).arg(held[2]).arg(held[3])));
            if (isSecond) { // the agent's own word for how many there were
                const QByteArray page = ask(agent.port(), "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
                const QByteArray name = "\nplancia_stream_top_offset ";
                const qint64 top = page.mid(page.indexOf(name) + name.size()).split('\n').first().trimmed().toLongLong();
                QVERIFY2(top >= held[3] && top <= held[3] + 30, qPrintable(QStringLiteral("%1 of %2").arg(held[3]).arg(top))); // it goes on sampling itself
            }
        }
        // What the killed agent took with it is one gap, and it is all that is missing.
        QCOMPARE(gaps, 1);
        QCOMPARE(rows(path, "SELECT count(*) FROM gaps WHERE reason = 'agent_away'").first().first(), 1);
        qInfo("%lld s, %lld cuts, %d restarts: %lld events told, %lld kept, %lld went with the agent in 1 gap, 0 lost, twice or out of order", length.seconds, cuts, length.restarts,
              teller.taken(), runs[0][3] + runs[1][3], takenBeforeKill - runs[0][5]);
    }
};

QTEST_GUILESS_MAIN(StreamSoakTest)
#include "tst_streamsoak.moc"
