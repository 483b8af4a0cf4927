// SPDX-License-Identifier: GPL-3.0-or-later
// What retention would do, the trash, a clock that jumped, and the policy behind it.
#include "ui/pages/backups/backupspage.h"

#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/backups/backuppanel.h"
#include "ui/pages/backups/keykeeper.h"
#include "ui/pages/backups/policykeeper.h"
#include "ui/pages/backups/policypanel.h"
#include "ui/pages/backups/prunepanel.h"

namespace plancia::ui {

namespace {
const QString kPlan = QStringLiteral("plan"); // short acts, which are no tasks
}

void BackupsPage::setUpPlan()
{
    m_plan = new PrunePanel(*context().clock, this);
    setSidePanel(m_plan);
    if (!canKeep())
        return;
    auto *show = header()->addAction(tr("What would go…"));
    show->setObjectName(QStringLiteral("showPlan"));
    show->setToolTip(tr("Shows why each backup stays or goes, and what lies in the trash."));
    connect(show, &QPushButton::clicked, this, &BackupsPage::showPlan);
    connect(m_plan, &SidePanel::closed, this, &BackupsPage::fitColumns);
    connect(m_plan, &PrunePanel::pruneRequested, this, [this] {
        change<PrunePlan>(port()->prune(BackupsPort::Prune::Do, {}), [this](const PrunePlan &plan) {
            return tr("%n backup(s) moved to the trash.", "", static_cast<int>(plan.remove.size()));
        });
    });
    connect(m_plan, &PrunePanel::clockConfirmed, this, [this] {
        change<bool>(port()->confirmClock({}), [](bool) { return tr("Noted: the clock is right."); });
    });
    connect(m_plan, &PrunePanel::takeBackRequested, this, [this](const QString &path) {
        change<BackupInfo>(port()->takeBack(path, {}), [](const BackupInfo &) { return tr("Taken back from the trash."); });
    });
    connect(m_plan, &PrunePanel::emptyTrashRequested, this, &BackupsPage::askToEmptyTrash);
}

/// Who may make backups decides what becomes of them.
bool BackupsPage::canKeep() const
{
    return port() && context().workspace->capabilities().testFlag(Capability::CreateBackups);
}

template <class T>
void BackupsPage::change(const QFuture<Result<T>> &act, std::function<QString(const T &)> words)
{
    m_error->hide();
    ++m_asked[kPlan];
    m_plan->setBusy(true);
    deliver(act, this, [this, words = std::move(words)](const Result<T> &result) {
        --m_asked[kPlan];
        m_plan->setBusy(false);
        if (result && context().actions.notify)
            context().actions.notify(Tone::Good, words(*result));
        else if (!result)
            showError(result.error(), {}, [this] { showPlan(); });
        m_model->reload();
        showPlan();
    });
}

void BackupsPage::showPlan()
{
    if (!canKeep())
        return;
    ++m_asked[kPlan];
    deliver(port()->prune(BackupsPort::Prune::Look, {}), this, [this](const Result<PrunePlan> &plan) {
        --m_asked[kPlan];
        if (plan) {
            m_panel->hide();
            m_policy->panel()->hide();
            m_plan->showPlan(*plan);
            fitColumns();
        } else {
            showError(plan.error(), {}, [this] { showPlan(); });
        }
        stateChanged();
    });
}

void BackupsPage::setUpPolicy()
{
    m_keys = new KeyKeeper(*this);
    connect(m_keys, &KeyKeeper::failed, this, &BackupsPage::showError);
    connect(m_keys, &KeyKeeper::entered, this, [this] {
        const bool isAboutTheKey = m_shown == ErrorCode::BackupWrongKey || m_shown == ErrorCode::BackupKeyMissing;
        if (m_error->isHidden() || !isAboutTheKey || !m_again)
            return; // what failed for another reason is tried again by who wants it
        m_error->hide();
        const auto again = m_again; // it may be another one before this one is done
        again();
    });
    m_policy = new PolicyKeeper(*this, *m_keys);
    setSidePanel(m_policy->panel());
    if (!canKeep())
        return;
    auto *show = header()->addAction(tr("Schedule…"));
    show->setObjectName(QStringLiteral("showPolicy"));
    show->setToolTip(tr("When backups are made by themselves, which are kept, when to warn, and where copies go."));
    connect(show, &QPushButton::clicked, m_policy, &PolicyKeeper::open);
    connect(m_policy->panel(), &SidePanel::closed, this, &BackupsPage::fitColumns);
    connect(m_policy, &PolicyKeeper::opened, this, [this] {
        m_panel->hide();
        m_plan->hide();
        fitColumns();
    });
    connect(m_policy, &PolicyKeeper::failed, this, &BackupsPage::showError);
    connect(m_policy, &PolicyKeeper::changed, this, &BackupsPage::stateChanged);
    connect(m_tasks, &TaskRows::ended, m_policy, &PolicyKeeper::refresh);
    m_policy->refresh();
}

/// "next tomorrow 03:00", "by hand only"; empty where it is not known.
QString BackupsPage::scheduleWords() const
{
    const auto &health = m_policy->health();
    if (!health)
        return {};
    if (!health->nextDueAt)
        return wordsFor(health->policy.schedule);
    return health->isDue ? tr("one is due") : tr("next %1", "a day and a time").arg(format::day(*health->nextDueAt, context().clock->nowMs()));
}

void BackupsPage::askToEmptyTrash()
{
    ConfirmQuestion question;
    question.title = tr("Empty the trash?");
    question.workspace = workspaceName(context().workspace->identity());
    question.sentence = tr("The backups in it are deleted from the disk.");
    question.loss = tr("They cannot be had back.");
    question.act = tr("Empty the trash");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this] {
        change<qint64>(port()->emptyTrash({}), [](qint64 freed) {
            return tr("The trash is empty: %1 are free again.").arg(format::bytes(freed));
        });
    });
    dialog->open();
}

} // namespace plancia::ui
