// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/streamstatusview.h"

#include "models/format/quantity.h"
#include "ui/kit/button.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QHBoxLayout>

namespace plancia::ui {

StreamStatusView::StreamStatusView(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(measure::kControl); // in the middle beside buttons
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    m_pill = new StatusPill(this);
    m_pill->setObjectName(QStringLiteral("streamStatus"));
    m_retry = makeButton(tr("Try now"), ButtonKind::Link, this);
    m_retry->setObjectName(QStringLiteral("streamRetry"));
    m_retry->hide();
    row->addWidget(m_pill);
    row->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, &StreamStatusView::retryRequested);
}

void StreamStatusView::showStatus(const StreamStatus &status, qint64 nowMs, Figures figures)
{
    const int seconds = static_cast<int>(std::max<qint64>(0, (status.retryAtMs - nowMs + 999) / 1000));
    const QString wait = seconds > 0 ? tr("next try in %n s", nullptr, seconds) : tr("trying now");
    const bool isQuiet = status.state == StreamStatus::State::Reconnecting && status.attempt == 0; // still connected: there is nothing to try
    switch (status.state) {
    case StreamStatus::State::Connecting:
        m_pill->setState(Tone::Note, tr("connecting"));
        break;
    case StreamStatus::State::Connected:
        if (figures == Figures::Live)
            m_pill->setState(Tone::Good, tr("live"));
        else
            m_pill->setState(Tone::Off, tr("past", "the figures on show are of a past moment"));
        break;
    case StreamStatus::State::Reconnecting:
        m_pill->setState(Tone::Waiting, isQuiet ? tr("no sign of life") : tr("reconnecting · %1").arg(wait));
        break;
    case StreamStatus::State::Down:
        m_pill->setState(Tone::Error, status.retryAtMs > 0 ? tr("down · %1").arg(wait) : tr("down"));
        break;
    }
    const bool isConnected = status.state == StreamStatus::State::Connected;
    m_pill->setMinimumWidth(isConnected ? m_pill->sizeHint().width() : 0); // a short word is never cut
    m_pill->setToolTip(isConnected && status.roundTripMs >= 0 ? toolTipText(tr("The agent answers within %1.").arg(format::quantity(Quantity::Milliseconds, status.roundTripMs))) : QString());
    m_retry->setVisible((status.state == StreamStatus::State::Reconnecting && !isQuiet) || status.state == StreamStatus::State::Down);
}

QString agentName(const StreamStatus &status)
{
    return status.agent.isEmpty() || status.agent == u"built-in" ? StreamStatusView::tr("built-in agent")
                                                                 : StreamStatusView::tr("agent %1").arg(status.agent);
}

} // namespace plancia::ui
