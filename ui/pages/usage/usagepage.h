// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/usagetables.h"
#include "models/ports/usageport.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

#include <optional>

class QComboBox;
class QLabel;

namespace plancia::ui {

class DayBars;
class FilterBar;
class PagedTable;
class PageStates;
class StatTile;

/// How API keys are used: numbers of a span of time, a bar a day, and tables; and the keys that somebody should look at. Of
/// the whole workspace, one tenant or one key. Reads when it is shown and when something is chosen.
///
/// State: "days", "table", "hygiene", "tenant" with "tenantSlug", "key" with "keyName".
class UsagePage : public Page {
    Q_OBJECT
public:
    explicit UsagePage(PageContext context);
    ~UsagePage() override { giveUp(); }

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override { ask(); }
    QStringList tourStops() const override { return {QStringLiteral("recent"), QStringLiteral("hygiene")}; }
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    /// A count of millions of calls holds up every other page's question: who looks elsewhere wants it no more.
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void chooseTable(int index);
    UsageQuery query() const;
    void ask();
    void giveUp();
    void askHygiene();
    void showReport(const UsageReport &report);
    void showTable();
    void showSubject();
    bool isHygiene() const;
    UsagePort *port() const;

    Calls m_calls{this};
    int m_days = 30;
    std::optional<TenantId> m_tenant;
    std::optional<ApiKeyId> m_key;
    QString m_tenantSlug, m_keyName;
    UsageQuery m_asked;
    std::optional<UsageReport> m_report;
    QList<UsageEvent> m_recent;
    HygieneQuery m_hygiene;
    HygieneReport m_found;
    quint64 m_generation = 0, m_hygieneGeneration = 0;
    CancelToken m_cancel, m_hygieneCancel;

    FilterBar *m_bar = nullptr;
    QComboBox *m_span = nullptr;
    QPushButton *m_subject = nullptr;
    PageStates *m_states = nullptr;
    QList<StatTile *> m_tiles;
    DayBars *m_chart = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_words = nullptr;
    PagedTable *m_table = nullptr;
    FiguresModel *m_model = nullptr;
};

} // namespace plancia::ui
