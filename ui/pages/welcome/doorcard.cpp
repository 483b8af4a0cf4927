// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/doorcard.h"

#include "ui/kit/icons.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/text.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kIconSize = 28;
constexpr int kFootHeight = 48;
} // namespace

DoorCard::DoorCard(const Words &words, ButtonKind kind, QWidget *parent) : Card(QString(), parent)
{
    setBodyMargins(20, 18, 20, 20);
    auto *icon = new QLabel(this);
    icon->setPixmap(iconPixmap(words.icon, currentLook().accent, kIconSize, devicePixelRatioF()));
    body()->addWidget(icon);
    body()->addSpacing(measure::kTinyGap);
    body()->addWidget(makeLabel(words.title, TextKind::Heading, Wrap::Yes));
    body()->addWidget(makeLabel(words.sentence, TextKind::Body, Wrap::Yes));
    body()->addWidget(makeLabel(words.note, TextKind::Secondary, Wrap::Yes));
    body()->addStretch(1);

    auto *foot = new QWidget(this);
    foot->setFixedHeight(kFootHeight);
    auto *acts = new QVBoxLayout(foot);
    acts->setContentsMargins(0, 0, 0, 0);
    m_button = makeButton(words.act, kind, foot);
    m_button->setAccessibleDescription(words.sentence);
    m_progress = new ProgressRow(foot);
    m_progress->hide();
    acts->addWidget(m_button, 0, Qt::AlignBottom | Qt::AlignLeft);
    acts->addWidget(m_progress, 0, Qt::AlignBottom);
    body()->addWidget(foot);

    connect(m_button, &QPushButton::clicked, this, &DoorCard::openRequested);
    connect(m_progress, &ProgressRow::cancelRequested, this, &DoorCard::cancelRequested);
}

void DoorCard::setOpening(const QString &title)
{
    m_progress->setTitle(title);
    m_progress->setProgress({});
    m_progress->show();
    m_button->hide();
}

void DoorCard::setProgress(const Progress &progress) { m_progress->setProgress(progress); }
void DoorCard::setCancellable(bool cancellable) { m_progress->setCancellable(cancellable); }

void DoorCard::setIdle()
{
    m_progress->hide();
    m_button->show();
}

} // namespace plancia::ui
