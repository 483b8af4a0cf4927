// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/timeseries.h"
#include "ui/kit/sidepanel.h"
#include "ui/pages/health/healthmodel.h"

#include <memory>

namespace plancia::ui {

class TimeChart;

/// One target in detail: why it is not well and what helps, its facts, how long its answers took, what changed. Lives on the GUI thread.
class TargetPanel : public SidePanel {
    Q_OBJECT
public:
    explicit TargetPanel(QWidget *parent = nullptr);

    struct Content {
        HealthRow row;
        QString agent;             ///< empty: the one within this console
        QList<TargetTold> changes; ///< the newest first
        std::shared_ptr<const TimeSeries> took;
        qint64 from = 0, to = 0;   ///< of the chart
        bool isChecking = false;
    };
    /// What somebody reads or is about to click is built anew only when it is another.
    void showContent(const Content &content);
    QString name() const { return m_content.row.name; }

signals:
    void checkAsked(const QString &name);
    void editAsked(const QString &name);
    void removeAsked(const QString &name);
    void figuresAsked(const QString &name);
    void actionRequested(const QString &actionId);

private:
    void build();
    void addFacts();
    void addChanges();
    void addActs();

    Content m_content;
    QVariantList m_built; ///< what decides about the parts
    QVBoxLayout *m_part = nullptr;
    QVBoxLayout *m_facts = nullptr;
    TimeChart *m_chart = nullptr;
};

} // namespace plancia::ui
