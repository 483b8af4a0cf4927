// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plancia::cli {

namespace {
const QStringList kColours{"red", "amber", "green", "grey"};
const OptionSpec kUrl{"url", "URL", QT_TRANSLATE_NOOP("cli", "postgresql://user@host:port/database, without a password (required)")};
const OptionSpec kColour{"colour", "COLOUR", QT_TRANSLATE_NOOP("cli", "Of the band: red (production), amber, green or grey")};
const OptionSpec kProtect{"protect", nullptr, QT_TRANSLATE_NOOP("cli", "Always open it without writing")};
const OptionSpec kMaySleep{"may-sleep", nullptr, QT_TRANSLATE_NOOP("cli", "The server may sleep: it is looked at only while a page looks")};
const ArgumentSpec kName{"NAME", QT_TRANSLATE_NOOP("cli", "The connection's name or id"), true};

Result<ConnectionsPort *> connectionsOf(Context &context)
{
    const auto runtime = context.runtime();
    if (!runtime)
        return fail(runtime.error());
    return (*runtime)->ports().connections;
}

Result<ConnectionProfile> namedProfile(Context &context, ConnectionsPort &connections)
{
    const QString name = context.arguments().positional(0);
    const auto list = context.await(connections.list(context.call()));
    if (!list)
        return fail(list.error());
    for (const ConnectionProfile &profile : *list)
        if (profile.name == name || profile.id.toString() == name)
            return profile;
    return fail(ErrorCode::ConnectionNotFound, {{"name", name}});
}

/// The same address with that TLS mode, unless it names one itself: the last one counts.
QString withSslMode(const QString &address, const QString &mode)
{
    const QString text = address.trimmed(), parameter = QStringLiteral("sslmode=") + mode;
    if (!text.startsWith(u"postgres"))
        return parameter + u' ' + text; // key=value
    const qsizetype mark = text.indexOf(u'?');
    return mark < 0 ? text + u'?' + parameter : text.left(mark + 1) + parameter + u'&' + text.mid(mark + 1);
}

bool isWeaker(const QString &mode, const QString &than)
{
    const QStringList modes{QStringLiteral("disable"), QStringLiteral("allow"), QStringLiteral("prefer"), QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    return modes.indexOf(mode) < modes.indexOf(than);
}

void printSaved(Output &output, const ConnectionProfile &saved, bool hasPassword)
{
    if (output.isJson())
        output.json(toJson(saved));
    else
        output.pairs({{"id", saved.id.toString()}, {"name", saved.name}, {"url", toUrl(saved)},
                      {"password", toString(saved.password)}, {"may_sleep", saved.maySleep ? QStringLiteral("yes") : QStringLiteral("no")}});
    if (hasPassword && saved.password == PasswordSource::ThisRun)
        output.note(QCoreApplication::translate("cli", "The password was not saved: no key ring can be used. "
                                                       "Give it again with --password-stdin, or use ~/.pgpass."));
}

class ConnectionList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"connection list", QT_TRANSLATE_NOOP("cli", "List the saved PostgreSQL connections"), {}, {}, "connection list"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto connections = connectionsOf(context);
        if (!connections)
            return fail(connections.error());
        const auto list = context.await((*connections)->list(context.call()));
        if (!list)
            return fail(list.error());
        if (context.output().isJson()) {
            context.output().json(listObject(*list));
            return true;
        }
        QList<QStringList> rows;
        for (const ConnectionProfile &profile : *list)
            rows.append({profile.name, toString(profile.password), profile.colour, profile.maySleep ? QCoreApplication::translate("cli", "yes") : QString(), toUrl(profile)});
        context.output().table({QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "PASSWORD"),
                                QCoreApplication::translate("cli", "COLOUR"), QCoreApplication::translate("cli", "MAY SLEEP"), QCoreApplication::translate("cli", "ADDRESS")},
                               rows);
        return true;
    }
};

class ConnectionAdd final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"connection add", QT_TRANSLATE_NOOP("cli", "Save a PostgreSQL connection"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "A name for it"), true}},
                {kUrl, kColour, kProtect, kMaySleep},
                "connection add production --url postgresql://anna@db.example/service --colour red"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto colour = arguments.choice("colour", kColours);
        if (!colour)
            return fail(colour.error());
        if (!arguments.has("url"))
            return fail(ErrorCode::ValRequired, {{"field", "--url"}});
        auto profile = connectionFromUrl(arguments.value("url"));
        if (!profile)
            return fail(profile.error());
        profile->name = arguments.positional(0);
        profile->readOnly = arguments.has("protect");
        profile->maySleep = arguments.has("may-sleep");
        if (!colour->isEmpty())
            profile->colour = *colour;
        if (const auto faults = validate(*profile); !faults.isEmpty())
            return fail(faults.first().error);
        auto password = context.password();
        if (!password)
            return fail(password.error());
        if (*password)
            profile->password = PasswordSource::Keyring;
        const auto connections = connectionsOf(context);
        if (!connections)
            return fail(connections.error());
        const auto saved = context.await((*connections)->save(*profile, *password, context.call()));
        if (!saved)
            return fail(saved.error());
        printSaved(context.output(), *saved, password->has_value());
        return true;
    }
};

