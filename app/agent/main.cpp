// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/accesswatch.h"
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
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace plancia;

namespace {
constexpr int kConnectTimeoutMs = 3000;
constexpr int kColdConnectTimeoutMs = 20'000;

struct Arguments {
    QString config, listen, tokenFile, tokenName, tokenUntil;
    bool check = false, hashToken = false;
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
    const QCommandLineOption check(QStringLiteral("check"), QStringLiteral("Checks configuration, tokens and certificate, prints every fault and ends."));
    const QCommandLineOption listen(QStringLiteral("listen"), QStringLiteral("Serves everything there (without it: the stream at 127.0.0.1:8080, /health at 8081, /metrics at 8000; port 0: the system picks). Another than a loopback address wants a token, and TLS or insecure = true in the configuration."), QStringLiteral("ADDRESS:PORT"));
    const QCommandLineOption token(QStringLiteral("token-file"), QStringLiteral("Asks clients for the token in this file."), QStringLiteral("FILE"));
    const QCommandLineOption hashToken(QStringLiteral("hash-token"), QStringLiteral("Reads a token, one line of standard input, prints its line for the token_hashes_file and ends."));
    const QCommandLineOption tokenName(QStringLiteral("token-name"), QStringLiteral("With --hash-token: whose it is."), QStringLiteral("NAME"), QStringLiteral("console"));
    const QCommandLineOption tokenUntil(QStringLiteral("token-until"), QStringLiteral("With --hash-token: from then on it is refused, as in 2030-01-31."), QStringLiteral("MOMENT"));
    parser.addOptions({help, version, config, check, listen, token, hashToken, tokenName, tokenUntil});

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
    return Arguments{parser.value(config), parser.value(listen), parser.value(token), parser.value(tokenName), parser.value(tokenUntil), parser.isSet(check), parser.isSet(hashToken)};
}

/// The configuration with the command line over it, who may come in, and the alerts; or every fault.
agent::ConfigRead settle(const Arguments &arguments, agent::Access &access, monitoring::AlertDesk::Rules &alerts)
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
    access = agent::readAccess(config, arguments.config, SystemClock().nowMs(), read.faults);
    const monitoring::AlertFile usual = monitoring::readAlerts(QStringLiteral(":/alerts/usual.toml"), read.faults);
    monitoring::AlertFile own;
    const auto fault = [&](const QString &key, const QString &message) {
        read.faults.append(Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), arguments.config}, {QStringLiteral("key"), key}, {QStringLiteral("message"), message}}));
    };
    if (!config.alertsFile.isEmpty() && !QFile::exists(config.alertsFile))
        fault(QStringLiteral("alerts_file"), QStringLiteral("there is no file %1").arg(config.alertsFile));
    else if (!config.alertsFile.isEmpty())
        own = monitoring::readAlerts(config.alertsFile, read.faults);
    alerts = {monitoring::configOf(usual.rules, own), own.routes};
    if (config.stateFolder.isEmpty())
        config.stateFolder = qEnvironmentVariable("STATE_DIRECTORY").section(u':', 0, 0);
    // What cannot be kept must be known before anybody relies on it.
    const QByteArray folder = QFile::encodeName(config.stateFolder);
    const bool isThere = folder.isEmpty() || QFileInfo(config.stateFolder).isDir() || ::mkdir(folder.constData(), 0700) == 0;
    if (!isThere || (!folder.isEmpty() && ::access(folder.constData(), W_OK | X_OK) != 0))
        fault(QStringLiteral("state_folder"), QStringLiteral("%1 cannot be written to: %2").arg(config.stateFolder, qt_error_string(errno)));
    for (const auto &served : {config.stream, config.health, config.metrics}) {
        if (!served || served->address.isLoopback())
            continue;
        const auto refuse = [&](const QString &key, const QString &message) {
            read.faults.append(Error(ErrorCode::ConfigInvalid,
                                     {{QStringLiteral("path"), arguments.config.isEmpty() ? QStringLiteral("--listen") : arguments.config},
                                      {QStringLiteral("key"), key},
                                      {QStringLiteral("message"), message.arg(served->address.toString())}}));
        };
        if (config.tokenFile.isEmpty() && config.tokenHashesFile.isEmpty())
            refuse(QStringLiteral("token_file"), QStringLiteral("%1 can be reached from outside: a token is needed"));
        if (config.tlsCertificate.isEmpty() && !config.insecure)
            refuse(QStringLiteral("tls_certificate"),
                  QStringLiteral("%1 can be reached from outside, and without TLS whoever is on the way reads the token and everything else: "
                                 "give tls_certificate and tls_key, or insecure = true where a tunnel or a proxy encrypts it"));
        break;
    }
    return read;
}

