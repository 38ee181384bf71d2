#ifndef CFAULTVFS_H
#define CFAULTVFS_H

#include <stdint.h>

// A file system for SQLite that tells of every write and sync, and fails when it is told to.
// It passes everything on to SQLite's own for this system: the files are real.

enum {
    FAULT_OPEN = 0,
    FAULT_READ = 1,
    FAULT_WRITE = 2,
    FAULT_SYNC = 3,
    FAULT_TRUNCATE = 4,
    FAULT_DELETE = 5,
};

typedef struct {
    int operation;
    // Absolute; empty for a temporary file. Lent for the call.
    const char *path;
    // Of a write or read; the new size of a truncation. Of an opening or deletion: whether the directory is synced too.
    int64_t offset;
    // What is written; lent for the call.
    const void *bytes;
    int64_t count;
} fault_event;

// Before an operation: 0, or the SQLite error that it ends with instead. Called on whatever thread SQLite works.
typedef int (*fault_before)(void *context, const fault_event *event);
// After an operation that was done.
typedef void (*fault_after)(void *context, const fault_event *event);

typedef struct fault_vfs fault_vfs;

// It stays until the process ends, and `context` must too. NULL when there is no memory, or SQLite refuses it.
fault_vfs *fault_vfs_register(const char *name, void *context, fault_before before, fault_after after);

#endif
