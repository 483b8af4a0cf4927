// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "models/base/page.h"
#include "models/domain/listrows.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>

namespace plancia::cli {

inline constexpr qint64 kDefaultListRows = 100;
inline constexpr qint64 kMaxListRows = 10'000; ///< of one call; all are held in memory

/// The rows of a list command and where the next call goes on.
template <class T>
struct Slice {
    QList<T> items;
    QString next; ///< empty at the end
};

/// Reads `--limit` rows (`usual` unless given) from `--after` on, in as many pages as that takes. `ask(anchor, rows)` gives a
/// port's future.
template <class T, class Ask>
Result<Slice<T>> readSlice(Context &context, Ask ask, qint64 usual = kDefaultListRows)
{
    const auto limit = context.arguments().number(QStringLiteral("limit"), usual, 1, kMaxListRows);
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

/// Options of a list that goes out row by row.
inline const OptionSpec kCsvOption{"csv", nullptr, QT_TRANSLATE_NOOP("cli", "As CSV with a header line, guarded against formulas of spreadsheets")};
inline const OptionSpec kJsonLinesOption{"jsonl", nullptr, QT_TRANSLATE_NOOP("cli", "As JSON, an object a line")};
inline const OptionSpec kAllOption{"all", nullptr, QT_TRANSLATE_NOOP("cli", "With --csv or --jsonl: every row, however many")};

/// As which the list is to go out; nothing for a table or --json. VAL_005 for options that do not go together.
inline Result<std::optional<ListFormat>> streamedAs(const Arguments &arguments)
{
    const bool csv = arguments.has(QStringLiteral("csv"));
    const bool lines = arguments.has(QStringLiteral("jsonl"));
    if (csv && lines)
        return fail(ErrorCode::ValUsage, {{QStringLiteral("message"), QCoreApplication::translate("cli", "only one of %1 can be used").arg(QStringLiteral("--csv, --jsonl"))}});
    if (arguments.has(QStringLiteral("all")) && (!(csv || lines) || arguments.has(QStringLiteral("limit"))))
        return fail(ErrorCode::ValUsage, {{QStringLiteral("message"), QCoreApplication::translate("cli", "“%1” goes with %2 and without %3").arg(QStringLiteral("--all"), QStringLiteral("--csv, --jsonl"), QStringLiteral("--limit"))}});
    if (!csv && !lines)
        return std::optional<ListFormat>();
    return std::optional(csv ? ListFormat::Csv : ListFormat::JsonLines);
}

/// Prints `--limit` rows from `--after` on, or all, a page of at most `mostRows` in memory at a time. `rowOf` makes the object of an item.
template <class T, class Ask, class RowOf>
Result<bool> streamList(Context &context, ListFormat shape, Ask ask, RowOf rowOf, int mostRows = kMaxPageRows)
{
    const Arguments &arguments = context.arguments();
    const auto limit = arguments.number(QStringLiteral("limit"), kDefaultListRows, 1, std::numeric_limits<qint64>::max());
    if (!limit)
        return fail(limit.error());
    const bool isAll = arguments.has(QStringLiteral("all"));
    const QStringList columns = columnsOf(static_cast<const T *>(nullptr));
    Output &output = context.output();
    output.bytes(listHead(columns, shape));
    Anchor anchor = arguments.has(QStringLiteral("after")) ? Anchor::after(arguments.value(QStringLiteral("after"))) : Anchor::start();
    for (qint64 left = *limit; (isAll || left > 0) && output.failure() == 0;) {
        const Result<Page<T>> page = context.await(ask(anchor, static_cast<int>(isAll ? mostRows : std::min<qint64>(left, mostRows))));
        if (!page)
            return fail(page.error());
        QByteArray lines;
        for (const T &row : page->items)
            lines += listLine(rowOf(row), columns, shape);
        output.bytes(lines);
        if (!page->hasAfter || page->items.isEmpty())
            return true;
        left -= page->items.size();
        anchor = Anchor::after(page->lastCursor);
    }
    return true;
}
template <class T, class Ask>
Result<bool> streamList(Context &context, ListFormat shape, Ask ask)
{
    return streamList<T>(context, shape, ask, [](const T &row) { return toJson(row); });
}

/// Says under a table that there is more, on standard error so that the table stays clean.
inline void noteNext(Context &context, const QString &next)
{
    if (!next.isEmpty())
        context.output().note(QCoreApplication::translate("cli", "There are more rows: --after %1").arg(next));
}

} // namespace plancia::cli
