// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/eventsview.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/deliver.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/tableview.h"
#include "ui/kit/text.h"
#include "ui/pages/monitoring/eventpanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kMostBars = 2000; ///< more than any screen is wide in bars
constexpr int kLaneHeight = 132;
constexpr int kWithTook = 980, kWithTenant = 880; ///< a narrower list leaves the column out, for the message's sake
constexpr qsizetype kMostNames = 500; ///< in a list that somebody scrolls
constexpr qint64 kMostMarginMs = 3'600'000;
constexpr int kRateSeverity = static_cast<int>(EventSeverity::Error);

/// A list of names that is made when it is opened: a million events have many.
class NamesBox final : public QComboBox {
public:
    NamesBox(const QString &all, const char *name, const QString &words, std::function<QStringList()> names, QWidget *parent)
        : QComboBox(parent), m_names(std::move(names))
    {
        setObjectName(QLatin1String(name));
        setAccessibleName(words);
        setMinimumWidth(132);
        addItem(all, QString());
    }
    void showPopup() override
    {
        const QString chosen = currentData().toString();
        QStringList names = m_names();
        if (names.size() > kMostNames)
            names.resize(kMostNames);
        if (!chosen.isEmpty() && !names.contains(chosen))
            names.prepend(chosen);
        fill(names, chosen);
        QComboBox::showPopup();
    }
    void choose(const QString &name)
    {
        if (!name.isEmpty() && findData(name) < 0)
            addItem(format::harmless(name), name);
        setCurrentIndex(std::max(0, findData(name)));
    }

private:
    void fill(const QStringList &names, const QString &chosen)
    {
        while (count() > 1)
            removeItem(1);
        for (const QString &name : names)
            addItem(format::harmless(name), name);
        setCurrentIndex(std::max(0, findData(chosen)));
    }
    std::function<QStringList()> m_names;
};

QColor colourOf(EventSeverity severity, const Theme &theme)
{
    switch (severity) {
    case EventSeverity::Debug:
        return theme.faint;
    case EventSeverity::Info:
        return theme.accent;
    case EventSeverity::Warning:
        return theme.warning;
    case EventSeverity::Error:
        return theme.error;
    case EventSeverity::Critical:
        break;
    }
    return blend(theme.error, theme.text, 0.45);
}
} // namespace

ViewRows eventRows(const EventLog &log, qint64 from, qint64 to)
{
    return [entries = log.entries(), from, to]() mutable {
        QList<ViewRow> rows;
        while (rows.isEmpty() && !entries.empty()) {
            const EventLog::Entry entry = std::move(entries.back());
            entries.pop_back();
            for (auto row = entry.rows.shown.rbegin(); row != entry.rows.shown.rend(); ++row)
                if (const qint64 at = entry.block->at(*row); at >= from && at <= to)
                    rows.append({toJson(entry.block->event(*row)), {}});
        }
        return rows;
    };
}

EventsView::EventsView(PageContext context, QWidget *parent) : QWidget(parent), m_context(std::move(context))
{
    m_model = new EventsModel(*m_context.clock, QLocale(), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    buildFilter();
    column->addWidget(m_bar);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("eventsNotice"));
    m_notice->hide();
    column->addWidget(m_notice);
    buildLanes();
    column->addWidget(m_lane);
    column->addWidget(m_rate);

    auto *list = new QFrame;
    setKind(list, "card");
    auto *listColumn = new QVBoxLayout(list);
    listColumn->setContentsMargins(4, 0, 4, 4);
    m_table = new TableView(list);
    m_table->setObjectName(QStringLiteral("eventRows"));
    m_table->setAccessibleName(tr("Events"));
    m_table->setHorizontalHeader(new TableHeader(m_table));
    m_table->setModel(m_model);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setMinimumHeight(6 * measure::kRow);
    listColumn->addWidget(m_table);
    m_states = new PageStates(list, this);
    column->addWidget(m_states, 1);
    m_panel = new EventPanel(m_context);

    connect(m_table, &TableView::resized, this, [this] {
        m_table->setColumnHidden(EventsModel::Took, m_table->width() < kWithTook);
        m_table->setColumnHidden(EventsModel::Tenant, m_table->width() < kWithTenant);
        m_table->layOutColumns();
    });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_states, &PageStates::actionRequested, this, [this](const QString &action) {
        if (action == u"retry")
            read();
        else if (m_context.actions.takeAction)
            m_context.actions.takeAction(action);
    });
    connect(m_model, &EventsModel::filterTaken, this, [this] {
        m_table->layOutColumns();
        showCounts();
        showState();
        emit settled();
    });
    connect(m_panel, &SidePanel::closed, m_panel, &QWidget::hide);
    connect(m_panel, &EventPanel::traceAsked, this, &EventsView::setTrace);
    connect(m_panel, &EventPanel::typeAsked, this, [this](const QString &type) {
        static_cast<NamesBox *>(m_type)->choose(type);
        filter();
    });
    connect(m_panel, &EventPanel::tenantAsked, this, [this](const QString &tenant) {
        static_cast<NamesBox *>(m_tenant)->choose(tenant);
        filter();
    });
}

