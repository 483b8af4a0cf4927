// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/monitoringpage.h"

#include "models/domain/target.h"
#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/looksport.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/text.h"
#include "ui/pages/monitoring/blockingview.h"
#include "ui/pages/monitoring/dashboardeditor.h"
#include "ui/pages/monitoring/eventpanel.h"
#include "ui/pages/monitoring/eventsview.h"
#include "ui/pages/monitoring/sleepnotice.h"
#include "ui/pages/monitoring/statementpanel.h"
#include "ui/pages/monitoring/statementsview.h"
#include "ui/pages/monitoring/streamstatusview.h"
#include "ui/pages/monitoring/tileform.h"
#include "ui/pages/monitoring/timebar.h"
#include "ui/pages/sessions/sessionpanel.h"

#include <QComboBox>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace plancia::ui {

namespace {
constexpr std::array<qint64, 7> kSpans{60'000, 300'000, 900'000, 3'600'000, 6 * 3'600'000, 24 * 3'600'000, 7 * 24 * 3'600'000};
constexpr qint64 kUsualSpan = 300'000;
constexpr qint64 kSilenceMs = 3'000; // three samples missed: the newest is old
constexpr int kTickMs = 1'000;
constexpr qint64 kMostMarginMs = 6 * 3'600'000; ///< that is asked for on both sides of a span
constexpr qint64 kRetryMs = 10'000;
constexpr int kOverviewTicks = 30; ///< the strip of what is remembered is asked for anew so often
// Tabs of no dashboard: no file has such an id.
const QString kEvents = QStringLiteral("@events");
const QString kStatements = QStringLiteral("@statements");
const QString kBlocking = QStringLiteral("@blocking");
const QString kHasMonitor = QStringLiteral("pg.has.monitor");
const QString kStandbys = QStringLiteral("pg.standbys");
const QString kHasStatements = QStringLiteral("pg.has.statements");

/// A program that reads no stream shows what one that is down would.
StreamStatus statusOf(const StreamPort *stream)
{
    StreamStatus none;
    none.state = StreamStatus::State::Down;
    return stream ? stream->status() : none;
}

QList<ChartGap> labelled(const QList<StreamGap> &gaps)
{
    QList<ChartGap> labelled;
    for (const StreamGap &gap : gaps)
        labelled.append({gap.from, gap.to, gapLabel(gap)});
    return labelled;
}

/// "Last hour", "Last 5 min".
QString lastWords(qint64 spanMs)
{
    if (spanMs == 60'000)
        return MonitoringPage::tr("Last minute");
    if (spanMs == 3'600'000)
        return MonitoringPage::tr("Last hour");
    if (spanMs == 24 * 3'600'000)
        return MonitoringPage::tr("Last day");
    const bool isHours = spanMs > 3'600'000 && spanMs < 24 * 3'600'000; // feminine in some languages
    return (isHours ? MonitoringPage::tr("Last %1", "hours") : MonitoringPage::tr("Last %1", "seconds, minutes or days")).arg(format::duration(spanMs));
}
} // namespace

MonitoringPage::MonitoringPage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("monitoring"), std::move(context), parent), m_window(kUsualSpan)
{
    m_views = viewsOf({});
    m_view = m_views.first();
    // Who works on a server wants to see that one; the page is there for any.
    if (const auto &workspace = this->context().workspace; workspace && workspace->identity().id.startsWith(u"pg:"))
        m_wantedView = QStringLiteral("pg:") + workspace->identity().name;
    build();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &MonitoringPage::tick);
    m_drawSoon.setSingleShot(true);
    connect(&m_drawSoon, &QTimer::timeout, this, [this] {
        draw();
        askHistory();
    });
    listDashboards();
    StreamPort *stream = this->context().ports.stream;
    if (!stream)
        return;
    connect(stream, &StreamPort::statusChanged, this, [this](const StreamStatus &status) {
        if (std::exchange(m_agent, status.agent) != status.agent) { // those were another's
            m_events->forget();
            if (isVisible() && areEventsShown())
                draw();
        }
        if (isVisible())
            showStatus();
    });
    connect(stream, &StreamPort::samplesArrived, this, &MonitoringPage::samplesArrived);
    connect(stream, &StreamPort::gapArrived, this, &MonitoringPage::gapArrived);
    connect(stream, &StreamPort::eventsArrived, this, [this](const QList<Event> &events) {
        if (isVisible() && areEventsShown())
            m_events->take(events);
        else
            m_events->forget();
    });
    connect(stream, &StreamPort::recordsArrived, this, [this](const QString &source) {
        if (isVisible() && m_content->currentWidget() == m_statements)
            m_statements->take(source);
        if (isVisible() && m_content->currentWidget() == m_blocking)
            m_blocking->take(source);
    });
    listSources();
}

