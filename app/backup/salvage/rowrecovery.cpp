// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/rowrecovery.h"

#include "app/backup/salvage/tablefinder.h"
#include "app/log/log.h"
#include "app/sql/invariants.h"
#include "app/sql/movemark.h"
#include "app/sqlitefile/payload.h"
#include "app/store/storefile.h"
#include "models/base/ids.h"

#include <algorithm>

namespace plancia::backup::salvage {

using namespace sqlitefile;

namespace {
constexpr quint64 kMaxRow = 256U << 20; ///< bytes; larger ones are refused rather than held in memory
constexpr int kComparedTenants = 2'000; ///< the rest of a big store is for the maintenance page

const QString kMigrations = QStringLiteral("schema_migrations"); ///< says what the new file is, not what the old one was
const QString kMeta = QStringLiteral("meta");
const QString kAudit = QStringLiteral("audit_log");
const QString kWords = QStringLiteral("tenant_words");

/// One table of the new file, and where its rows are looked for.
struct Searched {
    RowTarget::Table table;
    TableLayout layout; ///< in the damaged file
    RowShape shape;
    quint32 root = 0;
    bool isSure = true; ///< no row of another table or index could be taken for one of its rows
    SalvagedTable counts;
};

class Recovery {
public:
    Recovery(const PageFile &file, const RecoveryOptions &options, const CancelToken &cancel, const ProgressSink &progress)
        : m_file(file), m_options(options), m_cancel(cancel), m_progress(progress), m_walk(file, cancel)
    {
    }
    Result<Recovered> run(const DamagedCopy &copy);

private:
    Result<bool> makeTarget();
    Result<bool> findTables();
    Result<bool> readTables();
    Result<bool> countIndexes();
    Result<bool> readOrphans();
    Result<bool> finishOurs();
    Result<bool> markAgain();
    Result<bool> takePage(Searched &table, quint32 page, const std::vector<SoundCell> &cells, bool orphan);
    Result<bool> takeRow(Searched &table, quint32 page, const Cell &cell, bool orphan);
    void refuse(Searched &table, quint32 page, const QString &reason, qint64 rows = 1);
    void tell();

