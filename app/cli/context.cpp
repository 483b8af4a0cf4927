// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/agentarguments.h"

#include "app/log/log.h"
#include "models/domain/restore.h"
#include "models/domain/samename.h"
#include "models/errors/catalogue.h"
#include "models/ports/momentsport.h"

#include <QCoreApplication>
#include <QDir>
#include <cerrno>
#include <termios.h>
#include <unistd.h>

namespace plancia::cli {

namespace {
QString taskWords(const QString &kind)
{
    if (kind == "backup")
        return QCoreApplication::translate("cli", "Backing up");
    if (kind == "verify")
        return QCoreApplication::translate("cli", "Verifying");
    if (kind == "restore")
        return QCoreApplication::translate("cli", "Restoring");
    if (kind == "open")
        return QCoreApplication::translate("cli", "Opening the backup");
    if (kind == "copy")
        return QCoreApplication::translate("cli", "Copying to the second place");
    if (kind == "prove")
        return QCoreApplication::translate("cli", "Proving");
    if (kind == "bisect")
        return QCoreApplication::translate("cli", "Looking for the last clean backup");
    if (kind == "salvage")
        return QCoreApplication::translate("cli", "Salvaging");
    if (kind == "move")
        return QCoreApplication::translate("cli", "Moving");
    if (kind == "compare")
        return QCoreApplication::translate("cli", "Comparing");
    if (kind == "examples")
        return QCoreApplication::translate("cli", "Making the examples");
    if (kind == "export")
        return QCoreApplication::translate("cli", "Exporting");
    if (kind == "check")
        return QCoreApplication::translate("cli", "Checking");
    if (kind == "bulk")
        return QCoreApplication::translate("cli", "Changing tenants");
    if (kind == "import")
        return QCoreApplication::translate("cli", "Importing");
    if (kind == "profile")
        return QCoreApplication::translate("cli", "Measuring");
    return QCoreApplication::translate("cli", "Working");
}

constexpr qsizetype kLongestLine = 4096;

/// The first line of standard input, cut when it is longer than we take. INTERNAL_003 when a signal came first.
Result<QByteArray> readLine()
{
    QByteArray typed;
    char c = 0;
    while (typed.size() <= kLongestLine) {
        const ssize_t n = ::read(STDIN_FILENO, &c, 1); // a byte at a time: what follows the line is not ours
        if (n < 0 && errno == EINTR)
            return fail(ErrorCode::InternalCancelled);
        if (n <= 0 || c == '\n')
            break;
        typed.append(c);
    }
    if (typed.endsWith('\r'))
        typed.chop(1);
    return typed;
}

/// While it lives, what is typed is not shown.
class HiddenTyping {
public:
    HiddenTyping() : m_isTerminal(::isatty(STDIN_FILENO) && ::tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_isTerminal)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    ~HiddenTyping()
    {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    }
    HiddenTyping(const HiddenTyping &) = delete;
    HiddenTyping &operator=(const HiddenTyping &) = delete;
    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    const bool m_isTerminal;
};
} // namespace

Result<wiring::Runtime *> Context::runtime()
{
    if (m_runtime)
        return m_runtime.get();
    wiring::RuntimeOptions options;
    options.program = QStringLiteral("planciactl");
    options.readOnly = m_arguments.has("read-only");
    options.stream = m_command.needsStream(m_arguments);
    if (options.stream) {
        const auto agent = agentArguments(m_arguments);
        if (!agent)
            return fail(agent.error());
        if (agent->url.isEmpty() && (!agent->token.isEmpty() || !agent->caFile.isEmpty()))
            return fail(ErrorCode::ValRequired, {{"field", QStringLiteral("--agent")}});
        options.agentUrl = agent->url.toString();
        options.agentToken = agent->token;
        options.agentCaFile = agent->caFile;
    }
    options.logLevel = m_arguments.value("log-level");
    if (m_arguments.has("log-level") && !log::levelFromString(options.logLevel))
        return fail(ErrorCode::ValChoice, {{"field", "--log-level"}, {"value", options.logLevel},
                                           {"allowed", "trace, debug, info, warning, error, critical, off"}});
    auto built = wiring::Runtime::create(options);
    if (!built)
        return fail(built.error());
    if (m_arguments.has("recovery-phrase-stdin")) {
        const auto phrase = secret({}, QStringLiteral("--recovery-phrase-stdin"));
        const auto used = phrase ? (*built)->useBackupKey(*phrase) : phrase;
        if (!used)
            return fail(used.error());
    }
    m_runtime = std::move(*built);
    if (TasksPort *tasks = m_runtime->ports().tasks)
        QObject::connect(tasks, &TasksPort::taskChanged, tasks, [this](const TaskInfo &task) {
            if (task.isOver())
                m_output.clearProgress();
            else
                m_output.progress(taskWords(task.kind), task.progress);
        });
    return m_runtime.get();
}

Result<std::shared_ptr<Workspace>> Context::workspace()
{
    if (m_workspace)
        return m_workspace;
    auto opened = openWorkspace();
    if (opened)
        m_workspace = *opened;
    return opened;
}

Result<std::shared_ptr<Workspace>> Context::openWorkspace()
{
    const int choices = m_arguments.has("store") + m_arguments.has("pg") + m_arguments.has("workspace");
    if (choices > 1)
        return fail(ErrorCode::ValUsage,
                    {{"message", QCoreApplication::translate("cli", "only one of --store, --pg and --workspace can be used")}});
    const auto built = runtime();
    if (!built)
        return fail(built.error());
    WorkspacesPort &workspaces = *(*built)->ports().workspaces;
    if (m_arguments.has("store")) {
        const QString path = QDir::current().absoluteFilePath(m_arguments.value("store"));
        return noted(m_arguments.has("with-log") ? await(workspaces.openWithLog(path, m_call))
                                                 : await(workspaces.openFile(path, m_arguments.has("read-only"), m_call)));
    }
    if (m_arguments.has("pg")) {
        auto typed = password();
        if (!typed)
            return fail(typed.error());
        return await((*built)->openUrl(m_arguments.value("pg"), *typed, m_call));
    }
    auto id = workspaceId(m_arguments.value("workspace", QStringLiteral("local")));
    if (!id)
        return fail(id.error());
    return await(workspaces.open(*id, m_call));
}

Result<std::shared_ptr<Workspace>> Context::noted(Result<std::shared_ptr<Workspace>> opened)
{
    if (opened && (*opened)->identity().log == WorkspaceIdentity::Log::NotRead)
        m_output.note(QCoreApplication::translate("cli", "A log lies beside the file and is not read: its last changes may be missing. --with-log reads it, on a copy."));
    if (opened && !(*opened)->identity().missing.isEmpty())
        m_output.note(QCoreApplication::translate("cli", "The store is of another version and does not have: %1").arg((*opened)->identity().missing.join(QStringLiteral(", "))));
    return opened;
}

Result<QString> Context::workspaceId(const QString &name)
{
    // What needs no list: "local" is made at first use, "examples" only when asked for, a moment is built.
    if (name == "local" || name == "local:new" || name == "examples" || name.startsWith(kMomentPrefix))
        return name;
    const auto known = await(m_runtime->ports().workspaces->list(m_call));
    if (!known)
        return fail(known.error());
    for (const WorkspaceIdentity &identity : *known)
        if (identity.id == name || identity.name == name)
            return identity.id;
    return fail(ErrorCode::WorkspaceNotFound, {{"name", name}});
}

Result<std::shared_ptr<Workspace>> Context::workspaceOrRescue()
{
    auto opened = workspace();
    const bool isLocal = !m_arguments.has("store") && !m_arguments.has("pg") && m_arguments.value("workspace", "local") == "local";
    if (opened || !m_runtime || !isLocal || !isStoreLost(opened.error().code()))
        return opened;
    m_output.note(QCoreApplication::translate("cli", "The local store cannot be opened (%1). Its backups can be used.")
                      .arg(errorId(opened.error().code())));
    auto rescued = await(m_runtime->ports().workspaces->open(kRescueWorkspace, m_call));
    if (rescued)
        m_workspace = *rescued;
    return rescued;
}

Result<bool> Context::agreed(const QString &consequence)
{
    if (m_arguments.has("yes"))
        return true;
    if (!::isatty(STDIN_FILENO) || !::isatty(STDERR_FILENO))
        return fail(ErrorCode::ValUsage,
                    {{"message", QCoreApplication::translate("cli", "without a terminal to ask on, “%1” needs %2").arg(m_command.spec().path, "--yes")}});
    m_output.ask(consequence + u' ' + QCoreApplication::translate("cli", "Type “yes” to go on:"));
    auto typed = readLine();
    if (!typed)
        return fail(typed.error());
    if (const QByteArray yes = typed->trimmed().toLower();
        yes != "yes" && yes != QCoreApplication::translate("cli", "yes", "typed to agree").toUtf8()) {
        m_declined = true;
        return fail(ErrorCode::InternalCancelled);
    }
    return true;
}

Result<bool> Context::agreedByName(const QStringList &consequence, const QString &name)
{
    const auto fault = [](const QString &message) { return fail(ErrorCode::ValUsage, {{"message", message}}); };
    if (m_arguments.has("confirm")) {
        if (!isSameName(m_arguments.value("confirm"), name))
            return fault(QCoreApplication::translate("cli", "“%1” has to be the name, which is “%2”").arg("--confirm", name));
        return true;
    }
    if (!::isatty(STDIN_FILENO) || !::isatty(STDERR_FILENO))
        return fault(QCoreApplication::translate("cli", "without a terminal to ask on, “%1” needs %2").arg(m_command.spec().path, "--confirm NAME"));
    m_output.ask(consequence + QStringList{QCoreApplication::translate("cli", "Type “%1” to go on:").arg(name)});
    auto typed = readLine();
    if (!typed)
        return fail(typed.error());
    if (!isSameName(QString::fromUtf8(*typed), name)) {
        m_declined = true;
        return fail(ErrorCode::InternalCancelled);
    }
    return true;
}

Result<std::optional<QString>> Context::password()
{
    if (!m_arguments.has("password-stdin"))
        return std::optional<QString>();
    auto line = secret({}, QStringLiteral("--password-stdin"));
    if (!line)
        return fail(line.error());
    return std::optional<QString>(*line);
}

Result<QString> Context::secret(const QString &question, const QString &field)
{
    const HiddenTyping hidden;
    if (hidden.isTerminal() && !question.isEmpty())
        m_output.ask(question);
    auto line = readLine();
    if (hidden.isTerminal() && !question.isEmpty())
        m_output.ask(QStringList{QString(), QString()}); // the one that was typed was not shown either
    if (!line)
        return fail(line.error());
    if (line->size() > kLongestLine)
        return fail(ErrorCode::ValTooLong, {{"field", field}, {"limit", QString::number(kLongestLine)}});
    if (line->isEmpty())
        return fail(ErrorCode::ValRequired, {{"field", field}});
    return QString::fromUtf8(*line);
}

} // namespace plancia::cli
