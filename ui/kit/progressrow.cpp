// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/progressrow.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/text.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QPainter>

namespace plancia::ui {

QString progressWords(const Progress &progress)
{
    const auto amount = [&progress](qint64 n) {
        return progress.unit == Progress::Unit::Bytes ? format::bytes(n) : format::count(n);
    };
    QStringList words;
    if (progress.total > 0) {
        words.append(format::percent(static_cast<double>(progress.done) / static_cast<double>(progress.total)));
        words.append(ProgressRow::tr("%1 of %2", "done of all").arg(amount(progress.done), amount(progress.total)));
    } else if (progress.done > 0) {
        words.append(amount(progress.done));
    }
    if (progress.perSecond > 0 && progress.unit == Progress::Unit::Bytes)
        words.append(format::bytesPerSecond(progress.perSecond));
    else if (progress.perSecond > 0 && progress.unit == Progress::Unit::Rows)
        words.append(ProgressRow::tr("%1 rows/s").arg(format::count(qRound64(progress.perSecond))));
    if (progress.remainingMs >= 0)
        words.append(ProgressRow::tr("%1 left", "time").arg(format::duration(std::max<qint64>(progress.remainingMs, 1000) / 1000 * 1000)));
    return words.join(QStringLiteral(" · "));
}

Bar::Bar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(6);
}

void Bar::setShare(double share)
{
    m_share = share;
    update();
}

void Bar::setOver(bool over)
{
    m_over = over;
    update();
}

void Bar::paintEvent(QPaintEvent *)
{
    const Theme theme = currentLook();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.track);
    painter.drawRoundedRect(rect(), 3, 3);
    QRectF part = rect();
    if (m_share < 0)
        part.setRect(width() * 0.3, 0, width() * 0.4, height());
    else
        part.setWidth(std::max(m_share > 0 ? 6.0 : 0.0, width() * std::min(m_share, 1.0)));
    painter.setBrush(m_over ? theme.error : theme.accent);
    if (part.width() > 0)
        painter.drawRoundedRect(part, 3, 3);
}

ProgressRow::ProgressRow(QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(measure::kGap);
    grid->setVerticalSpacing(measure::kTinyGap);
    m_title = new ElidedLabel({}, TextKind::Body, this);
    m_words = new ElidedLabel({}, TextKind::Secondary, this);
    m_words->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_bar = new Bar(this);
    m_cancel = makeButton(tr("Cancel"), ButtonKind::Secondary, this);
    m_cancel->hide();
    grid->addWidget(m_title, 0, 0);
    grid->addWidget(m_words, 0, 1, Qt::AlignRight);
    grid->addWidget(m_bar, 1, 0, 1, 2);
    grid->addWidget(m_cancel, 0, 2, 2, 1, Qt::AlignVCenter);
    grid->setColumnStretch(0, 1);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressRow::cancelRequested);
}

void ProgressRow::setTitle(const QString &title) { m_title->setText(title); }

void ProgressRow::setProgress(const Progress &progress)
{
    m_words->setText(progressWords(progress));
    m_bar->setShare(progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : -1);
}

void ProgressRow::setCancellable(bool cancellable) { m_cancel->setVisible(cancellable); }

} // namespace plancia::ui
