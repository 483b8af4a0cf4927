// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/monitoring/alerts/alertjson.h"
#include "app/monitoring/alerts/alertsclient.h"
#include "models/items/alertwords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::cli {

namespace {

const OptionSpec kAuthorOption{"author", "NAME", QT_TRANSLATE_NOOP("cli", "Who does it (your user name without it)")};

QString words(const char *text) { return QCoreApplication::translate("cli", text); }

/// Asks one agent; only while a command runs.
Result<std::unique_ptr<monitoring::AlertsClient>> clientFor(Context &context)
{
    auto agent = agentArguments(context.arguments());
    if (!agent)
        return fail(agent.error());
    if (agent->url.isEmpty()) {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const QString kept = (*runtime)->ports().preferences->current().agentUrl;
        if (kept.isEmpty())
            return fail(ErrorCode::ValUsage, {{"message", words("no agent is set under Settings: give one, as in --agent ws://127.0.0.1:8080/stream")}});
        const auto url = agentUrl(kept);
        if (!url)
            return fail(url.error());
        agent->url = *url;
    }
    auto client = std::make_unique<monitoring::AlertsClient>(monitoring::AlertsClient::Own(), [](const monitoring::AlertDesk::Rules &) {});
    client->follow(agent->url, agent->token, false, agent->caFile);
    return client;
}

QString author(const Context &context)
{
    return context.arguments().has("author") ? context.arguments().value("author") : wiring::thisUser();
}

class AlertList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert list", QT_TRANSLATE_NOOP("cli", "List the alerts of an agent: firing, pending, not known, resolved"), {}, {kAgentOption, kTokenOption, kCaOption},
                "alert list --agent ws://127.0.0.1:8080/stream"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto board = context.await((*client)->board(context.call()));
        if (!board)
            return fail(board.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(monitoring::json(*board));
            return true;
        }
        QList<QStringList> rows;
        for (const Alert &alert : board->alerts) {
            const AlertRule *rule = ruleOf(*board, alert.rule);
            const QString value = rule && !alert.trace.isEmpty() ? alertComparison(*rule, alert.trace.last()) : QString();
            rows.append({toString(alert.state), toString(alert.severity), alert.id(), value, isoTime(sinceOf(alert)),
                         mutedWords(*board, alert, board->at), alert.note.isEmpty() ? alert.acknowledgedBy : QStringLiteral("%1: %2").arg(alert.acknowledgedBy, alert.note)});
        }
        output.table({words("STATE"), words("SEVERITY"), words("ALERT"), words("VALUE"), words("SINCE"), words("MUTED"), words("ACKNOWLEDGED BY")}, rows);
        output.note(alertCountWords(countsOf(*board)));
        return true;
    }
};

class AlertRules final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert rules", QT_TRANSLATE_NOOP("cli", "List the rules that an agent judges, and where alerts are sent"), {}, {kAgentOption, kTokenOption, kCaOption}, "alert rules"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto board = context.await((*client)->board(context.call()));
        if (!board)
            return fail(board.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(monitoring::json(*board));
            return true;
        }
        QList<QStringList> rows;
        for (const AlertRule &rule : board->rules)
            rows.append({rule.name, toString(rule.severity), rule.isEnabled ? words("on") : words("off"), alertRuleWords(rule)});
        output.table({words("RULE"), words("SEVERITY"), words("STATE"), words("WHAT")}, rows);
        rows.clear();
        for (const AlertChannel &channel : board->channels)
            rows.append({channel.name, toString(channel.kind), channel.place, toString(channel.least), isoTime(channel.lastAt), channel.error});
        if (!rows.isEmpty())
            output.table({words("CHANNEL"), words("KIND"), words("PLACE"), words("LEAST"), words("LAST SENT"), words("FAILED")}, rows);
        return true;
    }
};

class AlertAcknowledge final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert acknowledge", QT_TRANSLATE_NOOP("cli", "Say that somebody knows of an alert; it is told no more until it is resolved"),
                {{"ALERT", QT_TRANSLATE_NOOP("cli", "As “alert list” prints it")}},
                {{"note", "TEXT", QT_TRANSLATE_NOOP("cli", "What is known of it")}, kAuthorOption, kAgentOption, kTokenOption, kCaOption},
                "alert acknowledge pool-exhausted/pg:main --note \"restarting the pooler\""};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto alert = context.await((*client)->acknowledge(context.arguments().positional(0), author(context), context.arguments().value("note"), context.call()));
        if (!alert)
            return fail(alert.error());
        if (context.output().isJson())
            context.output().json(monitoring::json(*alert));
        else
            context.output().line(words("Acknowledged by %1.").arg(alert->acknowledgedBy));
        return true;
    }
};

