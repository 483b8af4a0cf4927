// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/serverpage.h"

#include "models/domain/serverrules.h"
#include "models/format/format.h"
#include "models/items/serverlists.h"
#include "models/ports/serverport.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"
#include "ui/pages/server/servercards.h"
#include "ui/pages/server/serverlistview.h"
#include "ui/pages/server/serverpanel.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace plancia::ui {

using namespace serverlists;

namespace {
constexpr int kEveryMs = 10'000;
constexpr int kWide = 1'000, kVeryWide = 1'500; ///< pixels; a narrower list leaves columns out
const QStringList kTabs{QStringLiteral("tables"), QStringLiteral("indexes"), QStringLiteral("vacuum"), QStringLiteral("replication"), QStringLiteral("wal")};

void add(FactGrid *facts, const char *name, const QString &label, const QString &value) { facts->addFact(QLatin1String(name), label, value); }

/// Pills of what somebody should look at, above the facts that it is about.
void addFindings(FactGrid *facts, const QString &label, const QList<ServerFinding> &findings, const QString &more = {})
{
    for (const ServerFinding &finding : findings) {
        auto *line = new QWidget(facts);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::kGap);
        row->addWidget(new StatusPill(toneOf(finding.severity), wordFor(finding.kind), line));
        row->addWidget(new ElidedLabel(more.isEmpty() ? sentenceFor(finding.kind) : sentenceFor(finding.kind) + u' ' + more, TextKind::Secondary, line), 1);
        facts->addWidget(label, line);
    }
}

template <class T>
const T *findBy(const QList<T> &list, qint64 id)
{
    const auto found = std::find_if(list.cbegin(), list.cend(), [id](const T &one) { return one.id == id; });
    return found == list.cend() ? nullptr : &*found;
}
} // namespace

ServerPage::ServerPage(PageContext context) : Page(QStringLiteral("server"), std::move(context))
{
    build();
    connectParts();
    m_timer.setInterval(kEveryMs);
    if (!port()) {
        m_tableList->setUsable(false);
        m_indexList->setUsable(false);
        for (PageStates *states : m_states) {
            states->setEmptyWords(tr("No server"), tr("This workspace lies on no PostgreSQL server. Open a connection to see its tables, indexes, vacuum, replication and log."),
                                  tr("Open connections"), QStringLiteral("connections"));
            states->showEmpty();
        }
    }
    showWords();
}

ServerPage::~ServerPage()
{
    for (const Asked &asked : m_asked)
        asked.context.cancel.cancel();
}

ServerPort *ServerPage::port() const { return context().workspace ? context().workspace->server() : nullptr; }

ServerPage::View ServerPage::view() const { return static_cast<View>(m_tabs->currentIndex()); }

void ServerPage::build()
{
    setHeader(tr("Server"), QString());
    QPushButton *again = header()->addAction(tr("Refresh"));
    again->setObjectName(QStringLiteral("serverRefresh"));
    again->setIcon(makeIcon(QStringLiteral("refresh"), context().theme.text));
    again->setEnabled(port() != nullptr);
    connect(again, &QPushButton::clicked, this, &ServerPage::refresh);
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("serverTabs"));
    m_tabs->setAccessibleName(tr("Server"));
    m_tabs->setExpanding(false);
    for (const QString &title : {tr("Tables"), tr("Indexes"), tr("Vacuum"), tr("Replication"), tr("Log and checkpoints")})
        m_tabs->addTab(title);
    body()->addWidget(m_tabs);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("serverNotice"));
    m_notice->hide();
    body()->addWidget(m_notice);

    const auto chip = [](ServerFinding::Kind kind) { return ServerListView::Chip{toString(kind), wordFor(kind)}; };
    m_tableList = new ServerListView(QStringLiteral("serverTables"), tr("Tables"), tableColumns(), tr("Search schema, table, owner"),
                                     {{QStringLiteral("finding"), tr("To look at")}, chip(ServerFinding::Kind::DeadRows), chip(ServerFinding::Kind::Bloat)}, this);
    m_tableList->setSort(TableSize, Qt::DescendingOrder);
    m_indexList = new ServerListView(QStringLiteral("serverIndexes"), tr("Indexes"), indexColumns(), tr("Search index, table, definition"),
                                     {chip(ServerFinding::Kind::UnusedIndex), chip(ServerFinding::Kind::DuplicateIndex), chip(ServerFinding::Kind::PrefixIndex), chip(ServerFinding::Kind::InvalidIndex)}, this);
    m_indexList->setSort(IndexSize, Qt::DescendingOrder);
    buildCards();
    m_stack = new QStackedWidget(this);
    m_states = {m_tableList->states(), m_indexList->states(), new PageStates(m_vacuumCards, this), new PageStates(m_replicationCards, this), new PageStates(m_walCards, this)};
    for (QWidget *part : {static_cast<QWidget *>(m_tableList), static_cast<QWidget *>(m_indexList), static_cast<QWidget *>(m_states[Vacuum]),
                          static_cast<QWidget *>(m_states[Replication]), static_cast<QWidget *>(m_states[Wal])})
        m_stack->addWidget(part);
    body()->addWidget(m_stack, 1);
    m_panel = new ServerPanel(this);
    setSidePanel(m_panel);
    fitColumns();
}

