// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/backupspage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/backups/backupdialog.h"
#include "ui/pages/backups/backupexport.h"
#include "ui/pages/backups/backuppanel.h"
#include "ui/pages/backups/keykeeper.h"
#include "ui/pages/backups/placestrip.h"
#include "ui/pages/backups/policykeeper.h"
#include "ui/pages/backups/policypanel.h"
#include "ui/pages/backups/prunepanel.h"
#include "ui/pages/backups/momentcard.h"
#include "ui/pages/backups/restoreask.h"
#include "ui/kit/taskrows.h"

#include <QDesktopServices>
#include <QShowEvent>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kAgesMs = 30'000; // ages are told in minutes
constexpr int kWideEnough = 1000;
const QString kBackup = QStringLiteral("backup");
const QString kVerify = QStringLiteral("verify");
const QString kProve = QStringLiteral("prove");
const QString kRestore = QStringLiteral("restore");
const QString kCopy = QStringLiteral("copy");
} // namespace

BackupsPage::BackupsPage(PageContext context) : Page(QStringLiteral("backups"), std::move(context))
{
    setUpHeader();
    setUpList();
    setUpPanel();
    setUpRestore();
    setUpPlace();
    setUpKeeping();
    setUpPlan();
    setUpPolicy();
    m_model->setWorkspace(this->context().workspace);
    showWords();
    askWhetherReady();
}

void BackupsPage::setUpHeader()
{
    m_create = setHeader(tr("Backups"), {})->setPrimaryAction(tr("Back up now"));
    m_create->setObjectName(QStringLiteral("backUpNow"));
    connect(m_create, &QPushButton::clicked, this, &BackupsPage::backUpNow);
    if (port() && port()->knowsWholeDatabase()) {
        m_createWhole = header()->addAction(tr("Whole database"));
        m_createWhole->setObjectName(QStringLiteral("backUpWhole"));
        m_createWhole->setToolTip(tr("Backs up every schema of the database, not Plancia's alone."));
        connect(m_createWhole, &QPushButton::clicked, this, [this] {
            BackupRequest wanted;
            wanted.wholeDatabase = true;
            backUp(wanted);
        });
    }
    m_createNoted = header()->addAction(tr("With a note…"));
    m_createNoted->setObjectName(QStringLiteral("backUpNoted"));
    m_createNoted->setToolTip(tr("Backs up and keeps words of yours with it, for example why it was made."));
    connect(m_createNoted, &QPushButton::clicked, this, &BackupsPage::askForNote);
    if (!canCreate()) {
        const QString sentence = context().workspace ? readOnlySentence(context().workspace->identity()) : QString();
        m_create->setToolTip(toolTipText(sentence.isEmpty() ? describe(Error(ErrorCode::BackupUnsupported)).sentence : sentence));
    }
}

void BackupsPage::setUpList()
{
    m_error = new ErrorPanel(this);
    m_error->hide();
    body()->addWidget(m_error);
    const QString id = context().workspace ? context().workspace->identity().id : QString();
    m_tasks = new TaskRows(*context().ports.tasks, id, {kBackup, kVerify, kProve, kRestore, kCopy}, this);
    body()->addWidget(m_tasks);
    m_place = new PlaceStrip(*this);
    body()->addWidget(m_place);
    m_model = new BackupsModel(*context().clock, QLocale(), this);
    m_table = new PagedTable(this);
    m_table->setListName(tr("Backups"));
    m_table->setModel(m_model);
    m_states = new PageStates(m_table, this);
    m_states->follow(m_model);
    m_minute = new QTimer(this);
    m_minute->start(kAgesMs);
    setUpMoments();
    body()->addWidget(m_states, 1);

    connect(m_minute, &QTimer::timeout, this, [this] {
        m_model->tick();
        showWords();
    });
    connect(m_tasks, &TaskRows::changed, this, &BackupsPage::stateChanged);
    connect(m_tasks, &TaskRows::ended, this, &BackupsPage::taskEnded);
    connect(m_model, &PagedModel::stateChanged, this, &BackupsPage::stateChanged);
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        if (action != QLatin1String("retry") || !m_again) {
            handleAction(action);
            return;
        }
        // Later: the link that was clicked goes when the next error is shown.
        QMetaObject::invokeMethod(this, [this, again = m_again] {
            m_error->hide();
            again();
        }, Qt::QueuedConnection);
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &BackupsPage::open);
    connect(m_states, &PageStates::emptyActionRequested, this, &BackupsPage::backUpNow);
    connect(m_states, &PageStates::actionRequested, this, &BackupsPage::handleAction);
    connect(m_states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
        if (this->context().actions.noteError)
            this->context().actions.noteError(error, requestId);
    });
}

