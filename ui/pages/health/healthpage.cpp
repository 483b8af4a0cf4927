// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/health/healthpage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/health/healthwords.h"
#include "ui/pages/health/targetform.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <limits>

namespace plancia::ui {

namespace {
constexpr qint64 kHourMs = 3'600'000;
struct Span {
    qint64 ms;
    int cells;
};
constexpr std::array kSpans{Span{kHourMs, 60}, Span{24 * kHourMs, 48}, Span{7 * 24 * kHourMs, 56}, Span{30 * 24 * kHourMs, 60}};
constexpr int kDrawMs = 1'000;
constexpr int kTickMs = 10'000;
constexpr qint64 kLongSpanMs = 24 * kHourMs; ///< what is longer is drawn at each tick alone
constexpr int kAskAgainMs = 300'000; ///< the history, so that what came since stays short
constexpr qsizetype kMostSince = 2'000;
constexpr qsizetype kMostChanges = 50;
constexpr qsizetype kMostGaps = 1'000;
constexpr qsizetype kMostTargets = 200; ///< whatever an agent sends
constexpr int kMostEvents = 20'000;
constexpr qint64 kSilentMs = 10'000; ///< so long after its last sample a server is not known
constexpr qint64 kLiveMs = 3'000; ///< a longer batch was made up for after a pause
constexpr int kWide = 1'100; ///< pixels; a narrower list leaves columns out

QString spanName(qint64 ms)
{
    if (ms == kSpans[0].ms)
        return HealthPage::tr("Last hour");
    if (ms == kSpans[1].ms)
        return HealthPage::tr("24 hours");
    return ms == kSpans[2].ms ? HealthPage::tr("7 days") : HealthPage::tr("30 days");
}

QString sourceOf(const QString &name) { return isServerSource(name) ? name : targetSource(name); }

/// What of a sample is asked here: one of a server holds much more.
Sample lookOf(const Sample &sample)
{
    if (!isServerSource(sample.source))
        return sample;
    Sample look{sample.offset, sample.at, sample.source, {}};
    for (const QString &metric : serverMetrics())
        if (const auto value = sample.values.constFind(metric); value != sample.values.cend())
            look.values.insert(metric, *value);
    if (look.values.isEmpty() && !sample.values.isEmpty())
        look.values.insert(serverMetrics().first(), 0); // it answered something
    return look;
}

/// How long an answer took; nothing while there was none.
void noteTime(TimeSeries &took, const Sample &sample)
{
    const auto value = sample.values.constFind(isServerSource(sample.source) ? metric::PgLatency : metric::TargetTook);
    if (value != sample.values.cend())
        took.append(sample.at, *value);
    else
        took.markGap();
}

int cellsOf(qint64 spanMs)
{
    const auto span = std::ranges::find(kSpans, spanMs, &Span::ms);
    return span == kSpans.end() ? kSpans[0].cells : span->cells;
}
} // namespace

HealthPage::HealthPage(PageContext context, QWidget *parent) : Page(QStringLiteral("health"), std::move(context), parent), m_spanMs(kSpans[1].ms)
{
    build();
    buildForm();
    m_drawing.setSingleShot(true);
    m_drawing.setInterval(kDrawMs);
    connect(&m_drawing, &QTimer::timeout, this, &HealthPage::draw);
    m_later.setInterval(kAskAgainMs);
    connect(&m_later, &QTimer::timeout, this, &HealthPage::askHistory);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &HealthPage::draw); // what nobody looked at any more becomes unknown
    if (StreamPort *stream = this->context().ports.stream) {
        connect(stream, &StreamPort::samplesArrived, this, &HealthPage::samplesArrived);
        connect(stream, &StreamPort::eventsArrived, this, &HealthPage::eventsArrived);
        connect(stream, &StreamPort::gapArrived, this, [this](const StreamGap &gap) {
            for (auto known = m_known.begin(); known != m_known.end(); ++known)
                if (gap.source.isEmpty() || gap.source == sourceOf(known.key()))
                    known->spans.reset();
            m_gaps.append(gap);
            if (m_gaps.size() > kMostGaps)
                m_gaps.removeFirst();
        });
        connect(stream, &StreamPort::statusChanged, this, [this, agent = stream->status().agent](const StreamStatus &status) mutable {
            if (std::exchange(agent, status.agent) != status.agent) { // another one has other targets
                m_skew = 0;
                m_known.clear();
                m_gaps.clear();
                refresh();
            }
            drawSoon(0);
        });
    }
    connect(this->context().ports.targets, &TargetsPort::changed, this, &HealthPage::askTargets);
    refresh();
}

