// A fast FTP/TLS responder: the load for `ftpscope scan` at its limits. A process for each processor,
// epoll, OpenSSL. It listens on every address of the loopback interface (all of 127.0.0.0/8) and on no
// other.
//
//   cc -O2 -o tls-responder tls-responder.c -lssl -lcrypto
//   tls-responder [-r] [-s] [-c N] [-e N] PORT [IMPLICIT_PORT]
//
//   -r      an RSA key of 2048 bits; without it ECDSA, P-256
//   -s      agrees to AUTH and is silent in the handshake
//   -c N    N certificates for as many connections, one after the other; without it all show the same
//   -e N    answers at every Nth address only, accepts and is silent at the others; 0: silent everywhere
//
// Says "ready" on standard output once it listens; at SIGTERM each process says how many connections it
// accepted and how many handshakes it finished.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLEAR, HANDSHAKE, PRIVATE, SILENT };

struct connection {
    int socket;
    unsigned char state, implicit, length;
    char line[120]; // what has come of the next command
    SSL *tls;       // only from AUTH on, so that thousands of idle connections cost little
};

struct listener {
    int socket, implicit;
};

static const char greeting[] = "220 (vsFTPd 3.0.3)\r\n";
static SSL_CTX *context;
static int poller;
static unsigned answers_every = 1;
static int stalls;
static char said[32768]; // what the connection at hand says, sent at once when it has had its turn
static size_t said_count;
static X509 **certificates; // to be shown by turns, where there is more than one
static int certificate_count = 1, certificate_turn;
static unsigned long accepted, handshakes;
static volatile sig_atomic_t ending;

static void fail(const char *what) {
    fprintf(stderr, "tls-responder: %s: %s\n", what, strerror(errno));
    ERR_print_errors_fp(stderr);
    exit(2);
}

static void end(int signal) {
    (void)signal;
    ending = 1;
}

static X509 *make_certificate(EVP_PKEY *key, int number) {
    char common_name[40] = "localhost";
    X509 *certificate = X509_new();
    if (!certificate) fail("OpenSSL");
    if (number) snprintf(common_name, sizeof common_name, "host-%d", number);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), number + 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 365 * 86400L);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)common_name, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION *names =
        X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    if (!names || !X509_add_ext(certificate, names, -1)) fail("certificate");
    X509_EXTENSION_free(names);
    if (!X509_sign(certificate, key, EVP_sha256())) fail("certificate");
    return certificate;
}

// A key and certificates of its own, made at the start.
static SSL_CTX *make_context(int rsa) {
    SSL_CTX *made = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    certificates = calloc((size_t)certificate_count, sizeof *certificates);
    if (!made || !key || !certificates) fail("OpenSSL");
    for (int i = 0; i < certificate_count; i++) certificates[i] = make_certificate(key, i);
    if (SSL_CTX_use_certificate(made, certificates[0]) != 1 || SSL_CTX_use_PrivateKey(made, key) != 1)
        fail("certificate");
    EVP_PKEY_free(key);
    // The cheapest that is still a full handshake of today's: it is the clients that are measured.
    SSL_CTX_set_ciphersuites(made, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set1_groups_list(made, "X25519:P-256");
    SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(made, 0); // resumption is not what is measured
    SSL_CTX_set_read_ahead(made, 1);  // a record in one read, not its head first
    return made;
}

static int listen_at(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    // Bound to the device, not to one address: that is what makes it all of 127.0.0.0/8, and no more.
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3) ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one) ||
        setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) || // its connections have it too
        bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 65535))
        fail("listening");
    return listener;
}

static int is_silent(int accepted_socket) {
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    if (answers_every <= 1) return answers_every == 0;
    return getsockname(accepted_socket, (struct sockaddr *)&own, &size) == 0 &&
           ntohl(own.sin_addr.s_addr) % answers_every != 0;
}

