// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/statementsview.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/format/quantity.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/tableview.h"
#include "ui/kit/text.h"
#include "ui/pages/monitoring/statementpanel.h"

#include <QClipboard>
#include <QDateTime>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kLaneHeight = 132;
constexpr int kPatienceMs = 400;     ///< an answer within this is not announced
constexpr int kLeastStatement = 250; ///< pixels that a statement wants before figures are left out
constexpr int kShareBar = 44;
constexpr qint64 kFineMs = 600'000;  ///< a shorter span is told by the second
const QString kBusy = QStringLiteral("pg.statements.busy");

/// Left out one by one where there is no room; the panel has them all.
constexpr std::array kDispensable{StatementsModel::TempBlocks, StatementsModel::Wal, StatementsModel::DiskTime, StatementsModel::BlocksRead, StatementsModel::User,
                                  StatementsModel::PerSecond, StatementsModel::RowsPerCall, StatementsModel::CacheHits, StatementsModel::Database};

/// A bar before the number, as long as the share.
class ShareDelegate final : public CellDelegate {
public:
    using CellDelegate::CellDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        CellDelegate::paint(painter, option, index);
        const QVariant share = index.data(StatementsModel::ShareRole);
        if (!share.isValid())
            return;
        const Theme theme = currentLook();
        const QRectF track(option.rect.left() + 10, option.rect.center().y() - 3, kShareBar, 6);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.track);
        painter->drawRoundedRect(track, 3, 3);
        painter->setBrush(theme.accent);
        QPainterPath bar, part;
        bar.addRoundedRect(track, 3, 3);
        part.addRect(QRectF(track.left(), track.top(), track.width() * share.toDouble(), track.height()));
        painter->drawPath(bar.intersected(part));
        painter->restore();
    }
};
} // namespace

StatementsView::StatementsView(PageContext context, QWidget *parent) : QWidget(parent), m_context(std::move(context))
{
    m_reader = new Reader(
        *m_context.clock,
        [this](const QString &source, qint64 from, qint64 to, const CallContext &call) { return m_context.ports.stream->statements({source, from, to}, call); },
        [this](const Result<StatementsReport> &report, const Reader::Asked &asked) { answered(report, asked); }, this);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &StatementsView::showWords);
    build();
    showWords();
}

StatementsView::~StatementsView() = default;

QStringList StatementsView::metrics() { return {kBusy}; }

void StatementsView::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    buildLane();
    column->addWidget(m_lane);
    m_bar = new FilterBar(tr("Search in statements"), this);
    m_coverage = makeLabel({}, TextKind::Secondary);
    m_coverage->setObjectName(QStringLiteral("statementsCoverage"));
    m_bar->addWidget(m_coverage);
    column->addWidget(m_bar);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("statementsNotice"));
    m_notice->hide();
    column->addWidget(m_notice);

    m_model = new StatementsModel(QLocale(), this);
    m_table = new PagedTable;
    m_table->setObjectName(QStringLiteral("statementRows"));
    m_table->setListName(tr("Statements"));
    m_table->setModel(m_model);
    m_table->setColumnDelegate(StatementsModel::Share, new ShareDelegate(m_table));
    m_table->setSort(m_model->sortedColumn(), m_model->order());
    m_table->setMinimumHeight(6 * measure::kRow);
    m_states = new PageStates(m_table, this);
    column->addWidget(m_states, 1);
    m_panel = new StatementPanel;

    connect(m_bar, &FilterBar::changed, this, [this] {
        m_model->setFilter(m_bar->text());
        showState();
    });
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder) {
        // Of figures the greatest are looked for, of names the first.
        const bool isSame = key == m_model->sortedColumn();
        const bool falls = isSame ? m_model->order() == Qt::AscendingOrder : key > StatementsModel::Database;
        m_model->sort(key, falls ? Qt::DescendingOrder : Qt::AscendingOrder);
        m_table->setSort(m_model->sortedColumn(), m_model->order());
        fitColumns();
    });
    connect(m_table, &PagedTable::clicked, this, &StatementsView::open);
    connect(m_table, &PagedTable::activated, this, &StatementsView::open);
    connect(m_states, &PageStates::actionRequested, this, [this](const QString &action) {
        if (action == u"retry")
            m_reader->again();
        else if (m_context.actions.takeAction)
            m_context.actions.takeAction(action);
    });
    connect(m_states, &PageStates::emptyActionRequested, this, &StatementsView::takeEmptyAct);
    connect(m_panel, &SidePanel::closed, m_panel, &QWidget::hide);
}

