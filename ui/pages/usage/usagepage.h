// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/pagedmodel.h"
#include "models/items/usagetables.h"
#include "models/ports/usageport.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

#include <optional>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QTimer;

namespace plancia::ui {

class DayBars;
class FilterBar;
class PagedTable;
class PageStates;
class StatTile;

/// How API keys are used: numbers of a span of time, a bar a day, and tables; and the keys that somebody should look at. Of
/// the whole workspace, one tenant or one key. Reads when it is shown and when something is chosen.
///
/// State: "days" (0: "from" to "to", Unix ms), "chart", "table", "more", "tenant" with "tenantSlug", "key" with "keyName".
class UsagePage : public Page {
    Q_OBJECT
public:
    explicit UsagePage(PageContext context);
    ~UsagePage() override { giveUp(); }

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override { ask(); }
    QStringList tourStops() const override { return {QStringLiteral("recent"), QStringLiteral("hygiene"), QStringLiteral("refused"), QStringLiteral("span")}; }
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    /// A count of millions of calls holds up every other page's question: who looks elsewhere wants it no more.
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    QWidget *buildSpan();
    QWidget *buildChart();
    QWidget *buildTable();
    void chooseSpan();
    void showSpan();
    void chooseTable(int index);
    bool isEverything() const;
    void showMore();
    UsageQuery query() const;
    void ask();
    void giveUp();
    void askHygiene();
    void setModel(PagedModel *model);
    void hygieneChanged();
    void showReport(const UsageReport &report);
    void showTiles();
    void showChart();
    void showTable();
    void showWords(const QString &words);
    int mostOf(usagetables::Table table) const;
    std::optional<usagetables::Table> table() const; ///< nothing: a list of hygiene
    void showSubject();
    bool isHygiene() const;
    UsagePort *port() const;

    Calls m_calls{this};
    int m_days = 30;
    qint64 m_from = 0, m_to = 0; ///< of a span of one's own
    bool m_more = false; ///< as many endpoints and newest calls as there may be
    std::optional<TenantId> m_tenant;
    std::optional<ApiKeyId> m_key;
    QString m_tenantSlug, m_keyName;
    UsageQuery m_asked;
    std::optional<UsageReport> m_report;
    QList<UsageEvent> m_recent;
    HygieneQuery m_hygiene;
    quint64 m_generation = 0;
    CancelToken m_cancel;

    FilterBar *m_bar = nullptr;
    QComboBox *m_span = nullptr;
    QWidget *m_ends = nullptr;
    QDateTimeEdit *m_fromEdit = nullptr, *m_toEdit = nullptr;
    QTimer *m_typed = nullptr;
    QPushButton *m_subject = nullptr;
    PageStates *m_states = nullptr;
    QList<StatTile *> m_tiles;
    QComboBox *m_chartChoice = nullptr;
    DayBars *m_chart = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_words = nullptr;
    QPushButton *m_moreButton = nullptr, *m_export = nullptr;
    PagedTable *m_table = nullptr;
    PagedModel *m_model = nullptr;
};

} // namespace plancia::ui
