// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepostgres.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTcpServer>
#include <QTest>
#include <QUrl>
#include <csignal>
#include <sqlite3.h>

using plancia::tests::PrivatePostgres;

namespace {
/// What a run of planciactl left behind.
struct Ran {
    int status = -1;
    QByteArray out;
    QByteArray err;

    const QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    QJsonObject problem() const { return QJsonDocument::fromJson(err).object(); }
    QString code() const { return problem()["code"].toString(); }
    QByteArray both() const { return "out: " + out.left(2000) + "\nerr: " + err.left(2000); }
};

QStringList slugsOf(const QJsonObject &list)
{
    QStringList slugs;
    for (const QJsonValue &item : list["items"].toArray())
        slugs.append(item["slug"].toString());
    return slugs;
}
} // namespace

#define QVERIFY_OK(ran)                                                                                                          \
    do {                                                                                                                         \
        const Ran &r = (ran); /* once: QVERIFY2 always evaluates its message */                                                  \
        QVERIFY2(r.status == 0, r.both().constData());                                                                           \
    } while (false)
#define QVERIFY_FAILS(ran, expectedStatus, expectedCode)                                                                         \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status == (expectedStatus) && r.code() == (expectedCode),                                                     \
                 ("status " + QByteArray::number(r.status) + "\n" + r.both()).constData());                                      \
        QVERIFY2(r.out.isEmpty(), r.both().constData());                                                                         \
    } while (false)

