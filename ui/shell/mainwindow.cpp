// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/button.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/text.h"
#include "ui/shell/backupwatch.h"
#include "ui/shell/pagetable.h"
#include "ui/shell/rail.h"
#include "ui/shell/startcheck.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/topbar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {

constexpr int kPingEveryMs = 5'000;
const QString kWelcome = QStringLiteral("welcome");
const QString kFirstPage = QStringLiteral("tenants");
const QString kSalvage = QStringLiteral("salvage");

/// "" follows the system: its palette tells whether it is dark (Qt 6.4 has no other word for it).
Theme themeNamed(const QString &name)
{
    static const bool systemIsDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return name == u"dark" || (name.isEmpty() && systemIsDark) ? Theme::dark() : Theme::light();
}

/// "0.3", "12"; a local store answers faster than what is worth telling apart.
QString pingWords(double ms)
{
    if (ms < 0.1)
        return QStringLiteral("< ") + QLocale().toString(0.1, 'f', 1);
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QWidget *makeBand(QWidget *parent)
{
    auto *band = new QWidget(parent);
    band->setFixedHeight(measure::kBand);
    band->setAutoFillBackground(true);
    return band;
}

} // namespace

MainWindow::MainWindow(const Ports &ports, const Clock &clock, SetLanguage setLanguage)
    : m_ports(ports), m_clock(clock), m_setLanguage(std::move(setLanguage))
{
    setAcceptDrops(true);
    setMinimumSize(960, 600);
    resize(1440, 900);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    const Preferences preferences = m_ports.preferences->current();
    if (!preferences.windowGeometry.isEmpty())
        restoreGeometry(preferences.windowGeometry);
    m_themeName = preferences.theme;
    m_language = preferences.language;
    m_setLanguage(m_language);
    m_theme = themeNamed(m_themeName);
    applyTheme(*qApp, m_theme);
    m_toast = new Toast(this);
    m_startCheck = new StartCheck(this);
    connect(m_startCheck, &StartCheck::found, this, [this](const QString &workspaceId, const Error &fault) {
        if (!m_workspace || m_workspace->identity().id != workspaceId)
            return;
        m_ports.support->noteError(fault, {});
        m_finding = fault;
        showFinding();
    });
    m_backupWatch = new BackupWatch(*m_ports.tasks, this);
    connect(m_backupWatch, &BackupWatch::alarmChanged, this, &MainWindow::showBackupAlarm);
    buildFrame();
    setUpShortcuts();
    connect(m_ports.preferences, &PreferencesPort::changed, this, &MainWindow::preferencesChanged);
    connect(m_ports.tasks, &TasksPort::taskChanged, this, [this] { m_statusBar->setTasks(m_ports.tasks->tasks()); });
    connect(&m_pingTimer, &QTimer::timeout, this, &MainWindow::lookAtStore);
    m_pingTimer.start(kPingEveryMs);
}

void MainWindow::setUpShortcuts()
{
    const auto shortcut = [this](const QKeySequence &keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { showPalette(); });
    shortcut(QKeySequence::Open, [this] { chooseFile(); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
    shortcut(QKeySequence(Qt::Key_F5), [this] {
        if (Page *page = currentPage())
            page->refresh();
    });
    int number = 0;
    for (const PageEntry &entry : pageTable())
        if (entry.group != PageGroup::Hidden && ++number <= 10) // the tenth has 0, as on the keyboard
            shortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number % 10)),
                     [this, id = entry.id] { navigate(id); });
}

void MainWindow::start(Start how)
{
    const QString last = m_ports.preferences->current().lastWorkspace;
    if (!last.isEmpty() && how == Start::AsItWas)
        return openWorkspace(last);
    navigate(kWelcome);
    if (how == Start::WithNothing)
        m_toast->showText(Tone::Warning, tr("Plancia ended twice while it opened what was open last. Nothing is open now: choose what to open."));
}

