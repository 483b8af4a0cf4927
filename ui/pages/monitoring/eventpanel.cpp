// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/eventpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/eventsmodel.h"
#include "models/ports/deliver.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/textblock.h"

#include <QJsonDocument>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace plancia::ui {

namespace {
constexpr int kMostOfTrace = 200;
constexpr qint64 kActsAroundMs = 3'600'000; ///< no index leads from a request to its acts: they are looked for near the event
} // namespace

EventPanel::EventPanel(PageContext context, QWidget *parent)
    : SidePanel(parent), m_context(std::move(context)), m_part(addPart(tr("Event"))), m_same(addPart(tr("Same trace")))
{
    setObjectName(QStringLiteral("eventPanel"));
}

void EventPanel::openEvent(const Event &event)
{
    m_event = event;
    clear(m_part);
    clear(m_same);
    setTitle(format::harmless(event.type));
    setState(toneOf(event.severity), wordFor(event.severity));
    if (!event.message.isEmpty()) {
        auto *message = new TextBlock(event.message, 10);
        message->setObjectName(QStringLiteral("eventMessage"));
        message->setAccessibleName(tr("Message"));
        m_part->addWidget(message);
    }
    addFacts();
    addDetails();
    askTrace();
    show();
}

void EventPanel::addFacts()
{
    auto *facts = new FactGrid;
    const auto precise = format::Precision::Milliseconds;
    facts->addFact(QStringLiteral("eventLocal"), tr("Local time"), format::dateTime(m_event.at, format::Zone::Local, precise), TextKind::Mono);
    facts->addFact(QStringLiteral("eventUtc"), tr("UTC"), format::dateTime(m_event.at, format::Zone::Utc, precise), TextKind::Mono, FactGrid::Copy::Yes);
    facts->addFact(QStringLiteral("eventFrom"), tr("Source"), format::harmless(m_event.source), TextKind::Mono);
    if (!m_event.tenant.isEmpty())
        facts->addFact(QStringLiteral("eventOfTenant"), tr("Tenant"), format::harmless(m_event.tenant), TextKind::Mono, FactGrid::Copy::Yes);
    if (!m_event.trace.isEmpty())
        facts->addFact(QStringLiteral("eventOfTrace"), tr("Trace", "id of a trace or request"), format::harmless(m_event.trace), TextKind::Mono, FactGrid::Copy::Yes)
            ->setElideMode(Qt::ElideMiddle);
    if (m_event.durationMs >= 0)
        facts->addFact(QStringLiteral("eventTook"), tr("Took", "how long what an event tells of took"), format::duration(qRound64(m_event.durationMs)));
    if (m_event.count > 1)
        facts->addFact(QStringLiteral("eventCount"), tr("Stands for", "how many events, as the agent keeps one in so many"), format::count(m_event.count));
    facts->addFact(QStringLiteral("eventOffset"), tr("Number", "place in the agent's stream"), QString::number(m_event.offset), TextKind::Mono);
    m_part->addWidget(facts);
    const auto link = [this](const QString &text, const char *name, auto act) {
        auto *button = makeButton(text, ButtonKind::Link);
        button->setObjectName(QLatin1String(name));
        m_part->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, act);
    };
    link(tr("All events of this type"), "eventAllOfType", [this] { emit typeAsked(m_event.type); });
    if (!m_event.tenant.isEmpty())
        link(tr("All events of this tenant"), "eventAllOfTenant", [this] { emit tenantAsked(m_event.tenant); });
    if (!m_event.trace.isEmpty())
        link(tr("All events of this trace"), "eventAllOfTrace", [this] { emit traceAsked(m_event.trace); });
}

void EventPanel::addDetails()
{
    if (m_event.details.isEmpty())
        return;
    addSection(m_part, tr("Details"));
    const QByteArray indented = QJsonDocument::fromJson(m_event.details.toUtf8()).toJson(QJsonDocument::Indented);
    auto *details = new TextBlock(QString::fromUtf8(indented).trimmed(), 24, TextBlock::Face::Mono);
    details->setObjectName(QStringLiteral("eventDetails"));
    details->setAccessibleName(tr("Details"));
    m_part->addWidget(details);
}

