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
    m.file = "plancia-1a2b3c4d-20260131T134500Z-c42.db";
    m.sha256 = QString(64, 'a');
    m.bytes = 123'456'789'012;
    m.storeId = "0190c0de-0000-7000-8000-000000000001";
    m.historyId = "0190c0de-0000-7000-8000-000000000002";
    m.commitNo = 42;
    m.schemaVersion = 3;
    m.rows = {{"tenants", 12}, {"audit_log", 1'000'000}};
    m.startedAt = 1'769'867'100'123;
    m.finishedAt = 1'769'867'101'456;
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
        QTest::newRow("version 2") << with("version", 2);
        QTest::newRow("path as file") << with("file", "../x.db");
        QTest::newRow("hidden file") << with("file", ".x.db");
        QTest::newRow("no file") << with("file", QJsonValue::Undefined);
        QTest::newRow("short hash") << with("sha256", "abc");
        QTest::newRow("upper-case hash") << with("sha256", QString(64, 'A'));
        QTest::newRow("hash and newline") << with("sha256", QString(64, 'a') + '\n');
        QTest::newRow("negative bytes") << with("bytes", -1);
        QTest::newRow("huge bytes") << with("bytes", 1e300);
        QTest::newRow("text bytes") << with("bytes", "12");
        QTest::newRow("broken commit") << with("commit", 1.5);
        QTest::newRow("no store") << with("store_id", "me");
        QTest::newRow("no rows") << with("rows", QJsonValue::Undefined);
        QTest::newRow("changed kind") << with("kind", "scheduled");
        QTest::newRow("without its check") << with("manifest_sha256", QJsonValue::Undefined);
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
