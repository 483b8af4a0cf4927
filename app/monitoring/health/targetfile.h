// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/target.h"

/// Health targets as TOML (toml.io, 1.0), in agent.toml and in the console's targets.toml alike. Pure, but for writeTargetFile().
///
///   [[target]]
///   name = "cache"                       # source "target:cache"
///   kind = "redis"                       # postgres, redis, http, tcp, prometheus, certificate, disk, backup
///   address = "cache.example:6379"       # HOST:PORT; http, prometheus: a URL; postgres: postgresql://…; disk: a path; backup: none
///   every = 30                           # seconds between two looks, 5 to 3600
///   timeout_ms = 5000                    # of one look, 100 to 60000
///   critical = true                      # /health is down when it is
///   status = 200                         # http: the one that is expected; any of 2xx when absent
///   body = "ok"                          # http: text that must be in the first 64 KiB
///   follow_redirects = false             # http
///   warn_days = 14                       # http, prometheus, certificate: degraded so long before the certificate ends
///   least_free_percent = 10              # disk: degraded below it; 0: no limit
///   least_free_bytes = 5000000000        # disk
///   most_hours = 26                      # backup; what the schedule says when absent
///   series = ["queue_length"]            # prometheus: at most 50 series of the page that become metrics: models/domain/pageseries.h
namespace plancia::monitoring {

inline constexpr qsizetype kMaxTargetFileBytes = 1 << 20;

struct TargetsRead {
    QList<HealthTarget> targets; ///< those without a fault
    QList<Error> faults;         ///< each CONFIG_001 with path, key, line, message: what is wrong and what to write instead
};
/// What else the file may hold.
enum class OtherKeys { Refused, Ignored };
TargetsRead parseTargets(const QByteArray &text, const QString &path, OtherKeys others);

/// The text with `target` in the place of the one named `former`, behind the last one when that is empty, or with `former` taken out
/// when there is no target. All else stays as it is, to the byte. CONFIG_001 for a text with faults or a target with one,
/// CONFLICT_003, NOT_FOUND_015.
Result<QByteArray> withTarget(const QByteArray &text, const QString &path, const std::optional<HealthTarget> &target, const QString &former);

/// One [[target]], with the keys that are not as usual.
QByteArray targetText(const HealthTarget &target);

} // namespace plancia::monitoring
