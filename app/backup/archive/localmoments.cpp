// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/localmoments.h"

#include "app/backup/archive/bases.h"
#include "app/backup/plainstore.h"
#include "app/log/log.h"
#include "app/store/localstore.h"

#include <algorithm>

namespace plancia::backup::archive {

namespace {

constexpr int kLockMs = 30'000;
constexpr int kMaxBars = 2000;
constexpr int kMaxName = 200;
constexpr qsizetype kMaxNames = 1000; ///< the oldest names go then; their moments thin out as any
constexpr qint64 kBaseRetryMs = 10 * 60'000;

/// Waits for the store on a thread that is not the store's.
template <class T>
T wait(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

Error noMoment(qint64 commitNo) { return Error(ErrorCode::MomentNotFound, {{QStringLiteral("commit"), QString::number(commitNo)}}); }

Result<QString> checkedName(const QString &name)
{
    const QString field = QStringLiteral("name");
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return fail(ErrorCode::ValRequired, {{QStringLiteral("field"), field}});
    if (trimmed.size() > kMaxName)
        return fail(ErrorCode::ValTooLong, {{QStringLiteral("field"), field}, {QStringLiteral("maximum"), QString::number(kMaxName)}});
    for (const QChar c : trimmed)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            return fail(ErrorCode::ValControlChars, {{QStringLiteral("field"), field}});
    return trimmed;
}

} // namespace

Result<Materialised> buildMoment(ArchiveFolder &folder, qint64 commitNo, const QString &scratch, const CancelToken &cancel,
                                 const ProgressSink &progress)
{
    auto reading = folder.lockForReading(kLockMs);
    if (!reading)
        return fail(reading.error());
    auto index = folder.index();
    if (!index)
        return fail(index.error());
    auto route = (*index)->route(commitNo);
    if (!route)
        return fail(route.error());
    if (auto made = ensureFolder(scratch); !made)
        return fail(made.error());
    auto base = PlainStore::open(folder.backups() + u'/' + route->base.name, {scratch, folder.keys()}, cancel, {});
    if (!base)
        return fail(base.error());
    return materialise(*route, commitNo, base->path(), scratch, cancel, progress);
}

LocalMoments::LocalMoments(Options options)
    : m_options(std::move(options))
    , m_folder(m_options.archiver->sharedFolder())
    , m_archiver(m_options.archiver)
{
    m_options.store.setWalKeeper(m_archiver);
    if (m_options.longRunning)
        m_archiver->follow([this] { baseWanted(); });
}

LocalMoments::~LocalMoments()
{
    m_closing.cancel();
    m_archiver->stop(); // it asks for no base any more
    m_bases.stop();
    m_builder.stop();
    m_worker.stop();
}

/// With the newest commits in it.
Result<std::shared_ptr<const Index>> LocalMoments::freshIndex()
{
    if (auto kept = m_archiver->keepNow(); !kept)
        log::write(log::Level::Debug, "archive", kept.error()); // status() tells; what is kept can be had
    return m_folder->index();
}

QFuture<Result<ArchiveStatus>> LocalMoments::status(CallContext context)
{
    return m_worker.run([this, context] { return statusNow(context); });
}

Result<ArchiveStatus> LocalMoments::statusNow(const CallContext &context)
{
    auto index = freshIndex();
    if (!index)
        return fail(index.error());
    auto live = wait(m_options.store.commitNo(context));
    if (!live)
        return fail(live.error());
    const Index &all = **index;
    ArchiveStatus status;
    status.enabled = m_folder->isOn();
    status.maxBytes = m_options.maxBytes ? m_options.maxBytes() : 0;
    status.problem = m_archiver->problem();
    status.moments = all.moments().size();
    for (const RecordHead &record : all.records())
        status.bytes += record.fileBytes;
    for (const Index::Line &line : all.lines())
        if (line.gap.from > 0)
            status.gaps.append(line.gap);
    status.baseMissing = status.enabled && !all.newestLineHasBase();
    const qint64 last = all.lastCommit();
    if (status.enabled && last >= 0)
        status.waiting = std::max<qint64>(0, *live - last);
    if (!all.moments().isEmpty()) {
        auto ends = describe({all.moments().first(), all.moments().last()}, context);
        if (!ends)
            return fail(ends.error());
        status.oldest = ends->first();
        status.newest = ends->last();
        // Offered until the store goes on: then they stay in the archive, and a gap says so.
        const bool goneOn = last >= 0 && last <= *live && all.lines().last().gap.reason == ArchiveGap::Reason::StoreBehind;
        if (status.newest->commitNo > *live && !goneOn)
            status.lostTo = status.newest->commitNo;
    }
    for (const ArchiveFolder::Name &name : m_folder->names())
        if (all.moment(name.commitNo)) {
            Moment moment;
            moment.commitNo = name.commitNo;
            moment.at = name.at;
            moment.name = name.name;
            status.named.append(moment);
        }
    return status;
}

Result<QList<Moment>> LocalMoments::describe(const Entries &entries, const CallContext &context)
{
    QHash<qint64, QString> names;
    for (const ArchiveFolder::Name &name : m_folder->names())
        names.insert(name.commitNo, name.name);
    // A commit's audit row is the newest one that its state has; of a commit that was no act, that row is an older one's.
    return wait(m_options.store.read<QList<Moment>>(context, [&](sql::Connection &connection) -> Result<QList<Moment>> {
        QList<Moment> moments;
        for (const Index::Entry &entry : entries) {
            Moment moment;
            moment.commitNo = entry.no;
            moment.at = entry.at;
            moment.name = names.value(entry.no);
            auto rows = connection.query("SELECT action, object_kind, object_name, actor_name FROM audit_log"
                                         " WHERE seq = $1 AND commit_no = $2",
                                         {entry.auditSeq, entry.no});
            if (!rows)
                return fail(rows.error());
            if (!rows->isEmpty()) {
                moment.action = (*rows)[0].text(0);
                moment.objectKind = (*rows)[0].text(1);
                moment.objectName = (*rows)[0].text(2);
                moment.actor = (*rows)[0].text(3);
            }
            moments.append(moment);
        }
        return moments;
    }));
}

Result<Moment> LocalMoments::describeOne(const Index::Entry &entry, const CallContext &context)
{
    auto moments = describe({entry}, context);
    return moments ? Result<Moment>(moments->first()) : Result<Moment>(moments.error());
}

QFuture<Result<QList<MomentBar>>> LocalMoments::histogram(qint64 since, qint64 until, int bars, CallContext context)
{
    return m_worker.run([this, since, until, bars, context]() -> Result<QList<MomentBar>> {
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (bars < 1 || bars > kMaxBars || until <= since)
            return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("bars")}, {QStringLiteral("minimum"), QStringLiteral("1")},
                                              {QStringLiteral("maximum"), QString::number(kMaxBars)}});
        auto index = m_folder->index();
        if (!index)
            return fail(index.error());
        QList<MomentBar> all(bars);
        const auto edge = [&](int bar) { return since + static_cast<qint64>(static_cast<double>(until - since) * bar / bars); };
        for (int i = 0; i < bars; ++i)
            all[i] = {edge(i), edge(i + 1), 0, -1, -1};
        for (const Index::Entry &entry : (*index)->moments()) {
            if (entry.at < since || entry.at >= until)
                continue;
            auto i = static_cast<int>(static_cast<double>(entry.at - since) / static_cast<double>(until - since) * bars);
            MomentBar &bar = all[std::clamp(i, 0, bars - 1)];
            ++bar.commits;
            bar.firstCommit = bar.firstCommit < 0 ? entry.no : bar.firstCommit;
            bar.lastCommit = entry.no;
        }
        return all;
    });
}

