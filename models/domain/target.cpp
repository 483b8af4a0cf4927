// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/target.h"

#include "models/domain/connection.h"
#include "models/domain/textrules.h"
#include "models/errors/catalogue.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>
#include <array>
#include <cmath>
#include <utility>

namespace plancia {

namespace {
using Kind = HealthTarget::Kind;
using State = HealthCheck::State;
const QString kPrefix = QStringLiteral("target:");
constexpr double kDayMs = 86'400'000.0;

constexpr std::array<std::pair<Kind, const char *>, 8> kKinds{{{Kind::Postgres, "postgres"},
                                                               {Kind::Redis, "redis"},
                                                               {Kind::Http, "http"},
                                                               {Kind::Tcp, "tcp"},
                                                               {Kind::Prometheus, "prometheus"},
                                                               {Kind::Certificate, "certificate"},
                                                               {Kind::Disk, "disk"},
                                                               {Kind::Backup, "backup"}}};

QString faultOfUrl(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return QStringLiteral("must be a URL that begins with http:// or https://");
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return QStringLiteral("no user or password may stand here: give an address that needs none");
    return url.hasFragment() ? QStringLiteral("must have no part behind a #") : QString();
}

QString faultOfServer(const QString &address)
{
    const auto profile = connectionFromUrl(address);
    if (!profile)
        return QStringLiteral("must be postgresql://USER@HOST:PORT/DATABASE or service=NAME, without a password: that comes from the service, .pgpass or PGPASSWORD");
    return profile->host.isEmpty() && profile->service.isEmpty() ? QStringLiteral("give a host or a service") : QString();
}

QString faultOfAddress(const HealthTarget &target)
{
    const QString &address = target.address;
    if (target.kind == Kind::Backup)
        return address.isEmpty() ? QString() : QStringLiteral("leave it out: it is of the backups that are scheduled here");
    if (address.isEmpty())
        return QStringLiteral("say where it is");
    if (textFault({}, address, HealthTarget::kMaxAddressChars, Lines::One))
        return QStringLiteral("must be printable, at most %1 characters").arg(HealthTarget::kMaxAddressChars);
    switch (target.kind) {
    case Kind::Http:
    case Kind::Prometheus:
        return faultOfUrl(address);
    case Kind::Postgres:
        return faultOfServer(address);
    case Kind::Disk:
        return address.startsWith(u'/') ? QString() : QStringLiteral("must be a path from the root on, as in /var/lib");
    default:
        return hostPortOf(address) ? QString() : QStringLiteral("must be HOST:PORT, as in cache.example:6379");
    }
}

QString faultOfSeries(const QStringList &series)
{
    if (series.size() > HealthTarget::kMostSeries)
        return QStringLiteral("at most %1").arg(HealthTarget::kMostSeries);
    QSet<QString> seen;
    for (const QString &text : series) {
        const auto selector = seriesSelector(text);
        if (!selector)
            return QStringLiteral("“%1” is none: write it as in http_requests_total{code=\"500\"}, at most %2 characters").arg(text.left(60)).arg(SeriesSelector::kMaxChars);
        if (selector->name.endsWith(QLatin1String("_bucket")) && !selector->labels.contains(QStringLiteral("le")))
            return QStringLiteral("“%1”: say which bucket, as in {le=\"0.5\"}").arg(text);
        if (seen.contains(toString(*selector)))
            return QStringLiteral("“%1” stands there twice").arg(text);
        seen.insert(toString(*selector));
    }
    return {};
}

Error certificateError(const HealthTarget &target, const QString &message, std::optional<qint64> until)
{
    Error error(ErrorCode::NetCertificate, {{QStringLiteral("host"), toldAddress(target)}, {QStringLiteral("message"), message}});
    return until ? error.with(QStringLiteral("until"), QDateTime::fromMSecsSinceEpoch(*until, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"))) : error;
}

QString bytesText(qint64 bytes)
{
    constexpr std::array units{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = static_cast<double>(bytes);
    size_t unit = 0;
    for (; value >= 1024 && unit + 1 < units.size(); ++unit)
        value /= 1024;
    return QStringLiteral("%1 %2").arg(value, 0, 'f', unit == 0 ? 0 : 1).arg(QLatin1String(units[unit]));
}

TargetVerdict judgeDisk(const HealthTarget &target, const TargetObservation &seen)
{
    if (!seen.freeBytes || !seen.totalBytes || *seen.totalBytes <= 0)
        return {State::Down, Error(ErrorCode::IoRead, {{QStringLiteral("path"), target.address}, {QStringLiteral("message"), QStringLiteral("its size is not told")}})};
    const double percent = 100.0 * static_cast<double>(*seen.freeBytes) / static_cast<double>(*seen.totalBytes);
    const bool isUnderBytes = target.leastFreeBytes > 0 && *seen.freeBytes < target.leastFreeBytes;
    const bool isUnderShare = target.leastFreePercent > 0 && percent < target.leastFreePercent;
    if (!isUnderBytes && !isUnderShare)
        return {};
    const QString limit = isUnderBytes ? bytesText(target.leastFreeBytes) : QStringLiteral("%1 %").arg(target.leastFreePercent);
    // Nothing at all left is no warning: who writes there fails.
    return {*seen.freeBytes == 0 ? State::Down : State::Degraded,
            Error(ErrorCode::IoNearlyFull, {{QStringLiteral("path"), target.address},
                                            {QStringLiteral("free"), QStringLiteral("%1, %2 %").arg(bytesText(*seen.freeBytes)).arg(percent, 0, 'f', 1)},
                                            {QStringLiteral("limit"), limit}})};
}

TargetVerdict judgeBackup(const HealthTarget &target, const TargetObservation &seen, qint64 nowMs)
{
    if (seen.alarm) // a schedule that is not kept is no better for a wider limit here
        return {State::Degraded, seen.alarm};
    if (target.mostHours == 0)
        return {};
    if (!seen.provedAt)
        return {State::Degraded, Error(ErrorCode::BackupTooOld, {{QStringLiteral("message"), QStringLiteral("none is proved")}})};
    const qint64 hours = (nowMs - *seen.provedAt) / 3'600'000;
    if (hours < target.mostHours)
        return {};
    return {State::Degraded, Error(ErrorCode::BackupTooOld, {{QStringLiteral("message"), QStringLiteral("it is %1 h old, the limit is %2 h").arg(hours).arg(target.mostHours)}})};
}

/// What a certificate says, where the kind has one.
TargetVerdict judgeCertificate(const HealthTarget &target, const TargetObservation &seen, qint64 nowMs)
{
    if (seen.certificateUntil && *seen.certificateUntil <= nowMs)
        return {State::Down, certificateError(target, QStringLiteral("it has run out"), seen.certificateUntil)};
    if (!seen.certificateFault.isEmpty())
        return {State::Down, certificateError(target, seen.certificateFault, seen.certificateUntil)};
    if (!seen.certificateUntil || static_cast<double>(*seen.certificateUntil - nowMs) >= target.warnDays * kDayMs)
        return {};
    const auto days = static_cast<qint64>(std::floor(static_cast<double>(*seen.certificateUntil - nowMs) / kDayMs));
    return {State::Degraded, certificateError(target, QStringLiteral("it ends in %1 days").arg(days), seen.certificateUntil)};
}

/// A page of metrics that does not even know the name of a series: what is asked of it, it does not tell.
TargetVerdict judgeSeries(const HealthTarget &target, const TargetObservation &seen)
{
    constexpr qsizetype kMostNamed = 3;
    QStringList missing;
    for (const SeriesSeen &one : seen.picked)
        if (one.series.isEmpty() && !one.isTooMany && !one.isNamed)
            missing.append(one.selector);
    if (missing.isEmpty())
        return {};
    const qsizetype more = missing.size() - kMostNamed;
    const QString named = missing.mid(0, kMostNamed).join(QStringLiteral(", ")) + (more > 0 ? QStringLiteral(" and %1 more").arg(more) : QString());
    return {State::Degraded, Error(ErrorCode::NetAnswer, {{QStringLiteral("host"), toldAddress(target)},
                                                          {QStringLiteral("message"), QStringLiteral("series %1: not on the page").arg(named)}})};
}

/// Why a status is another, where it says so itself.
Error statusError(const HealthTarget &target, int status)
{
    const Error error(ErrorCode::NetStatus, {{QStringLiteral("url"), toldAddress(target)},
                                             {QStringLiteral("status"), QString::number(status)},
                                             {QStringLiteral("expected"), target.status != 0 ? QString::number(target.status) : QStringLiteral("2xx")}});
    const bool wantsToken = status == 401 || status == 403; // RFC 9110, 15.5.2 and 15.5.4
    return wantsToken ? error.with(QStringLiteral("message"), QStringLiteral("it asks for a token, which a target cannot give; an agent gives its pages without one on loopback only, where no token_file is set"))
                      : error;
}
} // namespace

QString toString(HealthTarget::Kind kind)
{
    for (const auto &[known, word] : kKinds)
        if (known == kind)
            return QLatin1String(word);
    return {};
}

std::optional<HealthTarget::Kind> targetKindOf(QStringView word)
{
    for (const auto &[kind, known] : kKinds)
        if (word == QLatin1String(known))
            return kind;
    return std::nullopt;
}

QStringList targetKinds()
{
    QStringList words;
    for (const auto &[kind, word] : kKinds)
        words.append(QLatin1String(word));
    return words;
}

QString targetSource(const QString &name) { return kPrefix + name; }
QString targetNameOf(const QString &source) { return source.startsWith(kPrefix) ? source.mid(kPrefix.size()) : QString(); }

QList<TargetFault> faultsOf(const HealthTarget &target)
{
    QList<TargetFault> faults;
    const auto refuse = [&faults](const char *key, const QString &message) {
        if (!message.isEmpty())
            faults.append({QLatin1String(key), message});
    };
    const auto range = [&](const char *key, double value, double low, double high) {
        if (!(value >= low && value <= high))
            refuse(key, QStringLiteral("must be a number from %1 to %2").arg(low).arg(high));
    };
    if (target.name.isEmpty() || target.name != target.name.trimmed() || textFault({}, target.name, HealthTarget::kMaxNameChars, Lines::One))
        refuse("name", QStringLiteral("give it a name of 1 to %1 printable characters, without blanks at its ends").arg(HealthTarget::kMaxNameChars));
    refuse("address", faultOfAddress(target));
    range("every", target.everySeconds, HealthTarget::kLeastEvery, HealthTarget::kMostEvery);
    range("timeout_ms", target.timeoutMs, HealthTarget::kLeastTimeoutMs, HealthTarget::kMostTimeoutMs);
    if (target.timeoutMs >= target.everySeconds * 1000)
        refuse("timeout_ms", QStringLiteral("must be less than the period, %1 ms").arg(target.everySeconds * 1000));
    if (target.status != 0)
        range("status", target.status, 100, 599);
    if (!target.body.isEmpty() && textFault({}, target.body, HealthTarget::kMaxBodyChars, Lines::One))
        refuse("body", QStringLiteral("must be one line of at most %1 characters").arg(HealthTarget::kMaxBodyChars));
    range("warn_days", target.warnDays, 0, HealthTarget::kMostDays);
    if (target.leastFreeBytes < 0)
        refuse("least_free_bytes", QStringLiteral("must not be negative"));
    range("least_free_percent", target.leastFreePercent, 0, 100);
    range("most_hours", target.mostHours, 0, HealthTarget::kMostHours);
    refuse("series", faultOfSeries(target.series));
    return faults;
}

std::optional<HostPort> hostPortOf(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(u':');
    if (colon < 1)
        return std::nullopt;
    QString host = address.left(colon);
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (isBracketed)
        host = host.mid(1, host.size() - 2);
    bool isNumber = false;
    const uint port = address.mid(colon + 1).toUInt(&isNumber);
    const bool isHost = !host.isEmpty() && host.size() <= 253 && (isBracketed || !host.contains(u':'))
        && std::none_of(host.begin(), host.end(), [](QChar c) { return c.isSpace() || c == u'/' || c == u'@'; });
    if (!isHost || !isNumber || port == 0 || port > 65535 || !address.at(colon + 1).isDigit())
        return std::nullopt;
    return HostPort{host, static_cast<quint16>(port)};
}

QString toldAddress(const HealthTarget &target)
{
    switch (target.kind) {
    case Kind::Http:
    case Kind::Prometheus:
        // A query may hold a key that opens something.
        return QUrl(target.address).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    case Kind::Postgres:
        if (const auto profile = connectionFromUrl(target.address))
            return toUrl(*profile);
        return {};
    default:
        return target.address;
    }
}

TargetVerdict judge(const HealthTarget &target, const TargetObservation &seen, qint64 nowMs)
{
    if (seen.error)
        return {State::Down, seen.error};
    switch (target.kind) {
    case Kind::Disk:
        return judgeDisk(target, seen);
    case Kind::Backup:
        return judgeBackup(target, seen, nowMs);
    case Kind::Http:
    case Kind::Prometheus: {
        const bool isExpected = !seen.status || (target.status != 0 ? *seen.status == target.status : *seen.status >= 200 && *seen.status < 300);
        if (!isExpected)
            return {State::Down, statusError(target, *seen.status)};
        if (!seen.hasBody)
            return {State::Down, Error(ErrorCode::NetAnswer, {{QStringLiteral("host"), toldAddress(target)},
                                                              {QStringLiteral("message"), QStringLiteral("the text that is expected is not in it")}})};
        const TargetVerdict certificate = judgeCertificate(target, seen, nowMs);
        return certificate.error ? certificate : judgeSeries(target, seen);
    }
    default:
        return judgeCertificate(target, seen, nowMs);
    }
}

QHash<QString, double> valuesOf(const HealthTarget &target, const TargetObservation &seen, HealthCheck::State state, qint64 sinceMs, qint64 nowMs)
{
    QHash<QString, double> values{{metric::TargetUp, upValue(state)},
                                  {metric::TargetTook, seen.tookMs},
                                  {metric::TargetEvery, target.everySeconds},
                                  {metric::TargetSince, static_cast<double>(std::max<qint64>(0, sinceMs)) / 1000}};
    if (seen.certificateUntil)
        values.insert(metric::TargetCertificate, static_cast<double>(*seen.certificateUntil - nowMs) / kDayMs);
    if (seen.freeBytes && seen.totalBytes && *seen.totalBytes > 0) {
        values.insert(metric::TargetFreeBytes, static_cast<double>(*seen.freeBytes));
        values.insert(metric::TargetFreeRatio, static_cast<double>(*seen.freeBytes) / static_cast<double>(*seen.totalBytes));
    }
    if (seen.provedAt)
        values.insert(metric::TargetBackupAge, static_cast<double>(std::max<qint64>(0, nowMs - *seen.provedAt)) / 1000);
    if (seen.series)
        values.insert(metric::TargetSeries, static_cast<double>(*seen.series));
    return values;
}

std::optional<TargetTold> targetTold(const Event &event)
{
    constexpr qsizetype kMostFacts = 20;
    TargetTold told;
    told.name = targetNameOf(event.source);
    if (told.name.isEmpty())
        return std::nullopt;
    if (event.type == u"health.down")
        told.state = State::Down;
    else if (event.type == u"health.degraded")
        told.state = State::Degraded;
    else if (event.type != u"health.up")
        return std::nullopt;
    told.at = event.at;
    const QJsonObject details = QJsonDocument::fromJson(event.details.toUtf8()).object();
    told.kind = targetKindOf(details.value(QLatin1String("kind")).toString());
    told.address = details.value(QLatin1String("address")).toString();
    told.isCritical = details.value(QLatin1String("critical")).toBool(true);
    if (const ErrorRow *row = errorRowById(details.value(QLatin1String("code")).toString())) {
        QList<Fact> facts;
        const QJsonObject object = details.value(QLatin1String("facts")).toObject();
        for (auto fact = object.begin(); fact != object.end() && facts.size() < kMostFacts; ++fact)
            facts.append({fact.key(), fact.value().toString()});
        told.error = Error(row->code, facts);
    }
    return told;
}

std::optional<TargetTold> serverTold(const Event &event)
{
    const bool isDown = event.type == u"source.down";
    if (!isServerSource(event.source) || (!isDown && event.type != u"source.up"))
        return std::nullopt;
    TargetTold told;
    told.name = event.source;
    told.state = isDown ? State::Down : State::Ok;
    told.at = event.at;
    return told;
}

double upValue(HealthCheck::State state) { return state == State::Ok ? 1 : state == State::Degraded ? 0.5 : 0; }
HealthCheck::State stateOfUp(double value) { return value >= 0.75 ? State::Ok : value >= 0.25 ? State::Degraded : State::Down; }

} // namespace plancia
