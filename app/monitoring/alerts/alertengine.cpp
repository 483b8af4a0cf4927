// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertengine.h"

#include "models/base/ids.h"
#include "models/domain/metric.h"
#include "models/domain/target.h"

#include <QDateTime>
#include <algorithm>
#include <array>
#include <cmath>

namespace plancia::monitoring {

namespace {

constexpr qint64 kOutageMs = 3'600'000; ///< longer, and nothing pending is gone on with (as Prometheus' for-outage-tolerance)
constexpr qsizetype kMaxWords = 500;
constexpr int kMaxBaselines = 200; ///< that outlive the agent: a day of minutes each
constexpr qsizetype kMaxListed = 20'000; ///< on a board, and in a memory: what these take can be read again
constexpr qsizetype kMaxTraced = 500;    ///< of them with more than the last look
const QString kOwnType = QStringLiteral("alert."); ///< what alerts say of themselves is no reason for one

bool isWithin(const AlertRule &rule, qint64 at)
{
    if (rule.fromMinute == rule.toMinute)
        return true;
    const QTime time = QDateTime::fromMSecsSinceEpoch(at).time();
    const int minute = time.hour() * 60 + time.minute();
    return rule.fromMinute < rule.toMinute ? minute >= rule.fromMinute && minute < rule.toMinute
                                           : minute >= rule.fromMinute || minute < rule.toMinute;
}

Error tooLong(const char *field)
{
    return Error(ErrorCode::ValTooLong, {{QStringLiteral("field"), QString::fromLatin1(field)}, {QStringLiteral("limit"), QString::number(kMaxWords)}});
}

Error notFound(const QString &value) { return Error(ErrorCode::AlertNotFound, {{QStringLiteral("value"), value.left(200)}}); }

} // namespace

AlertEngine::AlertEngine(AlertConfig config, const Clock &clock)
    : m_clock(clock), m_offset(clock.nowMs() - clock.monotonicMs()), m_judgedAt(now())
{
    configure(std::move(config));
}

qint64 AlertEngine::now() const { return m_clock.monotonicMs() + m_offset; }

/// What is being waited for, or is within a window, lies as far back as before; what has happened keeps the time that it was told with.
void AlertEngine::followWallClock()
{
    const qint64 parted = m_clock.nowMs() - now();
    if (std::abs(parted) < kPartedMs)
        return;
    m_offset += parted;
    for (Watch &watch : m_watches) {
        watch.since += parted;
        for (auto &[label, line] : watch.lines) {
            line.window.shift(parted);
            if (line.alert.state == Alert::State::Pending)
                line.alert.activeAt += parted;
            if (line.alert.keepsSince > 0)
                line.alert.keepsSince += parted;
            if (line.restoredAt > 0)
                line.restoredAt += parted;
        }
    }
}

AlertEngine::Line &AlertEngine::addLine(Watch &watch, const QString &label)
{
    Line &line = watch.lines[label];
    line.window.setWatchedSince(watch.since);
    line.alert.rule = watch.rule.name;
    line.alert.label = label;
    line.alert.severity = watch.rule.severity;
    return line;
}

AlertEngine::Watch AlertEngine::watchOf(const AlertRule &rule, Watch *before)
{
    Watch watch;
    watch.rule = rule;
    watch.since = now();
    watch.pattern = QRegularExpression(rule.pattern);
    if (before && before->rule.of == rule.of && before->rule.by == rule.by) {
        const AlertRule &was = before->rule;
        const bool isSameMeasure = was.metric == rule.metric && was.function == rule.function && was.windowMs == rule.windowMs && was.least == rule.least
            && was.type == rule.type && was.tenant == rule.tenant && was.text == rule.text && was.pattern == rule.pattern
            && was.fromMinute == rule.fromMinute && was.toMinute == rule.toMinute;
        if (isSameMeasure)
            watch.since = before->since;
        for (auto &[label, line] : before->lines) {
            const bool isStill = rule.by != AlertRule::By::Source || isLike(label, rule.source);
            if (!isStill) {
                drop(*before, line);
                continue;
            }
            Line &kept = addLine(watch, label);
            if (isSameMeasure)
                kept.window = std::move(line.window);
            kept.alert = std::move(line.alert);
            kept.told = line.told;
            kept.toldAt = line.toldAt;
            kept.restoredAt = line.restoredAt;
        }
    } else if (before) {
        for (const auto &[label, line] : before->lines)
            drop(*before, line);
    }
    // Without events there is none to begin with, and that is an answer.
    if (rule.of == AlertRule::Of::Events && rule.by == AlertRule::By::Nothing && watch.lines.empty())
        addLine(watch, {});
    adopt(watch);
    return watch;
}

/// What was remembered of it.
void AlertEngine::adopt(Watch &watch)
{
    const auto isIts = [&watch](const Memory::Line &kept) { return kept.alert.rule == watch.rule.name; };
    for (const Memory::Line &kept : std::as_const(m_unclaimed)) {
        if (!isIts(kept) || watch.lines.size() >= kMaxLabels)
            continue;
        Line &line = addLine(watch, kept.alert.label);
        line.window.setMinutes(kept.minutes);
        line.told = kept.told;
        line.toldAt = kept.toldAt;
        line.restoredAt = now();
        line.alert = kept.alert;
        line.alert.severity = watch.rule.severity;
    }
    m_unclaimed.removeIf(isIts);
}

/// It is watched no longer: who was told of it is told so.
void AlertEngine::drop(const Watch &watch, const Line &line)
{
    if (line.toldAt == 0)
        return;
    News news{News::Kind::Resolved, line.alert, watch.rule.title, false, {}};
    news.alert.state = Alert::State::Resolved;
    news.alert.resolvedAt = now();
    m_over.append(news);
}

void AlertEngine::configure(AlertConfig config)
{
    std::vector<Watch> watches;
    std::vector<bool> isKept(m_watches.size(), false);
    for (const AlertRule &rule : std::as_const(config.rules)) {
        if (!rule.isEnabled)
            continue;
        const auto before = std::ranges::find_if(m_watches, [&](const Watch &watch) { return watch.rule.name == rule.name; });
        if (before != m_watches.end())
            isKept[static_cast<size_t>(before - m_watches.begin())] = true;
        if (before != m_watches.end() && before->rule == rule)
            watches.push_back(std::move(*before));
        else
            watches.push_back(watchOf(rule, before == m_watches.end() ? nullptr : &*before));
    }
    for (size_t i = 0; i < m_watches.size(); ++i)
        if (!isKept[i])
            for (const auto &[label, line] : m_watches[i].lines)
                drop(m_watches[i], line);
    m_watches = std::move(watches);
    m_config = std::move(config);
}

AlertEngine::Line *AlertEngine::lineOf(Watch &watch, const QString &label)
{
    const auto known = watch.lines.find(label);
    if (known != watch.lines.end())
        return &known->second;
    if (watch.lines.size() >= kMaxLabels) {
        // In the place of the one that is no alert and was heard of the longest ago.
        watch.isFull = true;
        auto oldest = watch.lines.end();
        for (auto one = watch.lines.begin(); one != watch.lines.end(); ++one) {
            const bool isNone = one->second.toldAt == 0 && (one->second.alert.state == Alert::State::Inactive || one->second.alert.state == Alert::State::NoData);
            if (isNone && (oldest == watch.lines.end() || one->second.window.lastAt() < oldest->second.window.lastAt()))
                oldest = one;
        }
        if (oldest == watch.lines.end() || oldest->second.window.lastAt() >= now())
            return nullptr;
        watch.lines.erase(oldest);
    }
    return &addLine(watch, label);
}

/// Whether a rule is judged for a source whose sample has no value for it: it stands as not known.
bool AlertEngine::standsUnknown(Watch &watch, const Sample &sample)
{
    // A source that does not answer is one all the same, where somebody is to be told so.
    if (sample.values.isEmpty())
        return watch.rule.tellsNoData;
    // A series that is not on the page of the target that the rule names; that one is down is for others to tell.
    const bool isItsTarget = watch.rule.source == sample.source && sample.values.value(metric::TargetUp) > 0;
    return isItsTarget && seriesMetric(watch.rule.metric) && std::exchange(watch.hasMissed, true); // at the first look no rate is known yet
}

void AlertEngine::note(const Sample &sample)
{
    const qint64 at = now();
    for (Watch &watch : m_watches) {
        if (watch.rule.of != AlertRule::Of::Metric)
            continue;
        if (!isLike(sample.source, watch.rule.source))
            continue;
        const auto value = sample.values.constFind(watch.rule.metric);
        if (value == sample.values.cend()) {
            if (Line *line = standsUnknown(watch, sample) ? lineOf(watch, sample.source) : nullptr)
                line->restoredAt = 0; // it is there
            continue;
        }
        const Metric *metric = metricByName(watch.rule.metric);
        const double every = sample.values.value(QStringLiteral("target.every_s"), metric ? metric->every : Metric::EverySecond);
        if (Line *line = lineOf(watch, sample.source))
            line->window.add(*value, at, std::llround(std::clamp(every, 1.0, 3'600.0) * 1000));
    }
}

bool AlertEngine::isMeant(const Watch &watch, const Event &event) const
{
    const AlertRule &rule = watch.rule;
    // What the agent notices itself is no work of the service: it counts, and has no part in its errors and durations.
    const bool isNotice = event.type.startsWith(QLatin1String("source.")) || event.type.startsWith(QLatin1String("health."));
    if (isNotice && rule.function != AlertRule::Function::Count)
        return false;
    return rule.of == AlertRule::Of::Events && event.severity >= rule.least && isLike(event.source, rule.source) && isLike(event.type, rule.type)
        && isLike(event.tenant, rule.tenant) && isWithin(rule, event.at)
        && (rule.text.isEmpty() || event.message.contains(rule.text, Qt::CaseInsensitive))
        && (rule.pattern.isEmpty() || watch.pattern.match(event.message).hasMatch());
}

void AlertEngine::note(const Event &event)
{
    if (event.type.startsWith(kOwnType))
        return;
    const qint64 at = now();
    for (Watch &watch : m_watches) {
        if (!isMeant(watch, event))
            continue;
        const QString label = watch.rule.by == AlertRule::By::Source ? event.source : watch.rule.by == AlertRule::By::Tenant ? event.tenant : QString();
        if (Line *line = lineOf(watch, label))
            line->window.add(event, at);
    }
}

void AlertEngine::forget(const QString &source)
{
    for (Watch &watch : m_watches) {
        if (watch.rule.source == source)
            watch.hasMissed = false;
        const auto line = watch.rule.of == AlertRule::Of::Metric ? watch.lines.find(source) : watch.lines.end();
        if (line == watch.lines.end())
            continue;
        drop(watch, line->second);
        watch.lines.erase(line);
    }
}

/// A source of samples stays until it is asked no longer, since what is not known of it is not to be forgotten; but one that is only
/// remembered, and was not heard of since, is there no longer.
bool AlertEngine::isOver(const Watch &watch, const Line &line, qint64 at) const
{
    const bool isUnheard = line.window.lastAt() == 0;
    if (line.restoredAt > 0 && isUnheard && !line.alert.label.isEmpty() && at - line.restoredAt >= kForgetMs)
        return true;
    if (watch.rule.of == AlertRule::Of::Metric || line.alert.label.isEmpty() || !line.window.isEmpty())
        return false;
    const bool isNone = line.alert.state == Alert::State::Inactive || line.alert.state == Alert::State::NoData;
    const qint64 quiet = at - std::max(line.window.lastAt(), line.restoredAt);
    return (isNone && line.toldAt == 0 && quiet >= kForgetMs) || (line.alert.unknownSince > 0 && quiet >= kGoneMs);
}

AlertEngine::Ticked AlertEngine::tick()
{
    Ticked ticked;
    followWallClock();
    const qint64 at = now();
    m_judgedAt = at;
    m_silences.removeIf([at](const Silence &silence) { return silence.until <= at; });
    if (m_restoredAt > 0 && at - m_restoredAt >= kForgetMs)
        m_unclaimed.clear(); // rules that are no more
    for (Watch &watch : m_watches) {
        for (auto one = watch.lines.begin(); one != watch.lines.end();) {
            Line &line = one->second;
            const Alert::State before = line.alert.state;
            const bool hasChanged = step(watch.rule, line.window.evaluate(watch.rule, at), line.alert);
            line.wasKnown |= line.alert.unknownSince == 0;
            // That a window is not full yet when the agent begins is no news, unless the silence itself is what the rule tells of.
            const bool isBeginning = line.alert.state == Alert::State::NoData && !line.wasKnown && !watch.rule.tellsNoData;
            if (hasChanged && !isBeginning && !(before == Alert::State::Resolved && line.alert.state == Alert::State::Inactive))
                ticked.changed.append(line.alert);
            if (isOver(watch, line, at)) {
                drop(watch, line);
                one = watch.lines.erase(one);
            } else {
                ++one;
            }
        }
        if (watch.isFull && !std::exchange(watch.isFullTold, true))
            ticked.full.append(watch.rule.name);
    }
    muteAll();
    ticked.news = tell();
    return ticked;
}

void AlertEngine::untell(const QList<News> &news)
{
    for (const News &one : news)
        for (const QString &label : QStringList(one.alert.label) + one.more)
            for (Watch &watch : m_watches) {
                const auto line = watch.rule.name == one.alert.rule ? watch.lines.find(label) : watch.lines.end();
                if (line == watch.lines.end())
                    continue;
                line->second.told = News::Kind::Firing;
                line->second.toldAt = one.kind == News::Kind::Resolved ? now() : 0;
            }
}

void AlertEngine::muteAll()
{
    QList<Alert> alerts;
    for (const Watch &watch : m_watches)
        for (const auto &[label, line] : watch.lines)
            alerts.append(line.alert);
    mute(alerts, m_silences, m_config.inhibitions, now());
    qsizetype i = 0;
    for (Watch &watch : m_watches)
        for (auto &[label, line] : watch.lines) {
            line.alert.mutedBy = alerts[i].mutedBy;
            line.alert.isInhibited = alerts[i].isInhibited;
            ++i;
        }
}

/// Whoever was told that it fires is told that it does no longer, muted or not.
QList<AlertEngine::News> AlertEngine::tell()
{
    QList<News> news = std::exchange(m_over, {});
    const qint64 at = now();
    for (Watch &watch : m_watches) {
        const qsizetype first = news.size();
        const auto add = [&](News::Kind kind, const Alert &alert, bool isRepeated) {
            for (qsizetype i = first; i < news.size(); ++i)
                if (news[i].kind == kind && news[i].isRepeated == isRepeated)
                    return news[i].more.append(alert.label);
            news.append({kind, alert, watch.rule.title, isRepeated, {}});
        };
        for (auto &[label, line] : watch.lines) {
            const bool fires = line.alert.state == Alert::State::Firing;
            const bool isUnanswered = watch.rule.tellsNoData && line.alert.state == Alert::State::NoData;
            if (fires || isUnanswered) {
                const auto kind = fires ? News::Kind::Firing : News::Kind::NoData;
                const bool isTold = line.toldAt > 0 && line.told == kind;
                const bool isDue = !isTold || (at - line.toldAt >= kRepeatMs && line.alert.acknowledgedAt == 0);
                if (!isDue || !line.alert.mutedBy.isEmpty())
                    continue;
                add(kind, line.alert, isTold);
                line.told = kind;
                line.toldAt = at;
            } else if (line.toldAt > 0 && line.alert.state != Alert::State::Pending) {
                add(News::Kind::Resolved, line.alert, false);
                line.toldAt = 0;
            }
        }
    }
    return news;
}

Result<Silence> AlertEngine::silence(Silence draft)
{
    draft.author = draft.author.trimmed();
    draft.comment = draft.comment.trimmed();
    const std::array texts{std::pair{"author", &draft.author}, std::pair{"comment", &draft.comment}, std::pair{"rule", &draft.rule}};
    for (const auto &[field, text] : texts)
        if (text->isEmpty())
            return fail(ErrorCode::ValRequired, {{QStringLiteral("field"), QString::fromLatin1(field)}});
    for (const auto &[field, text] : {texts[0], texts[1], texts[2], std::pair{"label", &draft.label}})
        if (text->size() > kMaxWords)
            return fail(tooLong(field));
    const qint64 at = now();
    draft.from = std::max(draft.from, at);
    if (draft.until <= draft.from || draft.until - at > kLongestSilenceMs)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("until")}, {QStringLiteral("minimum"), QStringLiteral("now")}, {QStringLiteral("maximum"), QStringLiteral("90 days")}});
    if (m_silences.size() >= kMaxSilences)
        return fail(ErrorCode::RateTooMany, {{QStringLiteral("limit"), QString::number(kMaxSilences)}});
    draft.id = newUuid().toString(QUuid::WithoutBraces);
    m_silences.append(draft);
    muteAll();
    return draft;
}

Result<bool> AlertEngine::endSilence(const QString &id)
{
    if (m_silences.removeIf([&id](const Silence &silence) { return silence.id == id; }) == 0)
        return fail(notFound(id));
    muteAll();
    return true;
}

Result<Alert> AlertEngine::acknowledge(const QString &alertId, const QString &author, const QString &note)
{
    if (author.trimmed().isEmpty())
        return fail(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("author")}});
    if (author.size() > kMaxWords)
        return fail(tooLong("author"));
    if (note.size() > kMaxWords)
        return fail(tooLong("note"));
    for (Watch &watch : m_watches)
        for (auto &[label, line] : watch.lines) {
            if (line.alert.id() != alertId)
                continue;
            if (!line.alert.isActive())
                return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("message"), QStringLiteral("it neither fires nor is pending")}});
            line.alert.acknowledgedBy = author.trimmed();
            line.alert.note = note.trimmed();
            line.alert.acknowledgedAt = now();
            return line.alert;
        }
    return fail(notFound(alertId));
}

