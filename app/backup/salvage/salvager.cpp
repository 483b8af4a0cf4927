// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/salvager.h"

#include "app/backup/archive/localmoments.h"
#include "app/backup/plainstore.h"
#include "app/backup/restorer.h"
#include "app/backup/room.h"
#include "app/log/log.h"
#include "app/sqlitefile/btreepage.h"
#include "app/sqlitefile/record.h"
#include "app/store/writerlock.h"

#include <QDir>
#include <QFileInfo>

namespace plancia::backup::salvage {

using Source = SalvageOffer::Source;

namespace {
constexpr int kTurnMs = 30'000;
const QString kMigrations = QStringLiteral("schema_migrations");

/// What ends the whole look, whatever else there is.
bool isFinal(ErrorCode code)
{
    return code == ErrorCode::InternalCancelled || code == ErrorCode::InternalShutDown || code == ErrorCode::IoDiskFull
        || code == ErrorCode::RestoreBusy || code == ErrorCode::DbBusy;
}

QList<SalvagedTable> tablesOf(const QMap<QString, qint64> &rows)
{
    QList<SalvagedTable> tables;
    for (auto table = rows.begin(); table != rows.end(); ++table)
        if (table.key() != kMigrations) // of the schema, not of its data
            tables.append({table.key(), -1, table.value(), 0, 0});
    return tables;
}

/// A moment that can be had, and its file.
struct Newest {
    archive::Index::Entry moment;
    archive::Materialised file;
};

/// The newest moment of the newest line of the archive that can be built.
Result<Newest> newestMoment(archive::ArchiveFolder &folder, const QString &scratch, const CancelToken &cancel, const ProgressSink &progress)
{
    const auto index = folder.index();
    if (!index)
        return fail(index.error());
    const QList<archive::Index::Entry> &moments = (*index)->moments();
    std::optional<Error> first;
    qsizetype line = -1;
    for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
        if (first && moment->line == line)
            continue; // of a line that is broken
        auto built = archive::buildMoment(folder, moment->no, scratch, cancel, progress);
        if (built)
            return Newest{*moment, std::move(*built)};
        if (isFinal(built.error().code()))
            return fail(built.error());
        line = moment->line;
        first = first.value_or(built.error());
    }
    return fail(first.value_or(Error(ErrorCode::MomentNotFound, {{QStringLiteral("path"), folder.path()}})));
}

/// Who a store of ours is, by the newest row of `meta` on any page, an old one too. It takes one look at each page.
struct Meta {
    QUuid storeId;
    qint64 commitNo = -1;
};
Meta metaIn(const DamagedCopy &copy)
{
    using namespace sqlitefile;
    using Type = FieldShape::Type;
    const auto file = copy.open();
    if (!file)
        return {};
    Meta newest;
    std::vector<uchar> bytes(file->header().pageSize);
    std::vector<FieldShape> fields;
    BtreePage page;
    Cell cell;
    for (quint32 no = 2; no <= file->header().pageCount; ++no) {
        if (!file->read(no, 1, bytes.data()) || !page.parse(bytes.data(), no, file->header()) || page.kind() != BtreePage::Kind::TableLeaf
            || page.cells() != 1 || !page.cell(0, cell) || cell.firstOverflow != 0 || cell.rowid != 1
            || !parseRecord(cell.local, cell.localSize, cell.payloadSize, fields))
            continue;
        // id, store_id, history_id, commit_no, audit_seq: 0001_base.sql
        if (fields.size() != 5 || fields[1].type != Type::Blob || fields[1].size != 16 || fields[2].type != Type::Blob || fields[2].size != 16
            || fields[3].type != Type::Integer || fields[4].type != Type::Integer)
            continue;
        const auto value = [&](size_t i) {
            return fieldValue(fields[i], cell.local + fields[i].offset, static_cast<size_t>(fields[i].size), file->header().encoding);
        };
        if (const qint64 commitNo = value(3).integer; commitNo > newest.commitNo)
            newest = {QUuid::fromRfc4122(value(1).bytes), commitNo};
    }
    return newest;
}
/// Closing another descriptor of such a file would drop the locks that SQLite holds on it.
bool isOpenHere(const QString &path)
{
    const store::FileIdentity wanted = store::fileIdentity(path);
    for (const QString &fd : QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot))
        if (wanted.inode != 0 && store::fileIdentity(QStringLiteral("/proc/self/fd/") + fd) == wanted)
            return true;
    return false;
}
} // namespace

/// A whole SQLite file that takes the store's place, and what must live as long as it is wanted.
struct Salvager::Contents {
    QString file;
    QString name;
    std::optional<RowRecovery> rows = {};
    std::shared_ptr<const void> keeps;
};

