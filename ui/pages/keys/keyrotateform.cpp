// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keyrotateform.h"

#include "models/format/format.h"
#include "models/items/apikeysmodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace plancia::ui {

KeyRotateForm::KeyRotateForm(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(makeLabel(tr("A new key takes its place, with the same permissions, limits, addresses and expiry. It is shown once."), TextKind::Body, Wrap::Yes, this));
    m_grace = new QComboBox(this);
    m_grace->setObjectName(QStringLiteral("grace"));
    for (const qint64 graceMs : kGracesMs)
        m_grace->addItem(wordsForGrace(graceMs), graceMs);
    column->addWidget(new FormField(tr("The old key works on for"), m_grace, {}, this));
    m_end = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_end->setObjectName(QStringLiteral("graceEnd"));
    column->addWidget(m_end);
    connect(m_grace, &QComboBox::currentIndexChanged, this, &KeyRotateForm::judge);
}

void KeyRotateForm::start(const ApiKey &key, qint64 nowMs)
{
    m_key = key;
    m_nowMs = nowMs;
    setGraceMs(kDefaultGraceMs);
    judge();
}

qint64 KeyRotateForm::graceMs() const { return m_grace->currentData().toLongLong(); }
void KeyRotateForm::setGraceMs(qint64 graceMs) { m_grace->setCurrentIndex(std::max(0, m_grace->findData(graceMs))); }
void KeyRotateForm::focusFirst() { m_grace->setFocus(); }

void KeyRotateForm::judge()
{
    const qint64 end = graceEnd(m_nowMs, graceMs(), m_key.expiresAt);
    const QString when = format::day(end, m_nowMs);
    if (graceMs() == 0)
        m_end->setText(tr("Whoever still uses the old key is refused from the next request on."));
    else if (end < m_nowMs + graceMs())
        m_end->setText(tr("The old key works until %1: it expires then anyway.").arg(when));
    else
        m_end->setText(tr("The old key works until %1, so that it can be exchanged without a break.").arg(when));
}

} // namespace plancia::ui