void MainWindow::buildFrame()
{
    delete m_frame;
    m_pages.clear();
    m_frame = new QWidget(this);
    m_column->addWidget(m_frame);
    auto *column = new QVBoxLayout(m_frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_band = makeBand(m_frame);
    m_topBar = new TopBar(m_theme);
    m_rail = new Rail(m_theme);
    m_statusBar = new StatusBar(m_ports.support ? m_ports.support->runId() : QString(), m_clock);

    m_banner = new QWidget;
    setKind(m_banner, "banner");
    m_banner->setAttribute(Qt::WA_StyledBackground);
    auto *bannerRow = new QHBoxLayout(m_banner);
    bannerRow->setContentsMargins(measure::kPageMargin, 6, measure::kPageMargin, 6);
    m_bannerWords = makeLabel({}, TextKind::Body, Wrap::Yes);
    m_withLog = makeButton(tr("Read with the log"), ButtonKind::Link);
    m_withLog->setObjectName(QStringLiteral("readWithLog"));
    m_withLog->setToolTip(tr("Copies the file and the log beside it, and reads the copy. Both stay as they are."));
    connect(m_withLog, &QPushButton::clicked, this, [this] { readWithLog(); });
    QPushButton *leave = makeButton(tr("Go to the local store"), ButtonKind::Link);
    connect(leave, &QPushButton::clicked, this, [this] { openWorkspace(QStringLiteral("local")); });
    bannerRow->addWidget(m_bannerWords, 1);
    m_salvage = makeButton(tr("All ways back"), ButtonKind::Link);
    m_salvage->setObjectName(QStringLiteral("allWaysBack"));
    m_salvage->setToolTip(tr("Compares what the archive, the backups and the damaged file itself would bring back."));
    connect(m_salvage, &QPushButton::clicked, this, [this] { navigate(kSalvage); });
    bannerRow->addWidget(m_withLog);
    bannerRow->addWidget(m_salvage);
    bannerRow->addWidget(leave);

    m_stack = new QStackedWidget;
    m_errorView = new QWidget;
    auto *errorColumn = new QVBoxLayout(m_errorView);
    errorColumn->setContentsMargins(measure::kPageMargin, measure::kPageMargin, measure::kPageMargin, measure::kPageMargin);
    m_errorPanel = new ErrorPanel;
    errorColumn->addWidget(m_errorPanel);
    errorColumn->addWidget(makeRescue());
    errorColumn->addStretch();
    m_stack->addWidget(m_errorView);
    connect(m_errorPanel, &ErrorPanel::actionRequested, this, &MainWindow::takeAction);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_banner);
    m_notice = new Notice;
    m_notice->setObjectName(QStringLiteral("startFinding"));
    connect(m_notice, &Notice::linkActivated, this, [this] {
        m_finding.reset();
        showFinding();
        navigate(QStringLiteral("maintenance"));
    });
    right->addWidget(m_notice);
    m_backupNotice = new Notice;
    m_backupNotice->setObjectName(QStringLiteral("backupAlarm"));
    connect(m_backupNotice, &Notice::linkActivated, this, [this] { navigate(QStringLiteral("backups")); });
    right->addWidget(m_backupNotice);
    m_connectionsNotice = new Notice;
    m_connectionsNotice->setObjectName(QStringLiteral("manyConnections"));
    connect(m_connectionsNotice, &Notice::linkActivated, this, [this] { navigate(QStringLiteral("maintenance")); });
    right->addWidget(m_connectionsNotice);
    right->addWidget(m_stack, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(right, 1);
    column->addWidget(m_band);
    column->addWidget(m_topBar);
    column->addLayout(middle, 1);
    column->addWidget(m_statusBar);

    connect(m_rail, &Rail::chosen, this, [this](const QString &id) { navigate(id); });
    connect(m_topBar, &TopBar::switcherRequested, this, &MainWindow::showSwitcher);
    connect(m_topBar, &TopBar::paletteRequested, this, &MainWindow::showPalette);
    m_statusBar->setTasks(m_ports.tasks->tasks());
    m_frame->show();
    m_toast->raise();
    showIdentity();
    showFinding();
    showBackupAlarm();
    showConnections();
    lookAtStore();
}

void MainWindow::preferencesChanged(const Preferences &preferences)
{
    // Later: the page that set them is in the middle of its own signal, and will be deleted by this.
    if (preferences.theme != m_themeName || preferences.language != m_language)
        QMetaObject::invokeMethod(
            this, [this, preferences] { applyLook(preferences.theme, preferences.language); }, Qt::QueuedConnection);
}

void MainWindow::applyLook(const QString &theme, const QString &language)
{
    m_themeName = theme;
    if (m_language != language)
        m_setLanguage(language);
    m_language = language;
    m_theme = themeNamed(theme);
    applyTheme(*qApp, m_theme);
    rebuild();
}

void MainWindow::rebuild()
{
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        m_states.insert(page.key(), page.value()->saveState());
    const bool errorShown = m_stack->currentWidget() == m_errorView;
    buildFrame();
    if (!errorShown && !m_pageId.isEmpty())
        navigate(m_pageId);
}

void MainWindow::dropPages()
{
    for (Page *page : std::as_const(m_pages)) {
        m_stack->removeWidget(page);
        page->deleteLater();
    }
    m_pages.clear();
}

void MainWindow::forgetPages()
{
    dropPages();
    m_states.clear();
}

PageContext MainWindow::contextFor()
{
    PageContext context;
    context.ports = m_ports;
    context.workspace = m_workspace;
    context.theme = m_theme;
    context.clock = &m_clock;
    context.actions.navigate = [this](const QString &id, const QVariantMap &state) { navigate(id, state); };
    context.actions.openWorkspace = [this](const QString &id) { openWorkspace(id); };
    context.actions.openFile = [this](const QString &path) { openFile(path); };
    context.actions.chooseFile = [this] { chooseFile(); };
    context.actions.takeAction = [this](const QString &id) { takeAction(id); };
    context.actions.noteError = [this](const Error &error, const QString &requestId) {
        m_ports.support->noteError(error, requestId);
    };
    context.actions.followRestore = [this](const auto &restoring) { followRestore(restoring); };
    context.actions.notify = [this](Tone tone, const QString &text) { m_toast->showText(tone, text); };
    return context;
}

Page *MainWindow::makePage(const QString &pageId)
{
    const PageEntry *entry = pageEntry(pageId);
    if (!entry)
        return nullptr;
    Page *page = entry->create(contextFor());
    page->restoreState(m_states.take(pageId));
    m_stack->addWidget(page);
    m_pages.insert(pageId, page);
    return page;
}

void MainWindow::navigate(const QString &pageId, const QVariantMap &state)
{
    const PageEntry *entry = pageEntry(pageId);
    if (!entry)
        return;
    if (entry->kind == PageKind::Workspace && !m_workspace) {
        // Nothing to look at yet: the doors come first.
        if (pageId != kWelcome)
            return navigate(kWelcome);
    }
    m_pageId = pageId;
    Page *page = m_pages.value(pageId);
    if (!page)
        page = makePage(pageId);
    if (!state.isEmpty())
        page->restoreState(state);
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(pageId);
    page->setFocus();
}

Page *MainWindow::currentPage() const { return qobject_cast<Page *>(m_stack->currentWidget()); }

void MainWindow::setFirstPage(const QString &pageId)
{
    if (pageEntry(pageId))
        m_pageId = pageId;
}

void MainWindow::openWorkspace(const QString &id)
{
    m_lastFile.clear();
    m_lastId = id;
    m_wantsSalvage = false;
    open([this, id](const CallContext &call) { return m_ports.workspaces->open(id, call); });
}

void MainWindow::openFile(const QString &path, bool readOnly)
{
    m_lastFile = path;
    m_lastId.clear();
    open([this, path, readOnly](const CallContext &call) { return m_ports.workspaces->openFile(path, readOnly, call); });
}

void MainWindow::readWithLog()
{
    const QString path = m_workspace ? m_workspace->identity().id.mid(5) : QString(); // behind "file:"
    m_lastFile = path;
    open([this, path](const CallContext &call) { return m_ports.workspaces->openWithLog(path, call); });
}

void MainWindow::open(const Opening &opening)
{
    m_openCall.cancel.cancel(); // a slower one that was asked for before must not win
    m_openCall = CallContext();
    m_lastOpening = opening;
    m_statusBar->setConnection(Tone::Waiting, tr("Opening…"));
    const QString requestId = m_openCall.requestId;
    deliver(opening(m_openCall), this, [this, requestId](const Result<std::shared_ptr<Workspace>> &result) {
        if (requestId == m_openCall.requestId)
            opened(result, requestId);
    });
}

void MainWindow::opened(const Result<std::shared_ptr<Workspace>> &result, const QString &requestId)
{
    if (result) {
        setWorkspace(*result);
        emit workspaceOpened();
        return;
    }
    m_pageState.clear();
    emit openFailed(result.error());
    showIdentity();
    lookAtStore();
    if (result.error().code() != ErrorCode::InternalCancelled)
        showOpenError(result.error(), requestId);
}

void MainWindow::setWorkspace(std::shared_ptr<Workspace> workspace)
{
    m_workspace = std::move(workspace);
    m_history.clear();
    forgetPages(); // filters and drafts belong to the workspace in which they were made
    m_finding.reset();
    showFinding();
    showIdentity();
    lookAtStore();
    if (!m_workspace)
        return navigate(kWelcome);
    rememberWorkspace(m_workspace->identity().id);
    if (m_workspace->bundle())
        return navigate(QStringLiteral("support")); // the page that shows what a bundle holds
    if (m_workspace->identity().id == kRescueWorkspace)
        return navigate(std::exchange(m_wantsSalvage, false) ? kSalvage : QStringLiteral("backups"), std::exchange(m_pageState, {}));
    if (!m_workspace->tenants() && m_workspace->tables())
        return navigate(QStringLiteral("tables")); // a file of another program has nothing else
    navigate(m_pageId.isEmpty() || m_pageId == kWelcome || m_pageId == kSalvage ? kFirstPage : m_pageId, std::exchange(m_pageState, {}));
    m_startCheck->follow(currentPage(), m_workspace);
    m_backupWatch->follow(currentPage(), m_workspace);
}

void MainWindow::showFinding()
{
    m_notice->setVisible(m_finding.has_value());
    if (m_finding)
        m_notice->showText(Tone::Error, tr("The check at the start found something: %1").arg(describe(*m_finding).sentence),
                           tr("Open maintenance"));
}

void MainWindow::showBackupAlarm()
{
    const BackupAlarm &alarm = m_backupWatch->alarm();
    m_backupNotice->setVisible(alarm.isRaised());
    if (alarm.isRaised())
        m_backupNotice->showText(Tone::Warning,
                                 alarm.provedAt == 0
                                     ? tr("No backup of this workspace is proved. Make one and prove it, or set a schedule.")
                                     : tr("The newest proved backup is of %1. The limit is %2.")
                                           .arg(format::day(alarm.provedAt, m_clock.nowMs()), format::duration(alarm.maxAgeHours * 3'600'000LL)),
                                 tr("Open backups"));
}

/// As long as there are so many; where each was opened the check on the page tells.
void MainWindow::showConnections()
{
    MaintenancePort *maintenance = m_workspace ? m_workspace->maintenance() : nullptr;
    const OpenConnections connections = maintenance ? maintenance->openConnections() : OpenConnections();
    m_connectionsNotice->setVisible(connections.open > connections.most);
    if (connections.open > connections.most)
        m_connectionsNotice->showText(Tone::Warning,
                                      tr("%n database connections of this program are open. More than %1 should not be.", nullptr, connections.open)
                                          .arg(connections.most),
                                      tr("Open maintenance"));
}

void MainWindow::rememberWorkspace(const QString &id)
{
    // A file is looked at once; the next start opens where the person works.
    if (id.startsWith(u"file:") || id == kRescueWorkspace)
        return;
    Preferences preferences = m_ports.preferences->current();
    preferences.lastWorkspace = id;
    deliver(m_ports.preferences->set(preferences, {}), this, [this](const Result<Preferences> &result) {
        if (!result)
            m_ports.support->noteError(result.error(), {}); // the next start asks again, no more
    });
}

void MainWindow::showOpenError(const Error &error, const QString &requestId)
{
    m_ports.support->noteError(error, requestId);
    m_errorPanel->setError(error, requestId);
    m_rescue->setVisible(m_lastId == u"local" && isStoreLost(error.code()));
    m_beginAnew->setVisible(error.code() == ErrorCode::StoreGone || error.code() == ErrorCode::FileNotFound);
    m_stack->setCurrentWidget(m_errorView);
    m_rail->setCurrent({});
}

void MainWindow::explain(ErrorCode code)
{
    m_errorPanel->setError(Error(code));
    m_rescue->hide();
    m_stack->setCurrentWidget(m_errorView);
    m_rail->setCurrent({});
}

void MainWindow::showIdentity()
{
    const WorkspaceIdentity identity = m_workspace ? m_workspace->identity() : WorkspaceIdentity{};
    m_shown = identity;
    m_topBar->setWorkspace(identity);
    QPalette colours = m_band->palette();
    colours.setColor(QPalette::Window, m_theme.band(identity.colour));
    m_band->setPalette(colours);
    m_band->setVisible(m_workspace != nullptr);
    const QString sentence = readOnlySentence(identity);
    m_bannerWords->setText(sentence);
    m_banner->setVisible(!sentence.isEmpty());
    m_withLog->setVisible(identity.log == WorkspaceIdentity::Log::NotRead);
    m_salvage->setVisible(identity.id == kRescueWorkspace);
    setWindowTitle(m_workspace ? tr("%1 – Plancia").arg(workspaceName(identity)) : tr("Plancia"));
}

void MainWindow::lookAtStore()
{
    showConnections();
    if (!m_workspace)
        return m_statusBar->setConnection(Tone::Off, tr("No workspace"));
    if (m_pinging || isMinimized())
        return;
    m_pinging = true;
    deliver(m_workspace->ping(m_pingCall), this, [this, asked = m_workspace](const Result<double> &ms) {
        m_pinging = false;
        if (asked != m_workspace)
            return lookAtStore();
        // A store that cannot be written for now is read-only, and comes back by itself: pages ask what may be done anew.
        if (m_workspace && m_workspace->identity() != m_shown)
            rebuild();
        if (ms) {
            m_statusBar->setConnection(Tone::Good, tr("Connected · %1 ms").arg(pingWords(*ms)));
            lookAtHistory();
        } else
            m_statusBar->setConnection(Tone::Error, describe(ms.error()).title);
    });
}

/// Another program may restore the store while we show it.
void MainWindow::lookAtHistory()
{
    deliver(m_workspace->historyId(m_pingCall), this, [this, asked = m_workspace](const Result<QString> &history) {
        if (!history || history->isEmpty() || asked != m_workspace || m_restores > 0)
            return;
        if (!m_history.isEmpty() && m_history != *history) {
            setWorkspace(m_workspace);
            m_toast->showText(Tone::Warning, tr("Another program has restored the store. This is its new state."));
        }
        m_history = *history;
    });
}

void MainWindow::showSwitcher()
{
    deliver(m_ports.workspaces->list({}), this, [this](const Result<QList<WorkspaceIdentity>> &workspaces) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        bool hasExamples = false;
        if (workspaces) {
            for (const WorkspaceIdentity &identity : *workspaces) {
                hasExamples = hasExamples || identity.id == u"examples";
                QPixmap dot(12, 12);
                dot.fill(m_theme.band(identity.colour));
                QString name = workspaceName(identity);
                menu->addAction(QIcon(dot), name.replace(u'&', QStringLiteral("&&")), this,
                                [this, id = identity.id] { openWorkspace(id); });
            }
            menu->addSeparator();
        } else {
            m_ports.support->noteError(workspaces.error(), {});
        }
        menu->addAction(makeIcon(QStringLiteral("file"), m_theme.secondary), tr("Open a backup, bundle or store…"), this,
                        &MainWindow::chooseFile);
        menu->addAction(makeIcon(QStringLiteral("connections"), m_theme.secondary), tr("Connections…"), this,
                        [this] { navigate(QStringLiteral("connections")); });
        menu->addAction(makeIcon(QStringLiteral("welcome"), m_theme.secondary), tr("Welcome page"), this,
                        [this] { navigate(kWelcome); });
        if (hasExamples)
            menu->addAction(makeIcon(QStringLiteral("trash"), m_theme.secondary), tr("Remove the examples…"), this,
                            &MainWindow::askToRemoveExamples);
        menu->addSeparator();
        menu->addAction(makeIcon(QStringLiteral("leave"), m_theme.secondary), tr("Quit"), this, &MainWindow::close);
        menu->popup(m_topBar->switcher()->mapToGlobal(QPoint(0, m_topBar->switcher()->height() + 2)));
    });
}

