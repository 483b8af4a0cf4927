// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/maintenance/maintenancepage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "models/items/checksmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/kit/taskrows.h"
#include "ui/pages/maintenance/checkpanel.h"

#include <QInputDialog>
#include <QMenu>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kAgesMs = 30'000; // ages are told in minutes
constexpr int kWideEnough = 1000;
constexpr int kUsualRows = 100'000;
const QString kIcon = QStringLiteral("maintenance");
} // namespace

MaintenancePage::MaintenancePage(PageContext context) : Page(QStringLiteral("maintenance"), std::move(context))
{
    setUpHeader();
    setUpLists();
    setUpPanel();
    m_checks->setWorkspace(this->context().workspace);
    showWords();
}

void MaintenancePage::setUpHeader()
{
    PageHeader *head = setHeader(tr("Maintenance"), {});
    m_profile = head->addAction(tr("Measure…", "the speed of the store"));
    m_profile->setObjectName(QStringLiteral("profileStore"));
    m_profile->setToolTip(tr("Runs the queries that every page lives on, and compares them with their limits. Nothing is changed."));
    m_reindex = head->addAction(tr("Reindex…"));
    m_reindex->setObjectName(QStringLiteral("reindexStore"));
    m_vacuum = head->addAction(tr("Vacuum…"));
    m_vacuum->setObjectName(QStringLiteral("vacuumStore"));
    m_checkAll = head->setPrimaryAction(tr("Check all"));
    m_checkAll->setObjectName(QStringLiteral("checkAll"));
    connect(m_checkAll, &QPushButton::clicked, this, [this] { check({}); });
    connect(m_reindex, &QPushButton::clicked, this, &MaintenancePage::reindex);
    connect(m_vacuum, &QPushButton::clicked, this, &MaintenancePage::vacuum);
    connect(m_profile, &QPushButton::clicked, this, &MaintenancePage::chooseProfile);
    if (port() && !abilities().storage) {
        const QString sentence = readOnlySentence(context().workspace->identity());
        for (QPushButton *button : {m_reindex, m_vacuum})
            button->setToolTip(toolTipText(sentence.isEmpty() ? tr("A server looks after this itself.") : sentence));
    }
}

void MaintenancePage::setUpLists()
{
    m_error = new ErrorPanel(this);
    m_error->hide();
    body()->addWidget(m_error);
    m_damage = new Notice(this);
    m_damage->setObjectName(QStringLiteral("storeDamage"));
    m_damage->hide();
    connect(m_damage, &Notice::linkActivated, this, [this] { handleAction(QStringLiteral("salvage_store")); });
    body()->addWidget(m_damage);
    const QString id = context().workspace ? context().workspace->identity().id : QString();
    m_tasks = new TaskRows(*context().ports.tasks, id,
                           {QStringLiteral("check"), QStringLiteral("repair"), QStringLiteral("reindex"), QStringLiteral("vacuum"),
                            QStringLiteral("profile"), QStringLiteral("backup"), QStringLiteral("bisect")},
                           this);
    body()->addWidget(m_tasks);
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("maintenanceTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Checks"));
    m_tabs->addTab(tr("Queries"));
    body()->addWidget(m_tabs);

    m_checks = new ChecksModel(*context().clock, QLocale(), this);
    m_checkTable = new PagedTable(this);
    m_checkTable->setObjectName(QStringLiteral("checkTable"));
    m_checkTable->setListName(tr("Checks"));
    m_checkTable->setModel(m_checks);
    m_checkStates = new PageStates(m_checkTable, this);
    m_checkStates->setObjectName(QStringLiteral("checkStates"));
    m_checkStates->follow(m_checks);
    m_queries = new ProfileModel(QLocale(), this);
    m_queryTable = new PagedTable(this);
    m_queryTable->setObjectName(QStringLiteral("queryTable"));
    m_queryTable->setListName(tr("Queries"));
    m_queryTable->setModel(m_queries);
    m_queryStates = new PageStates(m_queryTable, this);
    m_queryStates->setObjectName(QStringLiteral("queryStates"));
    m_queryStates->follow(m_queries);
    m_queries->setSource({}); // nothing is measured until somebody asks
    m_lists = new QStackedWidget(this);
    m_lists->addWidget(m_checkStates);
    m_lists->addWidget(m_queryStates);
    body()->addWidget(m_lists, 1);
    m_minute = new QTimer(this);
    m_minute->start(kAgesMs);

    connect(m_minute, &QTimer::timeout, this, [this] {
        m_checks->tick();
        showWords();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_lists->setCurrentIndex(tab);
        m_panel->hide();
        fitColumns();
    });
    connect(m_tasks, &TaskRows::changed, this, &MaintenancePage::stateChanged);
    connect(m_tasks, &TaskRows::ended, this, [this](const TaskInfo &task) {
        if (task.kind == u"check" && m_calls == 0)
            m_checks->reload(); // begun elsewhere: at the start
    });
    connect(m_checks, &PagedModel::stateChanged, this, &MaintenancePage::stateChanged);
    connect(m_queries, &PagedModel::stateChanged, this, &MaintenancePage::stateChanged);
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        if (action != QLatin1String("retry") || !m_again)
            return handleAction(action);
        // Later: the link that was clicked goes when the next error is shown.
        QMetaObject::invokeMethod(this, [this, again = m_again] {
            m_error->hide();
            again();
        }, Qt::QueuedConnection);
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated}) {
        connect(m_checkTable, chosen, this, &MaintenancePage::openCheck);
        connect(m_queryTable, chosen, this, &MaintenancePage::openQuery);
    }
    for (PageStates *states : {m_checkStates, m_queryStates}) {
        connect(states, &PageStates::actionRequested, this, &MaintenancePage::handleAction);
        connect(states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
            if (context().actions.noteError)
                context().actions.noteError(error, requestId);
        });
    }
    connect(m_queryStates, &PageStates::emptyActionRequested, this, [this] { profile(0); });
}

