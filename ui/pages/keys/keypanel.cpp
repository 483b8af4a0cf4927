// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keypanel.h"

#include "models/format/format.h"
#include "models/items/apikeysmodel.h"
#include "models/ports/deliver.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/retrystep.h"
#include "ui/kit/twoversions.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/keys/keyacts.h"
#include "ui/pages/keys/keydetail.h"
#include "ui/pages/keys/keyform.h"
#include "ui/pages/keys/keyrotateform.h"
#include "ui/pages/keys/keysecretdialog.h"
#include "ui/pages/keys/keyverifyform.h"

#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kTickMs = 1'000;
constexpr int kTicksARead = 15; ///< of a key in grace: who uses it may be another by now
} // namespace

KeyPanel::KeyPanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("keyPanel"));
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_notice = new Notice(this, Notice::Link::Below);
    m_detail = new KeyDetail(context, this);
    m_versions = new TwoVersions(this);
    m_form = new KeyForm(this);
    m_rotate = new KeyRotateForm(this);
    m_verify = new KeyVerifyForm(this);
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_notice, m_versions, m_detail, m_form, m_rotate, m_verify}) {
        part->addWidget(widget);
        widget->hide();
    }
    setUpActs();
    connect(m_error, &ErrorPanel::actionRequested, this, &KeyPanel::stepTaken);
    connect(m_versions, &TwoVersions::theirsTaken, this, [this](const QString &field) {
        m_form->take(field);
        showVersions();
    });
    connect(m_form, &KeyForm::submitted, this, &KeyPanel::save);
    connect(m_form, &KeyForm::changed, this, [this] { m_error->hide(); });
    connect(m_notice, &Notice::linkActivated, this, [this] {
        if (const auto act = m_noticeAct)
            act();
    });
    connect(m_verify, &KeyVerifyForm::submitted, this, &KeyPanel::verify);
    connect(m_verify, &KeyVerifyForm::changed, this, [this] {
        m_error->hide();
        if (m_mode != Mode::Verify || !m_isReading)
            return;
        m_reading.cancel.cancel(); // the answer would be of another key
        m_reading = CallContext();
        m_isReading = false;
        addActs();
        emit settled();
    });
    connect(m_verify, &KeyVerifyForm::keyRequested, this, &KeyPanel::showKeyById);
    connect(m_detail, &KeyDetail::keyRequested, this, &KeyPanel::showKeyById);
    connect(m_detail, &KeyDetail::tenantRequested, this, [this] { emit tenantRequested(m_key->tenantId, m_key->tenantSlug); });
    connect(m_detail, &KeyDetail::actsRequested, this, [this] {
        m_context.actions.navigate(QStringLiteral("audit"), {{QStringLiteral("tenant"), m_key->tenantId.toString()}, {QStringLiteral("tenantSlug"), m_key->tenantSlug}});
    });
    connect(this, &SidePanel::closed, this, [this] { setMode(Mode::Closed); });
    auto *time = new QTimer(this);
    time->setInterval(kTickMs);
    connect(time, &QTimer::timeout, this, [this, ticks = 0]() mutable {
        if (m_mode != Mode::Detail || !isVisible())
            return;
        tick();
        if (++ticks % kTicksARead == 0 && stateOf(*m_key, m_context.clock->nowMs()) == ApiKeyState::InGrace)
            reloadKey();
    });
    time->start();
}

void KeyPanel::setUpActs()
{
    m_acts = new KeyActs(m_context, this);
    connect(m_acts, &KeyActs::changed, this, [this] {
        addActs();
        if (isSettled())
            emit settled();
    });
    connect(m_acts, &KeyActs::done, this, [this](const ApiKey &key, const QString &words) {
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, words);
        if (m_mode == Mode::Detail && m_key && m_key->id == key.id)
            showKey(key);
        emit keysChanged();
    });
    connect(m_acts, &KeyActs::removed, this, [this](const ApiKeyRemoval &removal) {
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, tr("%1 is deleted. What it was lies in %2.").arg(removal.key.name, removal.file));
        hide();
        setMode(Mode::Closed);
        emit keysChanged();
    });
    connect(m_acts, &KeyActs::failed, this, [this](const Error &error, const QString &requestId) {
        m_again = [this] { reloadKey(); };
        showError(error, requestId);
    });
}

KeyPanel::~KeyPanel() { m_reading.cancel.cancel(); }

