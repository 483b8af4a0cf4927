// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/agentsecrets.h"

#include "app/log/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <algorithm>

namespace plancia::wiring {

namespace {
constexpr qsizetype kMaxTokenChars = 4096;

/// Of an address, so that another host is never sent this one's token.
QString entryOf(const QString &agentUrl)
{
    const QUrl url(agentUrl);
    return QStringLiteral("agent/%1:%2").arg(url.host().toLower()).arg(url.port(url.scheme() == u"wss" ? 443 : 80));
}

std::optional<Error> fault(const QString &token)
{
    if (token.size() > kMaxTokenChars)
        return Error(ErrorCode::ValTooLong, {{QStringLiteral("field"), QStringLiteral("token")}, {QStringLiteral("limit"), QString::number(kMaxTokenChars)}});
    if (std::ranges::all_of(token, [](QChar c) { return c > u' ' && c < u'\x7f'; }))
        return std::nullopt;
    return Error(ErrorCode::ValControlChars, {{QStringLiteral("field"), QStringLiteral("token")}});
}

template <class T>
Result<T> waitFor(QFuture<Result<T>> future)
{
    future.waitForFinished(); // on this engine's thread, for another engine's
    return future.result();
}
} // namespace

AgentSecrets::AgentSecrets(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing, QObject *preferences)
    : AgentAccessPort(preferences), m_console(console), m_recorder(recorder), m_keyRing(keyRing)
{
}

AgentSecrets::~AgentSecrets() { m_worker.stop(); }

QStringList AgentSecrets::secrets() const
{
    const std::scoped_lock lock(m_mutex);
    return m_known.values();
}

Result<AgentSecrets::Found> AgentSecrets::find(const QString &entry, const CallContext &context)
{
    const auto caFile = waitFor(m_console.read<QString>(context, [](sql::Connection &connection) -> Result<QString> {
        auto rows = connection.query("SELECT value FROM preferences WHERE key = 'agent.ca'");
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? QString() : (*rows)[0].text(0);
    }));
    if (!caFile)
        return fail(caFile.error());
    Found found;
    found.access.caFile = *caFile;
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_known.constFind(entry); known != m_known.cend()) {
            found.token = *known;
            found.access.hasToken = true;
            found.access.isForThisRun = m_forThisRun.contains(entry);
            return found;
        }
    }
    const auto kept = waitFor(m_keyRing.read(entry));
    if (!kept) {
        found.access.ringFault = kept.error();
    } else if (*kept) {
        found.token = **kept;
        found.access.hasToken = true;
        const std::scoped_lock lock(m_mutex);
        m_known.insert(entry, found.token);
    }
    return found;
}

QFuture<Result<AgentAccess>> AgentSecrets::access(QString agentUrl, CallContext context)
{
    return m_worker.run([this, entry = entryOf(agentUrl), context]() -> Result<AgentAccess> {
        const auto found = find(entry, context);
        return found ? Result<AgentAccess>(found->access) : Result<AgentAccess>(found.error());
    });
}

QFuture<Result<AgentSecrets::Key>> AgentSecrets::key(QString agentUrl)
{
    return m_worker.run([this, entry = entryOf(agentUrl)]() -> Result<Key> {
        const auto found = find(entry, {});
        if (!found)
            return fail(found.error());
        if (found->access.ringFault)
            log::write(log::Level::Info, "secrets", *found->access.ringFault);
        return Key{found->token.toLatin1(), found->access.caFile};
    });
}

QFuture<Result<AgentAccess>> AgentSecrets::keep(QString agentUrl, std::optional<QString> token, QString caFile, CallContext context)
{
    return m_worker.run([this, entry = entryOf(agentUrl), token = std::move(token), caFile = std::move(caFile), context] {
        return keepNow(entry, token, caFile, context);
    });
}

Result<AgentAccess> AgentSecrets::keepNow(const QString &entry, const std::optional<QString> &token, const QString &caFile, const CallContext &context)
{
    if (const auto wrong = token ? fault(*token) : std::nullopt)
        return fail(*wrong);
    const auto before = find(entry, context);
    if (!before)
        return fail(before.error());
    QJsonObject details;
    if (before->access.caFile != caFile)
        details.insert(QStringLiteral("agent.ca"), QJsonArray{before->access.caFile, caFile});
    if (token)
        details.insert(QStringLiteral("agent.token"), token->isEmpty() ? QStringLiteral("forgotten") : QStringLiteral("set"));
    if (details.isEmpty())
        return before->access;
    audit::Act act;
    act.action = action::SettingsChange;
    act.objectKind = QStringLiteral("settings");
    act.objectName = entry;
    act.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    const AuditEvent event = m_recorder.begin(act, context);
    const auto written = waitFor(m_console.write<bool>(context, {event.id, {}}, [recorder = m_recorder, event, caFile](sql::Connection &connection) -> Result<bool> {
        auto kept = connection.execute("INSERT INTO preferences (key, value) VALUES ('agent.ca', $1)"
                                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                       {caFile});
        if (!kept)
            return fail(kept.error());
        auto appended = recorder.append(connection, event);
        return appended ? Result<bool>(true) : Result<bool>(appended.error());
    }));
    if (!written)
        return fail(written.error());
    AgentAccess now = before->access;
    now.caFile = caFile;
    if (token && token->isEmpty()) {
        if (auto forgotten = waitFor(m_keyRing.remove(entry)); !forgotten)
            log::write(log::Level::Warning, "secrets", forgotten.error());
        const std::scoped_lock lock(m_mutex);
        m_known.remove(entry);
        m_forThisRun.remove(entry);
        now.hasToken = now.isForThisRun = false;
    } else if (token) {
        const auto kept = waitFor(m_keyRing.write(entry, *token));
        if (!kept)
            log::write(log::Level::Warning, "secrets", kept.error());
        const std::scoped_lock lock(m_mutex);
        m_known.insert(entry, *token);
        kept ? static_cast<void>(m_forThisRun.remove(entry)) : static_cast<void>(m_forThisRun.insert(entry));
        now = {true, !kept, std::nullopt, caFile};
    }
    emit changed();
    return now;
}

} // namespace plancia::wiring
