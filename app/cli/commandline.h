// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QHash>
#include <QStringList>
#include <memory>
#include <optional>
#include <vector>

namespace plancia::cli {

class Arguments;
class Context;

/// A word that a command takes by its place. Texts are sources of the translation context "cli".
struct ArgumentSpec {
    const char *name = nullptr; ///< "SLUG"
    const char *help = nullptr;
    bool required = true;
    bool many = false; ///< the last one: takes all words that are left
};

/// `--name VALUE`, or a flag when `value` is null.
struct OptionSpec {
    const char *name = nullptr; ///< without dashes
    const char *value = nullptr; ///< placeholder
    const char *help = nullptr;
    bool many = false; ///< may be given several times: Arguments::values()
};

/// All that is known of a command: parsing and `--help` both read this and nothing else.
struct CommandSpec {
    const char *path = nullptr; ///< "tenant create"
    const char *summary = nullptr;
    std::vector<ArgumentSpec> arguments;
    std::vector<OptionSpec> options;
    const char *example = nullptr;
};

/// One command of planciactl. Lives for the whole run, on the main thread; holds no state.
class Command {
public:
    virtual ~Command() = default;
    virtual CommandSpec spec() const = 0;
    /// Prints its result through context.output(); an Error is printed by main, which also gives the exit status.
    virtual Result<bool> run(Context &context) const = 0;
    /// Whether the Runtime must start the live stream: then it follows the agent of --agent.
    virtual bool needsStream(const Arguments &arguments) const
    {
        Q_UNUSED(arguments)
        return false;
    }
};
using Commands = std::vector<std::unique_ptr<Command>>;

/// What was given on the command line, checked against the command's table.
class Arguments {
public:
    bool has(const QString &option) const { return m_options.contains(option); }
    QString value(const QString &option, const QString &otherwise = {}) const { return m_options.value(option, otherwise); }
    /// Of an option that may be given several times, in that order.
    QStringList values(const QString &option) const { return m_lists.value(option); }
    QString positional(qsizetype index) const { return m_positionals.value(index); }
    QStringList positionalsFrom(qsizetype index) const { return m_positionals.mid(index); }

    /// VAL_013 unless a whole number, VAL_010 unless one from `min` to `max`; `otherwise` when not given.
    Result<qint64> number(const QString &option, qint64 otherwise, qint64 min, qint64 max) const;
    /// The same, but of hours: also as 36h or 2d.
    Result<qint64> hours(const QString &option, qint64 otherwise, qint64 min, qint64 max) const;
    /// VAL_007 unless ISO 8601 (local time without a zone) or an age such as 90s, 15m, 24h, 7d, 2w. Unix ms UTC.
    Result<std::optional<qint64>> time(const QString &option, qint64 nowMs) const;
    /// The same, but an age is counted from now on: 90d is in ninety days.
    Result<std::optional<qint64>> timeAhead(const QString &option, qint64 nowMs) const;
    /// VAL_011 unless one of `allowed`; empty when not given.
    Result<QString> choice(const QString &option, const QStringList &allowed) const;

private:
    friend class Parser;
    QHash<QString, QString> m_options;
    QHash<QString, QStringList> m_lists;
    QStringList m_positionals;
};

/// What the command line asks for: a command with its arguments, or the help of a level.
struct Invocation {
    const Command *command = nullptr; ///< null when only help was asked for
    QString helpPath;                 ///< "", "tenant" or "tenant create", with `help`
    bool help = false;
    Arguments arguments;
};

/// Options that every command takes.
const std::vector<OptionSpec> &globalOptions();

/// Reads a command line against the commands' tables. Every fault is VAL_005, with what was probably meant.
class Parser {
public:
    explicit Parser(const Commands &commands) : m_commands(commands) {}
    Result<Invocation> parse(const QStringList &words) const;
    /// The help of the whole program, of a group ("tenant") or of a command ("tenant create").
    QString help(const QString &path) const;

private:
    const Command *find(const QStringList &path) const;
    Result<const Command *> resolve(QStringList &positionals) const;
    bool takesValue(const QString &option) const;
    QString commandHelp(const Command &command) const;
    QString listHelp(const QString &group) const;

    const Commands &m_commands;
};

/// VAL_011, with the word that was probably meant.
Error notAllowed(const QString &option, const QString &word, const QStringList &allowed);
/// The nearest of `words` when it is near enough to be a slip of the finger, else empty.
QString nearest(const QString &word, const QStringList &words);

} // namespace plancia::cli
