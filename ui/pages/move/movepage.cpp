// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/move/movepage.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/card.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/workspacewords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {

bool isServer(const QString &name) { return name.startsWith(u"pg:") || name.contains(QLatin1String("://")); }

QString valuesOf(const QList<MoveCollision> &collisions)
{
    constexpr qsizetype kShown = 4;
    QStringList values;
    for (const MoveCollision &collision : collisions.first(std::min(kShown, collisions.size())))
        values.append(collision.value);
    return values.join(QStringLiteral(", ")) + (collisions.size() > kShown ? QStringLiteral(", …") : QString());
}

/// Red is the colour of production: a connection that is marked so asks for its name.
bool isProduction(const WorkspaceIdentity &identity) { return identity.colour == u"red"; }

} // namespace

MovePage::MovePage(PageContext context) : Page(QStringLiteral("move"), std::move(context))
{
    setHeader(tr("Move"), tr("A local store into PostgreSQL, or back into a new file: all of it in one step, or nothing."));
    m_look = header()->addAction(tr("Check"));
    m_look->setObjectName(QStringLiteral("lookAtMove"));
    m_move = header()->setPrimaryAction(tr("Move…"));
    m_move->setObjectName(QStringLiteral("moveNow"));
    setUpEnds();
    setUpRest();
    connect(m_look, &QPushButton::clicked, this, &MovePage::look);
    connect(m_move, &QPushButton::clicked, this, &MovePage::ask);
    m_calls.ask(this->context().ports.workspaces->list({}), [this](const Result<QList<WorkspaceIdentity>> &list) {
        if (list)
            fillEnds(*list);
    });
    showMark();
    showWords();
}

/// Whoever leaves the window does not stop a move; a look is of no use to anybody then.
MovePage::~MovePage()
{
    if (m_running && !m_plan)
        m_running->cancel.cancel();
}

void MovePage::setUpEnds()
{
    m_from = new QComboBox(this);
    m_from->setObjectName(QStringLiteral("moveFrom"));
    m_to = new QComboBox(this);
    m_to->setObjectName(QStringLiteral("moveTo"));
    m_file = new QLineEdit(this);
    m_file->setObjectName(QStringLiteral("moveFile"));
    m_toField = new FormField(tr("To", "where a store is moved"), m_to, tr("A database in which Plancia’s schema is installed, and no tenants are."));
    m_fileField = new FormField(tr("To", "where a store is moved"), m_file, tr("The path of a file that is not there yet."));
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    row->addWidget(new FormField(tr("From", "what is moved"), m_from, tr("It is read-only afterwards.")), 1);
    row->addWidget(m_toField, 1);
    row->addWidget(m_fileField, 1);
    body()->addLayout(row);
    connect(m_from, &QComboBox::currentIndexChanged, this, &MovePage::endsChanged);
    connect(m_to, &QComboBox::currentIndexChanged, this, &MovePage::endsChanged);
    connect(m_file, &QLineEdit::textChanged, this, &MovePage::endsChanged);
}

