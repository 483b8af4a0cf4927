// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/backup.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plancia;

namespace {
BackupManifest sample()
{
    BackupManifest m;
    m.file = "store.db";
    m.sha256 = QString(64, 'a');
    m.bytes = 30'140'817 * qint64(4096);
    m.pageSize = 4096;
    m.schemaSha256 = QString(64, 'b');
    m.note = "before the visit";
    m.storeId = "0190c0de-0000-7000-8000-000000000001";
    m.historyId = "0190c0de-0000-7000-8000-000000000002";
    m.commitNo = 42;
    m.schemaVersion = 3;
    m.rows = {{"tenants", 12}, {"audit_log", 1'000'000}};
    m.startedAt = 1'769'867'100'123;
    m.finishedAt = 1'769'867'101'456;
    m.clock = {m.startedAt, 7'000'000, "5f6f2a3e-0000-4000-8000-000000000000"};
    m.kind = "manual";
    m.appVersion = "0.1.0";
    m.sqliteVersion = "3.40.1";
    return m;
}
} // namespace

class tst_BackupManifest : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsWritten()
    {
        const auto back = backupManifestFromJson(toJson(sample()));
        QVERIFY(back.has_value());
        QCOMPARE(back->rows, sample().rows);
        QVERIFY(*back == sample());
        BackupManifest first = sample();
        first.version = 1;
        first.file = "plancia-1a2b3c4d-20260131T134500Z-c42.db";
        first.pageSize = 0;
        first.schemaSha256 = first.note = QString();
        first.clock = {first.startedAt, 0, {}};
        QVERIFY(backupManifestFromJson(toJson(first)).value() == first);
        BackupManifest dump = sample();
        dump.engine = "postgres";
        dump.file = "dump.pgc";
        dump.pageSize = 0;
        dump.serverVersion = "15.18";
        dump.wholeDatabase = true;
        QVERIFY(backupManifestFromJson(toJson(dump)).value() == dump);
    }
    void refusesWhatIsNoManifest_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("object") << QByteArray("{}");
        QTest::newRow("long") << QByteArray(2'000'000, ' ');
        QTest::newRow("cut") << toJson(sample()).chopped(20);
        const auto with = [](const char *key, const QJsonValue &value) {
            QJsonObject o = QJsonDocument::fromJson(toJson(sample())).object();
            value.isUndefined() ? o.remove(QLatin1String(key)) : void(o.insert(QLatin1String(key), value));
            return QJsonDocument(o).toJson();
        };
        QTest::newRow("version 3") << with("version", 3);
        QTest::newRow("path as file") << with("file", "../x.db");
        QTest::newRow("hidden file") << with("file", ".x.db");
        QTest::newRow("no file") << with("file", QJsonValue::Undefined);
        QTest::newRow("short hash") << with("pages_sha256", "abc");
        QTest::newRow("upper-case hash") << with("pages_sha256", QString(64, 'A'));
        QTest::newRow("hash and newline") << with("pages_sha256", QString(64, 'a') + '\n');
        QTest::newRow("negative bytes") << with("bytes", -1);
        QTest::newRow("huge bytes") << with("bytes", 1e300);
        QTest::newRow("text bytes") << with("bytes", "12");
        QTest::newRow("broken commit") << with("commit", 1.5);
        QTest::newRow("no store") << with("store_id", "me");
        QTest::newRow("no rows") << with("rows", QJsonValue::Undefined);
        QTest::newRow("changed kind") << with("kind", "scheduled");
        QTest::newRow("without its check") << with("manifest_sha256", QJsonValue::Undefined);
        QTest::newRow("odd page size") << with("page_size", 1000);
        QTest::newRow("no page size") << with("page_size", 0);
        QTest::newRow("half a page") << with("bytes", 4097);
        QTest::newRow("no fingerprint") << with("schema_sha256", "x");
        QTest::newRow("other engine") << with("engine", "mysql");
        QTest::newRow("rows of text") << with("rows", QJsonObject{{"tenants", "x"}});
    }
    void refusesWhatIsNoManifest()
    {
        QFETCH(QByteArray, json);
        const auto back = backupManifestFromJson(json);
        QVERIFY(!back);
        QCOMPARE(back.error().code(), ErrorCode::BackupManifest);
        QVERIFY(!back.error().fact(u"message").isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_BackupManifest)
#include "tst_backupmanifest.moc"
