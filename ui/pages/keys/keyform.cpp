// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keyform.h"

#include "models/domain/apikeyformat.h"
#include "ui/kit/text.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kOfferedDays = 90; // any other day may be chosen
constexpr int kListHeight = 64;

/// Each line or comma-separated piece as a limit; what is none becomes one that validate() refuses by its text.
QList<ApiKeyLimit> limitsFrom(const QString &text)
{
    QList<ApiKeyLimit> limits;
    for (const QString &line : text.split(QLatin1Char('\n')))
        for (const QString &piece : line.split(QLatin1Char(','))) {
            if (piece.trimmed().isEmpty())
                continue;
            const auto limit = limitFrom(piece);
            limits.append(limit ? *limit : ApiKeyLimit{piece.trimmed(), 0, 0});
        }
    return limits;
}

QString textOf(const QList<ApiKeyLimit> &limits)
{
    QStringList lines;
    for (const ApiKeyLimit &limit : limits)
        lines.append(toString(limit));
    return lines.join(QLatin1Char('\n'));
}
} // namespace

KeyForm::KeyForm(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    const auto add = [this, column](const QString &name, const QString &label, QWidget *editor, const QString &hint) {
        auto *field = new FormField(label, editor, hint, this);
        column->addWidget(field);
        m_fields.append({name, field});
    };
    const auto makeLine = [this](const QString &name) {
        auto *line = new QLineEdit(this);
        line->setObjectName(name);
        connect(line, &QLineEdit::textEdited, this, &KeyForm::judge);
        connect(line, &QLineEdit::returnPressed, this, &KeyForm::submitted);
        return line;
    };
    const auto makeList = [this](const QString &name) {
        auto *list = new QPlainTextEdit(this);
        list->setObjectName(name);
        list->setTabChangesFocus(true);
        list->setFixedHeight(kListHeight);
        list->setFont(monoFont());
        connect(list, &QPlainTextEdit::textChanged, this, &KeyForm::judge);
        return list;
    };
    m_tenant = makeLine(QStringLiteral("keyTenant"));
    m_tenant->setFont(monoFont());
    m_secret = makeLine(QStringLiteral("keySecret"));
    m_secret->setFont(monoFont());
    m_secret->setEchoMode(QLineEdit::Password);
    m_name = makeLine(QStringLiteral("keyName"));
    m_environment = makeLine(QStringLiteral("keyEnvironment"));
    m_environment->setFont(monoFont());
    m_permissions = makeLine(QStringLiteral("keyPermissions"));
    m_limits = makeList(QStringLiteral("keyLimits"));
    m_addresses = makeList(QStringLiteral("keyAddresses"));

    add(QStringLiteral("tenant"), tr("Tenant"), m_tenant, tr("Its slug."));
    add(QStringLiteral("secret"), tr("Key", "that a service has already"), m_secret, tr("The whole key. Of one that Plancia did not make, its first 30 characters are shown later."));
    add(QStringLiteral("name"), tr("Name"), m_name, tr("What it is for, such as “Deploy of the shop”."));
    add(QStringLiteral("environment"), tr("Environment"), m_environment, tr("Part of the key, such as live or test."));
    auto *expiryRow = new QWidget(this);
    auto *expiry = new QHBoxLayout(expiryRow);
    expiry->setContentsMargins(0, 0, 0, 0);
    expiry->setSpacing(measure::kSmallGap);
    m_hasExpiry = new QCheckBox(tr("It stops working on"), expiryRow);
    m_hasExpiry->setObjectName(QStringLiteral("keyHasExpiry"));
    m_expires = new QDateEdit(expiryRow);
    m_expires->setObjectName(QStringLiteral("keyExpires"));
    m_expires->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_expires->setAccessibleName(m_hasExpiry->text());
    expiry->addWidget(m_hasExpiry);
    expiry->addWidget(m_expires, 1);
    column->addWidget(expiryRow);
    add(QStringLiteral("permissions"), tr("Permissions"), m_permissions, tr("As the service knows them, such as “orders:read, orders:write”."));
    add(QStringLiteral("limits"), tr("Limits"), m_limits, tr("One a line: name=calls/time, such as calls=100/1m. The service counts."));
    add(QStringLiteral("addresses"), tr("Allowed addresses"), m_addresses, tr("One address or block a line. Empty: from everywhere."));
    m_internal = new QCheckBox(tr("Used by the service itself"), this);
    m_internal->setObjectName(QStringLiteral("keyInternal"));
    column->addWidget(m_internal);

    connect(m_hasExpiry, &QCheckBox::toggled, this, &KeyForm::judge);
    connect(m_expires, &QDateEdit::dateChanged, this, &KeyForm::judge);
    connect(m_internal, &QCheckBox::toggled, this, &KeyForm::judge);
    connect(m_tenant, &QLineEdit::textEdited, this, [this] {
        m_tenantFault.reset();
        judge();
    });
    connect(m_secret, &QLineEdit::textEdited, this, [this] {
        m_secretFault.reset();
        judge();
    });
    startCreate({});
}

