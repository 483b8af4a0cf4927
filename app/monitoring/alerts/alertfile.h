// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertengine.h"

#include <QUrl>

namespace plancia::monitoring {

/// Where alerts are told, with what only the agent knows.
struct AlertRoute {
    enum class Format { Plain, Slack };
    AlertChannel channel; ///< name, kind, place and least severity
    QUrl url;             ///< of a webhook; from a file of its own when `url_file` says so
    QString urlFile;
    Format format = Format::Plain;
    QStringList to;       ///< of mails
    bool operator==(const AlertRoute &) const = default;
};

/// A file of alerts (TOML):
///
///   usual_rules = true            # the shipped ones apply; one of the same name here stands in the place of a shipped one
///
///   [[rule]]
///   name = "pool-exhausted"       # small letters, digits, hyphens
///   title = "Pool exhausted"
///   severity = "critical"         # or "warning"
///   enabled = true
///   source = "pg:*"               # "*" stands for anything; each source that matches is judged by itself
///   metric = "pg.connections.used_ratio"
///   function = "mean"             # of a metric: last, mean, least, greatest; of events: count, error_share, p50, p95, p99
///   window = "1m"
///   above = 0.9                   # or below; or above_baseline, below_baseline: so many times the mean of a day
///   clears = 0.8                  # fires until the value is beyond it
///   min_samples = 10
///   for = "2m"
///   keep_firing_for = "5m"
///   no_data = "show"              # or "tell"
///                                 # without a metric it is a rule over events:
///   least = "error"               # severity of an event
///   type = "auth.refused*"
///   tenant = "*"
///   text = "…"                    # in the message, whatever the case
///   pattern = "…"                 # a regular expression in the message
///   hours = "22:00-06:00"         # only of these, by the agent's local time
///   by = "tenant"                 # each tenant by itself; or source, or nothing: all together
///
///   [[inhibit]]
///   rule = "target-down"          # while one like it fires …
///   target = "*-slow"             # … nobody is told of those like this
///   same_label = true
///
///   [[channel]]
///   name = "on-call"
///   kind = "webhook"              # or "mail"
///   url = "https://…"             # or url_file, a file that only this user can read, for an address that is a secret
///   format = "slack"              # or "plain"
///   to = ["ops@example.com"]      # of a mail
///   least = "critical"
struct AlertFile {
    bool usesUsual = true;
    QList<AlertRule> rules;
    QList<Inhibition> inhibitions;
    QList<AlertRoute> routes;
    bool operator==(const AlertFile &) const = default;
};

inline constexpr qsizetype kMaxAlertFileBytes = 1 << 20;

/// Every fault is told (CONFIG_001), not only the first. A url_file is not read. Pure.
AlertFile parseAlerts(const QByteArray &text, const QString &path, QList<Error> &faults);
/// The same with its url_files, which are looked for beside the file. Blocks.
AlertFile readAlerts(const QByteArray &text, const QString &path, QList<Error> &faults);
/// The same of the file; NOT_FOUND_005, IO_003 as the only fault. Blocks.
AlertFile readAlerts(const QString &path, QList<Error> &faults);
/// Shipped rules, unless they are off, with those of the file over them.
AlertConfig configOf(const QList<AlertRule> &usual, const AlertFile &file);

/// The text with that rule in the place of the one called `was`, or at its end; what else stands there stays as it is, comments too.
/// CONFIG_001 when the text, or what came of it, cannot be read, or another rule would change along. Pure.
Result<QByteArray> withRule(const QByteArray &text, AlertRule rule, const QString &was, const QString &path);
/// The text without that rule; as it is when there is none.
Result<QByteArray> withoutRule(const QByteArray &text, const QString &name, const QString &path);

} // namespace plancia::monitoring
