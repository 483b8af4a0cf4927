// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomepage.h"

#include "ui/kit/errorpanel.h"
#include "ui/kit/icons.h"
#include "ui/kit/text.h"
#include "ui/pages/welcome/doorcard.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QScrollArea>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kContentWidth = 1080;
constexpr int kDoorHeight = 256;
const QString kLocal = QStringLiteral("local");
const QString kExamples = QStringLiteral("examples");

QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}
} // namespace

WelcomePage::WelcomePage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("welcome"), std::move(context), parent)
{
    build();
    setAcceptDrops(true);
    if (auto *tasks = this->context().ports.tasks) {
        connect(tasks, &TasksPort::taskChanged, this, &WelcomePage::showTask);
        for (const TaskInfo &task : tasks->tasks())
            showTask(task);
    }
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::build()
{
    auto *inside = new QWidget;
    inside->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *centre = new QHBoxLayout(inside);
    centre->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget(inside);
    content->setMaximumWidth(kContentWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 24, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(tr("Welcome to Plancia"), TextKind::Title));
    column->addWidget(makeLabel(tr("One bridge for the tenants, the audit trail, the backups and the health of your service. "
                                   "Where do you want to begin?"),
                                TextKind::Secondary, Wrap::Yes));
    column->addSpacing(measure::kTinyGap);
    m_error = new ErrorPanel(content);
    m_error->hide();
    column->addWidget(m_error);

    auto *doors = new QHBoxLayout;
    doors->setSpacing(measure::kGap);
    m_local = new DoorCard({QStringLiteral("database"), tr("Use the local store"),
                            tr("A control plane of your own in one file on this computer. It needs no server and is backed up "
                               "with one click."),
                            tr("Good to begin with, and for a single operator."), tr("Use the local store")},
                           ButtonKind::Primary, content);
    m_local->button()->setObjectName(QStringLiteral("openLocal"));
    m_examples = new DoorCard({QStringLiteral("tenants"), tr("Look at the examples"),
                               tr("A store of its own that looks like a real service: more than a thousand tenants and half a "
                                  "year of acts to search, change and restore."),
                               tr("Nothing in it is real. Removing it deletes one file."), tr("Open the examples")},
                              ButtonKind::Secondary, content);
    m_examples->button()->setObjectName(QStringLiteral("openExamples"));
    m_server = new DoorCard({QStringLiteral("connections"), tr("Connect to PostgreSQL"),
                             tr("Work on the control plane of a running service. The connection is tested stage by stage before "
                                "it is used."),
                             tr("Nothing is installed on the server before you have seen it."), tr("Connect…")},
                            ButtonKind::Secondary, content);
    m_server->button()->setObjectName(QStringLiteral("openServer"));
    for (DoorCard *door : {m_local, m_examples, m_server}) {
        door->setMinimumHeight(kDoorHeight);
        doors->addWidget(door, 1);
    }
    column->addLayout(doors);
    column->addWidget(buildFileRow());
    column->addStretch(1);
    centre->addStretch(1);
    centre->addWidget(content, 1000);
    centre->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);

    connect(m_error, &ErrorPanel::actionRequested, this, &WelcomePage::handleAction);
    connect(m_local, &DoorCard::openRequested, this, [this] { openWorkspace(kLocal); });
    connect(m_examples, &DoorCard::openRequested, this, [this] { openWorkspace(kExamples); });
    connect(m_examples, &DoorCard::cancelRequested, this, [this] {
        m_cancel.cancel();
        if (!m_task.isNull())
            this->context().ports.tasks->cancel(m_task);
    });
    connect(m_server, &DoorCard::openRequested, this, [this] {
        if (this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("connections"),
                                             {{QStringLiteral("act"), QStringLiteral("new")}});
    });
}

QWidget *WelcomePage::buildFileRow()
{
    auto *card = new Card;
    card->setBodyMargins(20, 12, 20, 12);
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    auto *icon = new QLabel(card);
    icon->setPixmap(iconPixmap(QStringLiteral("file"), currentLook().secondary, 20, devicePixelRatioF()));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(tr("Open a backup, a debug bundle or a store"), TextKind::Strong));
    //: %1 is a command to type
    words->addWidget(makeLabel(tr("Choose a file, drop it here, or start with “%1”. Backups and bundles are opened read-only.")
                                   .arg(QStringLiteral("plancia FILE")),
                               TextKind::Secondary, Wrap::Yes));
    m_file = makeButton(tr("Open a file…"));
    m_file->setObjectName(QStringLiteral("openFile"));
    row->addWidget(icon);
    row->addLayout(words, 1);
    row->addWidget(m_file);
    card->body()->addLayout(row);
    connect(m_file, &QPushButton::clicked, this, &WelcomePage::chooseFile);
    return card;
}

