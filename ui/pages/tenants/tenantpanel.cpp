// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantpanel.h"

#include "models/errors/catalogue.h"
#include "models/items/tenantsmodel.h"
#include "models/ports/deliver.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/retrystep.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/tenants/tenantacts.h"
#include "ui/pages/tenants/tenantconflict.h"
#include "ui/pages/tenants/tenantdetail.h"
#include "ui/pages/tenants/tenantform.h"
#include "ui/pages/tenants/tenantlimits.h"
#include "ui/pages/tenants/tenantstate.h"
#include "ui/pages/tenants/tenantstatusform.h"

#include <QApplication>
#include <QMenu>
#include <QVBoxLayout>

namespace plancia::ui {

TenantPanel::TenantPanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("tenantPanel"));
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_notice = new Notice(this, Notice::Link::Below);
    m_detail = new TenantDetail(context, this);
    m_form = new TenantForm(this);
    m_statusForm = new TenantStatusForm(this);
    m_conflict = new TenantConflict(this);
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_notice, m_detail, m_form, m_statusForm, m_conflict}) {
        part->addWidget(widget);
        widget->hide();
    }
    setUpActs();
    connect(m_error, &ErrorPanel::actionRequested, this, &TenantPanel::stepTaken);
    connect(m_notice, &Notice::linkActivated, this, [this] {
        if (const auto act = m_noticeAct)
            act();
    });
    connect(m_detail, &TenantDetail::settled, this, &TenantPanel::settled);
    connect(m_detail->limits(), &TenantLimits::actionRequested, this, &TenantPanel::actionRequested);
    connect(m_detail, &TenantDetail::allActsRequested, this, &TenantPanel::allActsRequested);
    connect(m_conflict, &TenantConflict::theirsTaken, this, &TenantPanel::mergeField);
    connect(m_form, &TenantForm::submitted, this, &TenantPanel::save);
    connect(m_form, &TenantForm::changed, this, [this] { m_error->hide(); });
    connect(this, &SidePanel::closed, this, [this] {
        keepDraft();
        setMode(Mode::Closed);
    });
}

/// The rarer acts, which ask in dialogs.
void TenantPanel::setUpActs()
{
    m_acts = new TenantActs(m_context, this);
    connect(m_acts, &TenantActs::changed, this, [this] {
        if (m_mode == Mode::Detail)
            showActs();
        if (isSettled())
            emit settled();
    });
    connect(m_acts, &TenantActs::done, this, [this](const Tenant &tenant, const QString &words) {
        if (m_mode == Mode::Detail && m_tenant && m_tenant->id == tenant.id)
            showTenant(tenant);
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, words);
        emit tenantChanged(tenant, false);
    });
    connect(m_acts, &TenantActs::purged, this, [this](const TenantPurge &purge) {
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, tr("%1 is deleted for good. What it was lies in %2.").arg(purge.tenant.slug, purge.file));
        if (m_tenant && m_tenant->id == purge.tenant.id)
            dismissPanel();
        emit tenantGone();
    });
    connect(m_acts, &TenantActs::failed, this, [this](const Error &error, const QString &requestId) {
        m_again = [this] { reloadTenant(); };
        showError(error, requestId);
    });
}

TenantPanel::~TenantPanel() { m_reading.cancel.cancel(); }

TenantsPort *TenantPanel::port() const { return m_context.workspace ? m_context.workspace->tenants() : nullptr; }

bool TenantPanel::canWrite() const
{
    return port() && m_context.workspace->capabilities().testFlag(Capability::WriteTenants);
}

bool TenantPanel::canSetStatus() const
{
    return port() && m_context.workspace->capabilities().testFlag(Capability::SetTenantStatus);
}

QString TenantPanel::readOnlyReason() const
{
    return m_context.workspace ? refusedSentence(*m_context.workspace, Capability::WriteTenants) : QString();
}

QString TenantPanel::statusRefusal() const
{
    return m_context.workspace ? refusedSentence(*m_context.workspace, Capability::SetTenantStatus) : QString();
}

QString TenantPanel::tenantId() const
{
    return m_mode == Mode::Closed || m_mode == Mode::Create || !m_tenant ? QString() : m_tenant->id.toString();
}

bool TenantPanel::isSettled() const
{
    return !m_isWriting && !m_isReading && !m_acts->isBusy() && (m_mode != Mode::Detail || m_detail->isSettled());
}

