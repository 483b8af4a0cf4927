// SPDX-License-Identifier: GPL-3.0-or-later
// Faults that came into the store unnoticed: where they came in, and the last backup without them.
#include "app/backup/shelvedbackups.h"

#include "app/backup/rot.h"
#include "app/backup/statefile.h"
#include "app/backup/verifier.h"
#include "app/log/log.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace plancia::backup {

namespace {

constexpr qsizetype kMaxNamed = 20; // pages in a sentence

/// Those of one line of history, oldest first.
QList<BackupInfo> ofHistory(const QList<BackupInfo> &backups, const QString &historyId)
{
    QList<BackupInfo> found = backups;
    found.removeIf([&](const BackupInfo &b) { return b.manifest.historyId != historyId || b.isOnlyAtSecondPlace; });
    std::ranges::sort(found, {}, [](const BackupInfo &b) { return std::pair(b.manifest.commitNo, b.manifest.startedAt); });
    return found;
}

/// The one that a new backup is held against. What was made before a risky act was held against none.
const BackupInfo *oneBefore(const QList<BackupInfo> &oldestFirst, const BackupInfo &made)
{
    const auto found = std::find_if(oldestFirst.crbegin(), oldestFirst.crend(), [&](const BackupInfo &b) {
        return b.path != made.path && isWhole(b) && b.manifest.commitNo <= made.manifest.commitNo && !b.manifest.kind.startsWith(u"before:");
    });
    return found == oldestFirst.crend() ? nullptr : &*found;
}

QString sentenceFor(const QList<DamagedPage> &pages, qsizetype count, const BackupInfo &clean)
{
    QStringList numbers;
    for (const DamagedPage &page : pages.first(std::min(kMaxNamed, pages.size())))
        numbers += page.table.isEmpty() ? QString::number(page.page) : QStringLiteral("%1 (%2)").arg(page.page).arg(page.table);
    return QStringLiteral("%1 %2%3 changed since %4 although no commit wrote there")
        .arg(count == 1 ? QStringLiteral("page") : QStringLiteral("pages"), numbers.join(QStringLiteral(", ")),
             count > kMaxNamed ? QStringLiteral(" …") : QString(), QFileInfo(clean.path).fileName());
}

} // namespace

/// A difference that no commit made is no news of the store: the backup before stays, and the new one proves nothing.
void ShelvedBackups::lookForRot(const BackupInfo &made, const CallContext &context)
{
    if (made.manifest.pageSize == 0)
        return;
    const auto all = listBackups(m_shelving.folder);
    if (!all)
        return log::write(log::Level::Warning, "backup", all.error());
    QList<BackupInfo> line = ofHistory(*all, made.manifest.historyId);
    line.removeIf([&](const BackupInfo &b) { return b.manifest.storeId != made.manifest.storeId; });
    const BackupInfo *before = oneBefore(line, made);
    if (!before)
        return;
    auto stray = strayBetween(*before, made, context);
    if (!stray)
        log::write(log::Level::Warning, "backup", stray.error());
    // A later commit mends nothing, and where one backup could not be looked at those before it stay what they are.
    const auto held = std::ranges::find(line, kRotCheck, &BackupInfo::lastCleanFor);
    const auto marked = std::ranges::find_if(line.crbegin(), line.crend(), [](const BackupInfo &b) { return !b.rot.isEmpty(); });
    QList<DamagedPage> pages = held != line.end() && marked != line.crend() ? marked->damagedPages : QList<DamagedPage>();
    if (!stray)
        stray = QList<qint64>();
    if (stray->isEmpty() && pages.isEmpty())
        return;
    addPages(pages, *stray, made, context.cancel);
    const BackupInfo &clean = held != line.end() ? *held : *before;
    const QString rot = sentenceFor(pages, std::max(stray->size(), pages.size()), clean);
    log::warning("backup", QStringLiteral("pages changed that nothing wrote"), {{QStringLiteral("path"), made.path}, {QStringLiteral("message"), rot}});
    const auto noted = changeState(placeOf(made.path), [&](BackupState &state) {
        state.rot = rot;
        state.damagedPages = pages;
        state.provedAt = 0;
        state.proofFailedAt = state.rotAt = m_clock.nowMs();
    });
    if (!noted)
        log::write(log::Level::Warning, "backup", noted.error());
    if (held == line.end())
        keepAsClean(&clean, kRotCheck, line, context);
}

Result<QList<qint64>> ShelvedBackups::strayBetween(const BackupInfo &before, const BackupInfo &made, const CallContext &context) const
{
    if (before.manifest.schemaSha256 != made.manifest.schemaSha256)
        return QList<qint64>(); // a migration wrote, which counts no commit
    auto written = m_shelving.written ? m_shelving.written(before.manifest, made.manifest, context.cancel) : std::optional<WrittenPages>();
    if (!written && before.manifest.commitNo != made.manifest.commitNo)
        return QList<qint64>(); // who knows what was written
    return strayPages(before, made, written ? *written : WrittenPages(), m_shelving.keys, context.cancel);
}

void ShelvedBackups::addPages(QList<DamagedPage> &pages, const QList<qint64> &stray, const BackupInfo &made, const CancelToken &cancel) const
{
    QList<qint64> numbers = stray;
    numbers.removeIf([&](qint64 number) { return std::ranges::find(pages, number, &DamagedPage::page) != pages.end(); });
    const auto plain = PlainStore::open(made.path, unpacking(), cancel, {});
    pages += pagesWithTables(made.manifest.file, numbers, plain ? plain->path() : QString(), made.manifest.pageSize, cancel);
    std::ranges::sort(pages, {}, &DamagedPage::page);
    pages = pages.first(std::min(kMaxDamagedPages, pages.size()));
}