// --- the same trace ---

void EventPanel::askTrace()
{
    m_events.reset();
    m_acts.reset();
    const int question = ++m_question;
    if (m_event.trace.isEmpty() || !m_context.ports.stream)
        return showTrace();
    const EventsQuery query{0, std::numeric_limits<qint64>::max(), m_event.trace, {}, kMostOfTrace};
    deliver(m_context.ports.stream->events(query, {}), this, [this, question](const Result<EventsPage> &page) {
        if (question != m_question)
            return;
        m_events = page;
        showTrace();
    });
    if (!m_context.workspace || !m_context.workspace->audit())
        return;
    AuditQuery acts;
    acts.requestId = m_event.trace;
    acts.since = m_event.at - kActsAroundMs;
    acts.until = m_event.at + kActsAroundMs;
    acts.oldestFirst = true;
    deliver(m_context.workspace->audit()->page(acts, Anchor::start(), kMostOfTrace, {}), this, [this, question](const Result<plancia::Page<AuditEvent>> &page) {
        if (question != m_question)
            return;
        m_acts = page;
        showTrace();
    });
}

void EventPanel::showTrace()
{
    clear(m_same);
    const auto say = [this](const QString &text) { m_same->addWidget(makeLabel(text, TextKind::Secondary, Wrap::Yes)); };
    if (m_event.trace.isEmpty())
        return say(tr("This event names no trace or request, so nothing else can be told to belong to it."));
    addSection(m_same, tr("Events"));
    if (!m_events)
        say(tr("Reading…"));
    else if (!*m_events)
        say(describe(m_events->error()).sentence);
    else
        for (const Event &event : (*m_events)->events)
            addEvent(event);
    if (m_events && *m_events && !(*m_events)->next.isEmpty())
        say(tr("Only the newest %1 are shown.").arg(format::count((*m_events)->events.size())));
    addSection(m_same, tr("Acts in this workspace"));
    if (!m_context.workspace || !m_context.workspace->audit())
        say(tr("No workspace with an audit trail is open."));
    else if (!m_acts)
        say(tr("Reading…"));
    else if (!*m_acts)
        say(describe(m_acts->error()).sentence);
    else if ((*m_acts)->items.isEmpty())
        say(tr("No act within an hour of this event names this trace as its request."));
    else
        for (const AuditEvent &act : (*m_acts)->items)
            addAct(act);
}

void EventPanel::addEvent(const Event &event)
{
    const bool isThis = event.offset == m_event.offset && event.at == m_event.at;
    const QString text = QStringLiteral("%1  %2 · %3").arg(format::time(event.at, format::Zone::Local, format::Precision::Milliseconds),
                                                          format::harmless(event.source), format::harmless(event.type));
    if (isThis) {
        m_same->addWidget(new ElidedLabel(text, TextKind::Strong));
    } else {
        auto *open = makeButton(lineOf(text).replace(u'&', QStringLiteral("&&")), ButtonKind::Link);
        m_same->addWidget(open, 0, Qt::AlignLeft);
        // Later: the click's own button goes with the list.
        connect(open, &QPushButton::clicked, this, [this, event] { openEvent(event); }, Qt::QueuedConnection);
    }
    if (!event.message.isEmpty())
        m_same->addWidget(new ElidedLabel(format::harmless(event.message), TextKind::Secondary));
}

void EventPanel::addAct(const AuditEvent &act)
{
    const QString text = QStringLiteral("%1  %2").arg(format::time(act.at, format::Zone::Local, format::Precision::Milliseconds), format::harmless(act.action));
    auto *open = makeButton(lineOf(text).replace(u'&', QStringLiteral("&&")), ButtonKind::Link);
    m_same->addWidget(open, 0, Qt::AlignLeft);
    connect(open, &QPushButton::clicked, this, [this, id = act.id.toString()] {
        if (m_context.actions.navigate)
            m_context.actions.navigate(QStringLiteral("audit"), {{QStringLiteral("current"), id}});
    });
    m_same->addWidget(new ElidedLabel(format::harmless(act.actorName + QStringLiteral(" · ") + act.objectName), TextKind::Secondary));
}

} // namespace plancia::ui