void MonitoringPage::listSources()
{
    // A server that never answered has no sample yet, but it is to be found in the selector.
    m_calls.ask(context().ports.connections->list({}), [this](const Result<QList<ConnectionProfile>> &profiles) {
        if (!profiles || !context().ports.preferences->current().agentUrl.isEmpty())
            return; // another agent has its own sources
        for (const ConnectionProfile &profile : *profiles) {
            m_sources.add(QStringLiteral("pg:") + profile.name);
            m_roles.insert(QStringLiteral("pg:") + profile.name, profile.user);
        }
        showSources();
    });
}

void MonitoringPage::build()
{
    setHeader(tr("Monitoring"), sentence());
    m_status = new StreamStatusView(this);
    m_selector = new QComboBox(this);
    m_selector->setObjectName(QStringLiteral("monitoringSource"));
    m_selector->setAccessibleName(tr("What is shown"));
    m_selector->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_selector->setMinimumWidth(140);
    m_selector->setMaximumWidth(260);
    m_span = new QComboBox(this);
    m_span->setObjectName(QStringLiteral("span"));
    m_span->setAccessibleName(tr("How long a stretch is shown"));
    for (const qint64 span : kSpans)
        m_span->addItem(format::duration(span), span);
    header()->addWidget(m_status);
    header()->addWidget(m_selector);
    header()->addWidget(m_span);
    m_pause = header()->addAction(tr("Pause"));
    m_pause->setObjectName(QStringLiteral("pause"));
    m_edit = header()->addAction(tr("Edit"));
    m_edit->setObjectName(QStringLiteral("editDashboard"));
    m_edit->setIcon(makeIcon(QStringLiteral("edit"), context().theme.text));

    new ViewExporter(context(), this, header(), [this] { return offer(); });

    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("dashboards"));
    m_tabs->setAccessibleName(tr("Dashboards"));
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    body()->addWidget(m_tabs);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("monitoringNotice"));
    m_notice->hide();
    body()->addWidget(m_notice);
    m_sleep = new SleepNotice(this);
    body()->addWidget(m_sleep);
    m_dashboard = new DashboardView;
    m_editor = new DashboardEditor(context(), m_dashboard, m_calls, this);
    body()->addWidget(m_editor);
    m_time = new TimeBar(this);
    body()->addWidget(m_time);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_dashboard);
    m_states = new PageStates(scroll, this);
    m_events = new EventsView(context());
    m_statements = new StatementsView(context());
    m_blocking = new BlockingView(context());
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_states);
    m_content->addWidget(m_events);
    m_content->addWidget(m_statements);
    m_content->addWidget(m_blocking);
    body()->addWidget(m_content, 1);
    if (context().ports.tasks)
        body()->addWidget(new TaskRows(*context().ports.tasks, QString(), {QStringLiteral("export")}, this));
    setSidePanel(m_editor->form());
    setSidePanel(m_events->panel());
    setSidePanel(m_statements->panel());
    setSidePanel(m_blocking->panel());

    connect(m_states, &PageStates::actionRequested, this, &MonitoringPage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("connections"), {});
    });
    connect(m_status, &StreamStatusView::retryRequested, this, [this] { takeAction(QStringLiteral("retry")); });
    connect(m_selector, &QComboBox::activated, this, [this] { chooseView(m_selector->currentData().toString()); });
    connect(m_span, &QComboBox::activated, this, [this] {
        m_window.setSpan(m_span->currentData().toLongLong());
        windowChanged();
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_window.isLive())
            m_window.hold(nowMs());
        else
            m_window.goLive();
        windowChanged();
    });
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0 && !m_editor->isEditing())
            chooseDashboard(m_tabs->tabData(index).toString());
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) { // by the keys
        if (index >= 0 && !m_editor->isEditing())
            chooseDashboard(m_tabs->tabData(index).toString());
    });
    connect(m_time, &TimeBar::endAsked, this, [this](qint64 to) {
        m_window.pan(to - m_window.to(nowMs()), nowMs());
        windowChanged();
    });
    connect(m_time, &TimeBar::stepAsked, this, [this](int steps) {
        m_window.pan(steps * m_window.span() / 2, nowMs());
        windowChanged();
    });
    connect(m_time, &TimeBar::backAsked, this, [this] {
        m_window.back();
        windowChanged();
    });
    const auto moves = [this](auto *charts) {
        using Charts = std::remove_pointer_t<decltype(charts)>;
        if constexpr (requires { &Charts::spanBrushed; })
            connect(charts, &Charts::spanBrushed, this, [this](qint64 from, qint64 to) {
                m_window.show(from, to, nowMs());
                windowChanged();
            });
        connect(charts, &Charts::zoomAsked, this, [this](double factor, qint64 about) {
            m_window.zoom(factor, about, nowMs());
            windowChanged();
        });
        connect(charts, &Charts::panAsked, this, [this](qint64 ms) {
            m_window.pan(ms, nowMs());
            windowChanged();
        });
    };
    moves(m_dashboard);
    moves(m_events);
    moves(m_statements);
    moves(m_blocking);
    connect(m_blocking, &BlockingView::holdAsked, this, [this] {
        m_window.hold(nowMs());
        windowChanged();
    });
    const auto tellSettled = [this] {
        if (isSettled())
            emit settled();
    };
    connect(m_events, &EventsView::settled, this, tellSettled);
    connect(m_statements, &StatementsView::settled, this, tellSettled);
    connect(m_blocking, &BlockingView::settled, this, tellSettled);
    connectEditor();
    showSources();
    showPause();
}

