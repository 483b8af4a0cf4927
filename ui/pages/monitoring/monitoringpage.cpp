// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/monitoringpage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/charts/stattile.h"
#include "ui/charts/timechart.h"
#include "ui/kit/icons.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/monitoring/streamstatusview.h"

#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qint64 kSpanMs = 300'000;
constexpr int kPoints = 600; // twice the span at 1 Hz
constexpr qint64 kSilenceMs = 3'000; // three samples missed: the newest is old
constexpr int kChartHeight = 200;
constexpr int kTickMs = 1'000;
constexpr double kFewConnections = 5;
// No more than anybody can look at, whatever an agent sends.
constexpr qsizetype kMostGaps = 1'000;
constexpr qsizetype kMostSources = 200;
constexpr qsizetype kMostFigures = 500;

QString gapWords(StreamGap::Reason reason)
{
    switch (reason) {
    case StreamGap::Reason::AgentAway:
        return MonitoringPage::tr("agent away");
    case StreamGap::Reason::Evicted:
        return MonitoringPage::tr("not kept");
    case StreamGap::Reason::CounterReset:
        return MonitoringPage::tr("counters began anew");
    case StreamGap::Reason::SourceDown:
        return MonitoringPage::tr("no answer");
    }
    return {};
}

/// A program that reads no stream shows what one that is down would.
StreamStatus statusOf(const StreamPort *stream)
{
    StreamStatus none;
    none.state = StreamStatus::State::Down;
    return stream ? stream->status() : none;
}

QString lengthWords(qint64 fromMs, qint64 toMs)
{
    return format::duration(std::max<qint64>(1000, (toMs - fromMs) / 1000 * 1000));
}
} // namespace

MonitoringPage::MonitoringPage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("monitoring"), std::move(context), parent)
{
    m_views = viewsOf({});
    m_view = m_views.first();
    // Who works on a server wants to see that one; the page is there for any.
    if (const auto &workspace = this->context().workspace; workspace && workspace->identity().id.startsWith(u"pg:"))
        m_wantedView = QStringLiteral("pg:") + workspace->identity().name;
    build();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &MonitoringPage::tick);
    StreamPort *stream = this->context().ports.stream;
    if (!stream)
        return;
    connect(stream, &StreamPort::statusChanged, this, [this] {
        if (isVisible())
            showStatus();
    });
    connect(stream, &StreamPort::samplesArrived, this, &MonitoringPage::samplesArrived);
    connect(stream, &StreamPort::gapArrived, this, [this](const StreamGap &gap) {
        if (isVisible() && !m_pausedAt)
            takeGap(gap);
    });
    // A server that never answered has no sample yet, but it is to be found in the selector.
    m_calls.ask(this->context().ports.connections->list({}), [this](const Result<QList<ConnectionProfile>> &profiles) {
        if (!profiles || !this->context().ports.preferences->current().agentUrl.isEmpty())
            return; // another agent has its own sources
        for (const ConnectionProfile &profile : *profiles)
            m_sources.append(QStringLiteral("pg:") + profile.name);
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
    m_selector->setMinimumWidth(220);
    header()->addWidget(m_status);
    header()->addWidget(m_selector);
    m_pause = header()->addAction(tr("Pause"));
    m_pause->setObjectName(QStringLiteral("pause"));

    m_content = new QWidget;
    m_content->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_tileRow = new QHBoxLayout;
    m_tileRow->setSpacing(measure::kGap);
    m_grid = new QGridLayout;
    m_grid->setSpacing(measure::kGap);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_tileRow);
    column->addLayout(m_grid, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_content);
    m_states = new PageStates(scroll, this);
    body()->addWidget(m_states, 1);

    connect(m_states, &PageStates::actionRequested, this, &MonitoringPage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("connections"), {});
    });
    connect(m_status, &StreamStatusView::retryRequested, this, [this] { takeAction(QStringLiteral("retry")); });
    connect(m_selector, &QComboBox::activated, this, [this] { chooseView(m_selector->currentData().toString()); });
    connect(m_pause, &QPushButton::clicked, this,
            [this] { setPaused(m_pausedAt ? std::nullopt : std::optional(nowMs())); });
    showSources();
    buildView();
    setPaused(std::nullopt);
}