class ConnectionUpdate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"connection update", QT_TRANSLATE_NOOP("cli", "Change a connection; what is not given stays, the password too"), {kName},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "Another name")},
                 {"url", "URL", QT_TRANSLATE_NOOP("cli", "Another address, without a password")},
                 kColour, kProtect,
                 {"no-protect", nullptr, QT_TRANSLATE_NOOP("cli", "Open it with writing again")},
                 kMaySleep,
                 {"no-sleep", nullptr, QT_TRANSLATE_NOOP("cli", "The server never sleeps: it is looked at all the time")}},
                "connection update reporting --may-sleep"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto colour = arguments.choice("colour", kColours);
        if (!colour)
            return fail(colour.error());
        for (const auto &[yes, no] : {std::pair("protect", "no-protect"), std::pair("may-sleep", "no-sleep")})
            if (arguments.has(yes) && arguments.has(no))
                return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "--%1 and --%2 exclude each other").arg(QLatin1String(yes), QLatin1String(no))}});
        auto password = context.password();
        if (!password)
            return fail(password.error());
        const auto connections = connectionsOf(context);
        if (!connections)
            return fail(connections.error());
        auto profile = namedProfile(context, **connections);
        if (!profile)
            return fail(profile.error());
        bool isElsewhere = false;
        if (arguments.has("url")) {
            auto place = connectionFromUrl(withSslMode(arguments.value("url"), profile->sslMode));
            if (!place)
                return fail(place.error());
            isElsewhere = place->host != profile->host || place->port != profile->port || place->service != profile->service;
            // A mode that was good enough for this computer is not for another one.
            const auto asNew = connectionFromUrl(arguments.value("url"));
            if (place->host != profile->host && asNew && isWeaker(place->sslMode, asNew->sslMode))
                place->sslMode = asNew->sslMode;
            place->id = profile->id;
            place->name = profile->name;
            place->password = profile->password;
            place->colour = profile->colour;
            place->readOnly = profile->readOnly;
            place->maySleep = profile->maySleep;
            profile = place;
        }
        profile->name = arguments.value("name", profile->name);
        profile->colour = colour->isEmpty() ? profile->colour : *colour;
        profile->readOnly = arguments.has("protect") || (profile->readOnly && !arguments.has("no-protect"));
        profile->maySleep = arguments.has("may-sleep") || (profile->maySleep && !arguments.has("no-sleep"));
        if (*password)
            profile->password = PasswordSource::Keyring;
        const auto saved = context.await((*connections)->save(*profile, *password, context.call()));
        if (!saved)
            return fail(saved.error());
        printSaved(context.output(), *saved, password->has_value());
        if (isElsewhere && !*password && saved->password == PasswordSource::Keyring)
            context.output().note(QCoreApplication::translate("cli", "The saved password was kept: it is now sent to %1. Give another one with --password-stdin.").arg(toUrl(*saved)));
        return true;
    }
};

class ConnectionTest final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"connection test", QT_TRANSLATE_NOOP("cli", "Try a connection, stage by stage"), {kName}, {},
                "connection test production"};
    }
    Result<bool> run(Context &context) const override
    {
        auto password = context.password();
        if (!password)
            return fail(password.error());
        const auto connections = connectionsOf(context);
        if (!connections)
            return fail(connections.error());
        const auto profile = namedProfile(context, **connections);
        if (!profile)
            return fail(profile.error());
        const auto report = context.await((*connections)->test(*profile, *password, context.call()));
        if (!report)
            return fail(report.error());
        print(context.output(), *report);
        for (const StageResult &stage : report->stages)
            if (stage.state == StageResult::State::Failed && stage.error)
                return fail(*stage.error);
        return true;
    }

private:
    static QString word(StageResult::State state)
    {
        switch (state) {
        case StageResult::State::Passed:
            return QStringLiteral("passed");
        case StageResult::State::Failed:
            return QStringLiteral("failed");
        case StageResult::State::Warning:
            return QStringLiteral("warning");
        case StageResult::State::Skipped:
            break;
        }
        return QStringLiteral("skipped");
    }
    static void print(Output &output, const ConnectionReport &report)
    {
        QJsonArray stages;
        QList<QStringList> rows;
        for (const StageResult &stage : report.stages) {
            const QString code = stage.error ? errorId(stage.error->code()) : QString();
            stages.append(QJsonObject{{"stage", toString(stage.stage)},
                                      {"state", word(stage.state)},
                                      {"duration_ms", stage.durationMs},
                                      {"detail", stage.detail},
                                      {"code", code.isEmpty() ? QJsonValue() : QJsonValue(code)}});
            rows.append({toString(stage.stage), word(stage.state), QString::number(stage.durationMs), code, stage.detail});
        }
        if (output.isJson())
            output.json({{"ok", report.ok()},
                         {"stages", stages},
                         {"server_version", report.serverVersion},
                         {"session_user", report.sessionUser}});
        else
            output.table({QCoreApplication::translate("cli", "STAGE"), QCoreApplication::translate("cli", "STATE"),
                          QCoreApplication::translate("cli", "MS"), QCoreApplication::translate("cli", "CODE"),
                          QCoreApplication::translate("cli", "DETAIL")},
                         rows, {2});
    }
};

class ConnectionRemove final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"connection remove", QT_TRANSLATE_NOOP("cli", "Forget a connection and its password"), {kName}, {},
                "connection remove production"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto connections = connectionsOf(context);
        if (!connections)
            return fail(connections.error());
        const auto profile = namedProfile(context, **connections);
        if (!profile)
            return fail(profile.error());
        const auto removed = context.await((*connections)->remove(profile->id, context.call()));
        if (!removed)
            return fail(removed.error());
        if (context.output().isJson())
            context.output().json({{"removed", profile->id.toString()}, {"name", profile->name}});
        else
            context.output().pairs({{"removed", profile->name}});
        return true;
    }
};
} // namespace

void addConnectionCommands(Commands &commands)
{
    commands.push_back(std::make_unique<ConnectionList>());
    commands.push_back(std::make_unique<ConnectionAdd>());
    commands.push_back(std::make_unique<ConnectionUpdate>());
    commands.push_back(std::make_unique<ConnectionTest>());
    commands.push_back(std::make_unique<ConnectionRemove>());
}

} // namespace plancia::cli
