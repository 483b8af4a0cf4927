// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/sqlitecompare.h"

#include "app/backup/compare/tablemerge.h"
#include "app/sqlitefile/schema.h"

#include <map>

namespace plancia::backup {

using namespace sqlitefile;
using State = TableComparison::State;

namespace {

constexpr quint32 kOurStore = 0x504c414e; // "PLAN": store::kControlStoreId
const QLatin1String kSchemaTable("sqlite_schema");

/// SQLite's own tables follow from the others.
bool isOwn(const QString &name) { return name.startsWith(QLatin1String("sqlite_"), Qt::CaseInsensitive); }

using Objects = std::map<QString, SchemaObject>; ///< by "kind name" in lower case; tables by name

class Comparer {
public:
    Comparer(PageFile left, PageFile right, Results &results, const CancelToken &cancel, const ProgressSink &progress)
        : m_left(std::move(left)), m_right(std::move(right)), m_results(results), m_cancel(cancel), m_progress(progress)
    {
    }

    Result<QList<TableComparison>> run()
    {
        Objects leftObjects, rightObjects;
        for (auto [file, objects] : {std::pair(&m_left, &leftObjects), std::pair(&m_right, &rightObjects)})
            if (auto read = readObjects(*file, *objects); !read)
                return fail(read.error());

        std::map<QString, std::pair<const SchemaObject *, const SchemaObject *>> tables;
        for (const auto &[key, object] : leftObjects)
            if (object.kind == SchemaObject::Kind::Table && object.root > 0)
                tables[key].first = &object;
        for (const auto &[key, object] : rightObjects)
            if (object.kind == SchemaObject::Kind::Table && object.root > 0)
                tables[key].second = &object;
        for (const auto &[key, sides] : tables) {
            auto table = compareTable(sides.first, sides.second);
            if (!table)
                return fail(table.error());
            m_tables.append(std::move(*table));
        }
        if (auto table = compareSchema(leftObjects, rightObjects); !table)
            return fail(table.error());
        return m_tables;
    }

private:
    /// Everything that a schema holds; what cannot be listed whole cannot be compared.
    Result<bool> readObjects(const PageFile &file, Objects &objects)
    {
        const Schema schema = readSchema(file, m_cancel);
        if (schema.damage)
            return fail(*schema.damage);
        for (const SchemaObject &object : schema.objects)
            if (!isOwn(object.name))
                objects.insert({toString(object.kind) + u' ' + object.name.toLower(), object});
        return true;
    }

    std::optional<TableSide> sideOf(const PageFile &file, const SchemaObject &object)
    {
        auto layout = parseCreateTable(object.sql);
        if (!layout)
            return {};
        TableSide side{&file, object.root, std::move(*layout)};
        side.uuids = file.header().applicationId == kOurStore;
        side.findPositions();
        return side;
    }

    Result<TableComparison> compareTable(const SchemaObject *left, const SchemaObject *right)
    {
        TableComparison table;
        table.table = left ? left->name : right->name;
        if (!left || !right) {
            table.state = left ? State::OnlyLeft : State::OnlyRight;
            auto rows = countRows(left ? m_left : m_right, (left ? left : right)->root);
            if (!rows)
                return fail(rows.error());
            (left ? table.leftRows : table.rightRows) = *rows;
            (left ? table.removed : table.added) = *rows;
            return table;
        }
        const auto a = sideOf(m_left, *left);
        const auto b = sideOf(m_right, *right);
        if (a && b) {
            TableMerge merge(*a, *b, m_results, static_cast<int>(m_tables.size()));
            if (auto done = merge.run(table, m_cancel, [this](quint64 pages) { advance(pages); }); !done)
                return fail(done.error());
        } else {
            table.state = State::NotComparable;
            table.message = QStringLiteral("its definition cannot be understood");
        }
        if (table.state == State::NotComparable)
            for (auto [file, object, to] : {std::tuple(&m_left, left, &table.leftRows), std::tuple(&m_right, right, &table.rightRows)}) {
                auto rows = countRows(*file, object->root);
                if (!rows)
                    return fail(rows.error());
                *to = *rows;
            }
        return table;
    }

