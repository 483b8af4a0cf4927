// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/intakepanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/handoversheet.h"
#include "models/items/limitwords.h"
#include "models/items/tenantsmodel.h"
#include "models/items/usersmodel.h"
#include "models/ports/deliver.h"
#include "models/ports/intakeport.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/onetimesecret.h"
#include "ui/kit/text.h"
#include "ui/pages/keys/keysecretdialog.h"
#include "ui/pages/tenants/intakesteps.h"
#include "ui/pages/tenants/tenantform.h"

#include <QFileDialog>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kSteps = 5; ///< that are typed and looked at
}

IntakePanel::IntakePanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("intakePanel"));
    m_lead = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_lead->setObjectName(QStringLiteral("intakeLead"));
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_tenant = new TenantForm(this);
    m_limits = new IntakeLimits(this);
    m_person = new IntakePerson(this);
    m_key = new IntakeKey(this);
    m_facts = new FactGrid(this);
    m_codeTitle = makeLabel(tr("One-time code of the person"), TextKind::Strong, Wrap::Yes, this);
    m_code = new OneTimeSecret(this);
    m_code->setObjectName(QStringLiteral("intakeCode"));
    m_sheet = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_sheet->setObjectName(QStringLiteral("intakeSheet"));
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_lead, m_error, m_tenant, m_limits, m_person, m_key, m_facts, m_codeTitle, m_code, m_sheet}) {
        part->addWidget(widget);
        widget->hide();
    }
    connect(m_tenant, &TenantForm::submitted, this, &IntakePanel::next);
    connect(m_tenant, &TenantForm::changed, m_error, &QWidget::hide);
    for (IntakeStep *step : std::initializer_list<IntakeStep *>{m_limits, m_person, m_key}) {
        connect(step, &IntakeStep::submitted, this, &IntakePanel::next);
        connect(step, &IntakeStep::changed, m_error, &QWidget::hide);
    }
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &actionId) {
        if (actionId == QLatin1String("retry") && m_step == Step::Check)
            QMetaObject::invokeMethod(this, &IntakePanel::takeIn, Qt::QueuedConnection);
        else
            emit actionRequested(actionId);
    });
    connect(this, &SidePanel::closed, this, [this] {
        finish();
        emit focusLeft();
    });
}

IntakePanel::~IntakePanel() = default; // an intake that runs is carried out, and stands in the list

void IntakePanel::start(const TenantDraft &typed)
{
    if (!m_isWriting) {
        m_done.reset();
        if (!typed.name.isEmpty() || !typed.slug.isEmpty())
            m_tenant->setDraft(typed);
    }
    setStep(Step::Tenant);
    m_tenant->focusFirst();
}

void IntakePanel::dismissPanel()
{
    if (m_step == Step::Closed)
        return;
    hide();
    finish();
}

/// What was made is forgotten; what was typed stays until it is taken in.
void IntakePanel::finish()
{
    m_code->clear();
    m_done.reset();
    setStep(Step::Closed);
}

void IntakePanel::setStep(Step step)
{
    m_step = step;
    m_error->hide();
    m_tenant->setVisible(step == Step::Tenant);
    m_limits->setVisible(step == Step::Limits);
    m_person->setVisible(step == Step::Person);
    m_key->setVisible(step == Step::Key);
    m_facts->setVisible(step == Step::Check || step == Step::Done);
    m_codeTitle->setVisible(step == Step::Done && m_done && m_done->person);
    m_code->setVisible(step == Step::Done && m_done && m_done->person);
    m_sheet->hide();
    const auto lead = [&]() -> QString {
        switch (step) {
        case Step::Closed: break;
        case Step::Tenant: return tr("Who is taken in. Nothing is saved before the last step.");
        case Step::Limits: return tr("What was agreed. Other limits are set later, beside the tenant.");
        case Step::Person: return tr("Who comes in first, and invites the others.");
        case Step::Key: return tr("The key by which the customer’s programs come in.");
        case Step::Check: return tr("All of this is done in one act, or nothing of it.");
        case Step::Done: return tr("All of it is done. Code and key are shown this once.");
        }
        return {};
    }();
    const int number = static_cast<int>(step);
    m_lead->setText(number >= 1 && number <= kSteps ? tr("Step %1 of %2. %3", "number, of how many, a sentence").arg(number).arg(kSteps).arg(lead) : lead);
    m_lead->setVisible(step != Step::Closed);
    setTitle(step == Step::Done ? m_done->tenant.name : tr("Take a tenant in"));
    if (step == Step::Check)
        showCheck();
    else if (step == Step::Done)
        showDone();
    if (step != Step::Closed)
        show();
    showActs();
    emit shown();
}

