// A server that knows better than anybody how long it took: it holds each request for a given time, answers, and writes down how
// long it really held it, from the moment the request's last packet reached the machine (as the kernel stamps it: under a burst packets
// lie there until this server comes to them, and that is its own slowness, not its visitor's; over TLS from the moment it had read it)
// to the moment before it wrote the response. What times measured by a visitor are compared with. HTTP/1.1, one exchange a connection,
// one thread, one epoll loop.
//   hold_server PORT DELAY_MS HOSTS LOG [CERTIFICATE KEY]
// listens on 127.0.0.1 … 127.0.0.HOSTS; LOG gets a line a request: its target without the slash, microseconds held. Ends at SIGTERM.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#ifdef WITH_TLS
#include <openssl/ssl.h>
#else
typedef void SSL;
#endif

enum kind { LISTENER, TIMER, SIGNAL, CONNECTION };

struct peer {
    enum kind kind;
    int socket;
    SSL *tls;
    size_t length;
    long long arrived; // when it was read, by the monotonic clock
    long long stamped; // when it reached the machine, by the clock of the day; 0 when the kernel does not say
    struct peer *next;
    char request[4096];
};

static int poller, timer;
static long long delay;
static FILE *log_file;
static struct peer *first, *last; // held, in the order of their arrival
static struct peer *freed;        // ended in this round: events of it may still be in the batch
#ifdef WITH_TLS
static SSL_CTX *tls;
#endif

static long long nanoseconds(struct timespec t) {
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return nanoseconds(t);
}

static void watch(struct peer *peer, unsigned events) {
    struct epoll_event event = {.events = events, .data.ptr = peer};
    epoll_ctl(poller, EPOLL_CTL_ADD, peer->socket, &event);
}

static void end(struct peer *peer) {
#ifdef WITH_TLS
    if (peer->tls) SSL_free(peer->tls);
#endif
    close(peer->socket);
    peer->socket = -1;
    peer->next = freed;
    freed = peer;
}

// Bytes, 0 at the end of the stream or on an error, -1 when there is nothing yet.
static long take(struct peer *peer, char *bytes, size_t room) {
#ifdef WITH_TLS
    if (peer->tls) {
        int read = SSL_read(peer->tls, bytes, room);
        if (read > 0) return read;
        int error = SSL_get_error(peer->tls, read);
        return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : 0;
    }
#endif
    struct iovec space = {.iov_base = bytes, .iov_len = room};
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct timespec))];
    struct msghdr message = {.msg_iov = &space, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    long count = recvmsg(peer->socket, &message, 0);
    if (count < 0) return errno == EAGAIN ? -1 : 0;
    struct cmsghdr *stamp = CMSG_FIRSTHDR(&message);
    if (stamp && stamp->cmsg_level == SOL_SOCKET && stamp->cmsg_type == SCM_TIMESTAMPNS) {
        struct timespec t;
        memcpy(&t, CMSG_DATA(stamp), sizeof t);
        peer->stamped = nanoseconds(t);
    }
    return count;
}

static void set_timer(void) {
    struct itimerspec spec = {0};
    if (first) {
        long long due = first->arrived + delay;
        spec.it_value.tv_sec = due / 1000000000;
        spec.it_value.tv_nsec = due % 1000000000 + (due == 0);
    }
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &spec, NULL);
}

static void answer(struct peer *peer) {
    static const char body[] = "<!DOCTYPE html><html lang=\"en\"><head><title>Held</title></head><body><h1>Held</h1></body></html>\n";
    char response[512];
    int length = snprintf(response, sizeof response,
                          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n%s",
                          sizeof body - 1, body);
    long long held = peer->stamped ? now(CLOCK_REALTIME) - peer->stamped : now(CLOCK_MONOTONIC) - peer->arrived;
    // It fits into any socket's buffer.
#ifdef WITH_TLS
    if (peer->tls) {
        SSL_write(peer->tls, response, length);
        SSL_shutdown(peer->tls);
    } else
#endif
    if (write(peer->socket, response, length) < 0) return;
    char *target = strchr(peer->request, ' ');
    if (!target) return;
    target += target[1] == '/' ? 2 : 1;
    fprintf(log_file, "%.*s %lld\n", (int)strcspn(target, " \r\n"), target, held / 1000);
}