void TenantPanel::showTenant(const Tenant &tenant)
{
    keepDraft();
    m_tenant = tenant;
    m_detail->setTenant(tenant);
    setMode(Mode::Detail);
    if (!canWrite())
        m_notice->showText(Tone::Note, readOnlyReason());
    else if (tenant.deletedAt == 0 && m_drafts.contains(keyOf(Mode::Edit)))
        m_notice->showText(Tone::Warning, tr("Your changes to this tenant are not saved yet."), tr("Go on with them"));
    else
        return;
    m_notice->show();
    m_noticeAct = [this] { startEdit(); };
}

void TenantPanel::startCreate()
{
    keepDraft();
    m_tenant.reset();
    m_form->startCreate();
    resume(Mode::Create);
    m_form->focusFirst();
}

void TenantPanel::startEdit()
{
    if (!m_tenant || m_tenant->deletedAt != 0)
        return;
    if (const auto kept = m_drafts.constFind(keyOf(Mode::Edit)); kept != m_drafts.constEnd())
        m_tenant = kept->base; // the version it was typed over: saving tells whether it is still the newest
    m_form->startEdit(*m_tenant);
    resume(Mode::Edit);
    m_form->focusFirst();
}

void TenantPanel::startStatus(TenantStatus target)
{
    if (!m_tenant)
        return;
    m_statusForm->start(*m_tenant, target, m_context.workspace->identity());
    setMode(Mode::Status);
    m_statusForm->focusFirst();
}

void TenantPanel::resume(Mode mode)
{
    setMode(mode);
    const auto kept = m_drafts.constFind(keyOf(mode));
    if (kept == m_drafts.constEnd()) {
        if (mode == Mode::Create)
            offerIntake();
        return;
    }
    m_form->restoreState(kept->fields);
    m_notice->showText(Tone::Note, tr("You began this before and have not saved it yet."), tr("Start over"));
    m_notice->show();
    m_noticeAct = [this] {
        dropDraft();
        if (m_mode == Mode::Create)
            m_form->startCreate();
        else
            m_form->startEdit(*m_tenant);
        m_notice->hide();
    };
}

void TenantPanel::forgetNew()
{
    m_form->startCreate();
    dropDraft();
}

void TenantPanel::offerIntake()
{
    if (!m_context.workspace->intake())
        return;
    m_notice->showText(Tone::Note, tr("Limits, the first person and the first key can be set up in the same act."), tr("Set up step by step"));
    m_notice->show();
    m_noticeAct = [this] { emit intakeRequested(m_form->draft()); };
}

void TenantPanel::dismissPanel()
{
    if (m_mode == Mode::Closed)
        return;
    keepDraft();
    hide();
    setMode(Mode::Closed);
}

QString TenantPanel::keyOf(Mode mode) const
{
    if (mode == Mode::Conflict)
        mode = m_conflictOf;
    if (mode == Mode::Create)
        return QStringLiteral("new");
    if (mode == Mode::Edit && m_tenant)
        return m_tenant->id.toString();
    return {};
}

void TenantPanel::keepDraft()
{
    const QString key = keyOf(m_mode);
    if (key.isEmpty())
        return;
    if (m_form->isChanged())
        m_drafts.insert(key, {m_tenant.value_or(Tenant()), m_form->saveState()});
    else
        m_drafts.remove(key);
}

void TenantPanel::dropDraft() { m_drafts.remove(keyOf(m_mode)); }

void TenantPanel::setMode(Mode mode)
{
    const bool hadFocus = hasFocusInside();
    m_mode = mode;
    m_error->hide();
    m_notice->hide();
    m_again = {};
    m_noticeAct = {};
    m_detail->setVisible(mode == Mode::Detail);
    m_form->setVisible(mode == Mode::Create || mode == Mode::Edit);
    m_statusForm->setVisible(mode == Mode::Status);
    m_conflict->setVisible(mode == Mode::Conflict);
    if (mode != Mode::Closed)
        show();
    showTitle();
    showActs();
    if (hadFocus)
        focusAct();
    emit shown();
}

