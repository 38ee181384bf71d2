/* Preloaded: every sync to the disk takes 200 ms longer, as on a disk that is worn or shared. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int descriptor)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct timespec pause = {0, 200 * 1000 * 1000};
    nanosleep(&pause, 0);
    return real ? real(descriptor) : -1;
}

int fsync(int descriptor) { return slowly("fsync", descriptor); }

int fdatasync(int descriptor) { return slowly("fdatasync", descriptor); }