void MainWindow::showPalette()
{
    if (findChild<Palette *>())
        return;
    deliver(m_ports.workspaces->list({}), this, [this](const Result<QList<WorkspaceIdentity>> &workspaces) {
        if (!findChild<Palette *>())
            new Palette(paletteEntries(workspaces ? *workspaces : QList<WorkspaceIdentity>()), this);
    });
}

QList<PaletteEntry> MainWindow::paletteEntries(const QList<WorkspaceIdentity> &workspaces)
{
    QList<PaletteEntry> entries;
    for (const PageEntry &page : pageTable())
        entries.append({page.title(), tr("page"), page.icon, [this, id = page.id] { navigate(id); }});
    for (const WorkspaceIdentity &identity : workspaces)
        entries.append({workspaceName(identity), tr("workspace"), QStringLiteral("database"),
                        [this, id = identity.id] { openWorkspace(id); }});
    entries.append({tr("Open a backup, bundle or store…"), tr("act"), QStringLiteral("file"), [this] { chooseFile(); }});
    for (const ErrorRow &row : errorCatalogue()) {
        const ErrorText text = describe(Error(row.code));
        entries.append({text.id + u' ' + text.title, tr("error code"), QStringLiteral("alert"),
                        [this, code = row.code] { explain(code); }});
    }
    return entries;
}

