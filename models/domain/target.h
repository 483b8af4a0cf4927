// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/event.h"
#include "models/domain/health.h"
#include "models/domain/pageseries.h"
#include "models/domain/sample.h"

#include <QByteArray>
#include <QMetaType>
#include <QStringList>

namespace plancia {

/// One thing whose health an agent watches: a row of [[target]] in agent.toml or targets.toml. It is a source of the stream,
/// "target:<name>". Holds no password and no token.
struct HealthTarget {
    enum class Kind { Postgres, Redis, Http, Tcp, Prometheus, Certificate, Disk, Backup };
    static constexpr int kMaxNameChars = 60;
    static constexpr int kMaxAddressChars = 2'000;
    static constexpr int kMaxBodyChars = 200;
    static constexpr int kMostTargets = 100; ///< of one agent
    static constexpr int kLeastEvery = 5, kMostEvery = 3'600;
    static constexpr int kLeastTimeoutMs = 100, kMostTimeoutMs = 60'000;
    static constexpr int kMostDays = 3'650, kMostHours = 87'600;
    static constexpr int kMostSeries = 50;

    QString name;
    Kind kind = Kind::Http;
    /// Http, Prometheus: a URL. Postgres: postgresql://…, or key=value. Redis, Tcp, Certificate: HOST:PORT. Disk: an absolute path.
    /// Backup: none.
    QString address;
    int everySeconds = 30;
    int timeoutMs = 5'000;  ///< less than the period
    bool isCritical = true; ///< /health is down when this is
    int status = 0;         ///< Http: the one that is expected, 100…599; 0: any of 2xx
    QString body;           ///< Http: must be in the first 64 KiB of the answer; empty: nothing must
    bool followsRedirects = false; ///< Http
    int warnDays = 14;      ///< Certificate, and the one of https: degraded when it ends within so many days
    qint64 leastFreeBytes = 0;     ///< Disk: degraded below it; 0: no such limit
    double leastFreePercent = 10;  ///< Disk: degraded below it, 0…100; 0: no such limit
    int mostHours = 0;      ///< Backup: degraded when the newest proved one is older; 0: what the schedule says
    QStringList series;     ///< Prometheus: selectors of what becomes metrics, each as toString(SeriesSelector) writes it
    bool operator==(const HealthTarget &) const = default;
};

QString toString(HealthTarget::Kind kind); ///< "postgres", "redis", "http", "tcp", "prometheus", "certificate", "disk", "backup"
std::optional<HealthTarget::Kind> targetKindOf(QStringView word);
QStringList targetKinds(); ///< these words, in their order

/// "target:<name>"
QString targetSource(const QString &name);
/// The name of the target whose source it is, or empty.
QString targetNameOf(const QString &source);

/// What is wrong with one key of a target: the key as files have it, and what to write instead, in English.
struct TargetFault {
    QString key;
    QString message;
};
/// Every fault. Pure.
QList<TargetFault> faultsOf(const HealthTarget &target);

/// Host and port of a "HOST:PORT" or "[::1]:PORT" address; nothing when it is none.
struct HostPort {
    QString host;
    quint16 port = 0;
};
std::optional<HostPort> hostPortOf(const QString &address);
/// As it may be told to anybody: a URL without what stands behind its path.
QString toldAddress(const HealthTarget &target);

/// What one look saw. What was not seen is absent.
struct TargetObservation {
    std::optional<Error> error;             ///< why nothing else is known: nothing works
    double tookMs = 0;
    std::optional<int> status;              ///< Http, Prometheus
    bool hasBody = true;                    ///< the text that must be there was there
    std::optional<qint64> certificateUntil; ///< Unix ms UTC
    QString certificateFault;               ///< of its chain or name, in English; empty: none
    std::optional<qint64> freeBytes, totalBytes;
    std::optional<qint64> provedAt;         ///< Backup: Unix ms UTC
    std::optional<Error> alarm;             ///< Backup: what the schedule says
    std::optional<qint64> series;           ///< Prometheus: how many the page has
    QList<SeriesSeen> picked;               ///< Prometheus: of each of HealthTarget::series, in their order
};
/// What it means for this target. Pure.
struct TargetVerdict {
    HealthCheck::State state = HealthCheck::State::Ok;
    std::optional<Error> error; ///< when it is not Ok
};
TargetVerdict judge(const HealthTarget &target, const TargetObservation &seen, qint64 nowMs);
/// The same as values of the stream: models/domain/metric.h. `sinceMs`: how long it has been in this state.
QHash<QString, double> valuesOf(const HealthTarget &target, const TargetObservation &seen, HealthCheck::State state, qint64 sinceMs, qint64 nowMs);

namespace metric {
inline const QString TargetUp = QStringLiteral("target.up");           ///< 1, 0.5 degraded, 0 down
inline const QString TargetTook = QStringLiteral("target.took_ms");
inline const QString TargetEvery = QStringLiteral("target.every_s");   ///< its period: a value stands until the next look
inline const QString TargetSince = QStringLiteral("target.since_s");   ///< in its state for so long, as far as the agent saw
inline const QString TargetCertificate = QStringLiteral("target.certificate_days"); ///< negative: it has ended
inline const QString TargetFreeBytes = QStringLiteral("target.free_bytes");
inline const QString TargetFreeRatio = QStringLiteral("target.free_ratio");
inline const QString TargetBackupAge = QStringLiteral("target.backup_age_s");
inline const QString TargetSeries = QStringLiteral("target.series");
} // namespace metric

/// What an event "health.…" of a target told: all that is known of one of another agent besides its samples.
struct TargetTold {
    QString name;
    std::optional<HealthTarget::Kind> kind;
    QString address;
    bool isCritical = true;
    HealthCheck::State state = HealthCheck::State::Ok;
    std::optional<Error> error; ///< of a code that this version knows
    qint64 at = 0;              ///< Unix ms UTC
};
/// Nothing when it is no such event. Pure; the event may hold anything.
std::optional<TargetTold> targetTold(const Event &event);

/// The same of an event "source.…" of a watched server: its name is the source, "pg:<name>"; kind and address are not known.
std::optional<TargetTold> serverTold(const Event &event);
/// Whether a source is a server that is watched.
inline bool isServerSource(const QString &source) { return source.startsWith(QLatin1String("pg:")); }

/// A value of target.up. Pure.
double upValue(HealthCheck::State state);
HealthCheck::State stateOfUp(double value);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::HealthTarget)