qint64 MonitoringPage::nowMs() const { return context().clock->nowMs() + m_skew; }

void MonitoringPage::setPaused(std::optional<qint64> at)
{
    const bool resumes = m_pausedAt && !at;
    m_pausedAt = at;
    m_pause->setText(at ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(makeIcon(at ? QStringLiteral("play") : QStringLiteral("pause"), context().theme.text));
    header()->setSentence(sentence());
    if (resumes && isVisible())
        reload();
}

QString MonitoringPage::sentence() const
{
    const QString agent = agentName(statusOf(context().ports.stream));
    return m_pausedAt ? tr("Paused at %1 · last 5 minutes · %2").arg(format::time(*m_pausedAt), agent)
                      : tr("Live, once a second · last 5 minutes · %1").arg(agent);
}

void MonitoringPage::chooseView(const QString &id)
{
    m_wantedView = id;
    for (const MonitoredView &view : std::as_const(m_views)) {
        if (view.id != id || view.id == m_view.id)
            continue;
        m_view = view;
        m_shownSince = context().clock->monotonicMs();
        buildView();
        if (isVisible())
            reload();
    }
    m_selector->setCurrentIndex(std::max(0, m_selector->findData(m_view.id)));
}

void MonitoringPage::showSources()
{
    m_views = viewsOf(m_sources);
    m_selector->clear();
    for (const MonitoredView &view : std::as_const(m_views))
        m_selector->addItem(view.name, view.id);
    chooseView(m_wantedView.isEmpty() ? m_view.id : m_wantedView);
}

void MonitoringPage::buildView()
{
    for (const Tile &tile : std::as_const(m_tiles))
        tile.widget->deleteLater();
    m_tiles.clear();
    qDeleteAll(m_charts);
    m_charts.clear();
    m_series.clear();
    for (const TileWords &words : tilesOf(m_view, {})) {
        auto *tile = new StatTile(words.title, m_content);
        tile->setObjectName(QStringLiteral("tile_") + words.id);
        m_tileRow->addWidget(tile, 1);
        m_tiles.append({words.id, tile});
    }
    const QList<MonitoredChart> charts = chartsOf(m_view);
    for (int i = 0; i < charts.size(); ++i) {
        const MonitoredChart &words = charts.at(i);
        auto *chart = new TimeChart(words.title, m_content);
        chart->setObjectName(QStringLiteral("chart_") + words.id);
        chart->setMinimumHeight(kChartHeight);
        for (const MonitoredLine &line : words.lines) {
            auto points = std::make_shared<TimeSeries>(kPoints);
            m_series.insert(line.metric, points);
            chart->addSeries(line.label, points, line.colour);
        }
        chart->setValueWords([quantity = words.quantity](double value) { return quantityText(quantity, value); });
        if (words.quantity == Quantity::Ratio)
            chart->setLeastRange(0, 1);
        if (words.quantity == Quantity::Count)
            chart->setLeastRange(0, kFewConnections); // else the marks of a quiet server stand at fractions
        if (words.quantity == Quantity::Bytes)
            chart->setBinaryValues();
        const bool isLastAlone = i == charts.size() - 1 && i % 2 == 0;
        m_grid->addWidget(chart, i / 2, i % 2, 1, isLastAlone ? 2 : 1);
        connect(chart, &TimeChart::crosshairMoved, this, [this](std::optional<qint64> at) {
            for (TimeChart *other : std::as_const(m_charts))
                other->setCrosshair(at);
        });
        m_charts.append(chart);
    }
}

void MonitoringPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_shownSince = context().clock->monotonicMs();
    reload();
    m_tick.start();
}

void MonitoringPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_tick.stop();
}

