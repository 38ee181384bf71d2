// The door to OpenSSL for the demo business: certificates made in memory, and TLS sessions that read and
// write memory instead of sockets. Nothing here does I/O. Every object belongs to its maker, who frees it
// with the matching `_free`; bytes passed in are only read during the call. One object is used by one thread
// at a time, except `ctls_context`, which many sessions on many threads may share.

#ifndef CTLS_H
#define CTLS_H

#include <stddef.h>
#include <stdint.h>

typedef struct ctls_authority ctls_authority;
typedef struct ctls_context ctls_context;
typedef struct ctls_session ctls_session;

// A new certificate authority with an EC P-256 key, valid from a day ago for ten years. NULL when OpenSSL refuses.
ctls_authority *ctls_authority_make(const char *name);
void ctls_authority_free(ctls_authority *authority);

// Writes the authority's certificate as PEM (not terminated). Returns its length, or 0 when it did not fit.
size_t ctls_authority_pem(const ctls_authority *authority, char *out, size_t room);

// A server's context with a new key and certificate for `alternative_names` ("DNS:localhost,IP:127.0.0.1"),
// valid between two times in seconds since 1970. It is signed by `issuer`, which is only borrowed, or by
// itself when `issuer` is NULL. Offers http/1.1 by ALPN. NULL when OpenSSL refuses.
ctls_context *ctls_context_make(const ctls_authority *issuer, const char *alternative_names, int64_t not_before,
                                int64_t not_after);
void ctls_context_free(ctls_context *context);

// The server's side of one connection. It keeps the context alive by itself.
ctls_session *ctls_session_make(const ctls_context *context);
void ctls_session_free(ctls_session *session);

// Bytes that came from the network. Returns 0, or -1 when memory ran out.
int ctls_session_receive(ctls_session *session, const void *bytes, int count);

// Goes on with the handshake and reads plain text. Returns the count of bytes read, 0 when more must be received
// first, -1 when the session is over: closed by the peer or broken.
int ctls_session_read(ctls_session *session, void *out, int room);

// Encrypts all of `bytes`. Returns 0, or -1 when the handshake is not done or the session is over.
int ctls_session_write(ctls_session *session, const void *bytes, int count);

// Queues the farewell (close_notify).
void ctls_session_close(ctls_session *session);

// Takes bytes that must go to the network. Returns their count, 0 when there are none.
int ctls_session_send(ctls_session *session, void *out, int room);

#endif