QFuture<Result<Page<Moment>>> LocalMoments::page(qint64 since, Anchor anchor, int limit, CallContext context)
{
    return m_worker.run([this, since, anchor, limit, context]() -> Result<Page<Moment>> {
        auto index = freshIndex();
        if (!index)
            return fail(index.error());
        Entries entries; // newest first
        for (auto entry = (*index)->moments().crbegin(); entry != (*index)->moments().crend(); ++entry)
            if (entry->at >= since)
                entries.append(*entry);
        const auto rows = static_cast<qsizetype>(std::clamp(limit, 1, kMaxPageRows));
        qsizetype begin = 0;
        if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
            bool number = false;
            const qint64 at = anchor.cursor.toLongLong(&number);
            if (!number)
                return fail(ErrorCode::ValCursor);
            const auto after = std::ranges::find_if(entries, [&](const auto &e) { return anchor.kind == Anchor::Kind::After ? e.no < at : e.no <= at; });
            begin = after - entries.begin();
            if (anchor.kind == Anchor::Kind::Before)
                begin = std::max<qsizetype>(0, begin - rows);
        } else if (anchor.kind == Anchor::Kind::End) {
            begin = std::max<qsizetype>(0, entries.size() - rows);
        } else if (anchor.kind == Anchor::Kind::Share) {
            begin = static_cast<qsizetype>(std::clamp(anchor.share, 0.0, 1.0) * static_cast<double>(std::max<qsizetype>(0, entries.size() - rows)));
        }
        auto moments = describe(entries.mid(begin, rows), context);
        if (!moments)
            return fail(moments.error());
        Page<Moment> page;
        page.items = *moments;
        page.hasBefore = begin > 0 && !entries.isEmpty();
        page.hasAfter = begin + page.items.size() < entries.size();
        if (!page.items.isEmpty()) {
            page.firstCursor = QString::number(page.items.first().commitNo);
            page.lastCursor = QString::number(page.items.last().commitNo);
            page.firstShare = static_cast<double>(begin) / static_cast<double>(entries.size());
            page.lastShare = static_cast<double>(begin + page.items.size()) / static_cast<double>(entries.size());
        }
        return page;
    });
}

