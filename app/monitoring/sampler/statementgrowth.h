// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/postgresqueries.h"
#include "models/domain/statements.h"

/// What pg_stat_statements is asked, by the extension's version, and what its entries did between two looks. Pure.
namespace plancia::monitoring {

inline constexpr int kMaxEntries = 20'000; ///< that are read in one look: the server keeps 5,000 unless told otherwise

/// One row: a text that changes when everything began anew, and how often entries were dropped; NULL before 1.9.
QByteArray statementsStateQuery(const PostgresFacts &facts);
/// A row an entry without its text, one more than kMaxEntries at most, those that took the longest first.
QByteArray statementsQuery(const PostgresFacts &facts);
/// $1: ids with commas between them. Gives user, database, id and the beginning of the text.
QByteArray statementTextsQuery(const PostgresFacts &facts, int most);

struct StatementsState {
    QString since;
    std::optional<qint64> drops;
};
StatementsState statementsState(const sql::Row &row);

struct StatementEntry {
    struct Key {
        qint64 user = 0, database = 0;
        std::optional<qint64> id; ///< nothing: of another role, and this one may not read it
        bool isTop = true;
        bool operator==(const Key &) const = default;
    };
    Key key;
    QString user, database; ///< names
    qint64 since = 0;       ///< when the entry began; 0 where that is not told
    int entries = 1;        ///< of which it is the sum: those without an id
    StatementFigures figures;
};
size_t qHash(const StatementEntry::Key &key, size_t seed = 0);
/// Entries without an id become one for each user and database.
QList<StatementEntry> statementEntries(const sql::Rows &rows);

struct StatementGrowth {
    bool isFirst = false; ///< there is nothing to compare with
    bool isReset = false; ///< counters began anew, all or some; when all, that is as the first
    QList<StatementEntry> entries; ///< what they did, the longest first
    double evicted = 0;
};

/// What was seen last.
class StatementsMemory {
public:
    /// No figure is ever negative: an entry that began anew counts from there.
    StatementGrowth growth(const StatementsState &state, const QList<StatementEntry> &entries) const;
    void remember(const StatementsState &state, const QList<StatementEntry> &entries);

private:
    struct Before {
        qint64 since;
        int entries;
        StatementFigures figures;
    };
    std::optional<StatementsState> m_state;
    bool m_isCut = false; ///< there may have been more entries
    QHash<StatementEntry::Key, Before> m_entries;
};

} // namespace plancia::monitoring
