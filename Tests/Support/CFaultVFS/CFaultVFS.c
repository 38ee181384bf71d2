#include "CFaultVFS.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct fault_vfs {
    sqlite3_vfs base;
    sqlite3_vfs *real;
    void *context;
    fault_before before;
    fault_after after;
    char *name;
};

// The real file follows this in the memory that SQLite gives.
typedef struct {
    sqlite3_file base;
    fault_vfs *vfs;
    // SQLite keeps a file's name for as long as it is open.
    const char *path;
    // Whether the directory is synced with the first sync of this file, as SQLite does for what it has just made.
    int syncs_directory;
    sqlite3_file *real;
} fault_file;

static fault_vfs *vfs_of(sqlite3_vfs *vfs) { return (fault_vfs *)vfs; }
static fault_file *file_of(sqlite3_file *file) { return (fault_file *)file; }
static sqlite3_file *real_of(sqlite3_file *file) { return file_of(file)->real; }

static int before(fault_vfs *vfs, fault_event *event) { return vfs->before(vfs->context, event); }

static int told(fault_vfs *vfs, fault_event *event, int code) {
    if (code == SQLITE_OK) vfs->after(vfs->context, event);
    return code;
}

static int file_close(sqlite3_file *file) {
    sqlite3_file *real = real_of(file);
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    fault_event event = {FAULT_READ, file_of(file)->path, offset, NULL, count};
    int code = before(file_of(file)->vfs, &event);
    return code ? code : real_of(file)->pMethods->xRead(real_of(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    fault_event event = {FAULT_WRITE, file_of(file)->path, offset, bytes, count};
    int code = before(file_of(file)->vfs, &event);
    if (code) return code;
    return told(file_of(file)->vfs, &event, real_of(file)->pMethods->xWrite(real_of(file), bytes, count, offset));
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    fault_event event = {FAULT_TRUNCATE, file_of(file)->path, size, NULL, 0};
    int code = before(file_of(file)->vfs, &event);
    if (code) return code;
    return told(file_of(file)->vfs, &event, real_of(file)->pMethods->xTruncate(real_of(file), size));
}

static int file_sync(sqlite3_file *file, int flags) {
    fault_event event = {FAULT_SYNC, file_of(file)->path, file_of(file)->syncs_directory, NULL, 0};
    int code = before(file_of(file)->vfs, &event);
    if (code) return code;
    // The real file is left to the system: nobody pulls the machine's plug, and syncing would be most of a test's time.
    (void)flags;
    file_of(file)->syncs_directory = 0;
    return told(file_of(file)->vfs, &event, SQLITE_OK);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
static int file_lock(sqlite3_file *file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
static int file_unlock(sqlite3_file *file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
static int file_check(sqlite3_file *file, int *held) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}
static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
static int file_sector(sqlite3_file *file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
static int file_characteristics(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int file_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
    return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, memory);
}
static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
static void file_shm_barrier(sqlite3_file *file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
static int file_shm_unmap(sqlite3_file *file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

// Version 2: no memory mapping of the database, which would pass by the reads.
static const sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_check,
    file_control, file_sector, file_characteristics, file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap,
    NULL, NULL,
};

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out) {
    fault_file *mine = file_of(file);
    mine->base.pMethods = NULL;
    mine->vfs = vfs_of(vfs);
    mine->path = name ? name : "";
    // As in SQLite's os_unix.c: a journal or log that it makes is synced with its directory.
    mine->syncs_directory =
        (flags & SQLITE_OPEN_CREATE)
        && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
    mine->real = (sqlite3_file *)(mine + 1);
    fault_event event = {FAULT_OPEN, mine->path, 0, NULL, 0};
    int code = before(mine->vfs, &event);
    if (code) return code;
    code = mine->vfs->real->xOpen(mine->vfs->real, name, mine->real, flags, out);
    if (code == SQLITE_OK) mine->base.pMethods = &methods;
    return told(mine->vfs, &event, code);
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_directory) {
    fault_event event = {FAULT_DELETE, name, sync_directory, NULL, 0};
    int code = before(vfs_of(vfs), &event);
    if (code) return code;
    return told(vfs_of(vfs), &event, vfs_of(vfs)->real->xDelete(vfs_of(vfs)->real, name, sync_directory));
}

#define REAL vfs_of(vfs)->real

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    return REAL->xAccess(REAL, name, flags, out);
}
static int vfs_full(sqlite3_vfs *vfs, const char *name, int count, char *out) {
    return REAL->xFullPathname(REAL, name, count, out);
}
static int vfs_random(sqlite3_vfs *vfs, int count, char *out) { return REAL->xRandomness(REAL, count, out); }
static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) { return REAL->xSleep(REAL, microseconds); }
static int vfs_time(sqlite3_vfs *vfs, double *out) { return REAL->xCurrentTime(REAL, out); }
static int vfs_error(sqlite3_vfs *vfs, int count, char *out) { return REAL->xGetLastError(REAL, count, out); }
static int vfs_time64(sqlite3_vfs *vfs, sqlite3_int64 *out) { return REAL->xCurrentTimeInt64(REAL, out); }

fault_vfs *fault_vfs_register(const char *name, void *context, fault_before before, fault_after after) {
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    fault_vfs *vfs = calloc(1, sizeof *vfs);
    if (!real || !vfs || !(vfs->name = strdup(name))) {
        free(vfs);
        return NULL;
    }
    vfs->real = real;
    vfs->context = context;
    vfs->before = before;
    vfs->after = after;
    vfs->base.iVersion = 2;
    vfs->base.szOsFile = (int)sizeof(fault_file) + real->szOsFile;
    vfs->base.mxPathname = real->mxPathname;
    vfs->base.zName = vfs->name;
    vfs->base.xOpen = vfs_open;
    vfs->base.xDelete = vfs_delete;
    vfs->base.xAccess = vfs_access;
    vfs->base.xFullPathname = vfs_full;
    vfs->base.xRandomness = vfs_random;
    vfs->base.xSleep = vfs_sleep;
    vfs->base.xCurrentTime = vfs_time;
    vfs->base.xGetLastError = vfs_error;
    vfs->base.xCurrentTimeInt64 = vfs_time64;
    if (sqlite3_vfs_register(&vfs->base, 0) != SQLITE_OK) {
        free(vfs->name);
        free(vfs);
        return NULL;
    }
    return vfs;
}