void MaintenancePage::setUpPanel()
{
    m_panel = new CheckPanel(*context().clock, this);
    setSidePanel(m_panel);
    connect(m_panel, &SidePanel::closed, this, [this] {
        fitColumns();
        (m_tabs->currentIndex() == 0 ? m_checkTable : m_queryTable)->focusRows();
    });
    connect(m_panel, &CheckPanel::runRequested, this, [this](const QString &name) { check({name}); });
    connect(m_panel, &CheckPanel::repairRequested, this, &MaintenancePage::repair);
    m_panel->setBackups(context().workspace && context().workspace->backups()
                        && context().workspace->capabilities().testFlag(Capability::CreateBackups));
    connect(m_panel, &CheckPanel::lastCleanRequested, this, &MaintenancePage::findLastClean);
    connect(m_panel, &CheckPanel::backupRequested, this, [this](const QString &path) {
        if (context().actions.navigate)
            context().actions.navigate(QStringLiteral("backups"), {{QStringLiteral("current"), path}, {QStringLiteral("open"), true}});
    });
}

MaintenancePort *MaintenancePage::port() const { return context().workspace ? context().workspace->maintenance() : nullptr; }

MaintenancePort::Abilities MaintenancePage::abilities() const
{
    return port() ? port()->abilities() : MaintenancePort::Abilities();
}

template <class T, class Then>
void MaintenancePage::call(const std::function<QFuture<Result<T>>(const CallContext &)> &ask, Then then, std::function<void()> again)
{
    if (!port() || m_calls > 0)
        return;
    m_error->hide();
    ++m_calls;
    const CallContext context;
    deliver(ask(context), this, [this, then, again, request = context.requestId](const Result<T> &result) {
        --m_calls;
        if (result)
            then(*result);
        else
            showError(result.error(), request, again);
        stateChanged();
    });
    stateChanged();
}

void MaintenancePage::check(const QStringList &names)
{
    const auto depth = names.isEmpty() ? MaintenancePort::Depth::Quick : MaintenancePort::Depth::Full;
    call<CheckReport>([this, names, depth](const CallContext &c) { return port()->run(names, depth, c); },
                      [this, names](const CheckReport &report) {
                          for (const CheckResult &result : report.results)
                              m_fresh.insert(result.name, result);
                          if (allWell(report.results))
                              notify(Tone::Good, tr("Checked: all is well."));
                          else
                              notify(Tone::Error, tr("Checked: something is not well."));
                          if (names.size() == 1)
                              m_wanted = names.first();
                          if (names.isEmpty())
                              m_checks->jumpToStart(); // what is bad stands there
                          else
                              m_checks->reload();
                      },
                      [this, names] { check(names); });
}

