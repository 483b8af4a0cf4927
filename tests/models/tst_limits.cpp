// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/limitforecast.h"

#include <QDateTime>
#include <QTest>

using namespace plancia;
using State = LimitForecast::State;

namespace {
constexpr qint64 kDay = 86'400'000;
/// Noon of a day in the middle of a month of 31 days.
const qint64 kNow = QDateTime(QDate(2026, 7, 15), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();
const qint64 kToday = kNow / kDay * kDay;

/// The days before today, oldest first.
QList<DayFigure> lastDays(const QList<qint64> &values)
{
    QList<DayFigure> days;
    for (qsizetype i = 0; i < values.size(); ++i)
        days.append({kToday - (values.size() - i) * kDay, values[i]});
    return days;
}
} // namespace

/// Limits without any store.
class LimitsTest : public QObject {
    Q_OBJECT
private slots:
    void wordsGoBothWays()
    {
        for (const LimitKind kind : limitKinds()) {
            QCOMPARE(limitKindFromString(toString(kind)), std::optional(kind));
            QVERIFY(!scopesOf(kind).isEmpty());
        }
        QCOMPARE(limitKinds().size(), 9);
        for (const LimitScope scope : {LimitScope::Key, LimitScope::Tenant, LimitScope::Address})
            QCOMPARE(limitScopeFromString(toString(scope)), std::optional(scope));
        QVERIFY(!limitKindFromString(u"chairs") && !limitScopeFromString(u""));
        QCOMPARE(toString(LimitKey{LimitKind::RequestsPerHour, LimitScope::Key, QStringLiteral("/v1/a")}), QStringLiteral("requests_hour key /v1/a"));
        QCOMPARE(toString(LimitKey{LimitKind::Seats, LimitScope::Tenant}), QStringLiteral("seats"));
    }

