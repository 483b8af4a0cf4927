// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantlimits.h"

#include "models/base/continuation.h"
#include "models/errors/catalogue.h"
#include "models/items/limitwords.h"
#include "models/ports/deliver.h"
#include "models/ports/limitsport.h"
#include "ui/kit/button.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/retrystep.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/tenants/limitform.h"
#include "ui/pages/tenants/limitrow.h"

#include <QHideEvent>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kRestMs = 400; ///< on one tenant, before its calls are counted
}

TenantLimits::TenantLimits(const PageContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("tenantLimits"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, measure::kGap, 0, 0);
    column->setSpacing(measure::kSmallGap);
    auto *title = makeLabel(tr("Limits"), TextKind::Strong, Wrap::No, this);
    column->addWidget(title);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->setObjectName(QStringLiteral("limitError"));
    m_error->hide();
    column->addWidget(m_error);
    m_list = new QWidget(this);
    auto *list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(measure::kSmallGap);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(measure::kSmallGap);
    list->addLayout(m_rows);
    m_note = makeLabel({}, TextKind::Secondary, Wrap::Yes, m_list);
    m_note->setObjectName(QStringLiteral("limitsNote"));
    list->addWidget(m_note);
    m_add = makeButton(tr("Set a limit"), ButtonKind::Link, m_list);
    m_add->setObjectName(QStringLiteral("addLimit"));
    list->addWidget(m_add, 0, Qt::AlignLeft);
    column->addWidget(m_list);
    setUpForm();
    column->addWidget(m_editor);
    m_rest = new QTimer(this);
    m_rest->setSingleShot(true);
    m_rest->setInterval(kRestMs);
    connect(m_rest, &QTimer::timeout, this, &TenantLimits::readUsage);
    connect(m_add, &QPushButton::clicked, this, [this] { startForm(std::nullopt); }, Qt::QueuedConnection);
    connect(m_error, &ErrorPanel::actionRequested, this, &TenantLimits::stepTaken);
    setVisible(port() != nullptr);
    showPart();
}

void TenantLimits::setUpForm()
{
    m_editor = new QWidget(this);
    auto *editor = new QVBoxLayout(m_editor);
    editor->setContentsMargins(0, 0, 0, 0);
    editor->setSpacing(measure::kGap);
    m_editorTitle = makeLabel({}, TextKind::Secondary, Wrap::Yes, m_editor);
    editor->addWidget(m_editorTitle);
    m_form = new LimitForm(m_editor);
    editor->addWidget(m_form);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kSmallGap);
    const auto add = [&](const char *name, const QString &text, ButtonKind kind, void (TenantLimits::*act)()) {
        auto *button = makeButton(text, kind, m_editor);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
        acts->addWidget(button);
        return button;
    };
    m_save = add("saveLimit", tr("Save"), ButtonKind::Primary, &TenantLimits::save);
    m_cancel = add("cancelLimit", tr("Cancel"), ButtonKind::Secondary, &TenantLimits::leaveForm);
    m_remove = add("removeLimit", {}, ButtonKind::Secondary, &TenantLimits::takeAway);
    acts->addStretch();
    editor->addLayout(acts);
    connect(m_form, &LimitForm::submitted, this, &TenantLimits::save);
    connect(m_form, &LimitForm::changed, m_error, &QWidget::hide);
}

TenantLimits::~TenantLimits() { m_reading.cancel.cancel(); }

/// Counting the calls of weeks keeps others waiting: nobody looks any more.
void TenantLimits::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (event->spontaneous() || !m_isReading)
        return;
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_rest->stop();
    m_isReading = false;
    m_isCut = true;
}

void TenantLimits::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_isCut, false) && port())
        read();
}

LimitsPort *TenantLimits::port() const { return m_context.workspace ? m_context.workspace->limits() : nullptr; }

bool TenantLimits::canWrite() const
{
    return port() && refusal().isEmpty();
}