bool KeyPanel::canWrite() const
{
    return m_context.workspace && m_context.workspace->apiKeys() && m_context.workspace->capabilities().testFlag(Capability::WriteTenants);
}

QString KeyPanel::readOnlyReason() const
{
    return m_context.workspace ? refusedSentence(*m_context.workspace, Capability::WriteTenants) : QString();
}

QString KeyPanel::keyId() const
{
    return m_mode == Mode::Closed || m_mode == Mode::Create || m_mode == Mode::Verify || !m_key ? QString() : m_key->id.toString();
}

bool KeyPanel::isSettled() const { return !m_isWriting && !m_isReading && !m_acts->isBusy(); }

void KeyPanel::showKey(const ApiKey &key)
{
    if (m_mode == Mode::Create)
        m_newDraft = m_form->isChanged() ? m_form->saveState() : QVariantMap();
    m_key = key;
    m_isWhole = false;
    m_detail->setKey(key, m_isWhole);
    setMode(Mode::Detail);
    if (!canWrite()) {
        m_notice->showText(Tone::Note, readOnlyReason());
        m_notice->show();
    }
    reloadKey(); // a list does not hold all of it
}

void KeyPanel::showKeyById(ApiKeyId id)
{
    read(id, [this](const ApiKey &key) { showKey(key); });
}

void KeyPanel::read(ApiKeyId id, std::function<void(const ApiKey &)> arrived)
{
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_isReading = true;
    deliver(m_context.workspace->apiKeys()->find(id.toString(), m_reading), this,
            [this, id, arrived, request = m_reading.requestId](const Result<ApiKey> &key) {
                if (request != m_reading.requestId)
                    return;
                m_isReading = false;
                if (key) {
                    arrived(*key);
                } else {
                    m_again = [this, id, arrived] { read(id, arrived); };
                    showError(key.error(), request);
                }
                if (isSettled())
                    emit settled();
            });
}

void KeyPanel::reloadKey()
{
    if (m_mode != Mode::Detail || m_isWriting)
        return;
    read(m_key->id, [this](const ApiKey &key) {
        if (m_mode != Mode::Detail || !m_key || m_key->id != key.id)
            return;
        const bool isOther = !m_isWhole || m_key->rowVersion != key.rowVersion;
        m_key = key;
        m_isWhole = true;
        m_detail->setKey(key, m_isWhole);
        tick();
        if (isOther) // else a menu that is open stays
            addActs();
        if (stateOf(key, m_context.clock->nowMs()) == ApiKeyState::InGrace)
            readCallers();
    });
}

/// Beside the key, which is there at once. A store that cannot tell (one of an older version) shows none.
void KeyPanel::readCallers()
{
    m_isReading = true;
    deliver(m_context.workspace->apiKeys()->callers(refOf(*m_key), m_reading), this, [this, id = m_key->id, request = m_reading.requestId](const Result<ApiKeyCallers> &callers) {
        if (request != m_reading.requestId)
            return;
        m_isReading = false;
        if (m_key && m_key->id == id) {
            if (callers)
                m_detail->setCallers(*callers);
            else if (callers.error().code() != ErrorCode::InternalCancelled)
                m_detail->setCallersUnknown(describe(callers.error()).sentence);
        }
        if (isSettled())
            emit settled();
    });
}

void KeyPanel::startCreate(const QString &tenantSlug)
{
    if (m_newDraft.value(QStringLiteral("adopts")).toBool())
        m_form->startAdopt(tenantSlug);
    else
        m_form->startCreate(tenantSlug);
    setMode(Mode::Create);
    if (!m_newDraft.isEmpty()) {
        m_form->restoreState(m_newDraft);
        m_notice->showText(Tone::Note, tr("You began this before and have not saved it yet."));
        m_notice->show();
    } else {
        offerAdopting();
    }
    m_form->focusFirst();
}

void KeyPanel::offerAdopting()
{
    m_notice->showText(Tone::Note, tr("A key that the service has already can be taken over, of whatever shape."), tr("Take an existing key"));
    m_notice->show();
    m_noticeAct = [this] { startAdopt(); };
}

/// What was typed stays.
void KeyPanel::startAdopt()
{
    const QVariantMap typed = m_mode == Mode::Create ? m_form->saveState() : QVariantMap();
    m_form->startAdopt({});
    setMode(Mode::Create);
    if (!typed.isEmpty())
        m_form->restoreState(typed);
    m_form->focusFirst();
}

