// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/actionwords.h"
#include "ui/kit/card.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/formfield.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/page.h"
#include "ui/kit/pageheader.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/sidepanel.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"
#include "models/domain/tenant.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCheckBox>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QElapsedTimer>
#include <QTest>
#include <QTextDocument>
#include <algorithm>

using namespace plancia;
using namespace plancia::ui;

class TestKit : public QObject {
    Q_OBJECT

    static Error lostConnection()
    {
        return Error(ErrorCode::DbConnectionLost,
                     {{"host", "db-eu.example"}, {"port", "5432"}, {"sqlstate", "57P01"},
                      {"message", "terminating connection due to administrator command"}});
    }

    /// Everything the kit has, on one sheet: to be looked at.
    static QWidget *gallery()
    {
        auto *sheet = new QWidget;
        sheet->setFixedSize(1440, 900);
        auto *row = new QHBoxLayout(sheet);
        row->setContentsMargins(0, 0, 0, 0);
        auto *column = new QVBoxLayout;
        column->setContentsMargins(24, 16, 24, 16);
        column->setSpacing(measure::kGap);
        auto *header = new PageHeader("Tenants", "About 12 400 tenants · sorted by name");
        header->addAction("Import…");
        header->addAction("Delete", ButtonKind::Danger);
        header->setPrimaryAction("New tenant");
        column->addWidget(header);
        auto *error = new ErrorPanel;
        error->setError(lostConnection(), "req_0192f3c1-7a2e-7c11-9d02-000000000001");
        column->addWidget(error);
        auto *bar = new FilterBar("Filter by name or slug");
        for (const char *chip : {"active", "trial", "suspended"})
            bar->addChip(chip, chip);
        bar->setChip("active");
        bar->setNote("3 selected");
        column->addWidget(bar);
        auto *pills = new QHBoxLayout;
        for (const auto &[tone, word] : {std::pair{Tone::Good, "active"}, {Tone::Warning, "warning"}, {Tone::Error, "error"},
                                         {Tone::Stopped, "suspended"}, {Tone::Trial, "trial"}, {Tone::Note, "note"},
                                         {Tone::Waiting, "reconnecting"}, {Tone::Off, "offline"}})
            pills->addWidget(new StatusPill(tone, word));
        pills->addStretch(1);
        column->addLayout(pills);
        for (const auto &[tone, text] : {std::pair{Tone::Good, "The backup was made and verified."},
                                         {Tone::Warning, "The password is kept for this run only: there is no key ring."},
                                         {Tone::Note, "Look at the examples first."}}) {
            auto *notice = new Notice;
            notice->showText(tone, text, "Show it");
            column->addWidget(notice);
        }
        auto *cards = new QHBoxLayout;
        cards->setSpacing(measure::kGap);
        auto *form = new Card("Form");
        auto *slug = new QLineEdit("Acme Corp");
        auto *field = new FormField("Slug", slug, "Part of addresses");
        field->touch();
        field->setFault(Error(ErrorCode::ValSlug, {{"field", "slug"}}));
        form->body()->addWidget(field);
        auto *box = new QComboBox;
        box->addItems({"verify-full", "prefer"});
        form->body()->addWidget(new FormField("sslmode", box, "For servers on other computers"));
        auto *check = new QCheckBox("Read-only");
        check->setChecked(true);
        form->body()->addWidget(check);
        form->body()->addStretch(1);
        auto *work = new Card("Work");
        auto *progress = new ProgressRow;
        progress->setTitle("Backing up control.db");
        progress->setProgress({Progress::Unit::Bytes, 730'000'000, 1'200'000'000, 210e6, 4'200});
        progress->setCancellable(true);
        work->body()->addWidget(progress);
        auto *icons = new QGridLayout;
        for (const QString &name : iconNames()) {
            auto *picture = new QLabel;
            picture->setPixmap(makeIcon(name, currentLook().text).pixmap(QSize(16, 16), sheet->devicePixelRatioF()));
            icons->addWidget(picture, icons->count() / 12, icons->count() % 12);
        }
        work->body()->addLayout(icons);
        auto *buttons = new QHBoxLayout;
        buttons->addWidget(makeButton("Secondary"));
        buttons->addWidget(makeButton("Quiet", ButtonKind::Quiet));
        buttons->addWidget(makeButton("A link", ButtonKind::Link));
        auto *off = makeButton("Off", ButtonKind::Primary);
        off->setEnabled(false);
        buttons->addWidget(off);
        buttons->addStretch(1);
        work->body()->addLayout(buttons);
        auto *notes = new QPlainTextEdit("Notes of several\nlines");
        notes->setFixedHeight(60);
        work->body()->addWidget(notes);
        work->body()->addStretch(1);
        auto *states = new PageStates(new QWidget);
        states->setEmptyWords("No tenants yet", "Make the first one, or look at the examples to see how a full page looks.",
                              "New tenant", "tenants");
        states->showEmpty();
        auto *empty = new Card;
        empty->body()->addWidget(states);
        cards->addWidget(form, 2);
        cards->addWidget(work, 3);
        cards->addWidget(empty, 3);
        column->addLayout(cards, 1);
        row->addLayout(column, 1);
        auto *panel = new SidePanel;
        panel->setTitle("Acme");
        panel->setState(Tone::Stopped, "suspended");
        auto *part = panel->addPart("Profile");
        panel->addPart("Audit");
        SidePanel::addRow(part, "Slug", "acme", SidePanel::Exact::Yes);
        SidePanel::addRow(part, "Id", "0192f3c1-7a2e-7c11-9d02-0123456789ab", SidePanel::Exact::Yes);
        SidePanel::addRow(part, "Reason", "unpaid since September, and the third reminder came back from the post office");
        SidePanel::addSection(part, "Limits");
        auto *share = new Bar;
        share->setShare(0.68);
        part->addWidget(share);
        panel->addAction("Activate", ButtonKind::Primary);
        panel->addAction("Edit");
        row->addWidget(panel);
        return sheet;
    }

private slots:
    void init() { applyTheme(*qApp, Theme::light()); }

