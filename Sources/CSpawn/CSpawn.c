#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <unistd.h>

/// A file in memory instead of a pipe: a program that does not read its input holds nobody up.
static int file_holding(const char *bytes, size_t size, int *file) {
    *file = memfd_create("undercover", MFD_CLOEXEC);
    if (*file < 0) return errno;
    while (size > 0) {
        ssize_t written = write(*file, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : EIO;
        bytes += written;
        size -= (size_t)written;
    }
    return lseek(*file, 0, SEEK_SET) < 0 ? errno : 0;
}

static int spawn(const char *program, char *const argv[], char *const envp[], int input, int output, pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int code = posix_spawn_file_actions_init(&actions);
    if (code) return code;
    code = posix_spawnattr_init(&attributes);
    if (code) {
        posix_spawn_file_actions_destroy(&actions);
        return code;
    }
    sigemptyset(&none);
    sigfillset(&all);
    if (!code) code = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (!code) code = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!code) code = posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    if (!code) code = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (!code) code = posix_spawn_file_actions_addchdir_np(&actions, "/");
    if (!code) code = posix_spawnattr_setsigmask(&attributes, &none);
    if (!code) code = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!code) code = posix_spawnattr_setpgroup(&attributes, 0);
    if (!code)
        code = posix_spawnattr_setflags(&attributes,
                                        POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    if (!code) code = posix_spawn(process, program, &actions, &attributes, argv, envp);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

/// The same file under a number that the standard streams of the program cannot take away from it.
static int above_standard(int *file) {
    if (*file > STDERR_FILENO) return 0;
    int moved = fcntl(*file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (moved < 0) return errno;
    close(*file);
    *file = moved;
    return 0;
}

int cspawn_start(const char *program, char *const argv[], char *const envp[], const void *input, size_t input_size,
                 pid_t *process, int *output) {
    int file = -1, ends[2] = {-1, -1};
    int code = file_holding(input, input_size, &file);
    if (!code && pipe2(ends, O_CLOEXEC) < 0) code = errno;
    if (!code) code = above_standard(&file);
    if (!code) code = above_standard(&ends[1]);
    // Our end alone: the program's writes may wait for us.
    if (!code && fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) code = errno;
    if (!code) code = spawn(program, argv, envp, file, ends[1], process);
    if (file >= 0) close(file);
    if (ends[1] >= 0) close(ends[1]);
    if (code && ends[0] >= 0) close(ends[0]);
    if (!code) *output = ends[0];
    return code;
}