void MainWindow::askToRemoveExamples()
{
    ConfirmQuestion question;
    question.title = tr("Remove the examples?");
    question.sentence = tr("The file of the example service is deleted. It can be made anew at any time.");
    question.loss = tr("What was changed in the examples is lost. Your own data is not touched.");
    question.workspace = tr("Examples");
    question.act = tr("Remove");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, &MainWindow::removeExamples);
    dialog->open();
}

void MainWindow::removeExamples()
{
    if (m_workspace && m_workspace->identity().id == u"examples") {
        setWorkspace(nullptr);
        rememberWorkspace({});
    }
    // After the pages that held the workspace are gone.
    QMetaObject::invokeMethod(
        this,
        [this] {
            CallContext call;
            deliver(m_ports.workspaces->removeExamples(call), this, [this, call](const Result<bool> &removed) {
                if (removed)
                    return m_toast->showText(Tone::Good, tr("The examples are removed."));
                m_ports.support->noteError(removed.error(), call.requestId);
                m_toast->showText(Tone::Error, describe(removed.error()).title);
            });
        },
        Qt::QueuedConnection);
}

void MainWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a backup, bundle or store"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Plancia's files (*.db *.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { openFile(path); });
    dialog->open();
}

void MainWindow::takeAction(const QString &actionId)
{
    if (actionId == u"retry" && m_stack->currentWidget() == m_errorView && m_lastOpening)
        return open(m_lastOpening);
    if (actionId == u"open_backups" && m_stack->currentWidget() == m_errorView && !m_rescue->isHidden())
        return openWorkspace(kRescueWorkspace);
    if (actionId == u"salvage_store")
        return openSalvage();
    if (actionId == u"open_read_only" && !m_lastFile.isEmpty())
        return openFile(m_lastFile, true);
    if (actionId == u"use_local_store")
        return openWorkspace(QStringLiteral("local"));
    if (actionId == u"begin_anew")
        return openWorkspace(QStringLiteral("local:new"));
    if (actionId == u"choose_other_file")
        return chooseFile();
    static const QHash<QString, QString> pages{
        {QStringLiteral("open_connections"), QStringLiteral("connections")},
        {QStringLiteral("test_connection"), QStringLiteral("connections")},
        {QStringLiteral("install_schema"), QStringLiteral("connections")},
        {QStringLiteral("open_backups"), QStringLiteral("backups")},
        {QStringLiteral("open_read_only"), QStringLiteral("backups")},
        {QStringLiteral("enter_backup_phrase"), QStringLiteral("backups")},
        {QStringLiteral("open_maintenance"), QStringLiteral("maintenance")},
        {QStringLiteral("open_move"), QStringLiteral("move")},
        {QStringLiteral("open_support"), QStringLiteral("support")},
        {QStringLiteral("create_bundle"), QStringLiteral("support")},
        {QStringLiteral("open_settings"), QStringLiteral("settings")},
        {QStringLiteral("open_audit"), QStringLiteral("audit")},
        {QStringLiteral("open_tables"), QStringLiteral("tables")},
    };
    QVariantMap state;
    const QString connection = m_workspace ? m_workspace->identity().id : QString();
    if (connection.startsWith(u"pg:") && (actionId == u"test_connection" || actionId == u"install_schema"))
        state = {{QStringLiteral("current"), connection.mid(3)},
                 {QStringLiteral("act"), actionId == u"test_connection" ? QStringLiteral("test") : QStringLiteral("schema")}};
    if (actionId == u"enter_backup_phrase") {
        state = {{QStringLiteral("act"), QStringLiteral("phrase")}};
        if (!m_workspace || !m_workspace->backups()) { // a backup was to be opened by its file: the key is this installation's
            m_pageId = pages.value(actionId);
            m_pageState = state;
            return openWorkspace(QStringLiteral("local"));
        }
    }
    if (const QString page = pages.value(actionId); !page.isEmpty())
        return navigate(page, state);
    if (Page *page = currentPage())
        page->refresh(); // retry, reload_latest: what is shown is read again
}