/// A copy of the damaged store, and how the original stood then.
struct Salvager::Copied {
    DamagedCopy copy;
    StoreState state;
};

Salvager::StoreState Salvager::stateNow() const
{
    return {store::fileState(m_options.place.store), store::fileState(m_options.place.store + QStringLiteral("-wal"))};
}

LostPlace Salvager::place() const
{
    LostPlace place = m_options.place;
    if (m_options.others)
        place.others = m_options.others();
    return place;
}

Result<Salvager::Copied> Salvager::copyStore(const CancelToken &cancel, const ProgressSink &progress) const
{
    const LostPlace &place = m_options.place;
    const qint64 bytes = std::max<qint64>(0, store::fileSize(place.store)) + std::max<qint64>(0, store::fileSize(place.store + QStringLiteral("-wal")));
    if (store::fileSize(place.store) < 0)
        return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), place.store}});
    if (auto made = ensureFolder(place.scratch); !made)
        return fail(made.error());
    removeLeftovers(place.scratch);
    if (auto room = requireRoom({{place.scratch, 3 * bytes}}); !room)
        return fail(room.error());
    std::optional<Result<DamagedCopy>> copy;
    StoreState state;
    auto ran = m_options.alone([&]() -> Result<bool> {
        store::WriterLock lock(place.store, place.holder);
        auto turn = store::WriterTurn::take(lock, kTurnMs, cancel);
        if (!turn)
            return fail(turn.error());
        copy = DamagedCopy::take(place.store, place.scratch, true, cancel, [&](qint64 done) {
            if (progress)
                progress({Progress::Unit::Bytes, done, 2 * bytes, 0, -1});
        });
        state = stateNow();
        return true;
    }, cancel);
    if (!ran)
        return fail(ran.error());
    if (!*copy)
        return fail(copy->error());
    return Copied{std::move(**copy), state};
}

Result<Recovered> Salvager::readRows(const DamagedCopy &copy, const QString &storeId, const CancelToken &cancel, const ProgressSink &progress) const
{
    auto recovered = recoverRows(copy, {m_options.place.scratch, true, storeId, m_clock.nowMs()}, cancel, [&](const Progress &p) {
        if (progress)
            progress({p.unit, p.total + p.done, 2 * p.total, 0, -1});
    });
    if (recovered && recovered->report.rows() == 0)
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("path"), m_options.place.store}, {QStringLiteral("message"), QStringLiteral("no row could be read")}});
    return recovered;
}

QString Salvager::storeIdOtherwise(const LostPlace &place, const QList<BackupInfo> &backups) const
{
    for (const BackupInfo &info : backups)
        if (info.manifest.engine == u"sqlite")
            return info.manifest.storeId;
    for (const QString &name : QDir(m_options.archives).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time))
        if (const QUuid id = QUuid::fromString(name); !id.isNull() && !place.others.contains(id))
            return id.toString(QUuid::WithoutBraces);
    return {};
}

std::optional<BackupInfo> Salvager::bestBackup(const QList<BackupInfo> &backups, const QString &storeId) const
{
    using State = BackupInfo::State;
    for (const State state : {State::Proved, State::Verified, State::Unverified})
        for (const BackupInfo &info : backups)
            if (info.state == state && info.manifest.engine == u"sqlite"
                && (storeId.isEmpty() || QUuid::fromString(info.manifest.storeId) == QUuid::fromString(storeId)))
                return info;
    return {};
}

Result<SalvageOffer> Salvager::offerArchive(const QString &storeId, const CancelToken &cancel, const ProgressSink &progress) const
{
    SalvageOffer offer;
    offer.source = Source::Archive;
    const QUuid id = QUuid::fromString(storeId);
    const QString path = m_options.archives + u'/' + id.toString(QUuid::WithoutBraces);
    if (id.isNull() || !QFileInfo(path).isDir()) {
        offer.refusal = Error(ErrorCode::MomentNotFound, {{QStringLiteral("path"), m_options.archives}});
        return offer;
    }
    archive::ArchiveFolder folder(path, id, m_options.place.folder, m_options.place.keys);
    const auto newest = newestMoment(folder, m_options.place.scratch, cancel, progress);
    if (!newest && isFinal(newest.error().code()))
        return fail(newest.error());
    if (!newest) {
        offer.refusal = newest.error();
        return offer;
    }
    offer.at = newest->moment.at;
    offer.commitNo = newest->moment.no;
    offer.tables = tablesOf(newest->file.facts.rows);
    return offer;
}

