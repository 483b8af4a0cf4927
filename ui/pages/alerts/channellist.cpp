// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/channellist.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/alertwords.h"
#include "ui/kit/button.h"
#include "ui/kit/sidepanel.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kLineHeight = 34;
constexpr int kMostSeen = 4; ///< lines before it scrolls
} // namespace

ChannelList::ChannelList(QWidget *parent) : Card(tr("Channels"), parent)
{
    setObjectName(QStringLiteral("alertChannels"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto *inside = new QWidget;
    inside->setProperty("kind", QByteArrayLiteral("scrolled"));
    m_lines = new QVBoxLayout(inside);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(measure::kTinyGap);
    scroll->setWidget(inside);
    body()->addWidget(scroll);
}

void ChannelList::showChannels(const QList<AlertChannel> &channels, qint64 nowMs)
{
    if (m_isFilled && channels == m_channels)
        return;
    m_isFilled = true;
    m_channels = channels;
    const QWidget *focus = focusWidget();
    const QString focused = focus && focus->hasFocus() ? focus->objectName() : QString();
    SidePanel::clear(m_lines);
    for (const AlertChannel &channel : channels)
        addChannel(channel, nowMs);
    if (channels.isEmpty())
        m_lines->addWidget(makeLabel(tr("None: alerts are told here and by this computer’s notifications only."), TextKind::Secondary));
    m_lines->addStretch(1);
    auto *scroll = findChild<QScrollArea *>();
    scroll->setFixedHeight(qBound(1, static_cast<int>(channels.size()), kMostSeen) * kLineHeight);
    if (!focused.isEmpty())
        for (QPushButton *button : findChildren<QPushButton *>(focused))
            if (!button->isHidden())
                button->setFocus();
}

void ChannelList::addChannel(const AlertChannel &channel, qint64 nowMs)
{
    auto *line = new QWidget;
    line->setFixedHeight(measure::kControl);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kGap);
    const bool isWrong = !channel.errorId.isEmpty();
    auto *dot = new StatusDot;
    dot->setState(isWrong ? Tone::Error : channel.lastAt > 0 ? Tone::Good : Tone::Note, isWrong ? tr("The last message was not handed over") : channel.lastAt > 0 ? tr("Handed over") : tr("Nothing handed over yet"));
    row->addWidget(dot);
    auto *name = new ElidedLabel(alertText(channel.name), TextKind::Strong);
    name->setFixedWidth(130);
    row->addWidget(name);
    auto *place = new ElidedLabel(QStringLiteral("%1 · %2").arg(wordFor(channel.kind), alertText(channel.place)), TextKind::Secondary);
    place->setMinimumWidth(140);
    row->addWidget(place, 1);
    auto *least = makeLabel(channel.least == AlertSeverity::Critical ? tr("critical only") : tr("warnings, too"), TextKind::Secondary);
    least->setFixedWidth(100);
    row->addWidget(least);
    QString last = channel.lastAt > 0 ? tr("last %1", "when a message was handed over").arg(format::day(channel.lastAt, nowMs)) : tr("nothing handed over yet");
    if (isWrong) { // the agent's sentence is English; what the code means is said in the person's language
        const ErrorRow *known = errorRowById(channel.errorId);
        last = QStringList{alertText(channel.errorId), known ? describe(Error(known->code)).title : QString(), alertText(channel.error)}.join(QStringLiteral(" · "));
    }
    auto *state = new ElidedLabel(last, isWrong ? TextKind::Fault : TextKind::Secondary);
    state->setObjectName(QStringLiteral("channelState"));
    row->addWidget(state, 1);
    auto *test = makeButton(tr("Send a test"), ButtonKind::Link);
    test->setObjectName(QStringLiteral("channelTest-") + channel.name);
    test->setAccessibleName(tr("Send a test to %1").arg(alertText(channel.name)));
    row->addWidget(test);
    connect(test, &QPushButton::clicked, this, [this, channelName = channel.name] { emit testAsked(channelName); }, Qt::QueuedConnection);
    m_lines->addWidget(line);
}

} // namespace plancia::ui
