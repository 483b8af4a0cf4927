// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/bulkpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/deliver.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/tenants/tenantstate.h"

#include <QApplication>
#include <QFileInfo>
#include <QHash>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace plancia::ui {

namespace {
constexpr int kPauseMs = 400; // a word is typed before it is looked for
constexpr qsizetype kListed = 8;
constexpr qsizetype kLongestName = 48;

/// A name from outside on a line of its own.
QString lineOfTenant(const QString &name, const QString &slug)
{
    return name.isEmpty() ? slug : QStringLiteral("%1 · %2").arg(format::harmless(name).left(kLongestName), slug);
}
} // namespace

BulkPanel::BulkPanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("bulkPanel"));
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    build();
    connect(m_pause, &QTimer::timeout, this, &BulkPanel::look);
    connect(m_tags, &QLineEdit::textChanged, this, &BulkPanel::lookSoon);
    connect(m_tags, &QLineEdit::returnPressed, this, &BulkPanel::look);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &BulkPanel::judge);
    connect(m_typed, &QLineEdit::textEdited, this, &BulkPanel::judge);
    connect(m_error, &ErrorPanel::actionRequested, this, &BulkPanel::stepTaken);
    connect(m_progress, &ProgressRow::cancelRequested, this, [this] { m_context.ports.tasks->cancel(m_task); });
    connect(m_context.ports.tasks, &TasksPort::taskChanged, this, &BulkPanel::taskChanged);
    connect(this, &SidePanel::closed, this, &BulkPanel::dismissPanel);
}

BulkPanel::~BulkPanel() { m_looking.cancel.cancel(); }

QLabel *BulkPanel::addLabel(TextKind kind, const char *name)
{
    QLabel *label = makeLabel({}, kind, Wrap::Yes, this);
    label->setObjectName(QLatin1String(name));
    return label;
}

void BulkPanel::build()
{
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_lead = addLabel(TextKind::Strong, "bulkLead");
    m_effect = addLabel(TextKind::Body, "bulkEffect");
    m_tags = new QLineEdit(this);
    m_tags->setObjectName(QStringLiteral("bulkTagWords"));
    m_tags->setMaxLength(kMaxTags * (kMaxTag + 2));
    m_tagsField = new FormField(tr("Tags"), m_tags, tr("Words such as: vip, eu-west"), this);
    m_reason = new QPlainTextEdit(this);
    m_reason->setObjectName(QStringLiteral("bulkReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(84);
    m_reasonField = new FormField(tr("Reason"), m_reason, tr("Kept in the audit trail for each of them, so that others can see later why it was done."), this);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("bulkTypedWorkspace"));
    m_typedField = new FormField(tr("Name of the workspace"), m_typed, {}, this);
    m_sampleTitle = addLabel(TextKind::Secondary, "bulkSampleTitle");
    m_sample = addLabel(TextKind::Body, "bulkSample");
    m_listTitle = addLabel(TextKind::Secondary, "bulkListTitle");
    m_list = addLabel(TextKind::Body, "bulkList");
    m_progress = new ProgressRow(this);
    m_progress->setCancellable(true);
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_lead, m_progress, m_tagsField, m_effect, m_reasonField, m_typedField,
                                                            m_sampleTitle, m_sample, m_listTitle, m_list}) {
        part->addWidget(widget);
        widget->hide();
    }
    part->addStretch(1);
}

BatchPort *BulkPanel::port() const { return m_context.workspace ? m_context.workspace->batch() : nullptr; }

void BulkPanel::start(const BulkRequest &request)
{
    if (!m_running.isNull()) { // one after the other
        showAgain();
        return;
    }
    m_request = request;
    m_plan.reset();
    m_report.reset();
    m_reason->clear();
    m_typed->clear();
    m_tags->clear();
    const WorkspaceIdentity workspace = m_context.workspace->identity();
    m_typedField->setHint(tr("This is production. Type “%1” to go on.").arg(workspaceName(workspace)));
    setMode(Mode::Preview);
    look();
}

void BulkPanel::setMode(Mode mode)
{
    m_mode = mode;
    m_error->hide();
    m_again = {};
    const bool asks = mode == Mode::Preview;
    const bool needsReason = asks && asksReason(m_request.act);
    m_tagsField->setVisible(asks && !asksReason(m_request.act));
    m_reasonField->setVisible(needsReason);
    m_typedField->setVisible(needsReason && m_request.act == BulkAct::Suspend && m_context.workspace->identity().colour == QLatin1String("red"));
    m_progress->setVisible(mode == Mode::Running);
    for (QLabel *label : {m_lead, m_effect, m_sampleTitle, m_sample, m_listTitle, m_list})
        label->hide();
    if (mode == Mode::Preview)
        showPlan();
    else if (mode == Mode::Done)
        showReport();
    const QWidget *focused = QApplication::focusWidget();
    if (mode == Mode::Closed && focused && isAncestorOf(focused))
        emit focusLeft(); // before it goes: a list that takes the keyboard by itself chooses its first row
    setVisible(mode != Mode::Closed);
    showTitle();
    showActs();
    if (asks)
        (needsReason ? static_cast<QWidget *>(m_reason) : m_tags)->setFocus();
    emit shown();
}

