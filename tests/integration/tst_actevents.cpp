// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in agent beside the real engine on the same store: every act comes out of the stream, once and in order.
#include "app/monitoring/sampler/actswatch.h"
#include "app/postgres/pgconnection.h"
#include "app/wiring/streaming.h"
#include "models/ports/backupsport.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QTest>
#include <atomic>
#include <cerrno>
#include <sys/syscall.h>
#include <unistd.h>

using namespace plancia;
using tests::waitFor;

namespace {
const SystemClock systemClock;
std::atomic<bool> refusesToListen{false};

/// The built-in agent of a console, and the acts in its stream.
struct Console {
    wiring::Streaming streaming;
    QList<Event> acts;
    explicit Console(const wiring::Places &places)
        : streaming(
            places, systemClock,
            [](const ConnectionProfile &profile, const CancelToken &) -> Result<std::unique_ptr<sql::Connection>> {
                auto opened = postgres::PgConnection::open(profile, std::nullopt);
                if (!opened)
                    return fail(opened.error());
                return std::unique_ptr<sql::Connection>(std::move(*opened));
            },
            wiring::Streaming::Of::Command, QStringLiteral("anna@host"))
    {
        QObject::connect(&streaming.port(), &StreamPort::eventsArrived, &streaming, [this](const QList<Event> &events) {
            for (const Event &event : events)
                if (event.type.startsWith(u"act"))
                    acts.append(event);
        });
        streaming.follow({});
        waitForSample(QStringLiteral("store"));
    }
    /// The first look at it is over.
    void waitForSample(const QString &source)
    {
        const bool seen = QTest::qWaitFor(
            [&] { return std::ranges::any_of(streaming.port().recent(0), [&](const Sample &sample) { return sample.source == source; }); }, 10'000);
        if (!seen)
            qFatal("nobody looks at %s", qPrintable(source));
    }
};
} // namespace

/// Stands before that of the C library: no port can be had when the test says so.
extern "C" int listen(int socket, int backlog) noexcept
{
    if (refusesToListen) {
        errno = EADDRINUSE;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_listen, socket, backlog));
}

class TestActEvents : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;

    static bool addTenant(Workspace &workspace, const QString &slug)
    {
        return waitFor(workspace.tenants()->create({slug, slug, TenantStatus::Active, {}}, {})).has_value();
    }
    /// What the trail has after that commit, as events.
    static QStringList trail(Workspace &workspace, qint64 commitNo)
    {
        AuditQuery query;
        query.oldestFirst = true;
        auto page = waitFor(workspace.audit()->page(query, Anchor::start(), 100, {}));
        QList<AuditEvent> rows = page ? page->items : QList<AuditEvent>();
        std::ranges::sort(rows, {}, &AuditEvent::seq);
        QStringList all;
        for (const AuditEvent &row : std::as_const(rows))
            if (row.commitNo > commitNo)
                all.append(told(monitoring::eventOf(row, QStringLiteral("store"), systemClock.nowMs())));
        return all;
    }
    static QString told(const Event &event) { return QStringLiteral("%1 %2 %3 %4").arg(event.source, event.type, event.trace).arg(event.at) + event.message + event.details; }
    static QStringList told(const QList<Event> &events)
    {
        QStringList all;
        for (const Event &event : events)
            all.append(told(event));
        return all;
    }

