// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/protocol/plainframe.h"
#include "app/monitoring/session/samplering.h"
#include "app/monitoring/session/streamreader.h"
#include "app/monitoring/transport/accessrules.h"

#include <QJsonDocument>
#include <QTest>
#include <limits>
#include <malloc.h>

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
/// With every field, or only those that must be there.
StreamItem eventItem(qint64 offset, bool isWhole = true)
{
    Event event;
    event.offset = offset;
    event.at = kNow - 5000;
    event.source = QStringLiteral("api");
    event.type = QStringLiteral("write.orders");
    if (isWhole) {
        event.severity = EventSeverity::Critical;
        event.tenant = QStringLiteral("acme");
        event.trace = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");
        event.message = QStringLiteral("Größe \"1\"\n\t😀");
        event.details = QStringLiteral("{\"a\":[1,{\"b\":null}],\"ü\":\"x\"}");
        event.durationMs = 0.25;
        event.count = 1'000'000'000;
    }
    return {{offset, kNow, event.source, {}}, {}, event};
}
StatementsLook wholeLook()
{
    StatementsLook look{0, kNow - 60'000, kNow, QStringLiteral("pg:main"), {}, {}, 0, 0};
    StatementRow row;
    row.id = QStringLiteral("-9223372036854775808");
    row.user = QStringLiteral("api");
    row.database = QStringLiteral("größe \"1\"");
    row.isTop = false;
    row.text = QStringLiteral("SELECT ?\n\tFROM \"ü\"");
    row.isCut = true;
    row.figures = {3, 4, 12.345, 0.001, 5, 6, 7, 8, 9.5, 1e12};
    look.rows.append(row);
    StatementRow bare; // of another role
    bare.user = QStringLiteral("other");
    bare.figures.calls = 1;
    look.rows.append(bare);
    look.others.calls = 17;
    look.othersCount = 4;
    look.evicted = 2;
    return look;
}
BlockingMoment wholeMoment()
{
    ServerSession root;
    root.pid = 42;
    root.startedAt = kNow - 5'000;
    root.state = ServerSession::State::IdleInTransaction;
    root.kind = QStringLiteral("client backend");
    root.database = QStringLiteral("shop");
    root.user = QStringLiteral("api");
    root.application = QStringLiteral("größe \"1\"");
    root.client = QStringLiteral("local");
    root.stateSince = 1;
    root.queryStartedAt = 2;
    root.transactionStartedAt = 3;
    root.query = QStringLiteral("UPDATE t SET a = ?\n");
    root.isOurs = true;
    ServerSession waiter;
    waiter.pid = 43;
    waiter.state = ServerSession::State::Active;
    waiter.waitKind = QStringLiteral("Lock");
    waiter.waitFor = QStringLiteral("transactionid");
    waiter.blockedBy = {42, 0};
    waiter.lockMode = QStringLiteral("ShareLock");
    waiter.lockOn = QStringLiteral("transaction 777");
    waiter.waitingSince = kNow;
    waiter.isCut = true;
    return {0, kNow, QStringLiteral("pg:main"), {root, waiter}, 3};
}
StreamItem lookItem(qint64 offset, StatementsLook look = wholeLook())
{
    look.offset = offset;
    return {{offset, look.at, look.source, {}}, {}, {}, std::move(look)};
}
StreamItem momentItem(qint64 offset, BlockingMoment moment = wholeMoment())
{
    moment.offset = offset;
    return {{offset, moment.at, moment.source, {}}, {}, {}, {}, std::move(moment)};
}
/// A look or a moment of the wire with these members.
QByteArray oneLook(const QByteArray &more) { return "{\"t\":\"samples\",\"items\":[{\"o\":1,\"at\":1750000000000,\"s\":\"pg:a\",\"q\":{" + more + "}}]}"; }
QByteArray oneRow(const QByteArray &more) { return oneLook("\"from\":1749999999000,\"rows\":[{" + more + "}]"); }
QByteArray oneMoment(const QByteArray &more) { return "{\"t\":\"samples\",\"items\":[{\"o\":1,\"at\":1750000000000,\"s\":\"pg:a\",\"b\":{" + more + "}}]}"; }
QByteArray oneSession(const QByteArray &more) { return oneMoment("\"sessions\":[{" + more + "}]"); }
/// An event of the wire, with these members beside those that must be there.
QByteArray oneEvent(const QByteArray &more, const QByteArray &type = "\"write\"")
{
    return "{\"t\":\"samples\",\"items\":[{\"o\":1,\"at\":1750000000000,\"s\":\"api\",\"e\":{\"at\":1750000000000,\"l\":\"info\",\"y\":" + type + more + "}}]}";
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
        const char *names[] = {"hello", "subscribe", "samples", "lost", "heartbeat", "events", "statements", "blocking"};
        for (int i = 0; i < 8; ++i)
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
                                    Heartbeat{12, kNow}, Samples{{item(4), eventItem(5), eventItem(6, false), item(7)}},
                                    Samples{{item(4), lookItem(5), lookItem(6, {0, kNow, kNow, QStringLiteral("pg:a"), {}, {}, 0, 0})}},
                                    Samples{{momentItem(4), momentItem(5, {0, kNow, QStringLiteral("pg:a"), {}, 0}), item(6)}}};
        const auto decoded = decode(encode(messages[index]));
        QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().fact(u"detail")));
        QCOMPARE(decoded->index(), messages[index].index());
        QVERIFY(*decoded == messages[index]);
    }

    /// The same in another order and with blanks is read on another way, to the same end.
    void eventsAreReadAlikeHoweverTheyAreWritten()
    {
        StreamItem odd = eventItem(3);
        odd.event->message = QStringLiteral("a \\ \u007f \u0001 ü \"}]},{");
        odd.event->details = QStringLiteral("{\"]\":\"}\",\"k\":[{},\"\\\"\"]}");
        odd.event->durationMs = 1e-9;
        const Samples all{{eventItem(1), eventItem(2, false), odd, item(4), eventItem(5), lookItem(6), eventItem(7, false)}};
        const QByteArray plain = encode(all);
        const auto one = decode(plain), other = decode(QJsonDocument::fromJson(plain).toJson(QJsonDocument::Indented));
        QVERIFY(one && other);
        QVERIFY(*one == Message(all) && *other == Message(all));
        QCOMPARE(std::get<Samples>(*decode(oneEvent(",\"ms\":-3"))).items.first().event->durationMs, -1.0); // as one that was not told
    }

    /// Not by the way round over a document, which would do it as well.
    void plainFramesAreReadInOnePass()
    {
        StreamItem odd = eventItem(2);
        odd.event->message = QStringLiteral("size 5\" disk [\\");
        odd.event->details = QStringLiteral("{\"k\":[{},\"\\\"\"],\"q\":\"5\\\" disk\"}");
        const Samples all{{eventItem(1), odd, eventItem(3)}};
        const auto read = plainSamples(encode(all), [](const QJsonValue &) -> Result<StreamItem> { return fail(ErrorCode::StreamProtocol); });
        QVERIFY(read && *read == all);
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
        QTest::newRow("hello without epoch") << QByteArray(R"({"t":"hello","version":3,"agent":"a","base":1,"top":0})");
        QTest::newRow("base above top") << QByteArray(R"({"t":"hello","version":3,"agent":"a","epoch":"e","base":9,"top":3})");
        QTest::newRow("negative offset") << QByteArray(R"({"t":"subscribe","version":3,"epoch":"","after":-1})");
        QTest::newRow("offset with a fraction") << QByteArray(R"({"t":"subscribe","version":3,"epoch":"","after":1.5})");
        QTest::newRow("offset as text") << QByteArray(R"({"t":"subscribe","version":3,"epoch":"","after":"1"})");
        QTest::newRow("offset of 1e300") << QByteArray(R"({"t":"subscribe","version":3,"epoch":"","after":1e300})");
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
        QVERIFY(decode(oneEvent({})) && decode(oneEvent(",\"n\":2,\"later\":{}"))); // else the rows below would say nothing
        QTest::newRow("both values and an event") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"v\":{},\"e\":{\"at\":1750000000000,\"l\":\"info\",\"y\":\"a\"}}");
        QTest::newRow("neither values nor an event") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\"}");
        QTest::newRow("event is text") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"e\":\"a\"}");
        QTest::newRow("event without a time") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"e\":{\"l\":\"info\",\"y\":\"a\"}}");
        QTest::newRow("event before 2000") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"e\":{\"at\":5,\"l\":\"info\",\"y\":\"a\"}}");
        QTest::newRow("event without a severity") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"e\":{\"at\":1750000000000,\"y\":\"a\"}}");
        QTest::newRow("event of an unknown severity") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"e\":{\"at\":1750000000000,\"l\":\"fatal\",\"y\":\"a\"}}");
        QTest::newRow("event without a type") << oneEvent({}, "\"\"");
        QTest::newRow("event with a type of 101 characters") << oneEvent({}, '"' + QByteArray(101, 'y') + '"');
        QTest::newRow("event with a count of 0") << oneEvent(",\"n\":0");
        QTest::newRow("event with a count below 0") << oneEvent(",\"n\":-1");
        QTest::newRow("event with a count of 1.5") << oneEvent(",\"n\":1.5");
        QTest::newRow("event with a count beyond the greatest") << oneEvent(",\"n\":1000000001");
        QTest::newRow("event with a count as text") << oneEvent(",\"n\":\"2\"");
        QTest::newRow("event with a duration as text") << oneEvent(",\"ms\":\"2\"");
        QTest::newRow("event with a trace of 101 characters") << oneEvent(",\"tr\":\"" + QByteArray(101, 't') + '"');
        QTest::newRow("event with a tenant that ends a line") << oneEvent(",\"tn\":\"a\\nb\"");
        QTest::newRow("event with a message of 2001 characters") << oneEvent(",\"m\":\"" + QByteArray(2001, 'm') + '"');
        QTest::newRow("event with NUL in its message") << oneEvent(",\"m\":\"a\\u0000\"");
        QTest::newRow("event with details too long") << oneEvent(",\"d\":{\"a\":\"" + QByteArray(8190, 'x') + "\"}");
        QVERIFY(decode(oneRow("\"f\":[1],\"later\":1")) && decode(oneLook("\"from\":1749999999000,\"rows\":[]")) && decode(oneSession("\"p\":1,\"l\":\"idle\"")));
        QTest::newRow("statements and an event") << oneSample("{\"o\":1,\"at\":1750000000000,\"s\":\"x\",\"q\":{\"from\":1749999999000,\"rows\":[]},\"e\":{\"at\":1750000000000,\"l\":\"info\",\"y\":\"a\"}}");
        QTest::newRow("statements without from") << oneLook("\"rows\":[]");
        QTest::newRow("statements from later") << oneLook("\"from\":1750000000001,\"rows\":[]");
        QTest::newRow("statements without rows") << oneLook("\"from\":1749999999000");
        QTest::newRow("others as text") << oneLook("\"from\":1749999999000,\"rows\":[],\"n\":\"1\"");
        QTest::newRow("figures of no others") << oneLook("\"from\":1749999999000,\"rows\":[],\"f\":[1]");
        QTest::newRow("dropped below 0") << oneLook("\"from\":1749999999000,\"rows\":[],\"x\":-1");
        QTest::newRow("statement without figures") << oneRow("\"i\":\"1\"");
        QTest::newRow("statement with a negative figure") << oneRow("\"f\":[1,-1]");
        QTest::newRow("statement with eleven figures") << oneRow("\"f\":[1,1,1,1,1,1,1,1,1,1,1]");
        QTest::newRow("statement with a figure as text") << oneRow("\"f\":[\"1\"]");
        QTest::newRow("statement with a figure without end") << oneRow("\"f\":[1e999]");
        QTest::newRow("statement whose id is no number") << oneRow("\"f\":[1],\"i\":\"x\"");
        QTest::newRow("statement whose id is beyond 64 bits") << oneRow("\"f\":[1],\"i\":\"9223372036854775808\"");
        QTest::newRow("statement with a text of 4001 characters") << oneRow("\"f\":[1],\"x\":\"" + QByteArray(4001, 'x') + '"');
        QTest::newRow("statement with an escape in its text") << oneRow("\"f\":[1],\"x\":\"\\u001b\"");
        QTest::newRow("statement with a user of 101 characters") << oneRow("\"f\":[1],\"u\":\"" + QByteArray(101, 'u') + '"');
        QTest::newRow("a statement twice") << oneLook(R"("from":1749999999000,"rows":[{"f":[1]},{"f":[1]}])");
        QTest::newRow("the longest last") << oneLook(R"("from":1749999999000,"rows":[{"f":[1]},{"i":"1","f":[1,1,1]}])");
        QByteArrayList rows, sessions;
        for (int i = 1; i <= StatementsLook::kMaxRows + 1; ++i) {
            rows.append("{\"f\":[1],\"i\":\"" + QByteArray::number(i) + "\",\"x\":\"" + QByteArray(i < 60 ? 3900 : 0, 'x') + "\"}");
            sessions.append("{\"p\":" + QByteArray::number(i) + ",\"l\":\"idle\"}");
        }
        QTest::newRow("too many rows") << oneLook("\"from\":1749999999000,\"rows\":[" + rows.mid(100).join(',') + ',' + rows.mid(60, 40).join(',') + ',' + rows.mid(0, 60).join(',') + ']');
        QTest::newRow("too much text") << oneLook("\"from\":1749999999000,\"rows\":[" + rows.mid(0, 59).join(',') + ']');
        QTest::newRow("blocking without sessions") << oneMoment("\"left\":1");
        QTest::newRow("blocking with left below 0") << oneMoment("\"sessions\":[],\"left\":-1");
        QTest::newRow("too many sessions") << oneMoment("\"sessions\":[" + sessions.join(',') + ']');
        QTest::newRow("session without a number") << oneSession("\"l\":\"idle\"");
        QTest::newRow("session of an unknown state") << oneSession("\"p\":1,\"l\":\"dancing\"");
        QTest::newRow("session twice") << oneMoment(R"("sessions":[{"p":1,"l":"idle"},{"p":1,"l":"idle"}])");
        QTest::newRow("session that began before 1970") << oneSession("\"p\":1,\"l\":\"idle\",\"at\":-1");
        QTest::newRow("session with a query of 301 characters") << oneSession("\"p\":1,\"l\":\"idle\",\"q\":\"" + QByteArray(301, 'q') + '"');
        QTest::newRow("session with NUL in its user") << oneSession("\"p\":1,\"l\":\"idle\",\"u\":\"a\\u0000\"");
        QTest::newRow("session that waits for text") << oneSession("\"p\":1,\"l\":\"idle\",\"b\":[\"1\"]");
        QTest::newRow("session that waits for 51") << oneSession("\"p\":1,\"l\":\"idle\",\"b\":[" + QByteArray("1,").repeated(50) + "1]");
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
        const QByteArray frames[] = {R"({"t":"hello","version":4,"new":"shape"})", R"({"t":"hello","version":2,"agent":"a","epoch":"e","base":1,"top":0})", R"({"t":"hello","version":1})", R"({"t":"subscribe","version":"x"})"};
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
        const auto slice = ring.slice(25);
        QCOMPARE(slice.last, 30);
        const auto decoded = decode(slice.frame);
        QVERIFY(decoded);
        QCOMPARE(std::get<Samples>(*decoded).items.first().sample.offset, 26);
        QVERIFY(ring.slice(30).frame.isEmpty());
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
        for (const auto &spoil : QList<std::function<void(StreamItem &)>>{
                 [](StreamItem &one) { one.event->count = 0; }, [](StreamItem &one) { one.event->details = QStringLiteral("[1]"); },
                 [](StreamItem &one) { one.event->trace = QString(101, u't'); }, [](StreamItem &one) { one.event->source = QStringLiteral("other"); },
                 [](StreamItem &one) { one.event->at = 5; }, [](StreamItem &one) { one.event->durationMs = std::numeric_limits<double>::quiet_NaN(); },
                 [](StreamItem &one) { one.sample.values.insert(metric::SelfCpu, 1); }}) {
            StreamItem spoilt = eventItem(0);
            spoil(spoilt);
            QVERIFY(!ring.append(spoilt));
        }
        const auto spoiltLook = [](const std::function<void(StatementsLook &)> &spoil) {
            StreamItem spoilt = lookItem(0);
            spoil(*spoilt.statements);
            return spoilt;
        };
        QVERIFY(!ring.append(spoiltLook([](StatementsLook &one) { one.source = QStringLiteral("other"); })));
        QVERIFY(!ring.append(spoiltLook([](StatementsLook &one) { one.from = one.at + 1; })));
        QVERIFY(!ring.append(spoiltLook([](StatementsLook &one) { one.others.rows = -1; })));
        QVERIFY(!ring.append(spoiltLook([](StatementsLook &one) { one.rows[0].figures.walBytes = std::numeric_limits<double>::quiet_NaN(); })));
        QVERIFY(!ring.append(spoiltLook([](StatementsLook &one) { one.rows.append(one.rows.last()); })));
        StreamItem both = momentItem(0);
        both.statements = wholeLook();
        QVERIFY(!ring.append(both));
        QCOMPARE(ring.top(), 0);
    }

    /// The largest that is let in is read on the other side, and counts in the ring as what it takes.
    void theLargestRecordsFitIntoAFrame()
    {
        StatementsLook look{0, kNow - 60'000, kNow, QStringLiteral("pg:main"), {}, {}, 0, 0};
        BlockingMoment moment{0, kNow, QStringLiteral("pg:main"), {}, 0};
        const QString wide(100, QChar(0x4e2d));
        for (int i = 0; i < StatementsLook::kMaxRows; ++i) {
            StatementRow row{QString::number(std::numeric_limits<qint64>::min() + i), wide, wide, false, QString(1'000, QChar(0x4e2d)), true, {}};
            row.figures = {1.0 / 3, 1e300, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1e300};
            look.rows.append(row);
            ServerSession session;
            session.pid = 4'000'000'000 + i;
            session.startedAt = session.stateSince = session.queryStartedAt = session.transactionStartedAt = session.waitingSince = kNow;
            session.kind = session.database = session.user = session.application = session.client = session.waitKind = session.waitFor = session.lockMode = wide;
            session.query = wide + wide + wide;
            session.lockOn = wide + wide;
            session.blockedBy = QList<qint64>(50, 4'000'000'000);
            moment.sessions.append(session);
        }
        for (const StreamItem &item : {lookItem(1, look), momentItem(1, moment)}) {
            SampleRing ring(QStringLiteral("e"), {1'000'000'000, 1000, 700'000});
            QVERIFY(ring.append(item));
            const auto slice = ring.slice(0);
            QVERIFY2(slice.frame.size() > 700'000 && slice.frame.size() < kMaxFrameBytes, qPrintable(QString::number(slice.frame.size())));
            const auto decoded = decode(slice.frame);
            QVERIFY(decoded);
            QVERIFY(std::get<Samples>(*decoded).items.first() == item);
            for (int i = 0; i < 5; ++i)
                QVERIFY(ring.append(item));
            QCOMPARE(ring.base(), 6);
        }
    }

    void recordsComeOnceWithTheirPlace()
    {
        StreamReader reader;
        reader.hello({QStringLiteral("a"), QStringLiteral("e"), 1, 9});
        const auto news = reader.samples({{item(1), lookItem(2), momentItem(3), item(4)}});
        QVERIFY(news);
        QCOMPARE(news->samples.size(), 2);
        QCOMPARE(news->statements, (QList<StatementsLook>{*lookItem(2).statements}));
        QCOMPARE(news->blocking, (QList<BlockingMoment>{*momentItem(3).blocking}));
        QCOMPARE(reader.position().offset, 4);
        const auto again = reader.samples({{lookItem(2), momentItem(3)}});
        QVERIFY(again && again->statements.isEmpty() && again->blocking.isEmpty());
        QCOMPARE(reader.duplicates(), 2);
    }

    /// From wherever a reader comes, with old blocks forgotten meanwhile.
    void slicesLeadToTheTopFromEveryPlace()
    {
        SampleRing::Limits limits;
        limits.items = 3000;
        limits.frameBytes = 16'384;
        SampleRing ring(QStringLiteral("e"), limits);
        for (int i = 1; i <= 5000; ++i)
            QVERIFY(ring.append(i % 7 ? item(0, kNow + i) : eventItem(0)));
        QVERIFY(ring.base() > 2000 && ring.base() < 2100);
        qint64 frames = 0;
        QSet<qint64> ends; // where readers come to stand
        for (qint64 from = ring.base() - 1; from < ring.top(); from += 61)
            for (qint64 cursor = from; cursor < ring.top(); ++frames) {
                const auto slice = ring.slice(cursor);
                QVERIFY(slice.frame.size() < 16'384 + 100);
                const auto decoded = decode(slice.frame);
                QVERIFY(decoded);
                const auto &got = std::get<Samples>(*decoded).items;
                QCOMPARE(got.first().sample.offset, cursor + 1);
                QCOMPARE(got.last().sample.offset, slice.last);
                cursor = slice.last;
                ends.insert(cursor);
            }
        QVERIFY2(frames > 500 && ends.size() < 100, qPrintable(QStringLiteral("%1 frames to %2 places").arg(frames).arg(ends.size())));
        // The news of a tick is one frame also where a block ended.
        for (qint64 after = ring.top() - 40; after < ring.top(); ++after)
            QCOMPARE(ring.slice(after).last, ring.top());
    }

    void ringTakesNoMoreMemoryThanItsBound()
    {
        constexpr qint64 kBound = 1 << 20;
        const auto taken = [] {
            const auto all = ::mallinfo2();
            return static_cast<qint64>(all.uordblks + all.hblkhd);
        };
        StreamItem one = eventItem(0);
        const qint64 before = taken();
        SampleRing ring(QStringLiteral("e"), {1'000'000'000'000, 1'000'000, kBound});
        qint64 most = 0;
        for (int i = 0; i < 40'000; ++i) {
            one.event->trace = QUuid::createUuid().toString(QUuid::Id128);
            QVERIFY(ring.append(one));
            most = std::max(most, taken() - before);
        }
        QVERIFY(ring.base() > 1);
        QVERIFY2(most < kBound + kBound / 10, qPrintable(QString::number(most)));
        QVERIFY2(ring.top() - ring.base() > kBound / 200, "what is packed takes no less");
    }

    void webSocketFramesSayTheirLength_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("head"); // RFC 6455 §5.2
        QTest::newRow("empty") << 0 << QByteArray("8100");
        QTest::newRow("short") << 125 << QByteArray("817d");
        QTest::newRow("two bytes") << 126 << QByteArray("817e007e");
        QTest::newRow("the most of two bytes") << 65'535 << QByteArray("817effff");
        QTest::newRow("eight bytes") << 65'536 << QByteArray("817f0000000000010000");
    }
    void webSocketFramesSayTheirLength()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, head);
        const QByteArray text(size, 'x');
        QCOMPARE(webSocketFrame(text), QByteArray::fromHex(head) + text);
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

    void readerGivesEachEventOnceInItsPlace()
    {
        StreamReader reader;
        reader.hello({{}, QStringLiteral("e"), 1, 0});
        const auto first = reader.samples(Samples{{item(1), eventItem(2), eventItem(3, false), item(4)}});
        QCOMPARE(first->samples.size(), 2);
        QVERIFY(first->events == (QList<Event>{*eventItem(2).event, *eventItem(3, false).event}));
        const auto again = reader.samples(Samples{{eventItem(2), eventItem(3), item(4), eventItem(5)}});
        QVERIFY(again->samples.isEmpty());
        QCOMPARE(again->events.size(), 1);
        QCOMPARE(again->events[0].offset, 5);
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
        const AccessRules rules{true, {{{}, tokenHash("secret"), 0}}, {QStringLiteral("agent.example")}, {QStringLiteral("https://ok.example")}};
        const HttpAnswer answer = judgeRequest(head, rules, QHostAddress(QStringLiteral("192.0.2.7")), 1);
        QCOMPARE(answer.status, status);
        QVERIFY(!answer.bytes().contains("secret"));
    }
};

QTEST_GUILESS_MAIN(TestStreamProtocol)
#include "tst_streamprotocol.moc"