qint64 MonitoringPage::nowMs() const { return context().clock->nowMs() + m_skew; }

QString MonitoringPage::sentence() const
{
    const QString agent = agentName(statusOf(context().ports.stream));
    if (m_window.isLive())
        return lastWords(m_window.span()) + QStringLiteral(" · ") + agent;
    const auto dayOf = [](qint64 at) { return QDateTime::fromMSecsSinceEpoch(at).date(); };
    const qint64 to = m_window.to(nowMs());
    const bool isToday = dayOf(to) == dayOf(nowMs());
    return (isToday ? tr("%1 until %2 · %3", "a time of today") : tr("%1 until %2 · %3")).arg(format::duration(m_window.span()), isToday ? format::time(to) : format::dateTime(to), agent);
}

void MonitoringPage::showPause()
{
    const bool isLive = m_window.isLive();
    m_pause->setText(isLive ? tr("Pause") : tr("Live"));
    m_pause->setIcon(makeIcon(isLive ? QStringLiteral("pause") : QStringLiteral("play"), context().theme.text));
    int index = m_span->findData(m_window.span());
    if (index < 0 && m_span->count() == static_cast<int>(kSpans.size()))
        m_span->addItem(QString());
    if (index >= 0 && index < static_cast<int>(kSpans.size())) {
        if (m_span->count() > static_cast<int>(kSpans.size()))
            m_span->removeItem(m_span->count() - 1);
    } else { // one that was drawn or zoomed to
        index = m_span->count() - 1;
        m_span->setItemText(index, format::duration(m_window.span()));
        m_span->setItemData(index, m_window.span());
    }
    m_span->setCurrentIndex(index);
    showPill();
}

void MonitoringPage::showPill()
{
    m_status->showStatus(statusOf(context().ports.stream), context().clock->nowMs(), m_window.isLive() ? StreamStatusView::Figures::Live : StreamStatusView::Figures::Past);
    header()->setSentence(sentence());
}

void MonitoringPage::windowChanged()
{
    lookAtServer();
    showPause();
    // While it stands, what comes is not taken.
    if (!m_window.isLive() && m_knownTo == 0)
        m_knownTo = std::max<qint64>(1, m_lines.newestAt());
    m_time->showWindow(m_window, nowMs(), m_oldest, m_overviewGaps);
    if (isVisible() && !m_drawSoon.isActive())
        m_drawSoon.start();
}

// --- what is shown ---

void MonitoringPage::chooseView(const QString &id)
{
    if (!m_editor->isEditing() || id != m_view.id)
        m_wantedView = id;
    for (const MonitoredView &view : std::as_const(m_views)) {
        if (view.id != id || view.id == m_view.id)
            continue;
        m_editor->end();
        m_view = view;
        m_shownSince = context().clock->monotonicMs();
        m_oldest = 0;
        m_overviewGaps.clear();
        m_lines.setMetrics({}); // those were of another
        m_knownFrom = m_knownTo = 0;
        showTabs();
        lookAtServer();
    }
    m_selector->setCurrentIndex(std::max(0, m_selector->findData(m_view.id)));
}

void MonitoringPage::showSources()
{
    m_views = viewsOf(m_sources.all());
    // Item by item: one that falls asleep closes no list that is open.
    for (int i = 0; i < static_cast<int>(m_views.size()); ++i) {
        const MonitoredView &view = m_views.at(i);
        const QString words = m_sources.isAsleep(view.id) ? tr("%1 · asleep", "a server").arg(view.name) : view.name;
        if (m_selector->itemData(i) == view.id)
            m_selector->setItemText(i, words);
        else
            m_selector->insertItem(i, words, view.id);
    }
    chooseView(m_editor->isEditing() || m_wantedView.isEmpty() ? m_view.id : m_wantedView);
}