QString TenantLimits::refusal() const
{
    if (m_tenant.deletedAt != 0)
        return tr("The tenant is deleted. Take it back to change its limits.");
    return m_context.workspace ? refusedSentence(*m_context.workspace, Capability::WriteTenants) : QString();
}

void TenantLimits::setTenant(const Tenant &tenant)
{
    const bool isAnother = tenant.id != m_tenant.id;
    m_tenant = tenant;
    if (!port())
        return;
    if (isAnother) {
        m_limits.clear();
        m_usage.clear();
        m_isEditing = false;
        m_error->hide();
        showLimits();
    }
    m_isEditing = m_isEditing && canWrite();
    showPart();
    read();
}

void TenantLimits::read()
{
    m_reading.cancel.cancel();
    m_rest->stop();
    m_reading = CallContext();
    m_isReading = true;
    if (m_limits.isEmpty())
        m_note->setText(tr("Reading the limits…"));
    deliver(port()->limits(m_tenant.id, m_reading), this, [this, request = m_reading.requestId](const Result<QList<TenantLimit>> &limits) {
        if (request != m_reading.requestId)
            return;
        if (!limits) {
            m_isReading = false;
            m_note->setText({});
            showError(limits.error(), request, [this] { read(); });
            emit settled();
            return;
        }
        const bool isAsCounted = !m_usage.isEmpty() && m_limits == *limits;
        m_limits = *limits;
        showLimits();
        if (!m_restored.isEmpty())
            restoreState(std::exchange(m_restored, {}));
        if (isAsCounted) {
            m_isReading = false;
            showUsage();
            emit settled();
        } else {
            m_rest->start(); // who walks through the list looks at none of them for long
        }
    });
}

/// Apart from the limits, which are here at once: counting the calls of weeks may take a while.
void TenantLimits::readUsage()
{
    deliver(port()->usage(m_tenant.id, m_reading), this, [this, request = m_reading.requestId](const Result<QList<LimitUsage>> &usage) {
        if (request != m_reading.requestId)
            return;
        m_isReading = false;
        m_usage = usage ? *usage : QList<LimitUsage>();
        showUsage();
        if (!usage) {
            m_note->setText(tr("What is used could not be counted: %1").arg(describe(usage.error()).sentence));
            m_note->show();
        }
        emit settled();
    });
}

void TenantLimits::showUsage()
{
    m_note->setText({});
    m_note->hide();
    const qint64 now = m_context.clock->nowMs();
    for (LimitRow *row : m_list->findChildren<LimitRow *>())
        for (const LimitUsage &one : std::as_const(m_usage))
            if (one.key == row->limit().key)
                row->showUsage(one, now);
}

void TenantLimits::showLimits()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const TenantLimit &limit : std::as_const(m_limits)) {
        auto *row = new LimitRow(limit, refusal(), m_list);
        m_rows->addWidget(row);
        connect(row, &LimitRow::editRequested, this, &TenantLimits::startForm);
    }
    m_note->setText(m_limits.isEmpty() ? QString() : tr("Counting what is used…"));
    m_note->setVisible(true);
    showPart();
}

void TenantLimits::showPart()
{
    m_list->setVisible(!m_isEditing);
    setRefusal(m_add, refusal());
    m_editor->setVisible(m_isEditing);
    const bool isOwn = m_edited && !m_edited->isDefault;
    m_editorTitle->setText(m_edited ? tr("Change %1. It is %2 now.").arg(wordFor(m_edited->key), shownAmount(m_edited->key.kind, m_edited->amount)) : tr("A limit of the tenant’s own"));
    bool hasDefault = false;
    for (const TenantLimit &limit : defaultLimits())
        hasDefault = hasDefault || (m_edited && limit.key == m_edited->key);
    m_remove->setText(hasDefault ? tr("Back to the default") : tr("Take it away"));
    m_remove->setVisible(isOwn);
    m_save->setText(m_isWriting ? tr("Saving…") : tr("Save"));
    for (QPushButton *button : {m_save, m_cancel, m_remove})
        button->setEnabled(!m_isWriting);
}

