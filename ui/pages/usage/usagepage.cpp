// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/usage/usagepage.h"

#include "models/format/format.h"
#include "models/items/figuresmodel.h"
#include "models/items/hygienemodel.h"
#include "models/ports/batchport.h"
#include "ui/charts/daybars.h"
#include "ui/charts/stattile.h"
#include "ui/kit/button.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/icons.h"
#include "ui/kit/listexporter.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {

using usagetables::Chart;
using usagetables::Table;

constexpr int kSpans[] = {1, 7, 30, 90, 365}; ///< days
constexpr int kOwnSpan = 0;
constexpr qint64 kMinuteMs = 60'000, kDayMs = 86'400'000;
constexpr int kTypingMs = 400; ///< no report for each digit of a time
constexpr int kChartHeight = 200;
constexpr int kRoomOfArrow = 64; ///< of a time: its margins and the arrow of the calendar
constexpr int kTableHeight = 360;
constexpr Table kTables[] = {Table::Endpoints, Table::Keys, Table::Days, Table::Statuses, Table::Models, Table::Limits, Table::Refusals, Table::Recent};

QString id(const char *prefix, int number) { return QLatin1String(prefix) + QString::number(number); }

} // namespace

UsagePage::UsagePage(PageContext context) : Page(QStringLiteral("usage"), std::move(context))
{
    build();
    showSubject();
    showChart();
}

UsagePort *UsagePage::port() const { return context().workspace ? context().workspace->usage() : nullptr; }

void UsagePage::build()
{
    setHeader(tr("Usage"), tr("How API keys are used, as the service wrote it down"));
    m_bar = new FilterBar({}, this);
    m_bar->addWidget(buildSpan());
    m_subject = new QPushButton(this);
    m_subject->setObjectName(QStringLiteral("usageSubject"));
    m_subject->setIcon(makeIcon(QStringLiteral("close"), context().theme.text));
    m_bar->addWidget(m_subject);
    body()->addWidget(m_bar);
    if (context().workspace)
        body()->addWidget(new TaskRows(*context().ports.tasks, context().workspace->identity().id, {QStringLiteral("export")}, this));

    auto *content = new QWidget;
    content->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    auto *tiles = new QGridLayout;
    tiles->setSpacing(measure::kGap);
    constexpr int kTilesInARow = 5;
    for (const QString &label : {tr("Calls"), tr("Failed", "share of calls"), tr("Active keys"), tr("Tokens"), tr("Cost"), tr("Latency, mean"),
                                 tr("Latency p50"), tr("Latency p95"), tr("Latency p99"), tr("Latency, slowest")}) {
        const int number = static_cast<int>(m_tiles.size());
        m_tiles.append(new StatTile(label, content, StatTile::Room::Value));
        tiles->addWidget(m_tiles.last(), number / kTilesInARow, number % kTilesInARow);
        tiles->setColumnStretch(number % kTilesInARow, 1);
    }
    column->addLayout(tiles);
    column->addWidget(buildChart());
    column->addWidget(buildTable(), 1);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    m_states = new PageStates(scroll, this);
    body()->addWidget(m_states, 1);

    connect(m_subject, &QPushButton::clicked, this, [this] {
        m_tenant.reset();
        m_key.reset();
        showSubject();
        ask();
    });
    connect(m_states, &PageStates::actionRequested, this, &UsagePage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, &UsagePage::showMore);
}