private slots:
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
    }
    void cleanup()
    {
        m_runtime.reset();
        m_home.reset();
    }

    /// Then nobody is asked for alerts: those of the agent before would stand for it.
    void whatCannotStartHasNoAlerts()
    {
        monitoring::AgentOptions options;
        options.health = options.metrics = std::nullopt;
        monitoring::AgentService other(options, systemClock);
        QVERIFY(waitFor(other.start()));
        Console console(m_runtime->places());
        console.streaming.follow(other.url().toString());
        QVERIFY(waitFor(console.streaming.alerts().board({})));
        console.streaming.agent().stop();
        refusesToListen = true;
        console.streaming.follow({});
        const bool isDown = QTest::qWaitFor([&] { return console.streaming.port().status().errorId == u"STREAM_004"; }, 10'000);
        refusesToListen = false;
        QVERIFY(isDown);
        const auto board = waitFor(console.streaming.alerts().board({}));
        QVERIFY(!board);
        QCOMPARE(board.error().code(), ErrorCode::StreamDown);
    }

    void eachActOfTheLocalStoreOnce()
    {
        auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        Workspace &workspace = **opened;
        QVERIFY(addTenant(workspace, QStringLiteral("acme")));
        const qint64 before = waitFor(workspace.commitNo({})).value_or(-1);
        Console console(m_runtime->places());

        QVERIFY(addTenant(workspace, QStringLiteral("globex")));
        QVERIFY(!addTenant(workspace, QStringLiteral("globex"))); // refused: the slug is taken
        auto backup = waitFor(workspace.backups()->create({}, {}));
        QVERIFY(backup);
        QStringList expected = trail(workspace, before);
        QVERIFY2(expected.size() >= 3, qPrintable(expected.join(u'\n')));
        QTRY_COMPARE_WITH_TIMEOUT(told(console.acts), expected, 10'000);
        QVERIFY(std::ranges::any_of(console.acts, [](const Event &event) { return event.severity == EventSeverity::Warning; }));

        // While nobody may have the store open, acts wait for their turn.
        auto hold = console.streaming.holdOffLocalStore();
        QVERIFY(addTenant(workspace, QStringLiteral("initech")));
        QTest::qWait(2 * monitoring::ActsWatch::kEveryMs + 500);
        QCOMPARE(told(console.acts), expected);
        hold.reset();
        expected = trail(workspace, before);
        QTRY_COMPARE_WITH_TIMEOUT(told(console.acts), expected, 10'000);

        // After the restore the trail has less, and what is told is what came.
        const qint64 last = waitFor(workspace.commitNo({})).value_or(-1);
        auto report = waitFor(workspace.backups()->restore({backup->path, false}, {}));
        QVERIFY(report);
        QVERIFY(addTenant(workspace, QStringLiteral("umbrella")));
        const QStringList after = trail(workspace, last);
        QVERIFY(after.size() >= 2);
        QTRY_COMPARE_WITH_TIMEOUT(told(console.acts), expected + after, 10'000);

        // To read leaves nothing behind that would be read again.
        const qint64 now = waitFor(workspace.commitNo({})).value_or(-1);
        QTest::qWait(2 * monitoring::ActsWatch::kEveryMs + 500);
        QCOMPARE(waitFor(workspace.commitNo({})).value_or(-2), now);
        QCOMPARE(told(console.acts), expected + after);
    }

    void savedServersWhereItCan()
    {
        tests::PrivatePostgres postgres;
        QVERIFY2(postgres.start(), qPrintable(postgres.error()));
        QVERIFY(postgres.createDatabase(QStringLiteral("main")) && postgres.createDatabase(QStringLiteral("bare")));
        auto opened = waitFor(m_runtime->openUrl(postgres.superuserUrl(QStringLiteral("main")), {}, {}));
        QVERIFY(opened && waitFor((*opened)->migrate({})));
        Console console(m_runtime->places());
        QList<ConnectionProfile> profiles;
        for (const QString &name : {QStringLiteral("main"), QStringLiteral("bare")}) {
            profiles.append(postgres.profile(QStringLiteral("postgres"), name));
            profiles.last().name = name;
        }
        console.streaming.watch(profiles);
        console.waitForSample(QStringLiteral("pg:main"));
        console.waitForSample(QStringLiteral("pg:bare"));
        QVERIFY(addTenant(**opened, QStringLiteral("acme")));
        QTRY_COMPARE_WITH_TIMEOUT(console.acts.size(), 1, 10'000);
        QCOMPARE(console.acts[0].source, QStringLiteral("pg:main"));
        QCOMPARE(console.acts[0].type, QStringLiteral("act.tenant.create"));
        QTest::qWait(2'500);
        QCOMPARE(console.acts.size(), 1); // of the other nothing is said
    }
};

QTEST_GUILESS_MAIN(TestActEvents)
#include "tst_actevents.moc"