void BulkPanel::showTitle()
{
    if (m_mode == Mode::Closed)
        return;
    const QString word = m_mode == Mode::Preview ? toString(m_request.act) : m_word;
    const auto act = bulkActFromString(word);
    setTitle(!act                      ? tr("Undo an act on many tenants")
             : act == BulkAct::Suspend ? tr("Suspend tenants")
             : act == BulkAct::Activate ? tr("Activate tenants")
             : act == BulkAct::Tag      ? tr("Add tags to tenants")
                                        : tr("Take tags from tenants"));
}

void BulkPanel::showActs()
{
    clearActions();
    m_run = nullptr;
    const auto add = [this](const char *name, const QString &text, ButtonKind kind, void (BulkPanel::*act)()) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        // Later: the act takes these buttons away, and one must not go while it is being clicked.
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
        return button;
    };
    switch (m_mode) {
    case Mode::Closed:
        return;
    case Mode::Preview: {
        const int count = m_plan ? static_cast<int>(m_plan->items.size()) : 0;
        const bool isDanger = m_request.act == BulkAct::Suspend;
        const QString words = m_request.act == BulkAct::Suspend    ? tr("Suspend %n tenant(s)", "", count)
                              : m_request.act == BulkAct::Activate ? tr("Activate %n tenant(s)", "", count)
                                                                   : tr("Change %n tenant(s)", "", count);
        m_run = add("bulkRun", words, isDanger ? ButtonKind::Danger : ButtonKind::Primary, &BulkPanel::run);
        add("bulkCancel", tr("Cancel"), ButtonKind::Secondary, &BulkPanel::dismissPanel);
        judge();
        return;
    }
    case Mode::Running:
        add("bulkHide", tr("Hide"), ButtonKind::Secondary, &BulkPanel::dismissPanel);
        return;
    case Mode::Done:
        if (m_report && m_report->changed > 0)
            add("bulkUndo", tr("Undo"), ButtonKind::Secondary, &BulkPanel::undo);
        add("bulkClose", tr("Close"), ButtonKind::Primary, &BulkPanel::dismissPanel);
    }
}

void BulkPanel::lookSoon()
{
    if (m_mode != Mode::Preview)
        return;
    m_looking.cancel.cancel();
    m_plan.reset();
    showPlan();
    showActs();
    m_pause->start();
}

void BulkPanel::look()
{
    m_pause->stop();
    if (m_mode != Mode::Preview || !port())
        return;
    m_request.tags = asksReason(m_request.act) ? QStringList() : tagsFrom(m_tags->text());
    const auto fault = validate(m_request);
    m_tagsField->setFault(fault && fault->fact(u"field") == u"tags" && !m_request.tags.isEmpty() ? fault : std::nullopt);
    m_looking.cancel.cancel();
    m_plan.reset();
    m_isLooking = !fault;
    m_error->hide();
    showPlan();
    showActs();
    if (fault)
        return;
    m_looking = CallContext();
    deliver(port()->plan(m_request, m_looking), this, [this, request = m_looking.requestId](const Result<BulkPlan> &plan) {
        if (request != m_looking.requestId)
            return;
        m_isLooking = false;
        if (m_mode == Mode::Preview && plan) {
            m_plan = *plan;
            showPlan();
            showActs();
        } else if (m_mode == Mode::Preview && plan.error().code() != ErrorCode::InternalCancelled) {
            showPlan();
            m_again = [this] { look(); };
            showError(plan.error(), request);
        }
        emit settled();
    });
}