void MonitoringPage::listDashboards()
{
    if (!context().ports.dashboards)
        return;
    m_calls.ask(context().ports.dashboards->list({}), [this](const Result<DashboardsPort::Listed> &listed) {
        if (!listed)
            return tell(listed.error());
        m_files = listed->files;
        m_faults = listed->faults;
        if (!m_editor->isEditing())
            showTabs();
    });
}

void MonitoringPage::showTabs()
{
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    const QString language = QLocale().name();
    for (const DashboardFile &file : std::as_const(m_files)) {
        if (file.dashboard.of != m_view.of())
            continue;
        const int index = m_tabs->addTab(lineOf(file.dashboard.title.in(language)).replace(u'&', QStringLiteral("&&")));
        m_tabs->setTabData(index, file.dashboard.id);
    }
    m_tabs->setTabData(m_tabs->addTab(tr("Events")), kEvents);
    if (m_view.of() != Metric::Of::Target) { // which has neither
        m_tabs->setTabData(m_tabs->addTab(tr("Statements")), kStatements);
        m_tabs->setTabData(m_tabs->addTab(tr("Blocking", "tab: sessions that hold up others")), kBlocking);
    }
    if (!m_files.isEmpty() || m_wantedDashboard.startsWith(u'@')) // else they are not listed yet
        chooseDashboard(m_wantedDashboard);
}

void MonitoringPage::chooseDashboard(const QString &id)
{
    int index = 0;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->tabData(i).toString() == id)
            index = i;
    const QString chosen = m_tabs->tabData(index).toString();
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(index);
    const bool isDashboard = !chosen.startsWith(u'@');
    m_edit->setEnabled(isDashboard);
    m_edit->setVisible(isDashboard); // the room is the panel's
    if (!isDashboard) {
        if (chosen == id)
            m_wantedDashboard = chosen;
        return showTab(chosen);
    }
    hidePanels();
    m_content->setCurrentWidget(m_states);
    lookAtServer();
    for (const DashboardFile &file : std::as_const(m_files)) {
        if (file.dashboard.id != chosen)
            continue;
        if (chosen == id) // else the wish is of another source, and waits for it
            m_wantedDashboard = chosen;
        m_file = file;
        showDashboard(file.dashboard);
    }
}

void MonitoringPage::showDashboard(const Dashboard &dashboard)
{
    QStringList metrics = DashboardView::metricsOf(dashboard);
    if (m_view.of() == Metric::Of::Postgres)
        metrics += QStringList{kHasMonitor, kHasStatements, kStandbys} + SleepNotice::metrics();
    metrics.removeDuplicates();
    if (m_view.of() == Metric::Of::Target && !metrics.contains(metric::TargetEvery))
        metrics.append(metric::TargetEvery);
    m_lines.setMetrics(metrics);
    if (const StreamPort *stream = context().ports.stream; stream && m_view.of() == Metric::Of::Target)
        for (const Sample &sample : stream->recent(0))
            if (m_view.takes(sample.source))
                m_lines.learnPeriod(sample);
    m_dashboard->setDashboard(dashboard, m_lines);
    m_knownFrom = m_knownTo = 0;
    if (isVisible())
        reload();
}

void MonitoringPage::hidePanels()
{
    for (SidePanel *panel : std::initializer_list<SidePanel *>{m_events->panel(), m_statements->panel(), m_blocking->panel()})
        panel->hide();
}

void MonitoringPage::showTab(const QString &id)
{
    QWidget *view = m_statements;
    if (id == kEvents)
        view = m_events;
    else if (id == kBlocking)
        view = m_blocking;
    if (m_content->currentWidget() != view)
        hidePanels();
    m_file.reset();
    m_content->setCurrentWidget(view);
    lookAtServer();
    // What the server allows is known by figures; events are told without any.
    const QStringList metrics = StatementsView::metrics() + QStringList{kHasMonitor, kHasStatements} + SleepNotice::metrics();
    if (id != kEvents && m_lines.metrics() != metrics) {
        m_lines.setMetrics(metrics);
        m_knownFrom = m_knownTo = 0;
    }
    if (!isVisible())
        return;
    if (m_knownFrom == 0)
        reload();
    else
        draw();
}

bool MonitoringPage::areEventsShown() const { return m_content->currentWidget() == m_events; }

bool MonitoringPage::areDashboardsShown() const { return m_content->currentWidget() == m_states; }

// --- figures ---

void MonitoringPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_shownSince = context().clock->monotonicMs();
    m_isShown = true;
    lookAtServer();
    reload();
    m_tick.start();
}

void MonitoringPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_isShown = false;
    lookAtServer();
    m_tick.stop();
}

/// One that may sleep is awake only while its figures of now are shown: neither the past nor the events are asked of it.
void MonitoringPage::lookAtServer()
{
    LooksPort *looks = LooksPort::of(context().ports.stream);
    const bool areItsFiguresShown = m_isShown && m_view.of() == Metric::Of::Postgres && m_window.isLive() && !areEventsShown();
    m_look = looks && areItsFiguresShown ? looks->look(m_view.id) : nullptr;
}

