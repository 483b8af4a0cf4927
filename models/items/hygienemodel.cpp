// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/hygienemodel.h"

#include "models/items/usagetables.h"

namespace plancia {

HygieneModel::HygieneModel(KeyHygiene kind, const Clock &clock, QObject *parent)
    : PagedModelT<HygieneRow>(usagetables::hygieneColumns(kind), parent), m_kind(kind), m_clock(clock)
{
}

std::optional<qint64> HygieneModel::total() const
{
    if (const HygieneRow *first = itemAt(0))
        return first->total;
    return state() == State::Empty ? std::optional<qint64>(0) : std::nullopt;
}

QVariant HygieneModel::cell(const HygieneRow &row, int column, int role) const
{
    if (role == Qt::DisplayRole || role == FullTextRole)
        return usagetables::hygieneCells(row, m_kind, m_clock.nowMs()).value(column);
    return {};
}

} // namespace plancia
