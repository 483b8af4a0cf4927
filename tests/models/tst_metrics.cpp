// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/metric.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace plancia;

/// The handbook and the table of metrics say the same.
class TestMetrics : public QObject {
    Q_OBJECT
private:
    struct Row {
        QString unit, each, from, needs;
    };
    QHash<QString, Row> m_handbook; ///< by name
    QStringList m_order;

    static QString needsText(Metric::Needs needs)
    {
        switch (needs) {
        case Metric::Needs::Monitor:
            return QStringLiteral("`pg_monitor`");
        case Metric::Needs::Statements:
            return QStringLiteral("`pg_stat_statements`");
        case Metric::Needs::Primary:
            return QStringLiteral("no standby");
        case Metric::Needs::Standby:
            return QStringLiteral("a standby");
        case Metric::Needs::Nothing:
            break;
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        QFile file(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/help/handbook.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression row(QStringLiteral("^\\| `((?:pg|self|store|target)\\.[^`]+)` \\|(.*)\\|$"));
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            const auto match = row.match(line);
            if (!match.hasMatch())
                continue;
            QStringList cells = match.captured(2).split(u'|');
            for (QString &cell : cells)
                cell = cell.trimmed();
            QVERIFY2(!m_handbook.contains(match.captured(1)), qPrintable(line));
            QVERIFY2(!cells.last().isEmpty(), qPrintable(line));
            m_order.append(match.captured(1));
            m_handbook.insert(match.captured(1), cells.size() == 5 ? Row{cells[0], cells[1], cells[2], cells[3]} : Row{cells.value(0), {}, {}, {}});
        }
    }

    void handbookNamesEachInItsOrder()
    {
        QStringList names;
        for (const Metric &metric : metrics())
            names.append(QString::fromLatin1(metric.name));
        QCOMPARE(m_order, names);
        QCOMPARE(QStringList(names).removeDuplicates(), 0);
    }

    void handbookSaysWhatTheTableSays()
    {
        for (const Metric &metric : metrics()) {
            const Row row = m_handbook.value(QString::fromLatin1(metric.name));
            QVERIFY2(row.unit == unitOf(metric.quantity), metric.name);
            if (metric.of != Metric::Of::Postgres)
                continue;
            const QString each = metric.every == Metric::EverySecond ? QStringLiteral("second")
                : metric.every == Metric::EveryTen                   ? QStringLiteral("10 s")
                                                                     : QStringLiteral("minute");
            QVERIFY2(row.each == each, metric.name);
            const QString from = metric.until < 99 ? QStringLiteral("%1 to %2").arg(metric.since).arg(metric.until) : QString::number(metric.since);
            QVERIFY2(row.from == from, metric.name);
            QVERIFY2(row.needs == needsText(metric.needs), metric.name);
        }
    }

    void eachIsFoundByItsName()
    {
        for (const Metric &metric : metrics())
            QCOMPARE(metricByName(QString::fromLatin1(metric.name)), &metric);
        QVERIFY(!metricByName(QStringLiteral("pg.nothing")));
        QCOMPARE(metricLabel(QStringLiteral("pg.nothing")), QStringLiteral("pg.nothing"));
        QCOMPARE(metricLabel(QStringLiteral("pg.wal.bytes")), QStringLiteral("log written"));
    }

    void grantsQuoteTheRole()
    {
        QCOMPARE(grantFor(Metric::Needs::Monitor, QStringLiteral("a\"b")), QStringLiteral("GRANT pg_monitor TO \"a\"\"b\";"));
        QVERIFY(grantFor(Metric::Needs::Standby, QStringLiteral("a")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