/// Above the list: the backups over time, and the moments of a workspace that keeps an archive.
void BackupsPage::setUpMoments()
{
    if (!context().workspace || (!context().workspace->moments() && !port()))
        return;
    m_moments = new MomentCard(*this);
    body()->addWidget(m_moments);
    connect(m_moments, &MomentCard::changed, this, &BackupsPage::stateChanged);
    connect(m_moments, &MomentCard::backupPicked, this, [this](const QString &path) {
        m_table->setCurrentId(path);
        open(path);
    });
    connect(m_moments, &MomentCard::restoreBegun, this, [this](const QFuture<Result<RestoreReport>> &restoring) {
        if (context().actions.followRestore)
            context().actions.followRestore(restoring);
    });
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        QList<BackupInfo> backups;
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (const BackupInfo *backup = m_model->itemAt(row))
                backups.append(*backup);
        m_moments->setBackups(backups);
    });
    connect(m_minute, &QTimer::timeout, m_moments, &MomentCard::refresh);
    connect(m_tasks, &TaskRows::ended, m_moments, &MomentCard::refresh); // perhaps it was a base
    m_moments->refresh();
}

void BackupsPage::setUpPanel()
{
    m_panel = new BackupPanel(*context().clock, this);
    setSidePanel(m_panel);
    connect(m_panel, &SidePanel::closed, this, [this] {
        fitColumns();
        if (m_moments)
            m_moments->showBackup({});
        if (m_model->hasRows())
            m_table->focusRows();
    });
    connect(m_panel, &BackupPanel::verifyRequested, this, &BackupsPage::verify);
    connect(m_panel, &BackupPanel::compareRequested, this, [this](const QString &path) {
        if (context().actions.navigate)
            context().actions.navigate(QStringLiteral("compare"), {{QStringLiteral("left"), path},
                                                                   {QStringLiteral("right"), context().workspace->identity().id},
                                                                   {QStringLiteral("running"), true}});
    });
    connect(m_panel, &BackupPanel::openRequested, this, [this](const QString &path) {
        if (context().actions.openFile)
            context().actions.openFile(path);
    });
    auto *csv = new BackupExport(this);
    connect(m_panel, &BackupPanel::exportRequested, csv, &BackupExport::begin);
    connect(csv, &BackupExport::exported, this, [this](const CsvExport &done) {
        if (context().actions.notify)
            context().actions.notify(Tone::Good, tr("Exported %1 rows to %2").arg(format::count(done.rows()), done.folder));
    });
    connect(csv, &BackupExport::failed, this, [this, csv](const Error &error, const QString &requestId, const QString &backup) {
        if (error.code() != ErrorCode::InternalCancelled)
            showError(error, requestId, [csv, backup] { csv->begin(backup); });
    });
    connect(m_panel, &BackupPanel::folderRequested, this, [this](const QString &folder) {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)) && context().actions.notify)
            context().actions.notify(Tone::Warning, tr("No file manager answered. The folder is %1").arg(folder));
    });
}

void BackupsPage::setUpPlace()
{
    connect(m_minute, &QTimer::timeout, m_place, &PlaceStrip::refresh); // perhaps it is back
    connect(m_place, &PlaceStrip::changed, this, [this] {
        fitColumns();
        m_panel->setHasSecondPlace(m_place->place().state != SecondPlaceState::State::None);
        stateChanged();
    });
    connect(m_place, &PlaceStrip::copyFailed, this, [this](const Error &error, const QString &requestId) {
        showError(error, requestId, [this] { m_place->refresh(); });
    });
    m_place->refresh();
}