SalvageOffer Salvager::offerBackup(const QList<BackupInfo> &backups, const QString &storeId) const
{
    SalvageOffer offer;
    offer.source = Source::Backup;
    const auto best = bestBackup(backups, storeId);
    if (!best) {
        offer.refusal = Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), m_options.place.folder}});
        return offer;
    }
    offer.at = best->manifest.startedAt;
    offer.commitNo = best->manifest.commitNo;
    offer.name = QFileInfo(best->path).fileName();
    offer.proved = best->state == BackupInfo::State::Proved;
    offer.tables = tablesOf(best->manifest.rows);
    return offer;
}

Result<SalvagePlan> Salvager::look(const CancelToken &cancel, const ProgressSink &progress) const
{
    SalvagePlan plan;
    plan.store = m_options.place.store;
    const LostPlace place = this->place();
    const auto backups = backupsWithout(place.folder, place.others);
    if (!backups)
        return fail(backups.error());
    SalvageOffer read;
    read.source = Source::Rows;
    {
        const auto copy = copyStore(cancel, progress);
        const auto recovered = copy ? readRows(copy->copy, storeIdOtherwise(place, *backups), cancel, progress) : Result<Recovered>(copy.error());
        if (!recovered && isFinal(recovered.error().code()))
            return fail(recovered.error());
        if (recovered)
            plan.rows = recovered->report;
        else
            read.refusal = recovered.error();
    } // the copies go before the archive needs the room
    const QString storeId = plan.rows.storeId.isEmpty() ? storeIdOtherwise(place, *backups) : plan.rows.storeId;
    auto archived = offerArchive(storeId, cancel, progress);
    if (!archived)
        return fail(archived.error());
    const SalvageOffer saved = offerBackup(*backups, storeId);
    for (SalvagedTable &table : plan.rows.tables)
        if (table.expected < 0)
            table.expected = std::max(saved.rowsOf(table.name), archived->rowsOf(table.name));
    read.at = plan.rows.at;
    read.commitNo = plan.rows.commitNo;
    read.tables = plan.rows.tables;
    read.findings = plan.rows.findings;
    plan.offers = {*archived, saved, read};
    for (const SalvageOffer &offer : std::as_const(plan.offers))
        plan.lastCommit = std::max(plan.lastCommit, offer.commitNo);
    for (const BackupInfo &info : *backups)
        if (QUuid::fromString(info.manifest.storeId) == QUuid::fromString(storeId))
            plan.lastCommit = std::max(plan.lastCommit, info.manifest.commitNo);
    if (!read.isPossible() && read.refusal->code() == ErrorCode::FileNotFound && !archived->isPossible() && !saved.isPossible())
        return fail(*read.refusal);
    return plan;
}

Result<Salvager::Contents> Salvager::fetch(Source source, const DamagedCopy *copy, const QString &storeId, const CancelToken &cancel,
                                           const ProgressSink &progress) const
{
    const LostPlace place = this->place();
    if (source == Source::Rows) {
        if (!copy)
            return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), place.store}});
        auto recovered = readRows(*copy, storeId, cancel, progress);
        if (!recovered)
            return fail(recovered.error());
        const std::shared_ptr<const PendingFile> kept = std::move(recovered->file);
        return Contents{kept->path(), {}, recovered->report, kept};
    }
    if (source == Source::Archive) {
        const QUuid id = QUuid::fromString(storeId);
        archive::ArchiveFolder folder(m_options.archives + u'/' + id.toString(QUuid::WithoutBraces), id, place.folder, place.keys);
        auto newest = newestMoment(folder, place.scratch, cancel, progress);
        if (!newest)
            return fail(newest.error());
        const auto kept = std::make_shared<const archive::Materialised>(std::move(newest->file));
        return Contents{kept->file.path(), {}, {}, kept};
    }
    const auto backups = backupsWithout(place.folder, place.others);
    if (!backups)
        return fail(backups.error());
    const auto best = bestBackup(*backups, storeId);
    if (!best)
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.folder}});
    if (auto verified = m_engine.verify(best->path, cancel, progress); !verified) // whole, against its hashes
        return fail(verified.error());
    auto plain = PlainStore::open(best->path, {place.scratch, place.keys}, cancel, {});
    if (!plain)
        return fail(plain.error());
    const auto kept = std::make_shared<const PlainStore>(std::move(*plain));
    return Contents{kept->path(), QFileInfo(best->path).fileName(), {}, kept};
}