void EventsView::buildFilter()
{
    m_bar = new FilterBar(tr("Search in events"), this);
    m_pattern = makeButton(QStringLiteral(".*"), ButtonKind::Chip, this);
    m_pattern->setObjectName(QStringLiteral("eventPattern"));
    m_pattern->setCheckable(true);
    m_pattern->setToolTip(toolTipText(tr("The text is a regular expression")));
    m_pattern->setAccessibleName(tr("The text is a regular expression"));
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("eventSeverity"));
    m_severity->setAccessibleName(tr("Least severity"));
    m_severity->addItem(tr("Every severity"), 0);
    m_severity->addItem(tr("Info and worse"), static_cast<int>(EventSeverity::Info));
    m_severity->addItem(tr("Warnings and worse"), static_cast<int>(EventSeverity::Warning));
    m_severity->addItem(tr("Errors and worse"), static_cast<int>(EventSeverity::Error));
    m_severity->addItem(tr("Critical only"), static_cast<int>(EventSeverity::Critical));
    m_source = new NamesBox(tr("Every source"), "eventSource", tr("Source"), [this] { return m_model->log().sources(); }, this);
    m_type = new NamesBox(tr("Every type"), "eventType", tr("Type", "column: what kind of event"), [this] {
        QStringList types;
        QSet<QString> known;
        const auto add = [&](const QString &type) {
            if (!known.contains(type))
                types.append(type);
            known.insert(type);
        };
        for (const QString &type : m_model->log().types()) { // "auth" stands for all that begin with it
            if (const qsizetype dot = type.indexOf(u'.'); dot > 0)
                add(type.first(dot));
            add(type);
        }
        return types;
    }, this);
    m_tenant = new NamesBox(tr("Every tenant"), "eventTenant", tr("Tenant"), [this] { return m_model->log().tenants(); }, this);
    m_trace = makeButton(QString(), ButtonKind::Chip, this);
    m_trace->setObjectName(QStringLiteral("eventTrace"));
    m_trace->setCheckable(true);
    m_trace->hide();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_pattern, m_severity, m_source, m_type, m_tenant, m_trace})
        m_bar->addWidget(widget);
    connect(m_bar, &FilterBar::changed, this, &EventsView::filter);
    connect(m_pattern, &QPushButton::clicked, this, &EventsView::filter);
    for (QComboBox *box : {m_severity, m_source, m_type, m_tenant})
        connect(box, &QComboBox::activated, this, &EventsView::filter);
    connect(m_trace, &QPushButton::clicked, this, [this] { setTrace({}); });
}

void EventsView::buildLanes()
{
    const Theme theme = currentLook();
    m_lane = new TimeChart(tr("Events"), this);
    m_lane->setObjectName(QStringLiteral("eventLane"));
    m_lane->setStyle(ChartStyle::Bars);
    m_lane->setBarTotals(1);
    m_lane->setLeastRange(0, 5);
    m_lane->setValueWords([](double value) { return format::compact(std::round(value)); });
    for (int i = 0; i < kEventSeverities; ++i) {
        m_counts[static_cast<size_t>(i)] = std::make_shared<TimeSeries>(kMostBars + 2);
        const auto severity = static_cast<EventSeverity>(i);
        m_lane->addSeries(wordFor(severity), m_counts[static_cast<size_t>(i)], colourOf(severity, theme), 1000);
    }
    m_lane->setMinimumHeight(kLaneHeight);
    m_lane->setMaximumHeight(kLaneHeight + 40);
    m_rate = new TimeChart(tr("Share of errors"), this);
    m_rate->setObjectName(QStringLiteral("errorRate"));
    m_errors = std::make_shared<TimeSeries>(kMostBars + 2);
    m_rate->addSeries(tr("Errors and worse, of all"), m_errors, theme.error, 1000);
    m_rate->setLeastRange(0, 0.1);
    m_rate->setValueWords([](double value) { return format::percent(value, value > 0 && value < 0.1 ? 1 : 0); });
    m_rate->setMinimumHeight(kLaneHeight);
    m_rate->setMaximumHeight(kLaneHeight);
    connectChart(m_lane);
    connectChart(m_rate);
}

