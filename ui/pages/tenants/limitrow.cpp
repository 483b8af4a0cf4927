// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/limitrow.h"

#include "models/items/limitwords.h"
#include "ui/kit/button.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/workspacewords.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace plancia::ui {

namespace {
constexpr double kNearly = 0.9; ///< from this share on the bar warns
}

LimitRow::LimitRow(const TenantLimit &limit, const QString &refusal, QWidget *parent) : QWidget(parent), m_limit(limit)
{
    setObjectName(QStringLiteral("limit:") + toString(limit.key));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, measure::kTinyGap);
    column->setSpacing(measure::kTinyGap);
    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kSmallGap);
    auto *name = new ElidedLabel(wordFor(limit.key), TextKind::Body, this);
    name->setObjectName(QStringLiteral("limitName"));
    m_numbers = makeLabel(shownAmount(limit.key.kind, limit.amount), TextKind::Body, Wrap::No, this);
    m_numbers->setObjectName(QStringLiteral("limitNumbers"));
    head->addWidget(name, 1);
    head->addWidget(m_numbers);
    column->addLayout(head);
    m_bar = new Bar(this);
    column->addWidget(m_bar);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(measure::kSmallGap);
    m_words = new ElidedLabel({}, TextKind::Secondary, this);
    m_words->setObjectName(QStringLiteral("limitWords"));
    m_words->setText(limit.isDefault ? tr("Default") : QString());
    foot->addWidget(m_words, 1);
    auto *edit = makeButton(limit.isDefault ? tr("Set another", "amount of a limit") : tr("Change", "a limit"), ButtonKind::Link, this);
    edit->setObjectName(QStringLiteral("editLimit"));
    edit->setAccessibleName(tr("Change %1").arg(wordFor(limit.key)));
    setRefusal(edit, refusal);
    foot->addWidget(edit);
    // Later: the row goes while the form is shown, and must not while it is being clicked.
    connect(edit, &QPushButton::clicked, this, [this] { emit editRequested(m_limit); }, Qt::QueuedConnection);
    column->addLayout(foot);
}

void LimitRow::showUsage(const LimitUsage &usage, qint64 nowMs)
{
    const QString amount = shownAmount(m_limit.key.kind, m_limit.amount);
    const double share = usage.used ? static_cast<double>(*usage.used) / static_cast<double>(m_limit.amount) : 0;
    if (usage.used)
        m_numbers->setText(tr("%1 of %2", "used of allowed").arg(shownUsage(usage), amount));
    m_bar->setVisible(usage.used.has_value()); // an empty bar would say that nothing is used
    m_bar->setShare(std::min(1.0, share));
    m_bar->setOver(share >= kNearly);
    QStringList words;
    if (m_limit.isDefault)
        words.append(tr("Default"));
    if (const QString forecast = shownForecast(usage, nowMs); !forecast.isEmpty())
        words.append(forecast);
    else if (!usage.used)
        words.append(tr("Use not known: nothing records it"));
    m_words->setText(words.join(QStringLiteral(" · ")));
}

} // namespace plancia::ui
