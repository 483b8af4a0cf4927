// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/config.h"
#include "app/agent/output.h"
#include "app/tasks/signals.h"
#include "app/log/log.h"
#include "app/monitoring/health/probes.h"
#include "app/monitoring/sampler/postgressampler.h"
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/postgres/pgconnection.h"
#include "app/wiring/runtime.h"
#include "models/base/ids.h"
#include "models/errors/catalogue.h"
#include "models/ports/deliver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSysInfo>

using namespace plancia;

namespace {
constexpr int kConnectTimeoutMs = 3000;

struct Arguments {
    QString config, listen, tokenFile;
    bool check = false;
};

/// Nothing when the program has said what was asked for (help, version) or what is wrong; then `status` is its exit status.
std::optional<Arguments> parseArguments(const QStringList &list, agent::Output &output, int &status)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Samples this process and PostgreSQL servers once a second, and serves the live stream to Plancia consoles, pages of health, and metrics for Prometheus."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Prints this text and ends."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Prints the version and ends."));
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Reads this configuration (TOML)."), QStringLiteral("FILE"));
    const QCommandLineOption check(QStringLiteral("check"), QStringLiteral("Checks configuration and token, prints every fault and ends."));
    const QCommandLineOption listen(QStringLiteral("listen"), QStringLiteral("Serves everything there (without it: the stream at 127.0.0.1:8080, /health at 8081, /metrics at 8000; port 0: the system picks). Another than a loopback address wants a token."), QStringLiteral("ADDRESS:PORT"));
    const QCommandLineOption token(QStringLiteral("token-file"), QStringLiteral("Asks clients for the token in this file."), QStringLiteral("FILE"));
    parser.addOptions({help, version, config, check, listen, token});

    status = 0;
    const bool parsed = parser.parse(list);
    if (!parsed || !parser.positionalArguments().isEmpty()) {
        const QString message = parsed ? QStringLiteral("there are no arguments but options") : parser.errorText();
        const Error error(ErrorCode::ValUsage, {{QStringLiteral("message"), message}});
        output.error(error);
        status = exitStatus(error.code());
        return std::nullopt;
    }
    if (parser.isSet(help)) {
        output.line(parser.helpText());
        return std::nullopt;
    }
    if (parser.isSet(version)) {
        output.line(QStringLiteral("plancia-agent " PLANCIA_VERSION));
        return std::nullopt;
    }
    return Arguments{parser.value(config), parser.value(listen), parser.value(token), parser.isSet(check)};
}

/// The configuration with the command line over it, and the token; or every fault.
agent::ConfigRead settle(const Arguments &arguments, QByteArray &token)
{
    agent::ConfigRead read = arguments.config.isEmpty() ? agent::ConfigRead() : agent::readConfig(arguments.config);
    agent::Config &config = read.config;
    read.faults.append(agent::applyEnvironment(config, QProcessEnvironment::systemEnvironment()));
    if (!arguments.listen.isEmpty()) {
        const auto where = agent::parseListen(arguments.listen);
        if (!where)
            read.faults.append(where.error());
        for (auto *served : {&config.stream, &config.health, &config.metrics}) // all of it there
            if (where && *served)
                *served = *where;
    }
    if (!config.stream && !config.health && !config.metrics)
        read.faults.append(Error(ErrorCode::ConfigInvalid,
                                 {{QStringLiteral("path"), arguments.config.isEmpty() ? QStringLiteral("the environment") : arguments.config},
                                  {QStringLiteral("key"), QStringLiteral("listen")},
                                  {QStringLiteral("message"), QStringLiteral("everything is off: leave the stream, health or metrics on")}}));
    if (!arguments.tokenFile.isEmpty())
        config.tokenFile = arguments.tokenFile;
    if (!config.tokenFile.isEmpty()) {
        if (auto found = agent::readToken(config.tokenFile))
            token = *found;
        else
            read.faults.append(found.error());
    }
    for (const auto &served : {config.stream, config.health, config.metrics}) {
        if (!served || served->address.isLoopback() || !config.tokenFile.isEmpty())
            continue;
        read.faults.append(Error(ErrorCode::ConfigInvalid,
                                 {{QStringLiteral("path"), arguments.config.isEmpty() ? QStringLiteral("--listen") : arguments.config},
                                  {QStringLiteral("key"), QStringLiteral("token_file")},
                                  {QStringLiteral("message"), QStringLiteral("%1 can be reached from outside: a token is needed").arg(served->address.toString())}}));
        break;
    }
    return read;
}