static void answer_due(void) {
    unsigned long long ticks;
    if (read(timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN) exit(2);
    while (first && first->arrived + delay <= now(CLOCK_MONOTONIC)) {
        struct peer *peer = first;
        first = peer->next;
        if (!first) last = NULL;
        answer(peer);
        end(peer);
    }
    set_timer();
}

static void hear(struct peer *peer) {
    if (peer->socket < 0) return;
    if (peer->arrived) {
        // It is held, and its visitor hung up: it is answered into nothing when its time comes.
        epoll_ctl(poller, EPOLL_CTL_DEL, peer->socket, NULL);
        return;
    }
    for (;;) {
        size_t room = sizeof peer->request - 1 - peer->length;
        long count = room ? take(peer, peer->request + peer->length, room) : 0;
        if (count < 0) return;
        if (count == 0) return end(peer);
        peer->length += count;
        peer->request[peer->length] = 0;
        if (strstr(peer->request, "\r\n\r\n")) break;
    }
    peer->arrived = now(CLOCK_MONOTONIC);
    peer->next = NULL;
    if (last) last->next = peer;
    else first = peer;
    last = peer;
    if (first == peer) set_timer();
}

static void greet(struct peer *listener) {
    for (;;) {
        int socket = accept4(listener->socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct peer *peer = calloc(1, sizeof *peer);
        if (!peer) exit(2);
        peer->kind = CONNECTION;
        peer->socket = socket;
#ifdef WITH_TLS
        if (tls) {
            peer->tls = SSL_new(tls);
            SSL_set_fd(peer->tls, socket);
            SSL_set_accept_state(peer->tls);
        }
#endif
        watch(peer, EPOLLIN | EPOLLRDHUP | EPOLLET);
        hear(peer);
    }
}

static void listen_on(int host, int port) {
    int on = 1;
    struct peer *listener = calloc(1, sizeof *listener);
    listener->kind = LISTENER;
    listener->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(listener->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // Inherited by what is accepted.
    setsockopt(listener->socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(0x7f000000 + host)};
    if (bind(listener->socket, (struct sockaddr *)&address, sizeof address) || listen(listener->socket, 4096)) {
        perror("hold_server: cannot listen");
        exit(2);
    }
    watch(listener, EPOLLIN);
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "hold_server PORT DELAY_MS HOSTS LOG [CERTIFICATE KEY]\n");
        return 3;
    }
    delay = atoll(arguments[2]) * 1000000;
    log_file = fopen(arguments[4], "w");
    if (!log_file) return perror(arguments[4]), 2;
    setvbuf(log_file, NULL, _IOFBF, 1 << 20);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    if (count > 6) {
#ifdef WITH_TLS
        tls = SSL_CTX_new(TLS_server_method());
        SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_num_tickets(tls, 0);
        if (SSL_CTX_use_certificate_chain_file(tls, arguments[5]) != 1 ||
            SSL_CTX_use_PrivateKey_file(tls, arguments[6], SSL_FILETYPE_PEM) != 1) {
            fprintf(stderr, "hold_server: the certificate or its key cannot be used\n");
            return 2;
        }
#else
        fprintf(stderr, "hold_server: built without OpenSSL\n");
        return 3;
#endif
    }
    poller = epoll_create1(EPOLL_CLOEXEC);
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct peer clock = {.kind = TIMER, .socket = timer};
    watch(&clock, EPOLLIN);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    struct peer asked = {.kind = SIGNAL, .socket = signalfd(-1, &ends, SFD_CLOEXEC)};
    watch(&asked, EPOLLIN);
    for (int host = 1; host <= atoi(arguments[3]); host++) listen_on(host, atoi(arguments[1]));
    printf("listening\n");
    fflush(stdout);
    for (;;) {
        struct epoll_event events[256];
        int ready = epoll_wait(poller, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            struct peer *peer = events[i].data.ptr;
            switch (peer->kind) {
            case LISTENER: greet(peer); break;
            case TIMER: answer_due(); break;
            case SIGNAL: return fclose(log_file) ? 2 : 0;
            case CONNECTION: hear(peer); break;
            }
        }
        while (freed) {
            struct peer *next = freed->next;
            free(freed);
            freed = next;
        }
    }
}
