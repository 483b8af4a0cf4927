// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/items/roles.h"
#include "models/items/rowsmodel.h"

namespace plancia {

/// Which alerts are listed.
struct AlertFilter {
    std::optional<Alert::State> state;
    std::optional<AlertSeverity> severity;
    QString text;         ///< in title, rule, label, or who acknowledged it; whatever the case of its letters
    bool withMuted = false;
    bool operator==(const AlertFilter &) const = default;
};
bool wants(const AlertFilter &filter, const AlertBoard &board, const Alert &alert);

/// What a cell says, as ItemRole names it.
struct AlertCell {
    QString text;
    QString full = {};     ///< at length, for the tool tip
    Tone tone = Tone::None;
    bool isQuiet = false;
};
struct AlertRow {
    QString id;
    QString word = {}; ///< StatusRole of the row
    QList<AlertCell> cells;
};

/// The lists of the page "Alerts": each of a board that is given whole. Ids: Alert::id(), Silence::id, AlertRule::name; of looks their
/// time.
class AlertsModel : public RowsModel<AlertRow> {
    Q_OBJECT
public:
    enum class List { Alerts, Silences, Rules, Looks };
    enum AlertColumn { StateColumn, SeverityColumn, Title, Label, Value, Since, Muted, Acknowledged };
    enum SilenceColumn { Silenced, Until, Author, Comment, MutesNow };
    enum RuleColumn { RuleTitle, Says, RuleSeverity, OnOff, RuleFiring };
    enum LookColumn { At, LookValue, LookLimit, Samples };

    explicit AlertsModel(List list, QObject *parent = nullptr);
    /// Firing ones first, the critical ones of them before the others, then by how long. `agentNow`: the agent's clock, from which ages
    /// are told; nothing when the board is old: then times are.
    void showAlerts(const AlertBoard &board, const AlertFilter &filter, std::optional<qint64> agentNow);
    /// The next to end first.
    void showSilences(const AlertBoard &board, qint64 now);
    void showRules(const AlertBoard &board);
    /// The trace of an alert, the newest first.
    void showLooks(const AlertRule &rule, const Alert &alert);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const List m_list;
    bool m_tellsAges = true; ///< not times
    int m_titleWidth = 0;    ///< of the column of rules, as ColumnWidthRole has it
};

} // namespace plancia
