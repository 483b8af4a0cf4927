// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/alertrows.h"

#include "models/items/alertwords.h"

#include <QDateTime>
#include <algorithm>

namespace plancia::ui {

namespace {
QJsonValue timeOrNull(qint64 ms) { return ms > 0 ? QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs)) : QJsonValue(); }
QJsonValue textOrNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

template <class T, class IdOf, class Row>
QList<QJsonObject> rowsOf(const QList<T> &all, const QStringList &ids, IdOf idOf, Row row)
{
    QHash<QString, const T *> known;
    for (const T &one : all)
        known.insert(idOf(one), &one);
    QList<QJsonObject> rows;
    for (const QString &id : ids)
        if (const T *one = known.value(id))
            rows.append(row(*one));
    return rows;
}
} // namespace

QStringList alertColumns()
{
    return QStringLiteral("id state severity rule title label value limit samples judged_at since fired_at resolved_at unknown_since muted_by is_inhibited acknowledged_by acknowledged_at note").split(u' ');
}

QList<QJsonObject> alertRows(const AlertBoard &board, const QStringList &ids)
{
    return rowsOf(board.alerts, ids, [](const Alert &alert) { return alert.id(); }, [&board](const Alert &alert) -> QJsonObject {
        const AlertEvaluation *look = alert.trace.isEmpty() ? nullptr : &alert.trace.last();
        return {{QStringLiteral("id"), alert.id()},
                {QStringLiteral("state"), toString(alert.state)},
                {QStringLiteral("severity"), toString(alert.severity)},
                {QStringLiteral("rule"), alert.rule},
                {QStringLiteral("title"), titleOf(board, alert)},
                {QStringLiteral("label"), textOrNull(alert.label)},
                {QStringLiteral("value"), look && look->value ? QJsonValue(*look->value) : QJsonValue()},
                {QStringLiteral("limit"), look && look->limit ? QJsonValue(*look->limit) : QJsonValue()},
                {QStringLiteral("samples"), look ? QJsonValue(look->samples) : QJsonValue()},
                {QStringLiteral("judged_at"), timeOrNull(look ? look->at : 0)},
                {QStringLiteral("since"), timeOrNull(sinceOf(alert))},
                {QStringLiteral("fired_at"), timeOrNull(alert.firedAt)},
                {QStringLiteral("resolved_at"), timeOrNull(alert.resolvedAt)},
                {QStringLiteral("unknown_since"), timeOrNull(alert.unknownSince)},
                {QStringLiteral("muted_by"), textOrNull(alert.mutedBy)},
                {QStringLiteral("is_inhibited"), alert.isInhibited},
                {QStringLiteral("acknowledged_by"), textOrNull(alert.acknowledgedBy)},
                {QStringLiteral("acknowledged_at"), timeOrNull(alert.acknowledgedAt)},
                {QStringLiteral("note"), textOrNull(alert.note)}};
    });
}

QStringList silenceColumns() { return QStringLiteral("id rule label from until author comment mutes_now").split(u' '); }

QList<QJsonObject> silenceRows(const AlertBoard &board, const QStringList &ids)
{
    return rowsOf(board.silences, ids, [](const Silence &one) { return one.id; }, [&board](const Silence &silence) -> QJsonObject {
        const auto mutes = std::ranges::count_if(board.alerts, [&](const Alert &alert) { return silence.mutes(alert, board.at); });
        return {{QStringLiteral("id"), silence.id},
                {QStringLiteral("rule"), silence.rule},
                {QStringLiteral("label"), silence.label},
                {QStringLiteral("from"), timeOrNull(silence.from)},
                {QStringLiteral("until"), timeOrNull(silence.until)},
                {QStringLiteral("author"), textOrNull(silence.author)},
                {QStringLiteral("comment"), textOrNull(silence.comment)},
                {QStringLiteral("mutes_now"), static_cast<qint64>(mutes)}};
    });
}

QStringList ruleColumns() { return QStringLiteral("name title severity enabled what firing").split(u' '); }

QList<QJsonObject> ruleRows(const AlertBoard &board, const QStringList &ids)
{
    return rowsOf(board.rules, ids, [](const AlertRule &one) { return one.name; }, [&board](const AlertRule &rule) -> QJsonObject {
        const auto firing = std::ranges::count_if(board.alerts, [&](const Alert &alert) { return alert.rule == rule.name && alert.state == Alert::State::Firing; });
        return {{QStringLiteral("name"), rule.name},
                {QStringLiteral("title"), titleOf(rule)},
                {QStringLiteral("severity"), toString(rule.severity)},
                {QStringLiteral("enabled"), rule.isEnabled},
                {QStringLiteral("what"), alertRuleWords(rule)},
                {QStringLiteral("firing"), static_cast<qint64>(firing)}};
    });
}

} // namespace plancia::ui
