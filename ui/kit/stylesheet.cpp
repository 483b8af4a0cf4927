// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/theme.h"

#include <QHash>

namespace plancia::ui {

namespace {
// A colour on QLineEdit or QPlainTextEdit would make Qt show its placeholder at half of it, below 4.5:1: the palette has both.
// Names after @ are Theme's colours. The dynamic property "kind" is set by the kit's own functions (text.h, button.h,
// card.h), never on pages by hand.
constexpr const char *kSheet = R"(
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 22px; font-weight: 600; }
QLabel[kind="heading"] { font-size: 16px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="secondary"] { color: @secondary; }
QLabel[kind="small"] { color: @secondary; font-size: 11px; }
QLabel[kind="fault"] { color: @error; font-size: 11px; }
QLabel[kind="mono"] { font-family: "DejaVu Sans Mono"; font-size: 12px; }
QLabel[kind="monoSecondary"] { font-family: "DejaVu Sans Mono"; font-size: 12px; color: @secondary; }
QLabel[kind="key"] { font-size: 11px; color: @secondary; border: 1px solid @line; border-radius: 4px; padding: 1px 6px; background: @panel; }

QWidget[kind="panel"] { background: @panel; }
QFrame[kind="card"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="errorCard"] { background: @panel; border: 1px solid @error; border-radius: 8px; }
QFrame[kind="warningCard"] { background: @panel; border: 1px solid @warning; border-radius: 8px; }
QFrame[kind="noteCard"] { background: @panel; border: 1px solid @faint; border-radius: 8px; }
QFrame[kind="noteGood"] { background: @goodWash; border: none; border-radius: 6px; }
QFrame[kind="noteWarning"] { background: @warningWash; border: none; border-radius: 6px; }
QFrame[kind="noteError"] { background: @errorWash; border: none; border-radius: 6px; }
QFrame[kind="noteNote"] { background: @accentWash; border: none; border-radius: 6px; }
QFrame[kind="line"] { background: @line; border: none; }
QFrame[kind="toast"] { background: @panel; border: 1px solid @line; border-radius: 8px; }

QPushButton { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px; padding: 0 12px; min-height: 28px; max-height: 28px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @track; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @faint; background: @page; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"]:focus { border: 2px solid @focusOnAccent; min-height: 26px; max-height: 26px; padding: 0 11px; }
QPushButton[kind="primary"]:disabled { background: @track; border-color: @track; color: @faint; }
QPushButton[kind="danger"] { color: @error; border-color: @error; }
QPushButton[kind="danger"]:hover { background: @errorWash; }
QPushButton[kind="danger"]:disabled { color: @faint; border-color: @line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:focus { border-color: @accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; border-radius: 4px; color: @accent; padding: 0 2px; min-height: 16px; max-height: 16px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: @accent; }
QPushButton[kind="link"][quiet="true"] { color: @secondary; }
QPushButton[kind="choice"] { text-align: left; padding: 0 30px 0 11px; }
QPushButton[kind="chip"] { border-radius: 12px; padding: 0 11px; min-height: 22px; max-height: 22px; }
QPushButton[kind="chip"]:checked { background: @accentWash; color: @accent; border-color: @accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: @hover; }
QToolButton:focus { border-color: @accent; }

QLineEdit, QAbstractSpinBox, QComboBox { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 0 9px; min-height: 28px; max-height: 28px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { background: @page; color: @faint; }
QLineEdit:read-only { background: @page; }
QLineEdit[faulty="true"], QAbstractSpinBox[faulty="true"], QComboBox[faulty="true"], QPlainTextEdit[faulty="true"] { border-color: @error; }
QComboBox { padding: 0 11px; }
QLineEdit[kind="goto"] { background: @page; }
QLineEdit[kind="palette"] { border: none; background: transparent; font-size: 16px; min-height: 36px; max-height: 36px; }
QPlainTextEdit { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 4px 5px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit[kind="mono"] { font-family: "DejaVu Sans Mono"; font-size: 12px; background: @page; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/icons/sheet/chevron.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; padding: 4px; outline: none; selection-background-color: @accentWash; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; min-height: 22px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; border: 1px solid @faint; background: @panel; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/sheet/check-@lookName.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/sheet/dot-@lookName.svg); }
QCheckBox:disabled, QRadioButton:disabled { color: @faint; }

QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent; padding: 6px 0; margin-right: 16px; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }

QTableView { background: @panel; border: none; outline: none; gridline-color: @line; selection-background-color: @accentWash; selection-color: @text; }
QHeaderView { background: @panel; border: none; }
QTableCornerButton::section { background: @panel; border: none; }
QListView { background: @panel; border: none; outline: none; }
QListView::item { padding: 5px 8px; border-radius: 6px; color: @text; }
QListView::item:selected { background: @accentWash; color: @text; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; border: none; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { background: @track; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @faint; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @handle; border-radius: 3px; min-height: 28px; margin: 2px 3px; }
QScrollBar::handle:horizontal { background: @handle; border-radius: 3px; min-width: 28px; margin: 3px 2px; }
QScrollBar::handle:hover { background: @faint; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: @panel; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; color: @text; }
QMenu::item:selected { background: @accentWash; }
QMenu::item:disabled { color: @secondary; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }

QDialog { background: @panel; }
QWidget[kind="topBar"] { background: @panel; border-bottom: 1px solid @line; }
QWidget[kind="rail"] { background: @panel; border-right: 1px solid @line; }
QWidget[kind="statusBar"] { background: @panel; border-top: 1px solid @line; }
QWidget[kind="sidePanel"] { background: @panel; border-left: 1px solid @line; }
QWidget[kind="banner"] { background: @warningWash; border-bottom: 1px solid @line; }
QFrame[kind="palette"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
)";

QHash<QString, QString> tokensOf(const Theme &t)
{
    return {{QStringLiteral("page"), t.page.name()},
            {QStringLiteral("panel"), t.panel.name()},
            {QStringLiteral("line"), t.line.name()},
            {QStringLiteral("text"), t.text.name()},
            {QStringLiteral("secondary"), t.secondary.name()},
            {QStringLiteral("faint"), t.faint.name()},
            {QStringLiteral("accent"), t.accent.name()},
            {QStringLiteral("accentWash"), t.accentWash.name()},
            {QStringLiteral("accentHover"), blend(t.accent, t.text, 0.15).name()},
            {QStringLiteral("focusOnAccent"), t.text.name()},
            {QStringLiteral("onAccent"), t.onAccent.name()},
            {QStringLiteral("goodWash"), t.goodWash.name()},
            {QStringLiteral("warning"), t.warning.name()},
            {QStringLiteral("warningWash"), t.warningWash.name()},
            {QStringLiteral("error"), t.error.name()},
            {QStringLiteral("errorWash"), t.errorWash.name()},
            {QStringLiteral("hover"), t.hover.name()},
            {QStringLiteral("track"), t.track.name()},
            {QStringLiteral("handle"), blend(t.line, t.faint, 0.4).name()},
            {QStringLiteral("lookName"), t.isDark ? QStringLiteral("dark") : QStringLiteral("light")}};
}
} // namespace

QString styleSheet(const Theme &theme)
{
    const auto tokens = tokensOf(theme);
    const QString source = QString::fromLatin1(kSheet);
    QString sheet;
    sheet.reserve(source.size() + 512);
    for (qsizetype i = 0; i < source.size();) {
        if (source.at(i) != u'@') {
            sheet += source.at(i++);
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && source.at(end).isLetter())
            ++end;
        const QString name = source.mid(i + 1, end - i - 1);
        Q_ASSERT_X(tokens.contains(name), "styleSheet", qPrintable(name));
        sheet += tokens.value(name);
        i = end;
    }
    return sheet;
}

} // namespace plancia::ui
