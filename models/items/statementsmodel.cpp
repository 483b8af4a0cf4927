// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/statementsmodel.h"

#include "models/format/format.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plancia {

namespace {
struct ColumnOf {
    ColumnKind kind;
    int width;
    const char *key;
};
constexpr std::array<ColumnOf, StatementsModel::ColumnCount> kColumns{{{ColumnKind::Identifier, 0, "statement"},
                                                                       {ColumnKind::Identifier, 13, "user"},
                                                                       {ColumnKind::Identifier, 13, "database"},
                                                                       {ColumnKind::Number, 9, "calls"},
                                                                       {ColumnKind::Number, 8, "calls_per_s"},
                                                                       {ColumnKind::Number, 11, "time_ms"},
                                                                       {ColumnKind::Number, 15, "share_of_time"},
                                                                       {ColumnKind::Number, 10, "mean_ms"},
                                                                       {ColumnKind::Number, 10, "rows_per_call"},
                                                                       {ColumnKind::Number, 8, "cache_hit_ratio"},
                                                                       {ColumnKind::Number, 11, "blocks_read"},
                                                                       {ColumnKind::Number, 11, "temp_blocks"},
                                                                       {ColumnKind::Number, 11, "disk_ms"},
                                                                       {ColumnKind::Number, 9, "wal_bytes"}}};
constexpr qsizetype kMostOfLine = 400;
const QString kOthersId = QStringLiteral("others");
} // namespace

StatementsKnown knownOf(const StatementsReport &report)
{
    StatementsKnown known;
    known.totalMs = totalMsOf(report.others);
    known.hasDiskMs = report.others.diskMs > 0;
    known.hasPlanMs = report.others.planMs > 0;
    for (const StatementRow &row : report.rows) {
        if (row.isTop) // the time of one within a function is in that of the statement that called it
            known.totalMs += totalMsOf(row.figures);
        known.hasDiskMs = known.hasDiskMs || row.figures.diskMs > 0;
        known.hasPlanMs = known.hasPlanMs || row.figures.planMs > 0;
    }
    return known;
}

double totalMsOf(const StatementFigures &figures) { return figures.execMs + figures.planMs; }

std::optional<double> cacheHitsOf(const StatementFigures &figures)
{
    const double all = figures.hitBlocks + figures.readBlocks;
    return all > 0 ? std::optional(figures.hitBlocks / all) : std::nullopt;
}

QString preciseMs(double ms, const QLocale &locale)
{
    if (ms >= 1000)
        return format::duration(qRound64(ms), locale);
    return format::decimal(ms, ms < 1 ? 3 : ms < 10 ? 2 : ms < 100 ? 1 : 0, locale) + QStringLiteral(" ms");
}

StatementsModel::StatementsModel(const QLocale &locale, QObject *parent) : QAbstractTableModel(parent), m_locale(locale) {}

QString StatementsModel::idOf(const StatementRow &row)
{
    return QStringLiteral("%1 %2 %3 %4").arg(row.id, row.isTop ? QStringLiteral("top") : QStringLiteral("nested"), row.database, row.user);
}

bool StatementsModel::hasOthers() const { return m_report.othersCount > 0 || !(m_report.others == StatementFigures()); }

void StatementsModel::show(const StatementsReport &report)
{
    beginResetModel();
    m_report = report;
    m_known = knownOf(report);
    const auto differ = [this](auto member) {
        return std::any_of(m_report.rows.cbegin(), m_report.rows.cend(), [&](const StatementRow &row) { return row.*member != m_report.rows.first().*member; });
    };
    m_hasUsers = differ(&StatementRow::user);
    m_hasDatabases = differ(&StatementRow::database);
    arrange();
    endResetModel();
}

void StatementsModel::setFilter(const QString &text)
{
    if (m_filter == text)
        return;
    beginResetModel();
    m_filter = text;
    arrange();
    endResetModel();
}

void StatementsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount || (column == m_sorted && order == m_order))
        return;
    beginResetModel();
    m_sorted = column;
    m_order = order;
    arrange();
    endResetModel();
}

void StatementsModel::arrange()
{
    m_rows.clear();
    for (qsizetype i = 0; i < m_report.rows.size(); ++i) {
        const StatementRow &row = m_report.rows.at(i);
        const auto has = [this](const QString &text) { return text.contains(m_filter, Qt::CaseInsensitive); };
        if (m_filter.isEmpty() || has(row.text) || has(row.user) || has(row.database) || row.id == m_filter)
            m_rows.append(i);
    }
    // What is not known stands last in both directions.
    std::stable_sort(m_rows.begin(), m_rows.end(), [this](qsizetype a, qsizetype b) {
        const StatementRow &left = m_report.rows.at(a);
        const StatementRow &right = m_report.rows.at(b);
        const bool falls = m_order == Qt::DescendingOrder;
        if (m_sorted <= Database) {
            const auto key = [this](const StatementRow &row) { return m_sorted == User ? row.user : m_sorted == Database ? row.database : row.text.simplified(); };
            const int order = QString::compare(key(left), key(right), Qt::CaseInsensitive);
            return falls ? order > 0 : order < 0;
        }
        const auto l = value(left.figures, m_sorted);
        const auto r = value(right.figures, m_sorted);
        if (!l || !r)
            return l.has_value() && !r.has_value();
        return falls ? *l > *r : *l < *r;
    });
}

const StatementRow *StatementsModel::statementAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_report.rows.at(m_rows.at(row)) : nullptr;
}

const StatementRow *StatementsModel::byId(const QString &id) const
{
    for (const StatementRow &row : m_report.rows)
        if (idOf(row) == id)
            return &row;
    return nullptr;
}

