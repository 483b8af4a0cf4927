// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/twoversions.h"

#include "ui/kit/button.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QFrame>
#include <QVBoxLayout>

namespace plancia::ui {

TwoVersions::TwoVersions(QWidget *parent) : QWidget(parent)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
}

void TwoVersions::begin(const QString &sentence, const QString &when)
{
    delete m_inside;
    m_inside = new QWidget(this);
    m_column->addWidget(m_inside);
    auto *inside = new QVBoxLayout(m_inside);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(measure::kSmallGap);
    inside->addWidget(makeLabel(sentence, TextKind::Body, Wrap::Yes, m_inside));
    inside->addWidget(makeLabel(when, TextKind::Secondary, Wrap::Yes, m_inside));
}

void TwoVersions::addField(const QString &name, const QString &label, const QString &mine, const QString &theirs, Take take)
{
    auto *inside = static_cast<QVBoxLayout *>(m_inside->layout());
    inside->addSpacing(measure::kTinyGap);
    inside->addWidget(makeLabel(label, TextKind::Strong, Wrap::No, m_inside));
    if (mine == theirs) {
        inside->addWidget(addVersion(name + QStringLiteral("Both"), tr("The same in both"), mine, "noteGood"));
        return;
    }
    inside->addWidget(addVersion(name + QStringLiteral("Mine"), tr("Yours"), mine, "noteNote"));
    inside->addWidget(addVersion(name + QStringLiteral("Theirs"), tr("Theirs, as it is now"), theirs, "noteWarning"));
    if (take == Take::No)
        return;
    auto *button = makeButton(tr("Take theirs", "the value of a field"), ButtonKind::Link, m_inside);
    button->setObjectName(name + QStringLiteral("Take"));
    inside->addWidget(button, 0, Qt::AlignLeft);
    // Later: what is shown is made anew by it, and the button must not go while it is being clicked.
    connect(button, &QPushButton::clicked, this, [this, name] { emit theirsTaken(name); }, Qt::QueuedConnection);
}

void TwoVersions::addNote(const QString &text)
{
    m_inside->layout()->addWidget(makeLabel(text, TextKind::Secondary, Wrap::Yes, m_inside));
}

QWidget *TwoVersions::addVersion(const QString &name, const QString &label, const QString &text, const char *kind)
{
    auto *frame = new QFrame(m_inside);
    frame->setProperty("kind", QByteArray(kind));
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(measure::kSmallGap, measure::kTinyGap + 2, measure::kSmallGap, measure::kTinyGap + 2);
    column->setSpacing(2);
    column->addWidget(makeLabel(label, TextKind::Small, Wrap::No, frame));
    if (text.isEmpty()) {
        column->addWidget(makeLabel(tr("empty", "a field without text"), TextKind::Secondary, Wrap::No, frame));
        return frame;
    }
    auto *block = new TextBlock(text, 6, TextBlock::Face::Text, frame);
    block->setObjectName(name);
    block->setAccessibleName(label);
    column->addWidget(block);
    return frame;
}

} // namespace plancia::ui
