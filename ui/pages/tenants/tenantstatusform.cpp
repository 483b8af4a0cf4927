// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantstatusform.h"

#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace plancia::ui {

TenantStatusForm::TenantStatusForm(QWidget *parent) : QWidget(parent)
{
    m_effect = makeLabel({}, TextKind::Body, Wrap::Yes, this);
    m_undo = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_reason = new QPlainTextEdit(this);
    m_reason->setObjectName(QStringLiteral("statusReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(84);
    m_reasonField = new FormField(tr("Reason"), m_reason,
                                  tr("Kept in the audit trail, so that others can see later why it was done."), this);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("typedWorkspace"));
    m_typedField = new FormField(tr("Name of the workspace"), m_typed, {}, this);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(m_effect);
    column->addWidget(m_undo);
    column->addWidget(m_reasonField);
    column->addWidget(m_typedField);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &TenantStatusForm::judge);
    connect(m_typed, &QLineEdit::textEdited, this, &TenantStatusForm::judge);
}

void TenantStatusForm::start(const Tenant &tenant, TenantStatus target, const WorkspaceIdentity &workspace)
{
    m_target = target;
    const bool suspends = target == TenantStatus::Suspended;
    if (suspends) {
        m_effect->setText(tr("The service refuses this tenant's users and keys from their next request on."));
        m_undo->setText(tr("Nothing is deleted. The tenant can be activated again at any time."));
    } else if (tenant.status == TenantStatus::Trial) {
        m_effect->setText(tr("The trial ends, and the tenant counts as active from now on."));
        m_undo->setText(tr("It can be suspended later, but it does not go back to being a trial."));
    } else {
        m_effect->setText(tr("The service lets this tenant's users and keys in again from their next request on."));
        m_undo->setText(tr("The tenant can be suspended again at any time."));
    }
    const bool isProduction = suspends && workspace.colour == QLatin1String("red");
    m_nameToType = isProduction ? workspaceName(workspace) : QString();
    m_typedField->setVisible(isProduction);
    m_typedField->setHint(tr("This is production. Type “%1” to go on.").arg(workspaceName(workspace)));
    m_reason->clear();
    m_typed->clear();
    judge();
}

QString TenantStatusForm::reason() const { return m_reason->toPlainText().trimmed(); }

bool TenantStatusForm::isValid() const
{
    return !validateReason(reason()) && (m_nameToType.isEmpty() || m_typed->text().trimmed() == m_nameToType);
}

void TenantStatusForm::showFaults()
{
    m_reasonField->touch();
    (m_reasonField->hasFault() ? static_cast<QWidget *>(m_reason) : m_typed)->setFocus();
}

void TenantStatusForm::focusFirst() { m_reason->setFocus(); }

QVariantMap TenantStatusForm::saveState() const
{
    return {{QStringLiteral("reason"), m_reason->toPlainText()}, {QStringLiteral("typed"), m_typed->text()}};
}

void TenantStatusForm::restoreState(const QVariantMap &state)
{
    m_reason->setPlainText(state.value(QStringLiteral("reason")).toString());
    m_typed->setText(state.value(QStringLiteral("typed")).toString());
    judge();
}

void TenantStatusForm::judge()
{
    m_reasonField->setFault(validateReason(reason()));
    emit changed();
}

} // namespace plancia::ui
