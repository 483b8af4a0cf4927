// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/comparison.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

namespace plancia {

namespace {

constexpr std::array kValueKinds{"absent", "null", "integer", "real", "text", "blob"};
constexpr std::array kRowKinds{"added", "removed", "changed"};
constexpr std::array kStates{"same", "different", "only_left", "only_right", "not_comparable"};
constexpr std::array kVerdicts{"same", "different", "not_comparable"};

template <size_t N>
int indexOf(const std::array<const char *, N> &words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const char *w) { return word == QLatin1String(w); });
    return found == words.end() ? 0 : static_cast<int>(found - words.begin());
}

QJsonObject toJson(const ShownValue &value)
{
    QJsonObject object{{QStringLiteral("type"), QLatin1String(kValueKinds[static_cast<size_t>(value.kind)])}};
    if (value.kind != ShownValue::Kind::Absent && value.kind != ShownValue::Kind::Null)
        object.insert(QStringLiteral("value"), value.text);
    if (value.cut)
        object.insert(QStringLiteral("cut"), true);
    return object;
}

ShownValue shownFromJson(const QJsonObject &object)
{
    return {static_cast<ShownValue::Kind>(indexOf(kValueKinds, object.value(u"type").toString())),
            object.value(u"value").toString(), object.value(u"cut").toBool()};
}

} // namespace

QString toString(RowDifference::Kind kind) { return QLatin1String(kRowKinds[static_cast<size_t>(kind)]); }
QString toString(TableComparison::State state) { return QLatin1String(kStates[static_cast<size_t>(state)]); }
QString toString(Comparison::Verdict verdict) { return QLatin1String(kVerdicts[static_cast<size_t>(verdict)]); }

QJsonObject toJson(const RowDifference &row)
{
    QJsonArray fields;
    for (const FieldDifference &field : row.fields)
        fields.append(QJsonObject{{QStringLiteral("name"), field.name},
                                  {QStringLiteral("before"), toJson(field.before)},
                                  {QStringLiteral("after"), toJson(field.after)}});
    return {{QStringLiteral("kind"), toString(row.kind)}, {QStringLiteral("key"), row.key}, {QStringLiteral("fields"), fields}};
}

RowDifference rowDifferenceFromJson(const QJsonObject &object)
{
    RowDifference row;
    row.kind = static_cast<RowDifference::Kind>(indexOf(kRowKinds, object.value(u"kind").toString()));
    row.key = object.value(u"key").toString();
    const QJsonArray fields = object.value(u"fields").toArray();
    for (const QJsonValue &field : fields)
        row.fields.append({field[u"name"].toString(), shownFromJson(field[u"before"].toObject()),
                           shownFromJson(field[u"after"].toObject())});
    return row;
}

qint64 Comparison::differences() const
{
    qint64 sum = 0;
    for (const TableComparison &table : tables)
        sum += table.differences();
    return sum;
}

Comparison::Verdict verdictOf(const QList<TableComparison> &tables)
{
    using State = TableComparison::State;
    const auto is = [&](State state) {
        return std::any_of(tables.begin(), tables.end(), [state](const TableComparison &t) { return t.state == state; });
    };
    if (is(State::Different) || is(State::OnlyLeft) || is(State::OnlyRight))
        return Comparison::Verdict::Different;
    return is(State::NotComparable) ? Comparison::Verdict::NotComparable : Comparison::Verdict::Same;
}

} // namespace plancia
