// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storefile.h"

#include "app/log/log.h"
#include "app/sql/sqliteerror.h"
#include "models/base/ids.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace plancia::store {

using sql::SqliteConnection;

namespace {
constexpr off_t kLockBytes = 0x40000000; ///< where SQLite's locks on a main file lie (os.h, PENDING_BYTE), and how many
constexpr off_t kLockCount = 512;

Error systemError(int reason, const QString &path)
{
    const Error known = sql::errorFromSqlite(SQLITE_IOERR_WRITE, reason, QString::fromLocal8Bit(strerror(reason)), path);
    return Error(known.code(), {{QStringLiteral("path"), path}, {QStringLiteral("message"), known.fact(u"message")}});
}

Error damaged(const QString &path, const QString &message)
{
    return Error(ErrorCode::StoreDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

Result<bool> syncFolder(const QString &folder)
{
    const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return fail(systemError(errno, folder));
    const int code = ::fsync(file);
    const int reason = errno;
    ::close(file);
    return code == 0 ? Result<bool>(true) : Result<bool>(systemError(reason, folder));
}

void removeAll(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        ::unlink(QFile::encodeName(path + QLatin1String(suffix)).constData());
}

Result<bool> fillStore(const QString &path, const sql::Migrations &migrations, quint32 applicationId, qint64 nowMs)
{
    auto opened = SqliteConnection::open({.path = path, .mode = SqliteConnection::Mode::Create});
    if (!opened)
        return fail(opened.error());
    SqliteConnection &connection = **opened;
    if (auto set = connection.execute("PRAGMA application_id = " + QByteArray::number(applicationId)); !set)
        return fail(set.error());
    auto transaction = sql::Transaction::begin(connection, {.write = true});
    if (!transaction)
        return fail(transaction.error());
    if (auto applied = migrations.apply(connection, nowMs); !applied)
        return fail(applied.error());
    auto meta = connection.execute("INSERT INTO meta (id, store_id, history_id, commit_no, audit_seq) VALUES (1, $1, $2, 0, 0)",
                                   {newUuid(), newUuid()});
    if (!meta)
        return fail(meta.error());
    if (auto committed = transaction->commit(); !committed)
        return committed;
    auto mode = connection.query("PRAGMA journal_mode = WAL"); // stays in the file
    if (!mode)
        return fail(mode.error());
    connection.tidyOnClose();
    return true;
}

/// One that this process has of a file now; -1 without. Somebody else's, who may close it at any time.
int descriptorOf(const FileIdentity &wanted)
{
    for (const QString &name : QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        struct stat status {};
        if (::fstat(name.toInt(), &status) == 0
            && FileIdentity{static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino)} == wanted)
            return name.toInt();
    }
    return -1;
}

Result<StoreHead> probeAs(SqliteConnection::Mode mode, const QString &path, const sql::Migrations &migrations, quint32 applicationId)
{
    auto connection = SqliteConnection::open({.path = path, .mode = mode});
    if (!connection)
        return fail(connection.error());
    return readHead(**connection, migrations, applicationId);
}
} // namespace

Result<bool> setOrphansAside(const QString &path)
{
    ::unlink(QFile::encodeName(path + QStringLiteral("-shm")).constData());
    for (const char *suffix : {"-wal", "-journal"}) {
        const QString orphan = path + QLatin1String(suffix);
        if (fileSize(orphan) <= 0) {
            ::unlink(QFile::encodeName(orphan).constData());
            continue;
        }
        const QString aside = orphan + QStringLiteral(".orphaned-") + newUuid().toString(QUuid::WithoutBraces);
        if (::rename(QFile::encodeName(orphan).constData(), QFile::encodeName(aside).constData()) != 0)
            return fail(systemError(errno, orphan));
        log::warning("store", QStringLiteral("a log without its store was set aside"), {{QStringLiteral("path"), aside}});
    }
    return true;
}

Result<bool> moveIntoPlace(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    int code = ::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE);
    if (code != 0 && (errno == EINVAL || errno == ENOSYS)) // a file system that cannot; we hold the lock and have looked
        code = ::rename(source.constData(), target.constData());
    if (code == 0)
        return syncFolder(QFileInfo(to).absolutePath());
    if (errno == EEXIST)
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), to}});
    return fail(systemError(errno, to));
}

FileIdentity fileIdentity(const QString &path)
{
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return {static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino)};
}