    void amountsAreReadAndWritten_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("amount"); // -1: none
        QTest::addColumn<QString>("again");
        const auto row = [](LimitKind kind, const QString &typed, qint64 amount, const QString &again = {}) {
            QTest::newRow(qPrintable(toString(kind) + u' ' + typed)) << static_cast<int>(kind) << typed << amount << again;
        };
        row(LimitKind::Seats, QStringLiteral("25"), 25, QStringLiteral("25"));
        row(LimitKind::Seats, QStringLiteral(" 1 200 "), 1'200, QStringLiteral("1200"));
        row(LimitKind::Seats, QStringLiteral("1\u2009200"), 1'200, QStringLiteral("1200"));
        row(LimitKind::Seats, QStringLiteral("2.5"), -1);
        row(LimitKind::Seats, QStringLiteral("-2"), -1);
        row(LimitKind::Seats, QStringLiteral(""), -1);
        row(LimitKind::Seats, QStringLiteral("٣"), -1); // digits of other scripts
        row(LimitKind::Seats, QStringLiteral("99999999999999999"), -1);
        row(LimitKind::CostPerMonth, QStringLiteral("250"), 250'000'000, QStringLiteral("250.00"));
        row(LimitKind::CostPerMonth, QStringLiteral("12,5"), 12'500'000, QStringLiteral("12.50"));
        row(LimitKind::CostPerDay, QStringLiteral("0.000001"), 1, QStringLiteral("0.000001"));
        row(LimitKind::CostPerDay, QStringLiteral("0.0000001"), -1);
        row(LimitKind::CostPerDay, QStringLiteral("1."), -1);
        row(LimitKind::CostPerDay, QStringLiteral("1.2.3"), -1);
        row(LimitKind::Storage, QStringLiteral("50GiB"), qint64(50) << 30, QStringLiteral("50 GiB"));
        row(LimitKind::Storage, QStringLiteral("1.5 tib"), qint64(3) << 39, QStringLiteral("1536 GiB"));
        row(LimitKind::Storage, QStringLiteral("2 GB"), 2'000'000'000, QStringLiteral("2 GB"));
        row(LimitKind::Storage, QStringLiteral("1001"), 1'001, QStringLiteral("1001"));
        row(LimitKind::Storage, QStringLiteral("1.5"), -1);
        row(LimitKind::Storage, QStringLiteral("9999999 TiB"), -1);
        row(LimitKind::Storage, QStringLiteral("GiB"), -1);
        // A thousand and a half to some, one and a half to others.
        row(LimitKind::Storage, QStringLiteral("1,500 GB"), -1);
        row(LimitKind::CostPerMonth, QStringLiteral("1,250"), -1);
    }
    void amountsAreReadAndWritten()
    {
        QFETCH(int, kind);
        QFETCH(QString, typed);
        QFETCH(qint64, amount);
        QFETCH(QString, again);
        const auto read = limitAmountFromText(static_cast<LimitKind>(kind), typed);
        QCOMPARE(read.value_or(-1), amount);
        if (!read)
            return;
        QCOMPARE(limitAmountText(static_cast<LimitKind>(kind), *read), again);
        QCOMPARE(limitAmountFromText(static_cast<LimitKind>(kind), again), read);
    }

    void onlyWhatCanBeCountedIsALimit()
    {
        const auto faults = [](const LimitKey &key, qint64 amount) {
            QStringList fields;
            for (const FieldError &fault : validate(key, amount))
                fields.append(fault.field);
            return fields.join(u' ');
        };
        QCOMPARE(faults({LimitKind::RequestsPerMinute, LimitScope::Key}, 1), QString());
        QCOMPARE(faults({LimitKind::RequestsPerMinute, LimitScope::Address, QStringLiteral("/a")}, kMaxTenantLimitAmount), QString());
        QCOMPARE(faults({LimitKind::CostPerMinute, LimitScope::Address}, 1), QStringLiteral("scope"));
        QCOMPARE(faults({LimitKind::Seats, LimitScope::Key}, 1), QStringLiteral("scope"));
        QCOMPARE(faults({LimitKind::Seats, LimitScope::Tenant, QStringLiteral("/a")}, 1), QStringLiteral("endpoint"));
        QCOMPARE(faults({LimitKind::RequestsPerDay, LimitScope::Key, QString(201, u'a')}, 1), QStringLiteral("endpoint"));
        QCOMPARE(faults({LimitKind::RequestsPerDay, LimitScope::Key, QStringLiteral("/a\n")}, 1), QStringLiteral("endpoint"));
        QCOMPARE(faults({LimitKind::Seats, LimitScope::Tenant}, 0), QStringLiteral("amount"));
        QCOMPARE(faults({LimitKind::Seats, LimitScope::Tenant}, kMaxTenantLimitAmount + 1), QStringLiteral("amount"));
    }

    void aRowOfItsOwnTakesThePlaceOfADefault()
    {
        QCOMPARE(limitsInForce({}).size(), 2);
        QCOMPARE(limitsInForce({})[0].amount, 100);
        QCOMPARE(limitsInForce({})[1].amount, 10);
        const TenantLimit seats{{LimitKind::Seats, LimitScope::Tenant}, 5, false, 1, 1}, minute{{LimitKind::RequestsPerMinute, LimitScope::Key}, 7, false, 1, 3},
            endpoint{{LimitKind::RequestsPerMinute, LimitScope::Key, QStringLiteral("/a")}, 8, false, 1, 1};
        const QList<TenantLimit> all = limitsInForce({seats, endpoint, minute});
        QCOMPARE(all.size(), 4);
        QVERIFY(all[0] == minute && all[1] == endpoint && all[2].isDefault && all[3] == seats); // one of an endpoint replaces nothing
    }

    void daysWithoutACallAreFilled()
    {
        const QList<DayFigure> figures{{kToday - 4 * kDay, 5}, {kToday - 2 * kDay, 7}, {kToday, 99}};
        QVERIFY((wholeDays(figures, kNow, 0) == QList<DayFigure>{{kToday - 4 * kDay, 5}, {kToday - 3 * kDay, 0}, {kToday - 2 * kDay, 7}, {kToday - kDay, 0}}));
        QVERIFY((wholeDays(figures, kNow, std::nullopt) == QList<DayFigure>{{kToday - 4 * kDay, 5}, {kToday - 3 * kDay, 5}, {kToday - 2 * kDay, 7}, {kToday - kDay, 7}}));
        QVERIFY(wholeDays({}, kNow, 0).isEmpty());
        QVERIFY(wholeDays({{kToday, 3}}, kNow, 0).isEmpty()); // today is not over
        QCOMPARE(wholeDays({{kToday - 90 * kDay, 3}}, kNow, std::nullopt).size(), kForecastDays);
        QCOMPARE(wholeDays({{kToday - 90 * kDay, 3}}, kNow, std::nullopt).first().value, 3);
    }

    void aStraightLineMeetsItsLimit()
    {
        // 10 more a day: 70 yesterday, 100 in three days from then.
        const auto found = forecastTrend(lastDays({10, 20, 30, 40, 50, 60, 70}), 65, 100, kNow);
        QCOMPARE(toString(found.state), toString(State::OnDay));
        QCOMPARE(found.at, kToday + 2 * kDay);
    }
    void scatteredDaysGiveTheLineOfLeastSquares()
    {
        // Computed by hand: slope 1, mean 14 at the middle day; 20 is met six days after it.
        const auto found = forecastTrend(lastDays({12, 10, 14, 14, 14, 18, 16}), 3, 20, kNow);
        QCOMPARE(toString(found.state), toString(State::OnDay));
        QVERIFY(std::abs(found.at - (kToday - 4 * kDay + 6 * kDay)) < 1'000);
    }
    void otherAnswers_data()
    {
        QTest::addColumn<QList<qint64>>("days");
        QTest::addColumn<qint64>("used");
        QTest::addColumn<QString>("state");
        QTest::newRow("reached, also without any day") << QList<qint64>{} << qint64(100) << toString(State::Reached);
        QTest::newRow("six days") << QList<qint64>{1, 2, 3, 4, 5, 6} << qint64(1) << toString(State::NotEnoughData);
        QTest::newRow("level") << QList<qint64>{5, 5, 5, 5, 5, 5, 5} << qint64(5) << toString(State::NotWithinAYear);
        QTest::newRow("falling") << QList<qint64>{90, 80, 70, 60, 50, 40, 30} << qint64(30) << toString(State::NotWithinAYear);
        QTest::newRow("slowly") << QList<qint64>{1, 1, 1, 1, 1, 1, 2} << qint64(2) << toString(State::NotWithinAYear);
        QTest::newRow("no call at all") << QList<qint64>{0, 0, 0, 0, 0, 0, 0} << qint64(0) << toString(State::NotWithinAYear);
    }
    void otherAnswers()
    {
        QFETCH(QList<qint64>, days);
        QFETCH(qint64, used);
        QFETCH(QString, state);
        QCOMPARE(toString(forecastTrend(lastDays(days), used, 100, kNow).state), state);
    }
    void aLineThatIsOverTheLimitMeansNow()
    {
        const auto found = forecastTrend(lastDays({100, 110, 120, 130, 140, 150, 160}), 3, 90, kNow);
        QCOMPARE(toString(found.state), toString(State::OnDay));
        QCOMPARE(found.at, kNow);
    }

    void aMonthIsSpentByTheMean()
    {
        // 10 a day; 50 are left: in five days. At noon of the 15th, 16.5 days are left in July.
        const auto found = forecastMonth(lastDays({5, 15, 10, 5, 15, 10, 10}), 150, 200, kNow);
        QCOMPARE(toString(found.state), toString(State::OnDay));
        QCOMPARE(found.at, kNow + 5 * kDay);
        QCOMPARE(toString(forecastMonth(lastDays({10, 10, 10, 10, 10, 10, 10}), 150, 314, kNow).state), toString(State::OnDay));
        QCOMPARE(toString(forecastMonth(lastDays({10, 10, 10, 10, 10, 10, 10}), 150, 315, kNow).state), toString(State::NotThisMonth));
        QCOMPARE(toString(forecastMonth(lastDays({0, 0, 0, 0, 0, 0, 0}), 0, 5, kNow).state), toString(State::NotThisMonth));
        QCOMPARE(toString(forecastMonth(lastDays({10}), 0, 5, kNow).state), toString(State::NotEnoughData));
        QCOMPARE(toString(forecastMonth({}, 5, 5, kNow).state), toString(State::Reached));
        QCOMPARE(nextMonthStart(QDateTime(QDate(2026, 12, 31), QTime(23, 59), Qt::UTC).toMSecsSinceEpoch()),
                 QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch());
        QCOMPARE(monthStart(kNow), QDateTime(QDate(2026, 7, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch());
    }
};

QTEST_APPLESS_MAIN(LimitsTest)
#include "tst_limits.moc"
