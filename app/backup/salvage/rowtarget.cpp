// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/rowtarget.h"

#include "app/backup/storefacts.h"
#include "app/sqlitefile/sqltokens.h"
#include "app/store/storefile.h"

#include <algorithm>
#include <sqlite3.h>

namespace plancia::backup::salvage {

using namespace sqlitefile;
using Type = FieldShape::Type;

namespace {
constexpr int kLongMs = 6 * 3600 * 1000; ///< an index over a big table takes its time; the token ends it
constexpr int kMaxRounds = 1000;         ///< of references that dangle because of each other

/// The statement makes one table or index and does nothing else.
bool isCreate(const QString &sql, QLatin1String what)
{
    const QList<Token> tokens = tokensOf(sql);
    qsizetype at = 0;
    const auto next = [&] { return at < tokens.size() ? tokens[at++] : Token(); };
    if (!next().is(QLatin1String("CREATE")))
        return false;
    Token word = next();
    if (what == QLatin1String("INDEX") && word.is(QLatin1String("UNIQUE")))
        word = next();
    return word.is(what);
}

/// A name of the rowid that no column has.
QByteArray rowidName(const TableLayout &layout)
{
    for (const char *name : {"rowid", "_rowid_", "oid"})
        if (std::none_of(layout.columns.begin(), layout.columns.end(),
                         [name](const Column &column) { return column.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0; }))
            return name;
    return {};
}
} // namespace

RowTarget::~RowTarget() { dropStatements(); }

void RowTarget::dropStatements()
{
    sqlite3_finalize(m_insert);
    sqlite3_finalize(m_same);
    m_insert = m_same = nullptr;
}

Error RowTarget::error(int code) const { return sqliteError(m_connection->handle(), code, m_file->path()); }

Result<std::unique_ptr<RowTarget>> RowTarget::make(const QString &folder, const CancelToken &cancel)
{
    auto file = PendingFile::create(folder);
    if (!file)
        return fail(file.error());
    std::unique_ptr<RowTarget> target(new RowTarget);
    target->m_file = std::make_unique<PendingFile>(std::move(*file));
    auto opened = sql::SqliteConnection::open({.path = target->m_file->path(), .mode = sql::SqliteConnection::Mode::Create, .cacheKiB = 32 << 10});
    if (!opened)
        return fail(opened.error());
    target->m_connection = std::move(*opened);
    target->m_connection->setCancelToken(cancel);
    // What goes wrong is thrown away whole: nothing has to outlive a power cut before finish(). References are checked at
    // the end, because rows come in any order.
    for (const char *pragma : {"PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF"})
        if (auto set = target->m_connection->query(pragma); !set)
            return fail(set.error());
    return target;
}

Result<std::unique_ptr<RowTarget>> RowTarget::ofOurs(const QString &folder, qint64 nowMs, const CancelToken &cancel)
{
    auto migrations = sql::Migrations::load(QStringLiteral(":/sql/sqlite/control"));
    if (!migrations)
        return fail(migrations.error());
    auto made = make(folder, cancel);
    if (!made)
        return made;
    sql::SqliteConnection &connection = (*made)->connection();
    if (auto set = connection.execute("PRAGMA application_id = " + QByteArray::number(store::kControlStoreId)); !set)
        return fail(set.error());
    if (auto begun = connection.begin({.write = true, .timeoutMs = kLongMs}); !begun)
        return fail(begun.error());
    if (auto applied = migrations->apply(connection, nowMs); !applied)
        return fail(applied.error());
    if (auto described = (*made)->describe(); !described)
        return fail(described.error());
    return made;
}

Result<std::unique_ptr<RowTarget>> RowTarget::ofSchema(const QString &folder, const QList<SchemaObject> &objects, QStringList &skipped,
                                                       const CancelToken &cancel)
{
    auto made = make(folder, cancel);
    if (!made)
        return made;
    sql::SqliteConnection &connection = (*made)->connection();
    if (auto begun = connection.begin({.write = true, .timeoutMs = kLongMs}); !begun)
        return fail(begun.error());
    for (const auto kind : {SchemaObject::Kind::Table, SchemaObject::Kind::Index, SchemaObject::Kind::View, SchemaObject::Kind::Trigger}) {
        const QLatin1String word(kind == SchemaObject::Kind::Table ? "TABLE" : "INDEX");
        for (const SchemaObject &object : objects) {
            if (object.kind != kind || object.name.startsWith(u"sqlite_", Qt::CaseInsensitive) || object.sql.isEmpty())
                continue;
            const bool isMade = kind == SchemaObject::Kind::Table || kind == SchemaObject::Kind::Index;
            QString reason = QStringLiteral("it holds no rows of its own");
            if (isMade && (object.root == 0 || !isCreate(object.sql, word))) {
                reason = QStringLiteral("its statement makes no table or index");
            } else if (isMade) {
                const auto ran = connection.execute(object.sql.toUtf8());
                if (ran)
                    continue;
                reason = ran.error().fact(u"message");
            }
            skipped.append(QStringLiteral("%1 %2: %3").arg(toString(kind), object.name, reason));
        }
    }
    if (auto described = (*made)->describe(); !described)
        return fail(described.error());
    return made;
}

Result<bool> RowTarget::describe()
{
    auto list = m_connection->query("SELECT s.name, s.sql, l.strict FROM sqlite_schema AS s JOIN pragma_table_list AS l ON l.name = s.name"
                                    " AND l.schema = 'main' WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                    " AND s.rootpage > 0 ORDER BY s.rowid");
    if (!list)
        return fail(list.error());
    for (int i = 0; i < list->size(); ++i)
        if (auto described = describeTable((*list)[i].text(0), (*list)[i].text(1), (*list)[i].integer(2) != 0); !described)
            return described;
    for (const Table &table : std::as_const(m_tables))
        if (auto described = describeIndexes(table); !described)
            return described;
    return true;
}

Result<bool> RowTarget::describeTable(const QString &name, const QString &sql, bool strict)
{
    const auto layout = parseCreateTable(sql);
    auto columns = m_connection->query("SELECT type, \"notnull\", hidden FROM pragma_table_xinfo($1) ORDER BY cid", {name});
    if (!columns)
        return fail(columns.error());
    if (!layout || layout->columns.size() != columns->size())
        return true; // one that we do not understand: nothing is written into it
    Table table{name, sql, *layout, {}, {}, strict};
    for (qsizetype i = 0; i < layout->columns.size(); ++i) {
        const auto row = (*columns)[static_cast<int>(i)];
        const bool inKey = layout->withoutRowid && std::any_of(layout->key.begin(), layout->key.end(), [i](const KeyColumn &key) { return key.column == i; });
        table.types.append(i == layout->rowid ? bitOf(Type::Null)
                                              : typesOf(row.text(0).toUpper(), layout->columns[i].affinity, strict, inKey || row.integer(1) != 0));
        table.given.append(row.integer(2) == 0);
    }
    m_tables.append(table);
    return true;
}

Result<bool> RowTarget::describeIndexes(const Table &table)
{
    auto list = m_connection->query("SELECT name, origin, partial FROM pragma_index_list($1)", {table.name});
    if (!list)
        return fail(list.error());
    for (int i = 0; i < list->size(); ++i) {
        const auto row = (*list)[i];
        if (table.layout.withoutRowid && row.text(1) == u"pk")
            continue; // the table itself
        auto columns = m_connection->query("SELECT cid FROM pragma_index_xinfo($1) ORDER BY seqno", {row.text(0)});
        if (!columns)
            return fail(columns.error());
        Index index{row.text(0), table.name, {true, {}, 0}, row.integer(2) != 0};
        for (int j = 0; j < columns->size(); ++j) {
            const qint64 cid = (*columns)[j].integer(0);
            const bool isRowid = cid == -1 || (cid >= 0 && cid == table.layout.rowid);
            index.shape.allowed.push_back(isRowid ? bitOf(Type::Integer) : cid < 0 || cid >= table.types.size() ? kAnyType : table.types[cid]);
        }
        index.shape.least = index.shape.allowed.size();
        m_indexes.append(index);
    }
    return true;
}

Result<bool> RowTarget::begin(const Table &table, const TableLayout &from)
{
    dropStatements();
    m_sources.clear();
    QByteArrayList names, places, same;
    const auto add = [&](const QByteArray &name, Source source) {
        const QByteArray place = '?' + QByteArray::number(names.size() + 1);
        names += name;
        places += place;
        same += name + " IS " + place;
        m_sources.push_back(std::move(source));
    };
    const QList<int> record = from.record();
    for (qsizetype i = 0; i < table.layout.columns.size(); ++i) {
        if (!table.given[i])
            continue;
        const QString &name = table.layout.columns[i].name;
        const auto there = std::find_if(from.columns.begin(), from.columns.end(), [&name](const Column &column) {
            return column.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (there == from.columns.end())
            continue; // newer than the damaged file: its default
        const auto column = static_cast<int>(there - from.columns.begin());
        add(sql::quoteIdentifier(name), {static_cast<int>(record.indexOf(column)), column == from.rowid, there->absent});
    }
    if (!table.layout.withoutRowid && table.layout.rowid < 0)
        if (const QByteArray name = rowidName(table.layout); !name.isEmpty())
            add(name, {-1, true, {}});
    const QByteArray quoted = sql::quoteIdentifier(table.name);
    const QByteArray insert = "INSERT INTO " + quoted + " (" + names.join(", ") + ") VALUES (" + places.join(", ") + ')';
    const QByteArray look = "SELECT 1 FROM " + quoted + " WHERE " + same.join(" AND ") + " LIMIT 1";
    sqlite3 *handle = m_connection->handle();
    int code = sqlite3_prepare_v2(handle, insert.constData(), static_cast<int>(insert.size()), &m_insert, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(handle, look.constData(), static_cast<int>(look.size()), &m_same, nullptr);
    return code == SQLITE_OK ? Result<bool>(true) : Result<bool>(error(code));
}

int RowTarget::bind(sqlite3_stmt *statement, int index, const FieldValue &value) const
{
    const auto size = static_cast<sqlite3_uint64>(value.bytes.size());
    switch (value.type) {
    case Type::Null: return sqlite3_bind_null(statement, index);
    case Type::Integer: return sqlite3_bind_int64(statement, index, value.integer);
    case Type::Real: return sqlite3_bind_double(statement, index, value.real);
    case Type::Text: return sqlite3_bind_text64(statement, index, value.bytes.constData(), size, SQLITE_STATIC, SQLITE_UTF8);
    case Type::Blob:
        return size == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                         : sqlite3_bind_blob64(statement, index, value.bytes.constData(), size, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

Result<RowTarget::Outcome> RowTarget::insert(const std::vector<FieldValue> &record, qint64 rowid, QString &reason)
{
    for (size_t i = 0; i < m_sources.size(); ++i) {
        const Source &source = m_sources[i];
        FieldValue own{Type::Integer, rowid};
        const bool isThere = source.field >= 0 && static_cast<size_t>(source.field) < record.size();
        const FieldValue &value = source.isRowid ? own : isThere ? record[static_cast<size_t>(source.field)] : source.absent;
        for (sqlite3_stmt *statement : {m_insert, m_same})
            if (const int code = bind(statement, static_cast<int>(i) + 1, value); code != SQLITE_OK)
                return fail(error(code));
    }
    const int code = sqlite3_step(m_insert);
    const int extended = sqlite3_extended_errcode(m_connection->handle());
    const QString message = QString::fromUtf8(sqlite3_errmsg(m_connection->handle()));
    const Error failed = code == SQLITE_DONE ? Error(ErrorCode::InternalBug) : error(code);
    sqlite3_reset(m_insert);
    if (code == SQLITE_DONE)
        return Outcome::Taken;
    if ((code & 0xff) != SQLITE_CONSTRAINT && (code & 0xff) != SQLITE_MISMATCH && (code & 0xff) != SQLITE_TOOBIG)
        return fail(failed);
    if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_ROWID) {
        auto same = isSameRow();
        if (!same)
            return fail(same.error());
        if (*same)
            return Outcome::AlreadyThere;
    }
    reason = message;
    return Outcome::Refused;
}

Result<bool> RowTarget::isSameRow()
{
    const int code = sqlite3_step(m_same);
    const Error failed = code == SQLITE_ROW || code == SQLITE_DONE ? Error(ErrorCode::InternalBug) : error(code);
    sqlite3_reset(m_same);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return fail(failed);
    return code == SQLITE_ROW;
}

Result<bool> RowTarget::dropDangling(const std::function<void(const QString &, qint64)> &dropped)
{
    dropStatements();
    struct Reference {
        QString child;
        QByteArray sql;
    };
    QList<Reference> references;
    for (const Table &table : std::as_const(m_tables)) {
        auto list = m_connection->query("SELECT id, \"table\", \"from\", coalesce(\"to\", (SELECT name FROM pragma_table_info(f.\"table\")"
                                        " WHERE pk = f.seq + 1)) FROM pragma_foreign_key_list($1) AS f ORDER BY id, seq", {table.name});
        if (!list)
            return fail(list.error());
        QMap<qint64, std::pair<QString, QList<std::pair<QString, QString>>>> keys;
        for (int i = 0; i < list->size(); ++i) {
            const auto row = (*list)[i];
            keys[row.integer(0)].first = row.text(1);
            keys[row.integer(0)].second.append({row.text(2), row.text(3)});
        }
        for (const auto &[parent, columns] : std::as_const(keys)) {
            const QByteArray child = sql::quoteIdentifier(table.name);
            QByteArrayList given, equal;
            for (const auto &[from, to] : columns) {
                given += child + '.' + sql::quoteIdentifier(from) + " IS NOT NULL";
                equal += "parent." + sql::quoteIdentifier(to) + " = " + child + '.' + sql::quoteIdentifier(from);
            }
            references.append({table.name, "DELETE FROM " + child + " WHERE " + given.join(" AND ") + " AND NOT EXISTS (SELECT 1 FROM "
                                               + sql::quoteIdentifier(parent) + " AS parent WHERE " + equal.join(" AND ") + ')'});
        }
    }
    bool again = true;
    for (int round = 0; again && round < kMaxRounds; ++round) {
        again = false;
        for (const Reference &reference : std::as_const(references)) {
            auto deleted = m_connection->execute(reference.sql);
            if (!deleted && deleted.error().code() == ErrorCode::DbStatement)
                continue; // its other table could not be made: check() says so
            if (!deleted)
                return fail(deleted.error());
            if (*deleted > 0)
                dropped(reference.child, *deleted);
            again = again || *deleted > 0;
        }
    }
    return true;
}

Result<qint64> RowTarget::count(const QString &table)
{
    return m_connection->number("SELECT count(*) FROM " + sql::quoteIdentifier(table));
}

Result<bool> RowTarget::commit()
{
    dropStatements();
    return m_connection->commit();
}

Result<bool> RowTarget::check()
{
    if (auto begun = m_connection->begin({.write = false, .timeoutMs = kLongMs}); !begun)
        return begun;
    auto whole = m_connection->query("PRAGMA integrity_check(1)");
    auto references = whole ? m_connection->query("PRAGMA foreign_key_check") : whole;
    m_connection->rollback();
    if (!references)
        return fail(references.error());
    const QString said = whole->isEmpty() ? QString() : (*whole)[0].text(0);
    if (said != u"ok" || !references->isEmpty())
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("path"), m_file->path()},
                                              {QStringLiteral("message"), said != u"ok" ? said : QStringLiteral("a row refers to one that is not there")}});
    return true;
}

Result<std::unique_ptr<PendingFile>> RowTarget::finish()
{
    dropStatements();
    m_connection.reset();
    if (auto synced = m_file->sync(); !synced)
        return fail(synced.error());
    return std::move(m_file);
}

} // namespace plancia::backup::salvage
