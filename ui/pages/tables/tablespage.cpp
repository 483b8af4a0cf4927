// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tables/tablespage.h"

#include "models/format/format.h"
#include "models/items/tablerowsmodel.h"
#include "models/ports/tablesport.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/kit/taskrows.h"
#include "ui/pages/tables/tablefilterbar.h"
#include "ui/pages/tables/tablepanel.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kListWidth = 264;
constexpr int kPatienceMs = 500; // a search that is done before this shows no progress
const QString kExport = QStringLiteral("export");
} // namespace

TablesPage::TablesPage(PageContext context) : Page(QStringLiteral("tables"), std::move(context))
{
    setUpHead();
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    row->addWidget(setUpList());
    row->addWidget(setUpRows(), 1);
    body()->addLayout(row, 1);
    setUpPanel();
    readList();
}

TablesPage::~TablesPage() = default;

TablesPort *TablesPage::port() const { return context().workspace ? context().workspace->tables() : nullptr; }

bool TablesPage::isServer() const { return context().workspace && context().workspace->server(); }

QString TablesPage::whyNone() const
{
    return context().workspace && context().workspace->bundle() ? tr("A debug bundle holds no rows.")
        : isServer() ? tr("Rows are shown of SQLite files. Sizes, scans and vacuum of a server’s tables are under Server.")
                     : tr("This workspace has no tables of its own; Plancia shows those of SQLite files.");
}

void TablesPage::setUpHead()
{
    setHeader(tr("Tables"), {});
    m_export = header()->setPrimaryAction(tr("Export CSV…"));
    m_export->setObjectName(QStringLiteral("exportCsv"));
    setUpExport();
    m_error = new ErrorPanel(this);
    m_error->hide();
    body()->addWidget(m_error);
    m_done = new Notice(this);
    m_done->setObjectName(QStringLiteral("exportDone"));
    body()->addWidget(m_done);
    const QString id = context().workspace ? context().workspace->identity().id : QString();
    m_tasks = new TaskRows(*context().ports.tasks, id, {kExport}, this);
    body()->addWidget(m_tasks);
    connect(m_error, &ErrorPanel::actionRequested, this, &TablesPage::handleAction);
}

void TablesPage::setUpExport()
{
    auto *menu = new QMenu(m_export);
    menu->setObjectName(QStringLiteral("exportMenu"));
    m_exportOne = menu->addAction(tr("This table…"), this, [this] { chooseFolder(false); });
    menu->addAction(tr("All tables…"), this, [this] { chooseFolder(true); });
    menu->addSeparator();
    m_guard = menu->addAction(tr("Guard against spreadsheet formulas"));
    m_guard->setCheckable(true);
    m_guard->setChecked(true);
    m_guard->setToolTip(tr("Text that a spreadsheet would compute gets an apostrophe before it."));
    m_isoTimes = menu->addAction(tr("Times as ISO 8601"));
    m_isoTimes->setCheckable(true);
    m_isoTimes->setToolTip(tr("Columns named “at” or “…_at” hold milliseconds; they are written as dates."));
    menu->setToolTipsVisible(true);
    connect(m_export, &QPushButton::clicked, this, [this, menu] {
        m_exportOne->setEnabled(m_model && !m_model->details().key.isEmpty());
        menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height() + 2)));
    });
}

QWidget *TablesPage::setUpList()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(kListWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_search = new FilterBar(tr("Find a table"), side);
    m_search->setObjectName(QStringLiteral("findTable"));
    if (auto *line = m_search->findChild<QLineEdit *>())
        line->setFixedWidth(kListWidth);
    column->addWidget(m_search);
    m_list = new PagedTable(side);
    m_list->setObjectName(QStringLiteral("tableList"));
    m_list->setListName(tr("Tables"));
    m_list->setModel(&m_names);
    m_listStates = new PageStates(m_list, side);
    column->addWidget(m_listStates, 1);
    connect(m_search, &FilterBar::changed, this, &TablesPage::readList);
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_list, chosen, this, [this](const QString &name) {
            if (!name.isEmpty() && name != m_current)
                open(name);
        });
    connect(m_listStates, &PageStates::actionRequested, this, &TablesPage::handleAction);
    return side;
}