    void galleryIsDrawn_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void galleryIsDrawn()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? Theme::dark() : Theme::light());
        const std::unique_ptr<QWidget> sheet(gallery());
        sheet->show();
        QVERIFY(QTest::qWaitForWindowExposed(sheet.get()));
        const QImage picture = sheet->grab().toImage();
        QCOMPARE(picture.pixelColor(2, picture.height() - 2), dark ? Theme::dark().page : Theme::light().page);
        const QString folder = qEnvironmentVariable("PLANCIA_GALLERY");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(picture.save(QStringLiteral("%1/kit-%2.png").arg(folder, dark ? "dark" : "light")));
        }
    }

    void contrastHolds_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void contrastHolds()
    {
        QFETCH(bool, dark);
        const Theme t = dark ? Theme::dark() : Theme::light();
        const auto check = [](const char *what, const QColor &ink, const QColor &ground, double least) {
            QVERIFY2(contrast(ink, ground) >= least,
                     qPrintable(QStringLiteral("%1: %2").arg(what).arg(contrast(ink, ground))));
        };
        for (const QColor &ground : {t.page, t.panel, t.accentWash, t.hover}) {
            check("text", t.text, ground, 7);
            check("secondary", t.secondary, ground, 4.5);
        }
        check("accent", t.accent, t.panel, 4.5);
        check("accent on its wash", t.accent, t.accentWash, 4.5);
        check("on accent", t.onAccent, t.accent, 4.5);
        for (const Tone tone : {Tone::Good, Tone::Warning, Tone::Error, Tone::Stopped, Tone::Trial, Tone::Note, Tone::Off})
            check("pill", t.of(tone), t.washOf(tone), 4.5);
        for (int i = 0; i < 6; ++i)
            check("series", t.series(i), t.panel, 3);
        QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    }
    void styleSheetHasNoOpenTokens()
    {
        QVERIFY(!styleSheet(Theme::light()).contains('@'));
        QVERIFY(styleSheet(Theme::light()) != styleSheet(Theme::dark()));
    }
    void fontsAreTheOnesMeant()
    {
        QCOMPARE(QFontInfo(textFont()).family(), QStringLiteral("Open Sans"));
        QCOMPARE(QFontInfo(monoFont()).family(), QStringLiteral("DejaVu Sans Mono"));
        QCOMPARE(QFontInfo(textFont(TextSize::Title, TextWeight::Strong)).pixelSize(), 22);
        const QFontMetrics metrics(textFont());
        for (const QChar digit : QStringLiteral("023456789"))
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(u'1'));
    }
    void iconsAreSharpAtTwiceTheSize()
    {
        QVERIFY(iconNames().size() > 20);
        QVERIFY(makeIcon("no such icon", Qt::black).isNull());
        for (const QString &name : iconNames()) {
            const QImage picture = iconPixmap(name, QColor(255, 0, 0), 16, 2).toImage();
            QCOMPARE(picture.width(), 32);
            bool isDrawn = false;
            for (int y = 0; y < 32; ++y)
                for (int x = 0; x < 32; ++x)
                    isDrawn = isDrawn || picture.pixelColor(x, y) == QColor(255, 0, 0);
            QVERIFY2(isDrawn, qPrintable(name));
        }
    }
    void shapesOfTonesDiffer()
    {
        QList<QImage> pictures;
        for (const Tone tone : {Tone::Good, Tone::Warning, Tone::Error, Tone::Stopped, Tone::Trial, Tone::Note}) {
            QImage picture(24, 24, QImage::Format_RGB32);
            picture.fill(Qt::white);
            QPainter painter(&picture);
            drawToneShape(painter, QRectF(4, 4, 16, 16), tone, Qt::black); // one colour: only shapes are left
            painter.end();
            for (const QImage &other : pictures)
                QVERIFY(picture != other);
            pictures.append(picture);
        }
    }
    void hostileTextIsNeverMarkup()
    {
        const QString hostile = "<b>x</b><img src='http://evil.example/'>";
        QCOMPARE(makeLabel(hostile)->textFormat(), Qt::PlainText);
        ErrorPanel panel;
        panel.setError(Error(ErrorCode::DbConnectionLost, {{"host", hostile}, {"message", hostile}}));
        for (const QLabel *label : panel.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(panel.asText().contains(hostile));
    }
    void toolTipsShowWhatIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << "Acme";
        QTest::newRow("ampersand") << "Johnson & Sons";
        QTest::newRow("entity") << "A &lt; B";
        QTest::newRow("markup") << "<b>x</b><img src='http://evil.example/'>";
        QTest::newRow("markup in a later line") << "first\n<b>second</b>";
    }
    void toolTipsShowWhatIsWritten()
    {
        QFETCH(QString, text);
        const QString tip = toolTipText(text);
        QTextDocument read; // as QToolTip does
        Qt::mightBeRichText(tip) ? read.setHtml(tip) : read.setPlainText(tip);
        QCOMPARE(read.toPlainText().simplified(), text.simplified());
        QVERIFY(toolTipText(QString(100'000, 'x')).size() < 3'000);
    }
    void endlessTextIsCutBeforeItIsMeasured()
    {
        ElidedLabel label(QString(1'000'000, 'x'));
        label.resize(200, 20);
        label.show();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(label.sizeHint().width() < 20'000);
        label.grab();
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(label.text().size(), 1'000'000); // what is copied or read aloud is whole
    }
    void errorPanelGuides()
    {
        ErrorPanel panel;
        panel.setError(lostConnection(), "req_1");
        panel.resize(900, 200);
        panel.show();
        QCOMPARE(panel.text().id, QStringLiteral("DB_004"));
        QSignalSpy asked(&panel, &ErrorPanel::actionRequested);
        auto *retry = panel.findChild<QPushButton *>("retry");
        QVERIFY(retry);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(asked.takeFirst().at(0).toString(), QStringLiteral("retry"));
        for (QPushButton *button : panel.findChildren<QPushButton *>())
            if (button->text() == "Copy")
                button->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains("DB_004") && copied.contains("req_1") && copied.contains("57P01"));
    }
    void anErrorLeadsNowhereThatOneIs()
    {
        class FormPage final : public ui::Page {
        public:
            using Page::Page;
            bool isMeantHere(const QString &actionId) const override { return actionId == u"open_connections"; }
        };
        const auto hasLinkOn = [](ui::Page &&page) {
            auto *panel = new ErrorPanel(&page);
            panel->setError(Error(ErrorCode::DbSchemaMissing, {}), {});
            return panel->findChild<QPushButton *>(QStringLiteral("open_connections")) != nullptr;
        };
        QVERIFY(hasLinkOn(ui::Page(QStringLiteral("usage"), PageContext())));
        QVERIFY(!hasLinkOn(ui::Page(QStringLiteral("connections"), PageContext())));
        QVERIFY(hasLinkOn(FormPage(QStringLiteral("connections"), PageContext()))); // its form is what is meant
    }

    void theBorderOfAnErrorSaysHowBadItIs()
    {
        ErrorPanel panel;
        panel.setError(Error(ErrorCode::BackupUnsupported), {});
        const QByteArray note = panel.property("kind").toByteArray();
        panel.setError(Error(ErrorCode::DbSchemaMissing, {}), {});
        const QByteArray warning = panel.property("kind").toByteArray();
        panel.setError(lostConnection(), {});
        QCOMPARE((QList<QByteArray>{note, warning, panel.property("kind").toByteArray()}), (QList<QByteArray>{"noteCard", "warningCard", "errorCard"}));
    }

    void keysAreWholeAndOfOneWidth()
    {
        SidePanel panel;
        QVBoxLayout *part = panel.addPart();
        SidePanel::addRow(part, QStringLiteral("Fired"), QStringLiteral("now"));
        SidePanel::addRow(part, QStringLiteral("Not known since when"), QStringLiteral("now"));
        SidePanel::addRow(part, QStringLiteral("Resolved"), QStringLiteral("now"));
        panel.show();
        const auto keys = panel.findChildren<QLabel *>(QStringLiteral("rowKey"));
        QCOMPARE(keys.size(), 3);
        for (const QLabel *key : keys) {
            QVERIFY2(key->width() >= key->sizeHint().width(), qPrintable(key->text()));
            QCOMPARE(key->width(), keys.first()->width());
        }
    }

    void actsThatDoNotFitStandInRows()
    {
        QWidget window; // as on a page: acts come to a panel that is seen
        SidePanel panel(&window);
        panel.resize(measure::kSidePanel, 400);
        window.resize(panel.size());
        window.show();
        const auto add = [&panel](const QStringList &words) {
            QList<QPushButton *> acts;
            for (const QString &word : words)
                acts.append(panel.addAction(word));
            return acts;
        };
        const auto areWhole = [](const QList<QPushButton *> &acts) {
            return std::ranges::all_of(acts, [](const QPushButton *act) { return act->isVisible() && act->width() >= act->sizeHint().width(); });
        };
        const auto few = add({QStringLiteral("Edit"), QStringLiteral("Remove…")});
        QTRY_VERIFY(areWhole(few));
        QCOMPARE(few.last()->y(), few.first()->y());
        const int footHeight = few.first()->parentWidget()->height();
        panel.clearActions();
        const auto many = add({QStringLiteral("Mostra in Monitoraggio"), QStringLiteral("Controlla ora"), QStringLiteral("Modifica"), QStringLiteral("Rimuovi…")});
        QTRY_VERIFY(areWhole(many));
        QVERIFY(many.last()->y() > many.first()->y());
        panel.clearActions();
        const auto again = add({QStringLiteral("Edit")});
        QTRY_VERIFY(areWhole(again));
        QTRY_COMPARE(again.first()->parentWidget()->height(), footHeight); // no row stays behind
    }

    void everyActionOfTheCatalogueHasWords()
    {
        for (const ErrorRow &row : errorCatalogue())
            for (const ErrorStep &step : row.steps)
                if (step.action) {
                    QVERIFY2(!actionWords(QString::fromLatin1(step.action).section(u':', 0, 0)).isEmpty(), step.action);
                }
        QVERIFY(actionWords("no_such_act").isEmpty());
    }
    void filterWaitsForAPause()
    {
        FilterBar bar("Filter");
        bar.addChip("a", "A");
        bar.addChip("b", "B");
        bar.show();
        QSignalSpy changed(&bar, &FilterBar::changed);
        bar.focusSearch();
        QTest::keyClicks(bar.findChild<QLineEdit *>(), "acme ");
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(bar.text(), QStringLiteral("acme"));
        const auto chips = bar.findChildren<QPushButton *>();
        chips.at(0)->click();
        QCOMPARE(bar.chip(), QStringLiteral("a"));
        chips.at(1)->click();
        QCOMPARE(bar.chip(), QStringLiteral("b"));
        chips.at(1)->click();
        QVERIFY(bar.chip().isEmpty());
        QCOMPARE(changed.count(), 4);
        bar.setText("other");
        QCOMPARE(changed.count(), 4); // by the program, not the person
    }
    void formShowsFaultsOnlyWhenTouched()
    {
        auto *edit = new QLineEdit;
        FormField field("Slug", edit, "Part of addresses");
        field.show();
        const auto words = [&] { return field.findChildren<QLabel *>().last()->text(); };
        field.setFault(Error(ErrorCode::ValRequired, {{"field", "slug"}}));
        QCOMPARE(words(), QStringLiteral("Part of addresses"));
        QTest::keyClicks(edit, "A");
        QVERIFY(words() != QStringLiteral("Part of addresses"));
        QVERIFY(edit->property("faulty").toBool());
        field.setFault(std::nullopt);
        QCOMPARE(words(), QStringLiteral("Part of addresses"));
        QVERIFY(!edit->property("faulty").toBool());
    }
    void dangerousActIsNeverTheDefault()
    {
        QWidget window;
        window.show();
        auto *dialog = new ConfirmDialog({.title = "Suspend Acme?",
                                          .sentence = "Its keys stop working at once.",
                                          .loss = "Requests of Acme are refused.",
                                          .workspace = "Production EU",
                                          .act = "Suspend",
                                          .typeName = "Production EU",
                                          .asksReason = true},
                                         &window);
        QSignalSpy agreed(dialog, &ConfirmDialog::agreed);
        dialog->open();
        QVERIFY(!dialog->actButton()->isDefault());
        QVERIFY(!dialog->actButton()->autoDefault());
        QVERIFY(dialog->cancelButton()->isDefault());
        QVERIFY(!dialog->actButton()->isEnabled());
        const auto edits = dialog->findChildren<QLineEdit *>();
        edits.at(0)->setText("unpaid");
        QVERIFY(!dialog->actButton()->isEnabled());
        edits.at(1)->setText("Production US");
        QVERIFY(!dialog->actButton()->isEnabled());
        edits.at(1)->setText("Production EU");
        QVERIFY(dialog->actButton()->isEnabled());
        const QString folder = qEnvironmentVariable("PLANCIA_GALLERY");
        if (!folder.isEmpty())
            QVERIFY(dialog->grab().save(folder + "/confirm.png"));
        dialog->actButton()->click();
        QCOMPARE(agreed.count(), 1);
        QCOMPARE(agreed.first().at(0).toString(), QStringLiteral("unpaid"));
    }
    void statesFollowContent()
    {
        auto *content = new QLabel("content");
        PageStates states(content);
        states.resize(600, 400);
        states.show();
        QCOMPARE(states.state(), PageStates::State::Loading);
        QVERIFY(!content->isVisible());
        states.showReady();
        QVERIFY(content->isVisible());
        states.showError(Error(ErrorCode::DbTimeout), {}, PageStates::Content::Shown);
        QVERIFY(content->isVisible() && states.errorPanel()->isVisible());
        states.showError(Error(ErrorCode::DbTimeout));
        QVERIFY(!content->isVisible() && states.errorPanel()->isVisible());
        states.showEmpty();
        QVERIFY(!states.errorPanel()->isVisible());
    }
    void progressTellsWhatIsKnown()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(progressWords({Progress::Unit::Bytes, 0, 0, 0, -1}), QString());
        QCOMPARE(progressWords({Progress::Unit::Bytes, 1024, 2048, 1024, 2000}),
                 QStringLiteral("50 % · 1.0 KiB of 2.0 KiB · 1.0 KiB/s · 2.0 s left"));
        QCOMPARE(progressWords({Progress::Unit::Rows, 5, 0, 0, -1}), QStringLiteral("5"));
    }
};

QTEST_MAIN(TestKit)
#include "tst_kit.moc"
