// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/secondplace.h"

#include "app/backup/backupshelf.h"
#include "app/backup/files.h"
#include "app/backup/room.h"
#include "app/backup/statefile.h"
#include "app/backup/trash.h"
#include "app/backup/verifier.h"
#include "models/base/ids.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup {

namespace {

const QString kMark = QStringLiteral(".plancia-backups");
constexpr qint64 kMaxMark = 100'000;
constexpr qint64 kMaxManifest = 1'000'000;
constexpr qint64 kTrashMs = 7 * 24 * 3'600'000LL;
constexpr qsizetype kPiece = 1 << 20;
constexpr qint64 kSyncEvery = 16 << 20; // what may stand in the cache before the disk is waited for
constexpr qint64 kSpare = 1 << 20;      // for the manifest, the state and the folder itself
constexpr int kMaxNames = 1000;
constexpr int kMaxFolders = 10'000; // of the first folder that are looked at

Error missing(const QString &folder, const QString &message)
{
    return Error(ErrorCode::BackupPlaceMissing, {{QStringLiteral("path"), folder}, {QStringLiteral("message"), message}});
}

Error unfit(const QString &folder, const QString &message)
{
    return Error(ErrorCode::BackupPlaceUnfit, {{QStringLiteral("path"), folder}, {QStringLiteral("message"), message}});
}

/// A folder by what it is, not by a name: links and bind mounts give it others.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Identity &) const = default;
};

std::optional<Identity> identityOf(const QString &folder)
{
    struct stat about {};
    if (::stat(QFile::encodeName(folder).constData(), &about) != 0 || !S_ISDIR(about.st_mode))
        return std::nullopt;
    return Identity{about.st_dev, about.st_ino};
}

/// Whether it is that folder or lies in it, as far as its parents tell.
bool liesIn(const QString &folder, const Identity &other)
{
    QString at = QFileInfo(folder).canonicalFilePath();
    while (!at.isEmpty()) {
        if (identityOf(at) == other)
            return true;
        const QString parent = QFileInfo(at).path();
        at = parent == at ? QString() : parent;
    }
    return false;
}

/// Whether a folder below `top` is the one: a bind mount of it has parents that do not tell.
bool isBelow(const QString &top, const Identity &wanted)
{
    QDirIterator folders(top, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDirIterator::Subdirectories);
    for (int looked = 0; folders.hasNext() && looked < kMaxFolders; ++looked)
        if (identityOf(folders.next()) == wanted)
            return true;
    return false;
}

bool isMark(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object().value(QLatin1String("plancia_backups")).toInt() >= 1;
}

/// Retention and packing see by the lock that somebody reads.
Result<Fd> holdManifest(const BackupPlace &place)
{
    auto fd = openFile(place.manifest);
    if (fd)
        ::flock(fd->get(), LOCK_SH | LOCK_NB);
    return fd;
}

/// The place with its files as this backup has them: a dump has another name and is never packed.
BackupPlace placeFor(const QString &path, const BackupManifest &manifest)
{
    BackupPlace place = placeInFolder(path);
    if (manifest.engine == u"postgres") {
        place.store = path + u'/' + kDumpFile;
        place.packed.clear();
    }
    return place;
}

/// Each file that a copy consists of but for its manifest. Of a file that was packed the plain one or the packed one.
QStringList partsOf(const BackupPlace &place, const BackupManifest &manifest)
{
    if (manifest.isEncrypted())
        return {QFileInfo(encryptedFile(place, manifest)).fileName()};
    const bool isPacked = !place.packed.isEmpty() && !QFileInfo::exists(place.store) && QFileInfo::exists(place.packed);
    QStringList names{QFileInfo(isPacked ? place.packed : place.store).fileName()};
    if (manifest.pageSize > 0)
        names += QFileInfo(place.pages).fileName();
    return names;
}

Result<bool> copyFile(const QString &from, const QString &to, const CancelToken &cancel, const std::function<void(qint64)> &written)
{
    const auto source = openFile(from);
    if (!source)
        return fail(source.error());
    const auto target = newFile(to);
    if (!target)
        return fail(target.error());
    ::posix_fadvise(source->get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    QByteArray buffer(kPiece, Qt::Uninitialized);
    qint64 inCache = 0;
    for (;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const ssize_t n = ::read(source->get(), buffer.data(), static_cast<size_t>(kPiece));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, from));
        if (n == 0)
            break;
        if (auto done = writeAll(target->get(), QByteArray::fromRawData(buffer.constData(), n), to); !done)
            return done;
        written(n);
        if ((inCache += n) < kSyncEvery)
            continue;
        inCache = 0;
        if (::fdatasync(target->get()) != 0)
            return fail(fileError(ErrorCode::IoWrite, errno, to));
    }
    return syncFile(target->get(), to);
}