QFuture<Result<Moment>> LocalMoments::at(qint64 timeMs, CallContext context)
{
    return m_worker.run([this, timeMs, context]() -> Result<Moment> {
        auto index = freshIndex();
        if (!index)
            return fail(index.error());
        const Entries &entries = (*index)->moments();
        for (const Index::Line &line : (*index)->lines())
            if (line.gap.from > 0 && timeMs > line.gap.from && timeMs < line.gap.until)
                return fail(ErrorCode::ArchiveGap, {{QStringLiteral("message"), toString(line.gap.reason)}});
        const auto found = std::find_if(entries.crbegin(), entries.crend(), [&](const auto &entry) { return entry.at <= timeMs; });
        return found == entries.crend() ? Result<Moment>(Error(ErrorCode::MomentNotFound)) : describeOne(*found, context);
    });
}

QFuture<Result<Moment>> LocalMoments::byCommit(qint64 commitNo, CallContext context)
{
    return m_worker.run([this, commitNo, context]() -> Result<Moment> {
        auto index = freshIndex();
        if (!index)
            return fail(index.error());
        if (auto route = (*index)->route(commitNo); !route)
            return fail(route.error());
        const Index::Entry *entry = (*index)->moment(commitNo);
        return entry ? describeOne(*entry, context) : Result<Moment>(noMoment(commitNo));
    });
}

QFuture<Result<MomentPreview>> LocalMoments::preview(qint64 commitNo, CallContext context)
{
    return m_options.tasks.run(m_builder, QStringLiteral("moment"), QString::number(commitNo), m_options.workspace, context.cancel,
                               [this, commitNo, context](const ProgressSink &progress) {
                                   const CancelLink byEnd(m_closing, context.cancel);
                                   return previewNow(commitNo, context, progress);
                               });
}

Result<MomentPreview> LocalMoments::previewNow(qint64 commitNo, const CallContext &context, const ProgressSink &progress)
{
    auto index = freshIndex();
    if (!index)
        return fail(index.error());
    auto built = buildMoment(*m_folder, commitNo, m_options.scratch, context.cancel, progress);
    if (!built)
        return fail(built.error());
    StoreFacts now;
    auto counted = m_options.store.withSourceHandle([&](sqlite3 *handle) -> Result<bool> {
        auto facts = readFacts(handle, context.cancel);
        if (!facts)
            return fail(facts.error());
        now = *facts;
        return true;
    });
    if (!counted)
        return fail(counted.error());
    MomentPreview preview;
    if (const Index::Entry *entry = (*index)->moment(commitNo)) {
        auto described = describeOne(*entry, context);
        if (!described)
            return fail(described.error());
        preview.moment = *described;
    }
    preview.commitsSince = std::max<qint64>(0, now.commitNo - commitNo);
    for (auto it = built->facts.rows.cbegin(); it != built->facts.rows.cend(); ++it)
        preview.tables.insert(it.key(), {now.rows.value(it.key(), -1), it.value()});
    for (auto it = now.rows.cbegin(); it != now.rows.cend(); ++it)
        if (!preview.tables.contains(it.key()))
            preview.tables.insert(it.key(), {it.value(), -1});
    const MomentPreview::Rows acts = preview.tables.value(QStringLiteral("audit_log"));
    preview.actsSince = std::max<qint64>(0, acts.now - acts.then);
    return preview;
}