bool MonitoringPage::isWaking() const { return m_look && m_window.isLive() && statusOf(context().ports.stream).state == StreamStatus::State::Connected; }

void MonitoringPage::refresh()
{
    listDashboards();
    m_events->forget();
    m_statements->refresh();
    m_blocking->refresh();
    reload();
}

QList<StreamGap> MonitoringPage::recentGaps() const
{
    QList<StreamGap> gaps;
    if (const StreamPort *stream = context().ports.stream)
        for (const StreamGap &gap : stream->recentGaps(0))
            if (gap.source.isEmpty() || m_view.takes(gap.source))
                gaps.append(gap);
    return gaps;
}

void MonitoringPage::reload()
{
    const StreamPort *stream = context().ports.stream;
    const QList<Sample> samples = stream ? stream->recent(0) : QList<Sample>();
    QList<Sample> ours;
    for (const Sample &sample : samples)
        if (m_view.takes(sample.source))
            ours.append(sample);
    m_lines.fill({}, ours, recentGaps());
    m_knownFrom = ours.isEmpty() ? 0 : ours.first().at;
    m_knownTo = m_window.isLive() ? 0 : std::max<qint64>(1, m_lines.newestAt());
    if (m_sources.take(samples))
        showSources();
    draw();
    showStatus();
    askOverview();
    askHistory();
}

/// Asks for the window and as much on both sides, unless it is known. One question at a time: what was asked meanwhile is asked once,
/// with the window as it is then.
void MonitoringPage::askHistory()
{
    StreamPort *stream = context().ports.stream;
    const qint64 now = nowMs();
    const qint64 from = m_window.from(now);
    const qint64 to = m_window.to(now);
    // m_knownTo 0: up to now.
    if (!stream || context().clock->monotonicMs() < m_quietUntil || (m_knownFrom > 0 && m_knownFrom <= from && (m_knownTo == 0 || m_knownTo >= to)))
        return;
    if (std::exchange(m_isAsking, true)) {
        m_asksAgain = true;
        return;
    }
    m_asksAgain = false;
    struct Answers {
        QList<MetricHistory> histories;
        qsizetype missing = 0;
        bool hasFailed = false;
    };
    const auto answers = std::make_shared<Answers>();
    const QStringList sources = m_view.sources();
    answers->missing = sources.size();
    const int question = ++m_question;
    const qint64 margin = std::min(m_window.span(), kMostMarginMs);
    const qint64 wantedFrom = from - margin;
    const qint64 wantedTo = std::min(now, to + margin);
    for (const QString &source : sources) {
        m_calls.ask(stream->history({source, m_lines.metrics(), wantedFrom, wantedTo}, {}),
                    [this, answers, question, wantedFrom, wantedTo, now, view = m_view.id, metrics = m_lines.metrics()](const Result<MetricHistory> &history) {
                        if (history)
                            answers->histories.append(*history);
                        else if (context().actions.noteError)
                            context().actions.noteError(history.error(), {});
                        answers->hasFailed = answers->hasFailed || !history;
                        if (--answers->missing > 0)
                            return;
                        m_isAsking = false;
                        if (answers->hasFailed) { // what is shown stays; asked again in a while
                            m_quietUntil = context().clock->monotonicMs() + kRetryMs;
                            return;
                        }
                        if (question == m_question && view == m_view.id && metrics == m_lines.metrics()) {
                            QList<Sample> since;
                            const bool reachesNow = wantedTo >= now;
                            if (const StreamPort *port = context().ports.stream; port && reachesNow)
                                for (const Sample &sample : port->recent(0))
                                    if (m_view.takes(sample.source))
                                        since.append(sample);
                            m_lines.fill(answers->histories, since, reachesNow ? recentGaps() : QList<StreamGap>());
                            m_knownFrom = wantedFrom;
                            m_knownTo = reachesNow && m_window.isLive() ? 0 : wantedTo;
                            if (isVisible()) {
                                draw();
                                showStatus();
                            }
                        } else {
                            m_asksAgain = true;
                        }
                        if (m_asksAgain && isVisible())
                            askHistory();
                    });
    }
}

/// How far back the past of the view is remembered, and where it has gaps.
void MonitoringPage::askOverview()
{
    StreamPort *stream = context().ports.stream;
    if (!stream)
        return;
    const qint64 now = nowMs();
    const auto gaps = std::make_shared<QList<StreamGap>>();
    for (const QString &source : m_view.sources())
        m_calls.ask(stream->history({source, {}, now - TimeWindow::kLongestMs, now}, {}),
                    [this, gaps, view = m_view.id](const Result<MetricHistory> &history) {
                        if (!history || view != m_view.id)
                            return;
                        if (history->oldest > 0)
                            m_oldest = m_oldest == 0 ? history->oldest : std::min(m_oldest, history->oldest);
                        *gaps = mergedGaps(*gaps + history->gaps);
                        m_overviewGaps = labelled(*gaps);
                        if (isVisible())
                            m_time->showWindow(m_window, nowMs(), m_oldest, m_overviewGaps);
                    });
}

