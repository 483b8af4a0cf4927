// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/event.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <limits>
#include <optional>

namespace plancia {

enum class AlertSeverity { Warning, Critical };
QString toString(AlertSeverity severity); ///< "warning", "critical"
std::optional<AlertSeverity> alertSeverity(QStringView word);

/// Whether the text is like the pattern, in which each "*" stands for any run of characters, also none. Letters count as they are.
bool isLike(const QString &text, const QString &pattern);

/// What is watched, and from when on it is an alert. Each source (of events, as `by` says: each tenant, or all together) is judged
/// by itself.
struct AlertRule {
    static constexpr qsizetype kMaxNameChars = 60;
    static constexpr qsizetype kMaxTextChars = 200;
    static constexpr qint64 kMaxWindowMs = 3'600'000;
    static constexpr qint64 kMaxForMs = 86'400'000;
    static constexpr int kMaxRules = 200;

    enum class Of { Metric, Events };
    /// Over the window. Last to Greatest are of a metric, the others of events.
    enum class Function {
        Last, Mean, Least, Greatest,
        Count,      ///< how many there were
        ErrorShare, ///< how many of them were errors or worse, 0…1
        P50, P95, P99 ///< of how long they took, in ms
    };
    enum class Compare { Above, Below };
    enum class By { Source, Tenant, Nothing };

    QString name;  ///< small letters, digits and hyphens
    QString title; ///< for people; may be empty
    AlertSeverity severity = AlertSeverity::Warning;
    Of of = Of::Metric;
    QString source = QStringLiteral("*"); ///< isLike(); of those that match each by itself
    QString metric;
    Function function = Function::Last;
    qint64 windowMs = 60'000;

    EventSeverity least = EventSeverity::Debug;
    QString type = QStringLiteral("*");   ///< isLike()
    QString tenant = QStringLiteral("*"); ///< isLike()
    QString text;           ///< in the message, whatever the case of its letters
    QString pattern;        ///< a regular expression that the message must match somewhere
    int fromMinute = 0;     ///< of the day, the agent's local time: only events from then …
    int toMinute = 0;       ///< … until then, perhaps over midnight; the same: at any time
    By by = By::Source;

    Compare compare = Compare::Above;
    double limit = 0;
    /// `limit` is how many times the mean of the last 24 hours, of which an hour at least must be known.
    bool isOfBaseline = false;
    std::optional<double> clears; ///< once it fires, it does so until the value is beyond this one; as `limit` a factor with a baseline
    int minSamples = 1;     ///< fewer within the window are no answer; not of Count
    qint64 forMs = 0;       ///< so long it is pending first
    qint64 keepFiringMs = 0; ///< so long it fires on after the value is well
    bool tellsNoData = false; ///< that there is no answer is told, too; else only shown
    bool isEnabled = true;
    bool isShipped = false; ///< as it came with Plancia; of no person's file
    bool operator==(const AlertRule &) const = default;
};
QString toString(AlertRule::Function function); ///< "last", "mean", "least", "greatest", "count", "error_share", "p50", "p95", "p99"
std::optional<AlertRule::Function> alertFunction(QStringView word);
QString toString(AlertRule::By by); ///< "source", "tenant", "nothing"
std::optional<AlertRule::By> alertBy(QStringView word);

/// What is wrong with a rule: the key of the file that says it, and a sentence in English.
struct AlertRuleFault {
    QString key, message;
    bool operator==(const AlertRuleFault &) const = default;
};
std::optional<AlertRuleFault> faultOf(const AlertRule &rule);

/// One look at what a rule watches.
struct AlertEvaluation {
    qint64 at = 0;                ///< Unix ms UTC
    std::optional<double> value;  ///< nothing: not known
    std::optional<double> limit;  ///< that it was compared with; nothing: the baseline is not known
    int samples = 0;              ///< within the window
    bool operator==(const AlertEvaluation &) const = default;
};

/// A rule at one of its sources.
struct Alert {
    static constexpr int kMaxTrace = 60;
    static constexpr qint64 kResolvedKeptMs = 15 * 60'000; ///< as Prometheus keeps them