HealthPage::~HealthPage() { m_testing.cancel(); }

void HealthPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    askServers();
    if (context().clock->monotonicMs() - m_askedAt >= kAskAgainMs)
        askHistory();
    m_later.start();
    m_tick.start();
    draw();
}

/// What came is kept, and drawn when somebody looks.
void HealthPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_later.stop();
    m_tick.stop();
    m_drawing.stop();
}

void HealthPage::drawSoon(int ms)
{
    if (isVisible() && (ms == 0 || !m_drawing.isActive()))
        m_drawing.start(ms);
}

void HealthPage::build()
{
    setHeader(tr("Health"), QString());
    new ViewExporter(context(), this, header(), [this] { return offer(); });
    m_add = header()->setPrimaryAction(tr("Add target"));
    m_add->setObjectName(QStringLiteral("addTarget"));
    connect(m_add, &QPushButton::clicked, this, [this] { startForm({}, {}); });

    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kSmallGap);
    auto *group = new QButtonGroup(this);
    for (const Span &span : kSpans) {
        auto *button = makeButton(spanName(span.ms), ButtonKind::Chip, this);
        button->setCheckable(true);
        button->setChecked(span.ms == m_spanMs);
        button->setObjectName(QStringLiteral("span%1h").arg(span.ms / kHourMs));
        button->setProperty("span", span.ms);
        button->setAccessibleDescription(tr("Span of the histories"));
        group->addButton(button);
        m_spans.append(button);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, ms = span.ms] {
            m_spanMs = ms;
            askHistory();
        });
    }
    row->addStretch(1);
    body()->addLayout(row);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("healthNotice"));
    m_notice->hide();
    body()->addWidget(m_notice);

    m_table = new PagedTable(this);
    m_table->setObjectName(QStringLiteral("healthTable"));
    m_table->setListName(tr("Health"));
    m_table->setModel(&m_model);
    m_states = new PageStates(m_table, this);
    body()->addWidget(m_states, 1);
    m_panel = new TargetPanel(this);
    setSidePanel(m_panel);

    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (isOwnAgent())
            startForm({}, {});
        else if (this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("settings"), {});
    });
    connect(m_states, &PageStates::actionRequested, this, &HealthPage::handleAction);
    const auto chosen = [this](const QString &name) { choose(name); };
    connect(m_table, &PagedTable::currentChanged, this, chosen);
    connect(m_table, &PagedTable::clicked, this, chosen);
    connect(m_table, &PagedTable::activated, this, chosen);
    connect(m_panel, &SidePanel::closed, this, [this] {
        m_current.clear();
        draw();
        m_table->focusRows();
    });
    connect(m_panel, &TargetPanel::checkAsked, this, &HealthPage::check);
    connect(m_panel, &TargetPanel::removeAsked, this, &HealthPage::remove);
    connect(m_panel, &TargetPanel::figuresAsked, this, [this](const QString &name) {
        if (this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("monitoring"), {{QStringLiteral("view"), sourceOf(name)}});
    });
    connect(m_panel, &TargetPanel::actionRequested, this, &HealthPage::handleAction);
    connect(m_panel, &TargetPanel::editAsked, this, [this](const QString &name) {
        if (const HealthRow *target = m_model.row(name); target && target->config)
            startForm(*target->config, name);
    });
}