void BackupsPage::setUpRestore()
{
    m_restoreAsk = new RestoreAsk(*this);
    connect(m_panel, &BackupPanel::restoreRequested, m_restoreAsk, &RestoreAsk::ask);
    connect(m_restoreAsk, &RestoreAsk::agreed, this, &BackupsPage::restore);
    connect(m_restoreAsk, &RestoreAsk::changed, this, &BackupsPage::stateChanged);
    if (port() && context().workspace->capabilities().testFlag(Capability::RestoreBackups))
        return;
    const QString sentence = context().workspace ? readOnlySentence(context().workspace->identity()) : QString();
    m_panel->setRestorable(sentence.isEmpty() ? describe(Error(ErrorCode::BackupUnsupported)).sentence : sentence);
}

/// The window waits for it: it shows every page anew afterwards, this one too. What goes wrong the task tells.
void BackupsPage::restore(const QString &path)
{
    if (!port() || m_tasks->hasKind(kRestore))
        return;
    m_error->hide();
    const auto restoring = port()->restore({path, false}, {});
    if (context().actions.followRestore)
        context().actions.followRestore(restoring);
    stateChanged();
}

void BackupsPage::askToRestore(const QString &path)
{
    if (const BackupInfo *backup = m_model->itemAt(m_model->rowOf(path)))
        m_restoreAsk->ask(*backup);
}

BackupsPort *BackupsPage::port() const { return context().workspace ? context().workspace->backups() : nullptr; }

bool BackupsPage::canCreate() const
{
    return port() && !m_notReady && context().workspace->capabilities().testFlag(Capability::CreateBackups);
}

void BackupsPage::askWhetherReady()
{
    m_notReady.reset();
    if (!canCreate())
        return;
    deliver(port()->ready({}), this, [this](const Result<bool> &ready) {
        const ErrorCode code = ready ? ErrorCode::Count_ : ready.error().code();
        if (code == ErrorCode::BackupRoleMissing || code == ErrorCode::BackupToolMissing) {
            m_notReady = ready.error();
            m_again = [this] { askWhetherReady(); };
            m_shown = code;
            m_error->setError(ready.error(), {});
            m_error->show();
        }
        stateChanged();
    });
}

void BackupsPage::backUp(const BackupRequest &wanted)
{
    if (!canCreate() || m_tasks->hasKind(kBackup) || m_asked.value(kBackup) > 0)
        return;
    m_error->hide();
    ++m_asked[kBackup];
    const CallContext call;
    deliver(port()->create(wanted, call), this, [this, wanted, request = call.requestId](const Result<BackupInfo> &result) {
        finished(result, kBackup, request, [this, wanted] { backUp(wanted); });
    });
    stateChanged();
}

void BackupsPage::askForNote()
{
    if (!canCreate())
        return;
    auto *dialog = new BackupDialog(port()->knowsWholeDatabase() ? BackupDialog::Offer::WholeDatabaseToo : BackupDialog::Offer::TheWorkspace, this);
    connect(dialog, &BackupDialog::agreed, this, [this](const BackupRequest &wanted) {
        if ((m_tasks->hasKind(kBackup) || m_asked.value(kBackup) > 0) && context().actions.notify)
            context().actions.notify(Tone::Warning, tr("Another backup is being made. Yours was not begun: ask again when that one is done."));
        backUp(wanted);
    });
    dialog->open();
}

void BackupsPage::verify(const QString &path)
{
    if (!port() || m_asked.value(kVerify) > 0)
        return;
    m_error->hide();
    ++m_asked[kVerify];
    const CallContext call;
    deliver(port()->verify(path, call), this, [this, path, request = call.requestId](const Result<BackupInfo> &result) {
        finished(result, kVerify, request, [this, path] { verify(path); });
    });
    stateChanged();
}

