// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/momentdialog.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/format/typedtime.h"
#include "models/items/actwords.h"
#include "models/ports/deliver.h"
#include "models/ports/momentsport.h"
#include "ui/kit/button.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kWidth = 520;
constexpr int kListHeight = 220;
constexpr int kNewest = 100; // who looks for an older one types its time
constexpr int kPauseMs = 300;

std::optional<qint64> typedCommit(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("^#?(\\d{1,18})$"));
    const auto match = number.match(text.trimmed());
    return match.hasMatch() ? std::optional(match.captured(1).toLongLong()) : std::nullopt;
}
} // namespace

MomentDialog::MomentDialog(std::shared_ptr<Workspace> workspace, const Clock &clock, QWidget *parent)
    : QDialog(parent), m_workspace(std::move(workspace)), m_clock(clock)
{
    setObjectName(QStringLiteral("momentDialog"));
    setWindowTitle(tr("Choose a moment"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(tr("Choose a moment"), TextKind::Heading));
    m_edit = new QLineEdit;
    m_edit->setObjectName(QStringLiteral("momentTyped"));
    m_edit->setMaxLength(40);
    m_edit->setPlaceholderText(tr("14:03, 2026-11-20 14:03 or #17", "keep the shape of the times; #17 is the number of a commit"));
    m_field = new FormField(tr("Time or commit"), m_edit, tr("Looking at the archive…"));
    column->addWidget(m_field);
    setUpList();
    setUpActs();
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &MomentDialog::look);
    connect(m_edit, &QLineEdit::textEdited, this, &MomentDialog::typed);
    m_edit->setFocus();
    askStatus();
}

void MomentDialog::setUpList()
{
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("momentList"));
    m_list->setAccessibleName(tr("Newest moments"));
    m_list->setFixedHeight(kListHeight);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout()->addWidget(m_list);
    m_found = makeLabel({}, TextKind::Secondary, Wrap::Yes);
    m_found->setObjectName(QStringLiteral("momentFound"));
    layout()->addWidget(m_found);
    // Not the current one: who comes here with Tab has chosen nothing yet.
    connect(m_list, &QListWidget::itemSelectionChanged, this, [this] {
        const QListWidgetItem *item = m_list->selectedItems().value(0);
        if (!item)
            return;
        ++m_asked; // an answer that is under way is of no interest any more
        const auto moment = item->data(Qt::UserRole).value<Moment>();
        m_edit->setText(u'#' + QString::number(moment.commitNo));
        found(moment);
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] { m_choose->click(); });
}

void MomentDialog::setUpActs()
{
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    acts->addStretch(1);
    QPushButton *cancel = makeButton(tr("Cancel"));
    m_choose = makeButton(tr("Choose", "a moment"), ButtonKind::Primary);
    m_choose->setObjectName(QStringLiteral("chooseMoment"));
    m_choose->setDefault(true);
    m_choose->setEnabled(false);
    acts->addWidget(cancel);
    acts->addWidget(m_choose);
    static_cast<QVBoxLayout *>(layout())->addLayout(acts);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        const auto moment = std::exchange(m_moment, std::nullopt); // Enter may come twice: from the list and from the dialog
        if (!moment)
            return;
        emit chosen(*moment);
        accept();
    });
}

void MomentDialog::askStatus()
{
    deliver(m_workspace->moments()->status({}), this, [this](const Result<ArchiveStatus> &status) {
        m_field->setHint(!status ? describe(status.error()).sentence
                         : !status->oldest || !status->newest ? tr("No moment can be had back yet.")
                         : tr("From %1 to %2", "two times").arg(format::dateTime(status->oldest->at), format::dateTime(status->newest->at)));
        m_edit->setEnabled(status && status->oldest);
        if (!m_edit->isEnabled())
            return;
        m_edit->setFocus();
        list(status->named);
        askNewest();
    });
}

void MomentDialog::askNewest()
{
    deliver(m_workspace->moments()->page(0, Anchor::start(), kNewest, {}), this, [this](const Result<plancia::Page<Moment>> &page) {
        if (page)
            list(page->items);
        else
            m_found->setText(describe(page.error()).sentence);
    });
}

/// Those with a name come first, newest on top; each is listed once.
void MomentDialog::list(const QList<Moment> &moments)
{
    QList<Moment> ordered = moments;
    std::ranges::stable_sort(ordered, std::greater(), &Moment::commitNo);
    for (const Moment &moment : std::as_const(ordered)) {
        if (m_listed.contains(moment.commitNo))
            continue;
        m_listed.insert(moment.commitNo);
        const QString words = lineOf(wordsForMoment(moment, m_clock.nowMs()));
        auto *item = new QListWidgetItem(words, m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(moment));
        item->setToolTip(toolTipText(words));
    }
}

void MomentDialog::typed()
{
    m_moment.reset();
    m_choose->setEnabled(false);
    m_found->clear();
    ++m_asked;
    const QString text = m_edit->text();
    const bool isKnown = text.trimmed().isEmpty() || typedCommit(text) || typedTime(text, m_clock.nowMs());
    m_field->setFaultWords(isKnown ? QString() : tr("Write a time as 14:03 or 2026-11-20 14:03, or a commit as #17."));
    m_pause->start();
}

void MomentDialog::look()
{
    const auto commit = typedCommit(m_edit->text());
    const auto time = typedTime(m_edit->text(), m_clock.nowMs());
    if (!commit && !time)
        return;
    MomentsPort *moments = m_workspace->moments();
    deliver(commit ? moments->byCommit(*commit, {}) : moments->at(*time, {}), this,
            [this, asked = ++m_asked](const Result<Moment> &moment) {
                if (asked == m_asked)
                    found(moment);
            });
}

void MomentDialog::found(const Result<Moment> &moment)
{
    m_moment = moment ? std::optional(*moment) : std::nullopt;
    m_found->setText(moment ? tr("%1 · commit %2", "%1: what a moment is, %2: its number")
                                  .arg(lineOf(wordsForMoment(*moment, m_clock.nowMs()))).arg(moment->commitNo)
                            : describe(moment.error()).sentence);
    m_choose->setEnabled(moment.has_value());
}

} // namespace plancia::ui
