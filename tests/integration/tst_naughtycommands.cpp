// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that can be an argument, by the real planciactl: what --json prints is what was typed, or the code with which it was
// refused, and a terminal is never given what it would obey.
#include "tests/support/naughtytexts.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QTest>

#include <algorithm>

using namespace plancia;
using namespace plancia::tests;

#define SAYS(actual, expected)                                                                                                                   \
    do {                                                                                                                                         \
        const QString a_ = (actual), e_ = (expected);                                                                                            \
        QVERIFY2(a_ == e_, qPrintable(QString::fromUtf8(naughty.name()) + QStringLiteral(": “%1”, expected “%2”").arg(a_.left(80), e_.left(80)))); \
    } while (false)

namespace {

/// A member of what was made, or why it was not.
QString saidBy(const Ran &ran, const char *member) { return ran.status == 0 ? ran.out[QLatin1String(member)].toString() : ran.code(); }

/// What a terminal obeys: controls but the end of a line, and turned directions.
bool isHarmless(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u < 0x20 && u != u'\n') || (u >= 0x7f && u < 0xa0) || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    });
}

struct Plain {
    QByteArray out, err;
};
Plain plainly(const QStringList &arguments)
{
    auto process = startProgram(QStringLiteral("planciactl"), arguments);
    if (!process->waitForFinished(kProgramMs))
        process->kill();
    return {process->readAllStandardOutput(), process->readAllStandardError()};
}

} // namespace

/// Each text to each command would be four thousand runs. By turns each is given to one field and to one command that takes no such
/// word: every command meets some of every kind. PLANCIA_NAUGHTY=all: each to all.
class NaughtyCommandsTest : public QObject {
    Q_OBJECT
    TemporaryHome m_home;
    QList<NaughtyText> m_texts; ///< that fit into an argument

    QList<NaughtyText> texts(int turn, int turns) const
    {
        if (qEnvironmentVariable("PLANCIA_NAUGHTY") == u"all")
            return m_texts;
        QList<NaughtyText> theirs;
        for (qsizetype n = turn; n < m_texts.size(); n += turns)
            theirs.append(m_texts[n]);
        return theirs;
    }
    enum Field { Name, Notes, Reason, Person, Key, Endpoint, Fields };

private slots:
    void initTestCase()
    {
        for (const NaughtyText &naughty : naughtyTexts())
            if (naughty.fitsInArguments())
                m_texts.append(naughty);
        QVERIFY(m_texts.size() > 240);
        QCOMPARE(ctl({"tenant", "create", "acme", "--name", "Acme"}).status, 0);
        QCOMPARE(ctl({"user", "invite", "acme", "anna@example.com"}).status, 0);
    }

    void whatIsTypedIsPrinted()
    {
        int n = 0;
        QHash<QString, QString> expected{{QStringLiteral("acme"), QStringLiteral("Acme")}};
        for (const NaughtyText &naughty : texts(Name, Fields)) {
            const QString slug = QStringLiteral("n%1").arg(++n), code = refusedWith(naughty, kMaxTenantName, Lines::One, "VAL_001");
            const Ran made = ctl({"tenant", "create", slug, "--name", naughty.text});
            SAYS(saidBy(made, "name"), code.isEmpty() ? naughty.text : code);
            QVERIFY2(isHarmless(made.err), naughty.name().constData());
            if (code.isEmpty())
                expected.insert(slug, naughty.text);
        }
        // The same once more, as the lists print it.
        QHash<QString, QString> names;
        const Ran listed = ctl({"tenant", "list", "--limit", "1000"});
        for (const QJsonValue &one : listed.out["items"].toArray())
            names.insert(one["slug"].toString(), one["name"].toString());
        QCOMPARE(names, expected);
        const Plain table = plainly({"tenant", "list", "--limit", "1000"}), acts = plainly({"audit", "list", "--limit", "1000"});
        QVERIFY(isHarmless(table.out) && isHarmless(acts.out));
        QCOMPARE(table.out.count('\n'), names.size() + 1); // a line each
    }

