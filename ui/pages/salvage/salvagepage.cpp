// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/salvage/salvagepage.h"

#include "models/domain/restore.h"
#include "models/format/format.h"
#include "models/ports/salvageport.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/kit/workspacewords.h"
#include "ui/kit/taskrows.h"
#include "ui/pages/salvage/offercard.h"

#include <QScrollArea>
#include <QShowEvent>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kFoundLines = 10;
constexpr qsizetype kShownDamage = 100;
} // namespace

SalvagePage::SalvagePage(PageContext context) : Page(QStringLiteral("salvage"), std::move(context))
{
    PageHeader *head = setHeader(tr("Salvage"), tr("The ways back from a damaged local store. Nothing is changed until you choose one."));
    m_again = head->addAction(tr("Look again"));
    m_again->setObjectName(QStringLiteral("lookAgain"));
    connect(m_again, &QPushButton::clicked, this, &SalvagePage::look);
    setUpParts();
    stateChanged();
}

void SalvagePage::setUpParts()
{
    m_error = new ErrorPanel(this);
    m_error->hide();
    body()->addWidget(m_error);
    m_tasks = new TaskRows(*context().ports.tasks, QStringLiteral("local"), {QStringLiteral("salvage")}, this);
    body()->addWidget(m_tasks);

    auto *open = new Card(tr("The store is open"), this);
    m_openStore = open;
    open->setObjectName(QStringLiteral("storeIsOpen"));
    open->body()->addWidget(makeLabel(tr("Salvage reads the file of the local store page by page, and so needs it closed. Nothing is changed by looking."),
                                      TextKind::Body, Wrap::Yes));
    QPushButton *close = makeButton(tr("Close the store and look"), ButtonKind::Primary, open);
    close->setObjectName(QStringLiteral("closeAndLook"));
    open->body()->addWidget(close, 0, Qt::AlignLeft);
    body()->addWidget(open);

    m_result = new Card(tr("The store is back"), this);
    m_result->setObjectName(QStringLiteral("salvageDone"));
    m_facts = new FactGrid(m_result, 160);
    m_result->body()->addWidget(m_facts);
    m_result->body()->addWidget(makeLabel(tr("Delete the damaged files when you are sure that nothing is missing."), TextKind::Secondary, Wrap::Yes));
    QPushButton *enter = makeButton(tr("Open the store"), ButtonKind::Primary, m_result);
    enter->setObjectName(QStringLiteral("openSalvaged"));
    m_result->body()->addWidget(enter, 0, Qt::AlignLeft);
    body()->addWidget(m_result);

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_offers = new QHBoxLayout;
    m_offers->setSpacing(measure::kGap);
    column->addLayout(m_offers);
    m_found = new Card(tr("What was found in the damaged file"), inside);
    m_damage = new TextBlock({}, kFoundLines, TextBlock::Face::Mono, m_found);
    m_damage->setObjectName(QStringLiteral("damage"));
    m_damage->setAccessibleName(tr("What was found in the damaged file"));
    m_found->body()->addWidget(m_damage);
    column->addWidget(m_found);
    column->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    body()->addWidget(m_scroll, 1);
    body()->addStretch();

    connect(close, &QPushButton::clicked, this, [this] { handleAction(QStringLiteral("salvage_store")); });
    connect(enter, &QPushButton::clicked, this, [this] { this->context().actions.openWorkspace(QStringLiteral("local")); });
    connect(m_tasks, &TaskRows::changed, this, &SalvagePage::stateChanged);
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        if (action != QLatin1String("retry") || !m_retry)
            return handleAction(action);
        QMetaObject::invokeMethod(this, [this, again = m_retry] { again(); }, Qt::QueuedConnection); // the link goes with the error
    });
}

bool SalvagePage::isClosed() const
{
    return context().ports.salvage && context().workspace && context().workspace->identity().id == kRescueWorkspace;
}

void SalvagePage::look()
{
    if (!isClosed() || !m_calls.isIdle())
        return;
    m_error->hide();
    m_done.reset();
    const CallContext call;
    m_calls.ask(context().ports.salvage->look(call), [this, request = call.requestId](const Result<SalvagePlan> &plan) {
        if (plan) {
            m_plan = *plan;
            showPlan();
        } else {
            m_retry = [this] { look(); };
            showError(plan.error(), request);
        }
        stateChanged();
    });
    stateChanged();
}

