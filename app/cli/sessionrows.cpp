// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sessionrows.h"

#include "app/cli/json.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace plancia::cli {

namespace {
constexpr int kLeastQueryColumns = 20;
constexpr int kQueryColumns = 120; ///< where standard output is no terminal

QJsonValue textOrNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

/// Since when it is as it is: waits, runs, or does nothing.
qint64 sinceOf(const ServerSession &session)
{
    if (session.waitingSince != 0)
        return session.waitingSince;
    return session.state == ServerSession::State::Active ? session.queryStartedAt : session.stateSince;
}

/// One line of at most so many columns.
QString oneLine(const QString &query, int columns)
{
    const QString line = harmless(query.simplified());
    if (displayWidth(line) <= columns)
        return line;
    QString cut;
    int width = 1; // of the dots
    for (const char32_t c : line.toUcs4()) {
        const QString next = QString::fromUcs4(&c, 1);
        width += displayWidth(next);
        if (width > columns)
            break;
        cut += next;
    }
    return cut + u'…';
}

} // namespace

QJsonObject toJson(const ServerSession &session)
{
    QJsonArray blockers;
    for (const qint64 pid : session.blockedBy)
        blockers.append(pid);
    return {{"pid", session.pid},
            {"state", toString(session.state)},
            {"kind", textOrNull(session.kind)},
            {"user", textOrNull(session.user)},
            {"database", textOrNull(session.database)},
            {"application", textOrNull(session.application)},
            {"client", textOrNull(session.client)},
            {"started_at", timeOrNull(session.startedAt)},
            {"state_since", timeOrNull(session.stateSince)},
            {"query_started_at", timeOrNull(session.queryStartedAt)},
            {"transaction_started_at", timeOrNull(session.transactionStartedAt)},
            {"wait_kind", textOrNull(session.waitKind)},
            {"wait_for", textOrNull(session.waitFor)},
            {"blocked_by", blockers},
            {"lock_mode", textOrNull(session.lockMode)},
            {"lock_on", textOrNull(session.lockOn)},
            {"waiting_since", timeOrNull(session.waitingSince)},
            {"query", textOrNull(session.query)},
            {"query_is_cut", session.isCut},
            {"is_ours", session.isOurs}};
}

QString spanOf(const ServerSession &session, qint64 now)
{
    const qint64 since = sinceOf(session);
    return since == 0 ? QString() : format::duration(std::max<qint64>(0, now - since));
}

QString applicationOf(const ServerSession &session)
{
    const bool isClient = session.kind.isEmpty() || session.kind == u"client backend";
    return isClient ? session.application : session.kind;
}

void wideTable(Output &output, const QStringList &head, QList<QStringList> rows, const QList<int> &right)
{
    int taken = 0;
    for (qsizetype i = 0; i + 1 < head.size(); ++i) {
        int width = displayWidth(head[i]);
        for (const QStringList &row : std::as_const(rows))
            width = std::max(width, displayWidth(harmless(row[i])));
        taken += width + 2;
    }
    const int columns = output.columns() > 0 ? std::max(kLeastQueryColumns, output.columns() - taken) : kQueryColumns;
    for (QStringList &row : rows)
        row.last() = oneLine(row.last(), columns);
    output.table(head, rows, right);
}

namespace {
QStringList shown(const BlockedSession &row, const ServerSession &session, qint64 now)
{
    constexpr int kDeepest = 20; // further to the right nothing else has room
    const QString indent(2 * std::min(row.depth, kDeepest), u' ');
    const QString what = session.lockOn.isEmpty() ? session.lockMode : session.lockOn + QStringLiteral(" (") + session.lockMode + u')';
    return {indent + (row.pid == 0 ? QCoreApplication::translate("cli", "prepared transaction") : QString::number(row.pid)),
            row.waiting > 0 ? QString::number(row.waiting) : QString(),
            session.user,
            session.database,
            applicationOf(session),
            session.pid == 0 ? QString() : toString(session.state),
            spanOf(session, now),
            what,
            session.query};
}
} // namespace

SessionRows treeOf(const QList<ServerSession> &sessions, qint64 now)
{
    QHash<qint64, const ServerSession *> byPid;
    for (const ServerSession &session : sessions)
        byPid.insert(session.pid, &session);
    SessionRows tree;
    for (const BlockedSession &row : blockingTree(sessions)) {
        const ServerSession *session = byPid.value(row.pid);
        tree.items.append(QJsonObject{{"pid", row.pid}, {"depth", row.depth}, {"waiting", row.waiting}, {"session", session ? QJsonValue(toJson(*session)) : QJsonValue()}});
        tree.rows.append(shown(row, session ? *session : ServerSession(), now));
    }
    return tree;
}

void printTree(Output &output, const SessionRows &tree)
{
    wideTable(output,
              {QCoreApplication::translate("cli", "PID"), QCoreApplication::translate("cli", "BEHIND IT"), QCoreApplication::translate("cli", "USER"),
               QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "APPLICATION"), QCoreApplication::translate("cli", "STATE"),
               QCoreApplication::translate("cli", "FOR"), QCoreApplication::translate("cli", "WAITS FOR"), QCoreApplication::translate("cli", "QUERY")},
              tree.rows, {1});
}

} // namespace plancia::cli