void BackupsPage::setUpKeeping()
{
    m_panel->setKeepable(port() && context().workspace->capabilities().testFlag(Capability::CreateBackups));
    connect(m_panel, &BackupPanel::proveRequested, this, &BackupsPage::prove);
    connect(m_panel, &BackupPanel::pinRequested, this, &BackupsPage::pin);
    connect(m_panel, &BackupPanel::deleteRequested, this, &BackupsPage::askToDelete);
}

void BackupsPage::prove(const QString &path)
{
    if (!port() || m_asked.value(kProve) > 0)
        return;
    m_error->hide();
    ++m_asked[kProve];
    const CallContext call;
    deliver(port()->prove(path, call), this, [this, path, request = call.requestId](const Result<BackupInfo> &result) {
        finished(result, kProve, request, [this, path] { prove(path); });
    });
    stateChanged();
}

void BackupsPage::pin(const QString &path, bool pinned)
{
    const CallContext call;
    deliver(port()->setPinned(path, pinned, call), this, [this, path, pinned, request = call.requestId](const Result<BackupInfo> &result) {
        if (!result)
            showError(result.error(), request, [this, path, pinned] { pin(path, pinned); });
        m_model->reload(); // the reasons of others may change with it
    });
}

void BackupsPage::askToDelete(const BackupInfo &backup)
{
    ConfirmQuestion question;
    question.title = tr("Delete the backup of %1?").arg(format::dateTime(backup.manifest.startedAt));
    question.sentence = tr("It goes to the trash and can be taken back for seven days.");
    question.loss = tr("After that it is gone, and so is the way back to that state.");
    question.workspace = workspaceName(context().workspace->identity());
    question.act = tr("Delete", "a backup, to the trash");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this, path = backup.path] { moveToTrash(path); });
    dialog->open();
}

void BackupsPage::moveToTrash(const QString &path)
{
    m_error->hide();
    const CallContext call;
    deliver(port()->remove(path, call), this, [this, path, request = call.requestId](const Result<TrashedBackup> &result) {
        if (result) {
            m_panel->hide();
            if (context().actions.notify)
                context().actions.notify(Tone::Good, tr("The backup is in the trash until %1.").arg(format::dateTime(result->goesAt)));
        } else {
            showError(result.error(), request, [this, path] { moveToTrash(path); });
        }
        m_model->reload();
    });
}

void BackupsPage::finished(const Result<BackupInfo> &result, const QString &kind, const QString &requestId,
                           std::function<void()> again)
{
    --m_asked[kind];
    const auto notify = [this](Tone tone, const QString &text) {
        if (context().actions.notify)
            context().actions.notify(tone, text);
    };
    if (result) {
        if (kind == kBackup && !result->rot.isEmpty())
            showError(errorOfRot(*result), requestId, std::move(again));
        else
            notify(Tone::Good, kind == kBackup   ? tr("Backed up and verified: %1.").arg(format::bytes(result->manifest.bytes))
                           : kind == kProve ? tr("Proved: restored into a scratch copy, every rule of the data holds there.")
                           : result->unopened ? tr("Every byte of the encrypted backup is as it was written. It was not opened: its key is not here.")
                                            : tr("Verified: the backup is as it was written, byte for byte."));
        if (kind == kBackup)
            m_wanted = result->path;
        m_model->replaceItem(*result);
        if (!m_panel->isHidden() && m_panel->backup().path == result->path)
            m_panel->showBackup(*result);
    } else if (result.error().code() == ErrorCode::InternalCancelled) {
        notify(Tone::Note, kind == kBackup   ? tr("Cancelled. No backup was made, and nothing was left behind.")
                           : kind == kProve ? tr("Cancelled. The backup was not proved to its end.")
                                            : tr("Cancelled. The backup was not verified to its end."));
    } else {
        showError(result.error(), requestId, std::move(again));
    }
    m_model->reload();
    stateChanged();
}

void BackupsPage::taskEnded(const TaskInfo &task)
{
    if (m_asked.value(task.kind) > 0)
        return; // its own answer tells more
    if (task.kind == kCopy) { // its failure is a state, which the strip tells
        m_model->reload();
        return;
    }
    if (task.state == TaskInfo::State::Failed && task.error)
        showError(*task.error, {}, [this, kind = task.kind, subject = task.subject] {
            if (kind == kBackup)
                backUpNow();
            else if (kind == kRestore)
                askToRestore(subject); // agreed to once is not agreed to now
            else if (kind == kProve)
                prove(subject);
            else
                verify(subject);
        });
    m_model->reload();
}