void TenantPanel::showTitle()
{
    const QString name = m_tenant ? m_tenant->name : QString();
    setState(Tone::None, {});
    switch (m_mode) {
    case Mode::Closed:
        break;
    case Mode::Create:
        setTitle(tr("New tenant"));
        break;
    case Mode::Status:
        setTitle(m_statusForm->target() == TenantStatus::Suspended ? tr("Suspend %1").arg(name) : tr("Activate %1").arg(name));
        break;
    case Mode::Conflict:
        setTitle(tr("Two versions of %1").arg(name));
        break;
    case Mode::Detail:
    case Mode::Edit:
        setTitle(name);
        if (m_tenant->deletedAt != 0)
            setState(Tone::Off, tr("deleted", "state of a tenant"));
        else
            setState(toneOf(m_tenant->status), wordFor(m_tenant->status));
        break;
    }
}

bool TenantPanel::hasFocusInside() const
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && (focused == this || isAncestorOf(focused));
}

void TenantPanel::focusAct()
{
    if (m_firstAct)
        m_firstAct->setFocus();
    else if (m_mode != Mode::Closed)
        setFocus();
}

void TenantPanel::showActs()
{
    const bool hadFocus = hasFocusInside();
    addActs();
    // The act that was pressed is gone: the keyboard goes on with the one in its place, not somewhere else on the page.
    if (hadFocus && !hasFocusInside())
        focusAct();
}

void TenantPanel::addActs()
{
    clearActions();
    m_firstAct = nullptr;
    if (m_mode == Mode::Closed)
        return;
    if (m_isWriting) {
        addAction(tr("Saving…"), ButtonKind::Primary)->setEnabled(false);
        QPushButton *stop = addAction(tr("Stop"));
        m_firstAct = stop;
        stop->setObjectName(QStringLiteral("stop"));
        connect(stop, &QPushButton::clicked, this, [this] { m_writing.cancel.cancel(); });
        return;
    }
    // What the connected role may not do is seen, with the reason why it cannot be had.
    const auto add = [this](const QString &name, const QString &text, ButtonKind kind, void (TenantPanel::*act)(), const QString &refusal = {}) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(name);
        setRefusal(button, refusal);
        // Later: the act takes these buttons away, and one must not go while it is being clicked.
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
        if (!m_firstAct && button->isEnabled())
            m_firstAct = button;
    };
    switch (m_mode) {
    case Mode::Closed:
        break;
    case Mode::Detail:
        if (m_acts->isBusy()) {
            addAction(tr("Saving…"))->setEnabled(false);
            break;
        }
        if (m_tenant->deletedAt != 0) {
            add(QStringLiteral("takeBack"), tr("Take back"), ButtonKind::Primary, &TenantPanel::takeBackTenant, readOnlyReason());
            add(QStringLiteral("purge"), tr("Delete for good…"), ButtonKind::Danger, &TenantPanel::askPurge, readOnlyReason());
            break;
        }
        if (m_tenant->status != TenantStatus::Active)
            add(QStringLiteral("activate"), tr("Activate…"), ButtonKind::Primary, &TenantPanel::askActivate, statusRefusal());
        add(QStringLiteral("edit"), tr("Edit"), ButtonKind::Secondary, &TenantPanel::startEdit, readOnlyReason());
        if (canChangeStatus(m_tenant->status, TenantStatus::Suspended))
            add(QStringLiteral("suspend"), tr("Suspend…"), ButtonKind::Secondary, &TenantPanel::askSuspend, statusRefusal());
        addMore();
        break;
    case Mode::Create:
        add(QStringLiteral("save"), tr("Create tenant"), ButtonKind::Primary, &TenantPanel::save);
        add(QStringLiteral("cancel"), tr("Cancel"), ButtonKind::Secondary, &TenantPanel::cancelForm);
        break;
    case Mode::Edit:
        add(QStringLiteral("save"), tr("Save"), ButtonKind::Primary, &TenantPanel::save);
        add(QStringLiteral("cancel"), tr("Cancel"), ButtonKind::Secondary, &TenantPanel::cancelForm);
        break;
    case Mode::Status: {
        const bool suspends = m_statusForm->target() == TenantStatus::Suspended;
        add(QStringLiteral("apply"), suspends ? tr("Suspend") : tr("Activate"),
            suspends ? ButtonKind::Danger : ButtonKind::Primary, &TenantPanel::apply);
        add(QStringLiteral("cancel"), tr("Cancel"), ButtonKind::Secondary, &TenantPanel::cancelForm);
        break;
    }
    case Mode::Conflict: {
        const bool isEdit = m_conflictOf == Mode::Edit;
        add(QStringLiteral("takeTheirs"), isEdit ? tr("Take all of theirs") : tr("Leave it so"), ButtonKind::Secondary,
            &TenantPanel::takeTheirs);
        if (isEdit || canChangeStatus(m_theirs->status, m_statusForm->target()))
            add(QStringLiteral("saveMine"), isEdit ? tr("Save mine over it") : tr("Do it all the same"),
                ButtonKind::Danger, &TenantPanel::saveMineOverTheirs);
        break;
    }
    }
}