/// What cannot be told is nothing, and never zero.
std::optional<double> StatementsModel::value(const StatementFigures &figures, int column) const
{
    const auto perCall = [&](double all) { return figures.calls > 0 ? std::optional(all / figures.calls) : std::nullopt; };
    switch (column) {
    case Calls:
        return figures.calls;
    case PerSecond:
        return m_report.knownMs > 0 ? std::optional(figures.calls * 1000 / static_cast<double>(m_report.knownMs)) : std::nullopt;
    case Time:
        return totalMsOf(figures);
    case Share:
        return m_known.totalMs > 0 ? std::optional(totalMsOf(figures) / m_known.totalMs) : std::nullopt;
    case Mean:
        return perCall(totalMsOf(figures));
    case RowsPerCall:
        return perCall(figures.rows);
    case CacheHits:
        return cacheHitsOf(figures);
    case BlocksRead:
        return figures.readBlocks;
    case TempBlocks:
        return figures.tempBlocks;
    case DiskTime:
        return m_known.hasDiskMs ? std::optional(figures.diskMs) : std::nullopt;
    case Wal:
        return figures.walBytes;
    default:
        return std::nullopt;
    }
}

QString StatementsModel::words(const StatementFigures &figures, int column) const
{
    const std::optional<double> value = this->value(figures, column);
    if (!value)
        return QStringLiteral("–");
    switch (column) {
    case Calls:
        return *value < 100'000 ? format::count(qRound64(*value), m_locale) : format::compact(*value, m_locale);
    case PerSecond:
        return *value > 0 && *value < 0.01 ? QStringLiteral("< ") + format::decimal(0.01, 2, m_locale) : format::decimal(*value, *value < 10 ? 2 : *value < 100 ? 1 : 0, m_locale);
    case Time:
    case Mean:
    case DiskTime:
        return preciseMs(*value, m_locale);
    case Share:
        return format::percent(*value, 1, m_locale);
    case CacheHits:
        return format::percent(*value, *value < 1 && *value > 0.99 ? 2 : *value < 1 ? 1 : 0, m_locale);
    case RowsPerCall:
        return *value < 10 ? format::decimal(*value, *value == std::floor(*value) ? 0 : 2, m_locale) : *value < 100'000 ? format::count(qRound64(*value), m_locale) : format::compact(*value, m_locale);
    case Wal:
        return format::bytes(qRound64(*value), m_locale);
    default:
        return *value < 100'000 ? format::count(qRound64(*value), m_locale) : format::compact(*value, m_locale);
    }
}

QString StatementsModel::text(const StatementRow &row) const
{
    if (row.text.isEmpty())
        return tr("(hidden from this role)", "the text of a statement");
    // One line, whatever was typed.
    return (row.isTop ? QString() : QStringLiteral("↳ ")) + format::harmless(row.text.left(2 * kMostOfLine).simplified().left(kMostOfLine));
}

int StatementsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + (hasOthers() ? 1 : 0); }

int StatementsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant StatementsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const StatementRow *row = statementAt(index.row());
    const StatementFigures &figures = row ? row->figures : m_report.others;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Statement)
            return row ? text(*row) : m_report.othersCount > 0 ? tr("All others, at least %n statement(s)", "together, below a list of statements", m_report.othersCount) : tr("All others", "statements, together");
        if (column == User || column == Database)
            return row ? format::harmless(column == User ? row->user : row->database) : QString();
        return words(figures, column);
    case IdRole:
        return row ? idOf(*row) : kOthersId;
    case FullTextRole:
        return row && column == Statement && !row->text.isEmpty() ? QVariant(row->text) : QVariant();
    case ShareRole: {
        const auto share = column == Share ? value(figures, Share) : std::nullopt;
        return share ? QVariant(std::min(1.0, *share)) : QVariant();
    }
    case QuietRole:
        return !row || (column > Database && !value(figures, column));
    default:
        return {};
    }
}

QVariant StatementsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnOf &column = kColumns[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QStringList{tr("Statement"), tr("User"), tr("Database"), tr("Calls", "of a statement"), tr("Calls/s", "of a statement"),
                           tr("Time", "column: how long a statement took in all"), tr("Share", "column: of the time of all statements"), tr("Mean", "column: time of a call"),
                           tr("Rows/call"), tr("Cached", "column: share of blocks that were in the cache"), tr("Blocks read"), tr("Temp blocks", "column: temporary blocks"),
                           tr("Disk time"), QStringLiteral("WAL")}[section];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case ColumnKindRole:
        return static_cast<int>(column.kind);
    case ColumnWidthRole:
        return column.width;
    case SortKeyRole:
        return section;
    default:
        return {};
    }
}

QString StatementsModel::keyOf(int column) { return QLatin1String(kColumns[static_cast<size_t>(column)].key); }

QStringList StatementsModel::keys()
{
    QStringList keys{QStringLiteral("id"), QStringLiteral("is_top")};
    for (const ColumnOf &column : kColumns)
        keys.append(QLatin1String(column.key));
    return keys;
}

QList<QJsonObject> StatementsModel::toRows() const
{
    QList<QJsonObject> rows;
    for (int i = 0; i < rowCount(); ++i) {
        const StatementRow *row = statementAt(i);
        QJsonObject object;
        object.insert(keyOf(Statement), row ? row->text : QStringLiteral("(all others, at least %1)").arg(m_report.othersCount));
        if (row) {
            object.insert(QStringLiteral("id"), row->id);
            object.insert(QStringLiteral("is_top"), row->isTop);
            object.insert(keyOf(User), row->user);
            object.insert(keyOf(Database), row->database);
        }
        for (int column = Calls; column < ColumnCount; ++column)
            if (const auto value = this->value(row ? row->figures : m_report.others, column))
                object.insert(keyOf(column), *value);
        rows.append(object);
    }
    return rows;
}

} // namespace plancia
