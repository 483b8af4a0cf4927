// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace plancia {

/// Where a page of a list begins. Lists are paged by key, both ways; there is no OFFSET and no row number.
/// `cursor` is opaque text that a port gave out; a port refuses one that is not its own with VAL_008.
struct Anchor {
    enum class Kind { Start, End, After, Before, Share };
    Kind kind = Kind::Start;
    QString cursor;   ///< for After and Before
    double share = 0; ///< for Share: 0…1 of the range that the list stands for (time, or key range)

    static Anchor start() { return {Kind::Start, {}, 0}; }
    static Anchor end() { return {Kind::End, {}, 0}; }
    static Anchor after(QString cursor) { return {Kind::After, std::move(cursor), 0}; }
    static Anchor before(QString cursor) { return {Kind::Before, std::move(cursor), 0}; }
    static Anchor atShare(double share) { return {Kind::Share, {}, share}; }
};

/// A slice of a list, always in the list's own order (also when it was asked for backwards).
template <class T>
struct Page {
    QList<T> items;
    QString firstCursor; ///< of the first item: pass to Anchor::before
    QString lastCursor;  ///< of the last item: pass to Anchor::after
    bool hasBefore = false;
    bool hasAfter = false;
    double firstShare = 0; ///< where the first item stands in the list's range, 0…1
    double lastShare = 1;
};

/// No page is longer, whatever is asked for.
inline constexpr int kMaxPageRows = 600;

} // namespace plancia