void KeyForm::startCreate(const QString &tenantSlug)
{
    m_isNew = true;
    m_isAdopting = false;
    m_start = {};
    m_startTenant = tenantSlug;
    m_tenantFault.reset();
    m_secretFault.reset();
    m_secret->clear();
    m_tenant->setText(tenantSlug);
    setDraft(m_start);
}

void KeyForm::startAdopt(const QString &tenantSlug)
{
    startCreate(tenantSlug);
    m_isAdopting = true;
    setDraft(m_start);
}

void KeyForm::forgetSecret() { m_secret->clear(); }
QString KeyForm::secret() const { return m_secret->text().trimmed(); }

void KeyForm::startEdit(const ApiKey &key)
{
    m_isNew = false;
    m_isAdopting = false;
    m_secret->clear();
    m_start = draftOf(key);
    m_startTenant = key.tenantSlug;
    m_tenantFault.reset();
    m_tenant->setText(key.tenantSlug);
    setDraft(m_start);
}

void KeyForm::setDraft(const ApiKeyDraft &draft)
{
    for (const auto &[name, field] : m_fields)
        if (name == QLatin1String("tenant") || name == QLatin1String("environment"))
            field->setVisible(m_isNew);
        else if (name == QLatin1String("secret"))
            field->setVisible(m_isAdopting);
    m_name->setText(draft.name);
    m_environment->setText(draft.environment);
    setExpiry(draft.expiresAt);
    m_permissions->setText(draft.permissions.join(QStringLiteral(", ")));
    m_limits->setPlainText(textOf(draft.limits));
    m_addresses->setPlainText(draft.addresses.join(QLatin1Char('\n')));
    m_internal->setChecked(draft.isInternal);
    judge();
}

void KeyForm::setExpiry(qint64 atMs)
{
    m_hasExpiry->setChecked(atMs != 0);
    m_expires->setDate(atMs != 0 ? QDateTime::fromMSecsSinceEpoch(atMs).date() : QDate::currentDate().addDays(kOfferedDays));
}

void KeyForm::rebase(const ApiKey &theirs)
{
    const ApiKeyDraft base = m_start;
    const ApiKeyDraft mine = draft();
    const QVariantMap typed = saveState();
    startEdit(theirs);
    restoreState(typed);
    if (mine.name == base.name)
        take(QStringLiteral("name"));
    if (mine.expiresAt == base.expiresAt)
        take(QStringLiteral("expires"));
    if (mine.permissions == base.permissions)
        take(QStringLiteral("permissions"));
    if (mine.limits == base.limits)
        take(QStringLiteral("limits"));
    if (mine.addresses == base.addresses)
        take(QStringLiteral("addresses"));
    if (mine.isInternal == base.isInternal)
        take(QStringLiteral("internal"));
}

void KeyForm::take(const QString &field)
{
    if (field == QLatin1String("name"))
        m_name->setText(m_start.name);
    else if (field == QLatin1String("expires"))
        setExpiry(m_start.expiresAt);
    else if (field == QLatin1String("permissions"))
        m_permissions->setText(m_start.permissions.join(QStringLiteral(", ")));
    else if (field == QLatin1String("limits"))
        m_limits->setPlainText(textOf(m_start.limits));
    else if (field == QLatin1String("addresses"))
        m_addresses->setPlainText(m_start.addresses.join(QLatin1Char('\n')));
    else
        m_internal->setChecked(m_start.isInternal);
    judge();
}

QString KeyForm::tenantSlug() const { return m_tenant->text().trimmed(); }