void MonitoringPage::samplesArrived(const QList<Sample> &samples)
{
    if (!isVisible())
        return;
    const bool hadNone = m_lines.newestAt() == 0;
    if (!samples.isEmpty())
        m_heardAt = std::max(m_heardAt, samples.last().at);
    for (const Sample &sample : samples)
        if (m_view.takes(sample.source) && m_knownTo == 0 && m_window.isLive())
            m_lines.take(sample);
    // What was made up for after a pause of the stream is old, and tells nothing of the agent's clock.
    if (!samples.isEmpty() && samples.last().at - samples.first().at < kSilenceMs)
        m_skew = samples.last().at - context().clock->nowMs();
    if (m_sources.take(samples))
        showSources();
    if (hadNone && m_lines.newestAt() > 0) { // what comes later waits for the tick: once a second is enough to look at
        draw();
        showStatus();
        emit settled();
    }
}

void MonitoringPage::gapArrived(const StreamGap &gap)
{
    if (isVisible() && m_window.isLive() && (gap.source.isEmpty() || m_view.takes(gap.source)))
        m_lines.takeGap(gap);
}

void MonitoringPage::tick()
{
    showStatus();
    if (++m_ticks % kOverviewTicks == 0)
        askOverview();
    if (m_lines.isFull())
        m_knownFrom = 0;
    if (m_window.isLive()) {
        draw();
        askHistory();
    } else {
        m_time->showWindow(m_window, nowMs(), m_oldest, m_overviewGaps);
    }
}

QList<StreamGap> MonitoringPage::streamGapsUntil(qint64 to) const
{
    QList<StreamGap> gaps = m_lines.gaps();
    const qint64 newest = m_lines.newestAt();
    const bool wakes = isWaking() && isBeingWoken(m_lines, to);
    // A look at a target speaks until the next one, and for half a period more.
    const qint64 silence = m_view.of() == Metric::Of::Target ? m_lines.standsMs(metric::TargetUp, 1000) / 2 : kSilenceMs;
    if (m_window.isLive() && newest > 0 && to - newest > silence && !wakes) { // not known yet how long it will be
        const bool isConnected = statusOf(context().ports.stream).state == StreamStatus::State::Connected;
        gaps.append({isConnected ? StreamGap::Reason::SourceDown : StreamGap::Reason::AgentAway, newest, to, {}});
    }
    return gaps;
}

QList<ChartGap> MonitoringPage::gapsUntil(qint64 to) const
{
    QList<ChartGap> gaps = labelled(streamGapsUntil(to));
    for (const auto &[since, until] : sleepSpans(m_lines, m_window.from(nowMs()), to, isWaking()))
        gaps.append({since, until, tr("asleep", "a server")});
    std::ranges::stable_sort(gaps, {}, &ChartGap::from);
    return withTheUnknownPast(gaps, to);
}

/// A server that does not answer takes no event away; an agent that is away does.
QList<StreamGap> MonitoringPage::streamEventGaps() const
{
    QList<StreamGap> gaps;
    for (const StreamGap &gap : m_lines.gaps())
        if (gap.source.isEmpty())
            gaps.append(gap);
    if (m_window.isLive() && m_heardAt > 0 && nowMs() - m_heardAt > kSilenceMs && statusOf(context().ports.stream).state != StreamStatus::State::Connected)
        gaps.append({StreamGap::Reason::AgentAway, m_heardAt, nowMs(), {}});
    return gaps;
}

QList<ChartGap> MonitoringPage::eventGaps() const { return withTheUnknownPast(labelled(streamEventGaps()), m_window.to(nowMs())); }

/// Before anything was ever seen.
QList<ChartGap> MonitoringPage::withTheUnknownPast(QList<ChartGap> gaps, qint64 to) const
{
    const qint64 oldest = m_oldest > 0 ? m_oldest : m_lines.oldestAt();
    if (oldest > m_window.from(nowMs()))
        gaps.prepend({m_window.from(nowMs()), std::min(oldest, to), tr("nothing remembered")});
    return gaps;
}

