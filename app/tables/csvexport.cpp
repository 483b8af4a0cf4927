// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/csvexport.h"

#include "app/sql/connection.h"
#include "app/tables/csvwriter.h"
#include "app/tables/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <linux/fs.h>

namespace plancia::tables {

namespace {
constexpr qint64 kRowsBetweenLooks = 8'192;
const QString kManifest = QStringLiteral("manifest.json");

/// Where the files lie until all are whole: a hidden folder inside the one asked for. Its destructor takes away what was
/// not kept: the hidden folder, what has its name already, and the folder asked for when it was made here.
class Staging {
public:
    static Result<Staging> create(const QString &folder)
    {
        const bool isNew = !QFileInfo(folder).isDir();
        if (auto made = backup::ensureFolder(folder); !made)
            return fail(made.error());
        auto hidden = backup::PendingFolder::create(folder);
        if (!hidden)
            return fail(hidden.error());
        return Staging(folder, std::move(*hidden), isNew);
    }
    Staging(Staging &&other) noexcept
        : m_folder(std::exchange(other.m_folder, {})), m_hidden(std::move(other.m_hidden)), m_moved(std::move(other.m_moved)),
          m_isNew(other.m_isNew) {}
    Staging &operator=(Staging &&) = delete;
    ~Staging()
    {
        if (m_folder.isEmpty())
            return;
        for (const QString &path : std::as_const(m_moved))
            QFile::remove(path);
        m_hidden.reset();
        if (m_isNew && !m_isKept)
            QDir().rmdir(m_folder);
    }
    QString path(const QString &name) const { return m_hidden->path() + u'/' + name; }
    Result<bool> publish(const QString &name)
    {
        const QString target = m_folder + u'/' + name;
        const QByteArray from = QFile::encodeName(path(name));
        const QByteArray to = QFile::encodeName(target);
        if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) != 0) {
            const int number = errno;
            if (number == EEXIST || (number == EINVAL && QFileInfo::exists(target)))
                return fail(ErrorCode::IoExists, {{QStringLiteral("path"), target}});
            if (number != EINVAL || ::rename(from.constData(), to.constData()) != 0)
                return fail(backup::fileError(ErrorCode::IoWrite, number == EINVAL ? errno : number, target));
        }
        m_moved.append(target);
        return true;
    }
    Result<bool> keep()
    {
        if (auto synced = backup::syncFolder(m_folder); !synced)
            return synced;
        m_moved.clear();
        m_isKept = true;
        return true;
    }

private:
    Staging(QString folder, backup::PendingFolder hidden, bool isNew)
        : m_folder(std::move(folder)), m_hidden(std::move(hidden)), m_isNew(isNew) {}
    QString m_folder;
    std::optional<backup::PendingFolder> m_hidden;
    QStringList m_moved;
    bool m_isNew;
    bool m_isKept = false;
};

/// Ends the transaction whatever happens; a reader has nothing to commit.
struct ReadTransaction {
    sqlite3 *handle;
    ~ReadTransaction() { sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr); }
};

Result<QList<TableShape>> shapesOf(const Schema &schema, const QStringList &asked)
{
    QStringList names = asked;
    if (names.isEmpty()) {
        auto list = schema.list({});
        if (!list)
            return fail(list.error());
        if (list->cut)
            return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("tables")},
                                              {QStringLiteral("max"), QString::number(kMaxTables)}});
        for (const TableInfo &info : list->tables)
            if (info.kind == TableInfo::Kind::Table)
                names.append(info.name);
    }
    QList<TableShape> shapes;
    for (const QString &name : std::as_const(names)) {
        auto shape = schema.shape(name, false);
        if (!shape)
            return fail(shape.error());
        if (shape->isView() || shape->details.info.kind == TableInfo::Kind::Virtual || shape->details.columns.isEmpty())
            return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), name}, {QStringLiteral("message"), QStringLiteral("only tables are exported")}});
        shapes.append(*shape);
    }
    return shapes;
}

QByteArray manifestOf(const CsvExport &done, const CsvRequest &request, const QString &source, qint64 nowMs)
{
    QJsonArray files;
    for (const CsvFile &file : done.files)
        files.append(QJsonObject{{QStringLiteral("table"), file.table}, {QStringLiteral("file"), file.file},
                                 {QStringLiteral("rows"), file.rows}, {QStringLiteral("bytes"), file.bytes},
                                 {QStringLiteral("sha256"), file.sha256}});
    const QJsonObject manifest{
        {QStringLiteral("format"), QStringLiteral("plancia-csv")},
        {QStringLiteral("version"), 1},
        {QStringLiteral("source"), source},
        {QStringLiteral("exported_at"), QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(Qt::ISODateWithMs)},
        {QStringLiteral("null"), QStringLiteral("nothing; an empty text is \"\"")},
        {QStringLiteral("formula_guard"), request.options.guardFormulas},
        {QStringLiteral("uuids"), request.options.uuids},
        {QStringLiteral("iso_times"), request.options.isoTimes},
        {QStringLiteral("files"), files}};
    return QJsonDocument(manifest).toJson();
}

Result<bool> writeFile(const QString &path, const QByteArray &bytes)
{
    auto file = backup::newFile(path);
    if (!file)
        return fail(file.error());
    if (auto written = backup::writeAll(file->get(), bytes, path); !written)
        return written;
    return backup::syncFile(file->get(), path);
}

/// Progress of all tables together.
struct Counter {
    const ProgressSink &sink;
    qint64 total = 0; ///< 0 when one is not known
    qint64 before = 0; ///< rows of the tables that are done
    void tell(qint64 rows) const
    {
        Progress progress;
        progress.unit = Progress::Unit::Rows;
        progress.done = before + rows;
        progress.total = total >= progress.done ? total : 0;
        if (sink)
            sink(progress);
    }
};

