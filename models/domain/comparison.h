// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace plancia {

/// A value as it is shown. NULL, '', 0 and '0' are four different ones.
struct ShownValue {
    enum class Kind { Absent, Null, Integer, Real, Text, Blob };
    Kind kind = Kind::Absent; ///< Absent: there is no such row or column
    QString text;             ///< a blob as hexadecimal digits, or as a UUID where a store of ours keeps one
    bool cut = false;         ///< the value is longer than kMaxShownChars
    bool operator==(const ShownValue &) const = default;
};
inline constexpr int kMaxShownChars = 2000;

struct FieldDifference {
    QString name;
    ShownValue before, after;
    bool operator==(const FieldDifference &) const = default;
};

/// What became of one row from left to right.
struct RowDifference {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    QString key; ///< the values of its primary key, else its row number
    QList<FieldDifference> fields; ///< all of an added or removed row, the different ones of a changed one
    bool operator==(const RowDifference &) const = default;
};
/// "added", "removed", "changed"
QString toString(RowDifference::Kind kind);
QJsonObject toJson(const RowDifference &row);
/// What is malformed becomes empty.
RowDifference rowDifferenceFromJson(const QJsonObject &object);

/// One table of two stores.
struct TableComparison {
    enum class State { Same, Different, OnlyLeft, OnlyRight, NotComparable };
    QString table; ///< "sqlite_schema" stands for tables, indexes, views and triggers themselves
    State state = State::Same;
    qint64 leftRows = -1, rightRows = -1; ///< -1: not known, or there is no such table
    qint64 added = 0, removed = 0, changed = 0;
    qint64 kept = 0; ///< differing rows that can be looked at; fewer than there are when there are very many
    QStringList leftColumns, rightColumns; ///< columns that the other side has not
    QString message; ///< of NotComparable: why, in English
    qint64 differences() const { return added + removed + changed; }
    bool operator==(const TableComparison &) const = default;
};
/// "same", "different", "only_left", "only_right", "not_comparable"
QString toString(TableComparison::State state);

/// Two stores, left before and right after.
struct Comparison {
    enum class Verdict {
        Same,
        Different,
        NotComparable, ///< nothing differs where it could be looked at, and somewhere it could not
    };
    QString id; ///< for rows and export, as long as the program runs
    QString left, right; ///< as asked
    Verdict verdict = Verdict::Same;
    QList<TableComparison> tables; ///< by name
    qint64 durationMs = 0;
    qint64 differences() const;
    bool operator==(const Comparison &) const = default;
};
/// "same", "different", "not_comparable"
QString toString(Comparison::Verdict verdict);
/// What the tables together say.
Comparison::Verdict verdictOf(const QList<TableComparison> &tables);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Comparison)
