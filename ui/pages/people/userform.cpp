// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/userform.h"

#include "models/items/usersmodel.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
const QString kTenant = QStringLiteral("tenant");
const QString kEmail = QStringLiteral("email");
const QString kName = QStringLiteral("name");
const QString kRole = QStringLiteral("role");
} // namespace

UserForm::UserForm(QWidget *parent) : QWidget(parent)
{
    m_tenant = new QLineEdit(this);
    m_tenant->setObjectName(QStringLiteral("userTenant"));
    m_tenant->setFont(monoFont());
    m_email = new QLineEdit(this);
    m_email->setObjectName(QStringLiteral("userEmail"));
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("userName"));
    m_role = new QComboBox(this);
    m_role->setObjectName(QStringLiteral("userRole"));
    for (const UserRole role : {UserRole::Owner, UserRole::Admin, UserRole::Member, UserRole::Viewer})
        m_role->addItem(wordFor(role), toString(role));

    m_tenantField = new FormField(tr("Tenant"), m_tenant, tr("Its slug, as in the list of tenants."), this);
    m_emailField = new FormField(tr("E-mail address"), m_email, tr("The person is found and invited by it."), this);
    m_nameField = new FormField(tr("Name"), m_name, {}, this);
    m_roleField = new FormField(tr("Role"), m_role, tr("What the service lets the person do with the tenant. Each tenant keeps an owner."), this);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    for (FormField *field : {m_tenantField, m_emailField, m_nameField, m_roleField})
        column->addWidget(field);

    connect(m_tenant, &QLineEdit::textEdited, this, [this] { edited(kTenant); });
    connect(m_email, &QLineEdit::textEdited, this, [this] { edited(kEmail); });
    connect(m_name, &QLineEdit::textEdited, this, [this] { edited(kName); });
    connect(m_role, &QComboBox::activated, this, [this] { edited(kRole); });
    for (QLineEdit *line : {m_tenant, m_email, m_name})
        connect(line, &QLineEdit::returnPressed, this, &UserForm::submitted);
    startInvite({});
}

void UserForm::startInvite(const QString &tenantSlug)
{
    m_isNew = true;
    m_start = {};
    m_startTenant = tenantSlug;
    m_tenantField->show();
    m_tenant->setText(tenantSlug);
    m_email->clear();
    m_name->clear();
    m_role->setCurrentIndex(m_role->findData(toString(m_start.role)));
    m_faults.clear();
    judge();
}

void UserForm::startEdit(const User &user)
{
    m_isNew = false;
    m_start = {user.email, user.name, user.role};
    m_startTenant = user.tenantSlug;
    m_tenantField->hide();
    m_tenant->setText(user.tenantSlug);
    m_email->setText(user.email);
    m_name->setText(user.name);
    m_role->setCurrentIndex(m_role->findData(toString(user.role)));
    m_faults.clear();
    judge();
}

UserDraft UserForm::draft() const
{
    return {m_email->text().trimmed(), m_name->text().trimmed(),
            userRoleFromString(m_role->currentData().toString()).value_or(UserRole::Member)};
}

QString UserForm::tenantSlug() const { return m_tenant->text().trimmed(); }
bool UserForm::isValid() const { return validate(draft()).isEmpty() && !tenantSlug().isEmpty() && m_faults.isEmpty(); }
bool UserForm::isChanged() const { return draft() != m_start || tenantSlug() != m_startTenant; }

void UserForm::showFaults()
{
    for (FormField *field : {m_tenantField, m_emailField, m_nameField, m_roleField})
        field->touch();
    for (FormField *field : {m_tenantField, m_emailField, m_nameField, m_roleField})
        if (field->hasFault()) {
            field->editor()->setFocus();
            return;
        }
}

void UserForm::setFault(const QString &field, const Error &error)
{
    m_faults.insert(field, error);
    judge();
    fieldOf(field)->touch();
    fieldOf(field)->editor()->setFocus();
}

void UserForm::take(const QString &field, const User &theirs)
{
    if (field == kEmail)
        m_email->setText(theirs.email);
    else if (field == kName)
        m_name->setText(theirs.name);
    else
        m_role->setCurrentIndex(m_role->findData(toString(theirs.role)));
    edited(field);
}

void UserForm::focusFirst()
{
    QLineEdit *first = m_isNew && tenantSlug().isEmpty() ? m_tenant : m_isNew ? m_email : m_name;
    first->setFocus();
    first->selectAll();
}

QVariantMap UserForm::saveState() const
{
    return {{kTenant, m_tenant->text()}, {kEmail, m_email->text()}, {kName, m_name->text()}, {kRole, m_role->currentData()}};
}

void UserForm::restoreState(const QVariantMap &state)
{
    if (m_isNew)
        m_tenant->setText(state.value(kTenant).toString());
    m_email->setText(state.value(kEmail).toString());
    m_name->setText(state.value(kName).toString());
    m_role->setCurrentIndex(std::max(0, m_role->findData(state.value(kRole))));
    judge();
}

void UserForm::edited(const QString &field)
{
    m_faults.remove(field);
    fieldOf(field)->touch();
    judge();
}

void UserForm::judge()
{
    const auto faults = validate(draft());
    for (const QString &name : {kTenant, kEmail, kName, kRole}) {
        std::optional<Error> fault;
        for (const FieldError &one : faults)
            if (one.field == name && !fault)
                fault = one.error;
        if (name == kTenant && tenantSlug().isEmpty())
            fault = Error(ErrorCode::ValRequired, {{QStringLiteral("field"), kTenant}});
        if (!fault && m_faults.contains(name))
            fault = *m_faults.constFind(name);
        fieldOf(name)->setFault(fault);
    }
    emit changed();
}

FormField *UserForm::fieldOf(const QString &name) const
{
    if (name == kTenant)
        return m_tenantField;
    if (name == kEmail)
        return m_emailField;
    return name == kName ? m_nameField : m_roleField;
}

} // namespace plancia::ui