void HealthPage::buildForm()
{
    m_formPanel = new SidePanel(this);
    m_formPanel->setObjectName(QStringLiteral("targetFormPanel"));
    auto *part = m_formPanel->addPart();
    m_form = new TargetForm(m_formPanel);
    m_tested = new Notice(m_formPanel);
    m_tested->setObjectName(QStringLiteral("targetTested"));
    m_error = new ErrorPanel(m_formPanel, ErrorPanel::Room::Narrow);
    part->addWidget(m_form);
    part->addWidget(m_tested);
    part->addWidget(m_error);
    m_save = m_formPanel->addAction(tr("Save"), ButtonKind::Primary);
    m_save->setObjectName(QStringLiteral("saveTarget"));
    m_test = m_formPanel->addAction(tr("Test"));
    m_test->setObjectName(QStringLiteral("testTarget"));
    setSidePanel(m_formPanel);
    connect(m_form, &TargetForm::edited, this, &HealthPage::formEdited);
    connect(m_form, &TargetForm::submitted, this, &HealthPage::save);
    connect(m_save, &QPushButton::clicked, this, &HealthPage::save);
    connect(m_test, &QPushButton::clicked, this, &HealthPage::test);
    connect(m_formPanel, &SidePanel::closed, this, &HealthPage::closeForm);
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) { action == u"retry" ? test() : handleAction(action); });
}

/// The agent within this console is followed, whose targets can be changed here.
bool HealthPage::isOwnAgent() const
{
    const StreamPort *stream = context().ports.stream;
    return !stream || context().ports.preferences->current().agentUrl.isEmpty();
}

void HealthPage::refresh()
{
    askServers();
    askTargets();
    askEvents();
    askHistory();
}

/// Nobody tells that a connection was changed.
void HealthPage::askServers()
{
    m_calls.ask(context().ports.connections->list({}), [this](const Result<QList<ConnectionProfile>> &profiles) {
        if (!profiles)
            return; // the list stands without them
        QHash<QString, QString> servers;
        for (const ConnectionProfile &profile : *profiles)
            servers.insert(QStringLiteral("pg:") + profile.name, toUrl(profile));
        if (std::exchange(m_servers, servers) != servers) {
            askHistory();
            draw();
        }
    });
}

void HealthPage::askTargets()
{
    CallContext call;
    m_calls.ask(context().ports.targets->list(call), [this, request = call.requestId](const Result<TargetsPort::Listed> &listed) {
        m_isLoaded = true;
        if (!listed)
            return m_states->showError(listed.error(), request, m_model.rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
        const bool isOther = names() != QStringList() || !listed->targets.isEmpty();
        m_listed = *listed;
        if (!m_listed.faults.isEmpty())
            m_notice->showText(Tone::Warning, describe(m_listed.faults.first()).sentence);
        else
            m_notice->hide();
        if (isOther)
            askHistory();
        const QVariantMap state = std::exchange(m_restored, {});
        if (!state.contains(QStringLiteral("form")))
            m_wanted = state.value(QStringLiteral("current")).toString();
        draw();
        if (state.contains(QStringLiteral("form"))) {
            const QString former = state.value(QStringLiteral("former")).toString();
            const auto known = std::ranges::find(m_listed.targets, former, &HealthTarget::name);
            startForm(known == m_listed.targets.end() ? HealthTarget() : *known, known == m_listed.targets.end() ? QString() : former);
            m_form->restoreState(state.value(QStringLiteral("form")).toMap());
        }
    });
}

void HealthPage::askEvents()
{
    StreamPort *stream = context().ports.stream;
    if (!stream)
        return;
    m_calls.ask(stream->events({nowMs() - kSpans.back().ms, nowMs(), {}, {}, kMostEvents}, {}), [this](const Result<EventsPage> &page) {
        if (!page)
            return; // the list stands without it
        for (const Event &event : page->events) // beside those that came meanwhile
            for (const auto &told : {targetTold(event), serverTold(event)})
                if (told)
                    take(*told);
        askHistory(); // of those that are known by it alone
        draw();
    });
}

void HealthPage::take(const TargetTold &told)
{
    if (!m_known.contains(told.name) && m_known.size() >= kMostTargets)
        return;
    QList<TargetTold> &changes = m_known[told.name].changes;
    const bool isKnown = std::ranges::any_of(changes, [&](const TargetTold &one) { return one.at == told.at && one.state == told.state; });
    if (isKnown)
        return;
    const auto place = std::ranges::find_if(changes, [&](const TargetTold &one) { return one.at <= told.at; });
    changes.insert(place - changes.begin(), told);
    if (changes.size() > kMostChanges)
        changes.removeLast();
}

QStringList HealthPage::names() const
{
    QStringList names;
    if (isOwnAgent()) {
        for (const HealthTarget &target : m_listed.targets)
            names.append(target.name);
        for (auto server = m_servers.keyBegin(); server != m_servers.keyEnd(); ++server)
            if (!names.contains(*server))
                names.append(*server);
        return names; // what was removed is gone from the list
    }
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known)
        names.append(known.key());
    return names;
}