/// The manifest last. What comes after an error is taken away again.
Result<bool> publishAll(Staging &staging, const CsvExport &done, const CsvRequest &request, const QString &source, qint64 nowMs,
                        const std::function<bool()> &isCancelled)
{
    if (auto written = writeFile(staging.path(kManifest), manifestOf(done, request, source, nowMs)); !written)
        return written;
    if (isCancelled())
        return fail(ErrorCode::InternalCancelled);
    for (const CsvFile &file : done.files)
        if (auto moved = staging.publish(file.file); !moved)
            return moved;
    if (auto moved = staging.publish(kManifest); !moved)
        return moved;
    return staging.keep();
}

Result<CsvFile> exportOne(sqlite3 *handle, Watch &watch, const TableShape &shape, CsvWriter &writer, const Counter &counter)
{
    QByteArrayList names;
    for (const ColumnInfo &column : shape.details.columns)
        names.append(sql::quoteIdentifier(column.name));
    auto rows = Statement::prepare(handle, watch, "SELECT " + names.join(", ") + " FROM " + shape.name + " NOT INDEXED");
    if (!rows)
        return fail(rows.error());
    if (auto head = writer.head(shape.details.columns); !head)
        return fail(head.error());
    sqlite3_stmt *statement = rows->handle();
    watch.follow(statement, {}, 0);
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        if (auto written = writer.row(statement); !written)
            return fail(written.error());
        if (writer.rows() % kRowsBetweenLooks == 0)
            counter.tell(writer.rows());
    }
    watch.follow(nullptr, {}, 0);
    if (code != SQLITE_DONE)
        return fail(watch.error(code));
    auto file = writer.finish();
    if (file)
        file->table = shape.details.info.name;
    return file;
}
} // namespace

Result<CsvExport> exportCsv(sqlite3 *handle, Watch &watch, const CsvRequest &request, const QString &source, qint64 nowMs,
                            const ProgressSink &progress)
{
    if (const int code = sqlite3_exec(handle, "BEGIN", nullptr, nullptr, nullptr); code != SQLITE_OK)
        return fail(watch.error(code));
    const ReadTransaction transaction{handle};
    auto shapes = shapesOf(Schema(handle, watch), request.tables);
    if (!shapes)
        return fail(shapes.error());
    auto staging = Staging::create(request.folder);
    if (!staging)
        return fail(staging.error());
    Counter counter{progress};
    for (const TableShape &shape : std::as_const(*shapes))
        counter.total += std::max<qint64>(shape.details.info.rows, 0);
    CsvExport done;
    done.folder = request.folder;
    done.manifest = request.folder + u'/' + kManifest;
    QStringList taken;
    for (const TableShape &shape : std::as_const(*shapes)) {
        const QString name = csvFileName(shape.details.info.name, taken);
        taken.append(name);
        auto writer = CsvWriter::create(staging->path(name), request.options);
        if (!writer)
            return fail(writer.error());
        auto file = exportOne(handle, watch, shape, *writer, counter);
        if (!file)
            return fail(file.error());
        counter.before += file->rows;
        counter.tell(0);
        done.files.append(*file);
    }
    if (auto all = publishAll(*staging, done, request, source, nowMs, [&watch] { return watch.isCancelled(); }); !all)
        return fail(all.error());
    return done;
}

Result<CsvExport> exportText(const std::function<Result<bool>(const backup::TableEvents &)> &read, const CsvRequest &request, const QString &source,
                             qint64 nowMs, qint64 rows, const CancelToken &cancel, const ProgressSink &progress)
{
    auto staging = Staging::create(request.folder);
    if (!staging)
        return fail(staging.error());
    Counter counter{progress, rows};
    CsvExport done;
    done.folder = request.folder;
    done.manifest = request.folder + u'/' + kManifest;
    QStringList taken, missing = request.tables;
    std::optional<CsvWriter> writer; // of the table that comes; none for one that nobody asked for
    QString table;
    qint64 seen = 0;
    backup::TableEvents events;
    events.begins = [&](const QString &name, const QStringList &columns) -> Result<bool> {
        table = name;
        missing.removeAll(name);
        writer.reset();
        if (columns.isEmpty() || (!request.tables.isEmpty() && !request.tables.contains(name)))
            return true;
        taken.append(csvFileName(name, taken));
        auto made = CsvWriter::create(staging->path(taken.last()), request.options);
        if (!made)
            return fail(made.error());
        writer.emplace(std::move(*made));
        QList<ColumnInfo> infos;
        for (const QString &column : columns) {
            infos.append(ColumnInfo());
            infos.last().name = column;
        }
        return writer->head(infos);
    };
    events.row = [&](const std::vector<backup::CopyLine::Value> &values) -> Result<bool> {
        if (++seen % kRowsBetweenLooks == 0)
            counter.tell(seen);
        return writer ? writer->row(values) : Result<bool>(true);
    };
    events.ends = [&]() -> Result<bool> {
        if (!writer)
            return true;
        auto file = writer->finish();
        if (!file)
            return fail(file.error());
        file->table = table;
        done.files.append(*file);
        return true;
    };
    if (auto all = read(events); !all)
        return fail(all.error());
    if (!missing.isEmpty())
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), missing.first()}, {QStringLiteral("message"), QStringLiteral("there is no such table")}});
    if (auto all = publishAll(*staging, done, request, source, nowMs, [&cancel] { return cancel.isCancelled(); }); !all)
        return fail(all.error());
    return done;
}

} // namespace plancia::tables
