// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/options.h"

#include "app/log/log.h"
#include "models/errors/catalogue.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <cstdio>

namespace plancia::console {

namespace {

void writeLine(std::FILE *stream, const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    // What cannot be written to a terminal that is gone is nobody's loss.
    (void)std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    (void)std::fflush(stream);
}

/// The command line as one table, for parsing and for --help.
struct Grammar {
    QCommandLineParser parser;
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Explains the command line.")};
    QCommandLineOption version{{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Prints the version.")};
    QCommandLineOption workspace{QStringLiteral("workspace"),
                                 QStringLiteral("Opens a workspace: local, examples, or a connection by its name or as pg:<id>."),
                                 QStringLiteral("workspace")};
    QCommandLineOption page{QStringLiteral("page"), QStringLiteral("Begins with that page: tenants, audit, …"),
                            QStringLiteral("page")};
    QCommandLineOption readOnly{QStringLiteral("read-only"), QStringLiteral("Opens every workspace without writing.")};
    QCommandLineOption logLevel{QStringLiteral("log-level"), QStringLiteral("trace, debug, info, warning, error, critical or off."),
                                QStringLiteral("level")};
    QCommandLineOption tour{QStringLiteral("tour"),
                            QStringLiteral("Walks every page in both themes and languages, saves a picture of each, and ends."),
                            QStringLiteral("folder")};

    Grammar()
    {
        parser.setApplicationDescription(
            QStringLiteral("Plancia, a console for the people who run a multi-tenant service."));
        parser.addOptions({help, version, workspace, page, readOnly, logLevel, tour});
        parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A backup, debug bundle or store to open."),
                                     QStringLiteral("[file…]"));
    }
};

} // namespace

QString answer(const QStringList &arguments)
{
    Grammar grammar;
    if (!grammar.parser.parse(arguments))
        return {};
    if (grammar.parser.isSet(grammar.help))
        return grammar.parser.helpText().replace(QStringLiteral("<executable_name>"), QStringLiteral("plancia")); // there is no application yet
    return grammar.parser.isSet(grammar.version) ? QStringLiteral("plancia " PLANCIA_VERSION) : QString();
}

Result<Options> parse(const QStringList &arguments)
{
    Grammar grammar;
    const QCommandLineParser &parser = grammar.parser;
    if (!grammar.parser.parse(arguments))
        return plancia::fail(ErrorCode::ValUsage, {{QStringLiteral("message"), parser.errorText()}});
    Options options;
    for (const QString &file : parser.positionalArguments())
        options.files.append(QFileInfo(file).absoluteFilePath()); // the console that takes it may stand elsewhere
    options.workspace = parser.value(grammar.workspace);
    options.page = parser.value(grammar.page);
    options.tour = parser.value(grammar.tour);
    options.logLevel = parser.value(grammar.logLevel);
    if (parser.isSet(grammar.logLevel) && !log::levelFromString(options.logLevel))
        return plancia::fail(ErrorCode::ValChoice, {{QStringLiteral("field"), QStringLiteral("--log-level")},
                                                    {QStringLiteral("value"), options.logLevel},
                                                    {QStringLiteral("allowed"), QStringLiteral("trace, debug, info, warning, error, critical, off")}});
    options.readOnly = parser.isSet(grammar.readOnly);
    if (!options.tour.isEmpty() && options.workspace.isEmpty() && options.files.isEmpty())
        options.workspace = QStringLiteral("examples"); // a walk through empty pages shows nothing
    return options;
}

bool hasDisplay()
{
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
    return (!platform.isEmpty() && !platform.startsWith("xcb") && !platform.startsWith("wayland"))
        || qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

void print(const QString &text) { writeLine(stdout, text); }
void printError(const QString &text) { writeLine(stderr, text); }

int fail(const Error &error)
{
    const ErrorText text = describe(error);
    printError(text.id + QStringLiteral(": ") + text.title);
    printError(text.sentence);
    printError(text.data);
    for (const ErrorStepText &step : text.steps)
        printError(QStringLiteral("- ") + step.text);
    return exitStatus(error.code());
}

} // namespace plancia::console
