// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/usage.h"
#include "models/items/pagedmodel.h"

namespace plancia {

/// Keys that somebody should look at, a window at a time. Built anew for another list, order or language. The clock outlives it.
class HygieneModel : public PagedModelT<HygieneRow> {
    Q_OBJECT
public:
    HygieneModel(KeyHygiene kind, const Clock &clock, QObject *parent = nullptr);
    /// How many keys are like that; nothing before the first answer.
    std::optional<qint64> total() const;

protected:
    QVariant cell(const HygieneRow &row, int column, int role) const override;
    QString idOf(const HygieneRow &row) const override { return row.key.id.toString(); }

private:
    KeyHygiene m_kind;
    const Clock &m_clock;
};

} // namespace plancia
