// A name server that hangs: preloaded (LD_PRELOAD), it holds every lookup of a name below hanging.test for 10 s, then says that it
// failed. All other names go where they would have gone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    static const char suffix[] = ".hanging.test";
    size_t length = name ? strlen(name) : 0;
    if (length >= sizeof suffix && !strcmp(name + length - (sizeof suffix - 1), suffix)) {
        sleep(10);
        return EAI_AGAIN;
    }
    int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        (int (*)(const char *, const char *, const struct addrinfo *, struct addrinfo **))dlsym(RTLD_NEXT, "getaddrinfo");
    return next ? next(name, service, hints, found) : EAI_SYSTEM;
}