void HealthPage::askHistory()
{
    StreamPort *stream = context().ports.stream;
    const int question = ++m_question;
    m_askedAt = context().clock->monotonicMs();
    if (!stream)
        return;
    const qint64 to = nowMs(), from = to - m_spanMs;
    const QStringList targetMetrics{metric::TargetUp, metric::TargetEvery, metric::TargetTook, metric::TargetSince};
    const QStringList asked = names();
    // Once for all rows: there may be a hundred thousand. What comes from here on is signalled.
    QHash<QString, QList<Sample>> recent;
    for (const QString &name : asked)
        recent.insert(sourceOf(name), {});
    for (const Sample &sample : stream->recent(to - kHourMs))
        if (const auto ours = recent.find(sample.source); ours != recent.end())
            ours->append(lookOf(sample));
    for (const QString &name : asked)
        m_calls.ask(stream->history({sourceOf(name), isServerSource(name) ? serverMetrics() : targetMetrics, from, to}, {}), [this, name, question, to, recent = recent.value(sourceOf(name))](const Result<MetricHistory> &history) {
            if (!history || question != m_question)
                return;
            Known &known = m_known[name];
            known.history = *history;
            known.spans.reset();
            known.since.removeIf([to](const Sample &sample) { return sample.at < to - kHourMs; });
            QList<Sample> since; // both by time
            std::ranges::set_union(known.since, recent, std::back_inserter(since), {}, &Sample::at, &Sample::at);
            known.since = since;
            const MetricHistory::Line &took = history->lines.at(isServerSource(name) ? 1 : 2);
            known.took = std::make_shared<TimeSeries>(static_cast<int>(took.at.size() + kMostSince));
            for (qsizetype i = 0; i < took.at.size(); ++i)
                known.took->append(took.at.at(i), took.values.at(i));
            for (const Sample &sample : std::as_const(known.since))
                noteTime(*known.took, sample);
            drawSoon(0);
        });
}

void HealthPage::samplesArrived(const QList<Sample> &samples)
{
    // Of what is sampled each second: a look at a target bears the time at which it began, and may take long.
    qint64 oldest = std::numeric_limits<qint64>::max(), newest = 0;
    for (const Sample &sample : samples)
        if (targetNameOf(sample.source).isEmpty()) {
            oldest = std::min(oldest, sample.at);
            newest = std::max(newest, sample.at);
        }
    if (newest > 0 && newest - oldest < kLiveMs)
        m_skew = newest - context().clock->nowMs();
    bool isOurs = false, isNew = false, hasOtherServers = false;
    for (const Sample &sample : samples) {
        const bool isServer = isServerSource(sample.source);
        const QString name = isServer ? sample.source : targetNameOf(sample.source);
        if (name.isEmpty() || (!m_known.contains(name) && m_known.size() >= kMostTargets))
            continue;
        isNew = isNew || !m_known.contains(name);
        hasOtherServers = hasOtherServers || (isServer && !m_servers.contains(name));
        Known &known = m_known[name];
        isOurs = takeLook(known, sample) || isOurs;
        known.since.append(lookOf(sample));
        if (known.since.size() > kMostSince)
            known.since.removeFirst();
        if (known.took)
            noteTime(*known.took, sample);
        if (name == m_checking)
            m_checking.clear();
    }
    if (isNew && !isOwnAgent())
        askHistory();
    if (hasOtherServers && isOwnAgent()) // our agent watches our connections alone
        askServers();
    if (isOurs && m_spanMs <= kLongSpanMs)
        drawSoon(kDrawMs);
}

