#include "CTLS.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <time.h>

struct ctls_authority {
    X509 *certificate;
    EVP_PKEY *key;
};

struct ctls_context {
    SSL_CTX *ssl;
};

struct ctls_session {
    SSL *ssl;
    BIO *received;  // both owned by `ssl`
    BIO *to_send;
};

static int add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (!extension) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

// An unsigned certificate for `key`. The caller frees it.
static X509 *certificate_make(EVP_PKEY *key, const char *name, int64_t not_before, int64_t not_after) {
    uint64_t serial = 0;
    X509 *certificate = X509_new();
    if (!certificate) return NULL;
    X509_NAME *subject = X509_get_subject_name(certificate);
    int made = RAND_bytes((unsigned char *)&serial, sizeof serial) == 1 && X509_set_version(certificate, X509_VERSION_3) &&
               ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) &&
               ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)not_before) &&
               ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)not_after) &&
               X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0) &&
               X509_set_pubkey(certificate, key);
    if (made) return certificate;
    X509_free(certificate);
    return NULL;
}

ctls_authority *ctls_authority_make(const char *name) {
    ERR_clear_error();
    ctls_authority *authority = calloc(1, sizeof *authority);
    if (!authority) return NULL;
    int64_t now = (int64_t)time(NULL);
    authority->key = EVP_EC_gen("P-256");
    if (authority->key) {
        authority->certificate = certificate_make(authority->key, name, now - 86400, now + 3650LL * 86400);
    }
    X509 *certificate = authority->certificate;
    if (certificate && X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) &&
        add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE") &&
        add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
        add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
        X509_sign(certificate, authority->key, EVP_sha256())) {
        return authority;
    }
    ctls_authority_free(authority);
    return NULL;
}

void ctls_authority_free(ctls_authority *authority) {
    if (!authority) return;
    X509_free(authority->certificate);
    EVP_PKEY_free(authority->key);
    free(authority);
}

size_t ctls_authority_pem(const ctls_authority *authority, char *out, size_t room) {
    ERR_clear_error();
    size_t count = 0;
    BIO *memory = BIO_new(BIO_s_mem());
    if (memory && PEM_write_bio_X509(memory, authority->certificate)) {
        char *bytes = NULL;
        long length = BIO_get_mem_data(memory, &bytes);
        if (length > 0 && (size_t)length <= room) {
            for (long i = 0; i < length; i++) out[i] = bytes[i];
            count = (size_t)length;
        }
    }
    BIO_free(memory);
    return count;
}

// Takes http/1.1 when the client offers it, else goes on without ALPN.
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_length, const unsigned char *offered,
                           unsigned int offered_length, void *unused) {
    (void)ssl;
    (void)unused;
    static const unsigned char ours[] = "\x08http/1.1";
    int outcome = SSL_select_next_proto((unsigned char **)out, out_length, ours, sizeof ours - 1, offered, offered_length);
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

ctls_context *ctls_context_make(const ctls_authority *issuer, const char *alternative_names, int64_t not_before,
                                int64_t not_after) {
    ERR_clear_error();
    ctls_context *context = calloc(1, sizeof *context);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = key ? certificate_make(key, "Hotel Lindenhof", not_before, not_after) : NULL;
    X509 *signer = issuer ? issuer->certificate : certificate;
    int made = context && certificate && X509_set_issuer_name(certificate, X509_get_subject_name(signer)) &&
               add_extension(certificate, signer, NID_basic_constraints, "critical,CA:FALSE") &&
               add_extension(certificate, signer, NID_key_usage, "critical,digitalSignature") &&
               add_extension(certificate, signer, NID_ext_key_usage, "serverAuth") &&
               add_extension(certificate, signer, NID_subject_key_identifier, "hash") &&
               add_extension(certificate, signer, NID_authority_key_identifier, "keyid") &&
               add_extension(certificate, signer, NID_subject_alt_name, alternative_names) &&
               X509_sign(certificate, issuer ? issuer->key : key, EVP_sha256());
    if (made) {
        context->ssl = SSL_CTX_new(TLS_server_method());
        made = context->ssl && SSL_CTX_set_min_proto_version(context->ssl, TLS1_2_VERSION) &&
               SSL_CTX_use_certificate(context->ssl, certificate) && SSL_CTX_use_PrivateKey(context->ssl, key);
    }
    if (made) {
        SSL_CTX_set_alpn_select_cb(context->ssl, choose_protocol, NULL);
        SSL_CTX_set_mode(context->ssl, SSL_MODE_RELEASE_BUFFERS);
    }
    X509_free(certificate);  // the context holds its own references
    EVP_PKEY_free(key);
    if (made) return context;
    ctls_context_free(context);
    return NULL;
}

void ctls_context_free(ctls_context *context) {
    if (!context) return;
    SSL_CTX_free(context->ssl);
    free(context);
}

ctls_session *ctls_session_make(const ctls_context *context) {
    ERR_clear_error();
    ctls_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->ssl = SSL_new(context->ssl);
    session->received = BIO_new(BIO_s_mem());
    session->to_send = BIO_new(BIO_s_mem());
    if (!session->ssl || !session->received || !session->to_send) {
        BIO_free(session->received);
        BIO_free(session->to_send);
        SSL_free(session->ssl);
        free(session);
        return NULL;
    }
    SSL_set_bio(session->ssl, session->received, session->to_send);
    SSL_set_accept_state(session->ssl);
    return session;
}

void ctls_session_free(ctls_session *session) {
    if (!session) return;
    SSL_free(session->ssl);
    free(session);
}

int ctls_session_receive(ctls_session *session, const void *bytes, int count) {
    return BIO_write(session->received, bytes, count) == count ? 0 : -1;
}

int ctls_session_read(ctls_session *session, void *out, int room) {
    ERR_clear_error();
    int count = SSL_read(session->ssl, out, room);
    if (count > 0) return count;
    return SSL_get_error(session->ssl, count) == SSL_ERROR_WANT_READ ? 0 : -1;
}

int ctls_session_write(ctls_session *session, const void *bytes, int count) {
    ERR_clear_error();
    if (count == 0) return 0;
    return SSL_is_init_finished(session->ssl) && SSL_write(session->ssl, bytes, count) == count ? 0 : -1;
}

void ctls_session_close(ctls_session *session) {
    ERR_clear_error();
    if (SSL_is_init_finished(session->ssl)) SSL_shutdown(session->ssl);
}

int ctls_session_send(ctls_session *session, void *out, int room) {
    int count = BIO_read(session->to_send, out, room);
    return count > 0 ? count : 0;
}