void MonitoringPage::draw()
{
    const qint64 now = nowMs();
    DashboardSight sight;
    sight.lines = &m_lines;
    sight.from = m_window.from(now);
    sight.to = m_window.to(now);
    sight.gaps = gapsUntil(sight.to);
    sight.has.monitor = m_lines.lastUpTo(kHasMonitor, sight.to);
    sight.has.statements = m_lines.lastUpTo(kHasStatements, sight.to);
    sight.has.standbys = m_lines.lastUpTo(kStandbys, sight.to);
    if (areEventsShown())
        m_events->showWindow(m_window, now, eventGaps());
    else if (areDashboardsShown())
        m_dashboard->showSight(sight);
    else if (m_content->currentWidget() == m_statements)
        m_statements->showSight(spanSight(now, sight));
    else
        m_blocking->showSight(spanSight(now, sight));
    m_time->showWindow(m_window, now, m_oldest, m_overviewGaps);
    showNotice();
    m_sleep->showSleep(m_lines, m_window.to(now), isWaking());
}

SpanSight MonitoringPage::spanSight(qint64 now, const DashboardSight &sight) const
{
    SpanSight span;
    span.view = m_view;
    span.window = m_window;
    span.now = now;
    span.lines = &m_lines;
    span.gaps = sight.gaps;
    span.has = sight.has;
    span.role = m_roles.value(m_view.id, QStringLiteral("…"));
    span.hasServers = std::ranges::any_of(m_views, [](const MonitoredView &view) { return view.of() == Metric::Of::Postgres; });
    return span;
}

void MonitoringPage::showNotice()
{
    const bool lacksMonitor = m_lines.lastUpTo(kHasMonitor, m_window.to(nowMs())) == 0.0;
    if (m_trouble) {
        m_notice->showText(Tone::Error, describe(*m_trouble).sentence);
    } else if (!m_faults.isEmpty()) {
        m_notice->showText(Tone::Warning, describe(m_faults.first()).sentence);
    } else if (lacksMonitor) {
        const QString role = m_roles.value(m_view.id, QStringLiteral("…"));
        m_notice->showText(Tone::Note, tr("This role does not see the sessions of others, so some figures are missing. An administrator of the server can "
                                          "change that: %1")
                                           .arg(grantFor(Metric::Needs::Monitor, role)));
    }
    m_notice->setVisible(m_trouble || !m_faults.isEmpty() || lacksMonitor);
}

void MonitoringPage::showStatus()
{
    const StreamStatus status = statusOf(context().ports.stream);
    showPill();
    const bool hasFigures = m_lines.newestAt() > 0;
    if (status.state == StreamStatus::State::Down) {
        const ErrorRow *row = errorRowById(status.errorId);
        const QString id = row ? QString::fromLatin1(row->id) : errorId(ErrorCode::StreamDown);
        if (id == m_shownError && m_states->state() == PageStates::State::Error)
            return;
        m_shownError = id;
        m_states->showError(Error(row ? row->code : ErrorCode::StreamDown, {{QStringLiteral("agent"), status.agent}}), {},
                            hasFigures ? PageStates::Content::Shown : PageStates::Content::Hidden);
        emit settled();
        return;
    }
    m_shownError.clear();
    const bool isLate = context().clock->monotonicMs() - m_shownSince > kSilenceMs;
    if (hasFigures || m_editor->isEditing() || !m_window.isLive()) {
        m_states->showReady();
    } else if (isLate && status.state == StreamStatus::State::Connected) {
        const bool wasEmpty = m_states->state() == PageStates::State::Empty;
        m_states->setEmptyWords(tr("No figures yet"),
                                m_view.of() == Metric::Of::Target ? tr("The agent has not looked at this target yet. Figures appear here by themselves.")
                                : m_view.isLocal()
                                    ? tr("The agent is connected but has not sampled itself yet. Figures appear here by themselves.")
                                    : tr("The agent has no answer from this server. Figures appear here by themselves once it "
                                         "answers; a test of the connection tells what is wrong."),
                                m_view.of() != Metric::Of::Postgres ? QString() : tr("Open connections"), QStringLiteral("monitoring"));
        m_states->showEmpty();
        if (!wasEmpty)
            emit settled();
    } else {
        m_states->showLoading();
    }
}

/// Stays in sight until the next act; the figures go on beside it.
void MonitoringPage::tell(const Error &error)
{
    m_trouble = error;
    if (context().actions.noteError)
        context().actions.noteError(error, {});
    showNotice();
}

// --- changing a dashboard ---

void MonitoringPage::beginEdit()
{
    if (!m_file || m_editor->isEditing())
        return;
    QStringList taken;
    for (const DashboardFile &file : std::as_const(m_files))
        taken.append(file.dashboard.id);
    m_editor->begin(*m_file, m_view, taken);
}