/// Below the error of a local store that is lost: the way back.
QWidget *MainWindow::makeRescue()
{
    m_rescue = new QWidget;
    m_rescue->setObjectName(QStringLiteral("rescue"));
    auto *row = new QHBoxLayout(m_rescue);
    row->setContentsMargins(0, measure::kGap, 0, 0);
    row->setSpacing(measure::kGap);
    QPushButton *salvage = makeButton(tr("See all ways back…"), ButtonKind::Primary);
    salvage->setObjectName(QStringLiteral("rescueSalvage"));
    salvage->setToolTip(tr("Compares what the archive, the backups and the damaged file itself would bring back."));
    QPushButton *restore = makeButton(tr("Restore from a backup…"));
    restore->setObjectName(QStringLiteral("rescueRestore"));
    m_beginAnew = makeButton(tr("Begin with an empty store"));
    m_beginAnew->setObjectName(QStringLiteral("beginAnew"));
    m_beginAnew->setToolTip(tr("The backups stay where they are."));
    row->addWidget(salvage);
    row->addWidget(restore);
    row->addWidget(m_beginAnew);
    row->addStretch();
    m_rescue->hide();
    connect(salvage, &QPushButton::clicked, this, &MainWindow::openSalvage);
    connect(restore, &QPushButton::clicked, this, [this] { openWorkspace(kRescueWorkspace); });
    connect(m_beginAnew, &QPushButton::clicked, this, [this] { openWorkspace(QStringLiteral("local:new")); });
    return m_rescue;
}