class SilenceAdd final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert silence", QT_TRANSLATE_NOOP("cli", "Tell nobody of alerts for a while"),
                {{"RULE", QT_TRANSLATE_NOOP("cli", "Name of a rule; “*” stands for anything")}},
                {{"label", "NAME", QT_TRANSLATE_NOOP("cli", "Only of this source or tenant; “*” stands for anything")},
                 {"until", "TIME", QT_TRANSLATE_NOOP("cli", "Until then: ISO 8601, or 2h, 1d from now (1h without it)")},
                 {"comment", "TEXT", QT_TRANSLATE_NOOP("cli", "Why; needed")}, kAuthorOption, kAgentOption, kTokenOption, kCaOption},
                "alert silence \"*\" --label pg:main --until 2h --comment \"upgrade\""};
    }
    Result<bool> run(Context &context) const override
    {
        constexpr qint64 kHourMs = 3'600'000;
        const auto until = context.arguments().timeAhead("until", context.clock().nowMs());
        if (!until)
            return fail(until.error());
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        Silence draft;
        draft.rule = context.arguments().positional(0);
        draft.label = context.arguments().value("label", QStringLiteral("*"));
        draft.until = until->value_or(context.clock().nowMs() + kHourMs);
        draft.author = author(context);
        draft.comment = context.arguments().value("comment");
        const auto silence = context.await((*client)->silence(draft, context.call()));
        if (!silence)
            return fail(silence.error());
        if (context.output().isJson())
            context.output().json(monitoring::json(*silence));
        else
            context.output().line(words("Silence %1 until %2.").arg(silence->id, isoTime(silence->until)));
        return true;
    }
};

class SilenceList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert silences", QT_TRANSLATE_NOOP("cli", "List the silences that have not ended"), {}, {kAgentOption, kTokenOption, kCaOption}, "alert silences"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto board = context.await((*client)->board(context.call()));
        if (!board)
            return fail(board.error());
        QJsonArray items;
        QList<QStringList> rows;
        for (const Silence &silence : board->silences) {
            items.append(monitoring::json(silence));
            rows.append({silence.id, silence.rule, silence.label, isoTime(silence.until), silence.author, silence.comment});
        }
        if (context.output().isJson())
            context.output().json({{"items", items}});
        else
            context.output().table({words("ID"), words("RULE"), words("LABEL"), words("UNTIL"), words("AUTHOR"), words("COMMENT")}, rows);
        return true;
    }
};

class SilenceEnd final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert unsilence", QT_TRANSLATE_NOOP("cli", "End a silence now"), {{"ID", QT_TRANSLATE_NOOP("cli", "As “alert silences” prints it")}},
                {kAgentOption, kTokenOption, kCaOption}, "alert unsilence 0190e0c4-…"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto ended = context.await((*client)->endSilence(context.arguments().positional(0), context.call()));
        if (!ended)
            return fail(ended.error());
        if (context.output().isJson())
            context.output().json({{"ended", true}});
        else
            context.output().line(words("The silence has ended."));
        return true;
    }
};

class AlertTest final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert test", QT_TRANSLATE_NOOP("cli", "Send a message that says it is a test"), {{"CHANNEL", QT_TRANSLATE_NOOP("cli", "As “alert rules” prints it")}},
                {kAgentOption, kTokenOption, kCaOption}, "alert test on-call"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto client = clientFor(context);
        if (!client)
            return fail(client.error());
        const auto sent = context.await((*client)->testChannel(context.arguments().positional(0), context.call()));
        if (!sent)
            return fail(sent.error());
        if (context.output().isJson())
            context.output().json({{"sent", true}});
        else
            context.output().line(words("The message was handed over."));
        return true;
    }
};

class AlertCheck final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"alert check", QT_TRANSLATE_NOOP("cli", "Say whether a file of alerts can be used, and what is wrong with it"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "TOML, as the handbook says under “Rules in a file”")}}, {}, "alert check alerts.toml"};
    }
    Result<bool> run(Context &context) const override
    {
        QList<Error> faults;
        const QString path = context.arguments().positional(0);
        const monitoring::AlertFile file = monitoring::readAlerts(path, faults);
        for (qsizetype i = 1; i < faults.size(); ++i)
            context.output().error(faults[i]);
        if (!faults.isEmpty())
            return fail(faults.first());
        if (context.output().isJson()) {
            context.output().json({{"path", path}, {"rules", file.rules.size()}, {"channels", file.routes.size()}});
            return true;
        }
        for (const AlertRule &rule : file.rules)
            context.output().line(QStringLiteral("%1: %2").arg(rule.name, alertRuleWords(rule)));
        context.output().line(words("The file can be used."));
        return true;
    }
};

} // namespace

void addAlertCommands(Commands &commands)
{
    commands.push_back(std::make_unique<AlertList>());
    commands.push_back(std::make_unique<AlertRules>());
    commands.push_back(std::make_unique<AlertAcknowledge>());
    commands.push_back(std::make_unique<SilenceList>());
    commands.push_back(std::make_unique<SilenceAdd>());
    commands.push_back(std::make_unique<SilenceEnd>());
    commands.push_back(std::make_unique<AlertTest>());
    commands.push_back(std::make_unique<AlertCheck>());
}

} // namespace plancia::cli
