// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/daybars.h"

#include "models/format/format.h"
#include "models/series/axis.h"
#include "ui/kit/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr int kMostDays = 4'000;
constexpr int kTitleHeight = 28;
constexpr int kScaleWidth = 52;
constexpr int kFootHeight = 24;
constexpr int kInset = 12;
constexpr double kBarShare = 0.72; ///< of the room of a day

QString dateOf(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate); }
} // namespace

DayBars::DayBars(const QString &title, const QString &goodWord, const QString &badWord, QWidget *parent)
    : QFrame(parent), m_title(title), m_goodWord(goodWord), m_badWord(badWord)
{
    setProperty("kind", QByteArrayLiteral("card"));
    setAccessibleName(title);
}

void DayBars::setBars(const QList<DayBar> &bars, qint64 fromMs, qint64 toMs)
{
    m_bars.clear();
    m_most = 0;
    const qint64 first = fromMs / kDayMs * kDayMs;
    for (qint64 day = first; day < toMs && m_bars.size() < kMostDays; day += kDayMs)
        m_bars.append({day, 0, 0});
    for (const DayBar &bar : bars) {
        const qint64 index = (bar.at - first) / kDayMs;
        if (index < 0 || index >= m_bars.size())
            continue;
        m_bars[index] = bar;
        m_most = std::max(m_most, bar.good + bar.bad);
    }
    update();
}

QRectF DayBars::plot() const
{
    return QRectF(rect()).adjusted(kInset + kScaleWidth, kInset + kTitleHeight, -kInset, -kInset - kFootHeight);
}

int DayBars::dayAt(const QPointF &point) const
{
    const QRectF area = plot();
    if (m_bars.isEmpty() || !area.contains(point))
        return -1;
    const double width = area.width() / static_cast<double>(m_bars.size());
    return std::clamp(static_cast<int>((point.x() - area.left()) / width), 0, static_cast<int>(m_bars.size()) - 1);
}

void DayBars::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const Theme theme = currentLook();
    const QRectF area = plot();
    QPainter painter(this);
    painter.setPen(theme.text);
    painter.setFont(textFont(TextSize::Body, TextWeight::Strong));
    painter.drawText(QRectF(kInset, kInset, width() - 2 * kInset, kTitleHeight - 4), Qt::AlignLeft | Qt::AlignTop, m_title);
    painter.setFont(textFont(TextSize::Small));
    const double top = m_most > 0 ? m_most : 1;
    for (int line = 0; line <= 2; ++line) { // nothing, half, most
        const double y = area.bottom() - area.height() * line / 2;
        painter.setPen(theme.line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.secondary);
        if (m_most > 0)
            painter.drawText(QRectF(kInset, y - 8, kScaleWidth - 8, 16), Qt::AlignRight | Qt::AlignVCenter, format::compact(top * line / 2));
    }
    if (m_bars.isEmpty())
        return;
    const double room = area.width() / static_cast<double>(m_bars.size());
    const double bar = std::max(1.0, room * kBarShare);
    painter.setPen(Qt::NoPen);
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const double left = area.left() + static_cast<double>(i) * room + (room - bar) / 2;
        const double good = m_bars[i].good / top * area.height(), bad = m_bars[i].bad / top * area.height();
        painter.fillRect(QRectF(left, area.bottom() - good, bar, good), theme.series(0));
        painter.fillRect(QRectF(left, area.bottom() - good - bad, bar, bad), theme.of(Tone::Error));
    }
    painter.setPen(theme.secondary);
    const QRectF foot(area.left(), area.bottom() + 6, area.width(), kFootHeight - 6);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop, dateOf(m_bars.first().at));
    if (m_bars.size() > 1)
        painter.drawText(foot, Qt::AlignRight | Qt::AlignTop, dateOf(m_bars.last().at));
}

bool DayBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int day = dayAt(help->pos());
    if (day < 0) {
        QToolTip::hideText();
        return true;
    }
    const DayBar &bar = m_bars[day];
    QToolTip::showText(help->globalPos(), QStringLiteral("%1 UTC\n%2: %3\n%4: %5")
                                              .arg(dateOf(bar.at), m_goodWord, format::count(static_cast<qint64>(bar.good)), m_badWord,
                                                   format::count(static_cast<qint64>(bar.bad))),
                       this);
    return true;
}

} // namespace plancia::ui