/// Whether it says something new. A server says each second that all is as it was: that makes its last stretch longer, and no more.
bool HealthPage::takeLook(Known &known, const Sample &sample) const
{
    const bool isSame = isServerSource(sample.source) && !known.since.isEmpty() && serverLook(known.since.last()) == serverLook(sample)
        && sample.at - known.since.last().at <= kServerStandsMs;
    if (isSame && serverLook(sample) == ServerLook::Asleep)
        return false;
    if (isSame && known.spans && !known.spans->isEmpty() && known.spans->last().to >= sample.at) {
        known.spans->last().to = sample.at + kServerStandsMs;
        return false;
    }
    known.spans.reset();
    return true;
}

void HealthPage::eventsArrived(const QList<Event> &events)
{
    bool isOurs = false;
    for (const Event &event : events)
        for (const auto &told : {targetTold(event), serverTold(event)})
            if (told) {
                take(*told);
                isOurs = true;
            }
    if (isOurs)
        drawSoon(kDrawMs);
}

/// Worked out anew when something came: of hundreds of targets one alone at most times. What passes meanwhile only ends the last one.
QList<UpSpan> HealthPage::spansOf(const QString &name, Known &known, qint64 nowMs) const
{
    if (!known.spans) {
        QList<StreamGap> gaps;
        for (const StreamGap &gap : m_gaps)
            if (gap.source.isEmpty() || gap.source == sourceOf(name))
                gaps.append(gap);
        known.spans = (isServerSource(name) ? serverSpans : upSpans)(known.history, known.since, gaps, std::numeric_limits<qint64>::max());
    }
    QList<UpSpan> spans = *known.spans;
    while (!spans.isEmpty() && spans.last().from >= nowMs)
        spans.removeLast();
    if (!spans.isEmpty())
        spans.last().to = std::min(spans.last().to, nowMs);
    return spans;
}

HealthRow HealthPage::rowOf(const QString &name, qint64 nowMs)
{
    HealthRow row;
    row.name = name;
    Known &known = m_known[name];
    if (!known.changes.isEmpty()) {
        const TargetTold &told = known.changes.first();
        row.kind = told.kind;
        row.address = told.address;
        row.isCritical = told.isCritical;
    }
    const auto config = std::ranges::find(m_listed.targets, name, &HealthTarget::name);
    if (isOwnAgent() && config != m_listed.targets.end()) {
        row.config = *config;
        row.kind = config->kind;
        row.address = toldAddress(*config);
        row.isCritical = config->isCritical;
        row.everySeconds = config->everySeconds;
    }
    const qint64 from = nowMs - m_spanMs;
    const QList<UpSpan> spans = spansOf(name, known, nowMs);
    row.up = upTime(spans, from, nowMs);
    row.strip.from = from;
    row.strip.to = nowMs;
    const int count = cellsOf(m_spanMs);
    const QList<UpTime> cells = upCells(spans, from, nowMs, count);
    for (int i = 0; i < cells.size(); ++i) {
        const qint64 begin = from + m_spanMs * i / count, end = from + m_spanMs * (i + 1) / count;
        row.strip.pieces.append({begin, end, cells[i].worst ? toneOf(cells[i].worst) : Tone::None, cellWords(cells[i], begin, end)});
    }
    if (isServerSource(name)) {
        if (isOwnAgent()) // another's server of that name is another server
            row.address = m_servers.value(name);
        describeServer(row, known, nowMs);
        return row;
    }
    std::optional<Sample> last;
    if (!known.since.isEmpty())
        last = known.since.last();
    for (const MetricHistory::Line &line : known.history.lines)
        if (!line.at.isEmpty() && (!last || line.at.last() > last->at))
            last = Sample{0, line.at.last(), {}, {}};
    if (!last)
        return row;
    for (const MetricHistory::Line &line : known.history.lines)
        if (!line.at.isEmpty() && !last->values.contains(line.metric))
            last->values.insert(line.metric, line.values.last());
    row.lookedAt = last->at;
    row.tookMs = last->values.value(metric::TargetTook, -1);
    row.everySeconds = last->values.value(metric::TargetEvery, row.everySeconds);
    // Known now only while the last look still stands.
    if (!spans.isEmpty() && spans.last().to >= nowMs) {
        row.state = stateOfUp(last->values.value(metric::TargetUp));
        row.since = last->at - static_cast<qint64>(last->values.value(metric::TargetSince) * 1000);
        if (!known.changes.isEmpty() && known.changes.first().state == *row.state)
            row.error = known.changes.first().error;
    }
    return row;
}

