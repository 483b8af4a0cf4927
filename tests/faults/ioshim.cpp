// SPDX-License-Identifier: GPL-3.0-or-later
// A library to preload (LD_PRELOAD): counts the calls of a program that change files below one folder, and kills the
// program, tears a write or fails the call at one of them. The environment says what:
//   PLANCIA_FAULT_ROOT   absolute path; only calls on files below it count
//   PLANCIA_FAULT_AT     1…: which call, or 0 to count only
//   PLANCIA_FAULT_KIND   kill (before the call), torn (half of a write is done, then killed), or the name of an errno: that
//                        call and all that follow fail with it; with "-once" behind it only that call fails
//   PLANCIA_FAULT_LOG    a file that gets a line a call: "<number> <call> <path>"
// What memory maps write (SQLite's -shm) is not seen; nobody may rely on it after a crash.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

enum class Kind { Kill, Torn, Errno };
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
    } numbers[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EROFS", EROFS}, {"EMFILE", EMFILE}, {"EDQUOT", EDQUOT}};
    for (const auto &[name, number] : numbers)
        if (std::strcmp(kind, name) == 0) {
            g_plan.kind = Kind::Errno;
            g_plan.number = number;
        }
    if (std::strcmp(kind, "torn") == 0)
        g_plan.kind = Kind::Torn;
    if (const char *log = std::getenv("PLANCIA_FAULT_LOG"))
        g_plan.log = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
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
    if (!isBelow(path))
        return false;
    const long number = ++g_calls;
    if (g_plan.log >= 0) {
        char line[4400];
        const int n = std::snprintf(line, sizeof line, "%ld %s %s\n", number, call, path + g_plan.rootLength);
        [[maybe_unused]] const long written = ::syscall(SYS_write, g_plan.log, line, static_cast<size_t>(n));
    }
    if (g_plan.at == 0 || number < g_plan.at)
        return false;
    if (g_plan.kind != Kind::Errno) {
        if (number != g_plan.at)
            return false;
        if (g_plan.kind == Kind::Torn)
            tear();
        ::kill(::getpid(), SIGKILL);
        for (;;)
            ::pause();
    }
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

bool changes(int flags) { return (flags & (O_CREAT | O_TRUNC)) != 0 || g_plan.number == EMFILE; }

int openFile(const char *call, int folder, const char *name, int flags, mode_t mode)
{
    if (changes(flags) && meetsAt(call, folder, name, Need::Descriptor))
        return -1;
    return static_cast<int>(::syscall(SYS_openat, folder, name, flags | O_LARGEFILE, mode));
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

template <class Write>
ssize_t writePieces(const char *call, int fd, size_t size, Write write)
{
    char path[4096];
    if (pathOf(fd, path, sizeof path) && meets(call, path, Need::Room, [&] { [[maybe_unused]] const ssize_t n = write(size / 2); }))
        return -1;
    return write(size);
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
    return writePieces("write", fd, size, [=](size_t part) { return static_cast<ssize_t>(::syscall(SYS_write, fd, bytes, part)); });
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    return writePieces("pwrite", fd, size,
                       [=](size_t part) { return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, bytes, part, offset)); });
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    return writePieces("pwrite", fd, size,
                       [=](size_t part) { return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, bytes, part, offset)); });
}

int fsync(int fd) { return meetsFd("fsync", fd, Need::Disk) ? -1 : real<int (*)(int)>("fsync")(fd); }
int fdatasync(int fd) { return meetsFd("fdatasync", fd, Need::Disk) ? -1 : real<int (*)(int)>("fdatasync")(fd); }
int ftruncate(int fd, off_t size) noexcept
{
    return meetsFd("ftruncate", fd, Need::Room) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
int ftruncate64(int fd, off64_t size) noexcept
{
    return meetsFd("ftruncate", fd, Need::Room) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}

int rename(const char *from, const char *to) noexcept
{
    return meetsAt("rename", AT_FDCWD, to, Need::Name) ? -1 : static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int renameat(int fromFolder, const char *from, int toFolder, const char *to) noexcept
{
    return meetsAt("rename", toFolder, to, Need::Name) ? -1 : static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, 0));
}
int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags) noexcept
{
    return meetsAt("rename", toFolder, to, Need::Name) ? -1
                                                       : static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags));
}
int unlink(const char *name) noexcept
{
    return meetsAt("unlink", AT_FDCWD, name, Need::Disk) ? -1 : static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, 0));
}
int unlinkat(int folder, const char *name, int flags) noexcept
{
    return meetsAt("unlink", folder, name, Need::Disk) ? -1 : static_cast<int>(::syscall(SYS_unlinkat, folder, name, flags));
}
int rmdir(const char *name) noexcept
{
    return meetsAt("rmdir", AT_FDCWD, name, Need::Disk) ? -1 : static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, name, AT_REMOVEDIR));
}
int mkdir(const char *name, mode_t mode) noexcept
{
    return meetsAt("mkdir", AT_FDCWD, name, Need::Name) ? -1 : static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, name, mode));
}

} // extern "C"