void SalvagePage::ask(SalvageOffer::Source source)
{
    const SalvageOffer *offer = m_plan ? m_plan->offer(source) : nullptr;
    if (!offer || !m_calls.isIdle())
        return;
    ConfirmQuestion question;
    question.title = tr("Put this in the place of the store?");
    question.sentence = offer->commitNo >= 0
        ? tr("%1: the local store begins again with what it held at commit %2. The damaged files are moved aside and kept as they are.", "%1: which way back")
              .arg(OfferCard::nameOf(*offer), format::count(offer->commitNo))
        : tr("%1: the local store begins again with it. The damaged files are moved aside and kept as they are.", "%1: which way back").arg(OfferCard::nameOf(*offer));
    if (const qint64 behind = m_plan->lastCommit - offer->commitNo; offer->commitNo >= 0 && behind > 0)
        question.loss = tr("What was done in %n commit(s) after that is not in it.", "", static_cast<int>(std::min<qint64>(behind, 2'000'000'000)));
    else if (source == SalvageOffer::Source::Rows && m_plan->rows.lost() > 0)
        question.loss = tr("%n row(s) are not in it.", "", static_cast<int>(std::min<qint64>(m_plan->rows.lost(), 2'000'000'000)));
    question.workspace = workspaceName(context().workspace->identity());
    question.act = tr("Put in place");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this, source] { apply(source); });
    dialog->open();
}

void SalvagePage::apply(SalvageOffer::Source source)
{
    m_error->hide();
    const CallContext call;
    m_calls.ask(context().ports.salvage->apply(source, call), [this, source, request = call.requestId](const Result<SalvageReport> &report) {
        if (report) {
            m_done = *report;
            if (context().actions.notify)
                context().actions.notify(Tone::Good, tr("The store is back."));
        } else {
            m_retry = [this, source] { apply(source); };
            showError(report.error(), request);
        }
        stateChanged();
    });
    stateChanged();
}

void SalvagePage::showError(const Error &error, const QString &requestId)
{
    if (error.code() == ErrorCode::InternalCancelled) {
        if (context().actions.notify)
            context().actions.notify(Tone::Note, tr("Cancelled. The store is as it was."));
        return;
    }
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
    m_error->setError(error, requestId);
    m_error->show();
}

void SalvagePage::showPlan()
{
    for (OfferCard *card : std::as_const(m_cards))
        card->deleteLater();
    m_cards.clear();
    for (const SalvageOffer &offer : std::as_const(m_plan->offers)) {
        auto *card = new OfferCard(*m_plan, offer, context().clock->nowMs(), this);
        connect(card, &OfferCard::chosen, this, [this, source = offer.source] { ask(source); });
        m_offers->addWidget(card, 1);
        m_cards.append(card);
    }
    header()->setSentence(m_plan->store);
    showFound();
}

void SalvagePage::showFound()
{
    const RowRecovery &rows = m_plan->rows;
    QStringList lines = rows.damage.mid(0, kShownDamage);
    if (rows.damagedPlaces > lines.size())
        lines.append(tr("… and %n place(s) more", "", static_cast<int>(rows.damagedPlaces - lines.size())));
    for (const RefusedRows &refused : rows.refused)
        lines.append(tr("%1: %2 not taken: %3", "%1: a table, %2: how many rows, %3: why").arg(refused.table, format::count(refused.count), refused.reason));
    if (rows.orphansLeft > 0)
        lines.append(tr("%n page(s) may hold old rows, and are left out", "", static_cast<int>(rows.orphansLeft)));
    m_damage->setText(lines.join(u'\n'));
    m_found->setVisible(!lines.isEmpty());
}

void SalvagePage::showDone()
{
    m_facts->clear();
    if (!m_done)
        return;
    const QString from = m_done->source == SalvageOffer::Source::Archive  ? tr("The archive")
                         : m_done->source == SalvageOffer::Source::Backup ? m_done->name
                                                                          : tr("The rows of the damaged file");
    m_facts->addFact(QStringLiteral("from"), tr("Taken from"), from);
    m_facts->addFact(QStringLiteral("commit"), tr("Commit"), tr("%1, with what commit %2 held", "%1, %2: numbers")
                         .arg(format::count(m_done->commitAfter), format::count(m_done->restoredCommit)));
    for (auto table = m_done->rowsAfter.cbegin(); table != m_done->rowsAfter.cend(); ++table)
        if (table.key() != QLatin1String("schema_migrations"))
            m_facts->addFact(QStringLiteral("rows-") + table.key(), table.key(), format::count(table.value()), TextKind::Mono);
    if (!m_done->setAside.isEmpty())
        m_facts->addFact(QStringLiteral("setAside"), tr("Damaged files"), m_done->setAside, TextKind::Mono, FactGrid::Copy::Yes);
    if (!m_done->findings.isEmpty())
        m_facts->addFact(QStringLiteral("findings"), tr("Checks that failed"), m_done->findings.join(QStringLiteral(", ")));
}

void SalvagePage::stateChanged()
{
    const bool busy = !m_calls.isIdle() || !m_tasks->isEmpty();
    for (OfferCard *card : std::as_const(m_cards))
        card->setBusy(busy);
    m_again->setVisible(isClosed() && !m_done);
    m_again->setEnabled(!busy);
    m_openStore->setVisible(!isClosed());
    m_result->setVisible(m_done.has_value());
    m_scroll->setVisible(isClosed() && m_plan && !m_done);
    showDone();
    if (isSettled())
        emit settled();
}

bool SalvagePage::isSettled() const { return m_calls.isIdle() && m_tasks->isEmpty(); }

void SalvagePage::refresh()
{
    if (!m_done)
        look();
}

void SalvagePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous() && !m_plan && !m_done && m_error->isHidden())
        look();
}

QVariantMap SalvagePage::saveState() const
{
    return {{QStringLiteral("plan"), m_plan ? QVariant::fromValue(*m_plan) : QVariant()},
            {QStringLiteral("done"), m_done ? QVariant::fromValue(*m_done) : QVariant()}};
}

void SalvagePage::restoreState(const QVariantMap &state)
{
    if (const QVariant plan = state.value(QStringLiteral("plan")); isClosed() && plan.canConvert<SalvagePlan>()) {
        m_plan = plan.value<SalvagePlan>();
        showPlan();
    }
    if (const QVariant done = state.value(QStringLiteral("done")); isClosed() && done.canConvert<SalvageReport>())
        m_done = done.value<SalvageReport>();
    stateChanged();
}

} // namespace plancia::ui
