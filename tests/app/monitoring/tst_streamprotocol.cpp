// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/session/samplering.h"
#include "app/monitoring/session/streamreader.h"
#include "app/monitoring/transport/accessrules.h"

#include <QTest>
#include <limits>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr qint64 kNow = 1'750'000'000'000;

StreamItem item(qint64 offset, qint64 at = 0, const QString &source = QStringLiteral("self"))
{
    return {{offset, at ? at : kNow + offset * 1000, source, {{metric::SelfCpu, 0.5}}}, {}};
}
Samples items(qint64 from, qint64 to)
{
    Samples samples;
    for (qint64 offset = from; offset <= to; ++offset)
        samples.items.append(item(offset));
    return samples;
}
QByteArray oneSample(const QByteArray &json) { return "{\"t\":\"samples\",\"items\":[" + json + "]}"; }

QByteArray request(const QByteArray &extra = {}, const QByteArray &line = "GET /stream HTTP/1.1",
                   const QByteArray &host = "Host: localhost:8080\r\n")
{
    return line + "\r\n" + host
        + "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + extra + "\r\n";
}
} // namespace

class TestStreamProtocol : public QObject {
    Q_OBJECT
private slots:
    void everyMessageSurvivesTheWire_data()
    {
        QTest::addColumn<int>("index");
        const char *names[] = {"hello", "subscribe", "samples", "lost", "heartbeat"};
        for (int i = 0; i < 5; ++i)
            QTest::newRow(names[i]) << i;
    }
    void everyMessageSurvivesTheWire()
    {
        QFETCH(int, index);
        Samples samples = items(7, 9);
        samples.items[1].gaps.append({StreamGap::Reason::CounterReset, kNow, kNow + 5, QStringLiteral("self")});
        samples.items[2].sample.values.insert(QStringLiteral("b\"\\ü\n"), -1.25e-7);
        const Message messages[] = {Hello{QStringLiteral("Größe \"1\""), QStringLiteral("e-1"), 3, 9},
                                    Subscribe{QStringLiteral("e-1"), 9'007'199'254'740'991}, samples, Lost{1, 4},
                                    Heartbeat{12, kNow}};
        const auto decoded = decode(encode(messages[index]));
        QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().fact(u"detail")));
        QCOMPARE(decoded->index(), messages[index].index());
        QVERIFY(*decoded == messages[index]);
    }

    void malformedFramesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("cut") << encode(items(1, 2)).chopped(3);
        QTest::newRow("NUL") << QByteArray("{\"t\":\"heartbeat\"\0}", 18);
        QTest::newRow("unknown kind") << QByteArray(R"({"t":"delete"})");
        QTest::newRow("kind is a number") << QByteArray(R"({"t":1})");
        QTest::newRow("hello without epoch") << QByteArray(R"({"t":"hello","version":1,"agent":"a","base":1,"top":0})");
        QTest::newRow("base above top") << QByteArray(R"({"t":"hello","version":1,"agent":"a","epoch":"e","base":9,"top":3})");
        QTest::newRow("negative offset") << QByteArray(R"({"t":"subscribe","version":1,"epoch":"","after":-1})");
        QTest::newRow("offset with a fraction") << QByteArray(R"({"t":"subscribe","version":1,"epoch":"","after":1.5})");
        QTest::newRow("offset as text") << QByteArray(R"({"t":"subscribe","version":1,"epoch":"","after":"1"})");
        QTest::newRow("offset of 1e300") << QByteArray(R"({"t":"subscribe","version":1,"epoch":"","after":1e300})");
        QTest::newRow("no items") << QByteArray(R"({"t":"samples","items":[]})");
        QTest::newRow("items no list") << QByteArray(R"({"t":"samples","items":{}})");
        QTest::newRow("time before 2000") << oneSample(R"({"o":1,"at":5,"s":"x","v":{}})");
        QTest::newRow("time after 2100") << oneSample(R"({"o":1,"at":5000000000000,"s":"x","v":{}})");
        QTest::newRow("offset 0") << oneSample(R"({"o":0,"at":1750000000000,"s":"x","v":{}})");
        QTest::newRow("no source") << oneSample(R"({"o":1,"at":1750000000000,"s":"","v":{}})");
        QTest::newRow("overlong source") << oneSample(R"({"o":1,"at":1750000000000,"v":{},"s":)" + ('"' + QByteArray(101, 'x')) + "\"}");
        QTest::newRow("value is text") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{"a":"1"}})");
        QTest::newRow("value is null") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{"a":null}})");
        QTest::newRow("value overflows") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{"a":1e999}})");
        QTest::newRow("overlong name") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{)" + ('"' + QByteArray(101, 'n')) + "\":1}}");
        QTest::newRow("unknown reason") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{},"g":[{"r":"x","from":1750000000000,"to":1750000000000}]})");
        QTest::newRow("gap backwards") << oneSample(R"({"o":1,"at":1750000000000,"s":"x","v":{},"g":[{"r":"source_down","from":1750000000009,"to":1750000000000}]})");
        QTest::newRow("offsets with a hole") << samplesFrame({encodeItem(item(1)), encodeItem(item(3))});
        QTest::newRow("deeply nested") << QByteArray(100'000, '[');
        QTest::newRow("oversized") << QByteArray(kMaxFrameBytes + 1, ' ');
        QList<QByteArray> many;
        for (qint64 i = 1; i <= kMaxItems + 1; ++i)
            many.append(encodeItem(item(i)));
        QTest::newRow("too many items") << samplesFrame(many);
        StreamItem wide = item(1);
        for (int i = 0; i <= kMaxValues; ++i)
            wide.sample.values.insert(QString::number(i), i);
        QTest::newRow("too many values") << samplesFrame({encodeItem(wide)});
    }
    void malformedFramesAreRefused()
    {
        QFETCH(QByteArray, frame);
        const auto decoded = decode(frame);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code(), ErrorCode::StreamProtocol);
        QVERIFY(!decoded.error().fact(u"detail").isEmpty());
    }

    void anotherVersionIsTold()
    {
        const QByteArray frames[] = {R"({"t":"hello","version":2,"new":"shape"})", R"({"t":"subscribe","version":"x"})"};
        for (const QByteArray &frame : frames) {
            const auto decoded = decode(frame);
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().code(), ErrorCode::StreamVersion);
        }
    }

    void unknownMembersAreIgnored()
    {
        QVERIFY(decode(R"({"t":"heartbeat","top":1,"at":1750000000000,"later":{"x":[1]}})"));
    }

    void ringNumbersWithoutHolesAndForgetsByAge()
    {
        SampleRing ring(QStringLiteral("e"), {10'000, 1000, 1 << 20});
        QCOMPARE(ring.base(), 1);
        for (int i = 1; i <= 30; ++i)
            QCOMPARE(*ring.append(item(0, kNow + i * 1000)), i);
        QCOMPARE(ring.top(), 30);
        QCOMPARE(ring.base(), 20);
        const auto slice = ring.slice(25, 1 << 20);
        QCOMPARE(slice.last, 30);
        const auto decoded = decode(slice.frame);
        QVERIFY(decoded);
        QCOMPARE(std::get<Samples>(*decoded).items.first().sample.offset, 26);
        QVERIFY(ring.slice(30, 1 << 20).frame.isEmpty());
    }

    void ringIsBoundedByCountAndBytes()
    {
        SampleRing few(QStringLiteral("e"), {1'000'000'000, 5, 1 << 20});
        SampleRing small(QStringLiteral("e"), {1'000'000'000, 1000, 500});
        for (int i = 1; i <= 100; ++i) {
            QVERIFY(few.append(item(0, kNow + i)));
            QVERIFY(small.append(item(0, kNow + i)));
        }
        QCOMPARE(few.base(), 96);
        QVERIFY(small.base() > 85);
        QCOMPARE(small.top(), 100);
    }

    void ringTakesNothingThatCouldNotBeRead()
    {
        SampleRing ring(QStringLiteral("e"));
        StreamItem bad = item(0, kNow);
        bad.sample.values.insert(QStringLiteral("x"), std::numeric_limits<double>::infinity());
        QVERIFY(!ring.append(bad));
        QVERIFY(!ring.append(item(0, 5)));
        QCOMPARE(ring.top(), 0);
    }

    void slicesKeepTheirSize()
    {
        SampleRing ring(QStringLiteral("e"));
        for (int i = 1; i <= 5000; ++i)
            QVERIFY(ring.append(item(0, kNow + i)));
        qint64 cursor = 0;
        int frames = 0;
        while (cursor < ring.top()) {
            const auto slice = ring.slice(cursor, 16'384);
            QVERIFY(slice.frame.size() < 16'384 + 100);
            QVERIFY(decode(slice.frame));
            QVERIFY(slice.last > cursor);
            cursor = slice.last;
            ++frames;
        }
        QVERIFY(frames > 10);
    }

    void readerDropsWhatItKnows()
    {
        StreamReader reader;
        QCOMPARE(reader.hello({{}, QStringLiteral("e"), 1, 5}), (Subscribe{QStringLiteral("e"), 0}));
        QCOMPARE(reader.samples(items(1, 5))->samples.size(), 5);
        // The same epoch again: what was sent twice comes once, and there is no gap.
        QCOMPARE(reader.hello({{}, QStringLiteral("e"), 1, 8}).after, 5);
        const auto news = reader.samples(items(4, 8));
        QCOMPARE(news->samples.size(), 3);
        QVERIFY(news->gaps.isEmpty());
        QCOMPARE(reader.duplicates(), 2);
    }

    void readerRefusesAHole()
    {
        StreamReader reader;
        reader.hello({{}, QStringLiteral("e"), 1, 0});
        QVERIFY(reader.samples(items(1, 2)));
        const auto news = reader.samples(items(4, 5));
        QVERIFY(!news);
        QCOMPARE(news.error().code(), ErrorCode::StreamProtocol);
        QCOMPARE(reader.position().offset, 2);
    }

    void newEpochIsOneGap()
    {
        StreamReader reader;
        reader.hello({{}, QStringLiteral("e1"), 1, 0});
        QVERIFY(reader.samples(items(1, 3)));
        QCOMPARE(reader.hello({{}, QStringLiteral("e2"), 1, 0}), (Subscribe{QStringLiteral("e2"), 0}));
        reader.hello({{}, QStringLiteral("e3"), 1, 0}); // it fell again before it said anything
        Samples later;
        later.items = {item(1, kNow + 60'000), item(2, kNow + 61'000)};
        const auto news = reader.samples(later);
        QCOMPARE(news->gaps.size(), 1);
        QCOMPARE(news->gaps[0], (StreamGap{StreamGap::Reason::AgentAway, kNow + 3000, kNow + 60'000, {}}));
        QCOMPARE(news->samples.size(), 2);
        QVERIFY(reader.samples(items(3, 3))->gaps.isEmpty());
    }

    void evictionIsOneGap()
    {
        StreamReader reader;
        reader.hello({{}, QStringLiteral("e"), 1, 0});
        QVERIFY(reader.samples(items(1, 3)));
        QCOMPARE(reader.hello({{}, QStringLiteral("e"), 10, 12}).after, 9);
        reader.lost({10, 10}); // evicted between hello and subscribe
        const auto news = reader.samples(items(11, 12));
        QCOMPARE(news->gaps.size(), 1);
        QCOMPARE(news->gaps[0], (StreamGap{StreamGap::Reason::Evicted, kNow + 3000, kNow + 11'000, {}}));
    }

    void newcomerHasLostNothing()
    {
        StreamReader reader;
        QCOMPARE(reader.hello({{}, QStringLiteral("e"), 500, 900}).after, 499);
        QVERIFY(reader.samples(items(500, 501))->gaps.isEmpty());
    }

    void restartedReaderGoesOn()
    {
        StreamReader reader({QStringLiteral("e"), 5, kNow + 5000});
        QCOMPARE(reader.hello({{}, QStringLiteral("e"), 1, 9}), (Subscribe{QStringLiteral("e"), 5}));
        const auto news = reader.samples(items(6, 9));
        QCOMPARE(news->samples.size(), 4);
        QVERIFY(news->gaps.isEmpty());
    }

    void lostEndIsAskedForAgain()
    {
        StreamReader reader;
        reader.hello({{}, QStringLiteral("e"), 1, 0});
        QVERIFY(reader.samples(items(1, 3)));
        QVERIFY(!reader.heartbeat({5, kNow})); // 4 and 5 may still be on the way
        QCOMPARE(reader.heartbeat({5, kNow}), std::optional(Subscribe{QStringLiteral("e"), 3}));
        QVERIFY(reader.samples(items(4, 5)));
        QVERIFY(!reader.heartbeat({5, kNow}));
        QVERIFY(!reader.heartbeat({5, kNow}));
    }

    void gateJudges_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        const QByteArray token = "Authorization: Bearer secret\r\n";
        QTest::newRow("good") << request(token) << 0;
        QTest::newRow("scheme in lower case") << request("authorization: bearer secret\r\n") << 0;
        QTest::newRow("no token") << request() << 401;
        QTest::newRow("wrong token") << request("Authorization: Bearer secreT\r\n") << 401;
        QTest::newRow("longer token") << request("Authorization: Bearer secret2\r\n") << 401;
        QTest::newRow("basic") << request("Authorization: Basic secret\r\n") << 401;
        QTest::newRow("empty token") << request("Authorization: Bearer \r\n") << 401;
        QTest::newRow("two tokens") << request(token + token) << 400;
        QTest::newRow("other path") << request(token, "GET / HTTP/1.1") << 404;
        QTest::newRow("token in the URL") << request({}, "GET /stream?token=secret HTTP/1.1") << 404;
        QTest::newRow("post") << request(token, "POST /stream HTTP/1.1") << 405;
        QTest::newRow("HTTP 1.0") << request(token, "GET /stream HTTP/1.0") << 400;
        QTest::newRow("absolute target") << request(token, "GET http://localhost/stream HTTP/1.1") << 400;
        QTest::newRow("no host") << request(token, "GET /stream HTTP/1.1", {}) << 400;
        QTest::newRow("foreign host") << request(token, "GET /stream HTTP/1.1", "Host: evil.example\r\n") << 403;
        QTest::newRow("host like ours") << request(token, "GET /stream HTTP/1.1", "Host: localhost.evil.example\r\n") << 403;
        QTest::newRow("IPv6 host") << request(token, "GET /stream HTTP/1.1", "Host: [::1]:8080\r\n") << 0;
        QTest::newRow("configured host") << request(token, "GET /stream HTTP/1.1", "Host: Agent.Example\r\n") << 0;
        QTest::newRow("own address") << request(token, "GET /stream HTTP/1.1", "Host: 192.0.2.7:1\r\n") << 0;
        QTest::newRow("foreign origin") << request(token + "Origin: https://evil.example\r\n") << 403;
        QTest::newRow("allowed origin") << request(token + "Origin: https://ok.example\r\n") << 0;
        QTest::newRow("null origin") << request(token + "Origin: null\r\n") << 403;
        QTest::newRow("folded header") << request(token + "X-A: 1\r\n 2\r\n") << 400;
        QTest::newRow("space before colon") << request(token + "X-A : 1\r\n") << 400;
        QTest::newRow("bare line feed") << request(token + "X-A: 1\n2\r\n") << 400;
        QTest::newRow("NUL") << request(token + QByteArray("X-A: \0\r\n", 8)) << 400;
        QTest::newRow("with a body") << request(token + "Content-Length: 5\r\n") << 400;
        QTest::newRow("no upgrade") << QByteArray("GET /stream HTTP/1.1\r\nHost: localhost\r\n" + token + "\r\n") << 426;
        QTest::newRow("old version") << request(token).replace("Version: 13", "Version: 8") << 426;
        QTest::newRow("bad key") << request(token).replace("dGhlIHNhbXBsZSBub25jZQ==", "short") << 400;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x02\r\n\r\n") << 400;
        QTest::newRow("empty line only") << QByteArray("\r\n\r\n") << 400;
    }
    void gateJudges()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        const AccessRules rules{tokenHash("secret"), {QStringLiteral("agent.example")}, {QStringLiteral("https://ok.example")}};
        const HttpAnswer answer = judgeRequest(head, rules, QHostAddress(QStringLiteral("192.0.2.7")));
        QCOMPARE(answer.status, status);
        QVERIFY(!answer.bytes().contains("secret"));
    }
};

QTEST_GUILESS_MAIN(TestStreamProtocol)
#include "tst_streamprotocol.moc"
