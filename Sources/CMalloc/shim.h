// The door to the C library's allocator, whose settings Glibc's module leaves out.
#ifndef UNDERCOVER_CMALLOC_H
#define UNDERCOVER_CMALLOC_H

#include <malloc.h>

#endif