/// The command line's contract, by the real program. What concerns a workspace runs over the local store and over a real
/// PostgreSQL with the same checks.
class TestPlanciactl : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;
    std::unique_ptr<QTemporaryDir> m_home;
    QStringList m_workspace; ///< options that choose it
    int m_databases = 0;

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PLANCIA_HOME", m_home->path());
        environment.insert("LC_ALL", "C.UTF-8");
        environment.remove("LANGUAGE");
        environment.remove("DBUS_SESSION_BUS_ADDRESS");
        return environment;
    }
    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment());
        process->setWorkingDirectory(m_home->path());
        process->start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments);
        return process;
    }
    static Ran finish(QProcess &process)
    {
        if (!process.waitForFinished(60'000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    /// Without a workspace's options.
    Ran bare(const QStringList &arguments, const QByteArray &input = {}) const
    {
        auto process = start(arguments);
        process->write(input);
        process->closeWriteChannel();
        return finish(*process);
    }
    Ran text(const QStringList &arguments) const { return bare(m_workspace + arguments); }
    Ran json(const QStringList &arguments) const { return bare(QStringList{"--json"} + m_workspace + arguments); }

    /// By another program than Plancia.
    bool edit(const QByteArray &sql, const QString &file = "control.db") const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath("data/" + file)).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }

    /// Four at a time: they take turns at the store.
    void createMany(const QStringList &slugs)
    {
        for (qsizetype i = 0; i < slugs.size(); i += 4) {
            std::vector<std::unique_ptr<QProcess>> running;
            for (const QString &slug : slugs.mid(i, 4))
                running.push_back(start(m_workspace + QStringList{"tenant", "create", slug, "--name", "Tenant " + slug}));
            for (auto &process : running) {
                const Ran ran = finish(*process);
                QVERIFY_OK(ran);
            }
        }
    }

    void workspaces()
    {
        QTest::addColumn<bool>("remote");
        QTest::newRow("local store") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void prepare(bool remote)
    {
        m_workspace.clear();
        if (!remote)
            return;
        const QString database = QStringLiteral("ctl%1").arg(++m_databases);
        QVERIFY2(m_postgres.createDatabase(database), qPrintable(m_postgres.error()));
        m_workspace = {"--pg", m_postgres.superuserUrl(database)};
        const Ran up = text(QStringList{"migrate", "up"});
        QVERIFY_OK(up);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl"), "build planciactl first");
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
    }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_workspace.clear();
    }

    void explainsEveryLevel()
    {
        for (const QStringList &arguments : {QStringList{"--help"}, {"tenant", "--help"}, {"tenant", "create", "--help"},
                                             {"help", "tenant"}, {"tenant", "create", "-h"}}) {
            const Ran ran = bare(arguments);
            QVERIFY_OK(ran);
            QVERIFY2(ran.out.contains("Usage: planciactl") && ran.out.contains("--json"), ran.both().constData());
            QVERIFY2(ran.err.isEmpty(), ran.both().constData());
        }
        const Ran create = bare({"tenant", "create", "--help"});
        QVERIFY(create.out.contains("SLUG") && create.out.contains("--name NAME") && create.out.contains("--status"));
        // Every command of the list explains itself, and looking at help leaves no files.
        static const QRegularExpression line(QStringLiteral("^  ([a-z]+(?: [a-z]+)?)(?: [A-Z]+)?  +\\S"),
                                             QRegularExpression::MultilineOption);
        int commands = 0;
        const QString all = QString::fromUtf8(bare(QStringList{"--help"}).out).section("Options of", 0, 0);
        for (auto match = line.globalMatch(all); match.hasNext(); ++commands) {
            const QString path = match.next().captured(1);
            const Ran ran = bare(path.split(' ') + QStringList{"--help"});
            QVERIFY_OK(ran);
            QVERIFY2(ran.out.contains(("Usage: planciactl " + path).toUtf8()), ran.both().constData());
        }
        QVERIFY2(commands >= 20, qPrintable(all));
        QVERIFY(QDir(m_home->path()).isEmpty());
    }

    void guessesWhatWasMeant_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("meant");
        QTest::newRow("group") << QStringList{"tenent", "list"} << "tenant";
        QTest::newRow("command") << QStringList{"tenant", "crate", "x"} << "create";
        QTest::newRow("option") << QStringList{"tenant", "list", "--limt", "3"} << "--limit";
    }
    void guessesWhatWasMeant()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, meant);
        const Ran ran = bare(arguments);
        QCOMPARE(ran.status, 64);
        QVERIFY2(ran.err.startsWith("planciactl: VAL_005: "), ran.both().constData());
        QVERIFY2(ran.err.contains(("did you mean “" + meant + "”?").toUtf8()), ran.both().constData());
    }

    void refusesWrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("group alone") << QStringList{"tenant"};
        QTest::newRow("slug missing") << QStringList{"tenant", "show"};
        QTest::newRow("one word too many") << QStringList{"tenant", "show", "a", "b"};
        QTest::newRow("value missing") << QStringList{"tenant", "list", "--limit"};
        QTest::newRow("value for a flag") << QStringList{"tenant", "list", "--descending=yes"};
        QTest::newRow("twice") << QStringList{"tenant", "list", "--limit", "1", "--limit", "2"};
        QTest::newRow("option of another command") << QStringList{"tenant", "list", "--reason", "x"};
        QTest::newRow("two workspaces") << QStringList{"tenant", "list", "--workspace", "local", "--store", "x.db"};
        QTest::newRow("short option") << QStringList{"tenant", "list", "-x"};
        QTest::newRow("nothing to update") << QStringList{"tenant", "update", "acme"};
    }
    void refusesWrongUsage()
    {
        QFETCH(QStringList, arguments);
        QVERIFY_FAILS(bare(QStringList{"--json"} + arguments), 64, "VAL_005");
    }

    void tellsItsVersion()
    {
        QCOMPARE(bare(QStringList{"version"}).out, bare(QStringList{"--version"}).out);
        QVERIFY(bare(QStringList{"version"}).out.startsWith("planciactl "));
        QVERIFY(!bare(QStringList{"version", "--json"}).object()["version"].toString().isEmpty());
    }

    void explainsErrors()
    {
        const QJsonArray items = bare({"error", "list", "--json"}).object()["items"].toArray();
        QVERIFY(items.size() > 50);
        for (const QJsonValue &item : items) {
            const QString code = item["code"].toString();
            const Ran ran = bare({"error", "explain", code.toLower()});
            QVERIFY_OK(ran);
            QVERIFY2(ran.out.startsWith(code.toUtf8() + " "), ran.both().constData());
            if (code.endsWith("_001"))
                QVERIFY(!bare({"--json", "error", "explain", code}).object()["steps"].toArray().isEmpty());
        }
        QVERIFY_FAILS(bare({"--json", "error", "explain", "XY_123"}), 66, "NOT_FOUND_004");
    }

    void keepsTenants_data() { workspaces(); }
    void keepsTenants()
    {
        QFETCH(bool, remote);
        prepare(remote);

        const Ran created = json({"tenant", "create", "acme", "--name=Acme Ltd", "--status", "trial", "--notes", "first\nsecond"});
        QVERIFY_OK(created);
        const QJsonObject tenant = created.object();
        QCOMPARE(tenant.keys(), QStringList({"created_at", "deleted_at", "id", "name", "notes", "row_version", "slug", "status",
                                             "status_reason", "tags", "trial_ends_at", "updated_at"}));
        QCOMPARE(tenant["slug"].toString(), "acme");
        QCOMPARE(tenant["status"].toString(), "trial");
        QCOMPARE(tenant["notes"].toString(), "first\nsecond");
        static const QRegularExpression uuid(QStringLiteral("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
        QVERIFY(uuid.match(tenant["id"].toString()).hasMatch());
        static const QRegularExpression time(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
        QVERIFY2(time.match(tenant["created_at"].toString()).hasMatch(), qPrintable(tenant["created_at"].toString()));

        QCOMPARE(json({"tenant", "show", "acme"}).object(), tenant);
        QVERIFY_FAILS(json({"tenant", "create", "acme", "--name", "Other"}), 75, "CONFLICT_002");
        QVERIFY_FAILS(json({"tenant", "show", "nobody"}), 66, "NOT_FOUND_001");

        // Text: one line a key, whatever the notes hold.
        const Ran shown = text({"tenant", "show", "acme"});
        QVERIFY_OK(shown);
        QCOMPARE(shown.out.count('\n'), 12);
        QVERIFY2(shown.out.contains("first\\nsecond"), shown.both().constData());

        const QJsonObject renamed = json({"tenant", "update", "acme", "--name", "Acme GmbH"}).object();
        QCOMPARE(renamed["name"].toString(), "Acme GmbH");
        QCOMPARE(renamed["notes"].toString(), "first\nsecond");
        QCOMPARE(renamed["row_version"].toInteger(), tenant["row_version"].toInteger() + 1);
        QVERIFY_FAILS(json({"tenant", "update", "acme", "--name", "Late", "--if-version", "1"}), 75, "CONFLICT_001");

        QVERIFY_FAILS(json({"tenant", "suspend", "acme"}), 65, "VAL_009");
        const Ran unreasoned = text({"tenant", "suspend", "acme"});
        QVERIFY2(unreasoned.err.contains("--reason"), unreasoned.both().constData());
        const Ran nameless = text({"tenant", "create", "nameless"});
        QVERIFY2(nameless.err.contains("“--name”"), nameless.both().constData());
        const QJsonObject suspended = json({"tenant", "suspend", "acme", "--reason", "Unpaid"}).object();
        QCOMPARE(suspended["status"].toString(), "suspended");
        QCOMPARE(suspended["status_reason"].toString(), "Unpaid");
        QVERIFY_FAILS(json({"tenant", "suspend", "acme", "--reason", "Again"}), 75, "CONFLICT_004");
        QCOMPARE(json({"tenant", "activate", "acme", "--reason", "Paid"}).object()["status"].toString(), "active");

        QVERIFY_FAILS(json({"--read-only", "tenant", "create", "beta", "--name", "B"}), 77, "AUTHZ_001");
        QCOMPARE(slugsOf(json({"tenant", "list", "--filter", "gmb"}).object()), QStringList{"acme"});
        QCOMPARE(slugsOf(json({"tenant", "list", "--status", "trial"}).object()), QStringList());
        const Ran table = text(QStringList{"tenant", "list"});
        QVERIFY_OK(table);
        QVERIFY2(table.out.startsWith("SLUG") && table.out.count('\n') == 2, table.both().constData());
    }

    void recordsEveryAct_data() { workspaces(); }
    void recordsEveryAct()
    {
        QFETCH(bool, remote);
        prepare(remote);
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        QVERIFY_FAILS(json({"tenant", "suspend", "acme", "--reason", "Unpaid \x1b[31m"}), 65, "VAL_004");
        QVERIFY_OK(json({"tenant", "suspend", "acme", "--reason", "Unpaid\nsince May"}));

        const Ran all = json(QStringList{"audit", "list"});
        QVERIFY_OK(all);
        const QJsonObject newest = all.object()["items"].toArray().first().toObject();
        QCOMPARE(newest["action"].toString(), "TENANT_SUSPEND");
        QCOMPARE(newest["tenant_slug"].toString(), "acme");
        QCOMPARE(newest["result"].toString(), "done");
        QVERIFY(newest["request_id"].toString().startsWith("req_"));
        for (const char *key : {"id", "at", "seq", "commit_no", "actor_kind", "actor_name", "object_kind", "object_id", "run_id",
                                "duration_ms", "origin", "details"})
            QVERIFY2(newest.contains(key), key);

        const QJsonArray one = json({"audit", "list", "--action", "TENANT_CREATE"}).object()["items"].toArray();
        QCOMPARE(one.size(), 1);
        QCOMPARE(json({"audit", "list", "--since", "1h", "--tenant", "acme"}).object()["items"].toArray().size(), 2);
        const QString soon = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate);
        QCOMPARE(json({"audit", "list", "--since", soon}).object()["items"].toArray().size(), 0);
        QVERIFY_FAILS(json({"audit", "list", "--since", "yesterday"}), 65, "VAL_007");
        QVERIFY_FAILS(json({"audit", "list", "--action", "DANCE"}), 65, "VAL_011");

        // What was refused is an act too.
        QVERIFY_FAILS(json({"tenant", "suspend", "acme", "--reason", "Again"}), 75, "CONFLICT_004");
        const QJsonObject refused = json(QStringList{"audit", "list"}).object()["items"].toArray().first().toObject();
        QCOMPARE(refused["result"].toString(), "refused");
        QCOMPARE(refused["error_code"].toString(), "CONFLICT_004");

        // A reason of two lines cannot break the table.
        const Ran table = text({"audit", "list", "--tenant", "acme"});
        QVERIFY_OK(table);
        QCOMPARE(table.out.count('\n'), 4);
        QVERIFY2(table.out.contains("Unpaid\\nsince May"), table.both().constData());
    }

    void pagesWithoutLossOrRepeat_data() { workspaces(); }
    void pagesWithoutLossOrRepeat()
    {
        QFETCH(bool, remote);
        prepare(remote);
        QStringList slugs;
        for (int i = 0; i < 250; ++i)
            slugs.append(QStringLiteral("t%1").arg(i, 3, 10, QChar('0')));
        createMany(slugs);
        if (QTest::currentTestFailed())
            return;

        QStringList seen;
        QString cursor;
        int pages = 0;
        do {
            QStringList arguments{"tenant", "list", "--limit", "40"};
            if (!cursor.isEmpty())
                arguments += QStringList{"--after", cursor};
            const Ran page = json(arguments);
            QVERIFY_OK(page);
            seen += slugsOf(page.object());
            const QJsonValue next = page.object()["next"];
            QVERIFY(next.isString() || next.isNull());
            cursor = next.toString();
            QVERIFY(++pages < 20);
        } while (!cursor.isEmpty());
        QCOMPARE(pages, 7);
        QCOMPARE(seen, slugs); // named alike, so sorted alike

        QCOMPARE(slugsOf(json({"tenant", "list", "--limit", "1000"}).object()), slugs);
        const QJsonObject exact = json({"tenant", "list", "--limit", "250"}).object();
        QVERIFY2(exact["next"].isNull(), "the last page has nothing after it");
        QVERIFY_FAILS(json({"tenant", "list", "--after", "not-ours"}), 65, "VAL_008");
        QVERIFY_FAILS(json({"tenant", "list", "--limit", "0"}), 65, "VAL_010");
        QVERIFY2(text({"tenant", "list", "--limit", "3"}).err.contains("--after "), "people are told how to go on");

        QSet<QString> acts;
        int rows = 0;
        cursor.clear();
        do {
            QStringList arguments{"audit", "list", "--action", "TENANT_CREATE", "--limit", "77"};
            if (!cursor.isEmpty())
                arguments += QStringList{"--after", cursor};
            const QJsonObject page = json(arguments).object();
            for (const QJsonValue &item : page["items"].toArray()) {
                acts.insert(item["tenant_slug"].toString());
                ++rows;
            }
            cursor = page["next"].toString();
        } while (!cursor.isEmpty());
        QCOMPARE(rows, 250);
        QCOMPARE(acts.size(), 250);
    }

    void takesTurnsWithAnother_data() { workspaces(); }
    void takesTurnsWithAnother()
    {
        QFETCH(bool, remote);
        prepare(remote);
        QVERIFY_OK(json(QStringList{"tenant", "list"}));
        for (int i = 0; i < 10; ++i) {
            auto one = start(m_workspace + QStringList{"--json", "tenant", "create", QStringLiteral("left%1").arg(i), "--name", "L"});
            auto two = start(m_workspace + QStringList{"--json", "tenant", "create", QStringLiteral("right%1").arg(i), "--name", "R"});
            auto same = start(m_workspace + QStringList{"--json", "tenant", "create", QStringLiteral("left%1").arg(i), "--name", "L"});
            const Ran first = finish(*one);
            const Ran second = finish(*two);
            const Ran third = finish(*same);
            QVERIFY_OK(second);
            // Of the two that want the same slug exactly one has it, and the other is told so.
            QVERIFY2((first.status == 0) != (third.status == 0), (first.both() + third.both()).constData());
            QCOMPARE((first.status == 0 ? third : first).code(), "CONFLICT_002");
        }
        QCOMPARE(json(QStringList{"tenant", "list"}).object()["items"].toArray().size(), 20);
        const QJsonArray acts = json({"audit", "list", "--action", "TENANT_CREATE"}).object()["items"].toArray();
        QSet<qint64> numbers;
        for (const QJsonValue &act : acts)
            if (act["result"].toString() == "done")
                numbers.insert(act["seq"].toInteger());
        QCOMPARE(numbers.size(), 20);
    }

    void saysNothingThatATerminalObeys_data()
    {
        QTest::addColumn<bool>("asJson");
        QTest::newRow("text") << false;
        QTest::newRow("JSON") << true;
    }
    void saysNothingThatATerminalObeys()
    {
        QFETCH(bool, asJson);
        prepare(false);
        const QString hostile = QStringLiteral("a\x1b[31m\u009b31m\u202eb\x7f");
        const QStringList words{"tenant", "show", hostile};
        const Ran ran = asJson ? json(words) : text(words);
        QVERIFY(ran.status != 0);
        for (const QChar c : QString::fromUtf8(ran.err))
            QVERIFY2(c == '\n' || (c.unicode() >= 0x20 && c.unicode() < 0x7f) || (c.unicode() >= 0xa0 && c != QChar(0x202e)),
                     ran.err.constData());
        if (asJson)
            QVERIFY(QString::fromUtf8(QJsonDocument(ran.problem()).toJson()).contains(hostile.mid(7))); // the same when read
    }

    void takesAnyName_data()
    {
        QTest::addColumn<bool>("remote");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const QList<std::tuple<const char *, QString, const char *>> names{
            {"quotes", QStringLiteral("O'Neil \"the\" \\ `co`; DROP TABLE tenants;--"), ""},
            {"emoji", QStringLiteral("Caffè 🚀👩‍👩‍👧 Ltd"), ""},
            {"right to left", QStringLiteral("شركة أكمي שלום"), ""},
            {"percent", QStringLiteral("100 %1 %s {0} <b>x</b>"), ""},
            {"a dash", QStringLiteral("--json"), ""},
            {"100,000 characters", QString(100'000, 'x'), "VAL_002"},
            {"new line", QStringLiteral("two\nlines"), "VAL_004"},
            {"escape", QStringLiteral("red \x1b[31m"), "VAL_004"},
            {"override", QStringLiteral("abc\u202Edef"), "VAL_004"},
            {"blank", QStringLiteral("   "), "VAL_001"},
        };
        for (const bool remote : {false, true})
            for (const auto &[row, name, code] : names)
                QTest::addRow("%s, %s", row, remote ? "PostgreSQL" : "local store") << remote << name << code;
    }
    void takesAnyName()
    {
        QFETCH(bool, remote);
        QFETCH(QString, name);
        QFETCH(QString, code);
        prepare(remote);
        const Ran created = json({"tenant", "create", "acme", "--name", name});
        if (code.isEmpty()) {
            QVERIFY_OK(created);
            QCOMPARE(created.object()["name"].toString(), name);
            QCOMPARE(json({"tenant", "show", "acme"}).object()["name"].toString(), name);
            QCOMPARE(text(QStringList{"tenant", "list"}).out.count('\n'), 2);
        } else {
            QVERIFY_FAILS(created, 65, code);
            QVERIFY(created.err.size() < 4000);
            QCOMPARE(json(QStringList{"tenant", "list"}).object()["items"].toArray().size(), 0);
        }
    }

    void tellsItsState_data() { workspaces(); }
    void tellsItsState()
    {
        QFETCH(bool, remote);
        prepare(remote);
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran ran = json(QStringList{"status"});
        QVERIFY_OK(ran);
        const QJsonObject status = ran.object();
        QVERIFY2(status["schema"]["pending"].toInt(-1) == 0, ran.both().constData());
        QVERIFY(status["commit"].toInteger() >= 1);
        QCOMPARE(status["workspace"]["read_only"].toBool(true), false);
        QVERIFY(status["rows"].toObject().contains("tenants"));
        QVERIFY(QFile::exists(status["log_file"].toString()));
        QVERIFY(status["log_file"].toString().startsWith(m_home->path()));
        QVERIFY(status["backup"].isNull());
        const Ran people = text(QStringList{"status"});
        QVERIFY_OK(people);
        QVERIFY2(people.out.contains("Workspace:") && people.out.contains("Schema:"), people.both().constData());

        const QJsonObject plan = json(QStringList{"migrate", "status"}).object();
        QCOMPARE(plan["pending"].toInt(-1), 0);
        QVERIFY(!plan["steps"].toArray().isEmpty());
        QCOMPARE(json(QStringList{"migrate", "up"}).status, 0);
    }

    void exportsTablesAsCsv()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "=Acme"}));
        const Ran done = json({"export", "csv", "--out", "csv", "--table", "tenants", "--table", "meta", "--iso-times"});
        QVERIFY_OK(done);
        QCOMPARE(done.object()["files"].toArray().size(), 2);
        QCOMPARE(done.object()["rows"].toInt(), 2);
        QFile csv(m_home->path() + "/csv/tenants.csv");
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray content = csv.readAll();
        QVERIFY2(content.contains(",acme,'=Acme,"), content.constData());
        QVERIFY2(QRegularExpression("\r\n[0-9a-f]{8}-[0-9a-f]{4}-7").match(content).hasMatch(), content.constData());
        QVERIFY2(QRegularExpression("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z").match(content).hasMatch(), content.constData());
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()),
                 done.object()["files"][0]["sha256"].toString());
        QVERIFY(QFile::exists(m_home->path() + "/csv/manifest.json"));
        QVERIFY_FAILS(json({"export", "csv", "--out", "csv"}), 74, "IO_009"); // never replaces
        QVERIFY_FAILS(json(QStringList{"export", "csv"}), 65, "VAL_001");
        QVERIFY_FAILS(json({"export", "csv", "--out", "x", "--table", "none"}), 65, "BUSINESS_001");
        QVERIFY(!QFile::exists(m_home->path() + "/x"));
    }

    void looksAtFilesOfAnyOrigin()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const QString console = m_home->path() + "/data/console.db"; // an SQLite file, and no store of a service
        const Ran foreign = bare({"--store", console, "export", "csv", "--out", "settings"});
        QVERIFY_OK(foreign);
        QVERIFY(QFile::exists(m_home->path() + "/settings/audit_log.csv"));
        QVERIFY_FAILS(bare({"--json", "--store", console, "migrate", "status"}), 74, "IO_005");

        const QString path = json({"backup", "create"}).object()["path"].toString();
        const Ran opened = bare({"--json", "backup", "open", path, "--print"});
        QVERIFY_OK(opened);
        QCOMPARE(opened.object()["command"].toString(), "plancia --read-only '" + path + "'");
        QVERIFY(!opened.object()["started"].toBool());
        QVERIFY_FAILS(bare({"--json", "backup", "open", "/etc/passwd"}), 74, "IO_005");
    }

    void backsUpAndVerifies()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran made = json({"backup", "create", "--out", "kept"});
        QVERIFY_OK(made);
        const QString path = made.object()["path"].toString();
        QVERIFY2(path.startsWith(m_home->path() + "/kept/"), qPrintable(path));
        QFile file(path + "/store.db");
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.size(), made.object()["bytes"].toInteger());
        QFile hashes(path + "/pages.sha256"); // what `sha256sum pages.sha256` prints
        QVERIFY(hashes.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(hashes.readAll(), QCryptographicHash::Sha256).toHex()),
                 made.object()["sha256"].toString());
        QCOMPARE(made.object()["rows"]["tenants"].toInt(), 1);
        QVERIFY(made.object()["commit"].toInteger() >= 1);

        const Ran text = bare({"backup", "verify", path});
        QVERIFY_OK(text);
        for (const char *key : {"path", "sha256", "bytes", "commit"})
            QVERIFY2(QRegularExpression(QStringLiteral("(^|\\n)%1 +\\S+").arg(key)).match(text.out).hasMatch(), text.out.constData());

        // The backup is a workspace of its own, read only.
        QCOMPARE(slugsOf(bare({"--json", "--store", path, "tenant", "list"}).object()), QStringList{"acme"});
        QVERIFY_FAILS(bare({"--json", "--store", path, "tenant", "create", "b", "--name", "B"}), 77, "AUTHZ_001");

        QVERIFY_OK(json({"backup", "create", "--note", "before the Tuesday release"}));
        const QJsonArray list = json(QStringList{"backup", "list"}).object()["items"].toArray();
        QCOMPARE(list.size(), 1); // the one in the workspace's own folder
        QCOMPARE(list[0]["note"].toString(), QStringLiteral("before the Tuesday release"));
        const QByteArray shown = bare(QStringList{"backup", "list"}).out;
        QVERIFY2(shown.contains("NOTE") && shown.contains("before the Tuesday release"), shown.constData());
        QVERIFY_FAILS(json({"backup", "create", "--note", QString(201, u'n')}), 65, "VAL_002"); // nothing is cut off
        QVERIFY2(list[0]["path"].toString().startsWith(m_home->path() + "/backups/"), "in the workspace's own folder");
        QCOMPARE(json(QStringList{"status"}).object()["backup"]["path"].toString(), list[0]["path"].toString());

        QVERIFY(file.seek(file.size() / 2));
        char byte = 0;
        QVERIFY(file.getChar(&byte));
        QVERIFY(file.seek(file.size() / 2) && file.putChar(static_cast<char>(byte ^ 1)));
        file.close();
        QVERIFY_FAILS(json({"backup", "verify", path}), 74, "BKP_001");
        QVERIFY_FAILS(json({"backup", "verify", m_home->path() + "/none.db"}), 66, "NOT_FOUND_003");
    }

    /// 0 when nothing differs, 1 when something does, and the catalogue's status when the two cannot be compared.
    void comparesTwoStates()
    {
        QVERIFY_OK(json(QStringList{"tenant", "create", "acme", "--name", "Acme"}));
        const Ran made = json(QStringList{"backup", "create"});
        QVERIFY_OK(made);
        const QString backup = made.object()["path"].toString();

        const Ran same = bare({"--json", "backup", "compare", backup, backup});
        QVERIFY_OK(same);
        QCOMPARE(same.object()["verdict"].toString(), "same");
        // Altered behind its hashes: what is compared is read.
        const QString forged = m_home->filePath("forged");
        QCOMPARE(QProcess::execute("cp", {"-r", backup, forged}), 0);
        QFile pages(forged + "/store.db");
        QVERIFY(pages.open(QIODevice::ReadWrite));
        QByteArray content = pages.readAll();
        QVERIFY(content.contains("Acme"));
        QVERIFY(pages.seek(0) && pages.write(content.replace("Acme", "Evil")) == content.size());
        pages.close();
        const Ran altered = bare({"--json", "backup", "compare", backup, forged});
        QVERIFY2(altered.status == 1, altered.both().constData());

        QVERIFY_OK(json(QStringList{"tenant", "suspend", "acme", "--reason", "unpaid"}));
        const Ran changed = bare({"--json", "backup", "compare", backup, "local", "--table", "tenants"});
        QVERIFY2(changed.status == 1, changed.both().constData());
        QCOMPARE(changed.object()["verdict"].toString(), "different");
        const QJsonArray rows = changed.object()["rows"].toArray();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0]["kind"].toString(), "changed");
        QCOMPARE(rows[0]["fields"][0]["name"].toString(), "status");
        QCOMPARE(rows[0]["fields"][0]["before"]["value"].toString(), "active");
        QCOMPARE(rows[0]["fields"][0]["after"]["value"].toString(), "suspended");

        const Ran text = bare({"backup", "compare", backup, "now", "--rows", "5", "--out", "differences.csv"});
        QCOMPARE(text.status, 1);
        QVERIFY2(text.out.contains("status: \"active\" → \"suspended\""), text.both().constData());
        QFile csv(m_home->filePath("differences.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().contains("status,text,active,text,suspended"));
        QVERIFY_FAILS(bare({"--json", "backup", "compare", backup, m_home->filePath("differences.csv")}), 65, "VAL_012");
        QVERIFY_FAILS(bare({"--json", "backup", "compare", backup, m_home->filePath("none.db")}), 66, "NOT_FOUND_005");
        QVERIFY_FAILS(bare({"--json", "backup", "compare", "local", m_postgres.superuserUrl()}), 65, "VAL_012");
        QVERIFY(QDir(m_home->filePath("data/scratch")).isEmpty(QDir::Files | QDir::Hidden)); // copies and results are gone
    }

    void checksRepairsAndMeasuresTheStore()
    {
        m_workspace.clear();
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        Ran ran = json({"store", "check"});
        QVERIFY_OK(ran);
        QVERIFY(ran.object()["ok"].toBool());
        QVERIFY(ran.object()["items"].toArray().size() > 20);
        ran = json({"store", "check", "--list"});
        QVERIFY_OK(ran);
        QVERIFY(ran.object()["items"].toArray().size() > 20);
        QVERIFY_FAILS(json({"store", "check", "no-such-check"}), 65, "VAL_011");

        QVERIFY(edit("UPDATE tenants SET updated_at = created_at - 1"));
        ran = json({"store", "check", "tenants-dates,quick-check"});
        QCOMPARE(ran.status, 76);
        QCOMPARE(ran.code(), QStringLiteral("REPO_002"));
        QCOMPARE(ran.object()["items"].toArray().size(), 2);
        QVERIFY(text({"store", "check", "tenants-dates"}).out.contains("store repair tenants-dates"));
        ran = json({"store", "repair", "tenants-dates", "--dry-run"});
        QVERIFY_OK(ran);
        QCOMPARE(ran.object()["rows"].toInt(), 1);
        QCOMPARE(json({"store", "check", "tenants-dates"}).status, 76);
        ran = json({"store", "repair", "tenants-dates"});
        QVERIFY_OK(ran);
        QVERIFY(QFile::exists(ran.object()["backup"].toString()));
        QVERIFY_OK(json({"store", "check", "tenants-dates"}));
        QVERIFY_FAILS(json({"store", "repair", "tenants-status"}), 76, "REPO_002");

        QVERIFY_OK(json({"store", "reindex", "--dry-run"}));
        QVERIFY_OK(json({"store", "reindex"}));
        ran = json({"store", "vacuum", "--dry-run"});
        QVERIFY_OK(ran);
        QVERIFY(ran.object()["bytes_needed"].toInteger() > 0);
        QVERIFY_OK(json({"store", "vacuum"}));
        ran = json({"audit", "list", "--action", "STORE_REPAIR"});
        QVERIFY_OK(ran);
        QCOMPARE(ran.object()["items"].toArray().size(), 3);
        ran = json({"store", "profile", "--rows", "2000"});
        QVERIFY_OK(ran);
        QCOMPARE(ran.object()["tenants"].toInt(), 2000);
        for (const QJsonValue &query : ran.object()["items"].toArray())
            QVERIFY(query["verdict"].toString() != QStringLiteral("FAIL"));
        QVERIFY_FAILS(json({"store", "profile", "--rows", "0"}), 65, "VAL_010");
        QVERIFY_FAILS(json({"--read-only", "store", "vacuum"}), 77, "AUTHZ_001");
    }

    void aDamagedStoreIsTold()
    {
        m_workspace.clear();
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        QFile file(m_home->filePath("data/control.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(4 * 4096));
        QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
        file.close();
        const Ran ran = json({"store", "check", "quick-check"});
        QCOMPARE(ran.status, 74);
        QCOMPARE(ran.code(), QStringLiteral("IO_006"));
    }

    void packsABundle()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran shown = bare({"bundle", "create", "--dry-run"});
        QVERIFY_OK(shown);
        QVERIFY(QDir(m_home->path()).entryList({"*.zip"}).isEmpty());
        const Ran made = json({"bundle", "create", "--out", m_home->path()});
        QVERIFY_OK(made);
        QFile file(made.object()["path"].toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.size(), made.object()["bytes"].toInteger());
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()),
                 made.object()["sha256"].toString());
        QVERIFY(!made.object()["files"].toArray().isEmpty());
    }

    void failsByCategory_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("slug") << QStringList{"tenant", "create", "Not A Slug", "--name", "x"} << 65 << "VAL_003";
        QTest::newRow("choice") << QStringList{"tenant", "list", "--status", "gone"} << 65 << "VAL_011";
        QTest::newRow("password in the URL") << QStringList{"--pg", "postgresql://a:secret@localhost/x", "status"} << 65 << "VAL_006";
        QTest::newRow("no such workspace") << QStringList{"--workspace", "moon", "status"} << 66 << "NOT_FOUND_006";
        QTest::newRow("no such store") << QStringList{"--store", "none.db", "status"} << 66 << "NOT_FOUND_005";
        QTest::newRow("no such connection") << QStringList{"connection", "test", "moon"} << 66 << "NOT_FOUND_002";
        QTest::newRow("foreign file") << QStringList{"--store", "/etc/passwd", "status"} << 74 << "IO_005";
        QTest::newRow("unknown host") << QStringList{"--pg", "postgresql://a@no-such-host.invalid/x", "status"} << 69 << "DB_002";
    }
    void failsByCategory()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Ran ran = bare(QStringList{"--json"} + arguments);
        QVERIFY_FAILS(ran, status, code);
        QVERIFY2(!ran.err.contains("secret"), ran.both().constData());
        // RFC 9457, one object on one line.
        QCOMPARE(ran.err.count('\n'), 1);
        for (const char *key : {"type", "title", "status", "detail", "code", "steps", "data"})
            QVERIFY2(ran.problem().contains(key), ran.both().constData());
        const Ran people = bare(arguments);
        QCOMPARE(people.status, status);
        QVERIFY2(people.err.startsWith("planciactl: " + code.toUtf8() + ": ") && people.err.contains("Your data: ")
                     && people.err.contains("  1. "),
                 people.both().constData());
    }

    void doesNotAskAValueForAnOptionOfAnotherCommand()
    {
        const Ran ran = bare({"tenant", "list", "--colour"}); // which "connection add" has, with a value
        QCOMPARE(ran.status, 64);
        QVERIFY2(ran.err.contains("“tenant list” has no option “--colour”"), ran.both().constData());
        const Ran own = bare({"tenant", "list", "--limit"});
        QVERIFY2(own.status == 64 && own.err.contains("“--limit” needs a value"), own.both().constData());
    }

    void tellsAClosedPortFromAWrongPassword()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        QVERIFY_FAILS(bare({"--json", "--pg", QStringLiteral("postgresql://a@127.0.0.1:%1/x").arg(port), "status"}), 69, "DB_001");

        QVERIFY2(m_postgres.createUser("anna", "right"), qPrintable(m_postgres.error()));
        const QString url = m_postgres.url("anna", "postgres");
        QVERIFY_FAILS(bare({"--json", "--pg", url, "--password-stdin", "status"}, "wrong\n"), 77, "AUTH_001");
        QVERIFY_FAILS(bare({"--json", "--pg", url, "status"}), 77, "AUTH_002");
        QVERIFY(bare({"--pg", url, "status"}).err.contains("(--password-stdin)"));
        const Ran plan = bare({"--json", "--pg", url, "--password-stdin", "migrate", "status"}, "right\n");
        QVERIFY_OK(plan);
        QVERIFY(plan.object()["pending"].toInt() > 0);
        QVERIFY_FAILS(bare({"--json", "--pg", url, "--password-stdin", "tenant", "list"}, "right\n"), 69, "DB_012");
        // A database that was never used is new, not old.
        const Ran unused = bare({"--json", "--pg", url, "--password-stdin", "status"}, "right\n");
        QCOMPARE(unused.status, 69);
        QCOMPARE(unused.code(), "DB_012");
    }

    void refusesAHomeThatIsAFile()
    {
        QFile file(m_home->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QProcess process;
        QProcessEnvironment changed = environment();
        changed.insert("PLANCIA_HOME", file.fileName());
        process.setProcessEnvironment(changed);
        process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", {"--json", "status"});
        QVERIFY_FAILS(finish(process), 78, "CONFIG_002");
    }

    void saysWhenItsOutputIsLost()
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.setStandardOutputFile("/dev/full");
        process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", {"--json", "error", "list"});
        const Ran ran = finish(process);
        QCOMPARE(ran.status, 74);
        QCOMPARE(ran.code(), "IO_001");
    }

    void savesConnections()
    {
        const QString url = m_postgres.superuserUrl();
        const Ran added = json({"connection", "add", "prod", "--url", url, "--colour", "red"});
        QVERIFY_OK(added);
        QCOMPARE(added.object()["name"].toString(), "prod");
        QVERIFY_FAILS(json({"connection", "add", "prod", "--url", url}), 75, "CONFLICT_003");
        QCOMPARE(json(QStringList{"connection", "list"}).object()["items"].toArray().size(), 1);
        const Ran tested = json({"connection", "test", "prod"});
        QVERIFY2(!tested.object()["stages"].toArray().isEmpty(), tested.both().constData());

        const QJsonArray known = json(QStringList{"workspace", "list"}).object()["items"].toArray();
        QVERIFY(std::any_of(known.begin(), known.end(), [](const QJsonValue &w) { return w["name"].toString() == "prod"; }));
        QVERIFY_OK(json({"--workspace", "prod", "migrate", "status"}));

        QCOMPARE(added.object()["may_sleep"].toBool(true), false);
        const Ran changed = json({"connection", "update", "prod", "--may-sleep", "--protect", "--name", "production"});
        QVERIFY_OK(changed);
        const auto saved = [&] { return json(QStringList{"connection", "list"}).object()["items"].toArray().first().toObject(); };
        QCOMPARE(saved()["may_sleep"].toBool(), true);
        QCOMPARE(saved()["read_only"].toBool(), true);
        QCOMPARE(saved()["colour"].toString(), "red"); // what was not given stays
        QCOMPARE(saved()["url"], added.object()["url"]);
        QVERIFY_OK(json({"connection", "update", "production", "--no-sleep", "--no-protect", "--name", "prod"}));
        QCOMPARE(saved()["may_sleep"].toBool(true), false);
        QCOMPARE(saved()["read_only"].toBool(true), false);
        QVERIFY_FAILS(json({"connection", "update", "prod", "--no-sleep", "--may-sleep"}), 64, "VAL_005");
        QVERIFY_FAILS(json({"connection", "update", "prod", "--url", "postgresql://u:secret@h/d"}), 65, "VAL_006");
        QVERIFY_OK(json({"connection", "add", "nap", "--url", url, "--may-sleep"}));
        QVERIFY_OK(json({"connection", "remove", "nap"}));
        QVERIFY_OK(json({"connection", "remove", "prod"}));
        QVERIFY_FAILS(json({"connection", "remove", "prod"}), 66, "NOT_FOUND_002");
        QCOMPARE(json(QStringList{"connection", "list"}).object()["items"].toArray().size(), 0);
        const QJsonArray acts = json({"audit", "list", "--program"}).object()["items"].toArray();
        QVERIFY(acts.size() >= 2);
    }

    void aConnectionThatMovesStaysAsSafe()
    {
        QVERIFY_OK(json({"connection", "add", "moved", "--url", "postgresql://anna@db.example/shop"}));
        QVERIFY(edit("UPDATE connections SET profile = replace(profile, 'pgpass', 'keyring')", "console.db"));
        const auto moved = [&](const QString &to) { return bare({"connection", "update", "moved", "--url", to}); };
        const auto mode = [&] {
            const QString url = json(QStringList{"connection", "list"}).object()["items"].toArray().first()["url"].toString();
            return url.mid(url.indexOf("sslmode="));
        };
        const QByteArray words = "The saved password was kept";
        const Ran sameHost = moved("postgresql://anna@db.example/other");
        QVERIFY_OK(sameHost);
        QVERIFY2(!sameHost.err.contains(words), sameHost.err.constData());
        const Ran otherPort = moved("postgresql://anna@db.example:6432/other?application_name=x");
        QVERIFY_OK(otherPort);
        QVERIFY2(otherPort.err.contains(words), otherPort.err.constData());
        const Ran otherHost = moved("postgresql://anna@127.0.0.1:6432/other");
        QVERIFY_OK(otherHost);
        QVERIFY2(otherHost.err.contains("postgresql://anna@127.0.0.1:6432/other"), otherHost.err.constData());
        QCOMPARE(mode(), "sslmode=verify-full");
        QVERIFY_OK(moved("host=127.0.0.1 dbname=other user=anna"));
        QCOMPARE(mode(), "sslmode=verify-full");
        QVERIFY_OK(moved("host=127.0.0.1 dbname=other user=anna sslmode=require"));
        QCOMPARE(mode(), "sslmode=require");
        QVERIFY_OK(moved("postgresql://anna@db.example/shop?sslmode=prefer"));
        QCOMPARE(mode(), "sslmode=prefer");
        QVERIFY_OK(moved("postgresql://anna@db2.example/shop")); // nothing weaker than a new connection would have
        QCOMPARE(mode(), "sslmode=verify-full");
        QVERIFY_OK(json({"connection", "remove", "moved"}));
    }

    void restoresABackupAndUndoesIt()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran made = json({"backup", "create"});
        QVERIFY_OK(made);
        const QString path = made.object()["path"].toString();
        QVERIFY_OK(json({"tenant", "create", "globex", "--name", "Globex"}));
        QVERIFY_FAILS(json({"backup", "restore", path}), 64, "VAL_005"); // nobody to ask
        const Ran restored = json({"backup", "restore", path, "--yes"});
        QVERIFY_OK(restored);
        QCOMPARE(restored.object()["rows_before"]["tenants"].toInt(), 2);
        QCOMPARE(restored.object()["rows"]["tenants"].toInt(), 1);
        QVERIFY(restored.object()["commit"].toInt() > restored.object()["restored_commit"].toInt());
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 1);
        QCOMPARE(json({"audit", "list", "--action", "BACKUP_RESTORE"}).object()["items"].toArray().size(), 1);
        const Ran undone = text({"backup", "undo", "--yes"});
        QVERIFY_OK(undone);
        QVERIFY2(undone.out.contains("safety_copy") && undone.err.contains("backup undo"), undone.both().constData());
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 2);
    }

    void hasNothingToUndoBeforeTheFirstRestore() { QVERIFY_FAILS(json({"backup", "undo", "--yes"}), 65, "BUSINESS_001"); }

    void restoresAMoment()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        QVERIFY_OK(json({"archive", "on"}));
        QVERIFY_OK(json({"tenant", "create", "globex", "--name", "Globex"}));
        const qint64 commit = json({"audit", "list", "--action", "TENANT_CREATE"}).object()["items"].toArray().first()["commit_no"].toInteger();
        QVERIFY(commit > 0);
        QVERIFY_OK(json({"tenant", "create", "initech", "--name", "Initech"}));
        QVERIFY_FAILS(json(QStringList{"restore", "--yes"}), 64, "VAL_005");
        QVERIFY_FAILS(json({"restore", "--commit", "99999", "--yes"}), 66, "NOT_FOUND_007");
        const Ran restored = json({"restore", "--commit", QString::number(commit), "--yes"});
        QVERIFY_OK(restored);
        QCOMPARE(restored.object()["restored_commit"].toInteger(), commit);
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 2);
        QVERIFY_OK(json({"backup", "undo", "--yes"}));
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 3);
        // The archive goes on over the restore, and reaches what lies before it.
        QVERIFY_OK(json({"restore", "--commit", QString::number(commit), "--yes"}));
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 2);
    }

    void restoresALostStore()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran made = json({"backup", "create"});
        QVERIFY_OK(made);
        QVERIFY(QFile::remove(m_home->filePath("data/control.db")));
        QVERIFY_FAILS(json({"tenant", "list"}), 66, "NOT_FOUND_008");
        QCOMPARE(json({"backup", "list"}).object()["items"].toArray().size(), 1);
        QVERIFY_OK(json({"backup", "restore", made.object()["path"].toString(), "--yes"}));
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 1);
    }

    void restoresIntoTheSameStoreOnlyUnlessToldOtherwise()
    {
        QVERIFY_OK(json({"tenant", "create", "acme", "--name", "Acme"}));
        const Ran made = json({"backup", "create", "--out", m_home->filePath("elsewhere")});
        QVERIFY_OK(made);
        const QString path = made.object()["path"].toString();
        QVERIFY(QFile::remove(m_home->filePath("data/control.db")));
        QVERIFY_FAILS(json({"backup", "restore", path, "--yes"}), 74, "BKP_007");
        QVERIFY_OK(json({"backup", "restore", path, "--yes", "--other-store"}));
        QCOMPARE(json({"tenant", "list"}).object()["items"].toArray().size(), 1);
    }

    void streamsSamples()
    {
        const Ran ran = json({"monitor", "--count", "3"});
        QVERIFY_OK(ran);
        const QList<QByteArray> lines = ran.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        for (const QByteArray &line : lines) {
            const QJsonObject sample = QJsonDocument::fromJson(line).object();
            QVERIFY2(!sample["source"].toString().isEmpty() && sample["values"].isObject(), line.constData());
        }
        // Since the first one ended nobody looked.
        QList<QByteArray> again = text({"monitor", "--count", "2"}).out.trimmed().split('\n');
        QVERIFY2(again.takeFirst().startsWith("# gap "), again.join('\n').constData());
        QCOMPARE(again.size(), 2);
    }

    void showsWhatWasMeasured()
    {
        const Ran known = json({"metrics", "list"});
        QVERIFY_OK(known);
        QSet<QString> names;
        for (const QJsonValue &item : known.object()["items"].toArray())
            names.insert(item["name"].toString());
        QVERIFY(names.contains("pg.commits") && names.contains("self.cpu"));
        QVERIFY(text({"metrics", "list"}).out.contains("pg_monitor"));
        QVERIFY_FAILS(json({"metrics", "show", "self", "self.cpu"}), 66, "NOT_FOUND_005"); // nothing was ever watched

        QVERIFY_OK(json({"monitor", "--count", "4"}));
        const Ran shown = json({"metrics", "show", "self", "self.rss_bytes", "none"});
        QVERIFY_OK(shown);
        QCOMPARE(shown.object()["step_ms"].toInt(), 1000);
        const QJsonArray points = shown.object()["lines"][0]["points"].toArray();
        QVERIFY2(!points.isEmpty() && points[0][1].toDouble() > 1e6, shown.out.constData());
        QVERIFY(shown.object()["lines"][1]["points"].toArray().isEmpty());
        const Ran csv = text({"metrics", "show", "self", "self.rss_bytes", "--from", "2h", "--csv"});
        QVERIFY_OK(csv);
        QVERIFY2(csv.out.startsWith("time,self.rss_bytes\r\n") || csv.out.startsWith("time,self.rss_bytes\n"), csv.out.constData());
        QCOMPARE(csv.out.count('\n'), points.size() + 1);
        QVERIFY(text({"metrics", "show", "self", "self.rss_bytes", "--agent", "ws://nobody:1"}).out.isEmpty());
        QVERIFY_FAILS(json({"metrics", "show", "self", "self.cpu", "--from", "1h", "--to", "2h"}), 65, "VAL_010");

        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(m_home->filePath("data/telemetry.db")).constData(), &handle), SQLITE_OK);
        const int put = sqlite3_exec(handle, "INSERT INTO gaps SELECT at, 1, '', 'agent_away', at - 5000 FROM samples LIMIT 1", nullptr, nullptr, nullptr);
        sqlite3_close(handle);
        QCOMPARE(put, SQLITE_OK);
        const Ran hatched = text({"metrics", "show", "self", "self.rss_bytes", "--csv"});
        QVERIFY2(hatched.out.contains("\n# gap ") && hatched.out.contains(" agent_away\n"), hatched.out.constData());
    }

    void stopsAtCtrlC()
    {
        auto process = start({"--json", "monitor"});
        QTRY_VERIFY_WITH_TIMEOUT(process->bytesAvailable() > 0, 20'000);
        QVERIFY(::kill(static_cast<pid_t>(process->processId()), SIGINT) == 0);
        const Ran ran = finish(*process);
        QVERIFY2(ran.status == 0, ran.both().constData()); // this is how it is meant to end
        QCOMPARE(ran.err, QByteArray());
    }

    void backsUpAServerAndGoesBack()
    {
        prepare(true);
        QVERIFY_OK(text({"tenant", "create", "first", "--name", "First"}));
        const Ran made = json({"backup", "create"});
        QVERIFY_OK(made);
        const QString path = made.object()["path"].toString();
        QVERIFY(QFile::exists(path + "/dump.pgc"));
        QVERIFY_OK(json({"backup", "verify", path}));
        const Ran proved = json({"backup", "prove", path});
        QVERIFY_OK(proved);
        QCOMPARE(proved.object()["state"].toString(), "proved");
        QVERIFY_OK(text({"tenant", "create", "second", "--name", "Second"}));

        // Offline, in a server of its own, while the real one does something else.
        QCOMPARE(slugsOf(bare({"--json", "--store", path, "tenant", "list"}).object()), QStringList{"first"});
        // Dump with now, and dump with dump.
        const auto verdict = [&](const QString &left, const QString &right) {
            const Ran compared = bare({"--json", "backup", "compare", left, right});
            return compared.out.isEmpty() ? compared.code() : compared.object()["verdict"].toString();
        };
        QCOMPARE(verdict(path, m_workspace.last()), QStringLiteral("different"));
        const Ran later = json({"backup", "create"});
        QCOMPARE(verdict(path, later.object()["path"].toString()), QStringLiteral("different"));
        QCOMPARE(verdict(path, path), QStringLiteral("same"));
        QVERIFY_OK(json({"backup", "restore", path, "--yes"}));
        QCOMPARE(slugsOf(json({"tenant", "list"}).object()), QStringList{"first"});
        QVERIFY_OK(json({"backup", "undo", "--yes"}));
        QCOMPARE(slugsOf(json({"tenant", "list"}).object()).size(), 2);
        QVERIFY_OK(json({"backup", "prune", "--dry-run"}));

        QVERIFY(m_postgres.createUser("onlooker", "pw", "IN ROLE plancia_admin"));
        const QString url = m_postgres.url("onlooker", QUrl(m_workspace.last()).path().mid(1));
        const Ran refused = bare({"--json", "--pg", url, "--password-stdin", "backup", "create"}, "pw\n");
        QCOMPARE(refused.status, 74);
        QCOMPARE(refused.code(), "BKP_011");
        QVERIFY(refused.problem()["detail"].toString().contains("GRANT plancia_backup TO \"onlooker\""));
    }

    void cancelsAHangingServer()
    {
        QTcpServer silent; // accepts and never answers
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto process = start({"--json", "--pg", QStringLiteral("postgresql://a@127.0.0.1:%1/x").arg(silent.serverPort()), "status"});
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 20'000);
        QVERIFY(::kill(static_cast<pid_t>(process->processId()), SIGINT) == 0);
        const Ran ran = finish(*process);
        QVERIFY2(ran.status == 130, ran.both().constData());
        QCOMPARE(ran.code(), "INTERNAL_003");
    }
};

QTEST_GUILESS_MAIN(TestPlanciactl)
#include "tst_planciactl.moc"
