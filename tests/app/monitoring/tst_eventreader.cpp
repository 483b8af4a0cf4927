// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent to the agent as events: what is taken, and what is refused, by field and place.
#include "app/monitoring/events/eventreader.h"
#include "app/monitoring/protocol/message.h"

#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr int kMaxDetailsDepth = 32; // as the handbook says
constexpr qint64 kNow = 1'780'000'000'000; // 2026-05-28T20:26:40Z

QByteArray with(const QByteArray &members) { return "{\"source\":\"api\",\"type\":\"write\"" + (members.isEmpty() ? QByteArray() : ',' + members) + '}'; }
} // namespace

class TestEventReader : public QObject {
    Q_OBJECT
private slots:
    void everyFieldIsRead()
    {
        const auto read = readEvents("{\"severity\":\"error\",\"source\":\"api\",\"type\":\"write.orders\",\"message\":\"Größe \\\"1\\\"\",\"tenant\":\"acme\",\"trace\":\"t-1\","
            "\"at\":1779999999000,\"duration_ms\":12.5,\"details\":{\"b\":[1,2],\"a\":\"x\"}}", EventsKind::Json, kNow);
        QVERIFY2(read, read ? "" : qPrintable(read.error().fact(u"detail")));
        Event expected;
        expected.at = kNow - 1000;
        expected.severity = EventSeverity::Error;
        expected.source = QStringLiteral("api");
        expected.type = QStringLiteral("write.orders");
        expected.message = QStringLiteral("Größe \"1\"");
        expected.tenant = QStringLiteral("acme");
        expected.trace = QStringLiteral("t-1");
        expected.durationMs = 12.5;
        expected.details = QStringLiteral("{\"a\":\"x\",\"b\":[1,2]}");
        QCOMPARE(read->size(), 1);
        QVERIFY(read->first() == expected);
    }

    void whatIsNotSaidIsUsual()
    {
        const auto read = readEvents("{\"type\":\"write\",\"tenant\":null,\"at\":null,\"details\":null,\"severity\":null,\"duration_ms\":null}", EventsKind::Json, kNow,
                                     {QStringLiteral("pg:main"), QStringLiteral("abc")});
        QVERIFY(read);
        Event expected;
        expected.at = kNow;
        expected.source = QStringLiteral("pg:main");
        expected.type = QStringLiteral("write");
        expected.trace = QStringLiteral("abc");
        QVERIFY(read->first() == expected);
        const auto own = readEvents("{\"type\":\"write\",\"source\":\"api\",\"trace\":\"own\"}", EventsKind::Json, kNow, {QStringLiteral("pg:main"), QStringLiteral("abc")});
        QCOMPARE(own->first().source, QStringLiteral("api"));
        QCOMPARE(own->first().trace, QStringLiteral("own"));
    }

    void timesAreRead_data()
    {
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("milliseconds") << QByteArray("1779999999123") << kNow - 877;
        QTest::newRow("a fraction") << QByteArray("1779999999123.75") << kNow - 877;
        QTest::newRow("an exponent") << QByteArray("1.779999999123e12") << kNow - 877;
        QTest::newRow("UTC") << QByteArray("\"2026-05-28T20:26:39Z\"") << kNow - 1000;
        QTest::newRow("with a zone") << QByteArray("\"2026-05-28T22:26:39.250+02:00\"") << kNow - 750;
        QTest::newRow("without a colon") << QByteArray("\"2026-05-28T22:26:39.250+0200\"") << kNow - 750;
        QTest::newRow("microseconds") << QByteArray("\"2026-05-28T20:26:39.250000+00:00\"") << kNow - 750;
        QTest::newRow("still to come") << QByteArray("1780000060000") << kNow;
        QTest::newRow("text still to come") << QByteArray("\"2026-05-28T20:26:41Z\"") << kNow;
    }
    void timesAreRead()
    {
        QFETCH(QByteArray, at);
        QFETCH(qint64, expected);
        const auto read = readEvents(with("\"at\":" + at), EventsKind::Json, kNow);
        QVERIFY2(read, read ? "" : qPrintable(read.error().fact(u"detail")));
        QCOMPARE(read->first().at, expected);
    }