void KeyPanel::startVerify()
{
    if (m_mode == Mode::Create)
        m_newDraft = m_form->isChanged() ? m_form->saveState() : QVariantMap();
    m_reading.cancel.cancel(); // of a key that is not looked at any more
    m_reading = CallContext();
    m_isReading = false;
    m_verify->start();
    setMode(Mode::Verify);
    m_verify->focusFirst();
}

void KeyPanel::startEdit()
{
    if (!m_key || !m_isWhole)
        return;
    m_form->startEdit(*m_key);
    setMode(Mode::Edit);
    m_form->focusFirst();
}

void KeyPanel::startRotate()
{
    if (!m_key)
        return;
    m_rotate->start(*m_key, m_context.clock->nowMs());
    setMode(Mode::Rotate);
    m_rotate->focusFirst();
}

void KeyPanel::setMode(Mode mode)
{
    m_mode = mode;
    m_error->hide();
    m_notice->hide();
    m_versions->hide();
    m_again = {};
    m_noticeAct = {};
    if (mode != Mode::Verify)
        m_verify->start(); // the key is forgotten
    if (mode != Mode::Create)
        m_form->forgetSecret();
    m_detail->setVisible(mode == Mode::Detail);
    m_form->setVisible(mode == Mode::Create || mode == Mode::Edit);
    m_rotate->setVisible(mode == Mode::Rotate);
    m_verify->setVisible(mode == Mode::Verify);
    if (mode != Mode::Closed)
        show();
    const QString name = m_key ? m_key->name : QString();
    setState(Tone::None, {});
    if (mode == Mode::Create)
        setTitle(m_form->isAdopting() ? tr("Take an existing key") : tr("New API key"));
    else if (mode == Mode::Verify)
        setTitle(tr("Verify a key"));
    else if (mode == Mode::Rotate)
        setTitle(tr("Rotate %1").arg(name));
    else if (mode != Mode::Closed) {
        setTitle(name);
        tick();
    }
    addActs();
    emit shown();
}

void KeyPanel::tick()
{
    const qint64 now = m_context.clock->nowMs();
    const ApiKeyState state = stateOf(*m_key, now);
    setState(toneOf(state), wordFor(state));
    m_detail->tick();
    if (m_mode == Mode::Detail && m_actsFor != state)
        addActs();
}

void KeyPanel::addActs()
{
    clearActions();
    if (m_mode == Mode::Closed)
        return;
    if (m_mode == Mode::Verify) {
        QPushButton *button = addAction(tr("Verify"), ButtonKind::Primary);
        button->setObjectName(QStringLiteral("verify"));
        button->setEnabled(!m_isReading);
        connect(button, &QPushButton::clicked, this, &KeyPanel::verify, Qt::QueuedConnection); // it is made anew by the act
        return;
    }
    if (m_isWriting || m_acts->isBusy()) {
        addAction(tr("Saving…"), ButtonKind::Primary)->setEnabled(false);
        return;
    }
    const auto add = [this](const QString &name, const QString &text, ButtonKind kind, std::function<void()> act) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(name);
        setRefusal(button, readOnlyReason());
        // Later: the act takes these buttons away, and one must not go while it is being clicked.
        connect(button, &QPushButton::clicked, this, std::move(act), Qt::QueuedConnection);
        return button;
    };
    const auto addCancel = [this] { // which writes nothing, and is never refused
        QPushButton *button = addAction(tr("Cancel"), ButtonKind::Secondary);
        button->setObjectName(QStringLiteral("cancel"));
        connect(button, &QPushButton::clicked, this, &KeyPanel::cancelForm, Qt::QueuedConnection);
    };
    switch (m_mode) {
    case Mode::Closed:
        break;
    case Mode::Detail: {
        const qint64 now = m_context.clock->nowMs();
        const ApiKeyState state = stateOf(*m_key, now);
        m_actsFor = state;
        const auto status = [this](ApiKeyStatus to) { return [this, to] { m_acts->askStatus(*m_key, to); }; };
        if (canRotate(state))
            add(QStringLiteral("rotate"), tr("Rotate…"), ButtonKind::Primary, [this] { startRotate(); });
        if (canChangeStatus(*m_key, ApiKeyStatus::Active, now))
            add(QStringLiteral("enable"), tr("Enable…"), ButtonKind::Primary, status(ApiKeyStatus::Active));
        if (!isOver(state)) {
            add(QStringLiteral("edit"), tr("Edit"), ButtonKind::Secondary, [this] { startEdit(); })->setEnabled(m_isWhole && canWrite());
            QPushButton *more = addAction(tr("More"));
            more->setObjectName(QStringLiteral("more"));
            setRefusal(more, readOnlyReason());
            auto *menu = new QMenu(more);
            if (canChangeStatus(*m_key, ApiKeyStatus::Disabled, now))
                connect(menu->addAction(tr("Disable…")), &QAction::triggered, this, status(ApiKeyStatus::Disabled), Qt::QueuedConnection);
            connect(menu->addAction(tr("Revoke…")), &QAction::triggered, this, status(ApiKeyStatus::Revoked), Qt::QueuedConnection);
            more->setMenu(menu);
        } else {
            if (state != ApiKeyState::Revoked)
                add(QStringLiteral("revoke"), tr("Revoke…"), ButtonKind::Secondary, status(ApiKeyStatus::Revoked));
            add(QStringLiteral("delete"), tr("Delete…"), ButtonKind::Danger, [this] { m_acts->askDelete(*m_key); });
        }
        break;
    }
    case Mode::Verify:
        break;
    case Mode::Create:
        add(QStringLiteral("save"), m_form->isAdopting() ? tr("Take it", "an existing key") : tr("Create key"), ButtonKind::Primary, [this] { save(); });
        addCancel();
        break;
    case Mode::Edit:
        add(QStringLiteral("save"), tr("Save"), ButtonKind::Primary, [this] { save(); });
        addCancel();
        break;
    case Mode::Rotate:
        add(QStringLiteral("apply"), tr("Rotate"), ButtonKind::Primary, [this] { rotate(); });
        addCancel();
        break;
    }
}

