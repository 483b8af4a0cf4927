// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/blockingview.h"
#include "ui/pages/monitoring/eventsview.h"
#include "ui/pages/monitoring/figurerows.h"
#include "ui/pages/monitoring/monitoringpage.h"
#include "ui/pages/monitoring/sleepnotice.h"
#include "ui/pages/monitoring/statementsview.h"

#include "ui/kit/pagestates.h"

#include <QStackedWidget>
#include <QTabBar>
#include <algorithm>

/// What of the page can be exported: exactly what it shows, with the query that made it.
namespace plancia::ui {

ViewOffer MonitoringPage::offer() const
{
    const qint64 now = nowMs();
    ViewOffer offer;
    ViewQuery &query = offer.query;
    query.from = m_window.from(now);
    query.to = m_window.to(now);
    if (const StreamPort *stream = context().ports.stream)
        query.agent = stream->status().agent;
    const QString url = context().ports.preferences->current().agentUrl;
    query.agentId = url.isEmpty() ? QStringLiteral("built-in") : url;
    const qint64 oldest = m_oldest > 0 ? m_oldest : m_lines.oldestAt();
    if (oldest > query.from)
        query.gaps.append({query.from, std::min(oldest, query.to), QStringLiteral("not_remembered")});
    for (const StreamGap &gap : areEventsShown() ? streamEventGaps() : streamGapsUntil(query.to))
        if (gap.to > query.from && gap.from < query.to)
            query.gaps.append({std::max(gap.from, query.from), std::min(gap.to, query.to), toString(gap.reason)});
    if (!areEventsShown())
        for (const auto &[since, until] : sleepSpans(m_lines, query.from, query.to, isWaking()))
            query.gaps.append({since, until, QStringLiteral("asleep")});
    std::ranges::stable_sort(query.gaps, {}, &ViewGap::from);
    query.knownMs = knownMsOf(query.gaps, query.from, query.to);
    const QString tab = m_tabs->tabText(m_tabs->currentIndex()).replace(QStringLiteral("&&"), QStringLiteral("&"));
    query.title = tr("Monitoring") + QStringLiteral(" · ") + tab;
    if (!areEventsShown()) {
        query.source = m_view.sources().join(u' ');
        query.title += QStringLiteral(" · ") + m_view.name;
    }
    if (areEventsShown())
        m_events->offer(offer);
    else if (areDashboardsShown())
        offerDashboard(offer);
    else if (m_content->currentWidget() == m_statements)
        m_statements->offer(offer);
    else
        m_blocking->offer(offer);
    return offer;
}

void MonitoringPage::offerDashboard(ViewOffer &offer) const
{
    if (m_states->state() != PageStates::State::Ready || !m_file)
        return;
    const Dashboard &dashboard = m_dashboard->dashboard(); // also one that is being changed
    const QStringList metrics = DashboardView::metricsOf(dashboard);
    ViewQuery &query = offer.query;
    query.view = QStringLiteral("dashboard ") + dashboard.id;
    query.stepMs = m_lines.stepMs();
    for (const QString &source : m_view.sources()) {
        QStringList words{QStringLiteral("planciactl"), QStringLiteral("metrics"), QStringLiteral("show"), source};
        for (const QString &metric : metrics)
            if (const Metric *known = metricByName(metric); known && (source == u"store") == (known->of == Metric::Of::Store))
                words.append(metric);
        if (words.size() > 4)
            query.commands.append(shellLine(words + spanWords(query) + QStringList{QStringLiteral("--csv")}));
    }
    offer.name = QStringLiteral("dashboard-") + dashboard.id;
    offer.columns = QStringList{QStringLiteral("time")} + metrics;
    offer.rows = figureRows(m_lines, metrics, query.from, query.to, query.gaps);
    offer.count = figureCount(m_lines, metrics, query.from, query.to);
    offer.picture = m_dashboard;
}

} // namespace plancia::ui