void BackupsPage::showError(const Error &error, const QString &requestId, std::function<void()> again)
{
    m_again = std::move(again);
    m_shown = error.code();
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

void BackupsPage::showWords()
{
    const bool isRunning = m_tasks->hasKind(kBackup) || m_asked.value(kBackup) > 0;
    m_create->setEnabled(canCreate() && !isRunning);
    m_createNoted->setEnabled(m_create->isEnabled());
    if (m_createWhole)
        m_createWhole->setEnabled(m_create->isEnabled());
    if (canCreate())
        m_create->setToolTip(isRunning ? tr("A backup is being made.") : QString());
    else if (m_notReady)
        m_create->setToolTip(toolTipText(describe(*m_notReady).sentence));
    const BackupInfo *newest = nullptr;
    for (int row = 0; row < m_model->rowCount() && !newest; ++row)
        if (const auto state = m_model->itemAt(row)->state; state == BackupInfo::State::Verified || state == BackupInfo::State::Proved)
            newest = m_model->itemAt(row);
    QString amount = tr("%n backup(s)", "", m_model->rowCount());
    if (const QString schedule = scheduleWords(); !schedule.isEmpty())
        amount += QStringLiteral(" · ") + schedule;
    const auto ago = [this](const BackupInfo *backup) { return format::age(backup->manifest.startedAt, context().clock->nowMs()); };
    const BackupInfo *proved = nullptr;
    for (int row = 0; row < m_model->rowCount() && !proved; ++row)
        if (m_model->itemAt(row)->state == BackupInfo::State::Proved)
            proved = m_model->itemAt(row);
    if (proved)
        header()->setSentence(tr("Newest proved %1 · %2", "%1: how long ago, %2: how many backups").arg(ago(proved), amount));
    else if (newest)
        header()->setSentence(tr("Newest verified %1, none is proved · %2", "%1: how long ago, %2: how many backups").arg(ago(newest), amount));
    else if (m_model->hasRows())
        header()->setSentence(tr("None is verified · %1").arg(amount));
    else
        header()->setSentence(scheduleWords().isEmpty() ? tr("A backup is a folder that was read back and verified before it counts.")
                                                        : tr("None yet · %1", "%1: when backups are made").arg(scheduleWords()));

    const QString icon = QStringLiteral("backups");
    if (isRunning)
        m_states->setEmptyWords(tr("No backups yet"), tr("The first one is being made. It is listed once it is verified."), {}, icon);
    else if (port() && canCreate())
        m_states->setEmptyWords(tr("No backups yet"), tr("Nothing would be left of this workspace if its file were lost."),
                                tr("Back up now"), icon);
    else if (port() && context().workspace->identity().id == kRescueWorkspace)
        m_states->setEmptyWords(tr("No backups were found"), tr("The folder of the backups holds none of this store."), {}, icon);
    else if (m_notReady)
        m_states->setEmptyWords(tr("No backups yet"), describe(*m_notReady).sentence, {}, icon);
    else if (port())
        m_states->setEmptyWords(tr("No backups here"), readOnlySentence(context().workspace->identity()), {}, icon);
    else if (context().workspace && context().workspace->identity().readOnly)
        m_states->setEmptyWords(tr("Nothing to back up here"), readOnlySentence(context().workspace->identity()), {}, icon);
    else
        m_states->setEmptyWords(tr("Not backed up from here"), describe(Error(ErrorCode::BackupUnsupported)).cause, {}, icon);
}

void BackupsPage::stateChanged()
{
    showWords();
    m_place->setBusy(m_tasks->hasKind(kCopy));
    m_panel->setRestoring(m_tasks->hasKind(kRestore));
    m_panel->setBusy(m_tasks->hasKind(kVerify) || m_asked.value(kVerify) > 0 || m_tasks->hasKind(kProve) || m_asked.value(kProve) > 0);
    if (!m_wanted.isEmpty() && m_model->rowOf(m_wanted) >= 0) {
        const QString id = std::exchange(m_wanted, {});
        m_table->setCurrentId(id);
        open(id);
    }
    const BackupInfo *shown = m_model->itemAt(m_model->rowOf(m_panel->backup().path));
    if (shown && !m_panel->isHidden() && *shown != m_panel->backup())
        m_panel->showBackup(*shown);
    if (isSettled())
        emit settled();
}

void BackupsPage::open(const QString &id)
{
    if (id.isEmpty() || (!m_panel->isHidden() && m_panel->backup().path == id))
        return;
    if (const BackupInfo *backup = m_model->itemAt(m_model->rowOf(id))) {
        m_plan->hide();
        m_policy->panel()->hide();
        m_panel->showBackup(*backup);
        if (m_moments)
            m_moments->showBackup(id);
        fitColumns();
    }
}

void BackupsPage::fitColumns()
{
    const bool isNarrow = width() - (m_panel->isHidden() && m_plan->isHidden() && m_policy->panel()->isHidden() ? 0 : measure::kSidePanel) < kWideEnough;
    for (const int column : {BackupsModel::Took, BackupsModel::Until, BackupsModel::Commit})
        m_table->setColumnHidden(column, isNarrow);
    m_table->setColumnHidden(BackupsModel::SecondPlace, m_place->place().state == SecondPlaceState::State::None);
}

bool BackupsPage::isSettled() const
{
    return !m_model->isBusy() && m_model->state() != PagedModel::State::Loading && m_tasks->isEmpty()
        && !m_restoreAsk->isAsking() && m_place->isSettled() && (!m_moments || m_moments->isSettled()) && m_asked.value(kBackup) == 0
        && m_asked.value(kVerify) == 0 && m_asked.value(QStringLiteral("plan")) == 0 && !m_policy->isBusy() && !m_keys->isBusy();
}

void BackupsPage::refresh()
{
    m_model->reload();
    m_policy->refresh();
    m_place->refresh();
    if (m_moments)
        m_moments->refresh();
}

bool BackupsPage::takeAction(const QString &actionId)
{
    if (actionId == QLatin1String("enter_backup_phrase") && port() && port()->keys()) {
        m_keys->enterPhrase();
        return true;
    }
    if (actionId != QLatin1String("open_backups"))
        return Page::takeAction(actionId);
    m_error->hide(); // they are here
    if (m_model->hasRows())
        m_table->focusRows();
    return true;
}

void BackupsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

void BackupsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

QVariantMap BackupsPage::saveState() const
{
    return {{QStringLiteral("current"), m_table->currentId()},
            {QStringLiteral("open"), !m_panel->isHidden()},
            {QStringLiteral("plan"), !m_plan->isHidden()},
            {QStringLiteral("policy"), !m_policy->panel()->isHidden()},
            {QStringLiteral("moment"), m_moments ? m_moments->saveState() : QVariantMap()}};
}

void BackupsPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    if (state.value(QStringLiteral("act")).toString() == QLatin1String("phrase"))
        return m_keys->enterPhrase(); // all else stays as it is
    if (m_moments)
        m_moments->restoreState(state.value(QStringLiteral("moment")).toMap());
    const QString current = state.value(QStringLiteral("current")).toString();
    m_table->setCurrentId(current);
    if (state.value(QStringLiteral("open")).toBool())
        m_wanted = current;
    if (state.value(QStringLiteral("plan")).toBool())
        showPlan();
    if (state.value(QStringLiteral("policy")).toBool())
        m_policy->open();
}

QStringList BackupsPage::tourStops() const
{
    return m_model->hasRows() ? QStringList{QStringLiteral("backup"), QStringLiteral("plan"), QStringLiteral("policy")} : QStringList();
}

void BackupsPage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("plan"))
        return showPlan();
    if (stop == QLatin1String("policy"))
        return m_policy->open();
    if (const BackupInfo *backup = m_model->itemAt(0)) {
        m_table->setCurrentId(backup->path);
        open(backup->path);
    }
}

} // namespace plancia::ui
