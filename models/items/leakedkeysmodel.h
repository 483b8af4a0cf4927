// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/leak.h"
#include "models/items/pagedmodel.h"

#include <QLocale>

namespace plancia {

/// "src/config.py, line 41", "3f2a91c8d0e1 src/config.py", "pasted text, line 2".
QString wordsFor(const LeakPlace &place);

/// The keys that a check found, those of the workspace first. Built anew when the language changes. The clock outlives it.
class LeakedKeysModel : public PagedModelT<LeakedKey> {
    Q_OBJECT
public:
    enum Column { State, Name, TenantColumn, Shown, LastUsed, FoundIn };

    explicit LeakedKeysModel(const Clock &clock, const QLocale &locale = QLocale(), QObject *parent = nullptr);
    void setReport(const LeakReport &report);

protected:
    QVariant cell(const LeakedKey &leaked, int column, int role) const override;
    QString idOf(const LeakedKey &leaked) const override { return QString::fromLatin1(leaked.digest.sha256.toHex()); }

private:
    const Clock &m_clock;
    QLocale m_locale;
};

} // namespace plancia