    void notesArePrintedAsTheyWereTyped()
    {
        for (const NaughtyText &naughty : texts(Notes, Fields)) {
            const QString code = refusedWith(naughty, kMaxTenantNotes, Lines::Many);
            SAYS(saidBy(ctl({"tenant", "update", "acme", "--notes", naughty.text}), "notes"), code.isEmpty() ? naughty.text : code);
        }
    }

    void reasonsArePrintedAsTheyWereTyped()
    {
        bool isActive = true;
        for (const NaughtyText &naughty : texts(Reason, Fields)) {
            const QString code = refusedWith(naughty, kMaxReason, Lines::Many, "VAL_009");
            const Ran changed = ctl({"tenant", isActive ? "suspend" : "activate", "acme", "--reason", naughty.text});
            isActive = isActive != (changed.status == 0);
            SAYS(saidBy(changed, "status_reason"), code.isEmpty() ? naughty.text : code);
            if (code.isEmpty())
                SAYS(ctl({"audit", "list", "--limit", "1"}).out["items"].toArray().at(0)["reason"].toString(), naughty.text);
        }
    }

    void peopleKeysAndLimitsToo()
    {
        int n = 0;
        for (const NaughtyText &naughty : texts(Person, Fields)) {
            const QString code = refusedWith(naughty, kMaxUserName, Lines::One);
            const Ran made = ctl({"user", "invite", "acme", QStringLiteral("n%1@example.com").arg(++n), "--name", naughty.text});
            SAYS(saidBy(made, "name"), code.isEmpty() ? naughty.text : code);
        }
        for (const NaughtyText &naughty : texts(Key, Fields)) {
            const QString code = refusedWith(naughty, kMaxApiKeyName, Lines::One, "VAL_001");
            SAYS(saidBy(ctl({"key", "create", "acme", "--name", naughty.text}), "name"), code.isEmpty() ? naughty.text : code);
        }
        for (const NaughtyText &naughty : texts(Endpoint, Fields)) {
            const QString code = refusedWith(naughty, kMaxLimitEndpoint, Lines::One);
            const Ran set = ctl({"tenant", "limit", "set", "acme", "requests_hour", "7", "--per", "tenant", "--endpoint", naughty.text});
            SAYS(saidBy(set, "endpoint"), code.isEmpty() ? naughty.text : code);
            if (set.status == 0)
                QCOMPARE(ctl({"tenant", "limit", "remove", "acme", "requests_hour", "--per", "tenant", "--endpoint", naughty.text}).status, 0);
        }
    }

    /// What is none of a command's words, where one is expected: an error with its code, and nothing that a terminal obeys.
    void wordsThatAreNoneAreRefused()
    {
        const auto calls = [](const QString &text) {
            return QList<QStringList>{{"tenant", "show", "--", text},           {"tenant", "list", "--status", text + u'~'}, {"tenant", "list", "--after", text + u'~'},
                                      {"key", "create", "acme", "--name", "x", "--env", text + u'~'}, {"key", "show", "--", text},  {"audit", "list", "--since", text + u'~'}};
        };
        const int turns = int(calls({}).size()) + 1;
        for (int turn = 0; turn < turns - 1; ++turn)
            for (const NaughtyText &naughty : texts(turn, turns)) {
                const QStringList call = calls(naughty.text)[turn];
                const Ran ran = ctl(call);
                QVERIFY2(ran.status > 0 && !ran.code().isEmpty(), (naughty.name() + ' ' + call.join(u' ').toUtf8() + ' ' + ran.err).constData());
                QVERIFY2(isHarmless(ran.err), naughty.name().constData());
            }
        for (const NaughtyText &naughty : texts(turns - 1, turns))
            QVERIFY2(isHarmless(plainly({"tenant", "show", "--", naughty.text}).err), naughty.name().constData());
    }
};

QTEST_GUILESS_MAIN(NaughtyCommandsTest)
#include "tst_naughtycommands.moc"