void ServerPage::buildCards()
{
    m_vacuumCards = new ServerCards(this);
    m_vacuumCards->addList(QStringLiteral("serverDatabases"), tr("Databases, by the age of their oldest transaction id"), List::Databases);
    m_vacuumCards->addList(QStringLiteral("serverRunning"), tr("Runs now"), List::Running);
    m_vacuumCards->addList(QStringLiteral("serverHolders"), tr("What holds vacuum back"), List::Holders);
    m_vacuumCards->addList(QStringLiteral("serverDue"), tr("Where autovacuum comes next"), List::Due);
    m_vacuumCards->addList(QStringLiteral("serverSwitchedOff"), tr("Tables without autovacuum"), List::SwitchedOff);
    m_vacuumCards->addList(QStringLiteral("serverVacuumSettings"), tr("Settings"), List::Settings);
    m_replicationCards = new ServerCards(this);
    m_receiver = m_replicationCards->addFacts(tr("This server"));
    m_replicationCards->addList(QStringLiteral("serverStandbys"), tr("Standbys"), List::Standbys);
    m_replicationCards->addList(QStringLiteral("serverSlots"), tr("Replication slots"), List::Slots);
    m_replicationCards->addList(QStringLiteral("serverSubscriptions"), tr("Subscriptions"), List::Subscriptions);
    m_replicationCards->addList(QStringLiteral("serverReplicationSettings"), tr("Settings"), List::Settings);
    m_walCards = new ServerCards(this);
    m_log = m_walCards->addFacts(tr("Write-ahead log"));
    m_archiver = m_walCards->addFacts(tr("Archiver"));
    m_checkpoints = m_walCards->addFacts(tr("Checkpoints"));
    m_buffers = m_walCards->addFacts(tr("Buffers that were written"));
    m_walCards->addList(QStringLiteral("serverWalSettings"), tr("Settings"), List::Settings);
}

void ServerPage::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        for (int other = 0; other < ViewCount; ++other)
            if (other != index)
                stop(static_cast<View>(other));
        m_stack->setCurrentIndex(index);
        m_panel->hide();
        fitColumns();
        look();
    });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (view() >= Vacuum) // lists of everything are not asked for again and again
            ask(view(), How::Tick);
    });
    connect(m_tableList, &ServerListView::opened, this, [this](const QString &id) { openTable(id.toLongLong()); });
    connect(m_indexList, &ServerListView::opened, this, [this](const QString &id) { openIndex(id.toLongLong()); });
    connect(m_panel, &ServerPanel::tableAsked, this, [this](qint64 id) {
        m_tabs->setCurrentIndex(Tables);
        m_tableList->table()->setCurrentId(QString::number(id));
        openTable(id);
    });
    connect(m_panel, &ServerPanel::indexAsked, this, [this](qint64 id) {
        m_tabs->setCurrentIndex(Indexes);
        m_indexList->table()->setCurrentId(QString::number(id));
        openIndex(id);
    });
    connect(m_panel, &SidePanel::closed, this, [this] {
        m_panel->hide();
        fitColumns();
    });
    for (PageStates *states : m_states) {
        connect(states, &PageStates::actionRequested, this, &ServerPage::handleAction);
        connect(states, &PageStates::emptyActionRequested, this, [this] {
            if (context().actions.navigate)
                context().actions.navigate(QStringLiteral("connections"), {});
        });
    }
}

