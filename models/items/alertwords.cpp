// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertwords.h"

#include "models/domain/metric.h"
#include "models/format/format.h"
#include "models/format/quantity.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>

namespace plancia {

namespace {

// Titles of resources/alerts/usual.toml: a test holds the two together.
constexpr std::array kShippedTitles{
    QT_TRANSLATE_NOOP("alertrules", "More than 5 % of events are errors"),
    QT_TRANSLATE_NOOP("alertrules", "p99 over 1 s"),
    QT_TRANSLATE_NOOP("alertrules", "p99 over twice its own baseline"),
    QT_TRANSLATE_NOOP("alertrules", "Many refused sign-ins"),
    QT_TRANSLATE_NOOP("alertrules", "Much is being deleted"),
    QT_TRANSLATE_NOOP("alertrules", "Somebody acts at night"),
    QT_TRANSLATE_NOOP("alertrules", "Connections nearly used up"),
    QT_TRANSLATE_NOOP("alertrules", "A PostgreSQL server does not answer"),
    QT_TRANSLATE_NOOP("alertrules", "Fewer than 20 % cache hits"),
    QT_TRANSLATE_NOOP("alertrules", "A standby lags behind"),
    QT_TRANSLATE_NOOP("alertrules", "This standby lags behind"),
    QT_TRANSLATE_NOOP("alertrules", "A transaction is open for over 5 minutes"),
    QT_TRANSLATE_NOOP("alertrules", "Statements take over 100 ms on average"),
    QT_TRANSLATE_NOOP("alertrules", "Transaction ids are half used up"),
    QT_TRANSLATE_NOOP("alertrules", "A health target is down"),
    QT_TRANSLATE_NOOP("alertrules", "A health target needs care"),
    QT_TRANSLATE_NOOP("alertrules", "A certificate ends within a week"),
    QT_TRANSLATE_NOOP("alertrules", "The newest proved backup is over two days old"),
};

using Function = AlertRule::Function;
constexpr qsizetype kMostChars = 400;
constexpr double kMostExact = 1e15; ///< beyond it a number is told in short, whatever an agent sends

QString said(const char *text, int n = -1) { return QCoreApplication::translate("alerts", text, nullptr, n); }

/// Nothing: the rule names no metric that is known here.
std::optional<Quantity> quantityOf(const AlertRule &rule)
{
    switch (rule.function) {
    case Function::Count:
        return Quantity::Count;
    case Function::ErrorShare:
        return Quantity::Ratio;
    case Function::P50:
    case Function::P95:
    case Function::P99:
        return Quantity::Milliseconds;
    default:
        break;
    }
    const Metric *metric = metricByName(rule.metric);
    return metric ? std::optional(metric->quantity) : std::nullopt;
}

QString clockOf(int minute) { return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0')); }

/// "events (type auth.*; warning or worse)": which events are looked at.
QString eventsOf(const AlertRule &rule)
{
    QStringList parts;
    const auto add = [&parts](const QString &part) { parts.append(part); };
    if (rule.type != u"*")
        add(said(QT_TRANSLATE_NOOP("alerts", "type %1")).arg(alertText(rule.type)));
    if (rule.source != u"*")
        add(said(QT_TRANSLATE_NOOP("alerts", "source %1")).arg(alertText(rule.source)));
    if (rule.tenant != u"*")
        add(said(QT_TRANSLATE_NOOP("alerts", "tenant %1")).arg(alertText(rule.tenant)));
    switch (rule.least) {
    case EventSeverity::Debug:
        break;
    case EventSeverity::Info:
        add(said(QT_TRANSLATE_NOOP("alerts", "info or worse")));
        break;
    case EventSeverity::Warning:
        add(said(QT_TRANSLATE_NOOP("alerts", "warning or worse")));
        break;
    case EventSeverity::Error:
        add(said(QT_TRANSLATE_NOOP("alerts", "error or worse")));
        break;
    default:
        add(said(QT_TRANSLATE_NOOP("alerts", "critical")));
    }
    if (!rule.text.isEmpty())
        add(said(QT_TRANSLATE_NOOP("alerts", "with “%1”")).arg(alertText(rule.text)));
    if (!rule.pattern.isEmpty())
        add(said(QT_TRANSLATE_NOOP("alerts", "matching %1")).arg(alertText(rule.pattern)));
    if (rule.fromMinute != rule.toMinute)
        add(said(QT_TRANSLATE_NOOP("alerts", "from %1 to %2")).arg(clockOf(rule.fromMinute), clockOf(rule.toMinute)));
    return parts.isEmpty() ? said(QT_TRANSLATE_NOOP("alerts", "all events"))
                           : said(QT_TRANSLATE_NOOP("alerts", "events (%1)")).arg(parts.join(QStringLiteral(", ")));
}

/// What is measured, over which window.
QString measured(const AlertRule &rule)
{
    const QString over = format::duration(rule.windowMs);
    const QString what = rule.of == AlertRule::Of::Events ? eventsOf(rule) : alertText(rule.metric);
    switch (rule.function) {
    case Function::Last:
        return said(QT_TRANSLATE_NOOP("alerts", "Last %1 within %2")).arg(what, over);
    case Function::Mean:
        return said(QT_TRANSLATE_NOOP("alerts", "Mean of %1 over %2")).arg(what, over);
    case Function::Least:
        return said(QT_TRANSLATE_NOOP("alerts", "Least %1 within %2")).arg(what, over);
    case Function::Greatest:
        return said(QT_TRANSLATE_NOOP("alerts", "Greatest %1 within %2")).arg(what, over);
    case Function::Count:
        return said(QT_TRANSLATE_NOOP("alerts", "Number of %1 within %2")).arg(what, over);
    case Function::ErrorShare:
        return said(QT_TRANSLATE_NOOP("alerts", "Share of errors among %1 within %2")).arg(what, over);
    case Function::P50:
    case Function::P95:
    case Function::P99:
        return said(QT_TRANSLATE_NOOP("alerts", "%1 of the durations of %2 within %3")).arg(wordFor(rule.function), what, over);
    }
    return {};
}

/// Its condition never holds, as no time, size or share is below 0: it is there to tell that no answer comes.
bool isOfNoAnswer(const AlertRule &rule)
{
    const auto quantity = quantityOf(rule);
    const bool isNeverBelowZero = quantity == Quantity::Seconds || quantity == Quantity::Milliseconds || quantity == Quantity::Bytes || quantity == Quantity::Ratio;
    return rule.tellsNoData && rule.of == AlertRule::Of::Metric && isNeverBelowZero && rule.compare == AlertRule::Compare::Below && rule.limit <= 0 && !rule.isOfBaseline;
}

QString limitWords(const AlertRule &rule, double limit)
{
    if (!rule.isOfBaseline)
        return alertValue(rule, limit);
    const bool isWhole = limit == std::floor(limit);
    return said(QT_TRANSLATE_NOOP("alerts", "%1 × the mean of the last 24 h")).arg(format::decimal(limit, isWhole ? 0 : 2));
}

} // namespace

QString alertText(const QString &text)
{
    return text.size() > kMostChars ? format::harmless(text.first(kMostChars)) + u'…' : format::harmless(text);
}

QString wordFor(Alert::State state)
{
    switch (state) {
    case Alert::State::Inactive:
        return said(QT_TRANSLATE_NOOP("alerts", "Well"));
    case Alert::State::Pending:
        return said(QT_TRANSLATE_NOOP("alerts", "Pending"));
    case Alert::State::Firing:
        return said(QT_TRANSLATE_NOOP("alerts", "Firing"));
    case Alert::State::Resolved:
        return said(QT_TRANSLATE_NOOP("alerts", "Resolved"));
    case Alert::State::NoData:
        break;
    }
    return said(QT_TRANSLATE_NOOP("alerts", "Not known"));
}

QString wordFor(AlertSeverity severity)
{
    return severity == AlertSeverity::Critical ? said(QT_TRANSLATE_NOOP("alerts", "Critical")) : said(QT_TRANSLATE_NOOP("alerts", "Warning"));
}

QString wordFor(AlertRule::Function function)
{
    switch (function) {
    case Function::Last:
        return said(QT_TRANSLATE_NOOP("alerts", "Last value"));
    case Function::Mean:
        return said(QT_TRANSLATE_NOOP("alerts", "Mean"));
    case Function::Least:
        return said(QT_TRANSLATE_NOOP("alerts", "Least"));
    case Function::Greatest:
        return said(QT_TRANSLATE_NOOP("alerts", "Greatest"));
    case Function::Count:
        return said(QT_TRANSLATE_NOOP("alerts", "How many"));
    case Function::ErrorShare:
        return said(QT_TRANSLATE_NOOP("alerts", "Share of errors"));
    case Function::P50:
        return said(QT_TRANSLATE_NOOP("alerts", "Median"));
    case Function::P95:
        return said(QT_TRANSLATE_NOOP("alerts", "95th percentile"));
    case Function::P99:
        break;
    }
    return said(QT_TRANSLATE_NOOP("alerts", "99th percentile"));
}

QString wordFor(AlertChannel::Kind kind)
{
    return kind == AlertChannel::Kind::Mail ? said(QT_TRANSLATE_NOOP("alerts", "E-mail")) : said(QT_TRANSLATE_NOOP("alerts", "Webhook"));
}

Tone toneOf(const Alert &alert)
{
    switch (alert.state) {
    case Alert::State::Firing:
        return alert.severity == AlertSeverity::Critical ? Tone::Error : Tone::Warning;
    case Alert::State::Pending:
        return Tone::Trial;
    case Alert::State::Resolved:
    case Alert::State::Inactive:
        return Tone::Good;
    case Alert::State::NoData:
        break;
    }
    return Tone::Note;
}

QString titleOf(const AlertRule &rule)
{
    const bool isKnown = rule.isShipped && std::ranges::any_of(kShippedTitles, [&rule](const char *title) { return rule.title == QLatin1String(title); });
    if (isKnown)
        return QCoreApplication::translate("alertrules", rule.title.toUtf8().constData());
    return alertText(rule.title.isEmpty() ? rule.name : rule.title);
}

const AlertRule *ruleOf(const AlertBoard &board, const QString &name)
{
    const auto rule = std::ranges::find(board.rules, name, &AlertRule::name);
    return rule == board.rules.end() ? nullptr : &*rule;
}

QString titleOf(const AlertBoard &board, const Alert &alert)
{
    const AlertRule *rule = ruleOf(board, alert.rule);
    return rule ? titleOf(*rule) : alertText(alert.rule);
}

QString alertValue(const AlertRule &rule, double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const auto quantity = quantityOf(rule);
    if (std::abs(value) >= kMostExact)
        return format::compact(value);
    if (!quantity || *quantity == Quantity::Count || *quantity == Quantity::Events) { // a mean of counts need not be one
        const bool isWhole = value == std::floor(value);
        return isWhole ? format::count(std::llround(value)) : format::decimal(value, std::abs(value) < 10 ? 2 : 1);
    }
    const QString text = format::quantity(*quantity, value);
    if (*quantity == Quantity::PerSecond)
        return said(QT_TRANSLATE_NOOP("alerts", "%1/s")).arg(text);
    return *quantity == Quantity::Cores ? said(QT_TRANSLATE_NOOP("alerts", "%1 cores")).arg(text) : text;
}

QString alertComparison(const AlertRule &rule, const AlertEvaluation &look)
{
    if (!look.value || !std::isfinite(*look.value))
        return said(QT_TRANSLATE_NOOP("alerts", "not known"));
    if (look.samples < rule.minSamples && rule.minSamples > 1 && rule.function != Function::Count)
        return said(QT_TRANSLATE_NOOP("alerts", "%1 of %2 samples")).arg(look.samples).arg(rule.minSamples);
    const QString value = alertValue(rule, *look.value);
    if (!look.limit || !std::isfinite(*look.limit))
        return said(QT_TRANSLATE_NOOP("alerts", "%1, the limit is not known")).arg(value);
    const QString limit = alertValue(rule, *look.limit);
    if (value == limit && *look.value != *look.limit) // two that are written alike are not alike
        return (*look.value > *look.limit ? said(QT_TRANSLATE_NOOP("alerts", "just above %1")) : said(QT_TRANSLATE_NOOP("alerts", "just below %1"))).arg(limit);
    const bool isAbove = rule.compare == AlertRule::Compare::Above;
    const bool isBeyond = isAbove ? *look.value > *look.limit : *look.value < *look.limit;
    const QString sign = isAbove ? (isBeyond ? QStringLiteral(">") : QStringLiteral("≤")) : (isBeyond ? QStringLiteral("<") : QStringLiteral("≥"));
    return QStringLiteral("%1 %2 %3").arg(value, sign, limit);
}

QString alertRuleWords(const AlertRule &rule)
{
    const bool isAbove = rule.compare == AlertRule::Compare::Above;
    const QString what = measured(rule), limit = limitWords(rule, rule.limit);
    const bool isNoAnswer = isOfNoAnswer(rule);
    QString words = isNoAnswer    ? said(QT_TRANSLATE_NOOP("alerts", "No answer (%1) within %2")).arg(alertText(rule.metric), format::duration(rule.windowMs))
        : rule.forMs > 0 ? (isAbove ? said(QT_TRANSLATE_NOOP("alerts", "%1 above %2 for %3")) : said(QT_TRANSLATE_NOOP("alerts", "%1 below %2 for %3"))).arg(what, limit, format::duration(rule.forMs))
                                   : (isAbove ? said(QT_TRANSLATE_NOOP("alerts", "%1 above %2")) : said(QT_TRANSLATE_NOOP("alerts", "%1 below %2"))).arg(what, limit);
    QStringList clauses{words};
    if (rule.of == AlertRule::Of::Metric) {
        if (rule.source != u"*")
            clauses.append(said(QT_TRANSLATE_NOOP("alerts", "of %1 only")).arg(alertText(rule.source)));
    } else if (rule.by == AlertRule::By::Tenant) {
        clauses.append(said(QT_TRANSLATE_NOOP("alerts", "each tenant by itself")));
    } else if (rule.by == AlertRule::By::Nothing) {
        clauses.append(said(QT_TRANSLATE_NOOP("alerts", "all together")));
    } else {
        clauses.append(said(QT_TRANSLATE_NOOP("alerts", "each source by itself")));
    }
    if (rule.clears)
        clauses.append((isAbove ? said(QT_TRANSLATE_NOOP("alerts", "clears below %1")) : said(QT_TRANSLATE_NOOP("alerts", "clears above %1"))).arg(limitWords(rule, *rule.clears)));
    if (rule.keepFiringMs > 0)
        clauses.append(said(QT_TRANSLATE_NOOP("alerts", "fires on for %1")).arg(format::duration(rule.keepFiringMs)));
    if (rule.minSamples > 1)
        clauses.append(said(QT_TRANSLATE_N_NOOP("alerts", "at least %n sample(s)"), rule.minSamples));
    if (rule.tellsNoData && !isNoAnswer)
        clauses.append(said(QT_TRANSLATE_NOOP("alerts", "also told when it is not known")));
    return clauses.join(QStringLiteral("; "));
}

qint64 sinceOf(const Alert &alert)
{
    switch (alert.state) {
    case Alert::State::Pending:
        return alert.activeAt;
    case Alert::State::Firing:
        return alert.firedAt;
    case Alert::State::Resolved:
        return alert.resolvedAt;
    case Alert::State::NoData:
        return alert.unknownSince;
    case Alert::State::Inactive:
        break;
    }
    return 0;
}

QString mutedWords(const AlertBoard &board, const Alert &alert, qint64 nowMs)
{
    if (alert.mutedBy.isEmpty())
        return {};
    if (alert.isInhibited) {
        const auto by = std::ranges::find_if(board.alerts, [&](const Alert &other) { return other.id() == alert.mutedBy; });
        return said(QT_TRANSLATE_NOOP("alerts", "while “%1” fires")).arg(by == board.alerts.end() ? alertText(alert.mutedBy) : titleOf(board, *by));
    }
    const auto silence = std::ranges::find(board.silences, alert.mutedBy, &Silence::id);
    if (silence == board.silences.end())
        return said(QT_TRANSLATE_NOOP("alerts", "by a silence"));
    return said(QT_TRANSLATE_NOOP("alerts", "by %1 until %2")).arg(alertText(silence->author), format::day(silence->until, nowMs));
}

QString silenceWords(const Silence &silence)
{
    if (silence.rule == u"*" && silence.label == u"*")
        return said(QT_TRANSLATE_NOOP("alerts", "every alert"));
    if (silence.label == u"*")
        return alertText(silence.rule);
    if (silence.rule == u"*")
        return said(QT_TRANSLATE_NOOP("alerts", "everything of %1")).arg(alertText(silence.label));
    return said(QT_TRANSLATE_NOOP("alerts", "%1 of %2")).arg(alertText(silence.rule), alertText(silence.label));
}

AlertCounts countsOf(const AlertBoard &board)
{
    AlertCounts counts;
    for (const Alert &alert : board.alerts) {
        const bool isMuted = !alert.mutedBy.isEmpty() && alert.state != Alert::State::Inactive && alert.state != Alert::State::Resolved;
        counts.muted += isMuted;
        counts.firing += !isMuted && alert.state == Alert::State::Firing;
        counts.pending += !isMuted && alert.state == Alert::State::Pending;
        counts.unknown += !isMuted && alert.state == Alert::State::NoData;
        counts.resolved += alert.state == Alert::State::Resolved;
    }
    counts.rules = static_cast<int>(std::ranges::count_if(board.rules, &AlertRule::isEnabled));
    counts.rulesOff = static_cast<int>(board.rules.size()) - counts.rules;
    return counts;
}

QString alertCountWords(const AlertCounts &counts)
{
    QStringList parts{said(QT_TRANSLATE_N_NOOP("alerts", "%n firing"), counts.firing)};
    if (counts.pending > 0)
        parts.append(said(QT_TRANSLATE_N_NOOP("alerts", "%n pending"), counts.pending));
    if (counts.unknown > 0)
        parts.append(said(QT_TRANSLATE_N_NOOP("alerts", "%n not known"), counts.unknown));
    if (counts.muted > 0)
        parts.append(said(QT_TRANSLATE_N_NOOP("alerts", "%n muted"), counts.muted));
    QString rules = said(QT_TRANSLATE_N_NOOP("alerts", "%n rule(s)"), counts.rules + counts.rulesOff);
    if (counts.rulesOff > 0)
        rules += QStringLiteral(", ") + said(QT_TRANSLATE_N_NOOP("alerts", "%n off"), counts.rulesOff);
    return said(QT_TRANSLATE_NOOP("alerts", "%1; %2")).arg(parts.join(QStringLiteral(", ")), rules);
}

} // namespace plancia
