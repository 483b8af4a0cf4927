// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/salvage.h"
#include "ui/kit/card.h"

class QPushButton;

namespace plancia::ui {

/// One way back from a damaged store: of when it is, what each table would have, and the act. Shows values only.
class OfferCard : public Card {
    Q_OBJECT
public:
    OfferCard(const SalvagePlan &plan, const SalvageOffer &offer, qint64 nowMs, QWidget *parent = nullptr);
    static QString nameOf(const SalvageOffer &offer); ///< "Newest moment of the archive", in the current language
    void setBusy(bool busy);

signals:
    void chosen();

private:
    void addTables(const SalvagePlan &plan, const SalvageOffer &offer);
    void addNotes(const SalvagePlan &plan, const SalvageOffer &offer);
    QPushButton *m_act = nullptr;
};

} // namespace plancia::ui
