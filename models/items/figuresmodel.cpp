// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/figuresmodel.h"

namespace plancia {

void FiguresModel::setRows(QList<FigureRow> rows)
{
    setSource([rows = std::move(rows)](const Anchor &, int, const CallContext &) {
        QPromise<Result<Page<FigureRow>>> promise;
        promise.start();
        Page<FigureRow> page;
        page.items = rows;
        promise.addResult(Result<Page<FigureRow>>(page));
        promise.finish();
        return promise.future();
    });
}

QVariant FiguresModel::cell(const FigureRow &row, int column, int role) const
{
    const bool isState = columns().value(column).kind == ColumnKind::State;
    if (role == ToneRole && isState && row.tone != Tone::None)
        return static_cast<int>(row.tone);
    if (role == Qt::DisplayRole || role == FullTextRole)
        return row.cells.value(column);
    return {};
}

} // namespace plancia
