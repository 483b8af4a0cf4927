// SPDX-License-Identifier: GPL-3.0-or-later
// A library to preload (LD_PRELOAD): counts the calls of a program that change files below one folder, and kills the
// program, tears a write or fails the call at one of them. The environment says what:
//   PLANCIA_FAULT_ROOT   absolute path; only calls on files below it count
//   PLANCIA_FAULT_AT     1…: which call, or 0 to count only
//   PLANCIA_FAULT_KIND   kill (before the call), torn (half of a write is done, then killed), or the name of an errno: that
//                        call and all that follow fail with it; with "-once" behind it only that call fails;
//                        slow (that call and all that follow take PLANCIA_FAULT_MS longer), hang (that call never returns), or
//                        sleep (the program stops before the call; when it goes on the clock is PLANCIA_FAULT_AHEAD ahead)
//   PLANCIA_FAULT_CALLS  only calls with this in their name count, as "sync"; all without it
//   PLANCIA_FAULT_LOG    a file that gets a line a call: "<number> <call> <path>"
//   PLANCIA_FAULT_AHEAD  seconds by which the clock is ahead, as after a sleep of the computer
//   PLANCIA_FAULT_RECORD a file that gets all that is done, with the bytes (iorecord.h), to be replayed up to a loss of power
// What memory maps write (SQLite's -shm) is not seen; nobody may rely on it after a crash.
#include "tests/faults/iorecord.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <utility>
#include <unistd.h>

