// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/interrupt.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>
#include <cerrno>

namespace plancia::cli {

namespace {
/// What a shell reports for a program that a closed pipe ended.
constexpr int kClosedPipe = 128 + 13;

int report(Output &output, const Error &error)
{
    output.error(error);
    return exitStatus(error.code());
}

Result<bool> written(const Output &output)
{
    if (output.failure() == 0)
        return true;
    return fail(output.failure() == ENOSPC ? ErrorCode::IoDiskFull : ErrorCode::IoWrite,
                {{"path", "standard output"}, {"message", QString::fromLocal8Bit(std::strerror(output.failure()))}});
}

int run(const QStringList &words)
{
    // Before the line is understood: an error in it is to be printed the way that was asked for.
    Output output(words.contains("--json"));
    const Commands commands = allCommands();
    const Parser parser(commands);
    if (words.isEmpty()) {
        output.text(parser.help({}));
        return exitStatus(ErrorCode::ValUsage);
    }
    const auto invocation = parser.parse(words);
    if (!invocation)
        return report(output, invocation.error());

    const Interrupt interrupt;
    Result<bool> ran = true;
    int status = 0;
    if (invocation->help) {
        output.text(parser.help(invocation->helpPath));
    } else {
        output.setJson(invocation->arguments.has("json"));
        Context context(*invocation->command, invocation->arguments, output, interrupt.token());
        ran = invocation->command->run(context);
        status = context.exitStatus();
        // What fails after Ctrl+C fails because of it, whatever the engine calls it; but an unknown outcome must be told.
        if (!ran && interrupt.token().isCancelled() && ran.error().code() != ErrorCode::DbOutcomeUnknown
            && ran.error().code() != ErrorCode::InternalCancelled)
            ran = fail(Error(ErrorCode::InternalCancelled, {}, ran.error()));
        if (!ran && context.hasDeclined() && !output.isJson()) {
            output.note(QCoreApplication::translate("cli", "Nothing was changed."));
            return exitStatus(ErrorCode::InternalCancelled);
        }
        if (!ran && context.runtimeIfBuilt())
            context.runtimeIfBuilt()->ports().support->noteError(ran.error(), context.call().requestId);
    }
    if (output.failure() == EPIPE)
        return kClosedPipe; // the reader has what it wanted, as with `| head`
    if (ran)
        ran = written(output);
    return ran ? status : report(output, ran.error());
}
} // namespace

} // namespace plancia::cli

int main(int argc, char **argv)
{
    // Standard error belongs to Output: what Qt has to say goes to the log once that is open, and nowhere before.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("planciactl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PLANCIA_VERSION));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("plancia"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator.load(QStringLiteral(":/i18n/plancia_en.qm"))) // has the plurals
        QCoreApplication::installTranslator(&translator);
    return plancia::cli::run(QCoreApplication::arguments().mid(1));
}