void BulkPanel::showPlan()
{
    for (QLabel *label : {m_lead, m_effect, m_sampleTitle, m_sample, m_listTitle, m_list})
        label->hide();
    if (!m_plan) {
        m_lead->setText(m_isLooking ? tr("Looking which tenants would change…") : tr("Type the tags to see which tenants would change."));
        m_lead->setVisible(m_isLooking || !asksReason(m_request.act));
        return;
    }
    const auto count = static_cast<int>(m_plan->items.size());
    switch (m_request.act) {
    case BulkAct::Suspend:
        m_lead->setText(tr("%n tenant(s) would be suspended.", "", count));
        m_effect->setText(tr("The service refuses their users and keys from their next request on. Nothing is deleted, and it can be undone."));
        break;
    case BulkAct::Activate:
        m_lead->setText(tr("%n tenant(s) would be activated.", "", count));
        m_effect->setText(tr("The service lets their users and keys in from their next request on. A trial among them ends. It can be undone."));
        break;
    case BulkAct::Tag:
        m_lead->setText(tr("%n tenant(s) would get these tags.", "", count));
        m_effect->setText(tr("Tags that they have stay. It can be undone."));
        break;
    case BulkAct::Untag:
        m_lead->setText(tr("%n tenant(s) would lose these tags.", "", count));
        m_effect->setText(tr("Other tags stay. It can be undone."));
        break;
    }
    m_lead->show();
    m_effect->setVisible(count > 0);
    QStringList sample;
    for (const Tenant &tenant : std::as_const(m_plan->sample))
        sample.append(lineOfTenant(tenant.name, tenant.slug));
    m_sampleTitle->setText(count > sample.size() ? tr("Some of them") : tr("These"));
    m_sample->setText(sample.join(u'\n'));
    m_sampleTitle->setVisible(!sample.isEmpty());
    m_sample->setVisible(!sample.isEmpty());
    showList(m_plan->refused, m_plan->refusedCount, tr("%n left alone", "tenants", static_cast<int>(m_plan->refusedCount)));
}

/// By what keeps them from it, with some names of each.
void BulkPanel::showList(const QList<BulkRefusal> &rows, qint64 count, const QString &title)
{
    QStringList order;
    QHash<QString, QStringList> slugs;
    for (const BulkRefusal &row : rows) {
        const QString why = describe(row.error).title;
        if (!slugs.contains(why))
            order.append(why);
        slugs[why].append(row.slug);
    }
    QStringList lines;
    for (const QString &why : std::as_const(order)) {
        const QStringList &some = slugs[why];
        const bool isCut = some.size() > kListed || (count > rows.size() && order.size() == 1);
        lines.append(tr("%1: %2", "%1: why, %2: some slugs").arg(why, some.mid(0, kListed).join(QStringLiteral(", "))) + (isCut ? QStringLiteral(", …") : QString()));
    }
    m_listTitle->setText(title);
    m_list->setText(lines.join(u'\n'));
    m_listTitle->setVisible(count > 0);
    m_list->setVisible(!lines.isEmpty());
}

QString BulkPanel::reason() const { return m_reason->toPlainText().trimmed(); }

bool BulkPanel::mayRun() const
{
    if (!m_plan || m_plan->items.isEmpty())
        return false;
    if (asksReason(m_request.act) && validateReason(reason()))
        return false;
    return m_typedField->isHidden() || m_typed->text().trimmed() == workspaceName(m_context.workspace->identity());
}

void BulkPanel::judge()
{
    m_reasonField->setFault(validateReason(reason()));
    if (m_run)
        m_run->setEnabled(mayRun());
}

void BulkPanel::run()
{
    if (m_mode != Mode::Preview || !mayRun())
        return;
    const BulkPlan plan = *m_plan;
    m_word = toString(plan.request.act);
    const CallContext call;
    const auto answer = port()->run(plan, asksReason(plan.request.act) ? reason() : QString(), call);
    follow(plan.id);
    deliver(answer, this, [this](const Result<BulkReport> &report) { arrived(report); });
}

void BulkPanel::undo()
{
    if (m_mode != Mode::Done || !m_report)
        return;
    m_word = QStringLiteral("undo");
    const QUuid id = newUuid();
    const auto answer = port()->undo(m_report->id, id, {});
    follow(id);
    deliver(answer, this, [this](const Result<BulkReport> &report) { arrived(report); });
}

void BulkPanel::follow(const QUuid &id)
{
    m_running = id;
    m_task = {};
    m_progress->setTitle(m_word == QLatin1String("undo") ? tr("Putting the tenants back") : tr("Changing tenants"));
    m_progress->setProgress({Progress::Unit::Rows, 0, 0, 0, -1});
    setMode(Mode::Running);
    for (const TaskInfo &task : m_context.ports.tasks->tasks())
        taskChanged(task);
}

void BulkPanel::taskChanged(const TaskInfo &task)
{
    if (task.kind != QLatin1String("bulk") || task.subject != m_running.toString(QUuid::WithoutBraces))
        return;
    m_task = task.id;
    if (!task.isOver())
        m_progress->setProgress(task.progress);
    else if (m_readsReport)
        readReport();
}

void BulkPanel::arrived(const Result<BulkReport> &report)
{
    const bool wasSeen = m_mode == Mode::Running;
    m_running = {};
    if (!report) {
        m_report.reset();
        if (wasSeen)
            setMode(m_plan ? Mode::Preview : Mode::Closed);
        m_again = [this] { look(); };
        if (m_mode != Mode::Closed && report.error().code() != ErrorCode::InternalCancelled)
            showError(report.error(), {});
    } else {
        m_plan.reset();
        m_report = *report;
        m_word = report->act;
        if (wasSeen)
            setMode(Mode::Done);
        else
            emit shown();
        if (m_context.actions.notify)
            m_context.actions.notify(report->stoppedBy ? Tone::Warning : Tone::Good, outcome());
    }
    emit tenantsChanged();
    emit settled();
}