    const PageFile &m_file;
    const RecoveryOptions &m_options;
    const CancelToken m_cancel;
    const ProgressSink &m_progress;
    TreeWalk m_walk;
    QList<SchemaObject> m_schema;
    std::unique_ptr<RowTarget> m_target;
    QList<Searched> m_tables;
    QList<RowShape> m_shapes; ///< of every table and index
    RowRecovery m_report;
    bool m_freelistKnown = true;
    qint64 m_pages = 0;
    std::vector<FieldShape> m_fields;
    std::vector<FieldValue> m_values;
};

bool isOurs(const PageFile &file, const QList<SchemaObject> &schema)
{
    if (file.header().applicationId == store::kControlStoreId)
        return true;
    const auto has = [&](const QString &name) {
        return std::any_of(schema.begin(), schema.end(), [&name](const SchemaObject &object) { return object.name == name; });
    };
    return schema.isEmpty() || (has(kMeta) && has(kAudit));
}

Result<Recovered> Recovery::run(const DamagedCopy &copy)
{
    m_freelistKnown = !copy.facts().headerRebuilt;
    if (!m_freelistKnown)
        m_walk.noteDamage(1, QStringLiteral("header"), "the file's header is lost");
    if (copy.facts().unreadable > 0)
        m_walk.noteDamage(0, QStringLiteral("disk"), "the disk refuses parts of the file");
    m_report.logPages = copy.facts().logPages;
    for (const auto step : {&Recovery::makeTarget, &Recovery::findTables, &Recovery::readTables, &Recovery::countIndexes,
                            &Recovery::readOrphans, &Recovery::finishOurs})
        if (auto done = (this->*step)(); !done)
            return fail(done.error());
    if (auto committed = m_target->commit(); !committed)
        return fail(committed.error());
    if (auto checked = m_target->check(); !checked)
        return fail(checked.error());
    auto file = m_target->finish();
    if (!file)
        return fail(file.error());
    for (const Searched &table : std::as_const(m_tables))
        m_report.tables.append(table.counts);
    m_report.damage = m_walk.damage();
    m_report.damagedPlaces = m_walk.damagedPlaces();
    return Recovered{std::move(*file), m_report};
}

Result<bool> Recovery::makeTarget()
{
    auto schema = findSchema(m_file, m_walk);
    if (!schema)
        return fail(schema.error());
    m_schema = *schema;
    m_report.isForeign = !m_options.ours.value_or(isOurs(m_file, m_schema));
    auto target = m_report.isForeign ? RowTarget::ofSchema(m_options.folder, m_schema, m_report.skipped, m_cancel)
                                     : RowTarget::ofOurs(m_options.folder, m_options.nowMs, m_cancel);
    if (!target)
        return fail(target.error());
    m_target = std::move(*target);
    return true;
}

Result<bool> Recovery::findTables()
{
    m_shapes = {schemaShape()};
    for (const RowTarget::Index &index : m_target->indexes())
        m_shapes.append(index.shape);
    for (const RowTarget::Table &table : m_target->tables()) {
        Searched searched{table, table.layout, {}, 0, true, {table.name}};
        for (const SchemaObject &object : std::as_const(m_schema)) {
            if (object.kind != SchemaObject::Kind::Table || object.name.compare(table.name, Qt::CaseInsensitive) != 0)
                continue;
            const auto layout = parseCreateTable(object.sql);
            if (layout && layout->withoutRowid == table.layout.withoutRowid)
                searched.layout = *layout;
            searched.root = object.root;
        }
        searched.shape = shapeOf(table, searched.layout);
        m_shapes.append(searched.shape);
        if (table.name != kMigrations || m_report.isForeign)
            m_tables.append(searched);
    }
    QList<RowShape> wanted;
    QList<qsizetype> lost;
    for (qsizetype i = 0; i < m_tables.size(); ++i) {
        Searched &table = m_tables[i];
        table.isSure = std::count_if(m_shapes.begin(), m_shapes.end(), [&](const RowShape &shape) { return shape.mayBeTakenFor(table.shape); }) == 1;
        if (table.root > 1 && rootFits(m_file, table.root, table.shape))
            continue;
        lost.append(i);
        wanted.append(table.shape);
    }
    if (lost.isEmpty())
        return true;
    const auto roots = findRoots(m_file, m_walk, wanted, m_shapes, m_cancel);
    if (!roots)
        return fail(roots.error());
    for (qsizetype i = 0; i < lost.size(); ++i)
        if (Searched &table = m_tables[lost[i]]; (*roots)[i] != 0) {
            if (table.root != (*roots)[i])
                m_walk.noteDamage(table.root ? table.root : 1, table.table.name, "its root is lost, and was found by the look of the rows");
            table.root = (*roots)[i];
        }
    return true;
}

Result<bool> Recovery::readTables()
{
    for (Searched &table : m_tables) {
        if (table.root <= 1) {
            m_walk.noteDamage(1, table.table.name, "its root is lost");
            continue;
        }
        if (auto begun = m_target->begin(table.table, table.layout); !begun)
            return begun;
        auto walked = m_walk.tree(table.root, table.layout.withoutRowid, QStringLiteral("table ") + table.table.name,
                                  [&](const TreeWalk::PageView &view) -> Result<bool> {
                                      if (!view.cells.empty() && fitting(view.cells, table.shape) == 0)
                                          return false;
                                      return takePage(table, view.no, view.cells, false);
                                  });
        if (!walked)
            return walked;
    }
    return true;
}

/// An index has an entry a row, so the fullest one tells how many rows the table had.
Result<bool> Recovery::countIndexes()
{
    for (const SchemaObject &object : std::as_const(m_schema)) {
        if (object.kind != SchemaObject::Kind::Index || object.root == 0)
            continue;
        const QList<RowTarget::Index> &known = m_target->indexes();
        const auto index = std::find_if(known.begin(), known.end(), [&](const RowTarget::Index &one) { return one.name == object.name; });
        const auto table = std::find_if(m_tables.begin(), m_tables.end(), [&](const Searched &one) { return one.table.name == object.table; });
        qint64 entries = 0;
        auto walked = m_walk.tree(object.root, true, QStringLiteral("index ") + object.name, [&](const TreeWalk::PageView &view) -> Result<bool> {
            const qint64 own = index == known.end() ? 0 : fitting(view.cells, index->shape);
            if (index != known.end() && !view.cells.empty() && own == 0)
                return false;
            entries += own;
            for (const SoundCell &sound : view.cells)
                (void)m_walk.claimChain(sound.cell); // of a broken one what is left is claimed
            return true;
        });
        if (!walked)
            return walked;
        if (table != m_tables.end() && index != known.end() && !index->isPartial)
            table->counts.expected = std::max(table->counts.expected, entries);
    }
    return true;
}

Result<bool> Recovery::readOrphans()
{
    const bool mayBeOld = !m_walk.claimFreelist() || !m_freelistKnown;
    QList<QList<quint32>> pages(m_tables.size());
    std::vector<uchar> bytes(m_file.header().pageSize);
    BtreePage page;
    const auto cellsOf = [&](quint32 no, std::vector<SoundCell> &cells) {
        int unsound = 0;
        if (m_walk.isClaimed(no) || !m_file.isOrdinary(no) || !m_file.read(no, 1, bytes.data()) || !looksSound(bytes.data(), no, m_file.header())
            || !page.parse(bytes.data(), no, m_file.header()) || page.kind() == BtreePage::Kind::TableInterior)
            return false;
        cells = soundCells(page, no, m_file.header(), unsound);
        return unsound == 0 && !cells.empty();
    };
    std::vector<SoundCell> cells;
    const quint32 claimed = m_file.header().claimedPages;
    const quint32 last = claimed > 0 ? std::min(claimed, m_file.header().pageCount) : m_file.header().pageCount;
    for (quint32 no = 2; no <= last; ++no) {
        if (m_cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (!cellsOf(no, cells))
            continue;
        for (qsizetype i = 0; i < m_tables.size(); ++i)
            if (m_tables[i].isSure && pageFits(page, cells, m_tables[i].shape)) {
                pages[i].append(no);
                break;
            }
    }
    for (qsizetype i = 0; i < m_tables.size(); ++i) {
        if (mayBeOld) {
            m_report.orphansLeft += pages[i].size();
            continue;
        }
        if (pages[i].isEmpty())
            continue;
        if (auto begun = m_target->begin(m_tables[i].table, m_tables[i].layout); !begun)
            return begun;
        for (const quint32 no : std::as_const(pages[i])) {
            if (!cellsOf(no, cells)) // a row before it has it as an overflow page
                continue;
            m_walk.claim(no);
            if (auto taken = takePage(m_tables[i], no, cells, true); !taken)
                return taken;
        }
    }
    return true;
}

Result<bool> Recovery::takePage(Searched &table, quint32 page, const std::vector<SoundCell> &cells, bool orphan)
{
    for (const SoundCell &sound : cells)
        if (auto taken = takeRow(table, page, sound.cell, orphan); !taken)
            return taken;
    ++m_pages;
    tell();
    return true;
}

Result<bool> Recovery::takeRow(Searched &table, quint32 page, const Cell &cell, bool orphan)
{
    const auto refused = [&](const char *reason) {
        refuse(table, page, QLatin1String(reason));
        return true;
    };
    if (cell.payloadSize > std::min(kMaxRow, m_file.maxPayload()))
        return refused("it is longer than the file, or than we hold in memory");
    if (!m_walk.claimChain(cell))
        return refused("its overflow pages are broken, or another row's");
    const auto payload = payloadOf(m_file, cell, cell.payloadSize);
    if (!payload)
        return refused("its overflow pages are broken, or another row's");
    const auto *bytes = reinterpret_cast<const uchar *>(payload->constData());
    const auto size = static_cast<size_t>(payload->size());
    if (!parseRecord(bytes, size, size, m_fields) || !table.shape.fits(m_fields))
        return refused("it is no row of this table");
    m_values.clear();
    for (const FieldShape &field : m_fields) {
        m_values.push_back(fieldValue(field, bytes + field.offset, static_cast<size_t>(field.size), m_file.header().encoding));
        const QByteArray &text = m_values.back().bytes;
        if (table.table.isStrict && field.type == FieldShape::Type::Text && (!text.isValidUtf8() || text.contains('\0')))
            return refused("a text in it is no text");
    }
    QString reason;
    const auto outcome = m_target->insert(m_values, cell.rowid, reason);
    if (!outcome)
        return fail(outcome.error());
    if (*outcome == RowTarget::Outcome::Refused)
        refuse(table, page, reason);
    if (*outcome != RowTarget::Outcome::Taken)
        return true;
    ++table.counts.rows;
    table.counts.orphans += orphan ? 1 : 0;
    return true;
}

void Recovery::refuse(Searched &table, quint32 page, const QString &reason, qint64 rows)
{
    table.counts.refused += rows;
    for (RefusedRows &known : m_report.refused)
        if (known.table == table.table.name && known.reason == reason) {
            known.count += rows;
            return;
        }
    if (m_report.refused.size() < kMaxRefusals)
        m_report.refused.append({table.table.name, reason, page, rows});
}

void Recovery::tell()
{
    constexpr qint64 kEvery = 64;
    const qint64 size = m_file.header().pageSize;
    if (m_progress && m_pages % kEvery == 0)
        m_progress({Progress::Unit::Bytes, std::min<qint64>(m_pages, m_file.header().pageCount) * size, qint64(m_file.header().pageCount) * size, 0, -1});
}

Result<bool> Recovery::finishOurs()
{
    const auto byName = [&](const QString &name) {
        return std::find_if(m_tables.begin(), m_tables.end(), [&name](const Searched &table) { return table.table.name == name; });
    };
    auto dropped = m_target->dropDangling([&](const QString &name, qint64 rows) {
        const auto table = byName(name);
        if (table == m_tables.end())
            return;
        refuse(*table, 0, QStringLiteral("it refers to a row that is not there"), rows);
        table->counts.rows -= rows;
        table->counts.orphans = std::min(table->counts.orphans, table->counts.rows);
    });
    if (!dropped || m_report.isForeign)
        return dropped;

    sql::SqliteConnection &connection = m_target->connection();
    auto trail = connection.query("SELECT coalesce(max(commit_no), 0), coalesce(max(seq), 0), coalesce(max(at), 0), count(*) FROM audit_log");
    if (!trail)
        return fail(trail.error());
    const qint64 rows = (*trail)[0].integer(3);
    m_report.at = (*trail)[0].integer(2);
    const auto meta = byName(kMeta);
    meta->counts.expected = 1;
    Result<qint64> set = 0;
    if (meta->counts.rows == 0) {
        const QUuid known = QUuid::fromString(m_options.storeId);
        set = connection.execute("INSERT INTO meta (id, store_id, history_id, commit_no, audit_seq) VALUES (1, $1, $2, $3, $4)",
                                 {known.isNull() ? newUuid() : known, newUuid(), (*trail)[0].integer(0), (*trail)[0].integer(1)});
    } else {
        auto counted = connection.query("SELECT store_id, audit_seq FROM meta");
        if (!counted)
            return fail(counted.error());
        m_report.storeId = (*counted)[0].uuid(0).toString(QUuid::WithoutBraces);
        byName(kAudit)->counts.expected = std::max(byName(kAudit)->counts.expected, (*counted)[0].integer(1)); // they are numbered without a gap
        // The next row must not take a number that is taken.
        set = connection.execute("UPDATE meta SET commit_no = max(commit_no, $1), audit_seq = max(audit_seq, $2)",
                                 {(*trail)[0].integer(0), (*trail)[0].integer(1)});
    }
    if (!set)
        return fail(set.error());
    if (meta->counts.rows > 0 || rows > 0) {
        auto commit = connection.number("SELECT commit_no FROM meta");
        if (!commit)
            return fail(commit.error());
        m_report.commitNo = *commit;
    }
    if (const Invariant *rule = invariantByName(u"tenant-words-complete"))
        if (auto repaired = sql::repairInvariant(connection, *rule, m_cancel); !repaired)
            return fail(repaired.error());
    auto words = m_target->count(kWords);
    if (!words)
        return fail(words.error());
    // Made anew from the tenants: none of them is lost, nor does it matter which were.
    byName(kWords)->counts = {kWords, *words, *words};
    m_report.refused.removeIf([](const RefusedRows &refused) { return refused.table == kWords; });
    auto rules = sql::runInvariants(connection, m_cancel, {.comparedTenants = kComparedTenants});
    if (!rules)
        return fail(rules.error());
    for (const CheckResult &rule : *rules)
        if (rule.state == CheckResult::State::Broken)
            m_report.findings.append(rule.name);
    return markAgain();
}

/// A store that was moved away: its data lives elsewhere, whatever became of this one.
Result<bool> Recovery::markAgain()
{
    for (const SchemaObject &object : std::as_const(m_schema))
        if (object.kind == SchemaObject::Kind::Trigger && object.name == u"moved_away")
            if (const auto mark = sql::moveMarkIn(object.sql))
                return sql::setMoveMark(m_target->connection(), *mark);
    return true;
}

} // namespace

Result<Recovered> recoverRows(const DamagedCopy &copy, const RecoveryOptions &options, const CancelToken &cancel, const ProgressSink &progress)
{
    auto file = copy.open();
    if (!file)
        return fail(file.error());
    auto recovered = Recovery(*file, options, cancel, progress).run(copy);
    if (recovered)
        log::info("backup", QStringLiteral("read row by row"),
                  {{QStringLiteral("rows"), QString::number(recovered->report.rows())},
                   {QStringLiteral("damaged_places"), QString::number(recovered->report.damagedPlaces)},
                   {QStringLiteral("lost"), QString::number(recovered->report.lost())}});
    return recovered;
}

} // namespace plancia::backup::salvage
