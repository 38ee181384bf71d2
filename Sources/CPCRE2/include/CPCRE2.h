// The door to PCRE2, in its 8-bit (UTF-8) flavour.
#ifndef UNDERCOVER_CPCRE2_H
#define UNDERCOVER_CPCRE2_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
