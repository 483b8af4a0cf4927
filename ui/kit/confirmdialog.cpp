// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/confirmdialog.h"

#include "models/domain/samename.h"
#include "models/domain/tenant.h"
#include "ui/kit/button.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plancia::ui {

ConfirmDialog::ConfirmDialog(const ConfirmQuestion &question, QWidget *parent) : QDialog(parent), m_question(question)
{
    setWindowTitle(question.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setFixedWidth(460);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(question.title, TextKind::Heading, Wrap::Yes));
    column->addWidget(makeLabel(question.sentence, TextKind::Body, Wrap::Yes));
    if (!question.loss.isEmpty())
        column->addWidget(makeLabel(question.loss, TextKind::Strong, Wrap::Yes));
    if (!question.workspace.isEmpty())
        column->addWidget(makeLabel(tr("Workspace: %1").arg(question.workspace), TextKind::Secondary, Wrap::Yes));
    if (question.asksReason) {
        m_reason = new QLineEdit(this);
        m_reason->setMaxLength(kMaxReason);
        column->addWidget(new FormField(tr("Reason"), m_reason, tr("Kept in the audit trail.")));
        connect(m_reason, &QLineEdit::textChanged, this, &ConfirmDialog::judge);
    }
    if (!question.typeName.isEmpty()) {
        m_name = new QLineEdit(this);
        column->addWidget(new FormField(tr("Type the name to go on"), m_name, question.typeName));
        connect(m_name, &QLineEdit::textChanged, this, &ConfirmDialog::judge);
    }
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kGap);
    acts->addStretch(1);
    m_cancel = makeButton(tr("Cancel"));
    m_act = makeButton(question.act, ButtonKind::Danger);
    acts->addWidget(m_cancel);
    acts->addWidget(m_act);
    column->addSpacing(measure::kTinyGap);
    column->addLayout(acts);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    if (m_name)
        m_name->setFocus();
    if (m_reason)
        m_reason->setFocus();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] {
        emit agreed(m_reason ? m_reason->text().trimmed() : QString());
        accept();
    });
    judge();
}

void ConfirmDialog::judge()
{
    const bool nameIsRight = !m_name || isSameName(m_name->text(), m_question.typeName);
    const bool reasonIsRight = !m_reason || !validateReason(m_reason->text());
    m_act->setEnabled(nameIsRight && reasonIsRight);
}

} // namespace plancia::ui
