// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

#include <QUrl>

namespace plancia::wiring {
class PastTelemetry;
}

namespace plancia::cli {

class Context;

/// Options of a command that talks to an agent.
inline const OptionSpec kAgentOption{"agent", "URL", QT_TRANSLATE_NOOP("cli", "Of this agent, as ws://host:port/stream (the one of the settings without it)")};
inline const OptionSpec kTokenOption{"token-file", "FILE", QT_TRANSLATE_NOOP("cli", "The agent's token: one line of a file that only you can read")};
inline const OptionSpec kCaOption{"ca-file", "FILE", QT_TRANSLATE_NOOP("cli", "With wss://, whom alone to trust: certificates in PEM (whom the system trusts without it)")};

struct AgentArguments {
    QUrl url; ///< empty without --agent
    QByteArray token;
    QString caFile;
};
/// VAL_005; IO_003 for the token's file, CONFIG_001 when others can read it or it holds no token.
Result<AgentArguments> agentArguments(const Arguments &arguments);
/// VAL_005 when it is no address of an agent.
Result<QUrl> agentUrl(const QString &text);
/// The agent whose past has that source: --agent, or the one followed last that knows it, which is said when it is not this console's own.
/// VAL_011.
Result<QString> rememberedAgent(Context &context, wiring::PastTelemetry &past, const QString &source);

} // namespace plancia::cli
