// SPDX-License-Identifier: GPL-3.0-or-later
// Frames and request heads, mutated at random from a fixed seed: nothing crashes, and what is let through keeps the rules.
#include "app/monitoring/protocol/message.h"
#include "app/monitoring/session/streamreader.h"
#include "app/monitoring/transport/accessrules.h"

#include <QTest>
#include <cmath>
#include <random>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr int kRounds = 20'000;

class Mutator {
public:
    explicit Mutator(unsigned seed) : m_random(seed) {}
    unsigned below(qsizetype n) { return n > 0 ? static_cast<unsigned>(m_random() % static_cast<unsigned long>(n)) : 0; }
    QByteArray mutate(QByteArray bytes)
    {
        static const QByteArray pieces[] = {"\"", "{", "}", "[", "]", ",", ":", "1e999", "-1", "null", "9007199254740993", "\\u0000",
                                            "\xff\xfe", "\r\n", "\r\n\r\n", QByteArray(1, '\0'), QByteArray(300, 'a'), "0.5", "true"};
        for (unsigned times = 1 + below(4); times > 0; --times) {
            const auto at = static_cast<qsizetype>(below(bytes.size() + 1));
            switch (below(5)) {
            case 0:
                bytes.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 1:
                bytes.remove(at, 1 + below(10));
                break;
            case 2:
                if (at < bytes.size())
                    bytes[at] = static_cast<char>(m_random());
                break;
            case 3:
                bytes.truncate(at);
                break;
            default:
                bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(40)));
            }
        }
        return bytes;
    }

private:
    std::mt19937 m_random;
};
} // namespace

class TestFuzzStream : public QObject {
    Q_OBJECT
private slots:
    void framesDecodeOrAreRefused()
    {
        StreamItem item{{1, 1'750'000'000'000, QStringLiteral("pg:main"), {{metric::PgCommits, 12.5}, {metric::PgActive, 3}}},
                        {{StreamGap::Reason::SourceDown, 1'750'000'000'000, 1'750'000'001'000, QStringLiteral("pg:main")}}};
        StreamItem next = item;
        next.sample.offset = 2;
        StatementsLook look{3, 1'750'000'000'000, 1'750'000'060'000, QStringLiteral("pg:main"), {}, {}, 3, 1};
        look.rows = {{QStringLiteral("-42"), QStringLiteral("api"), QStringLiteral("shop"), false, QStringLiteral("SELECT ?"), true, {3, 4, 12.5, 1, 5, 6, 7, 8, 9.5, 100}},
                     {{}, QStringLiteral("other"), QStringLiteral("shop"), true, {}, false, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}};
        look.others.calls = 3;
        ServerSession root, waiter;
        root.pid = 42;
        root.state = ServerSession::State::IdleInTransaction;
        root.query = QStringLiteral("UPDATE t");
        waiter.pid = 43;
        waiter.state = ServerSession::State::Active;
        waiter.blockedBy = {42, 0};
        waiter.lockOn = QStringLiteral("transaction 1");
        const BlockingMoment moment{4, 1'750'000'060'000, QStringLiteral("pg:main"), {root, waiter}, 2};
        const StreamItem lookItem{{3, look.at, look.source, {}}, {}, {}, look}, momentItem{{4, moment.at, moment.source, {}}, {}, {}, {}, moment};
        Event event{5, 1'750'000'000'000, EventSeverity::Error, QStringLiteral("api"), QStringLiteral("write"), QStringLiteral("acme"), QStringLiteral("4bf9"), QStringLiteral("Größe \"1\" of 2"), QStringLiteral("{\"a\":[1,{\"b\":null}]}"), 0.25, 3};
        const StreamItem eventItem{{5, 1'750'000'000'000, event.source, {}}, {}, event};
        event.offset = 6;
        event.details.clear();
        const StreamItem bareItem{{6, 1'750'000'000'000, event.source, {}}, {}, event};
        const QByteArray seeds[] = {encode(Samples{{lookItem, momentItem}}), encode(Samples{{momentItem, eventItem, bareItem}}), encode(Samples{{eventItem, bareItem}}), encode(Samples{{bareItem}}), encode(Samples{{lookItem}}), encode(Samples{{momentItem}}), encode(Hello{QStringLiteral("a"), QStringLiteral("e"), 1, 7}), encode(Subscribe{QStringLiteral("e"), 3}),
                                    encode(Samples{{item, next}}), encode(Lost{1, 5}), encode(Heartbeat{4, 1'750'000'000'000})};
        Mutator mutator(4711);
        StreamReader reader;
        int understood = 0;
        for (int i = 0; i < kRounds; ++i) {
            const QByteArray frame = mutator.mutate(seeds[mutator.below(std::size(seeds))]);
            auto message = decode(frame);
            // What is read in one pass means what any JSON text means, which one with a space in front is read as.
            const auto asAny = decode(' ' + frame);
            QVERIFY2(asAny.has_value() == message.has_value() && (!message || *asAny == *message), frame.constData());
            if (!message) {
                const auto code = message.error().code();
                QVERIFY2(code == ErrorCode::StreamProtocol || code == ErrorCode::StreamVersion, frame.constData());
                continue;
            }
            ++understood;
            if (auto *samples = std::get_if<Samples>(&*message)) {
                for (const StreamItem &decoded : samples->items)
                    QVERIFY2(checkItem(decoded), frame.constData());
                QVERIFY2(decode(encode(*samples)) && *decode(encode(*samples)) == *message, frame.constData());
                const qint64 before = reader.position().offset;
                const auto news = reader.samples(*samples);
                QVERIFY(reader.position().offset >= before);
                QVERIFY(!news || news->samples.size() <= samples->items.size());
            } else if (const auto *hello = std::get_if<Hello>(&*message)) {
                reader.hello(*hello);
            } else if (const auto *lost = std::get_if<Lost>(&*message)) {
                reader.lost(*lost);
            } else if (const auto *heartbeat = std::get_if<Heartbeat>(&*message)) {
                (void)reader.heartbeat(*heartbeat);
            }
            QVERIFY(reader.position().offset >= 0);
        }
        QVERIFY2(understood > 100, qPrintable(QString::number(understood))); // else the mutations test only the parser
    }

    void headsPassOnlyWithTheToken()
    {
        const QByteArray head = "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer a-secret-of-the-agent\r\n"
                                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        const AccessRules rules{true, {{{}, tokenHash("a-secret-of-the-agent"), 0}}, {}, {}};
        const QHostAddress local(QHostAddress::LocalHost);
        QCOMPARE(judgeRequest(head, rules, local, 1).status, 0);
        Mutator mutator(42);
        int passed = 0;
        for (int i = 0; i < kRounds; ++i) {
            const QByteArray mutated = mutator.mutate(head);
            const HttpAnswer answer = judgeRequest(mutated, rules, local, 1);
            if (answer.status == 0) {
                ++passed;
                QVERIFY2(mutated.contains("a-secret-of-the-agent"), mutated.constData());
                QVERIFY2(mutated.startsWith("GET /stream HTTP/1.1\r\n"), mutated.constData());
            } else {
                QVERIFY(answer.bytes().startsWith("HTTP/1.1 4"));
            }
        }
        QVERIFY(passed > 10);
    }
};

QTEST_GUILESS_MAIN(TestFuzzStream)
#include "tst_fuzzstream.moc"
