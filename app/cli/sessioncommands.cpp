// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/sessionrows.h"
#include "app/cli/tenantnames.h"
#include "models/ports/sessionsport.h"

#include <QCoreApplication>

#include <algorithm>

namespace plancia::cli {

namespace {
/// The sessions of the open workspace's server. BUSINESS_002 where there is none.
Result<SessionsPort *> sessionsOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->sessions())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it lies on no PostgreSQL server"}});
    return (*workspace)->sessions();
}

Result<ServerSessions> listOf(Context &context)
{
    const auto sessions = sessionsOf(context);
    return sessions ? context.await((*sessions)->list(context.call())) : Result<ServerSessions>(sessions.error());
}

void printJson(Output &output, const ServerSessions &all, const QJsonArray &items)
{
    output.json({{"items", items},
                 {"next", QJsonValue()},
                 {"at", isoTime(all.at)},
                 {"is_cut", all.isCut},
                 {"role", all.role},
                 {"sees_all", all.seesAll},
                 {"can_signal", all.canSignal},
                 {"max_connections", all.maxConnections}});
}

/// What a text on a terminal is to be told besides.
void noteLimits(Output &output, const ServerSessions &all)
{
    if (all.isCut)
        output.note(QCoreApplication::translate("cli", "There are more sessions than can be shown."));
    if (!all.seesAll)
        output.note(QCoreApplication::translate("cli", "Of the sessions of other roles, %1 sees only that they are there, and not who waits for whom: GRANT pg_monitor shows all.").arg(all.role));
}

/// An idle session that waits for its client, or a process that waits for work, does not wait for anything.
QString waitOf(const ServerSession &session)
{
    return session.waitKind.isEmpty() || session.waitKind == u"Client" || session.waitKind == u"Activity" ? QString() : session.waitKind + u':' + session.waitFor;
}

class SessionList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"session list", QT_TRANSLATE_NOOP("cli", "List the sessions of the PostgreSQL server, and what each does"), {},
                {{"waiting", nullptr, QT_TRANSLATE_NOOP("cli", "Only those that wait for a lock")}}, "session list --waiting"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = listOf(context);
        if (!all)
            return fail(all.error());
        const bool isWaiting = context.arguments().has("waiting");
        Output &output = context.output();
        QJsonArray items;
        QList<QStringList> rows;
        for (const ServerSession &session : all->sessions) {
            if (isWaiting && !session.isBlocked() && session.waitKind != u"Lock")
                continue;
            items.append(toJson(session));
            rows.append({QString::number(session.pid), toString(session.state), session.user, session.database, applicationOf(session), session.client,
                         waitOf(session), spanOf(session, all->at), session.query});
        }
        if (output.isJson()) {
            printJson(output, *all, items);
            return true;
        }
        wideTable(output,
                  {QCoreApplication::translate("cli", "PID"), QCoreApplication::translate("cli", "STATE"), QCoreApplication::translate("cli", "USER"),
                   QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "APPLICATION"), QCoreApplication::translate("cli", "CLIENT"),
                   QCoreApplication::translate("cli", "WAITS FOR"), QCoreApplication::translate("cli", "FOR"), QCoreApplication::translate("cli", "QUERY")},
                  rows, {0});
        noteLimits(output, *all);
        return true;
    }
};

class SessionTree final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"session tree", QT_TRANSLATE_NOOP("cli", "Show who waits for whom, how long and for what"), {}, {}, "session tree"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto all = listOf(context);
        if (!all)
            return fail(all.error());
        Output &output = context.output();
        const SessionRows tree = treeOf(all->sessions, all->at);
        if (output.isJson()) {
            printJson(output, *all, tree.items);
            return true;
        }
        if (!tree.rows.isEmpty())
            printTree(output, tree);
        else
            output.note(all->seesAll ? QCoreApplication::translate("cli", "Nobody waits for anybody.")
                                     : QCoreApplication::translate("cli", "Of the sessions that %1 may see, none waits for another. Those of others are hidden.").arg(all->role));
        noteLimits(output, *all);
        return true;
    }
};