void KeyPanel::cancelForm()
{
    m_newDraft.clear();
    if (m_mode == Mode::Create) {
        m_form->startCreate({});
        hide();
        setMode(Mode::Closed);
        emit closed();
    } else {
        setMode(Mode::Detail);
        reloadKey();
    }
}

bool KeyPanel::begin()
{
    if (m_isWriting)
        return false;
    m_isWriting = true;
    m_writingIn = m_mode;
    m_writingOf = m_key ? m_key->id : ApiKeyId();
    m_writing = CallContext();
    m_error->hide();
    addActs();
    return true;
}

bool KeyPanel::isStillThere() const { return m_mode == m_writingIn && (m_key ? m_key->id : ApiKeyId()) == m_writingOf; }

/// What failed after the panel went on to something else is told, and is not tried again on that.
bool KeyPanel::wentOn(const Error &error)
{
    if (isStillThere())
        return false;
    if (m_context.actions.notify)
        m_context.actions.notify(Tone::Error, describe(error).sentence);
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, m_writing.requestId);
    return true;
}

void KeyPanel::end()
{
    m_isWriting = false;
    addActs();
}

void KeyPanel::save()
{
    if (m_mode != Mode::Create && m_mode != Mode::Edit)
        return;
    if (!m_form->isValid()) {
        m_form->showFaults();
        return;
    }
    if (m_mode == Mode::Create) {
        create();
        return;
    }
    if (!begin())
        return;
    deliver(m_context.workspace->apiKeys()->update(refOf(*m_key), m_form->draft(), m_writing), this, [this](const Result<ApiKey> &result) {
        end();
        if (result) {
            changed(*result);
        } else {
            saveFailed(result.error());
        }
        emit settled();
    });
}

void KeyPanel::saveFailed(const Error &error)
{
    if (wentOn(error))
        return;
    if (error.code() == ErrorCode::ConflictEdited) {
        readTheirs(error);
    } else {
        m_again = [this] { save(); };
        showError(error, m_writing.requestId);
    }
}

/// Somebody saved first: what was typed stays in the form, now over their version, which is shown beside it.
void KeyPanel::readTheirs(const Error &error)
{
    read(m_key->id, [this, error](const ApiKey &theirs) {
        if (m_mode != Mode::Edit || !m_key || m_key->id != theirs.id)
            return;
        m_key = theirs;
        m_form->rebase(theirs);
        setTitle(theirs.name);
        tick();
        showVersions();
        m_notice->showText(Tone::Warning, tr("Somebody else saved this key meanwhile. Nothing of theirs was overwritten: look at both, then save again or cancel (CONFLICT_001)."));
        m_notice->show();
        if (m_context.actions.noteError)
            m_context.actions.noteError(error, m_writing.requestId);
        emit keysChanged();
    });
}

