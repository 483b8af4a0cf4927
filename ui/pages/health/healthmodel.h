// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/target.h"
#include "models/items/strip.h"
#include "models/series/uptime.h"

#include <QAbstractTableModel>
#include <QJsonObject>

namespace plancia::ui {

/// A target, or a server that is watched, as the page knows it: from the configuration of this console, from the stream, and from what
/// was told of it.
struct HealthRow {
    QString name; ///< of a server its source, "pg:<name>"
    bool isServer = false;
    bool isAsleep = false; ///< a server that may sleep, and that nobody looks at: it is not known, and that is meant
    std::optional<HealthTarget> config; ///< of the agent within this console
    std::optional<HealthTarget::Kind> kind;
    QString address;
    bool isCritical = true;
    std::optional<HealthCheck::State> state; ///< nothing: not known now
    std::optional<Error> error;              ///< of that state
    qint64 since = 0;                        ///< Unix ms UTC; 0: not known
    qint64 lookedAt = 0;
    double tookMs = -1;
    double everySeconds = 0;
    Strip strip;
    UpTime up;
};

/// Its name as people gave it, on one line.
QString titleOf(const HealthRow &row);
/// "Up", "Degraded", "Down", "Unknown", "Asleep".
QString stateWord(const HealthRow &row);
/// What kind of target it is, or that it is a watched server; a dash when nobody told.
QString kindWord(const HealthRow &row);

/// The list of the Health page: what is worst stands first. Lives on the GUI thread.
class HealthModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Name, Kind, Address, History, Up, Since, Answer, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// Rows of the same names in the same order are changed in place, so that nothing jumps.
    void setRows(QList<HealthRow> rows, qint64 nowMs);
    const QList<HealthRow> &rows() const { return m_rows; }
    const HealthRow *row(const QString &name) const;
    /// As they stand, for other programs; the members of “health list --json”, and "history", a word for each cell.
    QList<QJsonObject> toRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const HealthRow &row, int column) const;

    QList<HealthRow> m_rows;
    qint64 m_now = 0;
};

} // namespace plancia::ui