/// How far back, or from when to when.
QWidget *UsagePage::buildSpan()
{
    auto *span = new QWidget(this);
    auto *row = new QHBoxLayout(span);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    m_span = new QComboBox(span);
    m_span->setObjectName(QStringLiteral("usageSpan"));
    m_span->setAccessibleName(tr("Span of time"));
    for (const int days : kSpans)
        m_span->addItem(days == 1 ? tr("Last 24 hours") : tr("Last %n days", "", days), days);
    m_span->addItem(tr("From … to …"), kOwnSpan);
    m_span->setCurrentIndex(m_span->findData(m_days));
    row->addWidget(m_span);
    m_ends = new QWidget(span);
    auto *ends = new QHBoxLayout(m_ends);
    ends->setContentsMargins(0, 0, 0, 0);
    ends->setSpacing(measure::kSmallGap);
    m_typed = new QTimer(this);
    m_typed->setSingleShot(true);
    m_typed->setInterval(kTypingMs);
    const auto edit = [&](const char *partName, const QString &name) {
        auto *label = makeLabel(name, TextKind::Secondary, Wrap::No, m_ends);
        auto *made = new QDateTimeEdit(m_ends);
        made->setObjectName(QLatin1String(partName));
        made->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        made->setCalendarPopup(true);
        made->setMinimumWidth(made->fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00 00:00")) + kRoomOfArrow);
        made->setToolTip(tr("Local time"));
        label->setBuddy(made);
        ends->addWidget(label);
        ends->addWidget(made);
        connect(made, &QDateTimeEdit::dateTimeChanged, m_typed, qOverload<>(&QTimer::start));
        return made;
    };
    m_fromEdit = edit("usageFrom", tr("From", "a time"));
    m_toEdit = edit("usageTo", tr("to", "from a time to another one"));
    row->addWidget(m_ends);
    m_ends->hide();
    connect(m_span, &QComboBox::activated, this, &UsagePage::chooseSpan);
    connect(m_typed, &QTimer::timeout, this, [this] {
        m_from = m_fromEdit->dateTime().toMSecsSinceEpoch();
        m_to = m_toEdit->dateTime().toMSecsSinceEpoch();
        showSpan(); // an end that lies before the beginning moves behind it
        ask();
    });
    return span;
}

QWidget *UsagePage::buildChart()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmallGap);
    m_chartChoice = new QComboBox(box);
    m_chartChoice->setObjectName(QStringLiteral("usageChart"));
    m_chartChoice->setAccessibleName(tr("What the chart shows"));
    for (const Chart chart : usagetables::charts())
        m_chartChoice->addItem(usagetables::title(chart), id("chart", static_cast<int>(chart)));
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Over time"), TextKind::Strong, Wrap::No, box));
    head->addStretch(1);
    head->addWidget(m_chartChoice);
    column->addLayout(head);
    m_chart = new DayBars(box);
    m_chart->setFixedHeight(kChartHeight);
    column->addWidget(m_chart);
    connect(m_chartChoice, &QComboBox::activated, this, &UsagePage::showChart);
    return box;
}