void EventsView::connectChart(TimeChart *chart)
{
    connect(chart, &TimeChart::spanBrushed, this, &EventsView::spanBrushed);
    connect(chart, &TimeChart::zoomAsked, this, &EventsView::zoomAsked);
    connect(chart, &TimeChart::panAsked, this, &EventsView::panAsked);
    connect(chart, &TimeChart::crosshairMoved, this, [this](std::optional<qint64> at) {
        m_lane->setCrosshair(at);
        m_rate->setCrosshair(at);
    });
}

QVariantMap EventsView::saveState() const
{
    QVariantMap state;
    const auto keep = [&state](const char *name, const QString &text) {
        if (!text.isEmpty())
            state.insert(QLatin1String(name), text);
    };
    keep("text", m_bar->text());
    keep("source", m_source->currentData().toString());
    keep("type", m_type->currentData().toString());
    keep("tenant", m_tenant->currentData().toString());
    keep("trace", m_wanted.trace);
    keep("least", m_severity->currentIndex() > 0 ? toString(static_cast<EventSeverity>(m_severity->currentData().toInt())) : QString());
    if (m_pattern->isChecked())
        state.insert(QStringLiteral("isPattern"), true);
    return state;
}

void EventsView::restoreState(const QVariantMap &state)
{
    const auto text = [&state](const char *name) { return state.value(QLatin1String(name)).toString(); };
    m_bar->setText(text("text"));
    static_cast<NamesBox *>(m_source)->choose(text("source"));
    static_cast<NamesBox *>(m_type)->choose(text("type"));
    static_cast<NamesBox *>(m_tenant)->choose(text("tenant"));
    m_severity->setCurrentIndex(std::max(0, m_severity->findData(static_cast<int>(eventSeverity(text("least")).value_or(EventSeverity::Debug)))));
    m_pattern->setChecked(state.value(QStringLiteral("isPattern")).toBool());
    setTrace(text("trace"));
}

void EventsView::setTrace(const QString &trace)
{
    m_wanted.trace = trace.left(Event::kMaxNameChars);
    m_trace->setText(tr("Trace %1").arg(format::harmless(trace.size() > 12 ? trace.first(12) + u'…' : trace)));
    m_trace->setToolTip(toolTipText(tr("Only what belongs to the trace %1. Click to see everything again.").arg(trace)));
    m_trace->setChecked(!trace.isEmpty());
    m_trace->setVisible(!trace.isEmpty());
    filter();
}

/// A window that stands shows what lies in it; one that runs, what came since it was read.
void EventsView::filter()
{
    m_wanted.text = m_bar->text();
    m_wanted.isPattern = m_pattern->isChecked();
    m_wanted.least = static_cast<EventSeverity>(m_severity->currentData().toInt());
    m_wanted.source = m_source->currentData().toString();
    m_wanted.type = m_type->currentData().toString();
    m_wanted.tenant = m_tenant->currentData().toString();
    m_wanted.from = m_window.isLive() ? m_knownFrom : from();
    m_wanted.to = m_window.isLive() ? std::numeric_limits<qint64>::max() : to();
    const auto taken = m_model->setFilter(m_wanted);
    m_fault = taken ? std::optional<Error>() : std::optional<Error>(taken.error());
    if (!taken) { // nothing is hidden by a pattern that is none
        EventFilter without = m_wanted;
        without.text.clear();
        static_cast<void>(m_model->setFilter(without));
    }
    showNotice();
}

void EventsView::showNotice()
{
    QString words;
    if (m_fault)
        words = describe(*m_fault).sentence;
    else if (m_model->log().isFull())
        words = tr("There are more events in this stretch than fit into memory: the newest %1 are shown. A shorter stretch shows all of its own.")
                    .arg(format::count(m_model->log().size()));
    else if (const qint64 givenUp = m_model->log().givenUp(); givenUp > 0)
        words = tr("For %1 events the pattern takes too long: they are not shown. A simpler one finds them.").arg(format::count(givenUp));
    m_notice->setVisible(!words.isEmpty());
    if (!words.isEmpty())
        m_notice->showText(m_fault ? Tone::Warning : Tone::Note, words);
}

// --- what is known ---