void MaintenancePage::findLastClean(const QString &name)
{
    call<BisectReport>([this, name](const CallContext &c) { return context().workspace->backups()->findLastClean(name, c); },
                       [this](const BisectReport &report) {
                           if (!m_panel->showLastClean(report)) // who looked at something else meanwhile finds it with the check again
                               notify(report.lastClean ? Tone::Good : Tone::Warning, sentenceFor(report));
                       }, [this, name] { findLastClean(name); });
}

void MaintenancePage::repair(const QString &name)
{
    call<RepairReport>([this, name](const CallContext &c) { return port()->repair(name, true, c); },
                       [this](const RepairReport &planned) { askToRepair(planned); }, [this, name] { repair(name); });
}

void MaintenancePage::askToRepair(const RepairReport &planned)
{
    if (planned.rows == 0) {
        notify(Tone::Good, tr("Nothing is left to repair."));
        return check({planned.check});
    }
    const int rows = static_cast<int>(std::min<qint64>(planned.rows, std::numeric_limits<int>::max()));
    confirm(tr("Repair %n row(s)?", "", rows),
            tr("A backup is made first. Then the rows get the value that the rest of the store tells, in one step, and the audit trail says so."),
            tr("Repair"), [this, name = planned.check] {
                call<RepairReport>([this, name](const CallContext &c) { return port()->repair(name, false, c); },
                                   [this, name](const RepairReport &done) {
                                       notify(Tone::Good, tr("Repaired: %n row(s).", "", static_cast<int>(done.rows)));
                                       m_fresh.remove(name);
                                       m_wanted = name;
                                       m_checks->reload();
                                   },
                                   [this, name] { repair(name); });
            });
}

void MaintenancePage::reindex()
{
    call<ReindexReport>(
        [this](const CallContext &c) { return port()->reindex(true, c); },
        [this](const ReindexReport &planned) {
            confirm(tr("Build %n index(es) anew?", "", static_cast<int>(planned.indexes.size())),
                    tr("All indexes of the store (%1) are made again from their tables. Reading goes on; who writes waits until it is done.")
                        .arg(format::bytes(planned.bytes)),
                    tr("Reindex"), [this] {
                        call<ReindexReport>([this](const CallContext &c) { return port()->reindex(false, c); },
                                            [this](const ReindexReport &done) {
                                                notify(Tone::Good, tr("Indexes built anew in %1.").arg(format::duration(done.durationMs)));
                                            },
                                            [this] { reindex(); });
                    });
        },
        [this] { reindex(); });
}

void MaintenancePage::vacuum()
{
    call<VacuumReport>([this](const CallContext &c) { return port()->vacuum(true, c); },
                       [this](const VacuumReport &planned) { askToVacuum(planned); }, [this] { vacuum(); });
}

void MaintenancePage::askToVacuum(const VacuumReport &planned)
{
    const QString back = format::bytes(planned.bytesBefore - planned.bytesAfter);
    confirm(tr("Give %1 back?", "%1: an amount of disk room").arg(back),
            tr("The store has %1, of which %2 are unused. A backup is made first, then the file is built anew. That needs %3 of free "
               "room for a while, and %4 are free. Reading goes on; who writes waits until it is done.")
                .arg(format::bytes(planned.bytesBefore), back, format::bytes(planned.bytesNeeded), format::bytes(planned.bytesFree)),
            tr("Vacuum"), [this] {
                call<VacuumReport>([this](const CallContext &c) { return port()->vacuum(false, c); },
                                   [this](const VacuumReport &done) {
                                       notify(Tone::Good, tr("The store has %1 now; it had %2.")
                                                              .arg(format::bytes(done.bytesAfter), format::bytes(done.bytesBefore)));
                                       m_checks->reload();
                                   },
                                   [this] { vacuum(); });
            });
}