void HealthPage::describeServer(HealthRow &row, const Known &known, qint64 nowMs) const
{
    row.isServer = true;
    row.everySeconds = 1;
    if (known.since.isEmpty())
        return;
    const Sample &last = known.since.last();
    row.lookedAt = last.at;
    row.tookMs = last.values.value(metric::PgLatency, -1);
    if (nowMs - last.at > kSilentMs)
        return;
    const ServerLook look = serverLook(last);
    row.isAsleep = look == ServerLook::Asleep;
    if (row.isAsleep)
        return;
    row.state = look == ServerLook::Up ? HealthCheck::State::Ok : HealthCheck::State::Down;
    if (!known.changes.isEmpty() && known.changes.first().state == *row.state)
        row.since = known.changes.first().at;
}

/// "2 servers · 3 targets, watched by this console · 1 down"
QString HealthPage::summary(const QList<HealthRow> &rows) const
{
    if (rows.isEmpty())
        return tr("Servers, pages, ports, certificates and disks, and whether they are well.");
    int servers = 0, down = 0, degraded = 0, unknown = 0;
    for (const HealthRow &row : rows) {
        servers += row.isServer;
        down += row.state == HealthCheck::State::Down;
        degraded += row.state == HealthCheck::State::Degraded;
        unknown += !row.state && !row.isAsleep;
    }
    QStringList words;
    if (servers > 0)
        words.append(tr("%n server(s)", nullptr, servers));
    const int targets = static_cast<int>(rows.size()) - servers;
    words.append(isOwnAgent() ? tr("%n target(s), watched by this console", nullptr, targets)
                              : tr("%n target(s), watched by %1", nullptr, targets).arg(format::harmless(context().ports.stream->status().agent)));
    if (down > 0)
        words.append(tr("%n down", nullptr, down));
    if (degraded > 0)
        words.append(tr("%n degraded", nullptr, degraded));
    if (unknown > 0)
        words.append(tr("%n not known", nullptr, unknown));
    return words.join(QStringLiteral(" · "));
}

void HealthPage::draw()
{
    const qint64 now = nowMs();
    QList<HealthRow> rows;
    for (const QString &name : names())
        rows.append(rowOf(name, now));
    m_model.setRows(rows, now);
    const bool isOwn = isOwnAgent();
    const QString agent = isOwn || !context().ports.stream ? QString() : context().ports.stream->status().agent;
    header()->setSentence(summary(rows));
    m_add->setVisible(isOwn);
    const bool isNarrow = width() < kWide || !m_panel->isHidden() || !m_formPanel->isHidden();
    m_table->setColumnHidden(HealthModel::Kind, isNarrow);
    m_table->setColumnHidden(HealthModel::Address, isNarrow);
    if (!m_isLoaded)
        return;
    if (rows.isEmpty()) {
        m_states->setEmptyWords(tr("Nothing is watched yet"),
                                isOwn ? tr("Add a server, a page, a port, a certificate or a disk: this console looks at it while it runs, and remembers how it was.")
                                      : tr("%1 told of no health target. They stand in its configuration, agent.toml, under [[target]].").arg(format::harmless(agent)),
                                isOwn ? tr("Add target") : tr("Settings"), QStringLiteral("health"));
        m_states->showEmpty();
    } else {
        m_states->showReady();
    }
    showPanel();
    if (m_model.row(m_wanted)) {
        const QString name = std::exchange(m_wanted, {});
        m_table->setCurrentId(name);
        choose(name);
    }
}