QWidget *TablesPage::setUpRows()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(measure::kSmallGap);
    m_filter = new TableFilterBar(content);
    m_filter->hide();
    m_title = new ElidedLabel({}, TextKind::Secondary);
    m_title->setObjectName(QStringLiteral("tableTitle"));
    m_schema = makeButton(tr("Schema", "of a table: its columns and the SQL that made it"), ButtonKind::Secondary, content);
    m_schema->setObjectName(QStringLiteral("showSchema"));
    m_schema->hide();
    bar->addWidget(m_filter, 2);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_schema);
    column->addLayout(bar);
    m_progress = new ProgressRow(content);
    m_progress->setObjectName(QStringLiteral("searchProgress"));
    m_progress->setTitle(tr("Reading every row: no index helps this filter"));
    m_progress->setCancellable(true);
    m_progress->hide();
    column->addWidget(m_progress);
    m_table = new PagedTable(content);
    m_table->setObjectName(QStringLiteral("tableRows"));
    m_table->setListName(tr("Rows"));
    m_states = new PageStates(m_table, content);
    column->addWidget(m_states, 1);
    m_patience = new QTimer(this);
    m_patience->setInterval(kPatienceMs);

    connect(m_filter, &TableFilterBar::changed, this, &TablesPage::ask);
    connect(m_schema, &QPushButton::clicked, this, [this] { m_panel->showSchema(); });
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] {
        if (m_model)
            m_model->cancel();
    });
    connect(m_patience, &QTimer::timeout, this, &TablesPage::showProgress);
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &TablesPage::openRow);
    connect(m_states, &PageStates::actionRequested, this, &TablesPage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (!port()) {
            if (context().actions.navigate)
                context().actions.navigate(QStringLiteral("server"), {{QStringLiteral("tab"), QStringLiteral("tables")}});
        } else if (m_filter->filter()) {
            m_filter->setFilter({});
            ask();
        } else if (!m_current.isEmpty()) {
            m_runView = true;
            readDetails({m_current, {}, false, true});
        }
    });
    connect(m_states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
        if (context().actions.noteError && error.code() != ErrorCode::InternalCancelled)
            context().actions.noteError(error, requestId);
    });
    return content;
}

void TablesPage::setUpPanel()
{
    m_panel = new TablePanel(this);
    setSidePanel(m_panel);
    connect(m_panel, &SidePanel::closed, this, [this] {
        if (m_model && m_model->hasRows())
            m_table->focusRows();
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] { m_search->focusSearch(); });
}

void TablesPage::readList()
{
    if (!port()) {
        m_listStates->parentWidget()->hide();
        m_export->hide();
        m_states->setEmptyWords(tr("No tables to show here"), whyNone(), isServer() ? tr("Open Server › Tables") : QString(), QStringLiteral("database"));
        m_states->showEmpty();
        return showWords();
    }
    if (m_names.tables().isEmpty())
        m_listStates->showLoading();
    const CallContext call;
    m_calls.ask(port()->list(m_search->text(), call), [this, call](const Result<TableList> &list) { listRead(list, call.requestId); });
}

void TablesPage::listRead(const Result<TableList> &list, const QString &requestId)
{
    if (!list) {
        m_listStates->showError(list.error(), requestId);
        if (context().actions.noteError)
            context().actions.noteError(list.error(), requestId);
        return;
    }
    m_cut = list->cut;
    m_names.setTables(list->tables);
    m_listStates->setEmptyWords(m_search->text().isEmpty() ? tr("No tables") : tr("Nothing matches"),
                                m_search->text().isEmpty() ? tr("The file is an empty database.") : tr("No table has that in its name."),
                                {}, QStringLiteral("database"));
    list->tables.isEmpty() ? m_listStates->showEmpty() : m_listStates->showReady();
    showWords();
    m_list->setCurrentId(m_current);
    if (!m_current.isEmpty())
        return;
    QString first = m_wanted.value(QStringLiteral("table")).toString();
    for (const TableInfo &table : list->tables)
        if (first.isEmpty() && table.kind == TableInfo::Kind::Table)
            first = table.name;
    if (first.isEmpty() && !list->tables.isEmpty())
        first = list->tables.first().name;
    if (!first.isEmpty())
        return open(first);
    m_states->setEmptyWords(tr("No tables"), tr("The file is an empty database."), {}, QStringLiteral("database"));
    m_states->showEmpty();
}

void TablesPage::open(const QString &table)
{
    m_current = table;
    m_list->setCurrentId(table);
    m_runView = m_wanted.value(QStringLiteral("table")).toString() == table && m_wanted.value(QStringLiteral("runView")).toBool();
    readDetails({table, {}, false, m_runView});
}

void TablesPage::readDetails(const TableQuery &query)
{
    m_detailsCall.cancel.cancel();
    m_detailsCall = CallContext();
    m_calls.ask(port()->details(query, m_detailsCall), [this, query, call = m_detailsCall](const Result<TableDetails> &details) {
        if (call.requestId != m_detailsCall.requestId)
            return;
        if (details)
            return showTable(*details, query);
        m_states->follow(nullptr);
        m_states->showError(details.error(), call.requestId);
    });
}

