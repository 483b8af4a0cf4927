// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/listrows.h"

#include <functional>
#include <optional>

/// What a page shows, as it goes to a file: its rows, and the query that made it. Keys are for scripts and stay. All pure.
namespace plancia {

enum class ViewFormat { Csv, JsonLines, Png, Svg, Pdf };
QString endingOf(ViewFormat format); ///< "csv", "jsonl", "png", "svg", "pdf"

/// A span of which nothing is known.
struct ViewGap {
    qint64 from = 0, to = 0; ///< Unix ms UTC
    QString reason;          ///< as “metrics show” writes it, or "not_remembered"
    bool operator==(const ViewGap &) const = default;
};
/// How many ms of [from, to) lie in none of them.
qint64 knownMsOf(const QList<ViewGap> &gaps, qint64 from, qint64 to);

/// What was asked for. Times are Unix ms UTC, 0 where they are not known or do not apply.
struct ViewQuery {
    QString view;   ///< "dashboard overview", "events", …
    QString title;  ///< for people, in their language
    QString agent;
    QString agentId; ///< as --agent takes it; empty for one that is not named
    QString source;
    qint64 from = 0, to = 0;
    QJsonObject filter; ///< without what filters nothing
    QString sort;       ///< "exec_ms falling"
    qint64 stepMs = 0;  ///< how finely it is known
    std::optional<qint64> knownMs; ///< of the span
    QList<ViewGap> gaps;
    QString note;       ///< what else is missing, in a sentence
    qint64 exportedAt = 0;
    QStringList commands; ///< of planciactl, ready for a shell
};
QJsonObject toJson(const ViewQuery &query);

/// As a word of a shell (bash, ksh, zsh): within one line, without commas and double quotes, so that it stands in a line of CSV as it is.
QString shellWord(const QString &text);
QString shellLine(const QStringList &words);
/// --from, --to and, where it is known, --agent.
QStringList spanWords(const ViewQuery &query);

struct ViewRow {
    QJsonObject row;
    std::optional<ViewGap> gap; ///< instead of the row
};
/// Rows from the beginning, some at a call and none at the end. Called on one thread, any; holds what it reads.
using ViewRows = std::function<QList<ViewRow>()>;

/// What stands before the rows: in CSV the names of the columns, in JSON Lines {"query": …}.
QByteArray viewHead(const ViewQuery &query, const QStringList &columns, ViewFormat format);
/// A gap is a line that begins with “#” in CSV, as “metrics show --csv” writes it, and {"gap": …} in JSON Lines.
QByteArray viewLines(const QList<ViewRow> &rows, const QStringList &columns, ViewFormat format);
/// What stands after them: in CSV the query, a line that begins with “#” for each of its members.
QByteArray viewFoot(const ViewQuery &query, ViewFormat format);

/// What goes to a file, piece by piece: called on one thread, any, until a piece has no bytes.
struct ViewPiece {
    QByteArray bytes;
    qint64 rows = 0; ///< in this piece
};
struct ViewSource {
    std::function<ViewPiece()> next;
    qint64 rows = 0; ///< about how many in all, for the progress
};
ViewSource viewSource(const ViewQuery &query, const QStringList &columns, ViewRows rows, qint64 count, ViewFormat format);

} // namespace plancia