QWidget *UsagePage::buildTable()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmallGap);
    m_choice = new QComboBox(box);
    m_choice->setObjectName(QStringLiteral("usageTable"));
    m_choice->setAccessibleName(tr("What the table shows"));
    for (const Table table : kTables)
        m_choice->addItem(usagetables::title(table), id("table", static_cast<int>(table)));
    m_choice->insertSeparator(m_choice->count());
    for (const KeyHygiene kind : keyHygieneKinds())
        m_choice->addItem(tr("Keys: %1", "a list of keys that somebody should look at").arg(usagetables::title(kind)), id("hygiene", static_cast<int>(kind)));
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("In detail"), TextKind::Strong, Wrap::No, box));
    head->addStretch(1);
    head->addWidget(m_choice);
    column->addLayout(head);
    m_words = makeLabel({}, TextKind::Secondary, Wrap::Yes, box);
    m_words->setObjectName(QStringLiteral("usageWords"));
    m_moreButton = makeButton({}, ButtonKind::Link, box);
    m_moreButton->setObjectName(QStringLiteral("usageMore"));
    auto *said = new QHBoxLayout;
    said->addWidget(m_words, 1);
    said->addWidget(m_moreButton);
    m_export = makeButton(tr("Export…"), ButtonKind::Link, box);
    m_export->setObjectName(QStringLiteral("exportHygiene"));
    m_export->hide();
    said->addWidget(m_export);
    column->addLayout(said);
    m_table = new PagedTable(box);
    m_table->setMinimumHeight(kTableHeight);
    column->addWidget(m_table, 1);
    connect(m_choice, &QComboBox::activated, this, &UsagePage::chooseTable);
    connect(m_moreButton, &QPushButton::clicked, this, [this] {
        m_more = true;
        ask();
    });
    auto *exporter = new ListExporter(context(), this);
    connect(m_export, &QPushButton::clicked, this, [this, exporter] {
        exporter->ask(QStringLiteral("api-keys-") + toString(m_hygiene.kind).replace(u'_', u'-'),
                      [workspace = context().workspace, query = m_hygiene](ListFormat format, const QString &path, const CallContext &call) {
                          return workspace->batch()->exportHygiene(query, format, path, call);
                      });
    });
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        m_hygiene.sort = static_cast<HygieneSort>(key);
        m_hygiene.descending = order == Qt::DescendingOrder;
        askHygiene();
    });
    connect(m_table, &PagedTable::activated, this, [this](const QString &keyId) {
        const auto *keys = qobject_cast<HygieneModel *>(m_model);
        const HygieneRow *row = keys ? keys->itemAt(keys->rowOf(keyId)) : nullptr;
        if (row && this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("keys"), {{QStringLiteral("text"), row->key.shown}, {QStringLiteral("current"), keyId}});
    });
    return box;
}

bool UsagePage::isEverything() const { return !m_tenant && m_days == kSpans[std::size(kSpans) - 1]; }

/// From a time without calls: to all there is; where that is nothing, to what keys tell without a call.
void UsagePage::showMore()
{
    if (isEverything())
        return chooseTable(m_choice->findData(id("hygiene", static_cast<int>(KeyHygiene::NeverUsed))));
    m_tenant.reset();
    m_key.reset();
    m_days = kSpans[std::size(kSpans) - 1];
    showSpan();
    showSubject();
    ask();
}

void UsagePage::chooseSpan()
{
    const int days = m_span->currentData().toInt();
    if (days == kOwnSpan && m_days != kOwnSpan) { // begins with what was shown
        const UsageQuery shown = query();
        m_from = shown.from;
        m_to = shown.to;
    }
    m_days = days;
    showSpan();
    ask();
}

void UsagePage::showSpan()
{
    m_span->setCurrentIndex(m_span->findData(m_days));
    m_ends->setVisible(m_days == kOwnSpan);
    if (m_days != kOwnSpan)
        return;
    m_from = m_from / kMinuteMs * kMinuteMs; // to the minute, as it is shown; up for the end
    m_to = std::max((m_to + kMinuteMs - 1) / kMinuteMs * kMinuteMs, m_from + kMinuteMs);
    const QSignalBlocker from(m_fromEdit), to(m_toEdit);
    m_fromEdit->setDateTime(QDateTime::fromMSecsSinceEpoch(m_from));
    m_toEdit->setDateTime(QDateTime::fromMSecsSinceEpoch(m_to));
}

void UsagePage::showSubject()
{
    m_subject->setVisible(m_tenant.has_value());
    m_subject->setText((m_key ? tr("Key: %1").arg(lineOf(m_keyName)) : tr("Tenant: %1").arg(m_tenantSlug)).replace(u'&', QStringLiteral("&&")));
    m_subject->setToolTip(tr("Show the whole workspace again"));
}

UsageQuery UsagePage::query() const
{
    UsageQuery query;
    query.tenant = m_tenant;
    query.key = m_key;
    query.to = m_days == kOwnSpan ? m_to : context().clock->nowMs() + 1;
    query.from = m_days == kOwnSpan ? m_from : query.to - m_days * kDayMs;
    query.endpoints = mostOf(Table::Endpoints);
    return query;
}

