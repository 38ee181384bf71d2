// The door to libcurl: one shim per argument type for the functions that C declares variadic.
// A shim is named for the function it calls, with the type of its last argument behind.
#ifndef UNDERCOVER_CCURL_H
#define UNDERCOVER_CCURL_H

// Gives the easy, multi and share handles C types of their own. Swift still sees opaque pointers, so Transfer wraps
// each in a class.
#define CURL_STRICTER 1
// The macros that check option types want constants, and here the option is an argument.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

// What libcurl's sockets are waited for with; Swift's own module of the C library leaves these two out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "libcurl 7.87 or newer is needed: it is the first that keeps the certificate store (CURLOPT_CA_CACHE_TIMEOUT)"
#endif

// Macros with casts, which Swift does not import.
static const long ccurl_auth_digest = (long)CURLAUTH_DIGEST;

static inline CURLcode ccurl_easy_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_easy_setopt_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

/// libcurl copies the string. NULL restores "not set", whatever the default was.
static inline CURLcode ccurl_easy_setopt_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

/// libcurl keeps the pointer.
static inline CURLcode ccurl_easy_setopt_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

/// libcurl keeps the pointer: the list must live until the transfer is over.
static inline CURLcode ccurl_easy_setopt_slist(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_easy_setopt_share(CURL *easy, CURLSH *share) {
    return curl_easy_setopt(easy, CURLOPT_SHARE, share);
}

/// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION, which have the same signature.
static inline CURLcode ccurl_easy_setopt_write(CURL *easy, CURLoption option, curl_write_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode ccurl_easy_setopt_opensocket(CURL *easy, curl_opensocket_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode ccurl_easy_setopt_prereq(CURL *easy, curl_prereq_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode ccurl_easy_getinfo_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_easy_getinfo_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

/// The string belongs to the handle and lasts until it is used again.
static inline CURLcode ccurl_easy_getinfo_string(CURL *easy, CURLINFO info, const char **value) {
    return curl_easy_getinfo(easy, info, value);
}

/// The caller frees the list.
static inline CURLcode ccurl_easy_getinfo_slist(CURL *easy, CURLINFO info, struct curl_slist **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_easy_getinfo_private(CURL *easy, void **value) {
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, value);
}

static inline CURLMcode ccurl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_setopt_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_setopt_socket(CURLM *multi, curl_socket_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

static inline CURLMcode ccurl_multi_setopt_timer(CURLM *multi, curl_multi_timer_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

static inline CURLSHcode ccurl_share_setopt_share(CURLSH *share, curl_lock_data data) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, data);
}

/// The library that is loaded, which need not be the one whose headers these are.
static inline const curl_version_info_data *ccurl_version_info(void) {
    return curl_version_info(CURLVERSION_NOW);
}

// CURLOPT_CERTINFO prints all there is of every certificate of every handshake, keys and signatures too: a twentieth of what a
// visit costs. So the chain is taken from OpenSSL as it came, and only what is wanted of it is printed, when it is new.

/// The chain that the server sent on the handle's connection: certificates in DER, one behind the other, the server's first.
/// To be called while the handle has a connection. NULL when there is none, or libcurl's TLS is not OpenSSL's; else to be freed.
unsigned char *ccurl_peer_chain(CURL *easy, size_t *length);

typedef struct ccurl_certificate ccurl_certificate;

enum ccurl_certificate_part { CCURL_SUBJECT, CCURL_ISSUER, CCURL_NAMES, CCURL_NOT_BEFORE, CCURL_NOT_AFTER };

/// Reads the certificate that begins at `*der` and moves that behind it. NULL when no whole one is there.
ccurl_certificate *ccurl_certificate_read(const unsigned char **der, long length);
void ccurl_certificate_free(ccurl_certificate *certificate);

/// One part as OpenSSL prints it. NULL when it is absent; else to be freed.
char *ccurl_certificate_text(const ccurl_certificate *certificate, enum ccurl_certificate_part part);

#endif
