// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/retention.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace plancia {

namespace {
using Kind = KeepReason::Kind;
using State = BackupInfo::State;

constexpr qint64 kMinute = 60'000;
constexpr qint64 kDay = 24 * 60 * kMinute;
constexpr qint64 kStepBack = 5 * kMinute;  // an adjustment by NTP, not a clock that was set
constexpr qint64 kUnaccounted = 26 * 60 * kMinute; // while the computer's counter ran on
constexpr qint64 kOffAtMost = 92 * kDay;          // it may have been off so long: over holidays, or in a drawer
constexpr qint64 kBeforeAct = 30 * kDay;

bool isFuture(const BackupInfo &backup, qint64 nowMs) { return backup.manifest.startedAt > nowMs + kStepBack; }

/// When `left` more days, weeks or months after that of the newest backup have one.
qint64 endOfSlot(Kind kind, const QDateTime &newest, int left)
{
    const QDate date = newest.date();
    const QDate end = kind == Kind::Weekly ? date.addDays(1 - date.dayOfWeek()).addDays(7 * left)
        : kind == Kind::Monthly            ? QDate(date.year(), date.month(), 1).addMonths(left)
                                           : date.addDays(left);
    return end.startOfDay(newest.timeZone()).toMSecsSinceEpoch();
}

qint64 bucketOf(Kind kind, const QDate &date)
{
    if (kind == Kind::Daily)
        return date.toJulianDay();
    if (kind == Kind::Weekly)
        return date.addDays(1 - date.dayOfWeek()).toJulianDay(); // its Monday: ISO 8601
    return date.year() * 12LL + date.month();
}

class Decider {
public:
    Decider(const QList<RetentionItem> &items, const RetentionRule &rule, qint64 nowMs, const QTimeZone &zone)
        : m_items(items), m_rule(rule), m_nowMs(nowMs), m_zone(zone), m_decisions(items.size())
    {
        for (qsizetype i = 0; i < items.size(); ++i)
            if (counts(items[i]))
                m_counted.append(i);
    }

    QList<RetentionDecision> run(const ClockJudgement &clock)
    {
        keepNewest();
        keepBuckets(Kind::Daily, m_rule.daily);
        keepBuckets(Kind::Weekly, m_rule.weekly);
        keepBuckets(Kind::Monthly, m_rule.monthly);
        keepLastProved();
        for (qsizetype i = 0; i < m_items.size(); ++i)
            decideAlone(i, clock);
        return m_decisions;
    }

private:
    /// Only what could be restored counts, and only by a date that can be true.
    bool counts(const RetentionItem &item) const
    {
        return item.ofThisStore && isWhole(item.backup) && !isFuture(item.backup, m_nowMs);
    }
    void keep(qsizetype i, KeepReason reason, qint64 untilMs)
    {
        RetentionDecision &decision = m_decisions[i];
        const bool isFirst = decision.reasons.isEmpty();
        decision.reasons.append(reason);
        // 0 has no end, and nothing ends later.
        decision.keepUntil = untilMs == 0 || (!isFirst && decision.keepUntil == 0) ? 0 : std::max(decision.keepUntil, untilMs);
    }
    template <class Before>
    QList<qsizetype> sorted(Before before) const
    {
        QList<qsizetype> order = m_counted;
        std::ranges::stable_sort(order, [&](qsizetype a, qsizetype b) { return before(m_items[a].backup, m_items[b].backup); });
        return order;
    }
    /// By commit number first: it never goes back, whatever the clock did.
    void keepNewest()
    {
        const QList<qsizetype> order = sorted([](const BackupInfo &a, const BackupInfo &b) {
            return std::tie(a.manifest.commitNo, a.manifest.startedAt) > std::tie(b.manifest.commitNo, b.manifest.startedAt);
        });
        const int of = std::max(1, m_rule.daily);
        for (int n = 0; n < std::min<qsizetype>(of, order.size()); ++n)
            keep(order[n], {Kind::Newest, n + 1, of}, endOfSlot(Kind::Daily, newestTime(), of - n));
    }
    void keepBuckets(Kind kind, int slots_)
    {
        const QList<qsizetype> order =
            sorted([](const BackupInfo &a, const BackupInfo &b) { return a.manifest.startedAt > b.manifest.startedAt; });
        QSet<qint64> seen;
        for (const qsizetype i : order) {
            if (seen.size() >= slots_)
                return;
            const qint64 bucket = bucketOf(kind, localTime(i).date());
            if (seen.contains(bucket))
                continue;
            seen.insert(bucket);
            const int number = static_cast<int>(seen.size());
            keep(i, {kind, number, slots_}, endOfSlot(kind, newestTime(), slots_ - number + 1));
        }
    }
    void keepLastProved()
    {
        qsizetype last = -1;
        for (const qsizetype i : m_counted) {
            const BackupInfo &b = m_items[i].backup;
            if (b.state == State::Proved
                && (last < 0 || std::tie(b.manifest.commitNo, b.manifest.startedAt)
                        > std::tie(m_items[last].backup.manifest.commitNo, m_items[last].backup.manifest.startedAt)))
                last = i;
        }
        if (last < 0)
            return;
        if (m_decisions[last].reasons.isEmpty())
            keep(last, {Kind::LastProved}, 0);
        else // it goes when those reasons end, for by then a newer one is proved, or it is the last
            m_decisions[last].reasons.append({Kind::LastProved});
    }
    /// What speaks for one backup whatever the others are; and against it, when nothing spoke for it.
    void decideAlone(qsizetype i, const ClockJudgement &clock)
    {
        const RetentionItem &item = m_items[i];
        const BackupManifest &manifest = item.backup.manifest;
        if (!item.ofThisStore || isFuture(item.backup, m_nowMs))
            keep(i, {Kind::Unknown}, 0);
        if (item.backup.pinned)
            keep(i, {Kind::Pinned}, 0);
        if (item.archiveNeedsIt)
            keep(i, {Kind::ArchiveBase}, 0);
        if (!item.backup.lastCleanFor.isEmpty())
            keep(i, {Kind::LastClean}, 0);
        if (!isWhole(item.backup))
            keep(i, {Kind::Damaged}, 0);
        if (manifest.kind.startsWith(u"before:") && m_nowMs < manifest.startedAt + kBeforeAct)
            keep(i, {Kind::BeforeAct}, manifest.startedAt + kBeforeAct);
        if (item.isInUse)
            keep(i, {Kind::InUse}, 0);
        if (m_decisions[i].reasons.isEmpty()) {
            m_decisions[i].remove = clock.isRight();
            m_decisions[i].reasons.append({clock.isRight() ? Kind::Superseded : Kind::Frozen});
        }
    }
    QDateTime newestTime() const
    {
        const auto newest = std::ranges::max_element(m_counted, {}, [this](qsizetype i) { return m_items[i].backup.manifest.startedAt; });
        return localTime(*newest);
    }
    QDateTime localTime(qsizetype i) const
    {
        return QDateTime::fromMSecsSinceEpoch(m_items[i].backup.manifest.startedAt, m_zone);
    }