/// How many rows of a table are asked for.
int UsagePage::mostOf(Table table) const
{
    if (table == Table::Recent)
        return m_more ? kMaxUsageRecent : kUsageRecent;
    return m_more ? kMaxUsageEndpoints : kUsageEndpoints;
}

std::optional<Table> UsagePage::table() const
{
    const QString chosen = m_choice->currentData().toString();
    return isHygiene() ? std::nullopt : std::optional(static_cast<Table>(QStringView(chosen).mid(5).toInt()));
}

bool UsagePage::isHygiene() const { return m_choice->currentData().toString().startsWith(QLatin1String("hygiene")); }

void UsagePage::ask()
{
    if (!port()) {
        m_states->setEmptyWords(tr("No usage here"), tr("This workspace keeps no record of how API keys are used."), {}, QStringLiteral("usage"));
        return m_states->showEmpty();
    }
    giveUp();
    m_cancel = CancelToken();
    m_asked = query();
    const quint64 generation = ++m_generation;
    CallContext context;
    context.cancel = m_cancel;
    if (m_states->state() != PageStates::State::Ready)
        m_states->showLoading();
    m_calls.ask(port()->report(m_asked, context), [this, generation, requestId = context.requestId](const Result<UsageReport> &report) {
        if (generation != m_generation)
            return;
        if (!report) {
            if (this->context().actions.noteError)
                this->context().actions.noteError(report.error(), requestId);
            return m_states->showError(report.error(), requestId, m_report && m_report->total.requests ? PageStates::Content::Shown : PageStates::Content::Hidden);
        }
        showReport(*report);
    });
    m_calls.ask(port()->recent(m_asked, mostOf(Table::Recent), context), [this, generation](const Result<QList<UsageEvent>> &events) {
        if (generation != m_generation)
            return;
        m_recent = events ? *events : QList<UsageEvent>();
        if (table() == Table::Recent)
            showTable();
    });
    if (isHygiene())
        askHygiene();
}