/// Cancels or ends: what differs is words and the call.
class SessionAct final : public Command {
public:
    enum class Kind { Cancel, Terminate };
    SessionAct(CommandSpec spec, Kind kind) : m_spec(std::move(spec)), m_kind(kind) {}
    CommandSpec spec() const override { return m_spec; }
    Result<bool> run(Context &context) const override
    {
        const auto pid = pidFrom(context.arguments().positional(0));
        if (!pid)
            return fail(pid.error());
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto port = sessionsOf(context);
        if (!port)
            return fail(port.error());
        const WorkspaceIdentity identity = (*context.workspace())->identity();
        if (identity.readOnly)
            return fail(ErrorCode::AuthzReadOnly, {{"name", identity.name}});
        const auto all = context.await((*port)->list(context.call()));
        if (!all)
            return fail(all.error());
        const auto found = std::find_if(all->sessions.begin(), all->sessions.end(), [&](const ServerSession &one) { return one.pid == *pid; });
        if (found == all->sessions.end())
            return fail(ErrorCode::ServerSessionNotFound, {{"value", QString::number(*pid)}});
        const bool isCancel = m_kind == Kind::Cancel;
        if (isCancel && found->state != ServerSession::State::Active && found->state != ServerSession::State::Hidden) {
            // Nothing is signalled, and nothing written to the trail that did not take place.
            context.output().note(QCoreApplication::translate("cli", "This session runs no query now: there is nothing to cancel."));
            if (context.output().isJson())
                context.output().json({{"pid", *pid}, {"cancelled", false}, {"session", toJson(*found)}});
            return true;
        }
        if (const auto agreed = context.agreed(question(*found, all->at)); !agreed)
            return agreed;
        const auto done = context.await(isCancel ? (*port)->cancel(*pid, found->startedAt, found->queryStartedAt, *reason, context.call())
                                                 : (*port)->terminate(*pid, found->startedAt, *reason, context.call()));
        if (!done)
            return fail(done.error());
        const char *word = isCancel ? "cancelled" : "terminated";
        if (context.output().isJson())
            context.output().json({{"pid", *pid}, {word, true}, {"session", toJson(*found)}});
        else
            context.output().pairs({{word, QString::number(*pid)}, {"user", found->user}, {"database", found->database},
                                    {"application", applicationOf(*found)}, {"client", found->client}, {"state", toString(found->state)}});
        return true;
    }

private:
    static Result<qint64> pidFrom(const QString &text)
    {
        bool isNumber = false;
        const qint64 pid = text.toLongLong(&isNumber);
        if (!isNumber || pid <= 0)
            return fail(ErrorCode::ValNumber, {{"field", "PID"}, {"value", text.left(64)}});
        return pid;
    }
    QString question(const ServerSession &session, qint64 now) const
    {
        const QString pid = QString::number(session.pid);
        QStringList who{QStringLiteral("%1@%2").arg(session.user, session.database)};
        for (const QString &part : {applicationOf(session), session.client, toString(session.state), spanOf(session, now)})
            if (!part.isEmpty())
                who.append(part);
        const QString all = who.join(QStringLiteral(", "));
        if (m_kind == Kind::Cancel)
            return QCoreApplication::translate("cli", "The query that session %1 (%2) runs will be cancelled: what this one statement did is undone, and an open transaction fails.").arg(pid, all);
        return QCoreApplication::translate("cli", "Session %1 (%2) will be ended: what its open transaction did is rolled back, and its client loses the connection.").arg(pid, all);
    }

    CommandSpec m_spec;
    Kind m_kind;
};
} // namespace

void addSessionCommands(Commands &commands)
{
    const ArgumentSpec pid{"PID", QT_TRANSLATE_NOOP("cli", "The session's process, as “session list” shows it"), true};
    const std::vector<OptionSpec> options{{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")},
                                          {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}};
    commands.push_back(std::make_unique<SessionList>());
    commands.push_back(std::make_unique<SessionTree>());
    commands.push_back(std::make_unique<SessionAct>(
        CommandSpec{"session cancel", QT_TRANSLATE_NOOP("cli", "Cancel the query that a session runs; the session stays"), {pid}, options,
                    "session cancel 4711 --reason \"Forgotten report\""},
        SessionAct::Kind::Cancel));
    commands.push_back(std::make_unique<SessionAct>(
        CommandSpec{"session terminate", QT_TRANSLATE_NOOP("cli", "End a session: its open transaction is rolled back"), {pid}, options,
                    "session terminate 4711 --reason \"Left open over lunch\""},
        SessionAct::Kind::Terminate));
}

} // namespace plancia::cli