void MainWindow::openSalvage()
{
    openWorkspace(kRescueWorkspace);
    m_wantsSalvage = true;
}

/// Here and not on the page: the page may be gone, or built anew, when the restore ends.
void MainWindow::followRestore(const QFuture<Result<RestoreReport>> &restoring)
{
    ++m_restores;
    deliver(restoring, this, [this, workspace = m_workspace](const Result<RestoreReport> &report) {
        --m_restores;
        if (workspace != m_workspace)
            return; // another one is looked at meanwhile
        if (report)
            return restored(*report);
        if (report.error().code() == ErrorCode::InternalCancelled)
            return m_toast->showText(Tone::Note, tr("Cancelled. The store is as it was."));
        if (m_pageId != u"backups") // which shows it at length
            m_toast->showText(Tone::Error, describe(report.error()).title);
    });
}

void MainWindow::restored(const RestoreReport &report)
{
    if (m_workspace->identity().id == kRescueWorkspace) {
        openWorkspace(QStringLiteral("local"));
        return m_toast->showText(Tone::Good, report.setAside.isEmpty()
                                                 ? tr("Restored.")
                                                 : tr("Restored. The damaged files are kept in %1.").arg(report.setAside));
    }
    setWorkspace(m_workspace); // every page anew: what was typed on the old state must not be written over the new one
    const auto undo = [this, copy = report.safetyCopy] { undoRestore(copy); };
    if (report.findings.isEmpty())
        m_toast->showText(Tone::Good, tr("Restored."), tr("Undo"), undo);
    else
        m_toast->showText(Tone::Warning, tr("Restored. %n check(s) of what was restored failed: see the maintenance page.", "",
                                            static_cast<int>(report.findings.size())),
                          tr("Undo"), undo);
}

void MainWindow::undoRestore(const QString &safetyCopy)
{
    if (m_workspace && m_workspace->backups())
        followRestore(m_workspace->backups()->restore({safetyCopy, false}, {}));
}

void MainWindow::raiseWindow()
{
    if (isMinimized())
        showNormal();
    raise();
    activateWindow();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openFile(event->mimeData()->urls().first().toLocalFile());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Preferences preferences = m_ports.preferences->current();
    if (preferences.windowGeometry != saveGeometry()) {
        preferences.windowGeometry = saveGeometry();
        m_ports.preferences->set(preferences, {}); // written while the program closes its stores
    }
    event->accept();
}

} // namespace plancia::ui
