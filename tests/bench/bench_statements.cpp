// SPDX-License-Identifier: GPL-3.0-or-later
// A report over one day of statements: 1,440 looks of 200 rows each from a real file, beside an anchor of the same run: the same sum
// made in memory, of figures that lie in one array.
// bench_statements [LOOKS]
#include "app/monitoring/service/telemetrystore.h"
#include "app/store/localstore.h"
#include "models/base/clock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr qint64 kStart = 1'795'182'180'000;
constexpr qint64 kMinute = 60'000;
constexpr int kRounds = 15;
constexpr int kStatements = 1'000; ///< that the rows are of

double median(std::vector<double> ms)
{
    std::ranges::sort(ms);
    return ms[ms.size() / 2];
}

template <typename Work>
double measure(Work work)
{
    std::vector<double> ms;
    for (int i = 0; i < kRounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return median(std::move(ms));
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const int looks = argc > 1 ? QByteArray(argv[1]).toInt() : 1'440;
    QTemporaryDir folder;
    store::LocalStore::Options options;
    options.path = folder.filePath(QStringLiteral("telemetry.db"));
    options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
    options.createIfMissing = true;
    auto opened = store::LocalStore::open(options);
    if (!opened)
        qFatal("no store");
    const SystemClock clock;
    TelemetryStore::Limits limits;
    limits.keepMs = 400LL * 365 * 86'400'000;
    TelemetryStore telemetry(**opened, limits, clock);
    QRandomGenerator random(1);
    struct Placed {
        int statement;
        StatementFigures figures;
    };
    std::vector<Placed> all;
    double writeMs = 0;
    for (int i = 1; i <= looks; ++i) {
        StatementsLook look{i, kStart + (i - 1) * kMinute, kStart + i * kMinute, QStringLiteral("pg:main"), {}, {}, 100, 0};
        look.others.calls = 100;
        const int first = random.bounded(kStatements);
        for (int k = 0; k < StatementsLook::kMaxRows; ++k) {
            const int statement = (first + k) % kStatements;
            StatementRow row;
            row.id = QString::number(1'000'000'007LL * (statement + 1));
            row.user = QStringLiteral("api");
            row.database = QStringLiteral("tenant_%1").arg(statement % 20);
            row.text = QStringLiteral("SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer WHERE o.tenant = $1 AND o.state_%1 = $2").arg(statement);
            row.figures = {double(random.bounded(500)), double(random.bounded(50'000)), 60'000.0 / (k + 1), 0, double(random.bounded(90'000)),
                           double(random.bounded(900)), 0, 0, 0, double(random.bounded(100'000))};
            all.push_back({statement, row.figures});
            look.rows.append(row);
        }
        telemetry.append(QStringLiteral("a"), {{}, {}, {}, {look}}, {QStringLiteral("e"), i, look.at});
        QElapsedTimer timer;
        timer.start();
        telemetry.flush().waitForFinished();
        writeMs += static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    const StatementsQuery query{QStringLiteral("pg:main"), kStart, kStart + looks * kMinute};
    qsizetype rows = 0;
    const double report = measure([&] {
        auto asked = telemetry.statements(QStringLiteral("a"), query, {});
        asked.waitForFinished();
        rows = asked.result()->rows.size();
    });
    double total = 0;
    const double anchor = measure([&] {
        QHash<int, StatementFigures> sums;
        for (const Placed &placed : all)
            sums[placed.statement] += placed.figures;
        total += sums.value(0).calls;
    });
    out << looks << " looks of " << StatementsLook::kMaxRows << " rows: " << rows << " statements; " << (QFileInfo(options.path).size() >> 10) / looks << " KiB a look\n"
        << "a write               mean " << QString::number(writeMs / looks, 'f', 2) << " ms\n"
        << "anchor: sum in memory p50  " << QString::number(anchor, 'f', 2) << " ms\n"
        << "a report              p50  " << QString::number(report, 'f', 2) << " ms  " << QString::number(report / anchor, 'f', 1) << " x its anchor\n";
    return total < 0 ? 1 : 0;
}
