// The allocator of the program: jemalloc in place of glibc's (docs/dependencies.md). There is nothing to call.
#ifndef UNDERCOVER_CMALLOC_H
#define UNDERCOVER_CMALLOC_H

// What jemalloc reads when it starts (jemalloc(3), TUNING).
extern const char *malloc_conf;

#endif
