// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/health/healthmodel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/pages/health/healthwords.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
int rankOf(const HealthRow &row)
{
    if (!row.state)
        return row.isAsleep ? 3 : 2;
    return *row.state == HealthCheck::State::Down ? 0 : *row.state == HealthCheck::State::Degraded ? 1 : 4;
}
} // namespace

QString titleOf(const HealthRow &row) { return format::harmless(row.isServer ? row.name.section(u':', 1) : row.name); }

QString stateWord(const HealthRow &row) { return row.isAsleep ? HealthModel::tr("Asleep", "state of a server that may sleep") : wordFor(row.state); }

QString kindWord(const HealthRow &row)
{
    return row.isServer ? HealthModel::tr("Watched server") : row.kind ? kindName(*row.kind) : QStringLiteral("–");
}

void HealthModel::setRows(QList<HealthRow> rows, qint64 nowMs)
{
    std::stable_sort(rows.begin(), rows.end(), [](const HealthRow &a, const HealthRow &b) {
        if (rankOf(a) != rankOf(b))
            return rankOf(a) < rankOf(b);
        const int order = QString::localeAwareCompare(a.name, b.name);
        return order == 0 ? a.name < b.name : order < 0;
    });
    const bool isSame = std::ranges::equal(rows, m_rows, {}, &HealthRow::name, &HealthRow::name);
    if (!isSame)
        beginResetModel();
    m_rows = std::move(rows);
    m_now = nowMs;
    if (!isSame)
        endResetModel();
    else if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const HealthRow *HealthModel::row(const QString &name) const
{
    const auto row = std::ranges::find(m_rows, name, &HealthRow::name);
    return row == m_rows.end() ? nullptr : &*row;
}

QList<QJsonObject> HealthModel::toRows() const
{
    const auto timeOrNull = [](qint64 ms) { return ms > 0 ? QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs)) : QJsonValue(); };
    const auto wordOf = [](Tone tone) {
        return tone == Tone::Good ? QStringLiteral("up") : tone == Tone::Warning ? QStringLiteral("degraded") : tone == Tone::Error ? QStringLiteral("down") : QStringLiteral("unknown");
    };
    QList<QJsonObject> rows;
    for (const HealthRow &row : m_rows) {
        QJsonArray history;
        for (const StripPiece &piece : row.strip.pieces)
            history.append(wordOf(piece.tone));
        const auto share = row.up.share();
        rows.append({{QStringLiteral("name"), row.name},
                     {QStringLiteral("kind"), row.isServer ? QJsonValue(QStringLiteral("server")) : row.kind ? QJsonValue(toString(*row.kind)) : QJsonValue()},
                     {QStringLiteral("address"), row.address.isEmpty() ? QJsonValue() : QJsonValue(row.address)},
                     {QStringLiteral("critical"), row.isCritical},
                     {QStringLiteral("status"), row.isAsleep ? QStringLiteral("asleep") : row.state ? toString(*row.state) : QStringLiteral("unknown")},
                     {QStringLiteral("since"), timeOrNull(row.since)},
                     {QStringLiteral("checked_at"), timeOrNull(row.lookedAt)},
                     {QStringLiteral("took_ms"), row.state && row.tookMs >= 0 ? QJsonValue(row.tookMs) : QJsonValue()},
                     {QStringLiteral("uptime"), share ? QJsonValue(*share) : QJsonValue()},
                     {QStringLiteral("known_s"), row.up.knownMs / 1000},
                     {QStringLiteral("unknown_s"), row.up.unknownMs() / 1000},
                     {QStringLiteral("code"), row.error ? QJsonValue(errorId(row.error->code())) : QJsonValue()},
                     {QStringLiteral("message"), row.error ? QJsonValue(describe(*row.error).sentence) : QJsonValue()},
                     {QStringLiteral("history"), history}});
    }
    return rows;
}

int HealthModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
int HealthModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString HealthModel::textOf(const HealthRow &row, int column) const
{
    switch (column) {
    case State: return stateWord(row);
    case Name: return titleOf(row);
    case Kind: return kindWord(row);
    case Address: return row.address.isEmpty() ? QStringLiteral("–") : format::harmless(row.address);
    case History: return tr("%1 up, %2 of the time known").arg(shareWords(row.up), format::percent(static_cast<double>(row.up.knownMs) / static_cast<double>(std::max<qint64>(1, row.up.spanMs))));
    case Up: return shareWords(row.up);
    case Since: return row.state && row.since > 0 ? format::age(row.since, m_now) : QStringLiteral("–");
    case Answer: return row.state && row.tookMs >= 0 ? tr("%1 ms").arg(row.tookMs < 1 ? QStringLiteral("< 1") : format::decimal(row.tookMs, 0)) : QStringLiteral("–");
    }
    return {};
}

QVariant HealthModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const HealthRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case FullTextRole:
        switch (index.column()) {
        case State:
            return row.error ? describe(*row.error).sentence : QString();
        case Up:
            return tr("%1 of the time that is known; %2 of the span are not known.").arg(shareWords(row.up), format::duration(row.up.unknownMs()));
        case Since:
            return row.since > 0 ? format::localAndUtc(row.since) : QString();
        case Answer:
            return row.lookedAt > 0 ? tr("Looked at %1").arg(format::dateTime(row.lookedAt)) : QString();
        default:
            return textOf(row, index.column());
        }
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), textOf(row, index.column()));
    case IdRole:
        return row.name;
    case ToneRole:
        return index.column() == State ? QVariant(static_cast<int>(toneOf(row.state))) : QVariant();
    case StripRole:
        return index.column() == History ? QVariant::fromValue(row.strip) : QVariant();
    case QuietRole:
        return textOf(row, index.column()) == QStringLiteral("–");
    }
    return {};
}

QVariant HealthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kKinds[]{ColumnKind::State, ColumnKind::Name, ColumnKind::Faint, ColumnKind::Identifier,
                                         ColumnKind::Text, ColumnKind::Number, ColumnKind::Text, ColumnKind::Number};
    static constexpr int kWidths[]{18, 20, 17, 28, 0, 14, 14, 11};
    switch (role) {
    case Qt::DisplayRole:
        break;
    case ColumnKindRole:
        return static_cast<int>(kKinds[section]);
    case ColumnWidthRole:
        return kWidths[section];
    case SortKeyRole:
        return -1;
    default:
        return {};
    }
    switch (section) {
    case State: return tr("State");
    case Name: return tr("Name");
    case Kind: return tr("Kind");
    case Address: return tr("Address");
    case History: return tr("History");
    case Up: return tr("Up-time");
    case Since: return tr("Since", "when a state began");
    case Answer: return tr("Answer", "how long an answer took");
    }
    return {};
}

} // namespace plancia::ui