void addSamplers(monitoring::AgentService &service, const agent::Config &config, const Clock &clock)
{
    service.addSampler(std::make_shared<monitoring::SelfSampler>(clock));
    for (const ConnectionProfile &profile : config.postgres) {
        const auto open = [profile](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, kConnectTimeoutMs, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
        const auto maker = [open] { return open({}); };
        service.addSampler(std::make_shared<monitoring::PostgresSampler>(profile.name, maker, clock));
        service.addProbe(monitoring::postgresProbe(profile.name, open));
    }
}
/// Where it can be found: a line for each port.
QString addresses(const monitoring::AgentService &service, const agent::Config &config)
{
    QStringList lines;
    if (config.stream)
        lines.append(QStringLiteral("listening on %1").arg(service.url().toString()));
    const auto page = [&](const char *path, const std::optional<monitoring::Endpoint> &endpoint, quint16 port, quint16 known) {
        if (!endpoint || port == known)
            return;
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        url.setHost(endpoint->address.toString());
        url.setPort(port);
        url.setPath(QLatin1String(path));
        lines.append(QStringLiteral("listening on %1").arg(url.toString()));
    };
    page("/health", config.health, service.healthPort(), service.port());
    page("/metrics", config.metrics, service.metricsPort(), service.port());
    return lines.join(u'\n');
}
} // namespace

int main(int argc, char *argv[])
{
    tasks::Signals::block();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("plancia-agent"));
    agent::Output output;
    int status = 0;
    const auto arguments = parseArguments(QCoreApplication::arguments(), output, status);
    if (!arguments)
        return status;

    QByteArray token;
    const agent::ConfigRead read = settle(*arguments, token);
    for (const Error &fault : read.faults)
        output.error(fault);
    if (!read.faults.isEmpty())
        return exitStatus(read.faults.first().code());
    const agent::Config &config = read.config;
    if (arguments->check) {
        output.line(QStringLiteral("the configuration is good"));
        return 0;
    }

    const tasks::Signals signals_([] { QCoreApplication::quit(); });
    std::unique_ptr<wiring::Runtime> runtime; // it keeps the log, too
    if (config.backupSchedules) {
        wiring::RuntimeOptions options;
        options.program = QStringLiteral("plancia-agent");
        options.schedules = true;
        options.logLevel = config.logLevel;
        options.logFolder = config.logFolder;
        auto created = wiring::Runtime::create(options);
        if (!created) {
            output.error(created.error());
            return exitStatus(created.error().code());
        }
        runtime = std::move(*created);
    } else if (!config.logFolder.isEmpty()) {
        log::Options options{config.logFolder, QStringLiteral("plancia-agent"), newUuid().toString(QUuid::WithoutBraces), log::levelFromString(config.logLevel).value_or(log::Level::Info), false};
        if (auto started = log::start(options); !started) {
            output.error(started.error());
            return exitStatus(started.error().code());
        }
    }

    const SystemClock clock;
    monitoring::AgentOptions options;
    options.name = config.name.isEmpty() ? QSysInfo::machineHostName() : config.name;
    options.stream = config.stream;
    options.health = config.health;
    options.metrics = config.metrics;
    options.token = token;
    options.hosts = config.allowedHosts;
    options.origins = config.allowedOrigins;
    monitoring::AgentService service(options, clock);
    addSamplers(service, config, clock);
    if (runtime)
        service.addProbe({.name = QStringLiteral("backups"),
                          .isCritical = false,
                          .look = [&scheduled = *runtime](const CancelToken &) { return scheduled.backupAlarm(); },
                          .whenNot = HealthCheck::State::Degraded});
    deliver(service.start(), &application, [&](const Result<quint16> &port) {
        if (port)
            return output.line(addresses(service, config));
        output.error(port.error());
        QCoreApplication::exit(exitStatus(port.error().code()));
    });
    status = QCoreApplication::exec();
    service.stop();
    runtime.reset();
    log::stop();
    return status;
}