// --- asking ---

void ServerPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    look();
    if (port())
        m_timer.start();
}

void ServerPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer.stop();
    for (int view = 0; view < ViewCount; ++view)
        stop(static_cast<View>(view));
}

void ServerPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

/// Beside the panel, which says it all, there is room for less.
void ServerPage::fitColumns()
{
    const bool hasPanel = !m_panel->isHidden();
    const bool isNarrow = hasPanel || width() < kWide;
    for (const int column : {TableSequential, TableIndexed, TableWrites})
        m_tableList->table()->setColumnHidden(column, isNarrow);
    for (const int column : {TableAnalyzed, TableDead})
        m_tableList->table()->setColumnHidden(column, hasPanel || width() < kVeryWide);
    m_tableList->table()->setColumnHidden(TableAge, hasPanel);
    m_tableList->table()->setColumnHidden(TableVacuumed, hasPanel);
    m_indexList->table()->setColumnHidden(IndexDefinition, isNarrow);
    m_indexList->table()->setColumnHidden(IndexKind, hasPanel);
    m_indexList->table()->setColumnHidden(IndexBloat, hasPanel);
}

/// Asks for what is seen and was never answered.
void ServerPage::look()
{
    if (isVisible() && !isKnown(view()))
        ask(view());
    if (isVisible() && view() == Tables && !m_panel->isHidden() && !m_indexes)
        ask(Indexes);
    showWords();
}

void ServerPage::ask(View view, How how)
{
    Asked &asked = m_asked[view];
    if (!port() || asked.isAsking)
        return;
    asked.isAsking = true;
    asked.context = CallContext();
    if (!isKnown(view) && !asked.trouble)
        states(view)->showLoading();
    const auto whole = [](auto &into) { return [&into](const auto &answer) { into = answer; }; };
    switch (view) {
    case Tables: return take(view, port()->tables(asked.context), whole(m_tables));
    case Indexes: return take(view, port()->indexes(asked.context), whole(m_indexes));
    case Vacuum:
        if (how == How::Tick && m_vacuum)
            return take(view, port()->vacuumNow(asked.context), [this](const ServerVacuumNow &now) { static_cast<ServerVacuumNow &>(*m_vacuum) = now; });
        return take(view, port()->vacuum(asked.context), whole(m_vacuum));
    case Replication: return take(view, port()->replication(asked.context), whole(m_replication));
    case Wal: return take(view, port()->wal(asked.context), whole(m_wal));
    case ViewCount: break;
    }
}

/// Whoever asks anew wants to see what is now, and all of it.
void ServerPage::refresh()
{
    stop(view());
    ask(view());
}

/// What nobody looks at is not worth the server's work.
void ServerPage::stop(View view)
{
    if (!std::exchange(m_asked[view].isAsking, false))
        return;
    m_asked[view].context.cancel.cancel();
}

template <class T, class Into>
void ServerPage::take(View view, const QFuture<Result<T>> &future, Into into)
{
    m_calls.ask(future, [this, view, request = m_asked[view].context.requestId, into](const Result<T> &answer) {
        Asked &asked = m_asked[view];
        if (!asked.isAsking || asked.context.requestId != request)
            return; // it was stopped
        asked.isAsking = false;
        if (answer) {
            asked.trouble.reset();
            into(*answer);
            return showAnswer(view);
        }
        // However often it is asked, an error is shown and noted once.
        const bool isSame = asked.trouble && asked.trouble->code() == answer.error().code();
        asked.trouble = answer.error();
        if (isSame)
            return showPanel(); // which waits for it
        if (context().actions.noteError)
            context().actions.noteError(answer.error(), request);
        showAnswer(view);
    });
}