void MovePage::setUpRest()
{
    m_mark = new Card(tr("This store was moved"), this);
    m_mark->setObjectName(QStringLiteral("movedStore"));
    m_markFacts = new FactGrid(m_mark);
    m_settle = makeButton(tr("Find out what became of it"), ButtonKind::Primary, m_mark);
    m_settle->setObjectName(QStringLiteral("settleMove"));
    m_release = makeButton(tr("Write here again…"), ButtonKind::Danger, m_mark);
    m_release->setObjectName(QStringLiteral("releaseStore"));
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kSmallGap);
    acts->addWidget(m_settle);
    acts->addWidget(m_release);
    acts->addStretch(1);
    m_mark->body()->addWidget(m_markFacts);
    m_mark->body()->addLayout(acts);
    m_error = new ErrorPanel(this);
    m_error->hide();
    m_progress = new ProgressRow(this);
    m_progress->setCancellable(true);
    m_progress->hide();
    m_verdict = new Notice(this);
    m_verdict->setObjectName(QStringLiteral("moveVerdict"));
    m_verdict->hide();
    m_obstacle = new ErrorPanel(this);
    m_obstacle->setObjectName(QStringLiteral("moveObstacle"));
    m_obstacle->hide();
    m_table = new PagedTable(this);
    m_table->setObjectName(QStringLiteral("movedTables"));
    m_table->setListName(tr("Tables"));
    m_table->setModel(&m_model);
    m_states = new PageStates(m_table, this);
    for (QWidget *widget : {static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_error), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_verdict),
                            static_cast<QWidget *>(m_obstacle)})
        body()->addWidget(widget);
    body()->addWidget(m_states, 1);

    connect(m_settle, &QPushButton::clicked, this, &MovePage::settle);
    connect(m_release, &QPushButton::clicked, this, &MovePage::askRelease);
    connect(m_error, &ErrorPanel::actionRequested, this, &MovePage::handleAction);
    connect(m_obstacle, &ErrorPanel::actionRequested, this, &MovePage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, &MovePage::look);
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] {
        if (m_running)
            m_running->cancel.cancel();
    });
    connect(context().ports.tasks, &TasksPort::taskChanged, this, [this](const TaskInfo &task) {
        if (m_running && task.kind == QLatin1String("move") && !task.isOver())
            m_progress->setProgress(task.progress);
    });
}

void MovePage::fillEnds(const QList<WorkspaceIdentity> &workspaces)
{
    m_workspaces = workspaces;
    {
        const QSignalBlocker quietFrom(m_from), quietTo(m_to);
        m_from->clear();
        m_to->clear();
        for (const WorkspaceIdentity &identity : workspaces) {
            m_from->addItem(workspaceName(identity) + QStringLiteral("  ·  ") + identity.place, identity.id);
            if (isServer(identity.id))
                m_to->addItem(workspaceName(identity) + QStringLiteral("  ·  ") + identity.place, identity.id);
        }
        const QString own = context().workspace ? context().workspace->identity().id : QString();
        m_from->setCurrentIndex(std::max(0, m_from->findData(own)));
    }
    restoreState(std::exchange(m_restored, {}));
    endsChanged();
}

QString MovePage::from() const { return m_from->currentData().toString(); }
bool MovePage::isFromServer() const { return isServer(from()); }
QString MovePage::to() const { return isFromServer() ? m_file->text().trimmed() : m_to->currentData().toString(); }

void MovePage::endsChanged()
{
    if (m_plan && (m_plan->from != from() || m_plan->to != to()))
        m_plan.reset();
    if (m_report && m_report->from != from())
        m_report.reset();
    m_toField->setVisible(!isFromServer());
    m_fileField->setVisible(isFromServer());
    showPlan();
    showReport();
    showWords();
}

void MovePage::begin(const QString &title)
{
    m_error->hide();
    m_running.emplace();
    m_progress->setTitle(title);
    m_progress->setProgress({});
    showWords();
}

void MovePage::ended(const std::optional<Error> &error, const QString &requestId, const QString &cancelled)
{
    m_running.reset();
    if (error && error->code() == ErrorCode::InternalCancelled) {
        if (context().actions.notify)
            context().actions.notify(Tone::Note, cancelled);
    } else if (error) {
        m_error->setError(*error, requestId);
        m_error->show();
        if (context().actions.noteError)
            context().actions.noteError(*error, requestId);
    }
    showMark();
    showWords();
}

void MovePage::look()
{
    if (m_running || from().isEmpty() || to().isEmpty())
        return;
    m_plan.reset();
    m_report.reset();
    begin(tr("Looking at both ends"));
    m_calls.ask(context().ports.move->plan(from(), to(), *m_running), [this, request = m_running->requestId](const Result<MovePlan> &plan) {
        if (plan)
            m_plan = *plan;
        ended(plan ? std::nullopt : std::optional<Error>(plan.error()), request, tr("Cancelled. Nothing was changed."));
        showPlan();
        showWords();
    });
}