void TenantPanel::addMore()
{
    QPushButton *more = addAction(tr("More"));
    more->setObjectName(QStringLiteral("more"));
    setRefusal(more, readOnlyReason());
    auto *menu = new QMenu(more);
    const auto add = [this, menu](const char *name, const QString &text, void (TenantActs::*act)(const Tenant &)) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, m_acts, [this, act] {
            if (m_tenant)
                (m_acts->*act)(*m_tenant);
        }, Qt::QueuedConnection);
    };
    add("changeSlug", tr("Change the slug…"), &TenantActs::askSlug);
    if (canChangeStatus(m_tenant->status, TenantStatus::Archived))
        add("archive", tr("Archive…"), &TenantActs::askArchive);
    add("deleteTenant", tr("Delete…"), &TenantActs::askDelete);
    more->setMenu(menu);
}

void TenantPanel::takeBackTenant() { m_acts->takeBack(*m_tenant); }
void TenantPanel::askPurge() { m_acts->askPurge(*m_tenant); }
void TenantPanel::askActivate() { startStatus(TenantStatus::Active); }
void TenantPanel::askSuspend() { startStatus(TenantStatus::Suspended); }

void TenantPanel::cancelForm()
{
    dropDraft();
    if (m_mode == Mode::Create || !m_tenant) {
        m_form->startCreate();
        hide();
        setMode(Mode::Closed);
        emit closed();
        return;
    }
    m_form->startEdit(*m_tenant);
    showTenant(*m_tenant);
    emit settled();
}

void TenantPanel::save()
{
    if (m_isWriting || !canWrite() || (m_mode != Mode::Create && m_mode != Mode::Edit))
        return;
    if (!m_form->isValid()) {
        m_form->showFaults();
        return;
    }
    if (m_mode == Mode::Edit && !m_form->isChanged()) {
        showTenant(*m_tenant);
        return;
    }
    m_writing = CallContext();
    write(m_mode == Mode::Create ? port()->create(m_form->draft(), m_writing)
                                 : port()->update(m_tenant->id, m_tenant->rowVersion, m_form->draft(), m_writing),
          m_mode);
}

void TenantPanel::apply()
{
    if (!m_statusForm->isValid()) {
        m_statusForm->showFaults();
        return;
    }
    applyStatus(m_tenant->rowVersion);
}

void TenantPanel::applyStatus(qint64 rowVersion)
{
    if (m_isWriting || !canSetStatus())
        return;
    m_writing = CallContext();
    write(port()->setStatus(m_tenant->id, rowVersion, m_statusForm->target(), m_statusForm->reason(), m_writing),
          Mode::Status);
}

void TenantPanel::write(const QFuture<Result<Tenant>> &answer, Mode from)
{
    m_isWriting = true;
    m_error->hide();
    showActs();
    const QString about = m_tenant ? m_tenant->id.toString() : QString();
    deliver(answer, this, [this, from, about](const Result<Tenant> &result) {
        m_isWriting = false;
        written(result, from, about);
        emit settled();
    });
}

void TenantPanel::written(const Result<Tenant> &result, Mode from, const QString &about)
{
    const Mode shown = m_mode == Mode::Conflict ? m_conflictOf : m_mode;
    const bool isStillThere = shown == from && (m_tenant ? m_tenant->id.toString() : QString()) == about;
    if (!result) {
        showActs();
        if (isStillThere)
            writeFailed(result.error(), from);
        else if (m_context.actions.notify)
            m_context.actions.notify(Tone::Error, describe(result.error()).sentence);
        return;
    }
    m_drafts.remove(from == Mode::Create ? QStringLiteral("new") : from == Mode::Edit ? about : QString());
    if (isStillThere) {
        m_mode = Mode::Detail; // what was typed is in the store: no draft any more
        showTenant(*result);
    } else {
        showActs();
    }
    emit tenantChanged(*result, from == Mode::Create);
}

