// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/usage/usagepage.h"

#include "models/format/format.h"
#include "ui/charts/daybars.h"
#include "ui/charts/stattile.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/icons.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {

using usagetables::Table;

constexpr int kSpans[] = {1, 7, 30, 90, 365}; ///< days
constexpr qint64 kDayMs = 86'400'000;
constexpr int kTableHeight = 360;
constexpr Table kTables[] = {Table::Endpoints, Table::Keys, Table::Days, Table::Statuses, Table::Models, Table::Limits, Table::Refusals, Table::Recent};

QString id(const char *prefix, int number) { return QLatin1String(prefix) + QString::number(number); }

} // namespace

UsagePage::UsagePage(PageContext context) : Page(QStringLiteral("usage"), std::move(context))
{
    build();
    showSubject();
}

UsagePort *UsagePage::port() const { return context().workspace ? context().workspace->usage() : nullptr; }

void UsagePage::build()
{
    setHeader(tr("Usage"), tr("How API keys are used, as the service wrote it down"));
    m_bar = new FilterBar({}, this);
    m_span = new QComboBox(this);
    m_span->setObjectName(QStringLiteral("usageSpan"));
    m_span->setAccessibleName(tr("Span of time"));
    for (const int days : kSpans)
        m_span->addItem(days == 1 ? tr("Last 24 hours") : tr("Last %n days", "", days), days);
    m_span->setCurrentIndex(m_span->findData(m_days));
    m_bar->addWidget(m_span);
    m_subject = new QPushButton(this);
    m_subject->setObjectName(QStringLiteral("usageSubject"));
    m_subject->setIcon(makeIcon(QStringLiteral("close"), context().theme.text));
    m_bar->addWidget(m_subject);
    body()->addWidget(m_bar);

    auto *content = new QWidget;
    content->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(measure::kGap);
    for (const QString &label : {tr("Calls"), tr("Failed", "share of calls"), tr("Latency p50"), tr("Latency p95"), tr("Latency p99"),
                                 tr("Active keys"), tr("Tokens"), tr("Cost")}) {
        m_tiles.append(new StatTile(label, content));
        tiles->addWidget(m_tiles.last(), 1);
    }
    column->addLayout(tiles);
    m_chart = new DayBars(tr("Calls a day (UTC)"), tr("Done"), tr("Failed"), content);
    m_chart->setFixedHeight(200);
    column->addWidget(m_chart);

    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("In detail"), content);
    title->setFont(textFont(TextSize::Body, TextWeight::Strong));
    m_choice = new QComboBox(content);
    m_choice->setObjectName(QStringLiteral("usageTable"));
    m_choice->setAccessibleName(tr("What the table shows"));
    for (const Table table : kTables)
        m_choice->addItem(usagetables::title(table), id("table", static_cast<int>(table)));
    m_choice->insertSeparator(m_choice->count());
    for (const KeyHygiene kind : keyHygieneKinds())
        m_choice->addItem(tr("Keys: %1", "a list of keys that somebody should look at").arg(usagetables::title(kind)), id("hygiene", static_cast<int>(kind)));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_choice);
    column->addLayout(head);
    m_words = new QLabel(content);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_table = new PagedTable(content);
    m_table->setMinimumHeight(kTableHeight);
    column->addWidget(m_words);
    column->addWidget(m_table, 1);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    m_states = new PageStates(scroll, this);
    body()->addWidget(m_states, 1);

    connect(m_span, &QComboBox::activated, this, [this] {
        m_days = m_span->currentData().toInt();
        ask();
    });
    connect(m_subject, &QPushButton::clicked, this, [this] {
        m_tenant.reset();
        m_key.reset();
        showSubject();
        ask();
    });
    connect(m_choice, &QComboBox::activated, this, &UsagePage::chooseTable);
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        m_hygiene.sort = static_cast<HygieneSort>(key);
        m_hygiene.descending = order == Qt::DescendingOrder;
        askHygiene();
    });
    connect(m_table, &PagedTable::activated, this, [this](const QString &keyId) {
        const auto found = std::ranges::find_if(m_found.rows, [&keyId](const HygieneReport::Row &row) { return row.key.id.toString() == keyId; });
        if (isHygiene() && found != m_found.rows.end() && this->context().actions.navigate)
            this->context().actions.navigate(QStringLiteral("keys"), {{QStringLiteral("text"), found->key.shown}, {QStringLiteral("current"), keyId}});
    });
    connect(m_states, &PageStates::actionRequested, this, &UsagePage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        m_tenant.reset();
        m_key.reset();
        m_days = kSpans[std::size(kSpans) - 1];
        m_span->setCurrentIndex(m_span->findData(m_days));
        showSubject();
        ask();
    });
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
    query.to = context().clock->nowMs() + 1;
    query.from = query.to - m_days * kDayMs;
    query.endpoints = kMaxUsageEndpoints;
    return query;
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
    m_calls.ask(port()->recent(m_asked, kUsageRecent, context), [this, generation](const Result<QList<UsageEvent>> &events) {
        if (generation != m_generation)
            return;
        m_recent = events ? *events : QList<UsageEvent>();
        if (m_choice->currentData().toString() == id("table", static_cast<int>(Table::Recent)))
            showTable();
    });
    if (isHygiene())
        askHygiene();
}

