// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia::cli {

namespace {
QString translated(const char *source) { return QCoreApplication::translate("cli", source); }

tl::unexpected<Error> usage(const QString &message, const QString &suggestion = {})
{
    return fail(ErrorCode::ValUsage,
                {{"message", suggestion.isEmpty()
                      ? message
                      : QCoreApplication::translate("cli", "%1 (did you mean “%2”?)").arg(message, suggestion)}});
}

QString shown(const QString &word) { return word.size() > 60 ? word.left(60) + QStringLiteral("…") : word; }
QStringList pathOf(const Command &command) { return QString::fromLatin1(command.spec().path).split(' '); }

/// "--name VALUE" in a column, then its sentence.
QString row(const QString &left, const QString &right)
{
    constexpr qsizetype column = 26;
    const QString start = "  " + left;
    return (start.size() + 2 > column ? start + "\n" + QString(column, ' ') : start.leftJustified(column)) + right + "\n";
}

QString optionRow(const OptionSpec &option)
{
    return row(QStringLiteral("--%1%2").arg(option.name, option.value ? QStringLiteral(" ") + option.value : QString()),
               translated(option.help));
}
} // namespace

const std::vector<OptionSpec> &globalOptions()
{
    static const std::vector<OptionSpec> options{
        {"store", "FILE", QT_TRANSLATE_NOOP("cli", "Use this store, backup, bundle or SQLite file")},
        {"pg", "URL", QT_TRANSLATE_NOOP("cli", "Use this PostgreSQL database, as postgresql://user@host/database")},
        {"workspace", "NAME", QT_TRANSLATE_NOOP("cli", "Use this workspace, by name or id (default: local)")},
        {"with-log", nullptr, QT_TRANSLATE_NOOP("cli", "With --store: read the log beside the file too, on a copy of both")},
        {"read-only", nullptr, QT_TRANSLATE_NOOP("cli", "Open the workspace without writing to it")},
        {"password-stdin", nullptr, QT_TRANSLATE_NOOP("cli", "Read the password from the first line of standard input")},
        {"recovery-phrase-stdin", nullptr, QT_TRANSLATE_NOOP("cli", "Read the recovery phrase of encrypted backups from the first line of standard input, for this run")},
        {"json", nullptr, QT_TRANSLATE_NOOP("cli", "Print results and errors as JSON")},
        {"log-level", "LEVEL", QT_TRANSLATE_NOOP("cli", "Write the log with this level: debug, info, warning, error")},
        {"help", nullptr, QT_TRANSLATE_NOOP("cli", "Explain a command")},
        {"version", nullptr, QT_TRANSLATE_NOOP("cli", "Print the version")},
    };
    return options;
}

const Command *Parser::find(const QStringList &path) const
{
    const auto found = std::ranges::find_if(m_commands, [&](const auto &command) { return pathOf(*command) == path; });
    return found == m_commands.end() ? nullptr : found->get();
}

bool Parser::takesValue(const QString &option) const
{
    const auto inTable = [&](const std::vector<OptionSpec> &options) {
        return std::ranges::any_of(options, [&](const OptionSpec &o) { return option == QLatin1String(o.name) && o.value; });
    };
    return inTable(globalOptions())
        || std::ranges::any_of(m_commands, [&](const auto &command) { return inTable(command->spec().options); });
}