/// What verifying a backup reads of it: the hash of every page, or of a file without pages.
Result<bool> verifyCopy(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel, const ProgressSink &progress)
{
    if (manifest.pageSize > 0 || manifest.isEncrypted())
        return verifyWhole(place, manifest, cancel, progress);
    const auto hash = sha256OfFile(place.store, cancel, [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.bytes, 0, -1});
    });
    if (!hash)
        return fail(hash.error());
    if (*hash != manifest.sha256)
        return fail(damaged(place.path, manifest.file, QStringLiteral("its hash is %1").arg(*hash)));
    return true;
}

Result<bool> writeNew(const QString &path, const QByteArray &bytes)
{
    const auto file = newFile(path);
    if (!file)
        return fail(file.error());
    if (auto written = writeAll(file->get(), bytes, path); !written)
        return written;
    return syncFile(file->get(), path);
}

bool isWholeCopy(const QString &path, const BackupManifest &manifest)
{
    const auto copy = readBackup(placeInFolder(path));
    return copy && copy->manifest == manifest && (copy->state == BackupInfo::State::Verified || copy->state == BackupInfo::State::Proved);
}

/// The name of the backup, or the first that is free: another store's backup may have it. When another program was faster
/// with the same copy, that one is it.
Result<QString> publish(PendingFolder &pending, const QString &folder, const QString &name, const BackupManifest &manifest)
{
    for (int again = 1; again < kMaxNames; ++again) {
        const QString tried = again == 1 ? name : QStringLiteral("%1-%2").arg(name).arg(again);
        auto path = pending.publish(tried);
        if (path || path.error().code() != ErrorCode::IoExists)
            return path;
        if (isWholeCopy(folder + u'/' + tried, manifest))
            return folder + u'/' + tried;
    }
    return fail(ErrorCode::IoExists, {{QStringLiteral("path"), folder}});
}

} // namespace

SecondPlace::SecondPlace(QString folder, QString backups, const Clock &clock)
    : m_folder(QDir::cleanPath(folder)), m_backups(std::move(backups)), m_clock(clock)
{
}

Result<bool> SecondPlace::checkFolder() const
{
    if (!QDir::isAbsolutePath(m_folder))
        return fail(unfit(m_folder, QStringLiteral("its path does not begin at the root")));
    const auto identity = identityOf(m_folder);
    if (!identity)
        return fail(missing(m_folder, QFileInfo::exists(m_folder) ? QStringLiteral("it is no folder") : QString()));
    const auto first = identityOf(m_backups);
    if (first && *first == *identity)
        return fail(unfit(m_folder, QStringLiteral("it is the folder of the backups")));
    if (first && liesIn(m_folder, *first))
        return fail(unfit(m_folder, QStringLiteral("it lies in the folder of the backups")));
    return true;
}

Result<bool> SecondPlace::adopt() const
{
    if (auto there = checkFolder(); !there)
        return there;
    if (const auto identity = identityOf(m_folder); identity && isBelow(m_backups, *identity))
        return fail(unfit(m_folder, QStringLiteral("it lies in the folder of the backups")));
    auto mark = PendingFile::create(m_folder); // also when there is one: that it can be written is asked
    if (!mark)
        return fail(mark.error());
    const QJsonObject text{{QStringLiteral("plancia_backups"), 1},
                           {QStringLiteral("place_id"), newUuid().toString(QUuid::WithoutBraces)},
                           {QStringLiteral("since"), QDateTime::fromMSecsSinceEpoch(m_clock.nowMs(), Qt::UTC).toString(Qt::ISODate)},
                           {QStringLiteral("note"), QStringLiteral("Copies of Plancia's backups lie here. Without this file nothing is written into the folder.")}};
    if (auto written = mark->write(QJsonDocument(text).toJson()); !written)
        return written;
    if (auto synced = mark->sync(); !synced)
        return synced;
    if (const auto there = readSmallFile(m_folder + u'/' + kMark, kMaxMark); there && isMark(*there))
        return true; // ours already, perhaps of another store: it keeps its id
    auto named = mark->publish(kMark, PendingFile::Existing::Replace);
    return named ? Result<bool>(true) : Result<bool>(named.error());
}

Result<bool> SecondPlace::check() const
{
    if (auto there = checkFolder(); !there)
        return there;
    const auto mark = readSmallFile(m_folder + u'/' + kMark, kMaxMark);
    if (!mark && mark.error().code() != ErrorCode::FileNotFound)
        return fail(missing(m_folder, mark.error().fact(u"message")));
    if (!mark || !isMark(*mark))
        return fail(missing(m_folder, QStringLiteral("what lies there has no %1: another disk, or an empty mount point").arg(kMark)));
    return true;
}

Result<QList<BackupInfo>> SecondPlace::copies(const QString &storeId) const
{
    if (auto there = check(); !there)
        return fail(there.error());
    auto found = listBackups(m_folder);
    if (found && !storeId.isEmpty())
        found->removeIf([&storeId](const BackupInfo &copy) { return copy.manifest.storeId != storeId; });
    return found;
}