void TablesPage::showTable(const TableDetails &details, const TableQuery &query)
{
    auto old = std::move(m_model);
    m_model = std::make_unique<TableRowsModel>(details, QLocale());
    m_table->setCurrentId({});
    m_table->setModel(m_model.get());
    m_panel->setTable(details);
    m_schema->show();
    m_title->setText(details.info.rows < 0 ? QString() : tr("about %n row(s)", "", static_cast<int>(std::min<qint64>(details.info.rows, INT_MAX))));
    m_filter->setColumns(details.columns);
    m_filter->setVisible(!details.key.isEmpty() && details.unreadable.isEmpty());
    connect(m_model.get(), &PagedModel::stateChanged, this, &TablesPage::rowsChanged);
    const bool isView = details.info.kind == TableInfo::Kind::View;
    const QString icon = QStringLiteral("database");
    if (!details.unreadable.isEmpty() || (isView && !query.runView)) {
        m_states->follow(nullptr);
        if (details.unreadable == u"virtual")
            m_states->setEmptyWords(tr("A virtual table"), tr("Its rows come from code and not from the file. That code is not run here."), {}, icon);
        else if (!details.unreadable.isEmpty())
            m_states->setEmptyWords(tr("Rows cannot be shown"), tr("Nothing tells the rows of this table apart, so they cannot be paged through."), {}, icon);
        else
            m_states->setEmptyWords(tr("A view"), tr("Its rows are what a query of the file’s author gives. It is run only when you ask for it, for at most five seconds."),
                                    tr("Run the query"), icon);
        m_states->showEmpty();
        return;
    }
    m_states->follow(m_model.get());
    if (m_wanted.value(QStringLiteral("table")).toString() == details.info.name) {
        if (const auto op = tableFilterOpFromString(m_wanted.value(QStringLiteral("op")).toString()))
            m_filter->setFilter(TableFilter{m_wanted.value(QStringLiteral("column")).toString(), *op, m_wanted.value(QStringLiteral("value")).toString()});
        ask();
        if (const double share = m_wanted.value(QStringLiteral("share")).toDouble(); share > 0)
            m_model->jumpTo(share);
        m_table->setCurrentId(m_wanted.value(QStringLiteral("row")).toString());
        if (m_wanted.value(QStringLiteral("schema")).toBool())
            m_panel->showSchema();
        else if (m_wanted.value(QStringLiteral("open")).toBool())
            openRow(m_table->currentId());
    } else {
        ask();
    }
    m_wanted.clear();
}

void TablesPage::ask()
{
    if (!m_model)
        return;
    const TableQuery query{m_model->details().info.name, m_filter->filter(), false, m_runView};
    if (m_model->query() == query)
        return;
    m_states->setEmptyWords(query.filter ? tr("Nothing matches") : tr("No rows"),
                            query.filter ? tr("No row of this table is like that.") : tr("The table is empty."),
                            query.filter ? tr("Show all rows") : QString(), query.filter ? QStringLiteral("search") : QStringLiteral("database"));
    m_model->setQuery(context().workspace, query);
}

void TablesPage::rowsChanged()
{
    const bool searches = m_model->isBusy() && m_model->query().filter;
    if (searches && !m_patience->isActive())
        m_patience->start();
    if (!searches) {
        m_patience->stop();
        m_progress->hide();
    }
    if (isSettled())
        emit settled();
}

void TablesPage::showProgress()
{
    if (!m_model || m_model->progress().done == 0)
        return; // an index answers
    m_progress->setProgress(m_model->progress());
    m_progress->show();
}

void TablesPage::openRow(const QString &id)
{
    if (id.isEmpty() || !port() || !m_model || m_model->details().key.isEmpty() || (!m_panel->isHidden() && m_panel->rowId() == id))
        return;
    const QString table = m_model->details().info.name;
    const CallContext call;
    m_calls.ask(port()->row(table, id, call), [this, table, id, call](const Result<TableRow> &row) {
        if (!m_model || m_model->details().info.name != table || (!m_table->currentId().isEmpty() && m_table->currentId() != id))
            return;
        if (row)
            return m_panel->showRow(*row);
        showError(row.error(), call.requestId);
    });
}

void TablesPage::showWords()
{
    const auto amount = static_cast<int>(m_names.tables().size());
    const QString tables = m_cut ? tr("The first %n table(s) by name", "", amount) : tr("%n table(s)", "", amount);
    header()->setSentence(port() ? tr("%1 · read as they are, by key", "how many tables there are").arg(tables) : QString());
    m_export->setEnabled(port() && amount > 0);
}