bool ServerPage::isKnown(View view) const { return moment(view) != nullptr; }

const ServerMoment *ServerPage::moment(View view) const
{
    const auto of = [](const auto &answer) { return answer ? &answer->moment : nullptr; };
    switch (view) {
    case Tables: return of(m_tables);
    case Indexes: return of(m_indexes);
    case Vacuum: return of(m_vacuum);
    case Replication: return of(m_replication);
    case Wal: return of(m_wal);
    case ViewCount: break;
    }
    return nullptr;
}

// --- showing ---

void ServerPage::showAnswer(View view)
{
    if (const Asked &asked = m_asked[view]; asked.trouble) {
        states(view)->showError(*asked.trouble, asked.context.requestId, isKnown(view) ? PageStates::Content::Shown : PageStates::Content::Hidden);
    } else {
        states(view)->showReady();
        if (view == Tables)
            m_tableList->setRows(tableRows(*m_tables));
        else if (view == Indexes)
            m_indexList->setRows(indexRows(*m_indexes));
        else if (view == Vacuum)
            showVacuum();
        else if (view == Replication)
            showReplication();
        else
            showWal();
    }
    showPanel();
    showWords();
}

void ServerPage::showVacuum()
{
    const ServerVacuum &all = *m_vacuum;
    const qint64 now = all.moment.at;
    const bool seesAll = all.moment.seesAllStats;
    m_vacuumCards->setRows(QStringLiteral("serverDatabases"), rows(all.databases, all.rules), {});
    m_vacuumCards->setRows(QStringLiteral("serverRunning"), rows(all.running, now), tr("No vacuum, analyse or making of an index runs now."));
    m_vacuumCards->setRows(QStringLiteral("serverHolders"), rows(all.holders, now),
                           seesAll ? tr("Nothing: no session, prepared transaction, slot or standby keeps dead rows.") : tr("Nothing that this role may see."));
    m_vacuumCards->setRows(QStringLiteral("serverDue"), rows(all.due, now), all.moment.isStandby ? tr("Not known on a standby: its primary counts it.") : all.isCut ? tr("No table among those that were looked at has reached a threshold.") : tr("No table has reached a threshold."));
    m_vacuumCards->setRows(QStringLiteral("serverSwitchedOff"), switchedOffRows(all.switchedOff, now), tr("None."));
    m_vacuumCards->setRows(QStringLiteral("serverVacuumSettings"), rows(all.settings), {});
}

void ServerPage::showReplication()
{
    const ServerReplication &all = *m_replication;
    const qint64 now = all.moment.at;
    m_receiver->clear();
    add(m_receiver, "serverRole", tr("Role"), all.moment.isStandby ? tr("standby") : tr("primary"));
    add(m_receiver, "serverPosition", tr("Position in the log"), all.position);
    if (const auto &receiver = all.receiver) {
        addFindings(m_receiver, tr("To look at"), receiver->findings);
        const bool isHidden = receiver->pid != 0 && receiver->status.isEmpty();
        add(m_receiver, "receiverStatus", tr("Receiver"), receiver->pid == 0 ? tr("none runs") : isHidden ? tr("runs; the rest is hidden from this role") : format::harmless(receiver->status));
        if (!receiver->sender.isEmpty())
            add(m_receiver, "receiverSender", tr("From"), format::harmless(receiver->slot.isEmpty() ? receiver->sender : tr("%1, slot %2").arg(receiver->sender, receiver->slot)));
        add(m_receiver, "receiverReplayed", tr("Replayed to"), receiver->replayedTo.isEmpty() ? QStringLiteral("–") : receiver->replayedTo);
        add(m_receiver, "receiverBehind", tr("Came, not replayed"), sizeText(receiver->replayBehind));
        add(m_receiver, "receiverLag", tr("Behind by"), !receiver->lagMs ? QStringLiteral("–") : *receiver->lagMs == 0 ? tr("nothing: all that came has been replayed") : format::duration(*receiver->lagMs));
        add(m_receiver, "receiverCommit", tr("Last commit replayed"), timeText(receiver->replayedAt, now, tr("none yet")));
    }
    m_replicationCards->setRows(QStringLiteral("serverStandbys"), rows(all.standbys), tr("No standby is connected."));
    m_replicationCards->setRows(QStringLiteral("serverSlots"), rows(all.replicationSlots, now), tr("There is no slot."));
    m_replicationCards->setRows(QStringLiteral("serverSubscriptions"), rows(all.subscriptions, now), tr("There is no subscription."));
    m_replicationCards->setRows(QStringLiteral("serverReplicationSettings"), rows(all.settings), {});
}

