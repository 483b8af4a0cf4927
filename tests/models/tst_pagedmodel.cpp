// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/auditmodel.h"
#include "models/items/pagedmodel.h"
#include "models/items/tenantsmodel.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <deque>

using namespace plancia;

namespace {

/// The numbers 0 … total-1, answered when told to.
class NumberSource {
public:
    struct Call {
        Anchor anchor;
        int limit;
        CallContext context;
        QPromise<Result<Page<int>>> promise;
    };
    int total = 1'000'000;
    int asked = 0;
    bool answersAtOnce = true;
    std::optional<ErrorCode> fails;
    std::deque<std::shared_ptr<Call>> waiting;

    PagedModelT<int>::Source function()
    {
        return [this](const Anchor &anchor, int limit, const CallContext &context) {
            auto call = std::make_shared<Call>(Call{anchor, limit, context, {}});
            ++asked;
            call->promise.start();
            QFuture<Result<Page<int>>> future = call->promise.future();
            if (answersAtOnce)
                answer(*call);
            else
                waiting.push_back(call);
            return future;
        };
    }
    void answer(Call &call) const
    {
        if (fails)
            call.promise.addResult(Result<Page<int>>(Error(*fails)));
        else
            call.promise.addResult(Result<Page<int>>(slice(call.anchor, call.limit)));
        call.promise.finish();
    }
    Page<int> slice(const Anchor &anchor, int limit) const
    {
        int from = 0;
        int to = 0;
        switch (anchor.kind) {
        case Anchor::Kind::Start: from = 0; to = limit; break;
        case Anchor::Kind::End: to = total; from = to - limit; break;
        case Anchor::Kind::After: from = anchor.cursor.toInt() + 1; to = from + limit; break;
        case Anchor::Kind::Before: to = anchor.cursor.toInt(); from = to - limit; break;
        case Anchor::Kind::Share: from = static_cast<int>(anchor.share * (total - 1)); to = from + limit; break;
        }
        from = std::clamp(from, 0, total);
        to = std::clamp(to, from, total);
        Page<int> page;
        for (int i = from; i < to; ++i)
            page.items.append(i);
        page.firstCursor = QString::number(from);
        page.lastCursor = QString::number(to - 1);
        page.hasBefore = from > 0;
        page.hasAfter = to < total;
        page.firstShare = static_cast<double>(from) / total;
        page.lastShare = static_cast<double>(to) / total;
        return page;
    }
};

class NumberModel : public PagedModelT<int> {
public:
    NumberModel() : PagedModelT<int>({{QStringLiteral("Number"), ColumnKind::Number, 8, 3}}, nullptr) {}

protected:
    QVariant cell(const int &item, int, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(item) : QVariant();
    }
    QString idOf(const int &item) const override { return QString::number(item); }
};

} // namespace

class TestPagedModel : public QObject {
    Q_OBJECT

    static int valueAt(const NumberModel &model, int row) { return *model.itemAt(row); }
    static bool isWhole(const NumberModel &model)
    {
        for (int row = 1; row < model.rowCount(); ++row)
            if (valueAt(model, row) != valueAt(model, row - 1) + 1)
                return false;
        return true;
    }

private slots:
    void firstPageThenReadsAhead()
    {
        NumberSource source;
        NumberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSource(source.function());
        QCOMPARE(model.state(), PagedModel::State::Loading);
        QCOMPARE(model.rowCount(), 0); // never inside the call
        QTRY_COMPARE(model.rowCount(), 200);
        QCOMPARE(model.state(), PagedModel::State::Ready);
        QVERIFY(model.hasAfter());
        QVERIFY(!model.hasBefore());
        QTRY_VERIFY(!model.isBusy());
        QCOMPARE(source.asked, 2);
    }

    void windowStaysBoundedBothWays()
    {
        NumberSource source;
        NumberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSource(source.function());
        QTRY_VERIFY(model.rowCount() > 100 && !model.isBusy());
        int most = 0;
        // A view of 30 rows runs down 5,000 rows and up again.
        const auto watch = [&] {
            most = std::max(most, model.rowCount());
            return !model.isBusy();
        };
        for (int top = 0; top < 5'000; top += 30) {
            const int row = model.rowOf(QString::number(top));
            QVERIFY2(row >= 0, qPrintable(QString::number(top)));
            model.viewMoved(row, row + 30);
            QTRY_VERIFY(watch());
        }
        QVERIFY(isWhole(model));
        QVERIFY(model.hasBefore());
        for (int top = 4'980; top >= 0; top -= 30) {
            const int row = model.rowOf(QString::number(top));
            QVERIFY2(row >= 0, qPrintable(QString::number(top)));
            model.viewMoved(row, row + 30);
            QTRY_VERIFY(watch());
        }
        QVERIFY(isWhole(model));
        QVERIFY(!model.hasBefore());
        QCOMPARE(valueAt(model, 0), 0);
        QVERIFY2(most <= PagedModel::kWindowRows, qPrintable(QString::number(most)));
        QVERIFY(most > 400);
    }

