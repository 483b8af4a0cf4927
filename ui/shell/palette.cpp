// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "models/domain/textkey.h"
#include "ui/kit/icons.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kWidth = 560;
constexpr int kHeight = 380;
constexpr int kShown = 50;

bool matches(const PaletteEntry &entry, const QStringList &typed)
{
    const QStringList words = searchWords({entry.text, entry.note});
    for (const QString &part : typed) {
        const auto begins = [&part](const QString &word) { return word.startsWith(part); };
        if (std::none_of(words.begin(), words.end(), begins))
            return false;
    }
    return true;
}
} // namespace

Palette::Palette(QList<PaletteEntry> entries, QWidget *window) : QFrame(window), m_entries(std::move(entries))
{
    setKind(this, "palette");
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    m_input = new QLineEdit;
    setKind(m_input, "palette");
    m_input->setPlaceholderText(tr("Go to…"));
    m_input->setAccessibleName(tr("Go to"));
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_input);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(m_list, 1);
    connect(m_input, &QLineEdit::textChanged, this, &Palette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &Palette::runCurrent);
    m_input->installEventFilter(this);
    const int width = std::min(kWidth, window->width() - 48);
    setGeometry((window->width() - width) / 2, 64, width, std::min(kHeight, window->height() - 128));
    filter({});
    show();
    raise();
    m_input->setFocus();
}

void Palette::filter(const QString &typed)
{
    const QStringList words = searchWords({typed});
    const Theme theme = currentLook();
    m_list->clear();
    for (qsizetype i = 0; i < m_entries.size() && m_list->count() < kShown; ++i) {
        const PaletteEntry &entry = m_entries[i];
        if (!matches(entry, words))
            continue;
        auto *item = new QListWidgetItem(makeIcon(entry.icon, theme.secondary),
                                         entry.text + QStringLiteral("   ·   ") + entry.note, m_list);
        item->setData(Qt::UserRole, i);
    }
    m_list->setCurrentRow(0);
}

void Palette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto run = m_entries[item->data(Qt::UserRole).toInt()].run;
    close();
    run();
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        QTimer::singleShot(0, this, [this] {
            if (!isAncestorOf(window()->focusWidget() ? window()->focusWidget() : this))
                close();
        });
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int row = m_list->currentRow();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Down: m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1)); return true;
    case Qt::Key_Up: m_list->setCurrentRow(std::max(row - 1, 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    default: return false;
    }
}

} // namespace plancia::ui
