// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/tenant.h"
#include "models/items/pagedmodel.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/tableview.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QDir>
#include <QPromise>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace plancia;
using namespace plancia::ui;

namespace {
struct Row {
    int number = 0;
};

class Rows : public PagedModelT<Row> {
public:
    explicit Rows(int total)
        : PagedModelT<Row>({{"Name", ColumnKind::Name, 0, 0},
                            {"Slug", ColumnKind::Identifier, 20, 1},
                            {"Status", ColumnKind::State, 14, -1},
                            {"Requests 24 h", ColumnKind::Number, 14, -1},
                            {"Notes", ColumnKind::Faint, 0, -1},
                            {"Created", ColumnKind::Time, 18, 2}},
                           nullptr)
    {
        setSource([total](const Anchor &anchor, int limit, const CallContext &) {
            int from = 0;
            switch (anchor.kind) {
            case Anchor::Kind::Start: from = 0; break;
            case Anchor::Kind::End: from = total - limit; break;
            case Anchor::Kind::After: from = anchor.cursor.toInt() + 1; break;
            case Anchor::Kind::Before: limit = std::min(limit, anchor.cursor.toInt()); from = anchor.cursor.toInt() - limit; break;
            case Anchor::Kind::Share: from = static_cast<int>(anchor.share * (total - 1)); break;
            }
            from = std::clamp(from, 0, total);
            const int to = std::min(total, from + limit);
            Page<Row> page;
            for (int i = from; i < to; ++i)
                page.items.append(Row{i});
            page.firstCursor = QString::number(from);
            page.lastCursor = QString::number(to - 1);
            page.hasBefore = from > 0;
            page.hasAfter = to < total;
            page.firstShare = static_cast<double>(from) / total;
            page.lastShare = static_cast<double>(to) / total;
            QPromise<Result<Page<Row>>> promise;
            promise.start();
            promise.addResult(Result<Page<Row>>(page));
            promise.finish();
            return promise.future();
        });
    }

protected:
    QVariant cell(const Row &row, int column, int role) const override
    {
        static const QStringList kNames{"Acme", "Adatum", "Alpine Ski", "Bellows", "Contoso", "Coho Vineyard", "Fabrikam"};
        const bool isTrial = row.number % 5 == 3;
        if (role == ToneRole && column == 2)
            return int(row.number % 7 == 2 ? Tone::Stopped : isTrial ? Tone::Trial : Tone::Good);
        if (role != Qt::DisplayRole)
            return {};
        switch (column) {
        case 0: return kNames.at(row.number % kNames.size()) + u' ' + QString::number(row.number);
        case 1: return QStringLiteral("tenant-%1").arg(row.number);
        case 2: return row.number % 7 == 2 ? "suspended" : isTrial ? "trial" : "active";
        case 3: return QString::number(961857 - row.number * 31);
        case 4: return QStringLiteral("asked for a longer trial");
        default: return QStringLiteral("2026-11-20 13:53");
        }
    }
    QString idOf(const Row &row) const override { return QString::number(row.number); }
};
} // namespace

class TestPagedTable : public QObject {
    Q_OBJECT