void TenantLimits::startForm(const std::optional<TenantLimit> &limit)
{
    if (!canWrite() || m_isWriting)
        return;
    m_edited = limit;
    m_isEditing = true;
    m_error->hide();
    if (limit)
        m_form->startEdit(*limit);
    else
        m_form->startNew();
    showPart();
    m_form->focusFirst();
}

void TenantLimits::leaveForm()
{
    m_isEditing = false;
    m_error->hide();
    showPart();
    m_add->setFocus();
}

void TenantLimits::save()
{
    if (m_isWriting || !canWrite())
        return;
    if (!m_form->isValid()) {
        m_form->showFaults();
        return;
    }
    const LimitKey key = m_form->key();
    // Who types a limit that is there already changes that one, in the version that was shown.
    qint64 version = m_edited ? m_edited->rowVersion : 0;
    if (!m_edited)
        for (const TenantLimit &limit : std::as_const(m_limits))
            if (limit.key == key)
                version = limit.rowVersion;
    m_writing = CallContext();
    write(continued(port()->set(m_tenant.id, key, *m_form->amount(), version, m_writing), [](const Result<TenantLimit> &set) {
        return set ? Result<bool>(true) : Result<bool>(fail(set.error()));
    }), [this] { save(); });
}

void TenantLimits::takeAway()
{
    if (m_isWriting || !canWrite() || !m_edited)
        return;
    m_writing = CallContext();
    write(port()->remove(m_tenant.id, m_edited->key, m_edited->rowVersion, m_writing), [this] { takeAway(); });
}

void TenantLimits::write(const QFuture<Result<bool>> &answer, std::function<void()> again)
{
    m_isWriting = true;
    m_error->hide();
    showPart();
    deliver(answer, this, [this, again = std::move(again), about = m_tenant.id](const Result<bool> &result) {
        m_isWriting = false;
        if (m_tenant.id != about) { // another tenant is looked at by now: what came of it is told, and that is all
            showPart();
            if (!result && m_context.actions.notify)
                m_context.actions.notify(Tone::Error, describe(result.error()).sentence);
        } else if (result) {
            leaveForm();
            read();
            emit changed();
        } else {
            showPart();
            showError(result.error(), m_writing.requestId, again);
        }
        emit settled();
    });
}

void TenantLimits::showError(const Error &error, const QString &requestId, std::function<void()> again)
{
    m_again = std::move(again);
    if (error.code() == ErrorCode::ConflictEdited) {
        // The newest version is read and what was typed stays: saving again means that version.
        m_again = [this] {
            m_restored = saveState();
            read();
        };
    }
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

void TenantLimits::stepTaken(const QString &actionId)
{
    if (!takeRetryStep(actionId, m_error, m_again))
        emit actionRequested(actionId);
}

QVariantMap TenantLimits::saveState() const
{
    if (!m_isEditing)
        return m_restored;
    return {{QStringLiteral("tenant"), m_tenant.id.toString()}, {QStringLiteral("isNew"), !m_edited}, {QStringLiteral("form"), m_form->saveState()}};
}

void TenantLimits::restoreState(const QVariantMap &state)
{
    if (state.value(QStringLiteral("tenant")).toString() != m_tenant.id.toString())
        return;
    if (m_limits.isEmpty()) {
        m_restored = state;
        return;
    }
    const QVariantMap form = state.value(QStringLiteral("form")).toMap();
    std::optional<TenantLimit> edited;
    if (!state.value(QStringLiteral("isNew")).toBool())
        for (const TenantLimit &limit : std::as_const(m_limits))
            if (toString(limit.key.kind) == form.value(QStringLiteral("kind")) && toString(limit.key.scope) == form.value(QStringLiteral("scope"))
                && limit.key.endpoint == form.value(QStringLiteral("endpoint")))
                edited = limit;
    startForm(edited);
    m_form->restoreState(form);
}

} // namespace plancia::ui