ViewOffer HealthPage::offer() const
{
    ViewOffer offer;
    offer.name = QStringLiteral("health");
    ViewQuery &query = offer.query;
    query.view = QStringLiteral("health");
    query.title = tr("Health");
    query.to = nowMs();
    query.from = query.to - m_spanMs;
    query.sort = QStringLiteral("status worst first");
    query.stepMs = m_spanMs / cellsOf(m_spanMs);
    if (const StreamPort *stream = context().ports.stream)
        query.agent = stream->status().agent;
    query.agentId = context().ports.preferences->current().agentUrl;
    query.commands = {shellLine(QStringList{QStringLiteral("planciactl"), QStringLiteral("health"), QStringLiteral("list")} + spanWords(query)
                                + (query.agentId.isEmpty() ? QStringList() : QStringList{QStringLiteral("--agent"), query.agentId, QStringLiteral("--remembered")})
                                + QStringList{QStringLiteral("--json")})};
    if (m_model.rowCount() == 0)
        return offer;
    offer.columns = QStringLiteral("name kind address critical status since checked_at took_ms uptime known_s unknown_s code message history").split(u' ');
    offer.count = m_model.rowCount();
    offer.rows = [rows = m_model.toRows()]() mutable {
        QList<ViewRow> some;
        for (const QJsonObject &row : std::exchange(rows, {}))
            some.append({row, {}});
        return some;
    };
    offer.picture = m_table;
    return offer;
}

void HealthPage::choose(const QString &name)
{
    if (!m_model.row(name))
        return;
    if (!m_formPanel->isHidden()) {
        if (m_form->isDirty())
            return; // what was typed is not lost by a click beside it
        closeForm();
    }
    m_current = name;
    draw();
}

void HealthPage::showPanel()
{
    const HealthRow *row = m_model.row(m_current);
    if (!row || !m_formPanel->isHidden()) {
        m_panel->hide();
        return;
    }
    TargetPanel::Content content;
    content.row = *row;
    content.agent = isOwnAgent() || !context().ports.stream ? QString() : context().ports.stream->status().agent;
    content.changes = m_known.value(m_current).changes;
    content.took = m_known.value(m_current).took;
    content.to = nowMs();
    content.from = content.to - m_spanMs;
    content.isChecking = m_checking == m_current;
    const bool wasHidden = m_panel->isHidden();
    m_panel->showContent(content);
    if (wasHidden)
        for (const int column : {HealthModel::Kind, HealthModel::Address})
            m_table->setColumnHidden(column, true);
}

void HealthPage::startForm(const HealthTarget &target, const QString &former)
{
    m_former = former;
    m_form->setTarget(target);
    m_tested->hide();
    m_error->hide();
    m_formPanel->setTitle(former.isEmpty() ? tr("Add target") : tr("Edit %1", "a health target").arg(format::harmless(former)));
    m_panel->hide();
    m_formPanel->show();
    formEdited();
    draw();
    m_form->focusFirst();
}

void HealthPage::closeForm()
{
    m_testing.cancel();
    m_formPanel->hide();
    m_former.clear();
    draw();
    m_table->focusRows();
}

void HealthPage::formEdited()
{
    m_test->setEnabled(m_form->isValid());
    m_tested->hide();
    m_error->hide();
    m_formPanel->setState(m_form->isDirty() && !m_former.isEmpty() ? Tone::Trial : Tone::None, tr("not saved"));
}