/// Field by field: each may be taken from them; what is not is saved as it was typed.
void KeyPanel::showVersions()
{
    const qint64 now = m_context.clock->nowMs();
    const ApiKeyDraft mine = m_form->draft();
    m_versions->begin(tr("Take what is theirs field by field, or leave what you typed."),
                      tr("Their version was saved %1.").arg(format::day(m_key->updatedAt, now)));
    bool differs = false;
    const auto add = [this, &differs](const char *name, const QString &label, const QString &own, const QString &theirs) {
        if (own == theirs)
            return;
        m_versions->addField(QLatin1String(name), label, own, theirs, TwoVersions::Take::Yes);
        differs = true;
    };
    const auto lines = [](const QStringList &list) { return list.join(QLatin1Char('\n')); };
    const auto limits = [](const QList<ApiKeyLimit> &list) {
        QStringList texts;
        for (const ApiKeyLimit &limit : list)
            texts.append(toString(limit));
        return texts.join(QLatin1Char('\n'));
    };
    const auto day = [now](qint64 at) { return at == 0 ? tr("never", "when an API key expires") : format::day(at, now); };
    const auto user = [](bool isInternal) { return isInternal ? tr("the service itself") : tr("the tenant", "who uses a key"); };
    add("name", tr("Name"), mine.name, m_key->name);
    if (mine.expiresAt != m_key->expiresAt)
        add("expires", tr("Expires"), day(mine.expiresAt), day(m_key->expiresAt));
    add("permissions", tr("Permissions"), lines(mine.permissions), lines(m_key->permissions));
    add("limits", tr("Limits"), limits(mine.limits), limits(m_key->limits));
    add("addresses", tr("Allowed addresses"), lines(mine.addresses), lines(m_key->addresses));
    add("internal", tr("For", "who uses a key"), user(mine.isInternal), user(m_key->isInternal));
    m_versions->setVisible(differs);
}

void KeyPanel::create()
{
    if (!begin())
        return;
    const ApiKeyDraft draft = m_form->draft();
    const QString taken = m_form->isAdopting() ? m_form->secret() : QString();
    // The form knows a slug, and the port wants the tenant that has it now.
    deliver(m_context.workspace->tenants()->bySlug(m_form->tenantSlug(), m_writing), this, [this, draft, taken](const Result<Tenant> &tenant) {
        if (!tenant) {
            end();
            if (!wentOn(tenant.error())) {
                if (tenant.error().code() == ErrorCode::TenantNotFound) {
                    m_form->setTenantFault(tenant.error());
                } else {
                    m_again = [this] { save(); };
                    showError(tenant.error(), m_writing.requestId);
                }
            }
            emit settled();
            return;
        }
        if (!taken.isEmpty()) {
            deliver(m_context.workspace->apiKeys()->adopt(tenant->id, draft, taken, m_writing), this, [this](const Result<ApiKey> &result) { adopted(result); });
            return;
        }
        deliver(m_context.workspace->apiKeys()->create(tenant->id, draft, m_writing), this, [this](const Result<IssuedApiKey> &result) {
            issued(result, tr("Give it to whoever uses it. The store keeps only what recognises it."));
        });
    });
}

void KeyPanel::adopted(const Result<ApiKey> &result)
{
    end();
    if (result) {
        m_newDraft.clear();
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, tr("%1 is known from now on.", "an API key that the service had already").arg(result->name.left(60)));
        changed(*result);
    } else if (!wentOn(result.error())) {
        if (result.error().code() == ErrorCode::ConflictKeyState || result.error().code() == ErrorCode::ValKeyShape) {
            m_form->setSecretFault(result.error());
        } else {
            m_again = [this] { save(); };
            showError(result.error(), m_writing.requestId);
        }
    }
    emit settled();
}

