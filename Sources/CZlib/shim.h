// The door to zlib.
#ifndef UNDERCOVER_CZLIB_H
#define UNDERCOVER_CZLIB_H

#include <zlib.h>

#endif
