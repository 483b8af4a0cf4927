// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/silencepanel.h"

#include "models/format/format.h"
#include "models/items/alertwords.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kMostLines = 8;
}

void addMutedAlerts(QVBoxLayout *part, const AlertBoard &board, const Silence &silence, qint64 at)
{
    int count = 0;
    for (const Alert &alert : board.alerts) {
        if (!silence.mutes(alert, at) || ++count > kMostLines)
            continue;
        auto *row = new QHBoxLayout;
        row->setSpacing(measure::kSmallGap);
        auto *dot = new StatusDot;
        dot->setState(toneOf(alert), wordFor(alert.state));
        row->addWidget(dot);
        const QString title = titleOf(board, alert);
        auto *words = new ElidedLabel(alert.label.isEmpty() ? title : QStringLiteral("%1 · %2").arg(title, alertText(alert.label)));
        words->setObjectName(QStringLiteral("mutedAlert"));
        row->addWidget(words, 1);
        part->addLayout(row);
    }
    if (count == 0)
        part->addWidget(makeLabel(SilencePanel::tr("None at present."), TextKind::Secondary));
    else if (count > kMostLines)
        part->addWidget(makeLabel(SilencePanel::tr("and %n more", "alerts", count - kMostLines), TextKind::Secondary));
}

SilencePanel::SilencePanel(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("silencePanel"));
    QVBoxLayout *part = addPart();
    m_facts = new QVBoxLayout;
    m_facts->setSpacing(6);
    part->addLayout(m_facts);
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_error->hide();
    part->addWidget(m_error);
    m_end = addAction(tr("End now"));
    m_end->setObjectName(QStringLiteral("silenceEnd"));
    connect(m_end, &QPushButton::clicked, this, [this] { emit endAsked(m_silence.id); });
}

void SilencePanel::openSilence(const AlertBoard &board, const Silence &silence, qint64 agentNow)
{
    if (silence.id != m_silence.id || isHidden())
        m_error->hide();
    m_silence = silence;
    m_isGone = false;
    const bool isLater = silence.from > agentNow;
    QStringList shown{silence.id, silence.rule, silence.label, silence.author, silence.comment, QString::number(silence.from), QString::number(silence.until), QString::number(isLater)};
    for (const Alert &alert : board.alerts)
        if (silence.mutes(alert, agentNow))
            shown.append(alert.id() + u' ' + toString(alert.state));
    setTitle(tr("Silence of %1").arg(silenceWords(silence)));
    setState(isLater ? Tone::Waiting : Tone::Stopped, isLater ? tr("Later") : tr("In force"));
    if (shown != m_shown) {
        m_shown = shown;
        clear(m_facts);
        addRow(m_facts, tr("Rule"), alertText(silence.rule));
        addRow(m_facts, tr("Of what"), alertText(silence.label));
        addRow(m_facts, tr("From"), format::localAndUtc(silence.from).replace(QStringLiteral(" ("), QStringLiteral("\n(")));
        addRow(m_facts, tr("Until"), format::localAndUtc(silence.until).replace(QStringLiteral(" ("), QStringLiteral("\n(")));
        addRow(m_facts, tr("Author"), alertText(silence.author));
        addRow(m_facts, tr("Comment"), alertText(silence.comment));
        addSection(m_facts, tr("Mutes now"));
        addMutedAlerts(m_facts, board, silence, agentNow);
    }
    judge();
    show();
}

void SilencePanel::showGone()
{
    m_isGone = true;
    setState(Tone::Off, tr("Ended", "a silence"));
    judge();
}

void SilencePanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
}

void SilencePanel::setActing(bool isActing)
{
    m_isActing = isActing;
    if (isActing)
        m_error->hide();
    judge();
}

void SilencePanel::judge() { m_end->setEnabled(!m_isGone && !m_isActing); }

} // namespace plancia::ui