void MonitoringPage::reload()
{
    for (const auto &points : std::as_const(m_series))
        points->clear();
    m_newest.clear();
    m_gaps.clear();
    m_newestAt = 0;
    const StreamPort *stream = context().ports.stream;
    const qint64 since = m_pausedAt.value_or(context().clock->nowMs()) - 2 * kSpanMs;
    const QList<Sample> samples = stream ? stream->recent(since) : QList<Sample>();
    QStringList sources = m_sources;
    for (const Sample &sample : samples) {
        if (sources.size() < kMostSources && !sources.contains(sample.source))
            sources.append(sample.source);
        if (!m_pausedAt || sample.at <= *m_pausedAt)
            take(sample);
    }
    for (const StreamGap &gap : stream ? stream->recentGaps(since) : QList<StreamGap>())
        takeGap(gap);
    if (sources != m_sources) {
        m_sources = sources;
        showSources();
    }
    showStatus();
    draw();
}

void MonitoringPage::take(const Sample &sample)
{
    if (!m_view.takes(sample.source))
        return;
    // A sample without values says that its source did not answer: what was known stays, and grows old.
    if (!sample.values.isEmpty())
        m_newestAt = std::max(m_newestAt, sample.at);
    // Of the metrics of this source: one that could not be read breaks its line.
    for (auto it = m_series.cbegin(); it != m_series.cend(); ++it) {
        const bool isOfSource = !m_view.isLocal() || it.key().startsWith(sample.source + u'.');
        if (!isOfSource)
            continue;
        const auto value = sample.values.constFind(it.key());
        if (value == sample.values.constEnd()) {
            it.value()->markGap();
            if (!sample.values.isEmpty())
                m_newest.remove(it.key());
        } else {
            it.value()->append(sample.at, *value);
        }
    }
    for (auto it = sample.values.cbegin(); it != sample.values.cend(); ++it)
        if (m_newest.size() < kMostFigures || m_newest.contains(it.key()))
            m_newest.insert(it.key(), it.value());
}

void MonitoringPage::takeGap(const StreamGap &gap)
{
    if (!gap.source.isEmpty() && !m_view.takes(gap.source))
        return;
    m_gaps.append(gap);
    const qint64 oldest = nowMs() - 2 * kSpanMs;
    m_gaps.removeIf([oldest](const StreamGap &old) { return old.to < oldest; });
    if (m_gaps.size() > kMostGaps)
        m_gaps.removeFirst();
    for (auto it = m_series.cbegin(); it != m_series.cend(); ++it)
        if (gap.source.isEmpty() || !m_view.isLocal() || it.key().startsWith(gap.source + u'.'))
            it.value()->markGap(gap.from + 1); // the point at its beginning is known
}

void MonitoringPage::samplesArrived(const QList<Sample> &samples)
{
    if (!isVisible() || m_pausedAt)
        return;
    const bool hadNone = m_newestAt == 0;
    QStringList sources = m_sources;
    for (const Sample &sample : samples) {
        take(sample);
        if (sources.size() < kMostSources && !sources.contains(sample.source))
            sources.append(sample.source);
    }
    if (!samples.isEmpty())
        m_skew = samples.last().at - context().clock->nowMs();
    if (sources != m_sources) {
        m_sources = sources;
        showSources();
    }
    if (hadNone && m_newestAt > 0) { // what comes later waits for the tick: once a second is enough to look at
        draw();
        showStatus();
        emit settled();
    }
}

void MonitoringPage::tick()
{
    showStatus();
    if (!m_pausedAt)
        draw();
}