void MonitoringPage::connectEditor()
{
    connect(m_edit, &QPushButton::clicked, this, &MonitoringPage::beginEdit);
    connect(m_editor, &DashboardEditor::begun, this, [this] {
        m_trouble.reset();
        m_edit->setVisible(false); // the room is the panel's
        m_tabs->setEnabled(false);
        showStatus();
    });
    connect(m_editor, &DashboardEditor::ended, this, [this] {
        m_tabs->setEnabled(true);
        m_edit->setVisible(true);
        if (m_file)
            showDashboard(m_file->dashboard);
    });
    connect(m_editor, &DashboardEditor::changed, this, &MonitoringPage::showDashboard);
    connect(m_editor, &DashboardEditor::failed, this, &MonitoringPage::tell);
    connect(m_editor, &DashboardEditor::saved, this, [this](const DashboardFile &file) {
        m_trouble.reset();
        m_file = file;
        m_wantedDashboard = file.dashboard.id;
        m_editor->end();
        listDashboards();
    });
    connect(m_editor, &DashboardEditor::wasPutBack, this, [this] {
        m_trouble.reset();
        m_editor->end();
        listDashboards();
    });
}

// --- the page itself ---

bool MonitoringPage::isSettled() const
{
    return m_calls.isIdle()
        && (areEventsShown()                               ? m_events->isSettled()
            : areDashboardsShown()                         ? m_states->state() != PageStates::State::Loading
            : m_content->currentWidget() == m_statements ? m_statements->isSettled()
                                                           : m_blocking->isSettled());
}

bool MonitoringPage::takeAction(const QString &actionId)
{
    if (actionId != u"retry")
        return Page::takeAction(actionId);
    if (StreamPort *stream = context().ports.stream)
        stream->retryNow();
    return true;
}

QVariantMap MonitoringPage::saveState() const
{
    QVariantMap state{{QStringLiteral("view"), m_wantedView.isEmpty() ? m_view.id : m_wantedView},
                      {QStringLiteral("span"), m_window.span()}};
    if (!m_wantedDashboard.isEmpty())
        state.insert(QStringLiteral("dashboard"), m_wantedDashboard);
    if (!m_window.isLive())
        state.insert(QStringLiteral("pausedAt"), m_window.to(0));
    for (const auto &[name, part] : {std::pair("events", m_events->saveState()), std::pair("statements", m_statements->saveState()), std::pair("blocking", m_blocking->saveState())})
        if (!part.isEmpty())
            state.insert(QLatin1String(name), part);
    return state;
}

void MonitoringPage::restoreState(const QVariantMap &state)
{
    if (state.contains(QStringLiteral("span")))
        m_window.setSpan(state.value(QStringLiteral("span")).toLongLong());
    if (state.contains(QStringLiteral("pausedAt")))
        m_window.hold(state.value(QStringLiteral("pausedAt")).toLongLong());
    m_wantedDashboard = state.value(QStringLiteral("dashboard")).toString();
    m_events->restoreState(state.value(QStringLiteral("events")).toMap());
    m_statements->restoreState(state.value(QStringLiteral("statements")).toMap());
    m_blocking->restoreState(state.value(QStringLiteral("blocking")).toMap());
    if (const QString view = state.value(QStringLiteral("view")).toString(); !view.isEmpty())
        chooseView(view);
    showTabs();
    showPause();
}

QStringList MonitoringPage::tourStops() const
{
    QStringList stops;
    for (int i = 1; i < m_tabs->count(); ++i)
        if (const QString id = m_tabs->tabData(i).toString(); !id.startsWith(u'@'))
            stops.append(id);
    return stops + QStringList{QStringLiteral("hour"), QStringLiteral("edit"), QStringLiteral("tile"), QStringLiteral("events"), QStringLiteral("event"),
                               QStringLiteral("statements"), QStringLiteral("statement"), QStringLiteral("blocking"), QStringLiteral("blocked")};
}

void MonitoringPage::showTourStop(const QString &stop)
{
    if (stop == u"hour") {
        m_window.setSpan(3'600'000);
        windowChanged();
    } else if (stop == u"edit") {
        beginEdit();
    } else if (stop == u"tile") {
        m_editor->openTile(std::nullopt);
    } else if (stop == u"events") {
        m_editor->end();
        chooseDashboard(kEvents);
    } else if (stop == u"event") {
        m_events->openFirst();
    } else if (stop == u"statements" || stop == u"blocking") {
        const auto server = std::ranges::find(m_views, Metric::Of::Postgres, &MonitoredView::of);
        if (m_view.of() != Metric::Of::Postgres && server != m_views.end())
            chooseView(QString(server->id)); // the views are listed anew by it
        chooseDashboard(stop == u"statements" ? kStatements : kBlocking);
    } else if (stop == u"statement") {
        m_statements->openFirst();
    } else if (stop == u"blocked") {
        m_blocking->openLast();
    } else {
        chooseDashboard(stop);
    }
}

} // namespace plancia::ui