/// Takes the command's own words from the front of `positionals`.
Result<const Command *> Parser::resolve(QStringList &positionals) const
{
    QStringList first;
    QStringList second;
    QStringList third; // of a group within a group
    for (const auto &command : m_commands) {
        const QStringList path = pathOf(*command);
        if (positionals.mid(0, path.size()) == path) {
            positionals.remove(0, path.size());
            return command.get();
        }
        if (!first.contains(path[0]))
            first.append(path[0]);
        if (path[0] == positionals[0] && !second.contains(path[1]))
            second.append(path[1]);
        if (path.size() > 2 && path.mid(0, 2) == positionals.mid(0, 2))
            third.append(path[2]);
    }
    const QString group = positionals.mid(0, third.isEmpty() ? 1 : 2).join(u' ');
    if (!third.isEmpty() && positionals.size() > 2)
        return usage(QCoreApplication::translate("cli", "unknown command “%1 %2”").arg(group, shown(positionals[2])), nearest(positionals[2], third));
    if (second.isEmpty())
        return usage(QCoreApplication::translate("cli", "unknown command “%1”").arg(shown(positionals[0])),
                     nearest(positionals[0], first));
    if (positionals.size() == 1 || !third.isEmpty())
        return usage(QCoreApplication::translate("cli", "“%1” needs one of: %2").arg(group, (third.isEmpty() ? second : third).join(", ")));
    return usage(QCoreApplication::translate("cli", "unknown command “%1 %2”").arg(positionals[0], shown(positionals[1])),
                 nearest(positionals[1], second));
}

Result<Invocation> Parser::parse(const QStringList &words) const
{
    struct Given {
        QString name;
        std::optional<QString> value;
    };
    QList<Given> given;
    QStringList positionals;
    bool onlyWords = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (onlyWords || word == "-" || !word.startsWith('-')) {
            positionals.append(word);
        } else if (word == "--") {
            onlyWords = true;
        } else if (word == "-h") {
            given.append(Given{QStringLiteral("help"), {}});
        } else if (!word.startsWith("--")) {
            return usage(QCoreApplication::translate("cli", "unknown option “%1”").arg(shown(word)));
        } else if (const qsizetype equals = word.indexOf('='); equals > 0) {
            given.append(Given{word.mid(2, equals - 2), word.mid(equals + 1)});
        } else {
            given.append(Given{word.mid(2), {}});
            // A value that is missing is told below: by then it is known whether this command has the option at all.
            if (i + 1 < words.size() && takesValue(given.last().name))
                given.last().value = words[++i];
        }
    }

    const auto asks = [&](const char *option) {
        return std::ranges::any_of(given, [&](const Given &g) { return g.name == QLatin1String(option); });
    };
    Invocation invocation;
    if (positionals.value(0) == "help") {
        positionals.removeFirst();
        invocation.help = true;
    }
    invocation.help = invocation.help || asks("help");
    if (invocation.help) {
        invocation.helpPath = positionals.mid(0, 2).join(' ');
        if (help(invocation.helpPath).isEmpty()) {
            invocation.helpPath = positionals.value(0);
            if (help(invocation.helpPath).isEmpty())
                return fail(resolve(positionals).error());
        }
        return invocation;
    }
    if (asks("version"))
        positionals = QStringList{"version"};
    if (positionals.isEmpty())
        return usage(QCoreApplication::translate("cli", "a command is missing"), "planciactl --help");

    const auto command = resolve(positionals);
    if (!command)
        return fail(command.error());
    invocation.command = *command;
    const CommandSpec spec = (*command)->spec();

    QHash<QString, bool> known;
    QStringList names;
    QStringList many;
    for (const auto *table : {&spec.options, &globalOptions()})
        for (const OptionSpec &option : *table) {
            known.insert(option.name, option.value != nullptr);
            names.append(option.name);
            if (option.many)
                many.append(option.name);
        }
    for (const Given &g : given) {
        const QString option = "--" + g.name;
        if (!known.contains(g.name)) {
            const QString meant = nearest(g.name, names);
            return usage(QCoreApplication::translate("cli", "“%1” has no option “%2”").arg(spec.path, shown(option)),
                         meant.isEmpty() ? QString() : "--" + meant);
        }
        if (known[g.name] && !g.value)
            return usage(QCoreApplication::translate("cli", "option “%1” needs a value").arg(option));
        if (!known[g.name] && g.value)
            return usage(QCoreApplication::translate("cli", "option “%1” takes no value").arg(option));
        if (many.contains(g.name))
            invocation.arguments.m_lists[g.name].append(g.value.value_or(QString()));
        else if (invocation.arguments.has(g.name))
            return usage(QCoreApplication::translate("cli", "option “%1” is given twice").arg(option));
        invocation.arguments.m_options.insert(g.name, g.value.value_or(QString()));
    }

    for (size_t i = 0; i < spec.arguments.size(); ++i)
        if (spec.arguments[i].required && positionals.size() <= static_cast<qsizetype>(i))
            return usage(QCoreApplication::translate("cli", "“%1” needs %2").arg(spec.path, spec.arguments[i].name));
    const bool takesMany = !spec.arguments.empty() && spec.arguments.back().many;
    if (!takesMany && positionals.size() > static_cast<qsizetype>(spec.arguments.size()))
        return usage(QCoreApplication::translate("cli", "“%1” does not take “%2”")
                         .arg(spec.path, shown(positionals[static_cast<qsizetype>(spec.arguments.size())])));
    invocation.arguments.m_positionals = positionals;
    return invocation;
}