    void jumpsByShareStartAndEnd()
    {
        NumberSource source;
        NumberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy restored(&model, &PagedModel::positionRestored);
        model.setSource(source.function());
        QTRY_VERIFY(model.hasRows() && !model.isBusy());
        model.jumpTo(0.5);
        QCOMPARE(model.state(), PagedModel::State::Ready); // rows stay in sight
        QTRY_VERIFY(model.rowOf(QStringLiteral("499999")) >= 0 && !model.isBusy());
        QVERIFY(model.firstShare() > 0.49 && model.lastShare() < 0.51);
        QVERIFY(std::abs(model.shareOfRow(model.rowOf(QStringLiteral("500000"))) - 0.5) < 0.001);
        QCOMPARE(restored.last().at(0).toInt(), 0);
        model.jumpToEnd();
        QTRY_VERIFY(model.rowOf(QStringLiteral("999999")) >= 0 && !model.isBusy());
        QCOMPARE(restored.last().at(0).toInt(), -1);
        QVERIFY(!model.hasAfter());
        QVERIFY(model.rowCount() >= 200); // read ahead towards the start
        model.jumpToStart();
        QTRY_COMPARE(valueAt(model, 0), 0);
    }

    void lateAnswersAreIgnored()
    {
        NumberSource slow;
        slow.answersAtOnce = false;
        slow.total = 50;
        NumberSource quick;
        quick.total = 7;
        NumberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSource(slow.function());
        QCOMPARE(slow.waiting.size(), size_t(1));
        const auto old = slow.waiting.front();
        QVERIFY(!old->context.cancel.isCancelled());
        model.setSource(quick.function());
        QVERIFY(old->context.cancel.isCancelled());
        QTRY_COMPARE(model.rowCount(), 7);
        slow.answer(*old);
        QSignalSpy changed(&model, &PagedModel::stateChanged);
        // An answer after this one shows that the late one has been handled and thrown away.
        model.reload();
        QTRY_VERIFY(!model.isBusy());
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(changed.count(), 2);
    }

