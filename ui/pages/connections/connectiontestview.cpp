// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connectiontestview.h"

#include "models/format/format.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"
#include "ui/pages/connections/connectionwords.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace plancia::ui {

ConnectionTestView::ConnectionTestView(QWidget *parent) : Card(QString(), parent)
{
    setObjectName(QStringLiteral("connectionTest"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_rows = new QGridLayout;
    m_rows->setHorizontalSpacing(16);
    m_rows->setVerticalSpacing(0);
    m_rows->setColumnStretch(3, 1);
    body()->addLayout(m_rows);
    m_verdict = new Notice(this);
    m_verdict->setObjectName(QStringLiteral("testVerdict"));
    m_panel = new ErrorPanel(this);
    m_panel->hide();
    connect(m_verdict, &Notice::linkActivated, this, [this] { emit actionRequested(QStringLiteral("install_schema")); });
    body()->addWidget(m_verdict);
    body()->addWidget(m_panel);
    connect(m_panel, &ErrorPanel::actionRequested, this, &ConnectionTestView::actionRequested);
}

void ConnectionTestView::clearRows()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_error.reset();
    m_panel->hide();
    m_verdict->hide();
}

void ConnectionTestView::addRow(int row, const StageResult &stage)
{
    const bool isReached = stage.state != StageResult::State::Skipped;
    auto *name = makeLabel(stageName(stage.stage), isReached ? TextKind::Strong : TextKind::Secondary);
    name->setMinimumHeight(measure::kRow);
    auto *state = new StatusPill(stageTone(stage.state), stageStateName(stage.state));
    state->setObjectName(QStringLiteral("stage_") + toString(stage.stage));
    auto *took = makeLabel(isReached ? format::duration(stage.durationMs) : QString(), TextKind::Secondary);
    took->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const QString words = stage.detail.isEmpty() ? stagePurpose(stage.stage) : stage.detail;
    auto *detail = new ElidedLabel(words, stage.detail.isEmpty() ? TextKind::Secondary : TextKind::MonoSecondary);
    m_rows->addWidget(name, row, 0);
    m_rows->addWidget(state, row, 1);
    m_rows->addWidget(took, row, 2);
    m_rows->addWidget(detail, row, 3);
}

void ConnectionTestView::showRunning(const QString &name)
{
    clearRows();
    setTitle(tr("Testing “%1”").arg(name));
    m_verdict->showText(Tone::Note, tr("Asking the server, stage by stage. A server that does not answer is given up after "
                                       "some seconds."));
    show();
}

void ConnectionTestView::showReport(const QString &name, const ConnectionReport &report, const QString &requestId)
{
    clearRows();
    setTitle(tr("Test of “%1”").arg(name));
    int row = 0;
    std::optional<Error> warning;
    for (const StageResult &stage : report.stages) {
        addRow(row++, stage);
        if (stage.state == StageResult::State::Failed && stage.error && !m_error)
            m_error = stage.error;
        else if (stage.state == StageResult::State::Warning && stage.error && !warning)
            warning = stage.error;
    }
    const bool lacksSchema = !m_error && warning && warning->code() == ErrorCode::DbSchemaMissing;
    if (!m_error && !lacksSchema)
        m_error = warning;
    if (m_error)
        m_panel->setError(*m_error, requestId);
    m_panel->setVisible(m_error.has_value());
    if (report.ok()) {
        const QString server = report.serverVersion.isEmpty() ? QStringLiteral("PostgreSQL")
                                                              : QStringLiteral("PostgreSQL ") + report.serverVersion;
        if (lacksSchema) // the usual way of a first connection, and no fault
            m_verdict->showText(Tone::Note,
                                tr("%1 lets %2 in. Plancia’s schema is not installed there yet.").arg(server, report.sessionUser),
                                tr("Look at the schema"));
        else
            m_verdict->showText(warning ? Tone::Warning : Tone::Good,
                                warning ? tr("%1 lets %2 in, but look at what follows.").arg(server, report.sessionUser)
                                        : tr("%1 lets %2 in.").arg(server, report.sessionUser));
    }
    show();
}

} // namespace plancia::ui
