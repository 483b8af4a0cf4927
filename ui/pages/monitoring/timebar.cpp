// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/timebar.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qint64 kLeastStripMs = 3'600'000;
constexpr qint64 kStripSpans = 24; ///< how many windows the strip is long
} // namespace

TimeBar::TimeBar(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kTinyGap);
    auto *earlier = makeIconButton(QStringLiteral("arrow-left"), tr("Earlier"), this);
    earlier->setObjectName(QStringLiteral("earlier"));
    m_strip = new TimeStrip(this);
    m_later = makeIconButton(QStringLiteral("arrow-right"), tr("Later"), this);
    m_later->setObjectName(QStringLiteral("later"));
    m_back = makeIconButton(QStringLiteral("zoom-out"), tr("Back from the zoom"), this);
    m_back->setObjectName(QStringLiteral("zoomBack"));
    m_jump = makeIconButton(QStringLiteral("clock"), tr("Jump to a time…"), this);
    m_jump->setObjectName(QStringLiteral("jump"));
    row->addWidget(earlier, 0, Qt::AlignTop);
    row->addWidget(m_strip, 1);
    row->addWidget(m_later, 0, Qt::AlignTop);
    row->addWidget(m_back, 0, Qt::AlignTop);
    row->addWidget(m_jump, 0, Qt::AlignTop);
    connect(earlier, &QToolButton::clicked, this, [this] { emit stepAsked(-1); });
    connect(m_later, &QToolButton::clicked, this, [this] { emit stepAsked(1); });
    connect(m_back, &QToolButton::clicked, this, &TimeBar::backAsked);
    connect(m_jump, &QToolButton::clicked, this, &TimeBar::openJump);
    connect(m_strip, &TimeStrip::moved, this, &TimeBar::endAsked);
}

void TimeBar::showWindow(const TimeWindow &window, qint64 nowMs, qint64 oldestMs, const QList<ChartGap> &gaps)
{
    m_now = nowMs;
    m_to = window.to(nowMs);
    m_span = window.span();
    TimeStrip::Content content;
    const qint64 length = std::clamp(kStripSpans * window.span(), kLeastStripMs, TimeWindow::kLongestMs);
    content.windowFrom = window.from(nowMs);
    content.windowTo = m_to;
    content.to = nowMs;
    // A window that lies before the strip takes the strip along, in its middle.
    if (content.windowFrom < nowMs - length)
        content.to = std::min(nowMs, (content.windowFrom + content.windowTo + length) / 2);
    content.from = content.to - length;
    content.oldest = oldestMs;
    content.gaps = gaps;
    m_strip->setContent(content);
    m_later->setEnabled(!window.isLive());
    m_back->setEnabled(window.canGoBack());
}

/// A small window of its own that goes when something else is clicked; nothing waits for it.
void TimeBar::openJump()
{
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(QStringLiteral("jumpPopup"));
    popup->setProperty("kind", QByteArrayLiteral("card"));
    auto *column = new QVBoxLayout(popup);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(measure::kSmallGap);
    column->addWidget(makeLabel(tr("Show the figures at (local time)"), TextKind::Secondary));
    auto *edit = new QDateTimeEdit(QDateTime::fromMSecsSinceEpoch(m_to - m_span / 2), popup);
    edit->setObjectName(QStringLiteral("jumpTime"));
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    edit->setMaximumDateTime(QDateTime::fromMSecsSinceEpoch(m_now));
    edit->setCalendarPopup(true);
    column->addWidget(edit);
    auto *go = makeButton(tr("Show"), ButtonKind::Primary, popup);
    go->setObjectName(QStringLiteral("jumpGo"));
    column->addWidget(go);
    connect(go, &QPushButton::clicked, this, [this, popup, edit] {
        const qint64 at = edit->dateTime().toMSecsSinceEpoch();
        popup->close();
        emit endAsked(at + m_span / 2); // in the middle
    });
    popup->adjustSize();
    popup->move(m_jump->mapToGlobal(QPoint(m_jump->width() - popup->width(), m_jump->height() + 2)));
    popup->show();
    edit->setFocus();
}

} // namespace plancia::ui