QString Parser::help(const QString &path) const
{
    if (const Command *command = find(path.split(' ')))
        return commandHelp(*command);
    return listHelp(path);
}

QString Parser::commandHelp(const Command &command) const
{
    const CommandSpec spec = command.spec();
    QString usageLine = QStringLiteral("planciactl ") + spec.path;
    QString arguments;
    for (const ArgumentSpec &argument : spec.arguments) {
        const QString name = QLatin1String(argument.name) + (argument.many ? QStringLiteral(" …") : QString());
        usageLine += argument.required ? QStringLiteral(" %1").arg(name) : QStringLiteral(" [%1]").arg(name);
        arguments += row(argument.name, translated(argument.help));
    }
    QString options;
    for (const OptionSpec &option : spec.options)
        options += optionRow(option);
    QString globals;
    for (const OptionSpec &option : globalOptions())
        globals += optionRow(option);

    QString text = QCoreApplication::translate("cli", "Usage: %1").arg(usageLine + " [--OPTION …]") + "\n"
        + translated(spec.summary) + ".\n";
    if (!arguments.isEmpty())
        text += "\n" + QCoreApplication::translate("cli", "Arguments:") + "\n" + arguments;
    if (!options.isEmpty())
        text += "\n" + QCoreApplication::translate("cli", "Options:") + "\n" + options;
    text += "\n" + QCoreApplication::translate("cli", "Options of every command:") + "\n" + globals;
    if (spec.example)
        text += "\n" + QCoreApplication::translate("cli", "Example:") + "\n  planciactl " + QString::fromUtf8(spec.example) + "\n";
    return text;
}

QString Parser::listHelp(const QString &group) const
{
    QString rows;
    for (const auto &command : m_commands) {
        const CommandSpec spec = command->spec();
        if (group.isEmpty() || pathOf(*command)[0] == group) {
            QString left = spec.path;
            for (const ArgumentSpec &argument : spec.arguments)
                left += QStringLiteral(" ") + argument.name;
            rows += row(left, translated(spec.summary));
        }
    }
    if (rows.isEmpty())
        return {};
    QString globals;
    for (const OptionSpec &option : globalOptions())
        globals += optionRow(option);
    return QCoreApplication::translate("cli", "Usage: %1")
               .arg("planciactl " + (group.isEmpty() ? QStringLiteral("COMMAND") : group + " COMMAND") + " [--OPTION …]")
        + "\n\n" + QCoreApplication::translate("cli", "Commands:") + "\n" + rows + "\n"
        + QCoreApplication::translate("cli", "Options of every command:") + "\n" + globals + "\n"
        + QCoreApplication::translate("cli", "“planciactl COMMAND --help” explains a command; "
                                             "“planciactl error explain CODE” explains an error.")
        + "\n";
}

} // namespace plancia::cli
