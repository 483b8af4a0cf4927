// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/scheduledrun.h"

#include "app/backup/files.h"
#include "app/log/log.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace plancia::backup {

namespace {

/// Not open when another holds it.
Result<Fd> tryLock(const QString &path)
{
    Fd file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return Fd();
        if (errno != EINTR)
            return fail(fileError(ErrorCode::IoWrite, errno, path));
    }
    return file;
}

/// True when there is something to do; false also when that cannot be known, and then there is an error.
bool look(BackupsPort &backups, const CallContext &context, ScheduledRun &run)
{
    const auto health = backups.health(context).result();
    run.health = health ? std::optional<BackupHealth>(*health) : std::nullopt;
    if (!health)
        run.error = health.error();
    return health && (health->isDue || !health->toProve.isEmpty() || !health->toRead.isEmpty());
}

/// One whose proof was broken off is proved now; a rule that does not hold in it holds no better the next time.
void makeDue(BackupsPort &backups, const CallContext &context, ScheduledRun &run)
{
    QString path = run.health->toProve;
    if (run.health->isDue) {
        if (const auto made = backups.create({.kind = QStringLiteral("scheduled")}, context).result()) {
            run.made = *made;
            path = made->path;
        } else {
            run.error = made.error();
        }
    }
    if (!run.error && !path.isEmpty()) {
        if (const auto proved = backups.prove(path, context).result())
            run.made = *proved;
        else
            run.error = proved.error();
    }
}

} // namespace

ScheduledRun runSchedule(BackupsPort &backups, const QString &lockFile, const CallContext &context)
{
    ScheduledRun run;
    if (!look(backups, context, run))
        return run;
    run.wasDue = run.health->isDue;
    const auto lock = tryLock(lockFile);
    if (!lock) {
        run.error = lock.error();
        return run;
    }
    run.isElsewhere = !lock->isOpen();
    if (run.isElsewhere || !look(backups, context, run)) // made while we came to the lock
        return run;
    makeDue(backups, context, run);
    // One a look: they are many, and each is read to its end. What else than damage stands in the way is no news of the backup.
    if (!run.error && !run.health->toRead.isEmpty()) {
        const auto read = backups.verify(run.health->toRead, context).result();
        if (!read && read.error().code() == ErrorCode::BackupDamaged)
            run.error = read.error();
        else if (!read)
            log::write(log::Level::Warning, "schedule", read.error());
    }
    if (const auto health = backups.health(context).result())
        run.health = *health;
    return run;
}

} // namespace plancia::backup
