// SPDX-License-Identifier: GPL-3.0-or-later
// Encrypted backups by the real programs, with a real key ring on a private bus.
#include "models/domain/recoveryphrase.h"
#include "tests/support/planciactl.h"
#include "tests/support/privatebus.h"
#include "tests/support/temporaryhome.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;

namespace {

const QByteArray kSecret = QByteArrayLiteral("Secretive Tenant GmbH");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesWith(const QString &folder, const QByteArray &bytes)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (const QString file = files.next(); contentOf(file).contains(bytes))
            found += file;
    return found;
}

} // namespace

class EncryptedBackupsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<QTemporaryDir> m_place;

    /// planciactl on the private bus; `input` is its standard input.
    Ran run(const QStringList &arguments, const QByteArray &input = {}, bool withBus = true) const
    {
        return runAs(QStringList{QStringLiteral("--json")} + arguments, input, withBus);
    }
    Ran runAs(const QStringList &arguments, const QByteArray &input = {}, bool withBus = true) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (withBus) {
            environment = m_bus->environment();
            for (const char *name : {"PLANCIA_HOME", "PLANCIA_BIN"})
                environment.insert(QLatin1String(name), qEnvironmentVariable(name));
        } else {
            environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
            environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        }
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments);
        process.write(input);
        process.closeWriteChannel();
        return finishProgram(process);
    }
    void startBus(PrivateBus::Ring ring)
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->start(ring), qPrintable(m_bus->error()));
    }
    /// A local store with a tenant, encryption on; gives the phrase.
    void turnOn(QString *phrase)
    {
        startBus(PrivateBus::Ring::Unlocked);
        QVERIFY2(run({"tenant", "create", "secretive", "--name", QString::fromLatin1(kSecret)}).status == 0, "no tenant");
        const Ran made = run({"backup", "key", "new"});
        QVERIFY2(made.status == 0, made.err.constData());
        *phrase = made.out["recovery_phrase"].toString();
        QVERIFY(keyOfPhrase(*phrase));
        const Ran set = run({"backup", "policy", "--encrypt", "on", "--second-place", m_place->path()});
        QVERIFY2(set.status == 0, set.err.constData());
        QVERIFY(set.out["encrypt"].toBool());
    }
    Ran backUp() const { return run({"backup", "create"}); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_place = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_bus.reset();
        m_home.reset();
    }

    void everyActWorksWithTheKeyRing()
    {
        QString phrase;
        turnOn(&phrase);
        const Ran made = backUp();
        QVERIFY2(made.status == 0, made.err.constData());
        QVERIFY(made.out["encrypted"].toBool());
        QVERIFY(made.out["second_place_at"].isString());
        const QString path = made.out["path"].toString(), copy = m_place->filePath(QFileInfo(path).fileName());
        for (const QString &which : {path, copy}) {
            const Ran verified = run({"backup", "verify", which});
            QVERIFY2(verified.status == 0 && verified.out["unopened"].isNull(), verified.err.constData());
        }
        QCOMPARE(run({"backup", "prove", "latest"}).status, 0);
        const Ran shown = run({"--store", path, "tenant", "list"});
        QVERIFY2(shown.status == 0, shown.err.constData());
        QCOMPARE(shown.out["items"].toArray().size(), 1);
        const QString csv = m_home->filePath("csv");
        QCOMPARE(run({"--store", path, "export", "csv", "--out", csv}).status, 0);
        QVERIFY(!filesWith(csv, kSecret).isEmpty());
        QCOMPARE(run({"tenant", "create", "another", "--name", "Another"}).status, 0);
        const Ran compared = run({"backup", "compare", path, "local"});
        QVERIFY2(compared.status == 0 || compared.status == 1, compared.err.constData());
        QVERIFY(compared.code().isEmpty());
        const Ran restored = run({"backup", "restore", copy, "--yes"});
        QVERIFY2(restored.status == 0, restored.err.constData());
        QCOMPARE(run({"tenant", "list"}).out["items"].toArray().size(), 1);
        // What a restore saved is encrypted as well.
        for (const QJsonValue &backup : run({"backup", "list"}).out["items"].toArray())
            QVERIFY2(backup.toObject()["encrypted"].toBool(), qPrintable(backup.toObject()["path"].toString()));
        QCOMPARE(filesWith(m_home->filePath("backups"), kSecret), QStringList());
        QCOMPARE(filesWith(m_place->path(), kSecret), QStringList());
        QCOMPARE(run({"backup", "delete", backUp().out["path"].toString()}).status, 0); // not the proved one
        QCOMPARE(run({"backup", "trash", "--empty"}).status, 0);
    }
    void theKeyAndThePhraseStandInNoFile()
    {
        QString phrase;
        turnOn(&phrase);
        QVERIFY(backUp().status == 0);
        QCOMPARE(run({"backup", "key", "show"}).out["recovery_phrase"].toString(), phrase);
        QCOMPARE(run({"bundle", "create", "--out", m_home->filePath("bundle")}).status, 0);
        QCOMPARE(run({"backup", "key", "import"}, phrase.left(40).toUtf8()).code(), QString("VAL_021"));
        const QByteArray key = *keyOfPhrase(phrase);
        QCOMPARE(filesWith(m_home->path(), key), QStringList());
        QCOMPARE(filesWith(m_home->path(), key.toHex()), QStringList());
        for (int i = 0; i + 9 <= phrase.size(); i += 5) // any two groups of it
            QCOMPARE(filesWith(m_home->path(), phrase.mid(i, 9).toUtf8()), QStringList());
        // That it was made and shown is in the trail.
        QVERIFY(!filesWith(m_home->path(), "phrase_shown").isEmpty());
    }
    void anotherMachineWantsThePhrase()
    {
        QString phrase;
        turnOn(&phrase);
        const Ran made = backUp();
        QCOMPARE(made.status, 0);
        const QString path = made.out["path"].toString();
        // Another home and another ring.
        const TemporaryHome other;
        startBus(PrivateBus::Ring::Unlocked);
        const Ran unopened = run({"backup", "verify", path});
        QVERIFY2(unopened.status == 0, unopened.err.constData());
        QCOMPARE(unopened.out["unopened"].toString(), QString("BKP_021"));
        QCOMPARE(run({"--store", path, "tenant", "list"}).code(), QString("BKP_021"));
        QCOMPARE(run({"backup", "prove", path}).code(), QString("BKP_021"));
        // Somebody's phrase opens what they made; that it encrypts what is made here is another thing, and nobody asked for it.
        const Ran foreign = run({"backup", "key", "import"}, phraseOfKey(QByteArray(32, 'k')).toUtf8() + '\n');
        QVERIFY2(foreign.status == 0, foreign.err.constData());
        QVERIFY(foreign.out["key_id"].isNull());
        QCOMPARE(foreign.out["key_ids"].toArray().size(), 1);
        QCOMPARE(run({"backup", "policy", "--encrypt", "on"}).code(), QString("BKP_021"));
        QCOMPARE(run({"backup", "key", "new"}).status, 0); // now it has a key, of its own
        QCOMPARE(run({"--store", path, "tenant", "list"}).code(), QString("BKP_008"));
        QString typo = phrase;
        typo[3] = typo[3] == 'A' ? 'B' : 'A';
        QCOMPARE(run({"backup", "key", "import"}, typo.toUtf8() + '\n').code(), QString("VAL_021"));
        const Ran entered = run({"backup", "key", "import"}, phrase.toLower().toUtf8() + '\n');
        QVERIFY2(entered.status == 0, entered.err.constData());
        QCOMPARE(entered.out["key_ids"].toArray().size(), 3);
        QVERIFY(entered.out["key_id"].toString() != made.out["key_id"].toString()); // new backups keep the key of their own
        QCOMPARE(run({"--store", path, "tenant", "list"}).out["items"].toArray().size(), 1);
        QCOMPARE(run({"backup", "prove", path}).status, 0);
    }
    void withoutAKeyRingThePhraseServesForOneRun()
    {
        QString phrase;
        turnOn(&phrase);
        QVERIFY(run({"backup", "policy", "--every", "hour"}).status == 0);
        const Ran refused = run({"backup", "create"}, {}, false);
        QCOMPARE(refused.code(), QString("BKP_021"));
        const Ran scheduled = run({"backup", "run"}, {}, false); // as a timer would
        QCOMPARE(scheduled.code(), QString("BKP_021"));
        QVERIFY(scheduled.status != 0);
        QCOMPARE(filesWith(m_home->filePath("backups"), kSecret), QStringList()); // and never in plain text
        QCOMPARE(run({"--recovery-phrase-stdin", "backup", "run"}, phrase.toUtf8() + '\n', false).status, 0);
        const Ran made = run({"--recovery-phrase-stdin", "backup", "create"}, phrase.toUtf8() + '\n', false);
        QVERIFY2(made.status == 0 && made.out["encrypted"].toBool(), made.err.constData());
        QCOMPARE(run({"--recovery-phrase-stdin", "backup", "prove", "latest"}, phrase.toUtf8() + '\n', false).status, 0);
        QCOMPARE(run({"backup", "prove", "latest"}, {}, false).code(), QString("BKP_021"));
    }
    void aLockedRingIsToldFromAMissingKey()
    {
        QString phrase;
        turnOn(&phrase);
        QCOMPARE(backUp().status, 0);
        QVERIFY(m_bus->lockRing());
        QCOMPARE(run({"backup", "create"}).code(), QString("CONFIG_004"));
        QCOMPARE(run({"backup", "prove", "latest"}).code(), QString("CONFIG_004"));
        const Ran verified = run({"backup", "verify", "latest"});
        QVERIFY2(verified.status == 0, verified.err.constData());
        QCOMPARE(verified.out["unopened"].toString(), QString("CONFIG_004"));
        const Ran locked = run({"backup", "key"});
        QCOMPARE(locked.out["where"].toString(), QString("nowhere"));
        // A new key that nothing keeps would be lost with the run, and with it every backup that is made with it.
        const Ran made = run({"backup", "key", "new"});
        QCOMPARE(made.code(), QString("CONFIG_004"));
        QVERIFY(!made.out.contains("recovery_phrase"));
        const QByteArray another = phraseOfKey(QByteArray(32, 'k')).toUtf8();
        QCOMPARE(run({"backup", "key", "import"}, another + '\n').code(), QString("CONFIG_004"));
        const Ran after = run({"backup", "key"});
        QCOMPARE(after.out["key_id"].toString(), locked.out["key_id"].toString());
        QCOMPARE(after.out["key_ids"].toArray().size(), 1);
    }
    void turningItOffAndChangingTheKeyLeaveOldOnesReadable()
    {
        QString phrase;
        turnOn(&phrase);
        const Ran first = backUp();
        QCOMPARE(run({"backup", "key", "new"}).status, 0);
        const Ran second = backUp();
        QVERIFY(second.out["key_id"].toString() != first.out["key_id"].toString());
        QCOMPARE(run({"backup", "policy", "--encrypt", "off"}).status, 0);
        const Ran third = backUp();
        QVERIFY(!third.out["encrypted"].toBool() && third.out["key_id"].isNull());
        // A plain one is restored as before; where backups are encrypted it is said that nothing shows who wrote it.
        const auto saysPlain = [&](const Ran &made) {
            const QStringList plan{"backup", "restore", made.out["path"].toString(), "--dry-run"};
            const Ran told = runAs(plan), counted = run(plan);
            const bool isPlain = told.err.contains("not encrypted");
            return told.status == 0 && counted.status == 0 && counted.out["not_encrypted_as_policy"].toBool() == isPlain && isPlain;
        };
        QVERIFY(!saysPlain(third));
        QCOMPARE(run({"backup", "policy", "--encrypt", "on"}).status, 0);
        QVERIFY(saysPlain(third));
        QVERIFY(!saysPlain(first));
        for (const Ran &made : {first, second, third})
            QCOMPARE(run({"backup", "prove", made.out["path"].toString()}).status, 0);
        QCOMPARE(run({"backup", "key", "status"}).out["key_ids"].toArray().size(), 2);
    }
    void encryptionIsNotTurnedOnWithoutAKey()
    {
        startBus(PrivateBus::Ring::Unlocked);
        const Ran refused = run({"backup", "policy", "--encrypt", "on"});
        QCOMPARE(refused.code(), QString("BKP_021"));
        QVERIFY(!run({"backup", "policy"}).out["encrypt"].toBool());
        QCOMPARE(run({"backup", "key"}).out["where"].toString(), QString("none"));
        QCOMPARE(run({"backup", "key", "show"}).code(), QString("BKP_021"));
        QCOMPARE(run({"backup", "key", "twist"}).code(), QString("VAL_011"));
        QCOMPARE(run({"backup", "key", "import"}).code(), QString("VAL_001"));
    }
    /// The base of the archive is a backup like any other: a moment is built through it.
    void momentsAreBuiltFromAnEncryptedBase()
    {
        QString phrase;
        turnOn(&phrase);
        QCOMPARE(run({"archive", "on"}).status, 0);
        QCOMPARE(run({"tenant", "create", "later", "--name", "Later"}).status, 0);
        QCOMPARE(run({"tenant", "create", "last", "--name", "Last"}).status, 0);
        // Each backup that is there is encrypted, the base with them.
        const QJsonArray backups = run({"backup", "list"}).out["items"].toArray();
        QVERIFY(!backups.isEmpty());
        bool hasBase = false;
        for (const QJsonValue &backup : backups) {
            QVERIFY2(backup.toObject()["encrypted"].toBool(), qPrintable(backup.toObject()["path"].toString()));
            hasBase = hasBase || backup.toObject()["kind"].toString() == QLatin1String("base");
        }
        QVERIFY(hasBase);
        QCOMPARE(filesWith(m_home->filePath("backups"), kSecret), QStringList());
        const QJsonArray moments = run({"archive", "moments"}).out["items"].toArray();
        QVERIFY(!moments.isEmpty());
        const qint64 commit = moments.first().toObject()["commit"].toInteger();
        const Ran shown = run({"--workspace", QStringLiteral("moment:local:%1").arg(commit), "tenant", "list"});
        QVERIFY2(shown.status == 0, shown.err.constData());
    }
};

QTEST_GUILESS_MAIN(EncryptedBackupsTest)
#include "tst_encryptedbackups.moc"
