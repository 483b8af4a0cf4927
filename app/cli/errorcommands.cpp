// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plancia::cli {

namespace {
QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("INFO");
    case Severity::Warning:
        return QStringLiteral("WARNING");
    case Severity::Error:
        return QStringLiteral("ERROR");
    case Severity::Critical:
        break;
    }
    return QStringLiteral("CRITICAL");
}

QJsonObject summary(const ErrorRow &row)
{
    return {{"code", QLatin1String(row.id)},
            {"severity", severityWord(row.severity)},
            {"title", describe(Error(row.code)).title},
            {"exit_status", exitStatus(row.code)},
            {"http_status", httpStatus(row.code)}};
}

class ErrorList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"error list", QT_TRANSLATE_NOOP("cli", "List all error codes"), {}, {}, "error list --json"};
    }
    Result<bool> run(Context &context) const override
    {
        if (context.output().isJson()) {
            QJsonArray items;
            for (const ErrorRow &row : errorCatalogue())
                items.append(summary(row));
            context.output().json({{"items", items}, {"next", QJsonValue()}});
            return true;
        }
        QList<QStringList> rows;
        for (const ErrorRow &row : errorCatalogue())
            rows.append({row.id, severityWord(row.severity), QString::number(exitStatus(row.code)),
                         describe(Error(row.code)).title});
        context.output().table({QCoreApplication::translate("cli", "CODE"), QCoreApplication::translate("cli", "SEVERITY"),
                                QCoreApplication::translate("cli", "EXIT"), QCoreApplication::translate("cli", "TITLE")},
                               rows, {2});
        return true;
    }
};

class ErrorExplain final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"error explain", QT_TRANSLATE_NOOP("cli", "Explain an error code"),
                {{"CODE", QT_TRANSLATE_NOOP("cli", "For example DB_001"), true}}, {}, "error explain DB_001"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString asked = context.arguments().positional(0);
        const ErrorRow *row = errorRowById(asked);
        if (!row)
            return fail(ErrorCode::CodeNotFound, {{"code", asked}});
        const ErrorText text = describe(Error(row->code));
        if (context.output().isJson()) {
            QJsonObject object = summary(*row);
            QJsonArray steps;
            for (const ErrorStepText &step : text.steps)
                steps.append(step.text);
            object.insert("sentence", text.sentence);
            object.insert("cause", text.cause);
            object.insert("data", text.data);
            object.insert("steps", steps);
            context.output().json(object);
            return true;
        }
        QString out = QStringLiteral("%1  %2  %3\n%4\n").arg(text.id, severityWord(row->severity), text.title, text.sentence);
        out += QCoreApplication::translate("cli", "Cause: %1").arg(text.cause) + "\n";
        out += QCoreApplication::translate("cli", "Your data: %1").arg(text.data) + "\n";
        int number = 0;
        for (const ErrorStepText &step : text.steps)
            out += QStringLiteral("  %1. %2\n").arg(++number).arg(step.text);
        out += QCoreApplication::translate("cli", "Exit status: %1").arg(exitStatus(row->code)) + "\n";
        context.output().text(out);
        return true;
    }
};
} // namespace

void addErrorCommands(Commands &commands)
{
    commands.push_back(std::make_unique<ErrorList>());
    commands.push_back(std::make_unique<ErrorExplain>());
}

} // namespace plancia::cli