void MaintenancePage::chooseProfile()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("On this store"), this, [this] { profile(0); });
    for (const int rows : {kUsualRows, 1'000'000})
        menu->addAction(tr("On %1 tenants made for it").arg(format::count(rows)), this, [this, rows] { profile(rows); });
    menu->addAction(tr("On another number…"), this, &MaintenancePage::askForRows)->setObjectName(QStringLiteral("profileOther"));
    menu->popup(m_profile->mapToGlobal(QPoint(0, m_profile->height() + 2)));
}

void MaintenancePage::askForRows()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("profileRows"));
    dialog->setWindowTitle(tr("Measure on data made for it"));
    dialog->setLabelText(tr("How many tenants, each with a person, a key, a call and a row of the trail?\nEach takes up to %1 of the disk for as long as it runs; at most %2.", "%2: a number of tenants")
                             .arg(format::bytes(kMadeRowBytes), format::count(kMaxProfileRows)));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, static_cast<int>(kMaxProfileRows));
    dialog->setIntValue(kUsualRows);
    dialog->setOkButtonText(tr("Measure", "the speed of the store"));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int rows) { profile(rows); });
    dialog->open();
}

void MaintenancePage::profile(qint64 rows)
{
    call<ProfileReport>([this, rows](const CallContext &c) { return port()->profile(rows, c); },
                        [this](const ProfileReport &report) {
                            m_profiled = report;
                            m_queries->setReport(report);
                            m_tabs->setCurrentIndex(1);
                        },
                        [this, rows] { profile(rows); });
}

void MaintenancePage::confirm(const QString &title, const QString &sentence, const QString &act, std::function<void()> agreed)
{
    ConfirmQuestion question;
    question.title = title;
    question.sentence = sentence;
    question.workspace = workspaceName(context().workspace->identity());
    question.act = act;
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [agreed] { agreed(); });
    dialog->open();
}

