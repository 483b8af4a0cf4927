// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/limitform.h"

#include "models/items/limitwords.h"
#include "ui/kit/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plancia::ui {

LimitForm::LimitForm(QWidget *parent) : QWidget(parent)
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("limitKind"));
    for (const LimitKind kind : limitKinds())
        m_kind->addItem(wordFor(kind), toString(kind));
    m_scope = new QComboBox(this);
    m_scope->setObjectName(QStringLiteral("limitScope"));
    m_endpoint = new QLineEdit(this);
    m_endpoint->setObjectName(QStringLiteral("limitEndpoint"));
    m_endpoint->setFont(monoFont());
    m_amount = new QLineEdit(this);
    m_amount->setObjectName(QStringLiteral("limitAmount"));
    m_kindField = new FormField(tr("Limit"), m_kind, {}, this);
    m_scopeField = new FormField(tr("Counted for", "whom a limit is counted for"), m_scope, {}, this);
    m_endpointField = new FormField(tr("Endpoint"), m_endpoint, tr("As the service names it, such as /v1/orders. Empty: all together."), this);
    m_amountField = new FormField(tr("Amount"), m_amount, {}, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    for (FormField *field : {m_kindField, m_scopeField, m_endpointField, m_amountField})
        column->addWidget(field);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &LimitForm::kindChosen);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &LimitForm::judge);
    for (QLineEdit *line : {m_endpoint, m_amount}) {
        connect(line, &QLineEdit::textEdited, this, &LimitForm::judge);
        connect(line, &QLineEdit::returnPressed, this, &LimitForm::submitted);
    }
    startNew();
}

void LimitForm::startNew()
{
    m_start.reset();
    m_kind->setEnabled(true);
    m_scope->setEnabled(true);
    m_endpoint->setEnabled(true);
    m_kind->setCurrentIndex(0);
    kindChosen();
    m_endpoint->clear();
    m_amount->clear();
    judge();
}

void LimitForm::startEdit(const TenantLimit &limit)
{
    m_start = limit;
    m_kind->setCurrentIndex(m_kind->findData(toString(limit.key.kind)));
    kindChosen();
    m_scope->setCurrentIndex(m_scope->findData(toString(limit.key.scope)));
    m_endpoint->setText(limit.key.endpoint);
    m_amount->setText(limitAmountText(limit.key.kind, limit.amount));
    m_kind->setEnabled(false);
    m_scope->setEnabled(false);
    m_endpoint->setEnabled(false);
    judge();
}

void LimitForm::kindChosen()
{
    const LimitKind kind = key().kind;
    m_scope->clear();
    for (const LimitScope scope : scopesOf(kind))
        m_scope->addItem(wordFor(scope), toString(scope));
    m_scopeField->setVisible(m_scope->count() > 1);
    m_endpointField->setVisible(takesEndpoint(kind));
    if (!takesEndpoint(kind))
        m_endpoint->clear();
    m_amountField->setHint(kind == LimitKind::Storage ? tr("Such as 50 GiB.")
                           : isCost(kind)             ? tr("In the currency of the service, such as 250 or 12.50.")
                           : kind == LimitKind::Seats ? tr("Who is invited or active takes a seat, who is disabled does not.")
                                                      : tr("A whole number."));
    judge();
}

LimitKey LimitForm::key() const
{
    return {limitKindFromString(m_kind->currentData().toString()).value_or(LimitKind::RequestsPerMinute),
            limitScopeFromString(m_scope->currentData().toString()).value_or(LimitScope::Tenant), m_endpoint->text().trimmed()};
}

std::optional<qint64> LimitForm::amount() const { return limitAmountFromText(key().kind, m_amount->text()); }

bool LimitForm::isValid() const { return amount() && validate(key(), *amount()).isEmpty(); }

void LimitForm::judge()
{
    const LimitKey which = key();
    const auto much = amount();
    std::optional<Error> endpointFault, amountFault;
    for (const FieldError &fault : validate(which, much.value_or(1)))
        (fault.field == QLatin1String("amount") ? amountFault : endpointFault) = fault.error;
    if (m_amount->text().trimmed().isEmpty())
        amountFault = Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("amount")}});
    else if (!much)
        amountFault = Error(ErrorCode::ValNumber, {{QStringLiteral("field"), QStringLiteral("amount")}, {QStringLiteral("value"), m_amount->text().left(40)},
                                                   {QStringLiteral("minimum"), limitAmountText(which.kind, 1)},
                                                   {QStringLiteral("maximum"), limitAmountText(which.kind, kMaxTenantLimitAmount)}});
    m_endpointField->setFault(endpointFault);
    m_amountField->setFault(amountFault);
    emit changed();
}

void LimitForm::showFaults()
{
    m_endpointField->touch();
    m_amountField->touch();
    (m_endpointField->hasFault() ? m_endpoint : m_amount)->setFocus();
}

void LimitForm::focusFirst()
{
    if (!m_start) {
        m_kind->setFocus();
        return;
    }
    m_amount->setFocus();
    m_amount->selectAll();
}

QVariantMap LimitForm::saveState() const
{
    return {{QStringLiteral("kind"), m_kind->currentData()}, {QStringLiteral("scope"), m_scope->currentData()},
            {QStringLiteral("endpoint"), m_endpoint->text()}, {QStringLiteral("amount"), m_amount->text()}};
}

void LimitForm::restoreState(const QVariantMap &state)
{
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(state.value(QStringLiteral("kind")))));
    m_scope->setCurrentIndex(std::max(0, m_scope->findData(state.value(QStringLiteral("scope")))));
    m_endpoint->setText(state.value(QStringLiteral("endpoint")).toString());
    m_amount->setText(state.value(QStringLiteral("amount")).toString());
    judge();
}

} // namespace plancia::ui