void EventsView::showWindow(const TimeWindow &window, qint64 nowMs, const QList<ChartGap> &gaps)
{
    const bool isOther = window.isLive() != m_window.isLive() || window.span() != m_window.span() || (!window.isLive() && window.to(0) != m_window.to(0));
    m_window = window;
    m_now = nowMs;
    m_gaps = gaps;
    // While it stands nothing is taken: what comes from here on is not known.
    if (!window.isLive() && m_knownFrom > 0 && m_knownTo == 0)
        m_knownTo = nowMs;
    const bool isCovered = m_knownFrom > 0 && m_knownFrom <= from() && (window.isLive() ? m_knownTo == 0 : m_knownTo >= to());
    // Of what found no room the oldest is missing: another stretch is read anew.
    const bool isKnown = isCovered && !(isOther && m_model->log().isFull());
    if (!isKnown && (isOther || !m_isReading))
        return read();
    if (isOther)
        filter();
    showCounts();
}

void EventsView::forget()
{
    m_knownFrom = m_knownTo = 0;
    m_trouble.reset();
    ++m_reading;
    m_isReading = false;
}

void EventsView::read()
{
    if (!m_context.ports.stream)
        return;
    const int reading = ++m_reading;
    const qint64 margin = std::min(m_window.span(), kMostMarginMs);
    const qint64 begin = from() - margin;
    // Beyond the agent's now for what its clock is ahead; what comes later is told.
    const qint64 end = m_window.isLive() ? std::numeric_limits<qint64>::max() : std::min(m_now, to() + margin);
    m_isReading = true;
    m_trouble.reset();
    m_seen.clear();
    m_model->clear();
    m_knownFrom = begin;
    m_knownTo = m_window.isLive() ? 0 : std::max(end, to()); // of what is still to come nothing is known, and it is told when it comes
    filter();
    readPage(begin, end, {}, reading);
    showState();
}

void EventsView::readPage(qint64 from, qint64 to, const QString &before, int reading)
{
    deliver(m_context.ports.stream->events({from, to, {}, before, EventsQuery::kMaxRows}, {}), this, [this, from, to, reading](const Result<EventsPage> &page) {
        if (reading != m_reading)
            return;
        if (!page) {
            m_trouble = page.error();
            m_isReading = false;
            if (m_context.actions.noteError)
                m_context.actions.noteError(page.error(), {});
            showState();
            emit settled();
            return;
        }
        QList<Event> events = page->events;
        if (!m_seen.isEmpty())
            events.removeIf([this](const Event &event) { return m_seen.contains({event.at, event.offset}); });
        m_model->prepend(events, [this, from, to, reading, next = page->next] {
            if (reading != m_reading)
                return;
            if (!next.isEmpty() && !m_model->log().isFull())
                return readPage(from, to, next, reading);
            m_isReading = false;
            m_seen.clear();
            m_table->layOutColumns();
            showCounts();
            showState();
            emit settled();
        });
    });
}

void EventsView::take(const QList<Event> &events)
{
    if (m_knownFrom == 0)
        return;
    if (!m_window.isLive()) { // what is told late of the time that is known
        QList<Event> late;
        for (const Event &event : events)
            if (event.at >= m_knownFrom && (m_knownTo == 0 || event.at <= m_knownTo))
                late.append(event);
        if (m_isReading)
            for (const Event &event : std::as_const(late))
                m_seen.insert({event.at, event.offset});
        m_model->append(late);
        return showCounts();
    }
    if (m_isReading)
        for (const Event &event : events)
            m_seen.insert({event.at, event.offset});
    // Whoever has scrolled down reads on where they are.
    QScrollBar *bar = m_table->verticalScrollBar();
    const int before = m_model->rowCount();
    const bool isAtTop = bar->value() == 0;
    if (const int added = m_model->append(events); !isAtTop && added > 0)
        bar->setValue(bar->value() + added * measure::kRow);
    if (before == 0)
        showState();
}

