// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/items/alertsmodel.h"
#include "ui/kit/sidepanel.h"

#include <QVariantMap>
#include <memory>

class QLineEdit;

namespace plancia {
class Error;
class TimeSeries;
}

namespace plancia::ui {

class ErrorPanel;
class FormField;
class PagedTable;
class TimeChart;

/// One alert: what its rule says, what was seen, since when, who knows of it. What is typed stays while the board changes.
class AlertPanel : public SidePanel {
    Q_OBJECT
public:
    explicit AlertPanel(QWidget *parent = nullptr);
    /// `isFresh`: the board is how it is now; else nothing can be acknowledged. The same alert again keeps what is typed.
    void openAlert(const AlertBoard &board, const Alert &alert, bool isFresh, qint64 nowMs);
    /// The alert is not on the board any more.
    void showGone();
    QString alertId() const { return m_alert.id(); }
    void setAuthor(const QString &author); ///< what the field begins with
    void showError(const Error &error, const QString &requestId);
    void setActing(bool isActing);
    /// What is typed: "author", "note".
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void acknowledgeAsked(const QString &alertId, const QString &author, const QString &note);
    void silenceAsked(const plancia::Alert &alert);
    void timelineAsked(const plancia::Alert &alert);
    void ruleAsked(const QString &name);

private:
    void build();
    void fill(const AlertBoard &board, qint64 nowMs);
    void fillTimes(const AlertBoard &board, qint64 nowMs);
    void fillChart();
    void judge();

    Alert m_alert;
    AlertRule m_rule;
    QStringList m_shown; ///< what the labels were built for
    QString m_author;
    bool m_isFresh = false, m_isActing = false, m_isGone = false;
    QVBoxLayout *m_why = nullptr;
    QVBoxLayout *m_times = nullptr;
    QWidget *m_chartRoom = nullptr;
    TimeChart *m_chart = nullptr;
    QString m_charted; ///< the alert that m_chart is of
    std::shared_ptr<TimeSeries> m_points;
    AlertsModel *m_looks = nullptr;
    PagedTable *m_table = nullptr;
    QWidget *m_form = nullptr;
    QLineEdit *m_authorLine = nullptr;
    QLineEdit *m_note = nullptr;
    ErrorPanel *m_error = nullptr;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_silence = nullptr;
};

} // namespace plancia::ui
