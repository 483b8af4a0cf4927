// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"

#include "app/cli/context.h"
#include "app/wiring/pasttelemetry.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>

namespace plancia::cli {

namespace {
constexpr qint64 kMaxTokenBytes = 4096;

Result<QByteArray> readToken(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{"path", path}, {"message", file.errorString()}});
    const auto invalid = [&path](const char *message) {
        return fail(ErrorCode::ConfigInvalid, {{"path", path}, {"key", "--token-file"}, {"message", QCoreApplication::translate("cli", message)}});
    };
    if (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
        return invalid(QT_TRANSLATE_NOOP("cli", "others can read or write it: chmod 600 makes it yours alone"));
    const QByteArray token = file.read(kMaxTokenBytes + 1).trimmed();
    if (token.isEmpty() || token.size() > kMaxTokenBytes || !std::ranges::all_of(token, [](char c) { return c > 0x20 && c < 0x7f; }))
        return invalid(QT_TRANSLATE_NOOP("cli", "it must hold one line of printable characters without spaces"));
    return token;
}
} // namespace

Result<QUrl> agentUrl(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"ws" && url.scheme() != u"wss") || url.host().isEmpty() || !url.userInfo().isEmpty())
        return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "--agent must be as in ws://127.0.0.1:8080/stream")}});
    return url;
}

Result<AgentArguments> agentArguments(const Arguments &arguments)
{
    AgentArguments agent;
    if (arguments.has("agent")) {
        const auto url = agentUrl(arguments.value("agent"));
        if (!url)
            return fail(url.error());
        agent.url = *url;
    }
    if (arguments.has("token-file")) {
        const auto token = readToken(arguments.value("token-file"));
        if (!token)
            return fail(token.error());
        agent.token = *token;
    }
    agent.caFile = arguments.value("ca-file");
    return agent;
}

Result<QString> rememberedAgent(Context &context, wiring::PastTelemetry &past, const QString &source)
{
    const QString named = context.arguments().value("agent");
    const auto agent = context.await(past.agentOf(source, named, context.call()));
    if (agent && named.isEmpty() && *agent != u"built-in")
        context.output().note(QCoreApplication::translate("cli", "As remembered of the agent %1.").arg(*agent));
    return agent;
}

} // namespace plancia::cli
