// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/salvage.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

class QHBoxLayout;
class QScrollArea;

namespace plancia::ui {

class Card;
class ErrorPanel;
class FactGrid;
class OfferCard;
class TaskRows;
class TextBlock;

/// The ways back from a damaged local store, side by side, and putting one in its place. It wants the store closed: in the
/// workspace of the rescue it looks at once, in another it asks the window to go there.
class SalvagePage : public Page {
    Q_OBJECT
public:
    explicit SalvagePage(PageContext context);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    bool isClosed() const; ///< whether the local store is, here
    void setUpParts();
    void look();
    void ask(SalvageOffer::Source source);
    void apply(SalvageOffer::Source source);
    void showPlan();
    void showFound();
    void showDone();
    void showError(const Error &error, const QString &requestId);
    void stateChanged();

    Calls m_calls{this};
    std::optional<SalvagePlan> m_plan;
    std::optional<SalvageReport> m_done;
    QList<OfferCard *> m_cards;
    ErrorPanel *m_error = nullptr;
    TaskRows *m_tasks = nullptr;
    QWidget *m_openStore = nullptr; ///< shown while the store is open
    QScrollArea *m_scroll = nullptr;
    QHBoxLayout *m_offers = nullptr;
    Card *m_found = nullptr;
    TextBlock *m_damage = nullptr;
    Card *m_result = nullptr;
    FactGrid *m_facts = nullptr;
    QPushButton *m_again = nullptr;
    std::function<void()> m_retry;
};

} // namespace plancia::ui