void MovePage::ask()
{
    if (!m_plan || !m_plan->obstacles.isEmpty() || m_running)
        return;
    const auto named = [this](const QString &id) {
        for (const WorkspaceIdentity &identity : std::as_const(m_workspaces))
            if (identity.id == id)
                return identity;
        return WorkspaceIdentity{};
    };
    const WorkspaceIdentity source = named(from()), target = named(to());
    ConfirmQuestion question;
    question.title = tr("Move it all?");
    question.sentence = tr("%1 moves to %2.", "%1, %2: where stores live").arg(m_plan->fromPlace, m_plan->toPlace);
    question.loss = tr("The source takes no more writes from the moment the move begins.");
    question.workspace = workspaceName(isServer(target.id) ? target : source);
    if (isProduction(source) || isProduction(target))
        question.typeName = workspaceName(isProduction(target) ? target : source);
    question.act = tr("Move");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, &MovePage::move);
    dialog->open();
}

void MovePage::move()
{
    if (m_running)
        return;
    begin(tr("Moving, and reading back what arrived"));
    m_calls.ask(context().ports.move->move(from(), to(), {}, *m_running), [this, request = m_running->requestId](const Result<MoveReport> &report) {
        m_plan.reset();
        if (report)
            m_report = *report;
        ended(report ? std::nullopt : std::optional<Error>(report.error()), request, tr("Cancelled. Nothing was moved, and the source can be written."));
        showPlan();
        showReport();
        showWords();
    });
}

void MovePage::settle()
{
    if (m_running || !context().workspace)
        return;
    begin(tr("Looking at the other end"));
    m_calls.ask(context().ports.move->settle(context().workspace->identity().id, *m_running), [this, request = m_running->requestId](const Result<MoveOutcome> &outcome) {
        ended(outcome ? std::nullopt : std::optional<Error>(outcome.error()), request, tr("Cancelled. Nothing was changed."));
        if (!outcome || !context().actions.notify)
            return;
        // Settled by somebody else already: what it carries now says how.
        context().actions.notify(Tone::Good, outcome->kind == MoveOutcome::Kind::Undone ? tr("The move had not arrived. This store can be written again.")
                                             : outcome->mark ? tr("The move had arrived. This store stays read-only.")
                                                             : tr("This store can be written again."));
    });
}

void MovePage::askRelease()
{
    if (m_running || !context().workspace)
        return;
    const WorkspaceIdentity identity = context().workspace->identity();
    ConfirmQuestion question;
    question.title = tr("Write to this store again?");
    question.sentence = tr("Its data was moved to %1. From now on there are two stores that differ.", "%1: where a store lives").arg(identity.movedTo);
    question.loss = tr("What was changed there is not in this store.");
    question.workspace = workspaceName(identity);
    question.typeName = isProduction(identity) ? question.workspace : QString();
    question.act = tr("Write here again");
    question.asksReason = true;
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, &MovePage::release);
    dialog->open();
}

void MovePage::release(const QString &reason)
{
    begin(tr("Looking at the other end"));
    m_calls.ask(context().ports.move->release(context().workspace->identity().id, reason, false, *m_running), [this, request = m_running->requestId](const Result<MoveMark> &mark) {
        ended(mark ? std::nullopt : std::optional<Error>(mark.error()), request, tr("Cancelled. Nothing was changed."));
        if (mark && context().actions.notify)
            context().actions.notify(Tone::Good, tr("This store can be written again."));
    });
}

void MovePage::showMark()
{
    const WorkspaceIdentity identity = context().workspace ? context().workspace->identity() : WorkspaceIdentity{};
    const bool isMoving = identity.readOnlyReason == u"moving";
    m_mark->setVisible(isMoving || identity.readOnlyReason == u"moved");
    m_mark->setTitle(isMoving ? tr("A move of this store has not reported its end") : tr("This store was moved"));
    m_settle->setVisible(isMoving);
    m_markFacts->clear();
    m_markFacts->addFact(QStringLiteral("to"), tr("To", "where a store is moved"), identity.movedTo, TextKind::Mono, FactGrid::Copy::Yes);
    m_markFacts->addFact(QStringLiteral("at"), tr("Begun"), format::dateTime(identity.movedAt));
}