/// `clean` is the last one without what the check finds; null: there is none. Another that was it is let go.
void ShelvedBackups::keepAsClean(const BackupInfo *clean, const QString &check, const QList<BackupInfo> &line, const CallContext &context)
{
    for (const BackupInfo &backup : line) {
        const bool isIt = clean && backup.path == clean->path;
        if (backup.lastCleanFor != check && !isIt)
            continue;
        if (backup.lastCleanFor == kRotCheck && check != kRotCheck)
            continue; // kept already, and until a person lets it go
        const qint64 started = m_clock.monotonicMs();
        const auto changed = changeState(placeOf(backup.path), [&](BackupState &state) { state.lastCleanFor = isIt ? check : QString(); });
        Act act{action::BackupPin, AuditResult::Done, backup.path, {}, backup.manifest, 0, context.requestId};
        act.details = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("last_clean_for"), isIt ? QJsonValue(check) : QJsonValue()}}).toJson(QJsonDocument::Compact));
        report(act, changed ? std::optional<Error>() : std::optional<Error>(changed.error()), started);
    }
}

/// A person has looked: what changed is right as it is, or does not matter any more.
void ShelvedBackups::forgetRot(const QString &historyId)
{
    const auto all = listBackups(m_shelving.folder);
    for (const BackupInfo &backup : all ? ofHistory(*all, historyId) : QList<BackupInfo>()) {
        if (backup.rot.isEmpty())
            continue;
        const auto changed = changeState(placeOf(backup.path), [](BackupState &state) {
            state.rot.clear();
            if (state.proofFailedAt == state.rotAt) // else it failed for more than that
                state.proofFailedAt = 0;
            state.rotAt = 0;
            if (state.damage.isEmpty())
                state.damagedPages.clear();
        });
        if (!changed)
            log::write(log::Level::Warning, "backup", changed.error());
    }
}

QFuture<Result<BisectReport>> ShelvedBackups::findLastClean(QString check, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("bisect"), check, m_shelving.workspace, context.cancel,
                       [this, check, context](const ProgressSink &progress) -> Result<BisectReport> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           return bisectNow(check, context, progress);
                       });
}

Result<BisectReport> ShelvedBackups::bisectNow(const QString &check, const CallContext &context, const ProgressSink &progress)
{
    if (const QStringList checks = checksHere(); !checks.contains(check))
        return fail(ErrorCode::ValChoice, {{QStringLiteral("value"), check}, {QStringLiteral("allowed"), checks.join(QStringLiteral(", "))}});
    const auto own = shelf(context);
    const auto all = own ? own->list(rule(), newestCommitMs(context)) : Result<QList<BackupInfo>>(own.error());
    if (!all)
        return fail(all.error());
    if (all->isEmpty())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), m_shelving.folder}});
    const QList<BackupInfo> line = ofHistory(*all, all->first().manifest.historyId);

    BisectReport report;
    report.check = check;
    report.backups = static_cast<int>(line.size());
    Bisection bisection(report.backups);
    while (const auto next = bisection.next()) {
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        progress({.unit = Progress::Unit::Steps, .done = report.tried, .total = std::max(bisection.most(), report.tried + 1)});
        const BackupInfo &backup = line[*next];
        const auto holds = isWhole(backup) ? holdsNow(backup.path, check, context)
                                           : Result<bool>(Error(ErrorCode::BackupDamaged, {{QStringLiteral("path"), backup.path}}));
        if (!holds && holds.error().code() == ErrorCode::InternalCancelled)
            return fail(holds.error());
        ++report.tried;
        if (!holds) {
            log::write(log::Level::Warning, "backup", holds.error());
            report.unreadable.append(backup.path);
            if (holds.error().code() == ErrorCode::BackupDamaged && isWhole(backup)) // nobody knew
                (void)changeState(placeOf(backup.path), [&](BackupState &state) {
                    state.damage = describeDamage(holds.error());
                    state.damagedPages = damagedPagesOf(holds.error());
                });
        }
        bisection.answer(*next, !holds ? Bisection::Answer::Unreadable : *holds ? Bisection::Answer::Clean : Bisection::Answer::Broken);
        if (holds && !*holds && backup.proofFailedAt == 0)
            if (const auto noted = changeState(placeOf(backup.path), [&](BackupState &state) {
                    state.provedAt = 0;
                    state.proofFailedAt = m_clock.nowMs();
                }); !noted)
                log::write(log::Level::Warning, "backup", noted.error());
    }
    const Bisection::Outcome outcome = bisection.outcome();
    report.isSteady = outcome.isSteady;
    if (outcome.lastClean >= 0 || outcome.firstBroken >= 0) // else nothing was learnt
        keepAsClean(outcome.lastClean >= 0 ? &line[outcome.lastClean] : nullptr, check, line, context);
    for (const auto &[item, to] : {std::pair(outcome.lastClean, &report.lastClean), std::pair(outcome.firstBroken, &report.firstBroken)})
        if (item >= 0) {
            auto now = found(line[item].path, context); // with what was noted
            if (!now)
                return fail(now.error());
            *to = *now;
        }
    return report;
}

} // namespace plancia::backup