namespace {

enum class Kind { Kill, Torn, Errno, Slow, Hang, Sleep };
/// What a call needs, so that an errno strikes only where the system could give it.
enum class Need { Room, Disk, Descriptor, Name };

struct Plan {
    char root[4096] = "";
    size_t rootLength = 0;
    long at = 0;
    Kind kind = Kind::Kill;
    int number = 0;
    bool once = false;
    int log = -1;
    int record = -1;
    const char *calls = nullptr;
    time_t ahead = 0;        ///< seconds, from now on
    time_t aheadAfter = 0;   ///< seconds, when it has slept
    useconds_t slowness = 0;
};
Plan g_plan;
std::atomic<long> g_calls{0};

template <class F>
F real(const char *name)
{
    return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void readPlan()
{
    if (const char *ahead = std::getenv("PLANCIA_FAULT_AHEAD"))
        g_plan.ahead = std::atol(ahead);
    if (const char *slowness = std::getenv("PLANCIA_FAULT_MS"))
        g_plan.slowness = static_cast<useconds_t>(std::atol(slowness)) * 1'000;
    const char *root = std::getenv("PLANCIA_FAULT_ROOT");
    if (!root)
        return;
    std::snprintf(g_plan.root, sizeof g_plan.root, "%s", root);
    g_plan.rootLength = std::strlen(g_plan.root);
    const char *at = std::getenv("PLANCIA_FAULT_AT");
    g_plan.at = at ? std::atol(at) : 0;
    const char *given = std::getenv("PLANCIA_FAULT_KIND");
    char kind[32] = "";
    std::snprintf(kind, sizeof kind, "%s", given ? given : "kill");
    if (char *suffix = std::strstr(kind, "-once")) {
        g_plan.once = true;
        *suffix = '\0';
    }
    const struct {
        const char *name;
        int number;
    } numbers[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EROFS", EROFS}, {"EMFILE", EMFILE}, {"EDQUOT", EDQUOT}, {"EACCES", EACCES}};
    for (const auto &[name, number] : numbers)
        if (std::strcmp(kind, name) == 0) {
            g_plan.kind = Kind::Errno;
            g_plan.number = number;
        }
    const struct {
        const char *name;
        Kind kind;
    } others[] = {{"torn", Kind::Torn}, {"slow", Kind::Slow}, {"hang", Kind::Hang}, {"sleep", Kind::Sleep}};
    for (const auto &[name, other] : others)
        if (std::strcmp(kind, name) == 0)
            g_plan.kind = other;
    if (g_plan.kind == Kind::Sleep)
        std::swap(g_plan.ahead, g_plan.aheadAfter);
    if (const char *log = std::getenv("PLANCIA_FAULT_LOG"))
        g_plan.log = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (const char *record = std::getenv("PLANCIA_FAULT_RECORD"))
        g_plan.record = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    g_plan.calls = std::getenv("PLANCIA_FAULT_CALLS");
}

bool isBelow(const char *path)
{
    return g_plan.rootLength > 0 && std::strncmp(path, g_plan.root, g_plan.rootLength) == 0
        && (path[g_plan.rootLength] == '/' || path[g_plan.rootLength] == '\0');
}

bool pathOf(int fd, char *path, size_t size)
{
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t n = ::readlink(link, path, size - 1);
    path[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/// The path that an *at() call means.
bool pathAt(int folder, const char *name, char *path, size_t size)
{
    if (name[0] == '/') {
        std::snprintf(path, size, "%s", name);
        return true;
    }
    if (folder == AT_FDCWD) {
        if (!::getcwd(path, size))
            return false;
    } else if (!pathOf(folder, path, size)) {
        return false;
    }
    const size_t length = std::strlen(path);
    std::snprintf(path + length, size - length, "/%s", name);
    return true;
}

bool strikes(Need need)
{
    switch (g_plan.number) {
    case EMFILE: return need == Need::Descriptor;
    case EACCES: return need == Need::Descriptor || need == Need::Name;
    case ENOSPC:
    case EDQUOT: return need == Need::Room || need == Need::Descriptor || need == Need::Name;
    case EIO: return need == Need::Room || need == Need::Disk;
    default: return need != Need::Disk;
    }
}

/// Counts a call. True when it has to fail, with errno set. `tear` does half of the work before the program is killed.
template <class Tear>
bool meets(const char *call, const char *path, Need need, Tear tear)
{
    if (!isBelow(path) || (g_plan.calls && !std::strstr(call, g_plan.calls)))
        return false;
    const long number = ++g_calls;
    if (g_plan.log >= 0) {
        char line[4400];
        const int n = std::snprintf(line, sizeof line, "%ld %s %s\n", number, call, path + g_plan.rootLength);
        [[maybe_unused]] const long written = ::syscall(SYS_write, g_plan.log, line, static_cast<size_t>(n));
    }
    if (g_plan.at == 0 || number < g_plan.at)
        return false;
    if (g_plan.kind == Kind::Slow)
        ::usleep(g_plan.slowness);
    if (g_plan.kind != Kind::Errno && (g_plan.kind == Kind::Slow || number != g_plan.at))
        return false;
    if (g_plan.kind == Kind::Sleep) {
        ::raise(SIGSTOP); // the whole program
        g_plan.ahead = g_plan.aheadAfter;
        return false;
    }
    if (g_plan.kind == Kind::Torn)
        tear();
    if (g_plan.kind == Kind::Torn || g_plan.kind == Kind::Kill)
        ::kill(::getpid(), SIGKILL);
    while (g_plan.kind != Kind::Errno)
        ::pause();
    if ((g_plan.once && number != g_plan.at) || !strikes(need))
        return false;
    errno = g_plan.number;
    return true;
}

constexpr auto kNothing = [] {};

bool meetsFd(const char *call, int fd, Need need)
{
    char path[4096];
    return pathOf(fd, path, sizeof path) && meets(call, path, need, kNothing);
}

bool meetsAt(const char *call, int folder, const char *name, Need need)
{
    char path[4096];
    return pathAt(folder, name, path, sizeof path) && meets(call, path, need, kNothing);
}

/// Held over a call and its record, so that the records stand in the order of the calls.
std::mutex g_recording;

void put(const void *bytes, size_t size)
{
    const auto *at = static_cast<const char *>(bytes);
    while (size > 0) {
        const long n = ::syscall(SYS_write, g_plan.record, at, size);
        if (n <= 0)
            ::abort(); // a record with a hole would prove nothing
        at += n;
        size -= static_cast<size_t>(n);
    }
}

void record(plancia::tests::IoRecord::Kind kind, const char *path, std::uint64_t at = 0, const void *bytes = nullptr, size_t size = 0)
{
    if (kind != plancia::tests::IoRecord::Told && !isBelow(path))
        return;
    const char *relative = kind == plancia::tests::IoRecord::Told ? "" : path + g_plan.rootLength;
    relative += *relative == '/';
    plancia::tests::IoRecord head;
    head.kind = kind;
    head.pathBytes = static_cast<std::uint32_t>(std::strlen(relative));
    head.at = at;
    head.bytes = size;
    put(&head, sizeof head);
    put(relative, head.pathBytes);
    if (size > 0)
        put(bytes, size);
}

/// Runs a call; when it went well it is recorded as `note` says, with the path of `fd`.
template <class Call, class Note>
auto recorded(int fd, Call call, Note note)
{
    if (g_plan.record < 0)
        return call();
    const std::scoped_lock guard(g_recording);
    const auto result = call();
    if (char path[4096]; result >= 0 && pathOf(fd, path, sizeof path))
        note(path, result);
    return result;
}

template <class Call>
int recordedAt(plancia::tests::IoRecord::Kind kind, int folder, const char *name, Call call, int toFolder = AT_FDCWD, const char *to = nullptr)
{
    if (g_plan.record < 0)
        return call();
    const std::scoped_lock guard(g_recording);
    const int result = call();
    char path[4096], target[4096];
    if (result != 0 || !pathAt(folder, name, path, sizeof path))
        return result;
    if (!to)
        record(kind, path);
    else if (pathAt(toFolder, to, target, sizeof target) && isBelow(target))
        record(kind, path, 0, target + g_plan.rootLength + 1, std::strlen(target) - g_plan.rootLength - 1);
    return result;
}

bool changes(int flags) { return (flags & (O_CREAT | O_TRUNC)) != 0 || g_plan.number == EMFILE; }

int openFile(const char *call, int folder, const char *name, int flags, mode_t mode)
{
    if (changes(flags) && meetsAt(call, folder, name, Need::Descriptor))
        return -1;
    const auto open = [=] { return static_cast<int>(::syscall(SYS_openat, folder, name, flags | O_LARGEFILE, mode)); };
    if (g_plan.record < 0 || (flags & (O_CREAT | O_TRUNC)) == 0)
        return open();
    const std::scoped_lock guard(g_recording);
    struct stat before {};
    const bool wasThere = ::fstatat(folder, name, &before, AT_SYMLINK_NOFOLLOW) == 0;
    const int fd = open();
    char path[4096];
    if (fd >= 0 && pathAt(folder, name, path, sizeof path)) {
        if (!wasThere)
            record(plancia::tests::IoRecord::Create, path);
        else if ((flags & O_TRUNC) != 0 && before.st_size > 0)
            record(plancia::tests::IoRecord::Resize, path, 0);
    }
    return fd;
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

template <class Write>
ssize_t writePieces(const char *call, int fd, const void *bytes, size_t size, off_t offset, Write write)
{
    char path[4096];
    if (pathOf(fd, path, sizeof path) && meets(call, path, Need::Room, [&] { [[maybe_unused]] const ssize_t n = write(size / 2); }))
        return -1;
    if (g_plan.record >= 0 && fd == STDOUT_FILENO) {
        const std::scoped_lock guard(g_recording);
        record(plancia::tests::IoRecord::Told, "");
    }
    const auto place = [&] {
        if (offset >= 0)
            return offset;
        struct stat status {};
        const bool appends = (::fcntl(fd, F_GETFL) & O_APPEND) != 0 && ::fstat(fd, &status) == 0;
        return appends ? status.st_size : static_cast<off_t>(::lseek(fd, 0, SEEK_CUR));
    };
    off_t at = 0;
    return recorded(
        fd, [&] { at = g_plan.record < 0 ? 0 : place(); return write(size); },
        [&](const char *where, ssize_t n) {
            record(plancia::tests::IoRecord::Write, where, static_cast<std::uint64_t>(at), bytes, static_cast<size_t>(n));
        });
}

int syncFile(const char *call, int fd)
{
    if (meetsFd(call, fd, Need::Disk))
        return -1;
    return recorded(fd, [=] { return real<int (*)(int)>(call)(fd); },
                    [](const char *path, int) { record(plancia::tests::IoRecord::Sync, path); });
}

int resize(int fd, off_t size)
{
    if (meetsFd("ftruncate", fd, Need::Room))
        return -1;
    return recorded(fd, [=] { return static_cast<int>(::syscall(SYS_ftruncate, fd, size)); },
                    [=](const char *path, int) { record(plancia::tests::IoRecord::Resize, path, static_cast<std::uint64_t>(size)); });
}

int allocate(int fd, int mode, off_t offset, off_t size)
{
    if (meetsFd("fallocate", fd, Need::Room))
        return -1;
    struct stat status {};
    return recorded(fd, [&] { return ::fstat(fd, &status) != 0 ? -1 : static_cast<int>(::syscall(SYS_fallocate, fd, mode, offset, size)); },
                    [&](const char *path, int) {
                        if (offset + size > status.st_size && (mode & 1) == 0) // FALLOC_FL_KEEP_SIZE
                            record(plancia::tests::IoRecord::Resize, path, static_cast<std::uint64_t>(offset + size));
                    });
}

int moveFile(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags)
{
    if (meetsAt("rename", toFolder, to, Need::Name))
        return -1;
    return recordedAt(plancia::tests::IoRecord::Rename, fromFolder, from,
                      [=] { return static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags)); }, toFolder, to);
}

int removeFile(const char *call, int folder, const char *name, int flags)
{
    if (meetsAt(call, folder, name, Need::Disk))
        return -1;
    return recordedAt(plancia::tests::IoRecord::Unlink, folder, name,
                      [=] { return static_cast<int>(::syscall(SYS_unlinkat, folder, name, flags)); });
}

} // namespace

extern "C" {

int open(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open", AT_FDCWD, name, flags, mode);
}
int open64(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open", AT_FDCWD, name, flags, mode);
}
int openat(int folder, const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open", folder, name, flags, mode);
}
int openat64(int folder, const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open", folder, name, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    return writePieces("write", fd, bytes, size, -1, [=](size_t part) { return static_cast<ssize_t>(::syscall(SYS_write, fd, bytes, part)); });
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    return writePieces("pwrite", fd, bytes, size, offset,
                       [=](size_t part) { return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, bytes, part, offset)); });
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) { return pwrite(fd, bytes, size, offset); }

int fsync(int fd) { return syncFile("fsync", fd); }
int fdatasync(int fd) { return syncFile("fdatasync", fd); }
int ftruncate(int fd, off_t size) noexcept { return resize(fd, size); }
int ftruncate64(int fd, off64_t size) noexcept { return resize(fd, size); }
int fallocate(int fd, int mode, off_t offset, off_t size) { return allocate(fd, mode, offset, size); }
int fallocate64(int fd, int mode, off64_t offset, off64_t size) { return allocate(fd, mode, offset, size); }
int posix_fallocate(int fd, off_t offset, off_t size) { return allocate(fd, 0, offset, size) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t offset, off64_t size) { return allocate(fd, 0, offset, size) == 0 ? 0 : errno; }
/// Whoever copies within the kernel can copy by hand as well, and that is seen.
ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t size, unsigned int flags)
{
    if (meetsFd("copy_file_range", to, Need::Room))
        return -1;
    if (g_plan.record >= 0) {
        errno = EXDEV;
        return -1;
    }
    return static_cast<ssize_t>(::syscall(SYS_copy_file_range, from, in, to, out, size, flags));
}

int rename(const char *from, const char *to) noexcept { return moveFile(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int fromFolder, const char *from, int toFolder, const char *to) noexcept { return moveFile(fromFolder, from, toFolder, to, 0); }
int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags) noexcept
{
    return moveFile(fromFolder, from, toFolder, to, flags);
}
int unlink(const char *name) noexcept { return removeFile("unlink", AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) noexcept { return removeFile("unlink", folder, name, flags); }
int rmdir(const char *name) noexcept { return removeFile("rmdir", AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) noexcept
{
    struct stat status {};
    const bool isFolder = ::lstat(name, &status) == 0 && S_ISDIR(status.st_mode);
    return removeFile("unlink", AT_FDCWD, name, isFolder ? AT_REMOVEDIR : 0);
}
int mkdir(const char *name, mode_t mode) noexcept
{
    if (meetsAt("mkdir", AT_FDCWD, name, Need::Name))
        return -1;
    return recordedAt(plancia::tests::IoRecord::MakeFolder, AT_FDCWD, name,
                      [=] { return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, name, mode)); });
}

int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const int code = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
    if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_BOOTTIME))
        time->tv_sec += g_plan.ahead;
    return code;
}
int gettimeofday(timeval *time, void *) noexcept
{
    timespec now{};
    if (const int code = clock_gettime(CLOCK_REALTIME, &now); code != 0)
        return code;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1'000;
    return 0;
}
time_t time(time_t *to) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

} // extern "C"
