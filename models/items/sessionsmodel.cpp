// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sessionsmodel.h"

#include "models/format/format.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <tuple>

namespace plancia {

namespace {
struct ColumnOf {
    ColumnKind kind;
    int width;
};
constexpr std::array<ColumnOf, SessionsModel::ColumnCount> kColumns{{{ColumnKind::Identifier, 12},
                                                                     {ColumnKind::State, 21},
                                                                     {ColumnKind::Identifier, 14},
                                                                     {ColumnKind::Identifier, 13},
                                                                     {ColumnKind::Text, 16},
                                                                     {ColumnKind::Text, 24},
                                                                     {ColumnKind::Number, 10},
                                                                     {ColumnKind::Identifier, 0}}};
constexpr int kIndent = 3; ///< blanks a level of the tree
constexpr int kMostLevels = 12;

QString dash(const QString &text) { return text.isEmpty() ? QStringLiteral("–") : format::harmless(text); }

QString waitWords(const ServerSession &session)
{
    if (!session.lockMode.isEmpty() || !session.lockOn.isEmpty())
        return format::harmless(session.lockOn.isEmpty() ? session.lockMode : SessionsModel::tr("%1 on %2", "a lock mode, and what is locked").arg(session.lockMode, session.lockOn));
    if (session.waitKind.isEmpty() && session.waitFor.isEmpty())
        return {};
    return format::harmless(session.waitKind.isEmpty() ? session.waitFor : session.waitKind + QStringLiteral(" · ") + session.waitFor);
}
} // namespace

QString wordFor(ServerSession::State state)
{
    switch (state) {
    case ServerSession::State::Active:
        return SessionsModel::tr("Active", "state of a session");
    case ServerSession::State::Idle:
        return SessionsModel::tr("Idle", "state of a session");
    case ServerSession::State::IdleInTransaction:
        return SessionsModel::tr("Idle in transaction", "state of a session");
    case ServerSession::State::IdleInFailedTransaction:
        return SessionsModel::tr("Idle, failed", "state of a session: idle in a transaction that has failed");
    case ServerSession::State::FastPath:
        return SessionsModel::tr("Function call", "state of a session");
    case ServerSession::State::Background:
        return SessionsModel::tr("Background", "state of a session: a process of the server");
    case ServerSession::State::Hidden:
        break;
    }
    return SessionsModel::tr("Hidden", "state of a session that the role may not see");
}

Tone toneOf(const ServerSession &session)
{
    if (session.isBlocked())
        return Tone::Error;
    switch (session.state) {
    case ServerSession::State::Active:
    case ServerSession::State::FastPath:
        return Tone::Good;
    case ServerSession::State::IdleInTransaction:
    case ServerSession::State::IdleInFailedTransaction:
        return Tone::Warning;
    case ServerSession::State::Idle:
    case ServerSession::State::Background:
        return Tone::Off;
    case ServerSession::State::Hidden:
        break;
    }
    return Tone::Note;
}

qint64 busySince(const ServerSession &session)
{
    switch (session.state) {
    case ServerSession::State::Active:
    case ServerSession::State::FastPath:
        return session.isBlocked() && session.waitingSince > 0 ? session.waitingSince : session.queryStartedAt;
    case ServerSession::State::IdleInTransaction:
    case ServerSession::State::IdleInFailedTransaction:
        return session.transactionStartedAt;
    case ServerSession::State::Idle:
        return session.stateSince;
    case ServerSession::State::Background:
    case ServerSession::State::Hidden:
        break;
    }
    return 0;
}

bool wants(const SessionFilter &filter, const ServerSession &session)
{
    using State = ServerSession::State;
    if (session.state == State::Background && !filter.withBackground)
        return false;
    const bool isInTransaction = session.state == State::IdleInTransaction || session.state == State::IdleInFailedTransaction;
    if (filter.kind == SessionFilter::Kind::Active && session.state != State::Active && session.state != State::FastPath)
        return false;
    if (filter.kind == SessionFilter::Kind::Waiting && !session.isBlocked())
        return false;
    if (filter.kind == SessionFilter::Kind::InTransaction && !isInTransaction)
        return false;
    if (filter.text.isEmpty())
        return true;
    const auto has = [&filter](const QString &text) { return text.contains(filter.text, Qt::CaseInsensitive); };
    return has(session.user) || has(session.database) || has(session.application) || has(session.client) || has(session.query) || QString::number(session.pid) == filter.text;
}

SessionsModel::SessionsModel(Shape shape, const QLocale &locale, QObject *parent) : RowsModel(parent), m_shape(shape), m_locale(locale) {}

QString SessionsModel::idOf(const ServerSession &session) { return QStringLiteral("%1.%2").arg(session.pid).arg(session.startedAt); }

QList<SessionRow> SessionsModel::listOf(const ServerSessions &sessions, const SessionFilter &filter)
{
    QList<SessionRow> rows;
    for (const ServerSession &session : sessions.sessions)
        if (wants(filter, session))
            rows.append({idOf(session), session, 0, 0, false});
    const auto rank = [](const SessionRow &row) { // who waits, who works, who holds a transaction open, and the rest
        using State = ServerSession::State;
        constexpr std::array order{State::Active, State::FastPath, State::IdleInTransaction, State::IdleInFailedTransaction, State::Idle, State::Hidden, State::Background};
        return row.session.isBlocked() ? -1 : std::ranges::find(order, row.session.state) - order.begin();
    };
    const auto since = [](const SessionRow &row) {
        const qint64 at = busySince(row.session);
        return at > 0 ? at : std::numeric_limits<qint64>::max();
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const SessionRow &a, const SessionRow &b) {
        return std::tuple(rank(a), since(a), a.session.pid) < std::tuple(rank(b), since(b), b.session.pid);
    });
    return rows;
}