void StatementsView::buildLane()
{
    m_lane = new TimeChart(tr("Statements that run at once"), this);
    m_lane->setObjectName(QStringLiteral("statementsLane"));
    m_busy = std::make_shared<TimeSeries>();
    m_lane->addSeries(metricLabel(kBusy), m_busy, 0, standsForMs(kBusy, 1000));
    m_lane->setValueWords([](double value) { return format::compact(value); });
    m_lane->setLeastRange(0, 0.1);
    m_lane->setMinimumHeight(kLaneHeight);
    m_lane->setMaximumHeight(kLaneHeight);
    connect(m_lane, &TimeChart::spanBrushed, this, &StatementsView::spanBrushed);
    connect(m_lane, &TimeChart::zoomAsked, this, &StatementsView::zoomAsked);
    connect(m_lane, &TimeChart::panAsked, this, &StatementsView::panAsked);
    connect(m_lane, &TimeChart::crosshairMoved, m_lane, &TimeChart::setCrosshair);
}

QVariantMap StatementsView::saveState() const
{
    QVariantMap state;
    if (!m_bar->text().isEmpty())
        state.insert(QStringLiteral("text"), m_bar->text());
    if (m_model->sortedColumn() != StatementsModel::Time)
        state.insert(QStringLiteral("sort"), m_model->sortedColumn());
    if (m_model->order() == Qt::AscendingOrder)
        state.insert(QStringLiteral("isRising"), true);
    return state;
}

void StatementsView::restoreState(const QVariantMap &state)
{
    m_bar->setText(state.value(QStringLiteral("text")).toString());
    m_model->setFilter(m_bar->text());
    m_model->sort(state.value(QStringLiteral("sort"), static_cast<int>(StatementsModel::Time)).toInt(), state.value(QStringLiteral("isRising")).toBool() ? Qt::AscendingOrder : Qt::DescendingOrder);
    m_table->setSort(m_model->sortedColumn(), m_model->order());
}

bool StatementsView::isSettled() const { return m_sight.view.isLocal() || !m_context.ports.stream || (m_reader->isIdle() && !m_isOther); }

// --- what is known ---

void StatementsView::showSight(const SpanSight &sight)
{
    const SpanSight before = std::exchange(m_sight, sight);
    const bool isOtherSource = before.view.id != sight.view.id;
    showLane();
    if (isOtherSource) { // of another server nothing stays in sight
        m_report.reset();
        m_trouble.reset();
        m_model->show({});
        m_panel->hide();
    }
    if (sight.view.isLocal() || !m_context.ports.stream) {
        m_reader->stop();
        m_isOther = false;
        return showState();
    }
    const bool isOther = m_reader->show(sight.view.id, sight.window, sight.now);
    if (isOther) {
        m_isOther = true;
        m_patience.start();
    }
    if (isOther || before.has.statements != sight.has.statements) // an error that is read is not built anew each second
        showState();
}

void StatementsView::take(const QString &source)
{
    if (source == m_sight.view.id)
        m_reader->again();
}

void StatementsView::refresh() { m_reader->again(); }

void StatementsView::answered(const Result<StatementsReport> &report, const Reader::Asked &asked)
{
    m_asked = asked;
    m_isOther = false;
    m_patience.stop();
    if (report) {
        m_trouble.reset();
        m_report = *report;
        m_model->show(*report);
        fitColumns();
    } else {
        if (!m_trouble || m_trouble->code() != report.error().code()) // once in the history, however often it is tried
            if (m_context.actions.noteError)
                m_context.actions.noteError(report.error(), asked.requestId);
        m_trouble = report.error();
        m_reader->rest();
    }
    showState();
    showPanel();
    emit settled();
}

// --- what is shown ---

void StatementsView::showLane()
{
    const auto line = m_sight.lines ? m_sight.lines->line(kBusy) : nullptr;
    *m_busy = line ? *line : TimeSeries(1);
    m_lane->setVisible(!m_sight.view.isLocal());
    m_lane->setSight({.from = m_sight.from(), .to = m_sight.to(), .gaps = m_sight.gaps, .stepMs = m_sight.lines ? m_sight.lines->stepMs() : 1000, .knownUntil = m_sight.to(),
                      .note = absenceWords(kBusy, m_sight.has)});
}