QFuture<Result<RestoreReport>> LocalMoments::restore(qint64 commitNo, CallContext context)
{
    const QString what = QStringLiteral("moment %1").arg(commitNo);
    // On the thread of the backups, which outlive this: nothing of this object is used there.
    return m_options.backups.restoreFrom(what, [folder = m_folder, archiver = m_archiver, scratch = m_options.scratch, commitNo, what](
                                                   Act &, const CancelToken &cancel, const ProgressSink &progress) -> Result<RestoreSource> {
        if (auto kept = archiver->keepNow(); !kept)
            log::write(log::Level::Debug, "archive", kept.error());
        auto index = folder->index();
        if (!index)
            return fail(index.error());
        auto built = buildMoment(*folder, commitNo, scratch, cancel, progress);
        if (!built)
            return fail(built.error());
        const Index::Entry *entry = (*index)->moment(commitNo);
        const auto file = std::make_shared<const Materialised>(std::move(*built));
        return RestoreSource{file->file.path(), what, entry ? entry->at : 0, false, file};
    }, std::move(context));
}

QFuture<Result<ArchiveStatus>> LocalMoments::setEnabled(bool enabled, CallContext context)
{
    return m_bases.run([this, enabled, context]() -> Result<ArchiveStatus> {
        const CancelLink byEnd(m_closing, context.cancel);
        if (m_folder->isOn() != enabled) {
            if (auto set = m_archiver->setOn(enabled); !set)
                return fail(set.error());
            const QString state = enabled ? QStringLiteral("archive on") : QStringLiteral("archive off");
            if (auto recorded = wait(m_options.record(action::BackupPolicy, state, context)); !recorded)
                log::write(log::Level::Warning, "archive", recorded.error());
        }
        if (enabled) {
            if (auto kept = m_archiver->keepNow(); !kept)
                return fail(kept.error());
            auto index = m_folder->index();
            if (!index)
                return fail(index.error());
            if (!(*index)->newestLineHasBase())
                if (auto made = makeBaseNow(context); !made)
                    return fail(made.error());
        }
        return statusNow(context);
    });
}

Result<Base> LocalMoments::makeBaseNow(const CallContext &context)
{
    return makeBase(*m_archiver, [&] { return wait(m_options.backups.create({{}, QStringLiteral("base"), {}}, context)); });
}

/// On the archiver's thread.
void LocalMoments::baseWanted()
{
    if (m_closing.isCancelled() || m_options.clock.monotonicMs() < m_baseNotBefore.load() || m_basePending.exchange(true))
        return;
    m_bases.post([this] {
        CallContext context;
        const CancelLink byEnd(m_closing, context.cancel);
        auto made = makeBaseNow(context);
        if (!made && made.error().code() != ErrorCode::InternalCancelled) {
            log::write(log::Level::Warning, "archive", made.error());
            m_baseNotBefore = m_options.clock.monotonicMs() + kBaseRetryMs;
        }
        m_basePending = false;
    });
}

QFuture<Result<Moment>> LocalMoments::nameMoment(QString name, CallContext context)
{
    return m_worker.run([this, name, context]() -> Result<Moment> {
        const auto checked = checkedName(name);
        if (!checked)
            return fail(checked.error());
        // The row of the trail is the moment: its commit changes nothing else.
        auto recorded = wait(m_options.record(action::MomentName, *checked, context));
        if (!recorded)
            return fail(recorded.error());
        auto lock = m_folder->lock(kLockMs);
        if (!lock)
            return fail(lock.error());
        QList<ArchiveFolder::Name> names = m_folder->names();
        names.append({recorded->commitNo, m_options.clock.nowMs(), *checked});
        if (names.size() > kMaxNames)
            names.remove(0, names.size() - kMaxNames);
        if (auto written = m_folder->writeNames(names); !written)
            return fail(written.error());
        Moment moment;
        moment.commitNo = recorded->commitNo;
        moment.at = recorded->at;
        moment.name = *checked;
        moment.action = recorded->action;
        moment.objectKind = recorded->objectKind;
        moment.objectName = recorded->objectName;
        moment.actor = recorded->actorName;
        return moment;
    });
}

} // namespace plancia::backup::archive