    void faultyEventsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says"); // how the detail begins
        const auto row = [](const char *name, const QByteArray &body, const char *says) { QTest::newRow(name) << body << QString::fromLatin1(says); };
        row("empty", "", "no JSON");
        row("truncated", with("\"message\":\"half").chopped(1), "no JSON");
        row("cut in a number", "{\"source\":\"api\",\"type\":\"write\",\"at\":17", "no JSON");
        row("text after it", with({}) + "x", "no JSON");
        row("a second object after it", with({}) + with({}), "no JSON");
        row("a number", "5", "no JSON");
        row("null in an array", "[null]", "an event must be an object");
        row("an array in an array", "[[" + with({}) + "]]", "an event must be an object");
        row("text in an array", "[\"" + QByteArray(1 << 20, 'x') + "\"]", "an event must be an object");
        row("a hundred thousand deep", QByteArray(100'000, '['), "no JSON");
        row("a thousand objects deep", QByteArray("{\"a\":").repeated(1000) + "1" + QByteArray(1000, '}'), "a: no such field");
        row("details a thousand deep", with("\"details\":" + QByteArray("{\"a\":").repeated(1000) + "1" + QByteArray(1000, '}')), "details: nested");
        row("details in lists a thousand deep", with("\"details\":{\"a\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}'), "details: nested");
        row("details one too deep", with("\"details\":" + QByteArray("{\"a\":").repeated(33) + "1" + QByteArray(33, '}')), "details: nested");
        row("details a list", with("\"details\":[1]"), "details: must be an object");
        row("details text", with("\"details\":\"{}\""), "details: must be an object");
        row("details too long", with("\"details\":{\"a\":\"" + QByteArray(8190, 'x') + "\"}"), "details: at most");
        row("NaN", with("\"duration_ms\":NaN"), "no JSON");
        row("infinity", with("\"duration_ms\":Infinity"), "no JSON");
        row("a number that overflows", with("\"duration_ms\":1e999"), "no JSON");
        row("a negative duration", with("\"duration_ms\":-0.5"), "duration_ms:");
        row("a duration of 1e300", with("\"duration_ms\":1e300"), "duration_ms:");
        row("a duration as text", with("\"duration_ms\":\"5\""), "duration_ms:");
        row("at 1e300", with("\"at\":1e300"), "at:");
        row("at negative", with("\"at\":-1"), "at:");
        row("at in seconds", with("\"at\":1780000000"), "at:");
        row("at in microseconds", with("\"at\":1780000000000000"), "at:");
        row("at with a number of 400 digits", with("\"at\":" + QByteArray(400, '9')), "no JSON");
        row("at without a zone", with("\"at\":\"2026-05-28T20:26:39\""), "at:");
        row("at on no day", with("\"at\":\"2026-02-30T20:26:39Z\""), "at:");
        row("at a list", with("\"at\":[]"), "at:");
        row("at true", with("\"at\":true"), "at:");
        row("at with an end of line", with("\"at\":\"2026-05-28T20:26:39Z\\n\""), "at:");
        row("at before 2000", with("\"at\":\"1999-12-31T23:59:59Z\""), "at:");
        row("a severity that is none", with("\"severity\":\"fatal\""), "severity:");
        row("an empty severity", with("\"severity\":\"\""), "severity:");
        row("a severity in capitals", with("\"severity\":\"ERROR\""), "severity:");
        row("a severity as a number", with("\"severity\":3"), "severity:");
        row("no source", "{\"type\":\"write\"}", "source:");
        row("no type", "{\"source\":\"api\"}", "type:");
        row("an empty type", "{\"source\":\"api\",\"type\":\"\"}", "type:");
        row("a type of null", "{\"source\":\"api\",\"type\":null}", "type:");
        row("a source that is a number", "{\"source\":7,\"type\":\"write\"}", "source: must be text");
        row("a tenant that is an object", with("\"tenant\":{}"), "tenant: must be text");
        row("a source of 101 characters", "{\"type\":\"write\",\"source\":\"" + QByteArray(101, 's') + "\"}", "source:");
        row("a source of a MiB", "{\"type\":\"write\",\"source\":\"" + QByteArray(1 << 20, 's') + "\"}", "source:");
        row("a trace of 101 characters", with("\"trace\":\"" + QByteArray(101, 't') + '"'), "trace:");
        row("a type with an end of line", "{\"source\":\"api\",\"type\":\"a\\nb\"}", "type:");
        row("a tenant with an escape", with("\"tenant\":\"\\u001b]0;x\""), "tenant:");
        row("a message of 2001 characters", with("\"message\":\"" + QByteArray(2001, 'm') + '"'), "message:");
        row("a message of a MiB", with("\"message\":\"" + QByteArray(1 << 20, 'm') + '"'), "message:");
        row("a message with NUL", with("\"message\":\"a\\u0000b\""), "message:");
        row("a raw NUL", with(QByteArray("\"message\":\"a\0b\"", 15)), "");
        row("NUL before it", QByteArray(1, '\0') + with({}), "no JSON");
        row("a message that is no UTF-8", with("\"message\":\"\xc3(\""), "no JSON");
        row("overlong UTF-8", with("\"message\":\"\xc0\xaf\""), "no JSON");
        row("a name that is no UTF-8", with("\"\xff\":1"), "no JSON");
        row("a misspelt field", with("\"tennant\":\"acme\""), "tennant: no such field");
        row("a field in capitals", with("\"Tenant\":\"acme\""), "Tenant: no such field");
        row("a count of one's own", with("\"count\":5"), "count: no such field");
        row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6), "no JSON");
    }
    void faultyEventsAreRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const auto read = readEvents(body, EventsKind::Json, kNow);
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::StreamEvent);
        const QString detail = read.error().fact(u"detail");
        QVERIFY2(detail.startsWith(says) && !detail.isEmpty(), qPrintable(detail));
        QVERIFY2(detail.size() < 300, qPrintable(detail)); // what was sent is not sent back
        // The same among good ones, and by lines: nothing is taken, and the place is told.
        if (body.contains('\n') || !body.startsWith('{') || says.startsWith(QStringLiteral("no JSON")))
            return;
        const auto among = readEvents('[' + with({}) + ',' + body + ',' + with({}) + ']', EventsKind::Json, kNow);
        QVERIFY(!among);
        if (among.error().fact(u"detail").startsWith(QStringLiteral("no JSON")))
            return;
        QCOMPARE(among.error().fact(u"index"), QStringLiteral("1"));
        const auto lines = readEvents(with({}) + "\r\n\r\n" + body + '\n', EventsKind::Lines, kNow);
        QVERIFY(!lines);
        QCOMPARE(lines.error().fact(u"index"), QStringLiteral("2"));
    }