AlertBoard AlertEngine::board() const
{
    AlertBoard board;
    board.at = m_judgedAt;
    board.rules = m_config.rules;
    board.inhibitions = m_config.inhibitions;
    board.silences = m_silences;
    for (const Watch &watch : m_watches)
        for (const auto &[label, line] : watch.lines)
            if (line.alert.state != Alert::State::Inactive)
                board.alerts.append(line.alert);
    const auto rank = [](const Alert &alert) {
        switch (alert.state) {
        case Alert::State::Firing:
            return alert.severity == AlertSeverity::Critical ? 0 : 1;
        case Alert::State::Pending:
            return 2;
        case Alert::State::NoData:
            return 3;
        default:
            return 4;
        }
    };
    std::ranges::stable_sort(board.alerts, [&rank](const Alert &a, const Alert &b) {
        return std::pair(rank(a), a.activeAt) < std::pair(rank(b), b.activeAt);
    });
    board.left = static_cast<int>(std::max<qsizetype>(0, board.alerts.size() - kMaxListed));
    board.alerts = board.alerts.first(board.alerts.size() - board.left);
    for (qsizetype i = 0; i < board.alerts.size(); ++i)
        if (QList<AlertEvaluation> &trace = board.alerts[i].trace; i >= kMaxTraced && trace.size() > 1)
            trace = trace.last(1);
    return board;
}