FileState fileState(const QString &path)
{
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return {{static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino)},
            static_cast<qint64>(status.st_size),
            qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

bool isInUse(const QString &path)
{
    // Through SQLite's own handle: its close takes care of the locks that other connections of this process hold.
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3 *)> handle(raw, sqlite3_close);
    if (code != SQLITE_OK)
        return false;
    struct flock lock {};
    lock.l_type = F_WRLCK; // conflicts with every lock, also of this process: those of an open file are nobody's own
    lock.l_whence = SEEK_SET;
    lock.l_start = kLockBytes;
    lock.l_len = kLockCount;
    const int fd = descriptorOf(fileIdentity(path));
    return fd >= 0 && ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

void forgetCached(const QString &path)
{
    if (const int fd = descriptorOf(fileIdentity(path)); fd >= 0)
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
}

qint64 fileSize(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<qint64>(status.st_size) : -1;
}

qint64 freeBytes(const QString &path)
{
    struct statvfs status {};
    if (::statvfs(QFile::encodeName(path).constData(), &status) != 0)
        return -1;
    return static_cast<qint64>(status.f_bavail) * static_cast<qint64>(status.f_frsize);
}

quint64 linkCount(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<quint64>(status.st_nlink) : 0;
}

Result<bool> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return true;
    const QString parent = QFileInfo(folder).absolutePath();
    if (parent != folder)
        if (auto made = makeFolder(parent); !made)
            return made;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
        return fail(systemError(errno, folder));
    return true;
}

Result<StoreHead> readHead(SqliteConnection &connection, const sql::Migrations &migrations, quint32 applicationId)
{
    const QString path = connection.path();
    auto id = connection.number("PRAGMA application_id");
    if (!id)
        return fail(id.error());
    if (static_cast<quint32>(*id) != applicationId)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path},
                                                  {QStringLiteral("message"), QStringLiteral("the file belongs to another program")}});
    StoreHead head;
    auto version = connection.number("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    head.version = static_cast<int>(*version);

    auto meta = connection.query("SELECT store_id, history_id, commit_no FROM meta WHERE id = 1");
    if (!meta && meta.error().code() == ErrorCode::DbStatement)
        return fail(damaged(path, meta.error().fact(u"message")));
    if (!meta)
        return fail(meta.error());
    if (meta->isEmpty())
        return fail(damaged(path, QStringLiteral("the row of meta is missing")));
    head.storeId = (*meta)[0].uuid(0);
    head.historyId = (*meta)[0].uuid(1);
    head.commitNo = (*meta)[0].integer(2);

    head.plan.current = head.version;
    head.plan.target = migrations.target();
    auto plan = migrations.plan(connection);
    if (plan)
        head.plan = *plan;
    else if (plan.error().code() == ErrorCode::MigNewerSchema || plan.error().code() == ErrorCode::MigChanged)
        head.refusal = plan.error().with(QStringLiteral("path"), path);
    else
        return fail(plan.error());
    if (!head.refusal && head.version > migrations.target())
        head.refusal = Error(ErrorCode::MigNewerSchema, {{QStringLiteral("path"), path},
                                                         {QStringLiteral("current"), QString::number(head.version)},
                                                         {QStringLiteral("target"), QString::number(migrations.target())}});
    return head;
}

Result<StoreHead> probe(const QString &path, const sql::Migrations &migrations, quint32 applicationId, bool immutable)
{
    using Mode = SqliteConnection::Mode;
    if (QFileInfo(path).isDir() || fileSize(path) == 0)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path},
                                                  {QStringLiteral("message"), QStringLiteral("the file is empty, or a folder")}});
    if (!immutable && fileSize(path + QStringLiteral("-wal")) > 0)
        return probeAs(Mode::ReadOnlyLive, path, migrations, applicationId);
    auto head = probeAs(Mode::ReadOnlyImmutable, path, migrations, applicationId);
    // Read as immutable while somebody checkpoints into it, a good store may look broken: look again with locks.
    if (!head && !immutable && head.error().code() != ErrorCode::StoreForeignFile && fileSize(path + QStringLiteral("-wal")) >= 0)
        return probeAs(Mode::ReadOnlyLive, path, migrations, applicationId);
    return head;
}

Result<bool> createStore(const QString &path, const sql::Migrations &migrations, quint32 applicationId, qint64 nowMs)
{
    if (fileSize(path) >= 0)
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), path}});
    const QString draft = path + QStringLiteral(".new");
    removeAll(draft); // what a crash left
    const int file = ::open(QFile::encodeName(draft).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(systemError(errno, draft));
    ::close(file);
    Result<bool> made = fillStore(draft, migrations, applicationId, nowMs);
    if (made)
        made = setOrphansAside(path);
    if (made)
        made = moveIntoPlace(draft, path);
    if (!made)
        removeAll(draft);
    return made;
}

} // namespace plancia::store