    /// Number of the row on top of the view.
    static int top(const PagedTable &table)
    {
        return table.model()->index(table.firstVisibleRow(), 0).data(IdRole).toInt();
    }
    static TableView *view(const PagedTable &table) { return table.findChild<TableView *>(); }

private slots:
    void init() { applyTheme(*qApp, Theme::light()); }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? Theme::dark() : Theme::light());
        Rows rows(100'000);
        PagedTable table;
        table.setModel(&rows);
        table.setSort(0, Qt::AscendingOrder);
        table.setCurrentId("4");
        table.resize(1100, 500);
        table.show();
        QTRY_VERIFY(rows.rowCount() > 100 && !rows.isBusy());
        const QImage picture = table.grab().toImage();
        QVERIFY(picture.pixelColor(QPoint(400, 33 + 4 * 28 + 4) * table.devicePixelRatio()) == (dark ? Theme::dark() : Theme::light()).accentWash);
        const QString folder = qEnvironmentVariable("PLANCIA_GALLERY");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(picture.save(QStringLiteral("%1/table-%2.png").arg(folder, dark ? "dark" : "light")));
        }
    }

    void scrollsOnWithoutJumping()
    {
        Rows rows(1'000'000);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_VERIFY(rows.rowCount() > 100 && !rows.isBusy());
        QScrollBar *inner = view(table)->verticalScrollBar();
        int before = 0;
        // By three rows at a time, over 900 rows down and back: what is on top moves by exactly that.
        for (int i = 0; i < 300; ++i) {
            inner->setValue(inner->value() + 3 * measure::kRow);
            QTRY_VERIFY(!rows.isBusy());
            QCOMPARE(top(table), before + 3);
            before += 3;
        }
        for (int i = 0; i < 300; ++i) {
            inner->setValue(inner->value() - 3 * measure::kRow);
            QTRY_VERIFY(!rows.isBusy());
            QCOMPARE(top(table), before - 3);
            before -= 3;
        }
        QCOMPARE(top(table), 0);
        QVERIFY(rows.rowCount() <= PagedModel::kWindowRows);
    }

    void homeAndEndGoToTheListsEnds()
    {
        Rows rows(1'000'000);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_VERIFY(rows.rowCount() > 100 && !rows.isBusy());
        table.focusRows();
        QTest::keyClick(view(table), Qt::Key_End);
        QTRY_VERIFY(rows.rowOf("999999") >= 0 && !rows.isBusy());
        QTRY_COMPARE(table.lastVisibleRow(), rows.rowCount() - 1);
        QVERIFY(table.findChildren<QScrollBar *>().size() >= 1);
        QTest::keyClick(view(table), Qt::Key_Home);
        QTRY_COMPARE(top(table), 0);
        QTest::keyClick(view(table), Qt::Key_PageDown); // to the last row that is seen
        QTest::keyClick(view(table), Qt::Key_PageDown);
        QTRY_VERIFY(top(table) > 5);
        // The chosen row is out of sight: keys go on from what is seen.
        view(table)->verticalScrollBar()->setValue(60 * measure::kRow);
        QTest::keyClick(view(table), Qt::Key_Down);
        QCOMPARE(table.currentId(), QString::number(top(table)));
    }

    void shareBarStandsForTheWholeList()
    {
        Rows rows(1'000'000);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_VERIFY(rows.rowCount() > 100 && !rows.isBusy());
        QScrollBar *share = nullptr;
        for (QScrollBar *bar : table.findChildren<QScrollBar *>(QString(), Qt::FindDirectChildrenOnly))
            share = bar;
        QVERIFY(share && share->isVisible());
        QVERIFY(!view(table)->verticalScrollBar()->isVisible());
        QVERIFY(share->value() < 100);
        share->setSliderPosition(50'000);
        share->triggerAction(QAbstractSlider::SliderMove);
        QTRY_VERIFY(rows.rowOf("500000") >= 0 && !rows.isBusy());
        QVERIFY2(std::abs(top(table) - 499'999) < 3, qPrintable(QString::number(top(table))));
        QVERIFY(std::abs(share->value() - 50'000) < 200);
    }

    void chosenRowSurvivesTheWindow()
    {
        Rows rows(1'000'000);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_VERIFY(rows.rowCount() > 100 && !rows.isBusy());
        table.setCurrentId("7");
        QSignalSpy changed(&table, &PagedTable::currentChanged);
        rows.jumpTo(0.5);
        QTRY_VERIFY(rows.rowOf("500000") >= 0 && !rows.isBusy());
        QVERIFY(!view(table)->currentIndex().isValid());
        QCOMPARE(table.currentId(), QStringLiteral("7"));
        rows.jumpToStart();
        QTRY_VERIFY(rows.rowOf("7") >= 0 && !rows.isBusy());
        QCOMPARE(view(table)->currentIndex().row(), rows.rowOf("7"));
        QCOMPARE(changed.count(), 0);
    }

    void headerAsksForAnOrder()
    {
        Rows rows(50);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_COMPARE(rows.rowCount(), 50);
        table.setSort(0, Qt::AscendingOrder);
        QSignalSpy asked(&table, &PagedTable::sortRequested);
        auto *header = view(table)->horizontalHeader();
        const auto click = [&](int section) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(section) + 10, 10));
        };
        click(0);
        QCOMPARE(asked.takeLast().at(1).value<Qt::SortOrder>(), Qt::DescendingOrder);
        click(1);
        QCOMPARE(asked.last().at(0).toInt(), 1);
        QCOMPARE(asked.takeLast().at(1).value<Qt::SortOrder>(), Qt::AscendingOrder);
        click(2); // nobody sorts by a state
        QVERIFY(asked.isEmpty());
    }

    void rowsAreChosenAndOpened()
    {
        Rows rows(50);
        PagedTable table;
        table.setModel(&rows);
        table.resize(900, 400);
        table.show();
        QTRY_COMPARE(rows.rowCount(), 50);
        QSignalSpy changed(&table, &PagedTable::currentChanged);
        QSignalSpy activated(&table, &PagedTable::activated);
        QTest::mouseClick(view(table)->viewport(), Qt::LeftButton, {}, QPoint(30, 3 * measure::kRow + 5));
        QCOMPARE(changed.last().at(0).toString(), QStringLiteral("3"));
        QTest::keyClick(view(table), Qt::Key_Down);
        QCOMPARE(table.currentId(), QStringLiteral("4"));
        QTest::keyClick(view(table), Qt::Key_Return);
        QCOMPARE(activated.last().at(0).toString(), QStringLiteral("4"));
    }
};

QTEST_MAIN(TestPagedTable)
#include "tst_pagedtable.moc"