Result<SalvageReport> Salvager::apply(Source source, const QString &requestId, const CancelToken &cancel, const ProgressSink &progress) const
{
    const LostPlace place = this->place();
    if (m_options.readOnly)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), place.store}});
    if (auto made = ensureFolder(place.scratch); !made)
        return fail(made.error());
    const auto backups = backupsWithout(place.folder, place.others);
    if (!backups)
        return fail(backups.error());
    const auto copied = copyStore(cancel, progress);
    if (!copied && isFinal(copied.error().code()))
        return fail(copied.error());
    const Meta meta = copied ? metaIn(copied->copy) : Meta();
    const QString storeId = meta.storeId.isNull() ? storeIdOtherwise(place, *backups) : meta.storeId.toString(QUuid::WithoutBraces);
    auto contents = fetch(source, copied ? &copied->copy : nullptr, storeId, cancel, progress);
    if (!contents)
        return fail(contents.error());
    if (auto room = requireRoom({{place.scratch, 2 * store::fileSize(contents->file)}}); !room)
        return fail(room.error());
    auto scratch = ScratchStore::copy(contents->file, place.scratch, cancel, {});
    if (!scratch)
        return fail(scratch.error());
    auto migrations = sql::Migrations::load(QStringLiteral(":/sql/sqlite/control"));
    if (!migrations)
        return fail(migrations.error());
    const auto found = scratch->prepare(0, *migrations, m_clock.nowMs(), cancel);
    if (!found)
        return fail(found.error());

    SalvageReport report;
    report.source = source;
    report.name = contents->name;
    QJsonObject details{{QStringLiteral("from"), toString(source)}};
    if (!contents->name.isEmpty())
        details.insert(QStringLiteral("backup"), contents->name);
    if (contents->rows) {
        report.rows = *contents->rows;
        QJsonObject rows;
        for (const SalvagedTable &table : std::as_const(report.rows.tables))
            rows.insert(table.name, QJsonObject{{QStringLiteral("rows"), table.rows}, {QStringLiteral("lost"), table.lost()}, {QStringLiteral("refused"), table.refused}});
        details.insert(QStringLiteral("rows"), rows);
    }
    const auto append = [&](sql::Connection &connection, const QJsonObject &all) { return m_options.append(connection, all, requestId); };
    const qint64 known = found->head.storeId == meta.storeId ? meta.commitNo : -1;
    std::optional<Result<RestoreReport>> placed;
    auto ran = m_options.alone([&]() -> Result<bool> {
        if (copied && stateNow() != copied->state)
            return fail(ErrorCode::RestoreBusy, {{QStringLiteral("path"), place.store}, {QStringLiteral("message"), QStringLiteral("it was written to meanwhile")}});
        placed = putInPlace(place, *scratch, *found, known, details, append, m_clock, cancel);
        return true;
    }, cancel);
    if (!ran)
        return fail(ran.error());
    if (!*placed)
        return fail(placed->error());
    const RestoreReport &done = **placed;
    report.setAside = done.setAside;
    report.commitBefore = done.commitBefore;
    report.commitAfter = done.commitAfter;
    report.restoredCommit = done.restoredCommit;
    report.historyId = done.historyId;
    report.rowsAfter = done.rowsAfter;
    report.findings = done.findings;
    log::info("backup", QStringLiteral("salvaged a damaged store"),
              {{QStringLiteral("from"), toString(source)}, {QStringLiteral("aside"), report.setAside},
               {QStringLiteral("commit"), QString::number(report.commitAfter)}});
    return report;
}

Result<RowRecovery> Salvager::recover(const QString &from, const QString &to, const CancelToken &cancel, const ProgressSink &progress) const
{
    const QFileInfo target(to);
    if (target.exists())
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), to}});
    if (auto room = requireRoom({{target.absolutePath(), 2 * std::max<qint64>(0, store::fileSize(from))}}); !room)
        return fail(room.error());
    std::optional<Result<DamagedCopy>> copy;
    const auto take = [&]() -> Result<bool> {
        if (isOpenHere(from))
            return fail(ErrorCode::RestoreBusy, {{QStringLiteral("path"), from}, {QStringLiteral("message"), QStringLiteral("this program has it open")}});
        copy = DamagedCopy::take(from, target.absolutePath(), false, cancel, {});
        return true;
    };
    const bool isOwn = store::fileIdentity(from) == store::fileIdentity(m_options.place.store);
    if (auto ran = isOwn ? m_options.alone(take, cancel) : take(); !ran)
        return fail(ran.error());
    if (!*copy)
        return fail(copy->error());
    auto recovered = recoverRows(**copy, {target.absolutePath(), {}, {}, m_clock.nowMs()}, cancel, progress);
    if (!recovered)
        return fail(recovered.error());
    if (recovered->report.rows() == 0)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), from}, {QStringLiteral("message"), QStringLiteral("no row could be read")}});
    auto published = recovered->file->publish(target.fileName());
    return published ? Result<RowRecovery>(recovered->report) : Result<RowRecovery>(published.error());
}

} // namespace plancia::backup::salvage
