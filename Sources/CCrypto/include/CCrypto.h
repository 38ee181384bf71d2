// The door to OpenSSL's libcrypto: digests, HMAC and random bytes.
#ifndef UNDERCOVER_CCRYPTO_H
#define UNDERCOVER_CCRYPTO_H

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#endif