void IntakePanel::showActs()
{
    clearActions();
    const auto add = [this](const char *name, const QString &text, ButtonKind kind, void (IntakePanel::*act)()) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
    };
    if (m_isWriting) {
        addAction(tr("Saving…"), ButtonKind::Primary)->setEnabled(false);
        return;
    }
    switch (m_step) {
    case Step::Closed:
        break;
    case Step::Tenant:
        add("intakeNext", tr("Next"), ButtonKind::Primary, &IntakePanel::next);
        break;
    case Step::Limits:
    case Step::Person:
    case Step::Key:
        add("intakeNext", tr("Next"), ButtonKind::Primary, &IntakePanel::next);
        add("intakeBack", tr("Back"), ButtonKind::Secondary, &IntakePanel::back);
        break;
    case Step::Check:
        add("intakeTakeIn", tr("Take in"), ButtonKind::Primary, &IntakePanel::takeIn);
        add("intakeBack", tr("Back"), ButtonKind::Secondary, &IntakePanel::back);
        break;
    case Step::Done:
        add("saveSheet", tr("Save hand-over sheet…"), ButtonKind::Primary, &IntakePanel::chooseSheet);
        break;
    }
}

void IntakePanel::next()
{
    if (m_isWriting)
        return;
    if (m_step == Step::Tenant && !m_tenant->isValid()) {
        m_tenant->showFaults();
        return;
    }
    IntakeStep *const steps[] = {nullptr, nullptr, m_limits, m_person, m_key};
    const int number = static_cast<int>(m_step);
    if (number >= 2 && number <= 4 && !steps[number]->isValid()) {
        steps[number]->showFaults();
        return;
    }
    if (m_step < Step::Tenant || m_step > Step::Key)
        return;
    setStep(static_cast<Step>(number + 1));
    if (number + 1 <= 4)
        steps[number + 1]->focusFirst();
}

void IntakePanel::back()
{
    if (!m_isWriting && m_step > Step::Tenant && m_step < Step::Done)
        setStep(static_cast<Step>(static_cast<int>(m_step) - 1));
}

IntakeDraft IntakePanel::draft() const { return {m_tenant->draft(), m_limits->limits(), m_person->person(), m_key->key()}; }

void IntakePanel::showCheck()
{
    const IntakeDraft all = draft();
    m_facts->clear();
    m_facts->addFact(QStringLiteral("checkName"), tr("Tenant"), all.tenant.name);
    m_facts->addFact(QStringLiteral("checkSlug"), tr("Slug"), all.tenant.slug, TextKind::Mono);
    m_facts->addFact(QStringLiteral("checkStatus"), tr("Status"), wordFor(all.tenant.status));
    for (const LimitDraft &limit : all.limits)
        m_facts->addFact(QStringLiteral("check:") + toString(limit.key), wordFor(limit.key.kind), shownAmount(limit.key.kind, limit.amount));
    if (all.limits.isEmpty())
        m_facts->addFact(QStringLiteral("checkLimits"), tr("Limits"), tr("the defaults"));
    m_facts->addFact(QStringLiteral("checkPerson"), tr("Person"),
                     all.person ? tr("%1, %2", "address and role").arg(all.person->email, wordFor(all.person->role)) : tr("nobody yet"));
    m_facts->addFact(QStringLiteral("checkKey"), tr("API key"), all.key ? all.key->name : tr("none yet"));
}

void IntakePanel::takeIn()
{
    IntakePort *port = m_context.workspace ? m_context.workspace->intake() : nullptr;
    if (m_isWriting || m_step != Step::Check || !port)
        return;
    m_isWriting = true;
    m_error->hide();
    showActs();
    m_call = CallContext();
    deliver(port->takeIn(draft(), m_call), this, [this](const Result<IntakeDone> &result) { taken(result); });
}