    enum class State {
        Inactive,
        Pending,  ///< the condition holds, not yet for long enough
        Firing,
        Resolved, ///< fired, and is well again; Inactive after kResolvedKeptMs
        NoData    ///< no answer: it may be well or not
    };
    QString rule;   ///< its name
    QString label;  ///< of what: a source, a tenant, or empty
    AlertSeverity severity = AlertSeverity::Warning;
    State state = State::Inactive;
    qint64 activeAt = 0;   ///< Unix ms UTC, as all of these: since when the condition holds
    qint64 firedAt = 0;
    qint64 keepsSince = 0; ///< fires on although the value is well; 0: it is not
    qint64 resolvedAt = 0;
    qint64 unknownSince = 0; ///< also while it fires: what is not known resolves nothing
    QList<AlertEvaluation> trace; ///< the last ones that differ, oldest first
    QString acknowledgedBy, note; ///< until it is resolved
    qint64 acknowledgedAt = 0;
    QString mutedBy;  ///< id of a silence, or of the alert that inhibits it; nobody is told while it is not empty
    bool isInhibited = false; ///< `mutedBy` is an alert
    QString id() const { return label.isEmpty() ? rule : rule + u'/' + label; }
    bool isActive() const { return state == State::Pending || state == State::Firing; }
    bool operator==(const Alert &) const = default;
};
QString toString(Alert::State state); ///< "inactive", "pending", "firing", "resolved", "no_data"
std::optional<Alert::State> alertState(QStringView word);

/// Takes one look, and gives true when the state has changed. The states and their times go as in Prometheus' rules (pending for
/// `forMs`, then firing; `keepFiringMs` after it; resolved ones are kept for a while), and besides: a condition that has begun ends
/// at `clears`, and no answer is a state of its own, that ends no firing. Pure.
bool step(const AlertRule &rule, const AlertEvaluation &look, Alert &alert);

/// Of alerts that are like both, nobody is told within the span.
struct Silence {
    QString id;
    QString rule = QStringLiteral("*"), label = QStringLiteral("*"); ///< isLike()
    qint64 from = 0, until = 0; ///< Unix ms UTC; `until` is not included
    QString author, comment;
    bool mutes(const Alert &alert, qint64 at) const;
    bool operator==(const Silence &) const = default;
};

/// While an alert like `rule` fires, of those like `target` (with the same label, when asked for) nobody is told.
struct Inhibition {
    QString rule, target; ///< isLike()
    bool isOfSameLabel = true;
    bool operator==(const Inhibition &) const = default;
};

/// Fills mutedBy and isInhibited: a silence first. An alert that is like both sides inhibits no other that is so, too, itself
/// least of all; one that is muted still inhibits. Pure.
void mute(QList<Alert> &alerts, const QList<Silence> &silences, const QList<Inhibition> &inhibitions, qint64 at);

/// Where alerts are told.
struct AlertChannel {
    enum class Kind { Webhook, Mail };
    QString name;
    Kind kind = Kind::Webhook;
    QString place;      ///< a host, or addresses; of a webhook not the whole address, which may be a secret
    AlertSeverity least = AlertSeverity::Warning;
    qint64 lastAt = 0;  ///< Unix ms UTC of the last message that was handed over; 0: none yet
    QString errorId, error; ///< of the last try, when it failed: a catalogue id, and a sentence in English
    bool operator==(const AlertChannel &) const = default;
};
QString toString(AlertChannel::Kind kind); ///< "webhook", "mail"

/// Everything about the alerts of one agent.
struct AlertBoard {
    QString agent;
    qint64 at = 0; ///< Unix ms UTC, the agent's clock: when its rules were judged last
    QList<Alert> alerts; ///< firing ones first, then by how long; without those that are inactive
    int left = 0;        ///< so many more there are, the least of them
    QList<AlertRule> rules;
    QList<Silence> silences; ///< that have not ended
    QList<Inhibition> inhibitions;
    QList<AlertChannel> channels;
    bool isOwn = false; ///< of the agent within this program: its rules can be changed here
    bool operator==(const AlertBoard &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::AlertBoard)
Q_DECLARE_METATYPE(plancia::Alert)
Q_DECLARE_METATYPE(plancia::AlertRule)