void MovePage::showPlan()
{
    if (!m_plan) {
        m_obstacle->hide();
        if (!m_report)
            m_model.setTables({});
        return;
    }
    m_model.setTables(m_plan->tables);
    m_obstacle->setVisible(!m_plan->obstacles.isEmpty());
    if (!m_plan->obstacles.isEmpty())
        m_obstacle->setError(m_plan->obstacles.first(), {});
}

void MovePage::showReport()
{
    if (m_report)
        m_model.setTables(m_report->tables);
}

void MovePage::showWords()
{
    const bool chosen = !from().isEmpty() && !to().isEmpty();
    for (QWidget *widget : {static_cast<QWidget *>(m_from), static_cast<QWidget *>(m_to), static_cast<QWidget *>(m_file)})
        widget->setEnabled(!m_running);
    m_look->setEnabled(chosen && !m_running);
    m_move->setEnabled(m_plan && m_plan->obstacles.isEmpty() && !m_running);
    m_settle->setEnabled(!m_running);
    m_release->setEnabled(!m_running);
    m_progress->setVisible(m_running.has_value());
    m_verdict->setVisible(m_report || (m_plan && (m_plan->obstacles.isEmpty() || !m_plan->collisions.isEmpty())));
    if (m_report)
        m_verdict->showText(Tone::Good, tr("%1 rows are now at %2. Every table has the same rows and the same hash on both sides; the source is read-only.", "%1: a number, %2: where a store lives")
                                            .arg(format::count(m_report->rows), m_report->toPlace));
    else if (m_plan && m_plan->obstacles.isEmpty())
        m_verdict->showText(Tone::Note, tr("Nothing stands in the way of %1 rows. Nothing was changed.", "%1: a number").arg(format::count(m_plan->rows())));
    else if (m_plan && !m_plan->collisions.isEmpty())
        m_verdict->showText(Tone::Warning, tr("Found on both sides: %1.", "%1: slugs and ids of tenants").arg(valuesOf(m_plan->collisions)));
    if (m_model.rowCount() > 0)
        return m_states->showReady();
    m_states->setEmptyWords(m_running ? tr("Looking") : tr("Nothing checked yet"),
                            isFromServer() || m_to->count() > 0
                                ? tr("Check first: it counts and hashes every table and says what stands in the way. Nothing is changed by it.")
                                : tr("There is no connection to move to. Add one, and install Plancia’s schema there."),
                            chosen && !m_running ? tr("Check") : QString(), QStringLiteral("connections"));
    m_states->showEmpty();
}

bool MovePage::takeAction(const QString &actionId)
{
    if (actionId == QLatin1String("retry")) {
        look();
        return true;
    }
    if (actionId == QLatin1String("open_move")) {
        m_error->hide();
        m_from->setFocus();
        return true;
    }
    return Page::takeAction(actionId);
}

QVariantMap MovePage::saveState() const
{
    QVariantMap state{{QStringLiteral("from"), from()}, {QStringLiteral("to"), m_to->currentData()}, {QStringLiteral("file"), m_file->text()}};
    if (m_plan)
        state.insert(QStringLiteral("plan"), QVariant::fromValue(*m_plan));
    if (m_report)
        state.insert(QStringLiteral("report"), QVariant::fromValue(*m_report));
    return state;
}

void MovePage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    if (m_workspaces.isEmpty()) {
        m_restored = state;
        return;
    }
    if (const int index = m_from->findData(state.value(QStringLiteral("from"))); index >= 0)
        m_from->setCurrentIndex(index);
    if (const int index = m_to->findData(state.value(QStringLiteral("to"))); index >= 0)
        m_to->setCurrentIndex(index);
    m_file->setText(state.value(QStringLiteral("file")).toString());
    if (const QVariant plan = state.value(QStringLiteral("plan")); plan.canConvert<MovePlan>())
        m_plan = plan.value<MovePlan>();
    if (const QVariant report = state.value(QStringLiteral("report")); report.canConvert<MoveReport>())
        m_report = report.value<MoveReport>();
    endsChanged();
}

} // namespace plancia::ui
