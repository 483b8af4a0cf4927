// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/maintenance.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plancia;

/// Pure rules of maintenance: the list of checks, what is kept of a report, verdicts on query plans.
class TestMaintenanceRules : public QObject {
    Q_OBJECT
private slots:
    void everyCheckHasANameWordsAndARemedy()
    {
        QSet<QString> names;
        for (const CheckInfo &info : storeChecks()) {
            QVERIFY2(!names.contains(QString::fromLatin1(info.name)), info.name);
            names.insert(QString::fromLatin1(info.name));
            QVERIFY2(QString::fromUtf8(info.words).endsWith(u'.'), info.name);
            QVERIFY2(info.isRepairable || info.remedy, info.name);
        }
        for (const CheckInfo &info : serverChecks())
            QVERIFY2(info.isRule && names.contains(QString::fromLatin1(info.name)), info.name);
    }

    /// Each check stands in the table of the handbook, by its name or by how it begins ("audit-…"), and nothing else does.
    void theHandbookNamesEveryCheck()
    {
        QFile handbook(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/help/handbook.md"));
        QVERIFY2(handbook.open(QIODevice::ReadOnly), qPrintable(handbook.fileName()));
        const QString all = QString::fromUtf8(handbook.readAll());
        const QString section = all.section(QStringLiteral("\n## Maintenance\n"), 1).section(QStringLiteral("\n## "), 0, 0);
        static const QRegularExpression token(QStringLiteral("`([a-z-]+)(…?)`"));
        QHash<QString, bool> named; // whether a check is meant by it
        for (const QString &line : section.split(u'\n'))
            if (line.startsWith(u'|'))
                for (auto match = token.globalMatch(line.section(u'|', 1, 1)); match.hasNext();) {
                    const auto found = match.next();
                    named.insert(found.captured(1) + found.captured(2), false);
                }
        for (const CheckInfo &info : storeChecks()) {
            bool isThere = false;
            for (auto name = named.begin(); name != named.end(); ++name) {
                const QString check = QString::fromLatin1(info.name);
                const bool isMeant = name.key().endsWith(u'…') ? check.startsWith(name.key().chopped(1)) : check == name.key();
                *name = *name || isMeant;
                isThere = isThere || isMeant;
            }
            QVERIFY2(isThere, info.name);
        }
        QVERIFY2(!named.values().contains(false), qPrintable(named.key(false)));
    }

    void aReportIsKeptWithoutContentOfTheStore()
    {
        CheckReport report{.at = 5, .commitNo = 7, .historyId = QStringLiteral("h"), .results = {}};
        report.results.append({.name = QStringLiteral("tenants-status"), .state = CheckResult::State::Broken, .count = 2,
                               .samples = {QStringLiteral("acme")}, .durationMs = 3, .at = 5});
        const QByteArray json = toJson(report);
        QVERIFY(!json.contains("acme"));
        const CheckReport again = checkReportFromJson(json);
        QCOMPARE(again.at, 5);
        QCOMPARE(again.commitNo, 7);
        QCOMPARE(again.historyId, QStringLiteral("h"));
        QCOMPARE(again.results.size(), 1);
        QCOMPARE(again.results.first().count, 2);
        QCOMPARE(toString(again.results.first().state), QStringLiteral("broken"));
        for (const char *nonsense : {"", "x", "[]", "{\"results\":[{\"name\":\"a\",\"state\":\"new\"}]}"})
            QVERIFY(checkReportFromJson(nonsense).results.isEmpty());
    }

    void flagsWhatGrows_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<bool>("flagged");
        QTest::newRow("by key") << "SEARCH tenants USING PRIMARY KEY (id=?)" << false;
        QTest::newRow("in order of an index") << "SCAN tenants USING INDEX tenants_by_name" << false;
        QTest::newRow("covering") << "SCAN tenants USING COVERING INDEX tenants_by_name" << false;
        QTest::newRow("constant") << "SCAN CONSTANT ROW" << false;
        QTest::newRow("whole table") << "SCAN tenants" << true;
        QTest::newRow("sorts") << "USE TEMP B-TREE FOR ORDER BY" << true;
    }
    void flagsWhatGrows()
    {
        QFETCH(QString, step);
        QFETCH(bool, flagged);
        QCOMPARE(planFlags({step}, 1'000).size(), flagged ? 1 : 0);
        QVERIFY(planFlags({step}, 999).isEmpty());
    }

    void judges_data()
    {
        QTest::addColumn<double>("ms");
        QTest::addColumn<bool>("flagged");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("quick") << 0.1 << false << "PASS";
        QTest::newRow("just below half") << 0.499 << false << "PASS";
        QTest::newRow("near") << 0.5 << false << "WARN";
        QTest::newRow("grows") << 0.1 << true << "WARN";
        QTest::newRow("at the limit") << 1.0 << false << "FAIL";
        QTest::newRow("slow and grows") << 7.0 << true << "FAIL";
    }
    void judges()
    {
        QFETCH(double, ms);
        QFETCH(bool, flagged);
        QFETCH(QString, verdict);
        QueryProfile query;
        query.limitMs = limitMs(QueryProfile::Kind::Row);
        query.milliseconds = ms;
        if (flagged)
            query.flags = {QStringLiteral("SCAN tenants")};
        QCOMPARE(toString(verdictOf(query)), verdict);
    }
};

QTEST_GUILESS_MAIN(TestMaintenanceRules)
#include "tst_maintenance_rules.moc"