QList<SessionRow> SessionsModel::treeOf(const ServerSessions &sessions)
{
    QHash<qint64, const ServerSession *> byPid;
    for (const ServerSession &session : sessions.sessions)
        byPid.insert(session.pid, &session);
    QList<SessionRow> rows;
    for (const BlockedSession &place : blockingTree(sessions.sessions)) {
        SessionRow row;
        row.depth = place.depth;
        row.waiting = place.waiting;
        row.session.pid = place.pid;
        if (const ServerSession *session = byPid.value(place.pid))
            row.session = *session;
        else
            row.isGone = true;
        row.id = idOf(row.session);
        rows.append(row);
    }
    return rows;
}

void SessionsModel::show(const ServerSessions &sessions, const SessionFilter &filter)
{
    m_at = sessions.at;
    become(m_shape == Shape::List ? listOf(sessions, filter) : treeOf(sessions));
}

int SessionsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const SessionRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(row, index.column());
    case IdRole:
        return row.id;
    case ToneRole:
        return index.column() == StateColumn && !row.isGone ? QVariant(static_cast<int>(toneOf(row.session))) : QVariant();
    case StatusRole:
        return index.column() == StateColumn ? QVariant(toString(row.session.state)) : QVariant();
    case FullTextRole:
        return index.column() == Query ? QVariant(row.session.query) : QVariant();
    case QuietRole:
        return row.session.state == ServerSession::State::Idle || row.session.state == ServerSession::State::Background || row.session.isOurs;
    default:
        return {};
    }
}

QString SessionsModel::words(const SessionRow &row, int column) const
{
    const ServerSession &session = row.session;
    const bool isPrepared = session.pid == 0;
    switch (column) {
    case Pid: {
        const QString who = isPrepared ? tr("prepared", "a prepared transaction, which has no process") : QString::number(session.pid);
        if (m_shape == Shape::List)
            return who;
        const int depth = std::min(row.depth, kMostLevels);
        return depth == 0 ? who : QString(kIndent * (depth - 1), u' ') + QStringLiteral("↳ ") + who;
    }
    case StateColumn:
        if (row.isGone)
            return isPrepared ? QString() : tr("ended meanwhile", "a session that blocked another one");
        return session.isBlocked() ? tr("Waits for a lock", "state of a session") : wordFor(session.state);
    case User:
        return dash(session.user);
    case Database:
        return dash(session.database);
    case Application:
        return session.state == ServerSession::State::Background ? format::harmless(session.kind) : dash(session.application);
    case Wait:
        if (m_shape == Shape::Tree && row.waiting > 0 && !session.isBlocked())
            return tr("%n wait(s) for it", "sessions that wait for a lock of this one", row.waiting);
        return waitWords(session);
    case Since: {
        const qint64 since = busySince(session);
        return since > 0 && m_at >= since ? format::duration(m_at - since, m_locale) : QString();
    }
    case Query:
        return format::harmless(session.query.simplified().left(400));
    }
    return {};
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnOf &column = kColumns[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QStringList{tr("Process", "column: pid of a session"), tr("State"), tr("User"), tr("Database"), tr("Application"),
                           tr("Waits for"), tr("For", "column: how long already"), tr("Query")}[section];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case ColumnKindRole:
        return static_cast<int>(column.kind);
    case ColumnWidthRole:
        return m_shape == Shape::Tree && section == Pid ? 18 : column.width;
    case SortKeyRole:
        return -1;
    default:
        return {};
    }
}

} // namespace plancia