void EventsView::showCounts()
{
    const qint64 span = to() - from();
    const qint64 bar = std::max<qint64>(m_lane->barMs(span), span / kMostBars);
    const qint64 begin = from() / bar * bar;
    const int bins = static_cast<int>((to() - begin) / bar) + 1;
    const EventCounts counts = m_model->log().counts(begin, bar, bins, from(), to());
    const auto least = static_cast<size_t>(m_wanted.least);
    for (auto &line : m_counts)
        line->clear();
    m_errors->clear();
    qint64 shown = 0;
    for (size_t i = 0; i < counts.bins.size(); ++i) {
        const qint64 at = begin + static_cast<qint64>(i) * bar;
        // The chart knows of a bar at a border only what lies in the window, and multiplies by that.
        const qint64 known = std::max<qint64>(1, std::min(at + bar, to()) - std::max(at, from()));
        qint64 all = 0, errors = 0;
        for (size_t severity = 0; severity < kEventSeverities; ++severity) {
            const qint64 count = counts.bins[i][severity];
            all += count;
            errors += severity >= kRateSeverity ? count : 0;
            shown += severity >= least ? count : 0;
            m_counts[severity]->append(at, severity >= least ? static_cast<double>(count) * 1000 / static_cast<double>(known) : 0);
        }
        if (all > 0)
            m_errors->append(at + bar / 2, static_cast<double>(errors) / static_cast<double>(all));
        else
            m_errors->markGap();
    }
    ChartSight sight{from(), to(), m_gaps, bar, to(), {}};
    m_lane->setSight(sight);
    sight.note = tr("no events");
    m_rate->setSight(sight);
    m_shown = shown;
    showNote();
    showNotice();
}

void EventsView::showNote()
{
    if (m_isReading)
        m_bar->setNote(tr("Reading… %1", "so many events so far").arg(format::count(m_model->log().size())));
    else
        m_bar->setNote(tr("%1 event(s)", "in the stretch of time that is shown", static_cast<int>(std::min<qint64>(m_shown, std::numeric_limits<int>::max()))).arg(format::count(m_shown)));
}

void EventsView::showState()
{
    showNote();
    if (m_trouble)
        return m_states->showError(*m_trouble, {}, m_model->rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
    showNotice();
    if (m_model->rowCount() > 0)
        return m_states->showReady();
    if (m_isReading)
        return m_states->showLoading();
    EventFilter unfiltered;
    unfiltered.from = m_wanted.from;
    unfiltered.to = m_wanted.to;
    if (m_wanted == unfiltered)
        m_states->setEmptyWords(tr("No events"), tr("Nothing was told in this stretch of time. Services send their events to the agent by HTTP or NOTIFY; "
                                                    "the handbook says how, under “Events”."), {}, QStringLiteral("monitoring"));
    else
        m_states->setEmptyWords(tr("No such events"), tr("No event of this stretch of time is what the filter asks for."), {}, QStringLiteral("search"));
    m_states->showEmpty();
}

void EventsView::offer(ViewOffer &offer)
{
    ViewQuery &query = offer.query;
    query.view = QStringLiteral("events");
    query.sort = QStringLiteral("at falling");
    offer.name = QStringLiteral("events");
    QStringList words{QStringLiteral("planciactl"), QStringLiteral("events"), QStringLiteral("list")};
    const auto add = [&](const char *key, const QString &value, const char *option) {
        if (value.isEmpty())
            return;
        query.filter.insert(QLatin1String(key), value);
        words += {QLatin1String("--") + QLatin1String(option), value};
    };
    if (m_wanted.least != EventSeverity::Debug)
        add("severity", toString(m_wanted.least), "severity");
    add("source", m_wanted.source, "source");
    add("type", m_wanted.type, "type");
    add("tenant", m_wanted.tenant, "tenant");
    add("trace", m_wanted.trace, "trace");
    if (!m_fault) // a pattern that is none filters nothing
        add(m_wanted.isPattern ? "pattern" : "text", m_wanted.text, m_wanted.isPattern ? "pattern" : "text");
    query.commands = {shellLine(words + spanWords(query) + QStringList{QStringLiteral("--jsonl"), QStringLiteral("--all")})};
    if (m_isReading)
        query.note = tr("Not all events of this stretch were read yet.");
    else if (m_model->log().isFull())
        query.note = tr("There are more events in this stretch than fit into memory: the newest are here.");
    else if (const qint64 givenUp = m_model->log().givenUp(); givenUp > 0)
        query.note = tr("For %1 events the pattern takes too long: they are not shown. A simpler one finds them.").arg(format::count(givenUp));
    if (m_model->rowCount() == 0)
        return;
    offer.columns = columnsOf(static_cast<const Event *>(nullptr));
    offer.rows = eventRows(m_model->log(), query.from, query.to);
    offer.count = m_model->rowCount();
    offer.picture = this;
}

void EventsView::open(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    m_panel->openEvent(m_model->eventAt(row));
}

void EventsView::openFirst()
{
    m_table->selectRow(0);
    open(0);
}

} // namespace plancia::ui
