// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/roles.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace plancia {

/// A stretch of time in a strip of states.
struct StripPiece {
    qint64 from = 0, to = 0; ///< Unix ms UTC
    Tone tone = Tone::None;  ///< Good, Warning, Error; None: not known
    QString words;           ///< for the tool tip
    bool operator==(const StripPiece &) const = default;
};
/// What a cell of a table shows as a strip, from left to right.
struct Strip {
    QList<StripPiece> pieces;
    qint64 from = 0, to = 0;
    bool operator==(const Strip &) const = default;
};
/// Strip of a cell, in the place of its text.
inline constexpr int StripRole = Qt::UserRole + 100;

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Strip)
