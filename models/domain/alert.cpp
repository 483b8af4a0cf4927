// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/alert.h"

#include "models/domain/metric.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cmath>

namespace plancia {

namespace {

using Function = AlertRule::Function;

constexpr std::array kFunctions{Function::Last, Function::Mean, Function::Least, Function::Greatest, Function::Count,
                                Function::ErrorShare, Function::P50, Function::P95, Function::P99};
constexpr std::array kStates{Alert::State::Inactive, Alert::State::Pending, Alert::State::Firing, Alert::State::Resolved, Alert::State::NoData};
constexpr std::array kBys{AlertRule::By::Source, AlertRule::By::Tenant, AlertRule::By::Nothing};

template <class Values>
auto byWord(const Values &values, QStringView word) -> std::optional<typename Values::value_type>
{
    for (const auto value : values)
        if (toString(value) == word)
            return value;
    return std::nullopt;
}

bool isOfMetric(Function function) { return function <= Function::Greatest; }

constexpr qsizetype kMaxInhibitors = 1'000; ///< that fire at once, of an inhibition

enum class Judgement { Well, Bad, Unknown };

Judgement judge(const AlertRule &rule, const AlertEvaluation &look, bool fires)
{
    // None is an answer when it is asked how many.
    const bool isEnough = rule.function == Function::Count || look.samples >= rule.minSamples;
    if (!look.value || !look.limit || !isEnough || !std::isfinite(*look.value) || !std::isfinite(*look.limit))
        return Judgement::Unknown;
    double limit = *look.limit;
    if (fires && rule.clears)
        limit = rule.isOfBaseline ? limit / rule.limit * *rule.clears : *rule.clears;
    // The one that fires is well only beyond `clears`, the others are bad only beyond the limit.
    const bool isHeld = fires && rule.clears;
    if (rule.compare == AlertRule::Compare::Above)
        return *look.value > limit || (isHeld && *look.value == limit) ? Judgement::Bad : Judgement::Well;
    return *look.value < limit || (isHeld && *look.value == limit) ? Judgement::Bad : Judgement::Well;
}

void note(const AlertEvaluation &look, Alert &alert)
{
    // Of a run of equal looks the first and the last.
    const auto isSame = [&](const AlertEvaluation &other) {
        return other.value == look.value && other.limit == look.limit && other.samples == look.samples;
    };
    const qsizetype count = alert.trace.size();
    if (count >= 2 && isSame(alert.trace[count - 1]) && isSame(alert.trace[count - 2]))
        alert.trace.removeLast();
    alert.trace.append(look);
    if (alert.trace.size() > Alert::kMaxTrace)
        alert.trace.removeFirst();
}

void forgetActivity(Alert &alert)
{
    alert.keepsSince = 0;
    alert.acknowledgedBy.clear();
    alert.note.clear();
    alert.acknowledgedAt = 0;
}

} // namespace

QString toString(AlertSeverity severity)
{
    return severity == AlertSeverity::Critical ? QStringLiteral("critical") : QStringLiteral("warning");
}

std::optional<AlertSeverity> alertSeverity(QStringView word)
{
    return byWord(std::array{AlertSeverity::Warning, AlertSeverity::Critical}, word);
}

QString toString(AlertRule::Function function)
{
    switch (function) {
    case Function::Last:
        return QStringLiteral("last");
    case Function::Mean:
        return QStringLiteral("mean");
    case Function::Least:
        return QStringLiteral("least");
    case Function::Greatest:
        return QStringLiteral("greatest");
    case Function::Count:
        return QStringLiteral("count");
    case Function::ErrorShare:
        return QStringLiteral("error_share");
    case Function::P50:
        return QStringLiteral("p50");
    case Function::P95:
        return QStringLiteral("p95");
    case Function::P99:
        return QStringLiteral("p99");
    }
    return {};
}

std::optional<AlertRule::Function> alertFunction(QStringView word) { return byWord(kFunctions, word); }

QString toString(AlertRule::By by)
{
    switch (by) {
    case AlertRule::By::Source:
        return QStringLiteral("source");
    case AlertRule::By::Tenant:
        return QStringLiteral("tenant");
    case AlertRule::By::Nothing:
        return QStringLiteral("nothing");
    }
    return {};
}

std::optional<AlertRule::By> alertBy(QStringView word) { return byWord(kBys, word); }

QString toString(Alert::State state)
{
    switch (state) {
    case Alert::State::Inactive:
        return QStringLiteral("inactive");
    case Alert::State::Pending:
        return QStringLiteral("pending");
    case Alert::State::Firing:
        return QStringLiteral("firing");
    case Alert::State::Resolved:
        return QStringLiteral("resolved");
    case Alert::State::NoData:
        return QStringLiteral("no_data");
    }
    return {};
}

std::optional<Alert::State> alertState(QStringView word) { return byWord(kStates, word); }

QString toString(AlertChannel::Kind kind)
{
    return kind == AlertChannel::Kind::Mail ? QStringLiteral("mail") : QStringLiteral("webhook");
}

bool isLike(const QString &text, const QString &pattern)
{
    // Greedy with one place to go back to: linear in practice, and never more than the product of both lengths.
    qsizetype t = 0, p = 0, star = -1, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

std::optional<AlertRuleFault> faultOf(const AlertRule &rule)
{
    const auto fault = [](const char *key, const QString &message) { return AlertRuleFault{QString::fromLatin1(key), message}; };
    static const QRegularExpression kName(QStringLiteral("\\A[a-z0-9][a-z0-9-]*\\z"));
    if (rule.name.size() > AlertRule::kMaxNameChars || !kName.match(rule.name).hasMatch())
        return fault("name", QStringLiteral("must be small letters, digits and hyphens, at most %1").arg(AlertRule::kMaxNameChars));
    const std::array texts{std::pair{"title", &rule.title}, std::pair{"source", &rule.source}, std::pair{"type", &rule.type},
                           std::pair{"tenant", &rule.tenant}, std::pair{"text", &rule.text}, std::pair{"pattern", &rule.pattern}};
    for (const auto &[key, text] : texts)
        if (text->size() > AlertRule::kMaxTextChars || std::ranges::any_of(*text, [](QChar c) { return !c.isPrint() && !c.isSurrogate(); }))
            return fault(key, QStringLiteral("must be printable, and at most %1 characters").arg(AlertRule::kMaxTextChars));
    if (rule.of == AlertRule::Of::Metric) {
        if (!metricByName(rule.metric))
            return fault("metric", QStringLiteral("must be a metric that “planciactl metrics list” prints"));
        if (!isOfMetric(rule.function))
            return fault("function", QStringLiteral("must be last, mean, least or greatest for a metric"));
    } else {
        if (!rule.metric.isEmpty())
            return fault("metric", QStringLiteral("must be absent for a rule over events"));
        if (isOfMetric(rule.function))
            return fault("function", QStringLiteral("must be count, error_share, p50, p95 or p99 for events"));
        if (!rule.pattern.isEmpty() && !QRegularExpression(rule.pattern).isValid())
            return fault("pattern", QStringLiteral("must be a regular expression"));
        const auto isMinute = [](int minute) { return minute >= 0 && minute < 24 * 60; };
        if (!isMinute(rule.fromMinute) || !isMinute(rule.toMinute))
            return fault("hours", QStringLiteral("must be as in 22:00-06:00"));
    }
    if (rule.windowMs < 1'000 || rule.windowMs > AlertRule::kMaxWindowMs)
        return fault("window", QStringLiteral("must be from 1s to 1h"));
    if (rule.forMs < 0 || rule.forMs > AlertRule::kMaxForMs)
        return fault("for", QStringLiteral("must be from 0s to 1d"));
    if (rule.keepFiringMs < 0 || rule.keepFiringMs > AlertRule::kMaxForMs)
        return fault("keep_firing_for", QStringLiteral("must be from 0s to 1d"));
    if (!std::isfinite(rule.limit) || (rule.isOfBaseline && rule.limit <= 0))
        return fault(rule.compare == AlertRule::Compare::Above ? "above" : "below", QStringLiteral("must be a number, and over 0 as a factor"));
    if (rule.clears) {
        const bool isFit = std::isfinite(*rule.clears) && (rule.compare == AlertRule::Compare::Above ? *rule.clears <= rule.limit : *rule.clears >= rule.limit);
        if (!isFit)
            return fault("clears", QStringLiteral("must lie on the good side of the limit"));
    }
    if (rule.minSamples < 1 || rule.minSamples > 1'000'000)
        return fault("min_samples", QStringLiteral("must be from 1 to 1000000"));
    return std::nullopt;
}

bool step(const AlertRule &rule, const AlertEvaluation &look, Alert &alert)
{
    using State = Alert::State;
    const State before = alert.state;
    alert.severity = rule.severity;
    note(look, alert);
    switch (judge(rule, look, alert.state == State::Firing)) {
    case Judgement::Bad:
        alert.unknownSince = 0;
        alert.keepsSince = 0;
        if (!alert.isActive()) {
            forgetActivity(alert);
            alert.state = State::Pending;
            alert.activeAt = look.at;
            alert.firedAt = alert.resolvedAt = 0;
        }
        break;
    case Judgement::Well:
        alert.unknownSince = 0;
        if (alert.state == State::Firing && rule.keepFiringMs > 0) {
            if (alert.keepsSince == 0)
                alert.keepsSince = look.at;
            if (look.at - alert.keepsSince < rule.keepFiringMs)
                break;
        }
        if (alert.state == State::Firing) {
            forgetActivity(alert);
            alert.state = State::Resolved;
            alert.resolvedAt = look.at;
        } else if (alert.state != State::Resolved) {
            forgetActivity(alert);
            alert.state = State::Inactive;
            alert.activeAt = 0;
        }
        break;
    case Judgement::Unknown:
        if (alert.unknownSince == 0)
            alert.unknownSince = look.at;
        if (alert.state != State::Firing && alert.state != State::Resolved) {
            forgetActivity(alert);
            alert.state = State::NoData;
            alert.activeAt = 0;
        }
        break;
    }
    if (alert.state == State::Resolved && look.at - alert.resolvedAt > Alert::kResolvedKeptMs)
        alert.state = alert.unknownSince ? State::NoData : State::Inactive;
    if (alert.state == State::Pending && look.at - alert.activeAt >= rule.forMs) {
        alert.state = State::Firing;
        alert.firedAt = look.at;
    }
    return alert.state != before;
}

bool Silence::mutes(const Alert &alert, qint64 at) const
{
    return at >= from && at < until && isLike(alert.rule, rule) && isLike(alert.label, label);
}

void mute(QList<Alert> &alerts, const QList<Silence> &silences, const QList<Inhibition> &inhibitions, qint64 at)
{
    struct Inhibitor {
        QString id, label;
        bool isTarget; ///< like both sides
    };
    // Few fire of very many: each alert is held to these alone.
    QList<QList<Inhibitor>> inhibitors;
    for (const Inhibition &inhibition : inhibitions) {
        QList<Inhibitor> firing;
        for (const Alert &alert : std::as_const(alerts))
            if (alert.state == Alert::State::Firing && isLike(alert.rule, inhibition.rule) && firing.size() < kMaxInhibitors)
                firing.append({alert.id(), alert.label, isLike(alert.rule, inhibition.target)});
        inhibitors.append(firing);
    }
    for (Alert &alert : alerts) {
        alert.mutedBy.clear();
        alert.isInhibited = false;
        const auto silence = std::ranges::find_if(silences, [&](const Silence &one) { return one.mutes(alert, at); });
        if (silence != silences.end()) {
            alert.mutedBy = silence->id;
            continue;
        }
        for (qsizetype i = 0; i < inhibitions.size() && !alert.isInhibited; ++i) {
            const Inhibition &inhibition = inhibitions[i];
            if (inhibitors[i].isEmpty() || !isLike(alert.rule, inhibition.target))
                continue;
            const bool isBoth = isLike(alert.rule, inhibition.rule);
            const auto by = std::ranges::find_if(inhibitors[i], [&](const Inhibitor &other) {
                return !(isBoth && other.isTarget) && (!inhibition.isOfSameLabel || other.label == alert.label);
            });
            if (by == inhibitors[i].end())
                continue;
            alert.mutedBy = by->id;
            alert.isInhibited = true;
        }
    }
}

} // namespace plancia