void IntakePanel::taken(const Result<IntakeDone> &result)
{
    m_isWriting = false;
    if (!result) {
        failed(result.error());
        emit settled();
        return;
    }
    m_done = *result;
    m_tenant->startCreate();
    m_limits->restoreState(IntakeLimits().saveState());
    m_person->restoreState(IntakePerson().saveState());
    m_key->restoreState(IntakeKey().saveState());
    setStep(Step::Done); // also when the panel was closed meanwhile: code and key are shown this once
    emit tenantTaken(m_done->tenant);
    if (m_done->key)
        (new KeySecretDialog(m_context, *m_done->key, tr("It was made for %1.").arg(m_done->tenant.name), window()))->open();
    emit settled();
}

void IntakePanel::failed(const Error &error)
{
    if (m_step == Step::Closed) { // whoever looks elsewhere is told, and finds what was typed
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Error, describe(error).sentence);
        return;
    }
    if (error.code() == ErrorCode::ConflictSlugTaken) {
        setStep(Step::Tenant);
        m_tenant->setSlugFault(error);
        return;
    }
    showActs();
    showError(error);
}

void IntakePanel::showDone()
{
    const qint64 now = m_context.clock->nowMs();
    m_facts->clear();
    m_facts->addFact(QStringLiteral("doneSlug"), tr("Slug"), m_done->tenant.slug, TextKind::Mono, FactGrid::Copy::Yes);
    for (const TenantLimit &limit : std::as_const(m_done->limits))
        m_facts->addFact(QStringLiteral("done:") + toString(limit.key), wordFor(limit.key.kind), shownAmount(limit.key.kind, limit.amount));
    if (m_done->person) {
        m_facts->addFact(QStringLiteral("donePerson"), tr("Person"), m_done->person->user.email);
        m_facts->addFact(QStringLiteral("doneCode"), tr("Code good until"), format::day(m_done->person->expiresAt, now));
        m_code->setSecret(m_done->person->code);
    }
    if (m_done->key)
        m_facts->addFact(QStringLiteral("doneKey"), tr("API key"), m_done->key->key.shown + QStringLiteral("…"), TextKind::Mono);
    m_sheet->setText(tr("The sheet tells the customer what was set up and how to come in. Code and key do not stand on it."));
    m_sheet->show();
}

void IntakePanel::chooseSheet()
{
    if (!m_done)
        return;
    auto *dialog = new QFileDialog(window(), tr("Where the hand-over sheet is written"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(m_done->tenant.slug + QStringLiteral(".html"));
    connect(dialog, &QFileDialog::fileSelected, this, &IntakePanel::saveSheet);
    dialog->open();
}

void IntakePanel::saveSheet(const QString &file)
{
    IntakePort *port = m_context.workspace ? m_context.workspace->intake() : nullptr;
    if (!port || !m_done || m_isWriting)
        return;
    m_isWriting = true;
    m_error->hide();
    showActs();
    m_call = CallContext();
    deliver(port->writeSheet(handOverSheet(*m_done, m_context.clock->nowMs()), file, m_call), this, [this, file](const Result<bool> &written) {
        m_isWriting = false;
        showActs();
        if (m_step == Step::Closed && m_context.actions.notify)
            m_context.actions.notify(written ? Tone::Good : Tone::Error, written ? tr("Saved in %1. Open it to print it.").arg(file) : describe(written.error()).sentence);
        else if (written)
            m_sheet->setText(tr("Saved in %1. Open it to print it.").arg(file));
        else
            showError(written.error());
        emit settled();
    });
}

void IntakePanel::showError(const Error &error)
{
    m_error->setError(error, m_call.requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, m_call.requestId);
}

QVariantMap IntakePanel::saveState() const
{
    return {{QStringLiteral("step"), static_cast<int>(m_step == Step::Done ? Step::Closed : m_step)}, {QStringLiteral("tenant"), m_tenant->saveState()},
            {QStringLiteral("limits"), m_limits->saveState()}, {QStringLiteral("person"), m_person->saveState()}, {QStringLiteral("key"), m_key->saveState()}};
}

void IntakePanel::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_tenant->restoreState(state.value(QStringLiteral("tenant")).toMap());
    m_limits->restoreState(state.value(QStringLiteral("limits")).toMap());
    m_person->restoreState(state.value(QStringLiteral("person")).toMap());
    m_key->restoreState(state.value(QStringLiteral("key")).toMap());
    if (const int step = state.value(QStringLiteral("step")).toInt(); step != 0 && m_context.workspace && m_context.workspace->intake())
        setStep(static_cast<Step>(step));
}

} // namespace plancia::ui