void UsagePage::askHygiene()
{
    m_hygiene.tenant = m_tenant;
    auto *model = new HygieneModel(m_hygiene.kind, *context().clock, this);
    model->setSource([workspace = context().workspace, query = m_hygiene](const Anchor &anchor, int limit, const CallContext &call) {
        return workspace->usage()->hygiene(query, anchor, limit, call);
    });
    connect(model, &PagedModel::stateChanged, this, &UsagePage::hygieneChanged);
    setModel(model);
    m_table->setSort(static_cast<int>(m_hygiene.sort), m_hygiene.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_moreButton->hide();
    m_export->setVisible(context().workspace->batch());
    showWords(usagetables::sentence(m_hygiene.kind));
}

/// Shows another table; the former one goes.
void UsagePage::setModel(PagedModel *model)
{
    m_table->setModel(model);
    m_table->setListName(m_choice->currentText());
    if (PagedModel *former = std::exchange(m_model, model))
        former->deleteLater();
}

void UsagePage::hygieneChanged()
{
    const auto *model = qobject_cast<HygieneModel *>(m_model);
    if (!model || model->isBusy())
        return;
    if (model->error() && !model->hasRows())
        return m_states->showError(*model->error(), model->requestId(), m_report ? PageStates::Content::Shown : PageStates::Content::Hidden);
    if (const auto total = model->total())
        showWords(usagetables::sentence(m_hygiene.kind) + u' ' + tr("%n key(s).", "", static_cast<int>(*total)));
    if (m_report) // else its own error stands there
        m_states->showReady();
}

void UsagePage::showReport(const UsageReport &report)
{
    m_report = report;
    showTiles();
    showChart();
    if (!isHygiene())
        showTable();
    const bool isNothing = report.total.requests == 0 && report.refusalDays.isEmpty() && report.limitDays.isEmpty();
    if (isNothing && !isHygiene()) {
        m_states->setEmptyWords(tr("No calls in this time"), tr("The service writes each call of a key into the table api_key_usage."),
                                isEverything() ? tr("Show keys that were never used") : tr("Show a year of everything"), QStringLiteral("usage"));
        return m_states->showEmpty();
    }
    m_states->showReady();
}

void UsagePage::showTiles()
{
    const UsageSum &sum = m_report->total;
    const QLocale locale;
    const auto latency = [&](double us) { return sum.requests > 0 ? usagetables::latency(us, locale) : QStringLiteral("–"); };
    const QStringList values{format::count(sum.requests, locale),
                             usagetables::failureShare(sum, locale),
                             format::count(m_report->activeKeys, locale),
                             format::compact(static_cast<double>(sum.tokensIn + sum.tokensOut), locale),
                             usagetables::cost(sum.costMicros, locale),
                             latency(sum.averageUs()),
                             latency(m_report->p50Us),
                             latency(m_report->p95Us),
                             latency(m_report->p99Us),
                             latency(static_cast<double>(sum.latencyMaxUs))};
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        m_tiles[i]->setValue(values[i]);
}

void UsagePage::showChart()
{
    const auto chart = static_cast<Chart>(QStringView(m_chartChoice->currentData().toString()).mid(5).toInt());
    const QStringList parts = usagetables::chartParts(chart);
    const Theme &theme = context().theme;
    const QColor lower = chart == Chart::Refusals ? theme.of(Tone::Error) : chart == Chart::Limits ? theme.of(Tone::Warning) : theme.series(0);
    const QColor upper = chart == Chart::Calls ? theme.of(Tone::Error) : theme.series(1);
    m_chart->setLook({tr("%1, day by day (UTC)").arg(usagetables::title(chart)), parts[0], parts[1], lower, upper,
                      [chart](double value) { return usagetables::chartNumber(chart, value); }});
    if (!m_report)
        return;
    QList<DayBar> bars;
    for (const usagetables::ChartDay &day : usagetables::chartDays(chart, *m_report))
        bars.append({day.at, day.lower, day.upper, day.words});
    m_chart->setBars(bars, m_asked.from, m_asked.to);
}

void UsagePage::showTable()
{
    const Table shown = table().value_or(Table::Endpoints);
    QList<FigureRow> rows;
    if (shown == Table::Recent)
        rows = usagetables::recentRows(m_recent);
    else if (m_report)
        rows = usagetables::rows(shown, *m_report);
    const bool isPart = (shown == Table::Recent || shown == Table::Endpoints) && rows.size() >= mostOf(shown);
    const int most = shown == Table::Recent ? kMaxUsageRecent : kMaxUsageEndpoints;
    m_moreButton->setText(tr("Show up to %1").arg(format::count(most)));
    m_moreButton->setVisible(isPart && !m_more);
    m_export->hide();
    showWords(rows.isEmpty() ? tr("There is nothing of the kind in this time.")
              : isPart       ? (shown == Table::Recent ? tr("The newest %1.", "calls") : tr("The %1 most used.", "endpoints")).arg(format::count(rows.size()))
              : m_report     ? usagetables::cutWords(shown, *m_report)
                             : QString());
    auto *model = new FiguresModel(usagetables::columns(shown), this);
    model->setRows(std::move(rows));
    setModel(model);
    m_table->setSort(-1, Qt::AscendingOrder); // its order says itself
}

void UsagePage::showWords(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void UsagePage::chooseTable(int index)
{
    m_choice->setCurrentIndex(index);
    if (!isHygiene()) {
        if (m_report)
            showReport(*m_report);
        return;
    }
    m_hygiene.kind = static_cast<KeyHygiene>(QStringView(m_choice->currentData().toString()).mid(7).toInt());
    if (m_hygiene.sort == HygieneSort::Count && usagetables::hygieneColumns(m_hygiene.kind).size() < 7)
        m_hygiene.sort = HygieneSort::Created;
    if (port())
        askHygiene();
}

bool UsagePage::isSettled() const { return m_calls.isIdle() && (!m_model || !m_model->isBusy()); }

void UsagePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous())
        ask();
}

void UsagePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous())
        giveUp();
}

/// What is on its way is not wanted any more; showEvent() asks anew.
void UsagePage::giveUp()
{
    m_typed->stop();
    m_cancel.cancel();
    ++m_generation;
    if (auto *keys = qobject_cast<HygieneModel *>(m_model)) {
        disconnect(keys, nullptr, this, nullptr);
        keys->cancel();
    }
}

QVariantMap UsagePage::saveState() const
{
    QVariantMap state{{QStringLiteral("days"), m_days}, {QStringLiteral("chart"), m_chartChoice->currentData()},
                      {QStringLiteral("table"), m_choice->currentData()}, {QStringLiteral("more"), m_more}};
    if (m_days == kOwnSpan) {
        // Also what was typed a moment ago.
        state.insert(QStringLiteral("from"), m_fromEdit->dateTime().toMSecsSinceEpoch());
        state.insert(QStringLiteral("to"), m_toEdit->dateTime().toMSecsSinceEpoch());
    }
    if (m_tenant) {
        state.insert(QStringLiteral("tenant"), m_tenant->toString());
        state.insert(QStringLiteral("tenantSlug"), m_tenantSlug);
    }
    if (m_key) {
        state.insert(QStringLiteral("key"), m_key->toString());
        state.insert(QStringLiteral("keyName"), m_keyName);
    }
    return state;
}

void UsagePage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    if (const int days = state.value(QStringLiteral("days"), m_days).toInt(); m_span->findData(days) >= 0)
        m_days = days;
    m_from = state.value(QStringLiteral("from")).toLongLong();
    m_to = state.value(QStringLiteral("to")).toLongLong();
    m_more = state.value(QStringLiteral("more")).toBool();
    showSpan();
    if (const int index = m_chartChoice->findData(state.value(QStringLiteral("chart"))); index >= 0)
        m_chartChoice->setCurrentIndex(index);
    m_tenantSlug = state.value(QStringLiteral("tenantSlug")).toString();
    m_keyName = state.value(QStringLiteral("keyName")).toString();
    const auto tenant = TenantId::fromString(state.value(QStringLiteral("tenant")).toString());
    const auto key = ApiKeyId::fromString(state.value(QStringLiteral("key")).toString());
    m_tenant = tenant.isNull() ? std::nullopt : std::optional(tenant);
    m_key = key.isNull() || tenant.isNull() ? std::nullopt : std::optional(key);
    showSubject();
    if (const int index = m_choice->findData(state.value(QStringLiteral("table"))); index >= 0) {
        m_choice->setCurrentIndex(index);
        if (isHygiene())
            m_hygiene.kind = static_cast<KeyHygiene>(QStringView(m_choice->currentData().toString()).mid(7).toInt());
    }
    if (isVisible())
        ask();
}

void UsagePage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("span")) {
        m_chartChoice->setCurrentIndex(m_chartChoice->findData(id("chart", static_cast<int>(Chart::Tokens))));
        m_span->setCurrentIndex(m_span->findData(kOwnSpan));
        chooseTable(m_choice->findData(id("table", static_cast<int>(Table::Endpoints))));
        return chooseSpan();
    }
    if (stop == QLatin1String("refused")) {
        m_chartChoice->setCurrentIndex(m_chartChoice->findData(id("chart", static_cast<int>(Chart::Refusals))));
        showChart();
    }
    const QString chosen = stop == QLatin1String("recent")    ? id("table", static_cast<int>(Table::Recent))
                           : stop == QLatin1String("refused") ? id("table", static_cast<int>(Table::Refusals))
                                                              : id("hygiene", static_cast<int>(KeyHygiene::NoExpiry));
    chooseTable(m_choice->findData(chosen));
}

} // namespace plancia::ui