void addSamplers(monitoring::AgentService &service, const agent::Config &config, const Clock &clock)
{
    service.addSampler(std::make_shared<monitoring::SelfSampler>(clock));
    for (const ConnectionProfile &profile : config.postgres) {
        const bool maySleep = config.mayBeAsleep.contains(profile.name);
        const auto connect = [profile, timeoutMs = maySleep ? kColdConnectTimeoutMs : kConnectTimeoutMs](const CancelToken &cancel) {
            return postgres::PgConnection::open(profile, std::nullopt, timeoutMs, cancel);
        };
        const auto open = [connect](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = connect(cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
        const auto acts = config.actsOf.contains(profile.name) ? std::optional(monitoring::ActsWatch::Missing::Told) : std::nullopt;
        const auto sleep = maySleep ? monitoring::PostgresSampler::Sleep::MayBe : monitoring::PostgresSampler::Sleep::Never;
        service.addSampler(std::make_shared<monitoring::PostgresSampler>(profile.name, open, clock, sleep, acts));
        if (!maySleep) // who asks /health would wake it
            service.addProbe(monitoring::postgresProbe(profile.name, open));
        if (const QString channel = config.eventChannels.value(profile.name); !channel.isEmpty())
            service.addChannel({profile.name, channel, connect});
    }
}

void addTargets(monitoring::AgentService &service, const agent::Config &config, const wiring::Runtime *runtime)
{
    monitoring::TargetMeans means;
    if (runtime)
        means.backups = [runtime] { return runtime->backupStanding(); };
    for (const HealthTarget &target : config.targets)
        service.addTarget(target, means);
}

QByteArray firstLine()
{
    QFile in;
    return in.open(stdin, QIODevice::ReadOnly) ? in.readLine(8192).trimmed() : QByteArray();
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
        url.setScheme(config.tlsCertificate.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"));
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
    tasks::Signals::blockHangUp();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("plancia-agent"));
    agent::Output output;
    int status = 0;
    const auto arguments = parseArguments(QCoreApplication::arguments(), output, status);
    if (!arguments)
        return status;

    if (arguments->hashToken) {
        const auto line = agent::tokenHashLine(firstLine(), arguments->tokenName, arguments->tokenUntil);
        if (line)
            output.line(*line);
        else
            output.error(line.error());
        return line ? 0 : exitStatus(line.error().code());
    }

    agent::Access access;
    monitoring::AlertDesk::Rules alerts;
    const agent::ConfigRead read = settle(*arguments, access, alerts);
    for (const Error &fault : read.faults)
        output.error(fault);
    if (!read.faults.isEmpty())
        return exitStatus(read.faults.first().code());
    const agent::Config &config = read.config;
    if (arguments->check) {
        output.line(QStringLiteral("the configuration is good"));
        if (access.tls)
            output.line(QStringLiteral("the certificate is valid until %1").arg(QDateTime::fromMSecsSinceEpoch(access.tls->validUntil, Qt::UTC).toString(Qt::ISODate)));
        return 0;
    }

    std::unique_ptr<agent::AccessWatch> watch;
    const tasks::Signals signals_([] { QCoreApplication::quit(); }, [&watch] {
        if (watch)
            watch->readNow();
    });
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

    if (const auto room = agent::makeRoomFor(config.maxClients, arguments->config); !room) {
        output.error(room.error());
        return exitStatus(room.error().code());
    }

    const SystemClock clock;
    monitoring::AgentOptions options;
    options.limits.gate.connections = config.maxClients;
    options.name = config.name.isEmpty() ? QSysInfo::machineHostName() : config.name;
    options.stream = config.stream;
    options.health = config.health;
    options.metrics = config.metrics;
    options.token = access.token;
    options.tokens = access.tokens;
    options.asksToken = access.asksToken();
    if (access.tls)
        options.tls = access.tls->configuration;
    options.hosts = config.allowedHosts;
    options.origins = config.allowedOrigins;
    options.sampling = config.sampling;
    options.alerts = std::move(alerts);
    if (!config.stateFolder.isEmpty())
        options.alertMemory = config.stateFolder + QStringLiteral("/alerts.json");
    monitoring::AgentService service(options, clock);
    watch = std::make_unique<agent::AccessWatch>(
        config, arguments->config, clock,
        [&service](const agent::Access &now) {
            service.setAccess(now.token, now.tokens, now.tls ? std::optional(now.tls->configuration) : std::nullopt);
        },
        [&output](const QList<Error> &faults) {
            for (const Error &fault : faults)
                output.error(fault);
        });
    addSamplers(service, config, clock);
    addTargets(service, config, runtime.get());
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
    watch.reset(); // before what it tells
    service.stop();
    runtime.reset();
    log::stop();
    return status;
}