/// "14:03–14:58, 52 min of 1 h known".
QString StatementsView::coverage() const
{
    if (!m_report || m_report->to == 0)
        return {};
    const qint64 span = m_report->to - m_report->from;
    const qint64 asked = std::max(span, m_asked.to - m_asked.from);
    const auto precision = span < kFineMs ? format::Precision::Seconds : format::Precision::Minutes;
    const auto dayOf = [](qint64 at) { return QDateTime::fromMSecsSinceEpoch(at).date(); };
    const bool isToday = dayOf(m_report->from) == dayOf(m_sight.now) && dayOf(m_report->to) == dayOf(m_sight.now);
    const auto words = [&](qint64 at) { return isToday ? format::time(at, format::Zone::Local, precision) : format::dateTime(at, format::Zone::Local, precision); };
    if (m_report->knownMs >= asked)
        return tr("%1–%2, all of it known", "two times").arg(words(m_report->from), words(m_report->to));
    return tr("%1–%2, %3 of %4 known", "two times, two durations").arg(words(m_report->from), words(m_report->to), format::duration(m_report->knownMs), format::duration(asked));
}

QString StatementsView::noticeWords() const
{
    QStringList words;
    if (m_report && m_report->evicted > 0)
        words.append(tr("The server dropped statements to make room for others, %n time(s): what they did since the look before is in no figure. pg_stat_statements.max is how many it keeps.", nullptr,
                        static_cast<int>(std::min(m_report->evicted, 1e9))));
    if (m_report && m_report->to > 0 && m_sight.lines) {
        for (const StreamGap &gap : m_sight.lines->gaps()) {
            if (gap.reason != StreamGap::Reason::CounterReset || gap.to < m_report->from || gap.from > m_report->to)
                continue;
            words.append(tr("The server’s counters began anew at %1: what was counted shortly before is not known.").arg(format::time(gap.to)));
            break;
        }
    }
    if (m_sight.has.statements == 0.0 && m_model->rowCount() > 0)
        words.append(tr("Statements cannot be read now. An administrator of the server can change that, in the connected database: %1")
                         .arg(grantFor(Metric::Needs::Statements, m_sight.role)));
    return words.join(u' ');
}

void StatementsView::showWords()
{
    m_coverage->setText(coverage());
    m_coverage->setVisible(!m_coverage->text().isEmpty());
    const QString words = m_sight.view.isLocal() ? QString() : noticeWords();
    m_notice->setVisible(!words.isEmpty());
    if (!words.isEmpty())
        m_notice->showText(Tone::Warning, words);
    const bool lasts = m_isOther && !m_patience.isActive();
    const auto all = m_report ? m_report->rows.size() : 0;
    m_bar->setNote(!m_report                     ? QString()
                   : lasts                       ? tr("Reading…")
                   : m_model->statements() < all ? tr("%1 of %2", "listed statements, of all").arg(format::count(m_model->statements()), format::count(all))
                                                 : QString());
    m_bar->setVisible(!m_sight.view.isLocal());
}