QList<ChartGap> MonitoringPage::gapsUntil(qint64 to) const
{
    QList<StreamGap> known = m_gaps;
    if (m_newestAt > 0 && to - m_newestAt > kSilenceMs) { // not known yet how long it will be
        const bool isConnected = statusOf(context().ports.stream).state == StreamStatus::State::Connected;
        known.append({isConnected ? StreamGap::Reason::SourceDown : StreamGap::Reason::AgentAway, m_newestAt, to, {}});
    }
    std::stable_sort(known.begin(), known.end(), [](const StreamGap &a, const StreamGap &b) { return a.from < b.from; });
    // One span may have several reasons (a server that was away also begins to count anew): the first one names it.
    QList<StreamGap> merged;
    for (const StreamGap &gap : std::as_const(known)) {
        if (!merged.isEmpty() && gap.from < merged.last().to)
            merged.last().to = std::max(merged.last().to, gap.to);
        else
            merged.append(gap);
    }
    QList<ChartGap> gaps;
    for (const StreamGap &gap : std::as_const(merged))
        gaps.append({gap.from, gap.to, QStringLiteral("%1 %2").arg(gapWords(gap.reason), lengthWords(gap.from, gap.to))});
    return gaps;
}

void MonitoringPage::draw()
{
    const qint64 to = m_pausedAt.value_or(nowMs());
    const QList<ChartGap> gaps = gapsUntil(to);
    for (TimeChart *chart : std::as_const(m_charts)) {
        chart->setGaps(gaps);
        chart->setTimeRange(to - kSpanMs, to);
    }
    drawTiles(m_newestAt > 0 && to - m_newestAt > kSilenceMs);
}

void MonitoringPage::drawTiles(bool isStale)
{
    const QList<TileWords> words = tilesOf(m_view, m_newest);
    for (qsizetype i = 0; i < std::min(words.size(), m_tiles.size()); ++i) {
        StatTile *tile = m_tiles.at(i).widget;
        tile->setValue(words.at(i).value);
        if (isStale) // a judgement holds for now, not for then
            tile->setState(Tone::Off, tr("at %1", "time of an old figure").arg(format::time(m_newestAt)));
        else
            tile->setState(words.at(i).tone, words.at(i).state);
        tile->setStale(isStale);
    }
}

void MonitoringPage::showStatus()
{
    const StreamStatus status = statusOf(context().ports.stream);
    m_status->showStatus(status, context().clock->nowMs());
    header()->setSentence(sentence());
    if (status.state == StreamStatus::State::Down) {
        const ErrorRow *row = errorRowById(status.errorId);
        const QString id = row ? QString::fromLatin1(row->id) : errorId(ErrorCode::StreamDown);
        if (id == m_shownError && m_states->state() == PageStates::State::Error)
            return;
        m_shownError = id;
        m_states->showError(Error(row ? row->code : ErrorCode::StreamDown, {{QStringLiteral("agent"), status.agent}}), {},
                            m_newestAt > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
        emit settled();
        return;
    }
    m_shownError.clear();
    const bool isLate = context().clock->monotonicMs() - m_shownSince > kSilenceMs;
    if (m_newestAt > 0) {
        m_states->showReady();
    } else if (isLate && status.state == StreamStatus::State::Connected) {
        const bool wasEmpty = m_states->state() == PageStates::State::Empty;
        m_states->setEmptyWords(tr("No figures yet"),
                                m_view.isLocal()
                                    ? tr("The agent is connected but has not sampled itself yet. Figures appear here by themselves.")
                                    : tr("The agent has no answer from this server. Figures appear here by themselves once it "
                                         "answers; a test of the connection tells what is wrong."),
                                m_view.isLocal() ? QString() : tr("Open connections"), QStringLiteral("monitoring"));
        m_states->showEmpty();
        if (!wasEmpty)
            emit settled();
    } else {
        m_states->showLoading();
    }
}

bool MonitoringPage::isSettled() const
{
    return m_calls.isIdle() && m_states->state() != PageStates::State::Loading;
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
    QVariantMap state{{QStringLiteral("view"), m_wantedView.isEmpty() ? m_view.id : m_wantedView}};
    if (m_pausedAt)
        state.insert(QStringLiteral("pausedAt"), *m_pausedAt);
    return state;
}

void MonitoringPage::restoreState(const QVariantMap &state)
{
    if (state.contains(QStringLiteral("pausedAt")))
        setPaused(state.value(QStringLiteral("pausedAt")).toLongLong());
    if (const QString view = state.value(QStringLiteral("view")).toString(); !view.isEmpty())
        chooseView(view);
}

} // namespace plancia::ui