void ServerPage::showWal()
{
    const ServerWal &wal = *m_wal;
    const qint64 now = wal.moment.at;
    const QString never = tr("never");
    const auto since = [&](FactGrid *facts, const char *name, qint64 at) { add(facts, name, tr("Counted since"), timeText(at, now, tr("ever: never reset"))); };
    const auto ofKind = [&wal](ServerFinding::Kind kind) {
        QList<ServerFinding> found;
        for (const ServerFinding &finding : wal.findings)
            if (finding.kind == kind)
                found.append(finding);
        return found;
    };
    m_log->clear();
    add(m_log, "walPosition", tr("Position"), wal.position);
    add(m_log, "walFiles", tr("On the disk"), wal.files ? tr("%1 in %n file(s)", "", static_cast<int>(*wal.files)).arg(sizeText(wal.fileBytes)) : tr("unknown: hidden from this role"));
    if (wal.bytes) {
        add(m_log, "walBytes", tr("Written"), sizeText(wal.bytes));
        add(m_log, "walRecords", tr("Records"), count(wal.records));
        add(m_log, "walFullPages", tr("Full pages"), count(wal.fullPages));
        add(m_log, "walBuffersFull", tr("Waits for wal_buffers"), count(wal.buffersFull));
        since(m_log, "walSince", wal.writtenSince);
    } else {
        add(m_log, "walBytes", tr("Written"), tr("counted from PostgreSQL 14 on"));
    }
    m_archiver->clear();
    addFindings(m_archiver, tr("To look at"), ofKind(ServerFinding::Kind::ArchiverFailing));
    add(m_archiver, "archiveMode", tr("Archiving"), wal.archiveMode == u"off" ? tr("off") : wal.archiveMode == u"always" ? tr("always, on a standby too") : tr("on"));
    if (wal.archiveMode != u"off") {
        add(m_archiver, "archiveLast", tr("Last archived"), wal.lastArchivedAt == 0 ? never : tr("%1, %2", "a file, when").arg(format::harmless(wal.lastArchived), timeText(wal.lastArchivedAt, now, never)));
        add(m_archiver, "archiveFailed", tr("Last failure"), wal.lastFailedAt == 0 ? never : tr("%1, %2", "a file, when").arg(format::harmless(wal.lastFailed), timeText(wal.lastFailedAt, now, never)));
        add(m_archiver, "archiveWaiting", tr("Files that wait"), wal.waiting ? count(wal.waiting) : tr("unknown: hidden from this role"));
        add(m_archiver, "archiveCounts", tr("Archived, failed"), tr("%1, %2", "two numbers").arg(count(wal.archived), count(wal.archiveFailed)));
        since(m_archiver, "archiveSince", wal.archiverSince);
    }
    m_checkpoints->clear();
    addFindings(m_checkpoints, tr("To look at"), ofKind(ServerFinding::Kind::CheckpointsRequested), countedSince(wal.checkpointsSince, now));
    add(m_checkpoints, "checkpointLast", tr("Last checkpoint"), timeText(wal.lastCheckpointAt, now, never));
    add(m_checkpoints, "checkpointBytes", tr("Log since it began"), sizeText(wal.sinceCheckpoint));
    add(m_checkpoints, "checkpointsTimed", tr("Timed"), count(wal.timedCheckpoints));
    add(m_checkpoints, "checkpointsRequested", tr("Forced"), count(wal.requestedCheckpoints));
    add(m_checkpoints, "checkpointWrite", tr("Time to write"), format::duration(static_cast<qint64>(wal.checkpointWriteMs)));
    add(m_checkpoints, "checkpointSync", tr("Time to sync"), format::duration(static_cast<qint64>(wal.checkpointSyncMs)));
    since(m_checkpoints, "checkpointsSince", wal.checkpointsSince);
    m_buffers->clear();
    add(m_buffers, "buffersCheckpoints", tr("By checkpoints"), count(wal.buffersByCheckpoints));
    add(m_buffers, "buffersWriter", tr("By the background writer"), wal.writerStopped > 0 ? tr("%1; it stopped at its limit %n time(s)", "", static_cast<int>(std::min<qint64>(wal.writerStopped, INT_MAX))).arg(count(wal.buffersByWriter)) : count(wal.buffersByWriter));
    add(m_buffers, "buffersSessions", tr("By sessions themselves"),
        wal.buffersBySessions && wal.syncsBySessions.value_or(0) > 0 ? tr("%1, and %2 syncs").arg(count(wal.buffersBySessions), count(wal.syncsBySessions)) : count(wal.buffersBySessions));
    since(m_buffers, "buffersSince", wal.writerSince);
    m_walCards->setRows(QStringLiteral("serverWalSettings"), rows(wal.settings), {});
}

