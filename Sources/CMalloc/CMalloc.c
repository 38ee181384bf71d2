#include "CMalloc.h"

// As many heaps on a machine of many processors as on a small one: each keeps some memory that is free. The environment's
// MALLOC_CONF wins.
const char *malloc_conf = "narenas:4";
