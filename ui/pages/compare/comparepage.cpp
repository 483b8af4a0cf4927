// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/comparepage.h"

#include "models/format/format.h"
#include "models/ports/backupsport.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/pages/compare/comparewords.h"
#include "ui/pages/compare/differencespanel.h"
#include "ui/pages/compare/sidechooser.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kWideEnough = 1000;
}

ComparePage::ComparePage(PageContext context) : Page(QStringLiteral("compare"), std::move(context))
{
    setUpHeader();
    setUpSides();
    setUpList();
    askSides();
    showWords();
}

/// What runs for a page that is gone is of no use to anybody; a page that is built anew begins it again.
ComparePage::~ComparePage()
{
    if (m_running)
        m_running->cancel.cancel();
}

void ComparePage::setUpHeader()
{
    setHeader(tr("Compare", "title of the page"), tr("What was added, removed and changed from one state to another, row by row."));
    m_export = header()->addAction(tr("Export…"));
    m_export->setObjectName(QStringLiteral("exportDifferences"));
    m_compare = header()->setPrimaryAction(tr("Compare"));
    m_compare->setObjectName(QStringLiteral("compareNow"));
    connect(m_compare, &QPushButton::clicked, this, &ComparePage::compare);
    connect(m_export, &QPushButton::clicked, this, &ComparePage::chooseFile);
}

void ComparePage::setUpSides()
{
    m_left = new SideChooser(this);
    m_left->setObjectName(QStringLiteral("leftSide"));
    m_right = new SideChooser(this);
    m_right->setObjectName(QStringLiteral("rightSide"));
    auto *swap = makeIconButton(QStringLiteral("compare"), tr("Change the sides"), this);
    swap->setObjectName(QStringLiteral("swapSides"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new FormField(tr("Before (left)"), m_left), 1);
    row->addWidget(swap, 0, Qt::AlignBottom);
    row->addWidget(new FormField(tr("After (right)"), m_right), 1);
    body()->addLayout(row);
    connect(swap, &QToolButton::clicked, this, [this] {
        const QString left = m_left->side();
        m_left->setSide(m_right->side());
        m_right->setSide(left);
    });
    for (SideChooser *side : {m_left, m_right}) {
        connect(side, &SideChooser::sideChanged, this, &ComparePage::showWords);
        if (context().workspace && context().workspace->moments())
            side->setMoments(context().workspace, *context().clock);
    }
}

void ComparePage::setUpList()
{
    m_error = new ErrorPanel(this);
    m_error->hide();
    m_progress = new ProgressRow(this);
    m_progress->setTitle(tr("Comparing"));
    m_progress->setCancellable(true);
    m_progress->hide();
    m_verdict = new Notice(this);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_table = new PagedTable(this);
    m_table->setObjectName(QStringLiteral("comparedTables"));
    m_table->setListName(tr("Tables"));
    m_table->setModel(&m_model);
    m_states = new PageStates(m_table, this);
    for (QWidget *widget : {static_cast<QWidget *>(m_error), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_verdict)})
        body()->addWidget(widget);
    body()->addWidget(m_states, 1);
    m_panel = new DifferencesPanel(this);
    setSidePanel(m_panel);

    connect(m_error, &ErrorPanel::actionRequested, this, &ComparePage::handleAction);
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] {
        if (m_running)
            m_running->cancel.cancel();
    });
    connect(context().ports.tasks, &TasksPort::taskChanged, this, [this](const TaskInfo &task) {
        if (m_running && task.kind == QLatin1String("compare") && !task.isOver())
            m_progress->setProgress(task.progress);
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &ComparePage::open);
    connect(m_panel, &SidePanel::closed, this, [this] {
        fitColumns();
        m_table->focusRows();
    });
    connect(m_panel, &DifferencesPanel::rowsRequested, this, &ComparePage::askRows);
    connect(m_states, &PageStates::emptyActionRequested, this, &ComparePage::compare);
}

void ComparePage::askSides()
{
    m_calls.ask(context().ports.workspaces->list({}), [this](const Result<QList<WorkspaceIdentity>> &list) {
        if (!list)
            return; // the window says so itself; paths can be chosen all the same
        for (SideChooser *side : {m_left, m_right})
            side->setWorkspaces(*list);
    });
    if (context().workspace && context().workspace->backups())
        m_calls.ask(context().workspace->backups()->list({}), [this](const Result<QList<BackupInfo>> &list) {
            if (!list)
                return; // the page of backups says why
            for (SideChooser *side : {m_left, m_right})
                side->setBackups(*list);
            // What one most wants to know: what happened since the newest backup.
            if (m_left->side().isEmpty() && m_right->side().isEmpty() && !list->isEmpty()) {
                m_left->setSide(list->first().path);
                m_right->setSide(context().workspace->identity().id);
            }
        });
}

void ComparePage::compare()
{
    if (m_running || m_left->side().isEmpty() || m_right->side().isEmpty())
        return;
    m_error->hide();
    m_verdict->hide();
    m_panel->hide();
    fitColumns();
    m_comparison.reset();
    m_running.emplace();
    m_progress->setProgress({});
    showWords();
    m_calls.ask(context().ports.compare->compare(m_left->side(), m_right->side(), *m_running), [this](const Result<Comparison> &result) {
        const QString request = m_running->requestId;
        m_running.reset();
        if (result)
            found(*result);
        else if (result.error().code() == ErrorCode::InternalCancelled && context().actions.notify)
            context().actions.notify(Tone::Note, tr("Cancelled. Nothing was changed."));
        else
            showError(result.error(), request);
        showWords();
    });
}