void KeyPanel::verify()
{
    if (m_mode != Mode::Verify || m_isReading)
        return;
    if (!m_verify->isValid()) {
        m_verify->showFaults();
        return;
    }
    m_error->hide();
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_isReading = true;
    addActs();
    deliver(m_context.workspace->apiKeys()->verify(m_verify->secret(), m_verify->use(), m_reading), this, [this, request = m_reading.requestId](const Result<ApiKeyVerification> &answer) {
        if (request != m_reading.requestId)
            return;
        m_isReading = false;
        if (m_mode == Mode::Verify) {
            addActs();
            if (answer) {
                m_verify->showAnswer(*answer, m_context.clock->nowMs());
            } else {
                m_again = [this] { verify(); };
                showError(answer.error(), request);
            }
        }
        emit settled();
    });
}

void KeyPanel::rotate()
{
    if (!begin())
        return;
    const qint64 graceMs = m_rotate->graceMs();
    deliver(m_context.workspace->apiKeys()->rotate(refOf(*m_key), graceMs, m_writing), this, [this, graceMs](const Result<IssuedApiKey> &result) {
        issued(result, graceMs == 0 ? tr("It takes the place of the old key, which is refused from now on.")
                                    : tr("It takes the place of the old key, which works on until its grace period ends."));
    });
}

void KeyPanel::issued(const Result<IssuedApiKey> &result, const QString &sentence)
{
    end();
    if (result) {
        m_newDraft.clear();
        auto *dialog = new KeySecretDialog(m_context, *result, sentence, window());
        changed(result->key);
        dialog->open();
    } else if (!wentOn(result.error())) {
        m_again = m_mode == Mode::Rotate ? std::function<void()>([this] { rotate(); }) : [this] { save(); };
        if (m_mode == Mode::Rotate && result.error().code() == ErrorCode::ConflictEdited)
            m_again = [this] { cancelForm(); };
        showError(result.error(), m_writing.requestId);
    }
    emit settled();
}

void KeyPanel::changed(const ApiKey &key)
{
    if (isStillThere()) {
        m_mode = Mode::Detail; // a form that was saved keeps no draft
        showKey(key);
    }
    emit keysChanged();
}

void KeyPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

void KeyPanel::stepTaken(const QString &actionId)
{
    if (!takeRetryStep(actionId, m_error, m_again))
        emit actionRequested(actionId);
}

QVariantMap KeyPanel::saveState() const
{
    QVariantMap state{{QStringLiteral("mode"), static_cast<int>(m_mode)}, {QStringLiteral("new"), m_newDraft}};
    if (m_key)
        state.insert(QStringLiteral("key"), m_key->id.toString());
    if (m_mode == Mode::Create || m_mode == Mode::Edit)
        state.insert(QStringLiteral("form"), m_form->saveState());
    if (m_mode == Mode::Edit)
        state.insert(QStringLiteral("version"), m_key->rowVersion);
    if (m_mode == Mode::Rotate)
        state.insert(QStringLiteral("grace"), m_rotate->graceMs());
    return state;
}

void KeyPanel::restoreState(const QVariantMap &state)
{
    const auto mode = static_cast<Mode>(state.value(QStringLiteral("mode")).toInt());
    m_newDraft = state.value(QStringLiteral("new")).toMap();
    if (mode == Mode::Create && canWrite()) {
        m_newDraft = state.value(QStringLiteral("form")).toMap();
        startCreate({});
        m_notice->hide();
        if (!m_form->isChanged() && !m_form->isAdopting())
            offerAdopting();
        return;
    }
    if (mode == Mode::Verify && m_context.workspace && m_context.workspace->apiKeys()) {
        startVerify();
        return;
    }
    const auto id = ApiKeyId::fromString(state.value(QStringLiteral("key")).toString());
    if (mode == Mode::Closed || id.isNull() || !m_context.workspace || !m_context.workspace->apiKeys())
        return;
    read(id, [this, mode, state](const ApiKey &key) {
        m_key = key;
        m_isWhole = true;
        m_detail->setKey(key, m_isWhole);
        setMode(Mode::Detail);
        if (mode == Mode::Edit && canWrite()) {
            startEdit();
            m_form->restoreState(state.value(QStringLiteral("form")).toMap());
            if (key.rowVersion != state.value(QStringLiteral("version")).toLongLong())
                showVersions(); // somebody saved meanwhile
        } else if (mode == Mode::Rotate && canWrite()) {
            startRotate();
            m_rotate->setGraceMs(state.value(QStringLiteral("grace")).toLongLong());
        }
    });
}

} // namespace plancia::ui