/// The sentence says what server it is and since when its counters count; the notice what is not seen, and what changes that.
void ServerPage::showWords()
{
    const ServerMoment *at = moment(view());
    if (!port()) {
        header()->setSentence(tr("Tables, indexes, vacuum, replication and log of a PostgreSQL server"));
        return m_notice->hide();
    }
    if (!at) {
        header()->setSentence(context().workspace->identity().place);
        return m_notice->hide();
    }
    QStringList words{context().workspace->identity().place, tr("up for %1", "a server").arg(format::duration(std::max<qint64>(0, at->at - at->startedAt)))};
    if (view() == Tables || view() == Indexes)
        words.append(at->countedSince > 0 ? tr("counters since %1").arg(timeText(at->countedSince, at->at, {})) : tr("counters never reset"));
    words.append(tr("as of %1", "a time").arg(format::time(at->at)));
    if (view() == Vacuum && m_vacuum->tablesAt != at->at)
        words.append(tr("tables as of %1", "a time").arg(format::time(m_vacuum->tablesAt)));
    header()->setSentence(words.join(QStringLiteral(" · ")));

    QStringList notes;
    QStringList dangerous;
    for (const ServerSetting &setting : view() == Vacuum && !at->isStandby ? m_vacuum->settings : view() == Wal ? m_wal->settings : QList<ServerSetting>())
        if (server::isDangerous(setting))
            dangerous.append(setting.name);
    if (!dangerous.isEmpty())
        notes.append(tr("Switched off, at a risk for the data: %1.").arg(dangerous.join(QStringLiteral(", "))));
    if (view() == Tables && m_tables->isCut)
        notes.append(tr("There are more tables than are shown: the first %1, by the pages that were counted last.").arg(format::count(ServerTables::kMaxTables)));
    if (view() == Indexes && m_indexes->isCut)
        notes.append(tr("There are more indexes than are shown: the first %1, by the pages that were counted last.").arg(format::count(ServerIndexes::kMaxIndexes)));
    if (view() == Vacuum && m_vacuum->isCut)
        notes.append(tr("There is more than is shown: the first %1 tables were looked at, and lists end at %2.").arg(format::count(ServerTables::kMaxTables), format::count(ServerVacuum::kMaxRows)));
    if (view() == Indexes && at->isStandby)
        notes.append(tr("This is a standby: its scans are its own, and no index is said to be unused."));
    if ((view() == Tables || view() == Vacuum) && at->isStandby)
        notes.append(tr("This is a standby: writes, dead rows, vacuums and analyses are counted by its primary alone, and not known here."));
    const auto isHidden = [](const auto &one) { return !one.isSystem && !one.isReadable; };
    if ((view() == Tables && std::any_of(m_tables->tables.cbegin(), m_tables->tables.cend(), isHidden))
        || (view() == Indexes && std::any_of(m_indexes->indexes.cbegin(), m_indexes->indexes.cend(), isHidden)))
        notes.append(tr("Bloat is estimated where this role may read the rows. An administrator of the server can change that: %1").arg(format::harmless(at->readGrant())));
    if (view() == Vacuum && !at->seesAllStats)
        notes.append(tr("This role does not see what sessions of others do, and so not all that runs or holds vacuum back. An administrator of the server can change that: %1").arg(format::harmless(at->monitorGrant())));
    if (view() == Replication && !at->seesAllStats)
        notes.append(tr("This role sees that standbys are there, and not how far they are. An administrator of the server can change that: %1").arg(format::harmless(at->monitorGrant())));
    if (view() == Wal && !m_wal->files)
        notes.append(tr("This role may not list the files of the log. An administrator of the server can change that: %1").arg(format::harmless(at->monitorGrant())));
    m_notice->showText(dangerous.isEmpty() ? Tone::Note : Tone::Error, notes.join(u' '));
    m_notice->setVisible(!notes.isEmpty());
}