void ComparePage::found(const Comparison &comparison)
{
    m_comparison = comparison;
    m_model.setTables(comparison.tables);
    m_verdict->showText(verdictTone(comparison), verdictSentence(comparison));
    showWords();
}

void ComparePage::showWords()
{
    const bool chosen = !m_left->side().isEmpty() && !m_right->side().isEmpty();
    m_compare->setEnabled(chosen && !m_running);
    m_left->setEnabled(!m_running);
    m_right->setEnabled(!m_running);
    m_progress->setVisible(m_running.has_value());
    m_export->setEnabled(m_comparison && m_comparison->differences() > 0);
    if (m_comparison) {
        m_states->showReady();
        return;
    }
    const QString icon = QStringLiteral("compare");
    if (m_running)
        m_states->setEmptyWords(tr("Comparing"), tr("Both sides are read once. Nothing is changed."), {}, icon);
    else
        m_states->setEmptyWords(tr("Nothing compared yet"),
                                tr("Choose two states of a store: a backup and now, two backups, two moments, two files, or two servers."),
                                chosen ? tr("Compare") : QString(), icon);
    m_states->showEmpty();
}

void ComparePage::open(const QString &name)
{
    if (name.isEmpty() || (!m_panel->isHidden() && m_panel->table() == name))
        return;
    if (const TableComparison *table = m_model.table(name))
        m_panel->showTable(*table);
    fitColumns();
}

/// Beside the panel, what was added, removed and changed is more than how many rows there are.
void ComparePage::fitColumns()
{
    const bool isNarrow = width() - (m_panel->isHidden() ? 0 : measure::kSidePanel) < kWideEnough;
    for (const int column : {ComparedTablesModel::LeftRows, ComparedTablesModel::RightRows})
        m_table->setColumnHidden(column, isNarrow);
}

void ComparePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

void ComparePage::askRows(const Anchor &anchor)
{
    if (!m_comparison)
        return;
    const CallContext call;
    m_calls.ask(context().ports.compare->rows(m_comparison->id, m_panel->table(), anchor, DifferencesPanel::kPageRows, call),
                [this, table = m_panel->table(), request = call.requestId](const Result<::plancia::Page<RowDifference>> &page) {
                    if (!page)
                        showError(page.error(), request);
                    else if (m_panel->table() == table)
                        m_panel->addRows(*page);
                });
}

void ComparePage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the differences"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON lines (*.jsonl)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is overwritten
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("jsonl")) ? QStringLiteral("jsonl") : QStringLiteral("csv"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &ComparePage::exportTo);
    dialog->open();
}

void ComparePage::exportTo(const QString &path)
{
    if (!m_comparison)
        return;
    m_error->hide();
    const CallContext call;
    m_calls.ask(context().ports.compare->exportTo(m_comparison->id, path, call), [this, request = call.requestId](const Result<QString> &written) {
        if (!written)
            showError(written.error(), request);
        else if (context().actions.notify)
            context().actions.notify(Tone::Good, tr("Written: %1").arg(*written));
    });
}

void ComparePage::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

bool ComparePage::takeAction(const QString &actionId)
{
    if (actionId == QLatin1String("retry")) {
        compare();
        return true;
    }
    if (actionId == QLatin1String("choose_other_file")) {
        m_error->hide();
        m_left->setFocus();
        return true;
    }
    return Page::takeAction(actionId);
}

QVariantMap ComparePage::saveState() const
{
    QVariantMap state{{QStringLiteral("left"), m_left->side()}, {QStringLiteral("right"), m_right->side()},
                      {QStringLiteral("running"), m_running.has_value()}};
    if (m_comparison)
        state.insert(QStringLiteral("comparison"), QVariant::fromValue(*m_comparison));
    if (!m_panel->isHidden())
        state.insert(QStringLiteral("table"), m_panel->table());
    return state;
}

void ComparePage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_left->setSide(state.value(QStringLiteral("left")).toString());
    m_right->setSide(state.value(QStringLiteral("right")).toString());
    if (const QVariant kept = state.value(QStringLiteral("comparison")); kept.canConvert<Comparison>()) {
        found(kept.value<Comparison>());
        const QString table = state.value(QStringLiteral("table")).toString();
        m_table->setCurrentId(table);
        open(table);
    }
    if (state.value(QStringLiteral("running")).toBool())
        compare();
}

QStringList ComparePage::tourStops() const
{
    return context().workspace ? QStringList{QStringLiteral("compared"), QStringLiteral("differences")} : QStringList();
}

void ComparePage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("compared")) {
        const QString own = context().workspace->identity().id;
        if (m_left->side().isEmpty())
            m_left->setSide(own);
        if (m_right->side().isEmpty())
            m_right->setSide(own);
        compare();
        return;
    }
    const QList<TableComparison> &tables = m_model.tables();
    if (tables.isEmpty())
        return;
    const auto kept = std::find_if(tables.begin(), tables.end(), [](const TableComparison &t) { return t.kept > 0; });
    const QString table = (kept == tables.end() ? tables.first() : *kept).table;
    m_table->setCurrentId(table);
    open(table);
}

} // namespace plancia::ui