void TenantPanel::writeFailed(const Error &error, Mode from)
{
    if (error.code() == ErrorCode::ConflictSlugTaken && from == Mode::Create) {
        m_form->setSlugFault(error);
    } else if (error.code() == ErrorCode::ConflictEdited || error.code() == ErrorCode::ConflictStatus || error.code() == ErrorCode::ConflictDeleted) {
        m_conflictOf = from;
        readTheirs();
    } else if (error.code() == ErrorCode::InternalCancelled) {
        m_notice->showText(Tone::Note, describe(error).sentence);
        m_notice->show();
    } else {
        m_again = m_mode == Mode::Conflict ? std::function<void()>([this] { saveMineOverTheirs(); })
                : from == Mode::Status     ? std::function<void()>([this] { apply(); })
                                           : std::function<void()>([this] { save(); });
        showError(error, m_writing.requestId);
    }
}

void TenantPanel::readTheirs()
{
    read([this](const Tenant &theirs) { theirsArrived(theirs); }, [this] { readTheirs(); });
}

void TenantPanel::reloadTenant()
{
    if (m_mode != Mode::Detail || !m_tenant || !port())
        return;
    read(
        [this](const Tenant &tenant) {
            showTenant(tenant);
            emit tenantChanged(tenant, false);
        },
        [this] { reloadTenant(); });
}

void TenantPanel::read(std::function<void(const Tenant &)> arrived, std::function<void()> again)
{
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_isReading = true;
    deliver(port()->bySlug(m_tenant->slug, m_reading), this,
            [this, arrived = std::move(arrived), again = std::move(again), request = m_reading.requestId,
             about = m_tenant->id, from = m_mode](const Result<Tenant> &result) {
                if (request != m_reading.requestId)
                    return;
                m_isReading = false;
                // Who has gone on to another form meanwhile is not taken out of it.
                if (m_tenant && m_tenant->id == about && m_mode == from) {
                    if (result) {
                        arrived(*result);
                    } else {
                        m_again = again;
                        showError(result.error(), request);
                    }
                }
                emit settled();
            });
}

void TenantPanel::theirsArrived(const Tenant &theirs)
{
    m_theirs = theirs;
    if (theirs.deletedAt != 0) { // nothing can be saved over that; what was typed stays a draft until it is taken back
        keepDraft();
        m_mode = Mode::Detail;
        showTenant(theirs);
        emit tenantChanged(theirs, false);
        m_notice->showText(Tone::Warning, tr("Somebody deleted this tenant meanwhile. Take it back to save your changes."));
        m_notice->show();
        return;
    }
    if (m_conflictOf == Mode::Edit)
        m_form->rebase(theirs);
    if (isAsTheirs())
        agree();
    else
        showConflict();
}

bool TenantPanel::isAsTheirs() const
{
    if (m_conflictOf == Mode::Status)
        return m_theirs->status == m_statusForm->target();
    const TenantDraft mine = m_form->draft();
    return mine.name == m_theirs->name && mine.notes == m_theirs->notes && mine.tags == m_theirs->tags && mine.trialEndsAt == m_theirs->trialEndsAt;
}

/// Both did the same, a save whose answer was lost had arrived, or all that is theirs was taken.
void TenantPanel::agree()
{
    const bool isStatus = m_conflictOf == Mode::Status;
    takeTheirs();
    m_notice->showText(Tone::Note, isStatus ? tr("The tenant has this status already. There is nothing left to change.")
                                            : tr("What you typed is what the store holds. Nothing was left to save."));
    m_notice->show();
}

void TenantPanel::mergeField(const QString &field)
{
    if (m_mode != Mode::Conflict || m_conflictOf != Mode::Edit || m_isWriting)
        return;
    m_form->take(field);
    if (isAsTheirs())
        agree();
    else
        showVersions();
}

void TenantPanel::showVersions()
{
    const qint64 now = m_context.clock->nowMs();
    if (m_conflictOf == Mode::Edit)
        m_conflict->showEdit(*m_tenant, m_form->draft(), *m_theirs, now);
    else
        m_conflict->showStatus(*m_tenant, m_statusForm->target(), *m_theirs, now);
}

void TenantPanel::showConflict()
{
    showVersions();
    setMode(Mode::Conflict);
    if (m_context.actions.noteError)
        m_context.actions.noteError(Error(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), m_theirs->slug}}),
                                    m_writing.requestId);
}