AlertEngine::Memory AlertEngine::memory() const
{
    Memory memory;
    memory.at = now();
    memory.silences = m_silences;
    memory.lines = m_unclaimed;
    int baselines = 0;
    for (const Watch &watch : m_watches)
        for (const auto &[label, line] : watch.lines) {
            const bool isAlert = line.alert.isActive() || line.alert.state == Alert::State::Resolved || line.toldAt > 0;
            const bool isLearned = !line.window.minutes().empty() && baselines < kMaxBaselines;
            if ((!isAlert && !isLearned) || memory.lines.size() >= kMaxListed)
                continue;
            baselines += isLearned;
            memory.lines.append({line.alert, line.told, line.toldAt, isLearned ? line.window.minutes() : std::deque<double>()});
            if (QList<AlertEvaluation> &trace = memory.lines.last().alert.trace; memory.lines.size() > kMaxTraced && trace.size() > 1)
                trace = trace.last(1);
        }
    return memory;
}

void AlertEngine::restore(const Memory &memory)
{
    const qint64 away = std::max<qint64>(0, now() - memory.at);
    m_silences = memory.silences;
    m_unclaimed = memory.lines;
    m_restoredAt = now();
    for (Memory::Line &kept : m_unclaimed) {
        if (kept.alert.state == Alert::State::Pending && away > kOutageMs) {
            const QString rule = kept.alert.rule, label = kept.alert.label;
            kept.alert = {};
            kept.alert.rule = rule;
            kept.alert.label = label;
        }
        if (kept.alert.state == Alert::State::Pending)
            kept.alert.activeAt += away;
        if (kept.alert.keepsSince > 0)
            kept.alert.keepsSince += away;
    }
    for (Watch &watch : m_watches)
        adopt(watch);
}

} // namespace plancia::monitoring
