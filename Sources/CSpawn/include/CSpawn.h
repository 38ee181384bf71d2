#ifndef CSPAWN_H
#define CSPAWN_H

#include <stddef.h>
#include <sys/types.h>

/// Starts a program with posix_spawn(3), in a process group of its own and in the root directory.
///
/// It inherits no descriptor: its standard input holds `input` and then ends, its standard output and error are one pipe. Its
/// signals are as they are for a new program. (Glibc's module for Swift has neither memfd_create nor
/// posix_spawn_file_actions_addclosefrom_np: they are GNU extensions.)
///
/// Returns 0 and sets `process` and `output`, the pipe's other end, which does not block and is the caller's to close; or
/// returns an errno, and nothing is left open.
int cspawn_start(const char *program, char *const argv[], char *const envp[], const void *input, size_t input_size,
                 pid_t *process, int *output);

#endif
