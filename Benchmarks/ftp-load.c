// A load of FTP clients for one server on loopback: the load for `ftpscope sensor` and its peers. One
// thread, epoll, OpenSSL. It connects to addresses of 127.0.0.0/8 and to no other.
//
//   cc -O2 -o ftp-load ftp-load.c -lssl -lcrypto
//   ftp-load [-t] [-n SESSIONS] [-c CONCURRENCY] [-s SOURCES] [-r RATE] ADDRESS PORT
//   ftp-load [-t] -i CONNECTIONS ADDRESS PORT
//
//   -t      AUTH TLS before the login, TLS 1.3 where the server has it
//   -n N    sessions in all: connect, USER, PASS, QUIT (default: 5000)
//   -c N    sessions at a time (default: 100)
//   -s N    from so many addresses of 127.1.0.0/16, in turn (default: from 127.0.0.1)
//   -r N    sessions begun a second (default: as fast as they end)
//   -i N    opens so many connections (up to TLS with -t), says "idle N", holds them until SIGTERM
//
// Prints: sessions finished, failed, seconds, sessions a second. A session is finished when the server
// answered every command; whether it let the user in does not matter.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FREE, CONNECTING, GREETING, AUTH, HANDSHAKE, USER, PASS, QUIT, IDLE };

struct session {
    int socket;
    unsigned char state;
    short length;
    unsigned number;
    double begun;
    char line[512]; // what has come of the reply's next line
    SSL *tls;
};

static SSL_CTX *context;
static int poller, tls, idle;
static unsigned wanted = 5000, concurrency = 100, sources, begun, finished, failed, holding;
static double rate;
static struct sockaddr_in server;
static struct session *sessions;
static volatile sig_atomic_t ending;

static void fail(const char *what) {
    fprintf(stderr, "ftp-load: %s: %s\n", what, strerror(errno));
    exit(2);
}

static void end(int signal) {
    (void)signal;
    ending = 1;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void close_session(struct session *s, int good) {
    if (s->tls) SSL_free(s->tls);
    close(s->socket);
    s->tls = NULL;
    s->state = FREE;
    *(good ? &finished : &failed) += 1;
}

static void begin(struct session *s) {
    int one = 1;
    s->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->socket < 0) fail("socket");
    setsockopt(s->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    s->number = begun++;
    s->begun = now();
    s->length = 0;
    if (sources) {
        unsigned k = s->number % sources;
        struct sockaddr_in from = {.sin_family = AF_INET};
        from.sin_addr.s_addr = htonl(0x7F010001 + (k / 250 << 8) + k % 250);
        setsockopt(s->socket, IPPROTO_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &one, sizeof one);
        if (bind(s->socket, (struct sockaddr *)&from, sizeof from)) fail("bind");
    }
    s->state = CONNECTING;
    if (connect(s->socket, (struct sockaddr *)&server, sizeof server) && errno != EINPROGRESS) {
        close_session(s, 0);
        return;
    }
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = s};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, s->socket, &event)) fail("epoll_ctl");
}

static int say(struct session *s, const char *text) {
    int count = strlen(text);
    return s->tls ? SSL_write(s->tls, text, count) == count
                  : send(s->socket, text, count, MSG_NOSIGNAL) == count;
}

static int shake(struct session *s) {
    int result = SSL_do_handshake(s->tls);
    if (result != 1) return SSL_get_error(s->tls, result) == SSL_ERROR_WANT_READ;
    if (idle) {
        s->state = IDLE;
        holding++;
        return 1;
    }
    s->state = USER;
    return say(s, "USER admin\r\n");
}

// A reply's last line has come. 0: the session has failed.
static int replied(struct session *s) {
    char text[40];
    switch (s->state) {
    case GREETING:
        if (tls) {
            s->state = AUTH;
            return say(s, "AUTH TLS\r\n");
        }
        if (idle) {
            s->state = IDLE;
            holding++;
            return 1;
        }
        s->state = USER;
        return say(s, "USER admin\r\n");
    case AUTH:
        if (strncmp(s->line, "234", 3)) return 0;
        s->tls = SSL_new(context);
        SSL_set_fd(s->tls, s->socket);
        SSL_set_connect_state(s->tls);
        s->state = HANDSHAKE;
        return shake(s);
    case USER:
        s->state = PASS;
        snprintf(text, sizeof text, "PASS secret%u\r\n", s->number);
        return say(s, text);
    case PASS:
        s->state = QUIT;
        return say(s, "QUIT\r\n");
    case QUIT:
        close_session(s, 1);
        return 1;
    }
    return 1;
}