    void turningRoundCancelsReadingAhead()
    {
        NumberSource source;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.rowCount() == 200 && !model.isBusy());
        model.jumpTo(0.5);
        QTRY_VERIFY(model.rowCount() == 300 && !model.isBusy());
        source.answersAtOnce = false;
        model.viewMoved(260, 299);
        QCOMPARE(source.waiting.back()->anchor.kind, Anchor::Kind::After);
        const auto first = source.waiting.back();
        model.viewMoved(0, 39);
        QCOMPARE(source.waiting.back()->anchor.kind, Anchor::Kind::Before);
        QVERIFY(first->context.cancel.isCancelled());
        source.answer(*first);
        source.answer(*source.waiting.back());
        QTRY_COMPARE(model.rowCount(), 400);
        QVERIFY(isWhole(model));
    }

    void reloadKeepsThePlace_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("row");
        QTest::newRow("start") << 0.0 << 12;
        QTest::newRow("middle, first page") << 0.5 << 3;
        QTest::newRow("middle, later page") << 0.5 << 220;
    }
    void reloadKeepsThePlace()
    {
        QFETCH(double, share);
        QFETCH(int, row);
        NumberSource source;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.hasRows() && !model.isBusy());
        model.jumpTo(share);
        QTRY_VERIFY(!model.isBusy());
        model.viewMoved(row, row + 30);
        QTRY_VERIFY(!model.isBusy());
        const int top = valueAt(model, row);
        model.viewMoved(row, row + 30);
        QTRY_VERIFY(!model.isBusy());
        // Looked at inside the signal: reading ahead moves the rows again right after it.
        int onTop = -1;
        connect(&model, &PagedModel::positionRestored, &model, [&](int at) { onTop = valueAt(model, at); });
        model.reload();
        QTRY_COMPARE(onTop, top);
        QTRY_VERIFY(!model.isBusy());
        QVERIFY(isWhole(model));
        QVERIFY(model.rowCount() <= PagedModel::kWindowRows);
    }

    void errorsKeepRowsAndCanBeRetried()
    {
        NumberSource source;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.rowCount() == 200 && !model.isBusy());
        source.fails = ErrorCode::DbConnectionLost;
        model.viewMoved(150, 190);
        QTRY_COMPARE(model.state(), PagedModel::State::Error);
        QCOMPARE(model.error()->code(), ErrorCode::DbConnectionLost);
        QCOMPARE(model.rowCount(), 200);
        const int asked = source.asked;
        model.viewMoved(160, 199); // does not hammer a source that fails
        QCOMPARE(source.asked, asked);
        source.fails.reset();
        model.retry();
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        QTRY_VERIFY(model.rowCount() >= 300);
        QVERIFY(isWhole(model));
    }

    void aNewListThatFailsShowsNoOldRows()
    {
        NumberSource source;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.hasRows() && !model.isBusy());
        source.fails = ErrorCode::DbTimeout;
        model.setSource(source.function());
        QVERIFY(model.hasRows());
        QTRY_COMPARE(model.state(), PagedModel::State::Error);
        QVERIFY(!model.hasRows());
        source.fails.reset();
        model.retry();
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
    }

    void aReloadBeforeANewListArrivedAsksForItsStart()
    {
        NumberSource source;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.hasRows() && !model.isBusy());
        model.jumpTo(0.5);
        QTRY_VERIFY(!model.isBusy());
        model.viewMoved(150, 180);
        QTRY_VERIFY(!model.isBusy());
        source.answersAtOnce = false;
        model.setSource(source.function()); // as another filter or order does
        model.reload();                     // as a save does that ends just then
        QCOMPARE(source.waiting.back()->anchor.kind, Anchor::Kind::Start);
        QCOMPARE(model.state(), PagedModel::State::Loading);
        source.fails = ErrorCode::DbTimeout;
        for (const auto &call : source.waiting)
            source.answer(*call);
        QTRY_COMPARE(model.state(), PagedModel::State::Error);
        QVERIFY(!model.hasRows());
    }

    void aReloadWhoseRowsAreGoneBeginsAnew()
    {
        NumberSource source;
        source.total = 300;
        NumberModel model;
        model.setSource(source.function());
        QTRY_VERIFY(model.rowCount() >= 200 && !model.isBusy());
        model.viewMoved(150, 180);
        QTRY_VERIFY(model.rowCount() == 300 && !model.isBusy());
        model.viewMoved(250, 280);
        source.total = 50; // others moved the rest out of this list
        model.reload();
        QTRY_COMPARE(model.rowCount(), 50);
        QCOMPARE(model.state(), PagedModel::State::Ready);
    }

    void emptyAndStopped()
    {
        NumberSource source;
        source.total = 0;
        NumberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSource(source.function());
        QTRY_COMPARE(model.state(), PagedModel::State::Empty);
        source.total = 3;
        model.reload();
        QTRY_COMPARE(model.rowCount(), 3);
        model.setSource({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.state(), PagedModel::State::Empty);
        model.reload(); // F5 where a workspace has no such list
        model.jumpTo(0.5);
        model.retry();
        QVERIFY(!model.isBusy());
        QCOMPARE(model.state(), PagedModel::State::Empty);
    }

    void tenantCellsCarryMeaning()
    {
        Tenant tenant;
        tenant.id = TenantId(newUuid());
        tenant.name = QStringLiteral("Acme");
        tenant.slug = QStringLiteral("acme");
        tenant.status = TenantStatus::Suspended;
        tenant.statusReason = QStringLiteral("unpaid");
        tenant.createdAt = 1'000;
        TenantsModel model{QLocale(QLocale::English)};
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSource([&tenant](const Anchor &, int, const CallContext &) {
            QPromise<Result<Page<Tenant>>> promise;
            promise.start();
            promise.addResult(Result<Page<Tenant>>(Page<Tenant>{{tenant}, {}, {}, false, false, 0, 1}));
            promise.finish();
            return promise.future();
        });
        QTRY_COMPARE(model.rowCount(), 1);
        const QModelIndex status = model.index(0, TenantsModel::Status);
        QCOMPARE(status.data(ToneRole).toInt(), int(Tone::Stopped));
        QCOMPARE(status.data(StatusRole).toString(), QStringLiteral("suspended"));
        QCOMPARE(status.data(FullTextRole).toString(), QStringLiteral("unpaid"));
        QVERIFY(!model.index(0, TenantsModel::Name).data(ToneRole).isValid());
        QVERIFY(!status.data(Qt::ForegroundRole).isValid());
        QVERIFY(!status.data(Qt::FontRole).isValid());
        Tenant changed = *model.itemAt(0);
        changed.status = TenantStatus::Active;
        QSignalSpy dataChanged(&model, &QAbstractItemModel::dataChanged);
        model.replaceItem(changed);
        QCOMPARE(dataChanged.count(), 1);
        QCOMPARE(status.data(ToneRole).toInt(), int(Tone::Good));
        AuditModel audit{QLocale(QLocale::English)};
        QCOMPARE(audit.columnCount(), 10);
        QCOMPARE(wordFor(AuditResult::Refused, "AUTHZ_002"), QStringLiteral("refused AUTHZ_002"));
    }
};

QTEST_GUILESS_MAIN(TestPagedModel)
#include "tst_pagedmodel.moc"