void TablesPage::chooseFolder(bool all)
{
    const QStringList tables = all || !m_model ? QStringList() : QStringList{m_model->details().info.name};
    auto *dialog = new QFileDialog(this, tr("Folder for the CSV files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::fileSelected, this, [this, tables](const QString &folder) { exportTo(folder, tables); });
    dialog->open();
}

void TablesPage::exportTo(const QString &parent, const QStringList &tables)
{
    if (!port())
        return;
    m_error->hide();
    m_done->hide();
    CsvRequest request;
    const QString name = csvFileName(QFileInfo(workspaceName(context().workspace->identity())).completeBaseName(), {}).chopped(4);
    request.folder = parent + u'/' + name + QDateTime::fromMSecsSinceEpoch(context().clock->nowMs(), Qt::UTC).toString(QStringLiteral("-yyyyMMddTHHmmssZ"));
    request.tables = tables;
    request.options.guardFormulas = m_guard->isChecked();
    request.options.uuids = context().workspace->tenants() != nullptr;
    request.options.isoTimes = m_isoTimes->isChecked();
    const CallContext call;
    m_calls.ask(port()->exportCsv(request, call), [this, call](const Result<CsvExport> &result) { exported(result, call.requestId); });
}

void TablesPage::exported(const Result<CsvExport> &result, const QString &requestId)
{
    if (!result && result.error().code() == ErrorCode::InternalCancelled) {
        if (context().actions.notify)
            context().actions.notify(Tone::Note, tr("Cancelled. Nothing was left behind."));
        return;
    }
    if (!result)
        return showError(result.error(), requestId);
    //: %1: a number of rows, %2: a size, %3: a folder
    m_done->showText(Tone::Good, tr("Exported %1 rows (%2) to %3. A manifest with the hash of each file lies beside them.")
                                     .arg(format::count(result->rows()), format::bytes(result->bytes()), result->folder),
                     tr("Show the folder"));
    disconnect(m_done, &Notice::linkActivated, this, nullptr);
    connect(m_done, &Notice::linkActivated, this, [folder = result->folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

void TablesPage::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

bool TablesPage::takeAction(const QString &actionId)
{
    if (actionId != u"retry" && actionId != u"reload_latest")
        return false;
    m_error->hide();
    if (m_states->state() == PageStates::State::Error && !m_current.isEmpty() && !m_model)
        readDetails({m_current, {}, false, m_runView});
    refresh();
    return true;
}

bool TablesPage::isSettled() const { return m_calls.isIdle() && (!m_model || !m_model->isBusy()); }

void TablesPage::refresh()
{
    if (port())
        readList();
    if (m_model)
        m_model->reload();
}

void TablesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (port() && m_names.tables().isEmpty() && m_calls.isIdle())
        readList();
}

QVariantMap TablesPage::saveState() const
{
    QVariantMap state{{QStringLiteral("search"), m_search->text()}, {QStringLiteral("table"), m_current},
                      {QStringLiteral("runView"), m_runView}, {QStringLiteral("guard"), m_guard->isChecked()},
                      {QStringLiteral("isoTimes"), m_isoTimes->isChecked()}};
    if (const auto filter = m_filter->filter()) {
        state.insert(QStringLiteral("column"), filter->column);
        state.insert(QStringLiteral("op"), toString(filter->op));
        state.insert(QStringLiteral("value"), filter->value);
    }
    if (m_model && m_model->hasRows()) {
        const int top = std::max(0, m_table->firstVisibleRow());
        state.insert(QStringLiteral("share"), top > 0 || m_model->hasBefore() ? m_model->shareOfRow(top) : 0.0);
        state.insert(QStringLiteral("row"), m_table->currentId());
    }
    state.insert(QStringLiteral("open"), !m_panel->isHidden());
    state.insert(QStringLiteral("schema"), !m_panel->isHidden() && m_panel->currentPart() == TablePanel::SchemaPart);
    return state;
}

void TablesPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_guard->setChecked(state.value(QStringLiteral("guard"), true).toBool());
    m_isoTimes->setChecked(state.value(QStringLiteral("isoTimes")).toBool());
    if (!state.value(QStringLiteral("search")).toString().isEmpty()) {
        m_search->setText(state.value(QStringLiteral("search")).toString());
        readList();
    }
    m_wanted = state;
    const QString table = state.value(QStringLiteral("table")).toString();
    if (!m_current.isEmpty() && !table.isEmpty())
        open(table);
}

QStringList TablesPage::tourStops() const
{
    return port() ? QStringList{QStringLiteral("row"), QStringLiteral("schema"), QStringLiteral("filter")} : QStringList();
}

void TablesPage::showTourStop(const QString &stop)
{
    if (!m_model || !m_model->hasRows())
        return;
    if (stop == u"schema")
        return m_panel->showSchema();
    if (stop == u"filter") {
        m_panel->hide();
        m_filter->setFilter(TableFilter{m_model->details().columns.last().name, TableFilter::Op::Equals, QStringLiteral("nothing like it")});
        return ask();
    }
    const QString id = m_model->index(0, 0).data(IdRole).toString();
    m_table->setCurrentId(id);
    openRow(id);
}

} // namespace plancia::ui
