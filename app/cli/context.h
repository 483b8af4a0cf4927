// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "app/wiring/runtime.h"
#include "models/base/clock.h"

#include <QEventLoop>
#include <QFutureWatcher>

namespace plancia::cli {

/// What a command works with: its arguments, the ports, where it prints. Lives in main() for the whole run; the Runtime is
/// built when a command first asks for it, so that `--help` touches nothing.
class Context {
public:
    Context(const Command &command, const Arguments &arguments, Output &output, const CancelToken &cancel)
        : m_command(command), m_arguments(arguments), m_output(output)
    {
        m_call.cancel = cancel;
    }

    const Arguments &arguments() const { return m_arguments; }
    Output &output() { return m_output; }
    const Clock &clock() const { return m_clock; }
    /// The same for every call of this run: one command is one gesture.
    const CallContext &call() const { return m_call; }

    Result<wiring::Runtime *> runtime();
    /// By --store, --pg or --workspace; the local store without any.
    Result<std::shared_ptr<Workspace>> workspace();
    /// The same, or the backups alone (models/domain/restore.h) when the local store is lost.
    Result<std::shared_ptr<Workspace>> workspaceOrRescue();
    /// Says on a terminal what will happen, and waits for a yes; --yes is one. VAL_005 when there is nobody to ask,
    /// INTERNAL_003 for a no, which is hasDeclined() then.
    Result<bool> agreed(const QString &consequence);
    /// The same for what cannot be taken back: the name is to be typed, or given by --confirm. VAL_005 for another one there.
    Result<bool> agreedByName(const QStringList &consequence, const QString &name);
    bool hasDeclined() const { return m_declined; }
    /// The id of a workspace by name or id. NOT_FOUND_006.
    Result<QString> workspaceId(const QString &name);
    /// The first line of standard input when --password-stdin was given.
    Result<std::optional<QString>> password();
    /// The next line of standard input, not shown where that is a terminal; `question` is asked there. VAL_001 when empty,
    /// VAL_002, INTERNAL_003 when a signal came first.
    Result<QString> secret(const QString &question, const QString &field);
    /// What the program ends with when the command succeeds, if not 0: an answer that scripts ask for.
    void setExitStatus(int status) { m_exitStatus = status; }
    int exitStatus() const { return m_exitStatus; }
    const wiring::Runtime *runtimeIfBuilt() const { return m_runtime.get(); }

    /// Waits for a port's answer: the only nested loop of the program. Ctrl+C cancels the call's token meanwhile.
    template <class T>
    Result<T> await(const QFuture<Result<T>> &future)
    {
        QEventLoop loop;
        QFutureWatcher<Result<T>> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        loop.exec();
        return future.result();
    }

private:
    Result<std::shared_ptr<Workspace>> openWorkspace();
    /// Says what of a file is not shown.
    Result<std::shared_ptr<Workspace>> noted(Result<std::shared_ptr<Workspace>> opened);

    const Command &m_command;
    const Arguments &m_arguments;
    Output &m_output;
    SystemClock m_clock;
    CallContext m_call;
    int m_exitStatus = 0;
    bool m_declined = false;
    std::unique_ptr<wiring::Runtime> m_runtime;
    std::shared_ptr<Workspace> m_workspace; // after the Runtime: let go first
};

} // namespace plancia::cli