ApiKeyDraft KeyForm::draft() const
{
    ApiKeyDraft draft;
    draft.name = m_name->text().trimmed();
    draft.environment = m_environment->text().trimmed();
    draft.product = m_start.product;
    if (m_hasExpiry->isChecked()) {
        // At the end of that day here; one that was set to the minute elsewhere stays so until another day is chosen.
        const bool isSameDay = m_start.expiresAt != 0 && QDateTime::fromMSecsSinceEpoch(m_start.expiresAt).date() == m_expires->date();
        draft.expiresAt = isSameDay ? m_start.expiresAt : m_expires->date().addDays(1).startOfDay().toMSecsSinceEpoch() - 1;
    }
    draft.permissions = permissionsFrom(m_permissions->text());
    draft.limits = limitsFrom(m_limits->toPlainText());
    draft.addresses = addressesFrom(m_addresses->toPlainText());
    draft.isInternal = m_internal->isChecked();
    return draft;
}

std::optional<Error> KeyForm::faultOf(const QString &name) const
{
    if (name == QLatin1String("tenant")) {
        if (m_isNew && tenantSlug().isEmpty())
            return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), name}});
        return m_tenantFault;
    }
    if (name == QLatin1String("secret")) {
        if (!m_isAdopting)
            return std::nullopt;
        if (secret().isEmpty())
            return Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("key")}});
        const auto digest = apikeyformat::digestOf(secret());
        return digest ? m_secretFault : digest.error();
    }
    for (const FieldError &one : validate(draft()))
        if (one.field == name)
            return one.error;
    return std::nullopt;
}

bool KeyForm::isValid() const
{
    return std::none_of(m_fields.begin(), m_fields.end(), [this](const auto &field) { return faultOf(field.first).has_value(); });
}

bool KeyForm::isChanged() const { return draft() != m_start || (m_isNew && tenantSlug() != m_startTenant); }

void KeyForm::showFaults()
{
    judge();
    QWidget *first = nullptr;
    for (const auto &[name, field] : m_fields) {
        field->touch();
        if (!first && field->hasFault())
            first = field->editor();
    }
    if (first)
        first->setFocus();
}

void KeyForm::setTenantFault(const Error &error)
{
    m_tenantFault = error;
    judge();
    m_fields.first().second->touch();
    m_tenant->setFocus();
    m_tenant->selectAll();
}

void KeyForm::setSecretFault(const Error &error)
{
    m_secretFault = error;
    judge();
    for (const auto &[name, field] : m_fields)
        if (name == QLatin1String("secret"))
            field->touch();
    m_secret->setFocus();
}

void KeyForm::focusFirst() { (m_isNew && tenantSlug().isEmpty() ? m_tenant : m_name)->setFocus(); }

QVariantMap KeyForm::saveState() const
{
    return {{QStringLiteral("adopts"), m_isAdopting},
            {QStringLiteral("tenant"), m_tenant->text()},
            {QStringLiteral("name"), m_name->text()},
            {QStringLiteral("environment"), m_environment->text()},
            {QStringLiteral("hasExpiry"), m_hasExpiry->isChecked()},
            {QStringLiteral("expires"), m_expires->date()},
            {QStringLiteral("permissions"), m_permissions->text()},
            {QStringLiteral("limits"), m_limits->toPlainText()},
            {QStringLiteral("addresses"), m_addresses->toPlainText()},
            {QStringLiteral("internal"), m_internal->isChecked()}};
}

void KeyForm::restoreState(const QVariantMap &state)
{
    if (m_isNew) {
        m_tenant->setText(state.value(QStringLiteral("tenant")).toString());
        m_environment->setText(state.value(QStringLiteral("environment")).toString());
    }
    m_name->setText(state.value(QStringLiteral("name")).toString());
    m_hasExpiry->setChecked(state.value(QStringLiteral("hasExpiry")).toBool());
    if (const QDate day = state.value(QStringLiteral("expires")).toDate(); day.isValid())
        m_expires->setDate(day);
    m_permissions->setText(state.value(QStringLiteral("permissions")).toString());
    m_limits->setPlainText(state.value(QStringLiteral("limits")).toString());
    m_addresses->setPlainText(state.value(QStringLiteral("addresses")).toString());
    m_internal->setChecked(state.value(QStringLiteral("internal")).toBool());
    judge();
}

void KeyForm::judge()
{
    m_expires->setEnabled(m_hasExpiry->isChecked());
    for (const auto &[name, field] : m_fields)
        field->setFault(faultOf(name));
    emit changed();
}

} // namespace plancia::ui
