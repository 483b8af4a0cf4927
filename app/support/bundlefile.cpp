// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/bundle.h"

#include "models/base/ids.h"

#include <archive.h>
#include <archive_entry.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::support {

namespace {

constexpr time_t kFixedTime = 315'619'200; // 1980-01-02 UTC: the first day that a zip knows in every time zone
constexpr int kMaxNames = 1000;

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

Error packingFailed(archive *a)
{
    return Error(ErrorCode::InternalBug, {{QStringLiteral("message"), QString::fromUtf8(archive_error_string(a))}});
}

la_ssize_t append(archive *, void *target, const void *bytes, size_t size)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(bytes), static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

Error systemError(int number, const QString &path)
{
    const ErrorCode code = number == ENOSPC || number == EDQUOT || number == EFBIG ? ErrorCode::IoDiskFull
        : number == EACCES || number == EPERM || number == EROFS                  ? ErrorCode::IoPermission
                                                                                  : ErrorCode::IoWrite;
    return Error(code, {{QStringLiteral("path"), path}, {QStringLiteral("message"), qt_error_string(number)}});
}

int writeAndSync(int fd, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno != EINTR)
            return errno;
        done += std::max<ssize_t>(n, 0);
    }
    return ::fsync(fd) == 0 ? 0 : errno;
}

/// Brings the names in a folder to the disk.
int syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int problem = fd >= 0 && ::fsync(fd) == 0 ? 0 : errno;
    if (fd >= 0)
        ::close(fd);
    return problem;
}

/// The file appears under its name when it is whole, or not at all. (Not QSaveFile: in Qt 6.4 it commits a file whose
/// last buffer could not be written.)
Result<bool> writeWhole(const QString &path, const QByteArray &bytes)
{
    const QByteArray target = QFile::encodeName(path);
    const QByteArray pending
        = QFile::encodeName(QFileInfo(path).path() + QStringLiteral("/.plancia-bundle-") + newUuid().toString(QUuid::Id128));
    const int fd = ::open(pending.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(systemError(errno, path));
    int problem = writeAndSync(fd, bytes);
    ::close(fd);
    if (problem == 0 && ::rename(pending.constData(), target.constData()) != 0)
        problem = errno;
    if (problem == 0)
        problem = syncFolder(QFileInfo(path).path());
    if (problem != 0) {
        ::unlink(pending.constData());
        return fail(systemError(problem, path));
    }
    return true;
}

QString freeName(const QString &folder, const QString &name)
{
    const QString stem = name.endsWith(QLatin1String(".zip")) ? name.chopped(4) : name;
    QString path = folder + u'/' + stem + QStringLiteral(".zip");
    for (int again = 2; QFileInfo::exists(path) && again < kMaxNames; ++again)
        path = folder + u'/' + stem + u'-' + QString::number(again) + QStringLiteral(".zip");
    return path;
}

} // namespace

Result<QByteArray> packBundle(const BundlePreview &preview)
{
    QByteArray bytes;
    const Archive zip(archive_write_new(), &archive_write_free);
    if (archive_write_set_format_zip(zip.get()) != ARCHIVE_OK
        || archive_write_set_bytes_per_block(zip.get(), 0) != ARCHIVE_OK
        || archive_write_open(zip.get(), &bytes, nullptr, &append, nullptr) != ARCHIVE_OK)
        return fail(packingFailed(zip.get()));
    for (const BundleFile &file : preview.files) {
        const Entry entry(archive_entry_new(), &archive_entry_free);
        archive_entry_set_pathname(entry.get(), file.name.toUtf8().constData());
        archive_entry_set_size(entry.get(), file.content.size());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0600);
        archive_entry_set_mtime(entry.get(), kFixedTime, 0);
        if (archive_write_header(zip.get(), entry.get()) != ARCHIVE_OK
            || archive_write_data(zip.get(), file.content.constData(), static_cast<size_t>(file.content.size())) != file.content.size())
            return fail(packingFailed(zip.get()));
    }
    if (archive_write_close(zip.get()) != ARCHIVE_OK)
        return fail(packingFailed(zip.get()));
    return bytes;
}

Result<BundleWritten> writeBundle(const BundlePreview &preview, const QString &folder)
{
    if (preview.bytes() > kMaxBundleBytes)
        return fail(ErrorCode::ValTooLong, {{QStringLiteral("field"), QStringLiteral("bundle")},
                                            {QStringLiteral("length"), QString::number(preview.bytes())},
                                            {QStringLiteral("limit"), QString::number(kMaxBundleBytes)}});
    const auto bytes = packBundle(preview);
    if (!bytes)
        return fail(bytes.error());
    const QString target = QFileInfo(folder).absoluteFilePath();
    if (!QFileInfo(target).isDir()) {
        QDir().mkpath(QFileInfo(target).absolutePath());
        if (::mkdir(QFile::encodeName(target).constData(), 0700) != 0)
            return fail(systemError(errno, target));
    }
    // The name is ours alone: no folder of the preview's making, no file that is there already.
    const QString path = freeName(target, QFileInfo(preview.fileName).fileName());
    if (auto done = writeWhole(path, *bytes); !done)
        return fail(done.error());
    return BundleWritten{path, QString::fromLatin1(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex()),
                         bytes->size(), static_cast<int>(preview.files.size())};
}

} // namespace plancia::support