    const QList<RetentionItem> &m_items;
    const RetentionRule m_rule;
    const qint64 m_nowMs;
    const QTimeZone m_zone;
    QList<qsizetype> m_counted;
    QList<RetentionDecision> m_decisions;
};
} // namespace

QString toString(ClockJudgement::Verdict verdict)
{
    switch (verdict) {
    case ClockJudgement::Verdict::Right: return QStringLiteral("right");
    case ClockJudgement::Verdict::WentBack: return QStringLiteral("went_back");
    case ClockJudgement::Verdict::JumpedForward: return QStringLiteral("jumped_forward");
    }
    return {};
}

ClockJudgement judgeClock(const ClockEvidence &e)
{
    using Verdict = ClockJudgement::Verdict;
    const bool sameStart = e.last.wallMs > 0 && !e.now.bootId.isEmpty() && e.now.bootId == e.last.bootId
        && e.now.bootMs >= e.last.bootMs;
    if (sameStart) {
        const qint64 off = e.now.wallMs - (e.last.wallMs + e.now.bootMs - e.last.bootMs);
        if (off > kUnaccounted)
            return {Verdict::JumpedForward, off};
        return off < -kStepBack ? ClockJudgement{Verdict::WentBack, -off} : ClockJudgement{};
    }
    if (const qint64 seen = std::max(e.last.wallMs, e.newestCommitMs); e.now.wallMs < seen - kStepBack)
        return {Verdict::WentBack, seen - e.now.wallMs};
    const qint64 newest = std::max({e.last.wallMs, e.newestCommitMs, e.newestBackupMs});
    if (newest > 0 && e.now.wallMs > newest + kOffAtMost)
        return {Verdict::JumpedForward, e.now.wallMs - newest};
    return {};
}

QList<RetentionDecision> decideRetention(const QList<RetentionItem> &items, const RetentionRule &rule, qint64 nowMs,
                                         const ClockJudgement &clock, const QTimeZone &zone)
{
    return Decider(items, rule, nowMs, zone).run(clock);
}

} // namespace plancia
