// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/filechecks.h"

#include "app/store/storefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <utility>

namespace plancia::maintenance {

namespace {

using State = CheckResult::State;

constexpr mode_t kOthers = 077;

// linux/magic.h, and statfs(2) for those that are not in it.
constexpr std::array kDistant{std::pair{0x6969L, "nfs"},       std::pair{0xff534d42L, "cifs"}, std::pair{0xfe534d42L, "smb2"},
                              std::pair{0x517bL, "smb"},       std::pair{0x65735546L, "fuse"}, std::pair{0x01021997L, "9p"},
                              std::pair{0x5346414fL, "afs"},   std::pair{0x00c36400L, "ceph"}, std::pair{0x786f4256L, "vboxsf"},
                              std::pair{0xbacbacbcL, "vmhgfs"}};

void note(CheckResult &result, const QString &sample)
{
    result.state = State::Noted;
    ++result.count;
    result.samples.append(sample);
}

void checkMode(const QString &path, CheckResult &result)
{
    struct stat status {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        return;
    if ((status.st_mode & kOthers) != 0)
        note(result, QStringLiteral("%1 %2").arg(status.st_mode & 07777u, 4, 8, QLatin1Char('0')).arg(path));
}

} // namespace

void checkPermissions(const QString &path, CheckResult &result)
{
    checkMode(QFileInfo(path).absolutePath(), result);
    for (const char *suffix : {"", "-wal", "-shm", ".lock"})
        checkMode(path + QLatin1String(suffix), result);
}

void checkFileSystem(const QString &path, CheckResult &result)
{
    struct statfs status {};
    if (::statfs(QFile::encodeName(path).constData(), &status) != 0) {
        result.state = State::NotApplicable;
        return;
    }
    if (const QString name = distantFileSystem(status.f_type); !name.isEmpty())
        note(result, name);
}

QString distantFileSystem(qint64 type)
{
    // The field is signed on some machines, and a number above 31 bits comes out negative.
    const auto found = std::ranges::find(kDistant, static_cast<long>(type & 0xffffffff), &std::pair<long, const char *>::first);
    return found == kDistant.end() ? QString() : QString::fromLatin1(found->second);
}

namespace {

/// What a program that keeps a folder alike on several computers leaves in it; a slash at the end stands for a folder. Not in
/// the home folder alone, where ".dropbox/" and ".sync/" hold the program's own settings.
struct SyncMark {
    const char *program;
    const char *pattern;
};
constexpr std::array kMarks{SyncMark{"Dropbox", ".dropbox"},          SyncMark{"Dropbox", ".dropbox.cache/"},
                            SyncMark{"Syncthing", ".stfolder"},       SyncMark{"Syncthing", ".stfolder/"},
                            SyncMark{"Resilio Sync", ".sync/ID"},     SyncMark{"Nextcloud", ".sync_*.db"},
                            SyncMark{"Nextcloud", "._sync_*.db"},     SyncMark{"Nextcloud", ".nextcloudsync.log"},
                            SyncMark{"ownCloud", ".owncloudsync.log"}, SyncMark{"Seafile", ".seafile-data/"},
                            SyncMark{"MEGA", ".megaignore"}};
/// Those that leave no mark, by the name that their folder has.
constexpr std::array kNames{std::pair{"OneDrive", "OneDrive"}, std::pair{"OneDrive - ", "OneDrive"}, std::pair{"Google Drive", "Google Drive"},
                            std::pair{"GoogleDrive", "Google Drive"}, std::pair{"pCloudDrive", "pCloud"}, std::pair{"Insync", "Insync"}};
constexpr int kMostParents = 64;

bool hasMark(const QDir &folder, QString pattern)
{
    const bool isFolder = pattern.endsWith(u'/');
    if (isFolder)
        pattern.chop(1);
    const QFileInfo below(folder.filePath(pattern));
    if (!pattern.contains(u'*'))
        return below.exists() && below.isDir() == isFolder;
    return !folder.entryList({pattern}, (isFolder ? QDir::Dirs : QDir::Files) | QDir::Hidden).isEmpty();
}

QString programOf(const QDir &folder)
{
    for (const auto &[program, pattern] : kMarks)
        if (hasMark(folder, QString::fromLatin1(pattern)))
            return QString::fromLatin1(program);
    for (const auto &[name, program] : kNames)
        if (folder.dirName() == QLatin1String(name) || (QLatin1String(name).endsWith(u' ') && folder.dirName().startsWith(QLatin1String(name))))
            return QString::fromLatin1(program);
    return {};
}

} // namespace

void checkSyncedFolder(const QString &path, CheckResult &result)
{
    const QString real = QFileInfo(QFileInfo(path).absolutePath()).canonicalFilePath();
    if (real.isEmpty()) {
        result.state = State::NotApplicable; // the folder is gone
        return;
    }
    QDir folder(real);
    for (int level = 0; level < kMostParents; ++level) {
        if (const QString program = programOf(folder); !program.isEmpty())
            return note(result, QStringLiteral("%1: %2").arg(program, folder.path()));
        if (folder.isRoot() || !folder.cdUp())
            return;
    }
}

void checkBeside(const QString &path, CheckResult &result, qint64 longLog)
{
    if (store::fileSize(path + QStringLiteral("-journal")) > 0)
        note(result, QFileInfo(path).fileName() + QStringLiteral("-journal"));
    if (const qint64 log = store::fileSize(path + QStringLiteral("-wal")); log > longLog)
        note(result, QStringLiteral("%1-wal: %2 bytes").arg(QFileInfo(path).fileName()).arg(log));
}

} // namespace plancia::maintenance
