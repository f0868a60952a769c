#pragma once
#include <openssl/core_dispatch.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// What OpenSSL's headers define as macros, which Swift can't see.

static inline long shim_set_mode(SSL_CTX *context, long mode) {
  return SSL_CTX_set_mode(context, mode);
}

static inline long shim_set_min_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}

static inline long shim_set_max_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_max_proto_version(context, version);
}

static inline long shim_set_connection_max_version(SSL *ssl, int version) {
  return SSL_set_max_proto_version(ssl, version);
}

static inline long shim_set_groups(SSL_CTX *context, const char *list) {
  return SSL_CTX_set1_groups_list(context, list);
}

static inline long shim_set_automatic_dh(SSL_CTX *context) {
  return SSL_CTX_set_dh_auto(context, 1);
}

static inline long shim_set_session_cache(SSL_CTX *context, long mode, long size) {
  SSL_CTX_sess_set_cache_size(context, size);
  return SSL_CTX_set_session_cache_mode(context, mode);
}

static inline long shim_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add1_chain_cert(context, certificate);
}

static inline long shim_set_server_name(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, name);
}

// OpenSSL's callback of a server that is asked for a name: whichever it is, it is known.
static inline int shim_server_name_asked(SSL *ssl, int *alert, void *unused) {
  (void)ssl;
  (void)alert;
  (void)unused;
  return SSL_TLSEXT_ERR_OK;
}

static inline void shim_acknowledge_server_name(SSL_CTX *context) {
  SSL_CTX_set_tlsext_servername_callback(context, shim_server_name_asked);
}

// OpenSSL's callback of a client that is asked for a certificate: none is chosen, it is noted.
static inline int shim_certificate_asked(SSL *ssl, void *unused) {
  (void)unused;
  SSL_set_app_data(ssl, (void *)ssl);
  return 1;
}

static inline void shim_note_certificate_request(SSL *ssl) {
  SSL_set_cert_cb(ssl, shim_certificate_asked, NULL);
}

static inline int shim_is_certificate_asked(const SSL *ssl) {
  return SSL_get_app_data(ssl) != NULL;
}

static inline void shim_retry_read(BIO *bio) {
  BIO_set_retry_read(bio);
}

static inline void shim_clear_retry(BIO *bio) {
  BIO_clear_retry_flags(bio);
}

static inline int shim_certificate_count(const STACK_OF(X509) *chain) {
  return chain == NULL ? 0 : sk_X509_num(chain);
}

static inline X509 *shim_certificate(const STACK_OF(X509) *chain, int index) {
  return sk_X509_value(chain, index);
}

static inline STACK_OF(X509) *shim_new_chain(void) { return sk_X509_new_null(); }

static inline void shim_push_certificate(STACK_OF(X509) *chain, X509 *certificate) {
  sk_X509_push(chain, certificate);
}

static inline void shim_free_chain(STACK_OF(X509) *chain) { sk_X509_free(chain); }

static inline int shim_name_count(const GENERAL_NAMES *names) {
  return names == NULL ? 0 : sk_GENERAL_NAME_num(names);
}

// The bytes of a DNS name (type 2) or an address (type 7); NULL for the other types.
static inline const unsigned char *shim_name(
    const GENERAL_NAMES *names, int index, int *type, int *count) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  *type = name->type;
  if (name->type != GEN_DNS && name->type != GEN_IPADD) return NULL;
  const ASN1_STRING *string =
      name->type == GEN_DNS ? name->d.dNSName : (const ASN1_STRING *)name->d.iPAddress;
  *count = ASN1_STRING_length(string);
  return ASN1_STRING_get0_data(string);
}

static inline GENERAL_NAMES *shim_new_names(void) { return sk_GENERAL_NAME_new_null(); }

// Adds a DNS name; 0 where there is no memory.
static inline int shim_push_dns_name(GENERAL_NAMES *names, const char *bytes, int count) {
  GENERAL_NAME *name = GENERAL_NAME_new();
  ASN1_IA5STRING *string = ASN1_IA5STRING_new();
  if (name == NULL || string == NULL || ASN1_STRING_set(string, bytes, count) != 1 ||
      sk_GENERAL_NAME_push(names, name) <= 0) {
    GENERAL_NAME_free(name);
    ASN1_IA5STRING_free(string);
    return 0;
  }
  GENERAL_NAME_set0_value(name, GEN_DNS, string);
  return 1;
}

// Year, month, day, hour, minute and second in UTC; 0 where the time is malformed.
static inline int shim_time(const ASN1_TIME *time, int fields[6]) {
  struct tm tm;
  if (time == NULL || ASN1_TIME_to_tm(time, &tm) != 1) return 0;
  fields[0] = tm.tm_year + 1900;
  fields[1] = tm.tm_mon + 1;
  fields[2] = tm.tm_mday;
  fields[3] = tm.tm_hour;
  fields[4] = tm.tm_min;
  fields[5] = tm.tm_sec;
  return 1;
}

static inline unsigned long shim_rfc2253(void) { return XN_FLAG_RFC2253; }

static inline void shim_free(void *memory) { OPENSSL_free(memory); }

static inline long shim_memory(BIO *bio, char **start) { return BIO_get_mem_data(bio, start); }

static inline EVP_PKEY *shim_new_rsa_key(unsigned int bits) { return EVP_RSA_gen(bits); }

static inline EVP_PKEY *shim_new_p256_key(void) { return EVP_EC_gen("P-256"); }
