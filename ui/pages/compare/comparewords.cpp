// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/comparewords.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia::ui {

namespace {

using State = TableComparison::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(plancia::ui::Compare)
};

const QLatin1String kSchema("sqlite_schema");
const QLatin1String kAudit("audit_log");

/// Tables that change with every act, and say nothing by themselves.
bool isBookkeeping(const TableComparison &table) { return table.table == kAudit || table.table == QLatin1String("meta"); }

QString counted(qint64 rows, const QList<TableComparison> &tables)
{
    const auto isDifferent = [](const TableComparison &t) { return !isBookkeeping(t) && t.table != kSchema && t.differences() > 0; };
    const int different = static_cast<int>(std::count_if(tables.begin(), tables.end(), isDifferent));
    const QString where = Words::tr("%n table(s)", nullptr, different);
    //: %1: "2 tables"
    return Words::tr("%n row(s) differ in %1", nullptr, static_cast<int>(std::min<qint64>(rows, 2'000'000'000))).arg(where);
}

} // namespace

QString verdictSentence(const Comparison &comparison)
{
    if (comparison.verdict == Comparison::Verdict::Same)
        return Words::tr("No differences.");
    if (comparison.verdict == Comparison::Verdict::NotComparable) {
        const auto count = std::count_if(comparison.tables.begin(), comparison.tables.end(),
                                         [](const TableComparison &t) { return t.state == State::NotComparable; });
        return Words::tr("Nothing differs where the two could be compared, but %n table(s) could not be.", nullptr, static_cast<int>(count));
    }
    qint64 rows = 0, acts = 0;
    bool schema = false, bookkeeping = false;
    for (const TableComparison &table : comparison.tables) {
        if (table.table == kSchema)
            schema = table.differences() > 0;
        else if (isBookkeeping(table))
            bookkeeping = bookkeeping || table.differences() > 0;
        else
            rows += table.differences();
        if (table.table == kAudit)
            acts = table.added - table.removed;
    }
    const int shownActs = static_cast<int>(std::min<qint64>(std::abs(acts), 2'000'000'000));
    QString trail;
    if (acts > 0)
        trail = Words::tr("%n act(s) more in the audit trail", nullptr, shownActs);
    else if (acts < 0)
        trail = Words::tr("%n act(s) fewer in the audit trail", nullptr, shownActs);
    QStringList parts;
    if (rows > 0)
        parts += counted(rows, comparison.tables);
    if (schema)
        parts += Words::tr("tables or indexes differ");
    if (!trail.isEmpty())
        parts += trail;
    if (parts.isEmpty() && bookkeeping)
        parts += Words::tr("only the bookkeeping of the store differs");
    QString sentence = parts.isEmpty() ? Words::tr("the columns of the tables differ") : parts.join(QStringLiteral(" · "));
    sentence[0] = sentence[0].toUpper();
    return sentence + u'.';
}

Tone verdictTone(const Comparison &comparison)
{
    switch (comparison.verdict) {
    case Comparison::Verdict::Same: return Tone::Good;
    case Comparison::Verdict::Different: return Tone::Note;
    case Comparison::Verdict::NotComparable: break;
    }
    return Tone::Warning;
}

QString stateWord(const TableComparison &table)
{
    switch (table.state) {
    case State::Same: return Words::tr("same", "state of a table that was compared");
    case State::Different: return Words::tr("different", "state of a table that was compared");
    case State::OnlyLeft: return Words::tr("only left", "state of a table that was compared");
    case State::OnlyRight: return Words::tr("only right", "state of a table that was compared");
    case State::NotComparable: break;
    }
    return Words::tr("not comparable", "state of a table that was compared");
}

Tone stateTone(const TableComparison &table)
{
    switch (table.state) {
    case State::Same: return Tone::Good;
    case State::NotComparable: return Tone::Warning;
    default: return Tone::Note;
    }
}

QString tableSentence(const TableComparison &table)
{
    QStringList parts;
    if (table.state == State::NotComparable)
        parts += Words::tr("It cannot be compared: %1.").arg(table.message);
    if (table.state == State::OnlyLeft)
        parts += Words::tr("Only the left side has this table.");
    if (table.state == State::OnlyRight)
        parts += Words::tr("Only the right side has this table.");
    if (!table.leftColumns.isEmpty())
        parts += Words::tr("Columns only on the left: %1.").arg(table.leftColumns.join(QStringLiteral(", ")));
    if (!table.rightColumns.isEmpty())
        parts += Words::tr("Columns only on the right: %1.").arg(table.rightColumns.join(QStringLiteral(", ")));
    return parts.join(u' ');
}

QString tableName(const TableComparison &table)
{
    return table.table == kSchema ? Words::tr("Tables and indexes", "the schema of a store, in a list of tables") : table.table;
}

QString shownWords(const ShownValue &value)
{
    switch (value.kind) {
    case ShownValue::Kind::Absent: return QStringLiteral("–");
    case ShownValue::Kind::Null: return QStringLiteral("NULL");
    case ShownValue::Kind::Text:
        if (value.text.isEmpty())
            return Words::tr("empty", "a field without text");
        break;
    default: break;
    }
    return value.text + (value.cut ? QStringLiteral("…") : QString());
}

} // namespace plancia::ui
