// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace plancia {

/// What a statement did within a span: the growth of its counters in pg_stat_statements.
struct StatementFigures {
    double calls = 0;
    double rows = 0;
    double execMs = 0;
    double planMs = 0;      ///< 0 unless pg_stat_statements.track_planning is on
    double hitBlocks = 0;   ///< shared blocks found in the cache
    double readBlocks = 0;  ///< shared blocks read
    double writtenBlocks = 0; ///< shared blocks written by the statement itself
    double tempBlocks = 0;  ///< temporary blocks read and written
    double diskMs = 0;      ///< reading and writing shared blocks; 0 unless track_io_timing is on
    double walBytes = 0;
    StatementFigures &operator+=(const StatementFigures &other);
    bool operator==(const StatementFigures &) const = default;
};

/// One normalised statement of one user in one database.
struct StatementRow {
    static constexpr qsizetype kMaxTextChars = 4'000;
    QString id;       ///< queryid, as text: a 64-bit number
    QString user, database;
    bool isTop = true; ///< false: run within a function, and counted in the statement that called that, too (PostgreSQL 14 and later)
    QString text;     ///< without the values of its literals; empty when the role may not read it
    bool isCut = false;
    StatementFigures figures;
    bool operator==(const StatementRow &) const = default;
};

/// What the agent saw between two looks.
struct StatementsLook {
    static constexpr int kMaxRows = 200;
    qint64 offset = 0; ///< its place in the agent's stream
    qint64 from = 0, at = 0; ///< Unix ms UTC, the agent's clock
    QString source;    ///< "pg:<name>"
    QList<StatementRow> rows; ///< those that took the longest, the longest first; none twice
    StatementFigures others;  ///< all that are not among the rows, together
    int othersCount = 0;
    double evicted = 0;       ///< entries that the server dropped meanwhile: what they did is in no figure
    bool operator==(const StatementsLook &) const = default;
};

struct StatementsQuery {
    QString source;
    qint64 from = 0; ///< Unix ms UTC; looks that end after `from` and not after `to`
    qint64 to = 0;
};

/// Sums between two moments.
struct StatementsReport {
    QList<StatementRow> rows; ///< the longest first
    StatementFigures others;
    int othersCount = 0;      ///< the most that one look had
    double evicted = 0;
    qint64 from = 0, to = 0;  ///< what the looks cover, from the first's beginning to the last's end; 0 without one
    qint64 knownMs = 0;       ///< of that span, how much is covered
    qint64 oldest = 0;        ///< end of the oldest look that is remembered of the source; 0 for none
};
/// Adds up. Statements are told apart by id, user, database and isTop. Pure.
StatementsReport sumOf(const QList<StatementsLook> &looks);

/// The text with "?" in the place of every literal: quoted in each of PostgreSQL's ways, or a number. Comments go. What cannot be
/// read to its end is cut there. For texts that are kept: those of utility statements, and of running queries, hold what was typed.
QString withoutLiterals(const QString &sql);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::StatementsReport)
