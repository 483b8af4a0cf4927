// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/statements.h"
#include "models/items/roles.h"

#include <QAbstractTableModel>
#include <QJsonObject>
#include <QLocale>
#include <optional>

namespace plancia {

/// What a report knows beyond its figures. A counter that the server does not keep unless told to is 0 for every statement: then it is
/// not known.
struct StatementsKnown {
    double totalMs = 0; ///< of all statements together, each once
    // Whether any was measured: without, nothing happened, or the server does not measure it.
    bool hasDiskMs = false;
    bool hasPlanMs = false;
    bool operator==(const StatementsKnown &) const = default;
};
StatementsKnown knownOf(const StatementsReport &report);

/// Executing and planning.
double totalMsOf(const StatementFigures &figures);
/// Blocks found in the cache, of all that were looked for; nothing without any.
std::optional<double> cacheHitsOf(const StatementFigures &figures);
/// "0.42 ms", "1.2 s", "3 min 5 s": durations that may be less than a millisecond.
QString preciseMs(double ms, const QLocale &locale = QLocale());

/// The statements of a report, sorted and filtered; below them, wherever they are sorted, all others together. Lives on the GUI thread.
class StatementsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Statement, User, Database, Calls, PerSecond, Time, Share, Mean, RowsPerCall, CacheHits, BlocksRead, TempBlocks, DiskTime, Wal, ColumnCount };
    /// double 0…1 of a cell of Share, for a bar; absent where it is not known.
    static constexpr int ShareRole = QuietRole + 1;

    explicit StatementsModel(const QLocale &locale = QLocale(), QObject *parent = nullptr);

    void show(const StatementsReport &report);
    /// Only statements whose text, user, database or id holds it, in large or small letters.
    void setFilter(const QString &text);
    void sort(int column, Qt::SortOrder order) override;
    int sortedColumn() const { return m_sorted; }
    Qt::SortOrder order() const { return m_order; }

    const StatementsReport &report() const { return m_report; }
    const StatementsKnown &known() const { return m_known; }
    int statements() const { return static_cast<int>(m_rows.size()); } ///< rows without that of the others
    /// Null for the row of the others.
    const StatementRow *statementAt(int row) const;
    const StatementRow *byId(const QString &id) const; ///< also one that the filter hides
    static QString idOf(const StatementRow &row);
    /// Whether they differ: a column that says the same in every row says nothing.
    bool hasUsers() const { return m_hasUsers; }
    bool hasDatabases() const { return m_hasDatabases; }
    /// The rows as they stand, all columns, for other programs: members of keys(), with their units in the names.
    QList<QJsonObject> toRows() const;
    static QStringList keys();
    static QString keyOf(int column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool hasOthers() const;
    void arrange();
    std::optional<double> value(const StatementFigures &figures, int column) const;
    QString words(const StatementFigures &figures, int column) const;
    QString text(const StatementRow &row) const;

    QLocale m_locale;
    StatementsReport m_report;
    StatementsKnown m_known;
    QString m_filter;
    int m_sorted = Time;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    bool m_hasUsers = false, m_hasDatabases = false;
    QList<qsizetype> m_rows; ///< indices into the report's
};

} // namespace plancia
