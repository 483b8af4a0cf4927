// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stattile.h"

#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QGraphicsOpacityEffect>
#include <QVBoxLayout>

namespace plancia::ui {

StatTile::StatTile(const QString &label, QWidget *parent, Room room) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("card"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 12, 8);
    column->setSpacing(1);
    column->addWidget(new ElidedLabel(label, TextKind::Secondary));
    m_value = new ElidedLabel(QStringLiteral("–"), TextKind::Title);
    column->addWidget(m_value);
    setAccessibleName(label);
    if (room == Room::Value)
        return;
    m_state = new StatusPill(this);
    QSizePolicy policy = m_state->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_state->setSizePolicy(policy);
    m_state->hide();
    column->addWidget(m_state);
}

void StatTile::setValue(const QString &value)
{
    m_value->setText(value);
    setAccessibleDescription(value);
}

void StatTile::setState(Tone tone, const QString &word)
{
    m_state->setState(tone, word);
    m_state->setVisible(tone != Tone::None);
}

void StatTile::setStale(bool stale)
{
    if (!stale) {
        m_value->setGraphicsEffect(nullptr);
    } else if (!m_value->graphicsEffect()) {
        auto *dim = new QGraphicsOpacityEffect(m_value);
        dim->setOpacity(0.5);
        m_value->setGraphicsEffect(dim);
    }
}

} // namespace plancia::ui