void ServerPage::openTable(qint64 id)
{
    m_openTable = id;
    m_openIndex = 0;
    if (!m_indexes)
        ask(Indexes); // those of the table
    m_panel->show();
    showPanel();
    fitColumns();
}

void ServerPage::openIndex(qint64 id)
{
    m_openIndex = id;
    m_openTable = 0;
    m_panel->show();
    showPanel();
    fitColumns();
}

void ServerPage::showPanel()
{
    if (m_panel->isHidden())
        return;
    if (const ServerTable *table = m_tables ? findBy(m_tables->tables, m_openTable) : nullptr)
        return m_panel->openTable(*table, *m_tables, m_indexes ? &*m_indexes : nullptr, !m_indexes && m_asked[Indexes].trouble && !m_asked[Indexes].isAsking);
    if (const ServerIndex *index = m_indexes ? findBy(m_indexes->indexes, m_openIndex) : nullptr)
        return m_panel->openIndex(*index, *m_indexes);
    // What is asked for is on its way, or is gone.
    if (!m_asked[m_openTable > 0 ? Tables : Indexes].isAsking) {
        m_panel->hide();
        fitColumns();
    }
}

// --- the page itself ---

bool ServerPage::isSettled() const { return !port() || ((isKnown(view()) || m_asked[view()].trouble) && m_calls.isIdle()); }

QVariantMap ServerPage::saveState() const
{
    return {{QStringLiteral("tab"), kTabs[view()]}, {QStringLiteral("tables"), m_tableList->saveState()}, {QStringLiteral("indexes"), m_indexList->saveState()}};
}

void ServerPage::restoreState(const QVariantMap &state)
{
    m_tableList->restoreState(state.value(QStringLiteral("tables")).toMap());
    m_indexList->restoreState(state.value(QStringLiteral("indexes")).toMap());
    m_tabs->setCurrentIndex(static_cast<int>(std::max<qsizetype>(0, kTabs.indexOf(state.value(QStringLiteral("tab")).toString()))));
}

QStringList ServerPage::tourStops() const
{
    return port() ? QStringList{QStringLiteral("table"), QStringLiteral("indexes"), QStringLiteral("index"), QStringLiteral("vacuum"), QStringLiteral("replication"), QStringLiteral("wal")} : QStringList();
}

void ServerPage::showTourStop(const QString &stop)
{
    const auto first = [](const ServerListView *list) { return list->model()->rowCount() > 0 ? list->model()->index(0, 0).data(IdRole).toLongLong() : 0; };
    if (stop == u"table")
        openTable(first(m_tableList));
    else if (stop == u"index")
        openIndex(first(m_indexList));
    else
        m_tabs->setCurrentIndex(static_cast<int>(std::max<qsizetype>(0, kTabs.indexOf(stop))));
}

} // namespace plancia::ui