    void manyComeInOrder()
    {
        QByteArray array, lines;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray one = with("\"tenant\":\"" + QByteArray::number(i) + '"');
            array += (i ? "," : "[") + one;
            lines += one + (i % 2 ? "\n" : "\r\n");
        }
        for (const auto &read : {readEvents(array + ']', EventsKind::Json, kNow), readEvents(lines, EventsKind::Lines, kNow), readEvents(lines.trimmed(), EventsKind::Lines, kNow)}) {
            QVERIFY(read);
            QCOMPARE(read->size(), 1000);
            for (int i = 0; i < 1000; ++i)
                QCOMPARE((*read)[i].tenant, QString::number(i));
        }
        QVERIFY(!readEvents(array + ',' + with({}) + ']', EventsKind::Json, kNow));
        QCOMPARE(readEvents("[]", EventsKind::Json, kNow)->size(), 0);
        QCOMPARE(readEvents("\n\n", EventsKind::Lines, kNow)->size(), 0);
        QVERIFY(!readEvents('[' + with({}) + ']', EventsKind::Lines, kNow));
        QVERIFY(readEvents(QByteArray(with({}) + '\n').repeated(kMaxEventLines), EventsKind::Lines, kNow));
        QVERIFY(!readEvents(QByteArray(with({}) + '\n').repeated(kMaxEventLines + 1), EventsKind::Lines, kNow));
    }

    /// As every JSON parser here does; it is not refused, as nobody could say which was meant.
    void ofAFieldThatIsThereTwiceTheLastCounts()
    {
        const auto read = readEvents(with("\"tenant\":\"a\",\"tenant\":\"b\""), EventsKind::Json, kNow);
        QVERIFY(read);
        QCOMPARE(read->first().tenant, QStringLiteral("b"));
    }

    void theSourceOfTheFaultyOneIsTold()
    {
        const auto read = readEvents(with("\"tennant\":1"), EventsKind::Json, kNow);
        QCOMPARE(read.error().fact(u"source"), QStringLiteral("api"));
    }

    /// The widest that is taken is also read at the other end of the stream.
    void whatIsTakenCanBeStreamed()
    {
        const QByteArray names(100, 'n');
        const QByteArray body = "{\"type\":\"" + names + "\",\"source\":\"" + names + "\",\"tenant\":\"" + names + "\",\"trace\":\"" + names
            + "\",\"message\":\"" + QByteArray("\\u0001").repeated(2000) + "\",\"details\":" + QByteArray("{\"a\":").repeated(kMaxDetailsDepth) + '"' + QByteArray(7900, 'x') + '"'
            + QByteArray(kMaxDetailsDepth, '}') + '}';
        auto read = readEvents(body, EventsKind::Json, kNow);
        QVERIFY2(read, read ? "" : qPrintable(read.error().fact(u"detail")));
        const StreamItem item{{1, kNow, read->first().source, {}}, {}, read->first()};
        QVERIFY(checkItem(item));
        QVERIFY(decode(samplesFrame({encodeItem(item)})));
        for (const QByteArray &odd : {QByteArray("\"message\":\"\\ud800 alone\""), QByteArray("\"tenant\":\"\\ud83d\\ude00\""), QByteArray("\"details\":{\"a\":\"\\u0000\",\"b\":1e308}"), QByteArray("\"details\":{\"\":{}}")}) {
            auto taken = readEvents(with(odd), EventsKind::Json, kNow);
            if (!taken)
                continue;
            QVERIFY2(decode(samplesFrame({encodeItem({{1, kNow, taken->first().source, {}}, {}, taken->first()})})), odd.constData());
        }
    }

    void traceparentIsRead_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("trace");
        const QString id = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");
        QTest::newRow("good") << QByteArray("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") << id;
        QTest::newRow("another version") << QByteArray("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") << QString();
        QTest::newRow("trace of zeros") << QByteArray("00-00000000000000000000000000000000-00f067aa0ba902b7-01") << QString();
        QTest::newRow("parent of zeros") << QByteArray("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01") << QString();
        QTest::newRow("capitals") << QByteArray("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01") << QString();
        QTest::newRow("more after it") << QByteArray("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x") << QString();
        QTest::newRow("short") << QByteArray("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1") << QString();
        QTest::newRow("no hexadecimal") << QByteArray("00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("a megabyte") << QByteArray(1 << 20, '0') << QString();
    }
    void traceparentIsRead()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, trace);
        QCOMPARE(traceOf(header), trace);
    }
};

QTEST_GUILESS_MAIN(TestEventReader)
#include "tst_eventreader.moc"