static int keep(BIO *bio, const char *bytes, int count) {
    (void)bio;
    if (count < 0 || (size_t)count > sizeof said - said_count) return -1;
    memcpy(said + said_count, bytes, (size_t)count);
    said_count += (size_t)count;
    return count;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

// 0: it is over.
static int say(struct connection *it, const char *text) {
    int length = (int)strlen(text);
    return it->state == PRIVATE ? SSL_write(it->tls, text, length) == length
                                : keep(NULL, text, length) == length;
}

// Sends what was said. It is little, and answers something: it always fits the socket's buffer. The
// last of a connection leaves with its end, in one packet.
static int speak(struct connection *it, int is_last) {
    size_t count = said_count;
    said_count = 0;
    return !count || send(it->socket, said, count, MSG_NOSIGNAL | (is_last ? MSG_MORE : 0)) == (ssize_t)count;
}

// Connections of TLS that have ended and serve again: making one anew takes longer.
static SSL *spare[64];
static int spares;

static SSL *take_spare(void) {
    static BIO_METHOD *method;
    if (spares) return spare[--spares];
    if (!method) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "said");
        if (!method || !BIO_meth_set_write(method, keep) || !BIO_meth_set_ctrl(method, control))
            fail("OpenSSL");
    }
    SSL *tls = SSL_new(context);
    BIO *in = BIO_new(BIO_s_socket()), *out = BIO_new(method);
    if (!tls || !in || !out) fail("OpenSSL");
    BIO_set_init(out, 1);
    SSL_set_bio(tls, in, out);
    return tls;
}

static void give_back(SSL *tls) {
    if (tls && spares < (int)(sizeof spare / sizeof *spare) && SSL_clear(tls)) spare[spares++] = tls;
    else SSL_free(tls);
}

static int start_tls(struct connection *it) {
    if (stalls) {
        it->state = SILENT;
        return 1;
    }
    it->tls = take_spare();
    BIO_set_fd(SSL_get_rbio(it->tls), it->socket, BIO_NOCLOSE);
    if (certificate_count > 1) {
        X509 *own = certificates[certificate_turn];
        certificate_turn = (certificate_turn + 1) % certificate_count;
        if (SSL_use_certificate(it->tls, own) != 1) return 0;
    }
    SSL_set_accept_state(it->tls);
    it->state = HANDSHAKE;
    it->length = 0; // what came in clear behind AUTH is dropped
    return 1;
}

static int answer(struct connection *it, const char *line) {
    static const struct { const char *verb, *reply; } replies[] = {
        {"FEAT", "211-Features:\r\n AUTH TLS\r\n PBSZ\r\n PROT\r\n UTF8\r\n211 End\r\n"},
        {"SYST", "215 UNIX Type: L8\r\n"},
        {"USER", "331 Password required.\r\n"},
        {"PBSZ", "200 PBSZ=0\r\n"},
        {"PROT", "200 Protection level is set.\r\n"},
        {"NOOP", "200 Still here.\r\n"},
    };
    if (!strncasecmp(line, "AUTH", 4))
        return it->state == PRIVATE ? say(it, "503 TLS is up already.\r\n")
                                    : say(it, "234 Proceed with the handshake.\r\n") && start_tls(it);
    if (!strncasecmp(line, "QUIT", 4)) {
        say(it, "221 Goodbye.\r\n");
        if (it->state == PRIVATE) SSL_shutdown(it->tls);
        return 0;
    }
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
        if (!strncasecmp(line, replies[i].verb, 4)) return say(it, replies[i].reply);
    return say(it, "502 Command not implemented.\r\n");
}

static int take(struct connection *it, const char *bytes, int count) {
    for (int i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            int state = it->state;
            it->line[it->length] = 0;
            it->length = 0;
            if (!answer(it, it->line)) return 0;
            if (it->state != state) return 1;
        } else if (it->length + 1u < sizeof it->line) {
            it->line[it->length++] = bytes[i];
        } else {
            return 0;
        }
    }
    return 1;
}

// Takes what is there; where that is not all, the socket tells of it again. 0: it is over.
static int advance(struct connection *it) {
    static char bytes[4096];
    for (;;) {
        int count;
        if (it->state == HANDSHAKE) {
            int result = SSL_do_handshake(it->tls);
            if (result != 1) {
                int why = SSL_get_error(it->tls, result);
                ERR_clear_error();
                return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
            }
            handshakes++;
            it->state = PRIVATE;
            if (it->implicit && !say(it, greeting)) return 0;
            if (!SSL_has_pending(it->tls)) return 1;
        }
        if (it->state == PRIVATE) {
            count = SSL_read(it->tls, bytes, sizeof bytes);
            if (count <= 0) {
                int why = SSL_get_error(it->tls, count);
                ERR_clear_error();
                return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
            }
        } else {
            count = (int)recv(it->socket, bytes, sizeof bytes, 0);
            if (count < 0) return errno == EAGAIN;
            if (count == 0) return 0;
        }
        int private = it->state == PRIVATE;
        if (it->state != SILENT && !take(it, bytes, count)) return 0;
        if (!private || !SSL_has_pending(it->tls)) return 1;
    }
}

