// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantform.h"

#include "models/items/tenantsmodel.h"
#include "ui/kit/text.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTextDocument>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
/// With its no-break spaces, which toPlainText() makes blanks of.
QString typedIn(const QPlainTextEdit &box)
{
    return box.document()->toRawText().replace(QChar(QChar::ParagraphSeparator), u'\n').replace(QChar(QChar::LineSeparator), u'\n');
}
} // namespace

TenantForm::TenantForm(QWidget *parent) : QWidget(parent)
{
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("tenantName"));
    m_slug = new QLineEdit(this);
    m_slug->setObjectName(QStringLiteral("tenantSlug"));
    m_slug->setFont(monoFont());
    m_active = new QRadioButton(wordFor(TenantStatus::Active), this);
    m_active->setObjectName(QStringLiteral("tenantActive"));
    m_trial = new QRadioButton(wordFor(TenantStatus::Trial), this);
    m_trial->setObjectName(QStringLiteral("tenantTrial"));
    m_notes = new QPlainTextEdit(this);
    m_notes->setObjectName(QStringLiteral("tenantNotes"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(120);
    m_notes->installEventFilter(this);

    m_tags = new QLineEdit(this);
    m_tags->setObjectName(QStringLiteral("tenantTags"));
    m_tagsField = new FormField(tr("Tags"), m_tags, tr("Words to filter by, such as “vip, eu-west”."), this);
    m_trialRow = new QWidget(this);
    auto *trial = new QHBoxLayout(m_trialRow);
    trial->setContentsMargins(0, 0, 0, 0);
    trial->setSpacing(measure::kSmallGap);
    m_hasEnd = new QCheckBox(tr("The trial ends on"), m_trialRow);
    m_hasEnd->setObjectName(QStringLiteral("tenantHasTrialEnd"));
    m_trialEnds = new QDateEdit(m_trialRow);
    m_trialEnds->setObjectName(QStringLiteral("tenantTrialEnds"));
    m_trialEnds->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_trialEnds->setAccessibleName(m_hasEnd->text());
    trial->addWidget(m_hasEnd);
    trial->addWidget(m_trialEnds, 1);

    m_nameField = new FormField(tr("Name"), m_name, {}, this);
    m_slugField = new FormField(tr("Slug", "short name in addresses"), m_slug, {}, this);
    m_notesField = new FormField(tr("Notes"), m_notes, tr("For operators only. The tenant never sees them."), this);

    m_statusRow = new QWidget(this);
    auto *status = new QVBoxLayout(m_statusRow);
    status->setContentsMargins(0, 0, 0, 0);
    status->setSpacing(measure::kTinyGap);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(measure::kGap);
    choices->addWidget(m_active);
    choices->addWidget(m_trial);
    choices->addStretch();
    status->addWidget(makeLabel(tr("Status"), TextKind::Secondary));
    status->addLayout(choices);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(m_nameField);
    column->addWidget(m_slugField);
    column->addWidget(m_statusRow);
    column->addWidget(m_trialRow);
    column->addWidget(m_tagsField);
    column->addWidget(m_notesField);

    connect(m_name, &QLineEdit::textEdited, this, &TenantForm::nameEdited);
    connect(m_slug, &QLineEdit::textEdited, this, &TenantForm::slugEdited);
    connect(m_notes, &QPlainTextEdit::textChanged, this, &TenantForm::judge);
    connect(m_trial, &QRadioButton::toggled, this, &TenantForm::judge);
    connect(m_tags, &QLineEdit::textEdited, this, &TenantForm::judge);
    connect(m_tags, &QLineEdit::returnPressed, this, &TenantForm::submitted);
    connect(m_hasEnd, &QCheckBox::toggled, this, &TenantForm::judge);
    connect(m_trialEnds, &QDateEdit::dateChanged, this, &TenantForm::judge);
    connect(m_name, &QLineEdit::returnPressed, this, &TenantForm::submitted);
    connect(m_slug, &QLineEdit::returnPressed, this, &TenantForm::submitted);
    startCreate();
}

void TenantForm::startCreate()
{
    m_isNew = true;
    m_slugTyped = false;
    m_slugFault.reset();
    m_start = {};
    m_slug->setReadOnly(false);
    m_slug->setFocusPolicy(Qt::StrongFocus);
    m_statusRow->show();
    m_slugField->setHint(tr("Part of addresses. When it is changed later, the old one leads to the new."));
    setDraft(m_start);
}

void TenantForm::startEdit(const Tenant &tenant)
{
    m_isNew = false;
    m_slugTyped = true;
    m_slugFault.reset();
    m_start = {tenant.slug, tenant.name, tenant.status, tenant.notes, tenant.tags, tenant.trialEndsAt};
    m_slug->setReadOnly(true);
    m_slug->setFocusPolicy(Qt::ClickFocus);
    m_statusRow->hide();
    m_slugField->setHint(tr("It is changed by an act of its own, since addresses hang on it."));
    setDraft(m_start);
}

void TenantForm::rebase(const Tenant &theirs)
{
    const TenantDraft base = m_start;
    const TenantDraft mine = draft();
    const QVariantMap typed = saveState();
    startEdit(theirs);
    restoreState(typed);
    if (mine.name == base.name)
        take(QStringLiteral("name"));
    if (mine.notes == base.notes)
        take(QStringLiteral("notes"));
    if (mine.tags == base.tags)
        take(QStringLiteral("tags"));
    if (mine.trialEndsAt == base.trialEndsAt)
        take(QStringLiteral("trialEnds"));
}

void TenantForm::take(const QString &field)
{
    if (field == QLatin1String("name"))
        m_name->setText(m_start.name);
    else if (field == QLatin1String("notes"))
        showNotes(m_start.notes);
    else if (field == QLatin1String("tags"))
        m_tags->setText(m_start.tags.join(QStringLiteral(", ")));
    else
        setTrialEnd(m_start.trialEndsAt);
    judge();
}

/// A box has one kind of line end and keeps not every character: what nobody changed goes back as it came.
void TenantForm::showNotes(const QString &notes)
{
    m_notesGiven = notes;
    m_notes->setPlainText(notes);
    m_notesShown = typedIn(*m_notes);
}

TenantDraft TenantForm::draft() const
{
    TenantDraft draft;
    draft.slug = m_slug->text();
    draft.name = m_name->text().trimmed();
    draft.status = m_isNew ? (m_trial->isChecked() ? TenantStatus::Trial : TenantStatus::Active) : m_start.status;
    const QString notes = typedIn(*m_notes);
    draft.notes = notes == m_notesShown ? m_notesGiven : notes;
    draft.tags = tagsFrom(m_tags->text());
    if (draft.status == TenantStatus::Trial && m_hasEnd->isChecked()) {
        // At the end of that day here; one that was set to the minute elsewhere stays so until another day is chosen.
        const qint64 end = m_trialEnds->date().addDays(1).startOfDay().toMSecsSinceEpoch() - 1;
        const bool isSameDay = m_start.trialEndsAt != 0 && QDateTime::fromMSecsSinceEpoch(m_start.trialEndsAt).date() == m_trialEnds->date();
        draft.trialEndsAt = isSameDay ? m_start.trialEndsAt : end;
    }
    return draft;
}

void TenantForm::setDraft(const TenantDraft &draft)
{
    m_name->setText(draft.name);
    m_slug->setText(draft.slug);
    m_slug->setCursorPosition(0);
    (draft.status == TenantStatus::Trial ? m_trial : m_active)->setChecked(true);
    showNotes(draft.notes);
    m_tags->setText(draft.tags.join(QStringLiteral(", ")));
    setTrialEnd(draft.trialEndsAt);
    judge();
}

void TenantForm::setTrialEnd(qint64 atMs)
{
    constexpr int kTrialDays = 14; // what is offered; any other day may be chosen
    m_hasEnd->setChecked(atMs != 0);
    m_trialEnds->setDate(atMs != 0 ? QDateTime::fromMSecsSinceEpoch(atMs).date() : QDate::currentDate().addDays(kTrialDays));
}

bool TenantForm::isValid() const { return validate(draft()).isEmpty() && !m_slugFault; }
bool TenantForm::isChanged() const { return draft() != m_start; }

void TenantForm::showFaults()
{
    const auto faults = validate(draft());
    for (const QString &name : {QStringLiteral("slug"), QStringLiteral("name"), QStringLiteral("tags"), QStringLiteral("notes")})
        fieldOf(name)->touch();
    if (m_nameField->hasFault())
        m_name->setFocus();
    else if (m_slugField->hasFault())
        m_slug->setFocus();
    else if (m_tagsField->hasFault())
        m_tags->setFocus();
    else if (m_notesField->hasFault())
        m_notes->setFocus();
}

void TenantForm::setSlugFault(const Error &error)
{
    m_slugFault = error;
    m_slugTyped = true; // a suggestion that is taken helps nobody a second time
    m_slugField->touch();
    judge();
    m_slug->setFocus();
    m_slug->selectAll();
}

void TenantForm::focusFirst()
{
    m_name->setFocus();
    m_name->selectAll();
}

QVariantMap TenantForm::saveState() const
{
    const TenantDraft now = draft();
    return {{QStringLiteral("name"), m_name->text()},
            {QStringLiteral("slug"), now.slug},
            {QStringLiteral("status"), toString(now.status)},
            {QStringLiteral("notes"), now.notes},
            {QStringLiteral("tags"), m_tags->text()},
            {QStringLiteral("hasTrialEnd"), m_hasEnd->isChecked()},
            {QStringLiteral("trialEnds"), m_trialEnds->date()},
            {QStringLiteral("slugTyped"), m_slugTyped},
            {QStringLiteral("touchedName"), m_nameField->isTouched()},
            {QStringLiteral("touchedSlug"), m_slugField->isTouched()}};
}

void TenantForm::restoreState(const QVariantMap &state)
{
    TenantDraft draft;
    draft.name = state.value(QStringLiteral("name")).toString();
    draft.slug = m_isNew ? state.value(QStringLiteral("slug")).toString() : m_start.slug;
    draft.status = tenantStatusFromString(state.value(QStringLiteral("status")).toString()).value_or(TenantStatus::Active);
    draft.notes = state.value(QStringLiteral("notes")).toString();
    draft.tags = {state.value(QStringLiteral("tags")).toString()};
    m_slugTyped = !m_isNew || state.value(QStringLiteral("slugTyped")).toBool();
    setDraft(draft);
    m_hasEnd->setChecked(state.value(QStringLiteral("hasTrialEnd")).toBool());
    if (const QDate day = state.value(QStringLiteral("trialEnds")).toDate(); day.isValid())
        m_trialEnds->setDate(day);
    if (state.value(QStringLiteral("touchedName")).toBool())
        m_nameField->touch();
    if (state.value(QStringLiteral("touchedSlug")).toBool())
        m_slugField->touch();
}

bool TenantForm::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notes && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && (key->modifiers() & Qt::ControlModifier)) {
            emit submitted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TenantForm::nameEdited(const QString &name)
{
    if (m_isNew && !m_slugTyped) {
        m_slug->setText(suggestSlug(name));
        m_slugFault.reset();
    }
    judge();
}

void TenantForm::slugEdited()
{
    m_slugTyped = !m_slug->text().isEmpty(); // emptied by hand: suggest again
    m_slugFault.reset();
    judge();
}

void TenantForm::judge()
{
    m_trialRow->setVisible(draft().status == TenantStatus::Trial);
    m_trialEnds->setEnabled(m_hasEnd->isChecked());
    const auto faults = validate(draft());
    for (const QString &name : {QStringLiteral("slug"), QStringLiteral("name"), QStringLiteral("tags"), QStringLiteral("notes")}) {
        std::optional<Error> fault;
        for (const FieldError &one : faults)
            if (one.field == name && !fault)
                fault = one.error;
        if (!fault && name == QLatin1String("slug"))
            fault = m_slugFault;
        fieldOf(name)->setFault(fault);
    }
    emit changed();
}

FormField *TenantForm::fieldOf(const QString &name) const
{
    if (name == QLatin1String("slug"))
        return m_slugField;
    if (name == QLatin1String("tags"))
        return m_tagsField;
    return name == QLatin1String("name") ? m_nameField : m_notesField;
}

} // namespace plancia::ui
