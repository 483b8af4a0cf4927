// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "models/base/page.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia::cli {

inline constexpr qint64 kDefaultListRows = 100;
inline constexpr qint64 kMaxListRows = 10'000; ///< of one call; all are held in memory

/// The rows of a list command and where the next call goes on.
template <class T>
struct Slice {
    QList<T> items;
    QString next; ///< empty at the end
};

/// Reads `--limit` rows from `--after` on, in as many pages as that takes. `ask(anchor, rows)` gives a port's future.
template <class T, class Ask>
Result<Slice<T>> readSlice(Context &context, Ask ask)
{
    const auto limit = context.arguments().number(QStringLiteral("limit"), kDefaultListRows, 1, kMaxListRows);
    if (!limit)
        return fail(limit.error());
    Anchor anchor = context.arguments().has(QStringLiteral("after"))
        ? Anchor::after(context.arguments().value(QStringLiteral("after")))
        : Anchor::start();
    Slice<T> slice;
    while (true) {
        const qint64 wanted = std::min<qint64>(*limit - slice.items.size(), kMaxPageRows);
        const Result<Page<T>> page = context.await(ask(anchor, static_cast<int>(wanted)));
        if (!page)
            return fail(page.error());
        slice.items += page->items;
        if (!page->hasAfter || page->items.isEmpty())
            return slice;
        if (slice.items.size() >= *limit) {
            slice.next = page->lastCursor;
            return slice;
        }
        anchor = Anchor::after(page->lastCursor);
    }
}

/// Says under a table that there is more, on standard error so that the table stays clean.
inline void noteNext(Context &context, const QString &next)
{
    if (!next.isEmpty())
        context.output().note(QCoreApplication::translate("cli", "There are more rows: --after %1").arg(next));
}

} // namespace plancia::cli