static void drop(struct connection *it) {
    give_back(it->tls);
    close(it->socket);
    free(it);
}

static void accept_all(const struct listener *from) {
    for (;;) {
        int socket = accept4(from->socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            if (errno == EAGAIN) return;
            if (errno == ECONNABORTED || errno == EINTR) continue;
            fail("accepting (raise ulimit -n?)");
        }
        accepted++;
        struct connection *it = calloc(1, sizeof *it);
        if (!it) fail("memory");
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = it};
        it->socket = socket;
        it->implicit = (unsigned char)from->implicit;
        if (is_silent(socket)) it->state = SILENT;
        int going = it->state == SILENT || (it->implicit ? start_tls(it) : say(it, greeting));
        if (!going || !speak(it, 0) || epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event)) drop(it);
    }
}

// Answers at the listeners of one process until it is told to end.
static void serve(const struct listener *listeners, int ports) {
    struct epoll_event events[512];
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) fail("epoll");
    for (int i = 0; i < ports; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = (void *)&listeners[i]};
        if (epoll_ctl(poller, EPOLL_CTL_ADD, listeners[i].socket, &event)) fail("epoll");
    }
    while (!ending) {
        int ready = epoll_wait(poller, events, sizeof events / sizeof *events, -1);
        for (int i = 0; i < ready; i++) {
            void *whose = events[i].data.ptr;
            if (whose == &listeners[0] || whose == &listeners[1]) accept_all(whose);
            else {
                int going = advance(whose);
                if (!speak(whose, !going) || !going) drop(whose);
            }
        }
    }
    fprintf(stderr, "tls-responder: accepted %lu, handshakes %lu\n", accepted, handshakes);
}

int main(int count, char **arguments) {
    enum { PROCESSES_MAXIMUM = 64 };
    struct listener listeners[PROCESSES_MAXIMUM][2];
    struct rlimit files;
    int option, rsa = 0, ports, processes = (int)sysconf(_SC_NPROCESSORS_ONLN);
    while ((option = getopt(count, arguments, "rsc:e:")) != -1) {
        if (option == 'r') rsa = 1;
        else if (option == 's') stalls = 1;
        else if (option == 'c' && atoi(optarg) > 0) certificate_count = atoi(optarg);
        else if (option == 'e') answers_every = (unsigned)strtoul(optarg, NULL, 10);
        else return 64;
    }
    ports = count - optind;
    if (ports < 1 || ports > 2) {
        fprintf(stderr, "usage: tls-responder [-r] [-s] [-c N] [-e N] PORT [IMPLICIT_PORT]\n");
        return 64;
    }
    if (!getrlimit(RLIMIT_NOFILE, &files)) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (processes > PROCESSES_MAXIMUM) processes = PROCESSES_MAXIMUM;
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL); // SSL_write has no MSG_NOSIGNAL
    context = make_context(rsa);
    // The kernel gives each process its share of the connections (SO_REUSEPORT).
    for (int process = 0; process < processes; process++)
        for (int i = 0; i < ports; i++)
            listeners[process][i] = (struct listener){listen_at(atoi(arguments[optind + i])), i == 1};
    pid_t children[PROCESSES_MAXIMUM];
    int own = 0;
    for (int process = 1; process < processes && !own; process++) {
        children[process] = fork();
        if (children[process] < 0) fail("fork");
        if (children[process] == 0) own = process;
    }
    for (int process = 0; process < processes; process++)
        for (int i = 0; i < ports && process != own; i++) close(listeners[process][i].socket);
    if (own) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        serve(listeners[own], ports);
        return 0;
    }
    puts("ready");
    fflush(stdout);
    serve(listeners[0], ports);
    for (int process = 1; process < processes; process++) kill(children[process], SIGTERM);
    while (wait(NULL) > 0) continue;
    return 0;
}