void UsagePage::askHygiene()
{
    m_hygieneCancel.cancel();
    m_hygieneCancel = CancelToken();
    m_hygiene.tenant = m_tenant;
    const quint64 generation = ++m_hygieneGeneration;
    CallContext context;
    context.cancel = m_hygieneCancel;
    m_calls.ask(port()->hygiene(m_hygiene, context), [this, generation, requestId = context.requestId](const Result<HygieneReport> &report) {
        if (generation != m_hygieneGeneration)
            return;
        if (!report)
            return m_states->showError(report.error(), requestId, m_report ? PageStates::Content::Shown : PageStates::Content::Hidden);
        m_found = *report;
        showTable();
        if (m_report) // else its own error stands there
            m_states->showReady();
    });
}

void UsagePage::showReport(const UsageReport &report)
{
    m_report = report;
    const UsageSum &sum = report.total;
    const QLocale locale;
    const bool hasCalls = sum.requests > 0;
    const QString none = QStringLiteral("–");
    const QStringList values{format::count(sum.requests, locale),
                             usagetables::failureShare(sum, locale),
                             hasCalls ? usagetables::latency(report.p50Us, locale) : none,
                             hasCalls ? usagetables::latency(report.p95Us, locale) : none,
                             hasCalls ? usagetables::latency(report.p99Us, locale) : none,
                             format::count(report.activeKeys, locale),
                             format::compact(static_cast<double>(sum.tokensIn + sum.tokensOut), locale),
                             usagetables::cost(sum.costMicros, locale)};
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        m_tiles[i]->setValue(values[i]);
    QList<DayBar> bars;
    for (const UsageReport::Day &day : report.days)
        bars.append({day.at, static_cast<double>(day.sum.requests - day.sum.failures), static_cast<double>(day.sum.failures)});
    m_chart->setBars(bars, m_asked.from, m_asked.to);
    if (!isHygiene())
        showTable();
    if (!hasCalls && report.refusals.isEmpty() && report.limitHits.isEmpty() && !isHygiene()) {
        m_states->setEmptyWords(tr("No calls in this time"), tr("The service writes each call of a key into the table api_key_usage."),
                                m_tenant || m_days != kSpans[std::size(kSpans) - 1] ? tr("Show a year of everything") : QString(), QStringLiteral("usage"));
        return m_states->showEmpty();
    }
    m_states->showReady();
}

void UsagePage::showTable()
{
    const QString chosen = m_choice->currentData().toString();
    QList<ItemColumn> columns;
    QList<FigureRow> rows;
    QString words;
    if (isHygiene()) {
        columns = usagetables::hygieneColumns(m_hygiene.kind);
        rows = usagetables::hygieneRows(m_found, m_hygiene.kind, context().clock->nowMs());
        words = usagetables::sentence(m_hygiene.kind) + u' '
            + (m_found.total > m_found.rows.size() ? tr("The first %1 of %2 are shown.").arg(format::count(m_found.rows.size()), format::count(m_found.total))
                                                   : tr("%n key(s).", "", static_cast<int>(m_found.total)));
    } else {
        const auto table = static_cast<Table>(QStringView(chosen).mid(5).toInt());
        columns = usagetables::columns(table);
        rows = table == Table::Recent ? usagetables::recentRows(m_recent) : m_report ? usagetables::rows(table, *m_report) : QList<FigureRow>();
        if (rows.isEmpty())
            words = tr("There is nothing of the kind in this time.");
    }
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    auto *model = new FiguresModel(columns, this);
    model->setRows(std::move(rows));
    m_table->setModel(model);
    m_table->setListName(m_choice->currentText());
    if (isHygiene())
        m_table->setSort(static_cast<int>(m_hygiene.sort), m_hygiene.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    delete std::exchange(m_model, model);
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
    m_cancel.cancel();
    m_hygieneCancel.cancel();
    ++m_generation;
    ++m_hygieneGeneration;
}

QVariantMap UsagePage::saveState() const
{
    QVariantMap state{{QStringLiteral("days"), m_days}, {QStringLiteral("table"), m_choice->currentData()}};
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
    if (const int index = m_span->findData(state.value(QStringLiteral("days"), m_days)); index >= 0) {
        m_span->setCurrentIndex(index);
        m_days = m_span->currentData().toInt();
    }
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
    chooseTable(m_choice->findData(stop == QLatin1String("recent") ? id("table", static_cast<int>(Table::Recent))
                                                                     : id("hygiene", static_cast<int>(KeyHygiene::NoExpiry))));
}

} // namespace plancia::ui