Result<bool> SecondPlace::copyFiles(const BackupPlace &from, const BackupPlace &to, const BackupInfo &backup, const CancelToken &cancel,
                                    const std::function<void(qint64)> &done) const
{
    const QStringList parts = partsOf(from, backup.manifest);
    qint64 total = kSpare;
    for (const QString &part : parts)
        total += QFileInfo(from.path + u'/' + part).size();
    if (const qint64 free = freeBytes(m_folder); free >= 0 && free < total)
        return fail(ErrorCode::IoDiskFull, {{QStringLiteral("path"), m_folder},
                                            {QStringLiteral("message"), QStringLiteral("%1 bytes are needed, %2 are free").arg(total).arg(free)}});
    qint64 written = 0;
    for (const QString &part : parts)
        if (auto copied = copyFile(from.path + u'/' + part, to.path + u'/' + part, cancel, [&](qint64 n) { done(written += n); }); !copied)
            return copied;
    return true;
}

Result<BackupInfo> SecondPlace::copy(const BackupInfo &backup, const CancelToken &cancel, const ProgressSink &progress) const
{
    if (auto there = check(); !there)
        return fail(there.error());
    const QString usual = m_folder + u'/' + QFileInfo(backup.path).fileName();
    if (isWholeCopy(usual, backup.manifest)) // another program was faster
        return readBackup(placeInFolder(usual));
    const BackupPlace from = placeFor(backup.path, backup.manifest);
    // As long as it is open, the disk cannot be unmounted under us.
    const Fd held(::open(QFile::encodeName(m_folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const auto identity = identityOf(m_folder);
    const auto manifestHeld = holdManifest(from);
    if (!manifestHeld)
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), backup.path}});
    const auto manifest = readSmallFile(from.manifest, kMaxManifest);
    if (!manifest)
        return fail(manifest.error());

    removeLeftovers(m_folder);
    auto pending = PendingFolder::create(m_folder);
    if (!pending)
        return fail(pending.error());
    const BackupPlace to = placeFor(pending->path(), backup.manifest);
    struct stat disk {};
    const auto made = identityOf(pending->path());
    if (!held.isOpen() || ::fstat(held.get(), &disk) != 0 || !identity || !made || disk.st_ino != identity->inode || disk.st_dev != made->device)
        return fail(missing(m_folder, QStringLiteral("it was taken away just now")));

    const auto tell = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, 2 * backup.manifest.bytes), 2 * backup.manifest.bytes, 0, -1});
    };
    tell(0);
    if (auto copied = copyFiles(from, to, backup, cancel, tell); !copied)
        return fail(copied.error());
    auto whole = verifyCopy(to, backup.manifest, cancel, [&](const Progress &p) { tell(backup.manifest.bytes + p.done); });
    if (!whole && whole.error().code() == ErrorCode::BackupDamaged) {
        const auto source = verifyCopy(from, backup.manifest, cancel, {}); // which of the two is it?
        return fail(source ? damaged(m_folder + u'/' + QFileInfo(backup.path).fileName(), whole.error().fact(u"file"),
                                     QStringLiteral("the disk gives back what was not written"))
                           : source.error());
    }
    if (!whole)
        return fail(whole.error());
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    BackupState known;
    known.verifiedAt = m_clock.nowMs();
    known.provedAt = backup.provedAt;
    known.pinned = backup.pinned;
    if (auto noted = writeNewState(to, known); !noted)
        return fail(noted.error());
    if (auto written = writeNew(to.manifest, *manifest); !written)
        return fail(written.error());
    const auto path = publish(*pending, m_folder, QFileInfo(backup.path).fileName(), backup.manifest);
    if (!path)
        return fail(path.error());
    return readBackup(placeInFolder(*path));
}

Result<bool> SecondPlace::noteState(const BackupInfo &copy, const BackupInfo &backup) const
{
    if (copy.pinned == backup.pinned && copy.provedAt >= backup.provedAt)
        return true;
    const auto noted = changeState(placeOf(copy.path), [&](BackupState &state) {
        state.pinned = backup.pinned;
        state.provedAt = std::max(state.provedAt, backup.provedAt); // equal in every byte
    });
    return noted ? Result<bool>(true) : Result<bool>(noted.error());
}

Result<bool> SecondPlace::setAside(const BackupInfo &copy) const
{
    const auto gone = putInTrash(placeOf(copy.path), copy, m_clock.nowMs());
    return gone ? Result<bool>(true) : Result<bool>(gone.error());
}

Result<bool> SecondPlace::moveToTrash(const BackupInfo &copy) const
{
    const auto gone = BackupShelf(m_folder, copy.manifest.storeId, m_clock).moveToTrash(copy.path);
    return gone ? Result<bool>(true) : Result<bool>(gone.error());
}

Result<qint64> SecondPlace::emptyTrash(const QString &storeId) const
{
    return BackupShelf(m_folder, storeId, m_clock).emptyTrash(m_clock.nowMs() - kTrashMs);
}

bool SecondPlace::isOnSameDisk() const
{
    const auto first = identityOf(m_backups);
    const auto second = identityOf(m_folder);
    return first && second && first->device == second->device;
}

} // namespace plancia::backup
