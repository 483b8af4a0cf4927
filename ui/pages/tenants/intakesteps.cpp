// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/intakesteps.h"

#include "models/items/limitwords.h"
#include "models/items/usersmodel.h"
#include "ui/kit/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace plancia::ui {

IntakeStep::IntakeStep(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
}

void IntakeStep::addEditor(FormField *field)
{
    m_fields.append(field);
    layout()->addWidget(field);
}

QLineEdit *IntakeStep::addLine(const QString &name, const QString &label, const QString &hint)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    addEditor(new FormField(label, line, hint, this));
    connect(line, &QLineEdit::textEdited, this, [this] {
        judge();
        emit changed();
    });
    connect(line, &QLineEdit::returnPressed, this, &IntakeStep::submitted);
    return line;
}

FormField *IntakeStep::fieldOf(const QLineEdit *line) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [line](FormField *field) { return field->editor() == line; });
    return found == m_fields.end() ? nullptr : *found;
}

void IntakeStep::showFaults()
{
    judge();
    for (FormField *field : std::as_const(m_fields))
        field->touch();
    const auto faulty = std::find_if(m_fields.begin(), m_fields.end(), [](FormField *field) { return field->hasFault(); });
    if (faulty != m_fields.end())
        (*faulty)->editor()->setFocus();
}

void IntakeStep::focusFirst() { m_fields.first()->editor()->setFocus(); }

QVariantMap IntakeStep::saveState() const
{
    QVariantMap state;
    for (const FormField *field : m_fields) {
        if (const auto *line = qobject_cast<QLineEdit *>(field->editor()))
            state.insert(line->objectName(), line->text());
        else if (const auto *choice = qobject_cast<QComboBox *>(field->editor()))
            state.insert(choice->objectName(), choice->currentData());
    }
    return state;
}

void IntakeStep::restoreState(const QVariantMap &state)
{
    for (const FormField *field : std::as_const(m_fields)) {
        const QVariant value = state.value(field->editor()->objectName());
        if (auto *line = qobject_cast<QLineEdit *>(field->editor()); line && value.isValid())
            line->setText(value.toString());
        else if (auto *choice = qobject_cast<QComboBox *>(field->editor()); choice && value.isValid())
            choice->setCurrentIndex(std::max(0, choice->findData(value)));
    }
    judge();
}

IntakeLimits::IntakeLimits(QWidget *parent) : IntakeStep(parent)
{
    const auto add = [this](const LimitKey &key, const QString &hint) {
        m_lines.append({key, addLine(QStringLiteral("intake:") + toString(key), wordFor(key), hint)});
    };
    add({LimitKind::RequestsPerMinute, LimitScope::Key}, tr("Empty: %1, the default.").arg(shownAmount(LimitKind::RequestsPerMinute, defaultLimits().first().amount)));
    add({LimitKind::RequestsPerDay, LimitScope::Tenant}, tr("Empty: no limit."));
    add({LimitKind::CostPerMonth, LimitScope::Tenant}, tr("In the currency of the service. Empty: no limit."));
    add({LimitKind::Storage, LimitScope::Tenant}, tr("Such as 50 GiB. Empty: no limit."));
    add({LimitKind::Seats, LimitScope::Tenant}, tr("How many people may come in. Empty: no limit."));
    judge();
}

QList<LimitDraft> IntakeLimits::limits() const
{
    QList<LimitDraft> limits;
    for (const auto &[key, line] : m_lines)
        if (!line->text().trimmed().isEmpty())
            limits.append({key, limitAmountFromText(key.kind, line->text()).value_or(0)});
    return limits;
}

bool IntakeLimits::isValid() const
{
    const auto all = limits();
    return std::all_of(all.begin(), all.end(), [](const LimitDraft &limit) { return validate(limit.key, limit.amount).isEmpty(); });
}

void IntakeLimits::judge()
{
    for (const auto &[key, line] : std::as_const(m_lines)) {
        std::optional<Error> fault;
        if (!line->text().trimmed().isEmpty())
            if (const auto faults = validate(key, limitAmountFromText(key.kind, line->text()).value_or(0)); !faults.isEmpty())
                fault = faults.first().error;
        fieldOf(line)->setFault(fault);
    }
}

IntakePerson::IntakePerson(QWidget *parent) : IntakeStep(parent)
{
    m_email = addLine(QStringLiteral("intakeEmail"), tr("E-mail address"), tr("Gets a one-time code. Empty: nobody is invited yet."));
    m_name = addLine(QStringLiteral("intakePersonName"), tr("Name"), {});
    m_role = new QComboBox(this);
    m_role->setObjectName(QStringLiteral("intakeRole"));
    for (const UserRole role : {UserRole::Owner, UserRole::Admin, UserRole::Member, UserRole::Viewer})
        m_role->addItem(wordFor(role), toString(role));
    addEditor(new FormField(tr("Role"), m_role, tr("The first person is the owner as a rule."), this));
    judge();
}

std::optional<UserDraft> IntakePerson::person() const
{
    const UserDraft draft{m_email->text().trimmed(), m_name->text().trimmed(), userRoleFromString(m_role->currentData().toString()).value_or(UserRole::Owner)};
    return draft.email.isEmpty() && draft.name.isEmpty() ? std::nullopt : std::optional(draft);
}

bool IntakePerson::isValid() const { return !person() || validate(*person()).isEmpty(); }

void IntakePerson::judge()
{
    std::optional<Error> email, name;
    if (const auto draft = person())
        for (const FieldError &fault : validate(*draft))
            (fault.field == QLatin1String("email") ? email : name) = fault.error;
    fieldOf(m_email)->setFault(email);
    fieldOf(m_name)->setFault(name);
}

IntakeKey::IntakeKey(QWidget *parent) : IntakeStep(parent)
{
    m_name = addLine(QStringLiteral("intakeKeyName"), tr("Name"), tr("What it is for, such as “Deploy of the shop”. Empty: no key yet."));
    m_environment = addLine(QStringLiteral("intakeEnvironment"), tr("Environment"), tr("Part of the key, such as live or test."));
    m_environment->setFont(monoFont());
    m_environment->setText(ApiKeyDraft().environment);
    m_permissions = addLine(QStringLiteral("intakePermissions"), tr("Permissions"), tr("As the service knows them, such as “orders:read, orders:write”."));
    judge();
}

std::optional<ApiKeyDraft> IntakeKey::key() const
{
    if (m_name->text().trimmed().isEmpty() && m_permissions->text().trimmed().isEmpty())
        return std::nullopt;
    ApiKeyDraft draft;
    draft.name = m_name->text().trimmed();
    draft.environment = m_environment->text().trimmed();
    draft.permissions = permissionsFrom(m_permissions->text());
    return draft;
}

bool IntakeKey::isValid() const { return !key() || validate(*key()).isEmpty(); }

void IntakeKey::judge()
{
    std::optional<Error> name, environment, permissions;
    if (const auto draft = key())
        for (const FieldError &fault : validate(*draft))
            (fault.field == QLatin1String("environment") ? environment : fault.field == QLatin1String("permissions") ? permissions : name) = fault.error;
    fieldOf(m_name)->setFault(name);
    fieldOf(m_environment)->setFault(environment);
    fieldOf(m_permissions)->setFault(permissions);
}

} // namespace plancia::ui