void HealthPage::test()
{
    m_form->touchAll();
    if (!m_form->isValid())
        return;
    m_testing.cancel();
    CallContext call;
    m_testing = call.cancel;
    m_error->hide();
    m_tested->showText(Tone::Note, tr("Looking…"));
    m_calls.ask(context().ports.targets->test(m_form->target(), call), [this, call](const Result<HealthCheck> &check) {
        if (call.cancel.isCancelled())
            return;
        if (!check)
            return failed(check.error(), call.requestId);
        if (check->error) {
            m_tested->showText(check->state == HealthCheck::State::Down ? Tone::Error : Tone::Warning,
                               check->state == HealthCheck::State::Down ? tr("It is down now. It can be saved all the same.") : tr("It is degraded now. It can be saved all the same."));
            m_error->setError(*check->error, call.requestId);
            m_error->show();
        } else {
            m_tested->showText(Tone::Good, tr("It is up: an answer after %1 ms.").arg(format::decimal(check->tookMs, 0)));
        }
    });
}

void HealthPage::save()
{
    m_form->touchAll();
    if (!m_form->isValid() || !m_save->isEnabled())
        return;
    m_save->setEnabled(false);
    m_testing.cancel();
    CallContext call;
    const HealthTarget target = m_form->target();
    m_calls.ask(context().ports.targets->save(target, m_former, call), [this, target, request = call.requestId](const Result<bool> &saved) {
        m_save->setEnabled(true);
        if (!saved)
            return failed(saved.error(), request);
        m_current = target.name;
        m_formPanel->hide();
        m_former.clear();
        if (context().actions.notify)
            context().actions.notify(Tone::Good, tr("“%1” is watched now.").arg(target.name));
        askTargets();
        m_table->setCurrentId(target.name);
    });
}

void HealthPage::check(const QString &name)
{
    CallContext call;
    m_checking = name;
    showPanel();
    m_calls.ask(context().ports.targets->lookNow(name, call), [this, name, request = call.requestId](const Result<bool> &asked) {
        if (asked)
            return;
        m_checking.clear();
        showPanel();
        if (context().actions.notify)
            context().actions.notify(Tone::Error, describe(asked.error()).sentence);
    });
}

void HealthPage::remove(const QString &name)
{
    ConfirmQuestion question;
    question.title = tr("Remove “%1”?").arg(format::harmless(name));
    question.sentence = tr("It is looked at no longer. What is remembered of it stays, and comes back with a target of this name.");
    question.act = tr("Remove");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this, name] {
        CallContext call;
        m_calls.ask(context().ports.targets->remove(name, call), [this, name, request = call.requestId](const Result<bool> &removed) {
            if (!removed) {
                m_states->showError(removed.error(), request, PageStates::Content::Shown);
                if (context().actions.noteError)
                    context().actions.noteError(removed.error(), request);
                return;
            }
            m_current.clear();
            m_table->setCurrentId({});
            if (context().actions.notify)
                context().actions.notify(Tone::Good, tr("“%1” is watched no longer.").arg(name));
            askTargets();
        });
    });
    dialog->open();
}

void HealthPage::failed(const Error &error, const QString &requestId)
{
    m_tested->hide();
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

QVariantMap HealthPage::saveState() const
{
    QVariantMap state{{QStringLiteral("span"), m_spanMs}, {QStringLiteral("current"), m_wanted.isEmpty() ? m_current : m_wanted}};
    if (!m_formPanel->isHidden()) {
        state.insert(QStringLiteral("form"), m_form->saveState());
        state.insert(QStringLiteral("former"), m_former);
    }
    return state;
}

void HealthPage::restoreState(const QVariantMap &state)
{
    const qint64 span = state.value(QStringLiteral("span")).toLongLong();
    for (QPushButton *button : std::as_const(m_spans))
        if (button->property("span").toLongLong() == span) {
            button->setChecked(true);
            m_spanMs = span;
        }
    m_restored = state;
    if (m_isLoaded)
        refresh();
}

void HealthPage::showTourStop(const QString &stop)
{
    if (stop == u"detail" && m_model.rowCount() > 0) {
        closeForm();
        choose(m_model.rows().first().name);
        return;
    }
    HealthTarget target;
    target.name = tr("Shop", "example of a health target");
    target.address = QStringLiteral("http://shop.example.invalid/health");
    startForm(target, {});
    test();
}

} // namespace plancia::ui