void StatementsView::showState()
{
    showWords();
    m_sql.clear();
    const auto empty = [this](const QString &title, const QString &sentence, const QString &act = {}, const char *icon = "monitoring") {
        m_states->setEmptyWords(title, sentence, act, QLatin1String(icon));
        m_states->showEmpty();
    };
    if (m_sight.view.isLocal()) {
        if (m_sight.hasServers)
            return empty(tr("No server is chosen"), tr("Statements are those of a PostgreSQL server: choose one above."), {}, "database");
        return empty(tr("No server is watched"), tr("Statements are those of a PostgreSQL server. The agent watches each one that is saved as a connection."), tr("Open connections"), "connections");
    }
    if (m_trouble)
        return m_states->showError(*m_trouble, m_asked.requestId, m_model->rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
    if (m_model->rowCount() > 0)
        return m_states->showReady();
    if (!m_report || m_isOther)
        return m_states->showLoading();
    if (!m_report->rows.isEmpty())
        return empty(tr("No such statement"), tr("No statement of this stretch of time is what the filter asks for."), {}, "search");
    if (m_sight.has.statements == 0.0) {
        m_sql = grantFor(Metric::Needs::Statements, m_sight.role);
        return empty(tr("Statements cannot be read"),
                     tr("The extension pg_stat_statements is missing in the connected database, or its library in shared_preload_libraries, or this role may not read it. "
                        "An administrator of the server can change that: %1").arg(m_sql),
                     tr("Copy the SQL"), "lock");
    }
    if (m_report->oldest == 0)
        return empty(tr("Nothing is remembered yet"), tr("The first figures come after two minutes, by themselves."), {}, "clock");
    if (m_report->to == 0 && m_report->oldest > m_asked.to)
        return empty(tr("Not known"), tr("What is remembered of this server’s statements begins at %1.").arg(format::dateTime(m_report->oldest)), {}, "clock");
    if (m_report->to == 0)
        return empty(tr("Not known"), tr("Of this stretch of time no figures are remembered. They come about once a minute: a longer stretch may have some."), {}, "clock");
    empty(tr("No statement ran"), tr("In this stretch of time the server finished no statement."), {}, "check");
}

void StatementsView::offer(ViewOffer &offer)
{
    ViewQuery &query = offer.query;
    query.view = QStringLiteral("statements");
    offer.name = QStringLiteral("statements");
    if (m_sight.view.isLocal() || !m_report || m_isOther || m_model->rowCount() == 0)
        return;
    query.knownMs = m_report->to > 0 ? m_report->knownMs : 0;
    if (m_report->to > 0 && m_report->knownMs < m_report->to - m_report->from)
        query.note = tr("The figures are of what is known between %1 and %2.").arg(format::dateTime(m_report->from, format::Zone::Utc), format::dateTime(m_report->to, format::Zone::Utc));
    if (!m_bar->text().isEmpty())
        query.filter.insert(QStringLiteral("text"), m_bar->text());
    query.sort = StatementsModel::keyOf(m_model->sortedColumn()) + (m_model->order() == Qt::DescendingOrder ? QStringLiteral(" falling") : QStringLiteral(" rising"));
    QStringList words{QStringLiteral("planciactl"), QStringLiteral("statements"), QStringLiteral("--source"), m_sight.view.id};
    const QHash<int, QString> orders{{StatementsModel::Calls, QStringLiteral("calls")}, {StatementsModel::BlocksRead, QStringLiteral("reads")}, {StatementsModel::Mean, QStringLiteral("mean")}};
    if (const QString order = orders.value(m_model->sortedColumn()); !order.isEmpty())
        words += {QStringLiteral("--order"), order};
    query.commands = {shellLine(words + spanWords(query) + QStringList{QStringLiteral("--limit"), QStringLiteral("10000"), QStringLiteral("--csv")})};
    offer.columns = StatementsModel::keys();
    offer.count = m_model->rowCount();
    offer.rows = [rows = m_model->toRows()]() mutable {
        QList<ViewRow> some;
        for (const QJsonObject &row : std::exchange(rows, {}))
            some.append({row, {}});
        return some;
    };
    offer.picture = this;
}

void StatementsView::takeEmptyAct()
{
    if (m_sql.isEmpty()) {
        if (m_context.actions.navigate)
            m_context.actions.navigate(QStringLiteral("connections"), {});
        return;
    }
    QGuiApplication::clipboard()->setText(m_sql);
    if (m_context.actions.notify)
        m_context.actions.notify(Tone::Good, tr("Copied: %1").arg(m_sql));
}

/// Figures are left out before a statement gets too short to be known again.
void StatementsView::fitColumns()
{
    const int digit = QFontMetrics(monoFont()).horizontalAdvance(u'0');
    const auto widthOf = [&](int column) { return m_model->headerData(column, Qt::Horizontal, ColumnWidthRole).toInt() * digit + 20; };
    QSet<int> hidden;
    if (!m_model->hasUsers())
        hidden.insert(StatementsModel::User);
    if (!m_model->hasDatabases())
        hidden.insert(StatementsModel::Database);
    int left = m_states->width() - kLeastStatement - 16;
    for (int column = StatementsModel::User; column < StatementsModel::ColumnCount; ++column)
        left -= hidden.contains(column) ? 0 : widthOf(column);
    for (const StatementsModel::Column column : kDispensable) {
        if (left >= 0)
            break;
        if (hidden.contains(column) || column == m_model->sortedColumn())
            continue;
        hidden.insert(column);
        left += widthOf(column);
    }
    for (int column = StatementsModel::User; column < StatementsModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, hidden.contains(column));
}

void StatementsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void StatementsView::open(const QString &id)
{
    const StatementRow *row = m_model->byId(id);
    if (!row)
        return; // the others have nothing more to tell
    m_table->setCurrentId(id);
    m_panel->openStatement(*row, m_model->report(), m_model->known());
}

/// The panel goes along with the span.
void StatementsView::showPanel()
{
    if (m_panel->isHidden())
        return;
    if (const StatementRow *row = m_model->byId(StatementsModel::idOf(m_panel->statement())))
        m_panel->openStatement(*row, m_model->report(), m_model->known());
    else
        m_panel->showAbsent();
}

void StatementsView::openFirst()
{
    if (const StatementRow *row = m_model->statementAt(0))
        open(StatementsModel::idOf(*row));
}

} // namespace plancia::ui
