// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/dashboard.h"
#include "ui/kit/sidepanel.h"

class QComboBox;
class QLineEdit;
class QListWidget;

namespace plancia::ui {

class FormField;

/// What a tile shows: its kind, its metrics, its title, its limits. In the side panel, checked while it is changed.
class TileForm : public SidePanel {
    Q_OBJECT
public:
    explicit TileForm(QWidget *parent = nullptr);
    /// Begins with this tile; `place` is nothing for a new one.
    /// `series`: metrics of a page that are known besides those of the handbook.
    void setTile(const DashboardTile &tile, std::optional<TilePlace> place, Metric::Of of, const QStringList &series);
    DashboardTile tile() const;

signals:
    void accepted(const plancia::DashboardTile &tile, std::optional<plancia::TilePlace> place);

private:
    void showMetrics();
    void edited();
    QString faultWords() const;

    std::optional<TilePlace> m_place;
    Metric::Of m_of = Metric::Of::Postgres;
    DashboardTile m_before; ///< titles in other languages stay
    QStringList m_series;
    QStringList m_chosen;   ///< in the order in which they were chosen
    bool m_isFilling = false;
    QComboBox *m_kind = nullptr;
    QComboBox *m_width = nullptr;
    QLineEdit *m_title = nullptr;
    QLineEdit *m_search = nullptr;
    QListWidget *m_metrics = nullptr;
    FormField *m_metricsField = nullptr;
    QLineEdit *m_limits[4] = {};
    QLabel *m_fault = nullptr;
    QPushButton *m_take = nullptr;
};

} // namespace plancia::ui
