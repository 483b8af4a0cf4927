// SPDX-License-Identifier: GPL-3.0-or-later
// bench_run OUTPUT COMMAND…: runs a command with its standard output in a file; prints seconds, peak resident memory in MiB
// and exit status.
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3)
        return 64;
    const int out = ::open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0)
        return 73;
    const auto started = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(out, STDOUT_FILENO);
        ::execvp(argv[2], argv + 2);
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    std::printf("%.3f %ld %d\n", seconds, usage.ru_maxrss / 1024, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 0;
}
