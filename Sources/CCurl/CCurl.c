#include "CCurl.h"
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

// Servers send two or three; more than these are nobody's business.
static const int most_certificates = 16;

unsigned char *ccurl_peer_chain(CURL *easy, size_t *length) {
    struct curl_tlssessioninfo *session = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session || !session->internals ||
        session->backend != CURLSSLBACKEND_OPENSSL)
        return NULL;
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(session->internals);
    int count = sk_X509_num(chain);
    if (count > most_certificates) count = most_certificates;
    *length = 0;
    for (int i = 0; i < count; i++) {
        int size = i2d_X509(sk_X509_value(chain, i), NULL);
        if (size <= 0) return NULL;
        *length += (size_t)size;
    }
    unsigned char *bytes = *length ? malloc(*length) : NULL;
    unsigned char *next = bytes;
    // Writes the length it has just told, and moves `next` behind it.
    if (bytes)
        for (int i = 0; i < count; i++) i2d_X509(sk_X509_value(chain, i), &next);
    return bytes;
}

ccurl_certificate *ccurl_certificate_read(const unsigned char **der, long length) {
    return (ccurl_certificate *)d2i_X509(NULL, der, length);
}

void ccurl_certificate_free(ccurl_certificate *certificate) {
    X509_free((X509 *)certificate);
}

static int print_names(BIO *out, const X509 *certificate) {
    int place = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
    return place >= 0 && X509V3_EXT_print(out, X509_get_ext(certificate, place), 0, 0);
}

char *ccurl_certificate_text(const ccurl_certificate *certificate, enum ccurl_certificate_part part) {
    const X509 *read = (const X509 *)certificate;
    BIO *out = BIO_new(BIO_s_mem());
    if (!out) return NULL;
    int printed = 0;
    switch (part) {
    case CCURL_SUBJECT: printed = X509_NAME_print_ex(out, X509_get_subject_name(read), 0, XN_FLAG_ONELINE) >= 0; break;
    case CCURL_ISSUER: printed = X509_NAME_print_ex(out, X509_get_issuer_name(read), 0, XN_FLAG_ONELINE) >= 0; break;
    case CCURL_NAMES: printed = print_names(out, read); break;
    case CCURL_NOT_BEFORE: printed = ASN1_TIME_print(out, X509_get0_notBefore(read)); break;
    case CCURL_NOT_AFTER: printed = ASN1_TIME_print(out, X509_get0_notAfter(read)); break;
    }
    char *bytes = NULL;
    long length = BIO_get_mem_data(out, &bytes);
    char *text = printed && length >= 0 ? strndup(bytes ? bytes : "", (size_t)length) : NULL;
    BIO_free(out);
    return text;
}