QString BulkPanel::outcome() const
{
    if (!m_report)
        return {};
    const auto count = static_cast<int>(m_report->changed);
    const auto act = bulkActFromString(m_report->act);
    if (!act)
        return tr("%n tenant(s) are as they were before.", "", count);
    switch (*act) {
    case BulkAct::Suspend:
        return tr("%n tenant(s) are suspended.", "", count);
    case BulkAct::Activate:
        return tr("%n tenant(s) are activated.", "", count);
    case BulkAct::Tag:
        return tr("%n tenant(s) got the tags.", "", count);
    case BulkAct::Untag:
        break;
    }
    return tr("%n tenant(s) lost the tags.", "", count);
}

void BulkPanel::showReport()
{
    if (!m_report)
        return;
    m_lead->setText(outcome());
    m_lead->show();
    QStringList more;
    if (m_report->stoppedBy)
        more.append(tr("It was stopped before the end: %1 What was done until then stays.").arg(describe(*m_report->stoppedBy).sentence));
    if (!m_report->kept.isEmpty())
        more.append(m_report->kept.startsWith(u'/') ? tr("A backup was made before: %1").arg(QFileInfo(m_report->kept).fileName())
                                                    : tr("The moment before it has a name in the archive: “%1”.").arg(m_report->kept));
    m_effect->setText(more.join(QStringLiteral("\n\n")));
    m_effect->setVisible(!more.isEmpty());
    showList(m_report->skipped, m_report->skippedCount,
             tr("%n left alone, since somebody changed them meanwhile", "tenants", static_cast<int>(m_report->skippedCount)));
}

void BulkPanel::showAgain()
{
    if (!m_running.isNull())
        setMode(Mode::Running);
    else if (m_report)
        setMode(Mode::Done);
}

void BulkPanel::dismissPanel()
{
    m_looking.cancel.cancel();
    m_isLooking = false;
    m_pause->stop();
    if (m_mode == Mode::Done)
        m_report.reset();
    setMode(Mode::Closed);
    emit settled();
}

void BulkPanel::readReport()
{
    if (m_running.isNull() || !std::exchange(m_readsReport, false))
        return;
    deliver(port()->report(m_running, {}), this, [this](const Result<BulkReport> &report) { arrived(report); });
}

void BulkPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

void BulkPanel::stepTaken(const QString &actionId)
{
    const bool retries = actionId == QLatin1String("retry") || actionId == QLatin1String("reload_latest");
    if (!retries || !m_again) {
        emit actionRequested(actionId);
        return;
    }
    QMetaObject::invokeMethod(this, [again = m_again] { again(); }, Qt::QueuedConnection); // later: it may take the link away
}

QVariantMap BulkPanel::saveState() const
{
    QVariantMap state{{QStringLiteral("mode"), static_cast<int>(m_mode)}};
    if (m_mode == Mode::Preview) {
        state.insert(QStringLiteral("request"), toMap(m_request));
        state.insert(QStringLiteral("tags"), m_tags->text());
        state.insert(QStringLiteral("reason"), m_reason->toPlainText());
        state.insert(QStringLiteral("typed"), m_typed->text());
    }
    if (!m_running.isNull())
        state.insert(QStringLiteral("running"), m_running);
    if (m_report)
        state.insert(QStringLiteral("done"), m_report->id);
    state.insert(QStringLiteral("word"), m_word);
    return state;
}

void BulkPanel::restoreState(const QVariantMap &state)
{
    const auto mode = static_cast<Mode>(state.value(QStringLiteral("mode")).toInt());
    m_word = state.value(QStringLiteral("word")).toString();
    m_running = state.value(QStringLiteral("running")).toUuid();
    if (!port())
        return;
    if (m_running.isNull())
        m_running = state.value(QStringLiteral("done")).toUuid();
    if (!m_running.isNull()) {
        // The answer went to a page that is gone; when the task is over, the trail knows what came of it.
        m_readsReport = true;
        follow(m_running);
        if (m_task.isNull())
            readReport(); // of another run of the program
        return;
    }
    if (mode != Mode::Preview || !m_context.workspace->capabilities().testFlag(Capability::SetTenantStatus))
        return;
    start(bulkRequestFromMap(state.value(QStringLiteral("request")).toMap()));
    m_tags->setText(state.value(QStringLiteral("tags")).toString());
    m_reason->setPlainText(state.value(QStringLiteral("reason")).toString());
    m_typed->setText(state.value(QStringLiteral("typed")).toString());
    look();
}

} // namespace plancia::ui
