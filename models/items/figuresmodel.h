// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/pagedmodel.h"

#include <QStringList>

namespace plancia {

/// One line of a table of figures: its cells as text.
struct FigureRow {
    QString id;
    QStringList cells;
    Tone tone = Tone::None; ///< of the column of kind State
    bool operator==(const FigureRow &) const = default;
};

/// A short table that is known as a whole. Built anew when the language changes.
class FiguresModel : public PagedModelT<FigureRow> {
    Q_OBJECT
public:
    explicit FiguresModel(QList<ItemColumn> columns, QObject *parent = nullptr) : PagedModelT<FigureRow>(std::move(columns), parent) {}
    void setRows(QList<FigureRow> rows);

protected:
    QVariant cell(const FigureRow &row, int column, int role) const override;
    QString idOf(const FigureRow &row) const override { return row.id; }
};

} // namespace plancia