void TenantPanel::takeTheirs()
{
    const Tenant theirs = *m_theirs;
    m_drafts.remove(keyOf(m_mode));
    m_mode = Mode::Detail;
    m_drafts.remove(theirs.id.toString());
    showTenant(theirs);
    emit tenantChanged(theirs, false);
}

void TenantPanel::saveMineOverTheirs()
{
    if (m_isWriting || !m_theirs)
        return;
    if (m_conflictOf == Mode::Status) {
        applyStatus(m_theirs->rowVersion);
        return;
    }
    m_writing = CallContext();
    write(port()->update(m_theirs->id, m_theirs->rowVersion, m_form->draft(), m_writing), Mode::Edit);
}

void TenantPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

void TenantPanel::stepTaken(const QString &actionId)
{
    if (!takeRetryStep(actionId, m_error, m_again))
        emit actionRequested(actionId);
}

QVariantMap TenantPanel::saveState() const
{
    QVariantMap drafts;
    for (auto it = m_drafts.begin(); it != m_drafts.end(); ++it)
        drafts.insert(it.key(), QVariantMap{{QStringLiteral("base"), toMap(it->base)}, {QStringLiteral("fields"), it->fields}});
    const QString key = keyOf(m_mode);
    if (!key.isEmpty() && m_form->isChanged())
        drafts.insert(key, QVariantMap{{QStringLiteral("base"), toMap(m_tenant.value_or(Tenant()))},
                                       {QStringLiteral("fields"), m_form->saveState()}});
    QVariantMap state{{QStringLiteral("mode"), static_cast<int>(m_mode)}, {QStringLiteral("drafts"), drafts},
                      {QStringLiteral("limits"), m_detail->limits()->saveState()}};
    if (m_tenant)
        state.insert(QStringLiteral("tenant"), toMap(*m_tenant));
    if (m_mode == Mode::Status || (m_mode == Mode::Conflict && m_conflictOf == Mode::Status)) {
        state.insert(QStringLiteral("target"), toString(m_statusForm->target()));
        state.insert(QStringLiteral("status"), m_statusForm->saveState());
    }
    if (m_mode == Mode::Conflict) {
        state.insert(QStringLiteral("conflictOf"), static_cast<int>(m_conflictOf));
        state.insert(QStringLiteral("theirs"), toMap(*m_theirs));
    }
    return state;
}

void TenantPanel::restoreState(const QVariantMap &state)
{
    m_drafts.clear();
    const QVariantMap drafts = state.value(QStringLiteral("drafts")).toMap();
    for (auto it = drafts.begin(); it != drafts.end(); ++it) {
        const QVariantMap draft = it.value().toMap();
        m_drafts.insert(it.key(), {tenantFromMap(draft.value(QStringLiteral("base")).toMap()),
                                   draft.value(QStringLiteral("fields")).toMap()});
    }
    const auto mode = static_cast<Mode>(state.value(QStringLiteral("mode")).toInt());
    if (mode == Mode::Create) {
        if (canWrite())
            startCreate();
        return;
    }
    if (mode == Mode::Closed || !state.contains(QStringLiteral("tenant")))
        return;
    m_tenant = tenantFromMap(state.value(QStringLiteral("tenant")).toMap());
    const Mode of = mode == Mode::Conflict ? static_cast<Mode>(state.value(QStringLiteral("conflictOf")).toInt()) : mode;
    const bool may = of == Mode::Status ? canSetStatus() : canWrite();
    if (mode == Mode::Detail || !may) {
        showTenant(*m_tenant);
        m_detail->limits()->restoreState(state.value(QStringLiteral("limits")).toMap());
        reloadTenant();
    } else if (of == Mode::Edit) {
        startEdit();
        m_notice->hide();
    } else {
        startStatus(tenantStatusFromString(state.value(QStringLiteral("target")).toString()).value_or(TenantStatus::Active));
        m_statusForm->restoreState(state.value(QStringLiteral("status")).toMap());
    }
    if (mode == Mode::Conflict && may) {
        m_conflictOf = of;
        m_theirs = tenantFromMap(state.value(QStringLiteral("theirs")).toMap());
        if (of == Mode::Edit)
            m_form->rebase(*m_theirs);
        showConflict();
    }
}

} // namespace plancia::ui