void MaintenancePage::showError(const Error &error, const QString &requestId, std::function<void()> again)
{
    if (error.code() == ErrorCode::InternalCancelled)
        return notify(Tone::Note, tr("Cancelled. Nothing was changed."));
    m_again = std::move(again);
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

void MaintenancePage::notify(Tone tone, const QString &text) const
{
    if (context().actions.notify)
        context().actions.notify(tone, text);
}

void MaintenancePage::showWords()
{
    const bool isBusy = m_calls > 0 || !m_tasks->isEmpty();
    m_checkAll->setEnabled(port() && !isBusy);
    m_profile->setEnabled(abilities().profile && !isBusy);
    for (QPushButton *button : {m_reindex, m_vacuum})
        button->setEnabled(abilities().storage && !isBusy);

    int bad = 0;
    qint64 at = 0;
    for (int row = 0; row < m_checks->rowCount(); ++row) {
        const CheckRow *check = m_checks->itemAt(row);
        at = std::max(at, check->at());
        bad += check->result && (check->result->state == CheckResult::State::Broken || check->result->state == CheckResult::State::Crashed);
    }
    if (at == 0)
        header()->setSentence(tr("Looks whether the store is whole and keeps its rules. Nothing was checked yet."));
    else if (bad > 0)
        header()->setSentence(tr("%n check(s) are not well", "", bad) + QStringLiteral(" · ")
                              + tr("checked %1", "%1: how long ago").arg(format::age(at, context().clock->nowMs())));
    else
        header()->setSentence(tr("All is well · checked %1", "%1: how long ago").arg(format::age(at, context().clock->nowMs())));

    const bool isBundle = context().workspace && context().workspace->bundle();
    m_checkStates->setEmptyWords(tr("Nothing to check here"),
                                 isBundle ? readOnlySentence(context().workspace->identity()) : tr("This workspace has no store of its own."),
                                 {}, kIcon);
    if (abilities().profile || !port())
        m_queryStates->setEmptyWords(tr("Nothing measured yet"),
                                     tr("The queries that every page lives on are run and compared with their limits. Nothing is changed."),
                                     abilities().profile ? tr("Measure this store") : QString(), QStringLiteral("clock"));
    else
        m_queryStates->setEmptyWords(tr("Nothing to measure here"),
                                     tr("Queries are measured on local stores, and %1 is a server. What runs on it is told under Monitoring, Statements.", "%1: a workspace")
                                         .arg(workspaceName(context().workspace->identity())),
                                     {}, QStringLiteral("clock"));
}

void MaintenancePage::showDamage()
{
    using State = CheckResult::State;
    bool isDamaged = false;
    for (const char *name : {"quick-check", "integrity-check"})
        if (const CheckRow *row = m_checks->itemAt(m_checks->rowOf(QLatin1String(name))); row && row->result)
            isDamaged = isDamaged || row->result->state == State::Broken || row->result->state == State::Crashed;
    const bool isLocal = context().workspace && context().workspace->identity().id == QLatin1String("local");
    m_damage->setVisible(isDamaged && isLocal);
    if (isDamaged && isLocal)
        m_damage->showText(Tone::Error, tr("The file of the store is damaged. Do not go on writing to it."), tr("See all ways back"));
}

void MaintenancePage::stateChanged()
{
    showWords();
    showDamage();
    m_panel->setBusy(m_calls > 0 || !m_tasks->isEmpty());
    if (!m_wanted.isEmpty() && m_checks->rowOf(m_wanted) >= 0 && !m_checks->isBusy()) {
        const QString name = std::exchange(m_wanted, {});
        m_checkTable->setCurrentId(name);
        m_panel->hide(); // shown anew, with what was found now
        openCheck(name);
    }
    if (isSettled())
        emit settled();
}

void MaintenancePage::openCheck(const QString &name)
{
    if (name.isEmpty() || (!m_panel->isHidden() && m_panel->shown() == name))
        return;
    const CheckRow *found = m_checks->itemAt(m_checks->rowOf(name));
    if (!found)
        return;
    CheckRow row = *found;
    if (const auto fresh = m_fresh.constFind(name); row.result && fresh != m_fresh.cend() && fresh->state == row.result->state)
        row.result = *fresh;
    m_panel->showCheck(row, abilities().repair);
    fitColumns();
}

void MaintenancePage::openQuery(const QString &name)
{
    if (const QueryProfile *query = m_queries->itemAt(m_queries->rowOf(name))) {
        m_panel->showQuery(*query);
        fitColumns();
    }
}

void MaintenancePage::fitColumns()
{
    const bool isNarrow = width() - (m_panel->isHidden() ? 0 : measure::kSidePanel) < kWideEnough;
    m_checkTable->setColumnHidden(ChecksModel::Name, isNarrow);
    m_queryTable->setColumnHidden(ProfileModel::Plan, isNarrow);
}

bool MaintenancePage::isSettled() const
{
    return !m_checks->isBusy() && m_checks->state() != PagedModel::State::Loading && m_tasks->isEmpty() && m_calls == 0;
}

void MaintenancePage::refresh() { m_checks->reload(); }

bool MaintenancePage::takeAction(const QString &actionId)
{
    if (actionId != QLatin1String("open_maintenance"))
        return Page::takeAction(actionId);
    m_error->hide(); // they are here
    m_tabs->setCurrentIndex(0);
    return true;
}

void MaintenancePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

void MaintenancePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

QVariantMap MaintenancePage::saveState() const
{
    return {{QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("current"), m_checkTable->currentId()},
            {QStringLiteral("open"), m_tabs->currentIndex() == 0 && !m_panel->isHidden() ? m_panel->shown() : QString()},
            {QStringLiteral("profile"), m_profiled ? QVariant::fromValue(*m_profiled) : QVariant()}};
}

void MaintenancePage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    if (const QVariant kept = state.value(QStringLiteral("profile")); kept.canConvert<ProfileReport>()) {
        m_profiled = kept.value<ProfileReport>();
        m_queries->setReport(*m_profiled);
    }
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
    m_checkTable->setCurrentId(state.value(QStringLiteral("current")).toString());
    m_wanted = state.value(QStringLiteral("open")).toString();
}

QStringList MaintenancePage::tourStops() const
{
    if (!port())
        return {};
    return {QStringLiteral("check"), QStringLiteral("queries")};
}

void MaintenancePage::showTourStop(const QString &stop)
{
    if (stop == u"check") {
        m_tabs->setCurrentIndex(0);
        check({QString::fromLatin1(port()->checks().first().name)});
    } else {
        m_error->hide();
        m_tabs->setCurrentIndex(1);
        if (abilities().profile)
            profile(0);
    }
}

} // namespace plancia::ui