    Result<qint64> countRows(const PageFile &file, quint32 root)
    {
        TreeCursor cursor(file, root);
        qint64 rows = 0;
        for (qint64 step = 0; cursor.atLeaf() || cursor.row(); ++step) {
            if (step % 1024 == 0 && m_cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            if (cursor.atLeaf()) {
                rows += cursor.leafRows();
                cursor.skipLeaf();
            } else {
                ++rows;
                cursor.next();
            }
        }
        if (cursor.failed())
            return fail(file.error(cursor.damage()));
        return rows;
    }

    /// Tables, indexes, views and triggers by the statements that made them.
    Result<bool> compareSchema(const Objects &left, const Objects &right)
    {
        TableComparison table;
        table.table = kSchemaTable;
        table.leftRows = static_cast<qint64>(left.size());
        table.rightRows = static_cast<qint64>(right.size());
        const auto note = [&](RowDifference::Kind kind, const SchemaObject &object, const QString *before, const QString *after) -> Result<bool> {
            const auto shown = [](const QString *sql) {
                return sql ? ShownValue{ShownValue::Kind::Text, sql->left(kMaxShownChars), sql->size() > kMaxShownChars} : ShownValue();
            };
            (kind == RowDifference::Kind::Added ? table.added : kind == RowDifference::Kind::Removed ? table.removed : table.changed) += 1;
            auto kept = m_results.add(static_cast<int>(m_tables.size()), {kind, toString(object.kind) + u' ' + object.name,
                                                                          {{QStringLiteral("sql"), shown(before), shown(after)}}});
            table.kept += kept && *kept ? 1 : 0;
            return kept;
        };
        for (const auto &[key, object] : left) {
            const auto other = right.find(key);
            Result<bool> noted = true;
            if (other == right.end())
                noted = note(RowDifference::Kind::Removed, object, &object.sql, nullptr);
            else if (other->second.sql != object.sql)
                noted = note(RowDifference::Kind::Changed, object, &object.sql, &other->second.sql);
            if (!noted)
                return noted;
        }
        for (const auto &[key, object] : right)
            if (!left.contains(key))
                if (auto noted = note(RowDifference::Kind::Added, object, nullptr, &object.sql); !noted)
                    return noted;
        table.state = table.differences() ? State::Different : State::Same;
        m_tables.append(std::move(table));
        return true;
    }

    void advance(quint64 pages)
    {
        const qint64 total = qint64(m_left.header().pageCount) * m_left.header().pageSize
                             + qint64(m_right.header().pageCount) * m_right.header().pageSize;
        m_done = std::min(total, m_done + static_cast<qint64>(pages) * m_left.header().pageSize);
        if (m_progress)
            m_progress({Progress::Unit::Bytes, m_done, total, 0, -1});
    }

    const PageFile m_left, m_right;
    Results &m_results;
    const CancelToken &m_cancel;
    const ProgressSink &m_progress;
    QList<TableComparison> m_tables;
    qint64 m_done = 0;
};

} // namespace

Error notComparable(const Error &cause, const QString &path)
{
    const bool damaged = cause.code() == ErrorCode::StoreDamaged;
    if (!damaged && cause.code() != ErrorCode::StoreForeignFile)
        return cause;
    const QString why = damaged ? QStringLiteral("%1 is damaged: %2").arg(cause.fact(u"path"), cause.fact(u"message"))
                                : QStringLiteral("%1 is no SQLite file").arg(path);
    return Error(ErrorCode::ValNotComparable, {{QStringLiteral("message"), why}}, cause);
}

Result<QList<TableComparison>> compareFiles(const CompareFile &left, const CompareFile &right, Results &results,
                                            const CancelToken &cancel, const ProgressSink &progress)
{
    const auto open = [](const CompareFile &side) { return side.held ? PageFile::over(*side.held, side.path) : PageFile::open(side.path); };
    auto a = open(left);
    if (!a)
        return fail(notComparable(a.error(), left.path));
    auto b = open(right);
    if (!b)
        return fail(notComparable(b.error(), right.path));
    auto tables = Comparer(std::move(*a), std::move(*b), results, cancel, progress).run();
    if (!tables)
        return fail(notComparable(tables.error(), {}));
    return tables;
}

} // namespace plancia::backup
