// The least that libcurl can do: N exchanges in flight on one epoll loop over curl_multi_socket_action, each checked for status
// 200 and one text, each on a connection of its own. What the peers' rows compare Undercover's CPU with.
//   bare_loop URL IN_FLIGHT SECONDS TEXT [CA_FILE]      prints: exchanges, failures, CPU seconds, seconds
#define _GNU_SOURCE
#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static int poller, timer;
static CURLM *multi;
static const char *url, *text, *ca_file;
static long done, failed;

struct exchange {
    CURL *easy;
    char *body;
    size_t length, room;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    size_t length = size * count;
    if (exchange->length + length > exchange->room) {
        exchange->room = (exchange->length + length) * 2;
        exchange->body = realloc(exchange->body, exchange->room);
    }
    memcpy(exchange->body + exchange->length, bytes, length);
    exchange->length += length;
    return length;
}

static int watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known) {
    (void)easy, (void)context;
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(poller, EPOLL_CTL_DEL, socket, NULL);
        return 0;
    }
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl_multi_assign(multi, socket, (void *)1);
    return 0;
}

static int set_timer(CURLM *handle, long milliseconds, void *context) {
    (void)handle, (void)context;
    struct itimerspec spec = {0};
    if (milliseconds > 0) {
        spec.it_value.tv_sec = milliseconds / 1000;
        spec.it_value.tv_nsec = milliseconds % 1000 * 1000000;
    } else if (milliseconds == 0) {
        spec.it_value.tv_nsec = 1;
    }
    timerfd_settime(timer, 0, &spec, NULL);
    return 0;
}

static void begin(struct exchange *exchange) {
    exchange->length = 0;
    CURL *easy = exchange->easy;
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (ca_file) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    curl_multi_add_handle(multi, easy);
}

int main(int count, char **arguments) {
    if (count < 5) return 3;
    url = arguments[1];
    int in_flight = atoi(arguments[2]);
    double seconds = atof(arguments[3]);
    text = arguments[4];
    ca_file = count > 5 ? arguments[5] : NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    poller = epoll_create1(EPOLL_CLOEXEC);
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = timer};
    epoll_ctl(poller, EPOLL_CTL_ADD, timer, &event);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
    for (int i = 0; i < in_flight; i++) {
        struct exchange *exchange = calloc(1, sizeof *exchange);
        exchange->easy = curl_easy_init();
        begin(exchange);
    }
    double start = now(), end = start + seconds;
    int running = 1;
    while (running > 0 || now() < end) {
        struct epoll_event events[64];
        int ready = epoll_wait(poller, events, 64, 100);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == timer) {
                unsigned long long ticks;
                if (read(timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN) return 2;
                curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
            } else {
                int what = (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                           (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                           (events[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
                curl_multi_socket_action(multi, events[i].data.fd, what, &running);
            }
        }
        CURLMsg *message;
        int left;
        while ((message = curl_multi_info_read(multi, &left))) {
            if (message->msg != CURLMSG_DONE) continue;
            struct exchange *exchange;
            long status = 0;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
            curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
            int good = message->data.result == CURLE_OK && status == 200 &&
                       memmem(exchange->body, exchange->length, text, strlen(text));
            done++;
            failed += !good;
            curl_multi_remove_handle(multi, exchange->easy);
            if (now() < end) begin(exchange);
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6 + usage.ru_stime.tv_sec + usage.ru_stime.tv_usec / 1e6;
    printf("%ld %ld %.4f %.4f\n", done, failed, cpu, now() - start);
    return 0;
}