DoorCard *WelcomePage::doorOf(const QString &workspaceId) const
{
    return workspaceId == kLocal ? m_local : workspaceId == kExamples ? m_examples : nullptr;
}

void WelcomePage::setBusy(bool busy)
{
    for (QPushButton *button : {m_local->button(), m_examples->button(), m_server->button(), m_file})
        button->setEnabled(!busy);
}

void WelcomePage::openWorkspace(const QString &id)
{
    m_opening = id;
    m_path.clear();
    m_error->hide();
    setBusy(true);
    if (DoorCard *door = doorOf(id)) {
        door->setOpening(id == kExamples ? tr("Filling the example store") : tr("Opening the local store"));
        door->setCancellable(id == kExamples);
    }
    CallContext call;
    m_cancel = call.cancel;
    m_calls.ask(context().ports.workspaces->open(id, call),
                [this, request = call.requestId](const Result<std::shared_ptr<Workspace>> &workspace) {
                    opened(workspace, request);
                });
}

void WelcomePage::openFile(const QString &path, Access access)
{
    m_path = path;
    m_opening.clear();
    m_error->hide();
    setBusy(true);
    CallContext call;
    m_calls.ask(context().ports.workspaces->openFile(path, access == Access::ReadOnly, call),
                [this, request = call.requestId](const Result<std::shared_ptr<Workspace>> &workspace) {
                    opened(workspace, request);
                });
}

void WelcomePage::opened(const Result<std::shared_ptr<Workspace>> &workspace, const QString &requestId)
{
    setBusy(false);
    if (DoorCard *door = doorOf(m_opening))
        door->setIdle();
    m_task = {};
    if (workspace) {
        m_opening.clear();
        m_opened = *workspace; // the window finds it open already
        if (context().actions.openWorkspace)
            context().actions.openWorkspace(m_opened->identity().id);
        return;
    }
    if (workspace.error().code() == ErrorCode::InternalCancelled) {
        m_opening.clear();
        return;
    }
    m_error->setError(workspace.error(), requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(workspace.error(), requestId);
}

void WelcomePage::showTask(const TaskInfo &task)
{
    if (task.kind != u"examples")
        return;
    if (task.isOver()) {
        if (task.id == m_task)
            m_task = {};
        return;
    }
    m_task = task.id;
    if (m_opening != kExamples) // begun elsewhere, or before the page was built anew: wait for the same store
        openWorkspace(kExamples);
    m_examples->setProgress(task.progress);
}

void WelcomePage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a backup, a debug bundle or a store"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Stores, backups and bundles (*.db *.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { openFile(path, Access::AsItIs); });
    dialog->open();
}

bool WelcomePage::takeAction(const QString &actionId)
{
    if (actionId == u"retry" && !m_path.isEmpty())
        openFile(m_path, Access::AsItIs);
    else if (actionId == u"retry" && !m_opening.isEmpty())
        openWorkspace(m_opening);
    else if (actionId == u"open_read_only" && !m_path.isEmpty())
        openFile(m_path, Access::ReadOnly);
    else if (actionId == u"choose_other_file")
        chooseFile();
    else if (actionId == u"use_local_store")
        openWorkspace(kLocal);
    else
        return false;
    return true;
}

void WelcomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void WelcomePage::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path, Access::AsItIs);
}

QVariantMap WelcomePage::saveState() const
{
    // A failed try is not repeated; its error is in the history.
    return {{QStringLiteral("opening"), m_calls.isIdle() ? QString() : m_opening}};
}

void WelcomePage::restoreState(const QVariantMap &state)
{
    const QString opening = state.value(QStringLiteral("opening")).toString();
    if (!opening.isEmpty() && m_opening.isEmpty())
        openWorkspace(opening);
}

} // namespace plancia::ui