static int take(struct session *s, const char *bytes, int count) {
    for (int i = 0; i < count && s->state != FREE; i++) {
        if (bytes[i] != '\n') {
            if (s->length < (short)sizeof s->line - 1) s->line[s->length++] = bytes[i];
            continue;
        }
        s->line[s->length] = 0;
        int last = s->length >= 3 && s->line[0] >= '1' && s->line[0] <= '5' && (s->length == 3 || s->line[3] == ' ' || s->line[3] == '\r');
        s->length = 0;
        if (last && !replied(s)) return 0;
    }
    return 1;
}

static int receive(struct session *s) {
    char bytes[4096];
    while (s->state != FREE) {
        if (s->state == HANDSHAKE) {
            if (!shake(s)) return 0;
            if (s->state == HANDSHAKE) return 1;
        }
        int count;
        if (s->tls) {
            count = SSL_read(s->tls, bytes, sizeof bytes);
            if (count <= 0) return SSL_get_error(s->tls, count) == SSL_ERROR_WANT_READ;
        } else {
            count = recv(s->socket, bytes, sizeof bytes, 0);
            if (count < 0) return errno == EAGAIN;
            if (count == 0) return 0;
        }
        if (!take(s, bytes, count)) return 0;
    }
    return 1;
}

static void happened(struct session *s, unsigned events) {
    if (s->state == FREE) return;
    if (s->state == CONNECTING) {
        int error = 0;
        socklen_t size = sizeof error;
        if (!(events & (EPOLLOUT | EPOLLERR | EPOLLHUP))) return;
        getsockopt(s->socket, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) {
            close_session(s, 0);
            return;
        }
        s->state = GREETING;
    }
    if (!receive(s)) close_session(s, 0);
}

static unsigned number(const char *text) {
    char *rest;
    unsigned long value = strtoul(text, &rest, 10);
    if (*rest || !*text || value > 10000000) {
        fprintf(stderr, "ftp-load: '%s' is no number up to 10000000\n", text);
        exit(64);
    }
    return value;
}

int main(int count, char **words) {
    int option;
    while ((option = getopt(count, words, "tn:c:s:r:i:")) != -1) switch (option) {
        case 't': tls = 1; break;
        case 'n': wanted = number(optarg); break;
        case 'c': concurrency = number(optarg); break;
        case 's': sources = number(optarg); break;
        case 'r': rate = number(optarg); break;
        case 'i': idle = 1; wanted = concurrency = number(optarg); break;
        default: return 64;
        }
    if (count - optind != 2) {
        fprintf(stderr, "ftp-load: wants ADDRESS PORT\n");
        return 64;
    }
    server.sin_family = AF_INET;
    server.sin_port = htons(number(words[optind + 1]));
    if (!inet_aton(words[optind], &server.sin_addr) || ntohl(server.sin_addr.s_addr) >> 24 != 127) {
        fprintf(stderr, "ftp-load: %s is no address of 127.0.0.0/8\n", words[optind]);
        return 64;
    }
    // A server that is slow to accept would otherwise be met by more SYNs than it can hold.
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, end);
    signal(SIGINT, end);
    struct rlimit files = {concurrency + 64, concurrency + 64};
    if (setrlimit(RLIMIT_NOFILE, &files)) {
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    sessions = calloc(concurrency, sizeof *sessions);
    poller = epoll_create1(EPOLL_CLOEXEC);
    double start = now(), last_sweep = start;
    struct epoll_event events[512];
    while (!ending && (idle || finished + failed < wanted)) {
        double time = now();
        for (unsigned i = 0; i < concurrency && begun < wanted; i++) {
            if (rate && begun >= (time - start) * rate) break;
            // Connections that will idle are opened a few at a time.
            if (idle && begun - holding - failed >= 200) break;
            if (sessions[i].state == FREE) begin(&sessions[i]);
        }
        if (idle && holding + failed >= wanted && last_sweep < 1e300) {
            printf("idle %u\n", holding);
            fflush(stdout);
            last_sweep = 1e300;
        }
        int ready = epoll_wait(poller, events, 512, rate || idle ? 1 : 100);
        for (int i = 0; i < ready; i++) happened(events[i].data.ptr, events[i].events);
        if (!idle && time - last_sweep > 1) {
            last_sweep = time;
            for (unsigned i = 0; i < concurrency; i++)
                if (sessions[i].state != FREE && time - sessions[i].begun > 30) close_session(&sessions[i], 0);
        }
    }
    double seconds = now() - start;
    if (!idle) printf("%u %u %.3f %.0f\n", finished, failed, seconds, finished / seconds);
    return 0;
}
