// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/bulkbar.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QMenu>

namespace plancia::ui {

BulkBar::BulkBar(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("bulkBar"));
    setKind(this, "noteNote");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 6, 6);
    row->setSpacing(measure::kSmallGap);
    m_count = makeLabel({}, TextKind::Strong);
    m_count->setObjectName(QStringLiteral("bulkCount"));
    m_all = makeButton({}, ButtonKind::Link);
    m_all->setObjectName(QStringLiteral("bulkAll"));
    row->addWidget(m_count);
    row->addWidget(m_all);
    row->addStretch(1);
    const auto add = [this, row](const char *name, const QString &text, BulkAct act) {
        QPushButton *button = makeButton(text);
        button->setObjectName(QLatin1String(name));
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, act] { emit actRequested(act); });
    };
    add("bulkSuspend", tr("Suspend…"), BulkAct::Suspend);
    add("bulkActivate", tr("Activate…"), BulkAct::Activate);
    m_tags = makeButton(tr("Tags"));
    m_tags->setObjectName(QStringLiteral("bulkTags"));
    auto *menu = new QMenu(m_tags);
    const auto addTagAct = [this, menu](const char *name, const QString &text, BulkAct act) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, act] { emit actRequested(act); });
    };
    addTagAct("bulkTag", tr("Add tags…"), BulkAct::Tag);
    addTagAct("bulkUntag", tr("Take tags away…"), BulkAct::Untag);
    m_tags->setMenu(menu);
    row->addWidget(m_tags);
    QPushButton *clear = makeButton(tr("Clear", "what is selected"), ButtonKind::Quiet);
    clear->setObjectName(QStringLiteral("bulkClear"));
    row->addWidget(clear);
    connect(m_all, &QPushButton::clicked, this, &BulkBar::allRequested);
    connect(clear, &QPushButton::clicked, this, &BulkBar::clearRequested);
}

void BulkBar::refuseTags(const QString &why)
{
    m_tags->setEnabled(false);
    m_tags->setToolTip(toolTipText(why));
}

void BulkBar::showChosen(qint64 chosen, bool areAll, qint64 matching, bool isExact)
{
    const auto count = static_cast<int>(chosen);
    const QString amount = (isExact ? QString() : QStringLiteral("≈ ")) + format::count(matching);
    if (!areAll)
        m_count->setText(tr("%n selected", "tenants", count));
    else if (matching >= 0)
        m_count->setText(tr("All that match (%1)", "%1: a number").arg(amount));
    else
        m_count->setText(tr("All that match"));
    m_all->setVisible(!areAll && (!isExact || chosen < matching));
    m_all->setText(matching >= 0 ? tr("Select all that match (%1)", "%1: a number").arg(amount) : tr("Select all that match"));
}

} // namespace plancia::ui
