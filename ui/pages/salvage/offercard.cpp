// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/salvage/offercard.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QGridLayout>
#include <QVBoxLayout>
#include <limits>

namespace plancia::ui {

using Source = SalvageOffer::Source;

namespace {
constexpr int kLineHeight = 24;

int plural(qint64 count) { return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max())); }

/// The most that any offer has of a table.
qint64 mostOf(const SalvagePlan &plan, const QString &table)
{
    qint64 most = -1;
    for (const SalvageOffer &offer : plan.offers)
        most = std::max(most, offer.rowsOf(table));
    return most;
}
} // namespace

QString OfferCard::nameOf(const SalvageOffer &offer)
{
    switch (offer.source) {
    case Source::Archive: return tr("Newest moment of the archive");
    case Source::Backup: return offer.proved ? tr("Newest proved backup") : tr("Newest verified backup");
    case Source::Rows: return tr("Row by row");
    }
    return {};
}

OfferCard::OfferCard(const SalvagePlan &plan, const SalvageOffer &offer, qint64 nowMs, QWidget *parent) : Card({}, parent)
{
    setObjectName(QStringLiteral("offer-") + toString(offer.source));
    setTitle(nameOf(offer));
    const bool isBest = plan.recommended() == offer.source;
    if (isBest)
        head()->addWidget(new StatusPill(Tone::Good, tr("Recommended"), this));
    const QString what = offer.source == Source::Archive  ? tr("The store as a whole, as of the last commit that was kept.")
                         : offer.source == Source::Backup ? tr("The store as a whole, as of the backup.")
                                                          : tr("What can still be read from the damaged file. What was altered without breaking it cannot be seen.");
    body()->addWidget(makeLabel(what, TextKind::Secondary, Wrap::Yes));
    if (offer.isPossible()) {
        const QString when = offer.at ? format::day(offer.at, nowMs) : tr("Time not known");
        body()->addWidget(makeLabel(offer.commitNo >= 0 ? tr("%1 · commit %2", "%1: when").arg(when, format::count(offer.commitNo)) : when, TextKind::Strong));
        addTables(plan, offer);
        addNotes(plan, offer);
    } else {
        const ErrorText text = describe(*offer.refusal);
        body()->addWidget(makeLabel(text.title, TextKind::Strong, Wrap::Yes));
        body()->addWidget(makeLabel(text.sentence, TextKind::Body, Wrap::Yes));
    }
    body()->addStretch(1);
    m_act = makeButton(tr("Put in place…"), isBest ? ButtonKind::Primary : ButtonKind::Secondary, this);
    m_act->setObjectName(QStringLiteral("apply-") + toString(offer.source));
    m_act->setAccessibleDescription(nameOf(offer));
    m_act->setVisible(offer.isPossible());
    body()->addWidget(m_act, 0, Qt::AlignLeft);
    connect(m_act, &QPushButton::clicked, this, &OfferCard::chosen);
}

void OfferCard::addTables(const SalvagePlan &plan, const SalvageOffer &offer)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(measure::kGap);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    int line = 0;
    for (const QString &table : plan.tables()) {
        const qint64 rows = offer.rowsOf(table);
        const qint64 less = mostOf(plan, table) - std::max<qint64>(rows, 0);
        auto *count = makeLabel(rows < 0 ? QStringLiteral("–") : format::count(rows), TextKind::Mono, Wrap::No, this);
        count->setObjectName(QStringLiteral("rows-") + table);
        auto *difference = makeLabel(less > 0 ? QStringLiteral("−") + format::count(less) : QString(), TextKind::Fault, Wrap::No, this);
        difference->setToolTip(less > 0 ? toolTipText(tr("%n row(s) less than another way has", "", plural(less))) : QString());
        grid->addWidget(makeLabel(table, TextKind::MonoSecondary, Wrap::No, this), line, 0);
        grid->addWidget(count, line, 1, Qt::AlignRight);
        grid->addWidget(difference, line, 2, Qt::AlignRight);
        grid->setRowMinimumHeight(line++, kLineHeight);
    }
    grid->setColumnMinimumWidth(2, 48);
    body()->addLayout(grid);
}

void OfferCard::addNotes(const SalvagePlan &plan, const SalvageOffer &offer)
{
    const auto note = [this](const QString &text) { body()->addWidget(makeLabel(text, TextKind::Body, Wrap::Yes)); };
    if (offer.source == Source::Backup)
        body()->addWidget(new ElidedLabel(offer.name, TextKind::MonoSecondary, this));
    if (const qint64 behind = plan.lastCommit - offer.commitNo; offer.commitNo >= 0 && behind > 0)
        note(tr("%n commit(s) after it are not in it.", "", plural(behind)));
    if (offer.source != Source::Rows)
        return;
    qint64 orphans = 0, refused = 0;
    for (const SalvagedTable &table : offer.tables) {
        orphans += table.orphans;
        refused += table.refused;
    }
    if (const qint64 lost = plan.rows.lost(); lost > 0)
        note(tr("%n row(s) are known to be lost.", "", plural(lost)));
    if (refused > 0)
        note(tr("%n row(s) break a rule and are left out.", "", plural(refused)));
    if (orphans > 0)
        note(tr("%n row(s) come from pages that nothing points to any more.", "", plural(orphans)));
    if (!offer.findings.isEmpty())
        note(tr("%n check(s) do not hold in it.", "", plural(offer.findings.size())));
}

void OfferCard::setBusy(bool busy) { m_act->setEnabled(!busy); }

} // namespace plancia::ui
